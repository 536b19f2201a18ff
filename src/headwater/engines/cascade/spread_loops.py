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

_STEP, _A, _B = np.uint64(STEP), np.uint64(MIX_A), np.uint64(MIX_B)
_ONE = np.uint64(1)
_S27, _S30, _S31 = np.uint64(27), np.uint64(30), np.uint64(31)
_COIN = np.uint64(64 - COIN_BITS)
_SLICE = np.uint64(64 - QUANTILE_BITS)
_LOW, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)
BATCH = 64  # nodes looked up together
SLOTS = 512  # of the calendar of arrivals


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
def put(node: int, slot: int, first: I32, after: I32, before: I32, where: I32) -> None:
    """File a node under a slot of the calendar, taking it out of the one it was under."""
    old = where[node]
    if old == slot:
        return
    if old >= 0:
        if before[node] >= 0:
            after[before[node]] = after[node]
        else:
            first[old] = after[node]
        if after[node] >= 0:
            before[after[node]] = before[node]
    where[node] = slot
    before[node] = -1
    after[node] = first[slot]
    if first[slot] >= 0:
        before[first[slot]] = node
    first[slot] = node


@compiled
def take(slot: int, first: I32, after: I32, before: I32, where: I32) -> int:
    """Take a node out of a slot that has one."""
    node = first[slot]
    first[slot] = after[node]
    if after[node] >= 0:
        before[after[node]] = -1
    where[node] = -1
    return int(node)


@compiled
def arrivals(
    offsets: I64, packed: Words, lag: F64, factor: F64, starts: I64, forced: int,
    key: np.uint64, delay_key: np.uint64, horizon: float, width: float,
    arrival: F64, queue: I32, first: I32, after: I32, before: I32, where: I32,
) -> int:  # fmt: skip
    """Earliest arrivals of one run: fills `arrival`, names those reached in `queue`, returns how many.

    A calendar of slots `width` wide instead of a heap: a node improved after it was looked at is looked
    at again, so the times are exact whatever the width. `arrival` is infinite, `first` and `where` are -1
    on entry; the caller makes `arrival` infinite again. `forced` (if 0 or more) is the first arc of the
    single start that says yes (see `sketches`).
    """
    tail = 0
    for start in starts:
        arrival[start] = 0.0
        queue[tail] = start
        tail += 1
        put(start, 0, first, after, before, where)
    slot, latest = 0, 0
    while slot <= latest:
        while first[slot] >= 0:
            node = take(slot, first, after, before, where)
            time = arrival[node]
            begin = offsets[node]
            if forced >= 0 and node == starts[0]:
                begin = forced
            for arc in range(begin, offsets[node + 1]):
                word = packed[arc]
                if arc == forced or scatter(key, arc) >> _COIN < word >> _S32:
                    delay = 1.0
                    if lag.size:
                        delay = lag[arc]
                        if factor.size > 1:
                            delay = delay * factor[scatter(delay_key, arc) >> _SLICE]
                    then = time + delay
                    end = np.int32(word & _LOW)
                    if then <= horizon and then < arrival[end]:
                        if arrival[end] == np.inf:
                            queue[tail] = end
                            tail += 1
                        arrival[end] = then
                        due = min(int(then / width), first.size - 1)
                        latest = max(latest, due)
                        put(int(end), due, first, after, before, where)
        slot += 1
    return tail


@compiled
def spread_timed(
    offsets: I64, packed: Words, lag: F64, factor: F64, starts: I64,
    keys: Words, delays: Words, horizon: float, width: float, value: I64, group: I32,
    reached: I64, by_group: I64, visits: I64, by_time: I64, last: F64,
) -> None:  # fmt: skip
    """As `spread_untimed`, with earliest arrival times no later than the horizon."""
    size = offsets.size - 1
    arrival = np.full(size, np.inf)
    queue = np.empty(size, np.int32)
    first, where = np.full(SLOTS, -1, np.int32), np.full(size, -1, np.int32)
    after, before = np.empty(size, np.int32), np.empty(size, np.int32)
    for run in range(keys.size):
        tail = arrivals(
            offsets, packed, lag, factor, starts, -1, keys[run], delays[run], horizon, width,
            arrival, queue, first, after, before, where,
        )  # fmt: skip
        reached[run] = tail
        if value.size:
            weigh(queue, tail, value, group, run, reached, by_group)
        for place in range(tail):
            node = queue[place]
            last[run] = max(last[run], arrival[node])
            if visits.size:
                visits[node] += 1
            if by_time.size:
                by_time[run, int(np.ceil(arrival[node]))] += value[node] if value.size else 1
            arrival[node] = np.inf
