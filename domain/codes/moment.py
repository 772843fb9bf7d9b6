"""The order within a day."""

from enum import IntEnum


class Moment(IntEnum):
    """Place within a day: what happened while a stay lasted, what ends, then titles and other decisions, what starts, and death.

    What happens while a stay lasts comes after its beginning where it began on that very day: see `domain.history`.
    """

    DURING = -1
    END = 0
    DECISION = 1
    START = 2
    LAST = 3
