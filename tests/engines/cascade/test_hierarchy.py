"""R1, R4, R8: tiers, sites and teams of an organisation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.engines.cascade import CascadeError, Hierarchy


def test_tiers_follow_from_the_lines():
    chart = Hierarchy.from_positions([0, 0, 0, 1, 1], [-1, 0, 1, -1, 3], region={"0": "North"})
    assert chart.tier.tolist() == [0, 1, 2, 0, 1]
    assert chart.people_by_tier == (2, 2, 1)
    assert chart.region == ("North", "unknown")


def test_a_chart_of_like_organisations_has_the_spans_asked_for():
    chart = Hierarchy.even(["Elm", "Oak"], (12, 5, 12))
    assert chart.people_by_tier == (2, 24, 120, 1440)
    assert chart.organisations == ("Elm", "Oak")


def test_a_middle_tier_left_out_is_not_silent():
    chart = Hierarchy.from_positions([0, 0, 0], [-1, 0, 0], [0, 1, 2])
    assert chart.skips.tolist() == [2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 0], [-1]), "2 organisations but 1 parents: give one for each position."),
        (([0, 2], [-1, -1]), "organisation must number the organisations 0, 1, 2 … without gaps."),
        (([0, 0], [-1, 5]), "parent[1] is 5: give a position, or -1 for a leader."),
        (
            ([0, 1], [-1, 0]),
            "Position 1 reports into another organisation: record ties between organisations in a Network instead.",
        ),
        (
            ([0, 0, 0], [-1, 2, 1]),
            "Position 1 reports, in the end, to itself: give one of the circle no parent (-1).",
        ),
        (
            ([0, 0], [-1, 0], [1, 1]),
            "Position 1 is in tier 1, not below its parent's 1: tiers grow downwards from 0 for the leader.",
        ),
    ],
)
def test_each_mistake_has_its_remedy(arguments, message):
    with pytest.raises(CascadeError) as caught:
        Hierarchy.from_positions(*arguments)
    assert str(caught.value) == message


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.randoms())
def test_everybody_is_walked_once_after_the_one_they_report_to(seeds, random):
    parent = [-1] + [seed % (place + 1) for place, seed in enumerate(seeds)]
    order = list(range(len(parent)))
    random.shuffle(order)
    number = {old: new for new, old in enumerate(order)}
    shuffled = [-1 if parent[old] < 0 else number[parent[old]] for old in order]
    walk = Hierarchy.from_positions([0] * len(parent), shuffled).walk
    assert sorted(walk.position.tolist()) == list(range(len(parent)))
    assert all(above < place for place, above in enumerate(walk.parent))
    rounds = np.concatenate([*walk.rounds, np.flatnonzero(walk.parent < 0)])
    assert sorted(rounds.tolist()) == list(range(len(parent)))
    for together in walk.rounds:
        assert len(set(walk.parent[together].tolist())) == together.size
