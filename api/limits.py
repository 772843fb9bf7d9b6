"""How much one may ask for: what holds for every request, and what a server holds for all of them together.

Sizes hold always. Requests at the same time, and requests per minute of one client, are the server's own (`Bounds`): there is no limit
per minute unless one is set. They are counted here and not by the library `limits` (5.8.0): its storage in memory never forgets an address
under a moving window, has no most under any, and takes ten times as long for each request (30 to 80 µs).
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil

from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import AddressTooLong, HeadersTooLarge, TooManyRequests, response_to
from application.problems import NotYet, Problem

LONGEST_ADDRESS = 8_000
"""Bytes of path and query together: what every client and proxy can send (RFC 9110, 4.1)."""

LARGEST_HEADERS = 32_000
"""Bytes of names and values together."""

AT_ONCE = 1_000
"""Requests that a server has under way at the same time."""

SHARE = 0.25
"""What part of all that is open or under way one client may have."""

REMEMBERED = 50_000
"""Clients of which it is remembered how much they asked."""

ALWAYS_ANSWERED = "/health/"
"""Paths by which the server is watched: they are counted by nobody."""


class Sized:
    """Refuses what comes with an address or headers beyond what any honest client sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _too_large(scope) if scope["type"] == "http" else None
        await (response_to(refusal) if refusal else self._app)(scope, receive, send)


def _too_large(scope: Scope) -> Problem | None:
    if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return AddressTooLong(f"Path and query have at most {LONGEST_ADDRESS} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
        return HeadersTooLarge(f"Headers have at most {LARGEST_HEADERS} bytes.")
    return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """`per_minute`: requests of one client, which may all come at once; `at_once`: requests under way, of all; `share`: the part of them
    that one client may have."""

    per_minute: int | None = None
    at_once: int = AT_ONCE
    share: float = SHARE


def share_of(most: int, share: float = SHARE) -> int:
    """How many of those one client may have: at least one."""
    return max(1, int(most * share))


def client_of(host: str) -> str:
    """Whose address that is: of IPv6 the first 64 bits, which is the least that one subscriber has (RFC 6177)."""
    if ":" not in host:
        return host
    try:
        address = ip_address(host)
    except ValueError:
        return host
    assert isinstance(address, IPv6Address)
    return str(address.ipv4_mapped or f"{int(address) >> 64:x}::/64")


class Bounded:
    """Refuses requests beyond the bounds before anything is done for them. Each process counts for itself."""

    def __init__(self, app: ASGIApp, bounds: Bounds, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._at_once = bounds.at_once
        self._most_of_one = share_of(bounds.at_once, bounds.share)
        self._rate = Rate(bounds.per_minute, clock) if bounds.per_minute else None
        self._under_way = 0
        self._of_one: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(ALWAYS_ANSWERED):
            return await self._app(scope, receive, send)
        client = client_of(scope["client"][0]) if scope["client"] else ""
        if refusal := self._refusal(client):
            return await response_to(refusal)(scope, receive, send)
        self._under_way += 1
        self._of_one[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
            self._of_one[client] -= 1
            if not self._of_one[client]:
                del self._of_one[client]
        return None

    def _refusal(self, client: str) -> Problem | None:
        if self._of_one[client] >= self._most_of_one:
            return too_much_of_one()
        if self._rate and (wait := self._rate.wait(client)):
            seconds = ceil(wait)
            return TooManyRequests(f"Ask again in {seconds} s.", headers={"Retry-After": str(seconds)})
        if self._under_way >= self._at_once:
            return NotYet.retry("Too much is asked at the same time. Nothing was done; send it again.")
        return None


def too_much_of_one() -> TooManyRequests:
    """Nothing more is read of who asks it: a body that never ends would hold the connection."""
    return TooManyRequests(
        "You ask too much at the same time. Nothing was done; wait for what is under way, and send it again.",
        headers={"Retry-After": "1", "Connection": "close"},
    )


class Rate:
    """So many in a minute by each, evenly or in a burst: the generic cell rate algorithm, one number for each who asks."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._interval = 60 / per_minute
        self._clock = clock
        self._spent: dict[str, float] = {}  # until when what was asked has been made up for

    def wait(self, who: str) -> float:
        """Seconds until they may ask; 0 if now, and then it is counted."""
        now = self._clock()
        until = max(self._spent.get(who, now), now) + self._interval
        if until - now > 60 + self._interval / 2:  # half of one, for rounding
            return until - now - 60
        if who not in self._spent and len(self._spent) >= REMEMBERED:
            self._forget(now)
        self._spent[who] = until
        return 0

    def _forget(self, now: float) -> None:
        """Those who may ask in full again; if that is nobody, whoever was there first."""
        self._spent = {who: until for who, until in self._spent.items() if until > now}
        if len(self._spent) >= REMEMBERED:
            del self._spent[next(iter(self._spent))]
