"""Writing an application in the browser's own way: pages, drafts, checking, sending in."""

import pytest
from django.utils import timezone

from headwater.web.applications import actions
from headwater.web.applications.models import Application, EqualityCount
from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Participant
from headwater.web.writes.models import Draft
from tests.web.applications.applying import (
    PAGES,
    as_posted,
    decided,
    draft,
    filled,
    open_call,
    released,
    sent_in,
)

HOST = "/care-network"
START = f"{HOST}/p/pilot/apply/partner/"
READY = {"leads": "yes", "trustee": "no", "outside_help": "yes", "authority": "yes", "time": "yes"}


@pytest.fixture
def programme(cast):
    return open_call(cast.programme)


def test_from_the_gate_to_the_thank_you_page_by_page(cast, as_, programme):
    client = as_(cast.stranger)
    client.post(START, READY)
    application = Application.objects.get()
    base = f"{HOST}/applications/{application.pk}/"
    order = []
    url = f"{base}write/organisation/"
    while "/write/" in url:
        code = url.rstrip("/").rsplit("/", 1)[1]
        order.append(code)
        url = client.post(url, as_posted(PAGES["partner"][code]))["Location"]
    assert order == ["organisation", "work", "you", "help", "offer", "meeting", "sealed", "coming"]
    assert url == f"{base}check/"
    checked = client.get(url).content.decode()
    assert "canary-pressing" in checked
    assert "1 September 2026" in checked
    assert client.post(url)["Location"] == base
    sent = Application.objects.get()
    assert (sent.state, sent.route_in, sent.answers["topics"]) == (
        "submitted",
        "referral",
        ["business-planning", "teams"],
    )
    assert client.get(f"{base}check/").status_code == 404


@pytest.mark.parametrize("role", ["partner", "consultant"])
def test_every_page_of_the_form_that_ships_takes_its_answers(cast, as_, programme, role):
    application = draft(programme, cast.stranger, role)
    client = as_(cast.stranger)
    for code, answers in PAGES[role].items():
        url = f"{HOST}/applications/{application.pk}/write/{code}/"
        assert client.get(url).status_code == 200
        assert client.post(url, as_posted(answers)).status_code == 302
    kept = Application.objects.get()
    expected = {
        name: value
        for page in PAGES[role].values()
        for name, value in page.items()
        if not name.startswith("sealed_")
    }
    assert {name: kept.answers[name] for name in expected} == expected


def test_r60_not_now_says_what_would_change_it_and_when_to_come_back(cast, as_, programme):
    client = as_(cast.stranger)
    answer = client.post(START, READY | {"authority": "no", "time": "no"})
    assert answer["Location"] == f"{START}not-now/"
    shown = client.get(answer["Location"]).content.decode()
    assert "A word with your board or owner" in shown
    assert "someone who can cover for you" in shown
    assert "A new role" not in shown
    day = programme.call_closes
    assert f"{day.day} {day:%B %Y}" in shown
    assert Application.objects.count() == 0


def test_trustees_are_asked_only_where_they_may_not_apply(cast, as_, programme):
    client = as_(cast.stranger)
    assert 'name="trustee"' in client.get(START).content.decode()
    programme.trustees_may_apply = True
    programme.save()
    assert 'name="trustee"' not in client.get(START).content.decode()


def test_when_the_call_is_closed_the_gate_leads_back_to_the_call(cast, as_, programme):
    programme.call_closes = timezone.localdate() - timezone.timedelta(days=1)
    programme.save()
    answer = as_(cast.stranger).post(START, READY)
    assert answer["Location"] == f"{HOST}/p/pilot/"
    assert Application.objects.count() == 0


def test_someone_not_signed_in_is_asked_to_and_comes_back(client, cast, programme):
    assert client.get(START)["Location"] == f"/account/login/?next={START}"


def test_more_than_three_topics_are_refused_in_words(cast, as_, programme):
    application = draft(programme, cast.stranger)
    url = f"{HOST}/applications/{application.pk}/write/help/"
    topics = ["business-planning", "income", "buildings", "teams"]
    shown = as_(cast.stranger).post(url, as_posted(PAGES["partner"]["help"] | {"topics": topics}))
    assert shown.status_code == 200
    assert "no more than 3" in shown.content.decode()
    assert Application.objects.get().pages_done == []


def test_supervision_is_part_of_the_role(cast, as_, programme):
    application = draft(programme, cast.stranger, "consultant")
    url = f"{HOST}/applications/{application.pk}/write/capacity/"
    shown = as_(cast.stranger).post(url, PAGES["consultant"]["capacity"] | {"supervision": "no"})
    assert "This is part of the role" in shown.content.decode()


def test_what_is_typed_saves_itself_and_is_there_again(cast, as_, programme):
    application = draft(programme, cast.stranger)
    url = f"{HOST}/applications/{application.pk}/write/you/"
    client = as_(cast.stranger)
    name = actions.draft_name(application, "you")
    assert f'name="draft_form" value="{name}"' in client.get(url).content.decode()
    typed = {
        "draft_form": name,
        "job_title": "canary-title",
        "board_aware": "yes",
        "board_aware_on_day": "3",
        "board_aware_on_month": "9",
        "board_aware_on_year": "",
    }
    assert client.post("/drafts/save/", typed).json()["saved"] is not None
    shown = client.get(url).content.decode()
    assert 'value="canary-title"' in shown
    assert 'name="board_aware_on_day"' in shown
    client.post(url, as_posted(PAGES["partner"]["you"]))
    assert Draft.objects.count() == 0
    assert "canary-title" not in client.get(url).content.decode()


def test_save_for_later_keeps_a_page_that_is_not_finished(cast, as_, programme):
    application = draft(programme, cast.stranger)
    url = f"{HOST}/applications/{application.pk}/write/help/"
    client = as_(cast.stranger)
    answer = client.post(
        url, {"pressing": "canary half a thought", "topics": ["teams", "income"], "later": "1"}
    )
    assert answer["Location"] == f"{HOST}/applications/{application.pk}/"
    shown = client.get(url).content.decode()
    assert "canary half a thought" in shown
    assert shown.count("checked") == 2
    assert Application.objects.get().pages_done == []


def test_one_persons_draft_never_shows_to_another(cast, as_, programme):
    mine = draft(programme, cast.stranger)
    name = actions.draft_name(mine, "you")
    as_(cast.consultant).post("/drafts/save/", {"draft_form": name, "job_title": "canary-intruder"})
    shown = as_(cast.stranger).get(f"{HOST}/applications/{mine.pk}/write/you/").content.decode()
    assert "canary-intruder" not in shown


def test_drafts_are_erased_when_an_application_is_sent_in_or_withdrawn(cast, as_, programme):
    application = filled(programme, cast.stranger)
    as_(cast.stranger).post(
        "/drafts/save/", {"draft_form": actions.draft_name(application, "help"), "able": "canary"}
    )
    actions.submit_application(application=application, by=cast.stranger)
    assert Draft.objects.count() == 0


def test_withdrawing_asks_first(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    url = f"{HOST}/applications/{application.pk}/withdraw/"
    client = as_(cast.stranger)
    assert "cannot be undone" in client.get(url).content.decode()
    assert client.post(url)["Location"] == f"{HOST}/applications/"
    assert Application.objects.get().state == "withdrawn"


def test_equality_questions_come_after_and_are_counted_only(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    url = f"{HOST}/applications/{application.pk}/equality/"
    client = as_(cast.stranger)
    assert client.get(url).status_code == 200
    client.post(url, {"age": "45_54", "welsh": "yes", "gender": ""})
    assert sorted(EqualityCount.objects.values_list("question", "answer", "count")) == [
        ("age", "45_54", 1),
        ("welsh", "yes", 1),
    ]
    client.post(url, {"age": "45_54"})
    assert EqualityCount.objects.get(question="age").count == 1


def test_taking_up_a_place_asks_for_the_competition_policy(cast, as_, programme):
    application = released(sent_in(programme, cast.stranger), cast.coordinator)
    url = f"{HOST}/applications/{application.pk}/offer/"
    client = as_(cast.stranger)
    assert "Tick this box to take up the place" in client.post(url, {"answer": "yes"}).content.decode()
    assert client.post(url, {"answer": "yes", "policy": "on"})["Location"] == f"{HOST}/p/pilot/home/"
    assert Participant.objects.get(person=cast.stranger).route_in == "referral"
    assert Membership.objects.current().filter(person=cast.stranger).count() == 1
    assert client.get(f"{HOST}/p/pilot/home/").status_code == 200


def test_the_panel_saves_and_goes_on_to_the_next(cast, as_, programme):
    from tests.web.applications.applying import several

    applications = several(programme, 2)
    for application in applications:
        actions.assign_reader(application=application, person=cast.panel, by=cast.coordinator)
    client = as_(cast.panel)
    url = f"{HOST}/applications/{applications[0].pk}/review/"
    answers = {"mark_readiness": "3", "comment": "Clear."}
    following = client.post(url, answers | {"next": "1"})["Location"]
    assert following == f"{HOST}/applications/{applications[1].pk}/review/"
    assert client.post(following, answers | {"next": "1"})["Location"] == f"{HOST}/p/pilot/panel/"
    assert client.get(following).status_code == 200


def test_the_coordinator_decides_closes_and_tells_everyone(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    client = as_(cast.coordinator)
    decide = f"{HOST}/applications/{application.pk}/decide/"
    refused = client.post(decide, {"outcome": "accepted", "strengths": "You scored well", "reason": "Fits"})
    assert "Say it without: scored" in refused.content.decode()
    kept = client.post(decide, {"outcome": "accepted", "strengths": "A clear account", "reason": "It fits"})
    assert kept["Location"] == f"{HOST}/p/pilot/decisions/"
    page = client.get(kept["Location"]).content.decode()
    assert "Offer a place" in page
    client.post(f"{HOST}/p/pilot/reading/close/", {"close": "1"})
    client.post(f"{HOST}/p/pilot/decisions/")
    assert Application.objects.get().state == "accepted"
    assert client.get(decide).status_code == 200


def test_a_decision_can_be_taken_back_before_it_is_told(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    decided(application, cast.coordinator)
    as_(cast.coordinator).post(f"{HOST}/applications/{application.pk}/decide/", {"take_back": "1"})
    assert application.decisions.count() == 0


def test_reading_is_shared_out_from_the_page(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    as_(cast.coordinator).post(f"{HOST}/p/pilot/reading/", {"readers": "2"})
    assert application.assignments.count() == 2
    assert as_(cast.coordinator).get(f"{HOST}/applications/{application.pk}/readers/").status_code == 200
