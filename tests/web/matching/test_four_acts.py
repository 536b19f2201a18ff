"""Propose, look, publish, notify: four acts, each seen only by whom it concerns, undoable until sent (R36)."""

import pytest

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.links import href
from headwater.web.matching.actions import (
    CannotMatch,
    add_exclusion,
    answer_proposal,
    notify,
    propose_matches,
    publish,
    rule_by_hand,
    take_back,
)
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.messages.actions import approve_letters
from headwater.web.messages.models import Letter
from tests.web.matching.cohort import consultant, empty, names, partner


@pytest.fixture
def pair(cast):
    """One partner and one consultant, and the draft that proposes them to one another."""
    programme = empty(cast.programme)
    cast.seeks, cast.gives = partner(programme, "Seekers"), consultant(programme, "Givers")
    run = propose_matches(programme=programme, by=cast.coordinator)
    return run.proposals.get()


def published(pair, by):
    publish(run=pair.run, by=by)
    return MatchProposal.objects.get(pk=pair.pk)


def page(client, name, record, **data):
    return client.post(href(name, record), data) if data else client.get(href(name, record))


def test_proposing_tells_nobody_and_a_draft_is_not_there_for_the_two_of_them(cast, as_, pair):
    assert Letter.objects.count() == 0
    for who in (cast.seeks.person, cast.gives.person, cast.panel, cast.stranger, cast.other_coordinator):
        assert page(as_(who), "matching:proposal", pair).status_code == 404
    assert page(as_(cast.coordinator), "matching:pair", pair).status_code == 200


@pytest.mark.parametrize("name", ["matching:run", "matching:publish"])
def test_the_desk_is_for_the_coordinator_only(cast, as_, pair, name):
    others = (
        cast.seeks.person,
        cast.gives.person,
        cast.faculty,
        cast.funder,
        cast.stranger,
        cast.other_coordinator,
    )
    assert page(as_(cast.coordinator), name, pair.run).status_code == 200
    assert [page(as_(who), name, pair.run).status_code for who in others] == [404] * 6


@pytest.mark.parametrize("name", ["matching:ready", "matching:runs", "matching:checks"])
def test_the_pool_and_the_lists_are_for_the_coordinator_only(cast, as_, pair, name):
    others = (cast.seeks.person, cast.faculty, cast.stranger, cast.other_coordinator)
    assert page(as_(cast.coordinator), name, cast.programme).status_code == 200
    assert [page(as_(who), name, cast.programme).status_code for who in others] == [404] * 4


def test_publishing_opens_the_proposal_to_the_two_and_to_no_other_member(cast, as_, pair):
    client = as_(cast.coordinator)
    assert client.post(href("matching:publish", pair.run)).status_code == 302
    assert Letter.objects.count() == 0
    seen = page(as_(cast.seeks.person), "matching:proposal", pair)
    assert (seen.status_code, "Givers" in seen.content.decode()) == (200, True)
    others = (cast.partner, cast.second_consultant, cast.stranger, cast.other_partner)
    assert [page(as_(who), "matching:proposal", pair).status_code for who in others] == [404] * 4


def test_letters_are_drafted_once_for_each_and_say_nothing_of_whom(cast, pair):
    published(pair, cast.coordinator)
    run = MatchRun.objects.get()
    assert len(notify(run=run, by=cast.coordinator)) == 2
    assert notify(run=run, by=cast.coordinator) == []
    letter = Letter.objects.get(to=cast.seeks.person)
    assert (letter.state, "Givers" in letter.subject + letter.body) == ("draft", False)


def test_a_publication_can_be_taken_back_until_a_letter_leaves_or_somebody_answers(cast, pair):
    published(pair, cast.coordinator)
    notify(run=MatchRun.objects.get(), by=cast.coordinator)
    run = take_back(run=MatchRun.objects.get(), by=cast.coordinator)
    assert (run.state, run.proposals.get().state) == ("draft", "draft")
    assert set(Letter.objects.values_list("state", flat=True)) == {"discarded"}
    published(pair, cast.coordinator)
    letters = notify(run=MatchRun.objects.get(), by=cast.coordinator)
    approve_letters(letters[:1], by=cast.coordinator)
    with pytest.raises(CannotMatch, match="Somebody has been told"):
        take_back(run=MatchRun.objects.get(), by=cast.coordinator)


def test_two_yeses_make_a_pair_and_an_engagement_begins(cast, as_, pair):
    published(pair, cast.coordinator)
    assert page(as_(cast.seeks.person), "matching:answer", pair, accept="yes").status_code == 302
    assert MatchProposal.objects.get().state == "open"
    assert page(as_(cast.gives.person), "matching:answer", pair, accept="yes").status_code == 302
    assert MatchProposal.objects.get().state == "agreed"
    engagement = Engagement.objects.get()
    assert (engagement.partner_id, engagement.consultant_id) == (cast.seeks.pk, cast.gives.pk)


def test_a_no_closes_the_proposal_and_the_other_one_never_learns_who_said_it(cast, as_, pair):
    published(pair, cast.coordinator)
    answer_proposal(proposal=pair, accept=True, by=cast.seeks.person)
    answer_proposal(proposal=MatchProposal.objects.get(), accept=False, by=cast.gives.person)
    assert (MatchProposal.objects.get().state, Engagement.objects.count()) == ("declined", 0)
    text = page(as_(cast.seeks.person), "matching:proposal", pair).content.decode()
    assert ("did not go ahead" in text, "Givers" in text.split("<main")[1]) == (True, True)


def test_after_a_no_the_pair_is_never_proposed_again_and_settled_pairs_keep_their_places(cast):
    programme = empty(cast.programme)
    ones = [partner(programme, f"P{i}") for i in range(2)]
    for i in range(3):
        consultant(programme, f"C{i}", topics=["teams"] if i < 2 else ["income"])
    run = propose_matches(programme=programme, by=cast.coordinator)
    publish(run=run, by=cast.coordinator)
    first = run.proposals.get(partner=ones[0])
    declined = run.proposals.get(partner=ones[1])
    answer_proposal(proposal=declined, accept=False, by=ones[1].person)
    again = propose_matches(programme=programme, by=cast.coordinator)
    assert names(again) == [("P1", "C2")]
    assert MatchProposal.objects.get(pk=first.pk).state == "open"


def test_no_more_pairs_than_places_even_when_two_say_yes_to_the_same_one(cast):
    """Several proposals to choose from: the second pair to be whole finds the place taken and lapses."""
    programme = empty(cast.programme)
    one, two = partner(programme, "One"), partner(programme, "Two")
    gives = consultant(programme, "Givers", capacity=2)
    run = propose_matches(programme=programme, by=cast.coordinator)
    publish(run=run, by=cast.coordinator)
    gives.capacity = 1
    gives.save()
    first, second = run.proposals.get(partner=one), run.proposals.get(partner=two)
    for proposal in (first, second):
        answer_proposal(proposal=proposal, accept=True, by=proposal.partner.person)
    answer_proposal(proposal=first, accept=True, by=gives.person)
    with pytest.raises(CannotMatch, match="not open any more"):
        answer_proposal(proposal=second, accept=True, by=gives.person)
    assert sorted(MatchProposal.objects.values_list("state", flat=True)) == ["agreed", "lapsed"]
    assert Engagement.objects.count() == 1


def test_only_one_of_the_two_can_answer_and_only_once(cast, as_, pair):
    published(pair, cast.coordinator)
    assert page(as_(cast.coordinator), "matching:answer", pair, accept="yes").status_code == 404
    assert page(as_(cast.partner), "matching:answer", pair, accept="yes").status_code == 404
    with pytest.raises(CannotMatch, match="Only the two"):
        answer_proposal(proposal=pair, accept=True, by=cast.coordinator)
    answer_proposal(proposal=pair, accept=True, by=cast.seeks.person)
    with pytest.raises(CannotMatch, match="already answered"):
        answer_proposal(proposal=pair, accept=False, by=cast.seeks.person)
    assert MatchProposal.objects.get().consultant_answer == ""


def test_a_draft_that_has_become_impossible_is_not_published(cast, pair):
    rule_by_hand(
        partner=cast.seeks, consultant=cast.gives, kind="bar", reason="Related.", by=cast.coordinator
    )
    with pytest.raises(CannotMatch, match="not possible as a pair any more"):
        publish(run=pair.run, by=cast.coordinator)
    assert MatchProposal.objects.get().state == "draft"


def test_sealing_somebody_while_their_proposal_is_open_reads_like_any_no(cast, pair):
    published(pair, cast.coordinator)
    add_exclusion(participant=cast.gives, kind="organisation", target="Seekers", by=cast.gives.person)
    assert MatchProposal.objects.get().state == "declined"


def test_a_verdict_that_has_become_worse_for_a_pair_that_stands_is_raised(cast, as_, pair):
    """R45: a register, a tender or an employer changes; nobody unmakes the pair, somebody must look."""
    published(pair, cast.coordinator)
    client, address = as_(cast.coordinator), href("matching:run", pair.run)
    assert "Look again: Seekers and Givers" not in client.get(address).content.decode()
    for side in (cast.seeks, cast.gives):
        side.organisation.tenders = ["County homecare 2027"]
        side.organisation.save()
    text = client.get(address).content.decode()
    assert "Look again: Seekers and Givers" in text and "Both bid for County homecare 2027." in text
    outcome = {"outcome": "clear", "reason": "The two lots are apart."}
    client.post(href("matching:check", cast.seeks, consultant=cast.gives.pk), outcome)
    assert "Look again: Seekers and Givers" not in client.get(address).content.decode()


def test_each_of_a_pair_reads_why_the_other_in_words_about_themselves(cast, as_, pair):
    published(pair, cast.coordinator)
    seeks = page(as_(cast.seeks.person), "matching:proposal", pair).content.decode()
    gives = page(as_(cast.gives.person), "matching:proposal", pair).content.decode()
    assert "You asked about Team motivation and training." in seeks
    assert "Leader asks about Team motivation and training" in gives


def test_the_list_of_pairs_is_narrowed_sorted_and_taken_away(cast, as_):
    programme = empty(cast.programme)
    for i in range(3):
        partner(programme, f"P{i}")
        consultant(programme, f"C{i}")
    run = propose_matches(programme=programme, by=cast.coordinator)
    client, address = as_(cast.coordinator), href("matching:run", run)
    assert client.get(address + "?words=P1").context["table"].data.data.count() == 1
    rows = client.get(address + "?download=csv&sort=-partner").content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["Partner", "P0", "P1", "P2"]
    assert rows[1].split(",")[2] == "about 0 miles"


def test_two_runs_are_laid_side_by_side(cast, as_):
    programme = empty(cast.programme)
    one = partner(programme, "One", topics=["teams"])
    consultant(programme, "A", topics=["teams"])
    b = consultant(programme, "B", topics=["income"])
    first = propose_matches(programme=programme, by=cast.coordinator, name="By the rules")
    rule_by_hand(partner=one, consultant=b, kind="pin", reason="They asked.", by=cast.coordinator)
    second = propose_matches(programme=programme, by=cast.coordinator, name="By hand")
    page_ = as_(cast.coordinator).get(f"{href('matching:runs', programme)}?a={first.pk}&b={second.pk}")
    both = page_.context["both"]
    (row,) = both.changed
    moves = [str(side.organisation) for side in (row.partner, *row.before, *row.after)]
    assert (moves, row.change, both.gains, both.loses) == (["One", "A", "B"], -40, 0, 1)
    assert [sheet.topics for sheet in both.sheets] == [(1, 1), (0, 1)]
    assert "Loses 40 points" in page_.content.decode()
