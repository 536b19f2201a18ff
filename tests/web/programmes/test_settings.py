"""A programme is set up in the order a host decides, and opens only when it is ready (R52, R78, R86; domain 8.1)."""

from datetime import date

import pytest

from headwater.web.programmes.actions import CannotOpen, clone_programme, make_programme, open_call, tick_step
from headwater.web.programmes.checklist import STEPS, open_steps
from headwater.web.programmes.models import Party, Programme
from headwater.web.programmes.sections import SECTIONS

HOME = "/care-network/p/pilot"
PAGES = (
    "settings/",
    "settings/words/",
    "settings/parties/",
    "checklist/",
    "calendar/",
    "people/",
    "letters/",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_coordinator_opens_each_page_and_nobody_else_finds_it(cast, as_, page):
    assert as_(cast.coordinator).get(f"{HOME}/{page}").status_code == 200
    allowed = {"calendar/": {"faculty"}}.get(page, set())
    for name in {
        "panel",
        "partner",
        "consultant",
        "funder",
        "evaluator",
        "stranger",
        "other_coordinator",
    } - allowed:
        assert as_(cast.everyone()[name]).get(f"{HOME}/{page}").status_code == 404, name


@pytest.mark.parametrize("section", [section.code for section in SECTIONS])
def test_every_section_saves_what_it_shows(cast, as_, section):
    client = as_(cast.coordinator)
    page = client.get(f"{HOME}/settings/{section}/")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for name in list(data):
        if isinstance(data[name], date):
            day = data.pop(name)
            data |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    if section == "route":
        data["criteria_partner"] = data["criteria_consultant"] = "Open: curious"
    if section in ("words", "competition", "people", "publication"):
        data |= {"summary": "What it is", "competition_policy": "None of that"}
    answer = client.post(f"{HOME}/settings/{section}/", data)
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_criterion_keeps_its_code_when_another_is_added(cast, as_):
    client = as_(cast.coordinator)
    client.post(
        f"{HOME}/settings/route/",
        {"version": 1, "what_applicants_are_told": "All", "criteria_partner": "New one: x\nReady to begin: y",
         "criteria_consultant": "Has led through this"},
    )  # fmt: skip
    codes = {c["name"]: c["code"] for c in Programme.objects.get().criteria}
    assert codes == {
        "New one": "new-one",
        "Ready to begin": "readiness",
        "Has led through this": "experience",
    }


def test_two_people_who_edit_at_once_see_both_texts_and_nothing_is_overwritten(cast, as_):
    client = as_(cast.coordinator)
    first = {"version": 1, "publication": "The first text"}
    second = {"version": 1, "publication": "The second text"}
    assert client.post(f"{HOME}/settings/publication/", first).status_code == 302
    answer = client.post(f"{HOME}/settings/publication/", second)
    assert answer.status_code == 409
    assert "The first text" in answer.content.decode()
    assert "The second text" in answer.content.decode()
    assert Programme.objects.get().publication == "The first text"
    kept = client.post(f"{HOME}/settings/publication/", second | {"version": 2})
    assert kept.status_code == 302
    assert Programme.objects.get().publication == "The second text"


def test_a_floor_of_answers_can_be_raised_but_never_lowered(cast, as_):
    data = {"version": 1, "floor_host": 3, "floor_leader": 8, "floor_public": 10, "retention_months": 6}
    answer = as_(cast.coordinator).post(f"{HOME}/settings/privacy/", data)
    assert answer.context["form"].errors == {"floor_host": ["This can be raised, never below 9."]}


def test_dates_out_of_order_are_refused_in_plain_words(cast, as_):
    data = {
        "version": 1,
        "starts_day": 1,
        "starts_month": 5,
        "starts_year": 2027,
        "ends_day": 1,
        "ends_month": 4,
        "ends_year": 2027,
    }
    answer = as_(cast.coordinator).post(f"{HOME}/settings/dates/", data)
    assert answer.context["form"].errors["ends"] == ["The programme must end after it starts."]


def ready_programme(cast):
    programme = make_programme(name="Second pilot", by=cast.coordinator, starting=date(2027, 1, 4))
    programme.call_opens, programme.call_closes, programme.decisions_by = (
        date(2027, 1, 4),
        date(2027, 2, 1),
        date(2027, 3, 1),
    )
    programme.save()
    Party.objects.create(programme=programme, name="Apart Evaluation", capacity="evaluator")
    cast.host.concern_contact = "Jean, 01632 960000"
    cast.host.save()
    for role in ("panel", "faculty"):
        from headwater.web.hosts.actions import give_role

        give_role(person=cast.everyone()[role], role=role, by=cast.coordinator, programme=programme)
    tick_step(programme, step="read_aloud", done=True, by=cast.coordinator)
    return Programme.objects.get(pk=programme.pk)


def test_open_stays_closed_until_every_step_is_done(cast):
    programme = make_programme(name="Second pilot", by=cast.coordinator)
    with pytest.raises(CannotOpen, match="Set the dates"):
        open_call(programme, by=cast.coordinator)
    ready = ready_programme(cast)
    assert open_steps(ready) == []
    assert open_call(ready, by=cast.coordinator).stage == Programme.Stage.CALL


@pytest.mark.parametrize("step", [step.code for step in STEPS if step.check])
def test_each_looked_up_step_opens_again_when_what_it_checks_is_gone(cast, step):
    programme = ready_programme(cast)
    undo = {
        "summary": {"summary": " "}, "criteria": {"criteria": []}, "told": {"what_applicants_are_told": ""},
        "dates": {"decisions_by": None}, "competition": {"competition_policy": ""},
    }  # fmt: skip
    if step in undo:
        Programme.objects.filter(pk=programme.pk).update(**undo[step])
    elif step == "evaluator":
        Party.objects.filter(programme=programme, capacity="evaluator").update(name=cast.host.name)
    elif step == "concerns":
        cast.host.concern_contact = ""
        cast.host.save()
    else:
        programme.memberships.filter(role=step).delete()
    assert [state.step.code for state in open_steps(Programme.objects.get(pk=programme.pk))] == [step]


def test_a_copy_has_every_setting_but_no_dates_and_no_people(cast):
    cast.programme.words = {"partner": {"en": {"one": "leader", "many": "leaders"}}}
    cast.programme.save()
    copy = clone_programme(cast.programme, name="Again", by=cast.coordinator)
    assert (copy.words, copy.criteria, copy.stage) == (cast.programme.words, cast.programme.criteria, "draft")
    assert (copy.starts, copy.participants.count(), copy.cloned_from) == (None, 0, cast.programme)


def test_one_body_may_stand_in_several_capacities_each_on_its_own_line(cast, as_):
    client = as_(cast.coordinator)
    for capacity in ("sponsor", "funder"):
        assert (
            client.post(f"{HOME}/settings/parties/", {"name": "One Fund", "capacity": capacity}).status_code
            == 302
        )
    lines = list(cast.programme.parties.filter(name="One Fund").values_list("capacity", flat=True))
    assert lines == ["funder", "sponsor"]


def test_the_programmes_word_is_used_in_the_readers_language(cast):
    from django.utils import translation

    cast.programme.words = {
        "partner": {
            "en": {"one": "leader", "many": "leaders"},
            "cy": {"one": "arweinydd", "many": "arweinwyr"},
        }
    }
    assert cast.programme.word("partner", "many") == "leaders"
    with translation.override("cy"):
        assert cast.programme.word("partner") == "arweinydd"
    assert cast.programme.word("consultant") == "consultant"
