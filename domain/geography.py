"""Where things lie on the map: the middle of a postcode area, the province of a point, and how far two points are apart."""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

from domain.postcode_areas import MIDDLES
from domain.values import dataclass

EARTH_RADIUS = 6371.0088
"""Mean radius in kilometres (IUGG)."""


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees (WGS84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Area:
    """A postcode area: its middle, and the province in which that lies."""

    middle: Point
    province: str


def kilometres(one: Point, other: Point) -> float:
    """As the crow flies: along the great circle of a sphere (haversine formula). Half a percent at most from an ellipsoid."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(one.longitude - other.longitude)
    return 2 * EARTH_RADIUS * asin(sqrt(sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2))


def area(postcode: str) -> Area | None:
    """That of the four digits; None where it is not known where they are."""
    return _areas().get(postcode)


@lru_cache(maxsize=1 << 12)
def province_at(point: Point) -> str:
    """The province of the postcode area whose middle is nearest. Within a kilometre or two of a border it may be that across it."""
    return min(_areas().values(), key=lambda each: kilometres(each.middle, point)).province


@cache
def _areas() -> Mapping[str, Area]:
    found = {}
    for province, lines in MIDDLES.items():
        for line in lines.strip().splitlines():
            digits, latitude, longitude = line.split()
            found[digits] = Area(Point(float(latitude), float(longitude)), province)
    return found
