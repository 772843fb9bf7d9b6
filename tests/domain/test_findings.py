"""L2, P1, P2: the length of titles, the review beforehand, the jeugdige's part in it."""

import pytest

from tests.domain.stories import Story, stopped


class TestLengthOfTitles:
    """Jeugdwet 6.1.12(2): machtiging a year, spoed four weeks, conditional six months and then a year; BW 1:265c."""

    @pytest.mark.parametrize(
        ("kind", "valid_from", "valid_until", "too_long"),
        [
            ("machtiging", "2025-03-01", "2026-03-01", False),
            ("machtiging", "2025-03-01", "2026-03-02", True),
            ("machtiging", "2024-02-29", "2025-02-28", False),
            ("machtiging", "2024-02-29", "2025-03-01", True),
            ("spoedmachtiging", "2025-03-01", "2025-03-29", False),
            ("spoedmachtiging", "2025-03-01", "2025-03-30", True),
            ("voorwaardelijke_machtiging", "2025-03-01", "2025-09-01", False),
            ("voorwaardelijke_machtiging", "2025-03-01", "2025-09-02", True),
            ("voorwaardelijke_machtiging", "2025-08-31", "2026-02-28", False),
            ("muhp", "2025-03-01", "2026-03-01", False),
            ("muhp", "2025-03-01", "2026-03-02", True),
            ("zorgmachtiging", "2025-03-01", "2025-09-02", False),
            ("zorgmachtiging", "2025-03-01", "2025-09-03", True),
            ("voortzetting_crisismaatregel", "2025-03-01", "2025-03-23", False),
            ("voortzetting_crisismaatregel", "2025-03-01", "2025-03-24", True),
        ],
    )
    def test_a_title_longer_than_its_longest_term_is_stopped_on_the_day_of_decision(
        self, kind: str, valid_from: str, valid_until: str, too_long: bool
    ) -> None:
        judgement = Story.opened().when("title-granted", "2025-02-25", kind=kind, valid_from=valid_from, valid_until=valid_until)
        assert [finding[:2] for finding in stopped(judgement)] == ([("L2", "2025-02-25")] if too_long else [])

    def test_a_title_that_is_too_long_is_recordable(self) -> None:
        story = Story.opened().and_(
            "title-granted", "2025-03-01", kind="spoedmachtiging", valid_from="2025-03-01", valid_until="2025-04-01", despite=["L2"]
        )
        assert story.findings("L2") == [("L2", "2025-03-01", "2025-04-01")]

    def test_a_prolonged_conditional_title_may_last_a_year(self) -> None:
        judgement = Story.opened().when(
            "title-granted",
            "2025-03-01",
            kind="voorwaardelijke_machtiging",
            valid_from="2025-03-01",
            valid_until="2026-03-01",
            prolongation=True,
        )
        assert stopped(judgement) == []

    def test_days_from_execution_are_counted_too(self) -> None:
        def days(count: int) -> list[tuple[str, str, str | None]]:
            data = {"starts": "on_execution", "duration_days": count, "latest_start": "2025-03-08"}
            return stopped(Story.opened().when("title-granted", "2025-03-01", kind="spoedmachtiging", **data))

        assert days(28) == []
        assert days(29) == [("L2", "2025-03-01", None)]


def review(story: Story, on: str, youth: str = "present") -> Story:
    return story.and_("team-review-held", on, team="idt", youth=youth, advice={"setting": "intensief_klinisch"})


class TestReviewBeforehand:
    def test_heavy_care_without_review_is_found_from_the_day_of_admission(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="intensief_klinisch")
        assert story.findings("P1") == [("P1", "2025-02-03", None)]

    def test_policy_never_stops(self) -> None:
        assert stopped(Story.opened().when("admitted", "2025-02-03", setting="intensief_klinisch")) == []

    def test_a_review_before_the_admission_is_enough(self) -> None:
        assert review(Story.opened(), "2025-01-20").and_("admitted", "2025-02-03", setting="intensief_klinisch").findings("P1") == []

    def test_a_review_of_long_ago_is_not(self) -> None:
        story = review(Story.opened("2024-01-01"), "2024-06-01").and_("admitted", "2025-02-03", setting="intensief_klinisch")
        assert story.findings("P1") == [("P1", "2025-02-03", None)]

    def test_a_review_afterwards_ends_the_finding(self) -> None:
        story = review(Story.opened().and_("admitted", "2025-02-03", setting="intensief_klinisch"), "2025-02-20")
        assert story.findings("P1") == [("P1", "2025-02-03", "2025-02-20")]

    def test_after_a_crisis_there_are_fourteen_days_to_review(self) -> None:
        crisis = Story.opened().and_("admitted", "2025-02-03", setting="intensief_klinisch", crisis=True)
        assert crisis.findings("P1") == [("P1", "2025-02-18", None)]
        assert review(crisis, "2025-02-17").findings("P1") == []

    def test_lighter_care_needs_no_review(self) -> None:
        assert Story.opened().and_("admitted", "2025-02-03", setting="leefhuis").findings("P1") == []

    def test_a_move_within_the_same_setting_needs_no_new_review(self) -> None:
        story = review(Story.opened("2024-01-01"), "2024-01-02").and_("admitted", "2024-01-03", setting="intensief_klinisch")
        assert story.and_("moved", "2025-05-03", setting="intensief_klinisch").findings("P1") == []


class TestHeard:
    def test_a_jeugdige_who_was_not_offered_to_take_part_is_found(self) -> None:
        assert review(Story.opened(), "2025-01-20", "not_offered").findings("P2") == [("P2", "2025-01-20", None)]

    @pytest.mark.parametrize("youth", ["present", "represented", "spoken_before", "declined"])
    def test_who_took_part_or_declined_was_heard(self, youth: str) -> None:
        assert review(Story.opened(), "2025-01-20", youth).findings("P2") == []

    def test_a_voice_recorded_afterwards_ends_the_finding(self) -> None:
        story = review(Story.opened(), "2025-01-20", "not_offered")
        story = story.and_("voice-recorded", "2025-01-27", about="review", form="conversation")
        assert story.findings("P2") == [("P2", "2025-01-20", "2025-01-27")]
