"""How many values of fit one flow can deal with at once."""

from __future__ import annotations

import numpy as np

from headwater.engines.matching.aims import open_edges
from headwater.engines.matching.network import Network
from headwater.engines.matching.problem import Problem

_LARGEST_COST = 2**60


def next_levels(problem: Problem, network: Network, above: int, line: int) -> int:
    """The highest fit up to which all values over `above` can be raised by one flow without overflow.

    One pair at a value must outweigh all at the values over it, so costs grow by the number of pairs each
    value can hold; the cheapest-flow solver multiplies costs by the number of nodes.
    """
    fit = problem.fit[open_edges(network)]
    values, holders = np.unique(fit[(fit > above) & (fit <= line)], return_counts=True)
    most = int(min(problem.places.sum(), problem.capacity.sum()))
    cost = 1
    for value, count in zip(values[:-1].tolist(), holders[:-1].tolist(), strict=True):
        cost *= min(count, most) + 1
        if cost * (min(most, count) + 1) * 4 * network.nodes > _LARGEST_COST:
            return int(value)
    return line
