"""The Dutch postcode areas (the four digits of a postcode), as in `areas.csv`: the middle of each (WGS84, degrees), and its province.

Source: GeoNames, postal codes of the Netherlands (download.geonames.org/export/zip), CC BY 4.0, as of 30 December 2025, changed: rounded to
three decimals (some hundred metres), one place for each area. Where GeoNames has several, the one that it knows best stands here.

All were held against two older tables made from addresses (drikusroor/dutch-postal-code-city-coordinates and bobdenotter/4pp): half lie
within a hundred metres of the nearer of these, nine in ten within half a kilometre. Of the 4,086 areas 43 are left out: those that lie
more than three kilometres off, those that neither table has and GeoNames knows by the name of a place alone, and two that lie far from all
whose numbers are near. Who lives there has no distance.
Two areas of Heerlen that GeoNames has kilometres away, 6418 and 6431, stand there where the map has them, to two decimals.
"""

from collections.abc import Mapping
from csv import DictReader
from functools import cache
from importlib.resources import files

from domain.geography.point import Point
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A postcode area: its middle, and the province in which that lies."""

    middle: Point
    province: str


@cache
def areas() -> Mapping[str, Area]:
    """By the four digits."""
    with files(__package__).joinpath("areas.csv").open(encoding="utf-8") as table:
        return {row["postcode"]: Area(Point(float(row["latitude"]), float(row["longitude"])), row["province"]) for row in DictReader(table)}
