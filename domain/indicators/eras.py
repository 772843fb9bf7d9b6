"""By what figures are broken down, of each day: who somebody is, and in which place."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from domain.calendar import FIRST_DAY, add_days
from domain.codes import Setting
from domain.indicators.fact import AGE_BORDERS, AgeGroup, Group
from domain.law.cover import ground_of, legal_cover
from domain.spans import Span
from domain.trajectory import Help, Stay, Title, Trajectory, derived
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Eras:
    """All days, in stretches that each have one group: the group of each, and from the second on its first day."""

    borders: Sequence[date]
    groups: Sequence[Group]

    def on(self, day: date) -> Group:
        return self.groups[bisect_right(self.borders, day)]

    def borders_in(self, days: Span) -> Sequence[date]:
        """Those after the first of these days."""
        return self.borders[bisect_right(self.borders, days.since) : None if days.until is None else bisect_left(self.borders, days.until)]


@derived
def eras(trajectory: Trajectory) -> Eras:
    """Of who is nowhere in particular. The group changes on a birthday that leads into another age group, and with the municipality."""
    days = {FIRST_DAY, *map(trajectory.turns, AGE_BORDERS), *(since.day for since in trajectory.municipalities)}
    return _joined(days, lambda day: _group_on(trajectory, day))


def _group_on(trajectory: Trajectory, day: date) -> Group:
    return Group(trajectory.home_municipality_on(day), age_group=AgeGroup.of(trajectory.age_on(day)), gender=trajectory.gender)


@derived
def eras_in_stays(trajectory: Trajectory) -> Mapping[int, Eras]:
    """Of each stay, by its version, from its first day on; in closed care the group changes with the title too.

    After its last night, the title of that.
    """
    return {stay.version: _in_stay(trajectory, stay) for stay in trajectory.stays}


def _in_stay(trajectory: Trajectory, stay: Stay) -> Eras:
    who, first = eras(trajectory), stay.since if stay.until is None else min(stay.since, stay.until)
    days = {first, *who.borders_in(Span(first))}
    if stay.in_closed_care:
        days.update(cover.since for cover in legal_cover(trajectory) if stay.covers(cover.since))
        return _joined(days, lambda day: placed(who.on(day), stay, title=ground_of(trajectory, stay, _night_of(stay, day))))
    title = ground_of(trajectory, stay, first)
    return _joined(days, lambda day: placed(who.on(day), stay, title=title))


def _night_of(stay: Stay, day: date) -> date:
    """That night, or else the first or the last of the stay."""
    return max(stay.since, day if stay.until is None or day < stay.until else add_days(stay.until, -1))


def _joined(days: Collection[date], group_on: Callable[[date], Group]) -> Eras:
    """Where the group changes on some of these days. What was before the first of them nobody asks."""
    first, *others = sorted(days)
    borders: list[date] = []
    groups = [group_on(first)]
    for day in others:
        group = group_on(day)
        if group != groups[-1]:
            borders.append(day)
            groups.append(group)
    return Eras(borders, groups)


def placed(who: Group, place: Stay | Help, *, title: Title | None = None, secret: bool = False) -> Group:
    """The same of who is there, under that title."""
    return Group(
        municipality=who.municipality,
        provider=None if secret else place.provider,
        setting=place.setting if isinstance(place, Stay) else Setting.AMBULANT,
        age_group=who.age_group,
        gender=who.gender,
        civil_basis=title.civil_basis if title else None,
        title_kind=title.kind if title else None,
    )
