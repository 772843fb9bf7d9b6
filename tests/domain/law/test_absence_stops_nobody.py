"""What is only missing stops no recording (ADR 0008), not even one that rewrites the past; what contradicts the law does."""

from tests.domain.stories import Story, stopped

INSIDE = {"valid_from": "2024-09-02", "valid_until": "2025-09-02"}


def inside() -> Story:
    story = Story.opened("2023-01-02").and_("title-granted", "2024-09-02", kind="machtiging", title_id="T", **INSIDE)
    return story.and_("admitted", "2024-09-02", setting="gesloten", stay_id="S")


def secluded(at: str) -> Story:
    return inside().and_("measure-started", "2024-10-01", occurred_at=at, measure_id="M", code="BEW-f", emergency=True)


def test_the_end_of_a_seclusion_is_recorded_before_its_review_is_typed_in() -> None:  # Besluit Jeugdwet 6.2.4(1)
    story = secluded("10:00").and_("measure-ended", "2024-10-01", occurred_at="16:00", measure_id="M")
    assert story.findings("L13") == [("L13", "2024-10-01", "2024-10-02")]
    reviewed = story.and_("measure-reviewed", "2024-10-01", occurred_at="11:00", measure_id="M", continues=True)
    assert reviewed.findings("L13") == []


def test_a_review_that_came_too_late_is_stopped_once() -> None:  # Besluit Jeugdwet 6.2.4(1)
    late = secluded("10:00").when("measure-reviewed", "2024-10-01", occurred_at="14:00", measure_id="M", continues=True)
    assert [rule for rule, _, _ in stopped(late)] == ["L13"]
    in_time = secluded("10:00").when("measure-reviewed", "2024-10-01", occurred_at="13:00", measure_id="M", continues=True)
    assert stopped(in_time) == []


def test_an_emergency_ends_before_the_consent_is_typed_in() -> None:  # Jeugdwet 6.3.1.2(5)
    story = inside().and_("measure-started", "2024-10-01", occurred_at="06:00", measure_id="M", code="BEW-b", emergency=True)
    assert stopped(story.when("measure-ended", "2024-10-01", occurred_at="20:30", measure_id="M")) == []


def test_voiding_a_discharge_is_stopped_by_no_missing_plan() -> None:  # Jeugdwet 6.2.9(2)
    story = inside().and_("discharged", "2024-09-20", destination="home")
    assert stopped(story.when("voided", "2024-09-21", target_version=4, reason="Vergissing")) == [("L1", "2025-09-02", None)]


def test_voiding_a_plan_leaves_a_signal() -> None:  # Jeugdwet 6.2.9(2)
    story = inside().and_("plan-adopted", "2024-10-01", plan_id="P", with_jeugdige=True)
    assert stopped(story.when("voided", "2024-12-01", target_version=4, reason="Verkeerd dossier")) == []
    voided = story.and_("voided", "2024-12-01", target_version=4, reason="Verkeerd dossier")
    assert ("L12", "2024-10-15", None) in voided.findings("L12")
