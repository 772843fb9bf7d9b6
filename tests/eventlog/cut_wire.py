"""A wire between client and server that is cut at a chosen moment: how acknowledgements really get lost."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from eventlog.seal import FORMAT

SYNC = b"S\x00\x00\x00\x04"
"""The message that ends a flight, and commits what it held."""

APPENDED = FORMAT.encode()
"""Stands in every flight that appends, and in nothing that is only asked."""

READY = b"Z\x00\x00\x00\x05I"
"""How the server says that a transaction is over."""


class Cut(Enum):
    REQUEST = "the end of the flight, which commits it, never reaches the server"
    ANSWER = "the server has committed; its answer never reaches the client"
    DATABASE = "as ANSWER, and from then on there is no connection to be had"
    CLIENT = "the server has received everything, and does not notice that nobody listens any more"


class Wire:
    """Forwards every connection; `cut` names what happens, once, to the first flight that appends."""

    def __init__(self, server: Path, client: Path) -> None:
        self.cut: Cut | None = None
        self._server = str(server)
        self._path = client
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(client))
        self._listener.listen()
        self._kept: list[socket.socket] = []
        self._clients: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        self._listener.close()
        for each in self._kept:
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._clients.append(client)
            threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        # Either side may go at any moment: that is what a wire is like.
        with suppress(OSError):
            server.connect(self._server)
            flight = b""
            while (flight := self._carry(client, server, flight)) is not None:
                pass
            return
        client.close()
        server.close()

    def _carry(self, client: socket.socket, server: socket.socket, flight: bytes) -> bytes | None:
        """One piece from either side to the other; gives what came of the flight by then, None when the wire is cut, or a side has gone."""
        ready, _, _ = select.select([client, server], [], [])
        for source in ready:
            data = source.recv(1 << 20)
            flight = flight + data if source is client else flight
            if APPENDED in flight and SYNC in flight and self.cut:
                self._do_cut(data, client, server)
                return None
            if not data:
                client.close()
                server.close()
                return None
            (server if source is client else client).sendall(data)
            flight = b"" if SYNC in flight else flight
        return flight

    @staticmethod
    def _wait_for_commit(client: socket.socket, server: socket.socket) -> None:
        answer = b""
        while READY not in answer:
            # The end of the flight may come in a piece of its own, and the server answers only then.
            ready, _, _ = select.select([client, server], [], [])
            if client in ready:
                server.sendall(client.recv(1 << 20))
            if server in ready:
                answer += server.recv(1 << 20)

    def _do_cut(self, data: bytes, client: socket.socket, server: socket.socket) -> None:
        cut, self.cut = self.cut, None
        if cut is not Cut.REQUEST:
            server.sendall(data)
        if cut in (Cut.ANSWER, Cut.DATABASE):
            self._wait_for_commit(client, server)
        if cut is Cut.DATABASE:
            self.close()
            for each in self._clients:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
            return
        if cut is Cut.CLIENT:
            while not data.endswith(SYNC):
                # The end of the flight may come in pieces of its own; without it the server would wait for it, and hold the lock.
                piece = client.recv(1 << 20)
                server.sendall(piece)
                data += piece
            self._kept.append(server)
        else:
            server.close()
        # shutdown, not only close: the client must notice at once.
        client.shutdown(socket.SHUT_RDWR)
        client.close()


@contextmanager
def wire_to(conninfo: str, directory: Path) -> Iterator[tuple[Wire, str]]:
    """The wire, and the connection string that leads through it."""
    directory.mkdir()
    socket_name = ".s.PGSQL.5432"
    wire = Wire(Path(str(conninfo_to_dict(conninfo)["host"])) / socket_name, directory / socket_name)
    try:
        yield wire, make_conninfo(conninfo, host=str(directory))
    finally:
        wire.close()
