"""Lines that cross water are flagged; lines along a shore, over a bay or a river are not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.geography import Land, Point, crosses_water

CELL = 500.0


def map_of(rows):
    """A map from rows of text, the northmost first: "#" is land."""
    return Land(np.array([[mark == "#" for mark in row] for row in reversed(rows)]), CELL)


ESTUARY = map_of(["##########....##########"] * 24)
BAY = map_of(["########################"] * 12 + ["##########....##########"] * 12)
RIVER = map_of(["##########..############"] * 24)


def at(column, row):
    return Point((column + 0.5) * CELL, (row + 0.5) * CELL)


def test_a_line_over_two_kilometres_of_estuary_crosses_water():
    assert crosses_water(at(4, 12), at(19, 12), ESTUARY)


def test_a_line_that_can_bend_round_a_bay_does_not():
    assert not crosses_water(at(4, 10), at(19, 10), BAY)


def test_a_line_deep_in_the_bay_that_no_small_bend_avoids_does():
    assert crosses_water(at(8, 2), at(15, 2), BAY)


def test_a_kilometre_of_river_is_bridged():
    assert not crosses_water(at(4, 12), at(19, 12), RIVER)


def test_everything_off_the_map_is_water():
    assert crosses_water(at(20, 20), Point(40_000.0, 40_000.0), ESTUARY)


positions = st.tuples(st.integers(0, 23), st.integers(0, 23))


@given(positions, positions)
def test_the_way_back_crosses_the_same_water(a, b):
    for land in (ESTUARY, BAY, RIVER):
        assert crosses_water(at(*a), at(*b), land) == crosses_water(at(*b), at(*a), land)


@given(st.integers(8, 15), st.integers(8, 15), st.integers(8, 15), st.integers(8, 15))
def test_on_dry_land_nothing_is_flagged(a, b, c, d):
    assert not crosses_water(at(a, b), at(c, d), map_of(["#" * 24] * 24))
