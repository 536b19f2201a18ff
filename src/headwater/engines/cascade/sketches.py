"""Sketches: for one person drawn at random, in one plausible world, who could have brought it in time.

A set of starts reaches that person exactly if it meets the sketch, so the share of sketches a set meets
estimates its reach (reverse influence sampling: Borgs et al. 2014). Sketches of a root that nothing
reaches would hold the root alone; they are counted exactly instead of sampled, and roots are drawn in
proportion to value times the chance that something comes in (Nguyen et al. 2017, arXiv 1709.03565).
Each sketch belongs to one posterior draw, so that the choice is over the uncertainty and not at its mean.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade import sketch_loops, spread_numpy
from headwater.engines.cascade.compiled import AVAILABLE
from headwater.engines.cascade.network import Network
from headwater.engines.cascade.randomness import (
    Words,
    delay_factors,
    delay_keys,
    mix,
    run_keys,
    thresholds,
)
from headwater.engines.cascade.worlds import Worlds

BLOCK = 65_536  # sketches made at once by one thread
UNITS = 2.0**46  # whole units that all value together is split into: sums are exact in any order

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sketches:
    """`members[offsets[s]:offsets[s + 1]]` make up sketch s, worth `weight[s]` units, in world `world[s]`.

    `alone[i]` is what only choosing node i itself secures; `unit` turns units into value (people).
    """

    size: int
    offsets: Ints
    members: NDArray[np.int32]
    root: Ints
    world: NDArray[np.int32]
    weight: Ints
    alone: Ints
    unit: float

    @property
    def count(self) -> int:
        """How many sketches there are."""
        return int(self.weight.size)


@dataclass(frozen=True, eq=False)
class Batch:
    """The sketches of one block before they are grown: roots, forced first arcs and keys."""

    roots: Ints
    first: Ints
    keys: Words


def sketches(
    worlds: Worlds, value: Ints, horizon: float | None, pool: int, seed: int, threads: int = 1
) -> Sketches:
    """About `pool` sketches, shared evenly among the worlds; the same bytes for any number of threads."""
    back = worlds.network.reversed
    unit = max(float(value.sum()), 1.0) / UNITS
    each = -(-pool // worlds.count)
    parts, weights, belongs = [], [], []
    alone = np.zeros(value.size)
    for world in range(worlds.count):
        chance = _in_time(back, worlds.probability(world)[back.given], horizon)
        escape = _log_escape(back, chance)
        some = -np.expm1(escape)
        alone += value * (1.0 - some) / worlds.count
        total = float((value * some).sum())
        if total <= 0.0:
            continue
        batches = _batches(back, chance, some, value, run_keys(seed, world * each, each, purpose=1))
        grown = _grow(back, thresholds(chance), horizon, batches, threads)
        parts.extend(grown)
        count = sum(part[0].size for part in grown)
        weights.append(np.full(count, round(total / (count * worlds.count) / unit), dtype=np.int64))
        belongs.append(np.full(count, world, dtype=np.int32))
    return _assembled(value.size, parts, weights, belongs, np.rint(alone / unit).astype(np.int64), unit)


def _in_time(back: Network, chance: NDArray[np.float64], horizon: float | None) -> NDArray[np.float64]:
    """Probabilities, 0 for arcs that can never be quick enough (fixed lags beyond the horizon)."""
    if horizon is None or back.lag_spread:
        return chance
    if back.lag is None:
        return chance if horizon >= 1 else np.zeros_like(chance)
    return np.where(back.lag <= horizon, chance, 0.0)


def _log_escape(back: Network, chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each node, the logarithm of the chance that no arc into it succeeds."""
    survive = np.concatenate(([0.0], np.cumsum(_log_failure(chance))))
    return survive[back.offsets[1:]] - survive[back.offsets[:-1]]


def _log_failure(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log1p(-np.minimum(chance, 1.0 - 1e-16))


def _batches(
    back: Network, chance: NDArray[np.float64], some: NDArray[np.float64], value: Ints, keys: Words
) -> list[Batch]:
    """Roots (stratified) and, for each, the first arc into it that says yes, given that one does."""
    picks = mix(keys ^ np.uint64(0xA5A5A5A5A5A5A5A5))
    where = (np.arange(keys.size) + _uniform(picks)) / keys.size
    cumulative = np.cumsum(value * some)
    roots = np.searchsorted(cumulative, where * cumulative[-1], side="right")
    roots = np.minimum(roots, np.flatnonzero(value * some)[-1]).astype(np.int64)
    survive = np.cumsum(_log_failure(chance))
    before = np.where(back.offsets[roots] > 0, survive[back.offsets[roots] - 1], 0.0)
    bound = before + np.log1p(-_uniform(mix(picks)) * some[roots])
    first = np.searchsorted(-survive, -bound, side="left")
    first = np.clip(first, back.offsets[roots], back.offsets[roots + 1] - 1).astype(np.int64)
    cuts = range(0, keys.size, BLOCK)
    return [Batch(roots[c : c + BLOCK], first[c : c + BLOCK], keys[c : c + BLOCK]) for c in cuts]


def _uniform(words: Words) -> NDArray[np.float64]:
    """Numbers strictly between 0 and 1."""
    return ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


Grown = tuple[Ints, NDArray[np.int32], Ints]  # sizes, members, roots


def _grow(
    back: Network, threshold: NDArray[np.uint32], horizon: float | None, batches: list[Batch], threads: int
) -> list[Grown]:
    grow = _compiled_sketches if AVAILABLE else _numpy_sketches
    if threads == 1 or len(batches) == 1:
        return [grow(back, threshold, horizon, batch) for batch in batches]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda batch: grow(back, threshold, horizon, batch), batches))


def _compiled_sketches(
    back: Network, threshold: NDArray[np.uint32], horizon: float | None, batch: Batch
) -> Grown:
    ends = np.empty(batch.roots.size, dtype=np.int64)
    arcs = (back.offsets, back.packed(threshold))
    if horizon is None:
        members = sketch_loops.untimed_sketches(*arcs, batch.roots, batch.first, batch.keys, ends)
    else:
        lag = np.empty(0) if back.lag is None else back.lag.copy()
        factor = delay_factors(back.lag_spread) if back.lag_spread else np.ones(1)
        members = sketch_loops.timed_sketches(
            *arcs, lag, factor, batch.roots, batch.first, batch.keys, delay_keys(batch.keys),
            float(horizon), back.slot_width(horizon), ends,
        )  # fmt: skip
    return np.diff(ends, prepend=0), members, batch.roots


def _numpy_sketches(
    back: Network, threshold: NDArray[np.uint32], horizon: float | None, batch: Batch
) -> Grown:
    sizes, members = [], []
    for part in _smaller(batch, max(1, 4 * spread_numpy.CELLS // back.size)):
        forced = spread_numpy.Forced(part.roots, part.first)
        starts = part.roots[:, None]
        if horizon is None:
            seen = spread_numpy.reach_untimed(back, threshold, starts, part.keys, forced)
        else:
            factor = delay_factors(back.lag_spread) if back.lag_spread else np.ones(1)
            seen = spread_numpy.arrival_times(
                back, threshold, factor, starts, part.keys, delay_keys(part.keys), float(horizon), forced
            ) <= horizon  # fmt: skip
        sketch, node = np.divmod(np.flatnonzero(seen), back.size)
        sizes.append(np.bincount(sketch, minlength=part.roots.size))
        members.append(node.astype(np.int32))
    return np.concatenate(sizes), np.concatenate(members), batch.roots


def _smaller(batch: Batch, count: int) -> Iterator[Batch]:
    for cut in range(0, batch.roots.size, count):
        piece = slice(cut, cut + count)
        yield Batch(batch.roots[piece], batch.first[piece], batch.keys[piece])


def _assembled(
    size: int,
    parts: list[Grown],
    weights: list[Ints],
    belongs: list[NDArray[np.int32]],
    alone: Ints,
    unit: float,
) -> Sketches:
    none = np.empty(0, dtype=np.int64)
    lengths = np.concatenate([none, *(part[0] for part in parts)])
    return Sketches(
        size,
        np.concatenate(([0], np.cumsum(lengths))),
        np.concatenate([none.astype(np.int32), *(part[1] for part in parts)]),
        np.concatenate([none, *(part[2] for part in parts)]),
        np.concatenate([none.astype(np.int32), *belongs]),
        np.concatenate([none, *weights]),
        alone,
        unit,
    )
