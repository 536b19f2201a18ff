"""A spoiled answer is rejected, and the verifier needs no solver."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from headwater.engines.matching import Problem, assign, verify

PROBLEM = Problem.from_edges(
    3,
    3,
    [0, 0, 1, 1, 2, 2],
    [0, 1, 0, 1, 1, 2],
    [9, 4, 8, 1, 7, 6],
    capacity=[1, 2, 1],
    minimum=[0, 1, 0],
)


@pytest.fixture(params=["none", "leximin"])
def answer(request):
    found = assign(PROBLEM, request.param)
    assert verify(PROBLEM, found)
    return found


def spoil(answer, pairs, total):
    return replace(answer, pairs=np.array(pairs), total_fit=total, bound=total, placed=len(pairs))


def test_a_worse_set_is_not_proven(answer):
    faults = verify(PROBLEM, spoil(answer, [[0, 0], [1, 1], [2, 1]], 17)).faults
    assert [f.split(" is ")[1][:10] for f in faults if f.startswith("Stage")] == ["not proven"]


def test_a_set_that_leaves_someone_out_is_not_proven(answer):
    assert not verify(PROBLEM, spoil(answer, [[0, 0], [2, 1]], 16))


def test_a_pair_that_is_not_permitted_is_named(answer):
    spoiled = spoil(answer, [[0, 2], [1, 0], [2, 1]], 20)
    assert verify(PROBLEM, spoiled).faults == ("0 with 2 is not a permitted pair.",)


def test_too_many_pairs_of_a_consultant_are_named(answer):
    faults = verify(PROBLEM, spoil(answer, [[0, 0], [1, 0], [2, 1]], 24)).faults
    assert faults[0] == "Consultant 0 has 2 pairs; allowed are 0 to 1."


def test_a_missed_minimum_is_named(answer):
    faults = verify(PROBLEM, spoil(answer, [[0, 0], [2, 2]], 15)).faults
    assert faults[0] == "Consultant 1 has 0 pairs; allowed are 1 to 2."


def test_a_pair_listed_twice_is_refused(answer):
    pairs = np.vstack([answer.pairs, answer.pairs[:1]])
    assert verify(PROBLEM, replace(answer, pairs=pairs)).faults == ("A pair is listed twice.",)


@pytest.mark.parametrize("name", ["placed", "total_fit", "kept"])
def test_a_figure_that_does_not_add_up_is_refused(answer, name):
    assert not verify(PROBLEM, replace(answer, **{name: getattr(answer, name) + 1}))


def test_a_bound_of_ones_own_making_is_refused(answer):
    assert not verify(PROBLEM, replace(answer, bound=answer.bound + 1))


def test_spoiled_prices_are_refused(answer):
    refused = 0
    for number, stage in enumerate(answer.stages):
        prices = stage.prices.copy()
        prices[PROBLEM.partner_count] -= 10**6
        stages = list(answer.stages)
        stages[number] = replace(stage, prices=prices)
        refused += not verify(PROBLEM, replace(answer, stages=tuple(stages)))
    assert refused == len(answer.stages)


def test_a_certificate_with_stages_left_out_is_refused(answer):
    assert not verify(PROBLEM, replace(answer, stages=()))
    assert not verify(PROBLEM, replace(answer, stages=answer.stages[:-1]))


def test_the_largest_total_does_not_pass_for_leximin():
    problem = Problem.from_edges(2, 2, [0, 0, 1, 1], [0, 1, 0, 1], [20, 6, 5, 1])
    plain = assign(problem)
    assert not verify(problem, replace(plain, fairness="leximin"))
    fair = assign(problem, "leximin")
    assert not verify(
        problem,
        replace(fair, stages=(fair.stages[0], fair.stages[-1]), pairs=plain.pairs, total_fit=21, bound=21),
    )


def test_a_pinned_pair_left_out_is_refused():
    problem = PROBLEM.pin([[1, 1]])
    assert not verify(problem, assign(PROBLEM))


def test_the_verifier_loads_no_solver():
    script = (
        "import sys, headwater.engines.matching.certificate\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('ortools', 'scipy', 'highspy')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
