"""From people and rules to a match with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headwater.engines.matching import (
    Assignment,
    Influence,
    Outcome,
    PartnerReasons,
    Problem,
    Relaxation,
    Verdict,
    Verification,
    assign,
    explain,
    influence,
    relaxing,
    rivalry,
    verify,
)
from headwater.engines.matching.fit import ConsultantProfile, Never, PartnerProfile, ScoredPairs, score_pairs
from headwater.exchange.matching.people import People
from headwater.exchange.matching.rules import NamedPair, Rules, RulesError


@dataclass(frozen=True, eq=False)
class Run:
    """A match and everything that is said of it."""

    partners: People
    consultants: People
    rules: Rules
    scored: ScoredPairs
    problem: Problem
    assignment: Assignment
    verification: Verification
    reasons: tuple[PartnerReasons, ...]
    relaxations: tuple[Relaxation, ...]
    influence: tuple[Influence, ...]
    verdicts: dict[tuple[int, int], Verdict]


def run_match(
    partners: People, consultants: People, rules: Rules, progress: Callable[[str], None] = lambda _: None
) -> Run:
    """The best match of the people under the rules, checked, with reasons.

    Raises `RulesError` for names that are in no file, `BadProblem` when nobody may meet anybody, and
    `MustsClash`.
    """
    progress(f"{len(partners.rows)} partners, {len(consultants.rows)} consultants: comparing organisations")
    barred, codes = _rivals(partners, consultants, rules)
    named = [(*_positions(pair, partners, consultants), pair) for pair in rules.never]
    barred += [(p, c) for p, c, _ in named]
    codes += [Never.UNAVAILABLE] * len(named)
    progress("weighing every pair")
    scored = score_pairs(
        [one.profile for one in partners.rows if isinstance(one.profile, PartnerProfile)],
        [one.profile for one in consultants.rows if isinstance(one.profile, ConsultantProfile)],
        rules.weights,
        barred=barred,
        barred_reason=codes,
    )
    problem = _problem(partners, consultants, rules, scored)
    progress(f"{problem.edge_count} pairs are permitted: finding the best set")
    found = assign(problem, rules.fairness, enough=rules.enough)
    progress("checking the proof, working out reasons")
    absent = scored.absent_partner, scored.absent_consultant, scored.absent_reason, scored.absent_fit
    plain = found if rules.fairness == "none" else assign(problem)
    return Run(
        partners=partners,
        consultants=consultants,
        rules=rules,
        scored=scored,
        problem=problem,
        assignment=found,
        verification=verify(problem, found),
        reasons=explain(problem, found),
        relaxations=relaxing(problem, plain, *absent, partners=_without(problem, plain)),
        influence=influence(scored, found.pairs, rules.weights) if len(found.pairs) else (),
        verdicts={
            (int(p), int(c)): rivalry(partners.rows[p].facts, consultants.rows[c].facts, rules.policy)
            for p, c in found.pairs
        },
    )


def _without(problem: Problem, found: Assignment) -> list[int]:
    everyone = np.arange(problem.partner_count)
    return [int(p) for p in np.setdiff1d(everyone, found.pairs[:, 0]) if problem.places[p]]


def _rivals(partners: People, consultants: People, rules: Rules) -> tuple[list[tuple[int, int]], list[int]]:
    barred: list[tuple[int, int]] = []
    codes: list[int] = []
    for p, partner in enumerate(partners.rows):
        for c, consultant in enumerate(consultants.rows):
            outcome = rivalry(partner.facts, consultant.facts, rules.policy).outcome
            if outcome == Outcome.BARRED or (outcome == Outcome.CHECK and rules.unknown_rivalry == "wait"):
                barred.append((p, c))
                codes.append(Never.RIVAL if outcome == Outcome.BARRED else Never.CHECK)
    return barred, codes


def _problem(partners: People, consultants: People, rules: Rules, scored: ScoredPairs) -> Problem:
    problem = Problem.from_edges(
        [one.profile.identifier for one in partners.rows],
        [one.profile.identifier for one in consultants.rows],
        scored.partner,
        scored.consultant,
        scored.fit,
        capacity=[one.most for one in consultants.rows],
        minimum=[one.fewest for one in consultants.rows],
        places=[one.most for one in partners.rows],
    )
    pins = [_positions(pair, partners, consultants) for pair in rules.must]
    return problem.pin(pins) if pins else problem


def _positions(pair: NamedPair, partners: People, consultants: People) -> tuple[int, int]:
    found = []
    for name, people, kind in (
        (pair.partner, partners, "partner"),
        (pair.consultant, consultants, "consultant"),
    ):
        at = [i for i, one in enumerate(people.rows) if one.profile.identifier == name]
        if not at:
            raise RulesError(
                f"The rules name the {kind} {name!r}, who is in no row. Write the name as in the file."
            )
        found.append(at[0])
    return found[0], found[1]
