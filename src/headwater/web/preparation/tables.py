"""The list of workshops and trainings, and of how far everyone has prepared."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.links import href
from headwater.web.preparation.models import Workshop
from headwater.web.preparation.queries import Standing
from headwater.web.programmes.models import Participant, Programme


class WorkshopFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("What it is"), choices=Workshop.Kind.choices, empty_label=_("All")
    )
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("to_come", _("Still to come")), ("past", _("Over"))],
        method="by_when",
        empty_label=_("All"),
    )

    class Meta:
        model = Workshop
        fields: list[str] = []

    def by_when(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        now = timezone.now()
        return rows.filter(ends_at__gt=now) if value == "to_come" else rows.filter(ends_at__lte=now)


class WorkshopTable(tables.Table):
    """Each workshop with its places."""

    title = tables.Column(verbose_name=_("Title"))
    kind = tables.Column(verbose_name=_("What it is"))
    starts_at = tables.DateTimeColumn(verbose_name=_("Starts"), format="j M Y, H:i")
    booked = tables.Column(verbose_name=_("Booked"))
    came = tables.Column(verbose_name=_("Came"))
    state = tables.Column(verbose_name=_("State"))

    downloads = ("csv", "xlsx")

    class Meta:
        model = Workshop
        fields = ("title", "kind", "starts_at", "booked", "came", "state")
        empty_text = _("No workshops yet. Plan the first: nobody is told until you offer it.")

    def render_title(self, record: Workshop) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', href("preparation:workshop", record), record.title
        )

    def value_title(self, record: Workshop) -> str:
        return record.title

    def render_booked(self, record: Workshop) -> str:
        return _("%(booked)s of %(places)s") % {"booked": record.booked, "places": record.places}


class StandingFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(label=_("Side"), empty_label=_("Both"))

    class Meta:
        model = Participant
        fields: list[str] = []

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["role"].extra["choices"] = [
            (role, programme.word(role, "many").capitalize()) for role in Participant.Role.values
        ]


class StandingTable(tables.Table):
    """What each has agreed, done and accepted, with the day and the version."""

    person = tables.Column(verbose_name=_("Leader"), accessor="participant__person__name")
    organisation = tables.Column(verbose_name=_("Organisation"), accessor="participant__organisation__name")
    side = tables.Column(verbose_name=_("Side"), accessor="participant__role")
    expectation = tables.Column(
        verbose_name=_("What to expect"), accessor="agreed_on", empty_values=(), order_by="agreed_on"
    )
    steps = tables.Column(verbose_name=_("Checklist"), accessor="steps_done", orderable=False)
    policy = tables.Column(
        verbose_name=_("Competition policy"), accessor="policy_version", empty_values=(), orderable=False
    )
    ready = tables.Column(verbose_name=_("Readiness"), accessor="plan", empty_values=(), orderable=False)

    downloads = ("csv", "xlsx")

    class Meta:
        empty_text = _("Nobody takes part yet. People join when they accept the place they are offered.")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.programme = programme
        super().__init__(*args, **kwargs)

    def render_side(self, value: str) -> str:
        return self.programme.word(value).capitalize()

    def render_expectation(self, record: Standing) -> str:
        if not record.is_partner:
            return "–"
        return _agreed(record.agreed_on, record.agreed_version)

    def render_steps(self, record: Standing) -> str:
        if not record.is_partner or not record.steps:
            return "–"
        return now_("%(done)s of %(steps)s") % {"done": record.steps_done, "steps": record.steps}

    def render_policy(self, record: Standing) -> str:
        if not self.programme.competition_policy.strip():
            return "–"
        said = _agreed(record.policy_on, record.policy_version)
        newer = record.policy_version and record.policy_version < self.programme.competition_policy_version
        return f"{said}; {now_('a newer one waits')}" if newer else said

    def render_ready(self, record: Standing) -> str:
        plan = record.plan
        if plan is None:
            return "–"
        hours = now_("%(done)s of %(asked)s hours") % {"done": f"{plan.done:g}", "asked": f"{plan.asked:g}"}
        decided = plan.decision.get_decision_display() if plan.decision else now_("to decide")
        return f"{hours}; {decided}"


def _agreed(day: date | None, version: int | None) -> str:
    if day is None:
        return now_("not yet")
    return now_("version %(version)s, %(day)s") % {"version": version, "day": date_format(day, "j M Y")}
