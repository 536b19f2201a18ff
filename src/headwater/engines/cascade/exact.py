"""Expected reach without chance: products down a tree, or every combination of a few arcs."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.network import Network, checked_starts

LARGEST = 18  # uncertain arcs in an enumeration: 262,144 combinations


@dataclass(frozen=True, eq=False)
class ExactReach:
    """`probability[i]`: chance that node i is reached in time; `expected`: their sum, starts included."""

    probability: NDArray[np.float64]
    expected: float
    method: str  # "tree" or "enumeration"


def exact_reach(network: Network, starts: ArrayLike, horizon: float | None = None) -> ExactReach:
    """The exact expected reach, where it can be had.

    A tree (no node can be reached by two ways) has a product down each path. Any other network is
    enumerated when at most 18 arcs that matter have a probability strictly between 0 and 1. Lags must be
    fixed when a horizon is given. Raises CascadeError, naming `simulate`, where neither will do.
    """
    begin = checked_starts(network, starts)
    if horizon is not None and network.lag_spread:
        raise CascadeError("With a horizon, exact reach needs fixed lags (lag_spread=0): use simulate.")
    limit = inf if horizon is None else float(horizon)
    arcs = _arcs_that_matter(network, begin)
    if np.bincount(network.target[arcs], minlength=1).max(initial=0) <= 1:
        probability, method = _down_the_tree(network, begin, arcs, limit), "tree"
    else:
        probability, method = _every_combination(network, begin, arcs, limit), "enumeration"
    probability.setflags(write=False)
    return ExactReach(probability, float(probability.sum()), method)


def _arcs_that_matter(network: Network, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Possible arcs that leave what the starts can reach and lead to no start, by depth."""
    seen = np.zeros(network.size, dtype=bool)
    seen[starts] = True
    frontier, found = list(starts), []
    while frontier:
        following = []
        for node in frontier:
            for arc in range(int(network.offsets[node]), int(network.offsets[node + 1])):
                end = int(network.target[arc])
                if network.probability[arc] == 0.0 or end in starts:
                    continue
                found.append(arc)
                if not seen[end]:
                    seen[end] = True
                    following.append(end)
        frontier = following
    return np.array(found, dtype=np.int64)


def _down_the_tree(
    network: Network, starts: NDArray[np.int64], arcs: NDArray[np.int64], limit: float
) -> NDArray[np.float64]:
    probability, arrival = np.zeros(network.size), np.full(network.size, inf)
    probability[starts], arrival[starts] = 1.0, 0.0
    for arc in arcs.tolist():
        start, end = network.source[arc], network.target[arc]
        arrival[end] = arrival[start] + _delay(network, arc)
        if arrival[end] <= limit:
            probability[end] = probability[start] * network.probability[arc]
    return probability


def _every_combination(
    network: Network, starts: NDArray[np.int64], arcs: NDArray[np.int64], limit: float
) -> NDArray[np.float64]:
    chance = network.probability[arcs]
    uncertain = np.flatnonzero(chance < 1.0)
    if uncertain.size > LARGEST:
        raise CascadeError(
            f"{uncertain.size} uncertain arcs matter here, and exact reach goes through at most {LARGEST} "
            "unless the network is a tree: use simulate, which gives a standard error."
        )
    cases = np.arange(1 << uncertain.size)
    live = np.ones((arcs.size, cases.size), dtype=bool)
    weight = np.ones(cases.size)
    for bit, place in enumerate(uncertain):
        live[place] = (cases >> bit) & 1 == 1
        weight *= np.where(live[place], chance[place], 1.0 - chance[place])
    arrival = np.full((network.size, cases.size), inf)
    arrival[starts] = 0.0
    changed = True
    while changed:
        changed = False
        for row, number in enumerate(arcs.tolist()):
            then = np.where(live[row], arrival[network.source[number]] + _delay(network, number), inf)
            end = arrival[network.target[number]]
            sooner = (then < end) & (then <= limit)
            if sooner.any():
                end[sooner] = then[sooner]
                changed = True
    return np.asarray(np.isfinite(arrival) @ weight)


def _delay(network: Network, arc: int) -> float:
    return 1.0 if network.lag is None else float(network.lag[arc])
