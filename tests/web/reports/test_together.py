"""Reciprocity, power and being heard reach the report for a whole cohort, with n, and for too few not at all (R51, R53, R64)."""

from datetime import timedelta

from django.utils import timezone

from headwater.web.engagements.actions import (
    accept_agreement,
    begin,
    give_power_pulse,
    give_pulse,
    log_session,
    look_back,
    propose_agreement,
    tag_stance,
)
from headwater.web.engagements.cohort import cohort_questions
from headwater.web.reports.facts import gather_facts
from headwater.web.reports.sentences import together
from tests.people import make_participant, person
from tests.web.engagements.pairs import ungate

DAY = timedelta(days=1)


def pair(cast, number, *, useful, gained=2, stances=(("asking",), ("asking",))):
    """A pair with two sessions; ``useful`` is what each of the two tapped after the latest."""
    sides = [
        make_participant(cast.programme, person(f"{role} {number}"), role, f"{role} body {number}")
        for role in ("partner", "consultant")
    ]
    today = timezone.localdate()
    engagement = begin(partner=sides[0], consultant=sides[1], by=cast.coordinator, on=today - 60 * DAY)
    agreement = propose_agreement(
        engagement, by=sides[0].person, travels="nobody", pays="nothing", rhythm="month"
    )
    accept_agreement(agreement, by=sides[1].person)
    for ago, tagged in zip((40, 10), stances, strict=True):
        session = log_session(engagement, by=sides[0].person, day=today - ago * DAY)
        tag_stance(session, by=sides[1].person, stances=list(tagged))
    for side, tap in zip(sides, useful, strict=True):
        if tap is not None:
            give_pulse(session, by=side.person, useful=tap, heard=2)
        look_back(engagement, by=side.person, gained=gained, fair_say=2)


def asked(programme):
    return {
        one.name: (sum(one.said_yes.values()), len(one.said_yes), one.asked)
        for one in cohort_questions(programme)
    }


def test_r53_a_pair_counts_as_both_ways_only_where_both_answered_and_both_said_yes(cast):
    ungate(cast)
    pair(cast, 1, useful=(2, 2))
    pair(cast, 2, useful=(2, 1), gained=1)
    pair(cast, 3, useful=(2, None), stances=(("advising",), ("asking",)))
    give_power_pulse(cast.programme, by=cast.funder, party="sponsor", fair_say=0)
    assert asked(cast.programme) == {
        "both_useful": (1, 2, 3),
        "both_gained": (2, 3, 3),
        "fair_partner": (3, 3, 3),
        "fair_consultant": (3, 3, 3),
        "fair_third": (0, 1, 1),
        "heard": (3, 3, 3),
        "faced": (0, 0, 0),
        "asks_first": (2, 3, 3),
        "asks_latest": (3, 3, 3),
    }


def test_r53_the_report_tells_it_with_n_for_a_whole_cohort_and_coarser_to_the_world(cast):
    ungate(cast)
    for number in range(14):
        pair(cast, number, useful=(2, 2) if number < 7 else (2, 1), gained=2 if number % 2 else 0)
    give_power_pulse(cast.programme, by=cast.funder, party="sponsor", fair_say=0)
    facts = gather_facts(cast.programme)
    said = {
        audience: {figure["name"]: together(figure) for figure in facts[audience]["together"]}
        for audience in ("circle", "world")
    }
    assert said["circle"]["both_useful"] == (
        "Both found their latest session useful: 7 of 14 that answered; 14 were asked."
    )
    assert said["world"]["both_useful"] == (
        "Both found their latest session useful: about 5 of 10 to 14 that answered; 14 were asked."
    )
    assert said["circle"]["fair_third"] == (
        "Host and sponsor say they have a fair say: too few answers to say (0 to 1 of 1)."
    )
    assert said["circle"]["heard"].split(": ")[1].startswith(("at least 10", "most of"))


def test_r53_of_a_cohort_too_small_nothing_is_told(cast):
    ungate(cast)
    for number in range(4):
        pair(cast, number, useful=(2, 2))
    figures = gather_facts(cast.programme)["circle"]["together"]
    assert {(figure["form"], figure["better"]) for figure in figures} == {("withheld", None)}
