"""What is asked can be read in one way only: nothing is taken from among several, and nothing that is not known is passed over."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.codes import Role
from tests import plain
from tests.api.people import opening
from tests.api.server import Server

WATCHED = {"/health/live", "/health/ready", "/metrics"}
"""Whoever watches the server is answered, whatever stands in the address."""

TWICE = "It is given more than once: give it once."
UNKNOWN = "Nothing has this name here: mend it, or leave it out."


@pytest.fixture(scope="module")
def officer(server: Server) -> httpx.Client:
    return server.as_(Role.PRIVACY_OFFICER, "GM0917", "fg-1")


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every one of them: its method, a path of it, and what the document says."""
    return [
        (method.upper(), re.sub(r"\{\w+\}", lambda _: str(uuid4()), path.replace("{indicator}", "stand")), said)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
        if path not in WATCHED
    ]


def malformed(answer: httpx.Response) -> list[dict[str, str]]:
    """What is wrong, part by part."""
    assert (answer.status_code, answer.json().get("type")) == (422, "/problems/malformed"), answer.text
    errors: list[dict[str, str]] = answer.json()["errors"]
    return errors


def test_an_operation_that_takes_no_body_refuses_what_is_said_in_one(
    document: dict[str, Any], server: Server, officer: httpx.Client, subtests: pytest.Subtests
) -> None:
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1")
    silent = [(path, said) for method, path, said in operations(document) if method == "POST" and "requestBody" not in said]
    assert "give_calendar_address" in {said["operationId"] for _, said in silent}
    for path, said in silent:
        if path.startswith("/erasures/"):
            continue  # of one that is not there nothing else is told
        with subtests.test(said["operationId"]):
            [error] = malformed(regisseur.post(path, json={"days": 1000}))
            assert error == {"pointer": "/days", "message": UNKNOWN}
            assert regisseur.post(path, content=b"days=1000", headers={"Content-Type": "text/plain"}).status_code == 415
            assert regisseur.post(path, json={}).status_code != 422


class TestTheAddress:
    def test_a_parameter_that_is_not_known_is_refused_by_every_operation(
        self, document: dict[str, Any], officer: httpx.Client, subtests: pytest.Subtests
    ) -> None:
        for method, path, said in operations(document):
            with subtests.test(said["operationId"]):
                answer = officer.request(method, path, params={"no_such": "1"})
                assert {"parameter": "no_such", "message": UNKNOWN} in malformed(answer)
                assert "422" in said["responses"]

    def test_a_parameter_that_is_given_twice_is_refused_by_every_operation(
        self, document: dict[str, Any], officer: httpx.Client, subtests: pytest.Subtests
    ) -> None:
        for method, path, said in operations(document):
            for asked in (each for each in said.get("parameters", []) if each["in"] == "query"):
                if asked["schema"].get("type") == "array":
                    continue
                with subtests.test(f"{said['operationId']} {asked['name']}"):
                    answer = officer.request(method, path, params=[(asked["name"], "1"), (asked["name"], "1")])
                    assert malformed(answer) == [{"parameter": asked["name"], "message": TWICE}]

    def test_one_that_is_a_list_may_be_given_as_often_as_it_has_members(self, server: Server) -> None:
        # given
        regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1")
        path = regisseur.post("/trajectories", json=opening()).headers["Location"]

        # when
        answer = regisseur.get(f"{path}/dossier", params=[("without", "1"), ("without", "1")])

        # then
        assert answer.status_code == 200, answer.text

    def test_who_asks_comes_before_what_is_asked(self, server: Server, document: dict[str, Any]) -> None:
        answers = {
            said["operationId"]: plain.Client(base_url=server.url)
            .request(method, path, params=[("limit", "1"), ("limit", "2")])
            .status_code
            for method, path, said in operations(document)
            if "401" in said["responses"]
        }
        assert set(answers.values()) == {401}, answers

    def test_what_may_be_a_value_in_the_place_of_a_name_is_not_repeated(self, officer: httpx.Client) -> None:
        answer = officer.post("/deliveries", params={"Tom Wit 999900006": "1"})
        assert [each["parameter"] for each in malformed(answer)] == ["?"]
        assert "999900006" not in answer.text

    def test_whoever_watches_the_server_is_answered(self, officer: httpx.Client) -> None:
        assert {officer.get(path, params=[("_", "1"), ("_", "2")]).status_code for path in WATCHED} == {200}


def posted(client: httpx.Client, path: str, body: str, **headers: str) -> httpx.Response:
    return client.post(path, content=body.encode(), headers={"Content-Type": "application/json", **headers})


class TestTheBody:
    def test_of_a_delivery_with_a_member_twice_is_refused_by_its_name(self, officer: httpx.Client) -> None:
        answer = posted(officer, "/deliveries", '{"indicator": "inflow", "period": "month", "indicator": "outflow"}')
        assert malformed(answer) == [{"pointer": "/indicator", "message": TWICE}]
