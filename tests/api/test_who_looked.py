"""Every answer about persons leaves a record before it leaves, whatever the operation; and who looked can be asked, and proven.

The operations come from the OpenAPI document, each with what it is about (`tests/api/operations.py`): one that is added later is examined
by itself, whatever chapter it is in, and fails here until it leaves a record.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from fhir.resources.R4B.auditevent import AuditEvent
from fhir.resources.R4B.bundle import Bundle

from api.operations.recording import recordable
from domain.codes import Role
from domain.purposes import PURPOSES
from eventlog import Databases
from eventlog.access import AccessLog, StoredAccess
from eventlog.proof import Checkpoint, Note, VerifierKey
from tests import plain
from tests.api.operations import About, Operation, operations_of
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

ABOUT_NO_JEUGDIGE = {
    "get_report",
    "list_calendar_addresses",
    "list_deputies",
    "list_troubled",
    "list_deliveries",
    "list_delivery_remarks",
    "get_delivery_difference",
}
"""Figures and what was delivered of them, and questions about colleagues and about what is in trouble, which nothing is here: a record of
each, with no jeugdige in it."""

NOT_THERE_YET = {"get_erasure_certificate"}
"""Of what is only asked for here there is none: test_erasure.py."""

EXPORTS = {"get_dossier"}
"""Questions of one case that give all of it to take along (NEN 7513: action E)."""

ASKED_BY = {
    "get_feed": (Role.INTEGRATION, "GM0917", "koppeling-1"),
    "get_report": (Role.REPORTER, "regio", "verslag-1"),
    "get_delivery_difference": (Role.REPORTER, "regio", "verslag-1"),
    "list_troubled": (Role.ADMINISTRATOR, "regio", "beheer-1"),
    **dict.fromkeys(
        (
            "get_delivered",
            "get_erasure",
            "get_erasure_certificate",
            "list_accesses",
            "list_assignments",
            "list_deliveries",
            "list_delivery_remarks",
            "list_erasures",
        ),
        (Role.PRIVACY_OFFICER, "regio", "fg-1"),
    ),
}
"""The others by the procesregisseur."""

CHAPTERS = {"record", "ask", "deliver", "govern", "prove", "operation"}


@pytest.fixture(scope="module")
def accesses(databases: Databases) -> Iterator[AccessLog]:
    with AccessLog(databases) as log:
        yield log


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")


@pytest.fixture(scope="module")
def trajectories(regisseur: httpx.Client, officer: httpx.Client) -> list[str]:
    """Two that are admitted to closed care, whose title has ended, and open to an auditor: there is something to tell of them in every
    list."""
    admitted = [_admitted(regisseur) for _ in range(2)]
    assigned = {"subject": "auditor-1", "scope": admitted, "from": "2024-01-01", "until": "2100-01-01", "purpose": "onderzoek"}
    assert officer.post("/assignments", json=assigned).status_code == 201
    return admitted


def _admitted(regisseur: httpx.Client) -> str:
    where = regisseur.post("/trajectories", json=opening()).headers["Location"]
    assigned = {"occurred_on": "2024-01-11", "subject": "pr-heerlen-1"}
    for version, (kind, body) in enumerate(
        [("procesregisseur-assigned", assigned), ("title-granted", machtiging()), ("admitted", admission())], start=1
    ):
        answer = regisseur.post(f"{where}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        if answer.status_code == 409:
            rules = sorted({finding["rule"] for finding in answer.json()["findings"]})
            body = body | {"despite": {"rules": rules, "reason": "Het is zo gebeurd"}}
            answer = regisseur.post(f"{where}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    regisseur.get("/trajectories", params={"min_position": answer.headers["Position"], "limit": 1})
    return where.removeprefix("/trajectories/")


@pytest.fixture(scope="module")
def ids(officer: httpx.Client, trajectories: list[str]) -> dict[str, str]:
    """Of the first of them, and of what belongs to it."""
    erasure = officer.post("/erasures", json={"trajectory_id": trajectories[0], "ground": "Jeugdwet 7.3.9(1)"}).json()
    records = {"kind": "cbs-records", "half_year": "2024-H1", "provider": "koraal", "recipient": "CBS"}
    figures = {"indicator": "inflow", "from": "2024-01-01", "until": "2025-01-01", "valid_on": "2025-06-01"}
    return {
        "trajectory_id": trajectories[0],
        "erasure_id": erasure["erasure_id"],
        "delivery_id": officer.post("/deliveries", json=records).json()["id"],
        "other_id": officer.post("/deliveries", json=figures).json()["id"],
    }


def since(accesses: AccessLog, position: int) -> list[StoredAccess]:
    return [each for each in reversed(accesses.page(limit=1000)) if each.position > position]


def head(accesses: AccessLog) -> int:
    newest = accesses.page(limit=1)
    return newest[0].position if newest else 0


@pytest.fixture(scope="module")
def questions(document: dict[str, Any]) -> list[Operation]:
    return [operation for operation in operations_of(document) if operation.is_question]


def asked(client: httpx.Client, operation: Operation, ids: dict[str, str], **headers: str) -> httpx.Response:
    """About the first trajectory, or about many."""
    if operation.name == "get_delivery_difference":
        ids = {**ids, "delivery_id": ids["other_id"]}
    body = {"json": operation.given(operation.in_body, ids)} if operation.in_body else {}
    return client.request(operation.method, operation.at(ids), headers=headers, **body)


class TestEveryQuestion:
    def test_leaves_a_record_of_all_whom_its_answer_is_about(
        self,
        questions: list[Operation],
        server: Server,
        regisseur: httpx.Client,
        trajectories: list[str],
        ids: dict[str, str],
        accesses: AccessLog,
        subtests: pytest.Subtests,
    ) -> None:
        for operation in questions:
            name = operation.name
            with subtests.test(name):
                before = head(accesses)
                client = server.as_(*ASKED_BY[name]) if name in ASKED_BY else regisseur
                answer = asked(client, operation, ids, Purpose="Voorbereiding van de zitting")
                kept = since(accesses, before)

                assert [each.operation for each in kept] == [name], "It leaves no record: let it answer through `api.looking.shown`."
                assert kept[0].purpose == "Voorbereiding van de zitting"
                if name in NOT_THERE_YET:
                    assert (answer.status_code, kept[0].outcome) == (404, "not-found")
                    continue
                assert (answer.status_code, kept[0].outcome) == (200, "shown"), answer.text
                of_one = operation.about is About.ONE and not operation.is_list
                names_one = of_one or "erasure_id" in operation.in_path
                assert str(kept[0].sought) == (trajectories[0] if names_one else "None")
                assert kept[0].action == ("R" if of_one and name not in EXPORTS else "E")
                told = _told_of(answer, trajectories) or ({trajectories[0]} if of_one else set())
                if name == "get_delivered":  # CBS is told BSNs, and no ids
                    told = set(trajectories)
                assert told or name in ABOUT_NO_JEUGDIGE, "Nobody is in this answer: ask so that somebody is."
                assert {str(each) for each in kept[0].trajectories} == told

    def test_leaves_none_where_it_says_nothing_of_anybody(self, document: dict[str, Any], server: Server, accesses: AccessLog) -> None:
        before = head(accesses)
        for path in ("/locations", "/health/ready", "/metrics", "/log/checkpoint", "/log/key", "/access-log/checkpoint", "/openapi.json"):
            server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1").get(path)
        assert since(accesses, before) == []

    def test_of_one_case_is_asked_in_one_chapter(self, document: dict[str, Any]) -> None:
        for path, methods in document["paths"].items():
            for told in methods.values():
                assert set(told["tags"]) <= CHAPTERS, path
                if "{trajectory_id}" in path:
                    assert set(told["tags"]) <= {"ask", "record"}, path

    def test_takes_a_purpose(self, document: dict[str, Any], questions: list[Operation]) -> None:
        for operation in questions:
            told = document["paths"][operation.path][operation.method.lower()]
            assert "Purpose" in [each["name"] for each in told["parameters"]], operation


def _told_of(answer: httpx.Response, trajectories: list[str]) -> set[str]:
    """The trajectories whose ids stand in the answer."""
    return {each for each in trajectories if each in answer.text}


class TestWhatCannotBeRecorded:
    @pytest.fixture
    def broken(self, databases: Databases, ids: dict[str, str]) -> Iterator[None]:
        with psycopg.connect(databases.owner, autocommit=True) as conn:
            conn.execute("ALTER TABLE access.accesses RENAME TO elsewhere")
            yield
            conn.execute("ALTER TABLE access.elsewhere RENAME TO accesses")

    def test_no_question_is_answered(
        self,
        broken: None,
        questions: list[Operation],
        server: Server,
        regisseur: httpx.Client,
        officer: httpx.Client,
        trajectories: list[str],
        ids: dict[str, str],
    ) -> None:
        for operation in questions:
            for client in (regisseur, officer, server.as_(Role.ADMINISTRATOR, "regio", "beheer-1")):
                answer = asked(client, operation, ids)
                if answer.json()["type"] == "/problems/malformed":
                    continue  # judged by what was asked alone: there is nothing to record
                assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet"), operation
                assert not any(each in answer.text for each in trajectories)
                assert "items" not in answer.text

    def test_nor_is_a_recording_refused_with_what_is_there(self, broken: None, regisseur: httpx.Client, trajectories: list[str]) -> None:
        answer = regisseur.post(
            f"/trajectories/{trajectories[0]}/note-added", json={"occurred_on": "2024-03-01", "text": "x"}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 503
        assert "current_version" not in answer.json()

    def test_recording_goes_on(self, broken: None, regisseur: httpx.Client) -> None:
        assert regisseur.post("/trajectories", json=opening()).status_code == 201


class TestWhoAsked:
    def test_without_a_purpose_it_is_that_of_the_role(self, regisseur: httpx.Client, trajectories: list[str], accesses: AccessLog) -> None:
        regisseur.get(f"/trajectories/{trajectories[0]}")
        kept = accesses.page(limit=1)[0]
        assert kept.purpose == PURPOSES[Role.PROCESREGISSEUR]
        assert (kept.subject, kept.role, kept.organisation) == ("pr-heerlen-1", "procesregisseur", "GM0917")
        assert kept.address == "127.0.0.1"
        assert kept.words
        assert kept.began_at < kept.recorded_at

    @pytest.mark.parametrize("purpose", [b"Co\xc3\xb6rdinatie", b"Co\xf6rdinatie", "€".encode() * 200])
    def test_a_purpose_may_have_other_letters(
        self, regisseur: httpx.Client, trajectories: list[str], accesses: AccessLog, purpose: bytes
    ) -> None:
        assert regisseur.get(f"/trajectories/{trajectories[0]}", headers=[(b"Purpose", purpose)]).status_code == 200
        assert accesses.page(limit=1)[0].purpose in {"Coördinatie", "€" * 200}

    @pytest.mark.parametrize("purpose", [b"", b"x" * 201, b"a\tb", b"\xc2\x85", "a\u202eb".encode()])
    def test_one_that_cannot_be_kept_is_malformed(self, regisseur: httpx.Client, trajectories: list[str], purpose: bytes) -> None:
        answer = regisseur.get(f"/trajectories/{trajectories[0]}", headers=[(b"Purpose", purpose)])
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["parameter"] == "Purpose"

    @pytest.mark.parametrize("purpose", ["BSN 999900006", "9999.00.006", "zaak 1234 5678"])
    def test_one_with_a_number_that_may_be_somebodys_is_malformed(
        self, regisseur: httpx.Client, trajectories: list[str], accesses: AccessLog, purpose: str
    ) -> None:
        before = head(accesses)
        answer = regisseur.get(f"/trajectories/{trajectories[0]}", headers={"Purpose": purpose})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "Purpose")
        assert purpose not in answer.text
        assert since(accesses, before) == []
        # a number of a case that is no BSN is a purpose
        assert regisseur.get(f"/trajectories/{trajectories[0]}", headers={"Purpose": "Zaak 24-1234"}).status_code == 200

    def test_what_was_asked_is_kept_without_what_may_name_somebody(self, regisseur: httpx.Client, accesses: AccessLog) -> None:
        regisseur.get("/audit-trail", params={"recorded_by": "Tom Wit", "type": "admitted", "from": "2024-01-01", "limit": 7})
        kept = json.loads(accesses.page(limit=1)[0].parameters)
        assert kept == {"recorded_by": "given", "type": "admitted", "from": "2024-01-01", "limit": 7}

    def test_the_token_of_a_calendar_is_not_kept(self, server: Server, accesses: AccessLog) -> None:
        token = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1").post("/deadlines.ics/token").json()["token"]
        assert plain.get(f"{server.url}/deadlines.ics", params={"token": token}).status_code == 200
        kept = accesses.page(limit=1)[0]
        assert kept.operation == "get_calendar"
        assert not any(token[-40:] in str(value) for value in kept)


class TestAttempts:
    def test_what_may_not_be_seen_and_what_is_not_there_are_recorded_and_refused_alike(
        self, server: Server, trajectories: list[str], accesses: AccessLog
    ) -> None:
        stranger = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        told, kept = [], []
        for trajectory_id in (trajectories[0], str(uuid4())):
            answer = stranger.get(f"/trajectories/{trajectory_id}/events")
            told.append((answer.status_code, answer.content))
            kept.append(accesses.page(limit=1)[0])
            assert str(kept[-1].sought) == trajectory_id
        assert told[0] == told[1]
        assert {(each.outcome, *each.trajectories) for each in kept} == {("not-found",)}

    def test_a_duplicate_tells_who_may_see_it_where_the_jeugdige_is_and_that_is_a_search(
        self, server: Server, regisseur: httpx.Client, accesses: AccessLog
    ) -> None:
        body = opening()
        first = regisseur.post("/trajectories", json=body).json()["trajectory_id"]
        before = head(accesses)
        assert regisseur.post("/trajectories", json=body).json()["trajectory_id"] == first
        [kept] = since(accesses, before)
        assert (kept.action, kept.operation, [str(each) for each in kept.trajectories]) == ("E", "record_trajectory_opened", [first])

    def test_who_tries_a_bsn_elsewhere_is_told_no_trajectory_and_the_jeugdige_is_recorded(
        self, server: Server, regisseur: httpx.Client, officer: httpx.Client, accesses: AccessLog
    ) -> None:
        # given a jeugdige of Heerlen
        body = opening()
        first = regisseur.post("/trajectories", json=body).json()["trajectory_id"]
        # when somebody of Maastricht opens a trajectory with that BSN
        before = head(accesses)
        elsewhere = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        answer = elsewhere.post(
            "/trajectories", json=body | {"home_municipality": "0935"}, headers={"Purpose": "Aanmelding uit Maastricht"}
        )
        # then it is refused without a word of which trajectory it is
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/duplicate")
        assert first not in answer.text + str(answer.headers)
        # and whoever asks who looked at that jeugdige finds the attempt, with its purpose
        [kept] = since(accesses, before)
        assert ([str(each) for each in kept.trajectories], kept.outcome, kept.sought) == ([first], "refused", None)
        found = officer.get("/access-log", params={"trajectory_id": first, "subject": "pr-maastricht-1"}).json()["items"]
        assert [each["purpose"] for each in found] == ["Aanmelding uit Maastricht"]

    @pytest.mark.parametrize(
        ("sent", "kept_as"), [("Zitting van morgen", "Zitting van morgen"), ("x" * 201, PURPOSES[Role.PROCESREGISSEUR])]
    )
    def test_a_refused_recording_keeps_its_purpose_if_that_is_one(
        self, regisseur: httpx.Client, trajectories: list[str], accesses: AccessLog, sent: str, kept_as: str
    ) -> None:
        headers = {"If-Match": '"1"', "Purpose": sent}
        answer = regisseur.post(
            f"/trajectories/{trajectories[0]}/note-added", json={"occurred_on": "2024-03-01", "text": "x"}, headers=headers
        )
        assert answer.status_code == 412
        assert accesses.page(limit=1)[0].purpose == kept_as

    def test_a_refusal_with_findings_is_a_read_and_what_is_recorded_is_an_event(self, regisseur: httpx.Client, accesses: AccessLog) -> None:
        before = head(accesses)
        where = regisseur.post("/trajectories", json=opening()).headers["Location"]
        assert since(accesses, before) == []
        assert regisseur.post(f"{where}/admitted", json=admission(), headers={"If-Match": '"1"'}).status_code == 409
        (kept,) = since(accesses, before)
        assert (kept.outcome, kept.operation, kept.action) == ("refused", "record_admitted", "R")
        assert [str(each) for each in kept.trajectories] == [where.removeprefix("/trajectories/")]

    def test_every_kind_of_recording_leaves_its_attempt(self, server: Server, accesses: AccessLog) -> None:
        stranger = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        before = head(accesses)
        for kind in recordable():
            stranger.post(f"/trajectories/{uuid4()}/{kind.event_type}", json={}, headers={"If-Match": '"1"'})
        assert len(since(accesses, before)) == len([*recordable()])


class TestTheAccessLog:
    def test_the_privacy_officer_sees_who_looked_at_a_trajectory_newest_first(
        self, regisseur: httpx.Client, officer: httpx.Client, trajectories: list[str]
    ) -> None:
        regisseur.get(f"/trajectories/{trajectories[1]}", headers={"Purpose": "Zitting van morgen"})
        items = officer.get("/access-log", params={"trajectory_id": trajectories[1]}).json()["items"]
        assert items[0]["purpose"] == "Zitting van morgen"
        assert items[0]["looked_by"] == {"subject": "pr-heerlen-1", "role": "procesregisseur", "organisation": "GM0917"}
        assert all(trajectories[1] in [*each["trajectories"], each["sought"]] for each in items)
        positions = [each["position"] for each in items]
        assert positions == sorted(positions, reverse=True)

    def test_page_by_page_it_is_the_same_as_at_once(self, regisseur: httpx.Client, officer: httpx.Client, trajectories: list[str]) -> None:
        for _ in range(6):
            regisseur.get(f"/trajectories/{trajectories[0]}")
        asked = {"subject": "pr-heerlen-1", "trajectory_id": trajectories[0]}
        whole = officer.get("/access-log", params=asked | {"limit": 1000}).json()["items"]
        assert len(whole) > 5
        found, answer = [], officer.get("/access-log", params=asked | {"limit": 2})
        while True:
            found += answer.json()["items"]
            if answer.json()["next"] is None:
                break
            answer = officer.get(answer.links["next"]["url"])
        assert found == whole

    def test_reading_it_is_looking(
        self, regisseur: httpx.Client, officer: httpx.Client, trajectories: list[str], accesses: AccessLog
    ) -> None:
        regisseur.get(f"/trajectories/{trajectories[0]}")
        officer.get("/access-log", params={"trajectory_id": trajectories[0], "limit": 1000})
        kept = accesses.page(limit=1)[0]
        assert (kept.operation, kept.subject, str(kept.sought)) == ("list_accesses", "fg-1", trajectories[0])
        assert trajectories[0] in map(str, kept.trajectories)

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRIVACY_OFFICER])
    def test_nobody_else_does_and_the_attempt_is_recorded(self, server: Server, accesses: AccessLog, role: Role) -> None:
        assert server.as_(role, "GM0917", "nieuwsgierig").get("/access-log").status_code == 403
        kept = accesses.page(limit=1)[0]
        assert (kept.subject, kept.role, kept.outcome, kept.trajectories) == ("nieuwsgierig", role.value, "forbidden", [])

    @pytest.mark.parametrize(
        "parameters",
        [
            {"cursor": "x"},
            {"cursor": "WyJhY2Nlc3MtbG9nIiwxZTk5XQ"},
            {"cursor": "WyJhY2Nlc3MtbG9nIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTld"},
            {"cursor": "WyJhY2Nlc3MtbG9nIiwtMV0"},
            {"limit": 1001},
            {"trajectory": "x"},
        ],
    )
    def test_what_is_not_well_formed_is_refused(self, officer: httpx.Client, parameters: dict[str, Any]) -> None:
        assert officer.get("/access-log", params=parameters).status_code == 422

    def test_as_fhir_it_is_the_same(self, server: Server, officer: httpx.Client, regisseur: httpx.Client, trajectories: list[str]) -> None:
        server.as_(Role.PROVIDER, "xonar", "xonar-1").get(f"/trajectories/{trajectories[0]}")
        regisseur.get("/trajectories", params={"status": "open"})
        officer.get("/access-log")
        asked = {"to": "2099-01-01", "limit": 3}
        plain = officer.get("/access-log", params=asked)
        answer = officer.get("/access-log", params=asked, headers={"Accept": "application/fhir+json"})
        assert answer.headers["content-type"] == "application/fhir+json"
        bundle = Bundle.model_validate_json(answer.content)
        assert [link.relation for link in bundle.link] == ["self", "next"]
        for entry in answer.json()["entry"]:
            event = AuditEvent.model_validate(entry["resource"])
            assert event.outcome in {"0", "4"}
            assert all(not (entity.name and entity.query) for entity in event.entity), "sev-1"
        shown = [re.findall(r"urn:uuid:([0-9a-f-]{36})", json.dumps(e["resource"]["entity"])) for e in answer.json()["entry"]]
        # The plain question was itself recorded before the other was asked.
        items = plain.json()["items"][:2]
        assert [entry["resource"]["id"] for entry in answer.json()["entry"]][1:] == [each["access_id"] for each in items]
        for item, ids in zip(items, shown[1:], strict=True):
            assert set(ids) == {each for each in [*item["trajectories"], item["sought"]] if each}

    def test_its_checkpoint_is_for_everybody_and_of_a_name_of_its_own(self, server: Server, officer: httpx.Client) -> None:
        officer.get("/access-log")
        key = VerifierKey.parse(plain.get(f"{server.url}/log/key").text.strip())
        note = Note.parse(plain.get(f"{server.url}/access-log/checkpoint").content)
        checkpoint = Checkpoint.parse(note.text)
        assert checkpoint.origin == f"{key.name}/access"
        assert note.verified([VerifierKey(checkpoint.origin, key.public)])
        assert checkpoint.size > 0
