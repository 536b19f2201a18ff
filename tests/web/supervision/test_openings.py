"""Opening what is confidential: two people, one kind, 24 hours, those concerned told (promises.md 4.6)."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from time_machine import travel

from headwater.web.audit.models import Event
from headwater.web.engagements.actions import log_session, seal_avoided_issue, set_goal
from headwater.web.engagements.actions import notes as engagement_notes
from headwater.web.hosts.actions import give_role
from headwater.web.hosts.policy import matrix
from headwater.web.messages.actions import send_everything_waiting
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.supervision.actions import (
    CannotOpen,
    ask_to_open,
    decline_opening,
    open_it,
    raise_concern,
    write_note,
)
from headwater.web.supervision.models import Opening
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import days
from tests.web.preparation.test_pages import status
from tests.web.supervision.test_actions import assign, planned

PAGES = ("goals", "shared_notes", "supervision", "concern")


@pytest.fixture
def closed(cast):
    """A pair with goals, supervision with notes, a concern: each with a canary, and a custodian with no other duty."""
    cast.engagement = at_work(cast)
    set_goal(cast.engagement, by=cast.partner, kind="pressing", text="canary-goals")
    seal_avoided_issue(cast.engagement, by=cast.partner, text="canary-sealed")
    cast.programme.shared_notes = True
    cast.programme.save()
    engagement_notes.write_note(
        type(cast.engagement).objects.with_people().get(), by=cast.consultant, text="canary-shared_notes"
    )
    log_session(cast.engagement, by=cast.consultant, day=days(5))
    assign(cast, "consultant", "second_consultant")
    write_note(planned(cast, "consultant"), by=cast.faculty, text="canary-supervision", joint=False)
    write_note(planned(cast, "consultant", "second_consultant"), by=cast.faculty, text="canary-group")
    raise_concern(
        by=cast.partner,
        host=cast.host,
        kind="conduct",
        addressed_to=cast.coordinator,
        details="canary-concern",
        programme=cast.programme,
    )
    give_role(person=cast.second_panel, role="custodian", by=cast.coordinator)
    AccountMail.objects.all().delete()
    return cast


def asked(cast, kind="goals", of="partner"):
    return ask_to_open(
        kind=kind,
        ground="harm",
        reason="A person may be at risk.",
        asked_for=getattr(cast, of).email if hasattr(cast, of) else of,
        by=cast.concern_lead,
    )


@pytest.fixture
def as_(as_, settings):
    """The example's way in: no second factor is asked for, so that each page can be looked at."""
    settings.DEMONSTRATION = True
    return as_


@pytest.mark.parametrize(
    ("kind", "concerned"),
    [
        ("goals", {"partner", "consultant"}),
        ("shared_notes", {"partner", "consultant"}),
        ("supervision", {"consultant", "faculty"}),
        ("concern", {"partner", "coordinator"}),
    ],
)
def test_what_is_opened_is_read_by_the_one_who_asked_and_those_concerned_are_told(
    closed, as_, kind, concerned
):
    opening = asked(closed, kind)
    address = f"/care-network/openings/{opening.pk}/"
    assert status(as_, closed, address) == {"concern_lead", "second_panel"}
    assert status(as_, closed, f"{address}{kind}/") == set()
    as_(closed.second_panel).post(f"{address}decide/", {"decision": "open", "hours_until_told": "0"})
    assert status(as_, closed, f"{address}{kind}/") == {"concern_lead"}
    for other in set(PAGES) - {kind}:
        assert status(as_, closed, f"{address}{other}/") == set()
    page = as_(closed.concern_lead).get(f"{address}{kind}/").content.decode()
    found = {
        word
        for word in ("goals", "sealed", "shared_notes", "supervision", "group", "concern")
        if f"canary-{word}" in page
    }
    assert found == {kind}
    assert "Opened to Concern Lead · read" in page  # the watermark
    assert status(as_, closed, address) == {"concern_lead", "second_panel"} | concerned
    to = set(AccountMail.objects.values_list("to", flat=True))
    assert to == {getattr(closed, name).email for name in concerned | {"concern_lead"}}


def test_the_custodian_sees_why_and_whose_and_never_the_text(closed, as_):
    opening = asked(closed, "goals")
    open_it(opening, by=closed.second_panel)
    client = as_(closed.second_panel)
    pages = [f"openings/{opening.pk}/{end}" for end in ("", "decide/", "goals/", "supervision/", "concern/")]
    answers = [client.get(f"/care-network/{page}") for page in [*pages, "openings/", "concerns/"]]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404, 404, 200, 404]
    text = "".join(answer.content.decode() for answer in answers)
    assert ("canary" in text, "A person may be at risk." in text) == (False, True)


def test_nobody_opens_anything_alone_or_for_themselves_or_beside_another_duty(closed):
    opening = asked(closed)
    give_role(person=closed.concern_lead, role="custodian", by=closed.coordinator)
    with pytest.raises(CannotOpen, match="asked for themselves"):
        open_it(opening, by=closed.concern_lead)
    give_role(person=closed.coordinator, role="custodian", by=closed.coordinator)
    with pytest.raises(CannotOpen, match="another duty"):
        open_it(opening, by=closed.coordinator)
    with pytest.raises(CannotOpen, match="Only a custodian"):
        open_it(opening, by=closed.faculty)
    give_role(person=closed.consultant, role="custodian", by=closed.coordinator)
    with pytest.raises(CannotOpen, match="among those concerned"):
        open_it(opening, by=closed.consultant)
    with pytest.raises(CannotOpen, match="Only someone who hears concerns"):
        ask_to_open(kind="goals", ground="law", reason="x", asked_for="x@example.org", by=closed.coordinator)
    assert Opening.objects.get().state == "asked"
    denied = Event.objects.filter(kind="supervision.Opening", action="deny", allowed=False)
    assert list(denied.order_by("number").values_list("person_id", flat=True)) == [
        closed.concern_lead.pk,
        closed.coordinator.pk,
        closed.faculty.pk,
    ]


def test_the_database_itself_refuses_an_opening_allowed_by_the_one_who_asked(closed):
    opening = asked(closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(decided_by=closed.concern_lead)


def test_after_24_hours_it_is_closed_again_and_a_second_decision_is_refused(closed, as_):
    opening = open_it(asked(closed), by=closed.second_panel)
    address = f"/care-network/openings/{opening.pk}/goals/"
    with travel(timezone.now() + timedelta(hours=23, minutes=59), tick=False):
        assert status(as_, closed, address) == {"concern_lead"}
    with travel(timezone.now() + timedelta(hours=24), tick=False):
        assert status(as_, closed, address) == set()
    with pytest.raises(CannotOpen, match="decided already"):
        open_it(opening, by=closed.second_panel)


def test_what_is_opened_is_one_thing_of_one_pair_and_cannot_be_taken_away(closed, as_):
    at_work(closed, which="second")
    other = closed.participant(closed.second_partner).engagements_as_partner.get()
    set_goal(other, by=closed.second_partner, kind="pressing", text="canary-second")
    opening = open_it(asked(closed), by=closed.second_panel)
    client, address = as_(closed.concern_lead), f"/care-network/openings/{opening.pk}/goals/"
    page = client.get(f"{address}?download=csv")
    assert (page["Content-Type"], "canary-second" in page.content.decode()) == (
        "text/html; charset=utf-8",
        False,
    )
    assert page["Cache-Control"] == "no-store"
    for page in ("goals/", "progress/", ""):
        assert client.get(f"/care-network/engagements/{other.pk}/{page}").status_code == 404


def test_asking_finds_nothing_out(closed, as_):
    found, none = asked(closed), asked(closed, of="nobody@example.org")
    client = as_(closed.concern_lead)
    pages = [client.get(f"/care-network/openings/{opening.pk}/") for opening in (found, none)]
    assert pages[0].context["people"] == pages[1].context["people"] == []
    with pytest.raises(CannotOpen, match="nothing of this kind"):
        open_it(none, by=closed.second_panel)
    decline_opening(none, by=closed.second_panel)
    assert none.is_found is False
    assert Opening.objects.get(pk=none.pk).state == "declined"


def test_telling_waits_72_hours_at_most_and_only_with_a_reason_and_then_happens_by_itself(closed, as_):
    opening = asked(closed)
    with pytest.raises(CannotOpen, match="Say what harm"):
        open_it(opening, by=closed.second_panel, hours_until_told=24)
    with pytest.raises(CannotOpen, match="72 hours at most"):
        open_it(opening, by=closed.second_panel, hours_until_told=73, harm_of_telling="x")
    opening = open_it(
        opening, by=closed.second_panel, hours_until_told=72, harm_of_telling="Evidence could go."
    )
    address = f"/care-network/openings/{opening.pk}/"
    assert status(as_, closed, address) == {"concern_lead", "second_panel"}
    send_everything_waiting()
    assert [message.to for message in mail.outbox] == [[closed.concern_lead.email]]
    with travel(timezone.now() + timedelta(hours=72, minutes=1), tick=False):
        send_everything_waiting()  # whatever else makes the worker run: nothing has to remember these mails
        assert status(as_, closed, address) == {"concern_lead", "second_panel", "partner", "consultant"}
        step = as_(closed.partner).get("/care-network/p/pilot/home/").context["next_step"]
        assert step.title == "Something of yours was opened"
    told = {message.to[0] for message in mail.outbox[1:]}
    assert told == {closed.partner.email, closed.consultant.email}
    assert [word for word in ("canary", "opened", "goal") if word in str(mail.outbox[1].message())] == []


def test_those_concerned_are_told_even_when_the_worker_dies_in_between(closed, monkeypatch):
    opening = open_it(asked(closed), by=closed.second_panel)
    waiting = AccountMail.objects.filter(sent_at__isnull=True)
    assert waiting.count() == 3  # in the same transaction as the opening: no task has run yet
    from headwater.web.messages import actions

    def dies(pk):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(actions, "_send_mail", dies)
        send_everything_waiting()
    send_everything_waiting()
    assert {message.to[0] for message in mail.outbox} >= {
        line.person.email for line in opening.people.select_related("person")
    }


def test_neither_the_host_nor_its_letters_nor_its_trail_show_an_opening_only_a_count_does(closed, as_):
    opening = open_it(asked(closed, "goals"), by=closed.second_panel)
    as_(closed.concern_lead).get(f"/care-network/openings/{opening.pk}/goals/")
    assert Letter.objects.filter(about_id=str(opening.pk)).count() == 0
    assert Event.objects.filter(host_id=closed.host.pk, kind="supervision.Opening").count() == 0
    lines = Event.objects.filter(kind="supervision.Opening", object_id=str(opening.pk)).order_by("number")
    assert list(lines.values_list("action", flat=True)) == [
        "ask-to-open", "opened", "opened", "break-glass", "view", "read-opened",
    ]  # fmt: skip
    client = as_(closed.coordinator)
    assert client.get(f"/care-network/openings/{opening.pk}/").status_code == 404
    counted = client.get("/care-network/transparency/").context["months"]
    assert [(month.asked, month.opened) for month in counted] == [(1, 1)]


def test_anyone_may_read_how_often_it_happens(closed, client):
    asked(closed)
    page = client.get("/care-network/transparency/")
    assert [(month.asked, month.opened) for month in page.context["months"]] == [(1, 0)]
    assert [name for name in ("Partner", "Concern Lead", "risk") if name in page.content.decode()] == []


def test_only_four_kinds_can_be_opened_in_the_policy_and_the_custodian_reads_none_of_them():
    rows = matrix()
    opened = {
        row["kind"] for row in rows if "opened to them by a second person, for 24 hours" in row["where"]
    }
    assert opened == {
        "7 shared meeting notes",
        "10 goals and progress",
        "17 supervision notes",
        "18 concerns and complaints",
    }
    custodian = {row["kind"] for row in rows if row["role"] == "custodian"}
    assert custodian == {"the host and its members", "that something confidential was opened, and why"}


def test_outside_the_example_both_need_a_second_factor_used_just_now(closed, as_, settings):
    settings.DEMONSTRATION = False
    opening, client = asked(closed), as_(closed.second_panel)
    address = f"/care-network/openings/{opening.pk}/decide/"
    assert client.get(address)["Location"] == "/account/2fa/"
    Authenticator.objects.create(user=closed.second_panel, type="totp", data={"secret": "x"})
    assert client.get(address)["Location"] == f"/account/reauthenticate/?next={address.replace('/', '%2F')}"
    assert client.post(address, {"decision": "open", "hours_until_told": "0"}).status_code == 302
    assert Opening.objects.get().state == "asked"
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(closed.second_panel.pk)
    session.save()
    client.post(address, {"decision": "open", "hours_until_told": "0"})
    assert Opening.objects.get().state == "opened"


def test_an_opening_is_asked_for_and_decided_from_the_pages(closed, as_):
    lead = as_(closed.concern_lead)
    typed = {
        "kind": "goals",
        "ground": "harm",
        "reason": "Someone is at risk.",
        "asked_for": closed.partner.email,
    }
    address = lead.post("/care-network/openings/ask/", typed)["Location"]
    step = as_(closed.second_panel).get("/care-network/p/pilot/home/").context["next_step"]
    assert (step.title, step.url) == ("Something is to be opened", address)
    opening = Opening.objects.get()
    assert as_(closed.second_panel).get("/care-network/openings/").context["page"].object_list[0] == opening
    as_(closed.second_panel).post(f"{address}decide/", {"decision": "decline", "hours_until_told": "0"})
    assert Opening.objects.get().state == "declined"
    assert status(as_, closed, address) == {"concern_lead", "second_panel"}
