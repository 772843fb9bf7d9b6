"""Committing together what waits at the same time: one commit serves everybody who came while the one before it was under way."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from eventlog import Unavailable

T = TypeVar("T")

LARGEST = 256
"""Groups of items that are committed at once at most."""

Waiting = tuple[Sequence[T], "Future[None]"]


class Together(Generic[T]):
    """Whoever comes first commits for all who wait behind: there is no thread, and no added delay."""

    def __init__(self, commit: Callable[[Sequence[T]], None]) -> None:
        """`commit` makes all that it is given durable, or raises."""
        self._commit = commit
        self._waiting: deque[Waiting[T]] = deque()
        self._committing = Lock()

    def put(self, items: Sequence[T]) -> None:
        """Returns when they are committed; raises what kept them from it. From any thread."""
        done: Future[None] = Future()
        self._waiting.append((items, done))
        # Whoever held the lock meanwhile may have committed these too.
        while not done.done():
            with self._committing:
                if not done.done():
                    self._commit_together([self._waiting.popleft() for _ in range(min(LARGEST, len(self._waiting)))])
        done.result()

    def _commit_together(self, batch: Sequence[Waiting[T]]) -> None:
        try:
            self._commit([item for items, _ in batch for item in items])
        except BaseException as error:  # whatever it was, nobody may wait for ever
            if len(batch) > 1 and isinstance(error, Exception) and not isinstance(error, Unavailable):
                for waiting in batch:  # whichever failed must not harm its neighbours
                    self._commit_together([waiting])
                return
            for _, done in batch:
                done.set_exception(error)
        else:
            for _, done in batch:
                done.set_result(None)
