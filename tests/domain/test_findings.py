"""What every finding says, and L2, P1, P2: the length of titles, the review beforehand, the jeugdige's part in it."""

from datetime import date
from typing import Any

import pytest

from domain.rules import rules
from tests.domain.stories import Story, stopped


class TestFindings:
    """A rule with its source and the days on which it holds; findings in order."""

    def test_a_rule_holds_from_the_first_day_of_the_jeugdwet_unless_it_says_otherwise(self) -> None:
        since = {rule.id: rule.holds.since for rule in rules()}
        assert (since["L1"], since["L12"], since["L19"]) == (date(2015, 1, 1), date(2024, 1, 1), date(2022, 1, 1))
        assert {rule.holds.until for rule in rules()} == {None}

    def test_of_one_day_and_rule_they_stand_in_order_of_what_they_are_about(self) -> None:
        story = Story.opened()
        for title_id in ("Z", "A", "M"):
            term = {"valid_from": "2025-02-03", "valid_until": "2025-08-03"}
            story = story.and_("title-granted", "2025-02-03", kind="machtiging", title_id=title_id, **term)
        assert [finding.about for finding in story.case.findings if finding.rule == "L8"] == ["A", "M", "Z"]

    def test_each_names_its_own_article_or_that_of_its_rule(self) -> None:
        term = {"kind": "muhp", "valid_from": "2025-03-01", "valid_until": "2026-03-02"}
        story = Story.opened().and_("title-granted", "2025-03-01", **term, despite=["L2"])
        assert [finding.article for finding in story.case.findings if finding.rule == "L2"] == ["BW 1:265c(1)"]
        story = Story.opened().and_("admitted", "2025-02-03", setting="gesloten", despite=["L1"])
        assert [finding.article for finding in story.case.findings if finding.rule == "L1"] == ["Jeugdwet 6.1.2"]

    def test_only_what_it_adds_stops_a_recording(self) -> None:  # design: "a finding stops once"
        first = Story.opened().and_("admitted", "2025-02-03", setting="gesloten", despite=["L1"])
        assert stopped(first.when("note-added", "2025-02-10", text="Gesproken.")) == []
        assert [finding[0] for finding in stopped(Story.opened().when("admitted", "2025-02-03", setting="gesloten"))] == ["L1"]


class TestLengthOfTitles:
    """Jeugdwet 6.1.12(2): machtiging a year, spoed four weeks, conditional six months and then a year; BW 1:265c."""

    @pytest.mark.parametrize(
        ("kind", "valid_from", "valid_until", "too_long"),
        [
            ("machtiging", "2025-03-01", "2025-06-01", False),
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
            ("crisismaatregel", "2025-03-03", "2025-03-07", False),  # Wvggz 7:4: from Monday to the end of Thursday
            ("crisismaatregel", "2025-03-03", "2025-03-08", True),
            ("crisismaatregel", "2025-03-06", "2025-03-11", False),  # from Thursday: Sunday is moved to Monday
            ("crisismaatregel", "2025-03-06", "2025-03-12", True),
            ("crisismaatregel", "2025-04-17", "2025-04-23", False),  # from Maundy Thursday: Easter Day is moved to Tuesday
            ("crisismaatregel", "2025-04-17", "2025-04-24", True),
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

    @pytest.mark.parametrize("valid_until", ["2025-02-20", "2025-03-01"])
    def test_one_that_was_over_by_the_decision_is_found_on_its_day(self, valid_until: str) -> None:
        term = {"kind": "spoedmachtiging", "valid_from": "2025-01-02", "valid_until": valid_until}
        assert Story.opened("2025-01-02").and_("title-granted", "2025-03-01", **term, despite=["L2"]).findings("L2") == [
            ("L2", "2025-03-01", "2025-03-02")
        ]

    @pytest.mark.parametrize(
        ("kind", "on", "body", "over"),
        [
            (
                "title-granted",
                "2025-03-10",
                {"kind": "machtiging", "replaces": "T", "valid_from": "2025-03-12", "valid_until": "2025-09-12"},
                "2025-03-12",
            ),
            ("title-lapsed", "2025-03-14", {"title_id": "T", "ground": "gi"}, "2025-03-14"),
            ("annulled", "2025-03-16", {"target_version": 2, "by": "gerechtshof"}, "2025-03-16"),
            ("died", "2025-03-18", {}, "2025-03-18"),
            ("note-added", "2025-03-18", {"text": "Gesproken."}, "2025-04-01"),
        ],
    )
    def test_it_is_found_until_the_title_is_over(self, kind: str, on: str, body: dict[str, Any], over: str) -> None:
        term = {"kind": "spoedmachtiging", "valid_from": "2025-03-01", "valid_until": "2025-04-01"}
        story = Story.opened().and_("title-granted", "2025-03-01", title_id="T", **term, despite=["L2"])
        assert story.and_(kind, on, **body).findings("L2") == [("L2", "2025-03-01", over)]

    def test_one_that_nobody_executed_is_over_after_its_latest_start(self) -> None:
        data = {"starts": "on_execution", "duration_days": 29, "latest_start": "2025-03-08"}
        story = Story.opened().and_("title-granted", "2025-03-01", kind="spoedmachtiging", title_id="T", **data, despite=["L2"])
        assert story.findings("L2") == [("L2", "2025-03-01", "2025-03-09")]
        executed = story.and_("admitted", "2025-03-05", setting="gesloten", title_id="T")
        assert executed.findings("L2") == [("L2", "2025-03-01", "2025-04-03")]

    @pytest.mark.parametrize(
        ("kind", "valid_until", "too_long"),
        [
            ("voorwaardelijke_machtiging", "2026-03-01", False),
            ("voorwaardelijke_machtiging", "2026-03-02", True),
            ("zorgmachtiging", "2026-03-02", False),  # Wvggz 6:5(b); the first day is not counted (HR:2021:107)
            ("zorgmachtiging", "2026-03-03", True),
            ("machtiging", "2026-03-01", False),
            ("machtiging", "2026-03-02", True),
        ],
    )
    def test_a_prolonged_conditional_title_or_zorgmachtiging_may_last_a_year(self, kind: str, valid_until: str, too_long: bool) -> None:
        term = {"valid_from": "2025-03-01", "valid_until": valid_until}
        judgement = Story.opened().when("title-granted", "2025-03-01", kind=kind, prolongation=True, **term)
        assert [finding[:2] for finding in stopped(judgement)] == ([("L2", "2025-03-01")] if too_long else [])

    @pytest.mark.parametrize(("decided", "asked"), [("2019-12-31", False), ("2020-01-01", True)])
    def test_the_wvggz_holds_from_2020_on(self, decided: str, asked: bool) -> None:
        term = {"kind": "zorgmachtiging", "valid_from": decided, "valid_until": "2020-12-31"}
        assert ("L2" in {rule for rule, *_ in stopped(Story.opened("2019-01-10").when("title-granted", decided, **term))}) is asked

    def test_days_from_execution_are_counted_too(self) -> None:
        def days(count: int) -> list[tuple[str, str, str | None]]:
            data = {"starts": "on_execution", "duration_days": count, "latest_start": "2025-03-08"}
            return stopped(Story.opened().when("title-granted", "2025-03-01", kind="spoedmachtiging", **data))

        assert days(28) == []
        assert days(29) == [("L2", "2025-03-01", "2025-03-09")]


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

    @pytest.mark.parametrize(("held", "serves"), [("2024-08-04", False), ("2024-08-05", True), ("2025-02-03", True)])
    def test_it_serves_for_half_a_year_and_on_the_day_itself(self, held: str, serves: bool) -> None:
        story = review(Story.opened("2024-07-01"), held).and_("admitted", "2025-02-03", setting="intensief_klinisch")
        assert (story.findings("P1") == []) is serves

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

    @pytest.mark.parametrize(("kind", "found_from"), [("spoedmachtiging", "2025-02-18"), ("machtiging", "2025-02-03")])
    def test_so_there_are_under_a_title_for_spoed(self, kind: str, found_from: str) -> None:
        term = {"valid_from": "2025-02-03", "valid_until": "2025-03-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", kind=kind, title_id="T", **term)
        story = story.and_("admitted", "2025-02-03", setting="gesloten", title_id="T")
        assert story.findings("P1") == [("P1", found_from, None)]

    @pytest.mark.parametrize(("urgency", "found_from"), [("spoed", "2025-02-18"), ("crisis", "2025-02-18"), ("regulier", "2025-02-03")])
    def test_and_on_a_referral_that_asked_for_it(self, urgency: str, found_from: str) -> None:
        body = {"referrer": "gi", "requested_setting": "intensief_klinisch", "urgency": urgency}
        story = Story.opened().and_("referral-received", "2025-02-01", **body)
        assert story.and_("admitted", "2025-02-03", setting="intensief_klinisch").findings("P1") == [("P1", found_from, None)]

    @pytest.mark.parametrize(("received", "spoed"), [("2025-01-20", True), ("2025-01-19", False)])
    def test_but_not_on_one_that_could_have_been_reviewed_before(self, received: str, spoed: bool) -> None:
        body = {"referrer": "gi", "requested_setting": "intensief_klinisch", "urgency": "spoed"}
        story = Story.opened().and_("referral-received", received, **body).and_("admitted", "2025-02-03", setting="intensief_klinisch")
        assert story.findings("P1")[-1] == ("P1", "2025-02-18" if spoed else "2025-02-03", None)

    def test_nor_on_one_that_was_withdrawn_or_asked_for_lighter_care(self) -> None:
        body = {"referrer": "gi", "requested_setting": "intensief_klinisch", "urgency": "spoed"}
        withdrawn = Story.opened().and_("referral-received", "2025-02-01", **body).and_("referral-withdrawn", "2025-02-02")
        lighter = Story.opened().and_("referral-received", "2025-02-01", **body | {"requested_setting": "leefhuis"})
        for story in (withdrawn, lighter):
            assert story.and_("admitted", "2025-02-03", setting="intensief_klinisch").findings("P1") == [("P1", "2025-02-03", None)]

    def test_lighter_care_needs_no_review(self) -> None:
        assert Story.opened().and_("admitted", "2025-02-03", setting="leefhuis").findings("P1") == []

    def test_heavy_care_after_lighter_care_needs_one(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis")
        assert story.and_("stepped-up", "2025-03-03", setting="intensief_klinisch").findings("P1") == [("P1", "2025-03-03", None)]

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

    @pytest.mark.parametrize(
        ("on", "about", "form", "found"),
        [
            pytest.param("2025-01-20", "review", "conversation", [], id="on the day of the review"),
            pytest.param("2025-01-27", "review", "own_words", [("P2", "2025-01-20", "2025-01-27")], id="in his own words"),
            pytest.param("2025-01-15", "review", "conversation", [("P2", "2025-01-20", None)], id="before it"),
            pytest.param("2025-01-27", "review", "declined", [("P2", "2025-01-20", None)], id="declined"),
            pytest.param("2025-01-27", "move", "conversation", [("P2", "2025-01-20", None)], id="about something else"),
        ],
    )
    def test_what_he_says_of_the_review_from_then_on_does(
        self, on: str, about: str, form: str, found: list[tuple[str, str, str | None]]
    ) -> None:
        story = review(Story.opened(), "2025-01-20", "not_offered").and_("voice-recorded", on, about=about, form=form)
        assert story.findings("P2") == found
