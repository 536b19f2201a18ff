"""What a programme took, beside what outside help would cost (R75, R84)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from headwater.engines.evaluation import (
    CostPerOrganisation,
    FullCost,
    cost_per_organisation,
    external_price,
)
from headwater.web.engagements.models import Session
from headwater.web.funding.models import BudgetLine
from headwater.web.preparation.models import Booking
from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision.models import SupervisionPlace, SupervisionSession

HOURS_IN_A_DAY = 7.5


@dataclass(frozen=True)
class Given:
    """Hours one side gave to one activity, worked out from what was logged."""

    activity: str  # sessions, workshops, training, supervision
    role: str
    hours: float
    pounds: float


@dataclass(frozen=True)
class CostStatement:
    """The full cost of a programme and what it means for one organisation and one session.

    Money and gifts in kind are what was spent so far; given time is at the programme's stated rate and shown apart.
    ``place`` and ``outside`` answer one question each: what one organisation's place took, and what as much time with
    an outside consultant would cost. ``days_for_a_place`` is how many such days the cost of a place would buy.
    """

    cash: float
    in_kind: float
    planned: float
    given: tuple[Given, ...]
    rate: float
    total: float
    organisations: int
    sessions: int
    session_hours: float
    place: CostPerOrganisation | None
    session: float | None
    outside: CostPerOrganisation | None
    days_for_a_place: float | None
    day_rate: float
    comparator_source: str

    @property
    def hours(self) -> float:
        """All hours given."""
        return sum(line.hours for line in self.given)

    @property
    def given_pounds(self) -> float:
        """What those hours are worth at the stated rate."""
        return sum(line.pounds for line in self.given)


def given_time(programme: Programme) -> tuple[Given, ...]:
    """The hours each side gave: sessions, workshops and training attended, supervision (R84). Travel is not counted."""
    rate = float(programme.given_time_rate)
    roles = Participant.Role
    together = _session_minutes(programme) / 60
    found = {
        ("sessions", roles.PARTNER): together,
        ("sessions", roles.CONSULTANT): together,
        **_attended(programme),
        ("supervision", roles.CONSULTANT): _supervised_minutes(programme) / 60,
    }
    return tuple(
        Given(activity, role, hours, hours * rate) for (activity, role), hours in found.items() if hours
    )


def cost_of(programme: Programme) -> CostStatement:
    """What a programme cost so far: a statement whose parts add up, with its comparator's source and date."""
    money = _money(programme)
    given = given_time(programme)
    held = Session.objects.filter(engagement__programme=programme, state=Session.State.HELD).aggregate(
        sessions=Count("pk"),
        minutes=Sum("minutes", default=0),
        organisations=Count("engagement__partner__organisation", distinct=True),
    )
    rate = float(programme.given_time_rate)
    full = FullCost(money["cash"] + money["in_kind"], sum(line.hours for line in given), rate)
    organisations, sessions = held["organisations"], held["sessions"]
    place = cost_per_organisation(full, organisations) if organisations else None
    day_rate = float(programme.comparator_day_rate)
    hours = held["minutes"] / 60
    days = hours / HOURS_IN_A_DAY / organisations if organisations else 0.0
    outside = external_price(days, day_rate, day_rate, programme.comparator_source) if organisations else None
    return CostStatement(
        cash=money["cash"],
        in_kind=money["in_kind"],
        planned=money["planned"],
        given=given,
        rate=rate,
        total=full.total,
        organisations=organisations,
        sessions=sessions,
        session_hours=hours,
        place=place,
        session=full.total / sessions if sessions else None,
        outside=outside,
        days_for_a_place=place.value / day_rate if place and day_rate else None,
        day_rate=day_rate,
        comparator_source=programme.comparator_source,
    )


def lines_of(programme: Programme) -> list[BudgetLine]:
    """All budget lines, by source."""
    return list(BudgetLine.objects.filter(programme=programme).select_related("source"))


def own_lines(person: Any, programme: Programme) -> list[BudgetLine]:
    """The lines of the bodies a person speaks for, and no others (promises.md 4.3 row 19)."""
    return list(
        BudgetLine.objects.filter(programme=programme, source__contacts__person=person)
        .select_related("source")
        .distinct()
    )


@dataclass(frozen=True)
class Plan:
    """The size of a programme in a what-if."""

    places: int
    sessions: int
    supervision_hours: int


def plan_of(programme: Programme) -> Plan:
    """The size that the programme is planned at."""
    return Plan(programme.places, programme.planned_sessions, programme.supervision_floor_hours)


def what_if(lines: Iterable[BudgetLine], now: Plan, other: Plan) -> Decimal:
    """What the planned lines would come to at another size, each growing with what it says it grows with (R74)."""
    ratio = {
        BudgetLine.GrowsWith.NOTHING: Decimal(1),
        BudgetLine.GrowsWith.PLACES: _ratio(other.places, now.places),
        BudgetLine.GrowsWith.SESSIONS: _ratio(other.places, now.places)
        * _ratio(other.sessions, now.sessions),
        BudgetLine.GrowsWith.SUPERVISION: _ratio(other.supervision_hours, now.supervision_hours),
    }
    return sum((line.planned * ratio[line.grows_with] for line in lines), Decimal(0)).quantize(
        Decimal("0.01")
    )


def _ratio(other: int, now: int) -> Decimal:
    return Decimal(other) / Decimal(now) if now else Decimal(1)


def _money(programme: Programme) -> dict[str, float]:
    sums = {"cash": 0.0, "in_kind": 0.0, "planned": 0.0}
    for kind, spent, planned in (
        BudgetLine.objects.filter(programme=programme)
        .order_by()
        .values_list("kind")
        .annotate(Sum("spent"), Sum("planned"))
    ):
        sums[kind] += float(spent)
        sums["planned"] += float(planned)
    return sums


def _session_minutes(programme: Programme) -> int:
    return Session.objects.filter(engagement__programme=programme, state=Session.State.HELD).aggregate(
        total=Sum("minutes", default=0)
    )["total"]


def _attended(programme: Programme) -> dict[tuple[str, str], float]:
    hours = {("workshops", Participant.Role.PARTNER): 0.0, ("training", Participant.Role.CONSULTANT): 0.0}
    came = Booking.objects.filter(
        workshop__programme=programme, attendance=Booking.Attendance.CAME
    ).values_list("participant__role", "workshop__starts_at", "workshop__ends_at")
    for role, starts, ends in came:
        activity = "workshops" if role == Participant.Role.PARTNER else "training"
        hours[activity, role] += (ends - starts).total_seconds() / 3600
    return hours


def _supervised_minutes(programme: Programme) -> int:
    return SupervisionPlace.objects.filter(
        session__programme=programme, session__state=SupervisionSession.State.HELD, came=True
    ).aggregate(total=Sum("session__minutes", default=0))["total"]
