"""The whole region: every trajectory's story, recorded as if all of them had gone on at the same time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import takewhile

from domain.calendar import AMSTERDAM, add_months
from domain.codes import Setting
from domain.region import Region
from simulation.beside import with_what_goes_beside
from simulation.cast import cast, trajectories_until
from simulation.desk import Step, recordings
from simulation.dice import Dice
from simulation.figures import FIRST_DAY
from simulation.slips import with_slip
from simulation.story import story

DEFAULT_TRAJECTORIES = trajectories_until(date(2026, 12, 1))
"""A whole region, told until the end of 2026."""


def simulate(seed: int, trajectories: int, until: date, region: Region) -> Iterator[Step]:
    """Everything recorded about that many trajectories from 1 July 2022 up to, and not including, the day `until`.

    The steps come in strictly increasing `recorded_at`, each judged and ready to be appended to a log that holds nothing
    but the register; `region` is that register, folded. Fewer trajectories make a smaller region, not a shorter time. The
    same arguments give the same steps, byte for byte.

    Raises `ValueError` where nothing can be told: no trajectories, `until` less than a month after the first day, or a register
    without a location for some setting.
    """
    if trajectories < 1:
        raise ValueError("A region has at least one trajectory.")
    if until < add_months(FIRST_DAY, 1):
        raise ValueError(f"The region is told from {FIRST_DAY}, and for at least a month.")
    for setting in Setting:
        if setting is not Setting.AMBULANT and not region.locations_on(FIRST_DAY, setting):
            raise ValueError(f"The register has no location for {setting.label} on {FIRST_DAY}.")
    return _played(seed, trajectories, until, region)


def _played(seed: int, trajectories: int, until: date, region: Region) -> Iterator[Step]:
    stories = []
    for part in cast(trajectories, until, region, Dice(f"zuid-limburg/{seed}")):
        told = with_what_goes_beside(list(story(part.life, part.plot)), part.life, part.dice.of("beside"))
        deeds = with_slip(told, part.slip, part.dice.of("slip"))
        stories.append(recordings(deeds, part.trajectory_id, region, part.dice.of("desk")))
    end = datetime.combine(until, time(), AMSTERDAM)
    together = merge(*stories, key=lambda step: step.recorded_at)
    yield from takewhile(lambda step: step.recorded_at < end, one_after_another(together))


def one_after_another(steps: Iterable[Step]) -> Iterator[Step]:
    """The same steps, none at the moment of another."""
    last = datetime.min.replace(tzinfo=UTC)
    for step in steps:
        last = max(step.recorded_at, last + timedelta(microseconds=1))
        yield replace(step, recorded_at=last)
