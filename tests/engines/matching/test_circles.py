"""Circles against trying every partition, and no rivals in one circle."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from headwater.engines.matching import BadProblem, circles


def draw(seed, people, share_apart):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 100, (people, people))
    table = np.triu(table, 1) + np.triu(table, 1).T
    pairs = [pair for pair in combinations(range(people), 2) if rng.random() < share_apart]
    return table, pairs


def partitions(people, sizes):
    """Every way to set people in circles of some of these sizes, each circle once."""
    if not sizes or not people:
        yield ()
        return
    first, *rest = people
    yield from partitions(tuple(rest), sizes)
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for others in combinations(rest, size - 1):
            group = (first, *others)
            for more in partitions(tuple(p for p in rest if p not in others), tuple(left)):
                yield (group, *more)


def worth(table, groups):
    placed = sum(map(len, groups))
    total = sum(table[np.ix_(g, g)].sum() / (len(g) - 1) for g in groups)
    return total / placed if placed else 0.0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_circles_place_most_people_then_are_worth_most(share):
    for seed in range(25):
        people = 5 + seed % 3
        table, apart = draw(seed, people, share)
        found = circles(table, apart, 2, 3)
        allowed = [
            groups
            for groups in partitions(tuple(range(people)), found.sizes)
            if not any(pair in apart for g in groups for pair in combinations(g, 2))
        ]
        best = max((sum(map(len, groups)), worth(table, groups)) for groups in allowed)
        assert found.proven
        assert sum(map(len, found.groups)) == best[0]
        assert found.value == pytest.approx(best[1])
        assert found.gap == pytest.approx(0)
        assert sorted([*found.unplaced, *(p for g in found.groups for p in g)]) == list(range(people))


@pytest.mark.parametrize("people", [40, 61])
def test_many_people_get_circles_without_rivals_within_the_bound(people):
    table, apart = draw(people, people, 0.1)
    found = circles(table, apart, seed=3)
    assert not found.proven
    assert all(5 <= len(g) <= 8 for g in found.groups)
    assert not any(pair in apart for g in found.groups for pair in combinations(g, 2))
    assert len(found.unplaced) <= 1
    assert worth(table, found.groups) == pytest.approx(found.value)
    assert found.value <= found.bound
    assert found.value > table.sum() / (people * (people - 1)) * 1.2  # well above circles drawn blindly
    assert circles(table, apart, seed=3) == found


def test_exchanges_come_near_what_is_proven():
    from headwater.engines.matching.circle_search import search

    for seed in range(5):
        table, apart = draw(seed, 12, 0.1)
        rivals = np.zeros((12, 12), dtype=bool)
        for a, b in apart:
            rivals[a, b] = rivals[b, a] = True
        proven = circles(table, apart, 4, 4)
        found = search(table.astype(float), rivals, proven.sizes, 0, 4)
        assert proven.value * 0.9 <= worth(table, found) <= proven.value + 1e-9


def test_too_few_people_or_all_rivals_leave_everyone_unplaced():
    assert circles(np.zeros((3, 3))).unplaced == (0, 1, 2)
    table, _ = draw(0, 6, 0)
    everyone = list(combinations(range(6), 2))
    assert circles(table, everyone, 2, 3).unplaced == tuple(range(6))


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (([[1, 2]],), "worth"),
        (([[0, 1], [2, 0]],), "worth"),
        (([[0, 1], [1, 0]], [[0, 5]]), "apart"),
        (([[0, 1], [1, 0]], (), 6, 5), "smallest"),
    ],
)
def test_bad_input_names_the_field(arguments, field):
    with pytest.raises(BadProblem) as caught:
        circles(*arguments)
    assert caught.value.field == field
