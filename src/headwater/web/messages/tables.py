"""The outbox as a list."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.links import href
from headwater.web.messages.models import Letter


class LetterTable(tables.Table):
    """Letters of a programme, the newest first."""

    subject = tables.Column(verbose_name=_("Letter"))
    to = tables.Column(verbose_name=_("To"), order_by="to__name")
    state = tables.Column(verbose_name=_("State"), accessor="get_state_display", order_by="state")
    created_at = tables.DateTimeColumn(verbose_name=_("Drafted"), format="j M Y H:i")

    downloads = ("csv", "xlsx")

    class Meta:
        model = Letter
        fields = ("subject", "to", "state", "created_at")
        empty_text = _(
            "No letters here. They are drafted by what you decide, and leave only when you say so."
        )

    def render_subject(self, record: Letter) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("letters:letter", record), record.subject
        )
