"""What the OpenAPI document promises to who builds on it."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis

from api.operations.recording import body_name, recordable
from api.problems import KINDS, type_uri
from domain.envelope import Circumstances
from domain.events import EVENTS, Event, TrajectoryOpened

Operation = dict[str, Any]

FILLED_IN = {"place_then", "merged_then"}
"""What the domain copies into an event when it judges it; nobody sends it."""

ALL_OF_ADDING = {"401", "403", "404", "409", "412", "413", "415", "422", "428", "503"}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


IN_OTHER_FORMS = {"/access-log", "/reports/{indicator}", "/trajectories/{trajectory_id}/dossier"}

FOR_SOME_ROLES = {
    "/register",
    "/deadlines.ics",
    "/access-log",
    "/assignments",
    "/deadlines.ics/addresses",
    "/deputies",
    "/health/trajectories",
    "/feed",
    "/reports/{indicator}",
}
"""Questions that are refused to others: `403`."""


def problems_shown(document: dict[str, Any]) -> set[str]:
    return {
        name
        for _, _, operation in operations(document)
        for response in operation["responses"].values()
        for name in response.get("content", {}).get("application/problem+json", {}).get("examples", {})
    }


def test_it_is_a_valid_openapi_3_1_document(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")

    schemathesis.openapi.from_dict(document).validate()


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_chapter(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    chapters = {tag["name"] for tag in document["tags"]}

    assert len(names) == len(set(names))
    assert all(name == name.lower() and name.isidentifier() for name in names)
    assert all(operation["summary"] and set(operation["tags"]) <= chapters for _, _, operation in operations(document))


def test_there_is_one_recording_operation_for_each_kind_of_event_that_somebody_records_in_a_trajectory(
    document: dict[str, Any],
) -> None:
    recorded = {operation["operationId"] for _, _, operation in operations(document) if "record" in operation["tags"]}

    kinds = [kind for kind in EVENTS.values() if kind.stream is None and kind.recorded_by]
    assert recorded == {f"record_{kind.event_type.replace('-', '_')}" for kind in kinds}
    assert document["paths"]["/trajectories/{trajectory_id}/title-granted"]["post"]["summary"].startswith("Machtiging verleend")


def test_every_recording_says_who_may_record_it(document: dict[str, Any]) -> None:
    said = {operation["operationId"]: operation["description"] for _, _, operation in operations(document) if "record" in operation["tags"]}

    for kind in (TrajectoryOpened, *recordable()):
        assert f"Recorded by: {', '.join(sorted(kind.recorded_by))}." in said[f"record_{kind.event_type.replace('-', '_')}"]


def test_every_error_of_a_recording_is_listed_as_a_problem(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        if "record" not in operation["tags"]:
            continue
        refused = {status: response for status, response in operation["responses"].items() if status != "201"}
        expected = ALL_OF_ADDING if "{trajectory_id}" in path else ALL_OF_ADDING - {"412", "428"}
        assert set(refused) == expected, path
        assert all(list(response["content"]) == ["application/problem+json"] for response in refused.values()), path


def test_every_question_lists_its_errors(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        if "ask" in operation["tags"]:
            of_one = {"404"} if "{trajectory_id}" in path or path in ("/access-log", "/reports/{indicator}") else set()
            of_some = {"403"} if path in FOR_SOME_ROLES else set()
            in_forms = {"406"} if path in IN_OTHER_FORMS else set()
            assert set(operation["responses"]) == {"200", "401", "422", "503"} | of_one | of_some | in_forms, path


def test_every_kind_of_problem_that_an_operation_can_give_is_shown_and_described(document: dict[str, Any]) -> None:
    everywhere = {"method-not-allowed", "too-slow", "address-too-long", "headers-too-large", "too-many-requests", "internal"}

    assert problems_shown(document) == {kind.type for kind in KINDS} - everywhere
    assert document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"] == [type_uri(kind) for kind in KINDS]


def test_what_a_recording_answers_in_its_headers_is_described(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        if "record" in operation["tags"]:
            assert set(operation["responses"]["201"]["headers"]) == {"ETag", "Position", "Location"}


def test_a_token_is_needed_for_all_but_operation_and_proofs_that_are_only_hashes(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        open_to_all = {"operation", "prove"} & set(operation["tags"]) and operation["operationId"] != "get_entries"
        assert ("security" in operation) == (not open_to_all), path


@pytest.mark.parametrize("kind", [TrajectoryOpened, *recordable()], ids=lambda kind: kind.event_type)
def test_the_examples_of_a_body_fit_its_schema(document: dict[str, Any], kind: type[Event]) -> None:
    path = "/trajectories" if kind is TrajectoryOpened else f"/trajectories/{{trajectory_id}}/{kind.event_type}"
    content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    schema = {**content["schema"], "components": document["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    assert content["examples"]
    for example in content["examples"].values():
        validator.validate(example["value"])
        assert not validator.is_valid(example["value"] | {"no_such_field": 1})


@pytest.mark.parametrize("kind", [TrajectoryOpened, *recordable()], ids=lambda kind: kind.event_type)
def test_a_body_has_the_fields_of_its_event_and_the_circumstances(document: dict[str, Any], kind: type[Event]) -> None:
    schema = document["components"]["schemas"][body_name(kind)]
    of_the_event = {field.alias or name for name, field in kind.model_fields.items()} - FILLED_IN

    assert set(schema["properties"]) == of_the_event | set(Circumstances.model_fields)
    assert schema["additionalProperties"] is False
