"""Pages of supervision and concerns by each role (R42, R51; promises.md 4.3 rows 17 and 18)."""

from headwater.web.audit.models import Event
from headwater.web.supervision.actions import hear_concern, write_note
from headwater.web.supervision.models import (
    Concern,
    SupervisionNote,
    SupervisionSession,
    SupervisorAssignment,
)
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import soon
from tests.web.preparation.test_pages import status
from tests.web.supervision.test_actions import assign, planned, raised


def test_the_caseload_is_the_supervisors_own(cast, as_):
    assign(cast, "consultant")
    at_work(cast)
    assert status(as_, cast, "/care-network/p/pilot/supervision/") == {"faculty"}
    page = as_(cast.faculty).get("/care-network/p/pilot/supervision/").content.decode()
    assert ("Tees Valley Home Care" in page, "Coquet Community Trust" in page) == (True, False)


def test_the_coordinator_chooses_supervisors_and_sees_hours_not_notes(cast, as_):
    assert status(as_, cast, "/care-network/p/pilot/supervisors/") == {"coordinator"}
    own = cast.participant(cast.consultant)
    client = as_(cast.coordinator)
    client.post(f"/care-network/participants/{own.pk}/supervisor/", {"supervisor": str(cast.faculty.pk)})
    assert SupervisorAssignment.objects.get().supervisor == cast.faculty
    write_note(planned(cast, "consultant"), by=cast.faculty, text="canary-note", joint=True)
    pages = [
        client.get(page).content.decode()
        for page in (
            "/care-network/p/pilot/supervisors/",
            "/care-network/trail/",
            "/care-network/p/pilot/home/",
        )
    ]
    assert [word for word in ("canary", "SupervisionNote") if word in "".join(pages)] == []


def test_a_supervision_page_is_for_those_who_take_part(cast, as_):
    assign(cast, "consultant", "second_consultant")
    session = planned(cast, "consultant")
    address = f"/care-network/supervision/{session.pk}/"
    assert status(as_, cast, address) == {"faculty", "consultant"}
    assert status(as_, cast, f"{address}held/") == {"faculty"}
    assert status(as_, cast, f"{address}meeting.ics") == {"faculty", "consultant"}


def test_each_reads_their_own_notes_and_the_joint_ones(cast, as_):
    assign(cast, "consultant")
    session = planned(cast, "consultant")
    address = f"/care-network/supervision/{session.pk}/"
    as_(cast.faculty).post(address, {"text": "canary-own-of-faculty"})
    as_(cast.faculty).post(address, {"text": "canary-joint", "joint": "on"})
    as_(cast.consultant).post(address, {"text": "canary-own-of-consultant"})
    assert SupervisionNote.objects.count() == 3

    def canaries(person):
        page = as_(person).get(address).content.decode()
        return {word for word in ("own-of-faculty", "joint", "own-of-consultant") if f"canary-{word}" in page}

    assert canaries(cast.faculty) == {"own-of-faculty", "joint"}
    assert canaries(cast.consultant) == {"own-of-consultant", "joint"}


def test_a_supervisor_plans_and_holds_from_the_pages(cast, as_):
    assign(cast, "consultant")
    client, own = as_(cast.faculty), cast.participant(cast.consultant)
    typed = {"consultants": [str(own.pk)], "starts_at": soon(-1).strftime("%Y-%m-%dT%H:%M"), "minutes": "60"}
    client.post("/care-network/p/pilot/supervision/plan/", typed)
    session = SupervisionSession.objects.get()
    assert client.get("/care-network/p/pilot/home/").context["next_step"].title == "Was supervision held?"
    client.post(f"/care-network/supervision/{session.pk}/held/", {"came": [str(own.pk)], "minutes": "50"})
    assert list(SupervisionSession.objects.values_list("state", "minutes")) == [("held", 50)]
    page = as_(cast.consultant).get(f"/care-network/participants/{own.pk}/supervision/").content.decode()
    assert f"/care-network/supervision/{session.pk}/" in page


def test_a_supervisee_of_another_cannot_be_planned_with(cast, as_):
    other = cast.participant(cast.second_consultant)
    typed = {"consultants": [str(other.pk)], "starts_at": soon().strftime("%Y-%m-%dT%H:%M"), "minutes": "60"}
    as_(cast.faculty).post("/care-network/p/pilot/supervision/plan/", typed)
    assert SupervisionSession.objects.count() == 0


def test_a_concern_is_raised_heard_and_closed_from_the_pages(cast, as_):
    client = as_(cast.partner)
    page = client.get("/care-network/concerns/raise/").content.decode()
    assert ("999" in page, "116 123" in page) == (True, True)
    typed = {"kind": "safeguarding", "addressed_to": str(cast.concern_lead.pk), "details": "canary-details"}
    address = client.post("/care-network/concerns/raise/", typed)["Location"]
    lead = as_(cast.concern_lead)
    assert lead.get("/care-network/p/pilot/home/").context["next_step"].url == address
    assert "canary-details" in lead.get(address).content.decode()
    lead.post(f"{address}answer/", {"do": "hear"})
    lead.post(f"{address}answer/", {"do": "close", "answer": "The council is looking into it."})
    assert Concern.objects.get().state == "closed"
    assert "The council is looking into it." in client.get(address).content.decode()


def test_nobody_else_finds_a_concern_or_a_sign_that_there_is_one(cast, as_):
    address = f"/care-network/concerns/{raised(cast).pk}/"
    assert status(as_, cast, address) == {"partner", "concern_lead"}
    for name in ("coordinator", "faculty", "consultant"):
        client = as_(cast.everyone()[name])
        pages = [
            "/care-network/p/pilot/home/",
            "/care-network/concerns/",
            "/care-network/trail/",
            "/care-network/outbox/",
        ]
        text = "".join(client.get(page).content.decode() for page in pages)
        assert [
            word for word in ("canary", str(Concern.objects.get().pk), "supervision.Concern") if word in text
        ] == []


def test_who_raised_a_concern_leaves_no_line_by_looking_at_it_and_a_hearer_does(cast, as_):
    concern = raised(cast)
    for person in (cast.partner, cast.concern_lead, cast.coordinator):
        as_(person).get(f"/care-network/concerns/{concern.pk}/")
    lines = Event.objects.filter(object_id=str(concern.pk), action__in=["view", "deny"])
    assert sorted(lines.values_list("action", "person_id", "host_id")) == sorted(
        [("view", cast.concern_lead.pk, None), ("deny", cast.coordinator.pk, None)]
    )


def test_a_concern_about_the_host_is_refused_to_the_coordinator_in_words(cast, as_):
    typed = {"kind": "programme", "addressed_to": str(cast.coordinator.pk), "about_host": "on"}
    page = as_(cast.partner).post("/care-network/concerns/raise/", typed).content.decode()
    assert ("Choose another" in page, Concern.objects.count()) == (True, 0)


def test_a_closed_concern_is_not_closed_again(cast, as_):
    concern = hear_concern(raised(cast), by=cast.concern_lead)
    address, lead = f"/care-network/concerns/{concern.pk}/answer/", as_(cast.concern_lead)
    lead.post(address, {"do": "close", "answer": "First"})
    assert lead.post(address, {"do": "close", "answer": "Second"}).status_code == 404
    assert Concern.objects.get().answer == "First"
