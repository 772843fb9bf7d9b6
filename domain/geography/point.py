"""Points on the map, and how far they are apart."""

from math import asin, cos, radians, sin, sqrt

from domain.values import dataclass

EARTH_RADIUS = 6371.0088
"""Mean radius in kilometres (IUGG)."""


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees (WGS84)."""

    latitude: float
    longitude: float


def kilometres(one: Point, other: Point) -> float:
    """As the crow flies: along the great circle of a sphere (haversine formula). Half a percent at most from an ellipsoid."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(one.longitude - other.longitude)
    return 2 * EARTH_RADIUS * asin(sqrt(sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2))
