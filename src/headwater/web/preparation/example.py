"""The example programme prepares: workshops held, training given, readiness decided, checklists gone through."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from headwater.web.preparation.actions import (
    book,
    decide_readiness,
    plan_workshop,
    prepare,
    take_attendance,
    write_guide,
)
from headwater.web.preparation.models import Workshop
from headwater.web.programmes.models import Participant, Programme

EXPECTATION = "\n\n".join(
    (
        "You set the direction. The leader who works with you will mostly ask and listen; they will not "
        "inspect you, grade you or report on you.",
        "Expect to be thinking hard, sometimes about things that have been put off. Expect to be asked what "
        "you could offer in return: help goes both ways here.",
        "You will need about two hours a month, a quiet room, and a chair or line manager who knows that you "
        "take part.",
    )
)
STEPS = (
    "Tell your chair or line manager that you take part",
    "Keep two hours a month free in your diary until the end",
    "Think of one thing that is pressing now, and one thing you would like to be able to do for yourself",
    "Think of something you could offer another leader",
)
REASONS = (
    "Listens first and asks well; used silence with ease in the practice round.",
    "Noticed her own wish to solve things, and said so. Ready to begin.",
    "Warm, curious, and clear about what stays confidential.",
    "Brings long experience and holds it lightly.",
)


def prepare_all(
    programme: Programme,
    *,
    by: Any,
    faculty: Sequence[Any],
    rng: random.Random,
    today: date,
    waiting: int = 1,
) -> None:
    """Guide, workshop, trainings, readiness and checklists; ``waiting`` on each side are still on their way."""
    partners, consultants = _people(programme, "partner"), _people(programme, "consultant")
    write_guide(programme=programme, expectation=EXPECTATION, steps=list(STEPS), by=by)
    first = _held(
        programme, "partner", "Getting ready together", today - timedelta(days=20), 3, partners, by, rng
    )
    make_up = _workshop(
        programme, "partner", "Getting ready together, second date", today + timedelta(days=9), 3, by, first
    )
    if partners:
        book(make_up, participant=partners[-1], by=partners[-1].person)
    for number, day in ((1, 28), (2, 21)):
        title = f"Helping another leader think, day {number}"
        _held(programme, "group", title, today - timedelta(days=day), 5, consultants, faculty[0], rng)
    for place, consultant in enumerate(consultants[: len(consultants) - waiting]):
        teacher = faculty[place % len(faculty)]
        day = today - timedelta(days=rng.randint(5, 14))
        _held(programme, "individual", "Practice with feedback", day, 4, [consultant], teacher, rng)
        decide_readiness(consultant, decision="ready", reason=rng.choice(REASONS), by=teacher)
    for consultant in consultants[len(consultants) - waiting :]:
        decide_readiness(
            consultant,
            decision="not_yet",
            reason="One more practice session will help; we have found a date together.",
            look_again_on=today + timedelta(days=14),
            by=faculty[0],
        )
    for partner in partners[: len(partners) - waiting]:
        codes = [f"s{number}" for number in range(1, len(STEPS) + 1)]
        prepare(partner, done=codes, acknowledged=True, by=partner.person)


def _people(programme: Programme, role: str) -> list[Participant]:
    return list(
        Participant.objects.active()
        .filter(programme=programme, role=role)
        .select_related("person", "programme")
        .order_by("organisation__name", "id")
    )


def _workshop(
    programme: Programme,
    kind: str,
    title: str,
    day: date,
    hours: int,
    by: Any,
    make_up_for: Workshop | None = None,
) -> Workshop:
    start = timezone.make_aware(datetime.combine(day, time(10, 0)))
    return plan_workshop(
        programme=programme,
        by=by,
        kind=kind,
        title=title,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        hours=Decimal(0 if kind == "partner" else hours),
        places=1 if kind == "individual" else 24,
        place="By video: the link is sent on the day"
        if kind == "individual"
        else "The Beacon Centre, Gateshead",
        materials="" if kind == "individual" else "Bring one question you are carrying.",
        make_up_for=make_up_for,
        led_by=by,
    )


def _held(
    programme: Programme,
    kind: str,
    title: str,
    day: date,
    hours: int,
    people: Sequence[Participant],
    by: Any,
    rng: random.Random,
) -> Workshop:
    """A workshop on a past day, with everyone booked and nearly everyone there."""
    workshop = _workshop(programme, kind, title, day, hours, by)
    for participant in people:
        book(workshop, participant=participant, by=participant.person)
    away = set(rng.sample([p.pk for p in people], len(people) // 8)) if kind == "partner" else set()
    said = {p.pk: "missed" if p.pk in away else "came" for p in people}
    take_attendance(workshop, attendance=said, by=by)
    return workshop
