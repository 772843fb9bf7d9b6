"""The order within a day."""

from enum import IntEnum


class Moment(IntEnum):
    """Place within a day: what ends, then titles and other decisions, then what starts."""

    END = 0
    DECISION = 1
    START = 2
