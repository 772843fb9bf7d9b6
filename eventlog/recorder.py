"""The library's application recorder, on our table and by our protocol (ADR 0006).

One transaction of two statements, sent in one flight: the append lock; the events, and what is answered to their idempotency keys.
All that a flight holds is one transaction, which commits where the flight ends (the Sync message of PostgreSQL's protocol). The lock is
held for exactly as long as the database itself takes: no answer travels to the client while it is held.

There is no NOTIFY, inside the transaction or after it: a pending one holds a lock of the whole database through the commit, one
sent afterwards costs every append a round trip, and either may be lost, so that followers poll in any case. Who wants to
know sooner is told in-process.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    InterfaceError,
    Notification,
    OperationalError,
    StoredEvent,
    Subscription,
)
from eventsourcing.postgres import PostgresApplicationRecorder
from eventsourcing.utils import strtobool
from psycopg import Connection, errors
from psycopg.rows import DictRow
from psycopg.sql import Composed

from eventlog.arrays import Blobs, Integers, Moments, Number, Packed, Texts, Uuids
from eventlog.datastore import LogDatastore
from eventlog.errors import Conflict, OutcomeUnknown, Refused, Unavailable, WrongDatabase
from eventlog.flight import Call, Flight
from eventlog.records import Appended
from eventlog.statements import statement
from eventlog.subscription import PollingSubscription

APPEND_LOCK = 0x4A657567_64737001
"""The advisory lock that orders all appends of a database ("Jeugdsp", 1)."""

_LOCK: Call = ("lock", {"lock": Number(APPEND_LOCK)})

IDLE_TIMEOUT = "10s"
"""A writer that stalls while it holds the lock is thrown out by the database."""

SETTLING = 5.0
"""Seconds in which the outcome of a lost commit is looked up."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One idempotency row; `answer` is already sealed."""

    key_hash: bytes
    trajectory_id: UUID
    version: int
    answer: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What is committed together. `moments`: none, or one for each event, strictly increasing."""

    events: Sequence[StoredEvent]
    remembered: Sequence[Remembered] = ()
    moments: Sequence[datetime] | None = None


@dataclass(slots=True)
class _Sent:
    """`commit`: set once what commits may have reached the server."""

    commit: bool = False
    backend_pid: int = 0
    batch: Batch = field(default_factory=lambda: Batch(()))


class LogRecorder(PostgresApplicationRecorder):
    """Records and reads in `log.events`.

    >>> LogRecorder(LogDatastore(databases.writer)).max_notification_id()  # doctest: +SKIP
    17
    """

    datastore: LogDatastore

    def __init__(self, datastore: LogDatastore) -> None:
        if strtobool(os.environ.get("POSTGRES_ENABLE_DB_FUNCTIONS") or "no"):
            raise WrongDatabase(
                "POSTGRES_ENABLE_DB_FUNCTIONS is set: it would append without the lock, and readers would skip events. Unset it."
            )
        super().__init__(datastore, events_table_name="events")
        # Tables come from migrations, never from a constructor.
        self.sql_create_statements: list[Composed] = []

    # --- appending

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """The library's door: as `append`, with the library's own exceptions, and without its ten retries."""
        if not stored_events:
            return None
        with self.datastore.get_connection() as conn:
            return [appended.position for appended in self._send(conn, Batch(stored_events, **kwargs), _Sent(), locked=False)]

    def append(self, batch: Batch) -> list[Appended]:
        """Commits the batch, or nothing of it. Raises `Conflict`, `Refused`, `Unavailable`, `OutcomeUnknown`."""
        if not batch.events:
            return []
        return self._settled(lambda conn, sent: self._send(conn, batch, sent, locked=False))

    def append_under_lock(self, decide: Callable[[], Batch]) -> list[Appended]:
        """Takes the lock, asks what to append (nothing can be appended meanwhile), appends it. Raises as `append`."""

        def locked(conn: Connection[DictRow], sent: _Sent) -> list[Appended]:
            # Not in a pipeline: after one, PostgreSQL's clock for idle transactions does not run (seen on 18).
            conn.execute("BEGIN")
            conn.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", (IDLE_TIMEOUT,))
            Flight(conn, _LOCK).landed()
            batch = decide()
            if batch.events:
                return self._send(conn, batch, sent, locked=True)
            conn.rollback()
            return []

        return self._settled(locked)

    def _settled(self, send: Callable[[Connection[DictRow], _Sent], list[Appended]]) -> list[Appended]:
        """Runs `send`, and if the connection is lost around the commit, finds out what became of it."""
        sent = _Sent()
        try:
            with self.datastore.get_connection() as conn:
                return send(conn, sent)
        except IntegrityError as error:
            raise Conflict(str(error)) from error
        except (OperationalError, InterfaceError) as error:
            if isinstance(error.__cause__, errors.LockNotAvailable | psycopg.errors.QueryCanceled):
                raise Unavailable("The append lock was held for too long.") from error
            if not sent.commit:
                raise Unavailable(str(error)) from error
            found = self._look_up(sent)
            if found is None:
                raise Unavailable("The connection was lost before the commit.") from error
            return found

    def _send(self, conn: Connection[DictRow], batch: Batch, sent: _Sent, *, locked: bool) -> list[Appended]:
        """`locked`: whether a transaction has begun that holds the lock."""
        sent.backend_pid, sent.batch = conn.pgconn.backend_pid, batch
        sent.commit = True
        append = ("append", _parameters(batch))
        flight = Flight(conn, append, ("commit", {})) if locked else Flight(conn, _LOCK, append)
        rows = flight.landed()[0 if locked else 1]
        return [Appended(*row) for row in rows]

    def _look_up(self, sent: _Sent) -> list[Appended] | None:
        """What became of a batch whose commit was not acknowledged: None if it is not there, and never will be."""
        deadline = time.monotonic() + SETTLING
        while True:
            try:
                with self.datastore.rows() as curs:
                    # The lost connection's backend may still be waiting for the lock: first it must be gone.
                    curs.execute(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = %s AND pid <> pg_backend_pid()",
                        (sent.backend_pid,),
                    )
                    curs.execute(statement("stored_states"), _columns(sent.batch.events))
                    found = curs.fetchall()
            except (OperationalError, InterfaceError) as error:
                if time.monotonic() > deadline:
                    raise OutcomeUnknown("The connection was lost around the commit, and the database does not answer.") from error
                time.sleep(0.1)
                continue
            # The state holds random nonces: whoever has exactly these bytes is us.
            if len(found) == len(sent.batch.events) and all(same for *_, same in found):
                return [Appended(position, recorded_at) for _, position, recorded_at, _ in found]
            return None

    # --- reading

    def select_events(
        self, originator_id: UUID | str, *, gt: int | None = None, lte: int | None = None, desc: bool = False, limit: int | None = None
    ) -> Sequence[StoredEvent]:
        parameters = {"trajectory_id": originator_id, "gt": gt, "lte": lte, "limit": limit}
        with self.datastore.rows() as curs:
            return [StoredEvent(*row) for row in curs.execute(statement("events_back" if desc else "events"), parameters)]

    def select_notifications(
        self, start: int | None, limit: int, stop: int | None = None, topics: Sequence[str] = (), *, inclusive_of_start: bool = True
    ) -> Sequence[Notification]:
        after = (start or 0) - 1 if inclusive_of_start else start or 0
        parameters = {"after": after, "stop": stop, "topics": list(topics) or None, "limit": limit}
        with self.datastore.rows() as curs:
            return [Notification(*row) for row in curs.execute(statement("notifications"), parameters)]

    def max_notification_id(self) -> int | None:
        with self.datastore.rows() as curs:
            newest = curs.execute(statement("head")).fetchone()
        return newest[0] if newest else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Polls; unlike the library's own it cannot lose a wake-up, and outlives a killed connection."""
        return PollingSubscription(self, gt, topics)

    def close(self) -> None:
        with suppress(AttributeError):
            self.datastore.close()


def refused_moment(error: BaseException) -> Refused | None:
    """The refusal of a supplied moment, if that is what the database reported."""
    cause = error.__cause__
    if isinstance(cause, errors.DatetimeFieldOverflow):
        return Refused(cause.diag.message_primary or str(cause))
    return None


def _parameters(batch: Batch) -> dict[str, Packed | None]:
    """Of the statement that appends. With the idempotency rows, so that whatever ends a flight before its end leaves both or neither."""
    return {
        **_columns(batch.events),
        "moments": Moments(batch.moments) if batch.moments else None,
        "key_hashes": Blobs(each.key_hash for each in batch.remembered),
        "answered_ids": Uuids(each.trajectory_id for each in batch.remembered),
        "answered_versions": Integers(each.version for each in batch.remembered),
        "answers": Blobs(each.answer for each in batch.remembered),
    }


def _columns(stored_events: Sequence[StoredEvent]) -> dict[str, Packed]:
    return {
        "trajectory_ids": Uuids(event.originator_id for event in stored_events),  # type: ignore[misc]  # ours are UUIDs
        "versions": Integers(event.originator_version for event in stored_events),
        "topics": Texts(event.topic for event in stored_events),
        "states": Blobs(event.state for event in stored_events),
    }
