"""Processes that are there for as long as their parent: one that ends is replaced, and none outlives it."""

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from socket import socket, socketpair
from threading import Thread
from types import FrameType
from typing import Any

_LOG = logging.getLogger("jeugdspoor.processes")

_FORKING = multiprocessing.get_context("forkserver")
"""They are forked by a process that has the modules, and neither threads nor connections as whoever starts them has."""

AGAIN = 2.0
"""Seconds after the start of a process that never began its work, before another is started in its place."""

Begun = Callable[[], None]
"""To be called by a process when it has begun its work."""


class NotBegun(Exception):
    """A process ended before it had begun its work, and has said why."""


class Place:
    """What is done there, by one process after the other: a function of a module, with arguments that can be sent, and last `Begun`."""

    def __init__(self, name: str, work: Callable[..., None], *arguments: Any) -> None:
        self.name = name
        self._work = work
        self._arguments = arguments
        self.begun = False
        self._began: Connection | None = None
        self._process: ForkServerProcess | None = None
        self._started = 0.0

    def fill(self) -> None:
        """Raises `OSError`."""
        began, begins = _FORKING.Pipe(duplex=False)
        with begins:
            process = _FORKING.Process(name=self.name, target=_worked, args=(self._work, self._arguments, begins))
            with _out_of_reach_of_ctrl_c():
                process.start()
        self._began, self._process = began, process
        self.begun, self._started = False, time.monotonic()

    @property
    def module(self) -> str:
        """That what is done there comes from."""
        return self._work.__module__

    def signs(self) -> list[Any]:
        """What tells that something has changed here, once it does: that the process has begun, or has ended, however long ago."""
        assert self._process is not None
        return [self._process.sentinel, *([self._began] if self._began and not self.begun else [])]

    def look(self) -> None:
        """Notes that it has begun, if it has."""
        if self._began and not self.begun and self._began.poll():
            with suppress(EOFError):
                self.begun = self._began.recv()

    @property
    def pid(self) -> int | None:
        """Of the process that is there; None if it has ended."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def fill_again(self) -> float:
        """Puts another process in the place of the one that ended, unless it is too soon: gives the seconds until then."""
        assert self._process is not None
        early = 0.0 if self.begun else self._started + AGAIN - time.monotonic()
        if early > 0:
            return early
        _LOG.warning("%s, process %s, ended (%s): another takes its place.", self.name, self._process.pid, self._process.exitcode)
        try:
            self.fill()
        except (OSError, EOFError) as error:
            # No memory for it just now, say, or the process that forks them was ended at that moment. Those that are left go on.
            _LOG.warning("%s cannot be started: %r. It is tried again.", self.name, error)
            self.begun, self._started = False, time.monotonic()
            return AGAIN
        return 0.0

    def send(self, how: signal.Signals) -> None:
        if pid := self.pid:
            with suppress(ProcessLookupError):
                os.kill(pid, how)


@contextmanager
def _out_of_reach_of_ctrl_c() -> Iterator[None]:
    """It reaches whatever the terminal has: also who forks, which imports for a second or two, and would tell of being interrupted."""
    resource_tracker.ensure_running()  # begun later, it would end this block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def keep_filled(places: Sequence[Place], begun: Begun, ending: Callable[[], None]) -> None:
    """Until this process is asked to stop (SIGINT, SIGTERM), which is then done to it once more, when all have ended.

    `begun` is called when all have begun, `ending` before they are asked to end. Asked a second time, they leave what they are doing.
    Raises `NotBegun` if one of them ends before all have begun.
    """
    _FORKING.set_forkserver_preload(sorted({place.module for place in places}))
    with _asked_to_stop() as (asked, bell):
        try:
            for place in places:
                place.fill()
            _await(places, asked, bell)
            if not asked:
                begun()
            gone: list[Place] = []
            soonest = None
            while not asked:
                _wait([each for each in places if each not in gone], bell, soonest)
                gone = [place for place in places if place.pid is None]
                soonest = min((place.fill_again() for place in gone if not asked), default=None)
                gone = [place for place in gone if place.pid is None]
        finally:
            ending()
            _end(places, asked, bell)
    if asked:
        signal.raise_signal(asked[0])


def _await(places: Sequence[Place], asked: Sequence[int], bell: socket) -> None:
    while not asked and not all(place.begun for place in places):
        _wait(places, bell)
        if not asked and any(place.pid is None for place in places):
            raise NotBegun


def _end(places: Sequence[Place], asked: Sequence[int], bell: socket) -> None:
    for place in places:
        place.send(signal.SIGTERM)
    known = len(asked)
    while left := [place for place in places if place.pid]:
        _wait(left, bell)
        with suppress(BlockingIOError):
            bell.recv(16)
        if len(asked) > known:
            known = len(asked)
            for place in left:
                place.send(signal.SIGINT)


def _wait(places: Sequence[Place], bell: socket, seconds: float | None = None) -> None:
    """Until something has changed at one of them, or this process is asked to stop."""
    wait([bell, *(sign for place in places for sign in place.signs())], seconds)
    for place in places:
        place.look()


@contextmanager
def _asked_to_stop() -> Iterator[tuple[list[signal.Signals], socket]]:
    """The signals that came, and what can be read from when one does."""
    asked: list[signal.Signals] = []
    bell, ringing = socketpair()
    with bell, ringing:
        bell.setblocking(False)
        ringing.setblocking(False)

        def note(number: int, _: FrameType | None) -> None:
            asked.append(signal.Signals(number))
            with suppress(BlockingIOError):
                ringing.send(b".")

        before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield asked, bell
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


# --- in the process


def _worked(work: Callable[..., None], arguments: Sequence[Any], begins: Connection) -> None:
    # Ctrl-C in the terminal reaches the parent, who ends everything in order.
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # as it was forked, it would not hear that it is asked twice
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    Thread(target=_end_with_the_parent, name="parent", daemon=True).start()

    def begun() -> None:
        with suppress(OSError):
            begins.send(True)
        begins.close()

    work(*arguments, begun)


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)  # as if it had been killed too: what was committed stands, and whoever starts everything anew finds the port free
