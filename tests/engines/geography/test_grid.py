"""Latitude and longitude of grid points, against the Ordnance Survey's own example and one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.engines.geography import PlaceError, Point, from_lat_lon, to_lat_lon
from headwater.engines.geography.grid import _project, _unproject

# "A guide to coordinate systems in Great Britain", annexes C.1 and C.2: a point in Norfolk, on Airy 1830.
CAISTER = Point(651_409.903, 313_177.270)


def degrees(d, m, s):
    return (d + m / 60 + s / 3600) * 3.141592653589793 / 180


def test_the_ordnance_surveys_worked_example_comes_out_to_a_millimetre():
    phi, lam = degrees(52, 39, 27.2531), degrees(1, 43, 4.5177)
    easting, northing = _project(phi, lam)
    assert (round(easting, 3), round(northing, 3)) == (651_409.903, 313_177.270)
    back = _unproject(CAISTER.easting, CAISTER.northing)
    assert abs(back[0] - phi) < 1e-10
    assert abs(back[1] - lam) < 1e-10


def test_the_shift_to_wgs84_is_about_a_hundred_metres_in_norfolk():
    """The definitive transformation gives 52°39'28.723" N, 1°42'57.787" E: within 5 m, 0.00005° and 0.00008°."""
    lat, lon = to_lat_lon(CAISTER)
    assert abs(lat - (52 + 39 / 60 + 28.723 / 3600)) < 0.00005
    assert abs(lon - (1 + 42 / 60 + 57.787 / 3600)) < 0.00008


@given(st.floats(80_000, 655_000), st.floats(5_000, 1_220_000))
def test_there_and_back_again_is_the_same_point(easting, northing):
    back = from_lat_lon(*to_lat_lon(Point(easting, northing)))
    assert abs(back.easting - easting) < 0.1
    assert abs(back.northing - northing) < 0.1


@pytest.mark.parametrize(("lat", "lon"), [(48.85, 2.35), (54.6, -9.9), (0.0, 0.0)])
def test_places_off_the_grid_are_refused_with_advice(lat, lon):
    with pytest.raises(PlaceError, match="outside the National Grid"):
        from_lat_lon(lat, lon)
