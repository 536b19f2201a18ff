"""Large networks: solve on each partner's best edges, price all others, add those that would help, until
none does.

What is left out is proven to be of no use, so the answer is the best over every permitted pair.
"""

from __future__ import annotations

import numpy as np

from headwater.engines.matching.check_input import Flags, Ints, stable_order
from headwater.engines.matching.flow import NoFlow, cheapest_flow
from headwater.engines.matching.network import Network, only_edges, reduced_cost
from headwater.engines.matching.prices import prices_of

SMALL = 100_000  # free edges up to which all are solved at once
BEST_EDGES = 12


def cheapest_with_prices(
    network: Network,
    cost: Ints,
    useful: Flags,
    most_first: bool = False,
    small: int = SMALL,
    guess: Ints | None = None,
) -> tuple[Ints, Ints]:
    """The cheapest flow on every arc, and prices of the nodes that prove it over every arc.

    `useful`: edges worth looking at first; `most_first` as in `cheapest_flow`;
    `small`: how many free edges are solved at once; `guess`: prices that may be near, from an earlier match
    (they only save time). Raises `NoFlow` when the
    bounds contradict one another.
    """
    e = network.edges
    free = network.upper[:e] > network.lower[:e]
    if int(free.sum()) <= small:
        flow = cheapest_flow(network, cost, most_first)
        return flow, prices_of(network, cost, flow)
    near = (int(cost[:e].max()) - int(cost[:e].min())) // 32 + 1  # those that nearly help, to save a round
    if guess is None:
        core = _best_edges(network, cost, np.arange(e))
    else:
        settled = np.zeros(network.nodes, dtype=np.bool_)
        settled[network.tail[:e][useful]] = True
        core = _best_edges(network, cost, np.flatnonzero(~settled[network.tail[:e]]))
        core |= reduced_cost(network, cost, guess)[:e] < near
    core |= (network.lower[:e] > 0) | useful
    while True:
        part, arcs = only_edges(network, core)
        try:
            part_flow = cheapest_flow(part, cost[arcs], most_first)
        except NoFlow:
            if core.all():
                raise
            core = np.ones(e, dtype=np.bool_)
            continue
        prices = prices_of(part, cost[arcs], part_flow)
        reduced = reduced_cost(network, cost, prices)[:e]
        helpful = (reduced < 0) & free & ~core
        if not helpful.any():
            flow = np.zeros(network.arcs, dtype=np.int64)
            flow[arcs] = part_flow
            return flow, prices
        core |= (reduced < near) & free


def _best_edges(network: Network, cost: Ints, among: Ints) -> Flags:
    """The edges that cost least for each partner, of those given."""
    tail, price = network.tail[among], cost[among]
    best = np.zeros(network.edges, dtype=np.bool_)
    if not len(among):
        return best
    order = stable_order(price)
    order = order[stable_order(tail[order])]
    sorted_tail = tail[order]
    starts = np.flatnonzero(np.r_[True, sorted_tail[1:] != sorted_tail[:-1]])
    place = np.arange(len(among)) - np.repeat(starts, np.diff(np.r_[starts, len(among)]))
    best[among[order[place < BEST_EDGES]]] = True
    return best
