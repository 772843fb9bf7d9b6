"""Recording in process, with durable commits: ours, the library `eventsourcing` and Emmett, on one server, in turns.

On every side a recording takes the next event of a trajectory with a history of some `LENGTH`, says the same, and is done when it would
survive a power cut.
"""

import asyncio
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from application.doors.register import Register, record_register
from application.recording.committing import Recording
from application.recording.requests import Request
from application.recording.writer import Writer
from bench.figures import Figure, at, ratio
from bench.peers import databases as peers
from bench.peers.emmett import emmett
from bench.peers.library import library
from bench.peers.side import Absent, Side
from bench.recording.absent import absent
from bench.recording.cases import LENGTH, Case, body, opened, said
from domain.events import VoiceRecorded
from domain.history import History
from domain.zuid_limburg import register_events
from eventlog import EventLog, FileMasterKey, KeyStore, migrate
from jeugdspoor.embedded import Embedded

CALLERS = (1, 32)

RECORDINGS = {1: 64, 32: 256}
"""In one turn of one side, by so many callers."""

CASES = 256
"""Trajectories of each side."""

MORE = 2
"""Ours, which is done sooner, makes so many times as many recordings in a turn, on as many times as many trajectories."""

ROUNDS, SHORT_ROUNDS = 12, 5
"""That count, after one for warming up."""

Turns = dict[str, list[float]]
"""Seconds of one recording in each round, by name of the side."""

Missing = tuple[Absent, str | None]
"""Why a side is not there, and the key of what it would have been compared for."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A side beside ours: how many times as fast ours should be with the most callers, and under which key that is kept."""

    side: Side
    least: float | None = None
    key: str | None = None


_OTHERS: tuple[tuple[str, Callable[..., AbstractContextManager[Side]], float | None, str | None], ...] = (
    ("library", library, 8.0, "record_vs_library"),
    ("library_cached", partial(library, cached=True), None, None),
    ("emmett", emmett, 5.0, "record_vs_emmett"),
)
"""The name of its database, how it is started, and as `Compared`."""


def measured(lives: Sequence[History], today: date, *, short: bool) -> Generator[Figure]:
    """On a database of its own that is gone afterwards."""
    with ExitStack() as stack:
        ours, others, missing = _sides(stack, lives, today)
        keys = {each.side.name: each.key for each in others}
        took = _in_turns([ours, *(each.side for each in others)], SHORT_ROUNDS if short else ROUNDS, keys, missing)
    yield from (absent(reason, key) for reason, key in missing)
    for callers, turns in took.items():
        for name, seconds in turns.items():
            yield Figure(f"recorded in process by {_counted(callers)}: {name}", 1 / at(seconds, 0.5), "records/s")
        for each in others:
            if each.side.name in turns:
                yield _compared(callers, ours.name, each, turns)


def _compared(callers: int, ours: str, other: Compared, turns: Turns) -> Figure:
    pairs = list(zip(turns[ours], turns[other.side.name], strict=True))
    what = f"as fast by {_counted(callers)}: {ours}, as {other.side.name}"
    return ratio(what, pairs, least=other.least, key=other.key) if callers == CALLERS[-1] else ratio(what, pairs)


def _counted(callers: int) -> str:
    return f"{callers} caller{'s' if callers > 1 else ''}"


def _in_turns(sides: list[Side], rounds: int, keys: Mapping[str, str | None], missing: list[Missing]) -> dict[int, Turns]:
    """By number of callers. In each round the sides follow each other closely, in an order that is turned round every time.

    A side that ends on the way is among the `missing` from then on, and is told of nowhere else.
    """
    took: dict[int, Turns] = {callers: {side.name: [] for side in sides} for callers in CALLERS}
    for number in range(rounds + 1):
        sides.reverse()
        for callers in CALLERS:
            for side in list(sides):
                recordings = RECORDINGS[callers] * (MORE if isinstance(side, Ours) else 1)
                try:
                    each = side.took(recordings, callers) / recordings
                except Absent as reason:
                    missing.append((reason, keys[side.name]))
                    sides.remove(side)
                else:
                    if number:  # the first is for warming up
                        took[callers][side.name].append(each)
    there = {side.name for side in sides}
    return {callers: {name: seconds for name, seconds in turns.items() if name in there} for callers, turns in took.items()}


def _sides(stack: ExitStack, lives: Sequence[History], today: date) -> tuple["Ours", list[Compared], list[Missing]]:
    """Ours, those that are here, and why others are not."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-")))
    embedded = Embedded(directory / "data")
    databases = stack.enter_context(embedded)
    migrate(databases)
    keys = stack.enter_context(KeyStore(databases.keys, FileMasterKey.at(directory / "master.key", make=True)))
    log = stack.enter_context(EventLog(databases, keys))
    record_register(log, register_events())
    ours = stack.enter_context(_ours(log, keys, lives, today))
    others: list[Compared] = []
    missing: list[Missing] = []
    for name, start, least, key in _OTHERS:
        database = peers.own(embedded.superuser, f"peer_{name}")
        try:
            side = stack.enter_context(start(database, said(today), streams=CASES, length=LENGTH))
        except Absent as reason:
            missing.append((reason, key))
        else:
            others.append(Compared(side, least, key))
    return ours, others, missing


class Ours:
    """The application's own write path, called as the server calls it: from an event loop, for as many callers as there are."""

    name = "ours, judged, sealed, idempotent, with If-Match (notaries and engine stand still)"

    def __init__(self, writer: Writer, cases: deque[Case], said: bytes) -> None:
        self._writer, self._cases, self._said = writer, cases, said

    def took(self, recordings: int, callers: int) -> float:
        return asyncio.run(self._took(recordings // callers, callers))

    async def _took(self, recordings: int, callers: int) -> float:
        began = perf_counter()
        await asyncio.gather(*(self._record(recordings) for _ in range(callers)))
        return perf_counter() - began

    async def _record(self, recordings: int) -> None:
        for _ in range(recordings):
            # Nobody else has it meanwhile: what is measured is recording, and not conflicts.
            case = self._cases.popleft()
            request = Request(case.regisseur, VoiceRecorded, case.trajectory_id, f'"{case.version}"', uuid4().hex, self._said)
            case.version = (await asyncio.wrap_future(self._writer.submit(request))).version
            self._cases.append(case)


@contextmanager
def _ours(log: EventLog, keys: KeyStore, lives: Sequence[History], today: date) -> Iterator[Ours]:
    cases = opened(log, lives, today, MORE * CASES)
    writer = Writer(Recording(log, keys, Register(log)).record, lambda: None)
    writer.start()
    try:
        yield Ours(writer, cases, body(today))
    finally:
        writer.stop()
