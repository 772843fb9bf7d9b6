"""Who holds which BSN, so that no jeugdige is opened twice.

A claim comes before the event it is for, and may be left behind by a crash; so a claim alone never refuses anybody. What
counts is the log: whoever finds a claim that the log does not bear out takes it over.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.datastore import LogDatastore
from eventlog.errors import Unavailable
from eventlog.statements import statement

HOLDING = "15s"
"""How long claims may be held while the log commits."""


def hashed(key: bytes, bsn: str) -> bytes:
    return hmac.new(key, bsn.encode(), sha256).digest()


def claim(curs: Cursor[TupleRow], bsn_hash: bytes, trajectory_id: UUID, still_held: Callable[[UUID], bool]) -> UUID | None:
    """See `KeyStore.claim_bsn`; in the caller's transaction."""
    while True:
        if curs.execute(statement("claim_bsn"), (bsn_hash, trajectory_id)).rowcount:
            return None
        row = curs.execute("SELECT trajectory_id FROM keys.bsn_claims WHERE bsn_hash = %s FOR UPDATE", (bsn_hash,)).fetchone()
        if row is None:
            continue  # given up between the two statements
        holder: UUID = row[0]
        if holder == trajectory_id:
            return None
        if still_held(holder):
            return holder
        curs.execute(statement("take_over_bsn"), (trajectory_id, bsn_hash))
        return None


@contextmanager
def confirming(datastore: LogDatastore, wanted: Mapping[UUID, bytes]) -> Iterator[set[UUID]]:
    """See `KeyStore.confirming`."""
    body_done = False
    try:
        with datastore.transaction_of_rows() as curs:
            curs.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", (HOLDING,))
            # In one order for everybody, so that two writers cannot wait for each other.
            rows = curs.execute(statement("hold_claims"), (sorted(wanted.values()),)).fetchall()
            holders: dict[bytes, UUID] = dict(rows)
            yield {trajectory for trajectory, bsn_hash in wanted.items() if holders.get(bsn_hash) != trajectory}
            body_done = True
    except (Unavailable, PersistenceError):
        # The log has committed: that this transaction, which only held locks, could not end well changes nothing.
        if not body_done:
            raise


@contextmanager
def nothing_to_confirm() -> Iterator[set[UUID]]:
    yield set()
