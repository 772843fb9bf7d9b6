"""One case step by step, and what was learned between two moments; told to each as the case itself is, and on record."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

TODAY = amsterdam_day(datetime.now(UTC))
TOMORROW = str(TODAY + timedelta(days=1))

ASSIGNED = (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
COLLEAGUE = (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")
OFFICER = (Role.PRIVACY_OFFICER, "GM0917", "fg-1")
KORAAL = (Role.PROVIDER, "koraal", "koraal-1")

NOTE = "Boomklever"
"""Stands in the words of what was recorded."""

STEP = {"position", "event", "days_late", "state", "changed", "findings_added", "findings_gone", "deadlines_added", "deadlines_gone"}
LEARNED = ("findings", "deadlines")


class Told(NamedTuple):
    """A trajectory, and the moment just before it was opened."""

    path: str
    before: str

    @property
    def id(self) -> str:
        return self.path.rsplit("/", 1)[-1]


def told(server: Server, *recordings: tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], tuple[Role, str, str]]) -> Told:
    """Opened, assigned, and what is recorded besides."""
    before = datetime.now(UTC).isoformat()
    first = server.as_(*ASSIGNED).post("/trajectories", json=opening())
    assigned = ("procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": ASSIGNED[2]})
    for version, (kind, body, *by) in enumerate([assigned, *recordings], start=1):
        client = server.as_(*(by[0] if by else ASSIGNED))
        answer = client.post(f"{first.headers['Location']}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
    return Told(first.headers["Location"], before)


def steps(client: httpx.Client, case: Told, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{case.path}/replay", params=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def difference(client: httpx.Client, case: Told, **asked: str) -> dict[str, Any]:
    answer = client.get(f"{case.path}/difference", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def fields(changed: list[dict[str, Any]]) -> dict[str, tuple[Any, Any]]:
    return {each["field"]: (each["before"], each["after"]) for each in changed}


@pytest.fixture(scope="module")
def assigned(server: Server) -> httpx.Client:
    return server.as_(*ASSIGNED)


@pytest.fixture(scope="module")
def case(server: Server) -> Told:
    """Into closed care on a wrong day, corrected; a note by mistake, voided; the title annulled while he was there."""
    return told(
        server,
        ("title-granted", machtiging()),
        ("admitted", admission(stay_id="s-1", title_id="m-1", occurred_on="2024-02-12", why_not_family=NOTE)),
        ("corrected", {"occurred_on": "2024-02-20", "target_version": 4, "data": {"occurred_on": "2024-02-05"}, "reason": NOTE}),
        ("ready-to-leave", {"occurred_on": "2024-04-01", "needed_setting": "leefhuis", "blocked_by": "no_place"}),
        ("voided", {"occurred_on": "2024-04-02", "target_version": 6, "reason": "Ander kind."}),
        (
            "annulled",
            {
                "occurred_on": "2024-05-01",
                "target_version": 3,
                "by": "gerechtshof",
                "left_on": "2024-05-03",
                "despite": {"rules": ["L1"], "reason": NOTE},
            },
        ),
    )


class TestReplay:
    def test_has_an_item_for_each_recording_with_the_event_as_the_events_show_it(self, assigned: httpx.Client, case: Told) -> None:
        items = steps(assigned, case)
        assert [set(item) for item in items] == [STEP] * 8
        assert [item["event"] for item in items] == assigned.get(f"{case.path}/events").json()["items"]
        assert [item["position"] for item in items] == [item["event"]["position"] for item in items]

    def test_shows_the_state_as_the_case_was_known_then_on_that_day(self, assigned: httpx.Client, case: Told) -> None:
        for item in steps(assigned, case):
            then = {"known_at": item["event"]["recorded_at"], "valid_on": str(TODAY)}
            assert item["state"] == assigned.get(case.path, params=then).json()
            assert item["state"]["position"] == item["position"]

    def test_says_how_late_it_was_recorded(self, assigned: httpx.Client, case: Told) -> None:
        for item in steps(assigned, case):
            assert item["days_late"] == (TODAY - datetime.fromisoformat(item["event"]["occurred_on"]).date()).days

    def test_of_the_opening_says_that_nothing_was_known_before(self, assigned: httpx.Client, case: Told) -> None:
        opened = steps(assigned, case)[0]
        known = {name: value for name, value in opened["state"].items() if value is not None and name not in (*LEARNED, "titles")}
        envelope = {"trajectory_id", "version", "position", "known_at", "valid_on"}
        assert fields(opened["changed"]) == {name: (None, value) for name, value in known.items() if name not in envelope}

    def test_of_a_title_tells_its_days_and_when_it_ends(self, assigned: httpx.Client, case: Told) -> None:
        granted = steps(assigned, case)[2]
        [change] = granted["changed"]
        assert (change["field"], change["before"]) == ("titles.m-1", None)
        assert change["after"] == granted["state"]["titles"][0]
        [expiry] = [each for each in granted["deadlines_added"] if each["kind"] == "title-expiry"]
        assert (expiry["about"], expiry["due_on"], expiry["met_on"]) == ("m-1", "2024-08-05", None)
        assert expiry["until"] == expiry["over_on"] < "2024-08-05", "as far as was known, nobody carried it out"

    def test_of_a_correction_says_what_reads_otherwise(self, assigned: httpx.Client, case: Told) -> None:
        corrected = steps(assigned, case)[4]
        ends = fields(corrected["changed"])
        assert ends["stay.since"] == ("2024-02-12", "2024-02-05")
        assert not [field for field in ends if field.startswith("age")]
        due = {name: [each["due_on"] for each in corrected[f"deadlines_{name}"] if each["kind"] == "plan"] for name in ("gone", "added")}
        assert all(due.values())
        assert due["gone"] > due["added"]

    def test_of_a_voiding_takes_back_what_was_added(self, assigned: httpx.Client, case: Told) -> None:
        ready, voided = steps(assigned, case)[5:7]
        assert ready["deadlines_added"] or ready["findings_added"]
        for learned in LEARNED:
            assert voided[f"{learned}_gone"] == ready[f"{learned}_added"]
            assert voided[f"{learned}_added"] == ready[f"{learned}_gone"]

    def test_of_an_annulment_says_which_nights_are_bare_and_what_ended(self, assigned: httpx.Client, case: Told) -> None:
        annulled = steps(assigned, case)[7]
        bare = [(each["since"], each["until"]) for each in annulled["findings_added"] if each["rule"] == "L1"]
        assert ("2024-05-01", "2024-05-03") in bare
        assert fields(annulled["changed"])["titles.m-1.status"][1] == "annulled"
        assert annulled["event"]["despite"]["rules"] == ["L1"]

    def test_comes_page_by_page(self, assigned: httpx.Client, case: Told) -> None:
        answer = assigned.get(f"{case.path}/replay", params={"limit": 3})
        items = answer.json()["items"]
        while answer.json()["next"]:
            answer = assigned.get(answer.links["next"]["url"])
            items += answer.json()["items"]
        assert items == steps(assigned, case)

    def test_holds_what_was_recorded_from_a_day_and_before_another(self, assigned: httpx.Client, case: Told) -> None:
        all_of_them = steps(assigned, case)
        assert steps(assigned, case, **{"from": str(TODAY), "to": TOMORROW}) == all_of_them
        assert steps(assigned, case, to=str(TODAY)) == []
        assert steps(assigned, case, **{"from": TOMORROW}) == []

    def test_as_known_at_a_moment_is_the_first_steps_of_what_is_known_now(self, assigned: httpx.Client, case: Told) -> None:
        items = steps(assigned, case)
        assert steps(assigned, case, known_at=items[4]["event"]["recorded_at"]) == items[:5]
        then = assigned.get(f"{case.path}/replay", params={"known_at": items[4]["event"]["recorded_at"]})
        assert then.headers["Position"] == str(items[4]["position"])
        assert assigned.get(f"{case.path}/replay", params={"known_at": case.before}).status_code == 404

    @pytest.mark.parametrize(
        "asked",
        [{"known_at": f"{TOMORROW}T12:00:00Z"}, {"known_at": "2025-03-01T12:00:00"}, {"from": "gisteren"}, {"limit": "1001"}, {"of": "x"}],
        ids=lambda asked: next(iter(asked)),
    )
    def test_is_refused_where_the_question_is_not_well_formed(self, assigned: httpx.Client, case: Told, asked: dict[str, str]) -> None:
        answer = assigned.get(f"{case.path}/replay", params=asked)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")

    def test_takes_no_cursor_of_another_list(self, assigned: httpx.Client, case: Told) -> None:
        cursor = assigned.get(f"{case.path}/events", params={"limit": 1}).json()["next"]
        assert assigned.get(f"{case.path}/replay", params={"cursor": cursor}).status_code == 422


@pytest.fixture(scope="module")
def moments(assigned: httpx.Client, case: Told) -> list[str]:
    """At which each of them was recorded."""
    return [item["event"]["recorded_at"] for item in steps(assigned, case)]


class TestDifference:
    def test_of_two_moments_holds_all_that_was_learned_between(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        learned = difference(assigned, case, known_at=moments[3], other=moments[4])
        step = steps(assigned, case)[4]
        assert learned["events"] == [step["event"]]
        assert {name: learned[name] for name in STEP - {"position", "event", "days_late", "state"}} == {
            name: step[name] for name in STEP - {"position", "event", "days_late", "state"}
        }
        assert (learned["position"], learned["other_position"]) == (step["position"] - 1, step["position"])
        assert learned["valid_on"] == str(TODAY)

    def test_the_other_way_round_is_its_mirror(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        for one, other in ((case.before, moments[7]), (moments[1], moments[6]), (moments[4], moments[4])):
            there = difference(assigned, case, known_at=one, other=other)
            back = difference(assigned, case, known_at=other, other=one)
            assert (back["known_at"], back["position"]) == (there["other"], there["other_position"])
            assert (back["other"], back["other_position"]) == (there["known_at"], there["position"])
            assert (back["valid_on"], back["events"]) == (there["valid_on"], there["events"])
            assert {(f, repr(a), repr(b)) for f, (b, a) in fields(back["changed"]).items()} == {
                (f, repr(b), repr(a)) for f, (b, a) in fields(there["changed"]).items()
            }
            for each in LEARNED:
                assert back[f"{each}_added"] == there[f"{each}_gone"]
                assert back[f"{each}_gone"] == there[f"{each}_added"]

    def test_from_before_the_opening_on_is_all_that_is_known(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        learned = difference(assigned, case, known_at=case.before)
        assert [each["version"] for each in learned["events"]] == list(range(1, 9))
        assert fields(learned["changed"])["status"] == (None, "open")
        assert learned["findings_gone"] == learned["deadlines_gone"] == []
        assert learned["findings_added"]

    def test_back_from_now_is_what_was_not_known_yet(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        unlearned = difference(assigned, case, other=moments[0])
        assert [each["version"] for each in unlearned["events"]] == list(range(2, 9))
        assert unlearned["findings_added"] == []
        assert fields(unlearned["changed"])["titles.m-1"][1] is None

    def test_is_of_the_day_that_is_asked_about(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        def on(day: str) -> dict[str, tuple[Any, Any]]:
            return fields(difference(assigned, case, known_at=moments[3], other=moments[4], valid_on=day)["changed"])

        assert on("2024-02-06")["stay"][0] is None
        assert on("2024-02-13")["stay.since"] == ("2024-02-12", "2024-02-05")
        assert not [field for field in on("2024-02-04") if field.startswith("stay")]

    def test_of_what_was_known_at_neither_moment_is_not_there(self, assigned: httpx.Client, case: Told, moments: list[str]) -> None:
        earlier = (datetime.fromisoformat(case.before) - timedelta(seconds=1)).isoformat()
        asked: list[dict[str, str]] = [{"known_at": earlier, "other": case.before}, {"other": moments[4], "valid_on": "2024-01-09"}]
        for each in asked:
            assert assigned.get(f"{case.path}/difference", params=each).status_code == 404

    @pytest.mark.parametrize("moment", [f"{TOMORROW}T12:00:00Z", "2025-03-01T12:00:00"], ids=["of the future", "without offset"])
    @pytest.mark.parametrize("name", ["known_at", "other"])
    def test_is_refused_for_a_moment(self, assigned: httpx.Client, case: Told, name: str, moment: str) -> None:
        answer = assigned.get(f"{case.path}/difference", params={name: moment})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")


def everything(client: httpx.Client, case: Told) -> str:
    """All that is told of it step by step, and at once."""
    answers = [client.get(f"{case.path}/replay"), client.get(f"{case.path}/difference", params={"known_at": case.before})]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.text for answer in answers)


class TestWhoAsks:
    def test_reads_words_only_where_he_reads_those_of_the_case(self, server: Server, assigned: httpx.Client, case: Told) -> None:
        assert NOTE in everything(assigned, case)
        assert '"surname":"Wit"' in everything(assigned, case)
        for told_facts in (everything(server.as_(*COLLEAGUE), case), everything(server.as_(*OFFICER), case)):
            assert NOTE not in told_facts
            assert "Wit" not in told_facts
        assert not [item for item in steps(server.as_(*COLLEAGUE), case) if "identity" in item["state"]]

    def test_without_sight_is_told_that_it_is_not_there(self, server: Server, case: Told) -> None:
        stranger = server.as_(Role.PROVIDER, "xonar", "xonar-1")
        for question in ("replay", "difference"):
            answer = stranger.get(f"{case.path}/{question}")
            absent = stranger.get(f"/trajectories/{uuid4()}/{question}")
            assert (
                (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found") == (absent.status_code, absent.json()["type"])
            )

    def test_with_only_its_own_events_left_is_told_nothing(self, server: Server, assigned: httpx.Client) -> None:
        # given: a provider whose stay ended long ago, and that recorded something
        gone = told(
            server,
            ("admitted", {"occurred_on": "2024-02-05", "setting": "open_residentieel", "provider": "koraal", "location": "groep-brunssum"}),
            ("note-added", {"occurred_on": "2024-02-06", "text": NOTE}, KORAAL),
            ("discharged", {"occurred_on": "2024-03-01", "destination": "home", "reason": "31", "planned": True}),
        )
        koraal = server.as_(*KORAAL)
        assert koraal.get(f"{gone.path}/events").status_code == 200
        # then
        assert {koraal.get(f"{gone.path}/{question}").status_code for question in ("replay", "difference")} == {404}

    def test_for_a_former_municipality_is_told_its_own_period(self, server: Server, assigned: httpx.Client) -> None:
        left = told(server, ("note-added", {"occurred_on": "2024-01-12", "text": "Eerder."}))
        until_then = steps(assigned, left)
        moved = {"occurred_on": str(TODAY), "municipality": "0935", "from": str(TODAY)}
        answer = assigned.post(f"{left.path}/home-municipality-determined", json=moved, headers={"If-Match": '"3"'})
        assert answer.status_code == 201, answer.text
        assert steps(assigned, left) == until_then
        learned = difference(assigned, left, known_at=left.before)
        assert [each["version"] for each in learned["events"]] == [1, 2, 3]
        now = datetime.now(UTC).isoformat()
        after = difference(assigned, left, known_at=now)
        assert (after["events"], after["changed"], after["position"]) == ([], [], after["other_position"])

    def test_is_not_told_contents_that_are_for_few(self, server: Server, assigned: httpx.Client) -> None:
        plan = {"occurred_on": "2024-02-20", "plan_id": "plan-7", "with_jeugdige": True, "consulted": ["parents"]}
        confided = told(server, ("admitted", admission(despite={"rules": ["L1"], "reason": "Spoed."})), ("plan-adopted", plan, KORAAL))
        step = steps(assigned, confided)[-1]
        assert step["event"]["data"] == {"withheld": True}
        assert steps(server.as_(*KORAAL), confided)[-1]["event"]["data"]["plan_id"] == "plan-7"

    def test_leaves_a_record_of_it(self, server: Server, assigned: httpx.Client, case: Told) -> None:
        everything(assigned, case)
        everything(server.as_(*COLLEAGUE), case)
        officer = server.as_(*OFFICER)
        items = officer.get("/access-log", params={"trajectory_id": case.id, "limit": 4}).json()["items"]
        kept = [(each["operation"], each["looked_by"]["subject"], each["words"], each["action"]) for each in items]
        assert kept == [
            ("get_difference", COLLEAGUE[2], False, "R"),
            ("replay_trajectory", COLLEAGUE[2], False, "R"),
            ("get_difference", ASSIGNED[2], True, "R"),
            ("replay_trajectory", ASSIGNED[2], True, "R"),
        ]
        assert items[0]["parameters"] == {"known_at": case.before.replace("Z", "+00:00")}


def test_who_he_is_stands_in_every_state_and_is_recorded_as_words(server: Server, case: Told) -> None:
    himself = server.as_(Role.JEUGDIGE, "digid", case.id)
    first = himself.get(f"{case.path}/replay", params={"limit": 1}).json()
    [second] = himself.get(f"{case.path}/replay", params={"limit": 1, "cursor": first["next"]}).json()["items"]
    assert second["state"]["identity"]["surname"] == "Wit"
    difference(himself, case, known_at=second["event"]["recorded_at"])
    kept = server.as_(*OFFICER).get("/access-log", params={"trajectory_id": case.id, "limit": 2}).json()["items"]
    assert [(each["operation"], each["words"]) for each in kept] == [("get_difference", False), ("replay_trajectory", True)]


@pytest.fixture(scope="module")
def hidden(server: Server) -> Told:
    """Moved to a house that was recorded wrongly first, and is secret since."""
    at_first = {"setting": "open_residentieel", "provider": "koraal", "location": "groep-brunssum"}
    moved = {"setting": "open_residentieel", "provider": "xonar", "location": "groep-kerkrade", "stay_id": "s-2"}
    return told(
        server,
        ("referral-received", {"occurred_on": "2024-01-12", "referrer": "gi", "requested_setting": "leefhuis", "urgency": "regulier"}),
        ("admitted", {"occurred_on": "2024-02-05", "stay_id": "s-1", **at_first}),
        ("moved", {"occurred_on": "2024-04-01", **moved}),
        (
            "corrected",
            {"occurred_on": "2024-04-02", "target_version": 5, "data": {"location": "groep-heerlen-1"}, "reason": "Ander huis."},
        ),
        ("safety-flag-set", {"occurred_on": "2024-06-01", "level": "secret_place"}),
        ("note-added", {"occurred_on": "2024-06-02", "text": "Gewend."}, (Role.PROVIDER, "xonar", "xonar-1")),
    )


class TestASecretPlace:
    SECRET = ("groep-heerlen-1", "groep-kerkrade", "xonar")
    OPEN = ("groep-brunssum", "koraal")

    @pytest.mark.parametrize("actor", [COLLEAGUE, (Role.TEAM_SECRETARY, "team", "secretaris-1")], ids=["colleague", "team secretary"])
    def test_is_told_in_no_step_and_in_no_difference(self, server: Server, hidden: Told, actor: tuple[Role, str, str]) -> None:
        client = server.as_(*actor)
        text = everything(client, hidden)
        assert not [name for name in self.SECRET if name in text]
        assert [name for name in self.OPEN if name in text] == list(self.OPEN)
        moved = fields(steps(client, hidden)[4]["changed"])
        assert moved["stay.stay_id"] == ("s-1", "s-2")
        assert not {"stay.location", "stay.provider"} & moved.keys(), "as was known then, he would have been there still"
        assert fields(steps(client, hidden)[5]["changed"]) == {}, "which place was put right is not told either"

    def test_is_told_to_whoever_reads_the_words(self, assigned: httpx.Client, hidden: Told) -> None:
        assert fields(steps(assigned, hidden)[5]["changed"]) == {"stay.location": ("groep-kerkrade", "groep-heerlen-1")}
