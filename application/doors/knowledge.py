"""What a question across trajectories is asked to know: all that there is, or what was known at a moment or a position."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import NamedTuple

from application.doors.door import PATIENCE, Door
from application.problems import Malformed, NotYet
from domain.calendar import amsterdam_day
from projections.asking.reading import Rows
from projections.errors import BadCursor
from projections.errors import NotYet as RowsNotYet


class Known(NamedTuple):
    """As known at which position of the log, None where it is as known now; and when that was."""

    position: int | None
    known_at: datetime

    @property
    def day(self) -> date:
        """The day that is meant by itself."""
        return amsterdam_day(self.known_at)


class Knowledge:
    def __init__(self, rows: Rows, door: Door) -> None:
        self._rows = rows
        self._door = door

    def asked(self, known_at: datetime | None, at_position: int | None, min_position: int | None = None) -> Known:
        """Waits until the rows know it. Raises `Malformed` and `NotYet` (`Door.moment`)."""
        if known_at is None and at_position is None:
            known = Known(None, datetime.now(UTC))
        else:
            moment = self._door.moment(known_at, at_position=at_position)
            known = Known(moment.position, moment.known_at)
        self.awaited(min_position, known.position)
        return known

    def awaited(self, *positions: int | None) -> None:
        """Waits until the rows have reached every position that was asked for. Raises `NotYet`."""
        wanted = max((position for position in positions if position), default=0)
        if wanted and not self._rows.wait_for(wanted, PATIENCE):
            raise NotYet.retry(f"The rows have not reached position {wanted} yet.")


@contextmanager
def rows_asked() -> Iterator[None]:
    """What rows raise, as problems."""
    try:
        yield
    except BadCursor as bad:
        raise Malformed(str(bad)) from None
    except RowsNotYet as reason:
        raise NotYet.retry(str(reason)) from None
