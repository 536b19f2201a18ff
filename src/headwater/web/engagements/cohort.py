"""What pairs say of a whole cohort: help both ways, power, being heard, what was faced, whether asking took over.

Everything here is raw: who said yes and who did not. It leaves only through a report, which puts all of it before the
release rules at once and is frozen when it is released (R51, R53, R58, R64, R65). No page of the site shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headwater.web.engagements.models import (
    AvoidedIssue,
    Ending,
    Engagement,
    LookBack,
    PowerPulse,
    Pulse,
    Session,
    Stance,
    StanceTag,
)
from headwater.web.programmes.models import Programme

YES = Pulse.Tap.YES.value
ANSWERS = {Stance.ADVISING.value, Stance.DOING.value}


@dataclass(frozen=True)
class CohortQuestion:
    """One question to a cohort: of whom it was asked (``asked``), and who said yes, by an id of theirs.

    ``of`` says what is counted: "pairs", "partner", "consultant" or "third".
    """

    name: str
    of: str
    said_yes: dict[str, bool]
    asked: int


def cohort_questions(programme: Programme) -> list[CohortQuestion]:
    """Every question that is told of a cohort, the most important first; six queries."""
    pairs = list(
        Engagement.objects.filter(programme=programme)
        .exclude(state=Engagement.State.PROPOSED)
        .values_list("pk", "partner", "consultant")
    )
    useful, heard = _pulses(programme)
    looks = _looks(programme)
    first, latest = _asking(programme)
    thirds = dict(PowerPulse.objects.filter(programme=programme).values_list("pk", "fair_say"))
    faced = dict(
        AvoidedIssue.objects.filter(engagement__programme=programme)
        .exclude(faced="")
        .values_list("participant", "faced")
    )
    sides = {"partner": [p for _, p, _ in pairs], "consultant": [c for _, _, c in pairs]}
    return [
        CohortQuestion("both_useful", "pairs", _both(pairs, useful), len(pairs)),
        CohortQuestion("both_gained", "pairs", _both(pairs, looks["gained"]), len(pairs)),
        *(
            CohortQuestion(f"fair_{role}", role, _of(set(those), looks["fair_say"]), len(set(those)))
            for role, those in sides.items()
        ),
        CohortQuestion("fair_third", "third", _said(thirds.items()), len(thirds)),
        CohortQuestion("heard", "partner", _of(set(sides["partner"]), heard), len(set(sides["partner"]))),
        CohortQuestion(
            "faced", "partner", {str(pk): said == Ending.Faced.YES for pk, said in faced.items()}, len(faced)
        ),
        CohortQuestion("asks_first", "pairs", first, len(pairs)),
        CohortQuestion("asks_latest", "pairs", latest, len(pairs)),
    ]


Taps = dict[Any, int]


def _pulses(programme: Programme) -> tuple[Taps, Taps]:
    """Each participant's latest tap on "useful" and on "heard"."""
    useful: Taps = {}
    heard: Taps = {}
    rows = Pulse.objects.filter(
        session__engagement__programme=programme, session__state=Session.State.HELD
    ).order_by("session__day", "created_at", "pk")
    for participant, was_useful, was_heard in rows.values_list("participant", "useful", "heard"):
        for latest, tap in ((useful, was_useful), (heard, was_heard)):
            if tap is not None:
                latest[participant] = tap
    return useful, heard


def _looks(programme: Programme) -> dict[str, Taps]:
    """Each participant's latest tap of a look back, by question."""
    found: dict[str, Taps] = {"gained": {}, "fair_say": {}}
    rows = LookBack.objects.filter(engagement__programme=programme).order_by("created_at", "pk")
    for participant, *taps in rows.values_list("participant", *found):
        for latest, tap in zip(found.values(), taps, strict=True):
            if tap is not None:
                latest[participant] = tap
    return found


def _asking(programme: Programme) -> tuple[dict[str, bool], dict[str, bool]]:
    """For each pair with at least two tagged sessions: whether the first, and the latest, was free of answers (R64)."""
    tagged: dict[Any, list[set[str]]] = {}
    rows = StanceTag.objects.filter(
        session__engagement__programme=programme, session__state=Session.State.HELD, session__in_plan=True
    ).order_by("session__day", "pk")
    for pair, stances in rows.values_list("session__engagement", "stances"):
        if stances:
            tagged.setdefault(pair, []).append(set(stances))
    enough = {str(pair): sessions for pair, sessions in tagged.items() if len(sessions) >= 2}
    return tuple({pk: not (sessions[at] & ANSWERS) for pk, sessions in enough.items()} for at in (0, -1))


def _both(pairs: Iterable[tuple[Any, Any, Any]], taps: Taps) -> dict[str, bool]:
    """Of pairs in which both have said something: whether both said yes."""
    return {
        str(pk): taps[partner] == taps[consultant] == YES
        for pk, partner, consultant in pairs
        if partner in taps and consultant in taps
    }


def _of(participants: set[Any], taps: Taps) -> dict[str, bool]:
    return _said((pk, taps[pk]) for pk in participants if pk in taps)


def _said(taps: Iterable[tuple[Any, int | None]]) -> dict[str, bool]:
    return {str(pk): tap == YES for pk, tap in taps if tap is not None}
