"""Indicators 3, 5 and 7, and of 12 the nights: where he is, night by night, and how near home that is."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from math import asin, cos, dist, radians, sin

from domain.codes import Setting
from domain.events import SchoolContinuity
from tests.second.advice import advices_of_the_team
from tests.second.counted import Counted, Window, one
from tests.second.life import ONE_DAY, Life, Stay


def nights_in_a_main_stay(life: Life, window: Window) -> Iterator[Counted]:
    near = {stay.version: nearness(life, stay) for stay in life.main_stays}
    for night in window.nights():
        stay = life.main_stay(night)
        if stay is not None:
            yield one(life, night, stay, label=near[stay.version])


def nights_in_closed_care(life: Life, window: Window) -> Iterator[Counted]:
    for night in window.nights():
        stay = life.closed_stay(night)
        if stay is not None:
            yield one(life, night, stay)


def nearness(life: Life, stay: Stay) -> str | None:
    """Where the stay was when it began, beside the municipality that was responsible that day; None where unknown or secret."""
    if stay.place_then is None or life.is_secret(stay):
        return None
    if life.home_on(stay.since) in (stay.place_then.municipality, *(stay.place_then.merged or ())):
        return "same_municipality"
    return "in_region" if stay.place_then.in_region else "outside_region"


def where_they_are_placed(life: Life) -> Iterator[Counted]:
    for stay in life.main_stays:
        near = nearness(life, stay)
        if near is not None:
            yield one(life, stay.since, stay, met=near != "outside_region", label=near)


TABLE = files("domain.geography").joinpath("areas.csv").read_text("utf-8")
AREAS = {
    postcode: (float(latitude), float(longitude), province)
    for postcode, latitude, longitude, province in (line.split(",") for line in TABLE.split("\n")[1:] if line)
}
"""Latitude, longitude and province of the middle of each postcode area."""


def _on_the_ball(latitude: float, longitude: float) -> tuple[float, float, float]:
    up, round_ = radians(latitude), radians(longitude)
    return cos(up) * cos(round_), cos(up) * sin(round_), sin(up)


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Over the ball, by the straight line through it."""
    return 6371.0088 * 2 * asin(dist(_on_the_ball(*one), _on_the_ball(*other)) / 2)


@cache
def _province(place: tuple[float, float]) -> str:
    return min((_kilometres((north, east), place), province) for north, east, province in AREAS.values())[1]


def _far(life: Life) -> Iterator[tuple[Stay, tuple[float, float, str] | None, tuple[float, float] | None]]:
    """Each main stay of which that may be told, with where home was and where the house."""
    for stay in life.main_stays:
        if life.hiding_home or life.is_secret(stay):
            continue
        lived = [postcode for day, postcode in life.postcodes if day <= stay.since]
        then = stay.place_then
        at = (then.latitude, then.longitude) if then and then.latitude is not None and then.longitude is not None else None
        yield stay, AREAS.get(lived[-1]) if lived else None, at


def how_far(life: Life) -> Iterator[Counted]:
    for stay, home, place in _far(life):
        if home and place:
            far = _kilometres(home[:2], place)
            yield one(life, stay.since, stay, amount=round(far), met=far <= 10, label="known")
        else:
            yield one(life, stay.since, stay, label="unknown")


def in_which_province(life: Life) -> Iterator[Counted]:
    for stay, home, place in _far(life):
        if home and place:
            yield one(life, stay.since, stay, met=home[2] != _province(place))


def schools_kept(life: Life) -> Iterator[Counted]:
    for recorded in life.all(SchoolContinuity):
        assert isinstance(recorded.event, SchoolContinuity)
        stay = life.main_stay(recorded.event.occurred_on)
        yield one(life, recorded.event.occurred_on, stay, met=recorded.event.same_school)


def days_of_care(life: Life, window: Window) -> Iterator[Counted]:
    """Every day with a stay or help, in the heaviest setting of that day; of two in it, where he came first."""
    for day in window.nights():
        stays = [stay for stay in life.stays if stay.covers(day)]
        helps = [given for given in life.helps if given.covers(day)]
        if stays:
            heaviest = max(list(Setting).index(stay.setting) for stay in stays)
            there = [stay for stay in stays if list(Setting).index(stay.setting) == heaviest]
            yield one(life, day, min(there, key=lambda stay: stay.since), met=False)
        elif helps:
            yield one(life, day, min(helps, key=lambda given: given.since), met=True)


def advice_for_ambulant_help(life: Life) -> Iterator[Counted]:
    for day, setting in advices_of_the_team(life):
        yield one(life, day, setting, met=setting is Setting.AMBULANT, label=str(setting))


def ambulant_advice_realised(life: Life) -> Iterator[Counted]:
    """On the twenty-eighth day after the advice: whether help ran on one of them, or on the day itself, and he was in no stay."""
    for day, setting in advices_of_the_team(life):
        if setting is Setting.AMBULANT:
            days: list[date] = [day + number * ONE_DAY for number in range(29)]
            yield one(life, days[-1], setting, met=any(_is_helped_at_home(life, each) for each in days))


def _is_helped_at_home(life: Life, day: date) -> bool:
    return any(given.covers(day) for given in life.helps) and not any(stay.covers(day) for stay in life.stays)
