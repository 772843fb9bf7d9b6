"""Distances on the map, and the table of postcode areas that they rest on."""

from importlib.resources import files
from math import pi

import pytest

from domain.geography import EARTH_RADIUS, Point, area, areas, kilometres, province_at

TABLE = files("domain.geography").joinpath("areas.csv")


@pytest.mark.parametrize(
    ("one", "other", "along"),
    [
        (Point(50, 6), Point(51, 6), 1 / 360),
        (Point(0, 5), Point(0, 95), 1 / 4),
        (Point(90, 0), Point(-90, 17), 1 / 2),
        (Point(50.89, 5.98), Point(50.89, 5.98), 0),
    ],
)
def test_a_distance_is_its_part_of_a_great_circle(one: Point, other: Point, along: float) -> None:
    assert kilometres(one, other) == pytest.approx(along * 2 * pi * EARTH_RADIUS)
    assert kilometres(other, one) == kilometres(one, other)


def test_heerlen_lies_twenty_kilometres_from_maastricht_and_in_limburg() -> None:
    heerlen, maastricht = area("6411"), area("6211")
    assert heerlen is not None
    assert maastricht is not None

    assert kilometres(heerlen.middle, maastricht.middle) == pytest.approx(20, abs=1)
    assert heerlen.province == maastricht.province == province_at(Point(50.89, 5.98)) == "Limburg"


def test_an_area_that_is_not_there_is_nowhere() -> None:
    assert area("1234") is None
    assert area("") is None


def test_each_area_stands_once_and_in_the_netherlands() -> None:
    lines = TABLE.read_text("utf-8").splitlines()[1:]

    assert len(areas()) == len(lines) == 4043
    assert len({each.province for each in areas().values()}) == 12
    for each in areas().values():
        assert 50.7 < each.middle.latitude < 53.6
        assert 3.3 < each.middle.longitude < 7.3


def test_no_area_lies_far_from_all_whose_numbers_are_near() -> None:
    """A wrong place would stand out so: only Breezanddijk, Vlieland and Schiermonnikoog lie by themselves."""
    places = {postcode: each.middle for postcode, each in areas().items()}

    def nearest(postcode: str) -> float:
        alike = (other for other in places if other != postcode and other[:2] == postcode[:2])
        return min(kilometres(places[postcode], places[other]) for other in alike)

    assert {postcode for postcode in places if nearest(postcode) > 9} == {"8766", "8899", "9166"}
