"""The key store: a second database with the wrapped keys of every trajectory, and who holds which BSN.

Deleting a trajectory's rows here erases it everywhere, backups of the log included. Nothing unwrapped outlives the call
that asked for it.
"""

import struct
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog import claims
from eventlog.datastore import LogDatastore
from eventlog.errors import KeyDamaged, WrongMasterKey
from eventlog.masterkey import MasterKey
from eventlog.seal import Place, new_key, words_key_of
from eventlog.statements import statement


@dataclass(frozen=True, slots=True)
class Keys:
    """The unwrapped keys of one generation of one trajectory; kept out of `repr`, and so out of every log file."""

    generation: int
    facts: bytes = field(repr=False)
    words: bytes | None = field(default=None, repr=False)
    single: Mapping[int, bytes] = field(default_factory=dict, repr=False)

    def words_of(self, place: Place) -> bytes | None:
        """The key of one event's words, or None when it was destroyed."""
        if self.words is not None:
            return words_key_of(self.words, place)
        return self.single.get(place.version)


Opened = Mapping[UUID, Mapping[int, Keys]]
"""By trajectory and generation."""


class KeyStore:
    """
    >>> store = KeyStore(databases.keys, FileMasterKey.at(path))  # doctest: +SKIP
    """

    def __init__(self, conninfo: str, master: MasterKey, *, pool_size: int = 8) -> None:
        """Raises `WrongMasterKey`."""
        self._datastore = LogDatastore(conninfo, pool_size=pool_size, schema="keys")
        self._master = master
        self._bsn_key()

    def close(self) -> None:
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- keys of trajectories

    def make(self, trajectory_ids: Collection[UUID]) -> Opened:
        """Keys for new trajectories, committed before this returns. Those of an attempt that failed are used again."""
        if not trajectory_ids:
            return {}
        ids = sorted(set(trajectory_ids))
        with self._datastore.transaction_of_rows() as curs:
            parameters = {
                "trajectory_ids": ids,
                "facts_keys": [self._master.wrap(new_key(), purpose_of(each, 1, "facts")) for each in ids],
                "words_keys": [self._master.wrap(new_key(), purpose_of(each, 1, "words")) for each in ids],
            }
            rows = curs.execute(statement("make_keys"), parameters, prepare=True).fetchall()
        return self._unwrapped(rows, {}, words=True)

    def open(self, trajectory_ids: Collection[UUID], *, words: bool) -> Opened:
        """The keys of many trajectories, in one query (two with words). Erased ones are missing. Raises `KeyDamaged`."""
        if not trajectory_ids:
            return {}
        parameters = {"trajectory_ids": list(trajectory_ids)}
        with self._datastore.reading() as curs:
            rows = curs.execute(statement("open_keys"), parameters, prepare=True).fetchall()
            single = self._single(curs, parameters) if words and any(row[3] is None for row in rows) else {}
        return self._unwrapped(rows, single, words=words)

    def _single(self, curs: Cursor[TupleRow], parameters: Mapping[str, object]) -> dict[tuple[UUID, int], dict[int, bytes]]:
        found: dict[tuple[UUID, int], dict[int, bytes]] = {}
        for trajectory_id, generation, version, key in curs.execute(statement("open_words_keys"), parameters):
            unwrapped = self._master.unwrap(key, purpose_of(trajectory_id, generation, "single", version))
            found.setdefault((trajectory_id, generation), {})[version] = unwrapped
        return found

    def _unwrapped(self, rows: Iterable[TupleRow], single: Mapping[tuple[UUID, int], Mapping[int, bytes]], *, words: bool) -> Opened:
        opened: dict[UUID, dict[int, Keys]] = {}
        for trajectory_id, generation, facts, root in rows:
            opened.setdefault(trajectory_id, {})[generation] = Keys(
                generation,
                self._master.unwrap(facts, purpose_of(trajectory_id, generation, "facts")),
                self._master.unwrap(root, purpose_of(trajectory_id, generation, "words")) if words and root is not None else None,
                single.get((trajectory_id, generation), {}),
            )
        return opened

    def sweep(self, in_log: Callable[[Collection[UUID]], set[UUID]]) -> int:
        """Deletes keys older than a day of which `in_log` knows no event; gives how many trajectories. Safe while others append."""
        with self._datastore.reading() as curs:
            old = [row[0] for row in curs.execute(statement("unseen_keys"))]
        seen = in_log(old)
        orphans = [each for each in old if each not in seen]
        with self._datastore.transaction_of_rows() as curs:
            curs.execute(statement("keys_seen"), (sorted(seen),))
            # Judged again under the row's lock: who uses such a key once more has just touched it.
            return curs.execute(statement("forget_orphan_keys"), (orphans,)).rowcount

    # --- who holds which BSN

    def claim_bsn(self, bsn: str, trajectory_id: UUID, still_held: Callable[[UUID], bool]) -> UUID | None:
        """None when this trajectory now holds the BSN (or already did), otherwise the trajectory that does.

        `still_held(holder)` looks in the log: a claim of which nothing came, or of a BSN changed since, passes over.
        """
        with self._datastore.transaction_of_rows() as curs:
            return claims.claim(curs, claims.hashed(self._bsn_key(), bsn), trajectory_id, still_held)

    def confirming(self, wanted: Mapping[UUID, str]) -> AbstractContextManager[set[UUID]]:
        """Holds the claims fast while the log commits. Yields the trajectories whose claim was lost meanwhile."""
        if not wanted:
            return claims.nothing_to_confirm()
        key = self._bsn_key()
        return claims.confirming(self._datastore, {trajectory: claims.hashed(key, bsn) for trajectory, bsn in wanted.items()})

    def _bsn_key(self) -> bytes:
        purpose = b"store\x00bsn"
        with self._datastore.reading() as curs:
            row = curs.execute("SELECT key FROM keys.store_keys WHERE name = 'bsn'").fetchone()
            if row is None:
                wrapped = self._master.wrap(new_key(), purpose)
                curs.execute("INSERT INTO keys.store_keys (name, key) VALUES ('bsn', %s) ON CONFLICT DO NOTHING", (wrapped,))
                row = curs.execute("SELECT key FROM keys.store_keys WHERE name = 'bsn'").fetchone()
        try:
            return self._master.unwrap(row[0] if row else b"", purpose)
        except KeyDamaged:
            raise WrongMasterKey(
                "The master key does not open this key store: JEUGDSPOOR_MASTER_KEY_FILE names another key than the one it was made with."
            ) from None


def purpose_of(trajectory_id: UUID, generation: int, kind: str, version: int = 0) -> bytes:
    """Binds a wrapped key to its row: moved to another, it does not open."""
    return struct.pack(">16sII", trajectory_id.bytes, generation, version) + kind.encode()
