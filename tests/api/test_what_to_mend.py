"""What is not well formed says what to do, in our own words, and where."""

import re
from typing import Any

import httpx
import pytest

from api.operations.recording import recordable
from domain.codes import Role
from tests.api.people import opening
from tests.api.server import Server
from tests.api.test_asked_one_way import TWICE, UNKNOWN, malformed, posted

WRONG: tuple[Any, ...] = (7, "?", [], {}, [7], [{}], None)
"""What most fields are not."""

PYDANTICS = re.compile(r"Input|[Ff]ield required|permitted|Value error|valid |String should|pattern '")
"""What its own messages say."""


@pytest.fixture(scope="module")
def regisseur(server: Server) -> httpx.Client:
    return server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


@pytest.fixture(scope="module")
def opened(regisseur: httpx.Client) -> str:
    return regisseur.post("/trajectories", json=opening()).headers["Location"]


def assignment(**changed: Any) -> dict[str, Any]:
    return {"subject": "auditor-1", "scope": "all", "from": "2025-01-01", "until": "2025-07-01", "purpose": "onderzoek", **changed}


class TestABodyWithAMemberTwice:
    """Which of the two is meant, nobody can tell."""

    def test_is_refused_by_every_recording(self, regisseur: httpx.Client, opened: str, subtests: pytest.Subtests) -> None:
        twice = '{"occurred_on": "2024-02-01", "occurred_on": "2024-02-02"}'
        assert malformed(posted(regisseur, "/trajectories", twice)) == [{"pointer": "/occurred_on", "message": TWICE}]
        for kind in recordable():
            with subtests.test(kind.event_type):
                answer = posted(regisseur, f"{opened}/{kind.event_type}", twice, **{"If-Match": '"1"'})
                assert malformed(answer) == [{"pointer": "/occurred_on", "message": TWICE}]
        assert regisseur.get(opened).json()["version"] == 1

    def test_is_refused_deep_inside(self, regisseur: httpx.Client) -> None:
        body = '{"occurred_on": "2024-01-10", "identity": {"surname": "Wit", "given_names": "Tom", "surname": "Zwart"}}'
        assert malformed(posted(regisseur, "/trajectories", body)) == [{"pointer": "/identity/surname", "message": TWICE}]

    @pytest.mark.parametrize("path", ["/assignments", "/erasures"])
    def test_is_refused_where_it_is_governed(self, officer: httpx.Client, path: str) -> None:
        assert malformed(posted(officer, path, '{"ground": "a", "ground": "b"}')) == [{"pointer": "/ground", "message": TWICE}]

    def test_is_refused_in_its_turn(self, regisseur: httpx.Client, opened: str) -> None:
        twice = '{"occurred_on": "2024-02-01", "occurred_on": "2024-02-02"}'
        assert posted(regisseur, f"{opened}/note-added", twice).status_code == 428
        assert posted(regisseur, f"{opened}/note-added", twice, **{"If-Match": '"7"'}).status_code == 412


class TestTheWords:
    @pytest.mark.parametrize(
        ("body", "pointer", "message"),
        [
            ({"text": "x", "surprise": 1}, "/surprise", UNKNOWN),
            ({}, "/text", "Give this too: it cannot be left out."),
            ({"text": "x", "occurred_on": "2024-02-30"}, "/occurred_on", "Give a date such as 2025-02-20."),
            ({"text": "x", "occurred_on": "1850-01-01"}, "/occurred_on", "Give at least 1900-01-01."),
            ({"text": "x", "occurred_at": 7}, "/occurred_at", "Give a clock time such as 13:30."),
            ({"text": "x", "occurred_at": "12:00:00Z"}, "/occurred_at", "Give a local clock time, without offset."),
            ({"text": "x", "certainty": "sure"}, "/certainty", "Choose one of: document_seen, told, imported."),
            ({"text": "x", "despite": {"rules": [], "reason": "x"}}, "/despite/rules", "Give at least 1 of them."),
        ],
    )
    def test_of_a_field(self, regisseur: httpx.Client, opened: str, body: dict[str, Any], pointer: str, message: str) -> None:
        answer = regisseur.post(f"{opened}/note-added", json={"occurred_on": "2024-02-01", **body}, headers={"If-Match": '"1"'})
        assert malformed(answer) == [{"pointer": pointer, "message": message}]

    def test_of_what_is_no_json(self, regisseur: httpx.Client, opened: str) -> None:
        answer = posted(regisseur, f"{opened}/note-added", '{"occurred_on": x}', **{"If-Match": '"1"'})
        assert malformed(answer) == [{"pointer": "", "message": "This is no JSON: look at line 1, column 17."}]

    def test_of_a_correction_of_a_field_that_there_is_not(self, regisseur: httpx.Client, opened: str) -> None:
        body = {"occurred_on": "2024-02-01", "target_version": 1, "data": {"surprise": 1, "gender": "none"}, "reason": "x"}
        answer = regisseur.post(f"{opened}/corrected", json=body, headers={"If-Match": '"1"'})
        assert {"pointer": "/data/surprise", "message": UNKNOWN} in malformed(answer)
        assert {"pointer": "/data/gender", "message": "Choose one of: female, male, other, unknown."} in malformed(answer)

    def test_of_a_choice_between_some_codes_of_a_list_are_those_codes(self, regisseur: httpx.Client, opened: str) -> None:
        body = {"occurred_on": "2024-02-01", "ground": "x"}
        answer = regisseur.post(f"{opened}/legal-hold-placed", json=body, headers={"If-Match": '"1"'})
        [told] = [each["message"] for each in malformed(answer) if each["pointer"] == "/ground"]
        assert told == "Choose one of: interest_of_another, statutory_bar."

    def test_are_ours_whatever_kind_it_is_of(self, regisseur: httpx.Client, opened: str, subtests: pytest.Subtests) -> None:
        for kind in recordable():
            fields = {field.alias or name for name, field in kind.model_fields.items()}
            for wrong in WRONG:
                with subtests.test(f"{kind.event_type} {wrong}"):
                    body = dict.fromkeys(fields, wrong)
                    answer = regisseur.post(f"{opened}/{kind.event_type}", json=body, headers={"If-Match": '"1"'})
                    told = malformed(answer)
                    assert not [each for each in told if PYDANTICS.search(each["message"]) or "<" in each["message"]]
                    assert {each["pointer"].split("/")[1] for each in told} <= fields


class TestAnAssignment:
    @pytest.mark.parametrize(
        ("changed", "pointers"),
        [
            ({"until": "2025-01-01"}, {"/until"}),
            ({"scope": ["01900000-0000-7000-8000-000000000000", "x"]}, {"/scope", "/scope/1"}),
            ({"scope": []}, {"/scope"}),
            ({"scope": "some"}, {"/scope"}),
            ({"assignment_id": "a", "occurred_on": "2025-01-01"}, {"/assignment_id", "/occurred_on"}),
            ({"from": 7}, {"/from"}),
        ],
    )
    def test_is_refused_where_it_is_wrong(self, officer: httpx.Client, changed: dict[str, Any], pointers: set[str]) -> None:
        told = malformed(officer.post("/assignments", json=assignment(**changed)))
        assert {each["pointer"] for each in told} == pointers
        assert not [each for each in told if PYDANTICS.search(each["message"])]

    def test_repeats_nothing_of_an_id_that_is_none(self, officer: httpx.Client) -> None:
        assert "§" not in officer.post("/assignments", json=assignment(scope=["§"])).text
