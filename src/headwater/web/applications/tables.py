"""The coordinator's list of applications."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.applications.models import Application
from headwater.web.hosts.links import href
from headwater.web.programmes.models import Programme


class ApplicationTable(tables.Table):
    """Who applied, for which side, by which route, and where it stands."""

    organisation_name = tables.Column(verbose_name=_("Organisation"))
    person = tables.Column(verbose_name=_("Leader"), order_by="person__name")
    role = tables.Column(verbose_name=_("Side"))
    route_in = tables.Column(verbose_name=_("Route in"))
    submitted_at = tables.DateColumn(verbose_name=_("Sent in"), format="j M Y")
    read_by = tables.Column(
        verbose_name=_("Read by"), attrs={"th": {"class": "hw-number"}, "td": {"class": "hw-number"}}
    )
    state = tables.Column(verbose_name=_("Stands at"))
    pending = tables.Column(verbose_name=_("Decided, not told"), empty_values=(), orderable=False)

    downloads = ("csv", "xlsx")

    class Meta:
        model = Application
        fields = (
            "organisation_name",
            "person",
            "role",
            "route_in",
            "submitted_at",
            "read_by",
            "state",
            "pending",
        )
        empty_text = _("No application has been sent in yet. They stand here as soon as they are.")
        order_by = ("-submitted_at",)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.programme = programme
        super().__init__(*args, **kwargs)

    def render_organisation_name(self, record: Application, value: str) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("applications:detail", record), value
        )

    def value_organisation_name(self, value: str) -> str:
        return value

    def render_role(self, record: Application) -> str:
        return self.programme.word(record.role).capitalize()

    def render_pending(self, record: Application) -> str:
        decision = next((item for item in record.decisions.all() if item.released_at is None), None)
        return decision.get_outcome_display() if decision else ""
