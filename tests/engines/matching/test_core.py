"""Solving on the best edges and pricing the rest gives what solving on all edges gives."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.engines.matching import Problem
from headwater.engines.matching.core import cheapest_with_prices
from headwater.engines.matching.flow import NoFlow, cheapest_flow
from headwater.engines.matching.network import build_network, least_cost_bound, placing_cost, reduced_cost


def draw_problem(seed, minimum=0):
    rng = np.random.default_rng(seed)
    n, m = 40, 25
    rows, columns = np.nonzero(rng.random((n, m)) < 0.9)
    likes = rng.integers(0, 300, m)  # a few consultants everyone wants
    fit = likes[columns] + rng.integers(0, 100, len(rows))
    places = rng.integers(1, 3, n) if seed % 2 else 1
    return Problem.from_edges(n, m, rows, columns, fit, rng.integers(1, 4, m), minimum, places)


@pytest.mark.parametrize("minimum", [0, 1])
def test_the_best_edges_with_the_rest_priced_reach_the_best_over_all(minimum):
    grown = 0
    for seed in range(40):
        problem = draw_problem(seed, minimum)
        network = build_network(problem)
        cost, _ = placing_cost(problem, network, problem.fit)
        none = np.zeros(network.edges, dtype=np.bool_)
        flow, prices = cheapest_with_prices(network, cost, none, most_first=True, small=0)
        whole = cheapest_flow(network, cost)
        guess = prices + np.random.default_rng(seed).integers(-90, 90, network.nodes)
        near, _ = cheapest_with_prices(network, cost, none, most_first=True, small=0, guess=guess)
        assert (cost * near).sum() == (cost * whole).sum()
        assert (cost * flow).sum() == (cost * whole).sum()
        assert least_cost_bound(network, reduced_cost(network, cost, prices)) == (cost * flow).sum()
        assert (flow >= network.lower).all()
        assert (flow <= network.upper).all()
        order = np.lexsort((problem.fit, problem.partner))
        place = np.arange(len(order)) - np.searchsorted(
            problem.partner[order], problem.partner[order], "right"
        )
        used = np.flatnonzero(flow[: network.edges])
        grown += bool((place[np.argsort(order)][used] < -12).any())
    assert grown > 10  # edges outside the first choice were needed, so pricing had work to do


def test_musts_that_clash_are_found_on_the_whole_and_not_on_a_part():
    problem = Problem.from_edges(2, 2, [0, 0, 1], [0, 1, 0], [1, 1, 1], 2, [1, 2])
    network = build_network(problem)
    cost, _ = placing_cost(problem, network, problem.fit)
    with pytest.raises(NoFlow):
        cheapest_with_prices(network, cost, np.zeros(3, dtype=np.bool_), small=0)
