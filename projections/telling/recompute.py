"""From the log to rows: the histories of some trajectories, and what every read model makes of them."""

import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from domain.envelope import Recorded
from domain.events import OWN_STREAMS
from eventlog import EventLog, Tombstone, legible
from projections.errors import DATABASE_TROUBLE
from projections.telling.retold import NO_ROWS, Retold, RowsOf

T = TypeVar("T")

Entries = Sequence[Recorded | Tombstone]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no rows of a trajectory: where it went wrong, and never with what, which may be personal."""

    error: str

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
        where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno} in {ours[-1].name}" if ours else ""
        return cls(f"{type(error).__name__}{where}")


def recompute(log: EventLog, ids: Collection[UUID], up_to: int) -> dict[UUID, RowsOf | Failure]:
    """What the rows of these trajectories are at a position of the log. Each that fails stands alone; what is no trajectory has no rows.

    Raises what `DATABASE_TROUBLE` names.
    """
    return of_each(log, ids, up_to, rows_of)


def of_each(log: EventLog, ids: Collection[UUID], up_to: int, make: Callable[[Entries], T]) -> dict[UUID, T | Failure]:
    """The same with whatever is made of each history."""
    wanted = [each for each in ids if each not in OWN_STREAMS]
    histories = _histories(log, wanted, up_to)
    return {each: caught(make, histories.get(each, ())) for each in wanted}


def rows_of(entries: Entries) -> RowsOf:
    """The rows of one history; none of an erased one, nor of one that is not there."""
    recorded = legible(entries)
    return NO_ROWS if recorded is None else Retold(recorded).rows()


def caught(make: Callable[[Entries], T], entries: Entries | Failure) -> T | Failure:
    """What is made of one history, or why nothing is."""
    if isinstance(entries, Failure):
        return entries
    try:
        return make(entries)
    except Exception as error:  # whatever is wrong with it, it is wrong with this trajectory alone
        return Failure.of(error)


def _histories(log: EventLog, ids: Collection[UUID], up_to: int) -> Mapping[UUID, Entries | Failure]:
    """All in one query; if one of them cannot be opened, one by one, so that it harms no other."""
    try:
        return log.histories(ids, up_to=up_to)
    except DATABASE_TROUBLE:
        raise
    except Exception as error:
        if len(ids) == 1:
            return dict.fromkeys(ids, Failure.of(error))
    return {each: history for one in ids for each, history in _histories(log, [one], up_to).items()}
