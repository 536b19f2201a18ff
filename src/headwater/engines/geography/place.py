"""A point, and a place: a point together with how well it is known."""

from dataclasses import dataclass
from enum import Enum

# The National Grid of Great Britain, with a margin: Scilly to Shetland, Rockall not included.
GRID_LIMITS_M = (0, 700_000, 0, 1_300_000)


class PlaceError(ValueError):
    """A point or place that cannot exist; the message says what to correct."""


class Precision(Enum):
    """How well a place is known, from best to worst.

    `uncertainty_m` is the usual radius in metres that holds 95% of the addresses sharing the
    place: medians over the packaged postcode data. A single place carries its own figure.
    """

    POSTCODE = ("postcode", 100.0)
    SECTOR = ("sector", 1_760.0)
    OUTCODE = ("outcode", 3_830.0)
    COUNCIL = ("council", 10_600.0)
    UNKNOWN = ("unknown", float("inf"))

    def __init__(self, word: str, uncertainty_m: float) -> None:
        self.word = word
        self.uncertainty_m = uncertainty_m

    @property
    def is_approximate(self) -> bool:
        """Whether a screen should say "approximate" beside a distance from this place."""
        return self is not Precision.POSTCODE


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the National Grid of Great Britain: metres east and north of its false origin."""

    easting: float
    northing: float

    def __post_init__(self) -> None:
        west, east, south, north = GRID_LIMITS_M
        if not (west <= self.easting <= east and south <= self.northing <= north):
            raise PlaceError(
                f"({self.easting}, {self.northing}) lies outside the National Grid of Great Britain. "
                "Give easting and northing in metres, or convert latitude and longitude first."
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, how precisely that is known, and in which council area.

    `point` is None when the location is unknown, and `reason` then says why. `lad_code` is the ONS code
    of the local authority district, "" when not known. `uncertainty_m` is this place's own radius
    in metres, or the usual one of its precision.
    """

    point: Point | None
    precision: Precision
    lad_code: str = ""
    label: str = ""
    reason: str = ""
    uncertainty_m: float | None = None

    def __post_init__(self) -> None:
        if (self.point is None) != (self.precision is Precision.UNKNOWN):
            raise PlaceError("A place has a point exactly when its precision is not UNKNOWN.")
        if self.uncertainty_m is None:
            object.__setattr__(self, "uncertainty_m", self.precision.uncertainty_m)

    @property
    def is_known(self) -> bool:
        """Whether there is a point to measure from."""
        return self.point is not None


def unknown(label: str, reason: str, lad_code: str = "") -> Place:
    """A place whose location is not known, with the reason in plain words."""
    return Place(None, Precision.UNKNOWN, lad_code=lad_code, label=label, reason=reason)
