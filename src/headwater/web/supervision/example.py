"""The example programme's supervision: who supervises whom, sessions held, one concern heard."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from headwater.web.programmes.models import Participant, Programme
from headwater.web.supervision import actions
from headwater.web.supervision.models import SupervisionSession

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


def raise_one(programme: Programme, *, reporter: Any, hearer: Any) -> None:
    """A concern about how someone is doing, raised with the named person and heard."""
    concern = actions.raise_concern(
        by=reporter,
        host=programme.host,
        programme=programme,
        kind="welfare",
        addressed_to=hearer,
        details="A manager I met looked close to the edge. I would like to talk about how to help.",
    )
    actions.hear_concern(concern, by=hearer)


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
