"""A log as large as one likes: simulated lives under other ids, sealed as the mapper seals them, and laid in its table by COPY.

What is stored opens and folds like everything else in a log; only the way in is another, since the log's own takes the better part of an
hour for twenty million events. A life is told again and again, as many weeks sooner as there are `SHIFTS`. All events lie in the order
in which they would have been recorded side by side. The notary's tree stays empty, and nothing is remembered of answers.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from domain.history import History
from domain.words import words_in
from eventlog import Databases, FileMasterKey, KeyStore, MasterKey, migrate
from eventlog.mapper import facts_together
from eventlog.seal import FORMAT, Place, State, pack, seal, words_key_of
from jeugdspoor.embedded import DATABASE, Embedded
from jeugdspoor.wiring import engine_log
from projections import migrate as migrate_projections
from projections.connecting import OpenLog

SHIFTS = tuple(timedelta(weeks=4 * number) for number in range(7))
"""How much sooner a life is told: were all on the same days, whole lives would be passed over to find a certain one."""

TOGETHER = 20_000
"""Events that a process copies in one transaction."""

KEYS_TOGETHER = 1000

PROCESSES = os.cpu_count() or 1

_INTO = "COPY log.events (position, trajectory_id, version, recorded_at, topic, state) FROM STDIN (FORMAT binary)"

MEMORY = "512MB"
"""For making the table's indexes."""

_KEYS = (
    ("events_position", "PRIMARY KEY (position)"),
    ("events_recorded_at", "UNIQUE (recorded_at)"),
    ("events_version", "UNIQUE (trajectory_id, version)"),
)
"""As the log has them; faster made when the events are there."""

_MICROSECOND = timedelta(microseconds=1)
_DAY = re.compile(rb'(?<=")[12]\d{3}-\d{2}-\d{2}(?=["T])')
"""A day in JSON, or that of a moment: as long as any other, so that one can stand in the place of another."""

Progress = Callable[[int, int], None]
"""How many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One event of a life, not sealed yet."""

    version: int
    moment: datetime
    facts: bytes
    words: bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a life that so many tell, one after another from that position and moment on."""

    life: int
    plain: Plain
    copies: int
    after: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Copied:
    databases: Databases
    superuser: str
    """How to reach the log's database as whom rights do not hold."""
    master: MasterKey
    open_log: OpenLog
    events: int
    lengths: Mapping[UUID, int]
    """How many events each trajectory has."""


@contextmanager
def copied(lives: Sequence[History], trajectories: int, told: Progress) -> Iterator[Copied]:
    """So many trajectories in a PostgreSQL of its own, which is gone afterwards. `told` counts events."""
    plains = [_told_sooner(life, shift) for shift in SHIFTS for life in lives]
    tellers = [range(life, trajectories, len(plains)) for life in range(len(plains))]
    entries = list(_placed(plains, tellers))
    events = entries[-1].after + entries[-1].copies
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as name:
        directory = Path(name)
        embedded = Embedded(directory / "data")
        with embedded as databases:
            migrate(databases)
            migrate_projections(databases)
            master = FileMasterKey.at(directory / "master.key", make=True)
            with KeyStore(databases.keys, master):
                pass  # there is one before several ask for it at once
            superuser = make_conninfo(embedded.superuser, dbname=DATABASE)
            _fill(superuser, databases, master, entries, tellers, lambda done: told(done, events))
            yield Copied(
                databases,
                superuser,
                master,
                partial(engine_log, databases, master, None),
                events,
                {_id(number): len(plains[number % len(plains)]) for number in range(trajectories)},
            )


# --- what is told


def _told_sooner(life: History, shift: timedelta) -> list[Plain]:
    """All days and moments shifted, whatever they are of."""

    def sooner(match: re.Match[bytes]) -> bytes:
        return (date.fromisoformat(match[0].decode()) - shift).isoformat().encode()

    told = []
    for each in life.recorded:
        words = words_in({"envelope": each.envelope, "event": each.event})
        told.append(
            Plain(
                each.version,
                each.recorded_at - shift,
                _DAY.sub(sooner, facts_together(each.envelope, each.event)),
                json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode() if words else None,
            )
        )
    return told


Tellers = Sequence[range]
"""For each life the numbers of the trajectories that tell it."""


def _placed(plains: Sequence[Sequence[Plain]], tellers: Tellers) -> Iterator[Entry]:
    """In order of moments, as if all had been recorded side by side; never two events at one moment."""
    told = sorted(((each.moment, life, each) for life, of_life in enumerate(plains) for each in of_life), key=lambda entry: entry[:2])
    after, moment = 0, datetime.min.replace(tzinfo=UTC)
    for recorded_at, life, plain in told:
        copies, moment = len(tellers[life]), max(recorded_at, moment)
        if copies:
            yield Entry(life, plain, copies, after, moment)
        after += copies
        moment += copies * _MICROSECOND


def _id(number: int) -> UUID:
    return UUID(bytes=blake2b(number.to_bytes(8), digest_size=16).digest(), version=4)


# --- laying it in its table


@dataclass(frozen=True, slots=True)
class _Share:
    """What one of so many processes copies: of each life, every so many tellers one."""

    databases: Databases
    master: MasterKey
    entries: Sequence[Entry]
    tellers: Tellers
    number: int
    processes: int


def _fill(
    superuser: str, databases: Databases, master: MasterKey, entries: Sequence[Entry], tellers: Tellers, told: Callable[[int], None]
) -> None:
    with psycopg.connect(superuser) as conn:
        for name, _ in _KEYS:
            conn.execute(SQL("ALTER TABLE log.events DROP CONSTRAINT {}").format(Identifier(name)))
    _copy_in_processes([_Share(databases, master, entries, tellers, number, PROCESSES) for number in range(PROCESSES)], told)
    with psycopg.connect(superuser, autocommit=True) as conn:
        conn.execute(SQL("SET maintenance_work_mem = {}").format(MEMORY))
        for name, key in _KEYS:
            conn.execute(SQL("ALTER TABLE log.events ADD CONSTRAINT {} {}").format(Identifier(name), SQL(key)))
        conn.execute("VACUUM (ANALYZE) log.events")


def _copy_in_processes(shares: Sequence[_Share], told: Callable[[int], None]) -> None:
    """Raises `RuntimeError` when one of them ends before it is done; none is left running."""
    # Spawned, not forked: a fork would copy the threads' locks and the connections of this process.
    context = get_context("spawn")
    counts = context.Queue()
    processes = [context.Process(target=_copy, args=(share, counts), daemon=True) for share in shares]
    events, done = sum(entry.copies for entry in shares[0].entries), 0
    told(0)
    try:
        for each in processes:
            each.start()
        while done < events:
            try:
                done += counts.get(timeout=1)
            except Empty:
                if any(each.exitcode for each in processes):
                    raise RuntimeError("A process that filled the log ended before it was done.") from None
            else:
                told(done)
    finally:
        for each in processes:
            if done < events and each.pid is not None:
                each.terminate()
        for each in processes:
            if each.pid is not None:
                each.join()


def _copy(share: _Share, counts: Any) -> None:
    rows = _rows(share)
    with psycopg.connect(share.databases.writer) as conn:
        while some := list(islice(rows, TOGETHER)):
            with conn.transaction(), conn.cursor().copy(_INTO) as copy:
                copy.set_types(["int8", "uuid", "int4", "timestamptz", "text", "bytea"])
                for row in some:
                    copy.write_row(row)
            counts.put(len(some))


def _rows(share: _Share) -> Iterator[tuple[int, UUID, int, datetime, str, bytes]]:
    ids = [[_id(number) for number in of_life[share.number :: share.processes]] for of_life in share.tellers]
    with KeyStore(share.databases.keys, share.master, pool_size=1) as store:
        keys = _made(store, [each for of_life in ids for each in of_life])
    for entry in share.entries:
        plain = entry.plain
        for copy in range(share.number, entry.copies, share.processes):
            place = Place(ids[entry.life][copy // share.processes], plain.version)
            facts_key, words_key = keys[place.trajectory_id]
            state = State(
                1,
                seal(facts_key, place, "facts", plain.facts),
                seal(words_key_of(words_key, place), place, "words", plain.words) if plain.words else None,
            )
            yield entry.after + copy + 1, place.trajectory_id, place.version, entry.moment + copy * _MICROSECOND, FORMAT, pack(state)


def _made(store: KeyStore, ids: Sequence[UUID]) -> dict[UUID, tuple[bytes, bytes]]:
    """Keys for facts and for words, of each."""
    made: dict[UUID, tuple[bytes, bytes]] = {}
    for first in range(0, len(ids), KEYS_TOGETHER):
        for each, generations in store.make(ids[first : first + KEYS_TOGETHER]).items():
            keys = generations[1]
            assert keys.words is not None
            made[each] = (keys.facts, keys.words)
    return made
