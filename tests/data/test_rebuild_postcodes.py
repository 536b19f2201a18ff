"""The script that rebuilds the postcode files writes what the reader reads."""

import csv
import lzma

import numpy as np
import pytest

from headwater.data import rebuild_postcodes as rebuild
from headwater.data.postcodes import store
from headwater.engines.geography import Point

ENTRIES = sorted(
    [
        ("SO16 6", "YD", 439_812.0, 115_049.0, "E06000045"),
        ("SO16 6", "AA", 439_012.0, 115_951.0, "E06000045"),
        ("IV2 3", "ZZ", 267_950.0, 844_050.0, "S12000017"),
        ("SO16 7", "NP", 441_500.0, 115_600.0, "E07000093"),
    ]
)


def test_a_postcode_comes_back_within_fifty_metres_on_each_axis(tmp_path):
    rebuild.write_units(tmp_path / "units.bin.xz", ENTRIES)
    units = store.decode(lzma.decompress((tmp_path / "units.bin.xz").read_bytes()))
    for sector, unit, east, north, _ in ENTRIES:
        point = units.find(sector, unit)
        assert max(abs(point.easting - east), abs(point.northing - north)) <= 50
    assert units.find("SO16 6", "YD") == Point(439_800.0, 115_000.0)
    assert units.find("SO16 6", "YE") is None
    assert units.find("SO16 6", "CK") is None
    assert units.find("SO99 9", "YD") is None


def test_areas_hold_the_median_the_reach_and_the_commonest_council(tmp_path):
    rebuild.write_areas(tmp_path / "outcodes.csv", "outcode", ENTRIES, lambda entry: entry[0].split()[0])
    with (tmp_path / "outcodes.csv").open(encoding="utf-8") as lines:
        rows = {row["outcode"]: row for row in csv.DictReader(lines)}
    assert rows["SO16"]["main_council"] == "E06000045"
    assert (int(rows["SO16"]["easting"]), int(rows["SO16"]["northing"])) == (439_812, 115_600)
    points = np.array([[439_812, 115_049], [439_012, 115_951], [441_500, 115_600]])
    reach = np.percentile(np.hypot(*(points - np.array([439_812, 115_600])).T), 95)
    assert int(rows["SO16"]["r95_m"]) == round(reach)
    assert rows["IV2"]["n_postcodes"] == "1"


def test_councils_that_tie_are_ordered_by_code():
    two = [("A1 1", "AA", 1.0, 1.0, "E09"), ("A1 1", "AB", 1.0, 1.0, "E08")]
    assert rebuild.summary(two)[-1] == "E08"


def test_a_damaged_file_is_refused():
    with pytest.raises(store.PostcodeDataError, match="damaged"):
        store.decode(b'{"n": 2, "sectors": ["A1 1"], "counts": [2], "alphabet": "AB"}\n123')
