"""`simulate` without numba: many runs side by side in numpy, the same bytes as the compiled loops."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.network import Network
from headwater.engines.cascade.randomness import QUANTILE_BITS, Words, coins, words

CELLS = 4_000_000  # (run, node) pairs held at once: 32 MB of arrival times


@dataclass(frozen=True, eq=False)
class Forced:
    """For each run, the first arc of its root that says yes: those before it say no (see `sketches`)."""

    root: NDArray[np.int64]
    first: NDArray[np.int64]


def outgoing(
    offsets: NDArray[np.int64], nodes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All arcs of these nodes, and for each arc the place of its node in `nodes`."""
    count = offsets[nodes + 1] - offsets[nodes]
    owner = np.repeat(np.arange(nodes.size), count)
    first: NDArray[np.int64] = offsets[nodes] - (np.cumsum(count) - count)
    arcs = first[owner] + np.arange(owner.size, dtype=np.int64)
    return arcs.astype(np.int64, copy=False), owner


def live_arcs(
    network: Network,
    threshold: NDArray[np.uint32],
    keys: Words,
    cells: NDArray[np.int64],
    forced: Forced | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The arcs out of these (run, node) cells whose coin says yes: arc, place of its cell, target cell."""
    run, node = np.divmod(cells, network.size)
    arc, owner = outgoing(network.offsets, node)
    live = coins(keys[run[owner]], arc) < threshold[arc]
    if forced is not None:
        at_root = node[owner] == forced.root[run[owner]]
        first = forced.first[run[owner]]
        live = (live & ~(at_root & (arc < first))) | (at_root & (arc == first))
    arc, owner = arc[live], owner[live]
    ends = run[owner] * network.size + network.target[arc]
    return arc, owner, np.asarray(ends, dtype=np.int64)


def reach_untimed(
    network: Network,
    threshold: NDArray[np.uint32],
    starts: NDArray[np.int64],
    keys: Words,
    forced: Forced | None = None,
) -> NDArray[np.bool_]:
    """Which nodes each run reaches: shape (runs, nodes). `starts` are the same for all, or one row each."""
    seen = np.zeros(keys.size * network.size, dtype=bool)
    cells = (np.arange(keys.size)[:, None] * network.size + starts).ravel()
    seen[cells] = True
    while cells.size:
        _, _, ends = live_arcs(network, threshold, keys, cells, forced)
        cells = np.unique(ends[~seen[ends]])
        seen[cells] = True
    return seen.reshape(keys.size, network.size)


def arrival_times(
    network: Network,
    threshold: NDArray[np.uint32],
    factor: NDArray[np.float64],
    starts: NDArray[np.int64],
    keys: Words,
    delays: Words,
    horizon: float,
    forced: Forced | None = None,
) -> NDArray[np.float64]:
    """Earliest arrival of each run at each node, infinite where later than the horizon or never."""
    arrival = np.full(keys.size * network.size, np.inf)
    cells = (np.arange(keys.size)[:, None] * network.size + starts).ravel()
    arrival[cells] = 0.0
    while cells.size:
        arc, owner, ends = live_arcs(network, threshold, keys, cells, forced)
        then = arrival[cells][owner] + _delay(network, factor, delays, cells[owner] // network.size, arc)
        sooner = (then <= horizon) & (then < arrival[ends])
        np.minimum.at(arrival, ends[sooner], then[sooner])
        cells = np.unique(ends[sooner])
    return arrival.reshape(keys.size, network.size)


def _delay(
    network: Network,
    factor: NDArray[np.float64],
    delays: Words,
    run: NDArray[np.int64],
    arc: NDArray[np.int64],
) -> NDArray[np.float64]:
    if network.lag is None:
        return np.ones(arc.size)
    if factor.size == 1:
        return network.lag[arc]
    slices = words(delays[run], arc) >> np.uint64(64 - QUANTILE_BITS)
    return np.asarray(network.lag[arc] * factor[slices])
