"""Keeping up with an issuer's keys: new ones are found when they are used, withdrawn ones stop counting."""

import logging
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Self

from api.signin.fetching import Unanswered
from api.signin.keys import KeySet
from application.health import Check

_LOG = logging.getLogger("jeugdspoor.api")


@dataclass(frozen=True)
class Pace:
    """In seconds. `refresh`: how often keys are fetched, so how long a withdrawn one still counts. `keep`: how long keys count while the
    issuer does not answer. `pause`: the least between two fetches that a token with an unknown key asked for, and after a failure."""

    refresh: float = 300
    keep: float = 3600
    pause: float = 5


class _Held(NamedTuple):
    keys: KeySet
    fetched: float


class Following:
    """The keys of one issuer, as of lately. While it is open, a thread of its own fetches them: nobody who asks waits for the network
    unless he wants to, and keys are renewed whether somebody asks or not."""

    def __init__(self, fetch: Callable[[], KeySet], pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        """`fetch` blocks, and raises `Unanswered`. `clock` gives seconds."""
        self._fetch = fetch
        self._pace = pace
        self._clock = clock
        self._held: _Held | None = None
        self._answers: bool | None = None
        self._changed = threading.Condition()
        self._asked = False
        self._asked_before = -math.inf
        self._fetching = True
        self._next = _turn()
        self._stopping = False
        # A fetch that hangs must not keep the process from ending.
        self._thread = threading.Thread(target=self._follow, name="issuer-keys", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(timeout=1)

    @property
    def keys(self) -> KeySet | None:
        """Those that count now: None before the first are there, if none of them can be used, and when they are too old. The same object
        as long as nothing changed."""
        held = self._held
        return held.keys if held and len(held.keys) and self._clock() - held.fetched <= self._pace.keep else None

    @property
    def answers(self) -> bool:
        """Whether the issuer gave its keys when it was last asked."""
        return bool(self._answers)

    @property
    def pause(self) -> int:
        """Whole seconds after which to ask again."""
        return max(1, math.ceil(self._pace.pause))

    def renewal(self) -> Future[None] | None:
        """Asks for the keys anew, and gives what is done when they were asked for. None, if that was done moments ago: then it waits its
        turn, so that nobody can make us hammer the issuer by naming keys that never were."""
        with self._changed:
            if self._fetching:
                return self._next
            self._asked = True
            self._changed.notify()
            return self._next if self._clock() >= self._asked_before + self._pace.pause else None

    def check(self) -> Check:
        """How it is, for whoever keeps the system running."""
        held = self._held
        return Check(
            self.keys is not None,
            {
                "issuer": "ok" if self.answers else "does not answer" if self._answers is False else "not asked yet",
                "keys": len(held.keys) if held else 0,
                "keys_age_seconds": round(self._clock() - held.fetched) if held else None,
            },
        )

    def _follow(self) -> None:
        while True:
            started = self._clock()
            self._renew(started)
            with self._changed:
                done, self._next, self._fetching = self._next, _turn(), False
                done.set_result(None)
                if not self._wait(started):
                    return
                self._fetching = True
                if self._asked:
                    self._asked, self._asked_before = False, self._clock()

    def _wait(self, started: float) -> bool:
        """Until the next fetch is due; False when it stops."""
        while not self._stopping:
            due = started + (self._pace.refresh if self._answers and self.keys else self._pace.pause)
            if self._asked:
                due = min(due, self._asked_before + self._pace.pause)
            if (left := due - self._clock()) <= 0:
                return True
            self._changed.wait(left)
        return False

    def _renew(self, started: float) -> None:
        try:
            keys = self._fetch()
        except Exception as error:
            # Whatever it is, the thread goes on; what is not foreseen is told by its class alone.
            why = str(error) if isinstance(error, Unanswered) else type(error).__name__
            if self._answers is not False:
                _LOG.warning("The OpenID Connect issuer's keys cannot be fetched: %s. It is tried again.", why)
            self._answers = False
            return
        if self._held is not None and keys == self._held.keys:
            keys = self._held.keys
        elif not keys:
            _LOG.warning("The OpenID Connect issuer has no key that can be used: nobody can sign in.")
        if self._answers is False:
            _LOG.warning("The OpenID Connect issuer answers again.")
        self._held, self._answers = _Held(keys, started), True


def _turn() -> "Future[None]":
    """Done when the keys were asked for. Who waits for it cannot cancel it: others wait too."""
    turn: Future[None] = Future()
    turn.set_running_or_notify_cancel()
    return turn
