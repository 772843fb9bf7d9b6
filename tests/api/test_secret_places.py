"""Where a safety flag says that the place is secret, nobody reads it but who must: in no case, no list and no row."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from domain.calendar import amsterdam_day
from domain.codes import Role
from eventlog import Databases
from tests.api.people import opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))

ASSIGNED = "pr-heerlen-1"
SECRET = ("groep-heerlen-1", "groep-kerkrade", "xonar", "Bureau Geheim")
"""Where he is, where he was recorded to be by mistake, with whom, and who came along to speak of it."""

BEFORE = ("groep-brunssum", "koraal")
"""Where he was before the flag."""


XONAR = (Role.PROVIDER, "xonar", "xonar-1")
OFFICER = (Role.PRIVACY_OFFICER, "GM0917", "fg-1")


class Told(NamedTuple):
    trajectory_id: str
    sibling_id: str
    known_before_the_flag: str
    version: int
    position: str


class Telling:
    """One trajectory, as several record it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.version = 1
        first = self.by(Role.PROCESREGISSEUR, "GM0917", ASSIGNED).post("/trajectories", json=opening())
        self.path = first.headers["Location"]
        self.position = ""

    def by(self, role: Role, organisation: str, subject: str) -> httpx.Client:
        return self._server.as_(role, organisation, subject)

    def tells(self, kind: str, on: str, /, *, by: tuple[Role, str, str] = (Role.PROCESREGISSEUR, "GM0917", ASSIGNED), **data: Any) -> None:
        body = {"occurred_on": on, **data}
        answer = self.by(*by).post(f"{self.path}/{kind}", json=body, headers={"If-Match": f'"{self.version}"'})
        assert answer.status_code == 201, answer.text
        self.version, self.position = answer.json()["version"], answer.headers["Position"]

    @property
    def trajectory_id(self) -> str:
        return self.path.rsplit("/", 1)[-1]


def _tell(server: Server) -> Telling:
    """He is moved, with the wrong house on record at first, and corrected: after that his place becomes secret."""
    telling = Telling(server)
    telling.tells("procesregisseur-assigned", "2024-01-11", subject=ASSIGNED)
    telling.tells("referral-received", "2024-01-12", referrer="gi", requested_setting="open_residentieel", urgency="regulier")
    telling.tells("admitted", "2024-02-05", stay_id="v-1", setting="open_residentieel", provider="koraal", location="groep-brunssum")
    telling.tells("place-offered", "2024-03-20", setting="open_residentieel", provider="xonar", location="groep-heerlen-1")
    move: dict[str, Any] = {"setting": "open_residentieel", "provider": "xonar", "location": "groep-kerkrade"}
    telling.tells("moved", "2024-04-01", stay_id="v-2", **move)
    telling.tells("corrected", "2024-04-02", target_version=telling.version, data={"location": "groep-heerlen-1"}, reason="Ander huis.")
    telling.tells("note-added", "2024-05-01", text="Gewend.", by=(Role.PROVIDER, "xonar", "xonar-1"))
    return telling


@pytest.fixture(scope="module")
def told(server: Server) -> Told:
    sibling = Telling(server)
    telling = _tell(server)
    before = datetime.now(UTC).isoformat()
    telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
    participants = [{"role": "aanbieder", "organisation": "Bureau Geheim"}]
    advice = {"setting": "open_residentieel"}
    telling.tells("team-review-held", "2024-06-10", team="idt", youth="present", participants=participants, advice=advice)
    telling.tells("place-search-started", str(TODAY), setting="leefhuis", provider="mondriaan")
    telling.tells("sibling-noted", "2024-06-12", tie="sibling", trajectory_id=sibling.trajectory_id)
    assert (
        server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").get("/trajectories", params={"min_position": telling.position}).status_code
        == 200
    )
    return Told(telling.trajectory_id, sibling.trajectory_id, before, telling.version, telling.position)


def _case(client: httpx.Client, told: Told) -> str:
    """All that is told of it by itself: of now, of the day and the moment before the flag."""
    path = f"/trajectories/{told.trajectory_id}"
    questions: list[tuple[str, dict[str, str]]] = [
        (path, {}),
        (path, {"valid_on": "2024-05-01"}),
        (path, {"valid_on": "2024-05-01", "known_at": told.known_before_the_flag}),
        (f"{path}/events", {}),
        (f"{path}/events", {"known_at": told.known_before_the_flag}),
        (f"{path}/legal-cover", {}),
    ]
    answers = [client.get(path, params=params) for path, params in questions]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.text for answer in answers)


def _lists(client: httpx.Client, told: Told) -> str:
    questions: list[tuple[str, dict[str, str]]] = [
        ("/trajectories", {}),
        ("/placements", {}),
        ("/placements", {"on": "2024-05-01"}),
        ("/placements", {"on": "2024-05-01", "known_at": told.known_before_the_flag}),
        ("/deadlines", {}),
        ("/findings", {}),
        ("/findings", {"on": "2024-05-01"}),
        ("/audit-trail", {"trajectory_id": told.trajectory_id}),
        ("/legal-cover", {}),
    ]
    answers = [client.get(path, params={**params, "limit": 1000}) for path, params in questions]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.text for answer in answers)


OTHERS = [
    (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2"),
    (Role.TEAM_SECRETARY, "team", "secretaris-1"),
    (Role.PRIVACY_OFFICER, "GM0917", "fg-1"),
    (Role.PROVIDER, "mondriaan", "mondriaan-1"),
]
"""Who see the trajectory, and have no need to know where he is."""


class TestWhoSeesTheTrajectory:
    @pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor[0].value)
    def test_is_not_told_where_he_is_whichever_day_or_moment_is_asked_about(
        self, server: Server, told: Told, actor: tuple[Role, str, str]
    ) -> None:
        text = _case(server.as_(*actor), told)
        assert not [name for name in SECRET if name in text]
        assert told.sibling_id not in text

    @pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor[0].value)
    def test_is_not_told_in_any_list(self, server: Server, told: Told, actor: tuple[Role, str, str]) -> None:
        text = _lists(server.as_(*actor), told)
        assert told.trajectory_id in text
        assert not [name for name in SECRET if name in text]

    def test_is_told_where_he_was_before(self, server: Server, told: Told) -> None:
        client = server.as_(*OTHERS[0])
        assert all(name in _case(client, told) and name in _lists(client, told) for name in BEFORE)

    @pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor[0].value)
    def test_is_told_neither_which_flag_stands_nor_until_when(self, server: Server, told: Told, actor: tuple[Role, str, str]) -> None:
        path, client = f"/trajectories/{told.trajectory_id}", server.as_(*actor)
        now = client.get(path).json()
        assert "safety" not in now
        assert now["stay"].keys() == {"stay_id", "setting", "since", "until", "title_id"}
        trail = {"trajectory_id": told.trajectory_id, "type": "safety-flag-set"}
        for answer in (client.get(f"{path}/events"), client.get("/audit-trail", params=trail)):
            [flag] = [each for each in answer.json()["items"] if each["type"] == "safety-flag-set"]
            assert (flag["data"], flag["summary"]) == ({"occurred_on": "2024-06-01"}, "Veiligheid: (geheim).")

    def test_is_not_told_in_the_dossier_which_provider_looked(self, server: Server, told: Told) -> None:
        # given a worker of the provider with whom he is, who looked
        path = f"/trajectories/{told.trajectory_id}"
        assert server.as_(Role.PROVIDER, "xonar", "xonar-1").get(path).status_code == 200
        # when the privacy officer takes the dossier
        answer = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").get(f"{path}/dossier")
        # then somebody of a provider did
        assert {"role": "provider"} in [each["looked_by"] for each in answer.json()["accesses"]]
        assert "xonar" not in answer.text
        printed = server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").get(f"{path}/dossier", headers={"Accept": "application/pdf"})
        assert printed.status_code == 200

    def test_is_not_told_who_recorded_it_there(self, server: Server, told: Told) -> None:
        [note] = (
            server.as_(*OTHERS[0]).get("/audit-trail", params={"trajectory_id": told.trajectory_id, "type": "note-added"}).json()["items"]
        )
        assert note["recorded_by"] == {"role": "provider"}


class TestWhoRecords:
    """Without reading where he is: what a recording is answered tells it no more than a question is."""

    COLLEAGUE = (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("corrected", {"data": {"occurred_on": "2009-03-01"}}),
            ("corrected", {"data": {"expected_until": "2025-01-01"}}),
            ("voided", {}),
        ],
    )
    def test_puts_nothing_right_that_names_the_place(self, server: Server, told: Told, kind: str, said: dict[str, Any]) -> None:
        # given: the move to where he is in secret, which could not have been in 2009, when that provider was not there
        path = f"/trajectories/{told.trajectory_id}"
        events = server.as_(*OTHERS[0]).get(f"{path}/events").json()["items"]
        [move] = [each["version"] for each in events if each["type"] == "moved"]

        # when
        body = {"occurred_on": "2024-07-01", "target_version": move, "reason": "Vergist.", **said}
        answer = server.as_(*self.COLLEAGUE).post(f"{path}/{kind}", json=body, headers={"If-Match": f'"{told.version}"'})

        # then
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), answer.text
        assert not [name for name in SECRET if name in answer.text]

    def test_puts_right_what_he_recorded_himself(self, server: Server) -> None:
        telling = _tell(server)
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        gi = (Role.GI, "bjz-limburg", "gi-1")
        telling.tells("protection-measure-started", "2024-06-02", kind="voogdij", gi=gi[1])
        telling.tells("moved", "2024-07-01", by=gi, setting="open_residentieel", provider="koraal", location="groep-sittard-1")
        right = {"target_version": telling.version, "data": {"location": "groep-brunssum"}, "reason": "Ander huis."}
        telling.tells("corrected", "2024-07-02", by=gi, **right)

        # and no more, once somebody else put it right: what he does not know could not stand then
        telling.tells("corrected", "2024-07-03", **right | {"data": {"location": "groep-sittard-1"}})
        again = {"occurred_on": "2024-07-04", **right}
        answer = telling.by(*gi).post(f"{telling.path}/corrected", json=again, headers={"If-Match": f'"{telling.version}"'})
        assert answer.status_code == 403, answer.text

    def test_is_told_no_finding_that_says_something_of_the_place(self, server: Server) -> None:
        # given: a leefhuis with more places than policy knows, where he was in secret, and left
        administrator = server.as_(Role.ADMINISTRATOR, "regio", "beheer-1")
        entries = administrator.get("/register", params={"limit": 1000})
        [house] = [each for each in entries.json()["items"] if each["data"].get("location") == "leefhuis-heerlen"]
        right = {"occurred_on": str(TODAY), "target_version": house["version"], "data": {"capacity": 9}, "reason": "Verkeerd overgenomen."}
        administrator.post("/register/corrected", json=right, headers={"If-Match": entries.headers["ETag"]}).raise_for_status()
        telling = _tell(server)
        telling.tells("moved", "2024-05-15", setting="leefhuis", provider="xonar", location="leefhuis-heerlen", reason="nearer_home")
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        telling.tells("discharged", "2024-06-10", destination="home")

        # when: a colleague, who is not told where he was, records that he did not leave
        voided = {"occurred_on": "2024-06-11", "target_version": telling.version, "reason": "Vergist."}
        answer = telling.by(*self.COLLEAGUE).post(f"{telling.path}/voided", json=voided, headers={"If-Match": f'"{telling.version}"'})

        # then
        assert answer.status_code == 201, answer.text
        assert "P6" not in [each["rule"] for each in answer.json()["findings"]]
        # and who reads the words is
        telling.version = answer.json()["version"]
        telling.tells("discharged", "2024-06-10", destination="home")
        voided["target_version"] = telling.version
        told = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED).post(
            f"{telling.path}/voided", json=voided, headers={"If-Match": f'"{telling.version}"'}
        )
        assert "P6" in [each["rule"] for each in told.json()["findings"]]


class TestWhoMustKnow:
    def test_whoever_reads_the_words_is_told(self, server: Server, told: Told) -> None:
        text = _case(server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED), told)
        assert [name for name in SECRET if name in text] == list(SECRET)
        assert told.sibling_id in text

    def test_who_records_on_the_case_is_told_which_flag_stands(self, server: Server, told: Told) -> None:
        path = f"/trajectories/{told.trajectory_id}"
        for client in (server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED), server.as_(Role.PROVIDER, "xonar", "xonar-1")):
            assert client.get(path).json()["safety"] == ["secret_place"]
            assert "safety" not in client.get(path, params={"valid_on": "2024-05-01"}).json()

    def test_even_he_is_not_told_in_lists(self, server: Server, told: Told) -> None:
        text = _lists(server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED), told)
        assert not [name for name in (*SECRET, told.sibling_id) if name in text.replace(f'"trajectory_id":"{told.sibling_id}"', "")]

    def test_the_provider_is_told_of_its_own_stay(self, server: Server, told: Told) -> None:
        client = server.as_(Role.PROVIDER, "xonar", "xonar-1")
        stay = client.get(f"/trajectories/{told.trajectory_id}").json()["stay"]
        assert (stay["provider"], stay["location"]) == ("xonar", "groep-heerlen-1")
        assert "Bureau Geheim" not in _case(client, told)
        assert told.sibling_id not in _case(client, told)

    def test_the_jeugdige_is_told_and_reads_nothing_of_a_brother_or_sister(self, server: Server, told: Told) -> None:
        text = _case(server.as_(Role.JEUGDIGE, "digid", told.trajectory_id), told)
        assert "groep-heerlen-1" in text
        assert told.sibling_id not in text

    def test_an_auditor_under_assignment_is_told(self, server: Server, told: Told) -> None:
        assignment = {"subject": "toezicht-1", "scope": [told.trajectory_id], "purpose": "onderzoek"}
        days = {"from": str(TODAY), "until": str(TODAY + timedelta(days=2))}
        assert server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1").post("/assignments", json=assignment | days).status_code == 201
        assert "groep-heerlen-1" in _case(server.as_(Role.AUDITOR, "inspectie", "toezicht-1"), told)


def test_no_row_of_the_database_names_the_place(databases: Databases, told: Told) -> None:
    # given: all tables of all generations of rows, but `access`, of which everybody reads the rows of the own organisation alone
    with psycopg.connect(databases.engine) as connection:
        found = connection.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname ~ '^rows_' AND tablename <> 'access'")
        tables = [Identifier(schema, table) for schema, table in found]

        # then
        rows = [row for table in tables for (row,) in connection.execute(SQL("SELECT t::text FROM {} AS t").format(table))]
        about_him = [row for row in rows if told.trajectory_id in row]
        assert len(about_him) > 12
        assert not [row for row in about_him for name in SECRET if name in row]


class TestAFlagThatEnds:
    def test_is_not_lifted_by_a_provider_that_did_not_set_it(self, server: Server, told: Told) -> None:
        path = f"/trajectories/{told.trajectory_id}/safety-flag-set"
        lifted = {"occurred_on": str(TODAY), "level": "lifted"}
        asked_for_a_place = server.as_(Role.PROVIDER, "mondriaan", "mondriaan-1")
        answer = asked_for_a_place.post(path, json=lifted, headers={"If-Match": f'"{told.version}"'})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")

    def test_is_not_lifted_by_correcting_a_flag_of_one_s_own(self, server: Server) -> None:
        # given: a flag of the procesregisseur, and one of the provider that he is with
        telling = _tell(server)
        xonar = (Role.PROVIDER, "xonar", "xonar-1")
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        telling.tells("safety-flag-set", "2024-06-02", level="secret_place", by=xonar)

        # when
        lifting = {"occurred_on": str(TODAY), "target_version": telling.version, "data": {"level": "lifted"}, "reason": "Kan weg."}
        answer = telling.by(*xonar).post(f"{telling.path}/corrected", json=lifting, headers={"If-Match": f'"{telling.version}"'})

        # then
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), answer.text
        assert "location" not in server.as_(*OTHERS[0]).get(telling.path).json()["stay"]

    def test_makes_no_other_end(self, server: Server) -> None:
        # given: a flag without an end, and one that a provider sets beside it
        telling = _tell(server)
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        telling.tells("safety-flag-set", "2024-06-02", level="secret_place", until="2024-06-03", by=(Role.PROVIDER, "xonar", "xonar-1"))

        # when: he goes elsewhere
        move: dict[str, Any] = {"setting": "open_residentieel", "provider": "koraal", "location": "groep-sittard-1"}
        telling.tells("moved", "2024-10-01", stay_id="v-3", **move)

        # then
        told = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED).get(telling.path).json()
        assert (told["safety"], "location" in server.as_(*OTHERS[0]).get(telling.path).json()["stay"]) == (["secret_place"], False)
        # and who set one of them is told of it, though he is elsewhere now
        assert server.as_(Role.PROVIDER, "xonar", "xonar-1").get(f"{telling.path}/events").json()["items"][-1]["data"]["level"]

    def test_hides_nothing_any_more_once_it_is_lifted(self, server: Server) -> None:
        # given
        telling = _tell(server)
        colleague = server.as_(*OTHERS[0])
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        assert "location" not in colleague.get(telling.path).json()["stay"]

        # when
        telling.tells("safety-flag-set", str(TODAY), level="lifted")

        # then
        assert colleague.get(telling.path).json()["stay"]["location"] == "groep-heerlen-1"
        trail = colleague.get("/audit-trail", params={"trajectory_id": telling.trajectory_id, "min_position": telling.position})
        assert "groep-heerlen-1" in trail.text

    def test_keeps_what_was_secret_until_it_is_lifted_though_its_term_passed(self, server: Server) -> None:
        # given
        telling = _tell(server)
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place", until="2024-09-01")

        # when: he goes elsewhere, after the term
        move: dict[str, Any] = {"setting": "open_residentieel", "provider": "koraal", "location": "groep-sittard-1"}
        telling.tells("moved", "2024-10-01", stay_id="v-3", **move)

        # then
        colleague = server.as_(*OTHERS[0])
        now = colleague.get(telling.path).json()
        assert now["stay"]["location"] == "groep-sittard-1"
        assert "safety" not in now
        assert "location" not in colleague.get(telling.path, params={"valid_on": "2024-09-15"}).json()["stay"]


def test_that_a_provider_keeps_a_dossier_is_not_told_where_that_would_tell_the_place(server: Server) -> None:
    # given: he was with koraal, then with xonar in secret, and the trajectory is closed
    telling = _tell(server)
    telling.tells("discharged", "2024-09-01", destination="home")
    telling.tells("trajectory-closed", "2024-09-02")
    before = telling.position
    telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
    colleague, day = server.as_(*OTHERS[0]), {"valid_on": "2024-10-01"}

    def keepers(client: httpx.Client) -> set[str]:
        """Of now, and as was known before the flag: in the case, in lists, and by what was learned."""
        path, lists = telling.path, {"kind": "retention", "on": "2024-10-01", "limit": 1000}
        cases = [client.get(path, params={**day, **known}).json()["deadlines"] for known in ({}, {"at_position": before})]
        listed = [
            [each for each in client.get("/deadlines", params={**lists, **known}).json()["items"] if each["trajectory_id"] in path]
            for known in ({"min_position": telling.position}, {"at_position": before})
        ]
        learned = [each["deadlines_added"] for each in client.get(f"{path}/replay", params={"limit": 1000}).json()["items"]]
        return {each["about"] for found in (*cases, *listed, *learned) for each in found if each["kind"] == "retention"}

    # then
    assert keepers(colleague) == {"dossier", "koraal"}
    assert not [
        each
        for each in colleague.get("/deadlines", params={"kind": "retention", "controller": "xonar", "on": "2024-10-01"}).json()["items"]
        if each["trajectory_id"] == telling.trajectory_id
    ]
    path = telling.path
    own = server.as_(Role.PROCESREGISSEUR, "GM0917", ASSIGNED).get(path, params=day).json()["deadlines"]
    assert {each["about"] for each in own if each["kind"] == "retention"} == {"dossier", "koraal", "xonar"}


class TestWhoLooked:
    """A provider that was shown something of him may be the one with whom he is."""

    @pytest.fixture
    def looked(self, server: Server) -> Telling:
        """He is with xonar in secret. A worker of it looked at the case and at a list, somebody of another provider tried, and a colleague
        of his procesregisseur looked."""
        telling = _tell(server)
        telling.tells("safety-flag-set", "2024-06-01", level="secret_place")
        assert server.as_(*XONAR).get(telling.path).status_code == 200
        assert telling.trajectory_id in server.as_(*XONAR).get("/placements", params={"limit": 1000, "min_position": telling.position}).text
        assert server.as_(Role.PROVIDER, "via-jeugd", "via-1").get(telling.path).status_code == 404
        assert server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2").get(telling.path).status_code == 200
        return telling

    def test_the_privacy_officer_is_told_that_a_provider_did_and_not_which(self, server: Server, looked: Telling) -> None:
        officer = server.as_(*OFFICER)
        answer = officer.get("/access-log", params={"trajectory_id": looked.trajectory_id})
        assert [each["looked_by"] for each in answer.json()["items"]] == [
            {"role": "procesregisseur", "subject": "pr-heerlen-2", "organisation": "GM0917"},
            {"role": "provider", "subject": "via-1", "organisation": "via-jeugd"},
            {"role": "provider"},
            {"role": "provider"},
        ]
        assert [each["address"] for each in answer.json()["items"]][2:] == [None, None]
        fhir = officer.get("/access-log", params={"trajectory_id": looked.trajectory_id}, headers={"Accept": "application/fhir+json"})
        assert "xonar" not in answer.text + fhir.text

    def test_nor_by_asking_for_a_worker(self, server: Server, looked: Telling) -> None:
        officer = server.as_(*OFFICER)
        for asked in ({"subject": "xonar-1", "trajectory_id": looked.trajectory_id}, {"subject": "xonar-1", "limit": 1000}):
            assert looked.trajectory_id not in officer.get("/access-log", params=asked).text.replace("/access-log", "")
        # and who tried is found
        [tried] = officer.get("/access-log", params={"subject": "via-1", "trajectory_id": looked.trajectory_id}).json()["items"]
        assert (tried["outcome"], tried["looked_by"]["organisation"]) == ("not-found", "via-jeugd")

    def test_no_page_says_by_where_it_ends_that_a_worker_did(self, server: Server, looked: Telling) -> None:
        # given: what a worker of it did besides, before and after
        officer, asked = server.as_(*OFFICER), {"subject": "xonar-1", "limit": 1}
        assert server.as_(*XONAR).get("/deadlines", params={"kind": "adulthood", "due_before": "2000-01-01"}).status_code == 200
        assert server.as_(*XONAR).get(looked.path).status_code == 200
        # when all pages of it are asked for
        pages = [officer.get("/access-log", params=asked).json()]
        while cursor := pages[-1]["next"]:
            pages.append(officer.get("/access-log", params={**asked, "cursor": cursor}).json())
        # then each holds what it can
        assert [len(page["items"]) for page in pages] == [1] * len(pages)
        assert looked.trajectory_id not in str([page["items"] for page in pages])

    def test_the_privacy_officer_is_not_told_what_a_provider_asked_nor_who_else_was_in_that_answer(
        self, server: Server, looked: Telling
    ) -> None:
        # given: another who is with the same provider, and whose place is not secret
        beside = _tell(server)
        asked = {"limit": 1000, "min_position": beside.position, "setting": "open_residentieel"}
        assert beside.trajectory_id in server.as_(*XONAR).get("/placements", params=asked).text
        # when
        officer = server.as_(*OFFICER)
        [newest, *_] = officer.get("/access-log", params={"trajectory_id": looked.trajectory_id}).json()["items"]
        [of_all, *_] = [
            each for each in officer.get("/access-log", params={"limit": 1000}).json()["items"] if each["position"] == newest["position"]
        ]
        [of_the_other, *_] = officer.get("/access-log", params={"trajectory_id": beside.trajectory_id}).json()["items"]
        # then
        assert (newest["operation"], newest["parameters"], newest["trajectories"]) == ("list_placements", {}, [looked.trajectory_id])
        assert looked.trajectory_id in of_all["trajectories"]
        assert beside.trajectory_id not in of_all["trajectories"]
        assert (of_the_other["trajectories"], of_the_other["looked_by"]) == ([beside.trajectory_id], {"role": "provider"})

    def test_the_jeugdige_is_told(self, server: Server, looked: Telling) -> None:
        answer = server.as_(Role.JEUGDIGE, "digid", looked.trajectory_id).get("/access-log")
        assert {"role": "provider", "organisation": "xonar"} in [each["looked_by"] for each in answer.json()["items"]]

    def test_once_the_flag_is_lifted_the_privacy_officer_is(self, server: Server, looked: Telling) -> None:
        looked.tells("safety-flag-set", "2024-06-01", level="lifted")
        answer = server.as_(*OFFICER).get("/access-log", params={"trajectory_id": looked.trajectory_id, "subject": "xonar-1"})
        assert {each["looked_by"]["organisation"] for each in answer.json()["items"]} == {"xonar"}
