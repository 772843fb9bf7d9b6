"""A server of the real thing, on a port of its own."""

import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx
import uvicorn
from fastapi import FastAPI

from api import DemoIssuer
from domain.codes import Role
from tests import plain
from tests.api.issuer import Issuer


@dataclass
class Server:
    """Serves an application over HTTP for as long as it is open."""

    app: FastAPI
    issuer: DemoIssuer | Issuer
    _clients: list[httpx.Client] = field(default_factory=list)

    def __enter__(self) -> Self:
        # Port 0: any that is free. A socket of our own would be served without TCP_NODELAY, 40 ms slower per answer.
        self._uvicorn = uvicorn.Server(uvicorn.Config(self.app, port=0, log_level="warning", access_log=False))
        self._thread = threading.Thread(target=self._uvicorn.run, name="uvicorn")
        self._thread.start()
        while not self._uvicorn.started:
            assert self._thread.is_alive(), "The server did not start."
            time.sleep(0.01)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for client in self._clients:
            client.close()
        self._uvicorn.should_exit = True
        self._thread.join()

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._uvicorn.servers[0].sockets[0].getsockname()
        return host, port

    @property
    def url(self) -> str:
        host, port = self.address
        return f"http://{host}:{port}"

    def token(self, role: Role, organisation: str, subject: str) -> str:
        return self.issuer.issue(role, organisation, subject)

    def as_(self, role: Role, organisation: str, subject: str) -> httpx.Client:
        """A client that signs in as this actor."""
        return self._signed_in(self.token(role, organisation, subject))

    def representing(self, trajectory_id: str) -> httpx.Client:
        """Who acts for the jeugdige of that trajectory."""
        assert isinstance(self.issuer, DemoIssuer)
        return self._signed_in(self.issuer.issue(Role.JEUGDIGE, "digid", trajectory_id, representative=True))

    def _signed_in(self, token: str) -> httpx.Client:
        client = plain.Client(base_url=self.url, headers={"Authorization": f"Bearer {token}"}, timeout=120)
        self._clients.append(client)
        return client

    def auditor(self) -> httpx.Client:
        """An auditor to whom all trajectories are open."""
        assigned = {"subject": "auditor-1", "scope": "all", "from": "2024-01-01", "until": "2100-01-01", "purpose": "onderzoek"}
        answer = self.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").post("/assignments", json=assigned)
        assert answer.status_code == 201, answer.text
        return self.as_(Role.AUDITOR, "inspectie", "auditor-1")
