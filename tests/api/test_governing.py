"""Assignments open trajectories to auditors, and to nobody else; deputies read words; a jeugdige sees the own file."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
LISTS = ("/trajectories", "/placements", "/deadlines", "/findings", "/audit-trail", "/legal-cover")
ASSIGNED = "pr-heerlen-1"


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


@pytest.fixture(scope="module")
def opened(server: Server) -> list[str]:
    """Two trajectories in closed care, assigned to somebody."""
    return [_told(server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED), number) for number in (1, 2)]


def _told(regisseur: httpx.Client, number: int) -> str:
    first = regisseur.post("/trajectories", json=opening())
    bodies = [
        ("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": ASSIGNED}),
        ("title-granted", machtiging(title_id=f"m-{number}")),
        ("admitted", admission(title_id=f"m-{number}")),
        ("note-added", {"occurred_on": "2024-02-06", "text": "Slaapt slecht."}),
    ]
    for version, (kind, body) in enumerate(bodies, start=1):
        answer = regisseur.post(f"{first.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    return str(first.json()["trajectory_id"])


def _assignment(subject: str, scope: Any, **changed: Any) -> dict[str, Any]:
    until = TODAY + timedelta(days=30)
    return {"subject": subject, "scope": scope, "from": str(TODAY), "until": str(until), "purpose": "onderzoek", **changed}


def _seen(client: httpx.Client) -> set[str]:
    """Whatever any list shows."""
    answers = [client.get(path, params={"limit": 1000}) for path in LISTS]
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    return {item["trajectory_id"] for answer in answers for item in answer.json()["items"]}


class TestAssignments:
    def test_without_one_an_auditor_sees_nothing(self, server: Server, opened: list[str]) -> None:
        auditor = server.as_(Role.AUDITOR, "inspectie", "zonder-opdracht")
        assert _seen(auditor) == set()
        assert auditor.get(f"/trajectories/{opened[0]}").status_code == 404

    def test_it_opens_the_trajectories_that_it_names_and_no_other(self, server: Server, officer: httpx.Client, opened: list[str]) -> None:
        auditor = server.as_(Role.AUDITOR, "inspectie", "van-een")
        answer = officer.post("/assignments", json=_assignment("van-een", [opened[0]]))
        assert answer.status_code == 201, answer.text
        assert _seen(auditor) == {opened[0]}
        assert auditor.get(f"/trajectories/{opened[0]}").status_code == 200
        assert auditor.get(f"/trajectories/{opened[1]}").status_code == 404

    def test_its_purpose_names_nobody_by_a_number_for_it_is_kept(self, officer: httpx.Client) -> None:
        answer = officer.post("/assignments", json=_assignment("met-nummer", "all", purpose="onderzoek naar 999900006"))
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, ["/purpose"])
        assert "999900006" not in answer.text

    def test_it_opens_no_words(self, server: Server, officer: httpx.Client, opened: list[str]) -> None:
        officer.post("/assignments", json=_assignment("zonder-woorden", "all"))
        auditor = server.as_(Role.AUDITOR, "inspectie", "zonder-woorden")
        assert "Slaapt slecht" not in auditor.get(f"/trajectories/{opened[0]}/events").text
        assert "identity" not in auditor.get(f"/trajectories/{opened[0]}").json()

    @pytest.mark.parametrize(("since", "until"), [(1, 30), (-30, 0)])
    def test_it_holds_on_its_days_alone(self, server: Server, officer: httpx.Client, opened: list[str], since: int, until: int) -> None:
        subject = f"op-dag-{until}"
        days = {"from": str(TODAY + timedelta(days=since)), "until": str(TODAY + timedelta(days=until))}
        assert officer.post("/assignments", json=_assignment(subject, "all", **days)).status_code == 201
        assert _seen(server.as_(Role.AUDITOR, "inspectie", subject)) == set()

    def test_once_ended_it_opens_nothing(self, server: Server, officer: httpx.Client, opened: list[str]) -> None:
        auditor = server.as_(Role.AUDITOR, "inspectie", "tot-nu")
        assignment = officer.post("/assignments", json=_assignment("tot-nu", "all")).json()["assignment_id"]
        assert set(opened) <= _seen(auditor)
        assert officer.post(f"/assignments/{assignment}/end").status_code == 204
        assert _seen(auditor) == set()
        assert auditor.get(f"/trajectories/{opened[0]}").status_code == 404
        assert officer.post(f"/assignments/{assignment}/end").status_code == 404

    def test_it_is_of_a_subject_who_is_an_auditor(self, server: Server, officer: httpx.Client, opened: list[str]) -> None:
        officer.post("/assignments", json=_assignment("provider-9", "all"))
        assert _seen(server.as_(Role.PROVIDER, "xonar", "provider-9")) == set()

    def test_only_the_privacy_officer_gives_them_and_an_auditor_sees_the_own(self, server: Server, officer: httpx.Client) -> None:
        for subject in ("ziet-de-eigen", "ziet-het-zijne"):
            officer.post("/assignments", json=_assignment(subject, "all"))
        for role in Role:
            if role is not Role.PRIVACY_OFFICER:
                client = server.as_(role, "GM0917", "iemand")
                assert client.post("/assignments", json=_assignment("iemand", "all")).status_code == 403
        own = server.as_(Role.AUDITOR, "inspectie", "ziet-de-eigen").get("/assignments").json()["items"]
        assert [each["subject"] for each in own] == ["ziet-de-eigen"]
        assert {each["subject"] for each in officer.get("/assignments").json()["items"]} >= {"ziet-de-eigen", "ziet-het-zijne"}
        assert server.as_(Role.PROVIDER, "xonar", "p").get("/assignments").status_code == 403

    @pytest.mark.parametrize(
        "changed",
        [
            {"scope": "alles"},
            {"scope": []},
            {"scope": ["geen-id"]},
            {"until": str(TODAY)},
            {"purpose": ""},
            {"assignment_id": "a-1"},
            {"occurred_on": "2020-01-01"},
            {"meer": 1},
        ],
    )
    def test_what_is_not_well_formed_opens_nothing(self, officer: httpx.Client, changed: dict[str, Any]) -> None:
        answer = officer.post("/assignments", json=_assignment("fout", "all") | changed)
        assert answer.status_code == 422, answer.text
        assert all(each["subject"] != "fout" for each in officer.get("/assignments").json()["items"])


class TestDeputies:
    def test_who_stands_in_reads_the_words_until_that_ends(self, server: Server, opened: list[str]) -> None:
        absent = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED)
        deputy = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-7")
        assert "Slaapt slecht" not in deputy.get(f"/trajectories/{opened[0]}/events").text
        until = TODAY + timedelta(days=7)
        said = {"absent": ASSIGNED, "deputy": "pr-heerlen-7", "from": str(TODAY), "until": str(until)}
        answer = absent.post("/deputies", json=said)
        assert answer.status_code == 201, answer.text
        assert "Slaapt slecht" in deputy.get(f"/trajectories/{opened[0]}/events").text
        # and it is on record in whose place he looked
        officer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")
        [look, *_] = officer.get("/access-log", params={"trajectory_id": opened[0], "subject": "pr-heerlen-7"}).json()["items"]
        assert (look["ground"], look["on_behalf_of"], look["site"]) == ("deputy", ASSIGNED, "jeugdspoor")
        assert absent.post(f"/deputies/{answer.json()['deputy_id']}/end").status_code == 204
        assert "Slaapt slecht" not in deputy.get(f"/trajectories/{opened[0]}/events").text

    def test_who_stands_in_from_elsewhere_sees_no_more_than_before(self, server: Server, opened: list[str]) -> None:
        absent = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED)
        until = TODAY + timedelta(days=7)
        absent.post("/deputies", json={"absent": ASSIGNED, "deputy": "pr-m-1", "from": str(TODAY), "until": str(until)})
        assert server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-m-1").get(f"/trajectories/{opened[0]}").status_code == 404

    def test_nobody_appoints_himself_for_somebody_else(self, server: Server) -> None:
        said = {"absent": ASSIGNED, "deputy": "pr-heerlen-8", "from": str(TODAY), "until": str(TODAY + timedelta(days=1))}
        assert server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-8").post("/deputies", json=said).status_code == 403
        assert server.as_(Role.PROVIDER, "xonar", "p").post("/deputies", json=said).status_code == 403

    def test_an_administrator_appoints_somebody_else_than_himself(self, server: Server, opened: list[str]) -> None:
        administrator = server.as_(Role.ADMINISTRATOR, "GM0917", "beheer-7")
        said = {"absent": ASSIGNED, "deputy": "beheer-7", "from": str(TODAY), "until": str(TODAY + timedelta(days=1))}
        answer = administrator.post("/deputies", json=said)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/deputy"]
        himself = server.as_(Role.PROCESREGISSEUR, "GM0917", "beheer-7")
        assert "Slaapt slecht" not in himself.get(f"/trajectories/{opened[0]}/events").text
        assert administrator.post("/deputies", json={**said, "deputy": "pr-heerlen-6"}).status_code == 201


class TestTheJeugdige:
    def test_sees_the_own_file_and_no_other(self, server: Server, opened: list[str]) -> None:
        jeugdige = server.as_(Role.JEUGDIGE, "digid", opened[0])
        assert _seen(jeugdige) == {opened[0]}
        assert jeugdige.get(f"/trajectories/{opened[0]}").status_code == 200
        assert jeugdige.get(f"/trajectories/{opened[1]}").status_code == 404

    @pytest.mark.parametrize("subject", ["all", "iemand", "{}", "00000000-0000-0000-0000-000000000000,"])
    def test_who_is_no_trajectory_sees_nothing(self, server: Server, subject: str) -> None:
        assert _seen(server.as_(Role.JEUGDIGE, "digid", subject)) == set()


BREAK = {"occurred_on": str(TODAY), "break_id": "nood-1", "reason": "De jeugdige is gevonden; waar hoort hij?"}


class TestAnEmergency:
    """A GI that has nothing to do with the case must know, now."""

    def test_it_opens_the_case_at_once_with_its_words_and_stands_in_its_history(self, server: Server, opened: list[str]) -> None:
        worker = server.as_(Role.GI, "jeugdbescherming-elders", "gi-9")
        case = f"/trajectories/{opened[1]}"
        assert worker.get(case).status_code == 404
        taken = worker.post(f"{case}/glass-broken", json=BREAK)
        assert taken.status_code == 201, taken.text
        assert worker.get(case).json()["identity"]["surname"] == "Wit"
        assert "Slaapt slecht" in worker.get(f"{case}/events").text
        assert _seen(worker) == set(), "lists are not opened"
        note = {"occurred_on": str(TODAY), "text": "Gebeld."}
        written = worker.post(f"{case}/note-added", json=note, headers={"If-Match": worker.get(case).headers["ETag"]})
        assert written.status_code == 403, "it is for reading"
        told = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED).get(
            "/deadlines", params={"kind": "glass-review", "min_position": taken.headers["Position"]}
        )
        assert [(each["trajectory_id"], each["about"], str(TODAY) in each["alerts"]) for each in told.json()["items"]] == [
            (opened[1], "nood-1", True)
        ]

    def test_who_only_tries_whether_somebody_is_here_learns_nothing(self, server: Server, opened: list[str]) -> None:
        worker = server.as_(Role.GI, "jeugdbescherming-elders", "gi-8")
        for body in ({}, {**BREAK, "reason": ""}, {**BREAK, "occurred_on": "1990-01-01"}, {**BREAK, "meer": 1}):
            assert worker.post(f"/trajectories/{opened[0]}/glass-broken", json=body).status_code == 404
        long = {"Idempotency-Key": 300 * "x"}
        assert worker.post(f"/trajectories/{opened[0]}/glass-broken", json=BREAK, headers=long).status_code == 404
        assert server.as_(Role.REPORTER, "GM0917", "r").post(f"/trajectories/{opened[0]}/glass-broken", json=BREAK).status_code == 404
        assert worker.post(f"/trajectories/{opened[0]}/note-added", json={"occurred_on": str(TODAY), "text": "x"}).status_code == 404

    def test_it_cannot_be_wiped_out_nor_looked_into_by_who_took_it(self, server: Server, opened: list[str]) -> None:
        worker = server.as_(Role.GI, "jeugdbescherming-elders", "gi-7")
        case = f"/trajectories/{opened[0]}"
        taken = worker.post(f"{case}/glass-broken", json={**BREAK, "break_id": "nood-7"})
        assert taken.status_code == 201, taken.text
        version = taken.json()["version"]
        undone = {"occurred_on": str(TODAY), "target_version": version, "reason": "Vergist."}
        regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED)
        assert worker.post(f"{case}/voided", json=undone, headers={"If-Match": f'"{version}"'}).status_code == 403
        answer = regisseur.post(f"{case}/voided", json=undone, headers={"If-Match": f'"{version}"'})
        assert (answer.status_code, answer.json()["rule"]) == (422, "I-target"), answer.text
        own = regisseur.post(f"{case}/glass-broken", json={**BREAK, "break_id": "nood-8"}, headers={"If-Match": f'"{version}"'})
        assert own.status_code == 201, own.text
        reviewed = {"occurred_on": str(TODAY), "break_id": "nood-8", "justified": True}
        answer = regisseur.post(f"{case}/glass-reviewed", json=reviewed, headers={"If-Match": f'"{version + 1}"'})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), answer.text
        # nor in another role of his
        himself = server.as_(Role.PRIVACY_OFFICER, "GM0917", ASSIGNED)
        assert himself.post(f"{case}/glass-reviewed", json=reviewed, headers={"If-Match": f'"{version + 1}"'}).status_code == 403
        officer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")
        assert officer.post(f"{case}/glass-reviewed", json=reviewed, headers={"If-Match": f'"{version + 1}"'}).status_code == 201

    def test_nobody_puts_right_what_another_organisation_recorded(self, server: Server, opened: list[str]) -> None:
        koraal = server.as_(Role.PROVIDER, "koraal", "koraal-1")
        case = f"/trajectories/{opened[1]}"
        version = koraal.get(case).headers["ETag"]
        undone = {"occurred_on": str(TODAY), "target_version": 3, "reason": "Niet van ons."}
        answer = koraal.post(f"{case}/voided", json=undone, headers={"If-Match": version})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), answer.text


PLAN = "plan-7"


@pytest.fixture(scope="module")
def adopted(server: Server, opened: list[str]) -> str:
    """A plan that the provider of the stay recorded, and a correction of it: the path of the case."""
    koraal, case = server.as_(Role.PROVIDER, "koraal", "koraal-1"), f"/trajectories/{opened[0]}"
    version = int(koraal.get(case).headers["ETag"].strip('"'))
    plan = {"occurred_on": "2024-02-20", "plan_id": PLAN, "with_jeugdige": True, "consulted": ["parents"]}
    first = koraal.post(f"{case}/plan-adopted", json=plan, headers={"If-Match": f'"{version}"'})
    assert first.status_code == 201, first.text
    mended = {"occurred_on": "2024-02-21", "target_version": version + 1, "data": {"consulted": ["family"]}, "reason": "Vergist."}
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED)
    answer = koraal.post(f"{case}/corrected", json=mended, headers={"If-Match": f'"{version + 1}"'})
    assert answer.status_code == 201, answer.text
    assert regisseur.get("/audit-trail", params={"min_position": first.headers["Position"], "limit": 1}).status_code == 200
    return case


class TestWhatIsConfided:
    """Contents of measures, complaints, incidents and plans are for who recorded them, the jeugdige and auditors."""

    def _contents(self, client: httpx.Client, case: str) -> list[str]:
        listed = client.get("/audit-trail", params={"trajectory_id": case.rsplit("/", 1)[-1], "limit": 1000})
        return [client.get(f"{case}/events", params={"limit": 1000}).text, listed.text]

    def test_the_municipality_sees_that_it_was_and_not_what(self, server: Server, adopted: str) -> None:
        regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED)
        for text in self._contents(regisseur, adopted):
            assert "plan-adopted" in text
            assert PLAN not in text
            assert "consulted" not in text
        case = regisseur.get(adopted, params={"valid_on": "2024-02-25"}).json()
        assert "plan" not in [each["kind"] for each in case["deadlines"]], "it was met"

    def test_who_recorded_it_the_jeugdige_and_auditors_see_what(self, server: Server, adopted: str) -> None:
        jeugdige = server.as_(Role.JEUGDIGE, "digid", adopted.rsplit("/", 1)[-1])
        for client in (server.as_(Role.PROVIDER, "koraal", "koraal-2"), jeugdige, server.auditor()):
            assert all(PLAN in text for text in self._contents(client, adopted))
