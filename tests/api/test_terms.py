"""Deadlines, findings and legal cover over HTTP, and the calendar that a program subscribes to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from domain.calendar import amsterdam_day
from domain.codes import Role
from tests import plain
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

SUBJECT = "pr-heerlen-1"


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", SUBJECT)


@pytest.fixture(scope="module")
def elsewhere(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")


@pytest.fixture(scope="module")
def recorded(regisseur: httpx.Client) -> dict[str, Any]:
    """A closed stay, first under a machtiging up to 5 August 2024; its procesregisseur is assigned. The last answer."""
    answer = regisseur.post("/trajectories", json=opening())
    bodies = [
        ("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": SUBJECT}),
        ("title-granted", machtiging()),
        ("admitted", admission(title_id="m-1")),
    ]
    for version, (kind, body) in enumerate(bodies, start=1):
        answer = regisseur.post(f"{answer.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    last: dict[str, Any] = answer.json()
    return last


def mine(client: httpx.Client, recorded: dict[str, Any], path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params={"min_position": recorded["position"], "limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    return [item for item in answer.json()["items"] if item["trajectory_id"] == recorded["trajectory_id"]]


def test_a_deadline_is_listed_with_what_is_to_be_known_of_it(regisseur: httpx.Client, recorded: dict[str, Any]) -> None:
    [item] = mine(regisseur, recorded, "/deadlines", on="2024-08-04", kind="title-expiry")

    assert (item["kind"], item["due_on"], item["breach_from"], item["last_night"]) == (
        "title-expiry",
        "2024-08-05",
        "2024-08-05",
        "2024-08-04",
    )
    assert (item["about"], item["article"], item["source"], item["late"]) == ("m-1", "Jeugdwet 6.1.12(2)", "law", False)
    assert item["alerts"][-1] == "2024-08-05"
    assert mine(regisseur, recorded, "/deadlines", on="2024-08-05", kind="title-expiry") == []
    assert mine(regisseur, recorded, "/deadlines", on="2024-08-04", kind="title-expiry", due_before="2024-08-05") == []


def test_deadlines_are_listed_by_whose_the_dossier_is(server: Server, recorded: dict[str, Any]) -> None:
    officer = server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")
    of_the_day = {"on": "2024-08-04", "kind": "title-expiry"}

    for whose in ({"municipality": "0917"}, {"controller": "koraal"}, {"municipality": "0917", "controller": "koraal"}):
        assert len(mine(officer, recorded, "/deadlines", **of_the_day, **whose)) == 1, whose
    for whose in ({"municipality": "0935"}, {"controller": "xonar"}, {"municipality": "0935", "controller": "koraal"}):
        assert mine(officer, recorded, "/deadlines", **of_the_day, **whose) == [], whose


def test_who_asks_by_whose_a_dossier_is_sees_no_more_by_it(server: Server, elsewhere: httpx.Client, recorded: dict[str, Any]) -> None:
    for whose in ({"municipality": "0917"}, {"controller": "koraal"}):
        for client in (elsewhere, server.as_(Role.PROVIDER, "xonar", "xonar-1")):
            assert mine(client, recorded, "/deadlines", on="2024-08-04", **whose) == []


def test_a_finding_is_listed_on_its_own_days(regisseur: httpx.Client, recorded: dict[str, Any]) -> None:
    assert mine(regisseur, recorded, "/findings", on="2024-08-04", rule="L1") == []
    [item] = mine(regisseur, recorded, "/findings", on="2024-08-05", rule="L1")

    assert (item["rule"], item["kind"], item["article"], item["since"], item["until"]) == (
        "L1",
        "law",
        "Jeugdwet 6.1.2",
        "2024-08-05",
        None,
    )
    assert item["message"]
    assert "about" in item


def test_nights_under_no_title_are_found_across_trajectories(regisseur: httpx.Client, recorded: dict[str, Any]) -> None:
    period = {"from": "2024-01-01", "to": "2025-01-01"}

    covered, bare = mine(regisseur, recorded, "/legal-cover", **period)
    assert (covered["from"], covered["until"], covered["title_id"]) == ("2024-02-05", "2024-08-05", "m-1")
    assert mine(regisseur, recorded, "/legal-cover", uncovered=True, **period) == [bare]
    assert (bare["from"], bare["until"], bare["title_id"]) == ("2024-08-05", None, None)


@pytest.mark.parametrize("path", ["/deadlines", "/findings", "/legal-cover"])
def test_another_municipality_sees_nothing_of_it(elsewhere: httpx.Client, recorded: dict[str, Any], path: str) -> None:
    assert mine(elsewhere, recorded, path) == []


@pytest.mark.parametrize("path", ["/deadlines", "/findings", "/legal-cover"])
def test_lists_come_in_pages_with_a_link_to_the_next(server: Server, recorded: dict[str, Any], path: str) -> None:
    auditor = server.auditor()
    # given: more than one of everything
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")
    opened = regisseur.post("/trajectories", json=opening())
    stay = regisseur.post(
        f"{opened.headers['Location']}/admitted",
        json=admission(title_expected={"kind": "machtiging", "told_by": "rechtbank"}, despite={"rules": ["L1"], "reason": "Gebeld."}),
        headers={"If-Match": '"1"'},
    )
    assert stay.status_code == 201, stay.text
    granted = regisseur.post(
        f"{opened.headers['Location']}/title-granted", json=machtiging(occurred_on="2024-02-06"), headers={"If-Match": '"2"'}
    )
    assert granted.status_code == 201, granted.text
    day = (
        {"from": "2024-02-01", "to": "2026-01-01"}
        if path == "/legal-cover"
        else {"on": "2024-08-04" if path == "/deadlines" else "2024-08-05"}
    )
    whole = auditor.get(path, params={**day, "limit": 1000, "min_position": granted.json()["position"]}).json()["items"]
    assert len(whole) > 1

    # when
    answer = auditor.get(path, params={**day, "limit": 1})
    items = answer.json()["items"]
    while "next" in answer.links:
        answer = auditor.get(answer.links["next"]["url"])
        items += answer.json()["items"]

    # then
    assert items == whole


@pytest.mark.parametrize(
    ("path", "asked", "named"),
    [
        ("/deadlines", {"kind": "title-expired"}, "title-expiry"),
        ("/findings", {"rule": "L99"}, "L1"),
        ("/findings", {"rule": "I-date"}, "L1"),
        ("/deadlines", {"on": "5 augustus"}, "2025-02-20"),
    ],
)
def test_a_name_that_is_none_is_malformed_and_those_that_are_known_are_named(
    regisseur: httpx.Client, path: str, asked: dict[str, str], named: str
) -> None:
    answer = regisseur.get(path, params=asked)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/malformed"
    assert named in answer.json()["errors"][0]["message"]


# The calendar


@pytest.fixture(scope="module")
def running_out(regisseur: httpx.Client) -> dict[str, Any]:
    """A trajectory of the procesregisseur with a title that runs out after today. The last answer."""
    today = amsterdam_day(datetime.now(UTC))
    answer = regisseur.post("/trajectories", json=opening(occurred_on="2024-01-10"))
    bodies = [
        ("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": SUBJECT}),
        (
            "title-granted",
            machtiging(
                occurred_on=(today - timedelta(days=20)).isoformat(),
                valid_from=(today - timedelta(days=20)).isoformat(),
                valid_until=(today + timedelta(days=60)).isoformat(),
                title_id="kalender-1",
            ),
        ),
    ]
    for version, (kind, body) in enumerate(bodies, start=1):
        answer = regisseur.post(f"{answer.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    last: dict[str, Any] = answer.json() | {"due_on": today + timedelta(days=60)}
    return last


def entries(answer: httpx.Response, trajectory_id: str) -> list[Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return [each for each in Calendar.from_ical(answer.content).walk("VEVENT") if trajectory_id[:8] in str(each["summary"])]


def test_the_calendar_holds_the_open_deadlines_of_the_own_trajectories(
    regisseur: httpx.Client, server: Server, running_out: dict[str, Any]
) -> None:
    asked = {"min_position": running_out["position"]}
    ends = [
        each
        for each in entries(regisseur.get("/deadlines.ics", params=asked), running_out["trajectory_id"])
        if each["summary"].startswith("Titel loopt af")
    ]

    assert running_out["due_on"] in [each.decoded("dtstart") for each in ends]
    # and: not those of a colleague
    colleague = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-9")
    assert Calendar.from_ical(colleague.get("/deadlines.ics", params=asked).content).walk("VEVENT") == []


def test_the_calendar_is_the_procesregisseur_s_alone(server: Server) -> None:
    for role in (Role.AUDITOR, Role.PROVIDER, Role.TEAM_SECRETARY, Role.REPORTER):
        answer = server.as_(role, "inspectie", "iemand").get("/deadlines.ics")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    assert plain.get(f"{server.url}/deadlines.ics").status_code == 401
