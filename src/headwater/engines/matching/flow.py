"""The one file that asks OR-Tools: the cheapest flow, and where a flow is blocked."""

from __future__ import annotations

import numpy as np

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.errors import MatchingError
from headwater.engines.matching.network import Network


class NoFlow(Exception):
    """The bounds of the network contradict one another."""


def cheapest_flow(network: Network, cost: Ints, most_first: bool = False) -> Ints:
    """The flow on each arc, within its bounds, that costs least.

    `most_first`: the cost of `network.back` outweighs all others, so that the greatest flow comes first;
    then the solver may find that flow apart and count in small numbers. Raises `NoFlow` when the bounds
    contradict one another.
    """
    from ortools.graph.python import min_cost_flow

    free = network.upper > network.lower
    supply = _excess(network)
    if not free.any():
        if supply.any():
            raise NoFlow
        return network.lower.copy()
    apart = most_first and not supply.any() and not cost[network.first].any()
    if apart:
        free[network.back] = False
        supply[network.head[network.back]] = network.upper[network.back]
        supply[network.tail[network.back]] = -network.upper[network.back]
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail[free].astype(np.int32),
        network.head[free].astype(np.int32),
        (network.upper - network.lower)[free],
        cost[free],
    )
    solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), supply)
    status = solver.solve_max_flow_with_min_cost() if apart else solver.solve()
    if status == solver.BAD_COST_RANGE:
        raise MatchingError("fit: the values are too far apart to add up safely. Use a coarser scale")
    if status != solver.OPTIMAL:
        raise NoFlow
    flow = network.lower.copy()
    flow[free] += solver.flows(arcs)
    if apart:
        flow[network.back] = solver.maximum_flow()
    return flow


def blocked_side(network: Network) -> tuple[Flags, int]:
    """Why no flow keeps the bounds: the nodes on the near side of the narrowest cut, and how much is
    missing.
    """
    from ortools.graph.python import max_flow

    supply = _excess(network)
    free = network.upper > network.lower
    extra = np.flatnonzero(supply != 0)
    start, end = network.nodes, network.nodes + 1
    solver = max_flow.SimpleMaxFlow()
    giving = supply[extra] > 0
    solver.add_arcs_with_capacity(
        np.concatenate([network.tail[free], np.where(giving, start, extra)]).astype(np.int32),
        np.concatenate([network.head[free], np.where(giving, extra, end)]).astype(np.int32),
        np.concatenate([(network.upper - network.lower)[free], np.abs(supply[extra])]),
    )
    solver.solve(start, end)
    near = np.zeros(network.nodes + 2, dtype=np.bool_)
    near[solver.get_source_side_min_cut()] = True
    short = int(supply[supply > 0].sum()) - solver.optimal_flow()
    return near[: network.nodes], short


def _excess(network: Network) -> Ints:
    """What lower bounds already bring to each node."""
    bound = network.lower != 0
    amount = network.lower[bound].astype(np.float64)
    arrives = np.bincount(network.head[bound], weights=amount, minlength=network.nodes)
    departs = np.bincount(network.tail[bound], weights=amount, minlength=network.nodes)
    return (arrives - departs).astype(np.int64)
