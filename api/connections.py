"""What reads requests off a connection: uvicorn's own, with an end to how long and how much a head may be.

uvicorn's parser takes headers without end and waits for them for ever, as for the rest of a body that was answered already, and answers
what it cannot read in plain text: each would be a way past the limits and headers that hold for everything else.
"""

from asyncio import BaseTransport, TimerHandle
from ipaddress import ip_address, ip_network

from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.limits import LARGEST_HEADERS, LONGEST_ADDRESS, client_of, share_of, too_much_of_one
from api.middleware import HEADERS
from api.problems import HeadersTooLarge, response_to
from application.problems import Malformed, NotYet, Problem

LARGEST_HEAD = LONGEST_ADDRESS + 2 * LARGEST_HEADERS
"""Bytes until the head of a request must have ended. Whatever is a little too large is refused with its reason (`api.limits`)."""

SECONDS_FOR_A_HEAD = 10.0

MOST_CONNECTIONS = 2_000
"""Open at the same time, idle ones included. Whoever is no proxy may have a share of them."""


class Unreadable(Malformed):
    """Nobody can tell what is asked."""

    status = 400


class Connection(HttpToolsProtocol):
    """One connection. What is refused here is so before it is a request: the connection is closed with it."""

    _reading_head = True
    _head = 0
    _patience: TimerHandle | None = None
    _by: str | None = None
    """Whose connection it is; None where it is a proxy's, who speaks for many."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # as asyncio gives it
        if self.client and not self._is_proxy(self.client[0]):
            self._by = client_of(self.client[0])
        if len(self.connections) > MOST_CONNECTIONS:
            self._refuse(NotYet.retry("Too many are connected. Nothing was done; send it again."))
        elif self._has_its_share():
            self._refuse(too_much_of_one())
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_patience()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reading_head:
            self._head += len(data)
            self._await_head()
        super().data_received(data)
        if self._reading_head and self._head > LARGEST_HEAD and not self.transport.is_closing():
            self._refuse(HeadersTooLarge(f"Headers have at most {LARGEST_HEADERS} bytes."))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._reading_head = True

    def on_headers_complete(self) -> None:
        self._reading_head, self._head = False, 0
        self._forget_patience()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._forget_patience()
        self._reading_head = True

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._reading_head and self.cycle.response_complete:  # the rest of a body that nobody reads any more
            self._await_head()

    def send_400_response(self, msg: str) -> None:
        self._refuse(Unreadable("The request cannot be read."))

    def _has_its_share(self) -> bool:
        """Whether as many connections of its client are open as one may have."""
        most = share_of(MOST_CONNECTIONS)
        if self._by is None or len(self.connections) <= most:
            return False
        return len([each for each in self.connections if isinstance(each, Connection) and each._by == self._by]) > most

    def _is_proxy(self, host: str) -> bool:
        """Whether it is named as one; nobody is where uvicorn believes nobody."""
        named: list[str] | str = (self.config.proxy_headers and self.config.forwarded_allow_ips) or []
        networks = named.split(",") if isinstance(named, str) else named
        return any(ip_address(host) in ip_network(network.strip()) for network in networks)

    def _await_head(self) -> None:
        """From its first byte, or from the connection's. Between two requests uvicorn has a term of its own."""
        if self._patience is None:
            self._patience = self.loop.call_later(SECONDS_FOR_A_HEAD, self._lose_patience)

    def _forget_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()

    def _refuse(self, problem: Problem) -> None:
        self._forget_patience()
        self.transport.write(_written(response_to(problem)))
        self.transport.close()


def _written(response: Response) -> bytes:
    headers = {**HEADERS, **response.headers, "Connection": "close"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {response.status_code} \r\n{lines}\r\n".encode("latin-1") + bytes(response.body)
