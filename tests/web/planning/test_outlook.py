"""How far a practice may go: for a programme and for one organisation, with "cannot tell" where that is so (R4, R6)."""

from datetime import date

import pytest
from django.utils import timezone

from headwater.engines.cascade import Event, State
from headwater.web.cascade.actions import note_hand_over
from headwater.web.planning.outlook import one_practice_each, outlook_of, own_outlook_of
from headwater.web.planning.queries import said_of
from tests.web.planning.ground import TODAY, noted

OUTLOOK = "/care-network/p/pilot/outlook/"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("headwater.web.planning.outlook.DRAWS", 24)


def test_below_six_organisations_there_are_counts_and_no_forecast(cast, as_):
    noted(cast, 5)
    found = outlook_of(cast.programme, TODAY)
    assert (found.standing, found.ahead, found.told) == ("counts only", None, True)
    assert [(tier.tier, tier.counts.asked, tier.counts.received) for tier in found.tiers] == [(1, 20, 15)]
    assert "Cannot tell." in as_(cast.coordinator).get(OUTLOOK).content.decode()


def test_below_three_not_even_counts_are_shown_since_they_would_tell_of_one(cast, as_):
    noted(cast, 2, received=5)
    text = as_(cast.coordinator).get(OUTLOOK).content.decode()
    assert "Counts are shown once three organisations" in text
    assert "Not heard" not in text


def test_a_tier_that_fewer_than_three_noted_is_not_told(cast, as_):
    first = noted(cast, 4)[0]
    note_hand_over(
        first.tiers.last(),
        by=first.participant.person,
        kind="received",
        people=17,
        on=date(2026, 10, 2),
        today=TODAY,
    )
    found = outlook_of(cast.programme, TODAY)
    assert [(tier.counts.organisations, tier.counts.received) for tier in found.tiers] == [(4, 12), (1, 17)]
    text = as_(cast.coordinator).get(OUTLOOK).content.decode()
    assert "fewer than three organisations" in text
    assert ">17<" not in text


def test_from_six_on_the_range_goes_on_from_where_each_has_got_to(cast, as_):
    noted(cast, 6)
    found = outlook_of(cast.programme, TODAY)
    assert found.standing == "range from priors"
    assert set(found.ahead.reached[:, 0].tolist()) == {6 * (1 + 3)}
    assert found.ahead.by_tier[:, -1, 1].max() <= 6 * 5
    assert found.ahead.people == 6 * 27
    text = as_(cast.coordinator).get(OUTLOOK).content.decode()
    for words in ("too few to narrow", "<svg", "The same as a table", "Plain chance"):
        assert words in text


def test_from_fifteen_on_it_is_what_they_noted(cast):
    noted(cast, 15)
    found = outlook_of(cast.programme, TODAY)
    assert found.standing == "estimate"
    low, high = found.tiers[0].bands[90]
    assert low < 0.75 < high


def test_whether_it_carries_itself_cannot_be_told_while_nobody_noted_it(cast, as_):
    noted(cast, 6)
    assert outlook_of(cast.programme, TODAY).passing_on is None
    assert said_of(None)["verdict"] == "Cannot tell"
    assert "Nobody has noted yet" in as_(cast.coordinator).get(OUTLOOK).content.decode()


def test_two_practices_in_one_organisation_are_not_twice_the_people():
    events = [Event("a", 1, State.RECEIVED, 2, practice=practice) for practice in ("p", "q", "q")]
    other = Event("b", 1, State.RECEIVED, 2, practice="p")
    assert one_practice_each([*events, other]) == [events[1], events[2], other]


def test_a_leader_sees_twenty_outcomes_that_never_fall_below_where_it_stands(cast, as_):
    own = noted(cast, 1)[0]
    found = own_outlook_of(own, timezone.localdate())
    assert (found.now, found.ahead.people, found.ahead.standing) == (4, 27, "what if")
    assert len(found.ahead.twenty) == 20
    assert min(found.ahead.twenty) >= 4
    assert max(found.ahead.twenty) <= 26  # one was asked and had not
    text = as_(own.participant.person).get(f"/care-network/passing-on/{own.pk}/outlook/").content.decode()
    assert "A supposition, not a finding" in text
    assert ", ".join(map(str, found.ahead.twenty)) in text


def test_without_people_to_reach_it_asks_for_them(cast, as_):
    own = noted(cast, 1)[0]
    own.tiers.update(staff=0)
    text = as_(own.participant.person).get(f"/care-network/passing-on/{own.pk}/outlook/").content.decode()
    assert "Say first whom it should reach" in text


def test_the_outlook_of_one_organisation_is_its_leaders_alone(cast, as_):
    own = noted(cast, 1)[0]
    own.practice.sentence = "canary-practice-4711"
    own.practice.save()
    address = f"/care-network/passing-on/{own.pk}/outlook/"
    assert as_(own.participant.person).get(address).status_code == 200
    for name in ("coordinator", "partner", "consultant", "evaluator", "stranger", "other_coordinator"):
        answer = as_(getattr(cast, name)).get(address)
        assert (name, answer.status_code) == (name, 404)
        assert "canary" not in answer.content.decode()


def test_the_outlook_of_a_programme_is_for_whoever_runs_it(cast, as_):
    noted(cast, 6)
    assert as_(cast.coordinator).get(OUTLOOK).status_code == 200
    for name in ("partner", "consultant", "panel", "evaluator", "funder", "stranger", "other_coordinator"):
        assert (name, as_(getattr(cast, name)).get(OUTLOOK).status_code) == (name, 404)
