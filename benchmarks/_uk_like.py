"""Matching problems that look like the United Kingdom: towns, a rural fifth, sectors, topics, rivals left out.

Nothing here is real: places are drawn, and the seed decides all. The shape follows what was measured in planning:
60 towns by population, a fifth of the people rural, 12 sectors, 24 topics, supply 1.1 times demand, and fit from
0 to 1000 = needs met 50 %, likeness 20 %, nearness 20 %, preference 10 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

TOWNS, SECTORS, TOPICS = 60, 12, 24
WIDTH_KM, HEIGHT_KM = 600.0, 900.0


@dataclass(frozen=True)
class Edges:
    """A problem as plain arrays."""

    partners: int
    consultants: int
    partner: NDArray[np.int64]
    consultant: NDArray[np.int64]
    fit: NDArray[np.int64]
    capacity: NDArray[np.int64]


def draw(partners: int, consultants: int, seed: int = 7, best: int = 200, within_km: float = 60.0) -> Edges:
    """Permitted pairs: everything within `within_km` or among the 20 nearest, the best `best` by fit, no rivals."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform((0, 0), (WIDTH_KM, HEIGHT_KM), (TOWNS, 2))
    people = rng.pareto(1.1, TOWNS) + 0.3
    where = [_places(rng, towns, people / people.sum(), count) for count in (partners, consultants)]
    sector = [rng.integers(0, SECTORS, count) for count in (partners, consultants)]
    needs = _topics(rng, partners, 3)
    knows = _topics(rng, consultants, 8)
    tree = cKDTree(where[1])
    found = [
        _edges_of(rng, range(at, min(at + 500, partners)), tree, where, sector, needs, knows, best, within_km)
        for at in range(0, partners, 500)
    ]
    p, c, fit = (np.concatenate(column) for column in zip(*found, strict=True))
    capacity = _capacity(rng, consultants, int(partners * 1.1))
    return Edges(partners, consultants, p, c, fit, capacity)


def _places(rng, towns, shares, count):
    town = rng.choice(len(towns), count, p=shares)
    spread = np.where(rng.random(count) < 0.2, 60.0, 6.0)[:, None]
    return np.clip(towns[town] + rng.normal(0, 1, (count, 2)) * spread, 0, (WIDTH_KM, HEIGHT_KM))


def _topics(rng, count, each):
    table = np.zeros((count, TOPICS), dtype=np.float32)
    order = np.argsort(rng.random((count, TOPICS)), axis=1)[:, :each]
    np.put_along_axis(table, order, 1.0, axis=1)
    return table


def _capacity(rng, consultants, supply):
    capacity = rng.integers(1, 7, consultants)
    for _ in range(1000):
        over = int(capacity.sum()) - supply
        if over == 0:
            break
        ready = np.flatnonzero(capacity > 1 if over > 0 else capacity < 6)
        if not len(ready):
            break
        capacity[rng.choice(ready, min(abs(over), len(ready)), replace=False)] -= np.sign(over)
    return capacity


def _edges_of(rng, rows, tree, where, sector, needs, knows, best, within_km):
    p0 = np.arange(rows.start, rows.stop)
    apart = np.hypot(*(where[0][p0][:, None, :] - where[1][None, :, :]).transpose(2, 0, 1))
    nearest = np.partition(apart, min(19, apart.shape[1] - 1), axis=1)[:, min(19, apart.shape[1] - 1)]
    may = (apart <= np.maximum(within_km, nearest)[:, None]) & (apart <= 120)
    same = sector[0][p0][:, None] == sector[1][None, :]
    may &= ~(same & (apart < 4)) & (rng.random(apart.shape, dtype=np.float32) > 0.01)
    row, c = np.nonzero(may)
    met = np.einsum("ij,ij->i", needs[p0][row], knows[c]) / 3
    near = np.exp(-apart[row, c] / 30)
    fit = 500 * met + 200 * same[row, c] + 200 * near + 100 * rng.random(len(row))
    fit = np.floor(fit + 0.5).astype(np.int64)
    order = np.lexsort((c, -fit, row))
    place = np.arange(len(row)) - np.searchsorted(row, row)[...]
    keep = np.zeros(len(row), dtype=bool)
    keep[order[place < best]] = True
    return p0[row[keep]], c[keep], fit[keep]
