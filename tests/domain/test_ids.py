"""An id means the one thing that has it, and no other: whichever way the two sort, and however it was read."""

from typing import Any

import pytest

from tests.domain.stories import Story, refused

# Of 64 characters, the longest there are: shorter texts that are equal can be one object in memory, and so compare well by accident.
KNOWN, FIRST, LAST = "m" * 64, "a" * 64, "z" * 64

AGREED = {"due_on": "2025-03-03"}
PARTY = {"role": "parent"}
MEASURE = {"code": "CONT-a"}
OTS = {"kind": "ots", "until": "2026-02-01"}
STAY = {"setting": "gesloten", "crisis": True, "told_to_youth": True}
TITLE = {"kind": "machtiging", "valid_from": "2025-02-01", "valid_until": "2025-08-01"}
HELP = {"provider": "xonar", "kind": "ambulant"}
ASKED = {"by": "jeugdige"}
HELD = {"ground": "statutory_bar", "reason": "Er loopt een procedure."}
CONFIDED = {"by": "jeugdige", "ground": "accuracy_contested"}

NEW: list[tuple[str, str, dict[str, Any]]] = [
    ("complaint-filed", "complaint_id", {"kind": "closed", "subject": "measure"}),
    ("objection-filed", "objection_id", {}),
    ("measure-decided", "measure_id", MEASURE),
    ("measure-started", "measure_id", MEASURE),
    ("legal-hold-placed", "hold_id", HELD),
    ("processing-restricted", "restriction_id", CONFIDED),
    ("access-requested", "request_id", ASKED),
    ("destruction-requested", "request_id", ASKED),
    ("protection-measure-started", "measure_id", OTS),
    ("placement-end-requested", "request_id", {"by": "parent"}),
    ("plan-adopted", "plan_id", {"with_jeugdige": True}),
    ("help-started", "help_id", HELP),
    ("title-granted", "title_id", TITLE),
    ("party-joined", "party_id", PARTY),
    ("agreement-made", "agreement_id", AGREED),
]

ABOUT: list[tuple[str, str, dict[str, Any], str, dict[str, Any]]] = [
    (
        "complaint-filed",
        "complaint_id",
        {"kind": "closed", "subject": "measure"},
        "complaint-decided",
        {"by": "klachtencommissie", "outcome": "ongegrond"},
    ),
    ("complaint-filed", "complaint_id", {"kind": "closed", "subject": "measure"}, "complaint-appealed", {}),
    ("objection-filed", "objection_id", {}, "objection-decided", {"outcome": "ongegrond"}),
    ("measure-started", "measure_id", MEASURE, "measure-ended", {}),
    ("measure-started", "measure_id", MEASURE, "measure-reviewed", {"continues": True}),
    ("measure-started", "measure_id", MEASURE, "measure-reported", {"to": "gi"}),
    ("legal-hold-placed", "hold_id", HELD, "legal-hold-lifted", {}),
    ("processing-restricted", "restriction_id", CONFIDED, "restriction-lifted", {}),
    ("access-requested", "request_id", ASKED, "access-granted", ASKED),
    ("destruction-requested", "request_id", ASKED, "destruction-refused", {"ground": "statutory_bar"}),
    ("destruction-requested", "request_id", ASKED, "destruction-executed", {}),
    ("protection-measure-started", "measure_id", OTS, "protection-measure-prolonged", {"until": "2027-02-01"}),
    ("protection-measure-started", "measure_id", OTS, "non-prolongation-notified", {}),
    ("placement-end-requested", "request_id", {"by": "parent"}, "placement-end-answered", {"granted": False}),
    ("plan-adopted", "plan_id", {"with_jeugdige": True}, "plan-evaluated", {"with_jeugdige": True}),
    ("help-started", "help_id", HELP, "help-ended", {}),
    ("help-started", "help_id", HELP, "message-sent", {"kind": "start"}),
    ("admitted", "stay_id", STAY, "message-sent", {"kind": "start"}),
    ("admitted", "stay_id", STAY, "plan-adopted", {"with_jeugdige": True}),
    ("admitted", "stay_id", STAY, "discharged", {"destination": "home"}),
    ("title-granted", "title_id", TITLE, "title-suspended", {}),
    ("title-granted", "title_id", TITLE, "title-lapsed", {"ground": "gi"}),
    ("party-joined", "party_id", PARTY, "party-left", {}),
    ("agreement-made", "agreement_id", AGREED, "agreement-kept", {}),
]


STOPPED = {"admitted": ["L1"], "measure-started": ["L14"]}
"""What happened without a title, which is not what is asked here."""


def told(kind: str, name: str, body: dict[str, Any]) -> Story:
    return Story.opened().and_(kind, "2025-02-03", despite=STOPPED.get(kind), **body, **{name: KNOWN})


@pytest.mark.parametrize(("kind", "name", "body"), NEW)
def test_an_id_is_taken_by_what_has_it_and_by_nothing_else(kind: str, name: str, body: dict[str, Any]) -> None:
    story = told(kind, name, body)
    assert refused(story.when(kind, "2025-02-04", **body, **{name: KNOWN})) == {"I-order"}
    for other in (FIRST, LAST):
        assert refused(story.when(kind, "2025-02-04", **body, **{name: other})) == set()


@pytest.mark.parametrize(("kind", "name", "body", "then", "says"), ABOUT)
def test_what_is_said_of_an_id_is_of_what_has_it_and_of_nothing_else(
    kind: str, name: str, body: dict[str, Any], then: str, says: dict[str, Any]
) -> None:
    story = told(kind, name, body)
    assert refused(story.when(then, "2025-02-05", **says, **{name: KNOWN})) == set()
    for other in (FIRST, LAST):
        assert refused(story.when(then, "2025-02-05", **says, **{name: other})) == {"I-order"}


def test_a_stay_and_help_have_no_id_together() -> None:
    assert refused(told("help-started", "help_id", HELP).when("admitted", "2025-02-05", **STAY, stay_id=KNOWN)) == {"I-order"}
    assert refused(told("help-started", "help_id", HELP).when("admitted", "2025-02-05", **STAY, stay_id=LAST)) == set()


def test_a_request_to_see_the_dossier_is_no_request_to_destroy_it() -> None:
    seen = told("access-requested", "request_id", ASKED)
    assert refused(seen.when("destruction-executed", "2025-02-05", request_id=KNOWN)) == {"I-order"}
    assert refused(told("destruction-requested", "request_id", ASKED).when("access-granted", "2025-02-05", **ASKED, request_id=KNOWN)) == {
        "I-order"
    }


def test_who_names_no_help_is_told_whether_there_is_none_or_more_than_one() -> None:
    one = told("help-started", "help_id", HELP)
    two = one.and_("help-started", "2025-02-04", help_id=LAST, **HELP)
    assert [why.message for why in Story.opened().when("help-ended", "2025-02-05").impossible] == ["No help runs."]
    assert one.when("help-ended", "2025-02-05").is_recordable
    assert [why.message for why in two.when("help-ended", "2025-02-05").impossible] == ["More than one kind of help runs: give help_id."]
