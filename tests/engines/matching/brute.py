"""Small problems and the plain way to solve them: try every set of pairs."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from headwater.engines.matching import Problem


@dataclass(frozen=True)
class Small:
    """A problem small enough to try every set of its pairs."""

    partners: int
    consultants: int
    edges: tuple[tuple[int, int], ...]
    fit: tuple[int, ...]
    capacity: tuple[int, ...]
    minimum: tuple[int, ...]
    places: tuple[int, ...]
    pinned: tuple[int, ...] = ()
    pool: tuple[int, ...] | None = None
    pool_ceiling: tuple[int, ...] = ()
    pool_minimum: tuple[int, ...] = ()
    fund: tuple[int, ...] | None = None
    fund_ceiling: tuple[int, ...] = ()

    def problem(self) -> Problem:
        return Problem.from_edges(
            self.partners,
            self.consultants,
            [p for p, _ in self.edges],
            [c for _, c in self.edges],
            self.fit,
            self.capacity,
            self.minimum,
            self.places,
            pinned=self.pinned,
            pool=self.pool,
            pool_ceiling=self.pool_ceiling,
            pool_minimum=self.pool_minimum if self.pool else 0,
            fund=self.fund,
            fund_ceiling=self.fund_ceiling,
        )

    def permits(self, chosen: list[int]) -> bool:
        """Whether a set of edges keeps every rule."""
        filled = Counter(self.edges[i][0] for i in chosen)
        load = Counter(self.edges[i][1] for i in chosen)
        given = Counter(self.pool[self.edges[i][1]] for i in chosen) if self.pool else Counter()
        paid = Counter(self.fund[self.edges[i][0]] for i in chosen) if self.fund else Counter()
        return (
            set(self.pinned) <= set(chosen)
            and all(filled[p] <= most for p, most in enumerate(self.places))
            and all(self.minimum[c] <= load[c] <= most for c, most in enumerate(self.capacity))
            and all(given[g] <= most for g, most in enumerate(self.pool_ceiling))
            and all(given[g] >= least for g, least in enumerate(self.pool_minimum))
            and all(paid[g] <= most for g, most in enumerate(self.fund_ceiling))
        )

    def sets(self):
        """Every permitted set of edges."""
        for bits in range(1 << len(self.edges)):
            chosen = [i for i in range(len(self.edges)) if bits >> i & 1]
            if self.permits(chosen):
                yield chosen

    def placed_and_filled(self, chosen: list[int]) -> tuple[int, int]:
        return len({self.edges[i][0] for i in chosen}), len(chosen)


def draw_small(seed: int, side_conditions: bool = True, most_edges: int = 9) -> Small:
    """A random small problem; with side conditions it may have pins, minimums, pools, funds and several
    places.
    """
    rnd = random.Random(seed)
    n, m = rnd.randint(1, 5), rnd.randint(1, 4)
    possible = [(p, c) for p in range(n) for c in range(m)]
    edges = tuple(rnd.sample(possible, rnd.randint(1, min(len(possible), most_edges))))
    fit = tuple(rnd.randint(-2, 7) for _ in edges)
    if not side_conditions:
        return Small(n, m, edges, fit, tuple(rnd.randint(0, 2) for _ in range(m)), (0,) * m, (1,) * n)
    capacity = tuple(rnd.randint(0, 3) for _ in range(m))
    minimum = tuple(rnd.choice([0, 0, 0, min(1, most)]) for most in capacity)
    places = tuple(rnd.choice([0, 1, 1, 2, 3]) for _ in range(n))
    small = Small(n, m, edges, fit, capacity, minimum, places)
    kind = rnd.randrange(4)
    if kind == 1:
        return Small(*_fields(small), pinned=tuple(rnd.sample(range(len(edges)), rnd.choice([0, 1]))))
    if kind == 2:
        pools = tuple(rnd.randint(-1, 1) for _ in range(m))
        ceilings = (rnd.randint(0, 3), rnd.randint(0, 3))
        floors = tuple(rnd.choice([0, 0, min(1, most)]) for most in ceilings)
        return Small(*_fields(small), pool=pools, pool_ceiling=ceilings, pool_minimum=floors)
    if kind == 3:
        funds = tuple(rnd.randint(-1, 1) for _ in range(n))
        return Small(*_fields(small), fund=funds, fund_ceiling=(rnd.randint(0, 3), rnd.randint(0, 3)))
    return small


def _fields(small: Small) -> tuple:
    return (
        small.partners,
        small.consultants,
        small.edges,
        small.fit,
        small.capacity,
        small.minimum,
        small.places,
    )
