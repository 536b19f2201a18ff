"""The example programme's cascade: a way of working with people with dementia, on its way in one organisation."""

import random
from datetime import date, timedelta

from headwater.web.cascade import actions
from headwater.web.cascade.models import Cascade, HandOver, Tier, UpwardSignal
from headwater.web.cascade.words import ANSWERS, QUESTIONS
from headwater.web.programmes.models import Participant, Programme

Kind = HandOver.Kind
LINES = {
    1: "The life stories are kept in the office. Could a copy stay in each room?",
    4: "It works better when the same two of us are on in the evening.",
}
REPLY = "From Monday the life story of each person who agrees is kept in their room. Thank you for saying so."
NOTED = (
    (0, Kind.RECEIVED, 4, 0),
    (0, Kind.TRIED, 3, 10),
    (1, Kind.INVITED, 10, 14),
    (1, Kind.RECEIVED, 9, 21),
    (1, Kind.UNDERSTOOD, 8, 30),
    (1, Kind.TRIED, 6, 45),
    (1, Kind.PASSED_ON, 5, 60),
    (2, Kind.RECEIVED, 26, 62),
    (2, Kind.NOT_RECEIVED, 3, 70),
    (2, Kind.TRIED, 15, 75),
)


def tell(programme: Programme, rng: random.Random, today: date) -> Cascade | None:
    """A practice in one organisation: twelve answers from care workers, five from seniors, two lines, one answered."""
    participant = (
        Participant.objects.active()
        .filter(programme=programme, role=Participant.Role.PARTNER)
        .select_related("person", "programme")
        .order_by("-person__cast", "organisation__name", "id")
        .first()
    )
    if participant is None:
        return None
    since = today - timedelta(days=90)
    cascade = actions.start_cascade(
        participant,
        by=participant.person,
        sentence="We ask each person with dementia what a good day is, and begin the day there.",
        signs=[
            "The person, or someone who knows them well, is asked first.",
            "What a good day is stands in their life story in their own words.",
            "The first hour of a visit or shift follows it.",
        ],
        adaptable=["Who asks", "Where the life story is kept"],
        tiers=[("Managers", 4), ("Senior care workers", 10), ("Care workers", 42)],
        started_on=since,
    )
    tiers = list(cascade.tiers.all())
    for place, kind, people, days in NOTED:
        actions.note_hand_over(
            tiers[place],
            by=participant.person,
            kind=kind,
            people=people,
            on=since + timedelta(days=days),
            today=today,
        )
    _answer(tiers[2], 12, rng, today, LINES)
    _answer(tiers[1], 5, rng, today, {})
    _say_back(tiers[2], today)
    return cascade


def _answer(tier: Tier, times: int, rng: random.Random, today: date, lines: dict[int, str]) -> None:
    for at in range(times):
        taps = {asked: rng.choices(ANSWERS, (5, 3, 2))[0] for asked in QUESTIONS}
        actions.take_answer(tier.sheet, taps=taps, line=lines.get(at, ""), today=today)


def _say_back(tier: Tier, today: date) -> None:
    first = next(line for line in UpwardSignal.objects.filter(sheet__tier=tier) if line.text == LINES[1])
    actions.reply(first, by=tier.cascade.participant.person, text=REPLY, today=today)
