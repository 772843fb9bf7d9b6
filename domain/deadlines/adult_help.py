"""Help after eighteen: what has to be decided before."""

from collections.abc import Iterator

from domain.calendar import add_days
from domain.codes import Setting
from domain.deadlines.catalogue import Due, deadline
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span, joined
from domain.trajectory import Trajectory

DAYS_TO_DECIDE_ON_CONTINUED_HELP = Dated({JEUGDWET: 182})
"""Jeugdwet 1.1 (jeugdige, 4°): from how many days before the last one somebody asks for the decision; from seventeen and a half."""


@deadline("continued-help", "Jeugdwet 1.1 (jeugdige, 4°)", dutch="Besluit verlengde jeugdhulp", lead=(182, 91))
def help_after_eighteen_is_decided(trajectory: Trajectory) -> Iterator[Due]:
    """Whether help goes on after eighteen is decided by the day before, for who then has help or a stay.

    Not for pleegzorg: what began before eighteen lasts to twenty-one (3°). The decision may come later in law; without one there is no
    ground for help from the birthday (L23).
    """
    if not trajectory.stays and not trajectory.helps:
        return
    adult_on = trajectory.turns(18)
    last_day = add_days(adult_on, -1)
    asked_from = add_days(last_day, -DAYS_TO_DECIDE_ON_CONTINUED_HELP.on(adult_on))
    given = [stay.nights for stay in trajectory.stays if stay.is_main and stay.setting is not Setting.PLEEGZORG]
    given += [Span(help_.since, help_.until) for help_ in trajectory.helps]
    for span in joined(span for span in given if span.since < adult_on and (span.until is None or asked_from < span.until)):
        decided = next((each for each in trajectory.continuations if span.until is None or each.decided_on < span.until), None)
        since = max(asked_from, span.since)
        yield Due(
            about="18",
            since=min(since, decided.decided_on) if decided else since,
            due_on=last_day,
            met_on=decided.decided_on if decided else None,
            met_by=decided.version if decided else None,
            over_on=span.until,
        )
