"""Latitude and longitude of a grid point, and back, to about five metres.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B
and C: the transverse Mercator projection on the Airy 1830 ellipsoid, and a seven-parameter Helmert
shift to WGS84, which agrees with the definitive transformation to about 5 m across Great Britain.
"""

import math
from typing import NamedTuple

from headwater.engines.geography.place import Point

AIRY_1830 = (6_377_563.396, 6_356_256.909)
WGS84 = (6_378_137.000, 6_356_752.314_245)
SCALE = 0.999_601_271_7
TRUE_ORIGIN = (math.radians(49), math.radians(-2))
FALSE_ORIGIN_M = (400_000.0, -100_000.0)
# OSGB36 to WGS84: shifts in metres, rotations in seconds of arc, scale in parts per million.
SHIFT_M = (446.448, -125.157, 542.060)
TURN_SECONDS = (0.1502, 0.2470, 0.8421)
STRETCH_PPM = -20.4894


class LatLon(NamedTuple):
    """Degrees north and east, WGS84."""

    lat: float
    lon: float


def to_lat_lon(point: Point) -> LatLon:
    """Latitude and longitude (WGS84, degrees) of a grid point, to about 5 m."""
    phi, lam = _unproject(point.easting, point.northing)
    x, y, z = _helmert(*_cartesian(phi, lam, AIRY_1830), sign=1)
    phi, lam = _geodetic(x, y, z, WGS84)
    return LatLon(math.degrees(phi), math.degrees(lam))


def from_lat_lon(lat: float, lon: float) -> Point:
    """The grid point of a WGS84 latitude and longitude in degrees, to about 5 m.

    Raises PlaceError when it lies outside Great Britain's grid.
    """
    return Point(*project_lat_lon(math.radians(lat), math.radians(lon)))


def project_lat_lon(phi: float, lam: float) -> tuple[float, float]:
    """Easting and northing in metres of a WGS84 latitude and longitude in radians, on the grid or off it."""
    x, y, z = _helmert(*_cartesian(phi, lam, WGS84), sign=-1)
    return _project(*_geodetic(x, y, z, AIRY_1830))


def _cartesian(phi: float, lam: float, axes: tuple[float, float]) -> tuple[float, float, float]:
    """Earth-centred metres of a latitude and longitude in radians, at height 0 of the ellipsoid."""
    a, b = axes
    e2 = 1 - (b / a) ** 2
    nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    return (
        nu * math.cos(phi) * math.cos(lam),
        nu * math.cos(phi) * math.sin(lam),
        nu * (1 - e2) * math.sin(phi),
    )


def _geodetic(x: float, y: float, z: float, axes: tuple[float, float]) -> tuple[float, float]:
    """Latitude and longitude in radians of earth-centred metres (annex B.2, iterated)."""
    a, b = axes
    e2 = 1 - (b / a) ** 2
    p = math.hypot(x, y)
    phi = math.atan2(z, p * (1 - e2))
    for _ in range(6):
        nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
        phi = math.atan2(z + e2 * nu * math.sin(phi), p)
    return phi, math.atan2(y, x)


def _helmert(x: float, y: float, z: float, sign: int) -> tuple[float, float, float]:
    """The seven-parameter shift; sign 1 from OSGB36 to WGS84, -1 back (good to millimetres)."""
    tx, ty, tz = (sign * shift for shift in SHIFT_M)
    rx, ry, rz = (sign * math.radians(turn / 3600) for turn in TURN_SECONDS)
    stretch = 1 + sign * STRETCH_PPM / 1e6
    return (
        tx + stretch * x - rz * y + ry * z,
        ty + rz * x + stretch * y - rx * z,
        tz - ry * x + rx * y + stretch * z,
    )


def _meridional_arc(phi: float) -> float:
    """Metres along the central meridian from the true origin to a latitude (annex C, M)."""
    a, b = AIRY_1830
    n = (a - b) / (a + b)
    n2, n3 = n * n, n**3
    less, more = phi - TRUE_ORIGIN[0], phi + TRUE_ORIGIN[0]
    return (
        b
        * SCALE
        * (
            (1 + n + 1.25 * n2 + 1.25 * n3) * less
            - (3 * n + 3 * n2 + 2.625 * n3) * math.sin(less) * math.cos(more)
            + (1.875 * n2 + 1.875 * n3) * math.sin(2 * less) * math.cos(2 * more)
            - (35 / 24) * n3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _radii(phi: float) -> tuple[float, float, float]:
    """Annex C: nu and rho, the radii of curvature times the scale, and eta squared."""
    a, b = AIRY_1830
    e2 = 1 - (b / a) ** 2
    bend = 1 - e2 * math.sin(phi) ** 2
    nu = a * SCALE / math.sqrt(bend)
    rho = a * SCALE * (1 - e2) / bend**1.5
    return nu, rho, nu / rho - 1


def _project(phi: float, lam: float) -> tuple[float, float]:
    """Easting and northing of a latitude and longitude on Airy 1830 (annex C.1, terms I to VI)."""
    nu, rho, eta2 = _radii(phi)
    sin, cos, tan2 = math.sin(phi), math.cos(phi), math.tan(phi) ** 2
    d = lam - TRUE_ORIGIN[1]
    north = (
        _meridional_arc(phi)
        + nu / 2 * sin * cos * d**2
        + nu / 24 * sin * cos**3 * (5 - tan2 + 9 * eta2) * d**4
        + nu / 720 * sin * cos**5 * (61 - 58 * tan2 + tan2**2) * d**6
    )
    east = (
        nu * cos * d
        + nu / 6 * cos**3 * (nu / rho - tan2) * d**3
        + nu / 120 * cos**5 * (5 - 18 * tan2 + tan2**2 + 14 * eta2 - 58 * tan2 * eta2) * d**5
    )
    return FALSE_ORIGIN_M[0] + east, FALSE_ORIGIN_M[1] + north


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude on Airy 1830 of a grid point (annex C.2, terms VII to XIIA)."""
    phi = _footpoint_latitude(northing - FALSE_ORIGIN_M[1])
    nu, rho, eta2 = _radii(phi)
    tan, sec, d = math.tan(phi), 1 / math.cos(phi), easting - FALSE_ORIGIN_M[0]
    tan2 = tan * tan
    lat = (
        phi
        - tan / (2 * rho * nu) * d**2
        + tan / (24 * rho * nu**3) * (5 + 3 * tan2 + eta2 - 9 * tan2 * eta2) * d**4
        - tan / (720 * rho * nu**5) * (61 + 90 * tan2 + 45 * tan2**2) * d**6
    )
    lon = (
        TRUE_ORIGIN[1]
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * tan2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * tan2 + 24 * tan2**2) * d**5
        - sec / (5040 * nu**7) * (61 + 662 * tan2 + 1320 * tan2**2 + 720 * tan2**3) * d**7
    )
    return lat, lon


def _footpoint_latitude(north: float) -> float:
    """The latitude whose meridional arc is `north` metres, to a hundredth of a millimetre."""
    a = AIRY_1830[0]
    phi = TRUE_ORIGIN[0] + north / (a * SCALE)
    while abs(rest := north - _meridional_arc(phi)) >= 1e-5:
        phi += rest / (a * SCALE)
    return phi
