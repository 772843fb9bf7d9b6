"""The end of a trajectory, and its reopening."""

from collections.abc import Iterator

from domain.events import TrajectoryClosed, TrajectoryReopened
from simulation import sentences
from simulation.chapters import ambulant, stays
from simulation.deed import Deed
from simulation.life import Life, working_day


def finished(life: Life) -> Iterator[Deed]:
    """Whatever still runs ends; some weeks later the trajectory is closed, if nobody forgets."""
    yield from stays.discharged(life)
    yield from ambulant.ended(life)
    if life.dice.chance(0.9):
        yield from closed(life)


def closed(life: Life) -> Iterator[Deed]:
    life.machtiging = life.muhp = None
    yield Deed(TrajectoryClosed(occurred_on=working_day(life.passes(20, 50)), reason=life.dice.one_of(sentences.CLOSED)))


def reopened(life: Life) -> Iterator[Deed]:
    life.open_since = life.today = working_day(life.today)
    yield Deed(TrajectoryReopened(occurred_on=life.today, reason=life.dice.one_of(sentences.REOPENED)))
