"""What a read model is: a table, and who tells its rows of one trajectory while the history of that grows.

What it tells follows from the history alone: not from today, and from no other trajectory. It learns every history up to the last, one
recording longer each time, so that nothing is folded twice for whatever is told of it, and what comes next is told without going back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from domain.history import History
from domain.secrecy import Secrecy
from projections.telling.table import Row, Table


class Teller(Protocol):
    def learn(self, history: History) -> None:
        """The history with one recording more than the one before."""

    def rows(self) -> Iterable[Row]:
        """Of the history that was learned last."""


Begin = Callable[[Secrecy], Teller]
"""One that has learned nothing yet. What is secret is so in all of the history: as it is now (`domain.secrecy.kept_from_lists`)."""


@dataclass(frozen=True, slots=True)
class ReadModel:
    table: Table
    begin: Begin

    @property
    def name(self) -> str:
        return self.table.name


class _Now:
    def __init__(self, rows: Callable[[History], Iterable[Row]]) -> None:
        self._rows = rows

    def learn(self, history: History) -> None:
        self._history = history

    def rows(self) -> Iterable[Row]:
        return self._rows(self._history)


def now(rows: Callable[[History], Iterable[Row]]) -> Begin:
    """What is known now, and not how that came about."""
    return lambda _: _Now(rows)
