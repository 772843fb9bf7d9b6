"""Who answers on one port, and who keeps the rows and signs; their parent has the database, and answers nobody."""

from collections.abc import Sequence
from contextlib import ExitStack
from socket import socket

import psycopg

from application.health import Check
from eventlog import Databases
from jeugdspoor.collecting import collect_seldom
from jeugdspoor.commands.opening import fail, settings
from jeugdspoor.processes.hints import FarKeeper, pair
from jeugdspoor.processes.joining import joined_or_ended
from jeugdspoor.processes.keeper import keep
from jeugdspoor.processes.places import Begun, NotBegun, Place, keep_filled
from jeugdspoor.serving.answering import Announced, announce, http_of
from jeugdspoor.serving.listening import listening
from jeugdspoor.signin import sign_in
from jeugdspoor.wiring import OF_ONE, Pools, Store, There, answering

OF_SEVERAL = Pools(writing=3, reading=3, rows=3, keys=3, proofs=1, accesses=2)
"""Of each that answers, beside others that do."""

BESIDE = 20
"""Connections for the keeper, the parent, and commands that are run meanwhile."""


def serve_by_workers(opened: Store, host: str, port: int, workers: int) -> None:
    """Until it is stopped."""
    given, pools = _connections(opened.databases), OF_ONE if workers == 1 else OF_SEVERAL
    most = (given - BESIDE) // OF_SEVERAL.most()
    if workers > max(1, most):
        fail(
            f"{workers} workers may want {workers * OF_SEVERAL.most() + BESIDE} connections, and the database gives {given}: "
            f"serve with --workers {max(1, most)} or fewer, or raise its max_connections."
        )
    there = There(opened.databases, opened.superuser)
    with ExitStack() as stack:
        try:
            sockets = listening(host, port, workers, stack)
        except OSError as error:
            fail(f"{host}:{port}: {str(error.strerror or error).partition(' (while ')[0]}.")  # in which stands the address once more
        ends = [pair() for _ in range(workers)]
        for each in ends:
            for end in each:
                stack.enter_context(end)
        places = [
            Place("The keeper", keep, there, [keepers for keepers, _ in ends]),
            *(
                Place(f"Worker {number}", answer, there, host, sockets[number - 1], ends[number - 1][1], workers, pools)
                for number in range(1, workers + 1)
            ),
        ]

        def no_more() -> None:
            for each in sockets:
                for listens in each:
                    listens.close()

        try:
            keep_filled(places, lambda: announce(host, sockets[0][0].getsockname()[1]), no_more)
        except NotBegun:
            fail("Not all processes could begin.")


def answer(there: There, host: str, sockets: Sequence[socket], end: socket, workers: int, pools: Pools, begun: Begun) -> None:
    """As one of those who record and answer."""
    given = settings()
    counted = {"workers": lambda: Check(ok=True, told=workers)}
    with (
        sign_in(given, host) as signing,
        joined_or_ended(there, pools) as store,
        answering(store, FarKeeper(end).keeper(), {**signing.beside, **counted}, erasure_days=given.erasure_days, pools=pools) as running,
    ):
        server = Announced(http_of(running, signing.verifier, given, host, 0), begun)
        collect_seldom()
        server.run(list(sockets))


def _connections(databases: Databases) -> int:
    """How many the server gives to who is no superuser."""
    asked = (
        "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        " - coalesce(current_setting('reserved_connections', true), '0')::int"
    )
    with psycopg.connect(databases.owner, autocommit=True, connect_timeout=10) as conn:
        row = conn.execute(asked).fetchone()
    return int(row[0]) if row else 0
