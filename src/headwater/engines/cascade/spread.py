"""How far a practice spreads from given starts: independent-cascade runs with time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade import spread_loops, spread_numpy
from headwater.engines.cascade.compiled import AVAILABLE
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.network import Network, checked_starts
from headwater.engines.cascade.randomness import Words, delay_factors, delay_keys, run_keys

LONGEST = 100_000  # time steps a curve may have

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Spread:
    """What the runs of one `simulate` reached.

    `reached[r]`: nodes reached in run r, the starts among them (or the sum of their `value`).
    `by_time[r, t]`: the same up to time t, for t = 0 … horizon (None without a horizon).
    `by_group[r, g]`: the same for each group (None without groups). `visits[i]`: in how many runs node
    i was reached (None unless asked for). `last[r]`: when the last node was reached (None untimed).
    """

    reached: Ints
    by_time: Ints | None
    by_group: Ints | None
    visits: Ints | None
    last: NDArray[np.float64] | None
    seed: int
    horizon: float | None

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return int(self.reached.size)

    @property
    def mean(self) -> float:
        """Mean reach over the runs."""
        return float(self.reached.mean())

    @property
    def standard_error(self) -> float:
        """Standard error of that mean (infinite after a single run)."""
        return float(self.reached.std(ddof=1)) / sqrt(self.runs) if self.runs > 1 else inf

    def band(self, level: float = 0.9) -> tuple[float, float]:
        """The central band that holds this share of the runs."""
        low, high = np.quantile(self.reached, [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)


@dataclass(frozen=True, eq=False)
class Chances:
    """The thresholds of one network's arcs, in one world; `packed` holds threshold and target in one word."""

    network: Network
    threshold: NDArray[np.uint32]

    @cached_property
    def packed(self) -> Words:
        """Threshold above target, one word an arc and an empty one at the end."""
        return self.network.packed(self.threshold)


@dataclass(frozen=True, eq=False)
class Question:
    """One checked `simulate` call: what every block of runs needs to know."""

    network: Network
    chances: Chances
    starts: Ints
    horizon: float | None
    value: Ints
    group: NDArray[np.int32]
    groups: int
    count_visits: bool

    @property
    def timed(self) -> bool:
        """Whether arrival times matter at all."""
        return self.network.lag is not None or self.horizon is not None

    @property
    def columns(self) -> int:
        """Time steps of the curve, 0 without a horizon."""
        return 0 if self.horizon is None else ceil(self.horizon) + 1


def simulate(
    network: Network,
    starts: ArrayLike,
    runs: int,
    horizon: float | None = None,
    seed: int = 0,
    *,
    value: ArrayLike | None = None,
    group: ArrayLike | None = None,
    count_visits: bool = False,
    threads: int = 1,
) -> Spread:
    """How far a practice goes in each of `runs` runs, when these nodes have it at time 0.

    In a run every arc succeeds once or never, with its probability (independent cascade; Kempe,
    Kleinberg and Tardos 2003); a node gets the practice at the earliest time any path brings it, and
    only times up to the horizon count. Without lags each arc takes one step. `value` (whole numbers,
    for example staff) weighs the nodes; `group` labels them 0, 1, … The same seed gives the same bytes
    whatever the number of threads, with numba or without. Raises CascadeError.
    """
    question = asked(network, starts, horizon, value, group, count_visits)
    keys = run_keys(seed, 0, _runs(runs))
    blocks = _blocks(keys, question, threads)
    if threads == 1:
        parts = [run_block(question, block) for block in blocks]
    else:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(lambda block: run_block(question, block), blocks))
    return joined(parts, seed, horizon)


def asked(
    network: Network,
    starts: ArrayLike,
    horizon: float | None,
    value: ArrayLike | None = None,
    group: ArrayLike | None = None,
    count_visits: bool = False,
) -> Question:
    """The question of `simulate`, checked."""
    if horizon is not None and not 0 <= horizon <= LONGEST:
        raise CascadeError(f"The horizon is {horizon}: give a time from 0 to {LONGEST}, or None for no end.")
    worth = whole_numbers("value", value, network.size)
    label = whole_numbers("group", group, network.size).astype(np.int32)
    if label.size and not worth.size:
        worth = np.ones(network.size, dtype=np.int64)
    groups = int(label.max()) + 1 if label.size else 0
    return Question(
        network,
        Chances(network, network.threshold),
        checked_starts(network, starts),
        horizon,
        worth,
        label,
        groups,
        count_visits,
    )


def whole_numbers(name: str, values: ArrayLike | None, size: int) -> Ints:
    """One whole number of 0 or more for each node, or nothing at all."""
    if values is None:
        return np.empty(0, dtype=np.int64)
    array = np.asarray(values)
    if array.shape != (size,):
        raise CascadeError(f"{name} has shape {array.shape}: give one whole number for each of {size} nodes.")
    if array.dtype.kind not in "iub" or (array.size and int(array.min()) < 0):
        raise CascadeError(f"{name} must hold whole numbers of 0 or more: round them first.")
    return array.astype(np.int64)


def run_block(question: Question, keys: Words) -> Spread:
    """The runs of these keys; `seed` is left 0 for the caller to fill."""
    return (_compiled_block if AVAILABLE else _numpy_block)(question, keys)


def _compiled_block(question: Question, keys: Words) -> Spread:
    network = question.network
    reached = np.zeros(keys.size, dtype=np.int64)
    by_group = np.zeros((keys.size, question.groups), dtype=np.int64)
    visits = np.zeros(network.size if question.count_visits else 0, dtype=np.int64)
    by_time = np.zeros((keys.size, question.columns), dtype=np.int64)
    last = np.zeros(keys.size)
    if question.timed:
        lag = np.empty(0) if network.lag is None else np.asarray(network.lag).copy()
        horizon = inf if question.horizon is None else float(question.horizon)
        spread_loops.spread_timed(
            network.offsets, question.chances.packed, lag, _factor(network), question.starts, keys,
            delay_keys(keys), horizon, network.slot_width(horizon), question.value, question.group,
            reached, by_group, visits, by_time, last,
        )  # fmt: skip
    else:
        spread_loops.spread_untimed(
            network.offsets, question.chances.packed, question.starts, keys,
            question.value, question.group, reached, by_group, visits,
        )  # fmt: skip
    return _spread(question, reached, by_time, by_group, visits, last)


def _numpy_block(question: Question, keys: Words) -> Spread:
    network, at = question.network, None
    if question.timed:
        horizon = inf if question.horizon is None else float(question.horizon)
        at = spread_numpy.arrival_times(
            network,
            question.chances.threshold,
            _factor(network),
            question.starts,
            keys,
            delay_keys(keys),
            horizon,
        )
        seen = np.isfinite(at)
    else:
        seen = spread_numpy.reach_untimed(network, question.chances.threshold, question.starts, keys)
    worth = question.value if question.value.size else np.ones(network.size, dtype=np.int64)
    by_group = np.zeros((keys.size, question.groups), dtype=np.int64)
    for label in range(question.groups):
        by_group[:, label] = seen @ (worth * (question.group == label))
    by_time = np.zeros((keys.size, question.columns), dtype=np.int64)
    if at is not None and question.columns:
        run, node = np.nonzero(seen)
        np.add.at(by_time, (run, np.ceil(at[run, node]).astype(np.int64)), worth[node])
    last = np.zeros(keys.size) if at is None else np.where(seen, at, 0.0).max(axis=1)
    return _spread(question, seen @ worth, by_time, by_group, seen.sum(axis=0), last)


def _factor(network: Network) -> NDArray[np.float64]:
    return delay_factors(network.lag_spread) if network.lag_spread else np.ones(1)


def _spread(
    question: Question, reached: Ints, by_time: Ints, by_group: Ints, visits: Ints, last: NDArray[np.float64]
) -> Spread:
    return Spread(
        reached,
        np.cumsum(by_time, axis=1) if question.columns else None,
        by_group if question.groups else None,
        visits if question.count_visits else None,
        last if question.timed else None,
        0,
        question.horizon,
    )


def _runs(runs: int) -> int:
    if isinstance(runs, bool) or not isinstance(runs, int | np.integer) or runs < 1:
        raise CascadeError(f"runs is {runs!r}: give a whole number, 1 or more.")
    return int(runs)


def _blocks(keys: Words, question: Question, threads: int) -> list[Words]:
    if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
        raise CascadeError(f"threads is {threads!r}: give a whole number, 1 or more.")
    largest = keys.size if AVAILABLE else max(1, spread_numpy.CELLS // question.network.size)
    count = max(min(threads, keys.size), -(-keys.size // largest))
    return list(np.array_split(keys, count))


def joined(parts: list[Spread], seed: int, horizon: float | None) -> Spread:
    """Blocks of runs as one result."""

    def stack(pick: Callable[[Spread], NDArray[np.generic] | None]) -> NDArray[np.generic] | None:
        arrays = [array for array in map(pick, parts) if array is not None]
        return np.concatenate(arrays) if arrays else None

    visits = [part.visits for part in parts if part.visits is not None]
    return Spread(
        stack(lambda part: part.reached),  # type: ignore[arg-type]
        stack(lambda part: part.by_time),  # type: ignore[arg-type]
        stack(lambda part: part.by_group),  # type: ignore[arg-type]
        sum(visits[1:], visits[0]) if visits else None,
        stack(lambda part: part.last),  # type: ignore[arg-type]
        seed,
        horizon,
    )
