"""Distances in a straight line and by road, and the places they are measured from."""

import math
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.geography import (
    ROAD_FACTOR,
    Place,
    PlaceError,
    Point,
    Precision,
    distance_km,
    distance_miles,
    road_miles,
    to_lat_lon,
    unknown,
)

LONDON, BRISTOL = Point(530_000, 180_000), Point(359_000, 173_000)
points = st.builds(Point, st.floats(0, 700_000), st.floats(0, 1_300_000))


def test_three_and_four_kilometres_make_five():
    assert distance_km(Point(400_000, 300_000), Point(403_000, 304_000)) == 5.0


def test_the_road_is_four_tenths_longer_than_the_line():
    assert ROAD_FACTOR == 1.4
    assert road_miles(LONDON, BRISTOL) == distance_miles(LONDON, BRISTOL) * 1.4
    assert round(distance_miles(LONDON, BRISTOL)) == 106


@given(points, points, points)
def test_distance_is_a_metric(a, b, c):
    assert distance_km(a, a) == 0
    assert distance_km(a, b) == distance_km(b, a)
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-9


@given(points, points)
def test_the_plane_agrees_with_the_globe(a, b):
    """Great circle on a sphere of 6,371 km: independent of the grid, and off by half a percent itself."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, to_lat_lon(p))) for p in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    globe = 2 * 6371 * math.asin(math.sqrt(half))
    assert abs(globe - distance_km(a, b)) <= 0.006 * globe + 0.01


def test_a_place_without_a_point_is_unknown_and_the_other_way_round():
    assert unknown("BT1", "Not covered.").uncertainty_m == math.inf
    with pytest.raises(PlaceError):
        Place(None, Precision.POSTCODE)
    with pytest.raises(PlaceError):
        Place(LONDON, Precision.UNKNOWN)


def test_precisions_run_from_best_to_worst():
    radii = [precision.uncertainty_m for precision in Precision]
    assert radii == sorted(radii)
    assert Place(LONDON, Precision.OUTCODE).uncertainty_m == Precision.OUTCODE.uncertainty_m
    assert [p.is_approximate for p in Precision] == [False, True, True, True, True]


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        LONDON.easting = 0.0


def test_a_point_off_the_grid_is_refused():
    with pytest.raises(PlaceError, match="outside the National Grid"):
        Point(-1, 0)
