"""From the kept inputs to the match: pairs, their fit, the proof, and why some have nobody (R29, R32, R47)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.engines.matching import Assignment, BadProblem, MustsClash, Problem, assign, influence, verify
from headwater.engines.matching.fit import (
    PARTS,
    ConsultantProfile,
    Never,
    PartnerProfile,
    ScoredPairs,
    Weights,
    score_pairs,
)
from headwater.web.matching.facts import road_miles_of

Inputs = dict[str, Any]
Pair = tuple[str, str]
ABOVE = 500  # from so many pairs on, only the best fitting others are priced one by one
MOST_TRIED = 12


@dataclass(frozen=True)
class Match:
    """What the engine answered, with positions turned back into ids. ``assignment`` is None when nobody can be."""

    inputs: Inputs
    scored: ScoredPairs
    problem: Problem | None
    assignment: Assignment | None

    @property
    def partners(self) -> list[str]:
        return [one["id"] for one in self.inputs["partners"]]

    @property
    def consultants(self) -> list[str]:
        return [one["id"] for one in self.inputs["consultants"]]

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of the match."""
        if self.assignment is None:
            return []
        return [(self.partners[p], self.consultants[c]) for p, c in self.assignment.pairs]

    @property
    def unplaced(self) -> list[str]:
        """Partners who have nobody."""
        placed = {partner for partner, _ in self.pairs}
        return [one for one in self.partners if one not in placed]

    def row_of(self, pair: Pair) -> int | None:
        """Where a permitted pair stands among the scored ones."""
        p, c = self.partners.index(pair[0]), self.consultants.index(pair[1])
        found = ((self.scored.partner == p) & (self.scored.consultant == c)).nonzero()[0]
        return int(found[0]) if len(found) else None

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


def solve(inputs: Inputs, pinned: tuple[Pair, ...] = ()) -> Match:
    """The best set of pairs from these inputs; the same inputs always give the same set.

    Raises `MatchingError`, whose message says which rules clash, when what must be cannot be.
    """
    scored = _scored(inputs)
    return _solve(inputs, scored, (scored.partner, scored.consultant, scored.fit), pinned)


def _solve(
    inputs: Inputs, scored: ScoredPairs, edges: tuple[Any, Any, Any], pinned: tuple[Pair, ...] = ()
) -> Match:
    if not len(edges[0]):
        return Match(inputs, scored, None, None)
    pins = {*map(tuple, inputs["pins"]), *pinned}
    partners = [one["id"] for one in inputs["partners"]]
    consultants = [one["id"] for one in inputs["consultants"]]
    pairs = [(partners[p], consultants[c]) for p, c in zip(*edges[:2], strict=True)]
    problem = Problem.from_edges(
        _named(inputs["partners"]),
        _named(inputs["consultants"]),
        *edges,
        capacity=[one["places"] for one in inputs["consultants"]],
        places=[one["places"] for one in inputs["partners"]],
        pinned=[i for i, pair in enumerate(pairs) if pair in pins],
    )
    return Match(inputs, scored, problem, assign(problem, inputs["fairness"]))


def _named(people: list[dict[str, Any]]) -> list[str]:
    """Names for the engine's messages, in an order that keeps people in theirs; what is equal is settled by it."""
    return [f"{at:06d} {one['name']}" for at, one in enumerate(people)]


def _scored(inputs: Inputs) -> ScoredPairs:
    weights = Weights(**inputs["weights"])
    partners = {one["id"]: i for i, one in enumerate(inputs["partners"])}
    consultants = {one["id"]: i for i, one in enumerate(inputs["consultants"])}
    barred = [(partners[p], consultants[c]) for p, c, _ in inputs["never"]]
    if not partners or not consultants:
        raise BadProblem("people", "nobody stands on one side", "Wait until both sides have someone ready")
    return score_pairs(
        [PartnerProfile(**_said(one), needs=tuple(one["topics"])) for one in inputs["partners"]],
        [
            ConsultantProfile(**_said(one), expertise=frozenset(one["topics"]))
            for one in inputs["consultants"]
        ],
        weights,
        barred=barred,
        barred_reason=[code for _, _, code in inputs["never"]] or int(Never.RIVAL),
    )


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "identifier": one["id"],
        "organisation": one["organisation"],
        "situations": frozenset(one["situations"]) or None,
        "service_types": frozenset(one["services"]) or None,
        "values": frozenset(one["values"]) or None,
        "size_band": one["size"],
        "easting_m": one["easting"],
        "northing_m": one["northing"],
        "uncertainty_m": one["uncertainty"],
        "in_person": one["in_person"],
        "remote": one["remote"],
        "travel_limit_m": one["travel_m"],
        "languages": frozenset(one["languages"]) or None,
    }


def weights_felt(match: Match) -> list[dict[str, Any]]:
    """How much each criterion was meant to count and how much it really decided, in hundredths (R32)."""
    if match.assignment is None or not len(match.assignment.pairs):
        return []
    told = [row for row in match.inputs["never"] if row[2] != Never.UNAVAILABLE]
    open_ = _scored(match.inputs | {"never": told})  # a sealed exclusion must not move the figures
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


def answer_of(match: Match) -> dict[str, Any]:
    """The result as a run keeps it: pairs with their fit, the totals and the proof."""
    done = match.assignment
    kept = set(match.pairs)
    return {
        "pairs": sorted([p, c, match.figures((p, c))["fit"]] for p, c in match.pairs),
        "unplaced": match.unplaced,
        "pins_not_kept": [pin for pin in match.inputs["pins"] if tuple(pin) not in kept],
        "placed": done.placed if done else 0,
        "total_fit": done.total_fit if done else 0,
        "bound": done.bound if done else 0,
        "best_total": done.best_total if done else 0,
        "proven": bool(done is None or (done.proven and verify(match.problem, done))),
    }


@dataclass(frozen=True)
class Alternative:
    """Another consultant for a partner, and what taking them would change for everyone."""

    consultant: str
    fit: int
    change: int  # of total fit, in points of 1000 a pair; never above 0 after a match for total fit
    moves: tuple[tuple[str, str | None], ...]  # others who would move: partner, and to whom (None: nobody)


def alternatives(match: Match, partner: str, most: int = 3) -> list[Alternative]:
    """The other consultants who would cost the whole least, cheapest first; found by solving with the pair pinned."""
    if match.assignment is None:
        return []
    now = dict(match.pairs)
    p = match.partners.index(partner)
    rows = [int(r) for r in (match.scored.partner == p).nonzero()[0]]
    others = [r for r in rows if match.consultants[match.scored.consultant[r]] != now.get(partner)]
    if len(match.scored.partner) > ABOVE:
        others = sorted(others, key=lambda r: -int(match.scored.fit[r]))[:MOST_TRIED]
    found = [
        _with_pair(
            match, now, partner, match.consultants[match.scored.consultant[r]], int(match.scored.fit[r])
        )
        for r in others
    ]
    tried = [one for one in found if one is not None]
    return sorted(tried, key=lambda a: (sum(to is None for _, to in a.moves), -a.change, a.consultant))[:most]


def _with_pair(
    match: Match, now: dict[str, str], partner: str, consultant: str, fit: int
) -> Alternative | None:
    try:
        other = solve(match.inputs, pinned=((partner, consultant),))
    except MustsClash:
        return None
    then = dict(other.pairs)
    moves = tuple(
        (one, then.get(one)) for one in match.partners if one != partner and now.get(one) != then.get(one)
    )
    change = other.assignment.total_fit - match.assignment.total_fit
    return Alternative(consultant, fit, change, moves)


RELAXABLE = ("travel", "mode", "language", "sector", "check", "rival")
_CODES = {"check": Never.CHECK, "rival": Never.RIVAL, "sector": Never.NOT_A_CANDIDATE}
_LIFTED: dict[str, dict[str, Any]] = {
    "travel": {"travel_m": None},
    "mode": {"remote": True, "in_person": True},
    "language": {"languages": []},
}


def without(inputs: Inputs, rule: str) -> Inputs:
    """The inputs with one rule left out. What is sealed, was not taken up or is barred by hand stays."""
    if rule in _CODES:
        return inputs | {"never": [row for row in inputs["never"] if row[2] != _CODES[rule]]}
    sides = ("partners", "consultants")
    return inputs | {side: [one | _LIFTED[rule] for one in inputs[side]] for side in sides}


def solve_without(match: Match, partner: str, rule: str) -> Match:
    """The best set of pairs if one rule were left out for one partner alone."""
    base, open_ = match.scored, _scored(without(match.inputs, rule))
    p = match.partners.index(partner)
    stay, new = base.partner != p, open_.partner == p
    edges = tuple(
        np.concatenate([getattr(base, name)[stay], getattr(open_, name)[new]])
        for name in ("partner", "consultant", "fit")
    )
    return _solve(match.inputs, open_, edges)


def what_would_help(match: Match, partner: str) -> list[dict[str, Any]]:
    """For a partner without a pair: each rule that, left out for them alone, would give them one (R47).

    ``with``: who. ``displaces``: whether somebody else would then have nobody.
    """
    found = []
    for rule in RELAXABLE:
        try:
            other = solve_without(match, partner, rule)
        except MustsClash:
            continue
        if partner in other.unplaced:
            continue
        found.append(
            {
                "rule": rule,
                "with": dict(other.pairs)[partner],
                "displaces": len(other.unplaced) >= len(match.unplaced),
            }
        )
    return found


def why_nobody(match: Match, partner: str) -> str:
    """What stands in the way of a partner without a pair: the rule that bars most, or that places are taken.

    Where anybody would be left but for a place, a refusal, a sealed exclusion or a bar by hand, it is "places":
    the word is the same for all of these.
    """
    p = match.partners.index(partner)
    absent = match.scored.absent_reason[match.scored.absent_partner == p]
    permitted = int((match.scored.partner == p).sum()) + int((absent == int(Never.UNAVAILABLE)).sum())
    if permitted or not len(absent):
        return "places"
    counts = {code: int((absent == code).sum()) for code in set(absent.tolist())}
    return Never(max(counts, key=lambda code: (counts[code], -code))).name.lower()
