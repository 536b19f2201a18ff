"""Questions as data (R68, R69, R22, R81)."""

import copy
import tomllib

import pytest

from headwater.web.evaluation.actions.instruments import (
    DEFAULT,
    CannotChangeQuestions,
    read_definition,
    replace_questions,
)
from headwater.web.evaluation.questionnaire import InstrumentError, parse

ROLES_AND_TIMES = [
    (role, time) for role in ("partner", "consultant") for time in ("start", "end", "follow_up")
]


@pytest.fixture
def default():
    return tomllib.loads(DEFAULT.read_text(encoding="utf-8"))


def test_the_default_set_holds_the_seven_outcomes_of_r68_for_both_roles(default):
    questions = parse(default)
    seven = {"time and space", "skills and confidence", "courage and issues tackled", "isolation",
             "range of leadership skills", "partnership and collaboration", "specialist knowledge"}  # fmt: skip
    for role in ("partner", "consultant"):
        assert seven - {item.outcome for item in questions.items_for(role, "start")} == set()


def test_both_levels_are_asked_of_both_roles_r69(default):
    questions = parse(default)
    for role, time in ROLES_AND_TIMES:
        assert {item.level for item in questions.items_for(role, time)} == {"individual", "organisation"}


def test_every_question_has_english_and_welsh_a_licence_and_a_source(default):
    questions = parse(default)
    assert [item.code for item in questions.items if not (item.text.get("en") and item.text.get("cy"))] == []
    assert [item.code for item in questions.items if not questions.licences[item.licence].get("source")] == []


def test_swemwbs_is_not_shipped(default):
    assert "SWEMWBS" not in DEFAULT.read_text(encoding="utf-8").upper()
    assert "I've been feeling optimistic" not in DEFAULT.read_text(encoding="utf-8")


@pytest.mark.parametrize(("role", "time"), ROLES_AND_TIMES)
def test_answering_takes_ten_minutes_at_most_r22(default, role, time):
    assert 1 <= parse(default).minutes(role, time) <= 10


def test_minutes_are_counted_from_the_questions(default):
    questions = parse(default)
    asked = questions.asked("partner", "end")
    closed = [item for item in asked if item.scale.kind != "text"]
    assert {item.code for item in asked} >= {"then_time", "then_confidence", "then_courage"}
    assert questions.minutes("partner", "end") == -(
        -(30 + 12 * len(closed) + 45 * (len(asked) - len(closed))) // 60
    )


def test_a_licence_that_needs_a_permission_blocks_the_question_until_it_is_held(default):
    default["licences"]["own"]["permission_needed"] = True
    with pytest.raises(InstrumentError, match="permission_held"):
        parse(default)
    default["licences"]["own"]["permission_held"] = "The authors, 3 May 2026"
    assert len(parse(default).items) == len(default["items"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "team"}, "level 'team'"),
        ({"class": "secret"}, "class 'secret'"),
        ({"polarity": 2}, "polarity 2"),
        ({"scale": "none"}, "no scale 'none'"),
        ({"section": "none"}, "section 'none'"),
        ({"roles": ["boss"]}, "roles are partner, consultant"),
        ({"scale": "words"}, "Set its class to sealed"),
        ({"times": ["end"]}, "say in `counted`"),
    ],
)
def test_a_mistake_is_told_with_the_question_it_is_in(default, change, message):
    default["items"][0] |= change
    with pytest.raises(InstrumentError, match=message) as told:
        parse(default)
    assert str(told.value).startswith("time: ")


def test_more_than_three_main_outcomes_for_a_role_are_refused(default):
    for item in default["items"][:5]:
        item["primary"] = ["partner"]
    with pytest.raises(InstrumentError, match="choose 3 at most"):
        parse(default)


def test_two_questions_with_one_code_are_refused(default):
    default["items"].append(copy.deepcopy(default["items"][0]))
    with pytest.raises(InstrumentError, match="time: each question needs a code of its own"):
        parse(default)


@pytest.mark.parametrize(
    "text", ["{not json", "[[[", '{"title": {}}', '{"items": 3, "licences": {}, "scales": {}}', "a = 1"]
)
def test_a_file_that_is_no_questionnaire_is_refused_in_words(text):
    with pytest.raises(InstrumentError):
        read_definition(text)


def test_the_download_can_be_taken_back_in(default):
    import json

    assert read_definition(json.dumps(default)) == default


def test_questions_stay_once_answers_may_have_begun(asked):
    asked.open(asked.start)
    text = DEFAULT.read_text(encoding="utf-8")
    with pytest.raises(CannotChangeQuestions):
        replace_questions(programme=asked.cast.programme, text=text, by=asked.cast.coordinator)


def test_questions_can_be_replaced_before(asked, default):
    import json

    default["items"] = default["items"][:3]
    held = replace_questions(
        programme=asked.cast.programme, text=json.dumps(default), by=asked.cast.coordinator
    )
    assert [item.code for item in held.questionnaire.items] == ["time", "confidence", "courage"]
