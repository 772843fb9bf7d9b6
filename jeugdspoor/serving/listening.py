"""Where several processes listen on one port: each on sockets of its own, over which the kernel spreads who connects.

On one socket for all, whoever looks first takes all who wait: of 32 clients one of two processes was given up to 32.
"""

import socket
import sys
from contextlib import ExitStack

WAITING = 2048
"""Connections that nobody has taken yet, on each; as uvicorn has it."""

SPREADS = sys.platform == "linux"
"""Elsewhere one of several sockets gets all, and all processes listen on one."""


def listening(host: str, port: int, processes: int, opened: ExitStack) -> list[list[socket.socket]]:
    """For each process its sockets, one for each address of the host, closed with `opened`. Port 0: any that is free.

    They listen at once, and for as long as they are open: who connects while a process is replaced waits for it. Raises `OSError`,
    also when somebody else listens there.
    """
    found: list[list[socket.socket]] = [[] for _ in range(processes)]
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, address in dict.fromkeys((info[0], str(info[4][0])) for info in infos):
        # Without this, a second server of the same user would be let in, and be given half of those who connect.
        with socket.create_server((address, port), family=family) as alone:
            port = alone.getsockname()[1]
        first = opened.enter_context(_listening(family, address, port))
        for number, sockets in enumerate(found):
            sockets.append(opened.enter_context(_listening(family, address, port)) if SPREADS and number else first)
    return found


def _listening(family: int, address: str, port: int) -> socket.socket:
    return socket.create_server((address, port), family=family, backlog=WAITING, reuse_port=SPREADS)
