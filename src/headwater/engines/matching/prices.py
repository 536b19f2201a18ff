"""Prices that prove a flow is the cheapest, found from the flow alone."""

from __future__ import annotations

import numpy as np

from headwater.engines.matching.check_input import Ints, stable_order
from headwater.engines.matching.network import Network

_PASSES = 1_000_000


def prices_of(network: Network, cost: Ints, flow: Ints) -> Ints:
    """A price for each node such that no change of the flow along open arcs saves anything.

    Each price is the cost of the cheapest chain of changes from the sink (or from a consultant, at no cost)
    to that node, found by Bellman and Ford's passes on whole arrays. The sink's price less a consultant's is
    therefore what one more place there would gain, exactly so where no minimum load binds.
    Raises ArithmeticError if the flow is not the cheapest.
    """
    far = 4 * (int(np.abs(cost).max()) + 1) * 4
    prices = np.full(network.nodes, far, dtype=np.int64)
    prices[network.tail[network.load]] = 0
    prices[network.nodes - 1] = 0
    forward = np.flatnonzero(flow < network.upper)
    backward = np.flatnonzero(flow > network.lower)
    wide = forward[forward < network.edges]
    narrow = forward[forward >= network.edges]
    many = _Relaxation(network.tail[wide], network.head[wide], cost[wide])
    few = _Relaxation(
        np.concatenate([network.tail[narrow], network.head[backward]]),
        np.concatenate([network.head[narrow], network.tail[backward]]),
        np.concatenate([cost[narrow], -cost[backward]]),
    )
    lowest = -far * (network.nodes + 1)
    for _ in range(_PASSES):
        while few.lower(prices):
            if prices.min() < lowest:
                raise ArithmeticError("the flow is not the cheapest")
        if not many.lower(prices):
            return prices
    raise ArithmeticError("the flow is not the cheapest")


class _Relaxation:
    """Arcs grouped by head, so that one pass over them is three array operations."""

    def __init__(self, tail: Ints, head: Ints, cost: Ints) -> None:
        order = stable_order(head)
        self.tail, self.cost, head = tail[order], cost[order], head[order]
        self.starts = np.flatnonzero(np.r_[True, head[1:] != head[:-1]]) if len(head) else head
        self.heads = head[self.starts]

    def lower(self, prices: Ints) -> bool:
        """Lower each head to its cheapest arc; true if anything moved."""
        if not len(self.heads):
            return False
        best = np.minimum.reduceat(prices[self.tail] + self.cost, self.starts)
        moved = best < prices[self.heads]
        prices[self.heads[moved]] = best[moved]
        return bool(moved.any())
