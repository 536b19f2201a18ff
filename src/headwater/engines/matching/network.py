"""The problem as a network of arcs, shared by the solver and by the verifier. Imports no solver.

Each partner's places flow from `source` (through the funder, where there is one) to the partner, along a
permitted pair to a consultant, on (through the host's pool) to `sink`, and back to `source`. One unit of
flow is one pair. Every rule is a lower and an upper bound of an arc; every aim is a cost of arcs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from headwater.engines.matching.check_input import Flags, Ints
from headwater.engines.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs with bounds; the first `edges` of them are the permitted pairs, in the problem's order.

    Nodes: partners, consultants, funds, pools (each in identifier order), source, sink.
    """

    tail: Ints
    head: Ints
    lower: Ints
    upper: Ints
    edges: int
    nodes: int
    first: slice  # a partner's first place
    further: slice  # a partner's other places
    load: slice  # a consultant's places taken
    back: int  # sink to source: all pairs

    @property
    def arcs(self) -> int:
        return len(self.tail)


def build_network(problem: Problem) -> Network:
    """The network of a problem with its bounds."""
    n, m = problem.partner_count, problem.consultant_count
    funds, pools = len(problem.fund_ceiling), len(problem.pool_ceiling)
    source, sink = n + m + funds + pools, n + m + funds + pools + 1
    partners, consultants = problem.partner_rank, n + problem.consultant_rank
    enter = np.where(problem.fund < 0, source, n + m + problem.fund)
    leave = np.where(problem.pool < 0, sink, n + m + funds + problem.pool)
    total = int(problem.places.sum())
    fund_nodes, pool_nodes = n + m + np.arange(funds), n + m + funds + np.arange(pools)
    nothing = np.zeros(n, dtype=np.int64)
    parts: list[tuple[Ints, Ints, Ints, Ints]] = [
        (
            partners[problem.partner],
            consultants[problem.consultant],
            problem.pinned.astype(np.int64),
            np.ones(problem.edge_count, dtype=np.int64),
        ),
        (enter, partners, nothing, np.minimum(problem.places, 1)),
        (enter, partners, nothing, np.maximum(problem.places - 1, 0)),
        (consultants, leave, problem.minimum, problem.capacity),
        (np.full(funds, source), fund_nodes, np.zeros(funds, dtype=np.int64), problem.fund_ceiling),
        (pool_nodes, np.full(pools, sink), problem.pool_minimum, problem.pool_ceiling),
        (np.array([sink]), np.array([source]), np.zeros(1, dtype=np.int64), np.array([total])),
    ]
    tail, head, lower, upper = (np.concatenate(column) for column in zip(*parts, strict=True))
    e = problem.edge_count
    return Network(
        tail=tail,
        head=head,
        lower=lower,
        upper=upper,
        edges=e,
        nodes=sink + 1,
        first=slice(e, e + n),
        further=slice(e + n, e + 2 * n),
        load=slice(e + 2 * n, e + 2 * n + m),
        back=len(tail) - 1,
    )


def flow_of_edges(problem: Problem, network: Network, chosen: Flags) -> Ints:
    """The flow on every arc that a choice of edges means."""
    flow = np.zeros(network.arcs, dtype=np.int64)
    flow[: network.edges] = chosen
    filled = np.bincount(problem.partner[chosen], minlength=problem.partner_count)
    load = np.bincount(problem.consultant[chosen], minlength=problem.consultant_count)
    flow[network.first] = np.minimum(filled, 1)
    flow[network.further] = np.maximum(filled - 1, 0)
    flow[network.load] = load
    n_funds = len(problem.fund_ceiling)
    for member, amount, ceiling, start in (
        (problem.fund, filled, problem.fund_ceiling, network.load.stop),
        (problem.pool, load, problem.pool_ceiling, network.load.stop + n_funds),
    ):
        inside = member >= 0
        sums = np.bincount(member[inside], weights=amount[inside], minlength=len(ceiling))
        flow[start : start + len(ceiling)] = sums.astype(np.int64)
    flow[network.back] = int(chosen.sum())
    return flow


def placing_cost(problem: Problem, network: Network, weight: Ints) -> tuple[Ints, int]:
    """Costs under which the cheapest flow places most partners, then fills most places, then has most weight.

    `weight` is what each edge is worth. Returns the costs and the step: what filling one more place
    outweighs. The step exceeds any gain in weight that one pair fewer could bring: with at most N pairs and
    weights from a to b, (N - 1) b - N a.
    Placing a partner and filling a place agree unless funders' ceilings set partners against one another (an
    exchange property of flows), so both take the same step; under ceilings the partner's own step outweighs
    all places.
    """
    most = int(min(problem.places.sum(), problem.capacity.sum()))
    low, high = int(weight.min()), int(weight.max())
    step = most * (high - low) + abs(low) + abs(high) + 1
    cost = np.zeros(network.arcs, dtype=np.int64)
    cost[: network.edges] = -weight
    cost[network.back] = -step
    if (problem.places > 1).any():
        cost[network.first] = -step * (most + 1 if len(problem.fund_ceiling) else 1)
    return cost, step


def reduced_cost(network: Network, cost: Ints, prices: Ints) -> Ints:
    """What each arc costs once the prices of its ends are counted: below 0 it should be full, above 0
    empty.
    """
    result: Ints = cost + prices[network.tail] - prices[network.head]
    return result


def least_cost_bound(network: Network, reduced: Ints) -> int:
    """No flow costs less than this (weak duality: each arc at its better bound)."""
    return int(np.where(reduced < 0, reduced * network.upper, reduced * network.lower).sum())


def keep_only_best(network: Network, reduced: Ints) -> Network:
    """The network of the flows that cost no more than the least (complementary slackness).

    An arc with reduced cost above 0 stays at its lower bound, one below 0 at its upper bound.
    """
    return replace(
        network,
        lower=np.where(reduced < 0, network.upper, network.lower),
        upper=np.where(reduced > 0, network.lower, network.upper),
    )


def only_edges(network: Network, core: Flags) -> tuple[Network, Ints]:
    """The network with only the edges marked, and which arcs of the whole it has."""
    arcs = np.concatenate([np.flatnonzero(core), np.arange(network.edges, network.arcs)])
    dropped = network.edges - int(core.sum())

    def moved(part: slice) -> slice:
        return slice(part.start - dropped, part.stop - dropped)

    part = replace(
        network,
        tail=network.tail[arcs],
        head=network.head[arcs],
        lower=network.lower[arcs],
        upper=network.upper[arcs],
        edges=network.edges - dropped,
        first=moved(network.first),
        further=moved(network.further),
        load=moved(network.load),
        back=network.back - dropped,
    )
    return part, arcs
