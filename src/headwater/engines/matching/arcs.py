"""Arcs found by their ends, and a part of a network whose surroundings stand still. Imports no solver."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.check_input import Ints, stable_order
from headwater.engines.matching.network import Network


def grouped(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Positions sorted by key, and where each key's begin."""
    order = stable_order(keys)
    return order, np.searchsorted(keys[order], np.arange(count + 1))


def members(order: Ints, starts: Ints, keys: Ints) -> Ints:
    """All positions with one of these keys."""
    lengths = starts[keys + 1] - starts[keys]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    result: Ints = order[np.arange(total) + np.repeat(starts[keys] - (ends - lengths), lengths)]
    return result


class OpenArcs:
    """Arcs whose flow can still change, found by either end; those that no longer can are dropped in time."""

    EVERY = 24  # stages between looks at how many are left

    def __init__(self, network: Network, lower: Ints, upper: Ints) -> None:
        self.network, self.lower, self.upper = network, lower, upper
        self.looks = 0
        self._group(np.flatnonzero(lower < upper))

    def out_of(self, nodes: Ints) -> Ints:
        """The open arcs that begin at these nodes, and some that have closed since."""
        return members(*self.by_tail, nodes)

    def into(self, nodes: Ints) -> Ints:
        """The open arcs that end at these nodes, and some that have closed since."""
        return members(*self.by_head, nodes)

    def tidy(self) -> None:
        """Drop closed arcs once they are half of those kept; to be called once a stage."""
        self.looks += 1
        if self.looks % self.EVERY == 0:
            live = np.flatnonzero(self.lower < self.upper)
            if 2 * len(live) < self.count:
                self._group(live)

    def _group(self, live: Ints) -> None:
        self.count = len(live)
        ends = []
        for keys in (self.network.tail, self.network.head):
            order, starts = grouped(keys[live], self.network.nodes)
            ends.append((live[order], starts))
        self.by_tail, self.by_head = ends


def standing(tail: Ints, head: Ints, lower: Ints, upper: Ints, flow: Ints, nodes: int) -> Network:
    """A network of these arcs in which each node passes on what it does now (one fixed arc brings the
    rest).
    """
    net = np.bincount(tail, flow, nodes) - np.bincount(head, flow, nodes)
    giving, taking = np.flatnonzero(net > 0), np.flatnonzero(net < 0)
    fixed = np.concatenate([net[giving], -net[taking]]).astype(np.int64)
    world = np.full(len(giving), nodes), np.full(len(taking), nodes)
    return Network(
        tail=np.concatenate([tail, world[0], taking]),
        head=np.concatenate([head, giving, world[1]]),
        lower=np.concatenate([lower, fixed]),
        upper=np.concatenate([upper, fixed]),
        edges=len(tail),
        nodes=nodes + 1,
        first=slice(0, 0),
        further=slice(0, 0),
        load=slice(0, 0),
        back=len(tail) - 1,
    )


def graph_of(tail: Ints, head: Ints, weight: ArrayLike, nodes: int) -> Any:
    """A sparse graph for scipy's searches. Arcs between the same two nodes stay side by side, not summed."""
    from scipy.sparse import coo_array

    ends = tail.astype(np.int32), head.astype(np.int32)
    graph = coo_array((np.asarray(weight), ends), shape=(nodes, nodes))
    graph.has_canonical_format = True  # so that nothing is sorted or summed
    return graph.tocsr()
