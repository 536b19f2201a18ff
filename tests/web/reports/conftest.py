"""A programme at its end: fifteen partners, twelve consultants, answers, costs, a report in draft and one released."""

import random

import pytest

from headwater.web.evaluation import example as answers
from headwater.web.funding import example as money
from headwater.web.programmes.models import Party
from headwater.web.reports import example
from tests.people import make_participant, person


@pytest.fixture
def finished(cast):
    for role, how_many in (("partner", 13), ("consultant", 10)):
        for number in range(how_many):
            make_participant(
                cast.programme, person(f"{role} {number}"), role, f"{role} body {number}",
                route_in="open_call" if number % 3 else "funder",
            )  # fmt: skip
    for name, capacity in (("Northern Fund", "funder"), ("Care Network", "host"), ("Alliance", "sponsor"),
                           ("Faculty", "deliverer"), ("Prosser Evaluation", "evaluator")):  # fmt: skip
        Party.objects.create(programme=cast.programme, name=name, capacity=capacity)
    people = {"programme": cast.programme, "coordinator": cast.coordinator, "evaluator": cast.evaluator}
    answers.tell_start(**people)
    answers.tell_end(**people, rng=random.Random(8))
    money.tell(programme=cast.programme, coordinator=cast.coordinator, funder=cast.funder)
    return cast


@pytest.fixture
def draft(finished):
    return example.tell_draft(programme=finished.programme, evaluator=finished.evaluator)


@pytest.fixture
def released(finished):
    return example.tell(
        programme=finished.programme, evaluator=finished.evaluator, coordinator=finished.coordinator
    )
