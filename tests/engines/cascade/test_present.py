"""R4, R6: a forecast goes on from where the practice has got to, and what has happened stays so."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from scipy.special import betaln

from headwater.engines.cascade import (
    CascadeError,
    Event,
    Hierarchy,
    Network,
    Posterior,
    State,
    forecast,
    forecasting,
)

CHART = Hierarchy.from_positions(
    [0] * 13 + [1] * 13,
    [-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, -1, 13, 13, 13, 14, 14, 14, 15, 15, 15, 16, 16, 16],
    team=["", "m", "m", "m", *"aaabbbccc"] * 2,
    names=["Alder", "Birch"],
)
BELIEF = Posterior.what_if(CHART, (0.6, 0.5), draws=300, lag_median=2.0)
DAY = date(2026, 3, 1)


def told(organisation: str, tier: int, people: int, state: State = State.RECEIVED, team: str = "", on=DAY):
    return Event(organisation, tier, state, people, on, team=team)


def test_whoever_has_it_keeps_it_in_every_draw():
    events = [told("Alder", 1, 2), told("Alder", 2, 4)]
    found = forecast(BELIEF.from_now(events), 12, sources=False).by_tier
    assert found[:, 0].min(axis=0).tolist() == [2, 2, 4]  # leaders: Alder's has it, Birch's begins now
    assert found[:, :, 1].max() > 2


def test_whoever_was_asked_and_had_not_is_left_out_with_those_below():
    events = [
        told("Alder", 1, 1),
        told("Alder", 1, 2, State.NOT_RECEIVED),
        told("Birch", 1, 3, State.NOT_RECEIVED),
    ]
    found = forecast(BELIEF.from_now(events), 60, sources=False).by_tier[:, -1]
    assert found[:, 1].max() == found[:, 1].min() == 1
    assert found[:, 2].max() <= 3


def test_a_team_goes_on_as_it_began():
    """Exactly: the rest of a team given its record is beta-binomial with the record added (Pólya)."""
    team = Hierarchy.from_positions([0] * 9, [-1] + [0] * 8, team=["", *"aaaaaaaa"], names=["Alder"])
    loose = Posterior.what_if(team, 0.5, together=2.0, between=0.0, lag_median=0.01, draws=4000)
    events = [told("Alder", 1, 3, team="a"), told("Alder", 1, 1, State.NOT_RECEIVED, team="a")]
    more = forecast(loose.from_now(events), 1, sources=False).by_tier[:, -1, 1] - 3
    a, b, left = 1.0 + 3, 1.0 + 1, 4
    ways = (1, 4, 6, 4, 1)
    expected = [ways[k] * np.exp(betaln(a + k, b + left - k) - betaln(a, b)) for k in range(left + 1)]
    assert np.bincount(more, minlength=left + 1) / more.size == pytest.approx(expected, abs=0.025)


def test_what_nobody_noted_may_come_from_today_on_however_long_ago_it_began():
    long_ago = Posterior.what_if(CHART, 0.9, draws=100, lag_median=1.0, lag_spread=0.0)
    found = forecast(long_ago.from_now([told("Alder", 1, 1, on=date(2020, 1, 1))], DAY), 3, sources=False)
    alder_and_birch = found.by_tier[:, :, 1]
    assert alder_and_birch[:, 0].tolist() == [1] * 100
    assert alder_and_birch[:, 1].mean() > 4


def test_a_tally_without_a_team_tells_nothing_of_any_one_team():
    present = BELIEF.from_now([told("Alder", 2, 4)]).present
    assert present.asked.sum() == present.hits.sum() == 0


def test_those_with_a_sender_who_has_it_are_filled_first_one_in_each_team():
    events = [told("Alder", 1, 2), told("Alder", 2, 4)]
    state = BELIEF.from_now(events).present.state
    assert state[1:4].tolist() == [1, 1, 0]
    assert [int((state[start : start + 3] == 1).sum()) for start in (4, 7, 10)] == [2, 2, 0]


def test_a_leader_has_it_where_staff_have_it():
    present = BELIEF.from_now([told("Alder", 2, 1, on=date(2026, 1, 1)), told("Alder", 2, 1)]).present
    assert present.state[0] == 1
    assert present.since[0] == pytest.approx(-59 / 30.4375)
    assert present.begun.tolist() == [True, False]


def test_more_people_than_positions_are_counted_and_not_invented():
    assert BELIEF.from_now([told("Birch", 1, 5)]).present.unplaced == 2


def test_rungs_of_one_tally_are_the_same_people():
    events = [told("Alder", 1, 3), told("Alder", 1, 2, State.TRIED), told("Alder", 1, 1, State.PASSED_ON)]
    assert (BELIEF.from_now(events).present.state == 1).sum() == 4


def test_a_named_receiver_is_counted_once_and_a_later_yes_outweighs_a_no():
    mark = {"organisation": "Alder", "tier": 1, "receiver": "m1"}
    events = [
        Event(state=State.NOT_RECEIVED, date=date(2026, 1, 1), **mark),
        Event(state=State.RECEIVED, date=date(2026, 2, 1), **mark),
        Event(state=State.TRIED, date=DAY, **mark),
    ]
    assert BELIEF.from_now(events).present.state[:4].tolist() == [1, 1, 0, 0]
    assert BELIEF.from_now(events).present.since[1] == pytest.approx(-28 / 30.4375)
    assert BELIEF.from_now(events, date(2026, 1, 15)).present.state[:4].tolist() == [0, 2, 0, 0]


def test_between_organisations_those_begun_are_starts():
    never = Network.from_arcs(2, [0], [1], 0.0)
    belief = BELIEF.across(never, [0])
    assert forecast(belief, 6, sources=False).organisations.max() == 1
    found = forecast(belief.from_now([told("Birch", 1, 1)]), 6, sources=False)
    assert found.organisations[:, 0].tolist() == [2] * 300


def test_events_of_nobody_here_are_refused():
    with pytest.raises(CascadeError) as caught:
        BELIEF.from_now([told("Cedar", 1, 1)])
    assert str(caught.value) == (
        "None of these events is of an organisation in the hierarchy: use the same names in both."
    )


def test_nothing_seen_yet_is_the_forecast_from_the_start():
    fresh, later = (forecast(belief, 9, sources=False) for belief in (BELIEF, BELIEF.from_now([])))
    assert fresh.by_tier.tobytes() == later.by_tier.tobytes()


@pytest.mark.skipif(not forecasting.AVAILABLE, reason="numba is not installed")
def test_compiled_and_numpy_give_the_same_bytes(monkeypatch):
    events = [told("Alder", tier, people, state, team) for tier, people, state, team in product(
        (1, 2), (1,), (State.RECEIVED, State.NOT_RECEIVED), ("", "a"))]  # fmt: skip
    belief = BELIEF.across(Network.from_arcs(2, [0], [1], 0.5, lag=2.0), [0]).from_now(events)
    fast = forecast(belief, 9)
    monkeypatch.setattr(forecasting, "AVAILABLE", False)
    assert fast.by_tier.tobytes() == forecast(belief, 9).by_tier.tobytes()
