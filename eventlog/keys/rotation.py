"""Another master key takes the place of the one that wraps a key store, so that what was erased is gone from its backups too.

Erasing a row of the key store leaves its bytes in dead tuples, in the write-ahead log, on replicas and in every backup made before,
where nobody can reach them. They are worth nothing without the master key that they are wrapped with: so that one is destroyed, and
what is left is wrapped with another.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow, tuple_row

from eventlog.errors import KeyDamaged, NotRotated, Unavailable
from eventlog.keys import keyfile
from eventlog.keys.claims import ClaimKeys
from eventlog.keys.erasing import purpose_of
from eventlog.keys.master import VARIABLE, FileMasterKey, MasterKey
from eventlog.keys.store import KeyStore
from eventlog.statements import statement

_BATCH = 1000
"""Rows wrapped anew in one statement."""


def rotatable(store: KeyStore, path: Path) -> FileMasterKey:
    """The master key in that file, if `rotate` can replace it. Changes nothing. Raises `NotRotated`, with what to do."""
    master = store.master
    if not isinstance(master, FileMasterKey) or master.path is None:
        raise NotRotated(
            f"The master key comes from {VARIABLE}, and this program cannot replace what somebody else keeps. Stop the program, write the "
            "32 bytes into a file (base64 -d), name it in JEUGDSPOOR_MASTER_KEY_FILE instead, and run `jeugdspoor rotate`. Then give the "
            f"base64 of what the file holds now as {VARIABLE}, remove the file, and destroy the old value wherever it was kept."
        )
    if master.path != path.resolve():
        raise NotRotated(f"This key store is not wrapped with the master key in {path}, but with that in {master.path}.")
    return master


def rotate(store: KeyStore, path: Path) -> None:
    """Wraps everything in the key store with a new master key, puts that in the file's place, and destroys the old one.

    When this returns, no copy of the key store made before opens with what is on disk; every copy of the old master key that was put
    aside must be destroyed by who has it, and backups of key store and master key made anew. Whoever has the store open goes on; who
    wants to write in it waits while its rows are wrapped anew.

    In this order: the new key is written beside the old and synced (`master.key.next`); all rows are wrapped anew, and the fingerprint
    of the new key is recorded, in one transaction; the new file takes the old one's place; the old bytes are overwritten, synced and
    unlinked. Interrupted at any point, all rows open with one of the two files, and the next start or rotation ends it: by the recorded
    fingerprint, read when no transaction of a rotation is under way. `NotRotated` says that it has yet to be ended, or could not be begun.

    A replica that has not received this transaction when it takes over holds rows that nothing opens: let the key store be replicated
    synchronously, or not at all.

    Raises also `KeyDamaged` (which row), `WrongMasterKey` and `Unavailable`.
    """
    real = path.resolve()
    try:
        with keyfile.alone(real):
            master = rotatable(store, real)
            master.settle_alone(store.in_use)
            anew = FileMasterKey(keyfile.lay_beside(real, secrets.token_bytes(32)), real)
            try:
                with store.wrapping.alone() as (curs, old):
                    rewrap(curs, old, anew)
            except Exception:
                # Whether it was committed or not, if the database can be asked.
                with suppress(Unavailable):
                    master.settle_alone(store.in_use)
                raise
            keyfile.succeed(real)
    except OSError as error:
        raise NotRotated(
            f"The master key file {path} cannot be replaced ({error.strerror}). The program must be allowed to write and to rename in its "
            "directory. Nothing is lost: start or rotate again once that is so. Until then the old key is not destroyed."
        ) from None


def rewrap(curs: Cursor[TupleRow], old: MasterKey, new: MasterKey) -> None:
    """Everything in the store, in the caller's transaction, by who is alone in it. Raises `KeyDamaged`."""
    for rows in _batches(curs, "SELECT trajectory_id, generation, facts_key, words_key FROM keys.trajectory_keys"):
        facts = [_rewrapped(old, new, key, purpose_of(id_, generation, "facts")) for id_, generation, key, _ in rows]
        words = [_rewrapped(old, new, key, purpose_of(id_, generation, "words")) if key else None for id_, generation, _, key in rows]
        parameters = {"trajectory_ids": [row[0] for row in rows], "generations": [row[1] for row in rows]}
        curs.execute(statement("rewrap_keys"), {**parameters, "facts_keys": facts, "words_keys": words})
    for rows in _batches(curs, "SELECT trajectory_id, generation, version, key FROM keys.words_keys"):
        single = [_rewrapped(old, new, key, purpose_of(id_, generation, "single", version)) for id_, generation, version, key in rows]
        parameters = {
            "trajectory_ids": [row[0] for row in rows],
            "generations": [row[1] for row in rows],
            "versions": [row[2] for row in rows],
        }
        curs.execute(statement("rewrap_words_keys"), {**parameters, "keys": single})
    keys = ClaimKeys.opened(curs, old)
    anew = keys.renewed()
    for rows in _batches(curs, "SELECT bsn_hash FROM keys.bsn_claims"):
        hashes = [row[0] for row in rows]
        curs.execute(statement("rehash_claims"), {"old": hashes, "new": keys.rehashed(hashes, anew)})
    wrapped = anew.wrapped(new)
    curs.execute("SELECT keys.replace_master(%s, %s, %s, %s)", (old.fingerprint, new.fingerprint, list(wrapped), list(wrapped.values())))


def _batches(curs: Cursor[TupleRow], query: str) -> Iterator[Sequence[TupleRow]]:
    """Through a cursor on the server, which does not see what is changed meanwhile."""
    with curs.connection.cursor("rewrapping", row_factory=tuple_row) as found:
        found.execute(query.encode(), binary=True)
        while rows := found.fetchmany(_BATCH):
            yield rows


def _rewrapped(old: MasterKey, new: MasterKey, wrapped: bytes, purpose: bytes) -> bytes:
    try:
        return new.wrap(old.unwrap(wrapped, purpose), purpose)
    except KeyDamaged:
        raise KeyDamaged(
            f"A wrapped key of trajectory {UUID(bytes=purpose[:16])} does not open ({purpose[24:].decode()}). Nothing was rotated."
        ) from None
