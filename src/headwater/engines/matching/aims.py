"""What each aim costs on the network's arcs: shared by the solver and the verifier. Imports no solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.engines.matching.assignment import Stage
from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.network import Network, placing_cost
from headwater.engines.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Worth:
    """What each edge is worth in the total: fit, a bonus for a kept pair, and of equal totals the one that
    keeps more.

    `weight = scale * (fit + keep_value * kept) + kept`.
    """

    weight: Ints
    kept: Ints
    scale: int


def worth_of(problem: Problem, keep: Ints, keep_value: int) -> Worth:
    """The worth of each edge; pairs of `keep` that are no longer permitted count for nothing."""
    kept = np.zeros(problem.edge_count, dtype=np.int64)
    if not len(keep):
        return Worth(problem.fit, kept, 1)
    edges = problem.edges_of(keep)
    kept[edges[edges >= 0]] = 1
    scale = int(kept.sum()) + 1
    return Worth(scale * (problem.fit + keep_value * kept) + kept, kept, scale)


def stage_cost(problem: Problem, network: Network, worth: Worth, stage: Stage) -> Ints:
    """The cost of each arc under the stage's aim (those at low fit are counted by `level_steps`)."""
    if stage.aim == "place, then fit":
        return placing_cost(problem, network, worth.weight)[0]
    if stage.aim == "place":
        return placing_cost(problem, network, np.zeros_like(problem.fit))[0]
    cost = np.zeros(network.arcs, dtype=np.int64)
    if stage.aim == "fit":
        cost[: network.edges] = -worth.weight
    return cost


def open_edges(network: Network) -> Flags:
    """The edges whose use is not yet settled."""
    return network.upper[: network.edges] > network.lower[: network.edges]


def most_pairs(problem: Problem) -> int:
    """More pairs than these no set can have."""
    return int(min(problem.places.sum(), problem.capacity.sum()))


def level_steps(fit: Ints, most: int) -> Ints:
    """The cost of each of these edges: one pair at a value outweighs all pairs at the values over it.

    The cost of a value is 1 plus, for each value over it, its cost times the most pairs it can hold.
    """
    values, index, holders = np.unique(fit, return_inverse=True, return_counts=True)
    steps = np.zeros(len(values), dtype=np.int64)
    outweighed = 0
    for i in range(len(values) - 1, -1, -1):
        steps[i] = outweighed + 1
        outweighed += int(steps[i]) * min(int(holders[i]), most)
    result: Ints = steps[index]
    return result
