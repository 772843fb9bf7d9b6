"""Both times: what is asked as known before a correction is answered as it was then, by the case and by every list."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import pytest

from domain.codes import Role
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

DAY = {"on": "2024-06-01"}
"""On which the title runs as it was recorded, and does not as it was corrected."""

OF_ONE: dict[str, dict[str, str]] = {"": {"valid_on": "2024-06-01"}, "/events": {}, "/replay": {}, "/whereabouts": {}, "/legal-cover": {}}
LISTS = {"/placements": DAY, "/deadlines": DAY, "/findings": DAY, "/legal-cover": {"from": "2024-05-01", "to": "2024-07-01"}}
QUESTIONS = [*((True, path) for path in OF_ONE), *((False, path) for path in LISTS)]
"""Whether of one trajectory, and where."""

NOT_OF_THE_SITUATION = ("known_at", "position", "version")


class Told(NamedTuple):
    trajectory_id: str
    known_at: str
    """Before the correction."""
    position: int
    """Of the last event before it."""
    corrected: int
    """Of the correction."""

    def ask(self, client: httpx.Client, question: tuple[bool, str], **known: Any) -> httpx.Response:
        of_one, path = question
        answer = client.get(
            f"/trajectories/{self.trajectory_id}{path}" if of_one else path,
            params={**(OF_ONE if of_one else LISTS)[path], **({"limit": 1000} if not of_one or path == "/events" else {}), **known},
        )
        assert answer.status_code == 200, answer.text
        return answer

    def told(self, client: httpx.Client, question: tuple[bool, str], **known: Any) -> Any:
        """What the answer says of this trajectory."""
        body = self.ask(client, question, **known).json()
        if "items" not in body:
            return {name: value for name, value in body.items() if name not in NOT_OF_THE_SITUATION}
        return [item for item in body["items"] if question[0] or item["trajectory_id"] == self.trajectory_id]


Known = Callable[[Told], dict[str, Any]]

WAYS: dict[str, Known] = {"known_at": lambda told: {"known_at": told.known_at}, "at_position": lambda told: {"at_position": told.position}}


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture(scope="module")
def answers_before() -> dict[tuple[bool, str], Any]:
    """What every question was answered before the correction."""
    return {}


@pytest.fixture(scope="module")
def told(regisseur: httpx.Client, answers_before: dict[tuple[bool, str], Any]) -> Told:
    """A closed stay under a title up to August; later both turn out otherwise: it began a day later, and the title ran up to May."""
    opened = regisseur.post("/trajectories", json=opening())
    path = opened.headers["Location"]

    def tells(version: int, kind: str, body: dict[str, Any]) -> int:
        answer = regisseur.post(f"{path}/{kind}", json=body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, answer.text
        return int(answer.headers["Position"])

    tells(1, "procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": "pr-heerlen-1"})
    tells(2, "title-granted", machtiging())
    position = tells(3, "admitted", admission(title_id="m-1"))
    before = Told(opened.json()["trajectory_id"], datetime.now(UTC).isoformat(), position, position)
    answers_before.update({question: before.told(regisseur, question, min_position=position) for question in QUESTIONS})
    later = {"occurred_on": "2024-02-06"}
    tells(4, "corrected", {"occurred_on": "2024-09-01", "target_version": 4, "data": later, "reason": "Een dag later."})
    corrected = tells(
        5,
        "corrected",
        {
            "occurred_on": "2024-09-02",
            "target_version": 3,
            "data": {"valid_until": "2024-05-05"},
            "reason": "Verkeerd gelezen.",
            "despite": {"rules": ["L1"], "reason": "Het is zo."},
        },
    )
    return before._replace(corrected=corrected)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_correction_changes_the_present_answer_and_not_the_one_of_before(
    regisseur: httpx.Client, told: Told, answers_before: dict[tuple[bool, str], Any], question: tuple[bool, str], way: str
) -> None:
    then = answers_before[question]

    assert told.told(regisseur, question, **WAYS[way](told)) == then
    now = told.told(regisseur, question, min_position=told.corrected)
    assert now != then
    assert told.told(regisseur, question, at_position=told.corrected) == now


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_names_the_position_that_it_was_known_at(
    regisseur: httpx.Client, told: Told, question: tuple[bool, str], way: str
) -> None:
    assert told.ask(regisseur, question, **WAYS[way](told)).headers["Position"] == str(told.position)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_now_names_the_position_up_to_which_its_rows_were(regisseur: httpx.Client, told: Told, path: str) -> None:
    assert int(told.ask(regisseur, (False, path), min_position=told.corrected).headers["Position"]) >= told.corrected


@pytest.mark.parametrize("path", ["/trajectories", "/audit-trail"])
def test_so_does_a_list_that_is_of_now_alone(regisseur: httpx.Client, told: Told, path: str) -> None:
    answer = regisseur.get(path, params={"min_position": told.corrected, "limit": 1})
    assert int(answer.headers["Position"]) >= told.corrected


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_the_past_is_of_the_day_that_it_was_known_at_unless_another_is_asked(
    regisseur: httpx.Client, told: Told, path: str
) -> None:
    today = datetime.now(UTC) + timedelta(hours=1)
    days = [regisseur.get(path, params={"at_position": told.position, "limit": 1000}).json()]
    for day in {today.date(), (today - timedelta(hours=2)).date()}:
        asked = {"from": str(day)} if path == "/legal-cover" else {"on": str(day)}
        days.append(regisseur.get(path, params={"at_position": told.position, "limit": 1000, **asked}).json())
    assert days[0] in days[1:]


BY_TWO_NAMES = {path: "from" if path == "/legal-cover" else "on" for path in LISTS}


@pytest.mark.parametrize("path", LISTS)
def test_the_day_of_a_list_goes_by_the_name_that_it_has_everywhere_too(regisseur: httpx.Client, told: Told, path: str) -> None:
    asked = {"at_position": told.position, "limit": 1000}
    named = regisseur.get(path, params={**asked, BY_TWO_NAMES[path]: "2024-06-01"})
    answer = regisseur.get(path, params={**asked, "valid_on": "2024-06-01"})

    assert told.trajectory_id in answer.text
    assert answer.json() == named.json()
    assert answer.headers["Position"] == str(told.position)


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_a_day_by_that_name_follow_each_other(regisseur: httpx.Client, told: Told, path: str) -> None:
    asked = {"known_at": told.known_at, "valid_on": "2024-06-01"}
    items: list[Any] = []
    answer = regisseur.get(path, params={**asked, "limit": 1})
    while True:
        items += answer.json()["items"]
        if "next" not in answer.links:
            break
        answer = regisseur.get(answer.links["next"]["url"])

    assert items == regisseur.get(path, params={**asked, "limit": 1000}).json()["items"]


@pytest.mark.parametrize("path", LISTS)
def test_a_day_by_both_names_is_malformed(regisseur: httpx.Client, told: Told, path: str) -> None:
    name = BY_TWO_NAMES[path]
    answer = regisseur.get(path, params={name: "2024-06-01", "valid_on": "2024-06-01"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"parameter": "valid_on", "message": f"Give {name} or valid_on: both name the day."}]


def test_of_the_nights_of_one_case_a_day_gives_the_stretch_in_which_it_lies(regisseur: httpx.Client, told: Told) -> None:
    def items(path: str, **asked: Any) -> list[dict[str, Any]]:
        answer = regisseur.get(f"/trajectories/{told.trajectory_id}{path}", params=asked)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    before, now = told.position, told.corrected

    # of the day on which he came, as it was recorded first; later it turned out to be the next one
    assert [each["where"] for each in items("/whereabouts", valid_on="2024-02-05", at_position=before)] == ["stay"]
    assert [each["where"] for each in items("/whereabouts", valid_on="2024-02-05", at_position=now)] == ["home"]
    # on a night that the title covered, as it was recorded first
    assert [each["title_id"] for each in items("/legal-cover", valid_on="2024-06-01", at_position=before)] == ["m-1"]
    assert [each["title_id"] for each in items("/legal-cover", valid_on="2024-06-01", at_position=now)] == [None]
    assert items("/legal-cover", valid_on="2024-02-04") == []


def test_events_of_a_day_are_those_that_had_happened_by_then_as_it_is_known(regisseur: httpx.Client, told: Told) -> None:
    def versions(**asked: Any) -> list[int]:
        answer = regisseur.get(f"/trajectories/{told.trajectory_id}/events", params=asked)
        assert answer.status_code == 200, answer.text
        return [each["version"] for each in answer.json()["items"]]

    assert versions(valid_on="2024-02-05", at_position=told.position) == [1, 2, 3, 4]
    assert versions(valid_on="2024-02-05") == [1, 2, 3]  # the admission turned out to be of the next day
    assert versions(valid_on="2024-02-06") == [1, 2, 3, 4]
    assert versions(valid_on="2024-09-01") == [1, 2, 3, 4, 5]


def test_a_list_of_what_no_rows_hold_names_the_position_at_which_it_last_changed(server: Server, told: Told) -> None:
    officer = server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")
    assigned = {"subject": "audit-1", "scope": "all", "from": "2024-01-01", "until": "2024-02-01", "purpose": "Steekproef"}
    assert "Position" not in officer.get("/deliveries").headers  # nothing was ever delivered
    given = officer.post("/assignments", json=assigned)
    assert given.status_code == 201, given.text
    frozen = officer.post("/deliveries", json={"indicator": "inflow"})
    assert frozen.status_code == 201, frozen.text

    register, assignments, deputies, deliveries = (
        int(officer.get(path).headers["Position"]) for path in ("/locations", "/assignments", "/deputies", "/deliveries")
    )
    assert register < told.position < assignments == deputies < deliveries


@pytest.mark.parametrize("path", LISTS)
def test_a_list_waits_for_its_rows(regisseur: httpx.Client, told: Told, path: str) -> None:
    # given: what was only just recorded
    opened = regisseur.post("/trajectories", json=opening())
    admitted = regisseur.post(
        f"{opened.headers['Location']}/admitted",
        json=admission(despite={"rules": ["L1"], "reason": "Het papier volgt."}),
        headers={"If-Match": '"1"'},
    )
    assert admitted.status_code == 201, admitted.text

    # when
    answer = regisseur.get(path, params={**LISTS[path], "at_position": admitted.headers["Position"], "limit": 1000})

    # then
    assert opened.json()["trajectory_id"] in answer.text


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_the_past_follow_each_other(regisseur: httpx.Client, told: Told, path: str) -> None:
    # given: two trajectories at least, and what was known before the last correction
    asked = {**LISTS[path], "known_at": told.known_at}
    whole = regisseur.get(path, params={**asked, "limit": 1000}).json()["items"]

    # when
    answer = regisseur.get(path, params={**asked, "limit": 1})
    items, positions = answer.json()["items"], {answer.headers["Position"]}
    while "next" in answer.links:
        answer = regisseur.get(answer.links["next"]["url"])
        items += answer.json()["items"]
        positions.add(answer.headers["Position"])

    # then
    assert items == whole
    assert positions == {str(told.position)}


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_one_knowledge_do_not_go_on_in_another(regisseur: httpx.Client, told: Told, path: str) -> None:
    # given: two trajectories at least, as they are known now
    first = regisseur.get(path, params={**LISTS[path], "limit": 1}).json()

    # when
    answer = regisseur.get(path, params={**LISTS[path], "limit": 1, "at_position": told.position, "cursor": first["next"]})

    # then
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", LISTS)
def test_rights_are_those_of_today(server: Server, told: Told, path: str, way: str) -> None:
    for role, organisation, subject in (
        (Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1"),
        (Role.PROVIDER, "xonar", "xonar-1"),
        (Role.REPORTER, "GM0917", "verslag-1"),
    ):
        assert told.ask(server.as_(role, organisation, subject), (False, path), **WAYS[way](told)).json()["items"] == []


def _tomorrow(told: Told) -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


REFUSED: dict[str, Known] = {
    "both": lambda told: {"known_at": told.known_at, "at_position": told.position},
    "in the future": lambda told: {"known_at": _tomorrow(told)},
    "beyond the log": lambda told: {"at_position": 1_000_000_000},
    "before the log": lambda told: {"at_position": 0},
    "without offset": lambda told: {"known_at": "2024-06-01T12:00:00"},
    "no number": lambda told: {"at_position": "laatste"},
}


@pytest.mark.parametrize("why", REFUSED)
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_names_no_knowledge_is_malformed(regisseur: httpx.Client, told: Told, question: tuple[bool, str], why: str) -> None:
    of_one, path = question
    answer = regisseur.get(f"/trajectories/{told.trajectory_id}{path}" if of_one else path, params=REFUSED[why](told))

    assert answer.status_code == 422, answer.text
    assert answer.json()["type"].endswith("malformed")


@pytest.mark.parametrize("path", [*(f"/trajectories/{{id}}{path}" for path in OF_ONE), *LISTS, "/trajectories/{id}/difference"])
@pytest.mark.parametrize("moment", ["2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"])
def test_a_moment_however_late_lies_in_the_future_and_is_not_ill_formed(
    regisseur: httpx.Client, told: Told, path: str, moment: str
) -> None:
    answer = regisseur.get(path.format(id=told.trajectory_id), params={"known_at": moment})

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"] == [
        {"parameter": "known_at", "message": "This lies in the future: what will be known then cannot be asked yet."}
    ]


class TestDifference:
    """Between two positions, as between the moments at which they were recorded."""

    def asked(self, client: httpx.Client, told: Told, **asked: Any) -> httpx.Response:
        return client.get(f"/trajectories/{told.trajectory_id}/difference", params={"valid_on": "2024-06-01", **asked})

    def moment(self, client: httpx.Client, told: Told, position: int) -> str:
        items = client.get(f"/trajectories/{told.trajectory_id}/events").json()["items"]
        return str(next(item["recorded_at"] for item in items if item["position"] == position))

    def test_of_two_positions_is_that_of_their_moments(self, regisseur: httpx.Client, told: Told) -> None:
        # given
        one, other = (self.moment(regisseur, told, position) for position in (told.position, told.corrected))
        expected = self.asked(regisseur, told, known_at=one, other=other).json()

        # then
        for asked in (
            {"at_position": told.position, "other_position": told.corrected},
            {"known_at": one, "other_position": told.corrected},
            {"at_position": told.position, "other": other},
        ):
            answer = self.asked(regisseur, told, **asked)
            assert answer.status_code == 200, answer.text
            assert answer.json() == expected
        assert [each["type"] for each in expected["events"]] == ["corrected", "corrected"]
        assert (expected["position"], expected["other_position"]) == (told.position, told.corrected)

    def test_of_a_later_and_an_earlier_position_is_its_mirror(self, regisseur: httpx.Client, told: Told) -> None:
        there = self.asked(regisseur, told, at_position=told.position, other_position=told.corrected).json()
        back = self.asked(regisseur, told, at_position=told.corrected, other_position=told.position).json()
        assert (back["position"], back["other_position"]) == (there["other_position"], there["position"])
        assert [(each["field"], each["after"], each["before"]) for each in back["changed"]] == [
            (each["field"], each["before"], each["after"]) for each in there["changed"]
        ]
        assert back["findings_gone"] == there["findings_added"]

    def test_from_a_position_is_up_to_now(self, regisseur: httpx.Client, told: Told) -> None:
        since = self.asked(regisseur, told, at_position=told.position).json()
        assert [each["position"] for each in since["events"]][-1] == told.corrected
        assert self.asked(regisseur, told, other_position=told.position).json()["other_position"] == told.position

    @pytest.mark.parametrize(
        ("asked", "named"),
        [
            ({"at_position": 1, "known_at": "2024-01-01T00:00:00Z"}, "known_at or at_position"),
            ({"other_position": 1, "other": "2024-01-01T00:00:00Z"}, "other or other_position"),
            ({"at_position": 1_000_000_000}, "at_position lies beyond"),
            ({"other_position": 1_000_000_000}, "other_position lies beyond"),
            ({"other": _tomorrow(Told("", "", 0, 0))}, "other lies in the future"),
        ],
    )
    def test_of_what_names_no_knowledge_is_malformed(self, regisseur: httpx.Client, told: Told, asked: dict[str, Any], named: str) -> None:
        answer = self.asked(regisseur, told, **asked)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")
        assert named in answer.json()["detail"]

    def test_of_a_day_before_the_opening_is_answered_as_the_case_is(self, regisseur: httpx.Client, told: Told) -> None:
        case = regisseur.get(f"/trajectories/{told.trajectory_id}", params={"valid_on": "2024-01-09"})
        difference = self.asked(regisseur, told, at_position=told.position, valid_on="2024-01-09")
        assert (difference.status_code, difference.json()) == (case.status_code, case.json())


@pytest.fixture(scope="module")
def early(regisseur: httpx.Client) -> str:
    """The path of a trajectory that was opened five days after a closed stay began."""
    path = regisseur.post("/trajectories", json=opening()).headers["Location"]
    stay = admission(occurred_on="2024-01-05", stay_id="s-0", title_id=None, despite={"rules": ["L1"], "reason": "Zo was het."})
    answer = regisseur.post(f"{path}/admitted", json=stay, headers={"If-Match": '"1"'})
    assert answer.status_code == 201, answer.text
    return path


class TestADayBeforeTheOpening:
    """Of a night in a stay that began before the trajectory was opened."""

    @pytest.fixture
    def refusal(self, regisseur: httpx.Client, early: str) -> dict[str, Any]:
        answer = regisseur.get(early, params={"valid_on": "2024-01-09"})
        assert answer.status_code == 404
        return dict(answer.json())

    def test_has_no_situation_and_it_is_said_when_it_was_opened(self, refusal: dict[str, Any]) -> None:
        assert refusal["type"] == "/problems/not-found"
        assert (refusal["valid_on"], refusal["opened_on"]) == ("2024-01-09", "2024-01-10")
        assert "2024-01-10" in refusal["detail"]

    def test_tells_what_began_before_as_the_lists_do(self, regisseur: httpx.Client, early: str, refusal: dict[str, Any]) -> None:
        def listed(which: str, **asked: Any) -> list[dict[str, Any]]:
            answer = regisseur.get(which, params={"on": "2024-01-09", "min_position": refusal["position"], "limit": 1000, **asked})
            return [item for item in answer.json()["items"] if item["trajectory_id"] == early.rsplit("/", 1)[-1]]

        before = refusal["before"]
        (placed,) = listed("/placements")
        assert (placed["setting"], placed["location"]) == (before["stay"]["setting"], before["stay"]["location"])
        assert before["stay"]["stay_id"] == "s-0"
        assert {finding["rule"] for finding in before["findings"]} == {item["rule"] for item in listed("/findings")} > {"L1"}
        assert {each["kind"] for each in before["deadlines"]} == {item["kind"] for item in listed("/deadlines")} != set()
        night = regisseur.get(f"{early}/legal-cover", params={"valid_on": "2024-01-09"}).json()["items"]
        assert [(each["from"], each["title_id"]) for each in night] == [("2024-01-05", None)]
        assert regisseur.get(f"{early}/whereabouts", params={"valid_on": "2024-01-09"}).json()["items"] == []

    def test_does_not_tell_who_it_is(self, refusal: dict[str, Any]) -> None:
        assert set(refusal["before"]) == {"stay", "titles", "findings", "deadlines"}

    def test_is_nothing_to_who_may_not_see_it(self, server: Server, early: str) -> None:
        elsewhere = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        missing = elsewhere.get("/trajectories/01900000-0000-7000-8000-000000000000", params={"valid_on": "2024-01-09"})
        assert elsewhere.get(early, params={"valid_on": "2024-01-09"}).json() == missing.json()

    def test_is_nothing_as_long_as_the_trajectory_was_not_known(self, regisseur: httpx.Client, early: str) -> None:
        answer = regisseur.get(early, params={"valid_on": "2024-01-09", "known_at": "2024-01-09T12:00:00Z"})
        assert (answer.status_code, "before" in answer.json()) == (404, False)

    def test_is_answered_on_record(self, server: Server, regisseur: httpx.Client, early: str) -> None:
        regisseur.get(early, params={"valid_on": "2024-01-08"})

        looked = server.as_(Role.PRIVACY_OFFICER, "GM0917", "po-1").get("/access-log", params={"trajectory_id": early.rsplit("/", 1)[-1]})
        (kept,) = (each for each in looked.json()["items"] if each["parameters"].get("valid_on") == "2024-01-08")
        assert (kept["operation"], kept["outcome"]) == ("get_trajectory", "refused")
