"""Exact answers worked by hand."""

from itertools import product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.cascade import CascadeError, Network, exact_reach
from tests.engines.cascade.networks import small_networks


def test_a_tree_multiplies_down_its_paths():
    tree = Network.from_arcs(5, [0, 0, 1, 1], [1, 2, 3, 4], [0.5, 0.8, 0.5, 0.25])
    result = exact_reach(tree, [0])
    assert result.method == "tree"
    assert result.probability.tolist() == [1.0, 0.5, 0.8, 0.25, 0.125]


def test_three_tiers_at_three_quarters_leave_less_than_half():
    line = Network.from_arcs(4, [0, 1, 2], [1, 2, 3], 0.75)
    assert exact_reach(line, [0]).probability[3] == 0.421875


def test_a_branching_tree_reaches_the_sum_of_its_powers():
    source, target = zip(*[((child - 1) // 3, child) for child in range(1, 40)], strict=True)
    assert exact_reach(Network.from_arcs(40, source, target, 0.5), [0]).expected == 1 + 1.5 + 1.5**2 + 1.5**3


def test_two_ways_to_one_node_are_not_counted_twice():
    diamond = Network.from_arcs(4, [0, 0, 1, 2], [1, 2, 3, 3], 0.5)
    result = exact_reach(diamond, [0])
    assert result.method == "enumeration"
    assert result.probability.tolist() == [1.0, 0.5, 0.5, 1 - (1 - 0.25) ** 2]


def test_the_horizon_cuts_what_comes_too_late():
    diamond = Network.from_arcs(4, [0, 0, 1, 2], [1, 2, 3, 3], 0.5, lag=[1, 1, 1, 5])
    assert exact_reach(diamond, [0], horizon=2).probability.tolist() == [1.0, 0.5, 0.5, 0.25]


def test_a_circle_does_not_feed_itself():
    circle = Network.from_arcs(3, [0, 1, 2], [1, 2, 0], 0.5)
    assert exact_reach(circle, [0]).probability.tolist() == [1.0, 0.5, 0.25]


@given(small_networks(largest=5, most_arcs=7), st.none() | st.integers(0, 4))
def test_it_agrees_with_adding_up_every_case(network, horizon):
    expected, limit = 0.0, inf if horizon is None else horizon
    lag = [1.0] * network.arcs if network.lag is None else network.lag
    for live in product([0, 1], repeat=network.arcs):
        chance = 1.0
        for yes, p in zip(live, network.probability, strict=True):
            chance *= p if yes else 1 - p
        at = {0: 0.0}
        for _ in range(network.size):
            for arc in range(network.arcs):
                source, target = int(network.source[arc]), int(network.target[arc])
                if live[arc] and source in at and at[source] + lag[arc] <= limit:
                    at[target] = min(at.get(target, inf), at[source] + lag[arc])
        expected += chance * len(at)
    assert exact_reach(network, [0], horizon).expected == pytest.approx(expected, abs=1e-12)


def test_too_many_arcs_say_to_simulate():
    pairs = [(i, j) for i in range(6) for j in range(6) if i != j]
    dense = Network.from_arcs(6, [a for a, _ in pairs], [b for _, b in pairs], 0.1)
    with pytest.raises(CascadeError) as caught:
        exact_reach(dense, [0])
    assert str(caught.value) == (
        "25 uncertain arcs matter here, and exact reach goes through at most 18 unless the network is a "
        "tree: use simulate, which gives a standard error."
    )


def test_random_lags_with_a_horizon_say_to_simulate():
    line = Network.from_arcs(2, [0], [1], 0.5, lag=1.0, lag_spread=0.5)
    with pytest.raises(CascadeError) as caught:
        exact_reach(line, [0], horizon=3)
    assert str(caught.value) == ("With a horizon, exact reach needs fixed lags (lag_spread=0): use simulate.")
