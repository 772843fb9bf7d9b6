"""Whoever may not see a trajectory gets, from every operation, the answer of one that does not exist.

The operations come from the OpenAPI document, the tables from the database's catalogue: what is added later is examined by itself.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import psycopg
import pytest

from api.examples import examples_of
from domain.codes import Role
from domain.events import EVENTS
from eventlog import Databases
from tests import plain
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

SECRET = "Kwikstaartje"
"""Stands in the identity."""

NOTE = "Boomklever"
"""Stands in the words of what was recorded."""

STRANGERS = [
    (Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1"),
    (Role.PROVIDER, "xonar", "xonar-1"),
    (Role.GI, "nidos", "nidos-1"),
    (Role.AUDITOR, "inspectie", "zonder-opdracht"),
    (Role.REPORTER, "GM0917", "verslag-1"),
    (Role.ADMINISTRATOR, "GM0917", "beheer-1"),
    (Role.INTEGRATION, "GM0935", "koppeling-1"),
    (Role.JEUGDIGE, "digid", str(uuid4())),
    (Role.TEAM_SECRETARY, "team", "secretaris-1"),
]
"""One in every role who may see nothing of it: no referral is recorded, so that the team has none."""

NOT_ABOUT_TRAJECTORIES = {"get_openapi", "list_locations"}


class Operation(NamedTuple):
    method: str
    path: str
    name: str
    parameters: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.name


@pytest.fixture(scope="module")
def operations(server: Server) -> list[Operation]:
    document = plain.get(f"{server.url}/openapi.json", timeout=60).json()
    return [
        Operation(method.upper(), path, told["operationId"], told.get("parameters", []))
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if "security" in told or "{trajectory_id}" in path
    ]


@pytest.fixture(scope="module")
def hidden(server: Server) -> str:
    """A trajectory of Heerlen with one of much: its id."""
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
    first = regisseur.post("/trajectories", json=opening(identity={"surname": SECRET}))
    bodies = [
        ("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": "pr-heerlen-1"}),
        ("title-granted", machtiging()),
        ("admitted", admission(title_id="m-1")),
        ("note-added", {"occurred_on": "2024-02-06", "text": NOTE}),
    ]
    for version, (kind, body) in enumerate(bodies, start=1):
        answer = regisseur.post(f"{first.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    last = answer.headers["Position"]
    assert regisseur.get("/trajectories", params={"min_position": last}).status_code == 200
    return str(first.json()["trajectory_id"])


@pytest.fixture(params=STRANGERS, ids=lambda stranger: stranger[0].value)
def stranger(server: Server, request: pytest.FixtureRequest) -> httpx.Client:
    return server.as_(*request.param)


def _asked(stranger: httpx.Client, operation: Operation, trajectory_id: str) -> Iterator[httpx.Response]:
    """The operation asked about that trajectory in every way in which it can be named."""
    path = operation.path.replace("{trajectory_id}", trajectory_id)
    given = {"params": {"trajectory_id": trajectory_id}} if any(p["name"] == "trajectory_id" for p in operation.parameters) else {}
    if operation.method == "GET":
        yield stranger.get(path, **given)
        yield stranger.get(path, params={"limit": 1000})
        return
    kind = EVENTS.get(operation.path.rsplit("/", 1)[-1])
    if kind is not None and kind.opens_sight:
        return  # whoever records it comes to see the trajectory, for a while and on the record
    example = next(iter(examples_of(kind).values()), {"value": {}}) if kind else {"value": {}}
    body = json.dumps(example["value"], default=str)
    for headers in ({}, {"If-Match": '"1"'}, {"If-Match": '"5"'}, {"If-Match": '"5"', "Idempotency-Key": "sleutel"}):
        yield stranger.post(path, content=body, headers={"Content-Type": "application/json", **headers})


def _told(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """All of it that could tell something."""
    varying = {"date", "content-length"}
    return answer.status_code, answer.text, {name: value for name, value in answer.headers.items() if name not in varying}


def test_a_trajectory_that_one_may_not_see_answers_as_one_that_is_not_there(
    stranger: httpx.Client, operations: list[Operation], hidden: str
) -> None:
    for operation in operations:
        if "{trajectory_id}" in operation.path or any(each["name"] == "trajectory_id" for each in operation.parameters):
            absent = str(uuid4())
            for there, not_there in zip(_asked(stranger, operation, hidden), _asked(stranger, operation, absent), strict=True):
                assert _told(there)[:1] == _told(not_there)[:1], operation
                assert there.text.replace(hidden, "id") == not_there.text.replace(absent, "id"), operation
                assert _told(there)[2].keys() == _told(not_there)[2].keys(), operation


def test_no_list_shows_a_row_of_it_nor_counts_it(stranger: httpx.Client, operations: list[Operation], hidden: str) -> None:
    for operation in operations:
        if operation.method == "GET" and "{" not in operation.path and operation.name not in NOT_ABOUT_TRAJECTORIES:
            answer = stranger.get(operation.path, params={"limit": 1000} if any(p["name"] == "limit" for p in operation.parameters) else {})
            assert hidden not in answer.text, operation
            assert SECRET not in answer.text, operation
            assert NOTE not in answer.text, operation
            if answer.status_code == 200 and answer.headers["content-type"] == "application/json" and "items" in answer.json():
                assert answer.json() == {"items": [], "next": None}, operation


def test_its_words_are_shown_to_nobody_but_whom_it_is_assigned_to_and_the_jeugdige_reads_the_own_identity(
    server: Server, operations: list[Operation], hidden: str
) -> None:
    seeing = [
        server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2"),
        server.as_(Role.PROVIDER, "koraal", "koraal-1"),
        server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1"),
        server.auditor(),
    ]
    own = server.as_(Role.JEUGDIGE, "digid", hidden)
    for client, secrets in [*((each, (SECRET, NOTE)) for each in seeing), (own, (NOTE,))]:
        assert client.get(f"/trajectories/{hidden}").status_code == 200
        for operation in operations:
            if operation.method == "GET":
                for answer in _asked(client, operation, hidden):
                    assert not any(secret in answer.text for secret in secrets), operation


class TestTables:
    def test_every_table_of_rows_forces_row_security_and_is_closed_without_an_actor(
        self, server: Server, databases: Databases, hidden: str
    ) -> None:
        with psycopg.connect(databases.owner) as conn:
            tables = conn.execute(
                "SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity "
                "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE n.nspname LIKE 'rows\\_%' AND c.relkind IN ('r', 'p', 'v', 'm')"
            ).fetchall()
        assert len(tables) > 5
        with psycopg.connect(databases.reader, autocommit=True) as conn:
            for schema, table, secured, forced in tables:
                assert (secured, forced) == (True, True), table
                about_nobody = table in {"checkpoint", "definition"} or "trajectory_id" not in _columns(conn, schema, table)
                found = conn.execute(f'SELECT count(*) FROM "{schema}"."{table}"').fetchone()  # noqa: S608  # names of the catalogue
                assert about_nobody or found == (0,), table

    @pytest.mark.parametrize("role", ["", "onbekend", "provider' OR true --"])
    def test_a_role_that_nobody_knows_sees_nothing(self, databases: Databases, server: Server, hidden: str, role: str) -> None:
        with psycopg.connect(databases.reader) as conn:
            schemas = conn.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rows\\_%'").fetchall()
            conn.execute("SELECT set_config('jeugdspoor.role', %s, true), set_config('jeugdspoor.opened', 'all', true)", (role,))
            for (schema,) in schemas:
                assert conn.execute(f'SELECT count(*) FROM "{schema}".worklist').fetchone() == (0,)  # noqa: S608  # as above

    def test_what_one_asked_as_stays_in_no_pooled_connection(self, server: Server, databases: Databases, hidden: str) -> None:
        sees, sees_not = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1"), server.as_(Role.PROVIDER, "xonar", "xonar-1")
        for _ in range(20):
            assert hidden in sees.get("/trajectories", params={"limit": 1000}).text
            assert sees_not.get("/trajectories").json()["items"] == []


def _columns(conn: psycopg.Connection, schema: str, table: str) -> set[str]:
    found = conn.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass AND attnum > 0", (schema, table)
    )
    return {row[0] for row in found}
