"""A place comes free and the next in line is offered it; who parts through nobody's fault comes first (R36, R38)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headwater.web.audit.models import Event
from headwater.web.engagements.models import Ending, Engagement
from headwater.web.hosts.links import href
from headwater.web.matching.actions import (
    CannotMatch,
    answer_proposal,
    pause_instead,
    propose_matches,
    publish,
    unwind,
)
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.matching.waiting import waiting_list
from headwater.web.messages.models import Letter
from tests.web.matching.cohort import consultant, empty, names, partner


@pytest.fixture
def line(cast):
    """Three seek help and one gives it, with one place; published: two wait."""
    programme = empty(cast.programme)
    cast.first = partner(programme, "Amble", topics=["teams"])
    cast.second, cast.third = partner(programme, "Blyth", topics=["income"]), partner(programme, "Corbridge")
    cast.gives = consultant(programme, "Givers", topics=["teams"])
    publish(run=propose_matches(programme=programme, by=cast.coordinator), by=cast.coordinator)
    return programme


def in_line(programme) -> list[str]:
    return [one.partner.organisation.name for one in waiting_list(programme)]


def the_next() -> list[tuple[str, str]]:
    run = MatchRun.objects.filter(kind="next").exclude(state="aside").order_by("-number").first()
    return names(run) if run else []


def pair_of(side) -> MatchProposal:
    return MatchProposal.objects.get(partner=side, state__in=["open", "agreed"])


def test_nobody_stands_in_line_before_pairs_are_published(cast):
    programme = empty(cast.programme)
    partner(programme, "Amble")
    assert in_line(programme) == []


def test_when_somebody_declines_the_place_is_drafted_for_whoever_has_waited_longest(cast, line):
    """Blyth came before Corbridge; Corbridge would fit better, but the line decides who gets the place."""
    assert (in_line(line), the_next()) == (["Blyth", "Corbridge"], [])
    answer_proposal(proposal=pair_of(cast.first), accept=False, by=cast.gives.person)
    run = MatchRun.objects.get(kind="next")
    assert (the_next(), run.state, run.by) == ([("Blyth", "Givers")], "draft", None)
    assert in_line(line) == ["Blyth", "Corbridge", "Amble"]
    assert Event.objects.filter(action="not-taken-up").values_list("person_id", flat=True).get() is None


def test_a_programme_can_let_the_next_place_be_offered_by_itself(cast, line):
    line.next_place_by_itself = True
    line.save()
    answer_proposal(proposal=pair_of(cast.first), accept=False, by=cast.gives.person)
    assert (pair_of(cast.second).state, in_line(line)) == ("open", ["Corbridge", "Amble"])
    waiting = Letter.objects.filter(kind="match_proposed", state="draft")
    assert set(waiting.values_list("to__name", flat=True)) == {"Leader of Blyth", "Leader of Givers"}


def test_each_knows_their_place_in_line_in_plain_words_and_nobody_elses(cast, as_, line):
    with CaptureQueriesContext(connection) as queries:
        home = as_(cast.third.person).get(href("programmes:programme_home", line)).content.decode()
    asked_by_matching = [one["sql"] for one in queries if 'FROM "matching_' in one["sql"]]
    assert len(asked_by_matching) <= 6
    assert "1 person is before you. When a place comes free that suits you, you see it here." in home
    own = as_(cast.third.person).get(href("matching:line", cast.third)).content.decode()
    assert ("1 person is before you." in own, "Blyth" in own) == (True, False)
    assert as_(cast.second.person).get(href("matching:line", cast.third)).status_code == 404
    page = as_(cast.coordinator).get(href("matching:waiting", line)).content.decode()
    assert page.index("Blyth") < page.index("Corbridge")
    assert as_(cast.third.person).get(href("matching:waiting", line)).status_code == 404


def agreed(side, gives) -> MatchProposal:
    for who in (side.person, gives.person):
        answer_proposal(proposal=pair_of(side), accept=True, by=who)
    return pair_of(side)


def test_either_parts_a_pair_without_a_reason_and_whoever_seeks_help_comes_first_in_line(cast, as_, line):
    pair = agreed(cast.first, cast.gives)
    assert as_(cast.partner).post(href("matching:unwind", pair)).status_code == 404
    assert as_(cast.gives.person).post(href("matching:unwind", pair)).status_code == 302
    assert (MatchProposal.objects.get(pk=pair.pk).state, Engagement.objects.get().state) == (
        "parted",
        "ended",
    )
    assert Ending.objects.get().reason == "no_fault"
    assert in_line(line) == ["Amble", "Blyth", "Corbridge"]
    assert the_next() == [("Blyth", "Givers")]  # the same two are not proposed again
    more = consultant(line, "More", topics=["income"])
    again = propose_matches(programme=line, by=cast.coordinator)
    assert names(again) == [("Amble", "More"), ("Corbridge", "Givers")]
    assert [one["first"] for one in again.inputs["partners"]] == [1, 0, 0]
    assert more.capacity == 1
    with pytest.raises(CannotMatch, match="both have agreed"):
        unwind(proposal=pair, by=cast.gives.person)


@pytest.mark.parametrize("fairness", ["none", "leximin"])
def test_priority_holds_even_where_others_would_fit_better(cast, fairness):
    """One place is left; whoever parted gets it although the other asks about the very topic that is offered."""
    programme = empty(cast.programme)
    parted = partner(programme, "Parted", topics=["buildings"])
    consultant(programme, "Before", topics=["buildings"])
    publish(run=propose_matches(programme=programme, by=cast.coordinator), by=cast.coordinator)
    before = MatchProposal.objects.with_people().get().consultant
    unwind(proposal=agreed(parted, before), by=parted.person)
    before.status = "withdrawn"
    before.save()
    partner(programme, "Other", topics=["teams"])
    consultant(programme, "Now", topics=["teams"])
    run = propose_matches(programme=programme, by=cast.coordinator, fairness=fairness)
    assert (names(run), run.result["proven"]) == ([("Parted", "Now")], True)


def test_not_now_closes_what_waits_reads_like_a_place_that_has_gone_and_bars_nobody(cast, as_, line):
    pair = pair_of(cast.first)
    client = as_(cast.gives.person)
    assert client.post(href("matching:answer", pair), {"accept": "pause"}).status_code == 302
    assert MatchProposal.objects.get(pk=pair.pk).state == "lapsed"
    assert Event.objects.filter(host_id=cast.host.pk, action__in=["pause", "seal", "decline"]).count() == 0
    assert names(propose_matches(programme=line, by=cast.coordinator)) == []
    cast.gives.exclusions.all().delete()
    assert names(propose_matches(programme=line, by=cast.coordinator)) == [("Amble", "Givers")]
    with pytest.raises(CannotMatch, match="not open any more"):
        pause_instead(proposal=pair, by=cast.gives.person)


def test_a_new_consultant_and_an_ending_are_places_too(cast, line):
    from headwater.web.engagements.actions import ask_to_end, confirm_end

    engagement = Engagement.objects.get(partner=agreed(cast.first, cast.gives).partner)
    ask_to_end(engagement, by=cast.first.person, reason="planned")
    confirm_end(Engagement.objects.get(), by=cast.gives.person)
    assert (in_line(line), the_next()) == (["Blyth", "Corbridge"], [("Blyth", "Givers")])
