"""Raising the lowest fit as far as it goes, then the next, value by value up to a line.

Every value of fit is one aim: as few pairs at it as can be, all lower values being as they are. Few pairs
stand low and their ways out are short, so each step looks only at what is reached from them; the prices it
ends with prove it over the whole network, because whatever was not reached keeps price 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from headwater.engines.matching.aims import level_steps, most_pairs
from headwater.engines.matching.arcs import OpenArcs, graph_of, standing
from headwater.engines.matching.assignment import Stage
from headwater.engines.matching.check_input import Flags, Ints, stable_order
from headwater.engines.matching.core import cheapest_with_prices
from headwater.engines.matching.flow import cheapest_flow
from headwater.engines.matching.network import Network, reduced_cost
from headwater.engines.matching.problem import Problem

_LARGEST_COST = 2**36  # small costs make quick flows, so few values at once
_WINDOW = 20_000  # edges looked at when choosing how many values one step deals with
_BEST = 6  # pairs of each partner tried first in an exchange
_WIDEST = 40  # passes before a search for prices gives up and exchanges pairs instead


def raise_lowest(
    problem: Problem, network: Network, flow: Ints, line: int
) -> tuple[Network, Ints, tuple[Stage, ...]]:
    """The flows in which fit is lexicographically highest from below, up to `line`; one of them; and the
    proof.

    `network` holds the flows that place most; `flow` is one of them.
    """
    state = _Leximin(problem, network, flow, line)
    above, stages = int(problem.fit.min()) - 1, [state.settle_one_way()]
    while above < line:
        lowest = state.lowest_used()
        if lowest > above + 1:
            stages.append(
                Stage("none at low fit", np.zeros(network.nodes, dtype=np.int64), above, lowest - 1)
            )
            state.close(above, lowest - 1)
            above = lowest - 1
            continue
        state.ends.tidy()
        upto = state.values_at_once(above, line)
        stages += state.fewest(above, upto)
        above = upto
    return replace(network, lower=state.lower, upper=state.upper), state.flow, tuple(stages)


class _Leximin:
    """The bounds and the flow as they tighten, with every arc found by either end and every edge by its
    fit.
    """

    def __init__(self, problem: Problem, network: Network, flow: Ints, line: int) -> None:
        self.problem, self.network = problem, network
        self.lower, self.upper, self.flow = network.lower.copy(), network.upper.copy(), flow.copy()
        self.ends = OpenArcs(network, self.lower, self.upper)
        self.by_fit = stable_order(problem.fit)
        self.fit_sorted = problem.fit[self.by_fit]
        self.line = line
        used = np.flatnonzero(flow[: network.edges])
        self.low = used[problem.fit[used] <= line]  # pairs in hand up to the line, and some no longer in hand
        self.most = most_pairs(problem)

    def lowest_used(self) -> int:
        """The lowest fit of a pair in hand that is not settled; one above the line when there is none."""
        low = self.low[(self.flow[self.low] > 0) & (self.lower[self.low] < self.upper[self.low])]
        self.low = np.unique(low)
        fits = self.problem.fit[self.low]
        return int(fits.min()) if len(fits) else self.line + 1

    def within(self, above: int, upto: int) -> Ints:
        """The edges not settled whose fit is in (above, upto]."""
        start, end = np.searchsorted(self.fit_sorted, [above, upto], side="right")
        edges = self.by_fit[start:end]
        return edges[self.lower[edges] < self.upper[edges]]

    def close(self, above: int, upto: int) -> None:
        """Settle that no more pairs have these values; none in hand has."""
        edges = self.within(above, upto)
        self.upper[edges] = self.lower[edges]

    def values_at_once(self, above: int, line: int) -> int:
        """The highest fit up to which one step can deal with all values over `above` without overflow."""
        start = int(np.searchsorted(self.fit_sorted, above, side="right"))
        window = self.fit_sorted[min(start + _WINDOW, len(self.fit_sorted) - 1)]
        values, holders = np.unique(
            self.problem.fit[self.within(above, min(line, int(window)))], return_counts=True
        )
        cost = 1
        for value, count in zip(values.tolist(), holders.tolist(), strict=True):
            cost *= min(count, self.most) + 1
            if cost * (self.most + 1) * 4 > _LARGEST_COST:
                return int(max(value - 1, above + 1))
        return min(line, max(int(window), above + 1))

    def fewest(self, above: int, upto: int) -> list[Stage]:
        """Make pairs at these values as few as can be, lowest first; settle it; the stages that prove it."""
        before: list[Stage] = []
        edges, cost = self._levels(above, upto)
        while True:
            prices, reached, settled = self._prices(edges, cost)
            if not settled and self._exchange(reached | self._behind(edges), above, upto):
                continue
            if not settled and not before:
                before.append(self.settle_one_way())
                edges, cost = self._levels(above, upto)
                continue
            if settled:
                self._settle(edges, cost, prices)
            else:
                prices = self._solve_whole(cost)
                self._settle_all(cost, prices)
            return [*before, Stage("fewest at low fit", prices, above, upto)]

    def _levels(self, above: int, upto: int) -> tuple[Ints, Ints]:
        """The edges at these values and the cost of every arc."""
        edges = self.within(above, upto)
        cost = np.zeros(self.network.arcs, dtype=np.int64)
        cost[edges] = level_steps(self.problem.fit[edges], self.most)
        return edges, cost

    def _behind(self, edges: Ints) -> Flags:
        """Nodes from which the consultants of the pairs at these values are reached, back to the sink."""
        network, sink = self.network, self.network.nodes - 1
        reached = np.zeros(network.nodes, dtype=np.bool_)
        dear = edges[self.flow[edges] > self.lower[edges]]
        frontier = np.unique(network.head[dear])
        reached[frontier] = True
        for _ in range(_WIDEST):
            ahead = self.ends.into(frontier)
            ahead = ahead[self.flow[ahead] < self.upper[ahead]]
            behind = self.ends.out_of(frontier)
            behind = behind[self.flow[behind] > self.lower[behind]]
            nodes = np.concatenate([network.tail[ahead], network.head[behind]])
            nodes = np.unique(nodes[~reached[nodes]])
            reached[nodes] = True
            if reached[sink] or not len(nodes):
                break
            frontier = nodes
        return reached

    def settle_one_way(self) -> Stage:
        """Settle every arc that no cycle of changes passes: its flow is the same in all flows still in play.

        The prices number the strongly connected parts along the arcs between them, which proves it at no
        cost.
        """
        from scipy.sparse.csgraph import connected_components

        network = self.network
        ahead = np.flatnonzero(self.flow < self.upper)
        behind = np.flatnonzero(self.flow > self.lower)
        tail = np.concatenate([network.tail[ahead], network.head[behind]])
        head = np.concatenate([network.head[ahead], network.tail[behind]])
        graph = graph_of(tail, head, np.ones(len(tail)), network.nodes)
        _, part = connected_components(graph, directed=True, connection="strong")
        prices = part.astype(np.int64)
        self._settle_all(np.zeros(network.arcs, dtype=np.int64), prices)
        return Stage("settle", prices)

    def _prices(self, edges: Ints, cost: Ints) -> tuple[Ints, Flags, bool]:
        """Prices spread from the pairs in hand that cost anything; the nodes reached; whether they came to
        rest.

        Stops as soon as a place not taken is reached: then some pair can be raised.
        """
        network, sink = self.network, self.network.nodes - 1
        prices = np.zeros(network.nodes, dtype=np.int64)
        reached = np.zeros(network.nodes, dtype=np.bool_)
        dear = edges[self.flow[edges] > self.lower[edges]]
        np.minimum.at(prices, network.tail[dear], -cost[dear])
        frontier = np.unique(network.tail[dear])
        reached[frontier] = reached[network.head[dear]] = True
        for _ in range(_WIDEST):
            if not len(frontier):
                return prices, reached, True
            ahead = self.ends.out_of(frontier)
            ahead = ahead[self.flow[ahead] < self.upper[ahead]]
            behind = self.ends.into(frontier)
            behind = behind[self.flow[behind] > self.lower[behind]]
            nodes = np.concatenate([network.head[ahead], network.tail[behind]])
            offers = np.concatenate(
                [prices[network.tail[ahead]] + cost[ahead], prices[network.head[behind]] - cost[behind]]
            )
            if (offers[nodes == sink] < 0).any():
                reached[sink] = True
                break
            better = offers < prices[nodes]
            np.minimum.at(prices, nodes[better], offers[better])
            frontier = np.unique(nodes[better])
            reached[frontier] = True
        reached[sink] = reached[sink - 1] = True
        return prices, reached, False

    def _exchange(self, reached: Flags, above: int, upto: int) -> bool:
        """Solve again among the nodes reached, all else standing; whether anything was gained.

        First with each partner's few best pairs only, which mostly suffices.
        """
        network, nodes = self.network, np.flatnonzero(reached)
        arcs = self.ends.out_of(nodes)
        arcs = arcs[reached[network.head[arcs]] & (self.lower[arcs] < self.upper[arcs])]
        return self._solve_among(self._best_of(arcs), nodes, above, upto) or self._solve_among(
            arcs, nodes, above, upto
        )

    def _best_of(self, arcs: Ints) -> Ints:
        """These arcs without the pairs that are neither in hand nor among their partner's best."""
        pair = arcs < self.network.edges
        edges = arcs[pair]
        tail = self.network.tail[edges]
        order = np.lexsort((-self.problem.fit[edges], tail))
        place = np.empty(len(edges), dtype=np.int64)
        place[order] = np.arange(len(edges)) - np.searchsorted(tail[order], tail[order])
        return np.concatenate([edges[(place < _BEST) | (self.flow[edges] > 0)], arcs[~pair]])

    def _solve_among(self, arcs: Ints, nodes: Ints, above: int, upto: int) -> bool:
        network = self.network
        cost = np.zeros(len(arcs), dtype=np.int64)
        pairs = np.flatnonzero(arcs < network.edges)
        fit = self.problem.fit[arcs[pairs]]
        pairs, fit = pairs[(fit > above) & (fit <= upto)], fit[(fit > above) & (fit <= upto)]
        cost[pairs] = level_steps(fit, len(nodes))
        number = np.zeros(network.nodes, dtype=np.int64)
        number[nodes] = np.arange(len(nodes))
        part = standing(
            number[network.tail[arcs]],
            number[network.head[arcs]],
            self.lower[arcs],
            self.upper[arcs],
            self.flow[arcs],
            len(nodes),
        )
        flow = cheapest_flow(part, np.r_[cost, np.zeros(part.arcs - len(arcs), dtype=np.int64)])[: len(arcs)]
        gained = bool((cost * (self.flow[arcs] - flow)).sum() > 0)
        if gained:
            self.flow[arcs] = flow
            self._note(arcs[flow > 0])
        return gained

    def _solve_whole(self, cost: Ints) -> Ints:
        """The same over the whole network, for the rare case that a part does not tell."""
        network = replace(self.network, lower=self.lower, upper=self.upper)
        useful = self.flow[: network.edges] > 0
        self.flow, prices = cheapest_with_prices(network, cost, useful)
        self._note(np.flatnonzero(self.flow))
        return prices

    def _note(self, arcs: Ints) -> None:
        """Remember which of these arcs, now in hand, are pairs up to the line."""
        edges = arcs[arcs < self.network.edges]
        self.low = np.concatenate([self.low, edges[self.problem.fit[edges] <= self.line]])

    def _settle_all(self, cost: Ints, prices: Ints) -> None:
        """The same as `_settle` over every arc."""
        reduced = reduced_cost(self.network, cost, prices)
        np.copyto(self.lower, self.upper, where=reduced < 0)
        np.copyto(self.upper, self.lower, where=reduced > 0)

    def _settle(self, edges: Ints, cost: Ints, prices: Ints) -> None:
        """Bounds of the flows that are as good: only arcs with a cost or at a priced node can change."""
        network, priced = self.network, np.flatnonzero(prices)
        arcs = np.concatenate(
            [
                edges,
                self.ends.out_of(priced),
                self.ends.into(priced),
            ]
        )
        reduced = cost[arcs] + prices[network.tail[arcs]] - prices[network.head[arcs]]
        up, down = arcs[reduced < 0], arcs[reduced > 0]
        self.lower[up] = self.upper[up]
        self.upper[down] = self.lower[down]
