"""What keeping rivals apart costs in nearness, against trying every set under every rule (R30, R31)."""

from __future__ import annotations

import random
from math import inf, nan

import numpy as np
import pytest

from headwater.engines.matching import BadProblem, MustsClash, Problem, assign, tradeoff

from .brute import draw_small


def drawn(seed):
    """A small problem with a distance and a gap for each edge (gap infinite: no rivals)."""
    small = draw_small(seed)
    rnd = random.Random(seed)
    distance = [10.0 * rnd.randint(0, 9) for _ in small.edges]
    gap = [rnd.choice([0.0, 1_000.0, 5_000.0, 9_000.0, inf]) for _ in small.edges]
    return small, distance, gap


@pytest.mark.parametrize("aim", ["near", "fit"])
def test_each_point_is_the_best_for_every_rule_it_stands_for(aim):
    compared = 0
    for seed in range(400):
        small, distance, gap = drawn(seed)
        curve = tradeoff(small.problem(), distance, gap, aim=aim)
        for rule in (-1.0, 500.0, 1_000.0, 4_000.0, 9_000.0, 9_500.0):  # keep rivals more than this apart

            def worth(chosen, small=small, distance=distance):
                metres, fit = sum(distance[i] for i in chosen), sum(small.fit[i] for i in chosen)
                return (*small.placed_and_filled(chosen), *((-metres, fit) if aim == "near" else (fit,)))

            sets = [chosen for chosen in small.sets() if all(gap[i] > rule for i in chosen)]
            stands = [point for point in curve if point.above_m <= rule < point.upto_m]
            if not sets or not any(gap[i] > rule for i in range(len(gap))):
                assert [len(point.pairs) for point in stands if len(point.pairs)] == []
                continue
            point = stands[0]
            chosen = [small.edges.index((p, c)) for p, c in point.pairs.tolist()]
            assert worth(chosen) == max(map(worth, sets))
            assert all(gap[i] > rule for i in chosen)
            assert point.total_fit == sum(small.fit[i] for i in chosen)
            assert point.rivals == sum(gap[i] < inf for i in chosen)
            compared += 1
    assert compared > 1000


def test_the_curve_is_told_in_distances():
    problem = Problem.from_edges(2, 2, [0, 0, 1, 1], [0, 1, 0, 1], [5, 5, 5, 5])
    near, far = 1_000.0, 30_000.0
    curve = tradeoff(problem, [near, far, far, near], [2_000.0, inf, inf, 3_000.0])
    assert [(p.above_m, p.upto_m, p.mean_distance_m, p.rivals, p.permitted, p.placed) for p in curve] == [
        (-1.0, 2_000.0, 1_000.0, 2, 4, 2),
        (2_000.0, inf, 30_000.0, 0, 3, 2),
    ]
    assert [p.pairs.tolist() for p in curve] == [[[0, 0], [1, 1]], [[0, 1], [1, 0]]]


def test_a_gap_not_known_is_never_far_and_a_distance_not_known_is_left_out_of_the_mean():
    problem = Problem.from_edges(2, 2, [0, 0, 1], [0, 1, 1], [9, 1, 5])
    curve = tradeoff(problem, [nan, 400.0, 600.0], [nan, inf, inf])
    assert [(p.upto_m, p.placed, p.mean_distance_m) for p in curve] == [(0.0, 2, 600.0), (inf, 1, 400.0)]


def test_the_edges_may_come_in_any_order_and_some_may_be_barred_since():
    order = [2, 0, 3, 1]
    rows, columns = np.array([0, 0, 1, 1])[order], np.array([0, 1, 0, 1])[order]
    metres, gaps = np.array([1.0, 9.0, 9.0, 2.0])[order], np.array([5.0, inf, inf, 6.0])[order]
    problem = Problem.from_edges(2, 2, rows, columns, [5, 5, 5, 5])
    assert [p.mean_distance_m for p in tradeoff(problem, metres, gaps)] == [1.5, 9.0]
    assert [p.mean_distance_m for p in tradeoff(problem.bar([[0, 0]]), metres, gaps)] == [9.0]


def test_the_curve_ends_where_a_must_can_no_longer_be_kept():
    problem = Problem.from_edges(1, 2, [0, 0], [0, 1], [5, 5], pinned=[0])
    assert [p.pairs.tolist() for p in tradeoff(problem, [1.0, 1.0], [7.0, inf])] == [[[0, 0]]]
    with pytest.raises(MustsClash):
        assign(Problem.from_edges(1, 2, [0, 0], [0, 1], [5, 5], pinned=[0, 1]))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"distance_m": [1.0]},
            "distance_m: 1 values for 2 edges. Give one value for each edge",
        ),
        ({"gap_m": [-1.0, 1.0]}, "gap_m: a negative distance. Use metres, 0 or more; NaN where not known"),
        ({"aim": "far"}, 'aim: \'far\' is not known. Use "near" or "fit"'),
        ({"most": 0}, "most: less than 1. Use 1 or more"),
    ],
)
def test_what_cannot_be_used_is_named(arguments, message):
    problem = Problem.from_edges(1, 2, [0, 0], [0, 1], [5, 5])
    with pytest.raises(BadProblem) as wrong:
        tradeoff(problem, **{"distance_m": [1.0, 2.0], "gap_m": [inf, inf], **arguments})
    assert str(wrong.value) == message
