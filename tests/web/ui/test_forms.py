"""Plain Django forms, drawn our way."""

import datetime
import re

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from headwater.web.ui.problems import problems_of


class Visit(forms.Form):
    day = forms.DateField(label="When do you meet?")
    place = forms.ChoiceField(
        label="Where?", choices=[("here", "Here"), ("there", "There")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="About what?", choices=[("a", "Plans"), ("b", "People")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="Note", help_text="Short.", max_length=20, required=False, widget=forms.Textarea
    )
    agreed = forms.BooleanField(label="We agree")


def filled(**changes):
    data = {"day_day": "27", "day_month": "3", "day_year": "2027", "place": "here", "agreed": "on"}
    return Visit(
        MultiValueDict({"topics": ["a"]} | {key: [value] for key, value in (data | changes).items()})
    )


def test_a_date_in_three_parts_becomes_one_date():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["day"] == datetime.date(2027, 3, 27)


def test_a_date_sent_in_one_piece_is_read_too():
    form = filled(day="2027-03-27", day_day="", day_month="", day_year="")
    assert form.is_valid()
    assert form.cleaned_data["day"] == datetime.date(2027, 3, 27)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("", "", ""), "When do you meet? Enter a date"),
        (("31", "2", "2027"), "When do you meet? Enter a valid date"),
        (("27", "", "2027"), "When do you meet? Enter a valid date"),
        (("1-2", "3", "2027"), "When do you meet? Enter a valid date"),
    ],
)
def test_a_date_that_does_not_exist_is_told_and_links_to_the_day(parts, words):
    day, month, year = parts
    form = filled(day_day=day, day_month=month, day_year=year)
    assert problems_of(form) == [{"words": words, "target": "id_day_day"}]


def test_what_was_typed_in_a_wrong_date_is_shown_again():
    html = str(filled(day_day="31", day_month="2")["day"])
    assert re.findall(r'value="(.*?)"', html) == ["31", "2", "2027"]
    assert html.count('aria-invalid="true"') == 3


def test_an_empty_form_is_told_field_by_field_with_links_that_lead_somewhere():
    form = Visit({})
    html = str(form)
    told = problems_of(form)
    assert told == [
        {"words": "When do you meet? Enter a date", "target": "id_day_day"},
        {"words": "Where? Choose an answer", "target": "id_place_0"},
        {"words": "About what? Choose at least one", "target": "id_topics_0"},
        {"words": "We agree: tick this box to go on", "target": "id_agreed"},
    ]
    assert [len(re.findall(f' id="{line["target"]}"', html)) for line in told] == [1, 1, 1, 1]


def test_an_untouched_form_shows_no_problem_and_marks_only_what_is_optional():
    html = str(Visit())
    assert html.count("govuk-error") == 0
    assert re.findall(r'for="(\w+)">[^<]*<span class="hw-optional">', html) == ["id_note"]


def test_every_described_by_points_at_something_on_the_page():
    html = str(Visit({}))
    pointed = {name for names in re.findall(r'aria-describedby="(.*?)"', html) for name in names.split()}
    assert pointed == {
        "id_day_error",
        "id_place_error",
        "id_topics_error",
        "id_note_helptext",
        "id_agreed_error",
    }
    assert pointed <= set(re.findall(r' id="(.*?)"', html))


def test_radios_and_checkboxes_have_a_legend_and_one_label_each():
    html = str(Visit()["place"].as_field_group())
    assert re.findall(r"<legend.*?>(.*?)</legend>", html) == ["Where?"]
    assert re.findall(r'<label class="govuk-label govuk-radios__label" for="(.*?)">(.*?)</label>', html) == [
        ("id_place_0", "Here"),
        ("id_place_1", "There"),
    ]


def test_a_long_text_is_counted_but_never_cut_by_the_browser():
    html = str(Visit()["note"])
    assert re.findall(r'data-most="(\d+)"', html) == ["20"]
    assert re.findall(r"maxlength", html) == []
    assert filled(note="x" * 21).is_valid() is False


def test_a_conditional_field_carries_its_condition_on_the_group_alone():
    class Asked(forms.Form):
        other = forms.CharField(widget=forms.TextInput(attrs={"data-show-when": "place=there"}))

    assert str(Asked()).count('data-show-when="place=there"') == 1


def test_labels_hints_and_answers_are_escaped():
    class Hostile(forms.Form):
        name = forms.CharField(label="<b>Name</b>")

    html = str(Hostile({"name": '"><script>x</script>'}))
    assert html.count("<script>") == 0
    assert html.count("<b>") == 0
    assert html.count("&lt;script&gt;") == 1


def test_a_form_may_leave_out_the_optional_marks():
    class Quiet(Visit):
        mark_optional = False

    assert str(Quiet()).count("hw-optional") == 0
    assert str(Visit()).count("hw-optional") == 1
