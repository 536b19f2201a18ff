"""What is on record changes under a pair that stands: raised on the coordinator's home page, counted and linked (R45)."""

import pytest

from headwater.web.engagements.models import Engagement
from headwater.web.hosts.links import href
from headwater.web.matching.actions import answer_proposal, propose_matches, publish
from headwater.web.matching.models import MatchProposal
from headwater.web.organisations.actions import merge
from headwater.web.organisations.models import Organisation
from tests.web.matching.association import HOME_CARE
from tests.web.matching.cohort import NEWCASTLE, consultant, empty, partner

SAID = "may have become rivals: what is on record has changed"


@pytest.fixture
def pair(cast):
    """Two who have agreed to work together."""
    programme = empty(cast.programme)
    cast.seeks, cast.gives = (
        partner(programme, "Seekers", at=NEWCASTLE, **HOME_CARE),
        consultant(programme, "Givers"),
    )
    run = publish(run=propose_matches(programme=programme, by=cast.coordinator), by=cast.coordinator)
    for side in (cast.seeks, cast.gives):
        answer_proposal(proposal=run.proposals.get(), accept=True, by=side.person)
    return run.proposals.get()


def home(cast, as_) -> str:
    return as_(cast.coordinator).get(href("programmes:programme_home", cast.programme)).content.decode()


def edit(cast, as_, body, **typed):
    form = {
        "name": body.name,
        "version": Organisation.objects.get(pk=body.pk).version,
        "none_of": ["commissioners"],
    }
    return as_(cast.coordinator).post(href("organisations:edit", body), form | typed)


def test_a_tender_both_bid_for_is_raised_and_a_decision_settles_it_for_the_pair(cast, as_, pair):
    assert SAID not in home(cast, as_)
    for side in (cast.seeks, cast.gives):
        typed = {"tenders": "County homecare 2027", "none_of": ["commissioners", "group"]}
        assert edit(cast, as_, side.organisation, **typed).status_code == 302
    text = home(cast, as_)
    assert (SAID in text, href("matching:checks", cast.programme) in text) == (True, True)
    assert MatchProposal.objects.get().competition_now == "barred"
    address = href("matching:check", cast.seeks, consultant=cast.gives.pk)
    as_(cast.coordinator).post(address, {"outcome": "restricted", "reason": "The lots are apart."})
    assert SAID not in home(cast, as_)
    pair = MatchProposal.objects.get()
    assert (pair.competition, pair.competition_now) == ("restricted", "")
    assert Engagement.objects.get().competition == "restricted"


def test_what_is_said_no_more_is_not_known_any_more_and_is_raised_as_well(cast, as_, pair):
    for side in (cast.seeks, cast.gives):
        edit(cast, as_, side.organisation, none_of=["commissioners", "tenders"])
    assert MatchProposal.objects.get().competition_now == "check"
    edit(cast, as_, cast.gives.organisation, none_of=["commissioners", "tenders", "group"])
    assert MatchProposal.objects.get().competition_now == ""


def test_a_new_employer_and_a_merger_are_looked_at_too(cast, as_, pair):
    rival = consultant(cast.programme, "Rival Homecare", at=NEWCASTLE, **HOME_CARE).organisation
    cast.gives.organisation = rival
    cast.gives.save()
    assert MatchProposal.objects.get().competition_now == "barred"
    cast.gives.organisation = cast.seeks.organisation
    cast.gives.save()
    assert MatchProposal.objects.get().competition_now == "barred"
    other = consultant(cast.programme, "Elsewhere").organisation
    cast.gives.organisation = other
    cast.gives.save()
    assert MatchProposal.objects.get().competition_now == ""
    merge(rival, other, by=cast.coordinator)
    assert MatchProposal.objects.get().competition_now == "barred"
