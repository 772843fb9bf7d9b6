"""What all sides of a comparison have in common."""

from typing import Protocol


class Side(Protocol):
    """One way to record."""

    @property
    def name(self) -> str:
        """What was running."""
        ...

    def took(self, recordings: int, callers: int) -> float:
        """Seconds that so many recordings take, by so many callers at the same time, none of whom waits for another."""
        ...


class Absent(Exception):
    """A side that cannot be installed or started here: the text says why. It is told of, and nothing is guessed about it."""
