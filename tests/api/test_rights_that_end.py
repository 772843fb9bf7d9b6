"""Rights that end, walked through: what a former municipality, a provider and a GI can still see, and who reads what is confided."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import httpx
import pytest

from application.doors.register import extend_register
from domain.calendar import amsterdam_day
from domain.codes import Role, Setting
from domain.events import LocationOpened, MunicipalityListed, MunicipalityMerged, ProviderListed, ProviderSucceeded
from eventlog import Databases
from eventlog.access import AccessLog
from jeugdspoor.wiring import Store
from tests import plain
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
BEFORE, AFTER = "Slaapt slecht.", "Slaapt weer goed."


class Walk:
    """One trajectory of Heerlen, recorded event after event by whoever comes along."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.heerlen = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
        self.maastricht = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        self.koraal = server.as_(Role.PROVIDER, "koraal", "koraal-1")
        first = self.heerlen.post("/trajectories", json=opening())
        assert first.status_code == 201, first.text
        self.id = str(first.json()["trajectory_id"])
        self.case = f"/trajectories/{self.id}"
        self.version = 1
        self.record(self.heerlen, "procesregisseur-assigned", occurred_on="2024-01-11", subject="pr-heerlen-1")

    def tried(self, client: httpx.Client, kind: str, /, **body: Any) -> httpx.Response:
        return client.post(f"{self.case}/{kind}", json=body, headers={"If-Match": f'"{self.version}"'})

    def record(self, client: httpx.Client, kind: str, /, **body: Any) -> int:
        """The version that it made."""
        answer = self.tried(client, kind, **body)
        assert answer.status_code == 201, answer.text
        self.version = answer.json()["version"]
        self.position = int(answer.headers["Position"])
        return self.version

    def note(self, client: httpx.Client, text: str) -> int:
        return self.record(client, "note-added", occurred_on=str(TODAY), text=text)

    def goes_to_maastricht(self) -> int:
        moved = {"occurred_on": str(TODAY), "municipality": "0935", "from": str(TODAY)}
        return self.record(self.heerlen, "home-municipality-determined", **moved)

    def events(self, client: httpx.Client, **asked: str) -> list[dict[str, Any]]:
        answer = client.get(f"{self.case}/events", params=asked)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def text(self, client: httpx.Client) -> str:
        """As they were answered."""
        return client.get(f"{self.case}/events").text

    def versions(self, client: httpx.Client, **asked: str) -> list[int]:
        return [each["version"] for each in self.events(client, **asked)]

    def answers(self, client: httpx.Client, **asked: str) -> dict[str, int]:
        """How each question about this case is answered."""
        paths = {"situation": self.case, "events": f"{self.case}/events", "legal cover": f"{self.case}/legal-cover"}
        return {name: client.get(path, params=asked).status_code for name, path in paths.items()}

    def questions(self) -> list[str]:
        """The paths of all that can be asked, from the OpenAPI document."""
        return [
            path for path, methods in plain.get(f"{self.server.url}/openapi.json", timeout=60).json()["paths"].items() if "get" in methods
        ]

    def is_listed(self, client: httpx.Client) -> bool:
        """Whether any list shows it."""
        assert client.get("/trajectories", params={"min_position": self.position}).status_code in (200, 403)
        lists = [path for path in self.questions() if "{" not in path]
        assert "/trajectories" in lists
        return any(self.id in client.get(path).text + client.get(path, params={"limit": 1000}).text for path in lists)


NOTHING = {"situation": 404, "events": 404, "legal cover": 404}
ALL = {"situation": 200, "events": 200, "legal cover": 200}


@pytest.fixture(scope="module")
def accesses(databases: Databases) -> Iterator[AccessLog]:
    with AccessLog(databases) as log:
        yield log


@pytest.fixture
def walk(server: Server) -> Walk:
    return Walk(server)


class TestAFormerMunicipality:
    def test_sees_the_case_as_it_was_known_just_before_the_change(self, walk: Walk) -> None:
        # given: a title, an admission and a note; then the home municipality changes, and the new one goes on
        walk.record(walk.heerlen, "title-granted", **machtiging())
        walk.record(walk.heerlen, "admitted", **admission(title_id="m-1"))
        last = walk.note(walk.heerlen, BEFORE)
        change = walk.goes_to_maastricht()
        walk.record(walk.maastricht, "procesregisseur-assigned", occurred_on=str(TODAY), subject="pr-maastricht-1")
        walk.record(walk.maastricht, "discharged", occurred_on="2024-03-01", destination="home")
        walk.note(walk.maastricht, AFTER)

        # then
        situation = walk.heerlen.get(walk.case).json()
        assert (situation["version"], situation["home_municipality"], situation["procesregisseur"]) == (last, "0917", "pr-heerlen-1")
        assert walk.heerlen.get(walk.case, params={"valid_on": "2024-04-01"}).json()["stay"]["until"] is None, "the end came later"
        assert walk.versions(walk.heerlen) == list(range(1, change))
        cover = walk.heerlen.get(f"{walk.case}/legal-cover").json()["items"]
        assert [each["until"] for each in cover][:1] == ["2024-08-05"]
        assert walk.maastricht.get(walk.case, params={"valid_on": "2024-04-01"}).json()["stay"] is None

    def test_sees_no_more_whatever_moment_it_asks_about(self, walk: Walk) -> None:
        walk.goes_to_maastricht()
        walk.note(walk.maastricht, AFTER)
        recorded = {each["version"]: each["recorded_at"] for each in walk.events(walk.maastricht)}
        assert walk.versions(walk.heerlen, known_at=recorded[4]) == walk.versions(walk.heerlen, known_at=recorded[3]) == [1, 2]
        assert walk.versions(walk.heerlen, known_at=recorded[1]) == [1]
        earlier = walk.heerlen.get(walk.case, params={"known_at": recorded[1]}).json()
        assert (earlier["version"], earlier["known_at"]) == (1, recorded[1])
        now = walk.heerlen.get(walk.case).json()
        assert (now["known_at"] < recorded[3], now["position"] < walk.position - 1) == (True, True), "it is told what it is told of"

    def test_words_are_for_who_was_assigned_then(self, walk: Walk) -> None:
        walk.note(walk.heerlen, BEFORE)
        walk.goes_to_maastricht()
        walk.record(walk.maastricht, "procesregisseur-assigned", occurred_on=str(TODAY), subject="pr-heerlen-2")
        walk.note(walk.maastricht, AFTER)

        colleague = walk.server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")
        assert walk.heerlen.get(walk.case).json()["identity"]["surname"] == "Wit"
        assert BEFORE in walk.heerlen.get(f"{walk.case}/events").text
        assert "identity" not in colleague.get(walk.case).json()
        assert walk.versions(colleague) == walk.versions(walk.heerlen)
        for client in (walk.heerlen, colleague):
            assert AFTER not in client.get(f"{walk.case}/events").text
        assert BEFORE not in colleague.get(f"{walk.case}/events").text

    def test_records_nothing_and_finds_it_in_no_list(self, walk: Walk) -> None:
        walk.goes_to_maastricht()
        refused = walk.tried(walk.heerlen, "note-added", occurred_on=str(TODAY), text="Nog iets.")
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden"), refused.text
        assert walk.versions(walk.maastricht) == [1, 2, 3]
        assert walk.is_listed(walk.maastricht)
        assert not walk.is_listed(walk.heerlen)
        assert walk.answers(walk.server.as_(Role.PROCESREGISSEUR, "GM1883", "pr-sittard-1")) == NOTHING

    def test_one_that_is_home_again_because_the_change_was_a_mistake_sees_all(self, walk: Walk) -> None:
        change = walk.goes_to_maastricht()
        walk.note(walk.maastricht, AFTER)
        walk.record(walk.maastricht, "voided", occurred_on=str(TODAY), target_version=change, reason="Ander kind.")
        assert walk.versions(walk.heerlen) == [1, 2, 3, 4, 5]
        assert walk.is_listed(walk.heerlen)
        assert walk.answers(walk.maastricht) == NOTHING

    def test_why_it_was_shown_is_in_the_access_log(self, walk: Walk) -> None:
        walk.goes_to_maastricht()
        walk.heerlen.get(walk.case)
        officer = walk.server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")
        looks = officer.get("/access-log", params={"trajectory_id": walk.id}).json()["items"]
        assert looks[0]["ground"] == "own period"


class TestAProvider:
    """Thirty days after its stay."""

    @pytest.fixture
    def left(self, walk: Walk) -> Walk:
        """Koraal recorded versions 4 and 6 of it."""
        walk.record(walk.heerlen, "admitted", **admission(setting="open_residentieel", location="groep-heerlen-2"))
        walk.note(walk.koraal, BEFORE)
        walk.note(walk.heerlen, BEFORE)
        walk.record(walk.koraal, "plan-adopted", occurred_on="2024-02-20", plan_id="plan-7", with_jeugdige=True, consulted=["parents"])
        walk.record(walk.heerlen, "discharged", occurred_on="2024-06-01", destination="home")
        return walk

    def test_sees_its_own_events_and_nothing_else(self, left: Walk) -> None:
        events = left.events(left.koraal)
        assert [(each["version"], each["type"]) for each in events] == [(4, "note-added"), (6, "plan-adopted")]
        assert events[1]["data"]["plan_id"] == "plan-7", "its own contents"
        assert [each["data"].get("text") for each in events] == [BEFORE, None], "its own words"
        assert left.answers(left.koraal) == NOTHING | {"events": 200}
        assert not left.is_listed(left.koraal)

    def test_read_the_words_of_its_own_events_alone_while_it_saw_the_trajectory(self, walk: Walk, accesses: AccessLog) -> None:
        # given a stay with koraal, and notes of the municipality and of koraal itself
        walk.record(walk.heerlen, "admitted", **admission(setting="open_residentieel", location="groep-heerlen-2"))
        walk.note(walk.heerlen, AFTER)
        walk.note(walk.koraal, BEFORE)
        # when its author asks for all events, or for the dossier
        events = walk.events(walk.koraal)
        dossier = walk.koraal.get(f"{walk.case}/dossier").json()
        # then it reads what it wrote, and nothing that another did, nor who the jeugdige is
        assert [each["data"].get("text") for each in events[3:]] == [None, BEFORE]
        assert (dossier["words"], dossier["accesses"], "identity" in dossier["situation"]) == ("some", None, False)
        assert AFTER not in str(events) + str(dossier)
        assert "Wit" not in str(events) + str(dossier)
        # and that words were read is on record
        assert {(each.operation, each.words) for each in accesses.page(limit=2)} == {("list_events", True), ("get_dossier", True)}

    def test_whatever_else_is_asked_about_it_is_answered_as_of_what_is_not_there(self, left: Walk) -> None:
        about = [path for path in left.questions() if "{trajectory_id}" in path and not path.endswith("/events")]
        assert len(about) >= 2
        absent = str(uuid4())
        for path in about:
            there, not_there = (left.koraal.get(path.replace("{trajectory_id}", id_)) for id_ in (left.id, absent))
            assert (there.status_code, there.text) == (not_there.status_code, not_there.text.replace(absent, left.id)), path

    def test_sees_them_as_known_at_a_moment_and_page_by_page(self, left: Walk) -> None:
        recorded = {each["version"]: each["recorded_at"] for each in left.events(left.heerlen)}
        assert left.versions(left.koraal, known_at=recorded[5]) == [4]
        assert left.answers(left.koraal, known_at=recorded[3]) == NOTHING
        first = left.koraal.get(f"{left.case}/events", params={"limit": 1}).json()
        assert left.versions(left.koraal, limit="1", cursor=first["next"]) == [6]

    def test_records_nothing_any_more(self, left: Walk) -> None:
        refused = left.tried(left.koraal, "note-added", occurred_on=str(TODAY), text="Nog iets.")
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden"), refused.text
        assert left.versions(left.heerlen) == [1, 2, 3, 4, 5, 6, 7]

    def test_in_an_emergency_opens_it_as_anybody_does(self, left: Walk) -> None:
        left.record(left.koraal, "glass-broken", occurred_on=str(TODAY), reason="De politie belt.")
        assert left.answers(left.koraal) == ALL

    def test_another_that_recorded_nothing_gets_the_answer_of_what_is_not_there(self, left: Walk) -> None:
        xonar = left.server.as_(Role.PROVIDER, "xonar", "xonar-1")
        assert left.answers(xonar) == NOTHING
        assert left.tried(xonar, "note-added", occurred_on=str(TODAY), text="x").status_code == 404
        assert left.answers(left.server.as_(Role.GI, "koraal", "koraal-1")) == NOTHING, "in another role it recorded nothing"


class TestASuccession:
    """A provider that cares for him is succeeded by another."""

    @pytest.fixture(params=[10, 31])
    def days_ago(self, request: pytest.FixtureRequest) -> int:
        """The predecessor sees for thirty days more."""
        return int(request.param)

    @pytest.fixture
    def handed_on(self, walk: Walk, store: Store, days_ago: int) -> Walk:
        """Version 4 is a plan of the predecessor."""
        old, new, house = f"oud-{days_ago}", f"nieuw-{days_ago}", f"huis-{days_ago}"
        began = date(2024, 1, 1)
        about = {"setting": Setting.LEEFHUIS, "municipality": "0917", "capacity": 6, "name": "Leefhuis"}
        entries = [
            *(ProviderListed(occurred_on=began, provider=code, name=code) for code in (old, new)),
            LocationOpened.model_validate({"occurred_on": began, "location": house, "provider": old, **about}),
            ProviderSucceeded(occurred_on=TODAY - timedelta(days=days_ago), provider=old, successor=new),
        ]
        extend_register(store.log, entries)
        self.old, self.new = (walk.server.as_(Role.PROVIDER, code, f"{code}-1") for code in (old, new))
        self.program = walk.server.as_(Role.INTEGRATION, new, "koppeling-1")
        walk.record(walk.heerlen, "admitted", **admission(setting="leefhuis", provider=old, location=house))
        if days_ago <= 30:
            walk.record(self.old, "plan-adopted", occurred_on="2024-02-20", plan_id="plan-7", with_jeugdige=True, consulted=["parents"])
        return walk

    def test_is_no_move_for_who_took_over(self, handed_on: Walk, days_ago: int) -> None:
        walk = handed_on
        assert walk.answers(self.new) == ALL
        walk.note(self.new, AFTER)
        if days_ago <= 30:
            assert walk.events(self.new)[3]["data"]["plan_id"] == "plan-7", "what was confided to its predecessor"
            mended = {"target_version": 4, "data": {"consulted": ["family"]}, "reason": "Vergist."}
            walk.record(self.new, "corrected", occurred_on=str(TODAY), **mended)
        fed = self.program.get("/feed", params={"limit": 1000}).json()["items"]
        assert [each["version"] for each in fed if each["trajectory_id"] == walk.id] == list(range(1, walk.version + 1))

    def test_ends_the_sight_of_who_was_succeeded_thirty_days_later(self, handed_on: Walk, days_ago: int) -> None:
        walk = handed_on
        walk.note(self.new, AFTER)
        if days_ago <= 30:
            assert walk.answers(self.old) == ALL
            walk.note(self.old, BEFORE)
        else:
            assert walk.answers(self.old) == NOTHING
            assert walk.tried(self.old, "note-added", occurred_on=str(TODAY), text="x").status_code == 404

    def test_is_one_for_the_lists_too(self, handed_on: Walk, days_ago: int) -> None:
        assert handed_on.is_listed(self.new)
        assert handed_on.is_listed(self.old) == (days_ago <= 30)


class TestAMerger:
    """The municipality where he belongs became part of another, ten days ago."""

    MERGED_ON = TODAY - timedelta(days=10)
    CODES = (f"{number:04}" for number in count(9001))

    @pytest.fixture
    def before(self, walk: Walk, store: Store) -> Walk:
        """It is not known yet. He came from Heerlen, is in closed care, and is assigned to somebody."""
        self.log = store.log
        self.old, self.new = next(self.CODES), next(self.CODES)
        listed = (MunicipalityListed(occurred_on=date(2024, 1, 1), municipality=code, name=code) for code in (self.old, self.new))
        extend_register(store.log, list(listed))
        self.former, self.same, self.colleague = (
            walk.server.as_(Role.PROCESREGISSEUR, f"GM{code}", subject)
            for code, subject in ((self.old, "pr-oud-1"), (self.new, "pr-oud-1"), (self.new, "pr-nieuw-1"))
        )
        came = {"occurred_on": "2024-01-20", "municipality": self.old, "from": "2024-01-20"}
        walk.record(walk.heerlen, "home-municipality-determined", **came)
        walk.record(self.former, "procesregisseur-assigned", occurred_on="2024-01-21", subject="pr-oud-1")
        walk.record(self.former, "title-granted", **machtiging())
        walk.record(self.former, "admitted", **admission(title_id="m-1"))
        walk.note(self.former, BEFORE)
        return walk

    def merges(self) -> None:
        extend_register(self.log, [MunicipalityMerged(occurred_on=self.MERGED_ON, municipality=self.old, into=self.new)])

    def test_opens_all_to_the_one_that_it_is_part_of_and_words_to_who_was_assigned(self, before: Walk) -> None:
        walk = before
        assert walk.answers(self.colleague) == NOTHING
        assert not walk.is_listed(self.colleague)

        # when
        self.merges()

        # then
        assert walk.answers(self.same) == walk.answers(self.colleague) == ALL
        assert BEFORE in walk.text(self.same)
        assert BEFORE not in walk.text(self.colleague)
        walk.note(self.same, AFTER)
        assert walk.is_listed(self.colleague)
        program = walk.server.as_(Role.INTEGRATION, f"GM{self.new}", "koppeling-1")
        fed = program.get("/feed", params={"limit": 1000}).json()["items"]
        assert [each["version"] for each in fed if each["trajectory_id"] == walk.id] == list(range(1, walk.version + 1))
        assert "BEGIN:VEVENT" in self.same.get("/deadlines.ics").text

    def test_leaves_nothing_to_who_still_signs_in_for_the_one_that_went(self, before: Walk) -> None:
        walk = before
        self.merges()

        assert walk.answers(self.former) == NOTHING
        assert not walk.is_listed(self.former)
        assert walk.tried(self.former, "note-added", occurred_on=str(TODAY), text="x").status_code == 404
        assert walk.tried(self.former, "glass-broken", occurred_on=str(TODAY), reason="De politie belt.").status_code == 404
        assert walk.answers(self.former) == NOTHING
        program = walk.server.as_(Role.INTEGRATION, f"GM{self.old}", "koppeling-1")
        assert walk.id not in program.get("/feed", params={"limit": 1000}).text
        for path, body in (
            ("/trajectories", opening(home_municipality=self.old)),
            ("/deputies", {"absent": "pr-oud-1", "deputy": "pr-oud-2", "from": str(TODAY), "until": str(TODAY + timedelta(days=7))}),
        ):
            refused = self.former.post(path, json=body)
            assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden"), refused.text
            assert f"since {self.MERGED_ON}" in refused.json()["detail"]

    def test_makes_him_one_of_the_new_municipality_from_that_day_and_not_before(self, before: Walk) -> None:
        walk = before
        self.merges()

        def home(on: date) -> str:
            home: str = self.same.get(walk.case, params={"valid_on": str(on)}).json()["home_municipality"]
            [placed] = self.same.get("/placements", params={"on": str(on), "min_position": walk.position}).json()["items"]
            assert placed["home_municipality"] == home
            return home

        day_before = self.MERGED_ON - timedelta(days=1)
        assert [home(day) for day in (day_before, self.MERGED_ON, TODAY)] == [self.old, self.new, self.new]
        now = {code: self.same.get("/trajectories", params={"municipality": code}).json()["items"] for code in (self.old, self.new)}
        assert [[(each["trajectory_id"], each["home_municipality"]) for each in items] for items in now.values()] == [
            [],
            [(walk.id, self.new)],
        ]
        assert walk.events(self.same)[2]["data"]["municipality"] == self.old, "what was recorded stays as it is"
        dossier = self.same.get(f"{walk.case}/dossier").json()
        assert dossier["situation"]["home_municipality"] == self.new

    def test_before_it_was_known_he_was_one_of_the_old(self, before: Walk) -> None:
        known_then = {"at_position": before.position}
        self.merges()
        then = self.same.get(before.case, params={**known_then, "valid_on": str(TODAY)}).json()
        assert then["home_municipality"] == self.old
        [placed] = self.same.get("/placements", params={**known_then, "on": str(TODAY)}).json()["items"]
        assert placed["home_municipality"] == self.old

    def test_ends_the_old_code_for_what_happens_from_then_on(self, before: Walk) -> None:
        self.merges()
        since = {"municipality": self.old, "from": str(self.MERGED_ON)}
        refused = before.tried(self.same, "home-municipality-determined", occurred_on=str(TODAY), **since)
        assert (refused.status_code, refused.json()["rule"]) == (422, "I-code"), refused.text
        late = self.same.post("/trajectories", json=opening(home_municipality=self.old))
        assert late.status_code == 201, late.text
        assert self.same.get(late.headers["Location"]).json()["home_municipality"] == self.new

    def test_leaves_standing_who_stands_in_for_whom(self, before: Walk) -> None:
        walk = before
        said = {"absent": "pr-oud-1", "deputy": "pr-oud-2", "from": str(TODAY), "until": str(TODAY + timedelta(days=7))}
        appointed = walk.server.as_(Role.ADMINISTRATOR, f"GM{self.old}", "beheer-1").post("/deputies", json=said)
        assert appointed.status_code == 201, appointed.text
        self.merges()

        deputy = walk.server.as_(Role.PROCESREGISSEUR, f"GM{self.new}", "pr-oud-2")
        assert BEFORE in walk.text(deputy)
        administrator = walk.server.as_(Role.ADMINISTRATOR, f"GM{self.new}", "beheer-9")
        assert [each["deputy"] for each in administrator.get("/deputies").json()["items"]] == ["pr-oud-2"]
        ended = f"/deputies/{appointed.json()['deputy_id']}/end"
        assert walk.server.as_(Role.ADMINISTRATOR, f"GM{self.old}", "beheer-1").post(ended).status_code == 404
        assert administrator.post(ended).status_code == 204
        assert BEFORE not in walk.text(deputy)

    def test_changes_nothing_for_the_jeugdige_whose_token_names_no_municipality(self, before: Walk) -> None:
        jeugdige = before.server.as_(Role.JEUGDIGE, "digid", before.id)
        assert before.answers(jeugdige) == ALL
        self.merges()
        assert before.answers(jeugdige) == ALL

    def test_empties_the_calendar_at_an_address_that_the_old_one_was_given(self, before: Walk) -> None:
        asked = {"token": self.former.post("/deadlines.ics/token").json()["token"], "min_position": before.position}
        calendar = f"{before.server.url}/deadlines.ics"
        assert "BEGIN:VEVENT" in plain.get(calendar, params=asked).text
        self.merges()
        answer = plain.get(calendar, params=asked)
        assert (answer.status_code, "BEGIN:VEVENT" in answer.text) == (200, False)

    def test_who_asked_for_an_erasure_does_not_approve_it_under_another_subject(self, before: Walk) -> None:
        # given: asked for before the merger, by who has a new subject since
        walk = before
        asked = self.former.post("/erasures", json={"trajectory_id": walk.id, "ground": "Jeugdwet 7.3.9(1)"})
        self.merges()
        renamed, path = self.colleague, asked.headers["Location"]

        # when
        refused = renamed.post(f"{path}/approve")

        # then: nobody can tell that they are two, and it is asked for anew
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden"), refused.text
        assert f"since {self.MERGED_ON}" in refused.json()["detail"]
        assert renamed.post(f"{path}/withdraw").status_code == 200
        anew = renamed.post("/erasures", json={"trajectory_id": walk.id, "ground": "Jeugdwet 7.3.9(1)"})
        assert self.same.post(f"{anew.headers['Location']}/approve").status_code == 200

    def test_hands_on_the_period_that_it_kept_and_the_erasures_that_it_asked_for(self, before: Walk) -> None:
        walk = before
        asked = self.former.post("/erasures", json={"trajectory_id": walk.id, "ground": "Jeugdwet 7.3.9(1)"})
        assert asked.status_code == 201, asked.text
        last = walk.version
        walk.record(
            self.former,
            "home-municipality-determined",
            occurred_on=str(self.MERGED_ON),
            municipality="0935",
            **{"from": str(self.MERGED_ON)},
        )
        walk.note(walk.maastricht, AFTER)
        self.merges()

        assert walk.versions(self.same) == walk.versions(self.colleague) == list(range(1, last + 1))
        assert BEFORE in walk.text(self.same)
        assert BEFORE not in walk.text(self.colleague)
        assert walk.answers(self.former) == NOTHING
        assert walk.tried(self.same, "note-added", occurred_on=str(TODAY), text="x").status_code == 403
        assert [len(each.get("/erasures").json()["items"]) for each in (self.same, self.former)] == [1, 0]


class TestAGi:
    def test_sees_and_records_where_its_measure_runs_and_no_longer(self, walk: Walk) -> None:
        limburg = walk.server.as_(Role.GI, "bjz-limburg", "jeugdbeschermer-1")
        elsewhere = walk.server.as_(Role.GI, "gi-elders", "jeugdbeschermer-2")
        assert walk.answers(limburg) == NOTHING

        # when: a measure starts under one
        walk.record(
            walk.heerlen, "protection-measure-started", occurred_on="2024-02-01", measure_id="v-1", kind="voogdij", gi="bjz-limburg"
        )
        # then
        assert walk.answers(limburg) == ALL
        assert walk.answers(elsewhere) == NOTHING
        walk.note(limburg, BEFORE)
        assert walk.is_listed(limburg)

        # when: it went to the other, more than two weeks ago
        gone_on = TODAY - timedelta(days=15)
        walk.record(limburg, "protection-measure-transferred", occurred_on=str(gone_on), measure_id="v-1", gi="gi-elders")
        # then
        assert walk.answers(limburg) == NOTHING
        assert walk.tried(limburg, "note-added", occurred_on=str(TODAY), text="x").status_code == 404
        assert not walk.is_listed(limburg)
        assert walk.answers(elsewhere) == ALL
        assert walk.is_listed(elsewhere)

    def test_for_two_weeks_after_its_measure_it_records_what_is_left_to_record(self, walk: Walk) -> None:
        limburg = walk.server.as_(Role.GI, "bjz-limburg", "jeugdbeschermer-1")
        started = {"measure_id": "v-1", "kind": "voogdij", "gi": "bjz-limburg"}
        walk.record(walk.heerlen, "protection-measure-started", occurred_on="2024-02-01", **started)
        ended_on = TODAY - timedelta(days=14)
        walk.record(limburg, "protection-measure-ended", occurred_on=str(ended_on), measure_id="v-1", reason="authority_ended")
        walk.note(limburg, "Dossier overgedragen.")

    def test_to_sit_on_the_team_that_reviews_opens_nothing(self, walk: Walk) -> None:
        team = [{"role": "jeugdbeschermer", "organisation": "bjz-limburg"}]
        advice = {"setting": "leefhuis"}
        review = {"team": "idt", "participants": team, "youth": "present", "advice": advice}
        walk.record(walk.heerlen, "team-review-held", occurred_on="2024-02-01", **review)
        assert walk.answers(walk.server.as_(Role.GI, "bjz-limburg", "jeugdbeschermer-1")) == NOTHING


class TestWhatIsConfided:
    @pytest.fixture
    def planned(self, walk: Walk) -> Walk:
        """Version 4 is a plan that Koraal recorded."""
        walk.record(walk.heerlen, "admitted", **admission(setting="open_residentieel", location="groep-heerlen-2"))
        walk.record(walk.koraal, "plan-adopted", occurred_on="2024-02-20", plan_id="plan-7", with_jeugdige=True, consulted=["parents"])
        return walk

    def test_is_not_read_by_another_role_in_that_organisation(self, planned: Walk) -> None:
        officer = planned.server.as_(Role.PRIVACY_OFFICER, "koraal", "fg-koraal")
        assert planned.events(officer)[3]["data"] == {"withheld": True}
        colleague = planned.server.as_(Role.PROVIDER, "koraal", "koraal-2")
        assert planned.events(colleague)[3]["data"]["plan_id"] == "plan-7"

    @pytest.mark.parametrize(("kind", "how"), [("voided", {}), ("corrected", {"data": {"consulted": ["family"]}})])
    def test_is_not_put_right_blindly_by_who_cannot_read_it(self, planned: Walk, kind: str, how: dict[str, Any]) -> None:
        undone = {"occurred_on": str(TODAY), "target_version": 4, "reason": "Vergist.", **how}
        refused = planned.tried(planned.heerlen, kind, **undone)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden"), refused.text
        assert planned.record(planned.koraal, kind, **undone) == 5


class TestADeputy:
    """Stands in for `pr-heerlen-1`."""

    UNTIL = str(TODAY + timedelta(days=7))

    def _appointed(self, client: httpx.Client, deputy: str) -> httpx.Response:
        said = {"absent": "pr-heerlen-1", "deputy": deputy, "from": str(TODAY), "until": self.UNTIL}
        return client.post("/deputies", json=said)

    def test_reads_words_by_an_appointment_of_the_own_organisation_alone(self, walk: Walk) -> None:
        walk.note(walk.heerlen, BEFORE)
        deputy = walk.server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-21")
        for organisation, reads in (("GM0935", False), ("GM0917", True)):
            administrator = walk.server.as_(Role.ADMINISTRATOR, organisation, "beheer-1")
            answer = self._appointed(administrator, "pr-heerlen-21")
            assert answer.status_code == 201, answer.text
            assert (BEFORE in deputy.get(f"{walk.case}/events").text) is reads, organisation

        # when: one of another organisation ends it
        ended = f"/deputies/{answer.json()['deputy_id']}/end"
        assert walk.server.as_(Role.ADMINISTRATOR, "GM0935", "beheer-1").post(ended).status_code == 404
        assert walk.server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-heerlen-1").post(ended).status_code == 404
        assert BEFORE in deputy.get(f"{walk.case}/events").text
        # then
        assert administrator.post(ended).status_code == 204
        assert BEFORE not in deputy.get(f"{walk.case}/events").text

    def test_is_somebody_else(self, walk: Walk) -> None:
        for client in (walk.heerlen, walk.server.as_(Role.ADMINISTRATOR, "GM0917", "beheer-1")):
            answer = self._appointed(client, "pr-heerlen-1")
            assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed"), answer.text
            assert [each["pointer"] for each in answer.json()["errors"]] == ["/deputy"]
