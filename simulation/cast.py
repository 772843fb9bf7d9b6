"""The cast: who is in the region, from which day, and in which story."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from uuid import UUID

from domain.calendar import add_days, add_months
from domain.region import Region
from simulation.dice import Dice, dealt
from simulation.figures import (
    AGES_IN_HEAVY_CARE,
    AGES_IN_LIGHTER_CARE,
    AGES_IN_LONG_STORIES,
    BASES,
    FIRST_DAY,
    HOUSES_UNTIL_IT_FITS,
    MONTHS_OF_TAKING_OVER,
    OPENED_PER_YEAR,
    SIBLINGS,
    TAKEN_OVER,
)
from simulation.life import Life, Sibling, working_day
from simulation.people import Jeugdige, bsns_of_the_test_range, jeugdige
from simulation.places import Places
from simulation.plots import ORDINARY, PLOTS, PLOTS_TAKEN_OVER, SLIPS, Plot, Slip

_LAST_DAYS = 7
"""Before the end no trajectory is opened any more, so that each that is asked for is there."""


@dataclass(frozen=True)
class Part:
    """One trajectory to be told: the life at its beginning, the story, what goes wrong in recording, and the dice for that."""

    trajectory_id: UUID
    life: Life
    plot: Plot
    slip: Slip
    dice: Dice


@dataclass(frozen=True)
class _Opening:
    """When a trajectory is opened, in which story, and which share of the first stay then lies behind."""

    day: date
    plot: Plot
    way_behind: float


def trajectories_until(until: date) -> int:
    """How many trajectories a whole region has had from 1 July 2022 up to that day."""
    return round(TAKEN_OVER + OPENED_PER_YEAR * (until - FIRST_DAY).days / 365.25)


def cast(trajectories: int, until: date, region: Region, dice: Dice) -> Iterator[Part]:
    """So many trajectories, in the order in which they are opened. They share the region's places: tell each before the next."""
    openings = _openings(trajectories, until, dice.of("openings"))
    slips = dealt(SLIPS, trajectories, dice.of("slips"))
    bsns = chain(dice.of("bsn").shuffled(bsns_of_the_test_range()), repeat(None))
    places = Places(region)
    sisters = _siblings(openings, dice.of("siblings"))
    ids = [dice.of(number).of("id").id() for number in range(trajectories)]
    before: Jeugdige | None = None
    for number, (opening, slip, bsn) in enumerate(zip(openings, slips, bsns, strict=False)):
        own = dice.of(number)
        life = _life(opening, bsn, region, places, own)
        other = number - 1 if number in sisters else number + 1 if number + 1 in sisters else None
        if number in sisters and before is not None:
            life.jeugdige = life.jeugdige.of_the_family_of(before)
        if other is not None:
            life.sibling = Sibling(ids[other], openings[other].day)
        before = life.jeugdige
        yield Part(ids[number], life, opening.plot, slip, own)


def _siblings(openings: Sequence[_Opening], dice: Dice) -> set[int]:
    """Numbers of those whose brother or sister came just before them; nobody has two."""
    found: set[int] = set()
    for number in range(1, len(openings)):
        if number - 1 not in found and dice.chance(SIBLINGS / 2):
            found.add(number)
    return found


def _openings(trajectories: int, until: date, dice: Dice) -> list[_Opening]:
    """Those taken over in the first months and, over all the time, the new ones; in order of their days."""
    taken_over = round(trajectories * TAKEN_OVER / trajectories_until(until))
    last = add_days(until, -_LAST_DAYS)
    last_taken_over = min(add_months(FIRST_DAY, MONTHS_OF_TAKING_OVER), last)
    under_way = [_Opening(day, plot, 0.9 * dice.fraction()) for day, plot in _dated(PLOTS_TAKEN_OVER, taken_over, last_taken_over, dice)]
    new = [_Opening(day, plot, 0.0) for day, plot in _dated(PLOTS, trajectories - taken_over, last, dice)]
    return sorted(under_way + new, key=lambda opening: opening.day)


def _dated(plots: Mapping[Plot, float], count: int, last: date, dice: Dice) -> Iterator[tuple[date, Plot]]:
    """So many stories from the first day to the last, one in each equal stretch of time."""
    days = (last - FIRST_DAY).days
    for number, plot in enumerate(dealt(plots, count, dice)):
        yield working_day(add_days(FIRST_DAY, int((number + dice.fraction()) / count * days))), plot


def _life(opening: _Opening, bsn: str | None, region: Region, places: Places, dice: Dice) -> Life:
    return Life(
        jeugdige=jeugdige(dice.of("jeugdige"), opening.day, _age(opening.plot, dice), bsn),
        region=region,
        places=places,
        dice=dice.of("life"),
        today=opening.day,
        basis=dice.pick(BASES),
        houses_until_it_fits=dice.pick(HOUSES_UNTIL_IT_FITS),
        way_behind=opening.way_behind,
    )


def _age(plot: Plot, dice: Dice) -> int:
    """Whole years when the trajectory is opened."""
    if plot is Plot.LIGHTER_CARE:
        return dice.pick(AGES_IN_LIGHTER_CARE)
    return dice.pick(AGES_IN_HEAVY_CARE if plot in ORDINARY else AGES_IN_LONG_STORIES)
