"""Figures through HTTP: who is told them, what they count, as known when, what is hidden, and what is kept of the question."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest

from application.reporting.reports import JEUGDWET, MOST_PERIODS, TOLD_EXACTLY, TOLD_FIGURES
from domain.calendar import add_days, amsterdam_day
from domain.codes import Role
from domain.figures import Detail, PeriodKind, dimensions
from domain.figures.tally import STANDING
from domain.indicators import Indicator, indicators
from eventlog import Databases
from eventlog.access import AccessLog
from tests.api.people import opening
from tests.api.server import Server

HOUSES = ["groep-heerlen-1"] * 6 + ["groep-brunssum"] * 2 + ["leefhuis-heerlen"] * 5
PROVIDERS = {"groep-heerlen-1": "xonar", "groep-brunssum": "koraal", "leefhuis-heerlen": "xonar"}

SPRING = {"from": "2024-01-01", "until": "2024-07-01"}
"""Two quarters, in the first of which all were admitted."""

NOBODYS = "01900000-0000-7000-8000-000000000000"
TODAY = amsterdam_day(datetime.now(UTC))
LAST = f"{TODAY.year + 1}-12-31"
"""The last day of which anything is told."""

Rows = dict[tuple[str, str | None], float | str | None]


class Told(NamedTuple):
    before: int
    """The position at which all thirteen were admitted."""
    known_at: str
    """A moment at which no more was known."""
    position: int
    """Of what was recorded after that: one of the thirteen was admitted in March, another never was."""


@pytest.fixture(scope="module")
def told(server: Server) -> Told:
    """Thirteen jeugdigen: eleven with xonar, of whom five in a leefhuis, and two with koraal; one of Maastricht. Then two corrections."""
    paths = []
    for number, house in enumerate(HOUSES):
        municipality = "0935" if number == 0 else "0917"
        regisseur = server.as_(Role.PROCESREGISSEUR, f"GM{municipality}", "pr-1")
        opened = regisseur.post("/trajectories", json=opening(home_municipality=municipality))
        setting = "leefhuis" if house.startswith("leefhuis") else "open_residentieel"
        where = {"setting": setting, "provider": PROVIDERS[house], "location": house}
        before = _record(regisseur, opened.headers["Location"], 1, "admitted", {"occurred_on": "2024-02-05", **where})
        paths.append(opened.headers["Location"])
    known_at = datetime.now(UTC).isoformat()
    corrected = {"target_version": 2, "data": {"occurred_on": "2024-03-04"}, "reason": "Een maand later."}
    _record(regisseur, paths[-1], 2, "corrected", {"occurred_on": "2024-09-01", **corrected})
    voided = {"target_version": 2, "reason": "Van een ander."}
    after = _record(regisseur, paths[-2], 2, "voided", {"occurred_on": "2024-09-01", **voided})
    return Told(before, known_at, after)


def _record(client: httpx.Client, path: str, version: int, kind: str, body: dict[str, Any]) -> int:
    answer = client.post(f"{path}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 201, answer.text
    return int(answer.headers["Position"])


@pytest.fixture
def reporter(server: Server) -> httpx.Client:
    return server.as_(Role.REPORTER, "regio", "verslag-1")


@pytest.fixture
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")


def ask(client: httpx.Client, indicator: str, **asked: Any) -> dict[str, Any]:
    answer = client.get(f"/reports/{indicator}", params=asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert answer.headers["Position"] == str(body["position"])
    return body


def rows(body: dict[str, Any]) -> Rows:
    assert all(row["value"] is None for row in body["rows"] if row["suppressed"])
    return {(row["period"], row["group"]): "hidden" if row["suppressed"] else row["value"] for row in body["rows"]}


def then(told: Told, **asked: Any) -> dict[str, Any]:
    """Of the first half of 2024, as known when all thirteen were admitted."""
    return {"at_position": told.before, "valid_on": "2024-12-31", **SPRING, **asked}


def refused(client: httpx.Client, indicator: str, **asked: Any) -> dict[str, Any]:
    answer = client.get(f"/reports/{indicator}", params=asked)
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, body["type"]) == (422, "/problems/malformed")
    return body


class TestFigures:
    def test_by_region_are_those_of_the_region(self, reporter: httpx.Client, told: Told) -> None:
        by_region = ask(reporter, "stand", **then(told, by="region"))

        assert by_region == {**ask(reporter, "stand", **then(told)), "known_at": by_region["known_at"]}
        assert {group for _, group in rows(by_region)} == {None}

    @pytest.mark.parametrize(
        ("period", "figures"),
        [
            ("month", {"2024-01": 0, "2024-02": 13, "2024-03": 13, "2024-04": 13, "2024-05": 13, "2024-06": 13}),
            ("quarter", {"2024-Q1": 13, "2024-Q2": 13}),
            ("half_year", {"2024-H1": 13}),
        ],
    )
    def test_of_the_region_by_month_quarter_and_half_year(
        self, reporter: httpx.Client, told: Told, period: str, figures: dict[str, int]
    ) -> None:
        assert rows(ask(reporter, "stand", **then(told, period=period))) == {(name, None): value for name, value in figures.items()}

    def test_by_setting(self, reporter: httpx.Client, told: Told) -> None:
        assert rows(ask(reporter, "stand", **then(told, by="setting"))) == {
            ("2024-Q1", "leefhuis"): 5,
            ("2024-Q1", "open_residentieel"): 8,
            ("2024-Q2", "leefhuis"): 5,
            ("2024-Q2", "open_residentieel"): 8,
        }

    @pytest.mark.parametrize(
        ("by", "figures"), [("provider", {"koraal": 2, "xonar": 11}), ("municipality", {"0917": 12, "0935": 1}), ("gender", {"male": 13})]
    )
    def test_by_what_is_small_for_who_may_see_it(self, officer: httpx.Client, told: Told, by: str, figures: dict[str, int]) -> None:
        found = rows(ask(officer, "stand", **then(told, by=by, detail="exact", period="half_year")))

        assert found == {("2024-H1", group): value for group, value in figures.items()}

    def test_says_what_it_is_and_how_it_was_asked(self, reporter: httpx.Client, told: Told) -> None:
        body = ask(reporter, "stand", **then(told, by="setting", period="half_year"))

        stand = indicators()["stand"]
        assert (body["indicator"], body["number"], body["title"]) == ("stand", 3, stand.title)
        assert (body["variant"], body["formula"], body["unit"]) == ("stays", stand.default.formula, "jeugdigen")
        assert (body["period"], body["from"], body["until"]) == ("half_year", "2024-01-01", "2024-07-01")
        assert (body["by"], body["detail"], body["valid_on"]) == ("setting", "protected", "2024-12-31")

    def test_is_of_four_quarters_up_to_today_unless_more_is_said(self, reporter: httpx.Client, told: Told) -> None:
        body = ask(reporter, "stand", min_position=told.position)

        assert (body["valid_on"], body["until"]) == (str(TODAY), str(add_days(TODAY, 1)))
        assert len(body["rows"]) == 4
        assert {row["value"] for row in body["rows"]} == {12}

    def test_of_a_period_that_runs_the_days_so_far_count_and_of_one_that_has_not_begun_nothing(
        self, reporter: httpx.Client, told: Told
    ) -> None:
        for day, figures in {"2024-02-04": [0], "2024-02-05": [13], "2024-04-01": [13, 13]}.items():
            assert list(rows(ask(reporter, "stand", **then(told, valid_on=day))).values()) == figures
        assert ask(reporter, "stand", **then(told, valid_on="2023-12-31"))["rows"] == []

    @pytest.mark.parametrize("detail", [Detail.PROTECTED, Detail.PUBLISHED])
    def test_a_period_cut_short_on_a_past_day_is_suppressed_since_a_hidden_month_would_be_the_difference_of_two(
        self, reporter: httpx.Client, server: Server, told: Told, detail: Detail
    ) -> None:
        whole = {"at_position": told.position, "from": "2024-01-01", "until": "2024-07-01", "detail": detail}
        cut = {**whole, "valid_on": "2024-05-31"}

        for period in PeriodKind:
            later = rows(ask(reporter, "inflow", variant="placements", period=period, **whole))
            found = rows(ask(reporter, "inflow", variant="placements", period=period, **cut))
            assert found == {
                (name, group): "hidden" if name in ("2024-Q2", "2024-H1") else figure
                for (name, group), figure in later.items()
                if name != "2024-06"
            }
        # What stands on a day is that of the day, and who may see small numbers may see these.
        assert "hidden" not in rows(ask(reporter, "stand", **cut)).values()
        exact = {**cut, "detail": "exact"}
        assert "hidden" not in rows(ask(server.auditor(), "inflow", **exact)).values()

    @pytest.mark.parametrize("indicator", indicators())
    def test_a_past_day_can_be_asked_about_of_every_indicator(self, reporter: httpx.Client, told: Told, indicator: str) -> None:
        for each in indicators()[indicator].variants:
            body = ask(reporter, indicator, variant=each.name, valid_on="2024-05-15", at_position=told.position)
            assert {row["period"] for row in body["rows"]} <= {"2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"}
            if each.aggregate not in STANDING and not each.days_later:
                assert all(row["suppressed"] for row in body["rows"] if row["period"] == "2024-Q2")

    @pytest.mark.parametrize("detail", Detail)
    def test_every_variant_of_every_indicator_is_told(self, officer: httpx.Client, told: Told, detail: Detail) -> None:
        # a day on which no cohort's year is half over
        day = "2024-12-30"
        for indicator, variant in ((each, variant) for each in indicators().values() for variant in each.variants):
            by = dimensions(variant)[len(variant.formula) % len(dimensions(variant))]
            region, groups = (
                ask(officer, indicator.id, **then(told, variant=variant.name, detail=detail, valid_on=day, **asked))
                for asked in ({}, {"by": by})
            )
            for body in (region, groups):
                assert (body["indicator"], body["variant"], body["unit"]) == (indicator.id, variant.name, variant.unit)
                assert detail is not Detail.EXACT or not any(row["suppressed"] for row in body["rows"])
            assert [row["group"] for row in region["rows"]] == [None, None]
            assert None not in [row["group"] for row in groups["rows"]]

    @pytest.mark.parametrize("indicator", indicators().values(), ids=indicators())
    def test_without_a_variant_it_is_the_first(self, reporter: httpx.Client, told: Told, indicator: Indicator) -> None:
        assert ask(reporter, indicator.id, **then(told))["variant"] == indicator.variants[0].name


class TestSmallNumbers:
    @pytest.mark.parametrize("by", ["provider", "municipality"])
    def test_are_hidden_with_the_one_that_would_give_them_away(self, reporter: httpx.Client, told: Told, by: str) -> None:
        # given: two with koraal, and one of Maastricht; the thirteen less the others would tell it
        found = rows(ask(reporter, "stand", **then(told, by=by)))

        assert set(found.values()) == {"hidden"}
        assert len(found) == 4

    def test_of_a_month_are_hidden_in_whatever_way_it_is_asked(self, reporter: httpx.Client, told: Told) -> None:
        by_months = rows(ask(reporter, "stand", **then(told, by="provider", period="month")))
        march = rows(ask(reporter, "stand", **then(told, by="provider", period="month", **{"from": "2024-03-05", "until": "2024-03-06"})))
        quarter = rows(ask(reporter, "stand", **then(told, by="provider")))

        assert march == {("2024-03", group): "hidden" for group in ("koraal", "xonar")}
        assert {key: by_months[key] for key in march} == march
        assert {quarter["2024-Q1", group] for group in ("koraal", "xonar")} == {"hidden"}
        assert by_months["2024-01", "koraal"] == 0, "none is no secret"

    @pytest.mark.parametrize("role", sorted(TOLD_EXACTLY))
    def test_are_told_to_who_may_see_them_and_asks_for_them(self, server: Server, told: Told, role: Role) -> None:
        client = server.auditor() if role is Role.AUDITOR else server.as_(role, "regio", "iemand")

        protected, exact = (rows(ask(client, "stand", **then(told, by="provider", detail=detail))) for detail in ("protected", "exact"))

        assert set(protected.values()) == {"hidden"}
        assert exact["2024-Q1", "koraal"] == 2

    @pytest.mark.parametrize(
        "assigned",
        [None, {"scope": [NOBODYS]}, {"until": "2024-02-01"}, {"from": "2099-01-01"}],
        ids=["never assigned", "to one trajectory", "no more", "not yet"],
    )
    def test_are_not_told_to_an_auditor_without_a_running_assignment_to_all(
        self, server: Server, told: Told, assigned: dict[str, Any] | None
    ) -> None:
        subject = f"auditor-{uuid4()}"
        if assigned:
            whole = {"subject": subject, "scope": "all", "from": "2024-01-01", "until": "2100-01-01", "purpose": "onderzoek", **assigned}
            answer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").post("/assignments", json=whole)
            assert answer.status_code == 201, answer.text
        client = server.as_(Role.AUDITOR, "inspectie", subject)

        answer = client.get("/reports/stand", params=then(told, by="provider", detail="exact"))

        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
        assert "assignment" in answer.json()["detail"]
        assert set(rows(ask(client, "stand", **then(told, by="provider"))).values()) == {"hidden"}

    def test_are_not_told_to_a_reporter_who_asks_for_them(self, reporter: httpx.Client, told: Told) -> None:
        answer = reporter.get("/reports/stand", params=then(told, detail="exact"))

        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
        assert "detail=protected" in answer.json()["detail"]

    def test_what_is_published_is_rounded_besides(self, reporter: httpx.Client, told: Told) -> None:
        assert rows(ask(reporter, "stand", **then(told, by="setting", detail="published", period="half_year"))) == {
            ("2024-H1", "leefhuis"): 5,
            ("2024-H1", "open_residentieel"): 10,
        }
        assert rows(ask(reporter, "stand", **then(told, detail="published", period="half_year"))) == {("2024-H1", None): 15}
        assert set(rows(ask(reporter, "stand", **then(told, by="provider", detail="published"))).values()) == {"hidden"}


class TestBothTimes:
    ASKED = SPRING | {"valid_on": "2024-12-31", "period": "month", "by": "setting", "detail": "exact"}

    @pytest.mark.parametrize("way", ["known_at", "at_position"])
    def test_a_figure_of_the_past_stays_what_it_was(self, officer: httpx.Client, told: Told, way: str) -> None:
        known = {"known_at": told.known_at} if way == "known_at" else {"at_position": told.before}

        body = ask(officer, "stand", **self.ASKED, **known)

        assert body["position"] == told.before
        assert [value for (month, group), value in rows(body).items() if group == "leefhuis"] == [0, 5, 5, 5, 5, 5]
        if way == "known_at":
            assert datetime.fromisoformat(body["known_at"]) == datetime.fromisoformat(told.known_at)

    def test_and_what_was_learned_since_is_in_the_present_one(self, officer: httpx.Client, told: Told) -> None:
        now = ask(officer, "stand", **self.ASKED, min_position=told.position)

        assert now["position"] >= told.position
        assert [value for (month, group), value in rows(now).items() if group == "leefhuis"] == [0, 3, 4, 4, 4, 4]
        assert now["rows"] == ask(officer, "stand", **self.ASKED, at_position=told.position)["rows"]

    def test_before_anything_was_known_nothing_is_counted(self, officer: httpx.Client, told: Told) -> None:
        body = ask(officer, "stand", **SPRING, valid_on="2024-12-31", known_at="2020-01-01T00:00:00Z")

        assert (body["position"], body["known_at"]) == (0, "2020-01-01T00:00:00Z")
        assert set(rows(body).values()) == {0}

    def test_unless_a_day_is_named_it_is_the_one_of_what_was_known(self, officer: httpx.Client, told: Told) -> None:
        body = ask(officer, "stand", known_at="2024-03-31T22:30:00Z")

        assert (body["valid_on"], body["from"], body["until"]) == ("2024-04-01", "2023-07-01", "2024-04-02")

    def test_what_will_be_known_cannot_be_asked(self, reporter: httpx.Client, told: Told) -> None:
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()

        assert "future" in refused(reporter, "stand", known_at=tomorrow)["detail"]
        assert "beyond the log" in refused(reporter, "stand", at_position=told.position + 1000)["detail"]
        assert "known_at or at_position" in refused(reporter, "stand", known_at=told.known_at, at_position=told.before)["detail"]

    @pytest.mark.usefixtures("impatient")
    def test_it_waits_for_what_was_just_recorded(self, reporter: httpx.Client, told: Told) -> None:
        answer = reporter.get("/reports/stand", params={"min_position": told.position + 1000})

        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet")
        assert answer.headers["Retry-After"]


class TestWhatCannotBeAsked:
    def test_an_indicator_that_there_is_not(self, reporter: httpx.Client) -> None:
        answer = reporter.get("/reports/nothing")

        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
        assert all(each in answer.json()["detail"] for each in indicators())

    def test_a_variant_that_there_is_not(self, reporter: httpx.Client) -> None:
        assert refused(reporter, "stand", variant="gone")["errors"] == [
            {"parameter": "variant", "message": "Choose one of: stays, closed, occupancy, nights."}
        ]

    def test_by_what_nothing_is_told(self, reporter: httpx.Client) -> None:
        (error,) = refused(reporter, "stand", by="regio")["errors"]

        assert error["message"].startswith("Choose one of: region, municipality, ")

    def test_by_what_the_variant_has_not(self, reporter: httpx.Client) -> None:
        assert refused(reporter, "stand", variant="occupancy", by="gender")["errors"] == [
            {"parameter": "by", "message": "This variant is told by: provider, setting; or not at all."}
        ]

    @pytest.mark.parametrize("until", ["2024-01-01", "2023-06-01"])
    def test_until_before_from(self, reporter: httpx.Client, until: str) -> None:
        assert refused(reporter, "stand", until=until, **{"from": "2024-01-01"})["errors"] == [
            {"parameter": "until", "message": "Give a day after 2024-01-01, where it begins."}
        ]

    def test_more_periods_than_are_told(self, reporter: httpx.Client) -> None:
        ten_years = {"from": "2015-01-01", "period": "month", "valid_on": "2024-12-31"}

        assert len(ask(reporter, "stand", **ten_years)["rows"]) == MOST_PERIODS
        (told,) = refused(reporter, "stand", **ten_years, until="2025-01-02")["errors"]
        assert told["parameter"] == "from"
        assert "ask for fewer, or for longer ones" in told["message"]

    @pytest.mark.parametrize("wrong", [{"period": "week"}, {"by": "name"}, {"detail": "all"}, {"valid_on": "1 mei"}, {"on": "2024-03-01"}])
    def test_what_is_not_well_formed(self, reporter: httpx.Client, wrong: dict[str, str]) -> None:
        assert refused(reporter, "stand", **wrong)["errors"][0]["parameter"] in wrong

    @pytest.mark.parametrize("period", ["month", "quarter", "half_year"])
    @pytest.mark.parametrize("day", [str(JEUGDWET), LAST])
    def test_of_the_first_and_the_last_day_that_can_be_asked_what_is_filled_in_can_be_asked_again(
        self, reporter: httpx.Client, told: Told, day: str, period: str
    ) -> None:
        filled_in = ask(reporter, "stand", valid_on=day, period=period, at_position=told.position)
        again = {name: filled_in[name] for name in ("from", "until", "valid_on", "variant", "detail")}
        assert filled_in["rows"]
        assert ask(reporter, "stand", period=period, at_position=told.position, **again) == filled_in

    @pytest.mark.parametrize(
        ("asked", "named"),
        [
            ({"from": "1900-01-01", "until": "1900-07-01"}, {"from", "until"}),
            ({"from": "2014-12-31"}, {"from"}),
            ({"until": "2015-01-01"}, {"until"}),
            ({"valid_on": "2014-12-31"}, {"valid_on"}),
            ({"known_at": "2014-12-31T12:00:00Z"}, {"valid_on"}),
            ({"valid_on": "2199-12-31"}, {"valid_on"}),
            ({"from": f"{TODAY.year + 2}-01-01", "until": f"{TODAY.year + 2}-01-02"}, {"from", "until"}),
        ],
    )
    def test_a_period_before_the_jeugdwet_or_after_next_year(
        self, reporter: httpx.Client, told: Told, asked: dict[str, str], named: set[str]
    ) -> None:
        errors = refused(reporter, "stand", **asked)["errors"]
        assert {each["parameter"] for each in errors} == named
        assert all("Jeugdwet" in each["message"] for each in errors)


class TestWhoIsTold:
    @pytest.mark.parametrize("role", sorted(TOLD_FIGURES))
    def test_reporters_privacy_officers_and_auditors_without_an_assignment(self, server: Server, told: Told, role: Role) -> None:
        assert rows(ask(server.as_(role, "regio", "iemand"), "stand", **then(told))) == {("2024-Q1", None): 13, ("2024-Q2", None): 13}

    @pytest.mark.parametrize("role", sorted(set(Role) - TOLD_FIGURES))
    def test_nobody_else_and_the_attempt_is_kept(self, server: Server, databases: Databases, told: Told, role: Role) -> None:
        answer = server.as_(role, "GM0917", "iemand").get("/reports/stand")

        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
        with AccessLog(databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.role, kept.outcome) == ("get_report", role.value, "forbidden")

    def test_the_question_is_kept_and_names_nobody(self, databases: Databases, reporter: httpx.Client, told: Told) -> None:
        ask(reporter, "stand", **then(told, variant="nights", by="provider", period="month"))

        with AccessLog(databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.role, kept.outcome, list(kept.trajectories)) == ("get_report", "reporter", "shown", [])
        assert json.loads(kept.parameters) == {
            "indicator": "stand",
            "variant": "nights",
            "by": "provider",
            "period": "month",
            "at_position": told.before,
            "valid_on": "2024-12-31",
            **SPRING,
        }
