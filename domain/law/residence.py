"""Stays that follow on each other without a night between: in the eyes of the law one stay, or one admission, through every move."""

from collections.abc import Iterable
from datetime import date

from domain.calendar import later
from domain.trajectory import Stay, Trajectory, derived
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Residence:
    """Stays that touch or overlap, in order: the nights from `since` up to, and not including, `until`."""

    stays: tuple[Stay, ...]
    since: date
    until: date | None

    @property
    def name(self) -> str:
        """The stay_id of the first of them, by which a deadline about all of them is known."""
        return self.stays[0].stay_id

    def holds(self, stay_id: str | None) -> bool:
        return any(stay.stay_id == stay_id for stay in self.stays)

    def touches(self, day: date) -> bool:
        """Whether some hours of that day may have been spent in it: also of the day on which it ended."""
        return self.since <= day and (self.until is None or day <= self.until)


@derived
def main_residences(trajectory: Trajectory) -> tuple[Residence, ...]:
    """Verblijf out of home: through moves from one house to another (woonplaatsbeginsel, Jeugdwet 1.1)."""
    return joined_stays(stay for stay in trajectory.stays if stay.is_main)


@derived
def closed_admissions(trajectory: Trajectory) -> tuple[Residence, ...]:
    """Opname in closed care: a move from one closed accommodation to another is no new one, nor is another title in place."""
    return joined_stays(trajectory.closed_stays)


def joined_stays(stays: Iterable[Stay]) -> tuple[Residence, ...]:
    """Those that touch or overlap made one."""
    result: list[Residence] = []
    for stay in sorted(stays, key=lambda stay: stay.since):
        last = result[-1] if result else None
        if last is not None and (last.until is None or stay.since <= last.until):
            result[-1] = Residence((*last.stays, stay), last.since, later(last.until, stay.until))
        else:
            result.append(Residence((stay,), stay.since, stay.until))
    return tuple(result)
