"""A program that speaks the contract records a whole course with the required fields alone, and is stopped by nothing but L1.

What is missing becomes a finding when its paper should have come (ADR 0008); it never stops its own recording.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.stories import Story, stopped

ADVICE = {"setting": "gesloten", "alternatives": [], "perspective": "thuis", "expected_days": 180, "review_by": "2025-06-01"}
TERM = {"valid_from": "2025-02-03", "valid_until": "2025-08-03"}
COURSE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("identity-changed", "2025-01-11", {"surname": "Zwart"}),
    ("home-municipality-determined", "2025-01-11", {"municipality": "0917", "from": "2025-01-01"}),
    ("referral-received", "2025-01-12", {"referrer": "gi", "requested_setting": "gesloten", "urgency": "regulier", "civil_basis": ["ots"]}),
    ("procesregisseur-assigned", "2025-01-13", {"subject": "pr-heerlen-1"}),
    ("team-review-held", "2025-01-20", {"team": "idt", "participants": [], "youth": "present", "parents": "present", "advice": ADVICE}),
    ("voice-recorded", "2025-01-20", {"about": "review", "form": "conversation", "agrees": "partly", "summary": "Liever thuis."}),
    ("help-started", "2025-01-21", {"provider": "xonar", "kind": "ambulant"}),
    ("help-ended", "2025-02-02", {"reason": "opname"}),
    ("title-granted", "2025-02-01", {"title_id": "T", "kind": "machtiging", **TERM, "court": "Rechtbank Limburg", "civil_basis": "ots"}),
    ("admitted", "2025-02-03", {"stay_id": "S", "setting": "gesloten", "crisis": False, "told_to_youth": True}),
    ("leave-granted", "2025-03-01", {"until": "2025-03-03"}),
    ("leave-ended", "2025-03-03", {}),
    ("absconded", "2025-03-10", {}),
    ("returned", "2025-03-12", {}),
    ("moved", "2025-04-01", {"setting": "gesloten", "location": "gesloten-2", "stay_id": "S2", "reason": "problems_at_place"}),
    ("ready-to-leave", "2025-05-01", {"needed_setting": "leefhuis", "blocked_by": "no_place"}),
    ("ready-withdrawn", "2025-05-05", {}),
    ("stepped-down", "2025-06-01", {"setting": "leefhuis", "stay_id": "S3", "kind": "doorplaatsing", "reason": "lighter_possible"}),
    ("home-municipality-determined", "2025-06-10", {"municipality": "1954", "from": "2025-06-05", "disputed": True}),
    ("note-added", "2025-06-11", {"text": "Het gaat goed."}),
    ("stepped-down", "2025-07-01", {"setting": "pleegzorg", "stay_id": "S4"}),
    ("stepped-up", "2025-07-10", {"setting": "intensief_klinisch", "stay_id": "S5"}),
    ("discharged", "2025-08-01", {"destination": "home", "reason": "31", "planned": True}),
    ("referral-received", "2025-08-02", {"referrer": "gemeente", "requested_setting": "ambulant", "urgency": "regulier"}),
    ("referral-withdrawn", "2025-08-03", {"reason": "Niet nodig."}),
    ("trajectory-closed", "2025-09-01", {}),
    ("trajectory-reopened", "2025-09-10", {}),
)


def told_up_to(number: int) -> Story:
    story = Story.opened()
    for kind, on, data in COURSE[:number]:
        story = story.and_(kind, on, **data)
    return story


@pytest.mark.parametrize("number", range(len(COURSE)), ids=lambda number: f"{number}-{COURSE[number][0]}")
def test_an_ordinary_course_is_stopped_nowhere(number: int) -> None:
    kind, on, data = COURSE[number]
    judgement = told_up_to(number).when(kind, on, **data)
    assert (stopped(judgement), judgement.impossible) == ([], ())


CLOSED = {"setting": "gesloten", "stay_id": "S"}
KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("machtiging", TERM),
    ("spoedmachtiging", {"valid_from": "2025-02-03", "valid_until": "2025-03-03"}),
    ("voorwaardelijke_machtiging", TERM),
    ("muhp", TERM),
    ("zorgmachtiging", TERM),
    ("crisismaatregel", {"valid_from": "2025-02-03", "valid_until": "2025-02-06"}),
    ("voortzetting_crisismaatregel", {"valid_from": "2025-02-03", "valid_until": "2025-02-24"}),
    ("wzd", TERM),
    ("machtiging", {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-01"}),
)


@pytest.mark.parametrize("basis", [None, "ots", "vots", "voogdij_gi", "consent"])
@pytest.mark.parametrize(("kind", "term"), KINDS, ids=lambda part: part if isinstance(part, str) else "-".join(part))
def test_a_title_is_recorded_with_its_required_fields(kind: str, term: dict[str, Any], basis: str | None) -> None:
    more = {"civil_basis": basis} if basis else {}
    assert stopped(Story.opened().when("title-granted", "2025-02-01", kind=kind, **term, **more)) == []


@pytest.mark.parametrize("setting", ["gesloten", "intensief_klinisch", "leefhuis", "pleegzorg"])
def test_an_admission_is_stopped_by_l1_alone(setting: str) -> None:
    rules = {rule for rule, _, _ in stopped(Story.opened().when("admitted", "2025-02-03", setting=setting))}
    assert rules == ({"L1"} if setting == "gesloten" else set())


def inside() -> Story:
    return (
        Story.opened().and_("title-granted", "2025-02-01", kind="machtiging", title_id="T", **TERM).and_("admitted", "2025-02-03", **CLOSED)
    )


def test_a_suspension_of_somebody_inside_is_stopped_by_l1_alone() -> None:
    assert {rule for rule, _, _ in stopped(inside().when("title-suspended", "2025-04-01", title_id="T"))} == {"L1"}


def test_a_conditional_admission_is_recorded_with_who_decided() -> None:
    story = Story.opened().and_("title-granted", "2025-02-01", kind="voorwaardelijke_machtiging", title_id="T", **TERM)
    decision = {"title_id": "T", "decided_by": "B. Zwart", "state_checked_on": "2025-03-03", "reasons": "Voorwaarden geschonden."}
    assert stopped(story.when("conditional-admission-decided", "2025-03-03", **decision)) == []
    assert stopped(story.when("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")) == []


def test_a_consent_may_be_withdrawn() -> None:
    assert stopped(inside().when("consent-withdrawn", "2025-04-01", by="mother", basis_title_id="T")) == []


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days))


def test_what_is_missing_shows_by_itself_when_the_paper_should_have_come() -> None:
    findings = inside().case.findings
    found = {finding.rule: finding.since for finding in findings if finding.since < date(2025, 3, 1)}
    assert found["L7"] == date(2025, 2, 16)
    assert found["L8"] == date(2025, 2, 16)
    assert not any(
        finding.days.covers(day) for finding in findings if finding.kind == "law" for day in days(date(2025, 2, 1), date(2025, 2, 16))
    )
