"""The independent cascade as a person would write it, tossing the same coins as the engine."""

import heapq
from math import inf

import numpy as np

from headwater.engines.cascade import Network
from headwater.engines.cascade.randomness import COIN_BITS, delay_factors, delay_keys, run_keys, words


def plain_arrivals(
    network: Network, starts: list[int], seed: int, run: int, horizon: float = inf
) -> dict[int, float]:
    """Earliest arrival time of every node reached in one run, by Dijkstra on the arcs whose coin says yes."""
    key = run_keys(seed, run, 1)
    items = np.arange(network.arcs, dtype=np.int64)
    coin = words(key, items) >> np.uint64(64 - COIN_BITS)
    live = coin < np.ceil(network.probability * 2.0**COIN_BITS)
    lag = np.ones(network.arcs) if network.lag is None else network.lag
    if network.lag_spread:
        slices = words(delay_keys(key), items) >> np.uint64(54)
        lag = lag * delay_factors(network.lag_spread)[slices]
    waiting, arrival = [(0.0, node) for node in starts], {}
    heapq.heapify(waiting)
    while waiting:
        time, node = heapq.heappop(waiting)
        if node in arrival:
            continue
        arrival[node] = time
        for arc in range(network.offsets[node], network.offsets[node + 1]):
            if live[arc] and time + lag[arc] <= horizon:
                heapq.heappush(waiting, (time + lag[arc], int(network.target[arc])))
    return arrival
