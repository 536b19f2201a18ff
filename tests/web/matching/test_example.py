"""The example programme's matching tells each of its stories, the same for the same seed."""

from datetime import date
from random import Random

import pytest

from headwater.web.engagements.models import Engagement
from headwater.web.matching import example
from headwater.web.matching.models import MatchProposal, MatchRun
from headwater.web.messages.models import Letter
from tests.web.matching.cohort import BERWICK, GATESHEAD, HEXHAM, consultant, empty, partner

HOME_CARE = {"services": ["Homecare agencies"], "groups": ["Dementia"]}


@pytest.fixture
def cohort(cast):
    """One with nobody near, two rivals side by side, and enough others."""
    programme = empty(cast.programme)
    partner(programme, "Tweedside", at=BERWICK, mode="in_person")
    partner(programme, "Saltmeadow", at=GATESHEAD)
    partner(programme, "Hexham", at=HEXHAM, services=["Supported living"])
    partner(programme, "Withheld", at=None)
    consultant(programme, "Team Valley", at=GATESHEAD, **HOME_CARE)
    consultant(programme, "Hospice")
    consultant(programme, "Kitchen", services=["Supported housing"], groups=["Mental health conditions"])
    consultant(programme, "Third", services=["Shared lives"])
    return programme


def told(programme, cast, answers):
    return example.match_all(programme, cast.coordinator, Random(7), date(2026, 11, 23), answers=answers)


def test_until_they_answer_everything_is_published_and_letters_wait_in_the_outbox(cohort, cast):
    assert told(cohort, cast, answers=False) == []
    assert sorted(MatchRun.objects.values_list("state", flat=True)) == ["aside", "published"]
    pairs = {(one.partner.organisation.name, one.consultant.organisation.name)
             for one in MatchProposal.objects.filter(state="open").with_people()}  # fmt: skip
    assert ("Saltmeadow", "Team Valley") not in pairs
    assert {partner for partner, _ in pairs} == {"Saltmeadow", "Hexham", "Withheld"}
    assert list(Letter.objects.values_list("state", flat=True)) == ["draft"] * 6


def test_with_answers_one_says_no_is_matched_again_and_agreed_pairs_are_engagements(cohort, cast):
    agreed = told(cohort, cast, answers=True)
    assert sorted(one.partner.organisation.name for one in agreed) == ["Hexham", "Saltmeadow", "Withheld"]
    assert MatchProposal.objects.filter(state="declined").count() == 1
    assert Engagement.objects.count() == 3
    last = MatchRun.objects.first()
    assert "Tweedside" in {
        p.organisation.name for p in cohort.participants.filter(pk__in=last.result["unplaced"])
    }
