"""What an applicant does, from the first page to the letter that says it arrived."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from headwater.web.applications import actions
from headwater.web.applications.models import Application, EqualityCount, SealedWish
from headwater.web.applications.queries import reached
from headwater.web.audit.models import Event
from headwater.web.messages.models import Letter
from headwater.web.organisations.models import Organisation, Registration
from tests.web.applications.applying import draft, filled, open_call, sent_in


@pytest.fixture
def programme(cast):
    return open_call(cast.programme)


def test_a_second_start_returns_the_draft_that_is_there(cast, programme):
    first = draft(programme, cast.stranger)
    assert draft(programme, cast.stranger) == first
    assert Application.objects.count() == 1


def test_nobody_begins_when_the_call_is_not_open(cast, programme):
    programme.call_closes = timezone.localdate().replace(year=2020)
    programme.save()
    with pytest.raises(actions.CannotApply, match="not open"):
        draft(programme, cast.stranger)


def test_an_application_is_sent_in_once_every_page_is_filled_in(cast, programme):
    application = draft(programme, cast.stranger)
    with pytest.raises(actions.CannotApply, match="not filled in yet"):
        actions.submit_application(application=application, by=cast.stranger)
    sent = sent_in(programme, cast.stranger)
    assert (sent.pk, sent.state, sent.organisation_name) == (
        application.pk,
        "submitted",
        "Alnwick Home Support",
    )
    with pytest.raises(actions.CannotApply, match="no longer be changed"):
        actions.save_page(application=sent, page="you", answers={}, by=cast.stranger)


def test_r24_the_route_in_is_kept_for_each_application(cast, programme):
    assert sent_in(programme, cast.stranger).route_in == "referral"
    assert sent_in(programme, cast.stranger, "consultant").route_in == "open_call"


def test_the_organisation_is_found_by_its_number_else_by_its_name(cast, programme):
    by_number = Organisation.objects.create(name="Alnwick Support CIC")
    Registration.objects.create(organisation=by_number, register="company", number="09876543")
    by_name = Organisation.objects.create(name="BERWICK care trust")
    assert sent_in(programme, cast.stranger).organisation == by_number
    assert sent_in(programme, cast.stranger, "consultant").organisation == by_name


def test_sealed_names_are_kept_apart_encrypted_and_never_among_the_answers(cast, programme):
    application = filled(programme, cast.stranger)
    assert sorted(SealedWish.objects.values_list("kind", flat=True)) == ["organisation", "person"]
    assert [wish.name for wish in application.sealed_wishes.all()] == [
        "canary-rival Care Ltd",
        "canary-former Chief",
    ]
    assert "canary-rival" not in str(Application.objects.get().answers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM applications_sealedwish")
        stored = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT answers FROM applications_application")
        stored += [row[0] for row in cursor.fetchall()]
    assert all(text.startswith("hw1:") and "canary" not in text for text in stored)


def test_saving_the_sealed_page_again_replaces_what_was_there(cast, programme):
    application = filled(programme, cast.stranger)
    actions.save_page(
        application=application,
        page="sealed",
        by=cast.stranger,
        answers={"sealed_organisations": [], "sealed_people": ["Sam"]},
    )
    assert [(wish.kind, wish.name) for wish in application.sealed_wishes.all()] == [("person", "Sam")]


def test_withdrawing_erases_what_was_written_and_lets_the_person_begin_again(cast, programme):
    application = sent_in(programme, cast.stranger)
    actions.withdraw_application(application=application, by=cast.stranger)
    kept = Application.objects.get()
    assert (kept.state, kept.answers, kept.organisation_name) == ("withdrawn", {}, "")
    assert SealedWish.objects.count() == 0
    assert draft(programme, cast.stranger) != application


def test_the_receipt_is_a_draft_letter_without_content(cast, programme):
    application = sent_in(programme, cast.stranger)
    letter = Letter.objects.get()
    assert (letter.to, letter.state, letter.kind) == (cast.stranger, "draft", "application_received")
    for canary in ("Alnwick", "canary", "partner", "Registered manager"):
        assert canary not in letter.subject + letter.body
    assert f"/care-network/applications/{application.pk}/" in letter.body


def test_the_trail_tells_that_it_was_sent_in_and_nothing_of_it(cast, programme):
    application = sent_in(programme, cast.stranger)
    event = Event.objects.get(action="submit")
    assert (event.object_id, event.about_id) == (str(application.pk), cast.stranger.pk)


def test_equality_answers_are_counted_and_belong_to_nobody(cast, programme):
    application = sent_in(programme, cast.stranger)
    actions.count_equality_answers(
        application=application, answers={"age": "45_54", "disability": ""}, by=cast.stranger
    )
    assert list(EqualityCount.objects.values_list("question", "answer", "count")) == [("age", "45_54", 1)]
    names = {field.name for field in EqualityCount._meta.get_fields()}
    assert names & {"person", "application", "organisation"} == set()
    with pytest.raises(actions.CannotApply, match="asked once"):
        actions.count_equality_answers(application=application, answers={"age": "45_54"}, by=cast.stranger)


def test_whom_the_call_reaches_shows_when_it_has_closed_rounded_and_only_from_ten_answers_on(cast, programme):
    for question, answer, count in (("age", "45_54", 7), ("age", "under_35", 4), ("welsh", "yes", 9)):
        EqualityCount.objects.create(programme=programme, question=question, answer=answer, count=count)
    today = timezone.localdate()
    assert reached(programme, today) == {}
    programme.call_closes = today - timedelta(days=1)
    assert reached(programme, today) == {"age": {"45_54": 5, "under_35": 5}}
    application = Application.objects.create(programme=programme, person=cast.stranger, role="partner")
    with pytest.raises(actions.CannotApply, match="while the call was open"):
        actions.count_equality_answers(application=application, answers={"age": "45_54"}, by=cast.stranger)
