"""The packaged map of land and water, and the script that draws it."""

import numpy as np
import pytest

from headwater.data import rebuild_land
from headwater.data.land import CELL_M, crosses_water, land
from headwater.data.postcodes import locate


@pytest.mark.parametrize(
    ("a", "b", "waters"),
    [
        ("HU1 1", "DN19 7", "the Humber"),
        ("BS11 9", "NP26 4", "the Severn"),
        ("SO14 3", "PO31 7", "the Solent"),
        ("EH6 6", "KY3 9", "the Forth"),
        ("FY8 1", "PR8 1", "the Ribble"),
        ("LA3 2", "LA14 5", "Morecambe Bay"),
        ("PA19 1", "PA23 7", "the Clyde"),
        ("CH48 4", "CH8 9", "the Dee"),
    ],
)
def test_lines_over_wide_water_are_flagged(a, b, waters):
    assert crosses_water(locate(a).point, locate(b).point), waters


@pytest.mark.parametrize(
    ("a", "b", "way"),
    [
        ("LS1 4", "BD1 1", "inland"),
        ("SW1A 1", "SE1 7", "over the Thames in London"),
        ("NE1 1", "NE8 1", "over the Tyne"),
        ("BN1 1", "BN11 1", "along the Sussex shore"),
        ("SA1 1", "SA3 4", "round Swansea Bay"),
        ("IV1 1", "IV7 8", "over the Beauly Firth's bridge"),
    ],
)
def test_lines_with_a_road_near_them_are_not_flagged(a, b, way):
    assert not crosses_water(locate(a).point, locate(b).point), way


def test_every_postcode_stands_on_land():
    dry = land()
    for text in ("SO16 6YD", "TR21 0", "ZE1 0", "PO33 2", "HS1 2"):
        point = locate(text).point
        assert dry.holds(np.array([point.easting]), np.array([point.northing]))[0]


def test_a_square_island_with_a_lake_is_drawn_as_it_is():
    def square(low, high):
        return np.array([(low, low), (low, high), (high, high), (high, low), (low, low)], dtype=float)

    drawn = rebuild_land.inside([square(1_000, 5_000), square(2_000, 3_000)])
    rows, columns = np.nonzero(drawn)
    expected = {
        (row, column)
        for row in range(2, 10)
        for column in range(2, 10)
        if not (4 <= row < 6 and 4 <= column < 6)
    }
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == expected
    assert CELL_M == 500.0


def test_areas_that_share_a_border_are_joined_without_a_seam():
    outline = {
        "transform": {"scale": [0.1, 0.1], "translate": [-2.0, 52.0]},
        "arcs": [[[5, 0], [0, 5]], [[5, 5], [-5, 0], [0, -5], [5, 0]], [[5, 5], [5, 0], [0, -5], [-5, 0]]],
        "objects": {
            "gbr": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "arcs": [[[0, 2]]]},
                ]
            }
        },
    }
    drawn = rebuild_land.inside(rebuild_land.rings(outline))
    middle = drawn[int(2.7e5 / CELL_M) + 20]
    assert len(np.flatnonzero(np.diff(middle.astype(int)))) == 2
