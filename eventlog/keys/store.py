"""The key store: a second database with the wrapped keys of every trajectory, and who holds which BSN.

Destroying a trajectory's keys here erases it everywhere, backups of the log included; and in backups of the key store itself, once the
master key is rotated too. Nothing unwrapped outlives what it was asked for: one reading, or the recording of one batch.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from psycopg.rows import TupleRow

from eventlog.arrays import Uuids
from eventlog.datastore import LogDatastore
from eventlog.errors import KeyDamaged, KeyGone
from eventlog.flight import Flight
from eventlog.keys import claims, erasing
from eventlog.keys.claims import ClaimKeys
from eventlog.keys.erasing import purpose_of
from eventlog.keys.master import MasterKey
from eventlog.keys.wrapping import Wrapping, fingerprint_in, wrong_master_key
from eventlog.seal import Place, new_key, words_key_of
from eventlog.statements import statement

_ATTEMPTS = 5
"""How often rows are read again because their master key was rotated before they were opened."""


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


class _Rotated(Exception):
    """The master key of these rows is gone: others have taken their place."""


class KeyStore:
    """
    >>> store = KeyStore(databases.keys, FileMasterKey.at(path))  # doctest: +SKIP
    """

    def __init__(self, conninfo: str, master: MasterKey, *, pool_size: int = 8) -> None:
        """Ends what an interrupted rotation of the master key left behind. Raises `WrongMasterKey`."""
        self._datastore = LogDatastore(conninfo, pool_size=pool_size, schema="keys")
        self.wrapping = Wrapping(self._datastore, master)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def master(self) -> MasterKey:
        """The master key as last seen."""
        return self.wrapping.master

    def in_use(self) -> bytes:
        """The fingerprint of the master key that everything here is wrapped with."""
        return self.wrapping.in_use()

    def _begin(self) -> None:
        with self._datastore.reading() as curs:
            founded = fingerprint_in(curs) is not None
        if not founded:
            self._found()
        with self.wrapping.shared():
            pass  # the master key is the right one
        self.master.settle(self.in_use)

    def _found(self) -> None:
        """Records which master key this is; claims made before theirs could be renewed are brought up to date."""
        with self.wrapping.unfounded() as curs:
            if fingerprint_in(curs) is not None:
                return  # another process was faster
            master, keys = self.master, ClaimKeys.made()
            row = curs.execute("SELECT key FROM keys.store_keys WHERE name = %s", (claims.HASHING,)).fetchone()
            if row is not None:
                try:
                    keys = ClaimKeys(master.unwrap(row[0], claims.purpose_of(claims.HASHING)), keys.turning)
                except KeyDamaged:
                    raise wrong_master_key() from None
            for name, key in keys.wrapped(master).items():
                curs.execute("INSERT INTO keys.store_keys (name, key) VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, key))
            hashes = [row[0] for row in curs.execute("SELECT bsn_hash FROM keys.bsn_claims")]
            curs.execute(statement("rehash_claims"), {"old": hashes, "new": keys.turned(hashes)})
            curs.execute("INSERT INTO keys.master_key (fingerprint) VALUES (%s)", (master.fingerprint,))

    # --- keys of trajectories

    def make(self, trajectory_ids: Collection[UUID]) -> Opened:
        """Keys for new trajectories, committed before this returns. Those of an attempt that failed are used again.

        Raises `KeyGone` for an id that was erased; then none are made.
        """
        if not trajectory_ids:
            return {}
        ids = sorted(set(trajectory_ids))
        with self.wrapping.shared() as (curs, master):
            parameters = {
                "trajectory_ids": ids,
                "facts_keys": [master.wrap(new_key(), purpose_of(each, 1, "facts")) for each in ids],
                "words_keys": [master.wrap(new_key(), purpose_of(each, 1, "words")) for each in ids],
            }
            rows = curs.execute(statement("make_keys"), parameters).fetchall()
            gone = set(ids) - {row[0] for row in rows}
            if gone:
                raise KeyGone(min(gone))
            return self._unwrapped([(*row, master.fingerprint) for row in rows], [], words=True)

    def open(self, trajectory_ids: Collection[UUID], *, words: bool) -> Opened:
        """The keys of many trajectories, in one query (two with words). Erased ones are missing.

        Raises `KeyDamaged`, and `WrongMasterKey` when the master key was replaced by one that this process cannot find.
        """
        if not trajectory_ids:
            return {}
        parameters = _asked(trajectory_ids)
        for _ in range(_ATTEMPTS):
            rows = self._datastore.landed(("open_keys", parameters))
            # In this order: a root that is destroyed meanwhile is in the first answer, or its single keys are in the second.
            some_gone = words and any(row[3] is None for row in rows)
            single = self._datastore.landed(("open_words_keys", parameters)) if some_gone else []
            try:
                return self._unwrapped(rows, single, words=words)
            except _Rotated:
                continue
        raise wrong_master_key()

    @contextmanager
    def opening(self, trajectory_ids: Collection[UUID]) -> Iterator[dict[UUID, Mapping[int, Keys]]]:
        """As `open` with words, but asked for at the beginning and there at the end, so that something else can be asked meanwhile.

        Only those of which no passage was destroyed: the others are for `open`, and so are all while the master key is replaced.
        """
        opened: dict[UUID, Mapping[int, Keys]] = {}
        if not trajectory_ids:
            yield opened
            return
        with self._datastore.flying() as conn:
            flight = Flight(conn, ("open_keys", _asked(trajectory_ids)))
            try:
                yield opened
            finally:
                # Also where what is asked meanwhile fails: the connection is for others again.
                (rows,) = flight.landed()
        some_gone = {row[0] for row in rows if row[3] is None}
        with suppress(_Rotated):
            opened |= self._unwrapped([row for row in rows if row[0] not in some_gone], [], words=True)

    def _unwrapped(self, rows: Iterable[TupleRow], singles: Iterable[TupleRow], *, words: bool) -> Opened:
        single: dict[tuple[UUID, int], dict[int, bytes]] = {}
        for trajectory_id, generation, version, key, fingerprint in singles:
            unwrapped = self._unwrap(fingerprint, key, purpose_of(trajectory_id, generation, "single", version))
            single.setdefault((trajectory_id, generation), {})[version] = unwrapped
        opened: dict[UUID, dict[int, Keys]] = {}
        for trajectory_id, generation, facts, root, fingerprint in rows:
            opened.setdefault(trajectory_id, {})[generation] = Keys(
                generation,
                self._unwrap(fingerprint, facts, purpose_of(trajectory_id, generation, "facts")),
                self._unwrap(fingerprint, root, purpose_of(trajectory_id, generation, "words")) if words and root is not None else None,
                single.get((trajectory_id, generation), {}),
            )
        return opened

    def _unwrap(self, fingerprint: bytes, wrapped: bytes, purpose: bytes) -> bytes:
        master = self.wrapping.master_of(fingerprint)
        if master is None:
            raise _Rotated
        return master.unwrap(wrapped, purpose)

    def sweep(self, in_log: Callable[[Collection[UUID]], set[UUID]]) -> int:
        """Deletes keys older than a day of which `in_log` knows no event; gives how many trajectories. Safe while others append."""
        with self._datastore.reading() as curs:
            old = [row[0] for row in curs.execute(statement("unseen_keys"))]
        seen = in_log(old)
        orphans = [each for each in old if each not in seen]
        with self.wrapping.shared() as (curs, _):
            curs.execute(statement("keys_seen"), (sorted(seen),))
            # Judged again under the row's lock: who uses such a key once more has just touched it.
            return curs.execute(statement("forget_orphan_keys"), (orphans,)).rowcount

    # --- erasure

    def erase(self, trajectory_ids: Collection[UUID]) -> None:
        """Destroys all keys of these trajectories and their BSN claims, for ever, in one transaction; only a tombstone stays of each.

        Before it is called, the log must hold, as the newest event of each trajectory, the one that closes it, after which the
        domain admits nothing. Then nothing slips in behind it:

        - What was sealed before the closing event was recorded carries a version that the closing event, or one before it, has taken: the
          append ends in `Conflict`, however long its process slept and whatever locks it lost. Deciding again finds the trajectory closed.
        - Keys are made, and a BSN claimed, under a lock that this call holds alone. An attempt that came before it has its keys, used or
          not, destroyed here; one that comes after raises `KeyGone`, with an idempotency key or without.
        - Whatever a caller seals all the same, with keys opened before and a version after the closing event, cannot be kept out of
          the log from here; no key to it exists any more, and it reads as a `Tombstone` like the rest.

        Ids that have no keys get their tombstone too. To be called again at will: it changes nothing then, and what an interrupted
        call left undone it does. Afterwards the master key is to be rotated (`eventlog.rotate`), because older copies of this database
        still hold the wrapped keys. Not to be called inside `confirming` or `append_under_lock`: others hold the lock while they wait for
        those. Raises `Unavailable`: nothing was erased.
        """
        if trajectory_ids:
            with self.wrapping.alone() as (curs, _):
                erasing.erase(curs, trajectory_ids)

    def erased(self, trajectory_ids: Collection[UUID]) -> dict[UUID, datetime]:
        """Which of these were erased, and when (UTC)."""
        with self._datastore.reading() as curs:
            query = "SELECT trajectory_id, erased_at FROM keys.erased_trajectories WHERE trajectory_id = ANY (%s)"
            return dict(curs.execute(query, (list(trajectory_ids),)).fetchall())

    def erase_words(self, trajectory_id: UUID, version: int, newest: Callable[[UUID], int]) -> None:
        """Destroys the key of one event's words, and of nothing else; they read `ERASED` from then on.

        `newest(trajectory_id)` gives the trajectory's newest version in the log; it is asked inside the transaction, and the append lock is
        not needed.
        The key from which the words keys of that generation are derived goes; those of its other events are kept singly, and a new
        generation of keys begins for what comes later. An event that is on its way into the log meanwhile, sealed with the old generation,
        stays readable: the keys of the next 64 versions are kept as well, though most are never used.

        To be called again at will; what has no keys any more is passed over. Afterwards the master key is to be rotated, as after `erase`.
        Raises `ValueError` for a version that is not in the log, and `Unavailable`: nothing was erased.
        """
        with self.wrapping.shared() as (curs, master):
            curs.execute("SET LOCAL synchronous_commit = on")
            erasing.erase_words(curs, master, Place(trajectory_id, version), newest)

    # --- who holds which BSN

    def claim_bsn(self, bsn: str, trajectory_id: UUID, still_held: Callable[[UUID], bool]) -> UUID | None:
        """None when this trajectory now holds the BSN (or already did), otherwise the trajectory that does.

        `still_held(holder)` looks in the log: a claim of which nothing came, or of a BSN changed since, passes over.
        Raises `KeyGone` when this trajectory was erased.
        """
        return claims.claim(self.wrapping, bsn, trajectory_id, still_held)

    def confirming(self, wanted: Mapping[UUID, str]) -> AbstractContextManager[set[UUID]]:
        """Holds the claims fast while the log commits. Yields the trajectories whose claim was lost meanwhile."""
        return claims.confirming(self.wrapping, wanted) if wanted else claims.nothing_to_confirm()


def _asked(trajectory_ids: Collection[UUID]) -> dict[str, Uuids]:
    return {"trajectory_ids": Uuids(trajectory_ids)}
