"""Where judgement should decide: who could take whose place, and what that would cost in reach."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade.cover import Index
from headwater.engines.cascade.limits import Limits

Ints = NDArray[np.int64]
TIE = 0.01  # a loss within 1% of what the whole list adds to those who have it already, or within noise, is a tie


@dataclass(frozen=True)
class Swap:
    """`node` could take the place at a cost of `loss` people (negative: a gain); `tie`: use judgement."""

    node: int
    loss: float
    tie: bool


def best_swaps(index: Index, limits: Limits, nodes: tuple[int, ...]) -> dict[int, Swap]:
    """For each one chosen, the best replacement that keeps the limits (floors aside)."""
    made = index.sketches
    times = np.zeros(made.count, dtype=np.int64)
    for node in [*nodes, *limits.already.tolist()]:
        times[index.of_node(node)] += 1
    open_gains = index.gains(np.where(times == 0, made.weight, 0))
    spent = float(limits.cost[list(nodes)].sum())
    anyway = np.zeros(made.count, dtype=bool)
    for node in limits.already.tolist():
        anyway[index.of_node(node)] = True
    total = int(made.weight[(times > 0) & ~anyway].sum()) + int(made.alone[list(nodes)].sum())
    swaps = {}
    for node in nodes:
        mine = index.of_node(node)
        only = mine[times[mine] == 1]
        lost = int(made.weight[only].sum()) + int(made.alone[node])
        gains = open_gains + _shared(index, only)
        best = _best(gains, limits, set(nodes) - {node}, node, spent - float(limits.cost[node]))
        if best is not None:
            gained = int(gains[best])
            noise = 2.0 * sqrt(float(made.weight.max(initial=0)) * (lost + gained))
            swaps[node] = Swap(best, (lost - gained) * made.unit, lost - gained <= max(TIE * total, noise))
    return swaps


def _shared(index: Index, only: NDArray[np.int32]) -> Ints:
    """Units of these sketches that each node would meet."""
    made = index.sketches
    sizes = made.offsets[only + 1] - made.offsets[only]
    places = np.repeat(made.offsets[only] - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    each = np.repeat(made.weight[only], sizes).astype(np.float64)
    return np.bincount(made.members[places], weights=each, minlength=made.size).astype(np.int64)


def _best(gains: Ints, limits: Limits, others: set[int], out: int, spent: float) -> int | None:
    """The one outside the list who adds most and may take the place."""
    able = limits.allowed & (limits.cost <= limits.most_spent - spent)
    able[[out, *others]] = False
    if limits.rivals:
        able[[rival for node in others for rival in limits.rivals.get(node, ())]] = False
    return int(np.argmax(np.where(able, gains, -1))) if able.any() else None
