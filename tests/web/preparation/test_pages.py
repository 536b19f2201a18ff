"""Pages of preparation by each role (R39, R40, R41)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.messages.models import Letter
from headwater.web.preparation.actions import book, decide_readiness, write_guide
from headwater.web.preparation.models import Booking, Preparation, PreparationGuide, ReadinessCheck, Workshop
from tests.web.preparation.test_actions import STEPS, workshop


def status(as_, cast, address):
    return {name for name, person in cast.everyone().items() if as_(person).get(address).status_code == 200}


def test_a_workshop_is_found_by_those_it_is_meant_for_and_those_who_run_it(cast, as_):
    partners = workshop(cast, place="canary-place")
    address = f"/care-network/workshops/{partners.pk}/"
    assert status(as_, cast, address) == {"coordinator", "faculty", "partner", "second_partner"}
    training = workshop(cast, kind="group")
    address = f"/care-network/workshops/{training.pk}/"
    assert status(as_, cast, address) == {"coordinator", "faculty", "consultant", "second_consultant"}


@pytest.mark.parametrize("end", ["edit/", "attendance/"])
def test_only_those_who_run_it_change_it_or_take_attendance(cast, as_, end):
    address = f"/care-network/workshops/{workshop(cast, in_days=-1).pk}/{end}"
    assert status(as_, cast, address) == {"coordinator", "faculty"}


@pytest.mark.parametrize("page", ["workshops/", "workshops/add/", "training/", "preparation/"])
def test_only_those_who_run_it_see_the_lists(cast, as_, page):
    workshop(cast)
    assert status(as_, cast, f"/care-network/p/pilot/{page}") == {"coordinator", "faculty"}


def test_ones_own_preparation_is_ones_own(cast, as_):
    own = cast.participant(cast.partner)
    assert status(as_, cast, f"/care-network/participants/{own.pk}/preparation/") == {"partner"}


def test_the_reason_of_a_readiness_decision_is_for_the_person_and_those_who_decide(cast, as_):
    own = cast.participant(cast.consultant)
    decide_readiness(own, decision="ready", reason="canary-reason", by=cast.faculty)
    assert status(as_, cast, f"/care-network/participants/{own.pk}/readiness/") == {"faculty"}
    seen = as_(cast.coordinator).get("/care-network/p/pilot/training/").content.decode()
    assert ("Ready" in seen, "canary-reason" in seen) == (True, False)
    page = as_(cast.consultant).get(f"/care-network/participants/{own.pk}/preparation/").content.decode()
    other = cast.participant(cast.second_consultant)
    others = as_(cast.second_consultant).get(f"/care-network/participants/{other.pk}/preparation/")
    assert ("canary-reason" in page, "canary-reason" in others.content.decode()) == (True, False)


def test_a_workshop_is_planned_offered_and_cancelled_through_the_pages(cast, as_):
    client = as_(cast.coordinator)
    start = timezone.localtime() + timedelta(days=9)
    typed = {
        "kind": "partner", "title": "Getting ready", "hours": "0", "places": "12", "place": "Hexham",
        "starts_at": start.strftime("%Y-%m-%dT10:00"), "ends_at": start.strftime("%Y-%m-%dT09:00"),
    }  # fmt: skip
    page = client.post("/care-network/p/pilot/workshops/add/", typed).content.decode()
    assert ("It must end after it starts" in page, Workshop.objects.count()) == (True, 0)
    client.post("/care-network/p/pilot/workshops/add/", typed | {"ends_at": start.strftime("%Y-%m-%dT13:00")})
    made = Workshop.objects.get()
    client.post(f"/care-network/workshops/{made.pk}/offer/")
    assert Letter.objects.filter(kind="workshop_offer", state="draft").count() == 2
    client.post(
        f"/care-network/workshops/{made.pk}/edit/",
        typed | {"title": "Ready?", "ends_at": start.strftime("%Y-%m-%dT14:00")},
    )
    assert Workshop.objects.get().title == "Ready?"
    client.post(f"/care-network/workshops/{made.pk}/cancel/")
    assert Workshop.objects.get().state == "cancelled"


def test_a_partner_takes_a_place_gives_it_back_and_gets_a_calendar_file(cast, as_):
    planned, client = workshop(cast, place="canary-place"), as_(cast.partner)
    address = f"/care-network/workshops/{planned.pk}/"
    client.post(f"{address}place/")
    assert Booking.objects.get().participant.person == cast.partner
    calendar = client.get(f"{address}meeting.ics").content.decode()
    assert ("SUMMARY:Meeting" in calendar, "canary" in calendar, "Getting ready" in calendar) == (
        True,
        False,
        False,
    )
    client.post(f"{address}place/", {"do": "give_up"})
    assert Booking.objects.count() == 0


def test_attendance_is_taken_on_one_page(cast, as_):
    held = workshop(cast, in_days=-1)
    partner, second = cast.participant(cast.partner), cast.participant(cast.second_partner)
    address = f"/care-network/workshops/{held.pk}/attendance/"
    page = as_(cast.faculty).get(address).content.decode()
    assert page.count("<fieldset") == 2
    as_(cast.faculty).post(address, {str(partner.pk): "came", str(second.pk): "invented"})
    assert list(Booking.objects.values_list("participant", "attendance")) == [(partner.pk, "came")]


def test_r41_faculty_decide_on_readiness_from_the_training_list(cast, as_):
    own, client = cast.participant(cast.consultant), as_(cast.faculty)
    assert str(own.pk) in client.get("/care-network/p/pilot/training/").content.decode()
    address = f"/care-network/participants/{own.pk}/readiness/"
    page = client.post(address, {"decision": "not_yet", "reason": "One more session"}).content.decode()
    assert ("Say when you will look again" in page, ReadinessCheck.objects.count()) == (True, 0)
    client.post(address, {"decision": "ready", "reason": "Asks well"})
    assert ReadinessCheck.objects.get().decision == "ready"


def test_r40_a_partner_is_led_to_the_checklist_and_goes_through_it(cast, as_):
    as_(cast.coordinator).post(
        "/care-network/p/pilot/preparation/", {"expectation": "We listen first.", "steps": "\n".join(STEPS)}
    )
    assert len(PreparationGuide.objects.get().steps) == 2
    client = as_(cast.partner)
    step = client.get("/care-network/p/pilot/home/").context["next_step"]
    assert step.title == "Prepare"
    assert "We listen first." in client.get(step.url).content.decode()
    client.post(step.url, {"done": ["s1", "s2"], "acknowledged": "yes"})
    assert (Preparation.objects.get().done, Preparation.objects.get().acknowledged_version) == (
        ["s1", "s2"],
        1,
    )
    assert client.get("/care-network/p/pilot/home/").context["next_step"].title == "Pass it on"


def test_the_list_of_workshops_narrows_and_is_taken_away(cast, as_):
    workshop(cast)
    book(workshop(cast, kind="group"), participant=cast.participant(cast.consultant), by=cast.consultant)
    client = as_(cast.coordinator)
    table = client.get("/care-network/p/pilot/workshops/?kind=group").context["table"]
    assert [row.record.kind for row in table.page.object_list] == ["group"]
    assert (
        client.get("/care-network/p/pilot/workshops/?when=past")
        .context["table"]
        .page.object_list.data.count()
        == 0
    )
    taken = client.get("/care-network/p/pilot/workshops/?download=csv").content.decode()
    assert taken.count("Getting ready") == 2


def test_many_consultants_cost_no_more_queries(cast, as_, django_assert_max_num_queries):
    write_guide(programme=cast.programme, expectation="x", steps=STEPS, by=cast.coordinator)
    with django_assert_max_num_queries(30):
        assert as_(cast.faculty).get("/care-network/p/pilot/training/").status_code == 200
