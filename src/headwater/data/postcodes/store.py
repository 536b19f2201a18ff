"""The packaged postcode files, read when first asked for and then kept."""

import csv
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from headwater.engines.geography import Point, distance_km

UNIT_FILE = "gb_postcodes_100m.bin.xz"
SECTOR_FILE = "sectors_gb.csv"
OUTCODE_FILE = "outcodes_gb.csv"
COUNCIL_FILE = "councils_gb.csv"


class PostcodeDataError(ValueError):
    """The packaged postcode files do not agree with one another."""


@dataclass(frozen=True, slots=True)
class Area:
    """A sector, outward code or council area: its middle, its reach in metres, its size, its council."""

    name: str
    centre: Point
    r95_m: float
    n_postcodes: int
    lad_code: str


@dataclass(frozen=True)
class Units:
    """Every postcode of Great Britain: sectors in order, then arrays of one value a postcode.

    `starts[sector]` is the half-open range of its postcodes; `unit` is sorted inside each range.
    Positions are in units of 100 m.
    """

    starts: dict[str, tuple[int, int]]
    alphabet: str
    unit: NDArray[np.uint16]
    easting: NDArray[np.int16]
    northing: NDArray[np.int16]

    def find(self, sector: str, unit: str) -> Point | None:
        """The point of one postcode, or None when the directory does not hold it."""
        if sector not in self.starts or any(letter not in self.alphabet for letter in unit):
            return None
        begin, end = self.starts[sector]
        code = self.alphabet.index(unit[0]) * len(self.alphabet) + self.alphabet.index(unit[1])
        at = begin + int(np.searchsorted(self.unit[begin:end], code))
        if at == end or int(self.unit[at]) != code:
            return None
        return Point(float(self.easting[at]) * 100, float(self.northing[at]) * 100)


def packaged(name: str) -> Traversable:
    """One of the packaged files, wherever the wheel was unpacked."""
    return files("headwater.data.postcodes").joinpath(name)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the packaged CSV files, by heading."""
    return csv.DictReader(packaged(name).read_text(encoding="utf-8").splitlines())


@cache
def units() -> Units:
    """Every postcode; the first call unpacks 3 MB into 16 MB and takes about half a second."""
    return decode(lzma.decompress(packaged(UNIT_FILE).read_bytes()))


def decode(raw: bytes) -> Units:
    """Units of the unpacked file: a JSON line, then three runs of 16-bit numbers, little endian."""
    head, _, body = raw.partition(b"\n")
    header = json.loads(head)
    n = int(header["n"])
    if len(body) != 6 * n or sum(header["counts"]) != n:
        raise PostcodeDataError(f"{UNIT_FILE} is damaged. Rebuild it with rebuild_postcodes.py.")
    unit = np.frombuffer(body, "<u2", n)
    east = np.cumsum(np.frombuffer(body, "<i2", n, offset=2 * n), dtype=np.int16)
    north = np.cumsum(np.frombuffer(body, "<i2", n, offset=4 * n), dtype=np.int16)
    ends = np.cumsum(header["counts"]).tolist()
    starts = {
        sector: (end - count, end)
        for sector, count, end in zip(header["sectors"], header["counts"], ends, strict=True)
    }
    return Units(starts, header["alphabet"], unit, east, north)


@cache
def sectors() -> dict[str, Area]:
    """Every sector of Great Britain by name ("SO16 9")."""
    return _areas(SECTOR_FILE, "sector")


@cache
def outcodes() -> dict[str, Area]:
    """Every outward code of Great Britain by name ("SO16")."""
    return _areas(OUTCODE_FILE, "outcode")


@cache
def councils() -> dict[str, Area]:
    """Every local authority district of Great Britain by its ONS code."""
    return _areas(COUNCIL_FILE, "lad_code")


def reach_m(point: Point, area: Area) -> float:
    """Metres from a point to the far side of an area: to its middle, and 95% of its postcodes beyond."""
    return distance_km(point, area.centre) * 1000 + area.r95_m


def _areas(file: str, key: str) -> dict[str, Area]:
    return {
        row[key]: Area(
            name=row[key],
            centre=Point(float(row["easting"]), float(row["northing"])),
            r95_m=float(row["r95_m"]),
            n_postcodes=int(row["n_postcodes"]),
            lad_code=row["main_council"],
        )
        for row in table(file)
    }
