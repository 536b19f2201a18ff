"""A form as data: the ones that ship hold together, and a programme can change its own."""

import pytest

from headwater.web.applications.definitions import CannotReadForm, read_form, shipped_form, shipped_text
from headwater.web.applications.queries import form_of
from tests.web.applications.applying import draft, open_call

PARTNER_ASKS = {
    "organisation_name", "legal_form", "income", "staff", "volunteers", "services", "areas", "commissioners", "tiers",
    "charity_number", "company_number", "cqc_provider", "cqc_location", "job_title", "time_in_role", "responsibility",
    "board_aware", "board_aware_on", "heard", "suggested_by", "route_in", "topics", "pressing", "able", "offers",
    "earlier_help", "mode", "days", "travel_miles", "languages", "access_needs", "sealed_people",
    "sealed_organisations", "style", "situations",
}  # fmt: skip
CONSULTANT_ASKS = {
    "organisation_name", "evidence", "award", "rating", "references", "topics", "situations", "capacity", "hours",
    "sealed_people", "sealed_organisations", "trained", "supervision", "permission",
}  # fmt: skip


@pytest.mark.parametrize(("role", "asks"), [("partner", PARTNER_ASKS), ("consultant", CONSULTANT_ASKS)])
def test_each_form_asks_what_the_domain_says(role, asks):
    names = {question.name for question in shipped_form(role).questions()}
    assert asks - names == set()


def test_r13_the_topics_are_the_ones_of_the_programme_model():
    topics = next(question for question in shipped_form("partner").questions() if question.name == "topics")
    assert [value for value, _ in topics.choices][:6] == [
        "business-planning", "income", "internal-communications", "external-communications", "buildings", "teams",
    ]  # fmt: skip
    assert topics.most == 3


def test_r59_the_pressing_need_and_what_one_wants_to_be_able_to_do_are_two_answers():
    names = [question.name for question in shipped_form("partner").questions()]
    assert names.count("pressing") == names.count("able") == 1


@pytest.mark.parametrize("role", ["partner", "consultant"])
def test_every_question_is_asked_in_both_languages(role):
    form = shipped_form(role)
    for question in form.questions():
        assert set(question.label) == {"en", "cy"}
        assert "en" in question.help or question.help == {}
    for gate in form.gates:
        assert set(gate.question) == set(gate.change) == {"en", "cy"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('type = "yes_no"', 'type = "maybe"', '"type" must be one of'),
        ('data_class = "C1"', 'data_class = "C9"', '"data_class" must be one of'),
        ('choices = "topics"', 'choices = "nothing"', "no list of choices called nothing"),
        ('name = "able"', 'name = "pressing"', "used twice: pressing"),
        ('name = "topics"', 'name = "subjects"', "must ask for: topics"),
        ('shared = "meeting"', 'shared = "beach"', "no shared page beach"),
        ('code = "meeting"', 'code = "offer"', "same code"),
        ('needs = "yes"', 'needs = "often"', '"needs" must be'),
        ("[[pages]]", "[[pages", "not TOML"),
    ],
)
def test_a_form_that_does_not_hold_together_says_where_and_what_to_do(old, new, words):
    with pytest.raises(CannotReadForm, match=words.replace("[", r"\[")):
        read_form(shipped_text("partner").replace(old, new, 1))


def test_a_sealed_question_is_c4_and_only_a_sealed_one():
    text = shipped_text("partner") + (
        '\n[[pages]]\ncode = "more"\ntitle = { en = "More" }\n[[pages.fieldsets]]\nlegend = { en = "More" }\n'
        'fields = [ { name = "secret", type = "text", data_class = "C4", label = { en = "Secret" } } ]\n'
    )
    with pytest.raises(CannotReadForm, match="only a sealed one is"):
        read_form(text)


def test_a_programme_changes_its_form_from_the_page(cast, as_):
    programme = open_call(cast.programme)
    text = shipped_text("partner").replace("What is pressing now?", "What keeps you awake?")
    client = as_(cast.coordinator)
    url = "/care-network/p/pilot/forms/partner/"
    assert client.post(url, {"definition": text}).status_code == 302
    assert "What keeps you awake?" in [q.label["en"] for q in form_of(programme, "partner").questions()]
    application = draft(programme, cast.stranger)
    shown = as_(cast.stranger).get(f"/care-network/applications/{application.pk}/write/help/")
    assert "What keeps you awake?" in shown.content.decode()
    broken = client.post(url, {"definition": text.replace('name = "topics"', 'name = "subjects"')})
    assert "must ask for: topics" in broken.content.decode()
    assert "What keeps you awake?" in [q.label["en"] for q in form_of(programme, "partner").questions()]


def test_the_form_speaks_welsh_to_who_reads_welsh(cast, as_):
    open_call(cast.programme)
    application = draft(cast.programme, cast.stranger)
    client = as_(cast.stranger)
    client.cookies["django_language"] = "cy"
    shown = client.get(f"/care-network/applications/{application.pk}/write/organisation/").content.decode()
    assert "Enw eich sefydliad" in shown
    assert "Name of your organisation" not in shown
