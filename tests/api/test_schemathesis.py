"""Whatever is sent, the server answers as its document says, and never with a mistake of its own.

Requests are generated from the OpenAPI document, the same on every run: some that fit it, and some that do not.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, BaseSchema, GenerationMode
from schemathesis import Case as AnyCase
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from domain.codes import Role
from tests.api.conftest import questions_wait
from tests.api.people import opening
from tests.api.server import Server

load_all_checks()

Case = AnyCase[Any]
Operation = APIOperation[Any, Any, Any, Any]

NOT_PROMISED: Any = CHECKS.get_by_names(["positive_data_acceptance"])
"""What fits a schema can still be impossible, or a breach: that is for the domain to judge."""


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture(scope="module")
def offered(server: Server) -> Iterator[BaseSchema]:
    schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json", timeout=60)
    # A position that the log has not reached is waited for, and then it is not yet.
    schema.config.checks.not_a_server_error.expected_statuses = ["2xx", "3xx", "4xx", "503"]
    schema.config.checks.negative_data_rejection.expected_statuses = ["401", "403", "404", "412", "413", "415", "422", "428"]
    with pytest.MonkeyPatch.context() as patched:
        questions_wait(patched, 0.02)
        yield schema


def operations(offered: BaseSchema) -> Iterator[Operation]:
    for found in offered.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


def examine(operation: Operation, examined: Callable[[Case], None], *, fitting: int, unfitting: int, **rest: Any) -> None:
    """Hands over so many requests that fit the document, and so many that do not; what is given of them is not generated."""

    def examined_once(case: Case) -> None:
        examined(case)

    for mode, count in ((GenerationMode.POSITIVE, fitting), (GenerationMode.NEGATIVE, unfitting)):
        if not count:
            continue
        strategy = operation.as_strategy(generation_mode=mode, **rest)
        same_every_run = settings(
            derandomize=True,
            database=None,
            deadline=None,
            max_examples=count,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        same_every_run(given(strategy)(examined_once))()


def _can_be_misused(operation: Operation) -> bool:
    """Whether there is a request that does not fit its document: where nothing is given, or any text will do, there is none."""
    return (
        "operation" not in (operation.tags or [])
        and bool(operation.definition.raw.get("parameters") or operation.body)
        and not ("{path}" in operation.path or operation.path.endswith("/end"))
    )


def test_no_request_breaks_what_the_document_promises(offered: BaseSchema, regisseur: httpx.Client, subtests: pytest.Subtests) -> None:
    headers = {"Authorization": regisseur.headers["Authorization"]}

    def ask(case: Case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=NOT_PROMISED)

    for operation in operations(offered):
        with subtests.test(operation.label):
            examine(operation, ask, fitting=4, unfitting=4 if _can_be_misused(operation) else 0)


def test_nothing_that_can_be_recorded_breaks_a_trajectory(offered: BaseSchema, regisseur: httpx.Client, subtests: pytest.Subtests) -> None:
    """Given a trajectory that is there and its newest version, a body reaches the domain; and whatever comes of it, it can be read."""

    untouched: httpx.Response | None = None

    def record(case: Case) -> None:
        nonlocal untouched
        opened = untouched or regisseur.post("/trajectories", json=opening(identity={"bsn": None, "no_bsn_reason": "unknown"}))
        case.path_parameters = {"trajectory_id": opened.json()["trajectory_id"]}
        answer = case.call(headers={"Authorization": regisseur.headers["Authorization"]})
        assert answer.status_code < 500, answer.text
        # What was refused left it as it was, at its first version.
        untouched = None if answer.status_code == 201 else opened
        assert regisseur.get(f"{opened.headers['Location']}/events").status_code == 200
        assert regisseur.get(opened.headers["Location"]).status_code == 200

    # All but the body, which is then what does not fit where something does not.
    rest = {"path_parameters": {"trajectory_id": str(uuid4())}, "headers": {"If-Match": '"1"', "Idempotency-Key": "sleutel"}}
    for operation in operations(offered.include(method="POST", path_regex=r"\{trajectory_id\}")):
        with subtests.test(operation.label):
            examine(operation, record, fitting=5, unfitting=2, **rest)
