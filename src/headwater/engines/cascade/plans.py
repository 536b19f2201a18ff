"""Lists side by side: the engine's and the plain ones, run forward on the same fresh coins."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.limits import Limits
from headwater.engines.cascade.randomness import mix, run_keys, thresholds, words
from headwater.engines.cascade.spread import Chances, asked, run_block
from headwater.engines.cascade.worlds import Worlds

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """One list of starts and what it would reach, by forward simulation over all draws.

    `reach` is the mean, starts and those who have it already among it; `bands` the central 50, 80 and 90%
    of runs, which hold both chance and, with draws, doubt about the probabilities; `reach_by_group` the
    mean in each group of the floors, empty without floors.
    """

    name: str
    nodes: tuple[int, ...]
    cost: float
    reach: float
    standard_error: float
    bands: dict[int, tuple[float, float]]
    reach_by_group: tuple[float, ...]


def baselines(
    worlds: Worlds, value: Ints, limits: Limits, current: Iterable[int] | None, seed: int
) -> dict[str, tuple[int, ...]]:
    """The plain lists any committee could make, each filled up within the same limits."""
    network = worlds.network
    out_degree = np.diff(network.offsets)
    shuffled = np.argsort(words(run_keys(seed, 0, 1, purpose=3), np.arange(network.size)), kind="stable")
    lists = {
        "largest": limits.filled(np.argsort(-value, kind="stable").tolist()),
        "most connected": limits.filled(np.argsort(-out_degree, kind="stable").tolist()),
        "random": limits.filled(shuffled.tolist()),
    }
    if limits.priced:
        lists["cheapest"] = limits.filled(np.argsort(limits.cost, kind="stable").tolist())
    if current is not None:
        lists["today's list"] = _listed(current, network.size)
    return lists


def _listed(current: Iterable[int], size: int) -> tuple[int, ...]:
    nodes = tuple(sorted({int(node) for node in current}))
    if nodes and not (nodes[0] >= 0 and nodes[-1] < size):
        raise CascadeError(f"current must list organisations by number, 0 to {size - 1}.")
    return nodes


def compared(
    worlds: Worlds,
    lists: dict[str, tuple[int, ...]],
    limits: Limits,
    value: Ints,
    group: NDArray[np.int32],
    horizon: float | None,
    runs: int,
    seed: int,
) -> tuple[Plan, ...]:
    """Every list run forward; a run of one list tosses the same coins as that run of another."""
    each = -(-runs // worlds.count)
    keys = run_keys(seed, 0, each * worlds.count, purpose=2)
    base = asked(worlds.network, [0], horizon, value, group if group.size else None)
    reached: dict[str, list[Ints]] = {name: [] for name in lists}
    grouped: dict[str, list[Ints]] = {name: [] for name in lists}
    for world in range(worlds.count):
        chances = Chances(worlds.network, thresholds(worlds.probability(world)))
        block = mix(keys[world * each : (world + 1) * each])
        for name, nodes in lists.items():
            starts = np.union1d(np.array(nodes, dtype=np.int64), limits.already)
            if starts.size == 0:
                reached[name].append(np.zeros(each, dtype=np.int64))
                continue
            part = run_block(replace(base, chances=chances, starts=starts), block)
            reached[name].append(part.reached)
            if part.by_group is not None:
                grouped[name].append(part.by_group)
    return tuple(_plan(name, nodes, limits, reached[name], grouped[name]) for name, nodes in lists.items())


def _plan(
    name: str, nodes: tuple[int, ...], limits: Limits, reached: list[Ints], grouped: list[Ints]
) -> Plan:
    runs = np.concatenate(reached)
    shares = {
        level: (float(low), float(high))
        for level in (50, 80, 90)
        for low, high in [np.quantile(runs, [0.5 - level / 200, 0.5 + level / 200])]
    }
    spread = float(runs.std(ddof=1)) / sqrt(runs.size) if runs.size > 1 else float("inf")
    by_group = tuple(np.concatenate(grouped).mean(axis=0).tolist()) if grouped else ()
    cost = float(limits.cost[list(nodes)].sum())
    return Plan(name, nodes, cost, float(runs.mean()), spread, shares, by_group)
