"""Reasons against solving again by trying every set (R29, R32, R47)."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.engines.matching import (
    BadProblem,
    HeldBack,
    Move,
    MustsClash,
    Problem,
    assign,
    explain,
    influence,
    moves_between,
    options,
    relaxing,
)
from headwater.engines.matching.fit import PARTS, Never, ScoredPairs, Weights

from .brute import draw_small


def best_with(small, fairness, edge):
    """The figures of the best permitted set that has the edge: pairs and total fit; None where there is
    none.
    """

    def aim(chosen):
        fits = [small.fit[i] for i in chosen]
        return (*small.placed_and_filled(chosen), sum(fits) if fairness == "none" else sorted(fits))

    best = max((aim(chosen) for chosen in small.sets() if edge in chosen), default=None)
    return best and (best[1], best[2] if fairness == "none" else sum(best[2]))


@pytest.mark.parametrize("fairness", ["none", "leximin"])
def test_the_best_that_was_possible_costs_exactly_what_the_best_set_with_it_loses(fairness):
    compared = 0
    for seed in range(1500):
        small = draw_small(seed)
        problem = small.problem()
        try:
            found = assign(problem, fairness)
        except MustsClash:
            continue
        for reasons in explain(problem, found):
            if reasons.best is None:
                continue
            option = reasons.best
            edge = small.edges.index((reasons.partner, option.consultant))
            expected = best_with(small, fairness, edge)
            assert option.possible == (expected is not None)
            if expected:
                total = found.total_fit + option.gain - option.cost_to_others
                assert (len(found.pairs) + option.places_change, total) == expected
                assert option.moves[0].joins == option.consultant
                compared += 1
    assert compared > 200


def test_options_are_the_cheapest_other_pairs_in_order():
    for seed in range(300):
        small = draw_small(seed, side_conditions=False)
        problem = small.problem()
        found = assign(problem)
        for partner in range(small.partners):
            listed = options(problem, found, partner, most=9)
            worth = [(o.places_change, o.gain - o.cost_to_others) for o in listed]
            assert worth == sorted(worth, reverse=True)
            mine = set(found.consultants_of(partner))
            possible = {
                c
                for e, (p, c) in enumerate(small.edges)
                if p == partner and c not in mine and best_with(small, "none", e)
            }
            assert {o.consultant for o in listed} == possible


def test_the_chain_of_moves_is_told():
    problem = Problem.from_edges(3, 3, [0, 0, 1, 1, 2], [0, 1, 1, 2, 0], [5, 9, 8, 7, 6])
    found = assign(problem)
    assert found.pairs.tolist() == [[0, 1], [1, 2], [2, 0]]
    reasons = explain(problem, found, [1])[0]
    assert reasons.ranks == (1,)
    assert reasons.best.moves == (Move(1, 2, 1), Move(0, 1, None))
    assert (reasons.best.gain, reasons.best.cost_to_others, reasons.best.places_change) == (1, 9, -1)


def test_the_unplaced_learn_what_they_compete_for():
    problem = Problem.from_edges(
        5, 3, [0, 1, 2, 4], [0, 0, 0, 2], [5, 6, 7, 1], capacity=[2, 1, 1], places=[1, 1, 1, 1, 0]
    )
    reasons = explain(problem, assign(problem))
    assert [r.held_back for r in reasons] == [
        HeldBack.TOO_FEW_PLACES,
        None,
        None,
        HeldBack.NOBODY_PERMITTED,
        HeldBack.NO_PLACE_ASKED,
    ]
    shortage = reasons[0].shortage
    assert (shortage.partners, shortage.consultants, shortage.places) == ((0, 1, 2), (0,), 2)


def test_a_shortage_always_has_more_partners_than_places():
    for seed in range(400):
        small = draw_small(seed, side_conditions=False)
        problem = small.problem()
        for reasons in explain(problem, assign(problem)):
            if reasons.shortage:
                assert len(reasons.shortage.partners) > reasons.shortage.places
                assert reasons.partner in reasons.shortage.partners


def test_relaxing_a_rule_gives_exactly_what_the_best_set_with_the_pair_gives():
    compared = 0
    for seed in range(400):
        small = draw_small(seed, side_conditions=False)
        problem = small.problem()
        found = assign(problem)
        absent = [
            (p, c)
            for p in range(small.partners)
            for c in range(small.consultants)
            if (p, c) not in small.edges
        ]
        p, c = [a for a, _ in absent], [b for _, b in absent]
        given = relaxing(problem, found, p, c, [Never.TOO_FAR] * len(p), [4] * len(p))
        for one in given:
            results = []
            for who, with_whom in absent:
                if who == one.partner and small.capacity[with_whom]:
                    edges = [*small.edges, (who, with_whom)]
                    wider = Problem.from_edges(
                        small.partners,
                        small.consultants,
                        [a for a, _ in edges],
                        [b for _, b in edges],
                        [*small.fit, 4],
                        small.capacity,
                        pinned=[len(edges) - 1],
                    )
                    best = assign(wider)
                    results.append((len(best.pairs) - len(found.pairs), best.total_fit - found.total_fit))
            best = one.best
            assert (best.places_change, best.gain - best.cost_to_others) == max(results)
            compared += 1
    assert compared > 100


def test_what_is_sealed_is_never_offered_for_relaxing():
    problem = Problem.from_edges(2, 2, [0], [0], [5])
    given = relaxing(problem, assign(problem), [1, 1], [0, 1], [Never.UNAVAILABLE, Never.TOO_FAR], [9, 3])
    assert [(r.reason, r.opens, r.best.consultant, r.best.places_change) for r in given] == [
        (Never.TOO_FAR, 1, 1, 1)
    ]


def scored(parts):
    rows, columns = np.divmod(np.arange(4), 2)
    none = np.zeros(0, dtype=np.int64)
    table = np.full((4, len(PARTS)), 50, dtype=np.uint8)
    for name, values in parts.items():
        table[:, PARTS.index(name)] = values
    return ScoredPairs(
        rows, columns, rows, table, table > 0, np.zeros(4, bool), rows * 1.0, none, none, none, none
    )


def test_a_criterion_on_which_all_are_alike_decides_nothing_whatever_its_weight():
    weights = Weights(need=90, situation=0, service=0, size=0, values=0, distance=10, availability=0)
    found = influence(scored({"distance": [100, 0, 0, 100]}), np.array([[0, 0], [1, 1]]), weights)
    by_name = {one.part: one for one in found}
    assert (by_name["need"].stated, by_name["need"].effective) == (0.9, 0.0)
    assert (by_name["distance"].stated, by_name["distance"].effective) == (0.1, 1.0)
    assert (by_name["distance"].points, by_name["distance"].mean_part) == (50.0, 100.0)


def test_influence_refuses_pairs_that_were_not_scored():
    with pytest.raises(BadProblem):
        influence(scored({}), np.array([[1, 7]]))


def test_moves_between_two_matches_are_listed_by_partner():
    before, after = np.array([[0, 1], [1, 2], [2, 0]]), np.array([[0, 1], [1, 0]])
    assert moves_between(before, after) == (Move(1, 2, 0), Move(2, 0, None))


def test_reasons_of_somebody_unknown_are_refused():
    problem = Problem.from_edges(1, 1, [0], [0], [5])
    with pytest.raises(BadProblem):
        explain(problem, assign(problem), [3])
