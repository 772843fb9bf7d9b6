"""Rebuilding side by side: ours, the library's runner, Emmett's rebuild, and what PostgreSQL needs to hand out or fold the same rows.

All take turns on one server with the settings of the embedded one, in an order that is turned round every time. What they make differs by
far, and is said with each figure: nobody else's tool makes rows of both times for all read models at once.
"""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from time import perf_counter

from bench.figures import Figure, at, ratio
from bench.peers.side import Absent
from bench.rebuilding import ours
from bench.rebuilding.emmett import emmett
from bench.rebuilding.library import library
from bench.rebuilding.logs import Filled, filled
from bench.recording.absent import absent
from domain.history import History

TRAJECTORIES, TRAJECTORIES_OF_SHORT = 10_000, 400
"""In the log; a life has some 40 events."""

FEWEST, MOST = 2, 7
"""Rounds."""

ENOUGH, ENOUGH_OF_SHORT = 600.0, 20.0
"""Seconds after which no further round begins."""

PEERS_EVENTS = 1000
"""Events that the library and Emmett make their one small view of."""

SAME_EVENTS = 50
"""Events of which the library's runner makes all that we make."""

LIBRARY_GOAL, COPY_GOAL = 50.0, 1 / 15


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to get through so many events; `took` holds seconds per event, one for each round."""

    name: str
    does: str
    events: int
    run: Callable[[], float]
    took: list[float] = field(default_factory=list)

    def rate(self, key: str | None = None) -> Figure:
        return Figure(f"{self.name}: {self.does}; {self.events} events", 1 / at(self.took, 0.5), "events/s", key=key)


def measured(lives: Sequence[History], today: date, *, short: bool) -> Generator[Figure]:
    """In a database of its own that is gone afterwards. A peer that cannot be started is told of as absent."""
    with ExitStack() as opened:
        log = opened.enter_context(filled(lives, TRAJECTORIES_OF_SHORT if short else TRAJECTORIES))
        all_rows, settings, same, copied, folded = ways = _ways(opened, log)
        beside: _Way | None = None
        try:
            peer = opened.enter_context(emmett(log, PEERS_EVENTS))
            peer.rebuilt()
        except Absent as reason:
            yield absent(reason)
        else:
            does = "one document per stream, in which setting; out of plain JSON, a batch of 1000 a transaction"
            beside = _Way(f"{peer.name}, its rebuild", does, peer.events, peer.rebuilt)
            ways = [*ways, beside]
        _take_turns(ways, ENOUGH_OF_SHORT if short else ENOUGH)
    yield all_rows.rate(key="rebuild_events_per_s")
    yield from (way.rate() for way in ways[1:])
    yield _times(all_rows, settings, least=LIBRARY_GOAL, key="rebuild_vs_library")
    if beside:
        yield _times(all_rows, beside)
    yield _times(all_rows, same)
    yield _times(all_rows, copied, least=COPY_GOAL, key="rebuild_vs_copy_out")
    yield _times(all_rows, folded)


def _ways(opened: ExitStack, log: Filled) -> list[_Way]:
    """Ours first."""
    ours.plain(log)
    peer = opened.enter_context(library(log, PEERS_EVENTS))
    events, processes = len(log.recorded), os.cpu_count()
    return [
        _Way(
            "ours, all read models of both times",
            f"out of the sealed log, into unlogged tables with their indexes, compared with what was there, in {processes} processes",
            events,
            partial(ours.rebuilt, log),
        ),
        _Way(
            "the library's runner, one small view",
            "in which setting each trajectory is; out of plain JSON, each event a transaction that waits for the disk",
            len(peer.recorded),
            peer.settings,
        ),
        _Way(
            "the library's runner, all that we make",
            "our functions for the trajectory of each event, out of the sealed log; the rows that differ written, each event a transaction",
            SAME_EVENTS,
            partial(peer.all_rows, SAME_EVENTS),
        ),
        _Way(
            "COPY out",
            "the log's rows as they lie there, sealed, in binary, by one process that reads none of it",
            events,
            partial(ours.copied_out, log),
        ),
        _Way(
            "a fold in SQL", "the newest event of each trajectory, of plain JSON, into a temporary table", events, partial(ours.folded, log)
        ),
    ]


def _take_turns(ways: Sequence[_Way], enough: float) -> None:
    """Nobody warms up apart: Emmett's process has rebuilt once before, and ours are new every time."""
    began = perf_counter()
    for number in range(MOST):
        if number >= FEWEST and perf_counter() - began > enough:
            return
        for way in ways if number % 2 else ways[::-1]:
            way.took.append(way.run() / way.events)


def _times(first: _Way, second: _Way, *, least: float | None = None, key: str | None = None) -> Figure:
    """How many events the first gets through for each one of the second."""
    pairs = list(zip(first.took, second.took, strict=True))
    return ratio(f"events/s by {first.name}, over those by {second.name}", pairs, least=least, key=key)
