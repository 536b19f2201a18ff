"""The compiled loop of `cover.lazy_greedy`: the same choice, node for node."""

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.compiled import compiled
from headwater.engines.cascade.spread_loops import F64, I32, I64

Flags = NDArray[np.bool_]


@compiled
def sift_down(keys: F64, nodes: I32, filled: int) -> None:
    """Let the entry at the top sink to its place: lower key first, then lower node."""
    key, node = keys[0], nodes[0]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= filled:
            break
        other = child + 1
        if other < filled and (
            keys[other] < keys[child] or (keys[other] == keys[child] and nodes[other] < nodes[child])
        ):
            child = other
        if keys[child] > key or (keys[child] == key and nodes[child] > node):
            break
        keys[place], nodes[place] = keys[child], nodes[child]
        place = child
    keys[place], nodes[place] = key, node


@compiled
def gain_now(
    offsets: I64, sketch: I32, worth: I64, alone: I64, root_group: I32, node_group: I32, need: I64,
    added: I64, node: int,
) -> int:  # fmt: skip
    """Units this node would add; with floors, towards what is needed only (`added` then holds each group's)."""
    if need.size == 0:
        total = alone[node]
        for place in range(offsets[node], offsets[node + 1]):
            total += worth[sketch[place]]
        return int(total)
    added[:] = 0
    for place in range(offsets[node], offsets[node + 1]):
        added[root_group[sketch[place]]] += worth[sketch[place]]
    added[node_group[node]] += alone[node]
    useful = 0
    for label in range(need.size):
        useful += min(added[label], need[label])
    return useful


@compiled
def choose(
    offsets: I64, sketch: I32, worth: I64, alone: I64, root_group: I32, node_group: I32, need: I64,
    keys: F64, nodes: I32, price: F64, cost: F64, barred: Flags, rival_offsets: I64, rival: I64,
    most: int, budget: float, spent: float, chosen: I32, gains: I64,
) -> int:  # fmt: skip
    """Fill `chosen` and `gains` from the queue (sorted on entry); returns how many. Changes worth, need, barred."""
    added = np.zeros(need.size, np.int64)
    filled, found = nodes.size, 0
    while filled > 0 and found < most:
        node = nodes[0]
        fits = not barred[node] and spent + cost[node] <= budget
        gain = 0
        if fits:
            gain = gain_now(offsets, sketch, worth, alone, root_group, node_group, need, added, node)
            keys[0] = -gain / price[node]
            sift_down(keys, nodes, filled)
            if nodes[0] != node:
                continue
            if gain == 0:
                break
        filled -= 1
        keys[0], nodes[0] = keys[filled], nodes[filled]
        sift_down(keys, nodes, filled)
        if not fits:
            continue
        for label in range(need.size):
            need[label] = max(need[label] - added[label], 0)
        for place in range(offsets[node], offsets[node + 1]):
            worth[sketch[place]] = 0
        barred[node] = True
        for place in range(rival_offsets[node], rival_offsets[node + 1]):
            barred[rival[place]] = True
        spent += cost[node]
        chosen[found], gains[found] = node, gain
        found += 1
    return found
