"""What was granted can be looked up again: assignments and deputies, those that stand and those that were ended."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from eventlog import Databases
from eventlog.access import AccessLog
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
A_WHILE = {"from": str(TODAY), "until": str(TODAY + timedelta(days=7))}


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")


@pytest.fixture(scope="module")
def accesses(databases: Databases) -> Iterator[AccessLog]:
    with AccessLog(databases) as log:
        yield log


def items(client: httpx.Client, path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.json()["items"]
    return listed


class TestAssignments:
    def test_one_that_was_ended_is_listed_apart_with_the_moment(self, server: Server, officer: httpx.Client) -> None:
        # given two assignments of one auditor, of which one was ended
        auditor, named = server.as_(Role.AUDITOR, "inspectie", "aud-1"), str(uuid4())
        ended, standing = (
            officer.post("/assignments", json={"subject": "aud-1", "scope": scope, "purpose": "onderzoek", **A_WHILE}).json()[
                "assignment_id"
            ]
            for scope in ([named], "all")
        )
        before = datetime.now(UTC)
        assert officer.post(f"/assignments/{ended}/end").status_code == 204
        # then it is among the ended alone, as it was given
        [found] = [each for each in items(officer, "/assignments", ended=True) if each["assignment_id"] in (ended, standing)]
        assert (found["assignment_id"], found["scope"], found["purpose"]) == (ended, [named], "onderzoek")
        assert before - timedelta(seconds=5) < datetime.fromisoformat(found["ended_at"]) < datetime.now(UTC) + timedelta(seconds=5)
        assert [each["assignment_id"] for each in items(auditor, "/assignments")] == [standing]
        # and to the auditor it opens nothing any more, the ids that it named included
        assert auditor.get("/assignments", params={"ended": True}).status_code == 403

    def test_who_lists_them_is_recorded_with_the_trajectories_that_they_name(self, officer: httpx.Client, accesses: AccessLog) -> None:
        named = str(uuid4())
        assigned = officer.post("/assignments", json={"subject": "aud-2", "scope": [named], "purpose": "onderzoek", **A_WHILE}).json()
        officer.get("/assignments", headers={"Purpose": "Jaarlijkse controle"})
        standing = accesses.page(limit=1)[0]
        officer.post(f"/assignments/{assigned['assignment_id']}/end")
        officer.get("/assignments", params={"ended": True})
        ended = accesses.page(limit=1)[0]
        assert standing.purpose == "Jaarlijkse controle"
        assert ended.parameters == '{"ended":true}'
        for kept in (standing, ended):
            assert (kept.operation, kept.subject, kept.outcome) == ("list_assignments", "fg-1", "shown")
            assert named in map(str, kept.trajectories)


@pytest.fixture(scope="module")
def appointed(server: Server) -> str:
    absent = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-weg")
    answer = absent.post("/deputies", json={"absent": "pr-weg", "deputy": "pr-hier", **A_WHILE})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["deputy_id"])


class TestDeputies:
    @pytest.mark.parametrize(
        ("role", "organisation", "subject", "sees"),
        [
            (Role.PROCESREGISSEUR, "GM0917", "pr-weg", True),
            (Role.PROCESREGISSEUR, "GM0917", "pr-hier", True),
            (Role.PROCESREGISSEUR, "GM0917", "pr-ander", False),
            (Role.PROCESREGISSEUR, "GM0935", "pr-hier", False),
            (Role.ADMINISTRATOR, "GM0917", "beheer-1", True),
            (Role.ADMINISTRATOR, "GM0935", "beheer-1", False),
            (Role.PRIVACY_OFFICER, "regio", "fg-1", True),
        ],
    )
    def test_who_it_concerns_and_who_watches_over_it_sees_who_stands_in(
        self, server: Server, appointed: str, role: Role, organisation: str, subject: str, sees: bool
    ) -> None:
        listed = items(server.as_(role, organisation, subject), "/deputies")
        assert [each["deputy"] for each in listed if each["deputy_id"] == appointed] == (["pr-hier"] if sees else [])

    @pytest.mark.parametrize("role", [Role.PROVIDER, Role.AUDITOR, Role.REPORTER, Role.JEUGDIGE])
    def test_nobody_else_does_and_the_attempt_is_recorded(self, server: Server, accesses: AccessLog, role: Role) -> None:
        assert server.as_(role, "GM0917", "nieuwsgierig").get("/deputies").status_code == 403
        kept = accesses.page(limit=1)[0]
        assert (kept.operation, kept.role, kept.outcome) == ("list_deputies", role.value, "forbidden")

    def test_one_that_was_ended_is_listed_apart(self, server: Server, officer: httpx.Client) -> None:
        absent = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-terug")
        deputy = absent.post("/deputies", json={"absent": "pr-terug", "deputy": "pr-hier", **A_WHILE}).json()["deputy_id"]
        assert items(absent, "/deputies", ended=True) == []
        assert absent.post(f"/deputies/{deputy}/end").status_code == 204
        assert items(absent, "/deputies") == []
        [found] = items(absent, "/deputies", ended=True)
        assert (found["deputy_id"], bool(found["ended_at"])) == (deputy, True)
        assert found in items(officer, "/deputies", ended=True)


class TestPages:
    """As every list has them."""

    @pytest.mark.parametrize("ended", [False, True], ids=["standing", "ended"])
    def test_of_assignments(self, officer: httpx.Client, ended: bool) -> None:
        body = {"subject": "aud-3", "scope": "all", "purpose": "onderzoek", **A_WHILE}
        made = [officer.post("/assignments", json=body).json()["assignment_id"] for _ in range(3)]
        if ended:
            for each in made:
                officer.post(f"/assignments/{each}/end")
        assert _paged(officer, f"/assignments?limit=2&ended={ended}", "assignment_id")[-3:] == made

    def test_of_deputies(self, server: Server) -> None:
        absent = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-drie")
        made = [absent.post("/deputies", json={"absent": "pr-drie", "deputy": f"pr-{n}", **A_WHILE}).json()["deputy_id"] for n in range(3)]
        assert _paged(absent, "/deputies?limit=2", "deputy_id") == made

    @pytest.mark.parametrize("path", ["/assignments", "/deputies", "/erasures"])
    def test_are_asked_with_what_every_list_is_asked_with(self, officer: httpx.Client, path: str) -> None:
        assert officer.get(path, params={"limit": 1, "min_position": 1}).status_code == 200
        for wrong in ({"limit": 1001}, {"limit": 0}, {"cursor": "a"}, {"anders": 1}):
            assert officer.get(path, params=wrong).status_code == 422

    def test_a_cursor_of_another_list_is_refused(self, officer: httpx.Client) -> None:
        body = {"subject": "aud-4", "scope": "all", "purpose": "onderzoek", **A_WHILE}
        for _ in range(2):
            officer.post("/assignments", json=body)
        cursor = officer.get("/assignments", params={"limit": 1}).json()["next"]
        assert officer.get("/deputies", params={"cursor": cursor}).status_code == 422
        assert officer.get("/assignments", params={"limit": 1001}).status_code == 422


def _paged(client: httpx.Client, path: str, name: str) -> list[str]:
    listed: list[str] = []
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["items"]) <= 2
        listed += [each[name] for each in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    return listed
