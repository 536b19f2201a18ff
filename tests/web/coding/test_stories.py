"""Stories go as far as their tellers say, for as long as they say; panels choose with reasons; only live consent prints."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.coding.actions.stories import (
    CannotTell,
    close_panel,
    give_consent,
    give_voices,
    name_panel,
    note_printed,
    take_back,
    verify,
)
from headwater.web.coding.models import Choice, Consent, Story, Voice
from headwater.web.coding.queries import stories_to_print
from headwater.web.coding.rules import before_panel
from headwater.web.messages.models import Letter

CANARY = "canary-story-4711"
EVERYONE = ("coordinator", "panel", "faculty", "evaluator", "funder", "concern_lead", "partner", "consultant",
            "second_partner", "stranger", "other_coordinator", "other_partner")  # fmt: skip
TODAY = timezone.localdate()


def told(cast, teller, scope="panel", title="Fridays", days=100, named=False):
    story = Story.objects.create(
        programme=cast.programme,
        teller=teller,
        domain="self",
        title=title,
        before="b",
        change=CANARY,
        matters="m",
    )
    give_consent(story=story, scope=scope, named=named, expires=TODAY + timedelta(days=days), by=teller)
    return story


def readers(cast, as_, story):
    address = f"/care-network/stories/{story.pk}/"
    answers = {name: as_(cast.everyone()[name]).get(address) for name in EVERYONE}
    return {
        name
        for name, answer in answers.items()
        if answer.status_code == 200 and CANARY in answer.content.decode()
    }


def choose(cast, *stories, yes=True):
    """One panel of one reads and chooses, and the evaluator checks."""
    panel = name_panel(programme=cast.programme, name="Readers", people=[cast.panel], by=cast.evaluator)
    for story in stories:
        give_voices(panel=panel, said={story.pk: (yes, "It holds.")}, by=cast.panel)
    close_panel(panel=panel, by=cast.evaluator)
    for story in stories:
        verify(story=story, outcome="confirmed", how="A talk.", by=cast.evaluator)
    return panel


@pytest.mark.parametrize(
    ("scope", "who"),
    [
        ("panel", {"partner", "evaluator", "panel"}),
        (
            "programme",
            {"partner", "evaluator", "panel", "coordinator", "faculty", "consultant", "second_partner"},
        ),
    ],
)
def test_a_story_is_read_by_those_its_teller_says_and_nobody_else(cast, as_, scope, who):
    story = told(cast, cast.partner, scope)
    name_panel(programme=cast.programme, name="Readers", people=[cast.panel], by=cast.evaluator)
    assert readers(cast, as_, story) == who
    take_back(story=story, by=cast.partner)
    assert readers(cast, as_, story) == {"partner"}


def test_consent_that_has_run_out_is_none(cast, as_):
    story = told(cast, cast.partner, "public")
    Consent.objects.update(expires=TODAY - timedelta(days=1))
    assert readers(cast, as_, story) == {"partner"}


def test_a_story_being_written_is_its_tellers_alone(cast, as_):
    story = Story.objects.create(
        programme=cast.programme, teller=cast.partner, domain="self", title="x", change=CANARY
    )
    assert readers(cast, as_, story) == {"partner"}


def test_no_letter_and_no_page_of_the_host_tells_a_story_for_the_panel(cast, as_):
    story = told(cast, cast.partner, "panel", title=CANARY)
    choose(cast, story)
    addresses = ("/care-network/p/pilot/stories/", "/care-network/p/pilot/home/", "/care-network/trail/",
                 "/care-network/p/pilot/stories/choosing/", "/care-network/letters/")  # fmt: skip
    for name in ("coordinator", "consultant", "funder", "stranger", "other_coordinator"):
        for address in addresses:
            assert CANARY not in as_(cast.everyone()[name]).get(address).content.decode()
    assert [letter.pk for letter in Letter.objects.all() if CANARY in letter.body + letter.subject] == []


def test_consent_is_for_a_time_and_only_the_teller_gives_it(cast):
    story = told(cast, cast.partner)
    for days in (0, 6 * 366):
        with pytest.raises(CannotTell, match="Choose a day"):
            give_consent(
                story=story, scope="panel", named=False, expires=TODAY + timedelta(days=days), by=cast.partner
            )
    with pytest.raises(CannotTell, match="Only the teller"):
        give_consent(
            story=story, scope="public", named=True, expires=TODAY + timedelta(days=9), by=cast.evaluator
        )
    with pytest.raises(CannotTell, match="Only the teller"):
        take_back(story=story, by=cast.coordinator)
    give_consent(story=story, scope="public", named=True, expires=TODAY + timedelta(days=9), by=cast.partner)
    assert Consent.objects.filter(withdrawn_at__isnull=True).get().scope == "public"


def test_those_who_run_the_programme_sit_on_no_panel(cast):
    for person in (cast.coordinator, cast.evaluator, cast.stranger, cast.other_partner):
        with pytest.raises(CannotTell, match="not those who run it"):
            name_panel(programme=cast.programme, name="x", people=[cast.panel, person], by=cast.evaluator)


def test_a_level_reads_what_the_level_before_chose_and_the_rest_is_kept_with_its_reasons(cast):
    first, second = told(cast, cast.partner), told(cast, cast.consultant, title="Rotas")
    panel = name_panel(
        programme=cast.programme, name="Near", people=[cast.panel, cast.second_panel], by=cast.evaluator
    )
    with pytest.raises(CannotTell, match="Give a reason"):
        give_voices(panel=panel, said={first.pk: (True, " ")}, by=cast.panel)
    for person, yes in ((cast.panel, True), (cast.second_panel, False)):
        give_voices(panel=panel, said={first.pk: (yes, "Why.")}, by=person)
    with pytest.raises(CannotTell, match="Nobody has spoken of some"):
        close_panel(panel=panel, by=cast.evaluator)
    give_voices(panel=panel, said={second.pk: (False, "Too early.")}, by=cast.panel)
    with pytest.raises(CannotTell, match="still reading"):
        name_panel(programme=cast.programme, name="Far", people=[cast.faculty], by=cast.evaluator)
    close_panel(panel=panel, by=cast.evaluator)
    above = name_panel(programme=cast.programme, name="Far", people=[cast.faculty], by=cast.evaluator)
    assert before_panel(above) == {first.pk}
    assert dict(Choice.objects.values_list("story__title", "chosen")) == {"Fridays": True, "Rotas": False}
    assert Voice.objects.get(story=second).reason == "Too early."
    with pytest.raises(CannotTell, match="not before this panel"):
        give_voices(panel=above, said={second.pk: (True, "x")}, by=cast.faculty)


def test_nobody_judges_a_story_of_their_own(cast):
    story = told(cast, cast.partner)
    panel = name_panel(programme=cast.programme, name="x", people=[cast.partner], by=cast.evaluator)
    with pytest.raises(CannotTell, match="your own"):
        give_voices(panel=panel, said={story.pk: (True, "Mine.")}, by=cast.partner)


def test_what_is_chosen_checked_and_consented_to_is_printed_and_nothing_else(cast):
    public, inside = (
        told(cast, cast.partner, "public", "A", named=True),
        told(cast, cast.consultant, "programme", "B"),
    )
    told(cast, cast.second_partner, "panel", "C")
    choose(cast, public, inside, Story.objects.get(title="C"))
    printed = {audience: stories_to_print(cast.programme, audience) for audience in ("circle", "world")}
    assert [[story.title for story in printed[a]] for a in ("circle", "world")] == [["A", "B"], ["A"]]
    assert [story.teller for story in printed["circle"]] == ["Partner, Wansbeck Carers", ""]
    assert printed["world"][0].reasons == ("It holds.",)
    assert stories_to_print(cast.programme, "world", TODAY + timedelta(days=101)) == []


def test_without_a_choice_or_a_check_nothing_is_printed(cast):
    story = told(cast, cast.partner, "public")
    verify(story=story, outcome="confirmed", how="x", by=cast.evaluator)
    assert stories_to_print(cast.programme, "world") == []
    panel = name_panel(programme=cast.programme, name="x", people=[cast.panel], by=cast.evaluator)
    give_voices(panel=panel, said={story.pk: (True, "x")}, by=cast.panel)
    assert stories_to_print(cast.programme, "world") == []
    close_panel(panel=panel, by=cast.evaluator)
    assert len(stories_to_print(cast.programme, "world")) == 1
    verify(story=story, outcome="not", how="Nobody remembers it.", by=cast.evaluator)
    assert stories_to_print(cast.programme, "world") == []


def test_a_story_taken_back_is_out_of_all_that_is_not_printed_yet(cast):
    early, late = told(cast, cast.partner, "public", "Early"), told(cast, cast.consultant, "public", "Late")
    choose(cast, early, late)
    take_back(story=late, by=cast.consultant)
    assert [story.title for story in stories_to_print(cast.programme, "world")] == ["Early"]
    assert note_printed(programme=cast.programme) == 1
    assert [story.title for story in Story.objects.filter(printed_at__isnull=True)] == ["Late"]


def test_a_story_is_told_consented_to_chosen_and_checked_on_the_pages(cast, as_):
    teller, chooser, evaluator = as_(cast.partner), as_(cast.panel), as_(cast.evaluator)
    words = {
        "voice": "staff",
        "domain": "self",
        "title": "Fridays",
        "before": "b",
        "change": "c",
        "matters": "m",
    }
    page = teller.post("/care-network/p/pilot/stories/tell/", {**words, "version": "1"})
    story = Story.objects.get()
    assert page["Location"] == f"/care-network/stories/{story.pk}/consent/"
    soon = TODAY + timedelta(days=40)
    day = {"expires_day": soon.day, "expires_month": soon.month, "expires_year": soon.year}
    teller.post(page["Location"], {"scope": "public", **day})
    evaluator.post(
        "/care-network/p/pilot/stories/choosing/", {"name": "Readers", "people": [str(cast.panel.pk)]}
    )
    panel = cast.programme.story_panels.get()
    assert "Stories wait for you: Readers" in chooser.get("/care-network/p/pilot/home/").content.decode()
    address = f"/care-network/stories/panel/{panel.pk}/"
    fields = {"shown": str(story.pk), f"chosen-{story.pk}": "yes", f"reason-{story.pk}": "It holds."}
    assert "as it was told to them" in chooser.get(f"/care-network/stories/{story.pk}/").content.decode()
    chooser.post(address, fields)
    evaluator.post(f"{address}close/")
    evaluator.post(f"/care-network/stories/{story.pk}/check/", {"outcome": "in_part", "how": "A talk."})
    assert "In both versions" in evaluator.get("/care-network/p/pilot/stories/choosing/").content.decode()
    assert Letter.objects.get(kind="story_chosen").to == cast.partner
    teller.post(f"/care-network/stories/{story.pk}/take-back/")
    assert evaluator.get(f"/care-network/stories/{story.pk}/").status_code == 404
    assert evaluator.get(f"/care-network/stories/{story.pk}/check/").status_code == 404


def test_only_those_concerned_open_the_pages_of_choosing(cast, as_):
    story = told(cast, cast.partner)
    panel = name_panel(programme=cast.programme, name="Readers", people=[cast.panel], by=cast.evaluator)
    pages = {
        "/care-network/p/pilot/stories/choosing/": {"evaluator"},
        f"/care-network/stories/panel/{panel.pk}/": {"panel"},
        f"/care-network/stories/{story.pk}/check/": {"evaluator"},
        f"/care-network/stories/{story.pk}/consent/": {"partner"},
        "/care-network/p/pilot/stories/": {
            "partner",
            "second_partner",
            "consultant",
            "faculty",
            "coordinator",
        },
    }
    for address, who in pages.items():
        open_to = {name for name in EVERYONE if as_(cast.everyone()[name]).get(address).status_code == 200}
        assert (address, open_to) == (address, who)
