"""Who could pass a practice to whom, how likely it is, and how long it takes."""

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.randomness import Words, thresholds
from headwater.engines.cascade.spread_loops import SLOTS

Parallel = Literal["refuse", "combine", "keep"]
SelfLoops = Literal["refuse", "drop"]


@dataclass(frozen=True, eq=False)
class Network:
    """Organisations (or people) 0 … size-1 and the ways a practice may travel between them.

    `probability[a]` is the chance that the source of arc a ever passes the practice to its target, once
    it has it; `lag[a]` the median time this takes (any unit, the same everywhere; None: one step each);
    `lag_spread` the standard deviation of the logarithm of that time (0: always the median).
    `given[a]` is the position of the stored arc in the lists handed to `from_arcs`.
    """

    size: int
    offsets: NDArray[np.int64]
    target: NDArray[np.int32]
    probability: NDArray[np.float64]
    lag: NDArray[np.float64] | None
    lag_spread: float
    given: NDArray[np.int64]

    @classmethod
    def from_arcs(
        cls,
        size: int,
        source: ArrayLike,
        target: ArrayLike,
        probability: ArrayLike,
        lag: ArrayLike | None = None,
        *,
        lag_spread: float = 0.0,
        parallel: Parallel = "refuse",
        self_loops: SelfLoops = "refuse",
    ) -> "Network":
        """A checked network, the same whatever the order of the arcs.

        Two arcs between the same pair are refused unless `parallel` says to "combine" them (either may
        succeed; not possible with lags) or to "keep" both; arcs to oneself unless `self_loops="drop"`.
        Nodes without arcs are welcome. Raises CascadeError with the remedy.
        """
        count = _size(size)
        start, end = _nodes("source", source, count), _nodes("target", target, count)
        chance = _numbers("probability", probability, start.size)
        delay = None if lag is None else _numbers("lag", lag, start.size)
        _check_lengths(start, end)
        _check_probability(chance)
        _check_lag(delay, lag_spread)
        kept = _without_self_loops(start, end, self_loops)
        order = kept[np.lexsort((kept, end[kept], start[kept]))]
        start, end, chance = start[order], end[order], chance[order]
        delay = None if delay is None else delay[order]
        twin = np.concatenate(([False], (start[1:] == start[:-1]) & (end[1:] == end[:-1])))[: start.size]
        if twin.any() and parallel != "keep":
            _refuse_parallel(start, end, twin, parallel, delay)
            first = np.flatnonzero(~twin)
            chance = 1.0 - np.multiply.reduceat(1.0 - chance, first)
            start, end, order = start[first], end[first], order[first]
        return cls._build(count, start, end, chance, delay, lag_spread, order)

    @classmethod
    def _build(
        cls,
        size: int,
        source: NDArray[np.int64],
        target: NDArray[np.int64],
        chance: NDArray[np.float64],
        lag: NDArray[np.float64] | None,
        lag_spread: float,
        given: NDArray[np.int64],
    ) -> "Network":
        offsets = np.searchsorted(source, np.arange(size + 1)).astype(np.int64)
        ends = target.astype(np.int32)
        for array in (offsets, ends, chance, given, lag):
            if array is not None:
                array.setflags(write=False)
        return cls(size, offsets, ends, chance, lag, float(lag_spread), given)

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return int(self.target.size)

    @cached_property
    def source(self) -> NDArray[np.int32]:
        """The node each stored arc leaves."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def threshold(self) -> NDArray[np.uint32]:
        """Each arc's probability as a bound on its coin (see `randomness`)."""
        return thresholds(self.probability)

    @cached_property
    def reversed(self) -> "Network":
        """The same arcs the other way round; its `given` are positions among this network's arcs."""
        order = np.argsort(self.target, kind="stable")
        lag = None if self.lag is None else self.lag[order]
        starts, ends = self.target[order].astype(np.int64), self.source[order].astype(np.int64)
        return self._build(self.size, starts, ends, self.probability[order], lag, self.lag_spread, order)

    @property
    def sources_only(self) -> NDArray[np.int64]:
        """Nodes that no arc reaches: only choosing them can include them."""
        return np.flatnonzero(np.diff(self.reversed.offsets) == 0)

    @property
    def isolated(self) -> NDArray[np.int64]:
        """Nodes with no arc at all."""
        return np.flatnonzero((np.diff(self.reversed.offsets) == 0) & (np.diff(self.offsets) == 0))

    def packed(self, threshold: NDArray[np.uint32]) -> Words:
        """Each arc as one word, threshold above target, and an empty one at the end (see `spread_loops`)."""
        word = np.zeros(self.arcs + 1, dtype=np.uint64)
        np.left_shift(threshold, 32, out=word[:-1], dtype=np.uint64)
        word[:-1] |= self.target.view(np.uint32)
        return word

    def slot_width(self, horizon: float) -> float:
        """How much time one of the slots of the calendar of arrivals should hold."""
        longest = 1.0 if self.lag is None or self.lag.size == 0 else float(self.lag.max())
        return max(horizon / SLOTS if horizon < inf else longest / 16, 1e-9)

    def with_probability(self, probability: NDArray[np.float64]) -> "Network":
        """The same arcs (in stored order) with other probabilities."""
        _check_probability(probability)
        return Network(
            self.size, self.offsets, self.target, probability, self.lag, self.lag_spread, self.given
        )


def checked_starts(network: Network, starts: ArrayLike) -> NDArray[np.int64]:
    """The starting nodes, sorted; at least one, each once, all inside the network."""
    nodes = np.sort(_nodes("starts", starts, network.size))
    if nodes.size == 0:
        raise CascadeError("No starts given: name at least one organisation that has the practice.")
    repeated = nodes[1:][nodes[1:] == nodes[:-1]]
    if repeated.size:
        raise CascadeError(f"Start {int(repeated[0])} is named twice: name each organisation once.")
    return nodes


def _size(size: int) -> int:
    if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1 or size > 2**31 - 2:
        raise CascadeError(f"The size is {size!r}: give the number of organisations, 1 or more.")
    return int(size)


def _nodes(name: str, values: ArrayLike, size: int) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.size == 0:
        array = array.astype(np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise CascadeError(f"{name} must be a flat list of whole numbers, one for each entry.")
    wrong = np.flatnonzero((array < 0) | (array >= size))
    if wrong.size:
        place = int(wrong[0])
        raise CascadeError(
            f"{name}[{place}] is {int(array[place])}, outside 0 to {size - 1}: "
            "correct the number, or give a larger size."
        )
    return array.astype(np.int64)


def _numbers(name: str, values: ArrayLike, count: int) -> NDArray[np.float64]:
    array: NDArray[Any] = np.asarray(values)
    if array.dtype.kind not in "iufb" and array.size:
        raise CascadeError(f"{name} must hold numbers, one for each arc.")
    array = np.array(np.broadcast_to(array, (count,)) if array.ndim == 0 else array, dtype=np.float64)
    if array.shape != (count,):
        raise CascadeError(
            f"{name} has {array.size} entries for {count} arcs: give one for each arc, or one for all."
        )
    return array


def _check_lengths(source: NDArray[np.int64], target: NDArray[np.int64]) -> None:
    if source.size != target.size:
        raise CascadeError(f"{source.size} sources but {target.size} targets: each arc needs one of both.")


def _check_probability(probability: NDArray[np.float64]) -> None:
    wrong = np.flatnonzero(~((probability >= 0.0) & (probability <= 1.0)))
    if wrong.size:
        place = int(wrong[0])
        raise CascadeError(
            f"probability[{place}] is {probability[place]}: a probability lies between 0 and 1. "
            "If these are percentages, divide by 100; if odds, use odds / (1 + odds)."
        )


def _check_lag(lag: NDArray[np.float64] | None, spread: float) -> None:
    if not 0.0 <= spread <= 5.0:
        raise CascadeError(f"lag_spread is {spread}: give 0 (fixed lags) to 5, the spread of log time.")
    if lag is None:
        if spread:
            raise CascadeError("lag_spread is given without lag: give the median lag of each arc too.")
        return
    wrong = np.flatnonzero(~((lag >= 0.0) & np.isfinite(lag)))
    if wrong.size:
        place = int(wrong[0])
        raise CascadeError(f"lag[{place}] is {lag[place]}: a lag is 0 or more, and finite.")


def _without_self_loops(
    source: NDArray[np.int64], target: NDArray[np.int64], self_loops: SelfLoops
) -> NDArray[np.int64]:
    loops = np.flatnonzero(source == target)
    if loops.size and self_loops != "drop":
        raise CascadeError(
            f"Arc {int(loops[0])} runs from {int(source[loops[0]])} to itself: leave it out, "
            'or pass self_loops="drop".'
        )
    return np.flatnonzero(source != target)


def _refuse_parallel(
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    twin: NDArray[np.bool_],
    parallel: Parallel,
    lag: NDArray[np.float64] | None,
) -> None:
    place = int(np.flatnonzero(twin)[0])
    pair = f"{int(source[place])} to {int(target[place])}"
    if parallel == "refuse":
        raise CascadeError(
            f'More than one arc runs from {pair}: pass parallel="combine" if each is a separate chance, '
            'parallel="keep" to keep their lags apart, or leave one out.'
        )
    if lag is not None:
        raise CascadeError(f'Arcs from {pair} have lags, so they cannot be combined: pass parallel="keep".')
