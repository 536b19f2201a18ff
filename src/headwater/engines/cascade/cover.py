"""Meeting as many sketches as possible: lazy greedy choice within limits.

The reach a set adds has diminishing returns, so a stale gain is an upper bound of the gain now; only
the head of the queue is ever recomputed (Minoux 1978; Leskovec et al. 2007). Choosing by gain for each
unit of cost, by gain alone and the best single one, and taking the best of the three, keeps at least
(1 - 1/e) / 2 of the best possible. Gains are whole units: sums are exact, ties go to the lower number.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.cascade import cover_loops
from headwater.engines.cascade.compiled import AVAILABLE
from headwater.engines.cascade.limits import Limits
from headwater.engines.cascade.sketches import Sketches

Ints = NDArray[np.int64]
FEW = 5  # a choice of at most this many also tries other first picks
FIRSTS = 20


@dataclass(frozen=True, eq=False)
class Index:
    """For each node the sketches it is in: `sketch[offsets[i]:offsets[i + 1]]`."""

    sketches: Sketches
    offsets: Ints
    sketch: NDArray[np.int32]

    @classmethod
    def of(cls, made: Sketches) -> "Index":
        """Turn sketches with members into members with sketches."""
        from scipy.sparse import csr_matrix

        ones = np.ones(made.members.size, dtype=np.int8)
        table = csr_matrix((ones, made.members, made.offsets), shape=(made.count, made.size)).tocsc()
        return cls(made, table.indptr.astype(np.int64), table.indices)

    def of_node(self, node: int) -> NDArray[np.int32]:
        """The sketches this node is in."""
        return self.sketch[self.offsets[node] : self.offsets[node + 1]]

    def gains(self, weight: Ints) -> Ints:
        """What each node would add, if sketches are worth this much."""
        made = self.sketches
        each = np.repeat(weight, np.diff(made.offsets)).astype(np.float64)
        summed = np.bincount(made.members, weights=each, minlength=made.size)
        return summed.astype(np.int64) + made.alone


@dataclass(eq=False)
class Cover:
    """What is met so far. `worth` is the value of each sketch, 0 once it is met."""

    index: Index
    worth: Ints
    group: NDArray[np.int32] | None = None
    need: Ints | None = None

    @classmethod
    def fresh(cls, index: Index, weight: Ints | None = None, already: Iterable[int] = ()) -> "Cover":
        """Nothing met but what those who have the practice already reach."""
        cover = cls(index, (index.sketches.weight if weight is None else weight).copy())
        for node in already:
            cover.worth[index.of_node(int(node))] = 0
        return cover

    def gain(self, node: int) -> int:
        """Units this node would add now; towards the floors only, while there are floors."""
        hit = self.index.of_node(node)
        if self.need is None or self.group is None:
            return int(self.worth[hit].sum()) + int(self.index.sketches.alone[node])
        return int(np.minimum(self.by_group(node), self.need).sum())

    def by_group(self, node: int) -> Ints:
        """Units this node would add to each group."""
        assert self.group is not None and self.need is not None
        hit = self.index.of_node(node)
        labels = self.group[self.index.sketches.root[hit]]
        added = np.bincount(labels, weights=self.worth[hit].astype(np.float64), minlength=self.need.size)
        added[self.group[node]] += float(self.index.sketches.alone[node])
        return added.astype(np.int64)

    def take(self, node: int) -> None:
        """Choose this node: its sketches are met."""
        if self.need is not None:
            self.need = np.maximum(self.need - self.by_group(node), 0)
        self.worth[self.index.of_node(node)] = 0


@dataclass(frozen=True)
class Greedy:
    """Nodes in the order chosen, and the units each added when it was."""

    nodes: tuple[int, ...]
    gains: tuple[int, ...]

    @property
    def total(self) -> int:
        """Units added by all."""
        return sum(self.gains)


def lazy_greedy(
    cover: Cover,
    bounds: Ints,
    limits: Limits,
    by_cost: bool,
    first: Iterable[int] = (),
) -> Greedy:
    """Choose until nothing fits or nothing adds; `first` are chosen before anything else. Changes `cover`."""
    chosen: set[int] = set()
    nodes: list[int] = []
    gains: list[int] = []
    spent = 0.0
    for node in first:
        gains.append(cover.gain(node))
        cover.take(node)
        nodes.append(node)
        chosen.add(node)
        spent += float(limits.cost[node])
    price = limits.cost if by_cost else np.ones(limits.cost.size)
    candidates = np.flatnonzero(limits.allowed & (bounds > 0) & (limits.cost <= limits.budget))
    keys = -bounds[candidates].astype(np.float64) / price[candidates]
    order = np.lexsort((candidates, keys))
    queue = Queue(keys[order], candidates[order].astype(np.int32), price)
    more = (_compiled_rest if AVAILABLE else _plain_rest)(cover, queue, limits, chosen, spent)
    return Greedy((*nodes, *more.nodes), (*gains, *more.gains))


@dataclass(frozen=True, eq=False)
class Queue:
    """Candidates in order of their best possible gain for their price: `keys` are its negative."""

    keys: NDArray[np.float64]
    nodes: NDArray[np.int32]
    price: NDArray[np.float64]


def _plain_rest(cover: Cover, line: Queue, limits: Limits, chosen: set[int], spent: float) -> Greedy:
    nodes: list[int] = []
    gains: list[int] = []
    queue = list(zip(line.keys.tolist(), line.nodes.tolist(), strict=True))
    while queue and len(chosen) < limits.k:
        _, node = heapq.heappop(queue)
        if node in chosen or not limits.fits(node, chosen, spent):
            continue
        gain = cover.gain(node)
        entry = (-gain / float(line.price[node]), node)
        if queue and entry > queue[0]:
            heapq.heappush(queue, entry)
            continue
        if gain == 0:
            break
        cover.take(node)
        nodes.append(node)
        gains.append(gain)
        chosen.add(node)
        spent += float(limits.cost[node])
    return Greedy(tuple(nodes), tuple(gains))


def _compiled_rest(cover: Cover, line: Queue, limits: Limits, chosen: set[int], spent: float) -> Greedy:
    made = cover.index.sketches
    none = np.empty(0, dtype=np.int32)
    fair = cover.need is not None and cover.group is not None
    need = cover.need if cover.need is not None else np.empty(0, dtype=np.int64)
    root_group = cover.group[made.root] if fair and cover.group is not None else none
    node_group = cover.group if fair and cover.group is not None else none
    barred = ~limits.allowed
    barred[[*chosen, *(other for node in chosen for other in limits.rivals.get(node, ()))]] = True
    rival_offsets, rival = limits.rival_table()
    nodes, gains = np.empty(line.nodes.size, dtype=np.int32), np.empty(line.nodes.size, dtype=np.int64)
    found = cover_loops.choose(
        cover.index.offsets, cover.index.sketch, cover.worth, made.alone, root_group, node_group, need,
        line.keys, line.nodes, line.price, limits.cost, barred, rival_offsets, rival,
        limits.k - len(chosen), limits.most_spent, spent, nodes, gains,
    )  # fmt: skip
    if fair:
        cover.need = need
    return Greedy(tuple(nodes[:found].tolist()), tuple(gains[:found].tolist()))


def best_choice(index: Index, limits: Limits, weight: Ints | None = None) -> Greedy:
    """The best of: greedy by gain for its cost, by gain, the best single one, other first picks when few."""
    base = Cover.fresh(index, weight, limits.already)
    bounds = index.gains(base.worth)

    def attempt(by_cost: bool, first: tuple[int, ...] = ()) -> Greedy:
        cover = Cover(index, base.worth.copy())
        return lazy_greedy(cover, bounds, limits, by_cost, first)

    tries = [attempt(by_cost=True)]
    if limits.priced:
        tries.append(attempt(by_cost=False))
        affordable = np.where(limits.allowed & (limits.cost <= limits.budget), bounds, -1)
        best = int(np.argmax(affordable))
        tries.append(Greedy((best,), (int(bounds[best]),)))
    if 1 < max(len(found.nodes) for found in tries) <= FEW:
        able = np.flatnonzero(limits.allowed & (limits.cost <= limits.budget) & (bounds > 0))
        leading = able[np.argsort(-bounds[able], kind="stable")][:FIRSTS]
        tries.extend(
            attempt(by_cost, (int(node),))
            for node in leading
            for by_cost in (True, False)[: 1 + limits.priced]
        )
    return max(tries, key=lambda found: found.total)


def upper_bound(index: Index, found: Greedy, limits: Limits) -> int:
    """Units that no choice within the limits can exceed on these sketches.

    What was chosen plus the best that could be added if gains never overlapped; the same from any prefix
    of the choice holds too, so the smallest is given.
    """
    cover = Cover.fresh(index, None, limits.already)
    able = np.flatnonzero(limits.allowed & (limits.cost <= limits.budget))
    total, best = 0, None
    marks = {0, len(found.nodes) // 2, len(found.nodes)}
    for place in range(len(found.nodes) + 1):
        if place in marks:
            gains = index.gains(cover.worth)[able]
            limit = total + _knapsack(gains, limits.cost[able], limits)
            best = limit if best is None else min(best, limit)
        if place < len(found.nodes):
            total += cover.gain(found.nodes[place])
            cover.take(found.nodes[place])
    return int(best or 0)


def _knapsack(gains: Ints, cost: NDArray[np.float64], limits: Limits) -> int:
    """The most that could be gained within budget, a last part counted in full and no more than k."""
    if not limits.priced:
        return int(np.sort(gains)[::-1][: limits.k].sum())
    order = np.argsort(-gains / cost, kind="stable")
    within = int(np.searchsorted(np.cumsum(cost[order]), limits.budget, side="right"))
    by_budget = int(gains[order][: within + 1].sum())
    return min(by_budget, int(np.sort(gains)[::-1][: limits.k].sum()))
