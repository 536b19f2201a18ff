"""What may be told of a match: who else, what would help, what decided, what rivalry costs (R30 to R32, R37, R47).

Everything here is worked out as if nobody had sealed anybody, as long as that gives the very same pairs: then
a page reads the same with and without a seal. Where a seal did change the pairs, what it forbids is left out,
as somebody without a place would be.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from headwater.engines.matching import (
    Assignment,
    MatchingError,
    Move,
    Problem,
    assign,
    explain,
    influence,
    options,
    relaxing,
    tradeoff,
)
from headwater.engines.matching.fit import Never, Weights
from headwater.web.matching.facts import road_miles_of
from headwater.web.matching.solve import Inputs, Match, matched, problem_of, scored_pairs

RULES = {
    "travel": Never.TOO_FAR,
    "mode": Never.NO_SHARED_MODE,
    "language": Never.NO_SHARED_LANGUAGE,
    "access": Never.ACCESS,
    "sector": Never.NOT_A_CANDIDATE,
    "check": Never.CHECK,
    "rival": Never.RIVAL,
}
"""The rules that could be relaxed, with the engine's reason for each."""
_GIVEN = {"check", "rival", "sector"}  # found on the site, not by the engine
_LIFTED: dict[str, dict[str, Any]] = {
    "travel": {"travel_m": None},
    "mode": {"remote": True, "in_person": True},
    "language": {"languages": []},
    "access": {"access": []},
}


@dataclass(frozen=True)
class Telling:
    """A match with the problem from which it may be spoken of."""

    match: Match
    told: Match

    @property
    def as_if_open(self) -> bool:
        """Whether it may be told as if nobody had sealed anybody."""
        return self.told is not self.match

    @cached_property
    def settled(self) -> tuple[Problem, Assignment] | None:
        """A problem whose best set is the match in hand, whatever it was made by, and which moves as few as can be."""
        problem = problem_of(self.told.inputs, self.told.scored)
        if problem is None or self.told.assignment is None:
            return None
        stay = np.zeros(problem.edge_count, dtype=np.int64)
        stay[problem.edges_of(self.told.assignment.pairs)] = 1
        span = int(problem.fit.max() - problem.fit.min() + 1) * (problem.partner_count + 1)
        problem = replace(problem, fit=problem.fit + span * stay)
        return problem, assign(problem)


def telling_of(match: Match) -> Telling:
    """The match as it may be told."""
    try:
        open_ = matched(match.inputs, scored_pairs(match.inputs, sealed=False))
    except MatchingError:
        return Telling(match, match)
    return Telling(match, open_ if open_.pairs == match.pairs else match)


@dataclass(frozen=True)
class Alternative:
    """Another consultant for a partner, and what taking them would change for everyone, in points of fit of 1000."""

    consultant: str
    fit: int
    gain: int  # for the partner
    cost: int  # what all others together lose
    moves: tuple[tuple[str, str | None], ...]  # others who would move: partner, and to whom (None: nobody)
    best_alone: bool = False  # of all, whom the partner would gain most by, whatever it costs others

    @property
    def change(self) -> int:
        return self.gain - self.cost

    @property
    def leaves_out(self) -> int:
        """How many others would then have nobody."""
        return sum(to is None for _who, to in self.moves)


def alternatives(telling: Telling, partner: str, most: int = 3) -> list[Alternative]:
    """The other consultants who would cost the whole least, cheapest first; then the best for the partner alone."""
    told = telling.told
    if told.problem is None or told.assignment is None:
        return []
    p = told.partners.index(partner)
    found = list(options(told.problem, told.assignment, p, most))
    best = explain(told.problem, told.assignment, [p])[0].best
    wanted = None if best is None or not best.possible else best.consultant
    if wanted is not None and wanted not in {one.consultant for one in found}:
        found.append(best)
    return [
        Alternative(
            told.consultants[one.consultant],
            one.fit,
            one.gain,
            one.cost_to_others,
            _others(told, one.moves, p),
            one.consultant == wanted,
        )
        for one in found
    ]


def _others(told: Match, moves: tuple[Move, ...], partner: int) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (told.partners[move.partner], None if move.joins is None else told.consultants[move.joins])
        for move in moves
        if move.partner != partner
    )


def what_would_help(telling: Telling, partner: str) -> list[dict[str, Any]]:
    """For a partner without a pair: each rule that, left out for them alone, would give them one (R47).

    ``with``: who. ``opens``: how many more could be asked. ``displaces``: whether somebody else would then have nobody.
    """
    told, settled = telling.told, telling.settled
    if settled is None:
        return [_alone(row) for row in _opened(telling, partner).items() if row[1]]
    rows = [(c, rule, fit) for rule, open_ in _opened(telling, partner).items() for c, fit in open_]
    if not rows:
        return []
    p = told.partners.index(partner)
    code = [int(RULES[rule]) for _c, rule, _fit in rows]
    at = [told.consultants.index(c) for c, _rule, _fit in rows]
    found = relaxing(*settled, [p] * len(rows), at, code, [fit for *_, fit in rows], [p])
    names = {reason: rule for rule, reason in RULES.items()}
    helps = [
        {
            "rule": names[one.reason],
            "with": told.consultants[one.best.consultant],
            "opens": one.opens,
            "displaces": one.best.places_change < 1,
        }
        for one in found
    ]
    return sorted(helps, key=lambda one: (one["displaces"], list(RULES).index(one["rule"])))


def _alone(row: tuple[str, list[tuple[str, int]]]) -> dict[str, Any]:
    """What a rule would give where nobody at all has a pair."""
    rule, open_ = row
    best = max(open_, key=lambda one: one[1])[0]
    return {"rule": rule, "with": best, "opens": len(open_), "displaces": False}


def _opened(telling: Telling, partner: str) -> dict[str, list[tuple[str, int]]]:
    """For each rule the consultants with a place whom it alone keeps from a partner, with the fit each would have."""
    told = telling.told
    p = told.partners.index(partner)
    places = {one["id"]: one["places"] for one in told.inputs["consultants"]}
    now = {told.consultants[c] for c in told.scored.consultant[told.scored.partner == p]}
    found = {}
    for rule in RULES:
        inputs = _without(_alone_with(told.inputs, p), rule)
        scored = scored_pairs(inputs, sealed=not telling.as_if_open)
        who = (told.consultants[c] for c in scored.consultant)
        fits = zip(who, scored.fit.tolist(), strict=True)
        found[rule] = [(c, fit) for c, fit in fits if c not in now and places[c]]
    return found


def _alone_with(inputs: Inputs, p: int) -> Inputs:
    """The inputs as one partner alone sees them."""
    return inputs | {
        "partners": [inputs["partners"][p]],
        "never": [[0, c, code] for who, c, code in inputs["never"] if who == p],
        "sealed": [[0, c] for who, c in inputs["sealed"] if who == p],
        "pins": [],
        "pairs": None,
    }


def _without(inputs: Inputs, rule: str) -> Inputs:
    """The inputs with one rule left out. What was not taken up or is barred by hand stays."""
    if rule in _GIVEN:
        return inputs | {"never": [row for row in inputs["never"] if row[2] != RULES[rule]]}
    sides = ("partners", "consultants")
    return inputs | {side: [one | _LIFTED[rule] for one in inputs[side]] for side in sides}


def why_nobody(telling: Telling, partner: str) -> str:
    """What stands in the way of a partner without a pair: the rule that bars most, or that places are taken.

    Where anybody would be left but for a place, a refusal, a sealed exclusion or a bar by hand, it is "places":
    the word is the same for all of these.
    """
    reasons = reasons_between(telling.match, partner)
    if not reasons or Never.PERMITTED in reasons or Never.UNAVAILABLE in reasons:
        return "places"
    return Never(max(reasons, key=lambda code: (reasons[code], -code))).name.lower()


def reasons_between(match: Match, partner: str) -> Counter[int]:
    """How many consultants each reason keeps from a partner; those permitted count as `Never.PERMITTED`."""
    scored, p = match.scored, match.partners.index(partner)
    found = Counter(scored.absent_reason[scored.absent_partner == p].tolist())
    permitted = int((scored.partner == p).sum())
    return found + Counter({int(Never.PERMITTED): permitted})


def weights_felt(telling: Telling) -> list[dict[str, Any]]:
    """How much each criterion was meant to count and how much it really decided, in hundredths (R32)."""
    match = telling.match
    if match.assignment is None or not len(match.assignment.pairs):
        return []
    open_ = scored_pairs(match.inputs, sealed=False)
    found = influence(open_, match.assignment.pairs, Weights(**match.inputs["weights"]))
    return [
        {
            "part": one.part,
            "meant": round(100 * one.stated),
            "felt": round(100 * one.effective),
            "given_up": one.points < 0,
        }
        for one in found
        if one.stated or one.effective
    ]


MOST_POINTS = 12


def curve_of(telling: Telling) -> list[dict[str, Any]]:
    """What keeping rivals further apart costs in nearness: the best set for every rule, from none to no rivals at all.

    ``apart``: rivals are at least so many miles apart in a straight line (None: no two of a pair do the same
    work). ``placed``: partners with a pair. ``miles``: the mean journey by road (None: not known). ``rivals``:
    pairs that do the same work for the same people. Whatever else is never allowed stays so.
    """
    inputs = telling.match.inputs
    apart = {(p, c): metres for p, c, metres in inputs["gaps"]}
    rules = {int(Never.RIVAL), int(Never.CHECK)}
    kept = [row for row in inputs["never"] if row[2] not in rules or tuple(row[:2]) not in apart]
    inputs = inputs | {"never": kept, "pins": []}
    scored = scored_pairs(inputs, sealed=not telling.as_if_open)
    problem = problem_of(inputs, scored)
    if problem is None:
        return []
    ends = zip(scored.partner.tolist(), scored.consultant.tolist(), strict=True)
    gaps = np.array([apart.get(pair, np.inf) for pair in ends])
    points = tradeoff(problem, scored.distance_m, gaps, most=MOST_POINTS)
    return [
        {
            "apart_m": None if point.upto_m == np.inf else round(point.upto_m),
            "placed": point.placed,
            "miles": None if point.mean_distance_m is None else road_miles_of(point.mean_distance_m),
            "rivals": point.rivals,
        }
        for point in points
    ]
