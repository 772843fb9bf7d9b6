"""Waiting until the rows have reached a position: told in the engine's process and in those that it tells, asked for in any other."""

import time
from collections.abc import Callable
from threading import Condition


class Reached:
    """The position that the rows have reached, as the engine tells it; who waits in this process is woken when it grows."""

    def __init__(self) -> None:
        self._grown = Condition()
        self._others: Callable[[int], None] = lambda position: None

    def tell(self, position: int) -> None:
        with self._grown:
            self._grown.notify_all()
        self._others(position)

    def tell_others(self, tell: Callable[[int], None]) -> None:
        """Also to be called with each position, by who tells here: it must not wait."""
        self._others = tell

    def await_change(self, timeout: float) -> None:
        """Until somebody tells, or the time is up (seconds)."""
        with self._grown:
            self._grown.wait(timeout)


SOONEST, LATEST = 0.005, 0.05
"""Seconds between two looks."""


def wait_until(reached: Callable[[], bool], timeout: float, told: Reached | None = None) -> bool:
    """Whether it was reached within `timeout` seconds. Looks at least once."""
    deadline, pause = time.monotonic() + timeout, SOONEST
    while not reached():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        if told:
            told.await_change(min(pause, left))
        else:
            time.sleep(min(pause, left))
        pause = min(2 * pause, LATEST)
    return True
