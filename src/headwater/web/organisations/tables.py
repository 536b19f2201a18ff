"""Lists of organisations and imports."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.links import href
from headwater.web.organisations.models import Organisation, RegisterImport

NUMBER = {"th": {"class": "hw-number"}, "td": {"class": "hw-number"}}


class OrganisationTable(tables.Table):
    """Organisations of a host."""

    name = tables.Column(verbose_name=_("Organisation"))
    sector = tables.Column(verbose_name=_("Sector"), accessor="get_sector_display", order_by="sector")
    size = tables.Column(verbose_name=_("Size"), accessor="get_size_display", order_by="size")
    site_count = tables.Column(verbose_name=_("Sites"), attrs=NUMBER)
    source = tables.Column(verbose_name=_("Where from"))

    downloads = ("csv", "xlsx")

    class Meta:
        model = Organisation
        fields = ("name", "sector", "size", "site_count", "source")
        empty_text = _("No organisation here. Bring in a register or a list of members, or add one by hand.")

    def render_name(self, record: Organisation) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("organisations:detail", record), record.name
        )

    def value_name(self, record: Organisation) -> str:
        return record.name


class ImportTable(tables.Table):
    """Files that were looked at or brought in."""

    file_name = tables.Column(verbose_name=_("File"))
    state = tables.Column(verbose_name=_("State"), accessor="get_state_display", order_by="state")
    created_at = tables.DateTimeColumn(verbose_name=_("Looked at"), format="j M Y H:i")
    rows = tables.Column(verbose_name=_("Rows"), accessor="counts__rows", orderable=False, attrs=NUMBER)
    refused = tables.Column(
        verbose_name=_("Refused"), accessor="counts__refused", orderable=False, attrs=NUMBER
    )

    class Meta:
        model = RegisterImport
        fields = ("file_name", "state", "created_at", "rows", "refused")
        empty_text = _("No file has been looked at yet.")

    def render_file_name(self, record: RegisterImport) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("organisations:import", record), record.file_name
        )
