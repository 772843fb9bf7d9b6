"""One process that answers HTTP: what it holds, and how it listens."""

import logging
from collections.abc import Callable
from socket import socket

import uvicorn

from api.app import create_app
from api.connections import Connection
from api.limits import AT_ONCE, Bounded, Bounds
from api.middleware import Guarded
from api.signin import Verifier
from application import Application
from domain.figures import survival
from jeugdspoor.settings import Settings


def http_of(running: Application, verifier: Verifier, given: Settings, host: str, port: int) -> uvicorn.Config:
    survival.load()  # else the first who asks for a Kaplan-Meier figure would wait for it
    bounds = Bounds(given.requests_per_minute, given.requests_at_once or AT_ONCE)
    return uvicorn.Config(
        Guarded(Bounded(create_app(running, verifier), bounds)),
        host=host,
        port=port,
        http=Connection,
        ws="none",
        # Without proxies that are named, nobody is believed who says for whom he speaks.
        proxy_headers=bool(given.forwarded_allow_ips),
        forwarded_allow_ips=list(given.forwarded_allow_ips),
        log_level="info",
        access_log=False,
        server_header=False,
    )


class Announced(uvicorn.Server):
    """Says once that it answers."""

    def __init__(self, config: uvicorn.Config, answers: Callable[[], None]) -> None:
        super().__init__(config)
        self._answers = answers

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers()


def announce(host: str, port: int) -> None:
    """In the words of a server that listens by itself: others answer."""
    uvicorn.Config("", log_level="info")  # whose log it is
    at = f"[{host}]" if ":" in host else host
    logging.getLogger("uvicorn.error").info("Uvicorn running on http://%s:%d (Press CTRL+C to quit)", at, port)
