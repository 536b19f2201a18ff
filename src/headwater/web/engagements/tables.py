"""The coordinator's list of pairs: facts of contact, never content."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.dose import dose_of
from headwater.web.engagements.models import Engagement
from headwater.web.engagements.queries import needing_a_look
from headwater.web.hosts.links import href
from headwater.web.programmes.models import Programme

LOOKS = [
    ("apart", _("Not met for six weeks")),
    ("short", _("Few sessions, and the end is near")),
    ("no_issue", _("Not settled yet on what to work on")),
    ("no_agreement", _("Agreement still open")),
    ("left", _("Parted, and nobody has taken it up")),
    ("to_sign", _("Asks you to sign")),
    ("asks", _("Asks for more sessions")),
]


class EngagementFilter(django_filters.FilterSet):
    """Narrow the list by words, state, or what needs a look."""

    words = django_filters.CharFilter(label=_("Name or organisation"), method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Engagement.State.choices, empty_label=_("All")
    )
    look = django_filters.ChoiceFilter(
        label=_("Needs a look"), choices=LOOKS, method="by_look", empty_label=_("All")
    )

    class Meta:
        model = Engagement
        fields: list[str] = []

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for side in ("partner", "consultant"):
            found |= Q(**{f"{side}__person__name__icontains": value})
            found |= Q(**{f"{side}__organisation__name__icontains": value})
        return rows.filter(found)

    def by_look(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(needing_a_look(self.request.programme, timezone.localdate())[value])


class EngagementTable(tables.Table):
    """Each pair with its contact against the plan."""

    partner = tables.Column(verbose_name=_("Seeks help"), order_by="partner__organisation__name")
    consultant = tables.Column(verbose_name=_("Helps"), order_by="consultant__organisation__name")
    state = tables.Column(verbose_name=_("State"))
    phase = tables.Column(verbose_name=_("Phase"))
    held = tables.Column(verbose_name=_("Held of planned"))
    missed = tables.Column(verbose_name=_("Missed"))
    last_met = tables.DateColumn(verbose_name=_("Last met"), format="j M Y", default=_("Not yet"))
    look = tables.Column(verbose_name=_("Look"), empty_values=(), orderable=False)

    downloads = ("csv", "xlsx")

    class Meta:
        model = Engagement
        fields = ("partner", "consultant", "state", "phase", "held", "missed", "last_met", "look")
        empty_text = _("No pairs yet. A pair begins when both sides have accepted their match.")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns["partner"].column.verbose_name = programme.word("partner").capitalize()
        self.columns["consultant"].column.verbose_name = programme.word("consultant").capitalize()

    def render_partner(self, record: Engagement) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a><br>{}',
            href("engagements:facts", record),
            record.partner.person,
            record.partner.organisation,
        )

    def value_partner(self, record: Engagement) -> str:
        return f"{record.partner.person}, {record.partner.organisation}"

    def render_consultant(self, record: Engagement) -> str:
        return format_html("{}<br>{}", record.consultant.person, record.consultant.organisation)

    def value_consultant(self, record: Engagement) -> str:
        return f"{record.consultant.person}, {record.consultant.organisation}"

    def render_held(self, record: Engagement) -> str:
        return _("%(held)s of %(planned)s") % {"held": record.held, "planned": record.planned_sessions}

    def render_look(self, record: Engagement) -> str:
        dose = dose_of(record, today=timezone.localdate())
        if dose.word_to_coordinator:
            tag = _("%(weeks)s weeks apart") % {"weeks": dose.weeks_apart}
            return format_html('<span class="hw-tag hw-tag--yellow">{}</span>', tag)
        return "–"

    def value_look(self, record: Engagement) -> int:
        return dose_of(record, today=timezone.localdate()).weeks_apart
