"""Circles by exchanges, for more people than every possible circle can be tried for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.engines.matching.check_input import Flags, Ints

Floats = NDArray[np.float64]
STARTS = 8
ROUNDS = 4_000
_SLIGHT = 1e-9


def search(
    table: Floats, rivals: Flags, sizes: tuple[int, ...], seed: int, smallest: int
) -> tuple[tuple[int, ...], ...]:
    """The best circles found from several starts: most people placed, then most worth.

    A circle that rivalry keeps below its size stands while it has `smallest` people.
    """
    rng = np.random.default_rng(seed)
    starts = STARTS if len(table) <= 200 else 1
    found = [_improve(table, rivals, sizes, _start(table, rivals, sizes, rng)) for _ in range(starts)]
    best = max(found, key=lambda where: ((where >= 0).sum(), _worth(table, sizes, where)))
    groups = [tuple(np.flatnonzero(best == g).tolist()) for g in range(len(sizes))]
    return tuple(group for group in groups if len(group) >= smallest)


def _start(table: Floats, rivals: Flags, sizes: tuple[int, ...], rng: np.random.Generator) -> Ints:
    """Those with most rivals first, each to the circle with room, no rival and most worth so far; -1 where
    none.
    """
    where = np.full(len(table), -1, dtype=np.int64)
    room = np.array(sizes)
    order = np.lexsort((rng.random(len(table)), -rivals.sum(axis=1)))
    for person in order:
        inside = np.equal.outer(where, np.arange(len(sizes)))
        free = (room > 0) & ~(rivals[person] @ inside)
        if free.any():
            gain = np.where(free, table[person] @ inside + 1e-6 * room, -np.inf)
            where[person] = int(np.argmax(gain))
            room[where[person]] -= 1
    return where


def _improve(table: Floats, rivals: Flags, sizes: tuple[int, ...], where: Ints) -> Ints:
    """Exchange the two people that gain most, until no exchange gains. Those outside stand in a circle worth
    nothing.
    """
    outside = len(sizes)
    where = np.where(where < 0, outside, where)
    scale = np.append(1.0 / (np.array(sizes) - 1.0), 0.0)
    for _ in range(ROUNDS):
        inside = np.equal.outer(where, np.arange(outside + 1)).astype(np.float64)
        near = (table @ inside) * scale
        clash = rivals @ inside
        clash[:, outside] = 0
        here = near[np.arange(len(table)), where]
        there = near[:, where] - table * scale[where][None, :]
        gain = there - here[:, None]
        gain = gain + gain.T
        blocked = (clash[:, where] - np.where(where[None, :] == outside, 0, rivals)) > 0
        gain[blocked | blocked.T | (where[:, None] == where[None, :])] = -np.inf
        a, b = np.unravel_index(int(np.argmax(gain)), gain.shape)
        if gain[a, b] <= _SLIGHT:
            break
        where[a], where[b] = where[b], where[a]
    return np.where(where == outside, -1, where)


def _worth(table: Floats, sizes: tuple[int, ...], where: Ints) -> float:
    scale = np.append(1.0 / (np.array(sizes) - 1.0), 0.0)
    together = np.equal.outer(where, where) & (where >= 0)[:, None]
    return float(((table * together).sum(axis=1) * scale[where]).sum())
