"""The OpenAPI document, and a server of the real thing to talk to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from api import DemoIssuer, create_app
from application import Application
from eventlog import Databases, FileMasterKey
from jeugdspoor.wiring import application, wired
from tests.api.server import Server
from tests.api.witness import Witness
from tests.conftest import Cluster


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI document. It follows from the classes of the domain alone: no application is needed to make it."""
    data_directory: Path = tmp_path_factory.mktemp("document")
    return create_app(cast("Application", None), DemoIssuer(data_directory)).openapi()


@pytest.fixture(scope="session")
def witness() -> Witness:
    """One that every server knows."""
    return Witness()


@pytest.fixture(scope="module")
def server(
    cluster: Cluster, databases: Databases, master: FileMasterKey, scratch: Path, tmp_path_factory: pytest.TempPathFactory, witness: Witness
) -> Iterator[Server]:
    """The real thing over a database of its own, with the register of the region in it."""
    issuer = DemoIssuer(tmp_path_factory.mktemp("signin"))
    log_key_file = tmp_path_factory.mktemp("log") / "log.key"
    with (
        wired(databases, master, scratch / "master.key", log_key_file=log_key_file, witnesses=(witness.key,)) as store,
        application(store) as running,
        Server(create_app(running, issuer), issuer) as served,
    ):
        running.lists.await_rows(seconds=60)
        yield served
