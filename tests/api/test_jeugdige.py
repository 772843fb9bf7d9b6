"""A jeugdige reads the own file, words of others as far as he was given them, and who looked at it; and adds what he has to say."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest
from fhir.resources.R4B.auditevent import AuditEvent

from api.examples import examples_of
from api.operations.recording import recordable
from api.signin.claims import NoActor, actor_of
from domain.calendar import amsterdam_day
from domain.codes import Role
from tests.api.people import opening
from tests.api.server import Server

REGISSEUR = "pr-heerlen-1"
TODAY = amsterdam_day(datetime.now(UTC))
ANOTHER = "Roodborstje"
"""Stands in words that concern another."""


class Said(NamedTuple):
    """What a version says, in its words."""

    version: int
    words: str


SPOKEN = Said(2, "Grutto")
NOTED = Said(3, "Wulp")
OF_ANOTHER = Said(4, ANOTHER)
PUT_RIGHT = Said(5, f"{ANOTHER} heet anders")
LATER = "Kievit"


class File:
    """One jeugdige's, as it is recorded."""

    def __init__(self, server: Server, **identity: str) -> None:
        self._server = server
        first = self.regisseur.post("/trajectories", json=opening(identity={"surname": "Tureluur", **identity}))
        self.path = first.headers["Location"]
        self.trajectory_id = str(first.json()["trajectory_id"])
        self.version = 1

    @property
    def regisseur(self) -> httpx.Client:
        return self._server.as_(Role.PROCESREGISSEUR, "GM0917", REGISSEUR)

    @property
    def jeugdige(self) -> httpx.Client:
        return self._server.as_(Role.JEUGDIGE, "digid", self.trajectory_id)

    @property
    def representative(self) -> httpx.Client:
        return self._server.representing(self.trajectory_id)

    def tells(self, kind: str, *, teller: httpx.Client | None = None, **data: Any) -> int:
        """Its version."""
        body = {"occurred_on": "2024-02-01", **data}
        answer = (teller or self.regisseur).post(f"{self.path}/{kind}", json=body, headers={"If-Match": f'"{self.version}"'})
        assert answer.status_code == 201, answer.text
        self.version = int(answer.json()["version"])
        return self.version

    def read(self) -> str:
        """All that the jeugdige can read in the case."""
        return "".join(
            self.jeugdige.get(f"{self.path}{part}", params=asked).text
            for part, asked in (("", {}), ("/events", {"limit": 1000}), ("/legal-cover", {}))
        )


@pytest.fixture
def file(server: Server) -> File:
    file = File(server)
    assert file.tells("own-statement-added", text=SPOKEN.words) == SPOKEN.version
    assert file.tells("note-added", text=NOTED.words) == NOTED.version
    assert file.tells("note-added", text=OF_ANOTHER.words) == OF_ANOTHER.version
    put_right: dict[str, Any] = {"target_version": OF_ANOTHER.version, "data": {"text": PUT_RIGHT.words}, "reason": "verkeerde naam"}
    assert file.tells("corrected", **put_right) == PUT_RIGHT.version
    return file


def items(client: httpx.Client, path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params={"limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


class TestTheWordsOfTheOwnFile:
    def test_are_the_own_identity_and_the_own_words_without_anybody_granting_it(self, file: File) -> None:
        case = file.jeugdige.get(file.path).json()
        opened, spoken, noted, *_ = items(file.jeugdige, f"{file.path}/events")
        assert case["identity"]["surname"] == "Tureluur"
        assert opened["data"]["identity"]["surname"] == "Tureluur"
        assert spoken["data"]["text"] == SPOKEN.words
        # What is not read is absent, as it is for everybody else who may not.
        assert "text" not in noted["data"]
        assert not [words for words in (NOTED.words, ANOTHER, "verkeerde naam") if words in file.read()]

    def test_of_a_corrected_identity_are_those_that_it_reads_now(self, file: File) -> None:
        file.tells("identity-changed", surname="Scholekster")
        told: dict[str, Any] = {"target_version": file.version, "data": {"surname": "Steenloper"}, "reason": f"{ANOTHER} zei het"}
        file.tells("corrected", **told)
        assert file.jeugdige.get(file.path).json()["identity"]["surname"] == "Steenloper"
        assert ANOTHER not in file.read()

    def test_are_those_recorded_before_inspection_was_granted(self, file: File) -> None:
        file.tells("access-granted", by="jeugdige")
        file.tells("note-added", text=LATER)
        read = file.read()
        assert all(words in read for words in (SPOKEN.words, NOTED.words, PUT_RIGHT.words))
        assert LATER not in read

    def test_are_not_those_that_were_left_out_nor_what_corrects_them(self, file: File) -> None:
        file.tells("access-granted", by="representative", in_part=True, withheld=[OF_ANOTHER.version])
        read = file.read()
        assert NOTED.words in read
        assert ANOTHER not in read
        assert "verkeerde naam" not in read
        # He can tell which versions were left out.
        assert items(file.jeugdige, f"{file.path}/events")[-1]["data"]["withheld"] == [OF_ANOTHER.version]
        # A later grant without them gives those too.
        file.tells("access-granted", by="jeugdige")
        assert PUT_RIGHT.words in file.read()

    @pytest.mark.parametrize("grant", [{"by": "parents"}, {"by": "guardian"}, {"by": "jeugdige", "in_part": True}])
    def test_are_no_more_where_others_were_granted_it_or_nobody_says_what(self, file: File, grant: dict[str, Any]) -> None:
        file.tells("access-granted", **grant)
        assert NOTED.words not in file.read()

    def test_are_no_more_once_the_grant_is_voided(self, file: File) -> None:
        granted = file.tells("access-granted", by="jeugdige")
        assert NOTED.words in file.read()
        file.tells("voided", target_version=granted, reason="aan de verkeerde")
        assert NOTED.words not in file.read()

    def test_of_the_past_are_those_that_are_read_today(self, file: File) -> None:
        before = file.regisseur.get(file.path).json()["known_at"]
        file.tells("access-granted", by="jeugdige")
        told = items(file.jeugdige, f"{file.path}/events", known_at=before)
        assert [each["data"].get("text") for each in told][2] == NOTED.words

    def test_are_opened_to_nobody_else_by_what_he_was_granted(self, server: Server, file: File) -> None:
        file.tells("procesregisseur-assigned", subject=REGISSEUR)
        file.tells("access-granted", by="jeugdige")
        others = [
            server.as_(Role.PROCESREGISSEUR, "GM0917", "een ander"),
            server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1"),
            server.auditor(),
        ]
        for other in others:
            told = other.get(f"{file.path}/events").text
            assert other.get(file.path).status_code == 200
            assert not [words for words in (SPOKEN.words, NOTED.words, ANOTHER) if words in told]

    def test_left_out_without_saying_that_it_is_in_part_are_malformed(self, file: File) -> None:
        body = {"occurred_on": "2024-02-01", "by": "jeugdige", "withheld": [OF_ANOTHER.version]}
        answer = file.regisseur.post(f"{file.path}/access-granted", json=body, headers={"If-Match": f'"{file.version}"'})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")


class TestWhatTheJeugdigeRecords:
    def test_is_an_own_statement_in_the_own_file(self, file: File) -> None:
        file.tells("own-statement-added", teller=file.jeugdige, text="Zo was het niet.")
        last = items(file.regisseur, f"{file.path}/events")[-1]
        assert last["data"]["text"] == "Zo was het niet."
        assert last["recorded_by"] == {"subject": file.trajectory_id, "role": "jeugdige", "organisation": "digid"}
        assert "Zo was het niet." in file.read()

    def test_is_nothing_else(self, file: File, subtests: pytest.Subtests) -> None:
        for kind in recordable():
            with subtests.test(kind.event_type):
                body = json.dumps(next(iter(examples_of(kind).values()))["value"], default=str)
                headers = {"If-Match": f'"{file.version}"', "Content-Type": "application/json"}
                answer = file.jeugdige.post(f"{file.path}/{kind.event_type}", content=body, headers=headers)
                if kind.event_type == "own-statement-added":
                    assert answer.status_code in (201, 422), "The example may lie outside this trajectory's days."
                else:
                    assert answer.status_code == 403, answer.text

    def test_is_nothing_in_anothers_file(self, server: Server, file: File) -> None:
        stranger = server.as_(Role.JEUGDIGE, "digid", str(uuid4()))
        body = {"occurred_on": "2024-02-01", "text": "Zo was het niet."}
        answer = stranger.post(f"{file.path}/own-statement-added", json=body, headers={"If-Match": f'"{file.version}"'})
        assert answer.status_code == 404


MEMBERS = {
    "access_id",
    "site",
    "recorded_at",
    "began_at",
    "action",
    "operation",
    "outcome",
    "looked_by",
    "purpose",
    "ground",
    "controls",
    "trajectories",
    "words",
}
"""All that he is told of one look."""


class TestWhoLookedAtTheOwnFile:
    def test_is_told_by_organisation_and_role_and_not_by_worker(self, file: File) -> None:
        file.regisseur.get(file.path, headers={"Purpose": "Zitting van morgen"})
        [newest, *_] = items(file.jeugdige, "/access-log")
        assert newest.keys() == MEMBERS
        assert newest["looked_by"] == {"role": "procesregisseur", "organisation": "GM0917"}
        assert (newest["operation"], newest["outcome"], newest["purpose"]) == ("get_trajectory", "shown", "Zitting van morgen")
        assert (newest["ground"], newest["words"], newest["trajectories"]) == ("unassigned", True, [file.trajectory_id])

    def test_is_told_of_no_other_who_stood_in_the_same_answer(self, server: Server, file: File) -> None:
        other = File(server)
        answer = file.regisseur.get("/trajectories", params={"limit": 1000, "min_position": self._position(other)})
        assert {file.trajectory_id, other.trajectory_id} <= {each["trajectory_id"] for each in answer.json()["items"]}
        file.regisseur.get(other.path)
        [newest, *_] = told = items(file.jeugdige, "/access-log")
        assert (newest["operation"], newest["trajectories"]) == ("list_trajectories", [file.trajectory_id])
        for text in (json.dumps(told), file.jeugdige.get("/access-log", headers={"Accept": "application/fhir+json"}).text):
            assert not [each for each in (other.trajectory_id, REGISSEUR, "127.0.0.1") if each in text]

    def _position(self, file: File) -> int:
        return int(file.regisseur.get(file.path).json()["position"])

    def test_is_told_of_who_tried(self, server: Server, file: File) -> None:
        server.as_(Role.PROVIDER, "xonar", "xonar-1").get(file.path)
        [newest, *_] = items(file.jeugdige, "/access-log")
        assert (newest["looked_by"]["organisation"], newest["outcome"], newest["trajectories"]) == ("xonar", "not-found", [])

    def test_is_as_fhir_the_same_and_no_more(self, file: File) -> None:
        file.regisseur.get(file.path)
        plain = items(file.jeugdige, "/access-log")
        answer = file.jeugdige.get("/access-log", params={"limit": 1000}, headers={"Accept": "application/fhir+json"})
        events = [entry["resource"] for entry in answer.json()["entry"]]
        # The plain question was itself recorded before the other was asked.
        assert [event["id"] for event in events[1:]] == [each["access_id"] for each in plain]
        for event in events:
            AuditEvent.model_validate(event)
            looked, organisation = event["agent"]
            assert looked.keys() == {"role", "requestor", "purposeOfUse"}
            assert organisation["who"]["type"] == "Organization"
            assert {detail["type"] for entity in event["entity"] for detail in entity.get("detail", ())} <= {"words", "ground", "controls"}
            assert not any("query" in entity for entity in event["entity"])

    def test_is_itself_a_look(self, server: Server, file: File) -> None:
        file.regisseur.get(file.path)
        items(file.jeugdige, "/access-log")
        officer = server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")
        [kept, *_] = items(officer, "/access-log", trajectory_id=file.trajectory_id)
        assert (kept["operation"], kept["looked_by"]["role"], kept["ground"]) == ("list_accesses", "jeugdige", "own file")
        assert kept["trajectories"] == [file.trajectory_id]
        # What the officer then asked of him is a look too.
        told = [(each["operation"], each["looked_by"]["role"]) for each in items(file.jeugdige, "/access-log")]
        assert told == [("list_accesses", "privacy_officer"), ("list_accesses", "jeugdige"), ("get_trajectory", "procesregisseur")]

    def test_is_told_of_the_own_trajectory_alone(self, server: Server, file: File) -> None:
        file.regisseur.get(file.path)
        other = File(server)
        for another in (other.trajectory_id, str(uuid4())):
            answer = file.jeugdige.get("/access-log", params={"trajectory_id": another})
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
        assert items(file.jeugdige, "/access-log", trajectory_id=file.trajectory_id)

    @pytest.mark.parametrize("subject", [REGISSEUR, "niemand"])
    def test_cannot_be_asked_by_worker(self, file: File, subject: str) -> None:
        file.regisseur.get(file.path)
        assert file.jeugdige.get("/access-log", params={"subject": subject}).status_code == 403

    def test_comes_page_by_page(self, file: File) -> None:
        for _ in range(3):
            file.regisseur.get(file.path)
        whole = items(file.jeugdige, "/access-log", to="2100-01-01")
        found, answer = [], file.jeugdige.get("/access-log", params={"limit": 2})
        while answer.json()["next"]:
            found += answer.json()["items"]
            answer = file.jeugdige.get(answer.links["next"]["url"])
        found += answer.json()["items"]
        # Asking for a page is recorded above it: the first page knows of the whole being asked.
        assert [each["access_id"] for each in found[1:]] == [each["access_id"] for each in whole]

    def test_has_a_cursor_that_tells_no_more_than_the_page_does(self, file: File) -> None:
        for _ in range(3):
            file.regisseur.get(file.path)
        page = file.jeugdige.get("/access-log", params={"limit": 2}).json()
        told = json.loads(urlsafe_b64decode(page["next"] + "=" * (-len(page["next"]) % 4)))
        assert [datetime.fromisoformat(told.pop())] == [datetime.fromisoformat(page["items"][-1]["recorded_at"])]
        assert told == ["own-access-log"]

    @pytest.mark.parametrize("key", ["x", 7, "2026-01-01", "2026-01-01T12:00:00", None])
    def test_refuses_a_cursor_that_no_page_gave(self, file: File, key: object) -> None:
        cursor = urlsafe_b64encode(json.dumps(["own-access-log", key]).encode()).decode().rstrip("=")
        assert file.jeugdige.get("/access-log", params={"cursor": cursor}).status_code == 422

    def test_is_for_a_token_that_names_a_trajectory(self, server: Server) -> None:
        assert server.as_(Role.JEUGDIGE, "digid", "iemand").get("/access-log").status_code == 403


def test_the_record_says_words_only_of_a_page_that_shows_some(server: Server, file: File) -> None:
    officer = server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")
    first = file.jeugdige.get(f"{file.path}/events", params={"limit": 2})
    file.jeugdige.get(first.links["next"]["url"])
    [second, kept, *_] = items(officer, "/access-log", trajectory_id=file.trajectory_id)
    assert (kept["words"], second["words"]) == (True, False)


class TestWhoRepresentsHim:
    @pytest.fixture
    def young(self, server: Server) -> File:
        """Of somebody of nine."""
        file = File(server, born_on=str(TODAY.replace(year=TODAY.year - 9, day=1)))
        file.tells("note-added", text=NOTED.words)
        return file

    def test_reads_his_file_and_who_looked_at_it_for_him(self, young: File) -> None:
        young.tells("access-granted", by="representative")
        assert young.representative.get(young.path).json()["identity"]["surname"] == "Tureluur"
        assert NOTED.words in young.representative.get(f"{young.path}/events").text
        assert young.representative.get("/access-log").json()["items"]

    def test_adds_a_statement_for_him_and_that_is_on_record(self, young: File) -> None:
        young.tells("own-statement-added", teller=young.representative, text=SPOKEN.words)
        assert SPOKEN.words in young.representative.get(f"{young.path}/events").text

    def test_is_told_apart_from_the_jeugdige_wherever_it_is_told_who_said_it(self, young: File) -> None:
        # given a statement of the jeugdige, and one of who represents him
        young.tells("own-statement-added", teller=young.jeugdige, text=SPOKEN.words)
        young.tells("own-statement-added", teller=young.representative, text=SPOKEN.words)
        # then each is told as whose it is: in the case, and in what was recorded of all
        position = young.regisseur.get(young.path).json()["position"]
        trail = items(young.regisseur, "/audit-trail", trajectory_id=young.trajectory_id, min_position=position)
        for listed in (items(young.jeugdige, f"{young.path}/events"), trail):
            own, acting = [each for each in listed if each["type"] == "own-statement-added"][-2:]
            assert ("representative" in own["recorded_by"], own["summary"]) == (False, "Eigen verklaring van de jeugdige toegevoegd.")
            assert acting["recorded_by"]["representative"] is True
            assert acting["summary"] == "Eigen verklaring van de jeugdige toegevoegd, door zijn vertegenwoordiger."

    def test_does_so_no_longer_once_he_is_twelve(self, file: File) -> None:
        for path in (file.path, f"{file.path}/events", f"{file.path}/legal-cover", "/access-log"):
            assert file.representative.get(path).status_code == 404, path

    def test_sees_no_list(self, young: File) -> None:
        for path in ("/trajectories", "/placements", "/deadlines", "/findings", "/audit-trail", "/legal-cover"):
            assert items(young.representative, path) == []

    def test_is_told_no_address_or_place_that_is_secret_for_it_may_be_from_him(self, server: Server, young: File) -> None:
        young.tells("admitted", setting="open_residentieel", provider="xonar", location="groep-heerlen-1")
        young.tells("safety-flag-set", level="secret_place")
        told = young.representative.get(young.path).text + young.representative.get(f"{young.path}/events").text
        assert not [secret for secret in ("xonar", "groep-heerlen-1", "6411", "Tureluur") if secret in told]
        # nor by who looked
        assert server.as_(Role.PROVIDER, "xonar", "xonar-1").get(young.path).status_code == 200
        assert {"role": "provider"} in [each["looked_by"] for each in items(young.representative, "/access-log")]
        assert "xonar" not in young.representative.get("/access-log").text
        assert "xonar" in young.jeugdige.get(young.path).text


def test_the_claim_of_a_representative_is_true_or_not_there() -> None:
    claims = {"sub": str(uuid4()), "role": "jeugdige", "organisation": "digid"}
    assert actor_of(claims).representative is None
    assert actor_of({**claims, "representative": False}).representative is None
    assert actor_of({**claims, "representative": True}).representative is True
    assert actor_of({**claims, "representative": True, "role": "auditor"}).representative is None
    with pytest.raises(NoActor):
        actor_of({**claims, "representative": "ja"})
