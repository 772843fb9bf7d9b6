"""One trajectory over HTTP, from the opening to the end, and what can be asked of it afterwards."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import httpx
import pytest

from api.examples import STORY, body_on
from domain.calendar import amsterdam_day
from domain.codes import Role
from tests.api.people import opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))


@dataclass
class Walk:
    """The story of the examples, recorded: the answer to each body, in order."""

    trajectory_id: str
    answers: list[httpx.Response]

    @property
    def last_position(self) -> int:
        return int(self.answers[-1].headers["Position"])


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture(scope="module")
def auditor(server: Server) -> httpx.Client:
    return server.auditor()


@pytest.fixture(scope="module")
def walk(server: Server, regisseur: httpx.Client) -> Walk:
    """Told by the procesregisseur, but for what somebody else has to say."""
    officer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")
    first, *rest = STORY
    answers = [regisseur.post("/trajectories", json=dict(first.body) | {"identity": opening()["identity"]})]
    where = answers[0].headers["Location"]
    for version, example in enumerate(rest, start=1):
        client = officer if example.event_type == "glass-reviewed" else regisseur
        answers.append(client.post(f"{where}/{example.event_type}", json=body_on(example, TODAY), headers={"If-Match": f'"{version}"'}))
    return Walk(answers[0].json()["trajectory_id"], answers)


def items_of(client: httpx.Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """Every item of a list, page after page, by the link to the next."""
    answer = client.get(path, params=parameters)
    items: list[dict[str, Any]] = []
    while True:
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        if answer.json()["next"] is None:
            assert "next" not in answer.links
            return items
        answer = client.get(answer.links["next"]["url"])


def test_every_example_is_recorded_in_its_turn(walk: Walk) -> None:
    refused = {n: (STORY[n - 1].event_type, a.text) for n, a in enumerate(walk.answers, start=1) if a.status_code != 201}
    assert refused == {}

    for version, answer in enumerate(walk.answers, start=1):
        body = answer.json()
        assert body["trajectory_id"] == walk.trajectory_id
        assert body["version"] == version
        assert answer.headers["ETag"] == f'"{version}"'
        assert answer.headers["Position"] == str(body["position"])
        assert answer.headers["Location"] == f"/trajectories/{walk.trajectory_id}"
    positions = [answer.json()["position"] for answer in walk.answers]
    assert positions == sorted(set(positions))


def test_the_despised_finding_comes_back_with_the_recording(walk: Walk) -> None:
    number = next(n for n, example in enumerate(STORY) if "despite" in example.body)

    assert "L1" in {finding["rule"] for finding in walk.answers[number].json()["findings"]}


def test_the_case_shows_each_day_as_it_was(walk: Walk, regisseur: httpx.Client) -> None:
    def on(day: str) -> dict[str, Any]:
        answer = regisseur.get(f"/trajectories/{walk.trajectory_id}", params={"valid_on": day})
        assert answer.status_code == 200, answer.text
        case: dict[str, Any] = answer.json()
        assert answer.headers["ETag"] == f'"{case["version"]}"' == f'"{len(STORY)}"'
        assert answer.headers["Position"] == str(case["position"])
        return case

    assert on("2024-02-04")["stay"] is None
    assert on("2024-02-05")["stay"]["setting"] == "gesloten"
    assert on("2024-06-03")["stay"]["setting"] == "leefhuis"
    assert on("2024-07-22")["stay"] is None
    assert on("2024-06-03")["titles"][0]["status"] == "suspended"
    assert on("2024-12-31")["status"] == "closed"
    assert on("2024-02-14")["age"] == 15
    assert regisseur.get(f"/trajectories/{walk.trajectory_id}", params={"valid_on": "2024-01-09"}).status_code == 404


def test_only_the_assigned_procesregisseur_reads_words_and_nobody_a_date_of_birth(
    walk: Walk, regisseur: httpx.Client, auditor: httpx.Client
) -> None:
    path = f"/trajectories/{walk.trajectory_id}"

    assert regisseur.get(path).json()["identity"]["surname"] == "Wit"
    assert "identity" not in auditor.get(path).json()
    for client in (regisseur, auditor):
        for shown in (client.get(path).text, client.get(f"{path}/events").text, client.get("/audit-trail").text):
            assert "born_on" not in shown
            assert "2009-02-14" not in shown
    assert "Pleegzorg is tweemaal afgebroken." in regisseur.get(f"{path}/events").text
    assert "Pleegzorg is tweemaal afgebroken." not in auditor.get(f"{path}/events").text


def test_the_events_come_in_order_of_version_page_by_page(walk: Walk, auditor: httpx.Client) -> None:
    items = items_of(auditor, f"/trajectories/{walk.trajectory_id}/events", limit=7)

    assert [item["version"] for item in items] == list(range(1, len(STORY) + 1))
    assert [item["type"] for item in items] == [example.event_type for example in STORY]
    assert {item["recorded_by"]["subject"] for item in items} == {"pr-heerlen-1", "fg-1"}


def test_legal_cover_names_the_title_of_each_stretch(walk: Walk, auditor: httpx.Client) -> None:
    cover = items_of(auditor, f"/trajectories/{walk.trajectory_id}/legal-cover")

    assert [(c["from"], c["until"], c["title_id"]) for c in cover] == [
        ("2024-02-05", "2024-06-03", "machtiging-1"),
        ("2024-07-01", "2024-07-22", "machtiging-1"),
        ("2024-08-19", "2024-09-09", "voorwaardelijk-1"),
        ("2024-11-01", "2024-11-25", "spoed-1"),
    ]


def test_every_night_since_the_opening_says_where_he_was(walk: Walk, auditor: httpx.Client) -> None:
    path = f"/trajectories/{walk.trajectory_id}"
    nights = items_of(auditor, f"{path}/whereabouts")
    died_on = next(example.body["occurred_on"] for example in STORY if example.event_type == "died")

    assert (nights[0]["from"], nights[-1]["until"]) == (STORY[0].body["occurred_on"], died_on)
    assert all(night["until"] == following["from"] for night, following in pairwise(nights))
    assert {night["where"] for night in nights} >= {"home", "stay", "leave"}
    for night in nights:
        assert auditor.get(path, params={"valid_on": night["from"]}).json()["whereabouts"] == night


def test_placements_show_who_was_where_on_a_night(walk: Walk, auditor: httpx.Client) -> None:
    def there(on: str) -> list[str]:
        items = items_of(auditor, "/placements", on=on, min_position=walk.last_position)
        return [item["location"] for item in items if item["trajectory_id"] == walk.trajectory_id]

    assert there("2024-02-05") == ["gesloten-geleen-1"]
    assert there("2024-06-17") == ["leefhuis-sittard-1"]
    assert there("2024-07-22") == []


def test_the_audit_trail_says_every_step_in_dutch(walk: Walk, auditor: httpx.Client) -> None:
    items = items_of(auditor, "/audit-trail", trajectory_id=walk.trajectory_id, min_position=walk.last_position, limit=10)

    assert [item["version"] for item in items] == list(range(1, len(STORY) + 1))
    assert items[0]["summary"] == "Traject geopend voor de gemeente 0917."
    granted = items_of(
        auditor,
        "/audit-trail",
        trajectory_id=walk.trajectory_id,
        type="title-granted",
        recorded_by="pr-heerlen-1",
        min_position=walk.last_position,
    )
    assert [item["type"] for item in granted] == [example.event_type for example in STORY if example.event_type == "title-granted"]


def test_the_worklist_holds_the_trajectory_for_its_municipality_alone(walk: Walk, server: Server, regisseur: httpx.Client) -> None:
    elsewhere = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")

    def seen(client: httpx.Client) -> set[str]:
        return {item["trajectory_id"] for item in items_of(client, "/trajectories", min_position=walk.last_position)}

    assert walk.trajectory_id in seen(regisseur)
    assert walk.trajectory_id not in seen(elsewhere)
    assert elsewhere.get(f"/trajectories/{walk.trajectory_id}").status_code == 404


def test_what_was_known_then_is_answered_the_same_for_ever(walk: Walk, regisseur: httpx.Client) -> None:
    path = f"/trajectories/{walk.trajectory_id}"
    recorded_at = [item["recorded_at"] for item in regisseur.get(f"{path}/events").json()["items"]]
    admission = next(n for n, example in enumerate(STORY, start=1) if example.event_type == "admitted")
    asked = {"known_at": recorded_at[admission - 1], "valid_on": "2024-02-05"}

    before = regisseur.get(path, params=asked)
    note = {"occurred_on": "2024-02-05", "text": "Later pas bekend."}
    assert regisseur.post(f"{path}/note-added", json=note, headers={"If-Match": f'"{len(STORY)}"'}).status_code == 201
    after = regisseur.get(path, params=asked)

    assert before.json() == after.json()
    assert before.json()["version"] == admission
    assert before.json()["stay"]["location"] == "gesloten-geleen-1"


def test_the_locations_are_those_of_the_register(regisseur: httpx.Client) -> None:
    houses = items_of(regisseur, "/locations", setting="leefhuis", limit=2)

    assert {house["location"] for house in houses} >= {"leefhuis-heerlen", "leefhuis-sittard-1"}
    assert {house["setting"] for house in houses} == {"leefhuis"}
    assert {house["in_region"] for house in houses} == {True}
