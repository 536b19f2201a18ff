"""The analysis plan: what the evaluator will look at, which way is better, and what is done about missing answers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.web.evaluation.models import AnalysisPlan, Departure
from headwater.web.evaluation.questionnaire import MOST_PRIMARY, ROLES, Item, Questionnaire
from headwater.web.programmes.models import Programme

MISSING = (
    "Only people who answered both times are counted, with the number invited beside it; the worst and the best case "
    "over all invited are printed; nothing is imputed and nothing is weighted."
)


class PlanError(ValueError):
    """A plan cannot be used as it stands; the message says what to change."""


@dataclass(frozen=True)
class Outcome:
    """One main outcome of a role: the question, whether a higher answer is better (1) or a lower (-1), and from where a
    change counts (larger than the threshold)."""

    role: str
    item: str
    direction: int
    threshold: float


@dataclass(frozen=True)
class Plan:
    """An analysis plan as it stands, frozen or not; without one, the questions' own choices hold."""

    outcomes: tuple[Outcome, ...] = ()
    missing: str = MISSING
    more: str = ""
    frozen: bool = False
    fingerprint: str = ""
    frozen_at: Any = None

    def measure(self, role: str, item: Item) -> tuple[int, float]:
        """Which way is better for an outcome, and how large a change must be: the plan's word, else the question's."""
        for outcome in self.outcomes if self.frozen else ():
            if (outcome.role, outcome.item) == (role, item.code):
                return outcome.direction, outcome.threshold
        return item.polarity, item.scale.threshold

    def is_primary(self, role: str, item: Item) -> bool:
        """Whether a question is a main outcome of a role."""
        if self.frozen:
            return any((outcome.role, outcome.item) == (role, item.code) for outcome in self.outcomes)
        return role in item.primary


@dataclass(frozen=True)
class PlanAndDepartures:
    """What a report prints of the plan: as it was frozen, whether it still is what was frozen, and each departure."""

    plan: Plan
    unchanged: bool
    departures: tuple[Departure, ...]


def plan_of(programme: Programme) -> Plan:
    """The plan of a programme; an empty one where none was written."""
    held = AnalysisPlan.objects.filter(programme=programme).first()
    return read_plan(held) if held else Plan()


def plan_and_departures(programme: Programme) -> PlanAndDepartures:
    """The frozen plan with every departure, for the report."""
    plan = plan_of(programme)
    held = AnalysisPlan.objects.filter(programme=programme).first()
    unchanged = held is not None and plan.frozen and fingerprint(held.definition) == held.fingerprint
    return PlanAndDepartures(plan, unchanged, tuple(Departure.objects.filter(programme=programme)))


def read_plan(held: AnalysisPlan) -> Plan:
    """A stored plan."""
    definition = held.definition
    outcomes = tuple(
        Outcome(each["role"], each["item"], int(each["direction"]), float(each["threshold"]))
        for each in definition.get("outcomes", ())
    )
    return Plan(
        outcomes,
        definition.get("missing", MISSING),
        definition.get("more", ""),
        held.frozen_at is not None,
        held.fingerprint,
        held.frozen_at,
    )


def starting_plan(programme: Programme, questions: Questionnaire) -> Plan:
    """The plan as it was last written, or one made of the questions' own choices."""
    held = AnalysisPlan.objects.filter(programme=programme).first()
    if held is not None:
        return read_plan(held)
    return read_plan(AnalysisPlan(definition=first_draft(questions)))


def spoken_outcomes(plan: Plan, questions: Questionnaire) -> list[tuple[Outcome, Item | None]]:
    """The main outcomes with the questions they name."""
    items = {item.code: item for item in questions.items}
    return [(outcome, items.get(outcome.item)) for outcome in plan.outcomes]


def first_draft(questions: Questionnaire) -> dict[str, Any]:
    """A plan made of what the questions say themselves, to begin from."""
    outcomes = [
        {"role": role, "item": item.code, "direction": item.polarity, "threshold": item.scale.threshold}
        for role in ROLES
        for item in questions.items
        if role in item.primary
    ]
    return {"outcomes": outcomes, "missing": MISSING, "more": ""}


def check_plan(definition: Mapping[str, Any], questions: Questionnaire) -> None:
    """Raise PlanError unless every outcome is a question asked twice of that role, once each, three a role at most."""
    outcomes = definition["outcomes"]
    for role in ROLES:
        named = [each["item"] for each in outcomes if each["role"] == role]
        if len(named) > MOST_PRIMARY:
            raise PlanError(f"{role}: {len(named)} main outcomes; choose {MOST_PRIMARY} at most.")
        if len(set(named)) < len(named):
            raise PlanError(f"{role}: the same outcome stands twice.")
    known = {(role, item.code) for item in questions.items if item.is_change for role in item.roles}
    for each in outcomes:
        if (each["role"], each["item"]) not in known:
            raise PlanError(
                f"{each['item']}: not a question that is asked more than once of the {each['role']}."
            )
        if each["direction"] not in (1, -1) or not float(each["threshold"]) >= 0:
            raise PlanError(f"{each['item']}: the direction is 1 or -1, and the threshold 0 or more.")
    if not outcomes:
        raise PlanError("Name at least one main outcome.")


def fingerprint(definition: Mapping[str, Any]) -> str:
    """The SHA-256 of a plan written in one way only, so that any change to it shows."""
    text = json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
