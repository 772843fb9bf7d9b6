"""What the keeper and those who answer tell each other: datagrams over a pair of sockets for each who answers, sent without waiting.

All are hints. One that is lost, because who should read it is busy or was killed, makes the other look a little later.
"""

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from select import select
from socket import AF_UNIX, MSG_DONTWAIT, SOCK_DGRAM, socket, socketpair
from threading import Thread
from typing import Any, NoReturn

from eventlog.notary import ACCESS, LOG, Ledger
from jeugdspoor.wiring import Keeper
from projections.asking.waiting import Reached

LARGEST = 4096
"""Bytes of a datagram."""

TELLING, SILENT = 1.0, 15.0
"""Seconds between two times that the keeper tells how it is; after which nobody believes any more that it is well."""


def pair() -> tuple[socket, socket]:
    """The keeper's end, and that of who answers."""
    return socketpair(AF_UNIX, SOCK_DGRAM)


class FarKeeper:
    """The keeper, as seen by who answers in another process."""

    def __init__(self, end: socket) -> None:
        self._end = end
        self._reached = Reached()
        self._troubles: dict[str, str | None] = {}
        self._heard = time.monotonic()
        Thread(target=self._listen, name="keeper", daemon=True).start()

    def keeper(self) -> Keeper:
        return Keeper(lambda: _send(self._end, b"recorded"), self._reached, self._trouble)

    def _trouble(self, ledger: Ledger) -> str | None:
        if time.monotonic() - self._heard > SILENT:
            return "the process that signs is not heard of"
        return self._troubles.get(ledger.name)

    def _listen(self) -> None:
        while True:
            said = json.loads(self._end.recv(LARGEST))
            self._heard = time.monotonic()
            if "reached" in said:
                self._reached.tell(said["reached"])
            else:
                self._troubles = said["troubles"]


def tell(keeper: Keeper, ends: Sequence[socket]) -> NoReturn:
    """As the keeper: tells everybody who answers, and hears what they tell, for ever."""
    keeper.reached.tell_others(lambda position: _tell_all(ends, {"reached": position}))
    told = 0.0
    while True:
        rung = select(ends, [], [], TELLING)[0]
        for end in rung:
            _empty(end)
        if rung:
            keeper.recorded()
        if time.monotonic() - told >= TELLING:
            _tell_all(ends, {"troubles": {each.name: _short(keeper.trouble(each)) for each in (LOG, ACCESS)}})
            told = time.monotonic()


def _tell_all(ends: Sequence[socket], what: dict[str, Any]) -> None:
    data = json.dumps(what).encode()
    for end in ends:
        _send(end, data)


def _send(end: socket, data: bytes) -> None:
    with suppress(OSError):
        end.send(data, MSG_DONTWAIT)


def _empty(end: socket) -> None:
    with suppress(BlockingIOError):
        while True:
            end.recv(LARGEST, MSG_DONTWAIT)


def _short(trouble: str | None) -> str | None:
    return trouble and trouble[: LARGEST // 16]
