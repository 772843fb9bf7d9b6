"""What may follow by post: how long the absence of a paper is no finding."""

from datetime import date

from domain.calendar import add_days
from domain.parameters import Dated
from domain.since import JEUGDWET

DAYS_THE_PAPER_MAY_FOLLOW = Dated({JEUGDWET: 14})
"""A decision is recorded when it is told; what should be with it (a statement, a basis, a notice, a reason) may follow so many days.

Only then is its absence a finding. What is recorded and contradicts the law is one from the day of the decision (ADR 0008).
"""


def when_the_paper_is_missed(decided_on: date) -> date:
    """The first day on which its absence is a finding."""
    return add_days(decided_on, DAYS_THE_PAPER_MAY_FOLLOW.on(decided_on) + 1)
