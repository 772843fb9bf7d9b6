"""The region's register over HTTP: an entry that was wrong is corrected or voided by its version, and what was known stays known."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from tests.api.people import opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC)).isoformat()


@pytest.fixture(scope="module")
def administrator(server: Server) -> httpx.Client:
    return server.as_(Role.ADMINISTRATOR, "regio", "beheer-1")


def entries(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/register", params={"limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def entry(client: httpx.Client, type_: str, **said: Any) -> dict[str, Any]:
    return next(each for each in entries(client) if each["type"] == type_ and said.items() <= each["data"].items())


def mend(client: httpx.Client, what: str, target: int, **more: Any) -> httpx.Response:
    version = client.get("/register").headers["ETag"]
    said = {"occurred_on": TODAY, "target_version": target, "reason": "Verkeerd overgenomen.", **more}
    return client.post(f"/register/{what}", json=said, headers={"If-Match": version})


def places(client: httpx.Client, location: str, **asked: Any) -> list[int]:
    answer = client.get("/locations", params={"limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    return [each["capacity"] for each in answer.json()["items"] if each["location"] == location]


def test_a_correction_counts_at_once_and_what_was_known_before_stays_known(administrator: httpx.Client) -> None:
    wrong = entry(administrator, "location-opened", location="groep-stein")
    was, before = wrong["data"]["capacity"], entries(administrator)[-1]["position"]

    answer = mend(administrator, "corrected", wrong["version"], data={"capacity": was + 3})

    assert answer.status_code == 201, answer.text
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    assert places(administrator, "groep-stein") == [was + 3]
    assert places(administrator, "groep-stein", at_position=before) == [was]
    now, then = (entry_of(administrator, wrong["version"], **asked) for asked in ({}, {"at_position": before}))
    assert (now["data"]["capacity"], now["reads"]["capacity"], then["reads"]["capacity"]) == (was, was + 3, was)
    assert entries(administrator)[-1]["data"]["reason"] == "Verkeerd overgenomen."
    assert administrator.get("/register").headers["Position"] == answer.headers["Position"]


def entry_of(client: httpx.Client, version: int, **asked: Any) -> dict[str, Any]:
    return next(each for each in entries(client, **asked) if each["version"] == version)


def test_what_was_voided_never_was(administrator: httpx.Client) -> None:
    wrong = entry(administrator, "location-opened", location="groep-kerkrade")
    assert places(administrator, "groep-kerkrade")

    voided = mend(administrator, "voided", wrong["version"])

    assert voided.status_code == 201, voided.text
    assert places(administrator, "groep-kerkrade") == []
    assert entry_of(administrator, wrong["version"])["reads"] is None
    assert mend(administrator, "voided", voided.json()["version"]).status_code == 201
    assert places(administrator, "groep-kerkrade")


def test_it_names_the_version_that_was_read(administrator: httpx.Client) -> None:
    said = {"occurred_on": TODAY, "target_version": 1, "reason": "Dubbel."}

    missing = administrator.post("/register/voided", json=said)
    stale = administrator.post("/register/voided", json=said, headers={"If-Match": '"1"'})

    assert (missing.status_code, missing.json()["type"].rsplit("/", 1)[-1]) == (428, "version-missing")
    assert (stale.status_code, stale.json()["current_version"]) == (412, len(entries(administrator)))


def test_what_does_not_fit_or_cannot_be_is_refused_with_what_to_do(administrator: httpx.Client) -> None:
    opened = entry(administrator, "location-opened", location="groep-stein")
    listed = entry(administrator, "provider-listed", provider=opened["data"]["provider"])

    unfit = mend(administrator, "corrected", opened["version"], data={"capacity": 0})
    needed = mend(administrator, "voided", listed["version"])
    nowhere = mend(administrator, "voided", 100_000)

    assert (unfit.status_code, [each["pointer"] for each in unfit.json()["errors"]]) == (422, ["/data/capacity"])
    assert [(each.status_code, each.json()["rule"]) for each in (needed, nowhere)] == [(422, "I-target"), (422, "I-target")]
    assert "could not stand any more" in needed.json()["detail"]


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        (Role.ADMINISTRATOR, "koraal"),
        (Role.ADMINISTRATOR, "GM0599"),
        (Role.PROCESREGISSEUR, "GM0917"),
        (Role.PROVIDER, "koraal"),
        (Role.AUDITOR, "inspectie"),
    ],
)
def test_the_register_is_the_regions(server: Server, role: Role, organisation: str) -> None:
    client = server.as_(role, organisation, "iemand-1")
    said = {"occurred_on": TODAY, "target_version": 1, "reason": "Dubbel."}

    assert client.post("/register/voided", json=said, headers={"If-Match": '"1"'}).status_code == 403


def test_entries_are_for_who_keeps_and_who_examines(server: Server) -> None:
    asked = [
        server.as_(role, of, "iemand-1").get("/register", params={"limit": 1000})
        for role, of in (
            (Role.ADMINISTRATOR, "GM0917"),
            (Role.AUDITOR, "inspectie"),
            (Role.ADMINISTRATOR, "koraal"),
            (Role.REPORTER, "regio"),
            (Role.ADMINISTRATOR, "GM9999"),
        )
    ]

    assert [answer.status_code for answer in asked] == [200, 200, 200, 403, 403]
    kept, examined, a_providers = (answer.json()["items"] for answer in asked[:3])
    assert any("reason" in each["data"] for each in kept)
    assert not any("reason" in each["data"] for each in examined)
    assert a_providers == []  # nothing was told of its deliveries


@pytest.fixture(scope="module")
def voided(server: Server, administrator: httpx.Client) -> dict[str, Any]:
    """Of a house with one stay: who records on it, where, and what mending the register answered."""
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
    path = regisseur.post("/trajectories", json=opening()).headers["Location"]
    stay = {"occurred_on": "2024-02-05", "setting": "open_residentieel", "provider": "xonar", "location": "groep-heerlen-1"}
    admitted = regisseur.post(f"{path}/admitted", json=stay, headers={"If-Match": '"1"'})
    assert admitted.status_code == 201, admitted.text
    regisseur.get("/trajectories", params={"min_position": admitted.headers["Position"]})
    wrong = entry(administrator, "location-opened", location="groep-heerlen-1")
    answer = mend(administrator, "voided", wrong["version"])
    assert answer.status_code == 201, answer.text
    return {"regisseur": regisseur, "path": path, "answer": answer.json()}


class TestAHouseThatTurnsOutNeverToHaveBeenWithStaysInIt:
    def test_who_mends_the_register_is_told_how_many_stays_it_contradicts(self, voided: dict[str, Any]) -> None:
        assert voided["answer"]["contradicted"] == [{"location": "groep-heerlen-1", "stays": 1}]

    def test_it_is_found_afterwards_by_who_keeps_or_examines_the_register(self, server: Server, voided: dict[str, Any]) -> None:
        asked = [
            server.as_(role, of, "iemand-1").get("/register/contradicted")
            for role, of in (
                (Role.ADMINISTRATOR, "regio"),
                (Role.AUDITOR, "inspectie"),
                (Role.PROVIDER, "koraal"),
                (Role.ADMINISTRATOR, "koraal"),
                (Role.ADMINISTRATOR, "GM0599"),
                (Role.ADMINISTRATOR, "GM9999"),
            )
        ]

        assert [answer.status_code for answer in asked] == [200, 200, 403, 403, 403, 403]
        assert [answer.json()["items"] for answer in asked[:2]] == [[{"location": "groep-heerlen-1", "stays": 1}]] * 2

    def test_everything_stays_recordable_but_another_house_that_is_unknown(
        self, administrator: httpx.Client, voided: dict[str, Any]
    ) -> None:
        regisseur, path = voided["regisseur"], voided["path"]
        unknown, known, note = (
            ("corrected", {"target_version": 2, "data": {"location": "nergens"}, "reason": "Overgenomen."}),
            ("corrected", {"target_version": 2, "data": {"location": "groep-heerlen-2"}, "reason": "Overgenomen."}),
            ("note-added", {"text": "Gebeld."}),
        )

        answers = []
        for (kind, said), version in ((note, 2), (unknown, 3), (known, 3)):
            body = {"occurred_on": "2024-03-01", **said}
            answers.append(regisseur.post(f"{path}/{kind}", json=body, headers={"If-Match": f'"{version}"'}))

        assert [answer.status_code for answer in answers] == [201, 422, 201], [answer.text for answer in answers]
        # and what was mended is contradicted no more
        asked = {"min_position": answers[-1].headers["Position"]}
        assert administrator.get("/register/contradicted", params=asked).json()["items"] == []
