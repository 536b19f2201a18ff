"""R7: ties between organisations, checked on the way in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.cascade import CascadeError, Network
from tests.engines.cascade.networks import small_networks


def refused(**changes) -> str:
    arcs = {"size": 3, "source": [0, 1], "target": [1, 2], "probability": [0.5, 0.5]} | changes
    with pytest.raises(CascadeError) as caught:
        Network.from_arcs(**arcs)
    return str(caught.value)


def test_a_probability_above_one_says_which_and_what_to_do():
    assert refused(probability=[0.5, 40]) == (
        "probability[1] is 40.0: a probability lies between 0 and 1. "
        "If these are percentages, divide by 100; if odds, use odds / (1 + odds)."
    )


def test_a_probability_that_is_not_a_number_is_refused():
    assert refused(probability=[0.5, float("nan")]).startswith("probability[1] is nan:")


def test_a_self_loop_is_refused_unless_dropped():
    assert refused(target=[0, 2]) == ('Arc 0 runs from 0 to itself: leave it out, or pass self_loops="drop".')
    network = Network.from_arcs(3, [0, 1], [0, 2], [0.5, 0.5], self_loops="drop")
    assert (network.source.tolist(), network.target.tolist()) == ([1], [2])


def test_parallel_arcs_are_refused_unless_combined_or_kept():
    assert refused(source=[0, 0], target=[1, 1]).startswith("More than one arc runs from 0 to 1:")
    combined = Network.from_arcs(2, [0, 0], [1, 1], [0.5, 0.2], parallel="combine")
    assert combined.probability.tolist() == [1 - 0.5 * 0.8]
    kept = Network.from_arcs(2, [0, 0], [1, 1], [0.5, 0.2], lag=[1, 2], parallel="keep")
    assert kept.probability.tolist() == [0.5, 0.2]


def test_parallel_arcs_with_lags_cannot_be_combined():
    assert refused(source=[0, 0], target=[1, 1], lag=[1, 2], parallel="combine") == (
        'Arcs from 0 to 1 have lags, so they cannot be combined: pass parallel="keep".'
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"size": 0}, "The size is 0: give the number of organisations, 1 or more."),
        ({"target": [1, 3]}, "target[1] is 3, outside 0 to 2: correct the number, or give a larger size."),
        ({"target": [1]}, "2 sources but 1 targets: each arc needs one of both."),
        ({"source": [0.0, 1.0]}, "source must be a flat list of whole numbers, one for each entry."),
        (
            {"probability": [0.5]},
            "probability has 1 entries for 2 arcs: give one for each arc, or one for all.",
        ),
        ({"lag": [1, -1]}, "lag[1] is -1.0: a lag is 0 or more, and finite."),
        ({"lag_spread": 0.5}, "lag_spread is given without lag: give the median lag of each arc too."),
        (
            {"lag": 1, "lag_spread": -1.0},
            "lag_spread is -1.0: give 0 (fixed lags) to 5, the spread of log time.",
        ),
    ],
)
def test_each_mistake_has_its_remedy(changes, message):
    assert refused(**changes) == message


def test_nodes_without_arcs_and_nodes_nothing_reaches_are_welcome():
    network = Network.from_arcs(4, [0, 0], [1, 2], [0.3, 0.4])
    assert network.isolated.tolist() == [3]
    assert network.sources_only.tolist() == [0, 3]


def test_a_network_may_have_no_arcs_at_all():
    assert Network.from_arcs(2, [], [], []).isolated.tolist() == [0, 1]


@given(small_networks(), st.randoms())
def test_the_order_of_the_arcs_does_not_matter(network, random):
    order = list(range(network.arcs))
    random.shuffle(order)
    lag = None if network.lag is None else network.lag[order]
    again = Network.from_arcs(
        network.size, network.source[order], network.target[order], network.probability[order], lag
    )
    assert np.array_equal(again.target, network.target)
    assert np.array_equal(again.probability, network.probability)
    assert np.array_equal(np.array(order, dtype=int)[again.given], np.arange(network.arcs))


@given(small_networks())
def test_the_reversed_network_holds_every_arc_the_other_way_round(network):
    back = network.reversed
    assert np.array_equal(back.source, network.target[back.given])
    assert np.array_equal(back.target, network.source[back.given])
    assert np.array_equal(back.probability, network.probability[back.given])
    assert np.array_equal(np.sort(back.given), np.arange(network.arcs))
