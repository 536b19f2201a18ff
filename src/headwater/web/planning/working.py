"""The sum behind a comparison: choose, run every list forward on the same luck, and write down what came out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from headwater.engines.cascade import (
    CascadeError,
    Choice,
    Floors,
    Forecast,
    Network,
    Posterior,
    choose_starts,
    forecast,
)
from headwater.engines.cascade.bands import whole_bands
from headwater.web.planning.beliefs import Beliefs, chart_of, forecastable, ties, worth
from headwater.web.planning.ground import Candidate

LEVELS = (50, 80, 90)
POOL, RUNS, REFITS = 20_000, 100, 10
WORLDS = 50  # draws the choice is made over; the lists are then run forward over all of them
NOBODY = "nobody more"


@dataclass(frozen=True)
class Question:
    """What was asked. `lists`: name to ids; `floor_by`: "", "area" or "sector"; costs in pounds by size."""

    horizon: int
    k: int | None
    budget: float | None
    costs: dict[str, float] = field(default_factory=dict)
    floor_by: str = ""
    floor: float | None = None
    lists: dict[str, list[str]] = field(default_factory=dict)
    today: list[str] = field(default_factory=list)
    apart: bool = True
    suppose: float | None = None
    seed: int = 0

    def cost_of(self, candidate: Candidate) -> float:
        """What supporting an organisation of this size costs; 0 where costs were not given."""
        return self.costs.get(candidate.size, self.costs.get("", 0.0))


@dataclass(frozen=True, eq=False)
class Work:
    """Everything a comparison rests on."""

    question: Question
    candidates: Sequence[Candidate]
    together: set[frozenset[str]]
    rivals: Sequence[tuple[str, str]]
    beliefs: Beliefs

    @property
    def place(self) -> dict[str, int]:
        """The number of each candidate."""
        return {one.pk: at for at, one in enumerate(self.candidates)}


def worked_out(work: Work) -> dict[str, Any]:
    """The whole answer as plain values. Raises CascadeError where the question cannot be answered."""
    question, candidates, place = work.question, work.candidates, work.place
    number = work.beliefs.number
    if question.suppose is not None:
        number = np.full(number.size, question.suppose)
    typical = float(np.median(number))
    network = ties(candidates, work.together, typical)
    odds = number / typical if typical else np.ones(number.size)
    inside = forecastable(work.beliefs.estimate.posterior).inside(chart_of(candidates))
    value = worth(candidates, inside)
    already = [at for at, one in enumerate(candidates) if one.supported]
    choice = _choice(work, network, odds, value, already)
    named = _named(choice, question, place, already)
    luck = {
        name: _run(inside, network, nodes, already, odds, question, sources=name == "engine")
        for name, (_made, nodes) in named.items()
    }
    rows = [_row(name, made, nodes, luck, work) for name, (made, nodes) in named.items()]
    return {
        "standing": inside.standing,
        "seen": inside.seen,
        "supposed_number": question.suppose is not None or work.beliefs.number_is_supposed,
        "number": _spread(number),
        "candidates": len(candidates),
        "may_be_chosen": sum(one.may_be_chosen for one in candidates),
        "supported": len(already),
        "staff": int(sum(one.staff for one in candidates)),
        "lists": rows,
        "picks": _picks(choice, candidates),
        "fairness": _fairness(choice, candidates, question),
        "warnings": list(choice.warnings),
        "at_least": round(choice.at_least, 3),
        "rivals": len(work.rivals),
        "sources": {name: round(share, 3) for name, share in luck["engine"].sources.items()},
    }


def _choice(work: Work, network: Network, odds: Any, value: Any, already: list[int]) -> Choice:
    question, candidates, place = work.question, work.candidates, work.place
    consent = np.array([one.may_be_chosen for one in candidates])
    if not consent.any():
        raise CascadeError(
            "Nobody can be chosen: no organisation has asked for support that is not supported already."
        )
    priced = question.budget is not None
    costs = [question.cost_of(one) for one in candidates] if priced else None
    return choose_starts(
        network,
        question.k,
        costs,
        question.budget,
        _floors(question, candidates),
        float(question.horizon),
        odds[:WORLDS],
        question.seed,
        value=value,
        consent=consent,
        rivals=[(place[a], place[b]) for a, b in work.rivals if a in place and b in place],
        already=already,
        current=[place[pk] for pk in question.today if pk in place] or None,
        pool=POOL,
        runs=RUNS,
        refits=REFITS,
    )


def _floors(question: Question, candidates: Sequence[Candidate]) -> Floors | None:
    if not question.floor_by:
        return None
    labels = group_labels(question.floor_by, candidates)
    number = {label: at for at, label in enumerate(sorted(set(labels)))}
    return Floors(np.array([number[label] for label in labels]), question.floor)


def group_labels(floor_by: str, candidates: Sequence[Candidate]) -> list[str]:
    """The area or the sector of each candidate; "" where it is not known."""
    return [one.area if floor_by == "area" else one.sector for one in candidates]


def _named(
    choice: Choice, question: Question, place: dict[str, int], already: list[int]
) -> dict[str, tuple[str, list[int]]]:
    """Every list to run: the engine's, the plain ones, and those somebody made."""
    named = {
        plan.name: ("engine" if plan.name == "engine" else "plain", list(plan.nodes)) for plan in choice.plans
    }
    if already:
        named[NOBODY] = ("plain", [])
    for name, own in question.lists.items():
        named[f"list: {name}"] = ("own", [place[pk] for pk in own if pk in place])
    return named


def _run(
    inside: Posterior,
    network: Network,
    nodes: list[int],
    already: list[int],
    odds: Any,
    question: Question,
    *,
    sources: bool,
) -> Forecast:
    """One list run forward. The same seed for every list: they meet the same luck, and differ by their names only."""
    starts = sorted({*nodes, *already})
    if not starts:
        raise CascadeError("A list is empty: put at least one organisation on it.")
    belief = inside.across(network, starts, odds)
    return forecast(belief, question.horizon, seed=question.seed, sources=sources)


def _row(name: str, made: str, nodes: list[int], luck: dict[str, Forecast], work: Work) -> dict[str, Any]:
    """One list's figures: reach, what it adds to doing nothing more, and how often it is ahead of the engine's list."""
    candidates, question, found = work.candidates, work.question, luck[name]
    reached, engine = found.reached[:, -1], luck["engine"].reached[:, -1]
    nothing = luck[NOBODY].reached[:, -1] if NOBODY in luck else np.zeros_like(reached)
    return {
        "name": name,
        "made": made,
        "organisations": [candidates[node].pk for node in nodes],
        "not_asked": sum(not candidates[node].asked for node in nodes),
        "cost": round(sum(question.cost_of(candidates[node]) for node in nodes), 2),
        "reach": _spread(reached),
        "more": _spread(reached - nothing),
        "ahead": round(float((reached > engine).mean() + 0.5 * (reached == engine).mean()), 3),
        "twenty": list(found.twenty),
        "months": [round(float(middle)) for middle in np.median(found.reached, axis=0)],
        "fan": {
            str(level): [low.round().astype(int).tolist(), high.round().astype(int).tolist()]
            for level, (low, high) in found.fan.items()
        },
        "areas": _groups(found.by_region, found.regions, [one.area for one in candidates], candidates),
        "sectors": _groups(found.by_sector, found.sectors, [one.sector for one in candidates], candidates),
    }


def _spread(draws: Any) -> dict[str, float]:
    """Median and the 50, 80 and 90% bands of some draws; of counts, bands that people who come whole allow."""
    values = {"median": float(np.median(draws))}
    bands = whole_bands(draws) if np.asarray(draws).dtype.kind == "i" else {}
    for level in LEVELS:
        low, high = bands.get(level) or np.quantile(draws, [0.5 - level / 200, 0.5 + level / 200])
        values |= {f"low_{level}": float(low), f"high_{level}": float(high)}
    return {name: round(value, 2) for name, value in values.items()}


def _groups(
    by_group: Any, names: Sequence[str], labels: Sequence[str], candidates: Sequence[Candidate]
) -> list[dict[str, Any]]:
    """For each area or sector: its staff, and how many of them are reached."""
    staff: dict[str, int] = {}
    for label, one in zip(labels, candidates, strict=True):
        staff[label] = staff.get(label, 0) + one.staff
    found = []
    for at, name in enumerate(names):
        label = "" if name == "unknown" else name
        reached = by_group[:, -1, at]
        found.append({"name": label, "staff": staff.get(label, 0), **_spread(reached)})
    return found


def _picks(choice: Choice, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    return [
        {
            "organisation": candidates[pick.node].pk,
            "cost": pick.cost,
            "added": round(pick.added, 1),
            "chosen_again": pick.chosen_again,
            "swap": None
            if pick.swap is None
            else {
                "organisation": candidates[pick.swap.node].pk,
                "loss": round(pick.swap.loss, 1),
                "tie": bool(pick.swap.tie),
            },
        }
        for pick in choice.picks
    ]


def _fairness(choice: Choice, candidates: Sequence[Candidate], question: Question) -> dict[str, Any] | None:
    """The price-of-fairness curve; None without floors."""
    if choice.fairness is None:
        return None
    names, curve = sorted(set(group_labels(question.floor_by, candidates))), choice.fairness.curve
    return {
        "by": question.floor_by,
        "largest": round(choice.fairness.largest, 3),
        "kept": round(choice.fairness.kept.floor, 3),
        "curve": [
            {
                "floor": round(point.floor, 3),
                "reach": round(point.reach, 1),
                "worst": round(point.worst, 4),
                "worst_group": names[int(np.argmin(point.share_by_group))],
            }
            for point, before in zip(curve, [None, *curve[:-1]], strict=True)
            if before is None
            or set(before.nodes) != set(point.nodes)  # a floor that changes no name is no line
        ],
    }
