"""R2, R7: spread from given starts, equal to a plain reference on the same coins."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.cascade import CascadeError, Network, exact_reach, simulate, spread
from headwater.engines.cascade.randomness import coins, run_keys
from tests.engines.cascade.networks import small_networks, uneven_network
from tests.engines.cascade.reference import plain_arrivals

BLOCKS = [spread._numpy_block] + ([spread._compiled_block] if spread.AVAILABLE else [])


@pytest.fixture(params=BLOCKS, ids=lambda block: block.__name__)
def each_way(request, monkeypatch):
    """Both ways of running a block of runs: numpy always, compiled where numba is installed."""
    monkeypatch.setattr(spread, "run_block", request.param)


@pytest.mark.parametrize("options", [{}, {"lag": 2.5}, {"lag": 3.0, "lag_spread": 0.6}])
@pytest.mark.parametrize("horizon", [None, 4, 7.5])
def test_reach_equals_the_reference_on_the_same_coins(each_way, options, horizon):
    network = uneven_network(120, 300, **options)
    value = np.arange(120) % 7
    result = simulate(
        network, [3, 50], 25, horizon, 11, value=value, group=np.arange(120) % 3, count_visits=True
    )
    runs = [
        plain_arrivals(network, [3, 50], 11, run, inf if horizon is None else horizon) for run in range(25)
    ]
    assert result.reached.tolist() == [sum(value[node] for node in run) for run in runs]
    assert result.by_group.sum(axis=1).tolist() == result.reached.tolist()
    assert result.visits.tolist() == [sum(node in run for run in runs) for node in range(120)]
    if horizon is not None:
        steps = range(int(np.ceil(horizon)) + 1)
        curves = [[sum(value[n] for n, at in run.items() if at <= t) for t in steps] for run in runs]
        assert result.by_time.tolist() == curves


@settings(deadline=None)
@given(network=small_networks(), seed=st.integers(0, 2**63 - 1), horizon=st.none() | st.integers(0, 5))
def test_small_networks_of_any_shape_equal_the_reference(network, seed, horizon):
    result = simulate(network, [0], 5, horizon, seed)
    limit = inf if horizon is None else horizon
    expected = [len(plain_arrivals(network, [0], seed, run, limit)) for run in range(5)]
    assert result.reached.tolist() == expected


@pytest.mark.skipif(not spread.AVAILABLE, reason="numba is not installed")
def test_compiled_and_numpy_give_the_same_bytes():
    network = uneven_network(300, 900, lag=2.0, lag_spread=0.5)
    question = spread.asked(network, [1, 2, 3], 12.0, count_visits=True)
    keys = run_keys(4, 0, 60)
    fast, slow = spread._compiled_block(question, keys), spread._numpy_block(question, keys)
    assert fast.reached.tobytes() == slow.reached.tobytes()
    assert fast.by_time.tobytes() == slow.by_time.tobytes()
    assert fast.last.tobytes() == slow.last.tobytes()
    assert fast.visits.tobytes() == slow.visits.tobytes()


@pytest.mark.parametrize("threads", [2, 3, 50])
def test_the_number_of_threads_changes_no_byte(threads):
    network = uneven_network()
    one = simulate(network, [0, 9], 31, 5, 3, count_visits=True)
    many = simulate(network, [0, 9], 31, 5, 3, count_visits=True, threads=threads)
    assert many.reached.tobytes() == one.reached.tobytes()
    assert many.by_time.tobytes() == one.by_time.tobytes()
    assert many.visits.tobytes() == one.visits.tobytes()


def test_numpy_in_small_blocks_gives_the_same_bytes(monkeypatch):
    monkeypatch.setattr(spread, "AVAILABLE", False)
    monkeypatch.setattr(spread, "run_block", spread._numpy_block)
    network = uneven_network()
    whole = simulate(network, [0, 9], 31, seed=3)
    monkeypatch.setattr(spread.spread_numpy, "CELLS", 2000)
    assert simulate(network, [0, 9], 31, seed=3).reached.tobytes() == whole.reached.tobytes()


def test_longer_simulations_begin_with_the_same_runs():
    network = uneven_network()
    assert simulate(network, [0], 10).reached.tolist() == simulate(network, [0], 40).reached[:10].tolist()


def test_another_seed_gives_other_runs():
    network = uneven_network()
    assert (
        simulate(network, [0], 40, seed=1).reached.tolist()
        != simulate(network, [0], 40, seed=2).reached.tolist()
    )


@settings(max_examples=40, deadline=None)
@given(network=small_networks(), seed=st.integers(0, 1000), horizon=st.none() | st.integers(0, 4))
def test_the_mean_of_many_runs_is_the_exact_reach(network, seed, horizon):
    result = simulate(network, [0], 3000, horizon, seed)
    exact = exact_reach(network, [0], horizon).expected
    assert abs(result.mean - exact) <= 5 * result.standard_error + 0.01


def test_probability_one_always_and_probability_zero_never_passes():
    sure = Network.from_arcs(4, [0, 1, 2], [1, 2, 3], [1.0, 1.0, 0.0])
    assert simulate(sure, [0], 200).reached.tolist() == [3] * 200


def test_the_smallest_probability_is_not_rounded_to_never():
    assert Network.from_arcs(2, [0], [1], [1e-300]).threshold.tolist() == [1]


def test_a_step_without_lags_takes_one_unit_of_time():
    line = Network.from_arcs(4, [0, 1, 2], [1, 2, 3], 1.0)
    assert simulate(line, [0], 1, horizon=2).by_time.tolist() == [[1, 2, 3]]


def test_coins_are_even_and_unrelated_between_neighbouring_runs_and_arcs():
    toss = coins(run_keys(0, 0, 400)[:, None], np.arange(400)) / 2.0**31
    assert abs(toss.mean() - 0.5) < 5 / np.sqrt(12 * toss.size)
    for shifted in (np.roll(toss, 1, axis=0), np.roll(toss, 1, axis=1)):
        assert abs(np.corrcoef(toss.ravel(), shifted.ravel())[0, 1]) < 5 / np.sqrt(toss.size)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"starts": []}, "No starts given: name at least one organisation that has the practice."),
        ({"starts": [1, 1]}, "Start 1 is named twice: name each organisation once."),
        ({"starts": [5]}, "starts[0] is 5, outside 0 to 2: correct the number, or give a larger size."),
        ({"runs": 0}, "runs is 0: give a whole number, 1 or more."),
        ({"horizon": -1}, "The horizon is -1: give a time from 0 to 100000, or None for no end."),
        ({"seed": -1}, "The seed is -1: give a whole number from 0 to 2**63 - 1."),
        ({"value": [1, 2]}, "value has shape (2,): give one whole number for each of 3 nodes."),
        ({"value": [0.5, 1, 1]}, "value must hold whole numbers of 0 or more: round them first."),
        ({"threads": 0}, "threads is 0: give a whole number, 1 or more."),
    ],
)
def test_each_mistake_has_its_remedy(changes, message):
    network = Network.from_arcs(3, [0, 1], [1, 2], 0.5)
    with pytest.raises(CascadeError) as caught:
        simulate(**({"network": network, "starts": [0], "runs": 2} | changes))
    assert str(caught.value) == message
