"""Which master key the rows of the key store are wrapped with, and the lock under which that stays so.

Whoever writes a wrapped key or a claim holds the lock shared, for its transaction; who erases or rotates holds it alone. So no key is made
for what is being erased, and none is wrapped by a master key that is being replaced. Who only reads needs no lock: rows come
with the fingerprint of their master key, from one snapshot.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.datastore import LogDatastore
from eventlog.errors import Unavailable, WrongMasterKey
from eventlog.keys.master import MasterKey

WRAPPING_LOCK = 0x4A657567_64737006
"""The advisory lock of a key store ("Jeugdsp", 6)."""

_PATIENCE = 30.0
"""Seconds in which there must be a moment when nobody writes."""


class Wrapping:
    """The master key of one key store, followed when it is rotated."""

    def __init__(self, datastore: LogDatastore, master: MasterKey) -> None:
        self._datastore = datastore
        self._master = master

    @property
    def master(self) -> MasterKey:
        """As last seen."""
        return self._master

    def master_of(self, fingerprint: bytes | None) -> MasterKey | None:
        """The master key of that fingerprint; None when it is gone, or was never ours."""
        found = self._master.known_as(fingerprint) if fingerprint else None
        if found is not None:
            self._master = found
        return found

    @contextmanager
    def shared(self) -> Iterator[tuple[Cursor[TupleRow], MasterKey]]:
        """A transaction, and the master key to wrap with in it. Raises `WrongMasterKey` and `Unavailable`."""
        with self._datastore.transaction_of_rows() as curs:
            # A statement of its own: the next one's snapshot is taken when the lock is held.
            curs.execute("SELECT pg_advisory_xact_lock_shared(%s)", (WRAPPING_LOCK,))
            yield curs, self._present(curs)

    @contextmanager
    def alone(self) -> Iterator[tuple[Cursor[TupleRow], MasterKey]]:
        """As `shared`, while nobody else writes; what it commits is on disk when it returns."""
        with self.unfounded() as curs:
            yield curs, self._present(curs)

    @contextmanager
    def unfounded(self) -> Iterator[Cursor[TupleRow]]:
        """As `alone`, in a store that may not know its master key yet."""
        with self._datastore.transaction_of_rows() as curs:
            # Asked again and again, not waited for: a writer may hold the lock while its own next step asks for it once more, and would
            # stand in line behind whoever waits.
            deadline = time.monotonic() + _PATIENCE
            while not _taken(curs):
                if time.monotonic() > deadline:
                    raise Unavailable("The key store is never at rest.")
                time.sleep(0.005)
            curs.execute("SET LOCAL synchronous_commit = on")
            yield curs

    def in_use(self) -> bytes:
        """The fingerprint of the master key that the rows are wrapped with, once every rotation under way has ended."""
        with self._datastore.transaction_of_rows() as curs:
            curs.execute("SELECT pg_advisory_xact_lock_shared(%s)", (WRAPPING_LOCK,))
            return fingerprint_in(curs) or b""

    def _present(self, curs: Cursor[TupleRow]) -> MasterKey:
        master = self.master_of(fingerprint_in(curs))
        if master is None:
            raise wrong_master_key()
        return master


def fingerprint_in(curs: Cursor[TupleRow]) -> bytes | None:
    """None in a store that was just migrated."""
    row = curs.execute("SELECT fingerprint FROM keys.master_key").fetchone()
    return row[0] if row else None


def wrong_master_key() -> WrongMasterKey:
    return WrongMasterKey(
        "The master key does not open this key store: JEUGDSPOOR_MASTER_KEY_FILE or JEUGDSPOOR_MASTER_KEY gives another key than the one "
        "that it is wrapped with now. After a rotation no older copy serves."
    )


def _taken(curs: Cursor[TupleRow]) -> bool:
    row = curs.execute("SELECT pg_try_advisory_xact_lock(%s)", (WRAPPING_LOCK,)).fetchone()
    return bool(row and row[0])
