"""Chains of moves out of a finished match: the graph of what could change, and the cheapest chain in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching.aims import stage_cost, worth_of
from headwater.engines.matching.arcs import graph_of
from headwater.engines.matching.assignment import Assignment
from headwater.engines.matching.check_input import Ints
from headwater.engines.matching.errors import BadProblem
from headwater.engines.matching.network import Network, build_network, flow_of_edges, reduced_cost
from headwater.engines.matching.problem import Problem

Floats = NDArray[np.float64]
_LARGE = 300_000  # arcs up to which the whole graph is searched at once


@dataclass(frozen=True)
class Move:
    """One partner's change in a chain of moves; None stands for no consultant."""

    partner: int
    leaves: int | None
    joins: int | None


@dataclass(frozen=True, eq=False)
class Chains:
    """For one partner: the cheapest chain from each node that frees the way for them, in reduced cost.

    `cost[v]` is infinite where no chain was found. `following[v]` is the next node of the chain from v.
    Costs up to `exact_to` are the least there are; beyond it a cheaper chain may exist.
    """

    cost: Floats
    following: Ints
    exact_to: float


@dataclass(frozen=True, eq=False)
class ExchangeGraph:
    """Every single change a finished match allows, with its cost under the certificate's prices (never below
    0).

    An arc from partner to consultant is a pair that could begin; from consultant to partner, one that could
    end.
    """

    problem: Problem
    network: Network
    reduced: Ints
    prices: Ints
    scale: int  # what one point of fit weighs in them
    tail: Ints
    head: Ints
    weight: Floats

    @classmethod
    def of(cls, problem: Problem, assignment: Assignment) -> ExchangeGraph:
        """The graph of a match made for total fit (its one stage proves places and fit together)."""
        stage = assignment.stages[0]
        if stage.aim != "place, then fit":
            raise BadProblem(
                "assignment", "made with leximin", "Compare with a match that has the pair pinned instead"
            )
        network = build_network(problem)
        chosen = np.zeros(problem.edge_count, dtype=np.bool_)
        chosen[problem.edges_of(assignment.pairs)] = True
        flow = flow_of_edges(problem, network, chosen)
        worth = worth_of(problem, assignment.keep, assignment.keep_value)
        reduced = reduced_cost(network, stage_cost(problem, network, worth, stage), stage.prices)
        begin, end = np.flatnonzero(flow < network.upper), np.flatnonzero(flow > network.lower)
        return cls(
            problem=problem,
            network=network,
            reduced=reduced,
            prices=stage.prices,
            scale=worth.scale,
            tail=np.concatenate([network.tail[begin], network.head[end]]),
            head=np.concatenate([network.head[begin], network.tail[end]]),
            weight=np.concatenate([reduced[begin], -reduced[end]]).astype(np.float64),
        )

    def chains_to(self, partner: int, whole: bool = False) -> Chains:
        """The cheapest chains that end in a place for this partner (Dijkstra on the graph turned round).

        Unless `whole`, a large graph is searched without its dear arcs and only so far as those would not
        matter.
        """
        from scipy.sparse.csgraph import dijkstra

        near = not whole and len(self.weight) > _LARGE
        limit = self._near_limit if near else np.inf
        graph = self._near_graph if near else self._whole_graph
        node = int(self.problem.partner_rank[partner])
        cost, following = dijkstra(graph, indices=node, return_predecessors=True, limit=limit)
        return Chains(cost, following.astype(np.int64), limit)

    def moves(self, chains: Chains, consultant: int, partner: int) -> tuple[Move, ...]:
        """Who moves when this partner takes a place with this consultant: the partner first, then the
        chain.
        """
        node, goal = self.consultant_node(consultant), int(self.problem.partner_rank[partner])
        leaves: dict[int, int | None] = {partner: None}
        joins: dict[int, int | None] = {partner: consultant}
        while node != goal:
            following = int(chains.following[node])
            self._note(node, following, leaves, joins)
            node = following
        return tuple(Move(who, leaves[who], joins.get(who)) for who in leaves)

    def consultant_node(self, consultant: int) -> int:
        return self.problem.partner_count + int(self.problem.consultant_rank[consultant])

    def _note(
        self, here: int, there: int, leaves: dict[int, int | None], joins: dict[int, int | None]
    ) -> None:
        n, m = self.problem.partner_count, self.problem.consultant_count
        partners, consultants = self._by_rank
        if n <= here < n + m and there < n:
            leaves[int(partners[there])] = int(consultants[here - n])
        elif here < n and n <= there < n + m:
            leaves.setdefault(int(partners[here]), None)
            joins[int(partners[here])] = int(consultants[there - n])

    @cached_property
    def _by_rank(self) -> tuple[Ints, Ints]:
        return np.argsort(self.problem.partner_rank), np.argsort(self.problem.consultant_rank)

    @cached_property
    def _near_limit(self) -> float:
        fit = self.problem.fit
        return float((int(fit.max()) - int(fit.min())) // 16 + 1)

    @cached_property
    def _near_graph(self) -> Any:
        return self._turned(self.weight <= self._near_limit)

    @cached_property
    def _whole_graph(self) -> Any:
        return self._turned(np.ones(len(self.weight), dtype=np.bool_))

    def _turned(self, stay: NDArray[np.bool_]) -> Any:
        """The graph with every arc turned round."""
        return graph_of(self.head[stay], self.tail[stay], self.weight[stay], self.network.nodes)
