"""Which pairs are worth a look among hundreds of millions, so that nothing that could matter is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.encode import Floats, encode
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.fit import ScoredPairs, score_encoded
from headwater.engines.matching.problem import Problem
from headwater.engines.matching.profiles import ConsultantProfile, Never, PartnerProfile, Weights
from headwater.engines.matching.rough_fit import NEVER, OFF, Floats32, RoughFit

ALL = 1_000_000  # up to so many pairs in all, every one is scored
MOST = 200  # beyond it, so many for each partner at first
BLOCK = 256  # partners looked at together
Progress = Callable[[int, int], None]


class Candidates:
    """Partners and consultants made ready once, and the pairs among them that are scored.

    Small sides are scored pair by pair. In large ones every partner's best pairs by rough fit come first;
    `helpful` then finds, from the prices of a match on these, each pair left out that could improve it. When
    there is none, the match is the best over every permitted pair.

    Who can meet in person alone is looked for near by, in a tree of places; who can meet remotely is compared
    with everyone who can.
    """

    def __init__(
        self,
        partners: Sequence[PartnerProfile],
        consultants: Sequence[ConsultantProfile],
        weights: Weights | None = None,
        *,
        most: int = MOST,
        all_up_to: int = ALL,
    ) -> None:
        if most < 1:
            raise BadProblem("most", "less than 1", "Use 1 or more candidates for each partner")
        self.both, self.weights, self.most = encode(partners, consultants), weights or Weights(), most
        self.width = len(consultants)
        self.complete = len(partners) * len(consultants) <= all_up_to
        self._left_out: Floats = np.full(len(partners), -np.inf)  # best rough fit among those left out

    def first(self, progress: Progress = lambda done, of: None) -> Ints:
        """Rows (partner, consultant) to begin with, in order. `progress` is told partners done, of how many."""
        n = len(self.both.partners)
        if self.complete:
            return np.column_stack([np.repeat(np.arange(n), self.width), np.tile(np.arange(self.width), n)])
        found, done = [], 0
        for p, c in self._blocks(np.arange(n)):
            found.append(self._best(p, c, self._rough.block(p, c)))
            done += len(p)
            progress(done, n)
        return _in_order(np.vstack(found), self.width)

    def score(self, rows: Ints, barred: ArrayLike = (), reason: ArrayLike = Never.RIVAL) -> ScoredPairs:
        """Fit and parts of these pairs, and why some must never be (as `score_pairs`)."""
        return score_encoded(self.both, self.weights, rows, barred, reason)

    def everyone_for(self, partners: Sequence[int]) -> Ints:
        """Rows that pair each of these partners with every consultant."""
        asked = np.asarray(partners, dtype=np.int64)
        return np.column_stack([np.repeat(asked, self.width), np.tile(np.arange(self.width), len(asked))])

    def everyone_with(self, consultants: Sequence[int]) -> Ints:
        """Rows that pair each of these consultants with every partner."""
        n, asked = len(self.both.partners), np.asarray(consultants, dtype=np.int64)
        return np.column_stack([np.repeat(np.arange(n), len(asked)), np.tile(asked, n)])

    def helpful(self, problem: Problem, assignment: Assignment, known: Ints) -> Ints:
        """The pairs not among `known` (rows) that could improve a match made for total fit, by its prices.

        A few of them may turn out not to, since their fit is only known roughly; none that would is missed.
        """
        if self.complete:
            return np.zeros((0, 2), dtype=np.int64)
        stage = assignment.stages[0]
        if stage.aim != "place, then fit":
            raise BadProblem("assignment", "made with leximin", "Give the match for total fit")
        mine = stage.prices[problem.partner_rank].astype(np.float64)
        theirs = stage.prices[problem.partner_count + problem.consultant_rank].astype(np.float64)
        doubtful = np.flatnonzero((self._left_out + OFF > mine - theirs.max()) & (problem.places > 0))
        found = [np.zeros((0, 2), dtype=np.int64)]
        for p, c in self._blocks(doubtful):
            over = self._rough.block(p, c) + OFF > mine[p][:, None] - theirs[c]
            row, column = np.nonzero(over)
            found.append(np.column_stack([p[row], c[column]]))
        rows = np.vstack(found)
        return _in_order(self.fresh(rows, known), self.width)

    def fresh(self, rows: Ints, known: Ints) -> Ints:
        """Those of `rows` that are not among `known`."""
        keys, listed = self._keys(rows), np.sort(self._keys(known))
        if not len(listed):
            return rows
        at = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
        result: Ints = rows[listed[at] != keys]
        return result

    def _best(self, p: Ints, c: Ints, rough: Floats32) -> Ints:
        """Each partner's best pairs of a block; what is left out at most is noted."""
        if rough.shape[1] > self.most:
            place = np.argpartition(-rough, self.most, axis=1)
            last = np.take_along_axis(rough, place[:, [self.most]], axis=1)[:, 0]
            self._left_out[p] = np.maximum(self._left_out[p], last)
            column = place[:, : self.most]
            row = np.broadcast_to(np.arange(len(p))[:, None], column.shape)
            stay = np.take_along_axis(rough, column, axis=1) > NEVER
            return np.column_stack([p[row[stay]], c[column[stay]]])
        row, column = np.nonzero(rough > NEVER)
        return np.column_stack([p[row], c[column]])

    def _keys(self, rows: Ints) -> Ints:
        keys: Ints = rows[:, 0] * self.width + rows[:, 1]
        return keys

    @cached_property
    def _rough(self) -> RoughFit:
        return RoughFit(self.both, self.weights)

    def _blocks(self, partners: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Partners who live near one another, with every consultant any of them could meet."""
        side = self.both.partners
        placed = ~np.isnan(side.place[partners]).any(axis=1)
        remote = side.remote[partners]
        for some in (partners[placed & ~remote], partners[placed & remote]):
            for near in _neighbours(side.place[some]):
                yield some[near], self._within_reach(some[near])
        nowhere = partners[~placed]
        for at in range(0, len(nowhere), BLOCK):
            yield nowhere[at : at + BLOCK], np.arange(self.width)

    def _within_reach(self, p: Ints) -> Ints:
        """The consultants whom any of these partners could meet: by place, or remotely."""
        mine, theirs = self.both.partners, self.both.consultants
        centre = (mine.place[p].min(axis=0) + mine.place[p].max(axis=0)) / 2
        spread = np.hypot(*(mine.place[p] - centre).T).max()
        travel = np.minimum(mine.travel_limit[p], theirs.travel_limit.max()) + mine.uncertainty[p]
        reach = float(spread + travel.max() + theirs.uncertainty.max()) + 1.0
        if not np.isfinite(reach):
            return np.arange(self.width)
        near = self._places.query_ball_point(centre, reach)
        can = np.zeros(self.width, dtype=np.bool_)
        can[self._located[near]] = can[self._nowhere] = True
        if mine.remote[p].any():
            can |= theirs.remote
        return np.flatnonzero(can)

    @cached_property
    def _located(self) -> Ints:
        return np.flatnonzero(~np.isnan(self.both.consultants.place).any(axis=1))

    @cached_property
    def _nowhere(self) -> Ints:
        return np.flatnonzero(np.isnan(self.both.consultants.place).any(axis=1))

    @cached_property
    def _places(self):  # type: ignore[no-untyped-def]
        from scipy.spatial import cKDTree

        return cKDTree(self.both.consultants.place[self._located])


def _neighbours(places: Floats) -> Iterator[Ints]:
    """Positions in groups of at most `BLOCK` that lie near one another: the leaves of a tree of places."""
    from scipy.spatial import cKDTree

    if not len(places):
        return
    waiting = [cKDTree(places, leafsize=BLOCK).tree]
    while waiting:
        node = waiting.pop()
        if node.split_dim < 0:
            for at in range(0, len(node.indices), BLOCK):
                yield np.asarray(node.indices[at : at + BLOCK], dtype=np.int64)
        else:
            waiting += [node.greater, node.lesser]


def _in_order(rows: Ints, width: int) -> Ints:
    result: Ints = rows[np.argsort(rows[:, 0] * width + rows[:, 1], kind="stable")]
    return result
