"""The home pages know of applications what their reader may know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.applications import actions
from tests.people import person
from tests.web.applications.applying import decided, draft, open_call, released, reviewed, sent_in, several

HOME = "/care-network/p/pilot/home/"


@pytest.fixture
def programme(cast):
    return open_call(cast.programme)


def test_an_applicant_without_a_duty_finds_their_application_on_the_front_page(cast, as_, programme):
    application = draft(programme, cast.stranger)
    shown = as_(cast.stranger).get("/").content.decode()
    assert f"/care-network/applications/{application.pk}/" in shown
    assert "You are writing it" in shown
    assert str(application.pk) not in as_(cast.other_partner).get("/", follow=True).content.decode()


def test_a_partner_who_applies_as_a_consultant_is_told_their_next_step(cast, as_, programme):
    application = draft(programme, cast.partner, "consultant")
    assert "Finish your application" in as_(cast.partner).get(HOME).content.decode()
    actions.withdraw_application(application=application, by=cast.partner)
    application = released(sent_in(programme, cast.partner, "consultant"), cast.coordinator)
    shown = as_(cast.partner).get(HOME).content.decode()
    assert "There is news about your application" in shown
    assert "canary" not in shown


def test_a_panel_member_is_told_how_many_wait(cast, as_, programme):
    for application in several(programme, 2):
        actions.assign_reader(application=application, person=cast.panel, by=cast.coordinator)
    assert "2 applications wait for you." in as_(cast.panel).get(HOME).content.decode()
    reviewed(application, cast.panel)
    assert "1 application waits for you." in as_(cast.panel).get(HOME).content.decode()
    actions.close_panel(programme=programme, by=cast.coordinator)
    assert "waits for you" not in as_(cast.panel).get(HOME).content.decode()


def test_the_coordinator_sees_what_needs_attention_and_the_funnel(cast, as_, programme):
    one, two, three = several(programme, 3)
    draft(programme, person("Still Writing"))
    reviewed(one, cast.panel)
    reviewed(one, cast.second_panel)
    decided(two, cast.coordinator)
    page = as_(cast.coordinator).get(HOME)
    rows = {row.sentence: row.count for row in page.context["attention"]}
    assert rows["applications are given to nobody to read"] == 2
    assert rows["decisions are made and not told"] == 1
    assert [(stage.label, stage.count) for stage in page.context["funnel"]][:3] == [
        ("Began an application", 4), ("Sent it in", 3), ("Were offered a place", 0),
    ]  # fmt: skip
    actions.declare_conflict(application=three, kind="other", by=cast.coordinator)
    page = as_(cast.coordinator).get(HOME)
    assert {row.sentence: row.count for row in page.context["attention"]}[
        "applications are given to nobody to read"
    ] == 1
    assert page.context["funnel"][1].count == 2


@pytest.mark.parametrize("name", ["evaluator", "funder", "faculty"])
def test_other_duties_are_told_nothing_of_applications(cast, as_, programme, name):
    sent_in(programme, cast.stranger)
    page = as_(cast.everyone()[name]).get(HOME)
    assert (page.context["attention"], page.context["funnel"]) == ([], [])
    assert "pplication" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_the_coordinators_next_step_follows_the_selection(cast, as_, programme):
    application = sent_in(programme, cast.stranger)
    client = as_(cast.coordinator)

    def step():
        return client.get(HOME).context["next_step"].title

    assert step() == "Share out the reading"
    programme.call_closes = timezone.localdate() - timedelta(days=1)
    programme.save()
    assert step() == "Share out the reading"
    reviewed(application, cast.panel)
    assert step() == "Follow the panel's reading"
    actions.close_panel(programme=programme, by=cast.coordinator)
    assert step() == "Decide"
    decided(application, cast.coordinator)
    assert step() == "Tell everyone"
    actions.apply_decisions(programme=programme, by=cast.coordinator)
    assert step() != "Tell everyone"


def test_who_only_applies_is_led_to_their_applications_and_to_no_page_that_is_not_theirs(
    cast, as_, programme
):
    application = draft(programme, cast.stranger)
    client = as_(cast.stranger)
    links = client.get(f"/care-network/applications/{application.pk}/").context["navigation"]
    assert [link["label"] for link in links] == ["Your applications"]
    assert [client.get(link["url"]).status_code for link in links] == [200]
