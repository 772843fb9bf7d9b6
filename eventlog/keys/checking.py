"""Whether every record still has the key that it was sealed with, or its trajectory was erased: ciphertext alone does not tell.

Who owns the key store can destroy a dossier by deleting its keys, or spoiling them; log and tree stay whole then. What was erased
has a tombstone in the key store; whether that erasure was decided on stands in the log, and is judged by who can read there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventlog.connections import Databases
from eventlog.datastore import LogDatastore
from eventlog.errors import KeyDamaged
from eventlog.keys.store import Keys, KeyStore, Opened
from eventlog.seal import Broken, Place, unpack
from eventlog.statements import statement

TOGETHER = 500
"""Trajectories of which the keys are opened at once."""


class KeyLost(Exception):
    """Keys are not as they were left; `position` is that of the first record that it concerns."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position


@dataclass(frozen=True, slots=True)
class Gone:
    """What was erased according to the key store, with the position of the first record that it concerns: trajectories, and of others the
    words of single events."""

    trajectories: dict[UUID, int] = field(default_factory=dict)
    words: dict[Place, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """That a trajectory has records that were sealed with this generation of its keys, the first of them at this position."""

    trajectory_id: UUID
    generation: int
    position: int


def check_keys(databases: Databases, keys: KeyStore, progress: Callable[[int, int | None], None] = lambda done, total: None) -> Gone:
    """Opens every key with which something in the log was sealed; gives what was erased.

    Raises `KeyLost` for the first record whose key is gone without a tombstone, does not open, or is back after an erasure; and
    `Unavailable`. While others record and erase it may be called.
    """
    datastore = LogDatastore(databases.reader, pool_size=1)
    try:
        return _Check(datastore, keys).run(progress)
    finally:
        datastore.close()


class _Check:
    def __init__(self, datastore: LogDatastore, keys: KeyStore) -> None:
        self._datastore = datastore
        self._keys = keys
        self._gone = Gone()
        self._lost: list[KeyLost] = []

    def run(self, progress: Callable[[int, int | None], None]) -> Gone:
        # The log first: what is recorded later has keys that this does not look for.
        with self._datastore.reading() as curs:
            rows = curs.execute(statement("sealed_generations")).fetchall()
        sealed: dict[UUID, list[_Sealed]] = {}
        for trajectory_id, generation, position in rows:
            sealed.setdefault(trajectory_id, []).append(_Sealed(trajectory_id, int.from_bytes(generation, "big"), position))
        everybody = list(sealed)
        for first in range(0, len(everybody), TOGETHER):
            ids = everybody[first : first + TOGETHER]
            self._check(ids, [each for trajectory_id in ids for each in sealed[trajectory_id]])
            progress(first + len(ids), len(everybody))
        if self._lost:
            raise min(self._lost, key=lambda lost: lost.position)
        return self._gone

    def _check(self, ids: Sequence[UUID], sealed: Sequence[_Sealed]) -> None:
        # In this order: what is erased meanwhile is in the second answer, and not in the first.
        before = self._keys.erased(ids)
        opened, damaged = self._opened(ids)
        erased = self._keys.erased(ids)
        cut: set[UUID] = set()
        newest: dict[UUID, int] = {}
        for each in sealed:
            newest[each.trajectory_id] = max(each.generation, newest.get(each.trajectory_id, 0), *opened.get(each.trajectory_id, {}))
        for each in sealed:
            there = opened.get(each.trajectory_id, {})
            if each.trajectory_id in damaged:
                self._lose(each.position, f"A key of trajectory {each.trajectory_id} does not open: it was changed.")
            elif each.generation not in there:
                if each.trajectory_id not in erased:
                    self._lose(each.position, f"The key of this record is gone, and trajectory {each.trajectory_id} was not erased.")
                self._gone.trajectories.setdefault(each.trajectory_id, each.position)
            elif each.trajectory_id in before:
                self._lose(each.position, f"Trajectory {each.trajectory_id} was erased, and its keys are there again.")
            elif there[each.generation].words is None:
                # The words of one event are erased by beginning another generation.
                if each.generation == newest[each.trajectory_id]:
                    self._lose(each.position, f"The key of all words of trajectory {each.trajectory_id} is gone: no erasure leaves it so.")
                cut.add(each.trajectory_id)
        if cut:
            self._gone.words.update(self._words_gone(cut, opened))

    def _opened(self, ids: Sequence[UUID]) -> tuple[Opened, set[UUID]]:
        """And those of which a key does not open."""
        try:
            return self._keys.open(ids, words=True), set()
        except KeyDamaged:
            opened: dict[UUID, dict[int, Keys]] = {}
            damaged: set[UUID] = set()
            for each in ids:
                try:
                    opened.update({held: dict(keys) for held, keys in self._keys.open([each], words=True).items()})
                except KeyDamaged:
                    damaged.add(each)
            return opened, damaged

    def _words_gone(self, ids: set[UUID], opened: Opened) -> Iterator[tuple[Place, int]]:
        with self._datastore.reading() as curs:
            rows = curs.execute(statement("sealed_states"), {"trajectory_ids": list(ids)}).fetchall()
        for position, trajectory_id, version, stored in rows:
            place = Place(trajectory_id, version)
            try:
                state = unpack(stored)
            except Broken:
                continue  # found by who compares records with the tree
            keys = opened[trajectory_id].get(state.generation)
            if keys and state.words is not None and keys.words_of(place) is None:
                yield place, position

    def _lose(self, position: int, reason: str) -> None:
        self._lost.append(KeyLost(position, reason))
