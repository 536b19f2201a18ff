"""The example programme's applications and selection hold together, the same for the same seed."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from headwater.web.applications.example import Applicant, answers_of, apply_all, decide_all, review_all
from headwater.web.applications.forms import PageForm
from headwater.web.applications.models import Application, Conflict, Decision, SealedWish, SelectionStatement
from headwater.web.applications.queries import form_of
from headwater.web.messages.models import Letter
from headwater.web.organisations.models import Organisation, Site
from headwater.web.programmes.models import Consultant, Partner, Programme
from tests.people import person
from tests.web.applications.applying import as_posted, open_call, panel_member

STORIES = {("partner", 0): "not yet", ("partner", 1): "withdrawn", ("consultant", 2): "sealed wish"}


def applicants() -> list[Applicant]:
    return [
        applicant(role, i) for role, number in (("partner", 24), ("consultant", 20)) for i in range(number)
    ]


def applicant(role: str, i: int) -> Applicant:
    body = Organisation.objects.create(
        name=f"{role.capitalize()} organisation {i:02}", size="small", sector="private"
    )
    Site.objects.create(
        organisation=body,
        postcode="NE66 1AA",
        council="Northumberland",
        services=["Homecare agencies"],
        is_main=True,
    )
    return Applicant(person(f"Leader {role} {i}"), body, role, STORIES.get((role, i), ""))


@pytest.fixture
def told(cast):
    programme = open_call(cast.programme)
    programme.consultant_places = 18
    programme.save()
    panel = [cast.panel, cast.second_panel, panel_member(programme, "Third Reader")]
    everyone, rng, today = applicants(), random.Random(7), timezone.localdate()
    apply_all(programme, everyone, rng, today - timedelta(days=3))
    review_all(programme, panel, rng, today - timedelta(days=2))
    decide_all(programme, cast.coordinator, rng, today - timedelta(days=1), everyone)
    return programme, panel


def test_fifteen_and_sixteen_take_part_one_is_not_yet_one_withdrew_and_one_conflict_is_declared(told):
    programme, panel = told
    assert Partner.objects.filter(programme=programme, person__name__startswith="Leader").count() == 15
    assert Consultant.objects.filter(programme=programme, person__name__startswith="Leader").count() == 16
    states = list(Application.objects.values_list("state", flat=True))
    assert {state: states.count(state) for state in set(states)} == {
        "joined": 31, "waiting": 11, "not_yet": 1, "withdrawn": 1,
    }  # fmt: skip
    assert [conflict.person for conflict in Conflict.objects.all()] == [panel[0]]
    assert SealedWish.objects.get().participant == Consultant.objects.get(
        organisation__name="Consultant organisation 02"
    )


def test_everyone_who_was_decided_on_has_two_readers_and_a_statement(told):
    decided = Decision.objects.select_related("application")
    assert {decision.application.reviews.count() for decision in decided} == {2}
    assert SelectionStatement.objects.count() == decided.count() == 43


def test_the_letters_that_matter_have_left_and_no_organisation_was_made_twice(told):
    left = Letter.objects.exclude(state="draft").values_list("kind", flat=True)
    assert set(left) == {"application_received", "application_decision"}
    assert Organisation.objects.filter(source="application").count() == 0


def test_the_programme_is_left_in_the_stage_it_was_in(cast):
    programme = open_call(cast.programme)
    programme.stage = Programme.Stage.RUNNING
    programme.save()
    apply_all(programme, applicants()[:2], random.Random(1), timezone.localdate())
    assert programme.stage == Programme.objects.get(pk=programme.pk).stage == Programme.Stage.RUNNING


@pytest.mark.parametrize("role", ["partner", "consultant"])
def test_what_the_example_answers_is_what_the_form_would_take(cast, role):
    for seed in range(5):
        answers = answers_of(applicant(role, seed), random.Random(seed))
        for page in form_of(cast.programme, role).pages:
            form = PageForm(page, as_posted(answers))
            assert form.is_valid(), form.errors
