"""Bad input names the field and says what to do; clashing musts are named."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from headwater.engines.matching import BadProblem, MustsClash, Problem, assign

from .brute import draw_small

GOOD = {"partners": 2, "consultants": 2, "partner": [0, 1], "consultant": [0, 1], "fit": [3, 4]}

BAD = [
    ("partners", {"partners": 0}, "partners: there is nobody. Give at least one"),
    (
        "partners",
        {"partners": ["a", "a"]},
        "partners: an identifier appears twice. Give each person one identifier of their own",
    ),
    (
        "partners",
        {"partners": ["a", 1]},
        "partners: identifiers of different kinds. Use only text or only numbers",
    ),
    (
        "partner",
        {"partner": [0, 2]},
        "partner: an index out of range 0 to 1. Use positions in partners, counted from 0",
    ),
    (
        "partner",
        {"partner": [0, -1]},
        "partner: an index out of range 0 to 1. Use positions in partners, counted from 0",
    ),
    (
        "consultant",
        {"consultant": [0, 9]},
        "consultant: an index out of range 0 to 1. Use positions in consultants, counted from 0",
    ),
    ("consultant", {"consultant": [0]}, "consultant: 1 values for 2 partners. Give one for each edge"),
    (
        "partner",
        {"partner": [], "consultant": [], "fit": []},
        "partner: there are no edges: no pair is permitted. Relax a never, or widen the travel limit",
    ),
    (
        "partner",
        {"partner": [1, 1], "consultant": [0, 0]},
        "partner: the pair (1, 0) appears twice. Keep one edge for each pair, with its fit",
    ),
    ("fit", {"fit": [1]}, "fit: 1 values for 2 edges. Give one value for each edge"),
    (
        "fit",
        {"fit": [1, float("nan")]},
        "fit: a value is missing or infinite. Leave the edge out if the pair is barred",
    ),
    (
        "fit",
        {"fit": [1, float("inf")]},
        "fit: a value is missing or infinite. Leave the edge out if the pair is barred",
    ),
    ("fit", {"fit": [1, 0.5]}, "fit: a value is not whole. Scale and round, for example to 0 to 1000"),
    ("fit", {"fit": ["x", "y"]}, "fit: not numbers. Give whole numbers"),
    (
        "fit",
        {"fit": [1, 10**10]},
        "fit: a value beyond 1,000,000,000. Use a coarser scale, such as 0 to 1000",
    ),
    ("capacity", {"capacity": -1}, "capacity: a negative number. Use 0 or more"),
    (
        "capacity",
        {"capacity": [1, 1, 1]},
        "capacity: 3 values for 2 people. Give one number, or one for each",
    ),
    (
        "minimum",
        {"minimum": [0, 2]},
        "minimum: consultant 1 must take 2 but can take 1. Lower the minimum or raise the capacity",
    ),
    ("places", {"places": [1, -2]}, "places: a negative number. Use 0 or more"),
    ("pinned", {"pinned": [2]}, "pinned: an edge out of range 0 to 1. Use positions in the edge list"),
    ("pool", {"pool": [0, 1]}, "pool: a group without a ceiling. Give pool_ceiling one value for each group"),
    (
        "fund_ceiling",
        {"fund": [0, 0], "fund_ceiling": [-1]},
        "fund_ceiling: a negative number. Use 0 or more",
    ),
]


@pytest.mark.parametrize(("field", "change", "message"), BAD)
def test_bad_input_names_the_field_and_the_remedy(field, change, message):
    with pytest.raises(BadProblem) as caught:
        Problem.from_edges(**{**GOOD, **change})
    assert (caught.value.field, str(caught.value)) == (field, message)


def test_whole_numbers_may_come_as_floats():
    assert assign(Problem.from_edges(**{**GOOD, "fit": [3.0, 4.0]})).total_fit == 7


def test_options_of_assign_are_checked():
    problem = Problem.from_edges(**GOOD)
    for options, field in (
        ({"fairness": "most"}, "fairness"),
        ({"keep": [[0, 5]]}, "keep"),
        ({"keep": [[0, 0]], "keep_value": -1}, "keep_value"),
        ({"keep": [0, 1]}, "keep"),
    ):
        with pytest.raises(BadProblem) as caught:
            assign(problem, **options)
        assert caught.value.field == field


def test_minimums_that_clash_name_the_consultants_and_those_they_share():
    problem = Problem.from_edges(
        ["Ann", "Ben", "Cy"], ["k", "l", "m"], [0, 0, 1, 2], [0, 1, 2, 2], [1, 1, 1, 1], 2, [1, 1, 0]
    )
    with pytest.raises(MustsClash) as caught:
        assign(problem)
    assert caught.value.rules == (
        "consultant k takes at least 1",
        "consultant l takes at least 1",
        "only 1 partner, with 1 place, may be paired with them",
    )
    assert (caught.value.short, caught.value.partners, caught.value.consultants) == (1, (0,), (0, 1))


def test_two_pins_on_one_place_clash():
    problem = Problem.from_edges(["Ann", "Ben"], ["k"], [0, 1], [0, 0], [1, 1]).pin([[0, 0], [1, 0]])
    with pytest.raises(MustsClash) as caught:
        assign(problem)
    assert caught.value.rules == (
        "Ann is pinned to k",
        "Ben is pinned to k",
        "consultant k takes at most 1",
    )


def test_pinning_a_pair_that_is_barred_says_so():
    with pytest.raises(BadProblem) as caught:
        Problem.from_edges(**GOOD).pin([[0, 1]])
    assert str(caught.value) == (
        "pin: 0 with 1 is not a permitted pair. Relax the never that bars it, or leave the pin out"
    )


def test_a_barred_pair_is_gone():
    problem = Problem.from_edges(2, 2, [0, 0, 1], [0, 1, 0], [9, 1, 5]).bar([[0, 0]])
    assert assign(problem).pairs.tolist() == [[0, 1], [1, 0]]


def test_edges_are_found_by_their_pair():
    problem = Problem.from_edges(["b", "a"], ["y", "x"], [0, 1, 0], [0, 0, 1], [1, 2, 3])
    assert problem.order.tolist() == [1, 2, 0]
    assert problem.edges_of([[0, 0], [1, 1], [1, 0]]).tolist() == [2, -1, 0]
    assert np.array_equal(problem.fit, [2, 3, 1])


def without_musts(small, named):
    """The same problem with only the musts named: places of (minimums, pins, pool minimums)."""
    minimums, pins, pools = named
    return replace(
        small,
        minimum=tuple(least if c in minimums else 0 for c, least in enumerate(small.minimum)),
        pinned=tuple(edge for edge in small.pinned if edge in pins),
        pool_minimum=tuple(least if h in pools else 0 for h, least in enumerate(small.pool_minimum)),
    )


def named_musts(small, rules):
    """What a clash names, by place."""
    text = "\n".join(rules)
    pins = {(int(p), int(c)) for p, c in re.findall(r"^(\d+) is pinned to (\d+)$", text, re.MULTILINE)}
    return (
        {int(c) for c in re.findall(r"^consultant (\d+) takes at least", text, re.MULTILINE)},
        {edge for edge, pair in enumerate(small.edges) if pair in pins},
        {int(h) for h in re.findall(r"^pool (\d+) gives at least", text, re.MULTILINE)},
    )


def test_the_musts_named_clash_among_themselves_and_none_of_them_is_named_in_vain():
    clashes = 0
    for seed in range(1200):
        small = draw_small(seed)
        try:
            assign(small.problem())
        except MustsClash as clash:
            named = named_musts(small, clash.rules)
        else:
            continue
        clashes += 1
        assert next(without_musts(small, named).sets(), None) is None
        for kind, musts in enumerate(named):
            for must in musts:
                fewer = tuple(m - {must} if k == kind else m for k, m in enumerate(named))
                assert next(without_musts(small, fewer).sets(), None) is not None
    assert clashes > 40
