"""A pair begins and agrees (R48; promises.md 4.3)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from headwater.web.engagements.actions import (
    CannotWorkTogether,
    accept_agreement,
    begin,
    plan_session,
    propose_agreement,
)
from headwater.web.engagements.actions.beginning import months_after
from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.engagements.terms import readers, terms, what_goes_to_whom
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed
from headwater.web.hosts.roles import ROLES
from headwater.web.matching.signals import pair_agreed
from headwater.web.messages.models import Letter
from headwater.web.preparation.actions import decide_readiness
from headwater.web.supervision.actions import assign_supervisor
from tests.web.engagements.pairs import at_work, proposed, ungate

CHOICES = {"travels": "turns", "pays": "programme", "rhythm": "month"}


def test_r48_an_engagement_begins_with_the_dose_of_the_programme_when_matching_says_both_agreed(cast):
    pair_agreed.send(
        sender=None,
        partner=cast.participant(cast.partner),
        consultant=cast.participant(cast.consultant),
        by=cast.coordinator,
        competition="restricted",
    )
    engagement = Engagement.objects.get()
    assert (engagement.planned_sessions, engagement.session_floor, engagement.session_minutes) == (6, 4, 90)
    assert (engagement.state, engagement.phase, engagement.competition) == (
        "proposed",
        "settle",
        "restricted",
    )
    assert sorted(Letter.objects.values_list("to__name", "state")) == [
        ("Consultant", "draft"),
        ("Partner", "draft"),
    ]


def test_a_later_change_of_the_programmes_dose_leaves_what_a_pair_was_promised(cast):
    engagement = proposed(cast)
    cast.programme.planned_sessions = 2
    cast.programme.save()
    assert Engagement.objects.get(pk=engagement.pk).planned_sessions == 6


@pytest.mark.parametrize(
    ("one", "other"), [("consultant", "partner"), ("partner", "second_partner"), ("consultant", "consultant")]
)
def test_only_a_partner_and_a_consultant_are_a_pair(cast, one, other):
    with pytest.raises(CannotWorkTogether, match="one who seeks help"):
        begin(
            partner=cast.participant(getattr(cast, one)),
            consultant=cast.participant(getattr(cast, other)),
            by=cast.coordinator,
        )
    assert Engagement.objects.count() == 0


def test_nobody_works_with_more_than_they_offered_to(cast):
    proposed(cast)
    with pytest.raises(CannotWorkTogether, match="as many as they offered"):
        begin(
            partner=cast.participant(cast.second_partner),
            consultant=cast.participant(cast.consultant),
            by=cast.coordinator,
        )
    assert Engagement.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 6, 15), 7, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_a_span_in_months_ends_on_the_same_day_or_the_months_last(day, months, expected):
    assert months_after(day, months) == expected


def test_both_accept_one_version_before_they_are_at_work(cast):
    engagement = proposed(cast)
    agreement = propose_agreement(engagement, by=cast.partner, **CHOICES)
    assert Engagement.objects.get().state == "agreeing"
    assert (agreement.is_accepted, agreement.accepted_at(cast.consultant)) == (False, None)
    accept_agreement(agreement, by=cast.partner)
    assert Engagement.objects.get().state == "agreeing"
    accept_agreement(agreement, by=cast.consultant)
    assert Engagement.objects.get().state == "running"


def test_a_version_that_was_replaced_can_no_longer_be_accepted(cast):
    engagement = proposed(cast)
    first = propose_agreement(engagement, by=cast.partner, **CHOICES)
    second = propose_agreement(engagement, by=cast.consultant, **CHOICES | {"travels": "nobody"})
    with pytest.raises(CannotWorkTogether, match="newer version"):
        accept_agreement(first, by=cast.consultant)
    accept_agreement(second, by=cast.partner)
    assert Engagement.objects.get().state == "running"
    assert list(Agreement.objects.values_list("number", "travels")) == [(2, "nobody"), (1, "turns")]


def test_a_pair_at_work_can_agree_anew_and_goes_on_meanwhile(cast):
    engagement = at_work(cast)
    again = propose_agreement(engagement, by=cast.consultant, **CHOICES)
    assert (again.number, Engagement.objects.get().state) == (2, "running")


@pytest.mark.parametrize(
    "name", ["coordinator", "faculty", "second_partner", "second_consultant", "stranger"]
)
def test_nobody_else_agrees_for_a_pair(cast, name):
    engagement = proposed(cast)
    agreement = propose_agreement(engagement, by=cast.partner, **CHOICES)
    outsider = cast.everyone()[name]
    with pytest.raises(CannotWorkTogether, match="Only the two"):
        accept_agreement(agreement, by=outsider)
    with pytest.raises(CannotWorkTogether, match="Only the two"):
        propose_agreement(engagement, by=outsider, **CHOICES)
    assert Engagement.objects.get().state == "agreeing"


def test_the_agreement_keeps_the_words_that_were_shown_when_it_was_accepted(cast):
    engagement = proposed(cast)
    agreement = propose_agreement(engagement, by=cast.partner, **CHOICES)
    cast.programme.words = {"partner": {"en": {"one": "fellow", "many": "fellows"}}}
    cast.programme.save()
    kept = Agreement.objects.get(pk=agreement.pk)
    assert "fellow" not in str(kept.words)
    fresh = Engagement.objects.with_people().get()
    assert "The fellow decides" in str(terms(fresh))


def test_what_goes_to_whom_names_exactly_those_the_policy_lets_read(cast):
    engagement = proposed(cast)
    names = {
        "partner": "the partner", "consultant": "the consultant", "coordinator": "the coordinator",
        "faculty": "the supervisor of the one who helps",
    }  # fmt: skip
    letting = {
        code
        for code, role in ROLES.items()
        if any(grant.permission == Permission.READ_ENGAGEMENT for grant in role.grants)
    }
    assert set(readers(engagement, Permission.READ_ENGAGEMENT).split(", ")) == {
        names[code] for code in letting
    }
    assert readers(engagement, Permission.READ_GOALS) == "you two, and nobody else"
    lines = what_goes_to_whom(engagement)["lines"]
    reading = {"coordinator", "faculty", "partner", "consultant", "concern_lead"}
    none_of_it = ", ".join(str(role.name).lower() for code, role in ROLES.items() if code not in reading)
    pair_and_supervisor = "the supervisor of the one who helps, the consultant."
    assert [line.split(": ", 1)[1] for line in lines] == [
        "the coordinator, the supervisor of the one who helps, the partner, the consultant.",
        "you two, and nobody else.",
        "concerns lead (opened to them by a second person, for 24 hours).",
        "only the one of you who wrote it.",
        "the partner.",
        "only the one of you who wrote it.",
        "the supervisor of the one who helps, only the one of you who wrote it.",
        pair_and_supervisor,
        "the supervisor of the one who helps.",
        f"{none_of_it}. Boards and employers have no way in. Published figures count many.",
    ]


@pytest.mark.parametrize(
    "permission", [Permission.READ_ENGAGEMENT, Permission.READ_GOALS, Permission.READ_STANCE]
)
def test_who_is_named_is_who_the_policy_answers_yes_to(cast, permission):
    engagement = proposed(cast)
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    answered = {
        name for name, person in cast.everyone().items() if allowed(person, permission, engagement, cast.host)
    }
    said = readers(engagement, permission).replace("you two, and nobody else", "the partner, the consultant")
    named = said.replace("the supervisor of the one who helps", "the faculty").replace("the ", "").split(", ")
    assert set(named) == answered


def test_what_goes_to_whom_would_tell_if_the_policy_let_the_funder_read_goals(cast, monkeypatch):
    from headwater.web.hosts.roles import FunderRole, may

    monkeypatch.setattr(FunderRole, "grants", (*FunderRole.grants, may(Permission.READ_GOALS)))
    assert readers(proposed(cast), Permission.READ_GOALS) == "the partner, the consultant, funder"


def test_r46_the_agreement_of_a_restricted_pair_names_the_barred_topics(cast):
    headings = [section["heading"] for section in terms(proposed(cast, competition="restricted"))]
    assert "What we never talk about" in headings
    clear = [section["heading"] for section in terms(proposed(cast, which="second"))]
    assert "What we never talk about" not in clear


def test_r40_r41_the_first_session_waits_for_readiness_and_preparation(cast):
    engagement = proposed(cast)
    agreement = propose_agreement(engagement, by=cast.partner, **CHOICES)
    accept_agreement(agreement, by=cast.consultant)
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(CannotWorkTogether, match="for the consultant: Faculty have not yet decided"):
        plan_session(engagement, by=cast.partner, starts_at=tomorrow)
    decide_readiness(
        cast.participant(cast.consultant), decision="ready", reason="Listens well.", by=cast.faculty
    )
    assert plan_session(engagement, by=cast.partner, starts_at=tomorrow).state == "planned"


def test_no_gate_no_wait(cast):
    engagement = proposed(cast)
    ungate(cast)
    agreement = propose_agreement(engagement, by=cast.partner, **CHOICES)
    accept_agreement(agreement, by=cast.consultant)
    planned = plan_session(engagement, by=cast.consultant, starts_at=timezone.now() + timedelta(days=1))
    assert planned.minutes == 90
