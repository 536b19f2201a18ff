"""Land and water of Great Britain in squares of 500 metres, to flag lines that cross an estuary or a strait.

Sources and licence: `headwater.data.SOURCES`; rebuilt by `headwater/data/rebuild_land.py`.
"""

import lzma
from functools import cache
from importlib.resources import files

import numpy as np

from headwater.engines import geography
from headwater.engines.geography import Land, Point

LAND_FILE = "gb_land_500m.bin.xz"
CELL_M = 500.0
SHAPE = (2_600, 1_400)


@cache
def land() -> Land:
    """The packaged map; the first call unpacks 14 kB into 4 MB in a few hundredths of a second."""
    raw = lzma.decompress(files("headwater.data.land").joinpath(LAND_FILE).read_bytes())
    bits = np.unpackbits(np.frombuffer(raw, np.uint8), count=SHAPE[0] * SHAPE[1])
    return Land(bits.astype(np.bool_).reshape(SHAPE), CELL_M)


def crosses_water(a: Point, b: Point) -> bool:
    """Whether the way between two points of Great Britain leads over 1.5 km of water or more.

    Flagged, not computed: say "the line crosses water, check the journey" beside the distance. Narrower
    waters (the Mersey at Liverpool, the Tamar, the Menai Strait) are not seen.
    """
    return geography.crosses_water(a, b, land())
