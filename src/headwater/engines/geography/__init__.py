"""Where things are and how far apart: points, places with their precision, and distances.

Nothing here reads a file. Postcodes become places in `headwater.data.postcodes`.
"""

from headwater.engines.geography.distance import (
    ROAD_FACTOR,
    distance_km,
    distance_miles,
    road_miles,
)
from headwater.engines.geography.grid import LatLon, from_lat_lon, to_lat_lon
from headwater.engines.geography.place import Place, PlaceError, Point, Precision, unknown
from headwater.engines.geography.water import Land, crosses_water

__all__ = [
    "ROAD_FACTOR",
    "Land",
    "LatLon",
    "Place",
    "PlaceError",
    "Point",
    "Precision",
    "crosses_water",
    "distance_km",
    "distance_miles",
    "from_lat_lon",
    "road_miles",
    "to_lat_lon",
    "unknown",
]
