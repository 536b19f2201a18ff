"""Passing a concern on, what was done, complaints about data, councils (R51; promises.md 4.3 row 18, 4.5; domain 6.4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.audit.models import Event
from headwater.web.hosts.actions import give_role
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.organisations.models import Site
from headwater.web.supervision.actions import (
    CannotRaise,
    close_concern,
    hear_concern,
    keep_council_contact,
    note_step,
    pass_on,
)
from headwater.web.supervision.models import Concern, CouncilContact
from headwater.web.supervision.queries import councils_of, councils_of_everyone
from tests.web.engagements.pairs import proposed
from tests.web.preparation.test_pages import status
from tests.web.supervision.test_actions import raised


def second_hearer(cast):
    give_role(person=cast.panel, role="concern_lead", by=cast.coordinator, programme=cast.programme)
    return cast.panel


def test_a_concern_is_passed_on_and_whoever_raised_it_reads_who_knows_now(cast, as_):
    concern, second = raised(cast), second_hearer(cast)
    address = f"/care-network/concerns/{concern.pk}/"
    assert status(as_, cast, address) == {"partner", "concern_lead"}
    as_(cast.concern_lead).post(f"{address}pass-on/", {"to": str(second.pk)})
    assert status(as_, cast, address) == {"partner", "concern_lead", "panel"}
    page = as_(cast.partner).get(address)
    assert [hearer.person for hearer in page.context["hearers"]] == [cast.concern_lead, second]
    told = AccountMail.objects.order_by("pk").values_list("to", flat=True)
    assert list(told) == [cast.concern_lead.email, second.email, cast.partner.email]
    assert Letter.objects.count() == 0


def test_only_the_one_who_holds_a_concern_goes_on_with_it(cast, as_):
    concern = pass_on(raised(cast), by=cast.concern_lead, to=second_hearer(cast))
    with pytest.raises(CannotRaise, match="someone else's hands"):
        hear_concern(concern, by=cast.concern_lead)
    hear_concern(concern, by=cast.panel)
    address = f"/care-network/concerns/{concern.pk}/"
    as_(cast.concern_lead).post(f"{address}answer/", {"do": "close", "answer": "Mine"})
    assert Concern.objects.get().state == "heard"
    assert "<textarea" not in as_(cast.concern_lead).get(address).content.decode()


def test_a_concern_about_the_host_is_not_passed_to_those_who_run_it_nor_any_to_whoever_raised_it(cast):
    about_host = raised(cast, kind="programme", about_host=True)
    with pytest.raises(CannotRaise, match="Choose another"):
        pass_on(about_host, by=cast.concern_lead, to=cast.coordinator)
    own = raised(cast, by="coordinator")
    for person in (cast.coordinator, cast.faculty, cast.other_coordinator, cast.concern_lead):
        with pytest.raises(CannotRaise, match="Choose another"):
            pass_on(own, by=cast.concern_lead, to=person)
    assert AccountMail.objects.count() == 2


def test_r51_what_was_done_is_kept_for_those_who_hear_it_and_not_shown_to_whoever_raised_it(cast, as_):
    concern = hear_concern(raised(cast), by=cast.concern_lead)
    address = f"/care-network/concerns/{concern.pk}/"
    as_(cast.concern_lead).post(f"{address}answer/", {"do": "step", "text": "canary-step"})
    seen = {
        name: "canary-step" in as_(getattr(cast, name)).get(address).content.decode()
        for name in ("concern_lead", "partner", "coordinator", "consultant")
    }
    assert seen == {"concern_lead": True, "partner": False, "coordinator": False, "consultant": False}
    close_concern(concern, by=cast.concern_lead, answer="Done")
    with pytest.raises(CannotRaise, match="closed"):
        note_step(concern, by=cast.concern_lead, text="More")
    assert Event.objects.filter(host_id=cast.host.pk, kind__startswith="supervision.Concern").count() == 0


def test_no_details_are_kept_unless_the_person_chooses_to_write_them(cast, as_):
    client, address = as_(cast.partner), "/care-network/concerns/raise/"
    typed = {"kind": "welfare", "addressed_to": str(cast.concern_lead.pk), "how": "talk"}
    page = client.post(address, typed | {"details": "canary-typed"}).content.decode()
    assert ("Choose “Write it down here”" in page, "canary-typed" in page) == (True, True)
    client.post(address, typed)
    client.post(address, typed | {"how": "write", "details": "canary-written"})
    assert [concern.details for concern in Concern.objects.order_by("created_at")] == ["", "canary-written"]


def test_a_complaint_about_data_is_acknowledged_at_once_and_answered_within_thirty_days(cast, as_):
    concern = raised(cast, kind="data")
    assert [mail.to for mail in AccountMail.objects.order_by("pk")] == [
        cast.concern_lead.email,
        cast.partner.email,
    ]
    assert concern.answer_by == timezone.localdate() + timedelta(days=30)
    hear_concern(concern, by=cast.concern_lead)
    Concern.objects.update(created_at=timezone.now() - timedelta(days=26))
    step = as_(cast.concern_lead).get("/care-network/p/pilot/home/").context["next_step"]
    assert (step.title, step.urgency) == ("A complaint about data waits", 2)
    listed = as_(cast.concern_lead).get("/care-network/concerns/").content.decode()
    assert f"answer by {(timezone.localdate() + timedelta(days=4)):%-d %B}" in listed
    Concern.objects.update(created_at=timezone.now() - timedelta(days=32))
    late = as_(cast.concern_lead).get("/care-network/concerns/").content.decode()
    assert late.count("answer overdue") == 1
    assert raised(cast).answer_by is None


def test_whoever_is_signed_in_can_complain_about_data_and_learns_nothing_else(cast, as_):
    assert status(as_, cast, "/care-network/concerns/raise/") == set(cast.everyone())
    typed = {"kind": "data", "addressed_to": str(cast.concern_lead.pk)}
    address = as_(cast.stranger).post("/care-network/concerns/raise/", typed)["Location"]
    assert as_(cast.stranger).get(address).status_code == 200
    assert Concern.objects.get().raised_by == cast.stranger


def test_the_councils_of_ones_own_places_are_shown_with_the_number_the_host_wrote_down(cast, as_):
    for name, council in [("partner", "Northumberland"), ("consultant", "Stockton-on-Tees")]:
        own = cast.participant(getattr(cast, name)).organisation
        Site.objects.filter(organisation=own).update(council=council)
    elsewhere = cast.participant(cast.second_partner).organisation
    Site.objects.filter(organisation=elsewhere).update(council="Gateshead")
    as_(cast.coordinator).post(
        "/care-network/concerns/councils/keep/", {"council": "Northumberland", "phone": "01632 960 222"}
    )
    keep_council_contact(by=cast.concern_lead, council="Gateshead", phone="01632 960 333")
    assert [line.council for line in councils_of(cast.partner)] == ["Northumberland"]
    proposed(cast)
    assert [line.council for line in councils_of(cast.partner)] == ["Northumberland", "Stockton-on-Tees"]
    page = as_(cast.partner).get("/care-network/concerns/raise/").content.decode()
    assert ("01632 960 222" in page, "01632 960 333" in page) == (True, False)
    assert [line.council for line in councils_of_everyone()] == [
        "Gateshead",
        "Northumberland",
        "Stockton-on-Tees",
    ]


def test_a_contact_without_number_or_page_is_not_kept_and_only_two_duties_keep_them(cast, as_):
    with pytest.raises(CannotRaise, match="telephone number"):
        keep_council_contact(by=cast.coordinator, council="Gateshead")
    assert CouncilContact.objects.count() == 0
    for page in ("", "keep/"):
        assert status(as_, cast, f"/care-network/concerns/councils/{page}") == {"coordinator", "concern_lead"}
