"""The address of a calendar opens the calendar of who asked for it, at one path, and nothing else anywhere."""

import json
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import jsonschema_rs
import pytest
from icalendar import Calendar

from application.doors.register import extend_register
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from domain.events import MunicipalityListed, MunicipalityMerged
from eventlog import Databases
from eventlog.access import AccessLog
from jeugdspoor.wiring import Store
from tests import plain
from tests.api.people import machtiging, opening
from tests.api.server import Server

SUBJECT = "pr-heerlen-3"
ADDRESSES = "/deadlines.ics/addresses"
TODAY = amsterdam_day(datetime.now(UTC))


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", SUBJECT)


@pytest.fixture(scope="module")
def trajectory_id(regisseur: httpx.Client) -> str:
    """Of the procesregisseur, with a title that runs out after today."""
    first = regisseur.post("/trajectories", json=opening())
    since = TODAY - timedelta(days=20)
    title = machtiging(occurred_on=f"{since}", valid_from=f"{since}", valid_until=f"{TODAY + timedelta(days=60)}", title_id="adres-1")
    bodies = [("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": SUBJECT}), ("title-granted", title)]
    for version, (kind, body) in enumerate(bodies, start=1):
        answer = regisseur.post(f"{first.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    assert regisseur.get("/trajectories", params={"min_position": answer.headers["Position"]}).status_code == 200
    return str(first.json()["trajectory_id"])


@pytest.fixture(scope="module")
def given(regisseur: httpx.Client) -> dict[str, Any]:
    """What is answered to who asks for an address."""
    answer = regisseur.post("/deadlines.ics/token")
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.fixture(scope="module")
def operations(server: Server) -> list[tuple[str, str]]:
    """Every one that needs a token."""
    document = plain.get(f"{server.url}/openapi.json", timeout=60).json()
    return [(method, path) for path, methods in document["paths"].items() for method, told in methods.items() if "security" in told]


def test_it_opens_the_calendar_of_who_asked_for_it(
    server: Server, regisseur: httpx.Client, trajectory_id: str, given: dict[str, Any]
) -> None:
    assert given["address"] == f"/deadlines.ics?token={given['token']}"

    answer = plain.get(f"{server.url}{given['address']}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    ends = [each for each in Calendar.from_ical(answer.content).walk("VEVENT") if str(each["summary"]).startswith("Titel loopt af")]
    assert [(each["summary"], each.decoded("dtstart")) for each in ends] == [
        (f"Titel loopt af ({trajectory_id[:8]})", TODAY + timedelta(days=60))
    ]
    assert [(each["categories"].cats, each["description"]) for each in ends] == [(["title-expiry"], f"Traject {trajectory_id}")]
    # and who can send the header does so, as everywhere
    assert regisseur.get("/deadlines.ics").status_code == 200


def test_it_holds_for_ninety_days_and_says_so(given: dict[str, Any]) -> None:
    left = datetime.fromisoformat(given["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=90) - timedelta(minutes=10) < left <= timedelta(days=90)


def test_every_reading_by_it_is_on_record(server: Server, databases: Databases, trajectory_id: str, given: dict[str, Any]) -> None:
    assert plain.get(f"{server.url}{given['address']}").status_code == 200

    with AccessLog(databases) as accesses:
        [kept] = accesses.page(limit=1)
    assert (kept.operation, kept.subject, kept.organisation, kept.outcome) == ("get_calendar", SUBJECT, "GM0917", "shown")
    assert trajectory_id in [str(each) for each in kept.trajectories]
    assert json.loads(kept.parameters) == {"token": "given"}


def test_as_a_bearer_it_opens_nothing_anywhere(server: Server, operations: list[tuple[str, str]], given: dict[str, Any]) -> None:
    assert ("get", "/deadlines.ics") in operations
    for method, path in operations:
        asked = path.replace("{trajectory_id}", "01900000-0000-7000-8000-000000000000")
        answer = plain.request(method, f"{server.url}{asked}", headers={"Authorization": f"Bearer {given['token']}"})
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated"), path
        assert given["token"] not in answer.text, path


def test_at_no_other_path_is_it_taken_from_the_address(server: Server, operations: list[tuple[str, str]], given: dict[str, Any]) -> None:
    for method, path in operations:
        if (method, path) != ("get", "/deadlines.ics"):
            asked = path.replace("{trajectory_id}", "01900000-0000-7000-8000-000000000000")
            assert plain.request(method, f"{server.url}{asked}", params={"token": given["token"]}).status_code == 401, path


def test_a_token_that_opens_more_is_not_taken_from_the_address_and_what_to_do_is_said(server: Server) -> None:
    token = server.token(Role.PROCESREGISSEUR, "GM0917", SUBJECT)

    answer = plain.get(f"{server.url}/deadlines.ics", params={"token": token})

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
    assert "POST /deadlines.ics/token" in answer.json()["detail"]
    assert token not in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROCESREGISSEUR])
def test_only_who_has_deadlines_is_given_one(server: Server, role: Role) -> None:
    answer = server.as_(role, "GM0917", "iemand").post("/deadlines.ics/token")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


class TestWithdrawn:
    """Of one subject: of nobody else, and nothing else of him."""

    LOST = "pr-heerlen-kwijt"

    @pytest.fixture
    def loser(self, server: Server) -> httpx.Client:
        return server.as_(Role.PROCESREGISSEUR, "GM0917", self.LOST)

    @pytest.mark.parametrize(
        "by", [(Role.PROCESREGISSEUR, LOST), (Role.ADMINISTRATOR, "beheer-1")], ids=["by himself", "by an administrator"]
    )
    def test_opens_nothing_any_more_and_a_new_one_does(
        self, server: Server, loser: httpx.Client, given: dict[str, Any], by: tuple[Role, str]
    ) -> None:
        # given: one that has been read already
        lost = loser.post("/deadlines.ics/token").json()["address"]
        assert plain.get(f"{server.url}{lost}").status_code == 200

        # when
        answer = server.as_(by[0], "GM0917", by[1]).post("/deadlines.ics/withdraw", json={"subject": self.LOST})

        # then
        assert answer.status_code == 204, answer.text
        refused = plain.get(f"{server.url}{lost}")
        assert (refused.status_code, "POST /deadlines.ics/token" in refused.json()["detail"]) == (401, True)
        assert plain.get(f"{server.url}{loser.post('/deadlines.ics/token').json()['address']}").status_code == 200
        assert plain.get(f"{server.url}{given['address']}").status_code == 200
        assert loser.get("/deadlines.ics").status_code == 200

    def test_not_by_a_colleague_nor_from_another_organisation(self, server: Server, loser: httpx.Client) -> None:
        kept = loser.post("/deadlines.ics/token").json()["address"]
        asked = {"json": {"subject": self.LOST}}
        assert server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-4").post("/deadlines.ics/withdraw", **asked).status_code == 403
        assert server.as_(Role.PROVIDER, "koraal", "koraal-1").post("/deadlines.ics/withdraw", **asked).status_code == 403
        assert server.as_(Role.ADMINISTRATOR, "GM0935", "beheer-2").post("/deadlines.ics/withdraw", **asked).status_code == 404
        assert plain.get(f"{server.url}{kept}").status_code == 200

    def test_is_one_of_several_where_that_one_is_named(self, server: Server) -> None:
        # given: a telephone that was lost, and a computer that was not
        subject = "pr-heerlen-twee"
        client = server.as_(Role.PROCESREGISSEUR, "GM0917", subject)
        telephone, computer = (client.post("/deadlines.ics/token").json() for _ in range(2))
        listed = client.get("/deadlines.ics/addresses").json()["items"]
        assert [(each["address_id"], each["subject"]) for each in listed] == [
            (each["address_id"], subject) for each in (telephone, computer)
        ]

        # when
        lost = {"subject": subject, "address_id": telephone["address_id"]}
        assert client.post("/deadlines.ics/withdraw", json=lost).status_code == 204

        # then
        opened = [plain.get(f"{server.url}{each['address']}").status_code for each in (telephone, computer)]
        assert opened == [401, 200]
        assert [each["address_id"] for each in client.get("/deadlines.ics/addresses").json()["items"]] == [computer["address_id"]]
        assert client.post("/deadlines.ics/withdraw", json=lost).status_code == 404

    def test_is_nothing_where_nothing_was_given(self, server: Server) -> None:
        administrator = server.as_(Role.ADMINISTRATOR, "GM0917", "beheer-1")
        answer = administrator.post("/deadlines.ics/withdraw", json={"subject": "pr-heerlen-zonder"})
        assert (answer.status_code, "of that subject stands in GM0917" in answer.json()["detail"]) == (404, True)

    def test_addresses_are_listed_for_their_holder_and_an_administrator_of_his(self, server: Server, loser: httpx.Client) -> None:
        given = loser.post("/deadlines.ics/token").json()
        asked = {"params": {"subject": self.LOST}}
        listed = server.as_(Role.ADMINISTRATOR, "GM0917", "beheer-1").get("/deadlines.ics/addresses", **asked)
        assert given["address_id"] in [each["address_id"] for each in listed.json()["items"]]
        assert given["token"] not in listed.text
        assert server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-4").get("/deadlines.ics/addresses", **asked).status_code == 403
        assert server.as_(Role.ADMINISTRATOR, "GM0935", "beheer-2").get("/deadlines.ics/addresses", **asked).json()["items"] == []

    def test_an_administrator_who_names_nobody_is_told_those_of_all(self, server: Server, loser: httpx.Client) -> None:
        given = [
            server.as_(Role.PROCESREGISSEUR, "GM0917", subject).post("/deadlines.ics/token").json()["address_id"]
            for subject in ("pr-heerlen-een", self.LOST)
        ]

        here, elsewhere = (server.as_(Role.ADMINISTRATOR, of, "beheer-1").get(ADDRESSES).json()["items"] for of in ("GM0917", "GM0935"))

        assert [each["address_id"] for each in here][-2:] == given
        assert elsewhere == []

    def test_nothing_to_fill_in_is_not_all_of_them(self, server: Server, loser: httpx.Client) -> None:
        kept = loser.post("/deadlines.ics/token").json()["address"]

        answer = loser.post("/deadlines.ics/withdraw", json={"subject": self.LOST, "address_id": None})

        [error] = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], "leave it out" in error["message"]) == (422, "/address_id", True)
        assert plain.get(f"{server.url}{kept}").status_code == 200

    def test_whose_it_was_given_in_is_not_the_askers_to_say(self, loser: httpx.Client) -> None:
        answer = loser.post("/deadlines.ics/withdraw", json={"subject": self.LOST, "organisation": "GM0935"})

        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/organisation")

    @pytest.mark.usefixtures("impatient")
    def test_they_are_listed_as_of_what_was_recorded(self, loser: httpx.Client) -> None:
        given = loser.post("/deadlines.ics/token").json()
        position = int(loser.get(ADDRESSES).headers["Position"])

        there, not_yet = (loser.get(ADDRESSES, params={"min_position": at}) for at in (position, position + 1_000_000))

        assert given["address_id"] in [each["address_id"] for each in there.json()["items"]]
        assert (not_yet.status_code, not_yet.headers["Retry-After"]) == (503, "1")


OLD, NEW, SUBJECT_THEN = "9801", "9802", "pr-oud-1"


@pytest.fixture(scope="module")
def merged(server: Server, store: Store) -> dict[str, Any]:
    """In the one that merged since, and to the same subject in the new one."""
    began = date(2024, 1, 1)
    extend_register(store.log, [MunicipalityListed(occurred_on=began, municipality=code, name=code) for code in (OLD, NEW)])
    of_old, of_new = (server.as_(Role.PROCESREGISSEUR, f"GM{code}", SUBJECT_THEN) for code in (OLD, NEW))
    old, new = (each.post("/deadlines.ics/token").json() for each in (of_old, of_new))
    extend_register(store.log, [MunicipalityMerged(occurred_on=TODAY, municipality=OLD, into=NEW)])
    return {"old": old, "new": new}


class TestOfAMunicipalityThatMerged:
    """Who administers the one that it is part of finds what was given there, and withdraws it."""

    def test_they_are_listed_and_withdrawn_by_the_administrator_of_the_new_one(self, server: Server, merged: dict[str, Any]) -> None:
        # given
        administrator, another = (server.as_(Role.ADMINISTRATOR, f"GM{code}", "beheer-1") for code in (NEW, "0935"))
        ids = [merged[each]["address_id"] for each in ("old", "new")]
        assert [each["address_id"] for each in administrator.get(ADDRESSES, params={"subject": SUBJECT_THEN}).json()["items"]] == ids
        assert another.post("/deadlines.ics/withdraw", json={"subject": SUBJECT_THEN}).status_code == 404
        assert plain.get(f"{server.url}{merged['old']['address']}").status_code == 200

        # when
        one = administrator.post("/deadlines.ics/withdraw", json={"subject": SUBJECT_THEN, "address_id": ids[0]})

        # then
        opened = [plain.get(f"{server.url}{merged[each]['address']}").status_code for each in ("old", "new")]
        assert (one.status_code, opened) == (204, [401, 200])

    def test_all_of_a_subject_are_withdrawn_in_both(self, server: Server, merged: dict[str, Any]) -> None:
        administrator = server.as_(Role.ADMINISTRATOR, f"GM{NEW}", "beheer-1")
        again = server.as_(Role.PROCESREGISSEUR, f"GM{OLD}", SUBJECT_THEN).post("/deadlines.ics/token").json()

        assert administrator.post("/deadlines.ics/withdraw", json={"subject": SUBJECT_THEN}).status_code == 204

        assert [plain.get(f"{server.url}{each['address']}").status_code for each in (again, merged["new"])] == [401, 401]
        assert administrator.get(ADDRESSES).json()["items"] == []


def test_one_that_was_never_given_opens_nothing_though_it_is_signed(server: Server, given: dict[str, Any]) -> None:
    somebody = Actor(subject=SUBJECT, role=Role.PROCESREGISSEUR, organisation="GM0917")
    for address_id in ("verzonnen", ""):
        made = server.issuer.calendar.issue(somebody, address_id).token
        assert plain.get(f"{server.url}/deadlines.ics", params={"token": made}).status_code == 401
    theirs = server.issuer.calendar.issue(somebody.model_copy(update={"subject": "pr-heerlen-ander"}), given["address_id"]).token
    assert plain.get(f"{server.url}/deadlines.ics", params={"token": theirs}).status_code == 401


def test_it_is_given_to_nobody_who_is_not_signed_in(server: Server, given: dict[str, Any]) -> None:
    for asked in ({}, {"params": {"token": given["token"]}}, {"headers": {"Authorization": f"Bearer {given['token']}"}}):
        assert plain.post(f"{server.url}/deadlines.ics/token", **asked).status_code == 401


def test_no_log_of_the_server_holds_it(server: Server, given: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    assert plain.get(f"{server.url}{given['address']}").status_code == 200
    assert plain.get(f"{server.url}{given['address']}&unknown=x").status_code == 422
    assert plain.get(f"{server.url}{given['address']}x").status_code == 401

    of_the_server = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not any(given["token"] in record.getMessage() for record in of_the_server)


def test_the_document_shows_one(document: dict[str, Any], given: dict[str, Any]) -> None:
    content = document["paths"]["/deadlines.ics/token"]["post"]["responses"]["201"]["content"]["application/json"]
    fits = jsonschema_rs.Draft202012Validator({**content["schema"], "components": document["components"]}, validate_formats=True)

    for shown in (content["example"], given):
        fits.validate(shown)
        assert shown["address"] == f"/deadlines.ics?token={shown['token']}"
