"""One proposal each, several to choose from, or a directory: the same rules, the same trail, never too many pairs (R29 to R38)."""

import pytest

from headwater.web.audit.models import Event
from headwater.web.engagements.models import Engagement
from headwater.web.hosts.links import href
from headwater.web.matching.actions import (
    CannotMatch,
    add_exclusion,
    answer_proposal,
    express_interest,
    propose_matches,
    publish,
)
from headwater.web.matching.models import MatchProposal
from headwater.web.messages.models import Letter
from tests.web.matching.association import HOME_CARE
from tests.web.matching.cohort import consultant, empty, names, partner


def in_mode(cast, mode):
    programme = empty(cast.programme)
    programme.matching_mode, programme.proposals_each = mode, 2
    programme.save()
    return programme


def opened(programme, by):
    return publish(run=propose_matches(programme=programme, by=by), by=by)


@pytest.fixture
def choosing(cast):
    """Two who seek help and three who give it, in a programme that shows two to each."""
    programme = in_mode(cast, "propose")
    cast.one, cast.two = (
        partner(programme, "One", topics=["teams"]),
        partner(programme, "Two", topics=["income"]),
    )
    for name, topic in (("A", "teams"), ("B", "income"), ("C", "buildings")):
        setattr(cast, name.lower(), consultant(programme, name, topics=[topic]))
    return programme


def test_each_sees_several_the_best_set_among_them_and_nobody_too_often(cast, choosing):
    run = propose_matches(programme=choosing, by=cast.coordinator)
    assert {("One", "A"), ("Two", "B")} <= set(names(run))
    seeks = [p for p, _ in names(run)]
    assert (seeks.count("One"), seeks.count("Two")) == (2, 2)
    assert sorted(pair[:2] for pair in run.result["pairs"]) == sorted(
        [str(p.pk), str(c.pk)] for p, c in ((cast.one, cast.a), (cast.two, cast.b))
    )


def test_the_first_pair_to_be_whole_counts_and_closes_what_its_last_places_held(cast, choosing):
    run = opened(choosing, cast.coordinator)
    mine = list(run.proposals.filter(partner=cast.one).with_people())
    for proposal in mine:
        answer_proposal(proposal=proposal, accept=True, by=cast.one.person)
    second = next(one for one in mine if one.consultant != cast.a)
    answer_proposal(proposal=second, accept=True, by=second.consultant.person)
    states = {(p.partner.organisation.name, p.consultant == second.consultant): p.state for p in
              run.proposals.with_people() if p.partner == cast.one}  # fmt: skip
    assert states == {("One", True): "agreed", ("One", False): "lapsed"}
    assert Engagement.objects.get().consultant_id == second.consultant_id


def test_one_sees_the_others_to_choose_from_on_each_proposal(cast, as_, choosing):
    run = opened(choosing, cast.coordinator)
    first, other = run.proposals.filter(partner=cast.one).with_people()
    text = as_(cast.one.person).get(href("matching:proposal", first)).content.decode()
    assert ("Others to choose from" in text, str(other.consultant.organisation) in text) == (True, True)


@pytest.fixture
def directory(cast):
    """A directory: one who seeks help, one rival, one who has sealed them, one without a place, and one to ask."""
    programme = in_mode(cast, "directory")
    cast.seeks = partner(programme, "Seekers", **HOME_CARE)
    cast.rival = consultant(programme, "Rival Homecare", **HOME_CARE)
    cast.sealing, cast.full = consultant(programme, "Sealing"), consultant(programme, "Full", capacity=0)
    cast.gives, cast.more = consultant(programme, "Givers", capacity=1), consultant(programme, "More")
    add_exclusion(participant=cast.sealing, kind="organisation", target="Seekers", by=cast.sealing.person)
    return programme


def listed(as_, side) -> list[str]:
    page = as_(side.person).get(href("matching:directory", side))
    return [one["entry"].consultant.organisation.name for one in page.context["entries"]]


def test_the_directory_opens_when_it_is_published_and_holds_whom_the_rules_permit(cast, as_, directory):
    run = propose_matches(programme=directory, by=cast.coordinator)
    assert (run.kind, run.proposals.count(), listed(as_, cast.seeks)) == ("directory", 0, [])
    publish(run=run, by=cast.coordinator)
    assert listed(as_, cast.seeks) == ["Givers", "More"]
    others = (cast.gives.person, cast.coordinator, cast.partner, cast.stranger, cast.other_partner)
    address = href("matching:directory", cast.seeks)
    assert [as_(who).get(address).status_code for who in others] == [404] * 5


def test_whoever_may_not_be_asked_is_refused_in_one_and_the_same_sentence(cast, directory):
    opened(directory, cast.coordinator)
    said = set()
    for one in (cast.rival, cast.sealing, cast.full):
        with pytest.raises(CannotMatch) as refused:
            express_interest(partner=cast.seeks, consultant=one, by=cast.seeks.person)
        said.add(str(refused.value))
    assert said == {"They have no place for another pair just now. Please choose somebody else."}
    assert MatchProposal.objects.count() == 0


def test_asking_is_an_open_proposal_with_a_letter_a_line_in_the_trail_and_a_limit(cast, as_, directory):
    third = consultant(directory, "Third")
    opened(directory, cast.coordinator)
    client, address = as_(cast.seeks.person), href("matching:directory", cast.seeks)
    for one in (cast.gives, cast.more):
        assert client.post(address, {"consultant": one.pk}).status_code == 302
    assert [p.partner_answer for p in MatchProposal.objects.all()] == ["yes", "yes"]
    assert set(Letter.objects.filter(kind="match_proposed").values_list("to__name", "state")) == {
        ("Leader of Givers", "draft"), ("Leader of More", "draft"),
    }  # fmt: skip
    assert Event.objects.filter(action="express-interest").count() == 2
    with pytest.raises(CannotMatch, match="You have asked 2"):
        express_interest(partner=cast.seeks, consultant=third, by=cast.seeks.person)
    assert listed(as_, cast.seeks) == ["Third"]
    with pytest.raises(CannotMatch, match="no place"):
        MatchProposal.objects.filter(consultant=cast.more).update(state="lapsed")
        express_interest(partner=cast.seeks, consultant=cast.more, by=cast.seeks.person)
    MatchProposal.objects.filter(consultant=cast.more).update(state="open")
    pair = MatchProposal.objects.get(consultant=cast.gives)
    answer_proposal(proposal=pair, accept=True, by=cast.gives.person)
    assert sorted(MatchProposal.objects.values_list("state", flat=True)) == ["agreed", "lapsed"]
    assert client.post(address, {"consultant": "nobody"}).status_code == 404
