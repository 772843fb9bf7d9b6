"""A few whole walks: what a procesregisseur and an auditor do, over HTTP, on a server of its own."""

import threading
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from domain.codes import Role
from jeugdspoor.embedded import Embedded
from tests import plain
from tests.serving.conftest import PATIENT, Server, command, until


def place(server: Server, setting: str) -> dict[str, str]:
    found = server.client.get("/locations", params={"setting": setting}).json()["items"][0]
    return {"setting": setting, "provider": found["provider"], "location": found["location"]}


def walked(server: Server) -> tuple[str, int]:
    """From referral to discharge; the trajectory and its version."""
    trajectory_id = server.opened()
    referral = {"referrer": "gi", "requested_setting": "gesloten", "urgency": "regulier", "civil_basis": ["ots"], "question": "Veiligheid"}
    advice = {"setting": "gesloten", "alternatives": [{"setting": "leefhuis", "why_not": "Te open"}], "expected_days": 120}
    steps = [
        ("referral-received", "2025-01-12", referral),
        ("procesregisseur-assigned", "2025-01-12", {"subject": "pr-heerlen-1"}),
        ("team-review-held", "2025-01-20", {"team": "idt", "youth": "present", "advice": advice, "motivation": "Nodig"}),
        ("voice-recorded", "2025-01-20", {"about": "review", "form": "own_words", "agrees": "partly", "summary": "Dicht bij oma"}),
        ("title-granted", "2025-02-01", {"kind": "machtiging", "valid_from": "2025-02-03", "valid_until": "2025-08-03"}),
        ("admitted", "2025-02-03", {**place(server, "gesloten"), "expected_until": "2025-06-03", "told_to_youth": True}),
        ("leave-granted", "2025-04-01", {"until": "2025-04-03", "conditions": "Bij oma"}),
        ("leave-ended", "2025-04-03", {}),
        ("ready-to-leave", "2025-05-01", {"needed_setting": "leefhuis", "blocked_by": "no_place"}),
        ("stepped-down", "2025-06-01", {**place(server, "leefhuis"), "reason": "lighter_possible", "told_on": "2025-05-20"}),
        ("stepped-down", "2025-12-01", {"setting": "ambulant", "provider": place(server, "leefhuis")["provider"]}),
        ("help-ended", "2026-02-01", {"reason": "31"}),
        ("trajectory-closed", "2026-02-02", {"reason": "Alles goed"}),
    ]
    for version, (kind, day, body) in enumerate(steps, start=1):
        answer = server.record(trajectory_id, kind, version, occurred_on=day, **body)
        assert answer.status_code == 201, (kind, answer.text)
    return trajectory_id, len(steps) + 1


_READERS = ("auditor", "privacy_officer")


def test_a_trajectory_from_referral_to_closing(server: Server) -> None:
    trajectory_id, version = walked(server)
    # the situation on any day
    inside = server.client.get(f"/trajectories/{trajectory_id}", params={"valid_on": "2025-03-01"}).json()
    assert (inside["stay"]["setting"], inside["age"], inside["procesregisseur"], inside["moves"]) == ("gesloten", 16, "pr-heerlen-1", 0)
    assert [title["status"] for title in inside["titles"]] == ["running"]
    assert [deadline["due_on"] for deadline in inside["deadlines"] if deadline["kind"] == "title-expiry"] == ["2025-08-03"]
    assert inside["identity"]["surname"] == "Wit"
    assert "born_on" not in str(inside)
    later = server.client.get(f"/trajectories/{trajectory_id}", params={"valid_on": "2025-07-01"}).json()
    assert (later["stay"]["setting"], later["moves"]) == ("leefhuis", 1)
    closed = server.client.get(f"/trajectories/{trajectory_id}").json()
    assert (closed["status"], closed["stay"], closed["version"]) == ("closed", None, version)
    # its closed nights
    cover = server.client.get(f"/trajectories/{trajectory_id}/legal-cover").json()["items"]
    assert [(item["from"], item["until"]) for item in cover] == [("2025-02-03", "2025-06-01")]
    # who was where
    where = {"on": "2025-03-01", "min_position": closed["position"]}
    assert until(PATIENT, lambda: server.client.get("/placements", params=where).status_code == 200)
    items = server.client.get("/placements", params=where).json()["items"]
    (placement,) = (item for item in items if item["trajectory_id"] == trajectory_id)
    assert (placement["setting"], placement["title_valid_until"]) == ("gesloten", "2025-08-03")
    # and the trail of every step, for an auditor to whom the privacy officer opened it
    signed = {role: server.signed(role, "rekenkamer") for role in (Role.AUDITOR, Role.PRIVACY_OFFICER)}
    assigned = {"subject": "demo", "scope": [trajectory_id], "from": "2025-01-01", "until": "2100-01-01", "purpose": "onderzoek"}
    assert plain.post(f"{server.url}/assignments", json=assigned, headers=signed[Role.PRIVACY_OFFICER]).status_code == 201
    trail = plain.get(f"{server.url}/audit-trail", params={"trajectory_id": trajectory_id}, headers=signed[Role.AUDITOR]).json()
    assert [item["version"] for item in trail["items"]] == list(range(1, version + 1))
    assert trail["items"][6]["summary"].startswith("Opgenomen: gesloten")
    assert "Bij oma" not in str(trail)


def test_what_was_known_stays_the_same_whatever_is_recorded_later(server: Server) -> None:
    trajectory_id, version = walked(server)
    known_at = datetime.now(UTC).isoformat()
    asked = {"known_at": known_at, "valid_on": "2025-03-01"}
    before = server.client.get(f"/trajectories/{trajectory_id}", params=asked).json()
    placed = {"known_at": known_at, "on": "2025-03-01", "limit": 1000}
    placements = server.client.get("/placements", params=placed).json()
    # when the past is rewritten
    correction = {"occurred_on": "2026-03-01", "target_version": 7, "data": {"occurred_on": "2025-03-05"}, "reason": "Andere dag"}
    assert server.record(trajectory_id, "corrected", version, **correction).status_code == 201
    void = {"occurred_on": "2026-03-01", "target_version": 5, "reason": "Ander kind"}
    assert server.record(trajectory_id, "voided", version + 1, **void).status_code == 201
    # then the same question has the same answer, and the newest another
    assert server.client.get(f"/trajectories/{trajectory_id}", params=asked).json() == before
    assert server.client.get("/placements", params=placed).json() == placements
    now = server.client.get(f"/trajectories/{trajectory_id}", params={"valid_on": "2025-03-01"}).json()
    assert now["stay"] is None


@pytest.mark.parametrize("path", ["", "/events", "/legal-cover"])
def test_a_question_waits_for_the_position_that_it_names(server: Server, path: str) -> None:
    trajectory_id = server.opened()
    head = server.client.get(f"/trajectories/{trajectory_id}").json()["position"]
    later = threading.Timer(0.3, server.record, (trajectory_id, "note-added", 1), {"occurred_on": "2025-02-01", "text": "Daar"})
    later.start()
    answer = server.client.get(f"/trajectories/{trajectory_id}{path}", params={"min_position": head + 1})
    later.join()
    assert answer.status_code == 200
    never = server.client.get(f"/trajectories/{trajectory_id}{path}", params={"min_position": head + 1000})
    assert (never.status_code, never.headers["retry-after"]) == (503, "1")


def test_of_two_clients_on_one_version_one_wins(server: Server) -> None:
    trajectory_id = server.opened()
    first = server.record(trajectory_id, "note-added", 1, occurred_on="2025-02-01", text="Eerste")
    second = server.record(trajectory_id, "note-added", 1, occurred_on="2025-02-01", text="Tweede")
    assert (first.status_code, second.status_code) == (201, 412)
    assert second.json()["current_version"] == 2
    assert second.headers["content-type"] == "application/problem+json"


def test_a_moment_in_the_future_or_without_offset_is_refused(server: Server) -> None:
    trajectory_id = server.opened()
    for moment in ("2999-01-01T00:00:00Z", "2025-01-01T00:00:00"):
        answer = server.client.get(f"/trajectories/{trajectory_id}", params={"known_at": moment})
        assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (422, "malformed")


def test_before_the_opening_there_is_nothing(server: Server) -> None:
    before = datetime.now(UTC).isoformat()
    trajectory_id = server.opened()
    assert server.client.get(f"/trajectories/{trajectory_id}", params={"known_at": before}).status_code == 404
    assert server.client.get(f"/trajectories/{trajectory_id}", params={"valid_on": "2025-01-09"}).status_code == 404


def test_who_may_not_see_a_trajectory_gets_the_answer_of_one_that_does_not_exist(server: Server) -> None:
    trajectory_id = server.opened()
    with plain.Client(base_url=server.url, headers=server.signed(Role.PROCESREGISSEUR, "GM0935")) as maastricht:
        hidden = maastricht.get(f"/trajectories/{trajectory_id}")
        missing = maastricht.get("/trajectories/01900000-0000-7000-8000-000000000000")
        assert (hidden.status_code, hidden.json()) == (404, missing.json())
        assert maastricht.get("/trajectories").json()["items"] == []


def test_a_row_that_was_changed_behind_its_back_is_found_and_mended(server: Server) -> None:
    trajectory_id, _ = walked(server)
    position = server.client.get(f"/trajectories/{trajectory_id}").json()["position"]
    assert until(PATIENT, lambda: server.client.get("/placements", params={"min_position": position}).status_code == 200)
    assert command(server.data_dir, "rebuild", "--check").returncode == 0
    # when somebody with the engine's login changes a row
    with Embedded(server.data_dir) as databases, psycopg.connect(databases.engine, autocommit=True) as conn:
        (generation,) = conn.execute("SELECT generation FROM projections.live").fetchone() or (0,)
        change = SQL("UPDATE {} SET setting = 'leefhuis' WHERE trajectory_id = %s AND setting = 'gesloten'")
        changed = conn.execute(change.format(Identifier(f"rows_{generation}", "placements")), (trajectory_id,))
        assert changed.rowcount > 0
    # then the check names it
    outcome = command(server.data_dir, "rebuild", "--check")
    assert outcome.returncode == 1
    assert trajectory_id in outcome.stdout
    # and health reports it
    assert until(PATIENT, lambda: server.client.get("/health/ready").json()["checks"]["equality"]["unequal"] == 1)
    assert not (ready := server.client.get("/health/ready")).is_success
    # and tells an administrator, and nobody else, of which it is
    assert trajectory_id not in ready.text
    assert server.client.get("/health/trajectories").status_code == 403
    administrator = server.signed(Role.ADMINISTRATOR, "regio")
    troubled = plain.get(f"{server.url}/health/trajectories", headers=administrator).json()["items"]
    assert [(each["trajectory_id"], each["trouble"]) for each in troubled] == [(trajectory_id, "unequal")]
    # and a rebuild mends it
    rebuilt = command(server.data_dir, "rebuild")
    assert rebuilt.returncode == 0
    assert trajectory_id in rebuilt.stdout
    assert command(server.data_dir, "rebuild", "--check").returncode == 0
    assert until(PATIENT, lambda: server.client.get("/health/ready").status_code == 200)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics", "/openapi.json"])
def test_what_is_about_nobody_needs_no_token(server: Server, path: str) -> None:
    assert plain.get(f"{server.url}{path}").status_code == 200
