"""A wire between client and server that is cut at a chosen moment: how acknowledgements really get lost."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

END = b"S\x00\x00\x00\x04H\x00\x00\x00\x04"
"""The messages that end a flight: Sync and Flush."""


class Cut(Enum):
    REQUEST = "the flight with the COMMIT never reaches the server"
    ANSWER = "the server has committed; its answer never reaches the client"
    DATABASE = "as ANSWER, and from then on there is no connection to be had"
    CLIENT = "the server has received everything, and does not notice that nobody listens any more"


class Wire:
    """Forwards every connection; `cut` names what happens, once, to the first flight that holds a COMMIT."""

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
            while self._carry(client, server):
                pass
            return
        client.close()
        server.close()

    def _carry(self, client: socket.socket, server: socket.socket) -> bool:
        """One piece from either side to the other; False when the wire is cut, or a side has gone."""
        ready, _, _ = select.select([client, server], [], [])
        for source in ready:
            data = source.recv(1 << 20)
            if source is client and b"COMMIT" in data and self.cut:
                self._do_cut(data, client, server)
                return False
            if not data:
                client.close()
                server.close()
                return False
            (server if source is client else client).sendall(data)
        return True

    @staticmethod
    def _wait_for_commit(client: socket.socket, server: socket.socket) -> None:
        answer = b""
        while b"COMMIT\x00" not in answer:
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
            while not data.endswith(END):
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
