"""What it costs that nobody has to trust the people who run the system: when something is recorded, and when lists are asked for.

Recording goes through the application's own write path, on copies of the same lives in one table of one database. Those who record with
everything on, with notaries that stand still, and in plain text take turns, in an order that is turned round every time.
"""

import json
import random
import tempfile
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle, islice
from math import inf
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any, cast
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import StoredEvent
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from application.across.lists import Lists
from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.knowledge import Knowledge
from application.doors.register import Register, record_register
from application.governing import Governing
from application.looking.disclosing import Disclosed, Look, Looking
from application.pages import Page
from application.problems import NotYet
from application.recording.committing import Outcome, Recording
from application.recording.requests import Request
from application.recording.writer import Writer
from bench.figures import Figure, at, ratio, seconds
from bench.plans import indexes_of
from bench.region import SEED
from bench.rows import readers
from domain.calendar import add_days, add_months
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.events import REGISTER_ID, VoiceRecorded
from domain.history import History
from domain.rights import rights
from domain.words import words_in
from domain.zuid_limburg import register_events
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent, Opened, Standing, Tombstone, Words, migrate
from eventlog.access import AccessLog
from eventlog.log import stored_records
from eventlog.mapper import SealedMapper, facts_together
from eventlog.notary import ACCESS, LOG, Kept, LogKey, Notary
from eventlog.recorder import Batch
from eventlog.records import StoredRecord
from eventlog.seal import FORMAT, State, pack
from jeugdspoor.embedded import Embedded
from projections import Rows
from projections.connecting import connect
from projections.generations import pointer

SLOWER = 1.2
"""Times as long as without that recording may take."""

ROUNDS, APPENDS = 12, 200
"""Rounds that count, and how many recordings each has of each way at most: one by one, and as many together."""

TRAJECTORIES = 200
"""On which they record, in each way."""

WAITING = 32
"""Recordings that wait together for the writer."""

TEXT = "Een gesprek over school, thuis en hoe het verder gaat. " * 5

Record = Callable[[Sequence[Request]], list[Outcome]]

Beside = Callable[[], AbstractContextManager[Callable[[], None]]]
"""What runs beside recording; gives what is told when something was recorded."""


def recording(lives: Sequence[History], records: int, today: date) -> Generator[Figure]:
    """In a database of its own that is gone afterwards. Of `records`, one in 200 is recorded in each stretch, but `APPENDS` at most."""
    running = [life for life in lives if not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None]
    appends = min(APPENDS, max(records // 200, WAITING))
    yield from _judging_rights(running, today)
    with _ways(running, today) as ways:
        took: dict[str, list[dict[str, float]]] = {"one by one": [], f"{WAITING} at once": []}
        for number in range(ROUNDS + 1):
            turn = ways if number % 2 else ways[::-1]
            for stretches, waiting in zip(took.values(), (1, WAITING), strict=True):
                stretch = {way.name: way.took(appends, waiting) / appends for way in turn}
                if number:  # the first is for warming up
                    stretches.append(stretch)
    for how, stretches in took.items():
        for way in ways:
            yield Figure(f"recorded {how}, {way.name}", 1 / at([stretch[way.name] for stretch in stretches], 0.5), "records/s")
        everything, *others = (way.name for way in ways)
        for other in others:
            pairs = [(stretch[other], stretch[everything]) for stretch in stretches]
            yield ratio(f"as long to record {how} {everything} as {other}", pairs, most=SLOWER)


def _judging_rights(running: Sequence[History], today: date) -> Iterator[Figure]:
    """The one part of all this that no way of recording here is without."""
    now = datetime.now(UTC)
    took = []
    for life in running:
        actor, trajectory = _regisseur(life, today), life.trajectory
        start = thread_time()
        rights(actor, trajectory, today, now=now)
        took.append(1000 * (thread_time() - start))
    yield Figure("judging rights on a trajectory that is folded already, p95", at(took, 0.95), "ms")


# --- ways to record


@dataclass
class _Way:
    """One way to record, on trajectories of its own, each with who records on it and its newest version."""

    name: str
    record: Record
    beside: Beside
    regisseurs: Mapping[UUID, Actor]
    versions: dict[UUID, int]
    body: bytes
    _next: Iterator[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self._next = cycle(self.regisseurs)

    def took(self, recordings: int, waiting: int) -> float:
        """Seconds that so many recordings take, of which so many wait at a time."""
        with self.beside() as recorded:
            writer = Writer(self.record, recorded)
            writer.start()
            try:
                return seconds(lambda: self._submit(writer, recordings, waiting))
            finally:
                writer.stop()

    def _submit(self, writer: Writer, recordings: int, waiting: int) -> None:
        for first in range(0, recordings, waiting):
            ids = list(islice(self._next, min(waiting, recordings - first)))
            for id_, answer in [(id_, writer.submit(self._request(id_))) for id_ in ids]:
                self.versions[id_] = answer.result().version

    def _request(self, id_: UUID) -> Request:
        return Request(self.regisseurs[id_], VoiceRecorded, id_, f'"{self.versions[id_]}"', None, self.body)


@contextmanager
def _ways(running: Sequence[History], today: date) -> Iterator[list[_Way]]:
    """First the one with everything on."""
    said = {"about": "plan", "form": "conversation", "agrees": "yes", "summary": TEXT, "occurred_on": today.isoformat()}
    with _stores() as (databases, key_file, keys, log), _PlainLog(databases, keys) as plain:
        key, kept, register = LogKey.at(key_file, make=True), Kept(key_file), Register(log)
        dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets

        def way(name: str, into: EventLog, beside: Beside) -> _Way:
            told = {UUID(int=dice.getrandbits(128), version=4): life for life in islice(cycle(running), TRAJECTORIES)}
            into.append([NewEvent(id_, each.version, each.envelope, each.event) for id_, life in told.items() for each in life.recorded])
            return _Way(
                name,
                Recording(into, keys, register).record,
                beside,
                {id_: _regisseur(life, today) for id_, life in told.items()},
                {id_: life.version for id_, life in told.items()},
                json.dumps(said).encode(),
            )

        yield [
            way("with everything on", log, partial(_notaries, databases, key, kept)),
            way("sealed, with notaries that stand still", log, _nobody),
            way("in plain text, without keys or notaries", plain, _nobody),
        ]


def _regisseur(life: History, today: date) -> Actor:
    """Who may record everything on it."""
    return Actor(subject="pr-1", role=Role.PROCESREGISSEUR, organisation=f"GM{life.trajectory.home_municipality_on(today)}")


@contextmanager
def _stores() -> Iterator[tuple[Databases, Path, KeyStore, EventLog]]:
    """With the name of the file in which the log's key belongs."""
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as name, Embedded(Path(name) / "data") as databases:
        migrate(databases)
        master = FileMasterKey.at(Path(name) / "master.key", make=True)
        with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
            record_register(log, register_events())
            yield databases, Path(name) / "log.key", keys, log


@contextmanager
def _notaries(databases: Databases, key: LogKey, kept: Kept) -> Iterator[Callable[[], None]]:
    """Those of both ledgers, as the server has them; what others left for them is taken in before."""
    of_log, of_accesses = (Notary(databases, ledger, key, kept) for ledger in (LOG, ACCESS))
    of_log.take_in()
    with of_log, of_accesses:
        yield of_log.wake


@contextmanager
def _nobody() -> Iterator[Callable[[], None]]:
    yield lambda: None


class _PlainLog(EventLog):
    """The log as it would be if whoever holds the database could read it: the same table and transaction, and neither keys nor ciphers.

    The register in the same table was recorded by the other way, before.
    """

    def standing(self, versions: Mapping[UUID, int], key_hashes: Collection[bytes], to_be_sealed: Collection[UUID] = ()) -> Standing:
        return super().standing(versions, key_hashes)

    def _batch(self, events: Sequence[NewEvent], opened: Opened) -> Batch:
        mapper = _PlainMapper({})
        return Batch([mapper.to_stored_event(event) for event in events])

    def _opened(self, rows: Sequence[TupleRow], *, words: Words) -> list[Recorded | Tombstone]:
        mapper = _PlainMapper({})
        opened: list[Recorded | Tombstone] = []
        for row, record in zip(rows, stored_records(rows), strict=True):
            if record.originator_id == REGISTER_ID:
                opened += super()._opened([row], words=words)
            else:
                opened.append(mapper.to_domain_event(record))
        return opened


class _PlainMapper(SealedMapper):
    """Lays a record out as the other does, without sealing it."""

    def to_stored_event(self, domain_event: NewEvent) -> StoredEvent:  # type: ignore[override]  # as the other
        new = domain_event
        words = words_in({"envelope": new.envelope, "event": new.event})
        state = State(1, facts_together(new.envelope, new.event), json.dumps(words).encode() if words else None)
        return StoredEvent(new.trajectory_id, new.version, FORMAT, pack(state))

    def to_domain_event(self, stored_event: StoredRecord) -> Recorded | Tombstone:  # type: ignore[override]  # as the other
        return super().to_domain_event(stored_event)

    def _cipher(self, trajectory_id: UUID, generation: int) -> AESGCM | None:
        return cast("AESGCM", _NoCipher())


class _NoCipher:
    def decrypt(self, begin: bytes, rest: bytes, _: bytes) -> bytes:
        return begin + rest


# --- lists, as each role

LIMIT = 50
"""Items of a page."""

GOAL = 50.0
"""Milliseconds at p95, with rights on and who looked recorded."""

TIMES, LONGEST = 40, 1.0
"""How often each list is asked for, bare and recorded in turns; and seconds after which that is enough, or more than enough."""

PATIENCE = 5
"""Seconds after which a list is given up: what takes that long is far from its goal, however long it would take."""

OPENED = 20
"""Trajectories that a small assignment opens."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and who read it, how many items came, and what it took (ms) with the record of who looked; `bare_p95` without, unless
    asking once took too long to do it again. `indexes` are those by which the database found them.
    """

    question: str
    reader: str
    items: int
    p50: float
    p95: float
    bare_p95: float | None
    indexes: str

    @property
    def is_met(self) -> bool:
        return self.p95 <= GOAL


Ask = Callable[[Actor], Disclosed[Page]]


def lists(databases: Databases, today: date) -> Iterator[Listed]:
    """Each list as each kind of reader asks for it, over the rows that are there, with the notary of accesses at work beside."""
    with ExitStack() as opened:
        directory = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-")))
        keys = opened.enter_context(KeyStore(databases.keys, FileMasterKey.at(directory / "master.key", make=True)))
        log = opened.enter_context(EventLog(databases, keys))
        reading = opened.enter_context(EventLog(databases, keys, login="reader"))
        granted = Granted(reading)
        rows = opened.enter_context(Rows(databases, pool_size=1, today=lambda: today, scope=granted.scope))
        # The one connection of its pool: there is no other door to how long a question may take.
        with rows._pool.connection() as conn:
            conn.execute(SQL("SET statement_timeout = {}").format(1000 * PATIENCE))
        looking = Looking(opened.enter_context(AccessLog(databases)))
        opened.enter_context(Notary(databases, ACCESS, LogKey.at(directory / "log.key", make=True)))
        asked = questions(Lists(rows, Knowledge(rows, Door(reading, granted)), Register(reading)), today)
        for reader, actor in _readers(databases, log, today):
            look = Look(actor, "Meting", "bench", "E", datetime.now(UTC))
            for question, ask in asked.items():
                yield _listed(rows, looking, look, question, ask, reader)


def _listed(rows: Rows, looking: Looking, look: Look, question: str, ask: Ask, reader: str) -> Listed:
    pages: list[Page] = []
    try:
        indexes = indexes_of(rows, lambda: pages.append(looking.show(look, ask)))
    except NotYet:
        return Listed(question, reader, 0, inf, inf, None, f"given up after {PATIENCE} s")
    recorded, bare = _in_turns(partial(looking.show, look, ask), partial(ask, look.actor))
    p95 = at(recorded, 0.95)
    return Listed(question, reader, len(pages[0].items), at(recorded, 0.5), p95, at(bare, 0.95) if bare else None, indexes)


def _in_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Milliseconds of each, both as often; of the second none, where asking the first once takes long enough."""
    took: tuple[list[float], list[float]] = [], []
    began = perf_counter()
    while len(took[0]) < TIMES and perf_counter() - began < LONGEST:
        took[0].append(1000 * seconds(first))
        if perf_counter() - began < LONGEST or len(took[0]) > 1:
            took[1].append(1000 * seconds(second))
    return took


def questions(asked: Lists, today: date) -> Mapping[str, Ask]:
    page: dict[str, Any] = {"limit": LIMIT, "cursor": None, "min_position": None}
    now: dict[str, Any] = {"known_at": None, "at_position": None}
    filters: dict[str, Any] = {"setting": None, "municipality": None, "procesregisseur": None}
    trail: dict[str, Any] = {"trajectory_id": None, "recorded_by": None, "type": None, "to": None}
    return {
        "trajectories": partial(asked.worklist, status=None, **filters, **page),
        "trajectories, open": partial(asked.worklist, status="open", **filters, **page),
        "placements": partial(asked.placements, on=today, setting=None, **now, **page),
        "audit-trail": partial(asked.audit_trail, from_=None, **trail, **page),
        "audit-trail, the last month": partial(asked.audit_trail, from_=add_months(today, -1), **trail, **page),
        "deadlines": partial(asked.deadlines, on=today, due_before=None, kind=None, municipality=None, controller=None, **now, **page),
        "findings": partial(asked.findings, on=today, rule=None, **now, **page),
        "legal-cover": partial(asked.legal_cover, from_=today, to=None, uncovered=False, **now, **page),
        "legal-cover, a year without title": partial(
            asked.legal_cover, from_=add_months(today, -12), to=today, uncovered=True, **now, **page
        ),
    }


def _readers(databases: Databases, log: EventLog, today: date) -> Iterator[tuple[str, Actor]]:
    """Those who see much or little by what stands in the trajectories; and those by assignment, by office, of one's own, or not at all."""
    with connect(databases) as conn:
        live = pointer.live(conn)
        assert live is not None
        query = SQL("SELECT trajectory_id FROM {} ORDER BY trajectory_id LIMIT %s").format(live.table("worklist"))
        some = [row[0] for row in conn.execute(query, (OPENED,))]
    governing = Governing(log)
    officer = Actor(subject="fg-1", role=Role.PRIVACY_OFFICER, organisation="fg")
    for subject, scope in (("auditor-1", "all"), ("auditor-2", [str(each) for each in some])):
        period = {"from": today.isoformat(), "until": add_days(today, 30).isoformat()}
        governing.assign(officer, json.dumps({"subject": subject, "scope": scope, "purpose": "Meting", **period}).encode())
    yield from readers(databases)
    yield f"auditor of {OPENED}", Actor(subject="auditor-2", role=Role.AUDITOR, organisation="inspectie")
    yield "privacy_officer", officer
    yield "jeugdige", Actor(subject=str(some[-1]), role=Role.JEUGDIGE, organisation="eigen dossier")
    yield "reporter (0)", Actor(subject="rapporteur-1", role=Role.REPORTER, organisation="regio")
