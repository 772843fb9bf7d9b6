"""The one writer of a process: it collects what is waiting and records it together."""

import contextlib
import queue
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Thread

from application.problems import NotYet, Problem
from application.recording.committing import Outcome
from application.recording.requests import Answer, Request

LARGEST_BATCH = 128

REST = 60.0
"""Seconds without a request after which there is time for something else."""

BREATH = 0.0002
"""Seconds after a batch of several in which others have the interpreter: answers leave at once, and who asks again at once comes into the
next batch, instead of the one after it."""

Waiting = tuple[Request, "Future[Answer]"]


class Writer:
    """Takes requests from any thread; what waits while a batch is being committed makes the next batch. There is no added delay.

    `recorded` is called after each commit, to wake who follows the log; `resting` whenever nothing came for a while.
    """

    def __init__(
        self,
        record: Callable[[Sequence[Request]], list[Outcome]],
        recorded: Callable[[], None],
        resting: Callable[[], None] = lambda: None,
    ) -> None:
        self._record = record
        self._recorded = recorded
        self._resting = resting
        self._waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._stopped = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Records what is waiting, then ends."""
        self._stopped = True
        self._waiting.put(None)
        self._thread.join()

    def is_running(self) -> bool:
        return self._thread.is_alive() and not self._stopped

    def submit(self, request: Request) -> "Future[Answer]":
        """The answer, or the `Problem` that the future raises."""
        future: Future[Answer] = Future()
        future.set_running_or_notify_cancel()  # a caller that goes away does not take back what is under way
        if self._stopped:
            future.set_exception(NotYet.retry("The server is stopping. Send it again."))
        else:
            self._waiting.put((request, future))
        return future

    def _run(self) -> None:
        postponed: list[Waiting] = []
        stopping = False
        while postponed or not stopping:
            taken, ended = self._take(wait=not postponed and not stopping)
            stopping = stopping or ended
            batch = postponed + taken
            if not batch:
                self._resting()
            postponed = self._record_batch(batch) if batch else []

    def _take(self, *, wait: bool) -> tuple[list[Waiting], bool]:
        """What is waiting now, and whether the end was among it."""
        taken: list[Waiting] = []
        with contextlib.suppress(queue.Empty):
            while len(taken) < LARGEST_BATCH:
                item = self._waiting.get(block=wait and not taken, timeout=REST)
                if item is None:
                    return taken, True
                taken.append(item)
        return taken, False

    def _record_batch(self, batch: list[Waiting]) -> list[Waiting]:
        """Answers everything that was decided; gives back what waits for the next batch."""
        try:
            outcomes = self._record([request for request, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # whichever failed must not harm its neighbours
                return [left for waiting in batch for left in self._record_batch([waiting])]
            batch[0][1].set_exception(error)
            return []
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Answer):
                future.set_result(outcome)
            elif isinstance(outcome, Problem):
                future.set_exception(outcome)
        if any(isinstance(outcome, Answer) for outcome in outcomes):
            self._recorded()
        if len(batch) > 1:
            time.sleep(BREATH)
        return [waiting for waiting, outcome in zip(batch, outcomes, strict=True) if outcome is None]
