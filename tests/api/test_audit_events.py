"""Who looked, as FHIR R4 has it: an export is no query, and the reading of the log itself is neither."""

from datetime import UTC, datetime
from typing import Any, get_args
from uuid import uuid4

import pytest
from fhir.resources.R4B.auditevent import AuditEvent

from application.looking import audit_events
from application.looking.audit_events import audit_event
from eventlog.access import Action

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def told(operation: str, action: str) -> AuditEvent:
    """Of an access as the log has it."""
    item: dict[str, Any] = {
        "site": "jeugdspoor",
        "access_id": uuid4(),
        "recorded_at": NOW,
        "began_at": NOW,
        "action": action,
        "operation": operation,
        "outcome": "shown",
        "looked_by": {"subject": "fg-1", "role": "privacy_officer", "organisation": "regio"},
        "purpose": "toezicht",
        "ground": "privacy_officer",
        "controls": "TFFF",
        "trajectories": [uuid4()],
        "words": False,
    }
    return AuditEvent.model_validate(audit_event(item))


@pytest.mark.parametrize(
    ("operation", "kept", "action", "code"),
    [
        ("get_trajectory", "R", "R", "110110"),
        ("replay_trajectory", "R", "R", "110110"),
        ("record_admitted", "R", "R", "110110"),
        ("list_placements", "E", "E", "110112"),
        ("record_trajectory_opened", "E", "E", "110112"),
        ("get_report", "E", "E", "110112"),
        ("get_dossier", "E", "R", "110106"),
        ("get_delivered", "E", "R", "110106"),
        ("get_entries", "E", "R", "110106"),
        ("export_dossier", "E", "R", "110106"),
        ("export_figures", "E", "R", "110106"),
        ("export_ocel", "E", "R", "110106"),
        ("export_proof", "E", "R", "110106"),
        ("list_accesses", "E", "R", "110101"),
    ],
)
def test_what_was_done_has_the_code_that_it_has_there(operation: str, kept: str, action: str, code: str) -> None:
    assert kept in get_args(Action)
    event = told(operation, kept)
    assert (event.action, event.type.code) == (action, code)
    lifecycle = "10" if action == "R" and code == "110106" else "6"
    assert [each.lifecycle.code for each in event.entity if each.lifecycle] == [lifecycle]
    assert {"controls": "TFFF"}.items() <= {each.type: each.valueString for each in event.entity[0].detail}.items()


def test_every_export_is_an_operation_that_there_is(document: dict[str, Any]) -> None:
    served = {said["operationId"] for methods in document["paths"].values() for said in methods.values()}
    at_the_machine = {"export_dossier", "export_figures", "export_ocel", "export_proof"}
    assert served | at_the_machine >= audit_events.EXPORTS
