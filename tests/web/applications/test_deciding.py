"""Reading, stepping aside, deciding, telling, and taking up a place."""

import pytest
from django.db import connection

from headwater.web.applications import actions
from headwater.web.applications.models import Application, Assignment, Decision, Review, SelectionStatement
from headwater.web.applications.queries import places_of
from headwater.web.applications.signals import place_taken_up
from headwater.web.hosts.models import Membership
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed
from headwater.web.messages.models import Letter
from headwater.web.organisations.models import Organisation, Site
from headwater.web.programmes.models import Consultant, Participant, Partner
from tests.people import person
from tests.web.applications.applying import (
    KIND_WORDS,
    decided,
    open_call,
    panel_member,
    released,
    reviewed,
    sent_in,
    several,
)


@pytest.fixture
def programme(cast):
    return open_call(cast.programme)


def test_reading_is_shared_out_evenly_and_never_to_someone_in_conflict(cast, programme):
    ours = sent_in(programme, cast.stranger, name="Wansbeck Carers")
    Membership.objects.create(
        person=cast.partner, role="panel", programme=programme
    )  # works at Wansbeck Carers
    several(programme, 5)
    actions.share_out_reading(programme=programme, readers=2, by=cast.coordinator)
    each = [
        Assignment.objects.filter(person=member).count()
        for member in (cast.panel, cast.second_panel, cast.partner)
    ]
    assert sum(each) == 12
    assert max(each) - min(each) <= 1
    assert not Assignment.objects.filter(application=ours, person=cast.partner).exists()


def test_sharing_out_twice_asks_nobody_again(cast, programme):
    several(programme, 3)
    assert len(actions.share_out_reading(programme=programme, readers=2, by=cast.coordinator)) == 6
    assert actions.share_out_reading(programme=programme, readers=2, by=cast.coordinator) == []


def test_the_queue_gives_those_with_the_fewest_reviews_first(cast, programme):
    one, two, three = several(programme, 3)
    third_reader = panel_member(programme, "Third Reader")
    reviewed(one, cast.second_panel)
    reviewed(one, third_reader)
    reviewed(two, third_reader)
    for application in (one, two, three):
        actions.assign_reader(application=application, person=cast.panel, by=cast.coordinator)
    assert list(Application.objects.waiting_for_review_by(cast.panel)) == [three, two, one]


def test_a_mark_is_asked_for_every_published_criterion(cast, programme):
    application = sent_in(programme, cast.stranger)
    for marks in ({}, {"readiness": 5}, {"readiness": 3, "experience": 3}):
        with pytest.raises(actions.CannotReview, match="every criterion"):
            actions.review_application(application=application, marks=marks, comment="", by=cast.panel)
    assert Review.objects.count() == 0


def test_a_review_changes_until_the_panel_closes_and_not_after(cast, programme):
    application = sent_in(programme, cast.stranger)
    reviewed(application, cast.panel, 2)
    reviewed(application, cast.panel, 4)
    assert [review.marks for review in Review.objects.all()] == [{"readiness": 4}]
    actions.close_panel(programme=programme, by=cast.coordinator)
    with pytest.raises(actions.CannotReview, match="closed"):
        reviewed(application, cast.panel, 3)


def test_declaring_a_conflict_erases_the_score_and_the_application_is_gone_for_that_person(cast, programme):
    application = sent_in(programme, cast.stranger)
    reviewed(application, cast.panel)
    reviewed(application, cast.second_panel)
    actions.declare_conflict(application=application, kind="relative", by=cast.panel)
    assert [review.person for review in Review.objects.all()] == [cast.second_panel]
    assert Application.objects.known_to(cast.panel).count() == 0
    assert Application.objects.known_to(cast.second_panel).count() == 1
    assert allowed(cast.panel, Permission.READ_APPLICATION, application, cast.host) is False
    with pytest.raises(actions.CannotReview, match="cannot read"):
        actions.assign_reader(application=application, person=cast.panel, by=cast.coordinator)


@pytest.mark.parametrize("tie", ["organisation", "mail", "self"])
def test_a_conflict_is_found_by_organisation_by_mail_domain_and_for_oneself(cast, programme, tie):
    applicant, name = person("An Applicant"), "Somewhere Care"
    if tie == "organisation":
        name = "Wansbeck Carers"
    if tie == "mail":
        for who in (applicant, cast.partner):
            who.email = f"{who.pk}@somewhere-care.example"
            who.save()
    if tie == "self":
        applicant = cast.partner
    application = sent_in(programme, applicant, "consultant", name=name)
    assert list(Application.objects.known_to(cast.partner)) == []
    assert list(Application.objects.known_to(cast.second_partner)) == [application]


def test_r26_words_that_judge_are_refused_where_the_applicant_would_read_them(cast, programme):
    application = sent_in(programme, cast.stranger)
    with pytest.raises(actions.CannotDecide, match="scored, weak"):
        actions.decide(
            application=application,
            outcome="waiting",
            strengths="Not weak.",
            reason="You scored well.",
            by=cast.coordinator,
        )
    assert Decision.objects.count() == 0


def test_r60_not_yet_needs_a_day_to_come_back(cast, programme):
    application = sent_in(programme, cast.stranger)
    with pytest.raises(actions.CannotDecide, match="come back"):
        actions.decide(application=application, outcome="not_yet", by=cast.coordinator, **KIND_WORDS)


def test_a_pending_decision_moves_nothing_and_writes_to_nobody(cast, programme):
    application = sent_in(programme, cast.stranger)
    Letter.objects.all().delete()
    decided(application, cast.coordinator)
    assert Application.objects.get().state == "submitted"
    assert (Letter.objects.count(), SelectionStatement.objects.count()) == (0, 0)
    assert allowed(cast.stranger, Permission.READ_DECISION, application, cast.host) is False


def test_deciding_again_replaces_what_was_pending(cast, programme):
    application = sent_in(programme, cast.stranger)
    decided(application, cast.coordinator, "waiting")
    decided(application, cast.coordinator, "accepted")
    assert [decision.outcome for decision in Decision.objects.all()] == ["accepted"]


def test_decisions_are_told_together_after_the_panel_closed(cast, programme):
    first, second, third = several(programme, 3)
    decided(first, cast.coordinator, "accepted")
    decided(second, cast.coordinator, "waiting")
    decided(third, cast.coordinator, "not_yet")
    with pytest.raises(actions.CannotDecide, match="Close the panel"):
        actions.apply_decisions(programme=programme, by=cast.coordinator)
    actions.close_panel(programme=programme, by=cast.coordinator)
    assert len(actions.apply_decisions(programme=programme, by=cast.coordinator)) == 3
    assert [Application.objects.get(pk=a.pk).state for a in (first, second, third)] == [
        "accepted",
        "waiting",
        "not_yet",
    ]
    letters = Letter.objects.filter(kind="application_decision")
    assert {letter.state for letter in letters} == {"draft"}
    assert len({(letter.subject, letter.body.split("http")[0].split(",", 1)[1]) for letter in letters}) == 1


def test_no_more_places_are_offered_than_there_are(cast, programme):
    programme.places = 1
    programme.save()
    for application in several(programme, 2):
        decided(application, cast.coordinator)
    actions.close_panel(programme=programme, by=cast.coordinator)
    with pytest.raises(actions.CannotDecide, match="more offers than places for partners"):
        actions.apply_decisions(programme=programme, by=cast.coordinator)
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}
    assert places_of(programme, "partner").left == -1


def test_a_coordinator_in_conflict_does_not_release_the_decision(cast, programme):
    application = sent_in(programme, cast.stranger)
    decided(application, cast.coordinator)
    actions.close_panel(programme=programme, by=cast.coordinator)
    actions.declare_conflict(application=application, kind="relative", by=cast.coordinator)
    assert actions.apply_decisions(programme=programme, by=cast.coordinator) == []
    assert Application.objects.get().state == "submitted"


def test_r25_each_applicant_has_a_statement_with_criteria_strengths_route_and_who_decided(cast, programme):
    application = sent_in(programme, cast.stranger)
    reviewed(application, cast.panel, 4)
    released(application, cast.coordinator)
    content = SelectionStatement.objects.get().content
    assert content == {
        "criteria": [{"name": "Ready to begin", "help": ""}],
        "strengths": KIND_WORDS["strengths"],
        "reason": KIND_WORDS["reason"],
        "outcome": "accepted",
        "route_in": "referral",
        "decided_by": "Coordinator",
        "readers": 1,
        "return_on": "",
    }


def test_decision_letters_and_stored_statements_hold_no_word_of_the_decision(cast, programme):
    application = sent_in(programme, cast.stranger)
    released(application, cast.coordinator, "not_yet")
    letter = Letter.objects.get(kind="application_decision")
    for canary in ("canary", "not yet", "Alnwick", "waiting", "accepted"):
        assert canary not in (letter.subject + letter.body).lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM applications_selectionstatement")
        assert "canary" not in cursor.fetchone()[0]


def test_taking_up_a_place_makes_a_participant_with_the_profile_from_the_answers(cast, programme):
    heard = []

    def listen(sender, participant, application, wishes, **kwargs):
        heard.append((participant.pk, [wish.name for wish in wishes]))

    place_taken_up.connect(listen)
    try:
        application = released(sent_in(programme, cast.stranger), cast.coordinator)
        participant = actions.answer_offer(application=application, accept=True, by=cast.stranger)
    finally:
        place_taken_up.disconnect(listen)
    partner = Partner.objects.get(person=cast.stranger)
    assert (partner.pk, partner.topics, partner.offers, partner.values) == (
        participant.pk, ["business-planning", "teams"], ["buildings"], ["staff"],
    )  # fmt: skip
    assert (partner.mode, partner.travel_miles, partner.meeting_languages, partner.route_in) == (
        "either",
        25,
        ["en"],
        "referral",
    )
    assert (
        Membership.objects.current()
        .filter(person=cast.stranger, role="partner", programme=programme)
        .exists()
    )
    assert heard == [(participant.pk, ["canary-rival Care Ltd", "canary-former Chief"])]
    assert {wish.participant_id for wish in application.sealed_wishes.all()} == {participant.pk}
    site = Site.objects.get(organisation=partner.organisation)
    assert (site.services, site.council, site.is_main) == (["homecare"], "Northumberland", True)
    assert (site.precision, site.easting is not None) == ("postcode", True)
    assert partner.organisation.size == Organisation.Size.SMALL
    assert Application.objects.get().policy_version == programme.competition_policy_version


def test_r38_a_former_partner_who_becomes_a_consultant_is_second_generation(cast, programme):
    Participant.objects.filter(person=cast.partner).update(status="finished")
    application = released(sent_in(programme, cast.partner, "consultant"), cast.coordinator)
    actions.answer_offer(application=application, accept=True, by=cast.partner)
    made = Consultant.objects.get(person=cast.partner)
    assert (made.generation, made.capacity) == (2, 2)


def test_declining_a_place_frees_it_and_makes_nobody_a_participant(cast, programme):
    application = released(sent_in(programme, cast.stranger), cast.coordinator)
    assert places_of(programme, "partner").held == 1
    assert actions.answer_offer(application=application, accept=False, by=cast.stranger) is None
    assert places_of(programme, "partner").held == 0
    assert not Participant.objects.filter(person=cast.stranger).exists()
    with pytest.raises(actions.CannotAnswer):
        actions.answer_offer(application=application, accept=True, by=cast.stranger)


def test_someone_on_the_waiting_list_can_be_offered_a_place_later(cast, programme):
    application = released(sent_in(programme, cast.stranger), cast.coordinator, "waiting")
    later = released(application, cast.coordinator, "accepted")
    assert (later.state, later.statements.count()) == ("accepted", 2)
