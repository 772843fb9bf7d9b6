"""What runs out when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar import add_days
from domain.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_on` is the last day on time; of a title's expiry it is `valid_until`, and `last_night` the last one covered."""

    kind: str
    due_on: date
    article: str
    about: str
    last_night: date | None = None


def deadlines_on(trajectory: Trajectory, day: date) -> list[Deadline]:
    """What is still to come on that day, soonest first."""
    return sorted(title_expiries(trajectory, day), key=lambda deadline: deadline.due_on)


def title_expiries(trajectory: Trajectory, day: date) -> Iterator[Deadline]:
    """The end of every title that runs or is suspended on that day (Jeugdwet 6.1.12(2)).

    The Algemene termijnenwet does not move it.
    """
    for title in trajectory.titles:
        if title.valid_until is not None and title.status_on(day) in ("running", "suspended"):
            yield Deadline("title-expiry", title.valid_until, "Jeugdwet 6.1.12(2)", title.title_id, add_days(title.valid_until, -1))
