"""From people and rules to a match with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headwater.engines.matching import (
    Assignment,
    Better,
    Influence,
    PartnerReasons,
    Problem,
    Relaxation,
    Verdict,
    Verification,
    better_elsewhere,
    explain,
    influence,
    relaxing,
    rivalry,
    verify,
)
from headwater.engines.matching.candidates import ALL
from headwater.engines.matching.fit import ScoredPairs
from headwater.exchange.matching.people import People
from headwater.exchange.matching.rules import Rules
from headwater.exchange.matching.search import Found, Search

EXACT = 500_000_000  # partners times pairs up to which every partner's other choice is priced exactly
EXACT_FAIR = 1_000_000  # the same after leximin, where it takes a match each
RELAXED = 100  # partners without a pair for whom each rule is relaxed in turn


@dataclass(frozen=True, eq=False)
class Run:
    """A match and everything that is said of it.

    `reasons`: exact reasons, of every partner or, on long lists, of those without a pair. `better`: for each
    pair who would suit the partner better, with a bound on what the others would lose; None where `reasons`
    tell it exactly. `whole`: whether the proof covers every permitted pair.
    """

    partners: People
    consultants: People
    rules: Rules
    scored: ScoredPairs
    problem: Problem
    assignment: Assignment
    verification: Verification
    reasons: tuple[PartnerReasons, ...]
    better: Better | None
    relaxations: tuple[Relaxation, ...]
    influence: tuple[Influence, ...]
    verdicts: dict[tuple[int, int], Verdict]
    whole: bool


def run_match(
    partners: People,
    consultants: People,
    rules: Rules,
    progress: Callable[[str], None] = lambda _: None,
    *,
    all_up_to: int = ALL,
    exact_up_to: int | None = None,
) -> Run:
    """The best match of the people under the rules, checked, with reasons.

    `all_up_to`: how many pairs there may be for every one to be scored at once; in longer lists candidates
    come first and whatever could help is added, to the same result. `exact_up_to`: partners times permitted
    pairs up to which every partner's other choice is priced exactly and not from below.
    Raises `RulesError` for names that are in no file, `BadProblem` when nobody may meet anybody, and
    `MustsClash`.
    """
    progress(f"{len(partners.rows):,} partners, {len(consultants.rows):,} consultants")
    search = Search(partners, consultants, rules, progress, all_up_to=all_up_to)
    found = search.find()
    progress("checking the proof")
    verification = verify(found.problem, found.assignment)
    progress("working out reasons")
    exact = _is_small(found, exact_up_to)
    return Run(
        partners=partners,
        consultants=consultants,
        rules=rules,
        scored=found.scored,
        problem=found.problem,
        assignment=found.assignment,
        verification=verification,
        reasons=explain(found.problem, found.assignment, None if exact else _without(found, fair=True)),
        better=None if exact else better_elsewhere(found.problem, found.assignment),
        relaxations=_relaxations(search, found),
        influence=influence(found.scored, found.assignment.pairs, rules.weights)
        if len(found.assignment.pairs)
        else (),
        verdicts={
            (p, c): rivalry(partners.rows[p].facts, consultants.rows[c].facts, rules.policy)
            for p, c in found.assignment.pairs.tolist()
        },
        whole=found.whole,
    )


def _is_small(found: Found, exact_up_to: int | None) -> bool:
    usual = EXACT if found.assignment.fairness == "none" else EXACT_FAIR
    most = usual if exact_up_to is None else exact_up_to
    return found.problem.partner_count * found.problem.edge_count <= most


def _relaxations(search: Search, found: Found) -> tuple[Relaxation, ...]:
    without = _without(found)[:RELAXED]
    absent = search.absent_of(found, without)
    return relaxing(
        found.problem,
        found.plain,
        absent.absent_partner,
        absent.absent_consultant,
        absent.absent_reason,
        absent.absent_fit,
        partners=without,
    )


def _without(found: Found, fair: bool = False) -> list[int]:
    """Partners who asked for a consultant and have none."""
    pairs = (found.assignment if fair else found.plain).pairs
    nobody = np.setdiff1d(np.arange(found.problem.partner_count), pairs[:, 0])
    return [int(p) for p in nobody if fair or found.problem.places[p]]
