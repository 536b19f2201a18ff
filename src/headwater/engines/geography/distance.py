"""How far apart two points are: in a straight line, and by road as an estimate.

Eastings and northings are a plane: distance is Pythagoras. The scale error of the grid is at most
0.04% inside Great Britain, less than the 100 m to which postcodes are rounded for any two points
closer than 250 km.
"""

import math

from headwater.engines.geography.place import Point

KM_PER_MILE = 1.609344

# Ballou, Rahardja and Sakai (2002), "Selected country circuity factors for road travel distance
# estimation", Transportation Research Part A 36(9), 843-848: road over straight line, England.
ROAD_FACTOR = 1.4


def distance_km(a: Point, b: Point) -> float:
    """Kilometres between two points in a straight line."""
    return math.hypot(a.easting - b.easting, a.northing - b.northing) / 1000


def distance_miles(a: Point, b: Point) -> float:
    """Miles between two points in a straight line. For a journey, use `road_miles`."""
    return distance_km(a, b) / KM_PER_MILE


def road_miles(a: Point, b: Point) -> float:
    """Miles by road, estimated: the straight line times 1.4 (Ballou et al. 2002). Never shown as exact."""
    return distance_miles(a, b) * ROAD_FACTOR
