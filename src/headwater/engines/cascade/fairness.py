"""A floor under every region or sector, the largest that can be kept, and what it costs.

A floor of f asks that each group's reach, as a share of its own people, is at least f times the share
that the choice without floors reaches over all. The floors are met first (greedy on what is still
missing: Krause et al. 2008), the rest of the money goes where it reaches most.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.engines.cascade.cover import Cover, Greedy, Index, lazy_greedy
from headwater.engines.cascade.errors import CascadeError
from headwater.engines.cascade.limits import Limits

Ints = NDArray[np.int64]
STEPS = 6  # halvings of the interval in which the largest floor lies: to within 1/64
SHARES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, eq=False)
class Floors:
    """`group[i]`: the region or sector of node i, from 0. `share`: the floor, 0 to 1; None: the largest."""

    group: ArrayLike
    share: float | None = None


@dataclass(frozen=True)
class FairnessPoint:
    """One floor on the price-of-fairness curve; reach and shares are sketch estimates, in value."""

    floor: float
    nodes: tuple[int, ...]
    reach: float
    share_by_group: tuple[float, ...]

    @property
    def worst(self) -> float:
        """The reach of the group reached least, as a share of its people."""
        return min(self.share_by_group)


@dataclass(frozen=True, eq=False)
class Fairness:
    """The choice without floors, the one asked for, and the points between."""

    asked: float | None
    kept: FairnessPoint
    largest: float
    curve: tuple[FairnessPoint, ...]


@dataclass(frozen=True, eq=False)
class FairTask:
    """What every floor needs: sketches, limits, groups and what each group is worth."""

    index: Index
    limits: Limits
    group: NDArray[np.int32]
    people: Ints
    free: Greedy
    rate: float


def fair_choice(index: Index, limits: Limits, value: Ints, floors: Floors, free: Greedy) -> Fairness:
    """The best choice that keeps the floor asked for, or the largest floor that can be kept."""
    task = _task(index, limits, value, floors, free)
    if floors.share is not None and not 0.0 <= floors.share <= 1.0:
        raise CascadeError(f"The floor is {floors.share}: give a share from 0 to 1, or None for the largest.")
    found: dict[float, FairnessPoint] = {0.0: _point(task, 0.0, free.nodes)}
    largest = _largest(task, found)
    for share in SHARES:
        if share <= largest:
            _try(task, share, found)
    asked = largest if floors.share is None else floors.share
    kept = _try(task, asked, found) or found[largest]
    curve = tuple(found[floor] for floor in sorted(found))
    return Fairness(floors.share, kept, largest, curve)


def _task(index: Index, limits: Limits, value: Ints, floors: Floors, free: Greedy) -> FairTask:
    group = np.asarray(floors.group)
    if group.shape != value.shape or group.dtype.kind not in "iu" or group.min() < 0:
        raise CascadeError(
            f"floors.group must number the group of each of {value.size} organisations from 0."
        )
    people = np.bincount(group, weights=value).astype(np.int64)
    if (people == 0).any():
        raise CascadeError(
            f"Group {int(np.argmin(people))} has nobody in it: number the groups without gaps, "
            "or leave out groups whose value is 0."
        )
    reach = _reach_by_group(index, limits, group.astype(np.int32), people.size, free.nodes)
    return FairTask(
        index, limits, group.astype(np.int32), people, free, float(reach.sum()) / float(people.sum())
    )


def _reach_by_group(
    index: Index, limits: Limits, group: NDArray[np.int32], groups: int, nodes: tuple[int, ...]
) -> NDArray[np.float64]:
    """Value reached in each group by these nodes and those who have it already."""
    made = index.sketches
    met = np.zeros(made.count, dtype=bool)
    started = [*nodes, *limits.already.tolist()]
    for node in started:
        met[index.of_node(node)] = True
    units = np.bincount(group[made.root], weights=np.where(met, made.weight, 0), minlength=groups)
    units += np.bincount(group[started], weights=made.alone[started], minlength=groups)
    return np.asarray(units * made.unit)


def _point(task: FairTask, floor: float, nodes: tuple[int, ...]) -> FairnessPoint:
    reach = _reach_by_group(task.index, task.limits, task.group, task.people.size, nodes)
    return FairnessPoint(floor, nodes, float(reach.sum()), tuple((reach / task.people).tolist()))


def _try(task: FairTask, floor: float, found: dict[float, FairnessPoint]) -> FairnessPoint | None:
    """The choice under this floor, kept in `found`; None where the floor cannot be kept."""
    if floor not in found:
        nodes = _under_floor(task, floor)
        if nodes is None:
            return None
        found[floor] = _point(task, floor, nodes)
    return found[floor]


def _under_floor(task: FairTask, floor: float) -> tuple[int, ...] | None:
    base = Cover.fresh(task.index, None, task.limits.already)
    made = task.index.sketches
    have = _reach_by_group(task.index, task.limits, task.group, task.people.size, ())
    wanted = (floor * task.rate * task.people - have) / made.unit
    need = np.maximum(np.ceil(wanted), 0).astype(np.int64)
    bounds = task.index.gains(base.worth)
    cover = Cover(task.index, base.worth.copy(), group=task.group, need=need)
    for by_cost in (True, False)[: 1 + task.limits.priced]:
        cover = Cover(task.index, base.worth.copy(), group=task.group, need=need.copy())
        met = lazy_greedy(cover, bounds, task.limits, by_cost)
        if cover.need is not None and not cover.need.any():
            rest = Cover(task.index, base.worth.copy())
            return lazy_greedy(rest, bounds, task.limits, True, first=met.nodes).nodes
    return None


def _largest(task: FairTask, found: dict[float, FairnessPoint]) -> float:
    """The largest floor that could be kept, by bisection."""
    if _try(task, 1.0, found) is not None:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _try(task, middle, found) is None:
            high = middle
        else:
            low = middle
    return low
