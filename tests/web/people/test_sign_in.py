"""Signing in with a code, no password anywhere; the example's one-click door exists in a demonstration only (S6)."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from headwater.web.messages.actions import send_everything_waiting
from headwater.web.messages.models import AccountMail
from headwater.web.people.models import Person


def test_a_person_signs_in_with_the_code_from_the_mail(cast, client, django_capture_on_commit_callbacks):
    assert client.get("/account/login/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/login/code/", {"email": "coordinator@example.org"})
    assert answer["Location"].startswith("/account/login/code/confirm/")
    assert client.get(answer["Location"]).status_code == 200
    send_everything_waiting()
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[0].body, re.M).group(1)
    assert client.post("/account/login/code/confirm/", {"code": code}).status_code == 302
    assert client.get("/care-network/members/").status_code == 200


def test_an_unknown_address_gets_the_same_answer_as_a_known_one(cast, django_capture_on_commit_callbacks):
    answers = []
    for address in ("coordinator@example.org", "nobody@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client().post("/account/login/code/", {"email": address})
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1]
    assert AccountMail.objects.count() == 2


def test_someone_new_makes_an_account_with_name_and_address_and_no_password(
    client, db, django_capture_on_commit_callbacks
):
    assert b'type="password"' not in client.get("/account/signup/").content
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/signup/", {"name": "Ann New", "email": "ann.new@example.org"})
    person = Person.objects.get(email="ann.new@example.org")
    assert (person.name, person.has_usable_password()) == ("Ann New", False)


def test_outside_a_demonstration_there_is_no_one_click_sign_in(cast, client):
    with pytest.raises(NoReverseMatch):
        reverse("sign_in_as", args=[cast.coordinator.pk])
    assert client.post(f"/demo/as/{cast.coordinator.pk}/").status_code == 404


def test_one_can_change_name_and_language(cast, as_):
    as_(cast.partner).post("/your-account/", {"name": "New Name", "language": "cy"})
    person = Person.objects.get(pk=cast.partner.pk)
    assert (person.name, person.language) == ("New Name", "cy")


@pytest.mark.parametrize(
    "page", ["/", "/help/", "/privacy/", "/about/data/", "/account/login/", "/account/signup/"]
)
def test_a_page_for_everyone_opens_for_everyone(cast, client, as_, page):
    assert client.get(page).status_code == 200
    assert as_(cast.stranger).get(page).status_code in (200, 302)


def test_a_host_that_asks_for_a_second_factor_sends_people_to_set_one_up(cast, as_):
    cast.host.require_mfa = True
    cast.host.save()
    assert as_(cast.coordinator).get("/care-network/members/")["Location"] == "/account/2fa/"
