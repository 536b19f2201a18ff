"""The hand-overs of a programme as the engine reads them (R1, R5, R6)."""

from datetime import date

from headwater.engines.cascade import State, estimate
from headwater.web.cascade.queries import events_for
from tests.web.cascade.told import YES, answer, note, sheet_of, started


def test_every_hand_over_is_an_event_and_asked_and_did_not_receive_is_one_too(cast):
    """R5, R6: each step its own event; unknown is not no."""
    cascade = started(cast)
    note(cascade, "Managers", "received", 3, date(2026, 9, 11))
    note(cascade, "Managers", "not_received", 1, date(2026, 9, 12))
    found = events_for(cast.programme)
    organisation = str(cascade.participant.organisation_id)
    assert {event.organisation for event in found.events} == {organisation}
    assert [(event.tier, event.state, event.people) for event in found.events] == [
        (0, State.RECEIVED, 1),
        (1, State.RECEIVED, 3),
        (1, State.NOT_RECEIVED, 1),
    ]
    assert found.names == {organisation: "Wansbeck Carers"}
    assert found.hierarchy.people_by_tier == (1, 4, 10, 40)


def test_of_a_tier_never_more_people_than_it_has(cast):
    cascade = started(cast)
    note(cascade, "Seniors", "received", 8, date(2026, 9, 2))
    note(cascade, "Seniors", "received", 8, date(2026, 9, 3))
    received = [event.people for event in events_for(cast.programme).events if event.tier == 2]
    assert received == [8, 2]


def test_the_engine_counts_what_the_site_noted_and_says_that_it_can_only_count(cast):
    cascade = started(cast)
    note(cascade, "Care workers", "received", 20, date(2026, 10, 1))
    note(cascade, "Care workers", "not_received", 5, date(2026, 10, 1))
    found = events_for(cast.programme)
    said = estimate(found.events, found.hierarchy)
    (tier,) = said.tiers
    assert (said.standing, tier.tier, tier.counts.received, tier.counts.asked) == ("counts only", 3, 20, 25)


def test_what_staff_answered_is_no_event(cast):
    """Row 21: the engine's figures cannot tell the host what the staff of one organisation said."""
    cascade = started(cast)
    answer(sheet_of(cascade), *[YES] * 9, lines=["canary-line"])
    (only,) = events_for(cast.programme).events
    assert only.tier == 0


def test_a_programme_in_which_nothing_travels_has_no_lines(cast):
    assert (events_for(cast.programme).events, events_for(cast.programme).hierarchy) == ((), None)
