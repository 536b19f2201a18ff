"""The question a match answers: who may work with whom, how well each pair fits, how many each can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.check_input import (
    Flags,
    Ints,
    each,
    edge_ends,
    groups,
    names,
    positions,
    sorted_order,
    whole,
)
from headwater.engines.matching.errors import BadProblem

LARGEST_FIT = 10**9


@dataclass(frozen=True, eq=False)
class Problem:
    """Partners, consultants and the permitted pairs between them.

    Build it with `Problem.from_edges`. A pair that must never happen is an edge that is not there.
    Edges are kept in the order of the identifiers (partner first); `order[i]` says which edge of the
    caller stands at place `i`. Shapes: `partner`, `consultant`, `fit`, `pinned`, `order` have one value for
    each edge; `places` and `fund` one for each partner; `capacity`, `minimum` and `pool` one for each
    consultant.

    `pool` puts consultants under a shared host (-1: none) with `pool_ceiling` and `pool_minimum` pairs;
    `fund` puts partners under a shared funder (-1: none) with `fund_ceiling` pairs.
    """

    partner_names: Sequence[Any]
    consultant_names: Sequence[Any]
    partner: Ints
    consultant: Ints
    fit: Ints
    places: Ints
    capacity: Ints
    minimum: Ints
    pinned: Flags
    order: Ints
    partner_rank: Ints = field(repr=False)
    consultant_rank: Ints = field(repr=False)
    pool: Ints = field(repr=False)
    pool_ceiling: Ints = field(repr=False)
    pool_minimum: Ints = field(repr=False)
    fund: Ints = field(repr=False)
    fund_ceiling: Ints = field(repr=False)

    @classmethod
    def from_edges(
        cls,
        partners: int | Sequence[Any],
        consultants: int | Sequence[Any],
        partner: ArrayLike,
        consultant: ArrayLike,
        fit: ArrayLike,
        capacity: ArrayLike = 1,
        minimum: ArrayLike = 0,
        places: ArrayLike = 1,
        *,
        pinned: ArrayLike | None = None,
        pool: ArrayLike | None = None,
        pool_ceiling: ArrayLike = (),
        pool_minimum: ArrayLike = 0,
        fund: ArrayLike | None = None,
        fund_ceiling: ArrayLike = (),
    ) -> Problem:
        """A checked problem from plain arrays.

        `partners` and `consultants`: how many there are, or their identifiers (distinct, sortable; ties are
        broken by them). `partner[i]`, `consultant[i]`, `fit[i]`: the i-th permitted pair, by position, and
        its fit in whole numbers (more is better). `capacity`: the most pairs a consultant takes; `minimum`:
        the fewest; `places`: how many consultants a partner is to have (one number, or one for each person).
        `pinned`: positions in the edge list that must be in the match.
        Raises `BadProblem`, which names the field and the remedy.
        """
        partner_names, partner_rank = names("partners", partners)
        consultant_names, consultant_rank = names("consultants", consultants)
        ends = edge_ends(partner, consultant, len(partner_rank), len(consultant_rank))
        weights = whole("fit", fit)
        if len(weights) != len(ends[0]):
            raise BadProblem(
                "fit", f"{len(weights)} values for {len(ends[0])} edges", "Give one value for each edge"
            )
        if np.abs(weights).max() > LARGEST_FIT:
            raise BadProblem(
                "fit", f"a value beyond {LARGEST_FIT:,}", "Use a coarser scale, such as 0 to 1000"
            )
        order = sorted_order(ends, (partner_rank, consultant_rank))
        pins = np.zeros(len(weights), dtype=np.bool_)
        pins[positions("pinned", pinned, len(weights))] = True
        pool_of, ceilings, floors = groups("pool", pool, pool_ceiling, pool_minimum, len(consultant_rank))
        fund_of, fund_ceilings, _ = groups("fund", fund, fund_ceiling, 0, len(partner_rank))
        problem = cls(
            partner_names=partner_names,
            consultant_names=consultant_names,
            partner=_taken(ends[0], order),
            consultant=_taken(ends[1], order),
            fit=_taken(weights, order),
            places=each("places", places, len(partner_rank)),
            capacity=each("capacity", capacity, len(consultant_rank)),
            minimum=each("minimum", minimum, len(consultant_rank)),
            pinned=pins[order],
            order=order,
            partner_rank=partner_rank,
            consultant_rank=consultant_rank,
            pool=pool_of,
            pool_ceiling=ceilings,
            pool_minimum=floors,
            fund=fund_of,
            fund_ceiling=fund_ceilings,
        )
        _check_loads(problem)
        return problem

    @property
    def partner_count(self) -> int:
        return len(self.places)

    @property
    def consultant_count(self) -> int:
        return len(self.capacity)

    def partner_name(self, partner: SupportsIndex) -> str:
        return str(self.partner_names[int(partner)])

    def consultant_name(self, consultant: SupportsIndex) -> str:
        return str(self.consultant_names[int(consultant)])

    @property
    def edge_count(self) -> int:
        return len(self.fit)

    def edges_of(self, pairs: ArrayLike) -> Ints:
        """The edge number of each pair (rows of partner, consultant), -1 where the pair is not permitted."""
        rows = pair_rows("pairs", pairs, self)
        wanted = self._keys(rows[:, 0], rows[:, 1])
        keys = self._edge_keys
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1)

    def pin(self, pairs: ArrayLike) -> Problem:
        """The same problem in which these pairs must happen."""
        edges = self.edges_of(pairs)
        _refuse_missing("pin", pairs, edges, self)
        pinned = self.pinned.copy()
        pinned[edges] = True
        return replace(self, pinned=pinned)

    def bar(self, pairs: ArrayLike) -> Problem:
        """The same problem in which these pairs never happen; pairs already barred are left alone."""
        edges = self.edges_of(pairs)
        stay = np.ones(self.edge_count, dtype=np.bool_)
        stay[edges[edges >= 0]] = False
        return self.only(stay)

    def only(self, stay: Flags) -> Problem:
        """The same problem with only the edges marked true."""
        if not stay.any():
            raise BadProblem("edges", "no permitted pair is left", "Relax a never")
        return replace(
            self,
            partner=self.partner[stay],
            consultant=self.consultant[stay],
            fit=self.fit[stay],
            pinned=self.pinned[stay],
            order=self.order[stay],
        )

    @cached_property
    def _edge_keys(self) -> Ints:
        return self._keys(self.partner, self.consultant)

    def _keys(self, partner: Ints, consultant: Ints) -> Ints:
        return self.partner_rank[partner] * self.consultant_count + self.consultant_rank[consultant]


def _taken(values: Ints, order: Ints) -> Ints:
    """The values in this order; as they are when they stand in it."""
    return values if bool((order[1:] > order[:-1]).all()) else values[order]


def pair_rows(name: str, pairs: ArrayLike, problem: Problem) -> Ints:
    """Pairs as an array of rows (partner, consultant), checked against the numbers of people."""
    given = np.asarray(pairs)
    if given.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if given.ndim != 2 or given.shape[1] != 2:
        raise BadProblem(name, "not rows of two", "Give rows of (partner, consultant)")
    rows = whole(name, given.reshape(-1)).reshape(-1, 2)
    limits = np.array([problem.partner_count, problem.consultant_count])
    if ((rows < 0) | (rows >= limits)).any():
        raise BadProblem(name, "an index out of range", "Use positions in partners and consultants, from 0")
    return rows


def _refuse_missing(name: str, pairs: ArrayLike, edges: Ints, problem: Problem) -> None:
    if (edges < 0).any():
        row = np.asarray(pairs)[np.flatnonzero(edges < 0)[0]]
        raise BadProblem(
            name,
            f"{problem.partner_name(row[0])} with {problem.consultant_name(row[1])} is not a permitted pair",
            "Relax the never that bars it, or leave the pin out",
        )


def _check_loads(problem: Problem) -> None:
    over = np.flatnonzero(problem.minimum > problem.capacity)
    if len(over):
        who = problem.consultant_name(over[0])
        raise BadProblem(
            "minimum",
            f"consultant {who} must take {problem.minimum[over[0]]} but can take {problem.capacity[over[0]]}",
            "Lower the minimum or raise the capacity",
        )
