"""Every set of answers that fits all that has been shown: the reader's possible worlds.

People whom the releases treat alike (members of the same tables) are alike to the reader too, so a world is a whole
number x[group, answer] for each group of such people and each kind of answer, with the groups' sizes known and every
shown cell a linear constraint. Integer programming (HiGHS) finds the largest and smallest value of any sum over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headwater.engines.evaluation.disclosure.tables import Question, Release
from headwater.engines.evaluation.estimate import EvaluationError

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

Floats = NDArray[np.float64]

INFEASIBLE = 2


class Contradiction(EvaluationError):
    """No set of answers fits everything that was released: an answer was changed after a release, or two clash."""


@dataclass(frozen=True)
class Worlds:
    """The possible worlds of one subject.

    `groups` are the sizes and `members` which releases each group is counted in; `kinds` gives, for each kind of
    answer, its category under each question. Unknowns are numbered group by group, kind by kind.
    """

    releases: tuple[Release, ...]
    questions: tuple[Question, ...]
    groups: tuple[int, ...]
    members: tuple[tuple[bool, ...], ...]
    kinds: tuple[tuple[str, ...], ...]
    constraint: LinearConstraint

    @property
    def unknowns(self) -> int:
        """How many numbers make up a world."""
        return len(self.groups) * len(self.kinds)

    def contradiction(self) -> Contradiction:
        """The error that says that nothing fits what was released, and what to do."""
        return Contradiction(
            f'No answers fit everything released about "{self.releases[0].question.subject}". '
            "Was an answer changed after a release? Give the changed wave a question of its own."
        )

    def answered(self, group: int, question: Question) -> bool:
        """Whether this group is counted in some release of this question."""
        return any(
            inside and release.question == question
            for inside, release in zip(self.members[group], self.releases, strict=True)
        )

    def where(self, groups: Sequence[int], question: Question, categories: Sequence[str]) -> Floats:
        """The vector that adds up those of the groups whose answer to the question is in the categories."""
        place = self.questions.index(question)
        chosen = np.zeros((len(self.groups), len(self.kinds)))
        kinds = [kind[place] in categories for kind in self.kinds]
        for group in groups:
            chosen[group] = kinds
        return chosen.ravel()

    def largest(self, sums: Floats, at_least: Floats | None = None) -> Floats | None:
        """A world in which the sum is largest, each unknown no smaller than `at_least`; None if there is none."""
        from scipy.optimize import Bounds, milp

        least = np.zeros(self.unknowns) if at_least is None else at_least
        most = np.repeat(np.array(self.groups, dtype=float), len(self.kinds))
        if (least > most).any():
            return None
        solved = milp(
            -sums, integrality=np.ones(self.unknowns), bounds=Bounds(least, most), constraints=self.constraint
        )
        if solved.status not in (0, INFEASIBLE):
            raise EvaluationError(f"The solver gave up ({solved.message}): release fewer tables at once.")
        return None if solved.x is None else np.round(solved.x)

    def spread(self, pool: Floats, sums: Floats, least: float, ceiling: Floats) -> Floats | None:
        """A world around the pool in which the sum is at least `least` and as many unknowns as can be are not small.

        An unknown counts up to 3 (beyond that it holds any pool anyway); None if there is no such world at all.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        none, ones = np.zeros(self.unknowns), np.eye(self.unknowns)
        most = np.repeat(np.array(self.groups, dtype=float), len(self.kinds))
        if (pool > most).any():
            return None
        rows = np.vstack([self.constraint.A, sums[None, :]])
        shown = LinearConstraint(
            np.hstack([rows, np.zeros_like(rows)]),
            [*self.constraint.lb, least],
            [*self.constraint.ub, np.inf],
        )
        solved = milp(
            np.concatenate([none, none - 1]),
            integrality=np.concatenate([none + 1, none]),
            bounds=Bounds(np.concatenate([pool, none]), np.concatenate([most, np.minimum(ceiling, 3)])),
            constraints=[shown, LinearConstraint(np.hstack([ones, -ones]), 0, np.inf)],
            options={"mip_rel_gap": 0.2},
        )
        if solved.status not in (0, INFEASIBLE):
            raise EvaluationError(f"The solver gave up ({solved.message}): release fewer tables at once.")
        return None if solved.x is None else np.round(solved.x[: self.unknowns])

    def range(self, sums: Floats) -> tuple[int, int]:
        """The smallest and the largest value that a sum can have."""
        high, low = self.largest(sums), self.largest(-sums)
        if high is None or low is None:
            raise self.contradiction()
        return round(float(low @ sums)), round(float(high @ sums))


def worlds_of(releases: Sequence[Release]) -> Worlds:
    """The possible worlds left by releases that are all about one subject."""
    releases = tuple(releases)
    if len({release.question.subject for release in releases}) != 1:
        raise EvaluationError("These releases are about different subjects: take each subject by itself.")
    questions = tuple(dict.fromkeys(release.question for release in releases))
    if len({len(question.readings) for question in questions}) != 1:
        raise EvaluationError(f'The questions on "{questions[0].subject}" do not read the same answers.')
    kinds = tuple(dict.fromkeys(zip(*(question.readings for question in questions), strict=True)))
    everyone = sorted(frozenset().union(*(release.people for release in releases)))
    sizes: dict[tuple[bool, ...], int] = {}
    for person in everyone:
        membership = tuple(person in release.people for release in releases)
        sizes[membership] = sizes.get(membership, 0) + 1
    members, groups = tuple(sorted(sizes)), tuple(sizes[m] for m in sorted(sizes))
    return Worlds(
        releases, questions, groups, members, kinds, _constraint(releases, questions, members, groups, kinds)
    )


def _constraint(
    releases: tuple[Release, ...],
    questions: tuple[Question, ...],
    members: tuple[tuple[bool, ...], ...],
    groups: tuple[int, ...],
    kinds: tuple[tuple[str, ...], ...],
) -> LinearConstraint:
    """Groups have their sizes, and each shown cell lies between its ends."""
    from scipy.optimize import LinearConstraint

    rows = [np.kron(np.eye(len(groups))[g], np.ones(len(kinds))) for g in range(len(groups))]
    lows, highs = [float(size) for size in groups], [float(size) for size in groups]
    for index, release in enumerate(releases):
        place = questions.index(release.question)
        inside = np.array([float(membership[index]) for membership in members])
        for cell in release.cells:
            weight = dict(zip(release.question.categories, cell.weights, strict=True))
            rows.append(np.kron(inside, np.array([weight[kind[place]] for kind in kinds])))
            lows.append(cell.low)
            highs.append(cell.high)
    return LinearConstraint(np.array(rows), lows, highs)


def reader_range(
    releases: Sequence[Release], people: frozenset[str], question: Question, categories: Sequence[str]
) -> tuple[int, int]:
    """The fewest and the most of these people who can have chosen these categories, for all a reader can tell.

    The people must be a union of groups that the releases tell apart (a table's people, or a difference of such).
    """
    about = [r for r in releases if r.question.subject == question.subject]
    everyone = frozenset().union(*(r.people for r in about))
    if not about or not people <= everyone:
        raise EvaluationError("Nothing was released about some of these people.")
    asking = Release("asked", question, people, ())
    worlds = worlds_of([*about, asking])
    inside = [g for g, membership in enumerate(worlds.members) if membership[-1]]
    return worlds.range(worlds.where(inside, question, categories))
