"""What the messages of the iJw are about: deliveries, each with a first day and an end."""

from collections.abc import Sequence
from datetime import date

from domain.trajectory import Trajectory, derived
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is delivered under one assignment number: help, or stays that followed on each other under it. Without a number, each by itself.

    From the day `since` up to the day `until`, on which it ended; None while it goes on.
    """

    ids: tuple[str, ...]
    assignment_no: str | None
    since: date
    until: date | None


@derived
def deliveries(trajectory: Trajectory) -> Sequence[Delivery]:
    """A move under one assignment number is no stop and no start: the messages do not show it."""
    by_last: dict[str, Delivery] = {}
    for stay in trajectory.stays:
        left, number = stay.came_from, stay.assignment_no
        before = by_last.pop(left.stay_id, None) if left is not None and number is not None and left.assignment_no == number else None
        ids, since = (before.ids, before.since) if before else ((), stay.since)
        by_last[stay.stay_id] = Delivery((*ids, stay.stay_id), number, since, stay.until)
    return [*by_last.values(), *(Delivery((each.help_id,), each.assignment_no, each.since, each.until) for each in trajectory.helps)]
