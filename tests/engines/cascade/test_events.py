"""R2, R5, R6, R10: what was seen, counted with its denominators; unknown is not no."""

from datetime import date

import pytest

from headwater.engines.cascade import CascadeError, Event, State
from headwater.engines.cascade.tallies import MONTH, count


def test_asked_and_did_not_receive_is_counted_and_not_asked_is_not():
    events = [
        Event("Elm", 1, State.RECEIVED, people=7, team="day"),
        Event("Elm", 1, State.NOT_RECEIVED, people=3, team="day"),
        Event("Elm", 1, State.NOT_RECEIVED, people=4, team="night"),
        Event("Elm", 1, State.INVITED, people=90, team="bank"),
    ]
    tier = count(events).tiers[0]
    assert (tier.asked, tier.received, tier.not_told, tier.not_heard) == (14, 7, 4, 3)


def test_whoever_got_further_has_been_through_the_rungs_below():
    events = [Event("Elm", 1, State.NOT_RECEIVED, receiver="a"), Event("Elm", 1, State.TRIED, receiver="a")]
    tier = count(events).tiers[0]
    assert (tier.asked, tier.received, tier.asked_tried, tier.tried) == (1, 1, 1, 1)


def test_having_received_is_not_having_tried():
    events = [
        Event("Elm", 1, State.RECEIVED, receiver="a"),
        Event("Elm", 1, State.RECEIVED, receiver="b"),
        Event("Elm", 1, State.NOT_TRIED, receiver="b"),
    ]
    tier = count(events).tiers[0]
    assert (tier.received, tier.asked_tried, tier.tried) == (2, 1, 0)


def test_nobody_is_counted_against_a_sender_who_did_not_have_it():
    events = [
        Event("Elm", 1, State.NOT_RECEIVED, receiver="boss"),
        Event("Elm", 2, State.NOT_RECEIVED, people=6, sender="boss"),
        Event("Elm", 2, State.RECEIVED, people=2, sender="other"),
    ]
    tiers = {tier.tier: tier for tier in count(events).tiers}
    assert (tiers[2].asked, tiers[2].received, tiers[2].sender_without) == (2, 2, 6)


def test_the_lag_runs_from_the_sender_and_knows_its_window():
    events = [
        Event("Elm", 1, State.RECEIVED, receiver="boss", date=date(2025, 1, 1)),
        Event("Elm", 2, State.RECEIVED, sender="boss", date=date(2025, 3, 1), precision_days=7),
        Event("Elm", 2, State.NOT_RECEIVED, sender="boss", date=date(2025, 7, 1)),
    ]
    (lag,) = count(events).lags[2]
    assert (lag.months, lag.precision, lag.window) == (59 / MONTH, 7.5 / MONTH, 181 / MONTH)


def test_events_after_the_freeze_are_not_seen():
    events = [
        Event("Elm", 1, State.RECEIVED, people=2, date=date(2025, 1, 1)),
        Event("Elm", 1, State.RECEIVED, people=5, date=date(2025, 6, 1)),
    ]
    assert count(events, date(2025, 2, 1)).tiers[0].received == 2


def test_generations_are_followed_along_the_chain():
    events = [
        Event("A", 0, State.RECEIVED, date=date(2025, 1, 1)),
        Event("B", 0, State.RECEIVED, date=date(2025, 2, 1), from_organisation="A"),
        Event("C", 0, State.TRIED, date=date(2025, 4, 1), from_organisation="B"),
        Event("D", 0, State.NOT_RECEIVED, date=date(2025, 4, 1), from_organisation="B"),
    ]
    found = {parent.organisation: (parent.generation, parent.children) for parent in count(events).parents}
    assert found == {"A": (0, 1), "B": (1, 1), "C": (2, 0)}


def test_a_circle_of_sources_ends():
    events = [
        Event("A", 0, State.RECEIVED, from_organisation="B"),
        Event("B", 0, State.RECEIVED, from_organisation="A"),
    ]
    assert [parent.children for parent in count(events).parents] == [1, 1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"organisation": ""}, "An event has no organisation: say where it happened."),
        ({"people": 0}, "tier and precision_days are 0 or more, people 1 or more: correct the event."),
        (
            {"people": 2, "receiver": "a"},
            "An event names a receiver and counts several people: give one or the other.",
        ),
        ({"core_seen": 2}, "core_seen and core_parts go together: give both or neither."),
        ({"core_seen": 5, "core_parts": 4}, "core_seen is 5 of 4: it lies between 0 and core_parts."),
        (
            {"from_organisation": "Elm"},
            "from_organisation is the organisation itself: leave it empty for its own tiers.",
        ),
    ],
)
def test_each_mistake_has_its_remedy(changes, message):
    with pytest.raises(CascadeError) as caught:
        Event(**({"organisation": "Elm", "tier": 1, "state": State.RECEIVED} | changes))
    assert str(caught.value) == message
