"""Figures through HTTP: who is told them, what they count, and what is kept of the question."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from application.reports import TOLD_FIGURES
from domain.calendar import amsterdam_day
from domain.codes import Role
from eventlog import Databases
from eventlog.access import AccessLog
from tests.api.people import opening
from tests.api.server import Server

HOUSES = ["groep-heerlen-1"] * 6 + ["groep-brunssum"] * 2 + ["leefhuis-heerlen"] * 5
PROVIDERS = {"groep-heerlen-1": "xonar", "groep-brunssum": "koraal", "leefhuis-heerlen": "xonar"}
NIGHT = "2024-03-01"


@pytest.fixture(scope="module")
def admitted(server: Server) -> str:
    """Thirteen jeugdigen: eleven with xonar, of whom five in a leefhuis, and two with koraal. The position of the last."""
    for number, house in enumerate(HOUSES):
        municipality = "0935" if number == 0 else "0917"
        regisseur = server.as_(Role.PROCESREGISSEUR, f"GM{municipality}", "pr-1")
        opened = regisseur.post("/trajectories", json=opening(home_municipality=municipality))
        setting = "leefhuis" if house.startswith("leefhuis") else "open_residentieel"
        where = {"setting": setting, "provider": PROVIDERS[house], "location": house}
        answer = regisseur.post(
            f"{opened.headers['Location']}/admitted", json={"occurred_on": "2024-02-05", **where}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 201, answer.text
    return answer.headers["Position"]


@pytest.fixture
def reporter(server: Server) -> httpx.Client:
    return server.as_(Role.REPORTER, "regio", "verslag-1")


def stand(client: httpx.Client, admitted: str, **asked: str) -> tuple[dict[str, Any], int | None]:
    answer = client.get("/reports/stand", params={"on": NIGHT, "min_position": admitted, **asked})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["on"] == asked.get("on", NIGHT)
    return {cell["key"]: cell["count"] for cell in told["cells"]}, told["total"]


class TestTheStand:
    def test_counts_who_is_where(self, reporter: httpx.Client, admitted: str) -> None:
        assert stand(reporter, admitted) == ({"leefhuis": 5, "open_residentieel": 8}, 13)
        assert stand(reporter, admitted, on="2024-02-04") == ({}, None)

    def test_tells_no_small_number_nor_what_gives_it_away(self, reporter: httpx.Client, admitted: str) -> None:
        # given: two with koraal, and one of Maastricht; the total less the other would tell it
        assert stand(reporter, admitted, by="provider") == ({"koraal": None, "xonar": None}, 13)
        assert stand(reporter, admitted, by="municipality") == ({"0917": None, "0935": None}, 13)

    def test_is_of_the_coming_night_unless_a_day_is_named(self, reporter: httpx.Client, admitted: str) -> None:
        told = reporter.get("/reports/stand", params={"min_position": admitted}).json()
        assert (told["on"], told["by"], told["total"]) == (str(amsterdam_day(datetime.now(UTC))), "setting", 13)

    def test_waits_for_what_was_just_recorded(self, reporter: httpx.Client, admitted: str) -> None:
        answer = reporter.get("/reports/stand", params={"min_position": int(admitted) + 1000})
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet")


class TestWhoIsTold:
    @pytest.mark.parametrize("role", sorted(TOLD_FIGURES))
    def test_reporters_privacy_officers_and_auditors_without_an_assignment(self, server: Server, admitted: str, role: Role) -> None:
        assert stand(server.as_(role, "regio", "iemand"), admitted)[1] == 13

    @pytest.mark.parametrize("role", sorted(set(Role) - TOLD_FIGURES))
    def test_nobody_else(self, server: Server, admitted: str, role: Role) -> None:
        answer = server.as_(role, "GM0917", "iemand").get("/reports/stand", params={"on": NIGHT})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")

    def test_the_question_is_kept_and_names_nobody(self, databases: Databases, reporter: httpx.Client, admitted: str) -> None:
        stand(reporter, admitted, by="provider")
        with AccessLog(databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.role, kept.outcome, list(kept.trajectories)) == ("get_stand", "reporter", "shown", [])
        assert '"by":"provider"' in kept.parameters
        assert f'"on":"{NIGHT}"' in kept.parameters
