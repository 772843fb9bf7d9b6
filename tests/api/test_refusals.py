"""Every way in which a request is refused: with its problem, in its turn, and without repeating what came in."""

import base64
import socket
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.codes import Role
from tests import plain
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

SECRET = "Geheim-Wit-999900006"


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture
def opened(regisseur: httpx.Client) -> str:
    """The path of a new trajectory, at version 1."""
    answer = regisseur.post("/trajectories", json=opening())
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def record(client: httpx.Client, path: str, body: Any, version: int = 1, headers: dict[str, str] | None = None) -> httpx.Response:
    return client.post(path, json=body, headers={"If-Match": f'"{version}"'} | (headers or {}))


def is_problem(answer: httpx.Response, status: int, name: str) -> dict[str, Any]:
    """The problem, which must be this one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["type"].rsplit("/", 1)[-1] == name
    assert problem["status"] == status
    assert problem["title"]
    return problem


NOTE = {"occurred_on": "2024-02-01", "text": "Gebeld."}


# Versions and keys


def test_two_who_read_the_same_version_cannot_both_record(regisseur: httpx.Client, opened: str) -> None:
    assert record(regisseur, f"{opened}/note-added", NOTE).status_code == 201

    late = record(regisseur, f"{opened}/note-added", NOTE)

    assert is_problem(late, 412, "version-stale")["current_version"] == 2


@pytest.mark.parametrize("if_match", ["1", 'W/"1"', "*", '"01"', '"1", "2"', '"2"', '"x"', '"99999999999999999999"'])
def test_only_the_strong_form_of_the_newest_version_passes(regisseur: httpx.Client, opened: str, if_match: str) -> None:
    answer = regisseur.post(f"{opened}/note-added", json=NOTE, headers={"If-Match": if_match})

    is_problem(answer, 412, "version-stale")


def test_without_a_version_nothing_is_recorded(regisseur: httpx.Client, opened: str) -> None:
    is_problem(regisseur.post(f"{opened}/note-added", json=NOTE), 428, "version-missing")


def test_one_key_records_once_and_answers_the_same(regisseur: httpx.Client, opened: str) -> None:
    key = {"Idempotency-Key": str(uuid4())}

    first = record(regisseur, f"{opened}/note-added", NOTE, headers=key)
    again = record(regisseur, f"{opened}/note-added", NOTE, headers=key)
    other = record(regisseur, f"{opened}/note-added", NOTE | {"text": "Anders."}, headers=key)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert [first.headers[name] for name in ("ETag", "Position", "Location")] == [
        again.headers[name] for name in ("ETag", "Position", "Location")
    ]
    is_problem(other, 422, "idempotency-mismatch")
    assert regisseur.get(opened).json()["version"] == 2


def test_an_opening_takes_a_key_too(regisseur: httpx.Client) -> None:
    body, key = opening(), {"Idempotency-Key": str(uuid4())}

    first, again = (regisseur.post("/trajectories", json=body, headers=key) for _ in range(2))

    assert first.json() == again.json()


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there", "é"])
def test_a_key_is_one_line_of_printable_ascii(regisseur: httpx.Client, opened: str, key: str) -> None:
    headers = {b"If-Match": b'"1"', b"Idempotency-Key": key.encode("latin-1")}

    answer = regisseur.post(f"{opened}/note-added", json=NOTE, headers=headers)

    is_problem(answer, 422, "malformed")


# Judgement


def test_a_breach_is_stopped_once_and_passes_when_it_is_named(regisseur: httpx.Client, opened: str) -> None:
    stopped = record(regisseur, f"{opened}/admitted", admission())
    findings = is_problem(stopped, 409, "would-breach")["findings"]
    assert [finding["rule"] for finding in findings] == ["L1"]

    passed = record(regisseur, f"{opened}/admitted", admission(despite={"rules": ["L1"], "reason": "Telefonisch beslist."}))

    assert passed.status_code == 201
    assert "L1" in [finding["rule"] for finding in passed.json()["findings"]]


def test_the_impossible_is_refused_with_its_rule(regisseur: httpx.Client, opened: str) -> None:
    before_birth = record(regisseur, f"{opened}/note-added", NOTE | {"occurred_on": "2001-01-01"})
    nowhere = record(regisseur, f"{opened}/admitted", admission(location="luchtkasteel"))
    nothing = record(regisseur, f"{opened}/discharged", {"occurred_on": "2024-03-01", "destination": "home"})

    assert is_problem(before_birth, 422, "impossible")["rule"] == "I-date"
    assert is_problem(nowhere, 422, "impossible")["rule"] == "I-code"
    assert is_problem(nothing, 422, "impossible")["rule"] == "I-order"


def test_nobody_is_opened_twice(regisseur: httpx.Client, server: Server) -> None:
    body = opening()
    first = regisseur.post("/trajectories", json=body).json()["trajectory_id"]

    twice = is_problem(regisseur.post("/trajectories", json=body), 409, "duplicate")
    elsewhere = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
    hidden = is_problem(elsewhere.post("/trajectories", json=body | {"home_municipality": "0935"}), 409, "duplicate")

    assert twice["trajectory_id"] == first
    assert "trajectory_id" not in hidden


def test_a_role_records_its_own_kinds_only(server: Server, regisseur: httpx.Client, opened: str) -> None:
    auditor = server.auditor()

    is_problem(record(auditor, f"{opened}/note-added", NOTE), 403, "forbidden")
    is_problem(regisseur.post("/trajectories", json=opening(home_municipality="0935")), 403, "forbidden")


# Form


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"occurred_on": "2024-02-30", "text": "x"}, "/occurred_on"),
        ({"occurred_on": "9999-01-01", "text": "x"}, "/occurred_on"),
        ({"occurred_on": 20240201, "text": "x"}, "/occurred_on"),
        ({"occurred_on": "2024-02-01", "text": ""}, "/text"),
        ({"occurred_on": "2024-02-01", "text": 7}, "/text"),
        ({"occurred_on": "2024-02-01", "text": {"sealed": True}}, "/text"),
        ({"occurred_on": "2024-02-01", "text": {"erased": True}}, "/text"),
        ({"occurred_on": "2024-02-01", "text": "x", "occurred_at": "12:00:00Z"}, "/occurred_at"),
        ({"occurred_on": "2024-02-01", "text": "x", "despite": {"rules": [], "reason": "x"}}, "/despite/rules"),
        ({"occurred_on": "2024-02-01", "text": "x", "version": 3}, "/version"),
        ({"occurred_on": "2024-02-01", "text": "x", "actor": {"subject": "somebody"}}, "/actor"),
        ({"occurred_on": "2024-02-01"}, "/text"),
    ],
)
def test_each_malformed_field_is_named(regisseur: httpx.Client, opened: str, body: dict[str, Any], pointer: str) -> None:
    problem = is_problem(record(regisseur, f"{opened}/note-added", body), 422, "malformed")

    assert pointer in [error["pointer"] for error in problem["errors"]]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"NaN",
        b'{"occurred_on": NaN, "text": "x"}',
        b"[" * 50_000,
        b'{"a":' * 9_000,
        b"\xff\xfe",
        b'{"occurred_on": "2024-02-01", "text": "\\ud800"}',
        b'{"occurred_on": "2024-02-01", "text": "\\u0000"}',
        b'{"occurred_on": "2024-02-01", "text": ' + b"9" * 50_000 + b"}",
        b'{"occurred_on": 1e400, "text": "x"}',
        "\ufeff{}".encode(),
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_is_no_json_object_of_this_shape_is_malformed(regisseur: httpx.Client, opened: str, body: bytes) -> None:
    headers = {"If-Match": '"1"', "Content-Type": "application/json"}

    is_problem(regisseur.post(f"{opened}/note-added", content=body, headers=headers), 422, "malformed")


def test_no_refusal_repeats_a_value_that_came_in(regisseur: httpx.Client, opened: str) -> None:
    bad_identity = {"bsn": SECRET, "surname": SECRET, "born_on": SECRET, "postcode": SECRET, "no_bsn_reason": SECRET}
    answers = [
        regisseur.post("/trajectories", json=opening(identity=bad_identity, gender=SECRET, home_municipality=SECRET)),
        regisseur.post("/trajectories", json=opening(identity={"bsn": SECRET})),
        record(regisseur, f"{opened}/note-added", {"occurred_on": SECRET, "text": {"x": SECRET}, "certainty": SECRET}),
        record(
            regisseur,
            f"{opened}/corrected",
            {"occurred_on": "2024-02-01", "target_version": 1, "data": {"gender": SECRET}, "reason": SECRET},
        ),
        record(regisseur, f"{opened}/{SECRET}", NOTE),
        regisseur.get(f"/trajectories/{SECRET}"),
        regisseur.get("/trajectories", params={"setting": SECRET, "limit": SECRET, "municipality": SECRET, "cursor": SECRET, SECRET: "1"}),
        regisseur.get("/placements", params={"on": SECRET, "known_at": SECRET}),
        regisseur.get("/audit-trail", params={"trajectory_id": SECRET, "type": SECRET, "from": SECRET}),
    ]

    for answer in answers:
        assert 400 <= answer.status_code < 500
        assert SECRET not in answer.text
        assert SECRET not in str(answer.headers)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/json; charset=utf-16", ""]
)
def test_only_json_is_taken(regisseur: httpx.Client, opened: str, content_type: str) -> None:
    headers = {"If-Match": '"1"', "Content-Type": content_type}

    is_problem(regisseur.post(f"{opened}/note-added", content=b"{}", headers=headers), 415, "unsupported-media-type")


def test_a_body_that_does_not_say_what_it_is_is_not_taken(regisseur: httpx.Client, opened: str) -> None:
    is_problem(regisseur.post(f"{opened}/note-added", content=b"{}", headers={"If-Match": '"1"'}), 415, "unsupported-media-type")


def test_a_compressed_body_is_not_taken(regisseur: httpx.Client, opened: str) -> None:
    headers = {"If-Match": '"1"', "Content-Type": "application/json", "Content-Encoding": "gzip"}

    is_problem(regisseur.post(f"{opened}/note-added", content=b"{}", headers=headers), 415, "unsupported-media-type")


def test_sixty_thousand_bytes_are_taken_and_one_more_is_not(regisseur: httpx.Client, opened: str) -> None:
    def padded(size: int) -> bytes:
        start, end = b'{"occurred_on": "2024-02-01", "text": "', b'"}'
        body = start + b"x" * 19_000 + end
        return body + b" " * (size - len(body))

    headers = {"If-Match": '"1"', "Content-Type": "application/json"}

    is_problem(regisseur.post(f"{opened}/note-added", content=padded(60_001), headers=headers), 413, "too-large")
    assert regisseur.post(f"{opened}/note-added", content=padded(60_000), headers=headers).status_code == 201


def test_a_body_without_end_is_refused_before_its_end(server: Server, regisseur: httpx.Client, opened: str) -> None:
    host, port = server.address
    head = (
        f"POST {opened}/note-added HTTP/1.1\r\nHost: api\r\nAuthorization: {regisseur.headers['Authorization']}\r\n"
        'If-Match: "1"\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
    )
    with socket.create_connection((host, port), timeout=60) as wire:
        wire.sendall(head.encode())
        for _ in range(61):
            wire.sendall(b"3e8\r\n" + b"x" * 1000 + b"\r\n")

        answer = wire.recv(4096)  # the last chunk was never sent

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer


# Who, and where


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer x", "Basic cHI6cHI=", "bearer a.b.c", "Bearer " + "x" * 8000])
def test_without_a_good_token_nothing_is_answered(server: Server, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    for path in ("/trajectories", "/placements", "/audit-trail", "/locations", f"/trajectories/{uuid4()}", "/trajectories/x"):
        answer = plain.get(server.url + path, headers=headers)
        is_problem(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics", "/openapi.json", "/docs", "/problems/malformed"])
def test_how_it_runs_and_what_it_offers_needs_no_token(server: Server, path: str) -> None:
    answer = plain.get(server.url + path)

    assert answer.status_code == 200, answer.text
    assert answer.content


@pytest.mark.parametrize(
    "trajectory_id", ["x", "1", "0190", "%00", "..%2F", "urn:uuid:01900000-0000-7000-8000-000000000001", "é", "'; DROP TABLE events; --"]
)
def test_an_id_that_is_no_uuid_is_the_id_of_nothing(regisseur: httpx.Client, trajectory_id: str) -> None:
    is_problem(regisseur.get(f"/trajectories/{trajectory_id}"), 404, "not-found")
    is_problem(record(regisseur, f"/trajectories/{trajectory_id}/note-added", NOTE), 404, "not-found")


def test_who_may_not_see_a_trajectory_gets_the_answer_of_one_that_does_not_exist(server: Server, opened: str) -> None:
    elsewhere = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")

    def answers(path: str) -> Iterator[tuple[int, str]]:
        for answer in (
            elsewhere.get(path),
            elsewhere.get(f"{path}/events"),
            elsewhere.get(f"{path}/legal-cover"),
            record(elsewhere, f"{path}/note-added", NOTE),
        ):
            yield answer.status_code, answer.text

    assert list(answers(opened)) == list(answers(f"/trajectories/{uuid4()}"))
    assert {status for status, _ in answers(opened)} == {404}


def test_the_register_cannot_be_reached_as_a_trajectory(regisseur: httpx.Client) -> None:
    register = "/trajectories/00000000-0000-8000-8000-726567697374"

    is_problem(regisseur.get(register), 404, "not-found")
    is_problem(record(regisseur, f"{register}/note-added", NOTE), 404, "not-found")
    is_problem(record(regisseur, f"{register}/location-opened", {"occurred_on": "2024-01-01"}), 404, "not-found")


def test_there_is_nothing_at_an_unknown_path(regisseur: httpx.Client) -> None:
    for path in ("/", "/nothing", "/trajectories/", f"/trajectories/{uuid4()}/", f"/trajectories/{uuid4()}/nothing"):
        is_problem(regisseur.get(path), 404, "not-found")
        is_problem(regisseur.post(path, json=NOTE), 404, "not-found")


def test_a_wrong_method_says_which_are_right(regisseur: httpx.Client) -> None:
    def allowed(method: str, path: str) -> set[str]:
        answer = regisseur.request(method, path)
        is_problem(answer, 405, "method-not-allowed")
        return set(answer.headers["Allow"].split(", "))

    assert allowed("DELETE", "/trajectories") == {"GET", "HEAD", "POST"}
    assert allowed("PUT", f"/trajectories/{uuid4()}") == {"GET", "HEAD"}
    assert allowed("GET", f"/trajectories/{uuid4()}/note-added") == {"POST"}
    assert allowed("PATCH", "/health/ready") == {"GET", "HEAD"}
    assert allowed("OPTIONS", "/trajectories") == {"GET", "HEAD", "POST"}


def test_head_answers_as_get_without_the_body(regisseur: httpx.Client, opened: str) -> None:
    head, get = regisseur.head(opened), regisseur.get(opened)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"] == '"1"'


# The order of judging


def test_refusals_come_in_the_order_of_the_contract(server: Server, regisseur: httpx.Client, opened: str) -> None:
    bad, good = b"{", {"Content-Type": "application/json"}
    unknown, note = f"/trajectories/{uuid4()}/note-added", f"{opened}/note-added"
    key = {"Idempotency-Key": str(uuid4())}
    assert record(regisseur, note, NOTE, headers=key).status_code == 201

    is_problem(plain.post(server.url + unknown, content=bad, headers=good), 401, "unauthenticated")
    is_problem(regisseur.post(unknown, content=bad, headers=good), 404, "not-found")
    is_problem(regisseur.post(note, content=bad, headers=good | key), 422, "idempotency-mismatch")
    is_problem(regisseur.post(note, content=bad, headers=good), 428, "version-missing")
    is_problem(regisseur.post(note, content=bad, headers=good | {"If-Match": '"1"'}), 412, "version-stale")
    is_problem(regisseur.post(note, content=bad, headers=good | {"If-Match": '"2"'}), 422, "malformed")
    impossible_and_a_breach = admission(occurred_on="2001-01-01")
    is_problem(record(regisseur, f"{opened}/admitted", impossible_and_a_breach, 2), 422, "impossible")
    is_problem(record(regisseur, f"{opened}/admitted", admission(), 2), 409, "would-breach")


# Questions


def forged(key: str) -> str:
    """A cursor with such a key in it."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/placements", '["placements",Infinity,"01900000-0000-7000-8000-000000000001","x"]'),
        ("/placements", '["placements",NaN,"01900000-0000-7000-8000-000000000001","x"]'),
        ("/placements", '["placements",1,"01900000-0000-7000-8000-000000000001","\\ud800"]'),
        ("/placements", '["placements",1,{},"x"]'),
        ("/placements", '["audit-trail",1]'),
        ("/audit-trail", '["audit-trail",1e400]'),
        ("/audit-trail", '["audit-trail",[1]]'),
        ("/trajectories", '["worklist",5]'),
        ("/locations", '["locations",5]'),
    ],
)
def test_a_forged_cursor_is_refused(regisseur: httpx.Client, path: str, key: str) -> None:
    is_problem(regisseur.get(path, params={"cursor": forged(key)}), 422, "malformed")


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/trajectories", {"limit": "0"}),
        ("/trajectories", {"limit": "1001"}),
        ("/trajectories", {"limit": "-1"}),
        ("/trajectories", {"limit": "1e2"}),
        ("/trajectories", {"limit": "١"}),
        ("/trajectories", {"limit": ""}),
        ("/trajectories", {"setting": "paleis"}),
        ("/trajectories", {"status": "half"}),
        ("/trajectories", {"municipality": "917"}),
        ("/trajectories", {"procesregisseur": "a\x00b"}),
        ("/trajectories", {"min_position": "-1"}),
        ("/trajectories", {"min_position": "9" * 30}),
        ("/trajectories", {"no_such_filter": "1"}),
        ("/trajectories", {"cursor": "x"}),
        ("/trajectories", {"cursor": "bnVsbA"}),
        ("/trajectories", {"cursor": "WzEsMl0"}),
        ("/trajectories", {"cursor": "W10"}),
        ("/trajectories", {"cursor": "W251bGwsbnVsbF0"}),
        ("/trajectories", {"cursor": "' OR 1=1 --"}),
        ("/audit-trail", {"cursor": "W251bGwsbnVsbF0"}),
        ("/audit-trail", {"cursor": "Wy0xXQ"}),
        ("/audit-trail", {"type": "location-painted"}),
        ("/audit-trail", {"trajectory_id": "x"}),
        ("/audit-trail", {"recorded_by": "x" * 201}),
        ("/audit-trail", {"from": "yesterday"}),
        ("/placements", {"on": "2025-02-30"}),
        ("/placements", {"on": "1740009600"}),
        ("/placements", {"on": "2025-02-20T00:00:00"}),
        ("/placements", {"on": "0001-01-01"}),
        ("/placements", {"cursor": "W251bGwsbnVsbF0"}),
        ("/placements", {"known_at": "2025-01-01T00:00:00"}),
        ("/placements", {"known_at": "2025-01-01"}),
        ("/placements", {"known_at": "2999-01-01T00:00:00Z"}),
        ("/placements", {"known_at": "9999-12-31T23:59:59-14:00"}),
        ("/placements", {"known_at": "0001-01-01T00:00:00+14:00"}),
        ("/placements", {"known_at": "2025-01-01T00:00:00+99:00"}),
        ("/locations", {"on": "2025-13-01"}),
        ("/locations", {"cursor": "W251bGwsbnVsbF0"}),
    ],
)
def test_a_malformed_question_is_refused(regisseur: httpx.Client, path: str, parameters: dict[str, str]) -> None:
    is_problem(regisseur.get(path, params=parameters), 422, "malformed")


@pytest.mark.parametrize(
    "parameters", [{"known_at": "2025-01-01T00:00:00"}, {"known_at": "2999-01-01T00:00:00Z"}, {"valid_on": "9999-01-01"}, {"limit": "1"}]
)
def test_a_malformed_question_about_one_case_is_refused(regisseur: httpx.Client, opened: str, parameters: dict[str, str]) -> None:
    is_problem(regisseur.get(opened, params=parameters), 422, "malformed")


def test_a_plus_that_nobody_escaped_is_still_an_offset(server: Server, regisseur: httpx.Client) -> None:
    for moment in ("2024-01-01T01:00:00+01:00", "2024-01-01T01:00:00%2B01:00", "2024-01-01T00:00:00Z"):
        answer = regisseur.get(httpx.URL(f"{server.url}/placements?on=2024-01-01&known_at={moment}"))
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", ["known_at", "at_position", "valid_on", "on"])
@pytest.mark.parametrize(("path", "instead"), [("/trajectories", "/placements"), ("/audit-trail", "/events")])
def test_who_asks_a_list_of_now_for_another_time_is_told_where_to_ask(regisseur: httpx.Client, path: str, instead: str, name: str) -> None:
    (error,) = is_problem(regisseur.get(path, params={name: "1"}), 422, "malformed")["errors"]

    assert error["parameter"] == name
    assert instead in error["message"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("role", "path"),
    [
        *((Role.PROCESREGISSEUR, path) for path in ("/placements", "/trajectories", "/audit-trail", "/locations")),
        *((Role.PRIVACY_OFFICER, path) for path in ("/erasures", "/assignments", "/deputies")),
        (Role.ADMINISTRATOR, "/register"),
        (Role.REPORTER, "/deliveries"),
        (Role.INTEGRATION, "/feed"),
    ],
)
def test_a_position_that_is_not_reached_in_time_is_not_yet_whatever_is_asked(server: Server, role: Role, path: str) -> None:
    answer = server.as_(role, "GM0917", "vraagt-1").get(path, params={"min_position": "999999999999"})

    is_problem(answer, 503, "not-yet")
    assert int(answer.headers["Retry-After"]) >= 1


def test_answers_about_persons_are_kept_nowhere(regisseur: httpx.Client, opened: str) -> None:
    for answer in (
        regisseur.get(opened),
        regisseur.get("/placements"),
        record(regisseur, f"{opened}/title-granted", machtiging()),
        regisseur.get("/nothing"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_purpose_may_be_given(regisseur: httpx.Client, opened: str) -> None:
    assert regisseur.get(opened, headers={"Purpose": "court hearing"}).status_code == 200
