"""Reading what preparation pages show: training against the hours asked for, and checklists with their ticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from headwater.web.preparation.models import (
    Booking,
    PolicyAcceptance,
    Preparation,
    PreparationGuide,
    ReadinessCheck,
    Workshop,
)
from headwater.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class TrainingPlan:
    """A consultant's training: hours done and still to do, group first and then individual (R41)."""

    participant: Participant
    asked: Decimal
    group_hours: Decimal
    individual_hours: Decimal
    booked: tuple[Booking, ...]
    missed: tuple[Booking, ...]
    decision: ReadinessCheck | None

    @property
    def done(self) -> Decimal:
        return self.group_hours + self.individual_hours

    @property
    def left(self) -> Decimal:
        return max(self.asked - self.done, Decimal(0))

    @property
    def next_kind(self) -> str:
        """What comes next: a group training until one was attended, then individual ones; empty when whole."""
        if not self.left:
            return ""
        return Workshop.Kind.INDIVIDUAL if self.group_hours else Workshop.Kind.GROUP

    @property
    def is_ready(self) -> bool:
        return self.decision is not None and self.decision.decision == ReadinessCheck.Decision.READY


def training_plans(programme: Programme, participants: Iterable[Participant]) -> list[TrainingPlan]:
    """The training plan of each of these consultants, in their order; two queries for all of them."""
    participants = list(participants)
    bookings: dict[Any, list[Booking]] = {person.pk: [] for person in participants}
    for booking in (
        Booking.objects.filter(participant__in=participants)
        .exclude(workshop__state=Workshop.State.CANCELLED)
        .select_related("workshop")
        .order_by("workshop__starts_at", "id")
    ):
        bookings[booking.participant_id].append(booking)
    decisions: dict[Any, ReadinessCheck] = {}
    for check in ReadinessCheck.objects.filter(participant__in=participants).order_by("created_at", "id"):
        decisions[check.participant_id] = check
    return [_plan(programme, who, bookings[who.pk], decisions.get(who.pk)) for who in participants]


def training_plan(participant: Participant) -> TrainingPlan:
    """The training plan of one consultant."""
    return training_plans(participant.programme, [participant])[0]


def _plan(
    programme: Programme, who: Participant, bookings: list[Booking], decision: ReadinessCheck | None
) -> TrainingPlan:
    def hours(kind: str) -> Decimal:
        came = Booking.Attendance.CAME
        return sum(
            (b.workshop.hours for b in bookings if b.workshop.kind == kind and b.attendance == came),
            Decimal(0),
        )

    return TrainingPlan(
        participant=who,
        asked=Decimal(programme.training_hours),
        group_hours=hours(Workshop.Kind.GROUP),
        individual_hours=hours(Workshop.Kind.INDIVIDUAL),
        booked=tuple(b for b in bookings if b.attendance == Booking.Attendance.EXPECTED),
        missed=tuple(b for b in bookings if b.attendance == Booking.Attendance.MISSED),
        decision=decision,
    )


@dataclass(frozen=True)
class Checklist:
    """A partner's preparation: the host's words, and each step with whether it is done (R40)."""

    guide: PreparationGuide
    preparation: Preparation | None

    @property
    def steps(self) -> list[dict[str, Any]]:
        done = set(self.preparation.done) if self.preparation else set()
        return [{**step, "done": step["code"] in done} for step in self.guide.steps]

    @property
    def is_acknowledged(self) -> bool:
        return self.preparation is not None and self.preparation.acknowledged_at is not None

    @property
    def is_whole(self) -> bool:
        return self.is_acknowledged and all(step["done"] for step in self.steps)


def checklist_of(participant: Participant) -> Checklist | None:
    """A partner's checklist, or None where the programme has written none."""
    guide = PreparationGuide.objects.filter(programme=participant.programme_id).first()
    if guide is None:
        return None
    return Checklist(guide, Preparation.objects.filter(participant=participant).first())


@dataclass(frozen=True)
class Standing:
    """How far someone has prepared, for the one who runs the programme: what was agreed and done, and when."""

    participant: Participant
    agreed_on: date | None
    agreed_version: int | None
    steps_done: int
    steps: int
    policy_on: date | None
    policy_version: int | None
    plan: TrainingPlan | None

    @property
    def is_partner(self) -> bool:
        return self.plan is None


def standings(programme: Programme, participants: Iterable[Participant]) -> list[Standing]:
    """How far each of these has prepared, in their order; five queries for all of them."""
    people = list(participants)
    guide = PreparationGuide.objects.filter(programme=programme).first()
    codes = {step["code"] for step in guide.steps} if guide else set()
    prepared = {one.participant_id: one for one in Preparation.objects.filter(participant__in=people)}
    accepted = {
        one.participant_id: one
        for one in PolicyAcceptance.objects.filter(participant__in=people).order_by("version")
    }
    helping = [who for who in people if who.role == Participant.Role.CONSULTANT]
    plans = {plan.participant.pk: plan for plan in training_plans(programme, helping)}
    return [
        _standing(who, codes, prepared.get(who.pk), accepted.get(who.pk), plans.get(who.pk)) for who in people
    ]


def _standing(
    who: Participant,
    codes: set[str],
    preparation: Preparation | None,
    policy: PolicyAcceptance | None,
    plan: TrainingPlan | None,
) -> Standing:
    agreed_at = preparation.acknowledged_at if preparation else None
    return Standing(
        participant=who,
        agreed_on=timezone.localdate(agreed_at) if agreed_at else None,
        agreed_version=preparation.acknowledged_version if preparation else None,
        steps_done=len(codes & set(preparation.done)) if preparation else 0,
        steps=len(codes),
        policy_on=timezone.localdate(policy.created_at) if policy else None,
        policy_version=policy.version if policy else None,
        plan=plan,
    )


def workshops_of(participant: Participant) -> list[tuple[Workshop, Booking | None]]:
    """The workshops meant for a participant, each with their own booking."""
    own = {booking.workshop_id: booking for booking in Booking.objects.filter(participant=participant)}
    meant = (
        Workshop.objects.filter(programme=participant.programme_id).for_side(participant.role).with_numbers()
    )
    return [(workshop, own.get(workshop.pk)) for workshop in meant]


def without_the_policy(programme: Programme) -> Any:
    """Those who take part and have not accepted the competition policy in its present version (R44)."""
    return (
        Participant.objects.active()
        .filter(programme=programme)
        .exclude(policies_accepted__version=programme.competition_policy_version)
    )
