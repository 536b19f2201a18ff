"""Action learning sets: circles of five to eight with no rivals in one circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headwater.engines.matching.check_input import Flags, whole
from headwater.engines.matching.circle_search import Floats, search
from headwater.engines.matching.errors import BadProblem

MOST_GROUPS = 40_000  # possible circles up to which the best partition is proven


@dataclass(frozen=True)
class Circles:
    """People set in circles.

    `groups`: positions of the people in each circle, in order. `unplaced`: those in none.
    `value`: the mean over the people placed of the mean worth of their companions; `bound`: no partition
    into circles of these `sizes` that places as many is worth more. `proven`: the two meet, and nobody more
    can be placed.
    """

    groups: tuple[tuple[int, ...], ...]
    unplaced: tuple[int, ...]
    sizes: tuple[int, ...]
    value: float
    bound: float
    proven: bool

    @property
    def gap(self) -> float:
        return self.bound - self.value


def circles(
    worth: ArrayLike,
    apart: ArrayLike = (),
    smallest: int = 5,
    largest: int = 8,
    *,
    seed: int = 0,
    seconds: float = 30.0,
) -> Circles:
    """Circles in which nobody meets a rival and companions are worth most to one another.

    `worth`: people x people, symmetric: what two people in one circle are worth (nearness, other sectors;
    larger is better). `apart`: rows of two people never in one circle. Circles are as equal in size as can
    be. First as many people as possible are placed, then the mean worth is made as large as possible: proven
    by trying every possible circle while these are few (`scipy.optimize.milp`); otherwise by exchanges from
    the seed, with a bound. `seconds` limits the proof.
    """
    table, rivals = _checked(worth, apart, smallest, largest)
    sizes = _sizes(len(table), smallest, largest)
    if not sizes:
        return Circles((), tuple(range(len(table))), (), 0.0, 0.0, True)
    groups = _possible_groups(rivals, sorted(set(sizes)))
    if groups is not None:
        return _proven(table, groups, sizes, seconds)
    found = search(table, rivals, sizes, seed, smallest)
    placed = sum(len(group) for group in found)
    value = sum(_group_worth(table, group) for group in found) / max(placed, 1)
    bound = _loose_bound(table, rivals, max(sizes), smallest, placed)
    return _result(found, len(table), sizes, value, max(bound, value), False)


def _checked(worth: ArrayLike, apart: ArrayLike, smallest: int, largest: int) -> tuple[Floats, Flags]:
    table = np.array(worth, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not len(table):
        raise BadProblem("worth", "not a square table", "Give one row and one column for each person")
    if not np.isfinite(table).all() or (table != table.T).any():
        raise BadProblem(
            "worth", "missing or not symmetric", "Give each two people one number, the same both ways"
        )
    if not 2 <= smallest <= largest:
        raise BadProblem(
            "smallest", f"sizes {smallest} to {largest}", "Use at least 2, and no more than largest"
        )
    rows = whole("apart", np.asarray(apart).reshape(-1)).reshape(-1, 2)
    if len(rows) and (rows.min() < 0 or rows.max() >= len(table)):
        raise BadProblem("apart", "an index out of range", "Use positions of people, counted from 0")
    rivals = np.zeros(table.shape, dtype=np.bool_)
    rivals[rows[:, 0], rows[:, 1]] = rivals[rows[:, 1], rows[:, 0]] = True
    np.fill_diagonal(table, 0.0)
    return table, rivals


def _sizes(people: int, smallest: int, largest: int) -> tuple[int, ...]:
    """Sizes as equal as can be, near the middle of the range; as few people as possible left over."""
    middle = (smallest + largest) / 2
    counts = [g for g in range(1, people // smallest + 1) if people <= g * largest]
    if counts:
        g = min(counts, key=lambda count: (abs(people / count - middle), count))
        return tuple(people // g + (i < people % g) for i in range(g))
    return (largest,) * (people // largest)


def _possible_groups(rivals: Flags, sizes: list[int]) -> list[tuple[int, ...]] | None:
    """Every circle of these sizes without rivals, or None when there are too many to try."""
    found: list[tuple[int, ...]] = []
    for size in sizes:
        for group in _cliques(~rivals, size):
            found.append(group)
            if len(found) > MOST_GROUPS:
                return None
    return found


def _cliques(friendly: Flags, size: int) -> Iterator[tuple[int, ...]]:
    def grow(group: tuple[int, ...], ready: list[int]) -> Iterator[tuple[int, ...]]:
        if len(group) == size:
            yield group
            return
        for place, person in enumerate(ready):
            if len(ready) - place < size - len(group):
                return
            yield from grow((*group, person), [p for p in ready[place + 1 :] if friendly[person, p]])

    return grow((), list(range(len(friendly))))


def _group_worth(table: Floats, group: tuple[int, ...]) -> float:
    """The sum over the circle's people of the mean worth of their companions."""
    members = np.array(group)
    return float(table[np.ix_(members, members)].sum() / (len(members) - 1))


def _proven(table: Floats, groups: list[tuple[int, ...]], sizes: tuple[int, ...], seconds: float) -> Circles:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not groups:
        return _result((), len(table), sizes, 0.0, 0.0, True)
    worth = np.array([_group_worth(table, group) for group in groups])
    length = np.array([len(group) for group in groups])
    rows, columns = np.concatenate([np.array(g) for g in groups]), np.repeat(np.arange(len(groups)), length)
    member = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(table), len(groups)))
    counts = {size: sizes.count(size) for size in set(sizes)}
    of_size = csr_array(np.array([length == size for size in counts], dtype=np.float64))
    limits = [LinearConstraint(member, ub=1), LinearConstraint(of_size, ub=list(counts.values()))]
    first = milp(
        -length.astype(float),
        constraints=limits,
        integrality=1,
        bounds=Bounds(0, 1),
        options={"time_limit": seconds},
    )
    if first.x is None:
        return _result((), len(table), sizes, 0.0, float(worth.max()), False)
    placed = round(-first.fun)
    limits.append(LinearConstraint(csr_array(length[None, :].astype(np.float64)), lb=placed))
    best = milp(
        -worth,
        constraints=limits,
        integrality=1,
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    chosen = best if best.x is not None else first
    found = tuple(groups[i] for i in np.flatnonzero(chosen.x > 0.5))
    value = sum(_group_worth(table, group) for group in found) / max(placed, 1)
    whole_proof = first.status == 0 and best.status == 0
    bound = value if whole_proof else max(value, -float(best.mip_dual_bound or -worth.sum()) / max(placed, 1))
    return _result(found, len(table), sizes, value, bound, whole_proof)


def _loose_bound(table: Floats, rivals: Flags, largest: int, smallest: int, placed: int) -> float:
    """Nobody has better companions than the best of those permitted; the best-off `placed` people count."""
    permitted = np.where(rivals | np.eye(len(table), dtype=np.bool_), -np.inf, table)
    best = -np.sort(-permitted, axis=1)
    means = [
        np.where(np.isfinite(best[:, size - 2]), best[:, : size - 1].mean(axis=1), -np.inf)
        for size in range(smallest, largest + 1)
    ]
    each = np.sort(np.max(means, axis=0))[::-1][:placed]
    return float(each.mean()) if placed else 0.0


def _result(
    groups: tuple[tuple[int, ...], ...],
    people: int,
    sizes: tuple[int, ...],
    value: float,
    bound: float,
    proven: bool,
) -> Circles:
    ordered = tuple(sorted(tuple(sorted(int(p) for p in group)) for group in groups))
    inside = {person for group in ordered for person in group}
    left = tuple(person for person in range(people) if person not in inside)
    return Circles(ordered, left, sizes, value, bound, proven)
