"""Pages of a pair by owner, member, stranger and other host; the coordinator sees facts only (promises.md 4.3, 6, 10)."""

import uuid

import pytest
from django.utils import timezone
from django_scopes import scope

from headwater.web.audit.models import Event
from headwater.web.engagements.actions import (
    ask_for_extension,
    ask_to_end,
    give_pulse,
    log_session,
    note_progress,
    plan_session,
    seal_avoided_issue,
    set_goal,
    suggest_phase,
    tag_stance,
)
from headwater.web.engagements.models import Ending, Engagement, Goal, Pulse, Session
from headwater.web.hosts.home import asking_attention, asking_funnel, gather
from headwater.web.messages.models import Letter
from headwater.web.supervision.actions import assign_supervisor
from tests.web.engagements.pairs import at_work, proposed
from tests.web.engagements.test_sessions import days, soon

OUTSIDERS = (
    "coordinator", "faculty", "panel", "evaluator", "funder", "concern_lead",
    "second_partner", "second_consultant", "stranger", "other_coordinator", "other_partner",
)  # fmt: skip

ON_SESSIONS = ("log/", "move/", "confirm/", "correct/", "pulse/", "meeting.ics")
BUTTONS = (
    "agreement/accept", "phase/suggest", "phase/agree", "phase/leave", "end/confirm", "end/keep-going",
)  # fmt: skip


def told(cast):
    """A pair with something confidential in every place there is, and a session of each kind."""
    engagement = at_work(cast)
    goal = set_goal(engagement, by=cast.partner, kind="pressing", text="canary-goal")
    set_goal(engagement, by=cast.consultant, kind="development", text="canary-aim")
    note_progress(goal, by=cast.partner, value=3, word="canary-word")
    seal_avoided_issue(engagement, by=cast.partner, text="canary-avoided")
    held = log_session(engagement, by=cast.consultant, day=days(10), minutes=75)
    give_pulse(held, by=cast.partner, useful=0, heard=0, thinking=0, enough=False)
    tag_stance(held, by=cast.consultant, stances=["doing"])
    plan_session(engagement, by=cast.partner, starts_at=soon(), place="canary-place")
    suggest_phase(engagement, by=cast.partner)
    ask_for_extension(engagement, by=cast.partner, sessions=2)
    return engagement


def addresses(engagement):
    """Every address of a pair, with real records in them."""
    base = f"/care-network/engagements/{engagement.pk}"
    pages = [f"{base}/", *(f"{base}/{name}/" for name in (
        "agreement", "agreement/write", "plan", "log", "goals/add", "avoided", "more", "end", "stance",
    ))]  # fmt: skip
    for session in Session.objects.filter(engagement=engagement):
        pages += [f"/care-network/sessions/{session.pk}/{name}" for name in ON_SESSIONS]
    for goal in Goal.objects.filter(engagement=engagement):
        pages += [f"/care-network/goals/{goal.pk}/{name}/" for name in ("edit", "progress")]
    return pages


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_but_the_pair_finds_any_page_of_theirs(cast, as_, name):
    client = as_(cast.everyone()[name])
    found = [address for address in addresses(told(cast)) if client.get(address).status_code != 404]
    assert found == []


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_but_the_pair_can_press_a_button_of_theirs(cast, as_, name):
    engagement = told(cast)
    client, base = as_(cast.everyone()[name]), f"/care-network/engagements/{engagement.pk}"
    session = Session.objects.filter(state="held").get()
    buttons = [
        f"{base}/{end}/"
        for end in (
            "agreement/accept",
            "phase/suggest",
            "phase/agree",
            "phase/leave",
            "end/confirm",
            "end/keep-going",
        )
    ]
    buttons += [f"/care-network/sessions/{session.pk}/{end}/" for end in ("confirm", "take-back", "cancel")]
    assert {client.post(address).status_code for address in buttons} == {404}
    assert (
        Engagement.objects.get(pk=engagement.pk).phase,
        Session.objects.get(pk=session.pk).confirmed_at,
    ) == ("settle", None)


@pytest.mark.parametrize("name", ["partner", "consultant"])
def test_each_of_the_pair_finds_their_pages(cast, as_, name):
    client = as_(cast.everyone()[name])
    missing = {
        address for address in addresses(told(cast)) if client.get(address).status_code not in (200, 302)
    }
    sealed_or_own = {"partner": "stance", "consultant": "avoided"}[name]
    assert {address.rstrip("/").rsplit("/", 1)[1] for address in missing} == {sealed_or_own}


def test_the_pair_reads_the_goals_the_consultant_not_what_was_sealed_until_it_is_shown(cast, as_):
    engagement = told(cast)
    address = f"/care-network/engagements/{engagement.pk}/"

    def canaries(person):
        page = as_(person).get(address).content.decode()
        return {word for word in ("goal", "aim", "word", "place", "avoided") if f"canary-{word}" in page}

    assert canaries(cast.partner) == canaries(cast.consultant) == {"goal", "aim", "word", "place"}
    seal_avoided_issue(engagement, by=cast.partner, text="canary-avoided", shown_to_other=True)
    assert canaries(cast.consultant) == {"goal", "aim", "word", "place", "avoided"}


def test_the_coordinator_sees_dates_and_counts_and_no_word_of_the_pair(cast, as_):
    engagement = told(cast)
    ask_to_end(engagement, by=cast.partner, reason="no_time", hand_over="canary-hand-over")
    client = as_(cast.coordinator)
    pages = [
        "/care-network/p/pilot/home/",
        "/care-network/p/pilot/engagements/",
        "/care-network/p/pilot/engagements/?download=csv",
        f"/care-network/engagements/{engagement.pk}/facts/",
        f"/care-network/engagements/{engagement.pk}/close/",
        "/care-network/trail/",
    ]
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200] * len(pages)
    text = "".join(answer.content.decode() for answer in answers)
    assert (
        "75" in answers[3].content.decode(),
        "There is no time for it now" in answers[3].content.decode(),
    ) == (True, True)
    assert [
        word
        for word in ("canary", "Doing it for them", "doing", "Progress", "AvoidedIssue", "Pulse", "Stance")
        if word in text
    ] == []


def test_facts_are_for_the_coordinator_the_pair_and_the_consultants_own_supervisor(cast, as_):
    engagement = told(cast)
    address = f"/care-network/engagements/{engagement.pk}/facts/"

    def who():
        return {
            name for name, person in cast.everyone().items() if as_(person).get(address).status_code == 200
        }

    assert who() == {"coordinator", "partner", "consultant"}
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    assert who() == {"coordinator", "partner", "consultant", "faculty"}


def test_r56_stance_is_for_the_consultant_and_their_supervisor_alone(cast, as_):
    engagement = told(cast)
    address = f"/care-network/engagements/{engagement.pk}/stance/"
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    seen = {name for name, person in cast.everyone().items() if as_(person).get(address).status_code == 200}
    assert seen == {"consultant", "faculty"}
    assert "canary" not in as_(cast.faculty).get(address).content.decode()


def test_a_read_of_the_pairs_page_is_in_the_trail_once(cast, as_):
    engagement = told(cast)
    for _ in range(2):
        as_(cast.consultant).get(f"/care-network/engagements/{engagement.pk}/")
    views = Event.objects.filter(action="view", object_id=str(engagement.pk))
    assert list(views.values_list("person_id", "about_id")) == [(cast.consultant.pk, cast.partner.pk)]


def test_a_session_is_logged_by_one_press_confirmed_by_another_and_tapped(cast, as_):
    engagement = at_work(cast)
    address = f"/care-network/engagements/{engagement.pk}/log/"
    partner, consultant = as_(cast.partner), as_(cast.consultant)
    form = partner.get(address).context["form"]
    assert list(form.fields) == ["day", "happened", "minutes", "mode", "beside_plan", "next_at"]
    typed = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    answer = partner.post(address, typed)
    session = Session.objects.get()
    assert answer["Location"] == f"/care-network/sessions/{session.pk}/pulse/"
    assert (session.state, session.day, session.minutes) == ("held", timezone.localdate(), 90)
    assert partner.post(answer["Location"], {"useful": "2", "enough": "no"}).status_code == 302
    assert consultant.post(f"/care-network/sessions/{session.pk}/confirm/").status_code == 302
    assert Session.objects.get().confirmed_by.person == cast.consultant
    assert list(Pulse.objects.values_list("participant__role", "useful", "heard", "enough")) == [
        ("partner", 2, None, False)
    ]


def test_the_same_press_twice_logs_one_session(cast, as_):
    engagement = at_work(cast)
    client, key = as_(cast.partner), str(uuid.uuid4())
    typed = {"day": days(1).isoformat(), "happened": "yes", "minutes": "60", "mode": "phone", "form_key": key}
    answers = [client.post(f"/care-network/engagements/{engagement.pk}/log/", typed) for _ in range(2)]
    assert Session.objects.count() == 1
    assert len({answer["Location"] for answer in answers}) == 1


def test_what_was_typed_is_there_again_after_the_connection_dropped_and_gone_once_saved(cast, as_):
    engagement = at_work(cast)
    address, client = f"/care-network/engagements/{engagement.pk}/log/", as_(cast.partner)
    client.post("/drafts/save/", {"draft_form": address, "minutes": "55", "mode": "phone"})
    assert 'value="55"' in client.get(address).content.decode()
    client.post(address, {"day": days(1).isoformat(), "happened": "yes", "minutes": "55", "mode": "phone"})
    assert 'value="55"' not in client.get(address).content.decode()


def test_the_next_meeting_is_booked_from_the_log(cast, as_):
    engagement = at_work(cast)
    typed = {
        "day": days(1).isoformat(), "happened": "yes", "minutes": "60", "mode": "video",
        "next_at": timezone.localtime(soon(21)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    as_(cast.consultant).post(f"/care-network/engagements/{engagement.pk}/log/", typed)
    assert list(Session.objects.values_list("state", "mode")) == [("held", "video"), ("planned", "video")]


def test_a_day_to_come_is_refused_in_words_and_nothing_is_kept(cast, as_):
    engagement = at_work(cast)
    typed = {"day": days(-2).isoformat(), "happened": "yes", "minutes": "60", "mode": "video"}
    answer = as_(cast.partner).post(f"/care-network/engagements/{engagement.pk}/log/", typed)
    assert "This day is still to come" in answer.content.decode()
    assert Session.objects.count() == 0


def test_the_agreement_says_what_goes_to_whom_on_the_screen_where_it_is_accepted(cast, as_):
    engagement = proposed(cast)
    base = f"/care-network/engagements/{engagement.pk}/agreement/"
    typed = {
        "travels": "turns",
        "pays": "each",
        "rhythm": "month",
        "review_at_session": "3",
        "own_words": "canary-words",
    }
    as_(cast.partner).post(f"{base}write/", typed)
    page = as_(cast.consultant).get(base).content.decode()
    assert ["you two, and nobody else" in page, "canary-words" in page, "Accept" in page] == [
        True,
        True,
        True,
    ]
    as_(cast.consultant).post(f"{base}accept/", {"number": "1"})
    assert Engagement.objects.get().state == "running"


def test_phases_extension_and_ending_through_the_pages(cast, as_):
    engagement = told(cast)
    base = f"/care-network/engagements/{engagement.pk}"
    partner, consultant, coordinator = as_(cast.partner), as_(cast.consultant), as_(cast.coordinator)
    consultant.post(f"{base}/phase/agree/")
    asked = engagement.extensions.get()
    assert coordinator.get(f"/care-network/extensions/{asked.pk}/answer/").status_code == 200
    assert partner.get(f"/care-network/extensions/{asked.pk}/answer/").status_code == 404
    coordinator.post(f"/care-network/extensions/{asked.pk}/answer/", {"answer": "granted"})

    partner.post(f"{base}/end/", {"reason": "planned", "hand_over": ""})
    assert "Confirm the ending" in consultant.get(f"{base}/end/").content.decode()
    consultant.post(f"{base}/end/confirm/")
    partner.post(f"{base}/look-back/", {"faced": "partly", "gained": "2"})
    ended = Engagement.objects.get()
    assert (ended.phase, ended.planned_sessions, ended.state) == ("immediate", 8, "ended")
    assert (ended.avoided_issue.faced, Ending.objects.get().confirmed_by) == ("partly", cast.consultant)
    assert partner.get(f"{base}/").status_code == 200
    assert partner.get(f"{base}/log/").status_code == 404


def test_home_pages_lead_each_to_what_waits_for_them(cast, as_):
    engagement = proposed(cast)
    home = "/care-network/p/pilot/home/"
    assert "Make your agreement" in as_(cast.partner).get(home).content.decode()
    with scope(host=cast.host):
        session = log_session(at_work(cast, which="second"), by=cast.second_partner, day=days(3))
    page = as_(cast.second_consultant).get(home)
    assert page.context["next_step"].title == "Confirm a session"
    assert page.context["next_step"].url == f"/care-network/sessions/{session.pk}/confirm/"
    assert str(engagement.pk) in as_(cast.partner).get(home).content.decode()


def test_r49_r61_the_coordinators_home_tells_how_many_pairs_need_a_look(cast):
    at_work(cast, weeks_ago=7)
    second = at_work(cast, which="second", weeks_ago=7)
    set_goal(second, by=cast.second_partner, kind="pressing", text="Rota")
    rows = gather(asking_attention, person=cast.coordinator, host=cast.host, programme=cast.programme)
    sentences = {row.sentence: row.count for row in rows}
    assert sentences["pairs have not met for six weeks"] == 2
    assert sentences["pair has not settled yet on what to work on"] == 1
    assert gather(asking_attention, person=cast.partner, host=cast.host, programme=cast.programme) == []
    stages = gather(asking_funnel, person=cast.coordinator, host=cast.host, programme=cast.programme)
    counts = {stage.label: stage.count for stage in stages}
    assert (counts["Pairs begun"], counts["Met at least once"]) == (2, 0)


def test_the_list_narrows_sorts_and_is_taken_away_as_seen(cast, as_):
    at_work(cast, weeks_ago=7)
    log_session(at_work(cast, which="second", weeks_ago=7), by=cast.second_partner, day=days(3))
    client, address = as_(cast.coordinator), "/care-network/p/pilot/engagements/"

    def organisations(query=""):
        return [
            row.record.partner.organisation.name
            for row in client.get(address + query).context["table"].page.object_list
        ]

    assert organisations("?sort=-last_met") != []
    assert organisations() == ["Hexham Day Services", "Wansbeck Carers"]
    assert organisations("?sort=-partner") == ["Wansbeck Carers", "Hexham Day Services"]
    assert organisations("?look=apart") == organisations("?words=wansbeck") == ["Wansbeck Carers"]
    assert organisations("?state=ended") == []
    taken = client.get(f"{address}?look=apart&download=csv").content.decode()
    assert (taken.count("\n"), "Wansbeck Carers" in taken) == (2, True)
    assert client.get(f"{address}?download=xlsx").content[:2] == b"PK"


def test_the_pages_cost_the_same_however_many_sessions_there_are(cast, as_, django_assert_max_num_queries):
    engagement = told(cast)
    for number in range(12):
        log_session(engagement, by=cast.partner, day=days(number))
    for person, address in [
        (cast.partner, f"/care-network/engagements/{engagement.pk}/"),
        (cast.coordinator, f"/care-network/engagements/{engagement.pk}/facts/"),
        (cast.coordinator, "/care-network/p/pilot/engagements/"),
        (cast.coordinator, "/care-network/p/pilot/home/"),
        (cast.partner, "/care-network/p/pilot/home/"),
    ]:
        client = as_(person)
        with django_assert_max_num_queries(30):
            assert client.get(address).status_code == 200


def test_the_role_words_of_the_programme_are_used(cast, as_):
    cast.programme.words = {"partner": {"en": {"one": "fellow", "many": "fellows"}}}
    cast.programme.save()
    at_work(cast)
    page = as_(cast.coordinator).get("/care-network/p/pilot/engagements/").content.decode()
    assert "Fellow" in page


@pytest.mark.parametrize("end", ["", "log/", "plan/"])
def test_r46_the_barred_topics_and_stop_and_report_are_at_hand_where_a_restricted_pair_plans_and_logs(
    cast, as_, end
):
    restricted, clear = at_work(cast, competition="restricted"), at_work(cast, which="second")
    page = as_(cast.partner).get(f"/care-network/engagements/{restricted.pk}/{end}").content.decode()
    assert ("Never discuss prices" in page, "concerns/raise/?kind=competition" in page) == (True, True)
    other = as_(cast.second_partner).get(f"/care-network/engagements/{clear.pk}/{end}").content.decode()
    assert "Never discuss prices" not in other


def test_crisis_signposts_stand_on_every_form_that_asks_how_someone_is(cast, as_):
    engagement = at_work(cast)
    session = log_session(engagement, by=cast.partner, day=days(3))
    for person, address in [
        (cast.partner, f"sessions/{session.pk}/pulse/"),
        (cast.consultant, f"sessions/{session.pk}/pulse/"),
        (cast.partner, f"engagements/{engagement.pk}/look-back/"),
        (cast.funder, "p/pilot/power/"),
    ]:
        page = as_(person).get(f"/care-network/{address}").content.decode()
        assert ("116 123" in page, "85258" in page, "999" in page) == (True, True, True)


def test_r49_the_coordinator_drafts_a_kind_word_to_a_pair_that_has_not_met_and_nobody_else_does(cast, as_):
    engagement = at_work(cast, weeks_ago=7)
    base = f"/care-network/engagements/{engagement.pk}"
    for name in ("partner", "consultant", "faculty", "funder", "stranger", "other_coordinator"):
        assert as_(cast.everyone()[name]).post(f"{base}/kind-word/").status_code == 404
    client = as_(cast.coordinator)
    assert "Draft a kind word to both" in client.get(f"{base}/facts/").content.decode()
    for _ in range(2):
        client.post(f"{base}/kind-word/")
    letters = Letter.objects.filter(kind="kind_word")
    assert sorted(letters.values_list("to__name", "state")) == [("Consultant", "draft"), ("Partner", "draft")]
