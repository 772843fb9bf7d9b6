"""Deliveries through HTTP: what was given out is given again byte for byte, and every later change to it is explained."""

import itertools
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import httpx
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from uuid_utils.compat import uuid7

import domain.events.delivery
from api import DemoIssuer, create_app
from application.doors.register import extend_register
from application.reporting import delivering
from application.reporting.delivering import PARQUET
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Envelope, Recorded, Source
from domain.events import DELIVERIES_ID, ProviderSucceeded, RecordsDelivered
from domain.figures import dimensions
from domain.indicators import Indicator, indicators
from eventlog import Databases, NewEvent, Tombstone
from eventlog.access import AccessLog
from jeugdspoor.wiring import Store, application
from tests.api.people import opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
YEAR = {"period": "quarter", "from": "2024-01-01", "until": "2025-01-01", "valid_on": "2025-06-01"}
NOBODYS = "01900000-0000-7000-8000-000000000000"
INFLOW = {"indicator": "inflow", **YEAR}
EXACT = {**INFLOW, "detail": "exact"}


UNKNOWN_BSN = "999999999"
HALF = {"kind": "cbs-records", "half_year": "2024-H1"}
KORAAL = {**HALF, "provider": "koraal", "recipient": "CBS"}


def _refusal_of(role: Role) -> tuple[int, str]:
    return (404, "not-found") if role in (Role.AUDITOR, Role.REPORTER) else (403, "forbidden")


class Region:
    """What several record of jeugdigen in Heerlen."""

    def __init__(self, server: Server) -> None:
        self._regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1")
        self.position = 0
        self.versions: dict[str, int] = {}
        self.bsns: dict[str, str] = {}

    def opens(self, **identity: str | None) -> str:
        body = opening(identity=identity)
        body["identity"] = {name: each for name, each in body["identity"].items() if each is not None}
        trajectory_id = self._noted(self._regisseur.post("/trajectories", json=body))
        self.bsns[trajectory_id] = body["identity"].get("bsn", UNKNOWN_BSN)
        return trajectory_id

    def tells(self, trajectory_id: str, kind: str, on: str, /, **data: Any) -> int:
        """Gives the position at which it is recorded."""
        answer = self._regisseur.post(
            f"/trajectories/{trajectory_id}/{kind}",
            json={"occurred_on": on, **data},
            headers={"If-Match": f'"{self.versions[trajectory_id]}"'},
        )
        self._noted(answer)
        return self.position

    def admits(self, on: str = "2024-02-05", **identity: str | None) -> str:
        """To closed care, in the only house of the region that has it; the admission is its third version."""
        trajectory_id = self.opens(**identity)
        until = str(date.fromisoformat(on) + timedelta(days=180))
        self.tells(trajectory_id, "title-granted", on, title_id="m-1", kind="machtiging", valid_from=on, valid_until=until)
        self.tells(trajectory_id, "admitted", on, setting="gesloten", provider="koraal", location="gesloten-geleen-1", title_id="m-1")
        return trajectory_id

    def _noted(self, answer: httpx.Response) -> str:
        assert answer.status_code == 201, answer.text
        told = answer.json()
        self.position = told["position"]
        self.versions[told["trajectory_id"]] = told["version"]
        return str(told["trajectory_id"])


@pytest.fixture(scope="module")
def erasure_days() -> int:
    return 0


@pytest.fixture(scope="module")
def region(server: Server) -> Region:
    """Six who came in the first quarter of 2024."""
    region = Region(server)
    for _ in range(6):
        region.admits()
    return region


@pytest.fixture
def reporter(server: Server) -> httpx.Client:
    return server.as_(Role.REPORTER, "regio", "verslag-1")


@pytest.fixture
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


@pytest.fixture
def koraal(server: Server) -> httpx.Client:
    return server.as_(Role.PROVIDER, "koraal", "koraal-1")


def frozen(client: httpx.Client, body: Mapping[str, Any]) -> dict[str, Any]:
    answer = client.post("/deliveries", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    assert answer.headers["Position"] == str(told["position"])
    assert answer.headers["Location"] == f"/deliveries/{told['id']}/content"
    return told


def content(client: httpx.Client, delivery: Mapping[str, Any], **headers: str) -> bytes:
    answer = client.get(f"/deliveries/{delivery['id']}/content", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.content


def told_again(client: httpx.Client, delivery: Mapping[str, Any]) -> None:
    """As it was delivered, to the byte."""
    assert sha256(content(client, delivery)).hexdigest() == delivery["sha256"]


def difference(client: httpx.Client, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = client.get(f"/deliveries/{before['id']}/difference/{after['id']}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    for item in items:
        if not item["suppressed"]:
            assert sum(each["delta"] for each in item["because"]) == pytest.approx((item["after"] or 0) - (item["before"] or 0))
            less, more = sorted((before["position"], after["position"]))
            assert all(less < each["position"] <= more for each in item["because"] if each["position"])
    return items


def refused(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{kind}"), answer.text
    return problem


class TestFreezing:
    def test_answers_with_all_that_it_is_made_by(self, region: Region, reporter: httpx.Client) -> None:
        told = frozen(reporter, {**INFLOW, "at_position": region.position, "recipient": "Bestuurlijk overleg"})

        assert told["kind"] == "report"
        assert {name: told[name] for name in YEAR} == YEAR
        assert (told["indicator"], told["by"], told["detail"]) == ("inflow", None, "protected")
        assert (told["position"], told["recipient"]) == (region.position, "Bestuurlijk overleg")
        assert len(told["sha256"]) == len(told["query_version"]) == 64

    def test_its_content_is_what_the_report_of_that_position_says(self, region: Region, reporter: httpx.Client) -> None:
        delivery = frozen(reporter, {**INFLOW, "at_position": region.position})
        report = reporter.get("/reports/inflow", params={**YEAR, "at_position": region.position})

        told_again(reporter, delivery)
        assert json.loads(content(reporter, delivery)) == report.json()

    def test_says_nothing_of_time_and_is_of_now(self, region: Region, reporter: httpx.Client) -> None:
        told = frozen(reporter, {"indicator": "inflow"})
        assert told["valid_on"] == str(TODAY)
        assert told["until"] == str(TODAY + timedelta(days=1))
        assert told["position"] >= region.position
        told_again(reporter, told)

    def test_what_was_known_at_a_moment(self, region: Region, reporter: httpx.Client) -> None:
        before = region.position
        moment = datetime.now(UTC).isoformat()
        region.admits()
        told = frozen(reporter, {**INFLOW, "known_at": moment})
        assert before <= told["position"] < region.position
        assert told["valid_on"] == YEAR["valid_on"]
        told_again(reporter, told)

    def test_knows_what_was_recorded_just_before(self, region: Region, reporter: httpx.Client, server: Server) -> None:
        regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
        for _ in range(5):
            recorded = regisseur.post("/trajectories", json=opening())
            assert recorded.status_code == 201, recorded.text
            assert frozen(reporter, INFLOW)["position"] >= int(recorded.headers["Position"])

    def test_of_a_moment_is_of_the_day_of_that_moment(self, region: Region, reporter: httpx.Client) -> None:
        """And not of the last recording before it: then there was nothing but the register."""
        told = frozen(reporter, {"indicator": "inflow", "known_at": "2023-01-01T12:00:00Z"})
        assert (told["valid_on"], told["until"]) == ("2023-01-01", "2023-01-02")
        told_again(reporter, told)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "/indicator"),
            ({"indicator": "nothing-of-the-kind"}, "/indicator"),
            ({"indicator": 7}, "/indicator"),
            ({**INFLOW, "variant": "no-such"}, "/variant"),
            ({**INFLOW, "period": "year"}, "/period"),
            ({**INFLOW, "from": "2024"}, "/from"),
            ({**INFLOW, "from": "2025-02-01"}, "/until"),
            ({**INFLOW, "from": "1900-01-01"}, "/from"),
            ({**INFLOW, "until": "2199-12-31"}, "/until"),
            ({**INFLOW, "valid_on": "2014-12-31"}, "/valid_on"),
            ({**INFLOW, "by": "bsn"}, "/by"),
            ({**INFLOW, "indicator": "stand", "variant": "occupancy", "by": "gender"}, "/by"),
            ({**INFLOW, "detail": "all"}, "/detail"),
            ({**INFLOW, "known_at": "2025-01-01T00:00:00"}, "/known_at"),
            ({**INFLOW, "known_at": 1_700_000_000}, "/known_at"),
            ({**INFLOW, "at_position": 0}, "/at_position"),
            ({**INFLOW, "at_position": 10**30}, "/at_position"),
            ({**INFLOW, "at_position": "17"}, "/at_position"),
            ({**INFLOW, "known_at": "0001-01-01T00:00:00+00:01"}, "/known_at"),
            ({**INFLOW, "variant": ""}, "/variant"),
            ({**INFLOW, "recipient": ""}, "/recipient"),
            ({**INFLOW, "recipient": "ouder van 9999 00006"}, "/recipient"),
            ({**INFLOW, "surprise": 1}, "/surprise"),
            ({**INFLOW, "delivery_id": "mine"}, "/delivery_id"),
            ({"kind": "csv"}, "/kind"),
            ({"kind": ["report"]}, "/kind"),
            ([], ""),
        ],
    )
    def test_a_bad_body_is_refused_by_its_field(self, region: Region, reporter: httpx.Client, body: Any, field: str) -> None:
        problem = refused(reporter.post("/deliveries", json=body), 422, "malformed")
        assert [error["pointer"] for error in problem["errors"]] == [field]

    def test_what_is_not_known_yet_cannot_be_frozen(self, region: Region, reporter: httpx.Client) -> None:
        later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        assert "known_at" in refused(reporter.post("/deliveries", json={**INFLOW, "known_at": later}), 422, "malformed")["detail"]
        beyond = {**INFLOW, "at_position": region.position + 1000}
        assert "at_position" in refused(reporter.post("/deliveries", json=beyond), 422, "malformed")["detail"]
        both = {**INFLOW, "known_at": datetime.now(UTC).isoformat(), "at_position": 1}
        assert "at_position" in refused(reporter.post("/deliveries", json=both), 422, "malformed")["detail"]

    def test_what_is_no_json_is_refused(self, region: Region, reporter: httpx.Client) -> None:
        refused(reporter.post("/deliveries", content=b"a,b", headers={"Content-Type": "text/csv"}), 415, "unsupported-media-type")
        refused(reporter.post("/deliveries", content=b"{", headers={"Content-Type": "application/json"}), 422, "malformed")


class TestTheContent:
    def test_stays_what_it_was_whatever_is_recorded_later(self, region: Region, reporter: httpx.Client) -> None:
        late = region.admits()
        delivery = frozen(reporter, {**INFLOW, "by": "provider", "at_position": region.position})
        first = content(reporter, delivery)

        region.tells(late, "corrected", "2024-03-01", target_version=3, data={"occurred_on": "2024-04-15"}, reason="Later.")
        region.tells(late, "voided", "2024-03-01", target_version=3, reason="Nooit gebeurd.")
        region.admits()
        reporter.get("/deliveries", params={"min_position": region.position})

        told_again(reporter, delivery)
        assert content(reporter, delivery) == first

    @pytest.mark.parametrize("accept", ["text/csv", "text/plain", "text/*;q=0.9"])
    def test_of_a_report_is_json_and_nothing_else(self, region: Region, reporter: httpx.Client, accept: str) -> None:
        delivery = frozen(reporter, INFLOW)
        other = reporter.get(f"/deliveries/{delivery['id']}/content", headers={"Accept": accept})
        assert refused(other, 406, "not-acceptable")["detail"].endswith(": application/json.")
        assert content(reporter, delivery, Accept=f"{accept}, */*;q=0.1") == content(reporter, delivery)

    def test_is_in_no_form_for_who_may_not_have_it(self, region: Region, reporter: httpx.Client, koraal: httpx.Client) -> None:
        """In which forms there is something is told to who may have it."""
        path = f"/deliveries/{frozen(reporter, INFLOW)['id']}/content"
        assert koraal.get(path, headers={"Accept": "text/html"}).status_code == 403
        assert reporter.get(f"/deliveries/{NOBODYS}/content", headers={"Accept": "text/html"}).status_code == 404

    def test_is_the_same_after_a_restart(self, region: Region, reporter: httpx.Client, store: Store, tmp_path: Any) -> None:
        delivery = frozen(reporter, {**INFLOW, "at_position": region.position})
        issuer = DemoIssuer(tmp_path)
        with application(store) as running, Server(create_app(running, issuer), issuer) as again:
            running.lists.await_rows(seconds=60)
            told_again(again.as_(Role.REPORTER, "regio", "verslag-2"), delivery)

    @pytest.mark.parametrize("path", ["content", "remarks", "difference/{id}"])
    @pytest.mark.parametrize("name", [NOBODYS, "no-uuid", str(DELIVERIES_ID)])
    def test_of_what_was_never_delivered_is_not_there(self, region: Region, reporter: httpx.Client, path: str, name: str) -> None:
        refused(reporter.get(f"/deliveries/{name}/{path.format(id=NOBODYS)}"), 404, "not-found")

    def test_of_figures_there_are_no_remarks(self, region: Region, reporter: httpx.Client) -> None:
        delivery = frozen(reporter, INFLOW)
        refused(reporter.get(f"/deliveries/{delivery['id']}/remarks"), 422, "malformed")


class TestTheList:
    def test_is_the_oldest_first_in_pages(self, region: Region, reporter: httpx.Client) -> None:
        made = [frozen(reporter, INFLOW)["id"] for _ in range(3)]

        listed: list[dict[str, Any]] = []
        path = "/deliveries?limit=2"
        while path:
            answer = reporter.get(path)
            listed += answer.json()["items"]
            path = answer.links.get("next", {}).get("url", "")

        assert [each["id"] for each in listed][-3:] == made
        moments = [each["delivered_at"] for each in listed]
        assert moments == sorted(moments)
        assert {each["delivered_by"] for each in listed[-3:]} == {"regio"}


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR])
    def test_who_is_told_figures(self, server: Server, region: Region, reporter: httpx.Client, role: Role) -> None:
        client = server.as_(role, "regio", "iemand")
        delivery = frozen(client, INFLOW)
        told_again(reporter, delivery)
        assert difference(client, delivery, delivery) == []

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR, Role.PROVIDER}))
    def test_nobody_else(self, server: Server, region: Region, reporter: httpx.Client, role: Role) -> None:
        there = frozen(reporter, INFLOW)["id"]
        client = server.as_(role, "GM0917", "iemand")
        refused(client.post("/deliveries", json=INFLOW), 403, "forbidden")
        for path in ("", f"/{there}/content", f"/{there}/remarks", f"/{there}/difference/{there}"):
            refused(client.get(f"/deliveries{path}"), 403, "forbidden")

    def test_a_provider_is_told_no_figures(self, server: Server, region: Region, reporter: httpx.Client) -> None:
        there = frozen(reporter, INFLOW)["id"]
        provider = server.as_(Role.PROVIDER, "xonar", "xonar-1")
        refused(provider.post("/deliveries", json=INFLOW), 403, "forbidden")
        refused(provider.get(f"/deliveries/{there}/content"), 403, "forbidden")
        assert there not in [each["id"] for each in provider.get("/deliveries").json()["items"]]

    def test_small_counts_are_for_who_may_see_them(self, server: Server, region: Region, reporter: httpx.Client) -> None:
        exact = {**EXACT, "by": "provider"}
        refused(reporter.post("/deliveries", json=exact), 403, "forbidden")
        for role in (Role.PRIVACY_OFFICER, Role.AUDITOR):
            client = server.auditor() if role is Role.AUDITOR else server.as_(role, "regio", "iemand")
            there = frozen(client, exact)
            told_again(client, there)
            assert there["id"] in [each["id"] for each in client.get("/deliveries", params={"limit": 1000}).json()["items"]]
            refused(reporter.get(f"/deliveries/{there['id']}/content"), 403, "forbidden")
            refused(reporter.get(f"/deliveries/{there['id']}/difference/{there['id']}"), 403, "forbidden")
            assert there["id"] not in [each["id"] for each in reporter.get("/deliveries", params={"limit": 1000}).json()["items"]]

    def test_small_counts_are_not_for_an_auditor_who_may_not_look_at_all(
        self, server: Server, region: Region, officer: httpx.Client
    ) -> None:
        client = server.as_(Role.AUDITOR, "inspectie", "auditor-zonder-opdracht")
        refused(client.post("/deliveries", json=EXACT), 403, "forbidden")
        there = frozen(officer, EXACT)
        refused(client.get(f"/deliveries/{there['id']}/content"), 403, "forbidden")
        refused(client.get(f"/deliveries/{there['id']}/difference/{there['id']}"), 403, "forbidden")
        assert there["id"] not in [each["id"] for each in client.get("/deliveries", params={"limit": 1000}).json()["items"]]

    def test_that_somebody_looked_is_kept(self, databases: Databases, region: Region, reporter: httpx.Client) -> None:
        there = frozen(reporter, INFLOW)["id"]
        reporter.get(f"/deliveries/{there}/content", headers={"Purpose": "Controle"})
        with AccessLog(databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.role, kept.outcome, kept.purpose) == ("get_delivered", "reporter", "shown", "Controle")
        assert (list(kept.trajectories), kept.words) == ([], False)
        assert json.loads(kept.parameters) == {"delivery": there}


class TestTheDifference:
    def test_names_what_was_recorded_in_between(self, region: Region, officer: httpx.Client) -> None:
        # given: one who came in the second quarter, one who never came
        moved, never = region.admits(), region.admits()
        before = frozen(officer, {**EXACT, "at_position": region.position})

        # when: a new one, one who came later than recorded, one who never came
        region.opens()
        region.admits("2024-02-06")
        new = region.position
        wrong = region.tells(moved, "corrected", "2024-04-15", target_version=3, data={"occurred_on": "2024-04-15"}, reason="Later.")
        void = region.tells(never, "voided", "2024-03-01", target_version=3, reason="Nooit.")
        after = frozen(officer, {**EXACT, "at_position": region.position})

        # then: the first quarter has one less, of three changes
        first = next(item for item in difference(officer, before, after) if item["row"] == {"period": "2024-Q1", "group": None})
        assert (first["after"] - first["before"], first["suppressed"]) == (-1, False)
        assert [(each["position"], each["delta"]) for each in first["because"]] == [(new, 1), (wrong, -1), (void, -1)]

    def test_tells_a_reporter_what_changed_figures_that_are_told(self, region: Region, reporter: httpx.Client) -> None:
        stand = {**INFLOW, "indicator": "stand"}
        before = frozen(reporter, {**stand, "at_position": region.position})
        region.admits("2024-05-06")
        after = frozen(reporter, {**stand, "at_position": region.position})

        items = difference(reporter, before, after)

        assert [item["row"]["period"] for item in items] == ["2024-Q2", "2024-Q3", "2024-Q4"]
        assert [item["because"] for item in items] == [[{"position": region.position, "delta": 1}]] * 3

    def test_names_no_recording_where_another_day_was_asked_about(self, region: Region, officer: httpx.Client) -> None:
        known = {**EXACT, "from": "2024-01-01", "until": "2024-07-01", "at_position": region.position}
        before, after = (frozen(officer, {**known, "valid_on": day}) for day in ("2024-02-04", "2024-02-05"))
        [item] = difference(officer, before, after)
        assert (item["row"]["period"], item["before"]) == ("2024-Q1", 0)
        assert item["because"] == [{"position": None, "delta": item["after"]}]

    @pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.id)
    def test_of_every_variant_is_explained(self, region: Region, officer: httpx.Client, indicator: Indicator) -> None:
        start = region.position
        who = region.admits("2024-08-05")
        region.tells(who, "corrected", "2024-08-06", target_version=3, data={"occurred_on": "2024-08-12"}, reason="Later.")
        for variant in indicator.variants:
            by = "setting" if "setting" in dimensions(variant) else None
            body = {**EXACT, "indicator": indicator.id, "variant": variant.name, **({"by": by} if by else {})}
            before, after = (frozen(officer, {**body, "at_position": position}) for position in (start, region.position))
            told_again(officer, before)
            told_again(officer, after)
            difference(officer, before, after)

    def test_of_the_same_figures_is_nothing(self, region: Region, reporter: httpx.Client) -> None:
        before = frozen(reporter, {**INFLOW, "at_position": region.position})
        region.opens()
        after = frozen(reporter, {**INFLOW, "at_position": region.position})
        assert difference(reporter, before, after) == []

    def test_explains_small_counts_to_who_may_see_them(self, region: Region, reporter: httpx.Client, officer: httpx.Client) -> None:
        """One in a quarter in which nobody came: hidden from others, and so is that there was a change."""
        asked = {**INFLOW, "by": "provider"}
        bodies = {"protected": (reporter, asked), "exact": (officer, {**asked, "detail": "exact"})}
        start = region.position
        region.admits("2024-10-07")
        found = {}
        for detail, (client, body) in bodies.items():
            before = frozen(client, {**body, "at_position": start})
            after = frozen(client, {**body, "at_position": region.position})
            found[detail] = difference(client, before, after)

        row = {"period": "2024-Q4", "group": "koraal"}
        assert found["exact"] == [
            {"row": row, "before": 0, "after": 1, "suppressed": False, "because": [{"position": region.position, "delta": 1}]}
        ]
        hidden = next(item for item in found["protected"] if item["row"] == row)
        assert (hidden["before"], hidden["after"], hidden["suppressed"], hidden["because"]) == (0, None, True, [])

    def test_tells_of_the_periods_that_both_have(self, region: Region, officer: httpx.Client) -> None:
        start = region.position
        region.admits("2024-02-08")
        before = frozen(officer, {**EXACT, "until": "2024-06-01", "at_position": start})
        after = frozen(officer, {**EXACT, "from": "2023-06-01", "at_position": region.position})
        assert [item["row"]["period"] for item in difference(officer, before, after)] == ["2024-Q1"]
        apart = frozen(officer, {**EXACT, "from": "2024-07-01", "at_position": region.position})
        refused(officer.get(f"/deliveries/{before['id']}/difference/{apart['id']}"), 422, "malformed")

    @pytest.mark.parametrize(
        "other",
        [{"indicator": "outflow"}, {"period": "month"}, {"by": "setting"}, {"detail": "published"}],
        ids=lambda other: next(iter(other)),
    )
    def test_of_other_figures_is_refused(self, region: Region, reporter: httpx.Client, other: dict[str, str]) -> None:
        before, after = frozen(reporter, INFLOW), frozen(reporter, {**INFLOW, **other})
        problem = refused(reporter.get(f"/deliveries/{before['id']}/difference/{after['id']}"), 422, "malformed")
        assert "same figures" in problem["detail"]

    def test_in_the_other_order_is_the_same_the_other_way_round(self, region: Region, officer: httpx.Client) -> None:
        start = region.position
        for day in ("2024-02-06", "2024-02-07"):
            region.admits(day)
        stand = {**EXACT, "indicator": "stand"}
        before, after = (frozen(officer, {**stand, "at_position": position}) for position in (start, region.position))
        there, back = difference(officer, before, after), difference(officer, after, before)

        assert [(each["row"], each["after"], each["before"], each["suppressed"]) for each in back] == [
            (each["row"], each["before"], each["after"], each["suppressed"]) for each in there
        ]
        for each, turned in zip(there, back, strict=True):
            assert len(each["because"]) == 2
            assert turned["because"] == [{**one, "delta": -one["delta"]} for one in reversed(each["because"])]
            assert turned["after"] - turned["before"] == sum(one["delta"] for one in turned["because"])


def bsns_in(csv: bytes) -> list[str]:
    header, *lines = csv.decode("ascii").split("\r\n")[:-1]
    assert header.startswith("bsn;geboortedatum;")
    return [line.split(";")[0] for line in lines]


class TestRecords:
    def test_are_all_of_one_provider_in_that_half_year(self, region: Region, koraal: httpx.Client) -> None:
        # given: one who went before it began, and one with somebody else
        gone = region.admits("2023-05-01")
        region.tells(gone, "discharged", "2023-09-01", destination="home", reason="31", planned=True)
        elsewhere = region.opens()
        region.tells(elsewhere, "admitted", "2024-02-05", setting="leefhuis", provider="xonar", location="leefhuis-heerlen")
        here = region.admits("2024-03-01")

        delivery = frozen(koraal, {**HALF, "recipient": "CBS"})
        answer = koraal.get(f"/deliveries/{delivery['id']}/content")

        assert (delivery["kind"], delivery["provider"], delivery["half_year"]) == ("cbs-records", "koraal", "2024-H1")
        assert sha256(answer.content).hexdigest() == delivery["sha256"]
        assert answer.headers["Content-Type"] == "text/csv; header=present"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="cbs-koraal-2024-H1.csv"'
        told = bsns_in(answer.content)
        assert region.bsns[here] in told
        assert {region.bsns[gone], region.bsns[elsewhere]}.isdisjoint(told)
        assert f"{region.bsns[here]};20090214;M;6411AA;;13;02;20240302;;" in answer.text

    def test_of_who_was_recorded_with_another_by_mistake(self, region: Region, koraal: httpx.Client) -> None:
        late = region.opens()
        house = {"setting": "open_residentieel", "provider": "xonar", "location": "groep-heerlen-1"}
        region.tells(late, "admitted", "2024-02-05", **house)
        before = frozen(koraal, HALF)
        right = {"provider": "koraal", "location": "groep-brunssum"}
        region.tells(late, "corrected", "2024-02-06", target_version=2, data=right, reason="Ander huis.")
        after = frozen(koraal, HALF)
        assert region.bsns[late] not in bsns_in(content(koraal, before))
        assert region.bsns[late] in bsns_in(content(koraal, after))

    def test_stay_what_they_were_whatever_is_recorded_later(self, region: Region, koraal: httpx.Client) -> None:
        who, wrong = region.admits(), region.admits()
        delivery = frozen(koraal, {**HALF, "at_position": region.position})
        first = content(koraal, delivery)

        new = opening()["identity"]["bsn"]
        region.tells(who, "identity-changed", "2024-03-01", bsn=new, postcode="6211AA")
        region.tells(who, "discharged", "2024-06-03", destination="home", reason="31", planned=True)
        region.tells(wrong, "voided", "2024-03-01", target_version=3, reason="Nooit.")
        region.admits()
        again = frozen(koraal, HALF)

        told_again(koraal, delivery)
        assert content(koraal, delivery) == first
        # and delivered again it is the whole, as it is known by now
        second = bsns_in(content(koraal, again))
        assert new in second
        assert {region.bsns[who], region.bsns[wrong]}.isdisjoint(second)
        region.bsns[who] = new

    def test_are_the_same_for_the_privacy_officer_and_after_a_restart(
        self, region: Region, koraal: httpx.Client, officer: httpx.Client, store: Store, tmp_path: Any
    ) -> None:
        delivery = frozen(koraal, HALF)
        same = frozen(officer, {**KORAAL, "at_position": delivery["position"]})
        assert same["sha256"] == delivery["sha256"]
        assert content(officer, delivery) == content(koraal, same)
        issuer = DemoIssuer(tmp_path)
        with application(store) as running, Server(create_app(running, issuer), issuer) as again:
            running.lists.await_rows(seconds=60)
            told_again(again.as_(Role.PROVIDER, "koraal", "koraal-2"), delivery)

    def test_come_in_columns_too(self, region: Region, koraal: httpx.Client) -> None:
        delivery = frozen(koraal, HALF)
        answer = koraal.get(f"/deliveries/{delivery['id']}/content", headers={"Accept": "text/plain"})
        assert answer.headers["Content-Type"] == "text/plain"
        lines = answer.text.split("\r\n")[:-1]
        assert [line[:9] for line in lines] == bsns_in(content(koraal, delivery))
        assert len({len(line) for line in lines}) == 1

    def test_come_as_parquet_too(self, region: Region, koraal: httpx.Client) -> None:
        delivery = frozen(koraal, HALF)
        answer = koraal.get(f"/deliveries/{delivery['id']}/content", headers={"Accept": PARQUET})
        assert answer.headers["Content-Type"] == PARQUET
        assert answer.headers["Content-Disposition"].endswith('.parquet"')
        table = pq.read_table(BytesIO(answer.content))
        assert table.column("bsn").to_pylist() == bsns_in(content(koraal, delivery))

    @pytest.mark.parametrize("form", ["text/csv", "text/plain", PARQUET])
    def test_are_the_same_bytes_where_there_are_more_than_are_kept(
        self, region: Region, koraal: httpx.Client, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        delivery = frozen(koraal, HALF)
        few = content(koraal, delivery, Accept=form)

        monkeypatch.setattr(delivering, "AT_ONCE", 0)
        answer = koraal.get(f"/deliveries/{delivery['id']}/content", headers={"Accept": form})

        assert answer.content == few
        assert sha256(few).hexdigest() == answer.headers["Content-Sha256"]
        assert (answer.headers["Content-Length"], answer.headers["Position"]) == (str(len(few)), str(delivery["position"]))

    def test_of_more_than_one_event_can_name_are_named_in_several(
        self, region: Region, store: Store, koraal: httpx.Client, officer: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # given: three at least, of whom an event names two
        whose = [region.admits("2024-03-01") for _ in range(3)]
        monkeypatch.setattr(domain.events.delivery, "MOST_NAMED", 2)
        there = len(koraal.get("/deliveries", params={"limit": 1000}).json()["items"])

        # when
        delivery = frozen(koraal, HALF)

        # then: it is one delivery, of all of them
        assert len(koraal.get("/deliveries", params={"limit": 1000}).json()["items"]) == there + 1
        told_again(koraal, delivery)
        named = [
            each.event.trajectories
            for each in store.log.histories([DELIVERIES_ID])[DELIVERIES_ID]
            if isinstance(each, Recorded)
            and isinstance(each.event, RecordsDelivered)
            and delivery["id"] in (each.event.delivery_id, each.event.continues)
        ]
        assert {len(each or ()) for each in named[:-1]} == {2}
        assert {str(id_) for each in named for id_ in each or ()} >= set(whose)
        assert len(bsns_in(content(koraal, delivery))) == sum(len(each or ()) for each in named)

        # and one of whom a place became secret is left out, though the last event names him
        region.tells(max(whose), "safety-flag-set", "2024-03-04", level="secret_place")
        kept, why = left_out(koraal, delivery)
        assert (why, region.bsns[max(whose)] in kept) == ("erased=0, identity=0, secret=1", False)
        region.tells(max(whose), "voided", "2024-03-05", target_version=4, reason="Nooit nodig.")

    def test_come_in_no_other_form(self, region: Region, koraal: httpx.Client) -> None:
        delivery = frozen(koraal, HALF)
        for accept in ("application/pdf", "application/json"):
            other = koraal.get(f"/deliveries/{delivery['id']}/content", headers={"Accept": accept})
            assert refused(other, 406, "not-acceptable")["detail"].endswith(f": text/csv, text/plain, {PARQUET}.")
        told = content(koraal, delivery, Accept="text/csv, text/plain;q=0.5")
        assert sha256(told).hexdigest() == delivery["sha256"]

    def test_a_bsn_leaves_in_the_content_and_nowhere_else(
        self, region: Region, koraal: httpx.Client, officer: httpx.Client, store: Store, databases: Databases
    ) -> None:
        delivery = frozen(koraal, HALF)
        bsns = set(bsns_in(content(koraal, delivery)))
        assert len(bsns) > 5
        everything = [
            json.dumps(delivery),
            officer.get("/deliveries", params={"limit": 1000}).text,
            koraal.get(f"/deliveries/{delivery['id']}/remarks").text,
            str(store.log.histories([DELIVERIES_ID], words=True)),
        ]
        with AccessLog(databases) as accesses:
            everything.append(str(accesses.page(limit=10)))
        assert not [bsn for bsn in bsns for told in everything if bsn in told]

    def test_that_it_was_given_out_is_kept_of_each_of_them(self, region: Region, koraal: httpx.Client, databases: Databases) -> None:
        delivery = frozen(koraal, HALF)
        told = set(bsns_in(content(koraal, delivery)))
        with AccessLog(databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.action, kept.role, kept.words) == ("get_delivered", "E", "provider", True)
        assert {str(each) for each in kept.trajectories} == {id_ for id_, bsn in region.bsns.items() if bsn in told}

    def test_what_cbs_would_refuse_is_told_beside_them(self, region: Region, koraal: httpx.Client, officer: httpx.Client) -> None:
        who = region.admits("2024-03-04")
        delivery = frozen(koraal, HALF)
        answer = koraal.get(f"/deliveries/{delivery['id']}/remarks")
        closed, *items = answer.json()["items"]
        assert (closed["kind"], closed["trajectory_id"]) == ("half-year-closed", None)
        assert [(each["kind"], each["help"], each["started_on"]) for each in items if each["trajectory_id"] == who] == [
            ("referrer-missing", "13", "2024-03-05")
        ]
        assert officer.get(f"/deliveries/{delivery['id']}/remarks").json() == answer.json()

        nobody = [region.admits("2024-03-07", bsn=None, no_bsn_reason="not_registered") for _ in range(2)]
        two = koraal.get(f"/deliveries/{frozen(koraal, HALF)['id']}/remarks").json()["items"]
        asked = [{each["kind"] for each in two if each["trajectory_id"] == id_} for id_ in nobody]
        assert [each & {"bsn-unknown", "duplicate-key"} for each in asked] == [{"bsn-unknown"}, {"bsn-unknown", "duplicate-key"}]

        newest = frozen(koraal, {**HALF, "half_year": _half_year_before(TODAY)})
        kinds = {each["kind"] for each in koraal.get(f"/deliveries/{newest['id']}/remarks").json()["items"]}
        assert "half-year-closed" not in kinds

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"half_year": "2025"}, "/half_year"),
            ({"half_year": "2025-H3"}, "/half_year"),
            ({"half_year": None}, "/half_year"),
            ({"half_year": "2199-H2"}, "/half_year"),
            ({"half_year": "1900-H1"}, "/half_year"),
            ({"half_year": "2014-H2"}, "/half_year"),
            ({"half_year": "2200-H1"}, "/half_year"),
            ({"half_year": 2025}, "/half_year"),
            ({"half_year": f"{TODAY.year}-H{1 if TODAY.month < 7 else 2}"}, "/half_year"),
            ({"provider": "no-such"}, "/provider"),
            ({"provider": "a b"}, "/provider"),
            ({"provider": None}, "/provider"),
            ({"indicator": "inflow"}, "/indicator"),
        ],
    )
    def test_a_bad_body_is_refused_by_its_field(self, region: Region, officer: httpx.Client, body: Any, field: str) -> None:
        problem = refused(officer.post("/deliveries", json={**KORAAL, **body}), 422, "malformed")
        assert [error["pointer"] for error in problem["errors"]] == [field]

    def test_have_no_difference_in_figures(self, region: Region, koraal: httpx.Client, officer: httpx.Client) -> None:
        records, report = frozen(koraal, HALF)["id"], frozen(officer, INFLOW)["id"]
        refused(koraal.get(f"/deliveries/{records}/difference/{records}"), 422, "malformed")
        refused(officer.get(f"/deliveries/{records}/difference/{report}"), 422, "malformed")

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROVIDER, Role.PRIVACY_OFFICER}))
    def test_are_for_nobody_else(self, server: Server, region: Region, koraal: httpx.Client, role: Role) -> None:
        there = frozen(koraal, HALF)["id"]
        client = server.as_(role, "koraal", "iemand")
        refused(client.post("/deliveries", json=KORAAL), 403, "forbidden")
        for path in ("content", "remarks"):
            # whoever is told figures alone does not learn that records were delivered either
            assert refused(client.get(f"/deliveries/{there}/{path}"), *_refusal_of(role)) == refused(
                client.get(f"/deliveries/{NOBODYS}/{path}"), *_refusal_of(role)
            )
        assert there not in client.get("/deliveries", params={"limit": 1000}).text

    def test_of_another_provider_are_not_there(self, server: Server, region: Region, koraal: httpx.Client) -> None:
        there = frozen(koraal, HALF)["id"]
        xonar = server.as_(Role.PROVIDER, "xonar", "xonar-1")
        refused(xonar.post("/deliveries", json=KORAAL), 403, "forbidden")
        for path in ("content", "remarks"):
            refused(xonar.get(f"/deliveries/{there}/{path}"), 404, "not-found")
        assert there not in xonar.get("/deliveries", params={"limit": 1000}).text


def _half_year_before(day: date) -> str:
    return f"{day.year}-H1" if day.month > 6 else f"{day.year - 1}-H2"


class TestWhoTookOver:
    def test_has_the_records_from_that_half_year_on_and_may_have_those_before(
        self, server: Server, region: Region, store: Store, officer: httpx.Client
    ) -> None:
        # given: one with a provider that another took over in the first half of 2024
        who = region.opens()
        where = {"setting": "intensief_klinisch", "provider": "mondriaan", "location": "kliniek-heerlen"}
        region.tells(who, "admitted", "2023-10-02", **where)
        old, new = (server.as_(Role.PROVIDER, name, "iemand") for name in ("mondriaan", "xonar"))
        before = frozen(old, {**HALF, "half_year": "2023-H2"})
        extend_register(store.log, [ProviderSucceeded(occurred_on=date(2024, 3, 1), provider="mondriaan", successor="xonar")])

        # then: it goes on in the file of who stands there on the last day
        assert region.bsns[who] in bsns_in(content(new, frozen(new, HALF)))
        problem = refused(officer.post("/deliveries", json={**HALF, "provider": "mondriaan"}), 422, "malformed")
        assert "xonar" in problem["errors"][0]["message"]
        # and what was delivered before is still there for both
        told_again(old, before)
        told_again(new, before)
        again = frozen(new, {**HALF, "half_year": "2023-H2", "provider": "mondriaan"})
        assert again["sha256"] == before["sha256"]
        refused(old.post("/deliveries", json={**HALF, "provider": "xonar"}), 403, "forbidden")


def left_out(client: httpx.Client, delivery: Mapping[str, Any]) -> tuple[list[str], str]:
    """Of a record set, the BSNs that are in it still, and what is said of those that are not."""
    answer = client.get(f"/deliveries/{delivery['id']}/content")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Delivered-Sha256"] == delivery["sha256"] != answer.headers["Content-Sha256"]
    assert sha256(answer.content).hexdigest() == answer.headers["Content-Sha256"]
    return bsns_in(answer.content), answer.headers["Left-Out"]


def recorded_as(store: Store, delivery: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    """The same delivery as another program would have recorded it."""
    there = next(each for each in store.log.histories([DELIVERIES_ID])[DELIVERIES_ID] if _is_of(each, delivery))
    assert isinstance(there, Recorded)
    event = there.event.model_copy(update={"delivery_id": f"{delivery['id'][:-4]}{next(_NUMBERS)}", **other})
    version = store.log.versions([DELIVERIES_ID])[DELIVERIES_ID] + 1
    store.log.append([NewEvent(DELIVERIES_ID, version, Envelope(event_id=uuid7(), actor=there.envelope.actor, source=SOURCE), event)])
    return {**delivery, "id": event.delivery_id}


SOURCE = Source(kind="delivery")
_NUMBERS = itertools.count(1000)


def _is_of(entry: Recorded | Tombstone, delivery: Mapping[str, Any]) -> bool:
    return isinstance(entry, Recorded) and getattr(entry.event, "delivery_id", None) == delivery["id"]


class TestWhatIsSecretNow:
    def test_is_left_out_of_records_and_stays_in_figures_that_name_nobody(
        self, region: Region, reporter: httpx.Client, officer: httpx.Client, koraal: httpx.Client
    ) -> None:
        who = region.admits("2024-03-04")
        body = {**EXACT, "by": "provider"}
        figures = frozen(officer, {**body, "at_position": region.position})
        records = frozen(koraal, {**HALF, "at_position": region.position})
        first = bsns_in(content(koraal, records))

        region.tells(who, "safety-flag-set", "2024-03-04", level="secret_place")
        officer.get("/deliveries", params={"min_position": region.position})

        told_again(officer, figures)
        assert left_out(koraal, records) == ([bsn for bsn in first if bsn != region.bsns[who]], "erased=0, identity=0, secret=1")
        said = [each for each in koraal.get(f"/deliveries/{records['id']}/remarks").json()["items"] if each["kind"] == "left-out-secret"]
        assert [(each["message"], each["trajectory_id"]) for each in said] == [
            ("Sinds de levering uit het bestand: 1 jeugdige, want een plaats of adres is nu geheim.", None)
        ]
        anew = frozen(koraal, HALF)
        assert region.bsns[who] not in bsns_in(content(koraal, anew))
        assert region.bsns[who] not in bsns_in(content(officer, anew))
        # and only the provider that he is with is told so
        own = koraal.get(f"/deliveries/{anew['id']}/remarks").json()["items"]
        assert [each["kind"] for each in own if each["trajectory_id"] == who] == ["place-hidden"]
        assert who not in officer.get(f"/deliveries/{anew['id']}/remarks").text

    def test_and_was_then_stays_out_when_it_is_no_secret_any_more(self, region: Region, koraal: httpx.Client) -> None:
        who = region.admits("2024-03-04")
        region.tells(who, "safety-flag-set", "2024-03-04", level="secret_place")
        delivery = frozen(koraal, HALF)
        region.tells(who, "voided", "2024-03-05", target_version=4, reason="Nooit nodig.")
        told_again(koraal, delivery)
        assert region.bsns[who] not in bsns_in(content(koraal, delivery))
        assert region.bsns[who] in bsns_in(content(koraal, frozen(koraal, HALF)))


class TestWhatIsErased:
    def test_is_left_out_of_records_and_figures_stay_what_they_were(
        self, server: Server, region: Region, store: Store, officer: httpx.Client, koraal: httpx.Client
    ) -> None:
        # given: figures and records of one who is erased after them
        start = frozen(officer, {**EXACT, "at_position": region.position})
        who = region.admits("2024-07-08")
        before = frozen(officer, {**EXACT, "at_position": region.position})
        records = frozen(koraal, {**HALF, "half_year": "2024-H2"})
        first = bsns_in(content(koraal, records))
        untouched = frozen(koraal, {**HALF, "half_year": "2023-H1"})
        listed = koraal.get("/deliveries", params={"limit": 1000}).json()["items"]
        assert [each["erased"] for each in listed if each["id"] == records["id"]] == [0]

        asked = officer.post("/erasures", json={"ground": "Jeugdwet 7.3.9(1)", "trajectory_id": who})
        assert asked.status_code == 201, asked.text
        path = asked.headers["Location"]
        assert server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-2").post(f"{path}/approve").status_code == 200
        executed = officer.post(f"{path}/execute")
        assert (executed.status_code, executed.json()["status"]) == (200, "executed"), executed.text
        region.admits("2024-10-14")
        after = frozen(officer, {**EXACT, "at_position": region.position})

        # then: figures are what they were, and records without him
        for client, delivery in ((officer, before), (koraal, untouched)):
            told_again(client, delivery)
        assert left_out(koraal, records) == ([bsn for bsn in first if bsn != region.bsns[who]], "erased=1, identity=0, secret=0")
        columns = koraal.get(f"/deliveries/{records['id']}/content", headers={"Accept": "text/plain"})
        assert [line[:9] for line in columns.text.split("\r\n")[:-1]] == [bsn for bsn in first if bsn != region.bsns[who]]
        listed = koraal.get("/deliveries", params={"limit": 1000})
        assert [each["erased"] for each in listed.json()["items"] if each["id"] == records["id"]] == [1]
        remarks = koraal.get(f"/deliveries/{records['id']}/remarks")
        assert "left-out-erased" in [each["kind"] for each in remarks.json()["items"]]
        assert not [told for told in (listed.text, remarks.text) if who in told]

        # and that he is gone is named as a cause
        items = {item["row"]["period"]: item for item in difference(officer, before, after)}
        assert items["2024-Q3"]["because"] == [{"position": None, "delta": -1.0, "kind": "erased-or-secret"}]
        assert [each["position"] for each in items["2024-Q4"]["because"]] == [region.position]
        came = {item["row"]["period"]: item for item in difference(officer, start, before)}
        assert came["2024-Q3"]["because"] == [{"position": None, "delta": 1.0, "kind": "erased-or-secret"}]

        # and what other definitions made is not given for what was delivered
        others = recorded_as(store, records, query_version="0" * 64)
        problem = refused(koraal.get(f"/deliveries/{others['id']}/content"), 409, "delivered-otherwise")
        assert "definitions" in problem["detail"]
        # nor what was delivered before its parts were kept
        for client, old in ((officer, recorded_as(store, before, content=None)), (koraal, recorded_as(store, records, trajectories=None))):
            problem = refused(client.get(f"/deliveries/{old['id']}/content"), 409, "delivered-otherwise")
            assert "erased" in problem["detail"]
            assert who not in json.dumps(problem)

    def test_are_the_words_of_an_identity_too(self, server: Server, region: Region, officer: httpx.Client, koraal: httpx.Client) -> None:
        who = region.admits("2024-03-11")
        records = frozen(koraal, HALF)
        first = bsns_in(content(koraal, records))

        asked = officer.post("/erasures", json={"ground": "AVG 17", "trajectory_id": who, "version": 1})
        assert asked.status_code == 201, asked.text
        path = asked.headers["Location"]
        assert server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-2").post(f"{path}/approve").status_code == 200
        assert officer.post(f"{path}/execute").json()["status"] == "executed"

        kept, why = left_out(koraal, records)
        assert why.startswith("erased=0, identity=1")
        assert region.bsns[who] in first
        assert UNKNOWN_BSN not in set(kept) - set(first)
        assert region.bsns[who] not in kept


class TestWhatWasDeliveredBeforeItWasKept:
    def test_is_made_again_as_long_as_it_is_the_same(
        self, region: Region, store: Store, reporter: httpx.Client, koraal: httpx.Client
    ) -> None:
        for client, delivery in ((reporter, frozen(reporter, INFLOW)), (koraal, frozen(koraal, HALF))):
            old = recorded_as(store, delivery, **({"content": None} if delivery["kind"] == "report" else {"trajectories": None}))
            assert old["id"] != delivery["id"]
            told_again(client, old)
