"""Whether the way between two points leads over water, so that a straight line says little of the road.

A line over an estuary or a strait is flagged, never computed: there may be a bridge, a ferry or a long way
round, and only a person can tell which.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.geography.place import Point

# Narrower water than this is a river that roads bridge, or an error of a coastline drawn to about 1 km.
SHORTEST_CROSSING_M = 1_500.0
STEP_M = 100.0
# Ways round that are tried, as offsets of the halfway point over the length: at most a sixth longer.
BENDS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3)


@dataclass(frozen=True, eq=False)
class Land:
    """Which squares of the National Grid hold land: `cells[row, column]`, rows northward, `cell_m` wide."""

    cells: NDArray[np.bool_]
    cell_m: float

    def holds(self, easting: NDArray[np.float64], northing: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each of some positions in metres is on land; nothing off the grid is."""
        rows = np.floor(northing / self.cell_m).astype(np.int64)
        columns = np.floor(easting / self.cell_m).astype(np.int64)
        height, width = self.cells.shape
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        found = np.zeros(rows.shape, dtype=np.bool_)
        found[inside] = self.cells[rows[inside], columns[inside]]
        return found


def crosses_water(a: Point, b: Point, land: Land) -> bool:
    """Whether the straight line, and every slightly bent one, runs over 1.5 km of water at a stretch.

    A line that only cuts a bay or follows the shore has a bent neighbour on land and is not flagged.
    """
    return all(_longest_wet_m(a, _halfway(a, b, bend), b, land) >= SHORTEST_CROSSING_M for bend in BENDS)


def _halfway(a: Point, b: Point, bend: float) -> tuple[float, float]:
    """The middle of a line, moved sideways by `bend` times its length."""
    across, along = b.easting - a.easting, b.northing - a.northing
    return (
        (a.easting + b.easting) / 2 - bend * along,
        (a.northing + b.northing) / 2 + bend * across,
    )


def _longest_wet_m(a: Point, middle: tuple[float, float], b: Point, land: Land) -> float:
    """The longest stretch of water, in metres, on the way from a to b by the middle."""
    half = math.hypot(middle[0] - a.easting, middle[1] - a.northing)
    steps = int(half / STEP_M) + 2
    out = np.linspace((a.easting, a.northing), middle, steps)
    back = np.linspace(middle, (b.easting, b.northing), steps)[1:]
    way = np.concatenate([out, back])
    wet = ~land.holds(way[:, 0], way[:, 1])
    edges = np.flatnonzero(np.diff(wet.astype(np.int8), prepend=0, append=0))
    runs = edges[1::2] - edges[::2]
    return float(runs.max()) * half / (steps - 1) if runs.size else 0.0
