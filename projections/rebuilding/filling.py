"""The bulk of a new generation: every history once, in several processes where that pays."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

from eventlog import Databases, EventLog
from projections.connecting import OpenLog, connect
from projections.generations.generation import Generation
from projections.generations.trajectories import FIRST, in_log
from projections.generations.writing import fill
from projections.telling.recompute import recompute

CHUNK = 100
"""Trajectories whose rows are copied in one transaction."""

WORTH_PROCESSES = 50_000
"""Events below which starting processes takes longer than it saves."""


@dataclass(frozen=True)
class Filling:
    """What is filled, up to which position of the log, and by how many processes."""

    databases: Databases
    open_log: OpenLog
    generation: Generation
    up_to: int
    processes: int


def processes_for(events: int) -> int:
    return max(os.cpu_count() or 1, 1) if events >= WORTH_PROCESSES else 1


def fill_all(conn: Connection[TupleRow], filling: Filling, done: Callable[[int], None]) -> None:
    """Fills the generation's tables; `done` is told after each chunk how many trajectories it held, and may raise to stop."""
    chunks = _chunks(conn, filling.up_to)
    if filling.processes == 1:
        with filling.open_log() as log:
            for ids in chunks:
                _fill(conn, log, filling, ids)
                done(len(ids))
    else:
        _fill_in_processes(filling, chunks, done)


def _chunks(conn: Connection[TupleRow], up_to: int) -> Iterator[list[UUID]]:
    after = FIRST
    while ids := in_log(conn, up_to, after, CHUNK):
        yield ids
        after = ids[-1]


def _fill(conn: Connection[TupleRow], log: EventLog, filling: Filling, ids: list[UUID]) -> None:
    made = recompute(log, ids, filling.up_to)  # in no transaction, since folding takes its time
    with conn.transaction():
        fill(conn, filling.generation, made, filling.up_to)


def _fill_in_processes(filling: Filling, chunks: Iterator[list[UUID]], done: Callable[[int], None]) -> None:
    """A few chunks ahead of the workers, so that a large log is never held in memory whole."""
    # Spawned, not forked: a fork would copy the threads' locks and the connections of this process.
    context = get_context("spawn")
    with ProcessPoolExecutor(filling.processes, mp_context=context, initializer=_begin, initargs=(filling,)) as pool:
        try:
            waiting = {pool.submit(_fill_here, ids): len(ids) for ids in islice(chunks, 4 * filling.processes)}
            while waiting:
                finished: Future[None] = next(as_completed(waiting))
                finished.result()
                done(waiting.pop(finished))
                waiting |= {pool.submit(_fill_here, ids): len(ids) for ids in islice(chunks, 1)}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Worker:
    """What one process keeps open for as long as it lives."""

    filling: Filling
    log: EventLog
    conn: Connection[TupleRow]
    open = ExitStack()


def _begin(filling: Filling) -> None:
    # What is folded is let go of as soon as its rows are written: looking for cycles among it, again and again, finds next to nothing.
    gc.freeze()
    gc.set_threshold(100_000)
    _Worker.filling = filling
    _Worker.log = _Worker.open.enter_context(filling.open_log())
    _Worker.conn = _Worker.open.enter_context(connect(filling.databases))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed tells nobody: its workers would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _fill_here(ids: list[UUID]) -> None:
    _fill(_Worker.conn, _Worker.log, _Worker.filling, ids)
