"""The example programme's cascade: a way of working with people with dementia, on its way in one organisation."""

import random
from datetime import date, timedelta

from headwater.web.cascade import actions
from headwater.web.cascade.models import Cascade, HandOver, SentSignal, StaffSheet, Tier, UpwardSignal
from headwater.web.cascade.words import ANSWERS, QUESTIONS
from headwater.web.engagements.models import Engagement
from headwater.web.programmes.models import Participant, Programme

Kind = HandOver.Kind
LINES = {
    1: "The life stories are kept in the office. Could a copy stay in each room?",
    4: "It works better when the same two of us are on in the evening.",
}
WORDS = "On busy mornings the first hour follows the rota, and the good day begins after it."
REPLY = "From Monday the life story of each person who agrees is kept in their room. Thank you for saying so."
ELSEWHERE = (
    "We begin every team meeting with what went well for someone we support.",
    "Whoever has the night shift writes one line for the day shift, and is answered.",
    "We ask families what they would change, and tell them what we did.",
    "New staff walk a day with someone we support before they work a day.",
    "At the end of a shift each of us names one thing a colleague did well.",
)
SENT = (
    (
        "consultant",
        "idea",
        "Staff ask whether two people could be on together in the evening, as in your homes.",
    ),
    ("host", "idea", "A shared sheet for life stories would save every organisation inventing its own."),
)
SITES = (
    ("Wellfield Road", "", (1, 3, 20)),
    ("Station Terrace", "", (1, 3, 17)),
    ("Church Lane", "", (2, 4, 5)),
)
NOTED = (
    (0, Kind.RECEIVED, 4, 0, {"meetings": 1, "minutes": 90}),
    (0, Kind.TRIED, 3, 10, {"core_seen": 3, "grade": "observed"}),
    (1, Kind.INVITED, 10, 14, {}),
    (1, Kind.RECEIVED, 9, 21, {"meetings": 1, "minutes": 60}),
    (1, Kind.UNDERSTOOD, 8, 30, {"core_seen": 3, "grade": "observed"}),
    (1, Kind.TRIED, 6, 45, {"core_seen": 2, "adaptation": "core_changed", "adaptation_words": WORDS}),
    (1, Kind.PASSED_ON, 5, 60, {}),
    (2, Kind.RECEIVED, 24, 62, {"precision": "week"}),
    (2, Kind.RECEIVED, 2, 66, {"through": "other_site", "grade": "self"}),
    (2, Kind.NOT_RECEIVED, 3, 70, {"grade": "self"}),
    (2, Kind.TRIED, 15, 75, {}),
    (2, Kind.NOT_TRIED, 4, 75, {}),
    (0, Kind.LEFT, 1, 80, {}),
)


def tell(programme: Programme, rng: random.Random, today: date) -> Cascade | None:
    """A practice in one organisation: its sites, what was noted, answers by slip and by poster, lines and replies."""
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
        core=["The person is asked first", "In their own words", "The first hour follows it"],
        adaptable=["Who asks", "Where the life story is kept"],
        evidence="We tried it on two wings for six weeks. Mornings are calmer; we have not counted more than that.",
        tiers=[("Managers", 4), ("Senior care workers", 10), ("Care workers", 42)],
        started_on=since,
    )
    actions.set_workplaces(cascade, by=participant.person, rows=SITES)
    tiers = list(cascade.tiers.all())
    for place, kind, people, days, more in NOTED:
        actions.note_hand_over(
            tiers[place],
            by=participant.person,
            kind=kind,
            people=people,
            on=since + timedelta(days=days),
            today=today,
            **more,
        )
    _answer(tiers[2].sheets.get(site="Wellfield Road"), 12, rng, today, LINES)
    _answer(tiers[1].sheets.get(site=""), 5, rng, today, {})
    actions.print_slips(tiers[2].sheets.get(site="Station Terrace"), by=participant.person, count=20)
    _say_back(tiers[2], today)
    _across(cascade, today)
    _elsewhere(programme, participant, rng, since, today)
    return cascade


def _elsewhere(
    programme: Programme, first: Participant, rng: random.Random, since: date, today: date
) -> None:
    """Other leaders pass something on too: a few tiers, a few notes, no more than they know."""
    others = (
        Participant.objects.active()
        .filter(programme=programme, role=Participant.Role.PARTNER)
        .exclude(pk=first.pk)
        .order_by("organisation__name", "id")
    )
    for participant, sentence in zip(others, ELSEWHERE, strict=False):
        began = since + timedelta(days=rng.randint(5, 30))
        tiers = [("Team leaders", rng.randint(2, 4)), ("Staff", rng.randint(12, 30))]
        cascade = actions.start_cascade(
            participant,
            by=participant.person,
            sentence=sentence,
            core=["Every week", "Everyone speaks"],
            signs=["It stands in the rota"],
            adaptable=["Who begins"],
            tiers=tiers,
            started_on=began,
        )
        _brief_notes(cascade, rng, began, today)


def _brief_notes(cascade: Cascade, rng: random.Random, began: date, today: date) -> None:
    leaders, staff = cascade.tiers.all()
    got = rng.randint(staff.staff // 3, staff.staff - 3)
    for tier, kind, people, days, more in (
        (leaders, Kind.RECEIVED, leaders.staff, 3, {}),
        (leaders, Kind.TRIED, leaders.staff - 1, 14, {"core_seen": rng.randint(1, 2), "grade": "observed"}),
        (staff, Kind.RECEIVED, got, 20 + rng.randint(0, 20), {"precision": "week"}),
        (staff, Kind.NOT_RECEIVED, 3, 45, {"grade": "self"}),
        (staff, Kind.TRIED, got // 2, 50, {}),
    ):
        actions.note_hand_over(
            tier,
            by=cascade.participant.person,
            kind=kind,
            people=people,
            on=began + timedelta(days=days),
            today=today,
            **more,
        )


def _answer(sheet: StaffSheet, times: int, rng: random.Random, today: date, lines: dict[int, str]) -> None:
    for at in range(times):
        taps = {asked: rng.choices(ANSWERS, (5, 3, 2))[0] for asked in QUESTIONS}
        actions.take_answer(sheet, taps=taps, line=lines.get(at, ""), today=today)


def _say_back(tier: Tier, today: date) -> None:
    first = next(line for line in UpwardSignal.objects.filter(sheet__tier=tier) if line.text == LINES[1])
    actions.reply(first, by=tier.cascade.participant.person, text=REPLY, today=today)


def _across(cascade: Cascade, today: date) -> None:
    """The one who helps is told of it; an idea from staff goes on to them, and another to the sponsor."""
    participant = cascade.participant
    pair = Engagement.objects.filter(partner=participant).select_related("consultant").first()
    if pair is not None:
        actions.note_crossing(
            cascade.practice,
            by=participant.person,
            on=today - timedelta(days=20),
            today=today,
            to_participant=pair.consultant,
        )
    for to, kind, text in SENT:
        if to == SentSignal.To.CONSULTANT and pair is None:
            continue
        actions.send_signal(
            cascade.programme,
            by=participant.person,
            sender=participant,
            to=to,
            kind=kind,
            text=text,
            today=today - timedelta(days=6),
            from_staff=to == SentSignal.To.CONSULTANT,
        )
