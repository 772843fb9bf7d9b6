"""Parameters of law and policy: values that hold from a day. A new value never changes what was found under an old one."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Dated(Generic[T]):
    """A value per day.

    >>> Dated({date(2015, 1, 1): 7, date(2024, 1, 1): 14}).on(date(2023, 12, 31))
    7
    """

    def __init__(self, values: Mapping[date, T]) -> None:
        self._values = sorted(values.items(), key=lambda entry: entry[0])

    def on(self, day: date) -> T:
        """The value that holds on that day; before the first day, the first value."""
        current = self._values[0][1]
        for since, value in self._values:
            if since <= day:
                current = value
        return current
