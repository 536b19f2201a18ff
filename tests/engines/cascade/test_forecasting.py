"""R4, R7: forecasts month by month, for one organisation or for many and the ties between them."""

import numpy as np
import pytest

from headwater.engines.cascade import (
    CascadeError,
    Hierarchy,
    Network,
    Posterior,
    forecast,
    forecasting,
    simulate,
)

CHART = Hierarchy.even(3, (5, 4, 3))


def test_expected_reach_is_the_product_down_the_lines():
    sure = Posterior.what_if(CHART, (0.5, 0.8, 0.25), between=0.0, lag_median=0.5, lag_spread=0.0, draws=1200)
    reached = forecast(sure, 3, sources=False).by_tier[:, -1].mean(axis=0)
    assert reached[0] == 3
    assert reached[1:] == pytest.approx([3 * 5 * 0.5, 3 * 20 * 0.4, 3 * 60 * 0.1], rel=0.1)


def test_a_team_shares_its_luck():
    """Pólya's urn gives a beta-binomial: variance n p (1-p) (c + n) / (c + 1)."""
    team = Hierarchy.even(1, (12,))
    loose = Posterior.what_if(team, 0.5, together=2.0, between=0.0, lag_median=0.1, draws=1500)
    received = forecast(loose, 12, sources=False).by_tier[:, -1, 1]
    assert received.var() == pytest.approx(12 * 0.25 * (2 + 12) / 3, rel=0.15)
    assert received.mean() == pytest.approx(6, rel=0.05)


def test_nothing_arrives_before_its_time():
    slow = Posterior.what_if(
        Hierarchy.even(1, (4, 4)), 0.999, lag_median=2.0, lag_spread=0.0, between=0.0, draws=20
    )
    tiers = forecast(slow, 5, sources=False).by_tier
    assert tiers[:, :2, 1].max() == 0 and tiers[:, :4, 2].max() == 0
    assert tiers[:, 2, 1].min() >= 3 and tiers[:, 4, 2].min() >= 8


def test_regions_sectors_and_tiers_add_up_to_everybody_reached():
    names = {str(place): ("North", "South")[place % 2] for place in range(6)}
    even = Hierarchy.even(6, (3, 3))
    chart = Hierarchy.from_positions(even.organisation, even.parent, region=names)
    found = forecast(Posterior.what_if(chart, draws=50), 6)
    assert found.regions == ("North", "South")
    for part in (found.by_tier, found.by_region, found.by_sector):
        assert np.array_equal(part.sum(axis=2), found.reached)
    assert np.array_equal(np.diff(found.reached, axis=1) >= 0, np.ones((50, 6), dtype=bool))


def test_between_organisations_it_follows_the_network():
    network = Network.from_arcs(3, [0, 1], [1, 2], 0.5, lag=2.0)
    found = forecast(Posterior.what_if(CHART, draws=800).across(network, [0]), 4, sources=False)
    expected = simulate(network, [0], 4000, horizon=4, seed=1).by_time.mean(axis=0)
    assert found.organisations.mean(axis=0) == pytest.approx(expected, abs=0.1)


def test_odds_of_each_draw_reach_the_ties():
    network = Network.from_arcs(3, [0, 1], [1, 2], 0.5)
    odds = np.repeat([1e-9, 1e9], 50)
    found = forecast(Posterior.what_if(CHART, draws=100).across(network, [0], odds), 4, sources=False)
    assert found.organisations[:, -1].tolist() == [1] * 50 + [3] * 50


def test_the_sources_of_uncertainty_are_told_apart():
    chart = Hierarchy.even(1, (30,))
    chance = Posterior.what_if(chart, together=1e6, between=0.0, lag_median=0.1, draws=200)
    between = Posterior.what_if(chart, together=1e6, between=3.0, lag_median=0.1, draws=200)
    assert forecast(chance, 12).sources["chance"] > 0.9
    assert forecast(between, 12).sources["organisations"] > 0.8
    unsure = Posterior.what_if(chart, together=1e6, between=0.0, lag_median=0.1, draws=200)
    unsure.rates.level[:] = np.random.default_rng(0).normal(0, 3, (200, 1))
    assert forecast(unsure, 12).sources["parameters"] > 0.8


def test_twenty_outcomes_are_equally_likely_and_in_order():
    found = forecast(Posterior.what_if(CHART, draws=400), 12)
    share = [np.mean(found.reached[:, -1] <= outcome) for outcome in found.twenty]
    assert list(found.twenty) == sorted(found.twenty)
    assert share == pytest.approx((np.arange(20) + 0.5) / 20, abs=0.06)


def test_the_fan_is_nested():
    fan = forecast(Posterior.what_if(CHART, draws=200), 12, sources=False).fan
    assert (fan[90][0] <= fan[80][0]).all() and (fan[80][0] <= fan[50][0]).all()
    assert (fan[50][1] <= fan[80][1]).all() and (fan[80][1] <= fan[90][1]).all()


def test_a_supposition_says_that_it_is_one():
    assert forecast(Posterior.what_if(CHART, draws=20), 3).note == "A supposition, not a finding."


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    belief = Posterior.what_if(CHART, draws=50)
    one, two, other = (forecast(belief, 9, seed=seed, sources=False).by_tier.tobytes() for seed in (1, 1, 2))
    assert one == two
    assert one != other


@pytest.mark.skipif(not forecasting.AVAILABLE, reason="numba is not installed")
def test_compiled_and_numpy_give_the_same_bytes(monkeypatch):
    chart = Hierarchy.from_positions([0] * 7 + [1] * 3, [-1, 0, 0, 1, 1, 2, 3, -1, 7, 7])
    network = Network.from_arcs(2, [0], [1], 0.5, lag=2.0, lag_spread=0.5)
    belief = Posterior.what_if(chart, draws=200).across(network, [0])
    fast = forecast(belief, 9)
    monkeypatch.setattr(forecasting, "AVAILABLE", False)
    slow = forecast(belief, 9)
    assert fast.by_tier.tobytes() == slow.by_tier.tobytes()
    assert fast.by_region.tobytes() == slow.by_region.tobytes()
    assert fast.organisations.tobytes() == slow.organisations.tobytes()
    assert fast.sources == slow.sources


@pytest.mark.parametrize(
    ("horizon", "draws", "message"),
    [
        (0, 100, "The horizon is 0: give whole months, 1 to 600."),
        (12.5, 100, "The horizon is 12.5: give whole months, 1 to 600."),
        (12, 5, "draws is 5: give 20 or more, for the bands to mean anything."),
    ],
)
def test_each_mistake_has_its_remedy(horizon, draws, message):
    with pytest.raises(CascadeError) as caught:
        forecast(Posterior.what_if(CHART), horizon, draws)
    assert str(caught.value) == message


def test_a_network_numbered_otherwise_is_refused():
    with pytest.raises(CascadeError) as caught:
        Posterior.what_if(CHART).across(Network.from_arcs(2, [0], [1], 0.5), [0])
    assert str(caught.value) == "The network has 2 nodes for 3 organisations: number both alike."
