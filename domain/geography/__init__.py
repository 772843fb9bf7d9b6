"""Where things lie on the map: the middle of a postcode area, the province of a point, and how far two points are apart."""

from functools import lru_cache

from domain.geography.areas import Area, areas
from domain.geography.point import EARTH_RADIUS, Point, kilometres

__all__ = ["EARTH_RADIUS", "Area", "Point", "area", "areas", "kilometres", "province_at"]


def area(postcode: str) -> Area | None:
    """That of the four digits; None where it is not known where they are."""
    return areas().get(postcode)


@lru_cache(maxsize=1 << 12)
def province_at(point: Point) -> str:
    """The province of the postcode area whose middle is nearest. Within a kilometre or two of a border it may be that across it."""
    return min(areas().values(), key=lambda each: kilometres(each.middle, point)).province
