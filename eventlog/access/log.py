"""The table of accesses, as the one login that writes and reads it."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Self
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from eventlog.access.record import FORMAT, Access, StoredAccess
from eventlog.connections import Databases
from eventlog.datastore import Datastore
from eventlog.errors import Unavailable
from eventlog.recorder import IDLE_TIMEOUT
from eventlog.statements import statement

ACCESS_LOCK = 0x4A657567_64737005
"""The advisory lock that orders all accesses of a database ("Jeugdsp", 5)."""

_FIELDS = tuple(field.name for field in fields(Access))


class AccessLog:
    """Everything raises `Unavailable` when it cannot be done, whatever the reason: who looks gets no answer then.

    >>> AccessLog(databases).page(limit=1)[0].position  # doctest: +SKIP
    17
    """

    def __init__(self, databases: Databases, *, pool_size: int = 4) -> None:
        self._datastore = Datastore(databases.access, pool_size=pool_size, schema="access")

    def close(self) -> None:
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def record(self, accesses: Sequence[Access]) -> None:
        """All of them in one transaction, in this order; they are on disk when it returns.

        If the connection is lost around the commit they may be there: then it is known of an answer that was never given.
        """
        try:
            with self._datastore.get_connection() as conn, conn.pipeline():
                # In one flight: the lock is held for exactly as long as the database itself takes.
                conn.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
                conn.execute(statement("access_settings"), (IDLE_TIMEOUT,))
                conn.execute("SELECT pg_advisory_xact_lock(%s)", (ACCESS_LOCK,), prepare=True)
                for access in accesses:
                    conn.execute(statement("record_access"), _columns(access), prepare=True)
                conn.execute("COMMIT")
        except PersistenceError as error:
            raise Unavailable(type(error).__name__) from error

    def page(
        self,
        *,
        trajectory_id: UUID | None = None,
        subject: str | None = None,
        from_: datetime | None = None,
        to: datetime | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[StoredAccess]:
        """The newest first, below the position `before`. `trajectory_id`: shown or sought; `from_` and `to`: moments of recording."""
        parameters = {"trajectory_id": trajectory_id, "subject": subject, "from": from_, "to": to, "before": before, "limit": limit}
        try:
            with self._datastore.rows() as curs:
                # Never prepared: a plan for any filter at once is a bad one for each.
                return [StoredAccess(*row) for row in curs.execute(statement("accesses"), parameters, prepare=False)]
        except PersistenceError as error:
            raise Unavailable(type(error).__name__) from error


def _columns(access: Access) -> dict[str, object]:
    columns = {name: getattr(access, name) for name in _FIELDS}
    return {**columns, "format": FORMAT, "trajectories": list(access.trajectories)}
