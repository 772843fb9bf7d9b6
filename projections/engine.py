"""The engine: follows the log and keeps the rows, in a thread of every process, of which one in a database leads."""

import logging
from threading import Event, Thread
from typing import Self

from psycopg import Connection
from psycopg.rows import TupleRow

from eventlog import Databases, EventLog
from projections.asking.waiting import Reached
from projections.connecting import OpenLog, connect
from projections.errors import DATABASE_TROUBLE, GenerationLost, Stopped, Superseded
from projections.following.batches import Following
from projections.generations import pointer
from projections.generations.generation import Generation
from projections.generations.status import Status, status
from projections.rebuilding.building import build_if_needed
from projections.telling.recompute import Failure
from projections.upkeep import Upkeep

logger = logging.getLogger(__name__)

QUICKEST, SLOWEST = 0.01, 0.2
"""Seconds between two looks at the log: quick after an event, slower while nothing happens."""

BREATH = 0.01
"""Seconds between two batches."""

STANDING_BY = 0.5
"""Seconds between two attempts to lead."""

FIRST_RETRY, LAST_RETRY = 0.1, 5.0
"""Seconds until the database is tried again."""


class Engine:
    """Keeps the rows of one database up to date.

    >>> with Engine(databases, open_log) as engine:  # doctest: +SKIP
    ...     log.append(events)
    ...     engine.wake()
    """

    def __init__(self, databases: Databases, open_log: OpenLog) -> None:
        """`open_log` opens the log as the engine's login; it can be pickled, because a rebuild opens it in processes of its own."""
        self._databases = databases
        self._open_log = open_log
        self._woken = Event()
        self._stopping = Event()
        self._thread: Thread | None = None
        self.reached = Reached()
        """Tells those who wait in this process, while this engine leads."""
        self.leads = False
        self.trouble: str | None = None
        """Why the engine is not following just now: the kind of the last error, until it follows again."""

    def start(self) -> None:
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="projections", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finishes the batch at hand; gives up a rebuild."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wake(self) -> None:
        """Something was recorded: look at once. Only a hint; without it the engine looks soon."""
        self._woken.set()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def status(self) -> Status:
        """The rows of this database, whoever leads. Raises `psycopg.OperationalError`."""
        with connect(self._databases) as conn:
            return status(conn)

    # --- in the thread

    def _run(self) -> None:
        """For as long as it is not stopped: leads or stands by, and begins again after any trouble."""
        retry = FIRST_RETRY
        while not self._stopping.is_set():
            try:
                with self._open_log() as log, connect(self._databases) as conn:
                    self._await_election(conn)
                    retry = FIRST_RETRY
                    self._lead(conn, log)
            except Stopped:
                return
            except (Superseded, GenerationLost) as change:
                logger.info("%s", change)
            except Exception as error:
                # Also what nobody foresaw: an engine that died silently would leave readers with yesterday's rows.
                self.trouble = type(error).__name__
                self._report(error)
                self._stopping.wait(retry)
                retry = min(2 * retry, LAST_RETRY)
            finally:
                self.leads = False

    def _report(self, error: Exception) -> None:
        """Where it went wrong, and never with the error's text, which may quote a row."""
        if isinstance(error, DATABASE_TROUBLE):
            logger.warning("The rows wait for the database: %s", Failure.of(error).error)
        else:
            logger.error("The engine begins again after %s", Failure.of(error).error)

    def _await_election(self, conn: Connection[TupleRow]) -> None:
        """The lock belongs to the very connection that writes: who loses the one cannot use the other."""
        while conn.execute("SELECT pg_try_advisory_lock(%s)", (pointer.LEADING,)).fetchone() != (True,):
            self.trouble = None
            if self._stopping.wait(STANDING_BY):
                raise Stopped

    def _lead(self, conn: Connection[TupleRow], log: EventLog) -> None:
        generation = self._generation(conn)
        upkeep, following = Upkeep(conn, generation, log), Following(conn, generation, log)
        position, pause = -1, QUICKEST
        self.leads, self.trouble = True, None
        while not self._stopping.is_set():
            self._woken.clear()
            # Asked of the log alone, so that an idle engine costs one small query at a time.
            if position < 0 or log.touched(position, 1)[1]:
                position = self._follow(conn, generation, following)
                self.reached.tell(position)
                pause = QUICKEST
                # What is recorded meanwhile is followed together: folding shares the interpreter with who records and asks.
                self._stopping.wait(BREATH)
            else:
                self._woken.wait(pause)
                pause = min(1.5 * pause, SLOWEST)
            upkeep.when_due()
        raise Stopped

    def _follow(self, conn: Connection[TupleRow], generation: Generation, following: Following) -> int:
        """One batch, unless another generation has taken over. Gives the position reached."""
        batch = following.next()
        with conn.transaction():
            if pointer.live_and_held(conn) != generation:
                raise Superseded(f"Generation {generation.number} is not live any more.")
            following.write(batch)
        return batch.reached

    def _generation(self, conn: Connection[TupleRow]) -> Generation:
        """The live one if it fits this program, otherwise a new one."""
        while (generation := pointer.fit(conn)) is None:
            build_if_needed(self._databases, self._open_log, self._stopping)
        return generation
