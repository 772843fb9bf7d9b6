"""The event log: append, histories, reading on from a position, what a moment resolves to, earlier answers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Self
from uuid import UUID

from eventsourcing.persistence import DataError
from psycopg.rows import TupleRow

from domain.envelope import Recorded
from eventlog.arrays import Blobs, Integers, Number, Packed, Uuids
from eventlog.connections import Databases, Login
from eventlog.datastore import LogDatastore
from eventlog.errors import Conflict, Future
from eventlog.keys import KeyStore, Opened
from eventlog.mapper import SealedMapper, Words
from eventlog.recorder import APPEND_LOCK, Batch, LogRecorder, Remembered, refused_moment
from eventlog.records import Appended, EarlierAnswer, Head, NewEvent, Since, Standing, StoredRecord, Tombstone
from eventlog.seal import Broken, Place, unpack
from eventlog.statements import statement

_EVERYTHING = 2**63 - 1

NOTHING_OPENED: Opened = {}


class EventLog:
    """One region's log, as seen by one login: `writer` appends, `reader` and `engine` only read.

    All reads raise `Unavailable` when the database does not answer, and `Tampered` when a record is not what was recorded; what was
    erased comes as a `Tombstone`. All moments are in UTC.

    >>> log = EventLog(databases, keys, login="writer")  # doctest: +SKIP
    >>> log.append([NewEvent(trajectory_id, 1, envelope, opened)])  # doctest: +SKIP
    [Appended(position=17, recorded_at=datetime.datetime(2025, 1, 10, ...))]
    """

    def __init__(self, databases: Databases, keys: KeyStore, login: Login = "writer", *, pool_size: int = 8) -> None:
        self._recorder = LogRecorder(LogDatastore(databases.of(login), pool_size=pool_size))
        self._keys = keys

    def close(self) -> None:
        self._recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- appending

    def append(self, events: Sequence[NewEvent], opened: Opened = NOTHING_OPENED) -> list[Appended]:
        """Records all of them in one transaction, in this order, or none. `opened`: keys that were opened for it a moment ago (`standing`).

        Raises `Conflict` (a version or idempotency key is taken), `TooLarge`, `KeyGone`, `Refused` (a supplied moment), `Unavailable`
        (nothing was recorded) and `OutcomeUnknown`.
        """
        batch = self._batch(events, opened)
        return self._appended(lambda: self._recorder.append(batch))

    def append_under_lock(self, decide: Callable[[], Sequence[NewEvent]]) -> list[Appended]:
        """Takes the append lock first, so that nothing can come between what `decide` reads and what it gives.

        For after a `Conflict`; everybody else waits meanwhile. `decide` has some seconds, and must neither append nor ask
        `position_at` (which waits for the lock that is held here). Raises as `append`.
        """
        return self._appended(lambda: self._recorder.append_under_lock(lambda: self._batch(decide(), NOTHING_OPENED)))

    def _appended(self, append: Callable[[], list[Appended]]) -> list[Appended]:
        try:
            return append()
        except Conflict:
            # An answer older than thirty days that was not swept yet stands in nobody's way.
            if not self._swept_answers():
                raise
            return append()
        except DataError as error:
            raise refused_moment(error) or error from error

    def _batch(self, events: Sequence[NewEvent], opened: Opened) -> Batch:
        """Seals them; keys of new trajectories are committed to the key store before the events go anywhere."""
        _check(events)
        new = {event.trajectory_id for event in events if event.version == 1}
        known = {event.trajectory_id for event in events} - new - opened.keys()
        mapper = SealedMapper({**self._keys.make(new), **self._keys.open(known, words=True), **opened})
        return Batch(
            events=[mapper.to_stored_event(event) for event in events],
            remembered=[
                Remembered(
                    event.idempotency.key_hash,
                    event.trajectory_id,
                    event.version,
                    mapper.seal_answer(event.trajectory_id, event.version, event.idempotency.answer),
                )
                for event in events
                if event.idempotency
            ],
            moments=[event.recorded_at for event in events if event.recorded_at] or None,
        )

    # --- reading

    def histories(self, ids: Collection[UUID], *, words: Words = False, up_to: int | None = None) -> dict[UUID, list[Recorded | Tombstone]]:
        """What is recorded of each trajectory, ordered by version, up to and including position `up_to`; unknown ids are missing.

        `words`: whether passages are opened, or those of these kinds of events.
        """
        if not ids:
            return {}
        parameters: dict[str, Packed] = {"trajectory_ids": Uuids(ids), "up_to": Number(_EVERYTHING if up_to is None else up_to)}
        found: dict[UUID, list[Recorded | Tombstone]] = {}
        for recorded in self._opened(self._fetched("histories", parameters), words=words):
            found.setdefault(recorded.trajectory_id, []).append(recorded)
        return found

    def continued(self, stream_id: UUID, after: int) -> list[Recorded | Tombstone]:
        """What came after that version of a stream (0: everything), ordered by version; facts only. For who keeps what came before."""
        return self._opened(self._fetched("continued", {"trajectory_ids": Uuids([stream_id]), "after": Number(after)}), words=False)

    def since(self, versions: Mapping[UUID, int]) -> dict[UUID, Since]:
        """What came after that version of each trajectory (0: everything), and where that version itself stands; unknown ids are missing.

        Facts only (writer only).
        """
        return self.standing(versions, ()).since if versions else {}

    def standing(self, versions: Mapping[UUID, int], key_hashes: Collection[bytes], to_be_sealed: Collection[UUID] = ()) -> Standing:
        """`since` those versions, and the `earlier_answers` to those keys, as of one moment (writer only).

        `to_be_sealed`: trajectories of which keys are opened meanwhile, for an append that follows at once. It is no matter which of both
        is read first: to keys that are destroyed in between, the rest of `KeyStore.erase` and `erase_words` applies.
        """
        parameters: dict[str, Packed] = {
            "trajectory_ids": Uuids(versions),
            "versions": Integers(versions.values()),
            "key_hashes": Blobs(key_hashes),
        }
        came: list[TupleRow] = []
        answers: list[TupleRow] = []
        there: dict[UUID, Appended] = {}
        with self._keys.opening(to_be_sealed) as opened:
            rows = self._fetched("standing", parameters)
        for key_hash, answer, *row in rows:
            if key_hash is not None:
                answers.append((key_hash, answer, *row))
            elif row[5] is None:
                there[row[1]] = Appended(row[0], row[3])
            else:
                came.append(tuple(row))
        after: dict[UUID, list[Recorded | Tombstone]] = {}
        for recorded in self._opened(came, words=False):
            after.setdefault(recorded.trajectory_id, []).append(recorded)
        since = {id_: Since(there.get(id_), after.get(id_, [])) for id_ in there.keys() | after.keys()}
        return Standing(since, self._answers(answers), opened)

    def versions(self, ids: Collection[UUID]) -> dict[UUID, int]:
        """The newest version of each trajectory; unknown ids are missing."""
        return dict(self._fetched("versions", {"trajectory_ids": Uuids(ids)})) if ids else {}

    def read(self, after: int, limit: int) -> list[Recorded | Tombstone]:
        """At most `limit` events after that position, in order; facts only."""
        return self._opened(self._fetched("after", {"after": Number(after), "limit": Number(limit)}), words=False)

    def touched(self, after: int, limit: int) -> tuple[int, set[UUID]]:
        """The position reached, and the trajectories with events after `after` up to and including it."""
        rows = self._fetched("touched", {"after": Number(after), "limit": Number(limit)})
        return (rows[-1][0] if rows else after), {row[1] for row in rows}

    def head(self) -> Head | None:
        """The newest event's position and moment; None for an empty log."""
        rows = self._fetched("head", {})
        return Head(*rows[0]) if rows else None

    def position_at(self, moment: datetime) -> int:
        """The newest position recorded at or before that moment (with offset), 0 if there is none; the answer never changes.

        Raises `Future`. For a moment not before the head, it waits until every append under way has committed: one of them
        may already carry an earlier stamp.
        """
        with self._recorder.datastore.reading() as curs:
            row = curs.execute(statement("clock")).fetchone()
            newest, now = row or (None, moment)
            if moment > now:
                raise Future(moment, now)
            if newest is None or moment >= newest:
                # A transaction of its own: it is taken, and at once released.
                curs.execute("SELECT pg_advisory_xact_lock_shared(%s)", (APPEND_LOCK,))
            found = curs.execute(statement("position_at"), {"moment": moment}).fetchone()
        return found[0] if found else 0

    def earlier_answers(self, key_hashes: Collection[bytes]) -> dict[bytes, EarlierAnswer]:
        """What was answered to these idempotency keys in the last 30 days (writer only)."""
        return self.standing({}, key_hashes).answers if key_hashes else {}

    def _answers(self, rows: Sequence[TupleRow]) -> dict[bytes, EarlierAnswer]:
        if not rows:
            return {}
        mapper = SealedMapper(self._keys.open({row[3] for row in rows}, words=False))
        return {
            key_hash: _earlier(mapper, answer, position, Place(trajectory_id, version), recorded_at, state)
            for key_hash, answer, position, trajectory_id, version, recorded_at, _, state in rows
        }

    # --- upkeep

    def sweep(self) -> None:
        """Forgets answers older than 30 days, and keys older than a day that no event was ever sealed with (writer only)."""
        self._swept_answers()
        self._keys.sweep(lambda ids: set(self.versions(ids)))

    def _swept_answers(self) -> int:
        with self._recorder.datastore.reading() as curs:
            row = curs.execute("SELECT log.sweep_idempotency()").fetchone()
        return int(row[0]) if row else 0

    # --- the database

    def _fetched(self, name: str, parameters: Mapping[str, Packed]) -> list[TupleRow]:
        return self._recorder.datastore.landed((name, parameters))

    def _opened(self, rows: Sequence[TupleRow], *, words: Words) -> list[Recorded | Tombstone]:
        """Keys are asked for after the events: every event that is visible had its key committed before it."""
        if not rows:
            return []
        mapper = SealedMapper(self._keys.open({row[1] for row in rows}, words=bool(words)), words=words)
        return [mapper.to_domain_event(record) for record in stored_records(rows)]


def stored_records(rows: Iterable[TupleRow]) -> Iterator[StoredRecord]:
    """From rows of position, trajectory id, version, moment, format and stored bytes."""
    for position, trajectory_id, version, recorded_at, topic, state in rows:
        yield StoredRecord(trajectory_id, version, topic, state, position, recorded_at)


def _earlier(mapper: SealedMapper, answer: bytes, position: int, place: Place, recorded_at: datetime, state: bytes) -> EarlierAnswer:
    try:
        generation = unpack(state).generation
    except Broken:
        generation = 0
    return EarlierAnswer(*place, position, recorded_at, mapper.open_answer(place, position, generation, answer))


def _check(events: Sequence[NewEvent]) -> None:
    """Mistakes of the caller, not of the user."""
    if any(event.version < 1 for event in events):
        raise ValueError("Versions count from 1.")
    moments = [event.recorded_at for event in events if event.recorded_at]
    if moments and len(moments) != len(events):
        raise ValueError("Supply recorded_at for all events of a batch, or for none.")
    if any(later <= earlier for earlier, later in pairwise(moments)):
        raise ValueError("Supplied moments must increase.")
