"""The compiled loops behind `sketches`: who would have brought the practice to one root, in one world."""

import numpy as np

from headwater.engines.cascade.compiled import compiled
from headwater.engines.cascade.randomness import COIN_BITS, QUANTILE_BITS, Words
from headwater.engines.cascade.spread_loops import F64, I32, I64, U32, pop, push, scatter

_COIN = np.uint64(64 - COIN_BITS)
_SLICE = np.uint64(64 - QUANTILE_BITS)


@compiled
def grown(members: I32, needed: int) -> I32:
    """The same members in an array with room for as many as needed."""
    if members.size >= needed:
        return members
    larger = np.empty(max(needed, 2 * members.size), np.int32)
    larger[: members.size] = members
    return larger


@compiled
def untimed_sketches(
    offsets: I64, target: I32, threshold: U32, roots: I64, first: I64, keys: Words, ends: I64
) -> I32:
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
        forced = first[sketch]
        while head < tail:
            node = members[head]
            head += 1
            begin, end = offsets[node], offsets[node + 1]
            members = grown(members, tail + end - begin)
            if forced >= 0:
                begin = forced
            for arc in range(begin, end):
                if arc == forced or scatter(key, arc) >> _COIN < threshold[arc]:
                    source = target[arc]
                    if stamp[source] != sketch:
                        stamp[source] = sketch
                        members[tail] = source
                        tail += 1
            forced = -1
        ends[sketch] = tail
    return members[:tail].copy()


@compiled
def timed_sketches(
    offsets: I64, target: I32, threshold: U32, lag: F64, factor: F64, roots: I64, first: I64,
    keys: Words, delays: Words, horizon: float, ends: I64,
) -> I32:  # fmt: skip
    """As `untimed_sketches`, keeping only those from whom it would arrive within the horizon."""
    size = offsets.size - 1
    arrival = np.full(size, np.inf)
    times = np.empty(target.size + 1, np.float64)
    nodes = np.empty(target.size + 1, np.int32)
    members = np.empty(max(16, 4 * roots.size), np.int32)
    tail = 0
    for sketch in range(roots.size):
        key = keys[sketch]
        begin_sketch = tail
        arrival[roots[sketch]] = 0.0
        filled = push(times, nodes, 0, 0.0, roots[sketch])
        forced = first[sketch]
        while filled > 0:
            time, node = times[0], nodes[0]
            filled = pop(times, nodes, filled)
            if time > arrival[node]:
                continue
            members = grown(members, tail + 1)
            members[tail] = node
            tail += 1
            begin = offsets[node]
            if forced >= 0:
                begin = forced
            for arc in range(begin, offsets[node + 1]):
                if arc == forced or scatter(key, arc) >> _COIN < threshold[arc]:
                    delay = 1.0
                    if lag.size:
                        delay = lag[arc]
                        if factor.size > 1:
                            delay = delay * factor[scatter(delays[sketch], arc) >> _SLICE]
                    then = time + delay
                    if then <= horizon and then < arrival[target[arc]]:
                        arrival[target[arc]] = then
                        filled = push(times, nodes, filled, then, target[arc])
            forced = -1
        for place in range(begin_sketch, tail):
            arrival[members[place]] = np.inf
        ends[sketch] = tail
    return members[:tail].copy()
