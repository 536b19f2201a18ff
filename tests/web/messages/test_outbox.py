"""Letters are drafted, looked at, and sent by the worker; nothing is mailed by a change of state alone (R7, P7)."""

import pytest
from django.core import mail
from django_fsm import TransitionNotAllowed

from headwater.web.messages.actions import approve_letters, send_everything_waiting
from headwater.web.messages.models import AccountMail, Letter


def letter(cast, **fields):
    return Letter.objects.create(
        programme=cast.programme, to=cast.partner, kind="test", subject="Hello", body="Text\n", **fields
    )


def test_a_draft_is_never_sent(cast):
    letter(cast)
    assert send_everything_waiting() == 0
    assert mail.outbox == []


def test_an_approved_letter_is_sent_once_with_a_stable_identifier(cast):
    drafted = letter(cast)
    approve_letters([drafted], by=cast.coordinator)
    assert mail.outbox == []
    assert send_everything_waiting() == 1
    assert send_everything_waiting() == 0
    assert [message.to for message in mail.outbox] == [["partner@example.org"]]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{drafted.pk}@headwater>"


def test_a_letter_can_be_held_back_until_it_has_left(cast):
    drafted = letter(cast)
    approve_letters([drafted], by=cast.coordinator)
    drafted.hold_back()
    drafted.save()
    assert send_everything_waiting() == 0
    approve_letters([drafted], by=cast.coordinator)
    send_everything_waiting()
    sent = Letter.objects.get(pk=drafted.pk)
    with pytest.raises(TransitionNotAllowed):
        sent.hold_back()


def test_a_mail_server_that_is_down_loses_nothing(cast, settings):
    approve_letters([letter(cast)], by=cast.coordinator)
    settings.EMAIL_BACKEND = "tests.web.messages.failing.Backend"
    assert [send_everything_waiting() for _ in range(5)] == [0, 0, 0, 0, 0]
    assert Letter.objects.get().state == Letter.State.FAILED
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    approve_letters(Letter.objects.all(), by=cast.coordinator)
    assert send_everything_waiting() == 1


def test_a_sign_in_code_goes_through_the_outbox_and_its_text_is_dropped_when_sent(
    cast, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/login/code/", {"email": "partner@example.org"})
    assert AccountMail.objects.get().to == "partner@example.org"
    send_everything_waiting()
    assert len(mail.outbox) == 1
    assert AccountMail.objects.get().body == ""
