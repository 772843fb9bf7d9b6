"""Whoever may not see a trajectory gets, from every operation, the answer of one that does not exist.

The operations come from the OpenAPI document, each with what it is about (`tests/api/operations.py`); the tables from the database's
catalogue. What is added later is examined by itself, or fails until it is said what it is about.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from api import problems
from api.examples import examples_of
from domain.codes import Role
from domain.events import EVENTS
from eventlog import Databases
from tests.api.operations import About, Operation, operations_of
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

SECRET = "Kwikstaartje"
"""Stands in the identity."""

NOTE = "Boomklever"
"""Stands in the words of what was recorded."""

STRANGERS = [
    (Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1"),
    (Role.PROCESREGISSEUR, "GM0928", "pr-kerkrade-1"),
    (Role.PROVIDER, "xonar", "xonar-1"),
    (Role.PROVIDER, "via-jeugd", "via-1"),
    (Role.GI, "nidos", "nidos-1"),
    (Role.GI, "bjz-limburg", "bjz-1"),
    (Role.AUDITOR, "inspectie", "zonder-opdracht"),
    (Role.AUDITOR, "rekenkamer", "zonder-opdracht-2"),
    (Role.REPORTER, "GM0917", "verslag-1"),
    (Role.REPORTER, "regio", "verslag-2"),
    (Role.ADMINISTRATOR, "GM0917", "beheer-1"),
    (Role.ADMINISTRATOR, "GM0935", "beheer-2"),
    (Role.INTEGRATION, "GM0935", "koppeling-1"),
    (Role.INTEGRATION, "xonar", "koppeling-2"),
    (Role.JEUGDIGE, "digid", str(uuid4())),
    (Role.JEUGDIGE, "eherkenning", str(uuid4())),
    (Role.TEAM_SECRETARY, "team", "secretaris-1"),
    (Role.TEAM_SECRETARY, "GM0935", "secretaris-2"),
]
"""Two of two organisations in every role who may see nothing of it: no referral is recorded, so that the team has none."""

SEES_ALL = {Role.PRIVACY_OFFICER}

FIRST_OF_ITS_ROLE = {role: subject for role, _, subject in reversed(STRANGERS)}


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> list[Operation]:
    return operations_of(document)


@pytest.fixture(scope="module")
def ids(server: Server) -> dict[str, str]:
    """Of a trajectory of Heerlen with one of much, and of what belongs to it."""
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
    trajectory_id = first.json()["trajectory_id"]
    [stay_id] = {each["data"]["stay_id"] for each in regisseur.get(f"/trajectories/{trajectory_id}/events").json()["items"][3:4]}
    officer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")
    erasure = officer.post("/erasures", json={"trajectory_id": trajectory_id, "ground": "Jeugdwet 7.3.9(1)"}).json()
    records = {"kind": "cbs-records", "half_year": "2024-H1", "provider": "koraal", "recipient": "CBS"}
    delivery, other = (officer.post("/deliveries", json=records).json() for _ in range(2))
    return {
        "trajectory_id": trajectory_id,
        "stay_id": stay_id,
        "erasure_id": erasure["erasure_id"],
        "delivery_id": delivery["id"],
        "other_id": other["id"],
    }


@pytest.fixture(scope="module")
def hidden(ids: dict[str, str]) -> str:
    return ids["trajectory_id"]


@pytest.fixture(params=STRANGERS, ids=lambda stranger: "-".join(stranger[:2]))
def stranger(server: Server, request: pytest.FixtureRequest) -> httpx.Client:
    return server.as_(*request.param)


WAYS: list[dict[str, str]] = [{}, {"If-Match": '"1"'}, {"If-Match": '"5"'}, {"If-Match": '"5"', "Idempotency-Key": "sleutel"}]


def _asked(
    client: httpx.Client, operation: Operation, ids: Mapping[str, str], ways: list[dict[str, str]] = WAYS
) -> Iterator[httpx.Response]:
    """The operation asked with these ids, in every way in which they can be named; a recording in so many `ways`."""
    path, params = operation.at(ids), operation.given(operation.in_query, ids)
    if operation.method == "GET":
        yield client.get(path, params=params)
        yield client.get(path, params={"limit": 1000})
        return
    kind = EVENTS.get(operation.path.rsplit("/", 1)[-1])
    if kind is not None and kind.opens_sight:
        return  # whoever records it comes to see the trajectory, for a while and on the record
    example = next(iter(examples_of(kind).values()), {"value": {}}) if kind else {"value": {}}
    body = example["value"] if operation.records else operation.given(operation.in_body, ids)
    for headers in ways if operation.records else [{}]:
        sent = {"Content-Type": "application/json", **headers}
        yield client.request(operation.method, path, params=params, content=json.dumps(body, default=str), headers=sent)


def _told(answer: httpx.Response, ids: Mapping[str, str]) -> tuple[int, str, set[str]]:
    """All of it that could tell something, with these ids left out."""
    text = answer.text
    for name, id_ in ids.items():
        text = text.replace(id_, name)
    return answer.status_code, text, set(answer.headers)


def test_of_every_operation_it_is_known_what_it_is_about(operations: list[Operation], ids: dict[str, str]) -> None:
    told = {operation.about for operation in operations}
    assert told == set(About)
    for operation in operations:
        if operation.about is not About.NOBODY:
            operation.at(ids)
            operation.given(operation.in_query | operation.in_body if not operation.records else operation.in_query, ids)


def test_strangers_are_two_of_two_organisations_in_every_role() -> None:
    assert {role: len({of for each, of, _ in STRANGERS if each is role}) for role in Role} == {
        role: 0 if role in SEES_ALL else 2 for role in Role
    }


def test_a_trajectory_that_one_may_not_see_answers_as_one_that_is_not_there(
    stranger: httpx.Client, request: pytest.FixtureRequest, operations: list[Operation], ids: dict[str, str]
) -> None:
    role, _, subject = request.node.callspec.params["stranger"]
    ways = WAYS if FIRST_OF_ITS_ROLE[role] == subject else WAYS[-1:]
    for operation in operations:
        if operation.about in (About.ONE, About.OTHER):
            absent = {name: str(uuid4()) for name in ids}
            answers = zip(_asked(stranger, operation, ids, ways), _asked(stranger, operation, absent, ways), strict=True)
            for there, not_there in answers:
                assert _told(there, ids) == _told(not_there, absent), operation


def test_how_long_it_took_tells_them_apart_no_more(server: Server, hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: longer than either takes
    monkeypatch.setattr(problems, "EVENED", 0.5)
    client = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
    client.get("/trajectories")

    for asked in (hidden, str(uuid4())):
        for send in (
            lambda path: client.get(path),
            lambda path: client.get(f"{path}/events"),
            lambda path: client.post(f"{path}/note-added", json={}, headers={"If-Match": '"1"'}),
        ):
            answer = send(f"/trajectories/{asked}")

            # then: at the end of the first such time
            assert answer.status_code == 404
            assert 0.5 <= answer.elapsed.total_seconds() < 1


def test_no_list_shows_a_row_of_it_nor_counts_it(stranger: httpx.Client, operations: list[Operation], hidden: str) -> None:
    for operation in operations:
        if operation.is_list:
            answer = stranger.get(operation.at({}), params={"limit": 1000} if "limit" in operation.in_query else {})
            assert hidden not in answer.text, operation
            assert SECRET not in answer.text, operation
            assert NOTE not in answer.text, operation
            if answer.status_code == 200 and answer.headers["content-type"] == "application/json" and "items" in answer.json():
                assert answer.json() == {"items": [], "next": None}, operation


def test_its_words_are_shown_to_nobody_but_whom_it_is_assigned_to_and_the_jeugdige_reads_the_own_identity(
    server: Server, operations: list[Operation], ids: dict[str, str], hidden: str
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
            if operation.method == "GET" and operation.about is not About.NOBODY:
                for answer in _asked(client, operation, ids):
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
