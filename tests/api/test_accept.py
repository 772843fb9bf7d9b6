"""Who says in which form an answer is wanted gets it in that form, or is told that there is none; who does not say gets JSON."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
from starlette.requests import Request

from api.accept import JSON, form_of
from api.problems import NotAcceptable
from domain.codes import Role
from eventlog import Databases
from eventlog.access import AccessLog
from tests.api.people import opening
from tests.api.server import Server

CSV, PARQUET = "text/csv; charset=utf-8; header=present", "application/vnd.apache.parquet"
NIGHT, HOUSES = "2024-02-20", 6


def asked_for(*accept: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept", each.encode()) for each in accept]})


class TestTheForm:
    @pytest.mark.parametrize(
        ("accept", "form"),
        [
            ((), JSON),
            (("",), JSON),
            (("*/*",), JSON),
            (("application/*",), JSON),
            (("text/*",), CSV),
            (("application/json",), JSON),
            (("text/csv",), CSV),
            (("TEXT/CSV;header=absent",), CSV),
            ((PARQUET,), PARQUET),
            (("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",), JSON),
            (("application/json, text/csv",), CSV),
            (("text/csv, application/json",), CSV),
            (("text/csv", "application/json"), CSV),
            (("text/csv, */*",), CSV),
            (("application/json;q=1.0, text/csv;q=0.9",), JSON),
            (("application/json;q=0.5, text/csv;q=0.501",), CSV),
            (("application/json, text/csv;q=0",), JSON),
            (("application/json; q=0, */*",), CSV),
            (("text/csv;q=0.000, text/*, application/json;q=0.1",), JSON),
            (("*/*;q=0.1, application/*;q=0.9, application/json;q=0.2",), PARQUET),
            (("text/csv;q=2, application/json;q=0.9",), CSV),
        ],
    )
    def test_is_the_one_that_is_wanted_most_and_by_itself_json(self, accept: tuple[str, ...], form: str) -> None:
        assert form_of(asked_for(*accept), CSV, PARQUET) == form

    @pytest.mark.parametrize("accept", ["text/html", "text/csv;q=0", "*/*;q=0", "application/json;q=0.0, image/*", "csv", ", text/plain,"])
    def test_is_none_where_none_is_wanted(self, accept: str) -> None:
        with pytest.raises(NotAcceptable, match=r"application/json, text/csv, application/vnd\.apache\.parquet"):
            form_of(asked_for(accept), CSV, PARQUET)


@pytest.fixture(scope="module")
def case(server: Server) -> tuple[str, str]:
    """Six jeugdigen in one house: the path of the last, and the position."""
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1")
    for _ in range(HOUSES):
        opened = regisseur.post("/trajectories", json=opening())
        where = {"setting": "open_residentieel", "provider": "xonar", "location": "groep-heerlen-1"}
        path = opened.headers["Location"]
        answer = regisseur.post(f"{path}/admitted", json={"occurred_on": "2024-02-05", **where}, headers={"If-Match": '"1"'})
        assert answer.status_code == 201, answer.text
    return path, answer.headers["Position"]


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


def report(client: httpx.Client, position: str, accept: str, **asked: str) -> httpx.Response:
    known = {"from": "2024-01-01", "until": "2024-03-21", "period": "month", "by": "setting", "valid_on": NIGHT, "at_position": position}
    answer = client.get("/reports/stand", params=known | asked, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


class TestFigures:
    def test_as_csv_are_those_of_the_json(self, officer: httpx.Client, case: tuple[str, str]) -> None:
        told: dict[str, Any] = report(officer, case[1], "application/json").json()
        answer = report(officer, case[1], "text/csv")
        assert answer.headers["content-type"] == CSV
        assert answer.headers["content-disposition"] == f'attachment; filename="stand-{told["variant"]}.csv"'
        assert answer.headers["position"] == case[1]
        header, *rows = csv.reader(answer.text.splitlines())
        assert header == ["indicator", "variant", "period", "group", "value", "suppressed", "unit", "position"]
        assert [row[2:5] for row in rows] == [["2024-01", "open_residentieel", "0.0"], ["2024-02", "open_residentieel", f"{HOUSES}.0"]]
        assert [(row[2], row[3], float(row[4])) for row in rows] == [(row["period"], row["group"], row["value"]) for row in told["rows"]]
        assert {(row[0], row[1], row[6], row[7]) for row in rows} == {("stand", told["variant"], told["unit"], case[1])}

    def test_as_parquet_are_the_same_with_their_types(self, officer: httpx.Client, case: tuple[str, str], tmp_path: Path) -> None:
        told: dict[str, Any] = report(officer, case[1], "application/json", by="gender").json()
        answer = report(officer, case[1], PARQUET, by="gender")
        assert answer.headers["content-type"] == PARQUET
        file = tmp_path / "figures.parquet"
        file.write_bytes(answer.content)
        read = duckdb.read_parquet(str(file))
        assert list(zip(read.columns, map(str, read.types), strict=True)) == [
            ("indicator", "VARCHAR"),
            ("variant", "VARCHAR"),
            ("period", "VARCHAR"),
            ("group", "VARCHAR"),
            ("value", "DOUBLE"),
            ("suppressed", "BOOLEAN"),
            ("unit", "VARCHAR"),
            ("position", "BIGINT"),
        ]
        one = (told["indicator"], told["variant"]), (told["unit"], told["position"])
        assert read.fetchall() == [(*one[0], row["period"], row["group"], row["value"], row["suppressed"], *one[1]) for row in told["rows"]]

    def test_that_are_small_leave_in_no_form(self, server: Server, case: tuple[str, str], tmp_path: Path) -> None:
        # given: one more, in a leefhuis
        reporter = server.as_(Role.REPORTER, "regio", "verslag-1")
        regisseur = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-2")
        opened = regisseur.post("/trajectories", json=opening(home_municipality="0935"))
        where = {"setting": "leefhuis", "provider": "xonar", "location": "leefhuis-heerlen"}
        position = regisseur.post(
            f"{opened.headers['Location']}/admitted", json={"occurred_on": "2024-02-05", **where}, headers={"If-Match": '"1"'}
        ).headers["Position"]
        _, *rows = csv.reader(report(reporter, position, "text/csv").text.splitlines())
        assert ["2024-02", "leefhuis", "", "true"] in [row[2:6] for row in rows]
        file = tmp_path / "figures.parquet"
        file.write_bytes(report(reporter, position, PARQUET).content)
        told = duckdb.read_parquet(str(file)).fetchall()
        assert {row[4] for row in told if row[5]} == {None}


class TestWhatCannotBeGiven:
    @pytest.mark.parametrize(
        ("path", "forms"),
        [
            ("/reports/stand", "application/json, text/csv, application/vnd.apache.parquet"),
            ("/access-log", "application/json, application/fhir+json"),
            ("{case}/dossier", "application/json, application/pdf"),
        ],
    )
    def test_is_refused_with_what_can_and_nothing_is_shown(
        self, databases: Databases, officer: httpx.Client, case: tuple[str, str], path: str, forms: str
    ) -> None:
        with AccessLog(databases) as accesses:
            before = accesses.page(limit=1)
            answer = officer.get(path.format(case=case[0]), headers={"Accept": "text/html"})
            assert (answer.status_code, answer.json()["type"]) == (406, "/problems/not-acceptable")
            assert answer.json()["detail"].endswith(f": {forms}.")
            assert accesses.page(limit=1) == before

    def test_the_others_are_given_by_the_same_choice(self, officer: httpx.Client, case: tuple[str, str]) -> None:
        for path, form in (("/access-log", "application/fhir+json"), (f"{case[0]}/dossier", "application/pdf")):
            for accept, expected in ((form, form), (f"application/json, {form}", form), (f"*/*, {form};q=0.5", JSON), ("*/*", JSON)):
                assert officer.get(path, headers={"Accept": accept}).headers["content-type"] == expected

    def test_who_is_not_signed_in_is_told_that_first(self, server: Server, case: tuple[str, str]) -> None:
        assert httpx.get(f"{server.url}/reports/stand", headers={"Accept": "text/html"}).status_code == 401


@pytest.mark.parametrize("program", ["api.app", "jeugdspoor.commands", "interchange.tables"])
def test_the_library_of_parquet_is_loaded_for_who_asks_for_it_alone(program: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {program}; print('pyarrow' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert told.stdout == "False\n"
