"""All histories, one after the other, for what is made of all of them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import UUID

from application.looking.disclosing import Disclosed, Look, Looking
from domain.envelope import Actor
from domain.history import History
from eventlog import Databases, EventLog, legible
from projections.connecting import connect
from projections.generations.trajectories import FIRST, count, in_log

CHUNK = 100
"""Histories that are read together, and are in memory together."""


class EveryHistory:
    """Facts alone. Those are given whose processing is not restricted (AVG 18), as they are known now, in order of their ids."""

    def __init__(self, log: EventLog, databases: Databases, looking: Looking) -> None:
        self._log = log
        self._databases = databases
        self._looking = looking

    def given(self, look: Look, opened_by: int, progress: Callable[[int, int | None], None]) -> Iterator[History]:
        """Of what was opened up to that position; `progress` is told how many are done, of how many.

        That they are given to who looks is on record before they are, some at a time; also that there are none. Raises `NotYet` where it
        cannot be recorded, and what `EventLog.histories` raises.
        """
        with connect(self._databases) as conn:
            total, done, after = count(conn, opened_by), 0, FIRST
            while True:
                ids = in_log(conn, opened_by, after, CHUNK)
                yield from self._looking.show(look, partial(self._read, ids))
                done += len(ids)
                progress(done, total)
                if len(ids) < CHUNK:
                    return
                after = ids[-1]

    def _read(self, ids: Sequence[UUID], actor: Actor) -> Disclosed[list[History]]:
        recorded = self._log.histories(ids)
        there = [History(events) for each in ids if (events := legible(recorded.get(each, [])))]
        given = [history for history in there if not _is_restricted(history)]
        return Disclosed(given, [history.trajectory.trajectory_id for history in given])


def _is_restricted(history: History) -> bool:
    return any(each.lifted_on is None for each in history.trajectory.restrictions)
