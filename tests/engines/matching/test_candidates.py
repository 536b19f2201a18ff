"""Pairs left out by the search for candidates never matter: the match is the best over every pair (R29, R38)."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.engines.matching import BadProblem, Candidates, Problem, assign
from headwater.engines.matching.encode import encode
from headwater.engines.matching.fit import Weights, score_pairs
from headwater.engines.matching.rough_fit import NEVER, OFF, RoughFit

from .people import draw_people

WEIGHTS = (Weights(), Weights(need=1, distance=0, availability=9), Weights(topic_required=True, size=80))


@pytest.mark.parametrize("weights", WEIGHTS)
def test_rough_fit_is_near_the_fit_and_bars_what_the_fit_bars(weights):
    for seed in range(120):
        partners, consultants = draw_people(seed)
        both = encode(partners, consultants)
        everyone = np.arange(len(partners)), np.arange(len(consultants))
        rough = RoughFit(both, weights).block(*everyone)
        true = score_pairs(partners, consultants, weights)
        assert np.abs(rough[true.partner, true.consultant] - true.fit).max(initial=0) < OFF
        assert (rough[true.absent_partner, true.absent_consultant] == NEVER).all()


def problem_of(scored, n, m, seed):
    rng = np.random.default_rng(seed)
    return Problem.from_edges(
        n, m, scored.partner, scored.consultant, scored.fit, capacity=rng.integers(0, 3, m)
    )


def test_starting_from_two_candidates_each_the_best_over_all_pairs_is_reached():
    widened = 0
    for seed in range(150):
        partners, consultants = draw_people(seed, 30, 12)
        whole = problem_of(score_pairs(partners, consultants), 30, 12, seed)
        candidates = Candidates(partners, consultants, most=2, all_up_to=0)
        rows = candidates.first()
        assert np.bincount(rows[:, 0], minlength=30).max() <= 2
        while True:
            problem = problem_of(candidates.score(rows), 30, 12, seed)
            found = assign(problem)
            more = candidates.helpful(problem, found, rows)
            if not len(more):
                break
            widened += 1
            rows = np.vstack([rows, more])
        best = assign(whole)
        assert (found.placed, found.total_fit) == (best.placed, best.total_fit)
        assert len(rows) < 360
    assert widened > 50


def test_few_pairs_are_all_looked_at_in_order():
    partners, consultants = draw_people(1, 4, 3)
    candidates = Candidates(partners, consultants)
    assert candidates.complete
    assert candidates.first().tolist() == [[p, c] for p in range(4) for c in range(3)]
    assert candidates.everyone_for([2]).tolist() == [[2, 0], [2, 1], [2, 2]]


def told_to(listed):
    return lambda done, of: listed.append((done, of))


def test_no_pair_that_may_be_is_missed_when_there_is_room_for_all():
    for seed in range(60):
        partners, consultants = draw_people(seed, 300, 7)
        told = []
        rows = Candidates(partners, consultants, most=7, all_up_to=0).first(progress=told_to(told))
        true = score_pairs(partners, consultants)
        assert set(map(tuple, rows.tolist())) == set(
            zip(true.partner.tolist(), true.consultant.tolist(), strict=True)
        )
        assert told[-1] == (300, 300)


def test_what_cannot_be_used_is_named():
    partners, consultants = draw_people(1)
    with pytest.raises(BadProblem):
        Candidates(partners, consultants, most=0)
    candidates = Candidates(partners, consultants, all_up_to=0)
    problem = problem_of(candidates.score(candidates.first()), 12, 9, 1)
    with pytest.raises(BadProblem):
        candidates.helpful(problem, assign(problem, "leximin"), candidates.first())
