"""The eighteenth birthday, and what ends with it or soon after."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, add_months, earlier
from domain.deadlines.catalogue import Due, deadline
from domain.law.lapse import titles_in_law
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span, within
from domain.trajectory import Trajectory

MONTHS_CLOSED_AFTER_18 = Dated({JEUGDWET: 6})
"""Jeugdwet 6.1.2(4)(d): under a title granted at eighteen, closed care lasts no longer after the eighteenth birthday."""


def closed_care_ends(trajectory: Trajectory) -> date:
    """The first night that closed care under a title granted at eighteen does not reach."""
    birthday = trajectory.turns(18)
    return add_months(birthday, MONTHS_CLOSED_AFTER_18.on(birthday))


@deadline("adulthood", "Jeugdwet 1.1", dutch="Wordt 18", lead=(365, 182, 91))
def jeugdigen_come_of_age(trajectory: Trajectory) -> Iterator[Due]:
    """Supervision, guardianship and a muhp end at eighteen, and help goes on only where it was decided on.

    From a year before, while there is a stay, help or a title.
    """
    birthday = trajectory.turns(18)
    stays = (stay.nights for stay in trajectory.stays)
    helps = (Span(given.since, given.until) for given in trajectory.helps)
    titles = (run for title in titles_in_law(trajectory) for run in title.runs)
    alive = Span(add_months(birthday, -12), earlier(birthday, trajectory.died_on))
    for span in within((*stays, *helps, *titles), [alive]):
        yield Due(
            about="18", since=span.since, due_on=birthday, breach_from=birthday, over_on=span.until, last_night=add_days(birthday, -1)
        )


@deadline("adulthood-closed", "Jeugdwet 6.1.2(4)", dutch="Grens gesloten verblijf na 18", lead=(91, 56, 28, 7, 1))
def closed_care_after_eighteen_ends(trajectory: Trajectory) -> Iterator[Due]:
    """Closed care of who is eighteen works towards an end within six months of the birthday."""
    birthday, end = trajectory.turns(18), closed_care_ends(trajectory)
    for stay in trajectory.closed_stays:
        nights = stay.nights & Span(birthday, end)
        if not nights.is_empty:
            yield Due(
                about=stay.stay_id,
                since=nights.since,
                due_on=end,
                breach_from=end,
                over_on=nights.until,
                last_night=add_days(end, -1),
            )
