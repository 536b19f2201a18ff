"""The example programme's supervision: who supervises whom, sessions held; concerns, a complaint, an opening."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision import actions
from headwater.web.supervision.models import Concern, SupervisionSession

NOTES = (
    "We looked at the pull to give answers when time is short. Next time: count the questions.",
    "Talked about what it is like to be thanked for advice and not for listening.",
    "A good month. Noticed more silence, and what it made room for.",
)


def supervise_all(
    programme: Programme, *, by: Any, faculty: Sequence[Any], rng: random.Random, today: date, months: int = 4
) -> list[SupervisionSession]:
    """Each consultant has a supervisor and meets them every month or so; the last one's hours are short."""
    consultants = list(
        Participant.objects.active()
        .filter(programme=programme, role=Participant.Role.CONSULTANT)
        .select_related("person", "programme")
        .order_by("organisation__name", "id")
    )
    since, held = today - timedelta(days=30 * months), []
    for place, consultant in enumerate(consultants):
        supervisor = faculty[place % len(faculty)]
        actions.assign_supervisor(consultant, supervisor=supervisor, by=by, since=since)
        times = months if place < len(consultants) - 1 else 0
        held += [
            _one_to_one(programme, consultant, supervisor, since + timedelta(days=30 * time_ + 12), rng)
            for time_ in range(times)
        ]
        if place % 2 == 0:
            _plan(programme, consultant, supervisor, today + timedelta(days=rng.randint(4, 18)))
    return held


COUNCILS = (("Northumberland", "01632 960 210"), ("Gateshead", "01632 960 220"))  # numbers kept for fiction


def tell_concerns(
    programme: Programme,
    *,
    coordinator: Any,
    hearers: Sequence[Any],
    reporters: Sequence[Any],
    custodian: Any,
) -> None:
    """Councils written down; a worry heard and passed on; a complaint about data whose days run; one opening, told."""
    for council, phone in COUNCILS:
        actions.keep_council_contact(by=coordinator, council=council, phone=phone)
    first, second = hearers[0], hearers[1]
    worry = raise_one(programme, reporter=reporters[0], hearer=first)
    actions.note_step(
        worry, by=first, text="Rang on the day. We agreed that she speaks to her own doctor first."
    )
    actions.pass_on(worry, by=first, to=second)
    _raise(programme, reporters[1], first, "safeguarding", "")
    complaint = _raise(programme, reporters[2], first, "data", "My old job title is still on the list.")
    actions.hear_concern(complaint, by=first)
    _one_opening(reporters[0], first, custodian)


def raise_one(programme: Programme, *, reporter: Any, hearer: Any) -> Concern:
    """A concern about how someone is doing, raised with the named person and heard."""
    worry = "A manager I met looked close to the edge. I would like to talk about how to help."
    return actions.hear_concern(_raise(programme, reporter, hearer, "welfare", worry), by=hearer)


def _raise(programme: Programme, by: Any, to: Any, kind: str, details: str) -> Concern:
    return actions.raise_concern(
        by=by, host=programme.host, programme=programme, kind=kind, addressed_to=to, details=details
    )


def _one_opening(of: Any, asked_by: Any, custodian: Any) -> None:
    opening = actions.ask_to_open(
        kind="goals",
        ground="harm",
        reason="A resident may be at risk, and the one who told us cannot be reached.",
        asked_for=of.email,
        by=asked_by,
    )
    actions.open_it(opening, by=custodian)


def _plan(programme: Programme, consultant: Participant, supervisor: Any, day: date) -> SupervisionSession:
    return actions.plan_supervision(
        programme=programme,
        consultants=[consultant],
        starts_at=timezone.make_aware(datetime.combine(day, time(16, 0))),
        minutes=60,
        by=supervisor,
        place="By video",
    )


def _one_to_one(
    programme: Programme, consultant: Participant, supervisor: Any, day: date, rng: random.Random
) -> SupervisionSession:
    session = _plan(programme, consultant, supervisor, day)
    session = actions.hold_supervision(session, by=supervisor, came=[consultant.pk])
    if rng.random() < 0.6:
        actions.write_note(session, by=supervisor, text=rng.choice(NOTES), joint=rng.random() < 0.5)
    return session
