"""From the kept inputs to the match: pairs, their fit and the proof (R29, R32). What may be told of it is in ``telling``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from headwater.engines.matching import Assignment, BadProblem, Problem, assign, verify
from headwater.engines.matching.fit import (
    PARTS,
    Never,
    ScoredPairs,
    Weights,
    score_pairs,
)
from headwater.web.matching.facts import road_miles_of
from headwater.web.matching.pool import Pool
from headwater.web.matching.profiles import for_consultant, for_partner

Inputs = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Match:
    """What the engine answered, with positions turned back into ids. ``assignment`` is None when nobody can be."""

    inputs: Inputs
    scored: ScoredPairs
    problem: Problem | None
    assignment: Assignment | None

    @cached_property
    def partners(self) -> list[str]:
        return [one["id"] for one in self.inputs["partners"]]

    @cached_property
    def consultants(self) -> list[str]:
        return [one["id"] for one in self.inputs["consultants"]]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs of the match."""
        if self.assignment is None:
            return []
        return [(self.partners[p], self.consultants[c]) for p, c in self.assignment.pairs]

    @cached_property
    def unplaced(self) -> list[str]:
        """Partners who have nobody."""
        placed = {partner for partner, _ in self.pairs}
        return [one for one in self.partners if one not in placed]

    def at(self, pair: Pair) -> tuple[int, int]:
        """Where the two of a pair stand among their side."""
        return self._places[0][pair[0]], self._places[1][pair[1]]

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str, int]]:
        return (
            {one: i for i, one in enumerate(self.partners)},
            {one: i for i, one in enumerate(self.consultants)},
        )

    @cached_property
    def _rows(self) -> dict[tuple[int, int], int]:
        ends = zip(self.scored.partner.tolist(), self.scored.consultant.tolist(), strict=True)
        return {pair: row for row, pair in enumerate(ends)}

    def row_of(self, pair: Pair) -> int | None:
        """Where a permitted pair stands among the scored ones; None when it is not permitted."""
        return self._rows.get(self.at(pair))

    def figures(self, pair: Pair) -> dict[str, Any]:
        """Fit, its parts, and the distance of a permitted pair."""
        row = self.row_of(pair)
        metres = float(self.scored.distance_m[row])
        known = metres == metres  # NaN where not known
        return {
            "fit": int(self.scored.fit[row]),
            "parts": {
                name: int(self.scored.parts[row, k]) if self.scored.known[row, k] else None
                for k, name in enumerate(PARTS)
            },
            "remote": bool(self.scored.remote[row]),
            "miles": road_miles_of(metres) if known else None,
        }


def solve(inputs: Inputs) -> Match:
    """The best set of pairs from these inputs; the same inputs always give the same set.

    Raises `MatchingError`, whose message says which rules clash, when what must be cannot be.
    """
    return matched(inputs, scored_pairs(inputs))


def matched(inputs: Inputs, scored: ScoredPairs) -> Match:
    """The best set of the pairs that were scored."""
    problem = problem_of(inputs, scored)
    if problem is None:
        return Match(inputs, scored, None, None)
    problem = _those_who_come_first(problem, inputs)
    return Match(inputs, scored, problem, assign(problem, inputs["fairness"]))


def problem_of(inputs: Inputs, scored: ScoredPairs) -> Problem | None:
    """The engine's problem of the pairs that were scored; None when no pair is permitted."""
    if not len(scored.partner):
        return None
    pins = {tuple(pin) for pin in inputs["pins"]}
    ends = zip(scored.partner.tolist(), scored.consultant.tolist(), strict=True)
    return Problem.from_edges(
        _named(inputs["partners"]),
        _named(inputs["consultants"]),
        scored.partner,
        scored.consultant,
        scored.fit,
        capacity=[one["places"] for one in inputs["consultants"]],
        places=[one["places"] for one in inputs["partners"]],
        pinned=[i for i, pair in enumerate(ends) if pair in pins],
    )


def _those_who_come_first(problem: Problem, inputs: Inputs) -> Problem:
    """The problem with places for those alone who get one: as many as can be, those who come first before others.

    "first" is a whole number for each partner, greater for those who come earlier. Who can be placed together is a
    matroid, so the heaviest set of places by these numbers leaves out nobody for somebody who comes later.
    """
    first = np.array([one.get("first", 0) for one in inputs["partners"]], dtype=np.int64)
    if not first.any():
        return problem
    ahead = int(problem.fit.max() - problem.fit.min() + 1) * (problem.partner_count + 1)
    best = assign(replace(problem, fit=problem.fit + ahead * first[problem.partner]))
    given = np.bincount(best.pairs[:, 0], minlength=problem.partner_count)
    return replace(problem, places=np.minimum(problem.places, given))


def _named(people: list[dict[str, Any]]) -> list[str]:
    """Names for the engine's messages, in an order that keeps people in theirs; what is equal is settled by it."""
    return [f"{at:06d} {one['name']}" for at, one in enumerate(people)]


def scored_pairs(inputs: Inputs, *, sealed: bool = True) -> ScoredPairs:
    """Every permitted pair with its fit. Without ``sealed``, as if nobody had sealed anybody."""
    if not inputs["partners"] or not inputs["consultants"]:
        raise BadProblem("people", "nobody stands on one side", "Wait until both sides have someone ready")
    barred = {(p, c): code for p, c, code in sorted(inputs["never"], key=lambda row: -_weight(row[2]))}
    if sealed:
        barred = dict.fromkeys(map(tuple, inputs["sealed"]), int(Never.UNAVAILABLE)) | barred
    return score_pairs(
        [for_partner(one) for one in inputs["partners"]],
        [for_consultant(one) for one in inputs["consultants"]],
        Weights(**inputs["weights"]),
        pairs=inputs.get("pairs"),
        barred=list(barred),
        barred_reason=list(barred.values()) or int(Never.RIVAL),
    )


def _weight(code: int) -> int:
    """Which of two reasons is told: "no place" only where nothing else stands between the two."""
    return 99 if code == Never.UNAVAILABLE else code


def permitted_in(pool: Pool) -> dict[Pair, dict[str, Any]]:
    """Every pair of a pool that is permitted, sealed exclusions counted, with its fit, parts and distance."""
    inputs = pool.inputs()
    if not inputs["partners"] or not inputs["consultants"] or inputs.get("pairs") == []:
        return {}
    match = Match(inputs, scored_pairs(inputs), None, None)
    ends = zip(match.scored.partner.tolist(), match.scored.consultant.tolist(), strict=True)
    pairs = [(match.partners[p], match.consultants[c]) for p, c in ends]
    return {pair: match.figures(pair) for pair in pairs}


def answer_of(match: Match) -> dict[str, Any]:
    """The result as a run keeps it: pairs with their fit, the totals and the proof."""
    done = match.assignment
    kept: Iterable[Pair] = set(match.pairs)
    pins = ((match.partners[p], match.consultants[c]) for p, c in match.inputs["pins"])
    return {
        "pairs": sorted([p, c, match.figures((p, c))["fit"]] for p, c in match.pairs),
        "unplaced": match.unplaced,
        "pins_not_kept": [list(pin) for pin in pins if pin not in kept],
        "placed": done.placed if done else 0,
        "total_fit": done.total_fit if done else 0,
        "bound": done.bound if done else 0,
        "best_total": done.best_total if done else 0,
        "proven": bool(done is None or (done.proven and verify(match.problem, done))),
    }
