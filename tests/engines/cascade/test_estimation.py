"""R4, R6, R88: estimates that know how little fifteen organisations can tell."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from headwater.engines.cascade import CascadeError, Event, Hierarchy, State, estimate, forecast
from headwater.engines.cascade.attenuation import Evidence, fitted_rates, log_posterior
from headwater.engines.cascade.bands import whole_bands
from headwater.engines.cascade.lags import arrived, lag_draws
from headwater.engines.cascade.pooling import share
from headwater.engines.cascade.reproduction import reproduction
from headwater.engines.cascade.tallies import Lag, Parent, Team
from tests.engines.cascade.made_up import SPANS, Truth, pooled_band, programme

CHART = Hierarchy.even(1, SPANS)


def test_below_six_organisations_there_are_counts_and_no_forecast():
    found = estimate(programme(Truth.drawn(np.random.default_rng(1)), 5, np.random.default_rng(2)), CHART)
    assert found.standing == "counts only"
    assert {tier.rate for tier in found.tiers} == {None}
    assert found.tiers[0].counts.asked == 25
    assert found.notes == (
        "5 organisations have been asked: below 6 there are counts only, and no forecast.",
    )
    with pytest.raises(CascadeError) as caught:
        forecast(found.posterior, 12)
    assert str(caught.value) == (
        "5 organisations are too few for a forecast: show the counts, or suppose rates with Posterior.what_if "
        "and say that they are supposed."
    )


def test_below_fifteen_the_forecast_is_the_range_of_the_priors_and_says_so():
    poor = Truth(np.full(3, -3.0), np.full(3, 50.0), 0.1)
    rich = Truth(np.full(3, 3.0), np.full(3, 50.0), 0.1)
    both = [estimate(programme(truth, 14, np.random.default_rng(3)), CHART) for truth in (poor, rich)]
    assert [found.standing for found in both] == ["range from priors"] * 2
    first, second = (forecast(found.posterior, 12, 200) for found in both)
    assert (
        first.note
        == "The range of what was thought possible beforehand: 14 organisations narrow it too little."
    )
    assert first.reached.tolist() == second.reached.tolist()


def test_from_fifteen_on_the_estimate_follows_the_events():
    truth = Truth(np.array([1.0, 0.0, -1.0]), np.full(3, 6.0), 0.3)
    found = estimate(programme(truth, 60, np.random.default_rng(4)), CHART)
    assert found.standing == "estimate"
    for tier, level in zip(found.tiers, truth.level, strict=True):
        low, high = tier.bands[90]
        assert abs(tier.rate - 1 / (1 + np.exp(-level))) < 0.08
        assert tier.new_organisation[90][0] < low < high < tier.new_organisation[90][1]


def test_the_same_seed_gives_the_same_estimate():
    events = programme(Truth.drawn(np.random.default_rng(5)), 20, np.random.default_rng(6))
    one, two = (estimate(events, CHART, seed=9) for _ in range(2))
    assert one.posterior.rates.level.tobytes() == two.posterior.rates.level.tobytes()
    assert one.tiers == two.tiers


def test_the_sampler_agrees_with_adding_up_a_grid():
    """One tier, three numbers: the posterior mean of the level by brute force."""
    random = np.random.default_rng(7)
    received = random.binomial(6, random.beta(3, 2, 20))
    teams = [Team("", f"o{place}", 1, 6, int(yes)) for place, yes in enumerate(received)]
    axes = np.meshgrid(
        np.linspace(-3, 3, 61), np.linspace(-1, 4.6, 29), np.linspace(-2.5, 1.2, 25), indexing="ij"
    )
    points = np.stack([axis.ravel() for axis in axes], axis=1)
    weight = log_posterior(Evidence.of(teams, 1), points)
    weight = np.exp(weight - weight.max())
    expected = (weight @ points) / weight.sum()
    rates = fitted_rates(teams, 1, random, 4000)
    drawn = [rates.level.mean(), np.log(rates.together).mean(), np.log(rates.between).mean()]
    assert rates.effective > 1000
    assert np.abs(np.array(drawn) - expected).max() < 0.08


@pytest.mark.parametrize(("asked", "received"), [(1, 0), (5, 2), (40, 40), (41, 7), (300, 120)])
def test_the_likelihood_of_one_team_is_the_integral_of_its_definition(asked, received):
    from scipy.integrate import quad
    from scipy.stats import beta

    level, size, between = 0.4, 5.0, 0.7
    nodes = np.linspace(-3.5, 3.5, 29)
    weight = np.exp(-0.5 * nodes**2) / np.exp(-0.5 * nodes**2).sum()
    total = 0.0
    for node, part in zip(nodes, weight, strict=True):
        mean = 1 / (1 + np.exp(-(level + between * node)))
        prior = beta(mean * size, (1 - mean) * size)
        peak = (received + 0.5) / (asked + 1)
        chance = quad(
            lambda q, prior=prior: prior.pdf(q) * q**received * (1 - q) ** (asked - received),
            0,
            1,
            points=[peak],
        )
        total += part * chance[0]
    point = np.array([[level, np.log(size), np.log(between)]])
    prior_only = log_posterior(Evidence.of([], 1), point)[0]
    evidence = Evidence.of([Team("", "o", 1, asked, received)], 1)
    assert log_posterior(evidence, point)[0] - prior_only == pytest.approx(np.log(total), rel=1e-4)


@pytest.mark.parametrize(
    ("organisations", "worlds", "at_least"), [(6, 12, 9), (15, 24, 19), (30, 10, 7), (100, 6, 4)]
)
def test_the_ninety_per_cent_band_holds_whatever_the_size(organisations, worlds, at_least):
    """Simulation-based calibration, small: fewer would come once in fifty times by chance (the whole: benchmarks/cascade.py)."""
    hits = sum(held(organisations, world)[0] for world in range(worlds))
    assert hits >= at_least


def test_where_the_band_holds_the_pooled_one_fails():
    both = [held(15, world) for world in range(12)]
    assert sum(own for own, _pooled in both) - sum(pooled for _own, pooled in both) >= 2


@cache
def held(organisations: int, world: int) -> tuple[bool, bool]:
    """Whether the 90% band, and the naive pooled one, hold what happens in the next organisation of a made-up world."""
    random = np.random.default_rng([organisations, 1000 + world])
    truth = Truth.drawn(random)
    events = programme(truth, organisations, random)
    outcome = int(truth.organisation(random)[-1].sum())
    posterior = estimate(events, CHART, draws=200, seed=world, enough=6).posterior
    front = forecast(posterior, 600, seed=world, sources=False).by_tier[:, -1, -1]
    low, high = whole_bands(front)[90]
    pooled_low, pooled_high = pooled_band(events, random)
    return bool(low <= outcome <= high), pooled_low <= outcome <= pooled_high


def test_the_forecast_for_an_organisation_seen_uses_what_was_seen_there():
    truth = Truth(np.zeros(3), np.full(3, 30.0), 1.5)
    random = np.random.default_rng(8)
    events = programme(truth, 30, random)
    posterior = estimate(events, CHART, draws=400).posterior
    reached = [
        sum(e.people for e in events if e.organisation == f"o{b:03}" and e.state is State.RECEIVED)
        for b in range(30)
    ]
    best, worst = int(np.argmax(reached)), int(np.argmin(reached))
    chart = Hierarchy.even([f"o{best:03}", f"o{worst:03}"], SPANS)
    rates = posterior.inside(chart).rates
    assert rates.effect[:, best].mean() > 0.5 > -0.5 > rates.effect[:, worst].mean()


def test_lags_allow_for_those_who_have_not_had_time():
    """Lognormal, median 9 months, seen for 12: the plain median is far too short."""
    random = np.random.default_rng(9)
    window = random.uniform(6, 24, 4000)
    months = np.exp(random.normal(np.log(9), 0.5, 4000))
    seen = [Lag(float(m), 0.02, float(w), 1) for m, w in zip(months, window, strict=True) if m < w][:300]
    median, _ = lag_draws(seen, random, 1000)
    low, high = np.quantile(median, [0.05, 0.95])
    assert np.median([lag.months for lag in seen]) < 8
    assert low < 9 < high


def test_the_reproduction_number_allows_for_recent_joiners():
    random = np.random.default_rng(10)
    window = random.uniform(6, 24, 300)
    in_the_end = random.negative_binomial(0.8, 0.8 / (0.8 + 1.2), 300)
    by_now = arrived(window, np.log(9.0), np.array(0.5))
    parents = [
        Parent(f"o{place}", 1, int(random.binomial(total, share)), float(at))
        for place, (total, share, at) in enumerate(zip(in_the_end, by_now, window, strict=True))
    ]
    found = reproduction(parents, np.full(50, 9.0), np.full(50, 0.5), random)
    assert found.plain < 1.0
    assert found.bands[90][0] < 1.2 < found.bands[90][1]
    assert found.above_one > 0.5


def test_fifteen_organisations_cannot_tell_whether_it_carries_itself():
    parents = [Parent(f"o{place}", 0, (0, 2, 0, 1, 1)[place % 5], 24.0) for place in range(15)]
    found = reproduction(parents, np.full(50, 6.0), np.full(50, 0.6), np.random.default_rng(11))
    assert found.verdict == "cannot tell"
    assert 2.5 < found.bands[90][1] / found.bands[90][0] < 8


def test_below_fifteen_there_is_never_a_verdict_and_below_six_only_counts():
    random, lags = np.random.default_rng(12), (np.full(50, 1.0), np.full(50, 0.3))
    many = [Parent(f"o{place}", 0, 9, 60.0) for place in range(14)]
    assert reproduction(many, *lags, random).verdict == "cannot tell"
    few = reproduction(many[:5], *lags, random)
    assert (few.verdict, few.median, few.parents, few.children) == ("counts only", None, 5, 45)


def test_plenty_of_evidence_gives_a_verdict():
    random, lags = np.random.default_rng(13), (np.full(50, 1.0), np.full(50, 0.3))
    assert (
        reproduction([Parent(f"o{p}", 0, 3, 60.0) for p in range(40)], *lags, random).verdict
        == "carries itself"
    )
    none = reproduction([Parent(f"o{p}", 0, 0, 60.0) for p in range(40)], *lags, random)
    assert none.verdict == "does not carry itself"


def test_a_share_of_unlike_groups_is_wider_than_a_plain_share():
    random = np.random.default_rng(14)
    alike, unlike = share([(5, 10)] * 20, random), share([(0, 10), (10, 10)] * 10, random)
    assert (alike.yes, alike.asked) == (unlike.yes, unlike.asked)
    assert unlike.bands[90][1] - unlike.bands[90][0] > 1.5 * (alike.bands[90][1] - alike.bands[90][0])
    assert unlike.new_group[90][1] - unlike.new_group[90][0] > 0.9


def test_fidelity_and_trying_are_kept_apart_from_reach():
    events = []
    for body in range(8):
        mark = {"organisation": f"o{body}", "tier": 1, "date": date(2025, 1, 1) + timedelta(days=body)}
        events.append(Event(state=State.RECEIVED, people=9, **mark))
        events.append(Event(state=State.TRIED, people=3, **mark))
        events.append(Event(state=State.NOT_TRIED, people=6, core_seen=1, core_parts=4, **mark))
    tier = estimate(events, Hierarchy.even(8, (9,))).tiers[0]
    assert (tier.counts.received, tier.tried.yes, tier.tried.asked) == (72, 24, 72)
    assert (tier.fidelity.yes, tier.fidelity.asked) == (48, 192)


def test_upward_signals_are_counted_with_their_answers():
    events = [Event("Elm", 2, State.FED_BACK, people=90), Event("Elm", 0, State.ANSWERED, people=15)]
    found = estimate(events, CHART)
    assert (found.fed_back, found.answered) == (90, 15)


def test_the_tier_that_loses_most_costs_most():
    truth = Truth(np.array([3.0, -1.0, 3.0]), np.full(3, 8.0), 0.6)
    found = estimate(programme(truth, 40, np.random.default_rng(15)), CHART)
    lost = [tier.lost for tier in found.tiers]
    assert lost.index(max(lost)) == 1


@pytest.mark.parametrize("state", [State.RECEIVED, State.NOT_TRIED])
def test_an_event_below_the_lowest_tier_says_so(state):
    with pytest.raises(CascadeError) as caught:
        estimate([Event("Elm", 7, state)], CHART)
    assert str(caught.value) == (
        "An event is in tier 7, but the hierarchy ends at tier 3: add its positions to the hierarchy."
    )
