"""Lists of a programme."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.links import href
from headwater.web.programmes.models import Participant, Programme


class ParticipantTable(tables.Table):
    """Who takes part, from where, on which side."""

    organisation = tables.Column(verbose_name=_("Organisation"), order_by="organisation__name")
    person = tables.Column(verbose_name=_("Leader"), order_by="person__name")
    role = tables.Column(verbose_name=_("Side"))
    status = tables.Column(verbose_name=_("Taking part"))
    generation = tables.Column(verbose_name=_("Generation"))
    changed = tables.Column(
        verbose_name=_("Has something changed?"), empty_values=(), orderable=False, exclude_from_export=True
    )

    downloads = ("csv", "xlsx")

    class Meta:
        model = Participant
        fields = ("organisation", "person", "role", "status", "generation", "changed")
        empty_text = _("Nobody takes part yet. People join when they accept the place they are offered.")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.programme = programme
        super().__init__(*args, **kwargs)

    def render_changed(self, record: Participant) -> str:
        if record.status != Participant.Status.ACTIVE:
            return "–"
        return format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            href("changes:tell", record),
            _("Note it"),
            record.person,
        )

    def render_role(self, record: Participant) -> str:
        return self.programme.word(record.role).capitalize()
