"""Erasure through HTTP: by two people, after time to think, for ever, of nobody else, and with every proof that was given before."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from api import DemoIssuer, create_app
from application.doors.own_stream import OwnStream
from application.problems import NotYet
from application.proving import not_decided
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from domain.erasures import erasures_of
from domain.events import ERASURES_ID, OWN_STREAMS, DossierErased, ErasureApproved, ErasureBegun, ErasureRequested
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent
from eventlog.access import AccessLog
from eventlog.keys.checking import check_keys
from eventlog.notary import LOG, check_ledger
from eventlog.proof import Note
from jeugdspoor.wiring import ERASURES, Store, application, wired
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server
from tests.conftest import Cluster
from tests.projections.waiting import eventually

SECRET = "Roerdomp"
"""Stands in words and identity."""

TODAY = amsterdam_day(datetime.now(UTC))
LISTS = ("/trajectories", "/placements", "/deadlines", "/findings", "/audit-trail", "/legal-cover")


@pytest.fixture(scope="module")
def erasure_days() -> int:
    return 0


@pytest.fixture
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


@pytest.fixture
def another(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-2")


def _recorded(client: httpx.Client, path: str, body: dict[str, Any], version: int) -> httpx.Response:
    answer = client.post(path, json=body, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 201, answer.text
    return answer


def _told(regisseur: httpx.Client, **identity: str) -> str:
    """A trajectory of four events, the last of them in words."""
    first = regisseur.post("/trajectories", json=opening(identity={"surname": SECRET, **identity}))
    assert first.status_code == 201, first.text
    path = first.headers["Location"]
    for version, (kind, body) in enumerate(
        [
            ("title-granted", machtiging(title_id=f"m-{SECRET}")),
            ("admitted", admission(title_id=f"m-{SECRET}")),
            ("note-added", {"occurred_on": "2024-02-06", "text": SECRET}),
        ],
        start=1,
    ):
        answer = _recorded(regisseur, f"{path}/{kind}", body, version)
    assert regisseur.get("/trajectories", params={"min_position": answer.headers["Position"]}).status_code == 200
    return str(first.json()["trajectory_id"])


def _approved(officer: httpx.Client, another: httpx.Client, **what: Any) -> str:
    asked = officer.post("/erasures", json={"ground": "Jeugdwet 7.3.9(1)", **what})
    assert asked.status_code == 201, asked.text
    approved = another.post(f"{asked.headers['Location']}/approve")
    assert (approved.status_code, approved.json()["status"]) == (200, "approved"), approved.text
    return asked.headers["Location"]


def _everything(client: httpx.Client, trajectory_id: str) -> list[Any]:
    """All that is told of it."""
    path = f"/trajectories/{trajectory_id}"
    case = client.get(path).json()
    del case["known_at"], case["position"]
    lists = [
        [item for item in client.get(each, params={"limit": 1000}).json()["items"] if item["trajectory_id"] == trajectory_id]
        for each in LISTS
    ]
    return [case, client.get(f"{path}/events").json(), client.get(f"{path}/legal-cover").json(), *lists]


class TestOfADossier:
    def test_nothing_of_it_can_be_read_and_nobody_elses_is_touched(
        self, server: Server, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: two trajectories, the second opened with a BSN that will be free again
        other = _told(regisseur)
        bsn = opening()["identity"]["bsn"]
        gone = _told(regisseur, bsn=bsn)
        before = _everything(regisseur, other)

        # when: one is erased
        path = _approved(officer, another, trajectory_id=gone)
        executed = officer.post(f"{path}/execute")
        assert (executed.status_code, executed.json()["status"]) == (200, "executed"), executed.text

        # then: it is as if it had never been there, for everybody
        for client in (regisseur, officer, server.auditor()):
            for question in ("", "/events", "/legal-cover"):
                assert client.get(f"/trajectories/{gone}{question}").status_code == 404
            for each in LISTS:
                assert gone not in client.get(each, params={"limit": 1000}).text
        refused = regisseur.post(
            f"/trajectories/{gone}/note-added", json={"occurred_on": "2024-02-06", "text": "x"}, headers={"If-Match": '"5"'}
        )
        assert refused.status_code == 404
        assert officer.post("/erasures", json={"trajectory_id": gone, "ground": "nog eens"}).status_code == 404

        # and: the other is told to the letter as before, and the BSN is somebody's to open a trajectory with
        assert _everything(regisseur, other) == before
        assert regisseur.post("/trajectories", json=opening(identity={"bsn": bsn})).status_code == 201

    def test_every_proof_that_was_given_before_still_holds(
        self, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: a checkpoint that somebody keeps
        gone = _told(regisseur)
        store.sign()
        kept = Note.parse(officer.get("/log/checkpoint").content)

        # when: what lies under it is erased
        officer.post(f"{_approved(officer, another, trajectory_id=gone)}/execute")
        store.sign()

        # then: the log still begins as it did
        checked = check_ledger(store.databases, LOG, store.log_key.verifier(LOG.name), (kept,), lambda *_: None)
        assert checked.records == checked.proven

    def test_the_certificate_is_signed_and_says_until_when_backups_may_hold_it(
        self, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        gone = _told(regisseur)
        path = _approved(officer, another, trajectory_id=gone)
        assert officer.get(f"{path}/certificate").status_code == 404  # not yet
        officer.post(f"{path}/execute")
        note = Note.parse(officer.get(f"{path}/certificate").content)
        assert [signature.name for signature in note.verified([store.log_key.verifier(ERASURES)])]
        assert gone in note.text
        assert f"{datetime.now(UTC) + timedelta(days=store.backups_kept_days):%Y-%m-%d}" in note.text
        assert "niet gedaan" not in note.text
        assert "verzocht op" not in note.text

    def test_the_certificate_says_when_it_was_asked_for_where_that_was_before(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        """AVG 12(3): from that day runs the month within which it is decided."""
        path = _approved(officer, another, trajectory_id=_told(regisseur), asked_on="2024-03-01")
        officer.post(f"{path}/execute").raise_for_status()

        assert "\nverzocht op: 2024-03-01\ngevraagd: " in officer.get(f"{path}/certificate").text

    def test_no_row_of_any_table_holds_a_fact_of_it(
        self, cluster: Cluster, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: a fact that somebody typed, seen in the rows
        gone = _told(regisseur)
        assert _rows_with(cluster, store.databases, gone)
        # when
        officer.post(f"{_approved(officer, another, trajectory_id=gone)}/execute")
        # then
        assert not _rows_with(cluster, store.databases, gone)

    def test_the_master_key_is_replaced(self, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client) -> None:
        gone, before = _told(regisseur), store.master_key_file.read_bytes()
        officer.post(f"{_approved(officer, another, trajectory_id=gone)}/execute")
        assert store.master_key_file.read_bytes() != before


def _rows_with(cluster: Cluster, databases: Databases, trajectory_id: str) -> list[str]:
    """The tables of rows in which that id stands."""
    with cluster.as_superuser(databases.owner) as conn:
        query = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE 'rows_%'"
        tables = [f"{schema}.{name}" for schema, name in conn.execute(query)]
        return [table for table in tables if trajectory_id in str(conn.execute(f"TABLE {table}".encode()).fetchall())]


class TestOfWords:
    def test_they_are_gone_and_every_other_word_and_fact_is_there(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: two notes
        told = _told(regisseur)
        _recorded(regisseur, f"/trajectories/{told}/note-added", {"occurred_on": "2024-02-07", "text": "Slaapt goed."}, 4)
        # when: the words of the first go
        executed = officer.post(f"{_approved(officer, another, trajectory_id=told, version=4)}/execute")
        assert executed.json()["status"] == "executed", executed.text
        # then
        events = regisseur.get(f"/trajectories/{told}/events").json()["items"]
        assert [events[3]["data"]["text"], events[4]["data"]["text"]] == [{"erased": True}, "Slaapt goed."]
        assert [event["type"] for event in events[3:]] == ["note-added", "note-added", "words-erased"]
        assert regisseur.get(f"/trajectories/{told}").json()["identity"]["surname"] == SECRET
        # and: what is recorded from then on has words again
        _recorded(regisseur, f"/trajectories/{told}/note-added", {"occurred_on": "2024-02-08", "text": "Belt terug."}, 6)
        assert regisseur.get(f"/trajectories/{told}/events").json()["items"][6]["data"]["text"] == "Belt terug."

    @pytest.mark.parametrize(("version", "status"), [(3, 422), (99, 422), (0, 422)])
    def test_only_of_an_event_that_has_some(self, regisseur: httpx.Client, officer: httpx.Client, version: int, status: int) -> None:
        told = _told(regisseur)
        answer = officer.post("/erasures", json={"trajectory_id": told, "version": version, "ground": "AVG 17"})
        assert answer.status_code == status, answer.text

    def test_only_once_and_what_corrects_them_is_told_to_who_decides(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: words that were corrected by others
        told = _told(regisseur)
        correction = {"occurred_on": "2024-02-07", "target_version": 4, "data": {"text": SECRET}, "reason": "Tikfout."}
        _recorded(regisseur, f"/trajectories/{told}/corrected", correction, 4)
        path = _approved(officer, another, trajectory_id=told, version=4)
        assert officer.get(path).json()["in_the_way"] == [{"what": "correction", "about": "5", "since": "2024-02-07"}]
        # when
        assert officer.post(f"{path}/execute").json()["status"] == "executed"
        # then
        assert officer.post("/erasures", json={"trajectory_id": told, "version": 4, "ground": "AVG 17"}).status_code == 422
        assert officer.post("/erasures", json={"trajectory_id": told, "version": 5, "ground": "AVG 17"}).status_code == 201

    def test_are_overtaken_by_the_erasure_of_the_dossier(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        told = _told(regisseur)
        of_words = _approved(officer, another, trajectory_id=told, version=4)
        officer.post(f"{_approved(officer, another, trajectory_id=told)}/execute")
        assert officer.get(of_words).json()["status"] == "overtaken"
        assert officer.post(f"{of_words}/execute").status_code == 422


class TestByTwoPeople:
    def test_who_asked_for_it_does_not_approve_it(self, server: Server, regisseur: httpx.Client, officer: httpx.Client) -> None:
        path = officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": "AVG 17"}).headers["Location"]
        assert officer.post(f"{path}/approve").status_code == 403
        elsewhere = server.as_(Role.PRIVACY_OFFICER, "GM0935", "fg-1")
        assert elsewhere.post(f"{path}/approve").status_code == 403  # the same person

    def test_what_is_not_approved_is_not_carried_out(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]
        answer = officer.post(f"{path}/execute")
        assert (answer.status_code, answer.json()["rule"]) == (422, "I-order")
        assert regisseur.get(f"/trajectories/{told}").status_code == 200

    @pytest.mark.parametrize("role", [each for each in Role if each not in (Role.PROCESREGISSEUR, Role.PRIVACY_OFFICER)])
    def test_other_roles_have_no_part_in_it(self, server: Server, regisseur: httpx.Client, officer: httpx.Client, role: Role) -> None:
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]
        somebody = server.as_(role, "GM0917", "iemand")
        assert somebody.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).status_code == 403
        assert {somebody.post(f"{path}/{step}").status_code for step in ("approve", "withdraw", "execute")} == {403}
        assert {somebody.get(each).status_code for each in ("/erasures", path, f"{path}/certificate")} == {403}

    def test_a_procesregisseur_of_another_municipality_is_told_that_there_is_nothing(
        self, server: Server, regisseur: httpx.Client, officer: httpx.Client
    ) -> None:
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]
        stranger = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        assert stranger.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).status_code == 404
        assert stranger.get(path).status_code == stranger.post(f"{path}/approve").status_code == 404
        assert stranger.get("/erasures").json()["items"] == []

    def test_that_a_privacy_officer_is_of_an_office_with_its_name_tells_a_municipality_nothing(
        self, server: Server, regisseur: httpx.Client
    ) -> None:
        # given: asked for by a privacy officer of the office of Maastricht, about a trajectory of Heerlen
        maastricht = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        officer = server.as_(Role.PRIVACY_OFFICER, "GM0935", "fg-maastricht")
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]

        # then: whose trajectory it is decides
        assert told not in maastricht.get("/erasures", params={"limit": 1000}).text
        reasons = {"ground": "statutory_bar", "reasons": "Nee."}
        assert maastricht.get(path).status_code == maastricht.post(f"{path}/refuse", json=reasons).status_code == 404
        assert regisseur.get(path).json()["in_the_way"]
        assert regisseur.post(f"{path}/approve").status_code == 200

    def test_a_municipality_that_asked_for_it_is_told_nothing_of_what_came_after_its_own_period(
        self, server: Server, regisseur: httpx.Client
    ) -> None:
        # given: asked for in Heerlen, before the jeugdige came under Maastricht and was admitted elsewhere
        told = _told(regisseur)
        asked = regisseur.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"})
        came = {"occurred_on": "2024-03-01", "municipality": "0935", "from": "2024-03-01"}
        _recorded(regisseur, f"/trajectories/{told}/home-municipality-determined", came, 4)

        # then: it is as it was, and what it can do is withdraw it
        path = asked.headers["Location"]
        assert asked.json()["in_the_way"]
        assert regisseur.get(path).json().keys() >= {"status", "decide_by"}
        assert "in_the_way" not in regisseur.get(path).json()
        reasons = {"ground": "statutory_bar", "reasons": "Nee."}
        colleague = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")
        steps = colleague.post(f"{path}/refuse", json=reasons), colleague.post(f"{path}/approve")
        assert [step.status_code for step in steps] == [404, 404]
        # and whose he is now decides on it
        maastricht = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        assert maastricht.get(path).json()["in_the_way"]
        assert regisseur.post(f"{path}/withdraw").status_code == 200

    def test_two_who_carry_it_out_at_the_same_time_are_answered_alike(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        path = _approved(officer, another, trajectory_id=_told(regisseur))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda client: client.post(f"{path}/execute"), [officer, another]))
        assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(200, "executed")] * 2

    @pytest.mark.parametrize("stream", sorted(map(str, OWN_STREAMS)))
    def test_what_is_no_trajectory_is_not_erased(self, officer: httpx.Client, stream: str) -> None:
        for what in ({}, {"version": 1}):
            assert officer.post("/erasures", json={"trajectory_id": stream, "ground": "AVG 17", **what}).status_code == 404


class TestTheMonth:
    """AVG 12(3): who asked is told within a month from receipt what comes of it; its end moves off a weekend or holiday."""

    def test_runs_from_the_day_on_which_it_was_asked_for(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        asked = {"trajectory_id": _told(regisseur), "ground": "AVG 17", "asked_on": "2025-03-10"}
        erasure = officer.post("/erasures", json=asked).json()
        assert (erasure["asked_on"], erasure["decide_by"]) == ("2025-03-10", "2025-04-10")
        listed = {each["erasure_id"]: each for each in officer.get("/erasures", params={"limit": 1000}).json()["items"]}
        assert listed[erasure["erasure_id"]]["decide_by"] == "2025-04-10"

    def test_or_from_its_being_recorded_and_ends_with_the_decision(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        erasure = officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": "AVG 17"}).json()
        assert str(TODAY + timedelta(days=27)) < erasure["decide_by"] < str(TODAY + timedelta(days=37))
        refused = another.post(f"/erasures/{erasure['erasure_id']}/refuse", json={"ground": "statutory_bar", "reasons": "Een procedure."})
        assert "decide_by" not in refused.json()

    def test_does_not_begin_in_the_future(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        asked = {"trajectory_id": _told(regisseur), "ground": "AVG 17", "asked_on": str(TODAY + timedelta(days=1))}
        answer = officer.post("/erasures", json=asked)
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, ["/asked_on"])

    def test_does_not_begin_before_there_was_a_dossier(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        # given: one that was opened on 10 January 2024
        asked = {"trajectory_id": _told(regisseur), "ground": "AVG 17"}
        refused = officer.post("/erasures", json={**asked, "asked_on": "2024-01-09"})
        [error] = refused.json()["errors"]
        assert (refused.status_code, error["pointer"]) == (422, "/asked_on")
        assert "2024-01-10" in error["message"]
        assert officer.post("/erasures", json={**asked, "asked_on": "2024-01-10"}).status_code == 201


class TestRefusedInPart:
    """Jeugdwet 7.3.9(2), AVG 12(4): what another has a considerable interest in is kept, with reasons, and the rest goes."""

    def test_of_two_passages_one_is_kept_with_reasons_and_the_other_is_gone(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: a second passage, and each asked for by itself
        told = _told(regisseur)
        kept = {"occurred_on": "2024-02-07", "text": "Over de zus."}
        _recorded(regisseur, f"/trajectories/{told}/note-added", kept, 4)
        first, second = (_approved(officer, another, trajectory_id=told, version=version) for version in (4, 5))

        # when
        refused = another.post(f"{second}/refuse", json={"ground": "interest_of_another", "reasons": "De zus bewaart dit."})
        executed = officer.post(f"{first}/execute")

        # then
        assert (refused.json()["status"], executed.json()["status"]) == ("refused", "executed")
        assert officer.get(second).json()["reasons"] == "De zus bewaart dit."
        events = regisseur.get(f"/trajectories/{told}/events").json()["items"]
        assert [each["data"]["text"] for each in events if each["type"] == "note-added"] == [{"erased": True}, "Over de zus."]

    def test_what_was_refused_before_is_told_to_who_decides_on_the_same_again(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: of a dossier one part was kept, and the rest destroyed
        told = _told(regisseur)
        _recorded(regisseur, f"/trajectories/{told}/note-added", {"occurred_on": "2024-02-07", "text": "Over de zus."}, 4)
        before = _approved(officer, another, trajectory_id=told)
        another.post(f"{before}/refuse", json={"versions": [5], "ground": "interest_of_another", "reasons": "De zus bewaart dit."})
        assert officer.post(f"{before}/execute").json()["status"] == "executed"

        # when
        of_the_rest, of_those_words = (_approved(officer, another, trajectory_id=told, **part) for part in ({}, {"version": 5}))

        # then
        for path in (of_the_rest, of_those_words):
            refusal = next(each for each in officer.get(path).json()["in_the_way"] if each["what"] == "refusal")
            assert refusal["about"] == before.rsplit("/", 1)[-1]
        assert [each["what"] for each in officer.get(before).json().get("in_the_way", [])] == []

    def test_of_one_request_for_the_whole_each_part_is_decided_on_with_its_own_ground(
        self, store: Store, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: a passage about a sister and one that a procedure needs, the first of them corrected, and a last one after the request
        told = _told(regisseur)
        case = f"/trajectories/{told}"
        _recorded(regisseur, f"{case}/note-added", {"occurred_on": "2024-02-07", "text": "Over de zus."}, 4)
        _recorded(regisseur, f"{case}/note-added", {"occurred_on": "2024-02-08", "text": "Voor de zitting."}, 5)
        right = {"occurred_on": "2024-02-09", "target_version": 5, "data": {"text": "Over haar zus."}, "reason": "Onduidelijk."}
        _recorded(regisseur, f"{case}/corrected", right, 6)
        path = _approved(officer, another, trajectory_id=told)
        _recorded(regisseur, f"{case}/note-added", {"occurred_on": "2024-02-10", "text": "Later."}, 7)

        # when: two parts are refused, and what is left is carried out
        sister = {"versions": [5], "ground": "interest_of_another", "reasons": "De zus bewaart dit."}
        hearing = {"versions": [6], "ground": "statutory_bar", "reasons": "De zitting is nog niet geweest."}
        parts = [another.post(f"{path}/refuse", json=each) for each in (sister, hearing)]
        executed = officer.post(f"{path}/execute").json()

        # then: each has its ground and its reasons, and the request goes on with the rest
        assert [(each.status_code, each.json()["status"]) for each in parts] == [(200, "approved")] * 2
        kept = [{name: each[name] for name in ("versions", "refused_for", "reasons")} for each in officer.get(path).json()["kept"]]
        assert kept == [{"refused_for": each["ground"], **{n: each[n] for n in ("versions", "reasons")}} for each in (sister, hearing)]
        assert (executed["status"], executed["versions"]) == ("executed", [1, 4, 8])
        # and: those words are there still, those of a correction of them too, and no others; all facts are
        events = regisseur.get(f"{case}/events").json()["items"]
        texts = [each["data"]["text"] for each in events if each["type"] == "note-added"]
        assert texts == [{"erased": True}, "Over de zus.", "Voor de zitting.", {"erased": True}]
        assert [each["data"]["data"]["text"] for each in events if each["type"] == "corrected"] == ["Over haar zus."]
        now = regisseur.get(case).json()
        assert (now["identity"]["surname"], now["stay"]["location"]) == ({"erased": True}, "gesloten-geleen-1")
        # and: the certificate says what was kept, and what could not be done
        certificate = officer.get(f"{path}/certificate").text
        assert "wat: de woorden van gebeurtenis 1, 4, 8" in certificate
        assert "geweigerd: de woorden van gebeurtenis 6" in certificate
        assert "niet gedaan: de feiten van het dossier" in certificate
        # and: what is kept now can be asked for later, and nothing is gone that no erasure explains
        assert officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).status_code == 201
        assert not_decided(store.log, check_keys(store.databases, store.keys)) is None

    def test_a_part_leaves_something_of_a_whole(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        told = _told(regisseur)
        whole, words = (
            officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17", **what}).headers["Location"]
            for what in ({}, {"version": 4})
        )
        said = {"ground": "statutory_bar", "reasons": "Een procedure."}
        for path, versions in ((whole, [1, 4]), (whole, [99]), (words, [4])):
            refused = officer.post(f"{path}/refuse", json={**said, "versions": versions})
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/versions"), refused.text
        without_words = officer.post(f"{whole}/refuse", json={**said, "versions": [3]})
        assert (without_words.status_code, without_words.json()["rule"]) == (422, "I-order")
        # and what is left of it is refused as a whole, or withdrawn
        officer.post(f"{whole}/refuse", json={**said, "versions": [4]}).raise_for_status()
        refused = officer.post(f"{whole}/refuse", json={**said, "reasons": "Ook de rest."}).json()
        assert (refused["status"], refused["reasons"], refused["kept"][0]["reasons"]) == ("refused", "Ook de rest.", "Een procedure.")

    def test_what_was_refused_stands_and_is_said_once(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        """Jeugdwet 7.3.9(2), AVG 12(4): whoever asked is told the ground, and another does not come in its place unseen."""
        # given
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]
        said = {"ground": "interest_of_another", "reasons": "De zus bewaart dit."}
        twice = officer.post(f"{path}/refuse", json={**said, "versions": [4, 4]})
        assert officer.post(f"{path}/refuse", json={**said, "versions": [4]}).status_code == 200

        # when
        otherwise = officer.post(f"{path}/refuse", json={"ground": "statutory_bar", "reasons": "De wet.", "versions": [4]})

        # then
        for refused, why in ((twice, "Name each event once"), (otherwise, "Version 4 was refused already, for interest_of_another")):
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/versions"), refused.text
            assert why in refused.json()["errors"][0]["message"]
        assert [(each["versions"], each["refused_for"]) for each in officer.get(path).json()["kept"]] == [([4], "interest_of_another")]

    def test_a_step_that_takes_no_body_passes_over_nothing_that_is_said_in_one(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        path = officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": "AVG 17"}).headers["Location"]

        refused = [another.post(f"{path}/{step}", json={"versions": [4]}) for step in ("approve", "withdraw", "execute")]

        assert [(each.status_code, each.json()["errors"][0]["pointer"]) for each in refused] == [(422, "/versions")] * 3
        assert officer.get(path).json()["status"] == "requested"
        assert another.post(f"{path}/approve", json={}).status_code == 200

    def test_nothing_to_fill_in_is_not_the_whole_dossier(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        told = _told(regisseur)
        asked = {"trajectory_id": told, "ground": "AVG 17"}
        whole = officer.post("/erasures", json={**asked, "version": None})
        path = officer.post("/erasures", json=asked).headers["Location"]
        said = {"ground": "statutory_bar", "reasons": "Een procedure."}
        all_of_it = officer.post(f"{path}/refuse", json={**said, "versions": None})

        for refused, pointer in ((whole, "/version"), (all_of_it, "/versions")):
            [error] = refused.json()["errors"]
            assert (refused.status_code, error["pointer"], "leave it out" in error["message"]) == (422, pointer, True)
        assert officer.get(path).json()["status"] == "requested"


class TestThinkingAgain:
    def test_it_may_be_withdrawn_or_refused_with_reasons_and_then_asked_for_anew(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        told = _told(regisseur)
        path = _approved(officer, another, trajectory_id=told)
        assert officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).status_code == 422  # asked for already
        assert another.post(f"{path}/withdraw").json()["status"] == "withdrawn"
        assert officer.post(f"{path}/execute").status_code == 422

        path = _approved(officer, another, trajectory_id=told)
        by_the_term = {"ground": "retention_term", "reasons": "Twintig jaar."}
        assert another.post(f"{path}/refuse", json=by_the_term).status_code == 422  # no ground (RBNHO:2021:4235)
        refused = another.post(f"{path}/refuse", json={"ground": "interest_of_another", "reasons": "De zus."})
        assert (refused.status_code, refused.json()["refused_for"]) == (200, "interest_of_another")
        assert officer.post(f"{path}/execute").status_code == 422
        assert regisseur.get(f"/trajectories/{told}").status_code == 200

    def test_what_is_to_be_kept_is_kept_until_that_is_lifted(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client
    ) -> None:
        # given: a hold, told to who decides, beside the stay that runs
        told = _told(regisseur)
        hold = {"occurred_on": "2024-03-01", "hold_id": "zaak-1", "ground": "statutory_bar", "reason": "Er loopt een procedure."}
        _recorded(regisseur, f"/trajectories/{told}/legal-hold-placed", hold, 4)
        path = _approved(officer, another, trajectory_id=told)
        assert {each["what"] for each in officer.get(path).json()["in_the_way"]} == {"hold", "stay"}
        # when, then
        answer = officer.post(f"{path}/execute")
        assert answer.status_code == 422
        assert "zaak-1" in answer.json()["detail"]
        _recorded(regisseur, f"/trajectories/{told}/legal-hold-lifted", {"occurred_on": "2024-04-01", "hold_id": "zaak-1"}, 5)
        assert officer.post(f"{path}/execute").json()["status"] == "executed"

    def test_there_are_seven_days_to_think(self, store: Store, tmp_path: Path, server: Server) -> None:
        issuer = DemoIssuer(tmp_path)
        with application(store) as running, Server(create_app(running, issuer), issuer) as slow:
            officer, another = (slow.as_(Role.PRIVACY_OFFICER, "GM0917", subject) for subject in ("fg-1", "fg-2"))
            told = _told(slow.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1"))
            path = _approved(officer, another, trajectory_id=told)
            assert officer.get(path).json()["from"] == str(TODAY + timedelta(days=7))
            answer = officer.post(f"{path}/execute")
            assert answer.status_code == 422
            assert str(TODAY + timedelta(days=7)) in answer.json()["detail"]


class TestWhoLooked:
    """Every answer about an erasure is one about its trajectory."""

    @pytest.fixture
    def accesses(self, databases: Databases) -> Iterator[AccessLog]:
        with AccessLog(databases) as log:
            yield log

    def test_every_step_leaves_a_record_of_the_trajectory(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client, accesses: AccessLog
    ) -> None:
        told = _told(regisseur)
        body = {"trajectory_id": told, "ground": "AVG 17"}
        path = officer.post("/erasures", json=body, headers={"Purpose": "Verzoek van de ouders"}).headers["Location"]
        assert accesses.page(limit=1)[0].purpose == "Verzoek van de ouders"
        steps: list[tuple[httpx.Response, str, str]] = [
            (officer.post("/erasures", json=body), "request_erasure", "refused"),
            (officer.post(f"{path}/execute"), "execute_erasure", "refused"),
            (officer.post(f"{path}/approve"), "approve_erasure", "forbidden"),
            (another.post(f"{path}/approve"), "approve_erasure", "shown"),
            (another.post(f"{path}/withdraw"), "withdraw_erasure", "shown"),
        ]
        kept = list(reversed(accesses.page(limit=len(steps))))
        assert [(each.operation, each.outcome) for each in kept] == [(name, outcome) for _, name, outcome in steps]
        assert {str(each.sought) for each in kept} == {told}
        assert {str(id_) for each in kept if each.outcome == "shown" for id_ in each.trajectories} == {told}

    def test_who_tries_whether_somebody_is_here_is_on_record(
        self, server: Server, regisseur: httpx.Client, officer: httpx.Client, accesses: AccessLog
    ) -> None:
        told = _told(regisseur)
        path = officer.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}).headers["Location"]
        stranger = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        refuse = {"ground": "statutory_bar", "reasons": "Zomaar."}
        for ask in (
            lambda: stranger.post("/erasures", json={"trajectory_id": told, "ground": "AVG 17"}),
            lambda: stranger.post(f"{path}/approve"),
            lambda: stranger.post(f"{path}/refuse", json=refuse),
            lambda: stranger.get(path),
        ):
            assert ask().status_code == 404
            [kept] = accesses.page(limit=1)
            assert (kept.subject, kept.outcome, str(kept.sought)) == ("pr-maastricht-1", "not-found", told)

    def test_the_reasons_of_a_refusal_are_told_to_who_guards_and_that_they_are_words(
        self, regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client, accesses: AccessLog
    ) -> None:
        path = officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": "AVG 17"}).headers["Location"]
        reasons = "De zus is er ook in genoemd."
        refused = another.post(f"{path}/refuse", json={"ground": "interest_of_another", "reasons": reasons})
        for answer in (refused, officer.get(path)):
            assert (answer.json()["status"], answer.json()["reasons"]) == ("refused", reasons)
            assert accesses.page(limit=1)[0].words
        assert reasons not in officer.get("/erasures", params={"limit": 1000}).text


class TestTheList:
    def test_comes_in_pages_the_oldest_first(self, regisseur: httpx.Client, officer: httpx.Client) -> None:
        made = [
            officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": "AVG 17"}).json()["erasure_id"] for _ in range(3)
        ]
        listed: list[str] = []
        path = "/erasures?limit=2"
        while path:
            answer = officer.get(path)
            assert answer.status_code == 200, answer.text
            assert len(answer.json()["items"]) <= 2
            listed += [each["erasure_id"] for each in answer.json()["items"]]
            path = answer.links.get("next", {}).get("url", "")
        assert listed[-3:] == made
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("ground", ["Verzoek van 999900006", "9999.000.06", "dossier 9999 0000 6"])
def test_a_ground_names_nobody_by_a_number(regisseur: httpx.Client, officer: httpx.Client, ground: str) -> None:
    answer = officer.post("/erasures", json={"trajectory_id": _told(regisseur), "ground": ground})
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, ["/ground"]), answer.text
    assert "999" not in answer.text


def test_that_words_were_erased_is_not_voided(regisseur: httpx.Client, officer: httpx.Client, another: httpx.Client) -> None:
    told = _told(regisseur)
    officer.post(f"{_approved(officer, another, trajectory_id=told, version=4)}/execute")
    undone = {"occurred_on": str(TODAY), "target_version": 5, "reason": "Vergist."}
    answer = regisseur.post(f"/trajectories/{told}/voided", json=undone, headers={"If-Match": '"5"'})
    assert (answer.status_code, answer.json()["rule"]) == (422, "I-target"), answer.text


def test_what_was_interrupted_goes_on_at_the_next_start(cluster: Cluster, tmp_path: Path) -> None:
    databases, path = cluster.fresh(), tmp_path / "master.key"
    officer = Actor(subject="fg-1", role=Role.PRIVACY_OFFICER, organisation="GM0917")
    issuer = DemoIssuer(tmp_path)
    with ExitStack() as opened:
        opened.callback(cluster.drop, databases)
        store = opened.enter_context(wired(databases, FileMasterKey.at(path, make=True), path))
        # given: an erasure that has begun, and of which nothing else was done when the program ended
        with application(store) as running, Server(create_app(running, issuer), issuer) as served:
            told = UUID(_told(served.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")))
        stream = OwnStream(store.log, ERASURES_ID, "erasure", erasures_of)
        stream.record(officer, lambda _: ErasureRequested(occurred_on=TODAY, erasure_id="e-1", trajectory_id=told, ground="AVG 17"))
        stream.record(officer, lambda _: ErasureApproved(occurred_on=TODAY, erasure_id="e-1"))
        end = NewEvent(told, 5, stream.envelope(officer), DossierErased(occurred_on=TODAY, erasure_id="e-1"))
        stream.record_with(officer, lambda _: (ErasureBegun(occurred_on=TODAY, erasure_id="e-1"), [end]))
        # when: it starts again
        with application(store):
            # then
            eventually(lambda: stream.current()["e-1"].status == "executed")
        assert store.keys.erased([told]).keys() == {told}


def test_where_the_master_key_cannot_be_replaced_nothing_begins(cluster: Cluster, tmp_path: Path) -> None:
    """It is kept by somebody else, who is told what to do."""
    databases, path = cluster.fresh(), tmp_path / "master.key"
    with (
        wired(databases, FileMasterKey(os.urandom(32)), path) as store,
        application(store, erasure_days=0) as running,
        Server(create_app(running, issuer := DemoIssuer(tmp_path)), issuer) as served,
    ):
        regisseur, officer, another = (
            served.as_(role, "GM0917", subject)
            for role, subject in ((Role.PROCESREGISSEUR, "pr-1"), (Role.PRIVACY_OFFICER, "fg-1"), (Role.PRIVACY_OFFICER, "fg-2"))
        )
        told = _told(regisseur)
        answer = officer.post(f"{_approved(officer, another, trajectory_id=told)}/execute")
        assert answer.status_code == 503, answer.text
        assert "JEUGDSPOOR_MASTER_KEY" in answer.json()["detail"]
        assert regisseur.get(f"/trajectories/{told}").status_code == 200
    cluster.drop(databases)


def test_while_the_database_does_not_answer_nothing_is_recorded_and_one_is_told_to_come_back(cluster: Cluster, tmp_path: Path) -> None:
    databases, path = cluster.fresh(), tmp_path / "master.key"
    officer = Actor(subject="fg-1", role=Role.PRIVACY_OFFICER, organisation="GM0917")
    with KeyStore(databases.keys, FileMasterKey.at(path, make=True)) as keys, EventLog(databases, keys) as log:
        stream = OwnStream(log, ERASURES_ID, "erasure", erasures_of)
        cluster.drop(databases)
        with pytest.raises(NotYet, match="Nothing was recorded"):
            stream.record(officer, lambda _: ErasureApproved(occurred_on=TODAY, erasure_id="e-1"))
