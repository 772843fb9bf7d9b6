"""The feed, walked through: what a program of an organisation is told, what it is not, and how it goes on reading."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.words import NEVER_GIVEN_OUT
from eventlog.access import AccessLog
from jeugdspoor.wiring import Store
from tests.api.conftest import questions_wait
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
SECRET = "Roerdomp"
"""Stands in words."""

Event = dict[str, Any]


@pytest.fixture(scope="module")
def erasure_days() -> int:
    return 0


class Walk:
    """One trajectory, recorded event after event by whoever comes along."""

    def __init__(self, server: Server, municipality: str = "0917") -> None:
        self.regisseur = server.as_(Role.PROCESREGISSEUR, f"GM{municipality}", f"pr-{municipality}")
        first = self.regisseur.post("/trajectories", json=opening(home_municipality=municipality, identity={"surname": SECRET}))
        assert first.status_code == 201, first.text
        self.id, self.version = str(first.json()["trajectory_id"]), 1
        self.position = int(first.headers["Position"])

    def record(self, kind: str, occurred_on: date | str, /, *, by: httpx.Client | None = None, **body: Any) -> None:
        answer = (by or self.regisseur).post(
            f"/trajectories/{self.id}/{kind}", json={"occurred_on": str(occurred_on), **body}, headers={"If-Match": f'"{self.version}"'}
        )
        assert answer.status_code == 201, answer.text
        self.version, self.position = answer.json()["version"], int(answer.headers["Position"])

    def admit(self, **changed: Any) -> None:
        self.record("title-granted", "2024-02-02", **{name: fact for name, fact in machtiging().items() if name != "occurred_on"})
        body = admission(title_id="m-1", **changed)
        self.record("admitted", body.pop("occurred_on"), **body)

    def told_to(self, program: httpx.Client) -> list[Event]:
        return [each for each in read(program) if each["trajectory_id"] == self.id]


@pytest.fixture
def walk(server: Server) -> Walk:
    return Walk(server)


def program_of(server: Server, organisation: str) -> httpx.Client:
    return server.as_(Role.INTEGRATION, organisation, "koppeling-1")


def pages(program: httpx.Client, *, after: int = 0, **asked: Any) -> Iterator[httpx.Response]:
    """One after the other, as the answers say."""
    path = f"/feed?after={after}" + "".join(f"&{name}={value}" for name, value in asked.items())
    while path:
        answer = program.get(path)
        assert answer.status_code == 200, answer.text
        link = answer.links.get("next", {}).get("url")
        assert (f"after={answer.json()['next']}" in link) if link else answer.json()["next"] is None
        yield answer
        path = link or ""


def read(program: httpx.Client, **asked: Any) -> list[Event]:
    return [item for page in pages(program, **asked) for item in page.json()["items"]]


class TestAProgramOfTheHomeMunicipality:
    def test_is_told_every_event_in_order_with_its_facts_alone(self, server: Server, walk: Walk) -> None:
        # given
        walk.record("procesregisseur-assigned", "2024-01-11", subject="pr-0917")
        walk.admit()
        walk.record("note-added", "2024-02-06", text=SECRET)

        # when
        told = walk.told_to(program_of(server, "GM0917"))

        # then
        kinds = ["trajectory-opened", "procesregisseur-assigned", "title-granted", "admitted", "note-added"]
        assert [(each["version"], each["type"]) for each in told] == list(enumerate(kinds, start=1))
        assert [each["position"] for each in told] == sorted(each["position"] for each in told)
        assert told[3]["data"]["location"] == "gesloten-geleen-1"
        named = {"trajectory_id", "position", "version", "type", "schema", "occurred_on", "recorded_at", "recorded_by", "data"}
        for each in told:
            assert each.keys() == named
            assert each["recorded_by"] == {"role": "procesregisseur", "organisation": "GM0917"}
        text = json.dumps(told)
        assert not [name for name in (SECRET, "6411", "2009-02-14", *NEVER_GIVEN_OUT) if name in text]

    def test_is_told_a_correction_as_an_event_of_its_own(self, server: Server, walk: Walk) -> None:
        walk.admit()
        before = walk.told_to(program_of(server, "GM0917"))
        walk.record("corrected", TODAY, target_version=3, data={"location": "gesloten-geleen-2"}, reason="Ander huis.")
        after = walk.told_to(program_of(server, "GM0917"))
        assert after[:-1] == before
        assert (after[-1]["type"], after[-1]["data"]["data"]["location"]) == ("corrected", "gesloten-geleen-2")

    def test_is_told_nothing_more_after_the_home_municipality_has_changed(self, server: Server, walk: Walk) -> None:
        moved: dict[str, Any] = {"municipality": "0935", "from": str(TODAY)}
        walk.record("home-municipality-determined", TODAY, **moved)
        assert walk.told_to(program_of(server, "GM0917")) == []
        assert [each["version"] for each in walk.told_to(program_of(server, "GM0935"))] == [1, 2]


class TestOtherOrganisations:
    def test_a_provider_is_told_what_it_sees_as_long_as_it_does(self, server: Server, walk: Walk) -> None:
        program = program_of(server, "koraal")
        assert walk.told_to(program) == []
        walk.admit()
        assert [each["version"] for each in walk.told_to(program)] == [1, 2, 3]
        walk.record("discharged", "2024-03-01", destination="home")
        assert walk.told_to(program) == []

    def test_a_gi_is_told_where_its_measure_runs(self, server: Server, walk: Walk) -> None:
        started = TODAY - timedelta(days=30)
        runs: dict[str, Any] = {"measure_id": "ots-1", "kind": "ots", "until": str(TODAY + timedelta(days=300)), "gi": "bjz-limburg"}
        walk.record("protection-measure-started", started, **runs)
        assert [each["version"] for each in walk.told_to(program_of(server, "bjz-limburg"))] == [1, 2]
        assert walk.told_to(program_of(server, "nidos")) == []

    def test_a_stranger_is_told_nothing_and_still_gets_to_the_end(self, server: Server, walk: Walk) -> None:
        # given: more trajectories than a page looks into
        Walk(server)
        # when
        asked = list(pages(program_of(server, "via-jeugd"), limit=1))
        # then
        assert all(page.json()["items"] == [] for page in asked)
        assert len(asked) > 2
        reached = [int(page.headers["Position"]) for page in asked]
        assert reached == sorted(set(reached))
        assert reached[-1] >= walk.position

    def test_a_program_does_not_break_the_glass(self, server: Server, walk: Walk) -> None:
        # given: access taken in an emergency, by the program itself if it could
        by = server.as_(Role.PROVIDER, "xonar", "koppeling-1")
        walk.record("glass-broken", TODAY, by=by, reason="Spoed in de nacht.")
        assert by.get(f"/trajectories/{walk.id}").status_code == 200
        # then
        assert walk.told_to(program_of(server, "xonar")) == []


class TestWhatIsLeftOut:
    def test_where_a_jeugdige_is_while_that_is_secret(self, server: Server, walk: Walk) -> None:
        walk.admit()
        walk.record("note-added", "2024-02-06", by=server.as_(Role.PROVIDER, "koraal", "koraal-1"), text=SECRET)
        walk.record("safety-flag-set", "2024-02-10", level="secret_place")
        for organisation in ("GM0917", "koraal"):
            told = walk.told_to(program_of(server, organisation))
            assert len(told) == 5
            assert not [name for name in ("koraal", "gesloten-geleen-1") if name in json.dumps(told)]
            assert told[3]["recorded_by"] == {"role": "provider"}

    def test_a_trajectory_of_which_no_messages_are_to_be_sent_until_that_is_lifted(self, server: Server, walk: Walk) -> None:
        program = program_of(server, "GM0917")
        walk.record("safety-flag-set", TODAY, level="no_messages")
        assert walk.told_to(program) == []
        silent = walk.position

        walk.record("safety-flag-set", TODAY, level="lifted")
        onwards = [each["version"] for each in read(program, after=silent) if each["trajectory_id"] == walk.id]
        assert onwards == [3], "what was not told then is not told again"
        assert [each["version"] for each in walk.told_to(program)] == [1, 2, 3], "who reads from the beginning has all"

    def test_contents_that_are_confided_to_another_organisation(self, server: Server, walk: Walk) -> None:
        walk.admit()
        incident = {"kind": "geweld", "reported_on": "2024-04-03", "reported_to": "igj", "text": SECRET}
        walk.record("incident-reported", "2024-04-03", by=server.as_(Role.PROVIDER, "koraal", "koraal-1"), **incident)
        own, others = (walk.told_to(program_of(server, each))[-1] for each in ("koraal", "GM0917"))
        assert own["type"] == others["type"] == "incident-reported"
        assert own["data"]["kind"] == "geweld"
        assert others["data"] == {"withheld": True}

    def test_what_was_erased(self, server: Server, walk: Walk) -> None:
        # given
        stays = Walk(server)
        program = program_of(server, "GM0917")
        assert walk.told_to(program)
        one, another = (server.as_(Role.PRIVACY_OFFICER, "GM0917", name) for name in ("fg-1", "fg-2"))

        # when
        asked = one.post("/erasures", json={"trajectory_id": walk.id, "ground": "Jeugdwet 7.3.9(1)"})
        assert another.post(f"{asked.headers['Location']}/approve").status_code == 200
        assert one.post(f"{asked.headers['Location']}/execute").status_code == 200

        # then
        assert walk.id not in json.dumps(read(program))
        assert stays.told_to(program)


class TestFollowing:
    def test_who_follows_while_others_record_misses_nothing_and_is_told_nothing_twice(self, server: Server) -> None:
        # given: two municipalities that record at the same time
        def records(municipality: str) -> None:
            for _ in range(6):
                walk = Walk(server, municipality)
                for _ in range(4):
                    walk.record("note-added", "2024-02-06", text=SECRET)
                ids[municipality].add(walk.id)

        ids: dict[str, set[str]] = {"0928": set(), "0935": set()}
        program = program_of(server, "GM0928")
        position = int(list(pages(program))[-1].headers["Position"])
        recorders = [threading.Thread(target=records, args=(each,)) for each in ids]
        for each in recorders:
            each.start()

        # when: a program of one follows, in small pages, until both are done and it has read on to the end
        told: list[Event] = []
        done = False
        while not done:
            done = not any(each.is_alive() for each in recorders)
            for page in pages(program, after=position, limit=3):
                told += page.json()["items"]
                position = int(page.headers["Position"])

        # then
        assert len(ids["0928"]) == 6
        assert {each["trajectory_id"] for each in told} == ids["0928"]
        assert [each["position"] for each in told] == sorted({each["position"] for each in told})
        assert len(told) == 6 * 5

    def test_what_was_just_recorded_can_be_waited_for(self, server: Server, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
        program = program_of(server, "GM0917")
        there = program.get("/feed", params={"after": walk.position - 1, "min_position": walk.position})
        assert [each["position"] for each in there.json()["items"]] == [walk.position]
        questions_wait(monkeypatch, 0.1)
        not_yet = program.get("/feed", params={"min_position": walk.position + 1000})
        assert (not_yet.status_code, not_yet.json()["type"]) == (503, "/problems/not-yet")

    def test_who_has_read_all_is_told_so(self, server: Server, walk: Walk) -> None:
        answer = program_of(server, "GM0917").get("/feed", params={"after": walk.position})
        assert answer.json() == {"items": [], "next": None}
        assert answer.headers["Position"] == str(walk.position)
        assert "Link" not in answer.headers


class TestWhoMayRead:
    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.INTEGRATION}))
    def test_nobody_but_programs(self, server: Server, role: Role) -> None:
        answer = server.as_(role, "GM0917", "iemand").get("/feed")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")

    def test_a_program_reads_the_feed_and_no_case_and_no_list(self, server: Server, walk: Walk) -> None:
        program = program_of(server, "GM0917")
        assert program.get(f"/trajectories/{walk.id}").status_code == 404
        assert program.get("/trajectories", params={"min_position": walk.position}).json()["items"] == []

    def test_of_each_page_it_is_recorded_whom_it_told_of(self, server: Server, store: Store, walk: Walk) -> None:
        program_of(server, "GM0917").get("/feed", params={"after": walk.position - 1})
        with AccessLog(store.databases) as accesses:
            [kept] = accesses.page(limit=1)
        assert (kept.operation, kept.role, kept.organisation, kept.outcome) == ("get_feed", "integration", "GM0917", "shown")
        assert list(kept.trajectories) == [UUID(walk.id)]
        assert not kept.words
