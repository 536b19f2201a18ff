"""The first page of a report: dose, route in and cost, as much of each as an audience may see (R24, R50, R75)."""

from collections import Counter
from dataclasses import asdict
from statistics import median
from typing import Any

from headwater.engines.evaluation import Question, Table, protect
from headwater.web.engagements.cohort import CohortQuestion, cohort_questions
from headwater.web.engagements.models import Engagement
from headwater.web.evaluation.planning import plan_and_departures
from headwater.web.evaluation.showing import (
    LEAST_ANSWERED,
    SAID,
    SMALLEST_CELL,
    Shown,
    round_to_step,
    rules,
    show_share,
    show_to_world,
    shown_of,
)
from headwater.web.funding.queries import cost_of
from headwater.web.programmes.models import Participant, Programme
from headwater.web.reports.models import Lesson

OTHER_WAYS = "other"


def gather_facts(programme: Programme) -> dict[str, Any]:
    """The first page for both audiences, ready to be kept as JSON."""
    held = [
        engagement.held
        for engagement in Engagement.objects.filter(programme=programme).with_dose()
        if engagement.state != Engagement.State.PROPOSED
    ]
    ways = Counter(Participant.objects.filter(programme=programme).values_list("role", "route_in"))
    cost, shown, lessons = _cost(programme), _shown_together(programme), _lessons(programme)
    plan = _plan(programme)
    floors = {"circle": programme.floor_host, "world": programme.floor_public}
    return {
        audience: {
            "dose": _dose(programme, held, audience, floor),
            "routes": {role: _routes(ways, role, audience) for role in Participant.Role.values},
            "cost": cost,
            "together": _together(shown, audience, floor),
            "lessons": lessons,
            "plan": plan,
        }
        for audience, floor in floors.items()
    }


def _dose(programme: Programme, held: list[int], audience: str, floor: int) -> dict[str, Any]:
    enough = sum(number >= programme.session_floor for number in held)
    shown = show_share(enough, len(held), len(held), programme.floor_host)
    shown = shown if audience == "circle" else show_to_world(shown, floor)
    told = len(held) >= max(LEAST_ANSWERED, floor)
    exact = audience == "circle"
    sessions = sum(held)
    return {
        "planned": programme.planned_sessions,
        "minutes": programme.session_minutes,
        "floor": programme.session_floor,
        "pairs": len(held),
        "median_held": median(held) if told else None,
        "sessions": sessions if exact else round_to_step(sessions),
        "rounded": not exact,
        "enough": _plain(shown),
    }


def _shown_together(programme: Programme) -> list[tuple[CohortQuestion, Shown]]:
    """What pairs say of the whole cohort, all of it put before the release rules at once (R51, R53, R64)."""
    asked = cohort_questions(programme)
    tables = [
        Table.of(
            one.name,
            Question(one.name, SAID),
            {pk: SAID[0] if yes else SAID[1] for pk, yes in one.said_yes.items()},
            one.asked,
        )
        for one in asked
    ]
    releases = protect(tables, rules(programme.floor_host)).releases
    return [(one, shown_of(release, one.asked)) for one, release in zip(asked, releases, strict=True)]


def _together(figures: list[tuple[CohortQuestion, Shown]], audience: str, floor: int) -> list[dict[str, Any]]:
    shown = [
        (one, figure if audience == "circle" else show_to_world(figure, floor)) for one, figure in figures
    ]
    return [{"name": one.name, "of": one.of, **_plain(figure)} for one, figure in shown]


def _plain(shown: Shown) -> dict[str, Any]:
    return asdict(shown)


def _routes(ways: Counter, role: str, audience: str) -> dict[str, Any]:
    """How those of a role came; ways of one or two are put together, and all of it is left out where that leaves one."""
    counts = {way or OTHER_WAYS: count for (its_role, way), count in ways.items() if its_role == role}
    total = sum(counts.values())
    few = {way for way, count in counts.items() if count < SMALLEST_CELL}
    kept = {way: count for way, count in counts.items() if way not in few}
    rest = total - sum(kept.values())
    if rest and rest < SMALLEST_CELL and kept:
        rest += kept.pop(min(kept, key=lambda way: (kept[way], way)))
    if rest:
        kept[OTHER_WAYS] = kept.get(OTHER_WAYS, 0) + rest
    if audience == "world":
        kept = {way: round_to_step(count) for way, count in kept.items()}
    return {"total": total, "ways": sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))}


def _cost(programme: Programme) -> dict[str, Any]:
    cost = cost_of(programme)
    return {
        "place": cost.place.value if cost.place else None,
        "session": cost.session,
        "organisations": cost.organisations,
        "total": cost.total,
        "cash": cost.cash,
        "in_kind": cost.in_kind,
        "hours": cost.hours,
        "given_pounds": cost.given_pounds,
        "rate": cost.rate,
        "outside": cost.outside.value if cost.outside else None,
        "days_for_a_place": cost.days_for_a_place,
        "day_rate": cost.day_rate,
        "comparator_source": cost.comparator_source,
    }


def _lessons(programme: Programme) -> list[dict[str, Any]]:
    """The learning log as it stands: it names nobody, so both audiences have it (R71)."""
    return [
        {
            "challenge": lesson.challenge,
            "change": lesson.change,
            "helped": lesson.helped,
            "seen_in": lesson.seen_in,
        }
        for lesson in Lesson.objects.filter(programme=programme).order_by("noticed_on", "created_at", "pk")
    ]


def _plan(programme: Programme) -> dict[str, Any]:
    """The analysis plan as it was frozen, and everything done otherwise; empty where none was frozen."""
    told = plan_and_departures(programme)
    if not told.plan.frozen:
        return {}
    return {
        "outcomes": [asdict(outcome) for outcome in told.plan.outcomes],
        "missing": told.plan.missing,
        "more": told.plan.more,
        "frozen_on": told.plan.frozen_at.date().isoformat(),
        "fingerprint": told.plan.fingerprint,
        "unchanged": told.unchanged,
        "departures": [{"what": one.what, "why": one.why} for one in told.departures],
    }
