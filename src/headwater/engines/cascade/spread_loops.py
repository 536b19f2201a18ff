"""The compiled loops of `simulate`: one run after another, each from its own key.

Random words follow `randomness.py` to the letter; `spread_numpy.py` gives the same bytes more slowly.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.compiled import compiled
from headwater.engines.cascade.randomness import COIN_BITS, MIX_A, MIX_B, QUANTILE_BITS, STEP, Words

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]
U32 = NDArray[np.uint32]

_STEP, _A, _B = np.uint64(STEP), np.uint64(MIX_A), np.uint64(MIX_B)
_ONE = np.uint64(1)
_S27, _S30, _S31 = np.uint64(27), np.uint64(30), np.uint64(31)
_COIN = np.uint64(64 - COIN_BITS)
_SLICE = np.uint64(64 - QUANTILE_BITS)
_LOW, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)
BATCH = 64  # nodes looked up together


@compiled
def scatter(key: np.uint64, item: int) -> np.uint64:
    """The 64 random bits of one item in one run: `randomness.words`, one at a time."""
    word = key + (np.uint64(item) + _ONE) * _STEP
    word = (word ^ (word >> _S30)) * _A
    word = (word ^ (word >> _S27)) * _B
    return word ^ (word >> _S31)


@compiled
def spread_untimed(
    offsets: I64, packed: Words, starts: I64, keys: Words,
    value: I64, group: I32, reached: I64, by_group: I64, visits: I64,
) -> np.uint64:  # fmt: skip
    """Fill `reached` (and by_group, visits where not empty) with one row for each key.

    A large network waits for memory, not for arithmetic. So each arc is one word (threshold above
    target), a batch of nodes is looked up before any of it is used, so that the waits overlap, and
    nothing in the inner loops branches on a coin. The number returned means nothing; it keeps the early
    look-ups from being left out as useless.
    """
    size = offsets.size - 1
    seen = np.zeros(size, np.uint8)
    queue = np.empty(size + 1, np.int32)
    ends = np.empty(packed.size + 1, np.int32)
    begin, end = np.empty(BATCH, np.int64), np.empty(BATCH, np.int64)
    touched = np.uint64(0)
    for run in range(keys.size):
        head, tail = 0, 0
        for start in starts:
            seen[start] = 1
            queue[tail] = start
            tail += 1
        while head < tail:
            batch = min(BATCH, tail - head)
            for place in range(batch):
                node = queue[head + place]
                begin[place], end[place] = offsets[node], offsets[node + 1]
            for place in range(batch):
                touched ^= packed[begin[place]]
            head += batch
            live = toss(packed, begin, end, batch, keys[run], ends)
            for place in range(live):
                node = ends[place]
                queue[tail] = node
                tail += 1 - seen[node]
                seen[node] = 1
        reached[run] = tail
        if value.size:
            weigh(queue, tail, value, group, run, reached, by_group)
        for place in range(tail):
            seen[queue[place]] = 0
        if visits.size:
            for place in range(tail):
                visits[queue[place]] += 1
    return touched


@compiled
def toss(packed: Words, begin: I64, end: I64, batch: int, key: np.uint64, ends: I32) -> int:
    """The targets of the arcs in these ranges whose coin says yes, in `ends`; returns how many."""
    live = 0
    for place in range(batch):
        for arc in range(begin[place], end[place]):
            word = packed[arc]
            ends[live] = np.int32(word & _LOW)
            live += scatter(key, arc) >> _COIN < word >> _S32
    return live


@compiled
def weigh(queue: I32, tail: int, value: I64, group: I32, run: int, reached: I64, by_group: I64) -> None:
    """Count a run in people instead of nodes, by group where groups are given."""
    total = 0
    for place in range(tail):
        node = queue[place]
        total += value[node]
        if group.size:
            by_group[run, group[node]] += value[node]
    reached[run] = total


@compiled
def push(times: F64, nodes: I32, filled: int, time: float, node: int) -> int:
    """Put one arrival on the heap; returns how many it now holds."""
    place = filled
    while place > 0:
        parent = (place - 1) >> 1
        if times[parent] <= time:
            break
        times[place], nodes[place] = times[parent], nodes[parent]
        place = parent
    times[place], nodes[place] = time, node
    return filled + 1


@compiled
def pop(times: F64, nodes: I32, filled: int) -> int:
    """Take the earliest arrival (at place 0, read before) off the heap; returns how many are left."""
    filled -= 1
    time, node = times[filled], nodes[filled]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= filled:
            break
        if child + 1 < filled and times[child + 1] < times[child]:
            child += 1
        if times[child] >= time:
            break
        times[place], nodes[place] = times[child], nodes[child]
        place = child
    times[place], nodes[place] = time, node
    return filled


@compiled
def arrivals(
    offsets: I64, target: I32, threshold: U32, lag: F64, factor: F64, starts: I64,
    key: np.uint64, delay_key: np.uint64, horizon: float,
    arrival: F64, queue: I32, times: F64, nodes: I32,
) -> int:  # fmt: skip
    """Earliest arrivals of one run, in order of time in `queue`; returns how many arrived.

    `arrival` is infinite everywhere on entry; the caller clears the entries named in `queue` and any
    later arrivals left in it (see `spread_timed`).
    """
    filled = 0
    tail = 0
    for start in starts:
        arrival[start] = 0.0
        filled = push(times, nodes, filled, 0.0, start)
    while filled > 0:
        time, node = times[0], nodes[0]
        filled = pop(times, nodes, filled)
        if time > arrival[node]:
            continue
        queue[tail] = node
        tail += 1
        for arc in range(offsets[node], offsets[node + 1]):
            if scatter(key, arc) >> _COIN < threshold[arc]:
                end = target[arc]
                delay = 1.0
                if lag.size:
                    delay = lag[arc]
                    if factor.size > 1:
                        delay = delay * factor[scatter(delay_key, arc) >> _SLICE]
                then = time + delay
                if then <= horizon and then < arrival[end]:
                    arrival[end] = then
                    filled = push(times, nodes, filled, then, end)
    return tail


@compiled
def spread_timed(
    offsets: I64, target: I32, threshold: U32, lag: F64, factor: F64, starts: I64,
    keys: Words, delays: Words, horizon: float, value: I64, group: I32,
    reached: I64, by_group: I64, visits: I64, by_time: I64, last: F64,
) -> None:  # fmt: skip
    """As `spread_untimed`, with earliest arrival times no later than the horizon."""
    size = offsets.size - 1
    arrival = np.full(size, np.inf)
    queue = np.empty(size, np.int32)
    times = np.empty(target.size + starts.size, np.float64)
    nodes = np.empty(target.size + starts.size, np.int32)
    for run in range(keys.size):
        tail = arrivals(
            offsets, target, threshold, lag, factor, starts, keys[run], delays[run], horizon,
            arrival, queue, times, nodes,
        )  # fmt: skip
        reached[run] = tail
        last[run] = arrival[queue[tail - 1]]
        if value.size:
            weigh(queue, tail, value, group, run, reached, by_group)
        for place in range(tail):
            node = queue[place]
            if visits.size:
                visits[node] += 1
            if by_time.size:
                by_time[run, int(np.ceil(arrival[node]))] += value[node] if value.size else 1
            arrival[node] = np.inf
