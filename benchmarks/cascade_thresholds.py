"""A world the choice does not assume: an organisation takes a practice up only after hearing of it from two others."""

import numpy as np

from benchmarks import cascade_networks as networks
from headwater.engines.cascade import Network, choose_starts, simulate

WORLDS = 200


def heard_twice(network: Network, starts: list[int], runs: int, seed: int = 5) -> float:
    """Mean reach when everybody but a start needs two live arcs from those who have it; plain and slow on purpose."""
    total = 0
    for run in range(runs):
        live = np.random.default_rng([seed, run]).random(network.arcs) < network.probability
        source, target = network.source[live], network.target[live]
        have = np.zeros(network.size, dtype=bool)
        have[starts] = True
        while True:
            heard = np.bincount(target[have[source]], minlength=network.size)
            fresh = (heard >= 2) & ~have
            if not fresh.any():
                break
            have |= fresh
        total += int(have.sum())
    return total / runs


def clusters(size: int = 1_000, own: int = 20, seed: int = 4) -> Network:
    """Groups of twenty that all know one another a little, and a few ties between groups."""
    random = np.random.default_rng(seed)
    group = np.arange(size) // own
    first, second = np.nonzero((group[:, None] == group) & ~np.eye(size, dtype=bool))
    far = random.integers(0, size, (size, 2))
    far = np.unique(far[group[far[:, 0]] != group[far[:, 1]]], axis=0)
    source, target = np.concatenate([first, far[:, 0]]), np.concatenate([second, far[:, 1]])
    return Network.from_arcs(size, source, target, np.where(np.arange(source.size) < first.size, 0.12, 0.1))


def print_thresholds() -> None:
    """The lists of `choose_starts`, and one that puts all starts side by side, in both worlds."""
    for label, network in (
        ("co-authors, 3,000", networks.authors(3_000, 4_000)),
        ("clusters of 20, 1,000", clusters()),
    ):
        choice = choose_starts(network, 40, pool=200_000, runs=200, refits=0)
        lists = {plan.name: list(plan.nodes) for plan in choice.plans}
        lists["two from each of twenty neighbourhoods"] = neighbours(network, 40)
        print(f"\n40 starts, {label}: mean reach where one telling is enough, and where two are needed")
        for name, nodes in lists.items():
            once = simulate(network, nodes, 2_000, seed=9).mean
            print(f"  {name:<42}{once:>10,.1f}{heard_twice(network, nodes, WORLDS):>10,.1f}", flush=True)


def neighbours(network: Network, count: int) -> list[int]:
    """Pairs of starts that share the most targets: what one would do who believes that two must tell."""
    chosen: list[int] = []
    degree = np.diff(network.offsets)
    for node in np.argsort(-degree, kind="stable").tolist():
        ends = network.target[network.offsets[node] : network.offsets[node + 1]].tolist()
        beside = [end for end in ends if end not in chosen]
        if node in chosen or not beside:
            continue
        chosen += [node, max(beside, key=lambda end: (degree[end], -end))]
        if len(chosen) >= count:
            break
    return sorted(chosen[:count])
