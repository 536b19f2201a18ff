"""Every pool of insiders, and the search for one that would tell on somebody.

A pool is how many insiders there are of each group and kind of answer. It tells on a group when in every world that
fits it all others of the group answered alike. One world in which somebody else answered otherwise clears every pool
that fits inside it, so worlds are sought that are spread wide, and few have to be solved for.
"""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from headwater.engines.evaluation.disclosure.worlds import Worlds

Floats = NDArray[np.float64]


class Pools:
    """The pools of so many insiders in some possible worlds, with what has been learned of them on the way."""

    def __init__(self, worlds: Worlds, pooled: int) -> None:
        self.worlds = worlds
        self.seen: list[Floats] = []
        self.ceiling = np.array([self._most(unit) for unit in np.eye(worlds.unknowns)])
        self.pools = _make_ups(self.ceiling, pooled)
        self.possible = np.ones(len(self.pools), dtype=bool)

    def _most(self, unit: Floats) -> float:
        """The most that one unknown can be; the world that shows it is kept."""
        world = self.worlds.largest(unit)
        if world is None:
            raise self.worlds.contradiction()
        self.seen.append(world)
        return float(world @ unit)

    def telling(self, otherwise: Floats, inside: Floats, size: int, fewest: int) -> Floats | None:
        """A pool after which no one else of the group can have answered otherwise, or None.

        `otherwise` and `inside` add up the group's people who answered otherwise, and all of them (`size`);
        at least `fewest` always answered otherwise, and a telling pool must hold them all.
        """
        held = self.pools @ otherwise
        doubtful = self.possible & (held >= fewest) & (self.pools @ inside < size)
        for world in self.seen:
            self._clear(doubtful, held, world, otherwise)
        while doubtful.any():
            place = int(np.argmax(doubtful))
            pool: Floats = self.pools[place].astype(np.float64)
            wide = self.worlds.spread(pool, otherwise, float(held[place]) + 1, self.ceiling)
            if wide is not None:
                self.seen.append(wide)
                self._clear(doubtful, held, wide, otherwise)
            elif self.worlds.largest(otherwise, at_least=pool) is not None:
                return pool
            else:
                self._rule_out(pool)
                doubtful &= self.possible
        return None

    def _clear(self, doubtful: NDArray[np.bool_], held: Floats, world: Floats, otherwise: Floats) -> None:
        """Strike out the pools that fit in this world with somebody else of the group answering otherwise."""
        left = np.flatnonzero(doubtful)
        fits = (self.pools[left] <= world).all(axis=1) & (held[left] < world @ otherwise)
        doubtful[left[fits]] = False

    def _rule_out(self, pool: Floats) -> None:
        """Strike out an impossible pool, and every other that holds the part of it that is impossible."""
        part = pool.copy()
        for unknown in np.flatnonzero(pool):
            smaller = part.copy()
            smaller[unknown] -= 1
            if smaller.any() and self.worlds.largest(smaller, at_least=smaller) is None:
                part = smaller
        self.possible &= ~(self.pools >= part).all(axis=1)


def _make_ups(ceiling: Floats, pooled: int) -> NDArray[np.int8]:
    """Every make-up of so many insiders, one a row: how many of them are of each group and kind."""
    unknowns = np.flatnonzero(ceiling).tolist()
    chosen = np.array(list(combinations_with_replacement(unknowns, pooled)), dtype=np.int64)
    rows = np.zeros((len(chosen), len(ceiling)), dtype=np.int8)
    for place in range(pooled):
        rows[np.arange(len(chosen)), chosen[:, place]] += 1
    return rows[(rows <= ceiling).all(axis=1)]
