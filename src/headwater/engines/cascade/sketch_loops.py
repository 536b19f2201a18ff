"""The compiled loops behind `sketches`: who would have brought the practice to one root, in one world."""

import numpy as np

from headwater.engines.cascade.compiled import compiled
from headwater.engines.cascade.randomness import COIN_BITS, Words
from headwater.engines.cascade.spread_loops import F64, I32, I64, SLOTS, arrivals, scatter

_COIN = np.uint64(64 - COIN_BITS)
_LOW, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)


@compiled
def grown(members: I32, needed: int) -> I32:
    """The same members in an array with room for as many as needed."""
    if members.size >= needed:
        return members
    larger = np.empty(max(needed, 2 * members.size), np.int32)
    larger[: members.size] = members
    return larger


@compiled
def untimed_sketches(offsets: I64, packed: Words, roots: I64, first_arc: I64, keys: Words, ends: I64) -> I32:
    """Members of every sketch, one after another; sketch s stops at `ends[s]`. The network is reversed."""
    size = offsets.size - 1
    stamp = np.full(size, -1, np.int32)
    members = np.empty(max(16, 4 * roots.size), np.int32)
    tail = 0
    for sketch in range(roots.size):
        key = keys[sketch]
        head = tail
        members = grown(members, tail + 1)
        members[tail] = roots[sketch]
        stamp[roots[sketch]] = sketch
        tail += 1
        forced = first_arc[sketch]
        while head < tail:
            node = members[head]
            head += 1
            begin, end = offsets[node], offsets[node + 1]
            members = grown(members, tail + end - begin)
            if forced >= 0:
                begin = forced
            for arc in range(begin, end):
                word = packed[arc]
                if arc == forced or scatter(key, arc) >> _COIN < word >> _S32:
                    source = np.int32(word & _LOW)
                    if stamp[source] != sketch:
                        stamp[source] = sketch
                        members[tail] = source
                        tail += 1
            forced = -1
        ends[sketch] = tail
    return members[:tail].copy()


@compiled
def timed_sketches(
    offsets: I64, packed: Words, lag: F64, factor: F64, roots: I64, first_arc: I64,
    keys: Words, delays: Words, horizon: float, width: float, ends: I64,
) -> I32:  # fmt: skip
    """As `untimed_sketches`, keeping only those from whom it would arrive within the horizon."""
    size = offsets.size - 1
    arrival = np.full(size, np.inf)
    queue = np.empty(size, np.int32)
    first, where = np.full(SLOTS, -1, np.int32), np.full(size, -1, np.int32)
    after, before = np.empty(size, np.int32), np.empty(size, np.int32)
    members = np.empty(max(16, 4 * roots.size), np.int32)
    tail = 0
    for sketch in range(roots.size):
        count = arrivals(
            offsets, packed, lag, factor, roots[sketch : sketch + 1], first_arc[sketch],
            keys[sketch], delays[sketch], horizon, width, arrival, queue, first, after, before, where,
        )  # fmt: skip
        members = grown(members, tail + count)
        for place in range(count):
            node = queue[place]
            members[tail + place] = node
            arrival[node] = np.inf
        tail += count
        ends[sketch] = tail
    return members[:tail].copy()
