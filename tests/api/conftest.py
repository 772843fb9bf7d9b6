"""The OpenAPI document, and a server of the real thing to talk to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from api import DemoIssuer, create_app, problems
from application import Application, proving
from application.doors import door, knowledge
from application.erasing import destroying
from application.one_case import dossier
from eventlog import Databases, FileMasterKey
from jeugdspoor.settings import ERASURE_DAYS
from jeugdspoor.wiring import Store, application, wired
from tests.api.server import Server
from tests.api.witness import Witness
from tests.conftest import Cluster


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI document. It follows from the classes of the domain alone: no application is needed to make it."""
    data_directory: Path = tmp_path_factory.mktemp("document")
    return create_app(cast("Application", None), DemoIssuer(data_directory)).openapi()


@pytest.fixture(scope="session", autouse=True)
def no_answer_is_evened() -> Iterator[None]:
    """Thousands of questions are asked here of what is not to be seen. That their answers take the same time is a test of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(problems, "EVENED", 1e-9)
        yield


@pytest.fixture(scope="session")
def witness() -> Witness:
    """One that every server knows."""
    return Witness()


@pytest.fixture(scope="module")
def store(cluster: Cluster, databases: Databases, tmp_path_factory: pytest.TempPathFactory, witness: Witness) -> Iterator[Store]:
    """A database of its own, with the register of the region in it. With a master key of its own, too: an erasure replaces it."""
    master_key = tmp_path_factory.mktemp("keys") / "master.key"
    key = FileMasterKey.at(master_key, make=True)
    with wired(databases, key, master_key, witnesses=(witness.key,), superuser=cluster.superuser) as opened:
        yield opened


@pytest.fixture(scope="module")
def erasure_days() -> int:
    """To think again, before an erasure is carried out. Modules that carry out some have none, as the demo may."""
    return ERASURE_DAYS


def questions_wait(patched: pytest.MonkeyPatch, seconds: float) -> None:
    """For so long, at most, for what they ask about."""
    for room in (door, knowledge, dossier, proving):
        patched.setattr(room, "PATIENCE", seconds)


@pytest.fixture
def impatient(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not there yet is not waited for."""
    questions_wait(monkeypatch, 0.1)


@pytest.fixture(scope="module")
def server(store: Store, erasure_days: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real thing."""
    issuer = DemoIssuer(tmp_path_factory.mktemp("signin"))
    with (
        pytest.MonkeyPatch.context() as patched,
        application(store, erasure_days=erasure_days) as running,
        Server(create_app(running, issuer), issuer) as served,
    ):
        # Who asks about what was just recorded, or carries out an erasure, is answered when that is there, however busy the machine is.
        questions_wait(patched, 60.0)
        patched.setattr(destroying, "PATIENCE", 100.0)
        running.lists.await_rows(seconds=60)
        yield served
