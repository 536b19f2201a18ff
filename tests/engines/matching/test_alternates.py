"""Near-best sets, and drop-outs: who moves and what it costs (R38)."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.engines.matching import (
    BadProblem,
    Move,
    MustsClash,
    Problem,
    alternatives,
    assign,
    rematch,
    verify,
)

from .brute import draw_small


def test_alternatives_place_as_many_differ_and_lose_what_they_say():
    listed = 0
    for seed in range(300):
        small = draw_small(seed)
        problem = small.problem()
        try:
            found = assign(problem)
        except MustsClash:
            continue
        sets = {tuple(sorted(small.edges[i] for i in chosen)): chosen for chosen in small.sets()}
        most = max(map(small.placed_and_filled, sets.values()))
        others = alternatives(problem, found, count=3)
        keys = [tuple(sorted(map(tuple, one.pairs.tolist()))) for one in others]
        mine = tuple(sorted(map(tuple, found.pairs.tolist())))
        assert len({mine, *keys}) == len(others) + 1
        for one, key in zip(others, keys, strict=True):
            chosen = sets[key]
            assert small.placed_and_filled(chosen) == most
            assert one.total_fit == sum(small.fit[i] for i in chosen)
            assert one.loss == found.total_fit - one.total_fit
            assert one.loss >= 0
            assert one.changed == len(set(key) - set(mine))
        possible = sum(small.placed_and_filled(chosen) == most for chosen in sets.values())
        assert bool(others) == (possible > 1)
        listed += len(others)
    assert listed > 100


def test_no_set_that_reuses_as_few_pairs_fits_better():
    for seed in range(300):
        small = draw_small(seed, side_conditions=False)
        problem = small.problem()
        found = assign(problem)
        mine = {small.edges.index(tuple(pair)) for pair in found.pairs.tolist()}
        for one in alternatives(problem, found, count=1, penalty=2):
            reused = len(one.pairs) - one.changed
            rivals = [
                sum(small.fit[i] for i in chosen)
                for chosen in small.sets()
                if small.placed_and_filled(chosen) == (one.placed, len(one.pairs))
                and len(mine & set(chosen)) <= reused
            ]
            assert one.total_fit == max(rivals)


def test_a_drop_out_shows_who_moves_and_what_it_costs():
    problem = Problem.from_edges(
        3, 4, [0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 3], [9, 8, 9, 7, 9, 1], minimum=[1, 0, 0, 0]
    )
    before = assign(problem)
    assert before.pairs.tolist() == [[0, 0], [1, 1], [2, 2]]
    any_gain, dear, frozen = rematch(problem, before, [0], keep_values=(0, 5, None))
    assert any_gain.assignment.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert any_gain.moves == (Move(0, 0, 1), Move(1, 1, 2), Move(2, 2, 3))
    assert (any_gain.moved, any_gain.unplaced, any_gain.loss) == (2, (), 11)
    assert dear.assignment.placed == 3
    assert frozen.assignment.pairs.tolist() == [[1, 1], [2, 2]]
    assert (frozen.moved, frozen.unplaced, frozen.loss) == (0, (0,), 9)


def test_a_dearer_value_of_keeping_never_moves_more_pairs():
    for seed in range(200):
        small = draw_small(seed, side_conditions=False)
        problem = small.problem()
        before = assign(problem)
        if small.consultants < 2 or not any(c != 0 for _, c in small.edges):
            continue
        kept = [one.assignment.kept for one in rematch(problem, before, [0], keep_values=(0, 1, 3, 9))]
        assert kept == sorted(kept)
        frozen = rematch(problem, before, [0], keep_values=(None,))[0]
        assert frozen.moved == 0


def test_an_earlier_match_saves_time_and_changes_nothing():
    rng = np.random.default_rng(5)
    rows, columns = np.nonzero(rng.random((700, 250)) < 0.7)  # long enough to be solved in parts
    problem = Problem.from_edges(700, 250, rows, columns, rng.integers(0, 900, len(rows)), 3)
    before = assign(problem)
    left = problem.only(problem.consultant > 9)
    stand = before.pairs[before.pairs[:, 1] > 9]
    fresh, quick = (
        assign(left, keep=stand, keep_value=20),
        assign(left, keep=stand, keep_value=20, after=before),
    )
    assert fresh.pairs.tolist() == quick.pairs.tolist()
    assert verify(left, quick)


def test_options_are_checked():
    problem = Problem.from_edges(1, 1, [0], [0], [5])
    found = assign(problem)
    with pytest.raises(BadProblem):
        alternatives(problem, found, penalty=0)
    with pytest.raises(BadProblem):
        rematch(problem, found, [4])
    with pytest.raises(BadProblem):
        rematch(problem, found, [0])
    assert alternatives(problem, found) == ()
    assert np.array_equal(found.pairs, [[0, 0]])
