"""The best set of pairs of two lists of people, however long: candidates, competition, fit, match, proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching import (
    Assignment,
    Candidates,
    MustsClash,
    Outcome,
    Problem,
    Rivals,
    assign,
)
from headwater.engines.matching.candidates import ALL, MOST
from headwater.engines.matching.fit import ConsultantProfile, Never, PartnerProfile, ScoredPairs
from headwater.exchange.matching.limits import limits_of
from headwater.exchange.matching.people import People
from headwater.exchange.matching.rules import NamedPair, Rules, RulesError

Ints = NDArray[np.int64]
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Found:
    """The match and what it was made of.

    `plain`: the match for total fit; the same as `assignment` unless the rules ask for leximin. `whole`:
    whether the proof of `assignment` covers every permitted pair; false only after leximin on long lists,
    where it covers the pairs scored, while that no more can be placed is proven over all.
    """

    scored: ScoredPairs
    problem: Problem
    assignment: Assignment
    plain: Assignment
    whole: bool


class Search:
    """Two lists made ready, and the rules they are matched under."""

    def __init__(
        self,
        partners: People,
        consultants: People,
        rules: Rules,
        progress: Progress = lambda _: None,
        *,
        all_up_to: int = ALL,
        most: int = MOST,
    ) -> None:
        self.partners, self.consultants, self.rules, self.progress = partners, consultants, rules, progress
        self.pins = [positions(pair, partners, consultants) for pair in rules.must]
        self.never = [positions(pair, partners, consultants) for pair in rules.never]
        self.candidates = Candidates(
            [one.profile for one in partners.rows if isinstance(one.profile, PartnerProfile)],
            [one.profile for one in consultants.rows if isinstance(one.profile, ConsultantProfile)],
            rules.weights,
            all_up_to=all_up_to,
            most=most,
        )
        self.rivals = Rivals(
            [one.facts for one in partners.rows], [one.facts for one in consultants.rows], rules.policy
        )

    def find(self) -> Found:
        """The best match over every permitted pair. Raises `BadProblem` and `MustsClash`."""
        rows = self._with_pins(self.candidates.first(self._told()))
        self.progress(f"{len(rows):,} pairs: comparing organisations, weighing fit")
        scored = self.score(rows)
        while True:
            problem = self._problem(scored)
            self.progress(f"{problem.edge_count:,} pairs are permitted: finding the best set")
            try:
                plain = assign(problem)
            except MustsClash as clash:
                more = self.candidates.fresh(self.candidates.everyone_with(clash.consultants), rows)
                if not len(more):
                    raise
            else:
                more = self.candidates.helpful(problem, plain, rows)
            if not len(more):
                break
            self.progress(f"looking at {len(more):,} more pairs that may help")
            rows, scored = np.vstack([rows, more]), _joined(scored, self.score(more))
        if self.rules.fairness == "none":
            return Found(scored, problem, plain, plain, whole=True)
        self.progress("raising the lowest fit as far as it goes")
        fair = assign(problem, self.rules.fairness, enough=self.rules.enough)
        return Found(scored, problem, fair, plain, whole=self.candidates.complete)

    def score(self, rows: Ints) -> ScoredPairs:
        """Fit of these pairs, and those that must never be with the reason."""
        outcome = self.rivals.verdicts(rows).outcome
        waits = (outcome == Outcome.CHECK) & (self.rules.unknown_rivalry == "wait")
        reason = np.where(outcome == Outcome.BARRED, Never.RIVAL, np.where(waits, Never.CHECK, 0))
        named = {p * len(self.consultants.rows) + c for p, c in self.never}
        if named:
            keys = rows[:, 0] * len(self.consultants.rows) + rows[:, 1]
            reason[np.isin(keys, list(named)) & (reason == 0)] = Never.UNAVAILABLE
        barred = reason > 0
        return self.candidates.score(rows, rows[barred], reason[barred] if barred.any() else Never.RIVAL)

    def absent_of(self, found: Found, partners: list[int]) -> ScoredPairs:
        """The pairs that must never be, with the reason, for these partners at least."""
        if self.candidates.complete or not partners:
            return found.scored
        return self.score(self.candidates.everyone_for(partners))

    def _with_pins(self, rows: Ints) -> Ints:
        pins = np.array(self.pins, dtype=np.int64).reshape(-1, 2)
        return np.vstack([rows, self.candidates.fresh(pins, rows)])

    def _problem(self, scored: ScoredPairs) -> Problem:
        problem = Problem.from_edges(
            [one.profile.identifier for one in self.partners.rows],
            [one.profile.identifier for one in self.consultants.rows],
            scored.partner,
            scored.consultant,
            scored.fit,
            capacity=[one.most for one in self.consultants.rows],
            minimum=[one.fewest for one in self.consultants.rows],
            places=[one.most for one in self.partners.rows],
            **limits_of(self.partners, self.consultants, self.rules),
        )
        return problem.pin(self.pins) if self.pins else problem

    def _told(self) -> Callable[[int, int], None]:
        """Says each tenth of the partners looked at, once."""
        said = {0}

        def tell(done: int, of: int) -> None:
            tenth = 10 * done // of
            if tenth not in said:
                said.add(tenth)
                self.progress(f"looked for candidates of {done:,} of {of:,} partners")

        return tell


def positions(pair: NamedPair, partners: People, consultants: People) -> tuple[int, int]:
    """Where the two named by a rule stand in their lists."""
    found = []
    for name, people, kind in (
        (pair.partner, partners, "partner"),
        (pair.consultant, consultants, "consultant"),
    ):
        at = people.position.get(name)
        if at is None:
            raise RulesError(
                f"The rules name the {kind} {name!r}, who is in no row. Write the name as in the file."
            )
        found.append(at)
    return found[0], found[1]


def _joined(one: ScoredPairs, other: ScoredPairs) -> ScoredPairs:
    return ScoredPairs(
        *(np.concatenate([getattr(one, f.name), getattr(other, f.name)]) for f in fields(ScoredPairs))
    )
