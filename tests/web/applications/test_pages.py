"""Who opens which page: owner, panel, coordinator, member, stranger, other host (promises.md 4.3, rows 1 to 3)."""

import pytest
from django.test import Client
from django.utils import timezone

from headwater.web.applications import actions
from headwater.web.applications.models import Application, Conflict
from headwater.web.programmes.models import Programme
from tests.people import person
from tests.web.applications.applying import decided, open_call, released, reviewed, sent_in, several

HOST = "/care-network"
PROGRAMME = f"{HOST}/p/pilot/"


@pytest.fixture
def programme(cast):
    return open_call(cast.programme)


@pytest.fixture
def applicant(cast, programme):
    return person("The Applicant")


@pytest.fixture
def application(cast, programme, applicant):
    return sent_in(programme, applicant)


def page_of(application: Application, name: str = "") -> str:
    return f"{HOST}/applications/{application.pk}/{name}"


def opened(cast, as_, who, url: str) -> int:
    return as_(who).get(url).status_code


def who_opens(cast, as_, url: str, **more) -> list[str]:
    everyone = cast.everyone() | more
    return sorted(name for name, who in everyone.items() if as_(who).get(url).status_code == 200)


def test_anyone_reads_the_public_call_and_the_competition_policy(cast, programme):
    programme.competition_policy = "No prices, fees or bids are talked about."
    programme.summary = "Leaders of care helping each other."
    programme.save()
    call = Client().get(PROGRAMME)
    policy = Client().get(f"{PROGRAMME}competition-policy/")
    assert (call.status_code, policy.status_code) == (200, 200)
    assert "Leaders of care helping each other." in call.content.decode()
    assert "Ready to begin" in call.content.decode()
    assert "Has led through this" in call.content.decode()
    assert "No prices, fees or bids" in policy.content.decode()


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(5, 9, "Not open yet"), (-5, 5, "Apply as a partner"), (-9, -5, "Applications have closed")],
)
def test_the_call_says_whether_it_is_open(cast, programme, opens, closes, words):
    today = timezone.localdate()
    programme.call_opens = today + timezone.timedelta(days=opens)
    programme.call_closes = today + timezone.timedelta(days=closes)
    programme.save()
    shown = Client().get(PROGRAMME).content.decode()
    every = ["Not open yet", "Apply as a partner", "Applications have closed"]
    assert [each for each in every if each in shown] == [words]


def test_a_draft_programme_has_no_public_page(cast, programme):
    programme.stage = Programme.Stage.DRAFT
    programme.summary = "canary-summary"
    programme.save()
    answers = [Client().get(f"{PROGRAMME}{name}") for name in ("", "competition-policy/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("canary" not in answer.content.decode() for answer in answers)


def test_who_sets_a_programme_up_reads_its_public_page_before_anyone_else(cast, as_, programme):
    programme.stage = Programme.Stage.DRAFT
    programme.save()
    assert who_opens(cast, as_, PROGRAMME) == ["coordinator"]
    shown = as_(cast.coordinator).get(PROGRAMME).content.decode()
    assert [words for words in ("Not open yet", "Apply as a partner") if words in shown] == ["Not open yet"]


def test_r52_the_call_uses_the_programmes_own_words(cast, programme):
    programme.words = {
        "partner": {"en": {"one": "leader", "many": "leaders"}},
        "consultant": {"en": {"one": "coach", "many": "coaches"}},
    }
    programme.save()
    shown = Client().get(PROGRAMME).content.decode()
    assert "Apply as a leader" in shown
    assert "Apply as a coach" in shown
    assert "Apply as a partner" not in shown


def test_an_application_is_read_by_its_author_and_the_coordinator_and_no_one_unasked(
    cast, as_, application, applicant
):
    assert who_opens(cast, as_, page_of(application), applicant=applicant) == ["applicant", "coordinator"]


def test_a_panel_member_reads_what_they_are_asked_to_read(cast, as_, application):
    actions.assign_reader(application=application, person=cast.panel, by=cast.coordinator)
    assert who_opens(cast, as_, page_of(application)) == ["coordinator", "panel"]
    assert who_opens(cast, as_, page_of(application, "review/")) == ["panel"]


def test_a_draft_is_its_authors_alone(cast, as_, programme, applicant):
    draft = actions.start_application(programme=programme, role="partner", by=applicant)
    for name in ("", "write/organisation/", "check/"):
        assert who_opens(cast, as_, page_of(draft, name), applicant=applicant) == ["applicant"]


def test_a_withdrawn_application_is_gone_for_everyone_but_its_author(cast, as_, application, applicant):
    actions.withdraw_application(application=application, by=applicant)
    assert who_opens(cast, as_, page_of(application), applicant=applicant) == ["applicant"]
    assert "Alnwick" not in as_(cast.coordinator).get(f"{PROGRAMME}applications/").content.decode()


def test_another_host_finds_nothing_under_either_address(cast, as_, application):
    client = as_(cast.other_coordinator)
    assert client.get(page_of(application)).status_code == 404
    assert client.get(page_of(application).replace("care-network", "other-host")).status_code == 404


def test_others_reviews_open_only_after_ones_own(cast, as_, application):
    for member in (cast.panel, cast.second_panel):
        actions.assign_reader(application=application, person=member, by=cast.coordinator)
    reviewed(application, cast.second_panel)
    assert who_opens(cast, as_, page_of(application, "reviews/")) == ["second_panel"]
    reviewed(application, cast.panel)
    assert who_opens(cast, as_, page_of(application, "reviews/")) == ["panel", "second_panel"]
    actions.close_panel(programme=application.programme, by=cast.coordinator)
    assert who_opens(cast, as_, page_of(application, "reviews/")) == ["coordinator", "panel", "second_panel"]


def test_a_statement_opens_once_it_is_released_for_the_applicant_and_the_coordinator(
    cast, as_, application, applicant
):
    decided(application, cast.coordinator)
    assert who_opens(cast, as_, page_of(application, "statement/"), applicant=applicant) == []
    released(application, cast.coordinator)
    assert who_opens(cast, as_, page_of(application, "statement/"), applicant=applicant) == [
        "applicant",
        "coordinator",
    ]
    assert who_opens(cast, as_, page_of(application, "offer/"), applicant=applicant) == ["applicant"]


def test_the_applicant_never_sees_a_mark_a_comment_or_a_pending_decision(cast, as_, application, applicant):
    reviewed(application, cast.panel, 2)
    decided(application, cast.coordinator, "waiting")
    client = as_(applicant)
    before = (
        client.get(page_of(application)).content.decode()
        + client.get(f"{HOST}/applications/").content.decode()
    )
    for canary in (
        "canary-comment",
        "Some evidence",
        "Waiting list",
        "waiting list",
        "canary-reason",
        "canary-strengths",
    ):
        assert canary not in before
    released(application, cast.coordinator, "waiting")
    after = client.get(page_of(application, "statement/")).content.decode()
    assert "canary-strengths" in after
    assert "canary-reason" in after
    for canary in ("canary-comment", "Some evidence"):
        assert canary not in after


@pytest.mark.parametrize("how", ["declared", "found"])
def test_a_conflict_hides_the_case_from_pages_lists_counts_and_files(cast, as_, programme, application, how):
    several(programme, 2)
    if how == "declared":
        actions.declare_conflict(application=application, kind="relative", by=cast.coordinator)
    else:
        cast.coordinator.email, application.person.email = "a@alnwick.example", "b@alnwick.example"
        cast.coordinator.save()
        application.person.save()
    client = as_(cast.coordinator)
    for name in ("", "decide/", "readers/", "reviews/", "statement/"):
        assert client.get(page_of(application, name)).status_code == 404
    for url in (
        f"{PROGRAMME}applications/",
        f"{PROGRAMME}applications/?words=Alnwick",
        f"{PROGRAMME}applications/?download=csv",
        f"{PROGRAMME}decisions/",
        f"{PROGRAMME}reading/",
        f"{PROGRAMME}home/",
    ):
        shown = client.get(url)
        assert shown.status_code == 200
        assert "Alnwick Home Support" not in shown.content.decode()
    seen = client.get(f"{PROGRAMME}applications/").context["table"].rows
    assert len(seen) == 2


def test_after_stepping_aside_a_panel_member_finds_404_and_an_empty_queue(cast, as_, application):
    reviewed(application, cast.panel)
    client = as_(cast.panel)
    assert "Alnwick Home Support" in client.get(f"{PROGRAMME}panel/").content.decode()
    answer = client.post(page_of(application, "step-aside/"), {"kind": "relative"})
    assert (answer.status_code, Conflict.objects.count(), application.reviews.count()) == (302, 1, 0)
    assert "Alnwick Home Support" not in client.get(f"{PROGRAMME}panel/").content.decode()
    for name in ("", "review/", "reviews/", "step-aside/"):
        assert client.get(page_of(application, name)).status_code == 404


def test_sealed_names_show_to_their_author_and_on_no_other_page(cast, as_, programme, applicant):
    draft = sent_in(programme, person("Earlier"))  # someone else's, with the same canaries
    mine = actions.start_application(programme=programme, role="consultant", by=applicant)
    actions.save_page(
        application=mine,
        page="sealed",
        by=applicant,
        answers={"sealed_organisations": ["canary-rival of mine"], "sealed_people": []},
    )
    assert "canary-rival of mine" in as_(applicant).get(page_of(mine, "write/sealed/")).content.decode()
    assert "canary-rival" not in as_(applicant).get(page_of(mine, "check/")).content.decode()
    reviewed(draft, cast.panel)
    actions.close_panel(programme=programme, by=cast.coordinator)
    for who, url in (
        (cast.coordinator, page_of(draft)),
        (cast.coordinator, page_of(draft, "decide/")),
        (cast.coordinator, page_of(draft, "reviews/")),
        (cast.panel, page_of(draft)),
        (cast.coordinator, f"{PROGRAMME}applications/"),
        (cast.coordinator, f"{PROGRAMME}applications/?download=csv"),
    ):
        shown = as_(who).get(url)
        assert shown.status_code == 200
        assert "canary-rival" not in shown.content.decode()
        assert "canary-former" not in shown.content.decode()


def test_r28_only_the_selection_side_sees_who_was_referred_and_by_whom(
    cast, as_, programme, applicant, application
):
    assert "canary-referrer" in as_(cast.coordinator).get(page_of(application)).content.decode()
    for who in (cast.faculty, cast.evaluator, cast.funder, cast.consultant, cast.second_panel):
        assert as_(who).get(page_of(application)).status_code == 404
        assert as_(who).get(f"{PROGRAMME}applications/").status_code == 404


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("applications/", ["coordinator"]),
        ("reading/", ["coordinator"]),
        ("reach/", ["coordinator"]),
        ("decisions/", ["coordinator"]),
        ("forms/partner/", ["coordinator"]),
        ("panel/", ["panel", "second_panel"]),
    ],
)
def test_programme_pages_open_for_their_duty_only(cast, as_, programme, application, name, may):
    assert who_opens(cast, as_, PROGRAMME + name) == may


def test_the_list_sorts_filters_searches_pages_and_downloads(cast, as_, programme):
    several(programme, 3)
    several(programme, 2, "consultant")
    client = as_(cast.coordinator)
    url = f"{PROGRAMME}applications/"
    assert len(client.get(url).context["table"].rows) == 5
    assert len(client.get(url, {"role": "consultant"}).context["table"].rows) == 2
    assert len(client.get(url, {"route_in": "referral"}).context["table"].rows) == 3
    assert len(client.get(url, {"words": "partner 1"}).context["table"].rows) == 1
    assert len(client.get(url, {"state": "waiting"}).context["table"].rows) == 0
    lines = client.get(url, {"download": "csv", "sort": "organisation_name"}).content.decode().splitlines()
    assert len(lines) == 6
    assert client.get(url, {"download": "xlsx"}).content[:2] == b"PK"
    first = client.get(url, {"sort": "organisation_name"}).context["table"].rows[0].record
    assert first.organisation_name == "Organisation consultant 0"


def test_the_list_costs_the_same_however_long_it_is(cast, as_, programme, django_assert_max_num_queries):
    several(programme, 12)
    with django_assert_max_num_queries(30):
        assert as_(cast.coordinator).get(f"{PROGRAMME}applications/").status_code == 200
