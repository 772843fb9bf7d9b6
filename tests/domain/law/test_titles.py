"""Titles in the law: admission on a condition (L9), suspension (L10), and when a title runs out. Worked cases, each with its article."""

from datetime import date

import pytest

from domain.deadlines import Deadline, deadlines
from tests.domain.law.titles_told import (
    NOT_UNDER_TEST,
    closed,
    conditional,
    covered,
    due,
    found,
    granted,
    left,
    met,
    opened,
    placed,
    statement,
    status,
)
from tests.domain.stories import Story, refused, stopped


def of_kind(story: Story, kind: str) -> Deadline:
    (deadline,) = (each for each in deadlines(story.trajectory) if each.kind == kind)
    return deadline


class TestConditionalAdmission:
    """L9: Jeugdwet 6.1.4(5), 6.1.6(4) and (6)."""

    def test_told_checked_and_copied_in_time_nothing_is_found(self) -> None:
        assert found(conditional(told=True), "L9") == []

    def test_a_decision_with_nothing_beside_it_is_recorded(self) -> None:
        story = conditional(decided=None)
        judgement = story.when("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")
        assert stopped(judgement) == []

    @pytest.mark.parametrize("name", ["A. Bruin", "C. Wit"])
    def test_by_another_than_the_plan_names_it_is_stopped(self, name: str) -> None:  # 6.1.4(5); RBLIM:2023:3929
        story = conditional(decided=None)
        judgement = story.when("conditional-admission-decided", "2025-03-03", title_id="T", decided_by=name)
        assert stopped(judgement) == [("L9", "2025-03-03", "2025-08-01")]
        story = conditional(told=True, decided_by=name)
        assert found(story, "L9") == [("2025-03-03", "2025-08-01")]

    @pytest.mark.parametrize("name", ["b. zwart", " B.  Zwart ", "B. ZWART"])
    def test_capitals_and_spaces_make_nobody_another(self, name: str) -> None:
        assert found(conditional(told=True, decided_by=name), "L9") == []

    def test_the_court_annuls_it_and_the_title_revives(self) -> None:  # RBLIM:2023:3929
        story = conditional(told=True, decided_by="C. Wit")
        story = story.and_("annulled", "2025-03-20", target_version=3, by="kinderrechter", revives_title_id="T", despite=NOT_UNDER_TEST)
        assert found(story, "L9") == [("2025-03-03", "2025-03-20")]
        assert covered(story) == [("2025-03-03", "2025-03-20", "T")]
        assert story.trajectory.title("T").status_on(date(2025, 4, 1)) == "running"
        assert story.trajectory.stays[0].until == date(2025, 3, 20)
        assert found(story, "L1") == []

    def test_where_nobody_is_named_that_is_found_when_the_paper_is_missed(self) -> None:
        story = conditional(admitter=None, told=True)
        assert found(story, "L9") == [("2025-03-18", "2025-08-01")]
        assert found(story, "L9", "3-admitter") == [("2025-03-18", "2025-08-01")]

    def test_what_is_not_recorded_is_a_signal(self) -> None:  # ADR 0008
        missing = conditional(admitter=None).case.findings
        assert {(each.about, each.absence) for each in missing if each.rule == "L9"} == {
            ("3-admitter", True),
            ("3-state", True),
            ("3-notice", True),
            ("3-copies", True),
        }

    def test_the_state_was_not_checked(self) -> None:  # 6.1.6(4)
        story = conditional(told=True, state_checked_on=None)
        assert found(story, "L9") == found(story, "L9", "3-state") == [("2025-03-18", "2025-08-01")]

    @pytest.mark.parametrize(
        ("checked", "expected"), [("2025-03-01", []), ("2025-03-03", []), ("2025-03-04", [("2025-03-03", "2025-08-01")])]
    )
    def test_the_state_is_checked_before_the_admission(self, checked: str, expected: list[object]) -> None:  # 6.1.6(4)
        assert found(conditional(told=True, state_checked_on=checked), "L9") == expected

    def test_checked_after_the_decision_and_before_the_admission_is_in_time(self) -> None:  # 6.1.6(4): "voorafgaand aan de opneming"
        story = conditional(decided=None).and_(
            "conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart", state_checked_on="2025-03-05"
        )
        assert found(story, "L9", "3-state") == []
        assert found(closed(story, "2025-03-05"), "L9", "3-state") == []
        assert found(closed(story, "2025-03-04"), "L9", "3-state") == [("2025-03-04", "2025-08-01")]

    def test_four_days_for_the_notice(self) -> None:  # 6.1.6(6): Monday 3 March, due Friday 7 March
        deadline = of_kind(conditional(), "conditional-notice")
        assert (deadline.about, deadline.since, deadline.due_on, deadline.breach_from) == (
            "T",
            date(2025, 3, 3),
            date(2025, 3, 7),
            date(2025, 3, 8),
        )
        assert deadline.alerts == (date(2025, 3, 4), date(2025, 3, 6), date(2025, 3, 7))
        assert deadline.open_until == date(2025, 8, 1)

    @pytest.mark.parametrize(
        ("decided", "last"),
        [
            ("2025-03-04", "2025-03-10"),  # Saturday moves to Monday
            ("2025-04-17", "2025-04-23"),  # Maundy Thursday: Good Friday and Easter leave no two working days before Wednesday
            ("2025-12-23", "2025-12-29"),  # 27 December is a Saturday
        ],
    )
    def test_its_last_day_moves_off_weekends_and_holidays(self, decided: str, last: str) -> None:  # Algemene termijnenwet 1 and 2
        assert of_kind(conditional(until="2026-01-31", decided=decided), "conditional-notice").due_on.isoformat() == last

    @pytest.mark.parametrize(
        ("told_on", "expected"),
        [
            ("2025-03-07", []),
            ("2025-03-08", [("2025-03-08", "2025-03-09")]),  # on the fifth day: late, if only by a day
            ("2025-03-10", [("2025-03-08", "2025-03-10")]),
        ],
    )
    def test_a_late_notice_is_found_until_it_came(self, told_on: str, expected: list[object]) -> None:  # 6.1.6(6)
        story = conditional(told=True, notice_to_youth_on=told_on)
        assert found(story, "L9") == expected
        assert met(story, "conditional-notice") == [(told_on, 3)]

    def test_an_admission_is_upheld_despite_a_late_notice(self) -> None:  # GHSHE:2017:1983: a finding, never a verdict
        story = conditional(told=True, notice_to_youth_on=None).and_("admission-notified", "2025-03-20", to=["jeugdige"], title_id="T")
        assert found(story, "L9") == [("2025-03-08", "2025-03-20")]
        assert covered(story)[0] == ("2025-03-03", "2025-08-01", "T")
        assert met(story, "conditional-notice") == [("2025-03-20", 5)]

    def test_a_notice_that_names_no_title_is_about_the_one_that_counts(self) -> None:
        story = conditional(told=True, notice_to_youth_on=None).and_("admission-notified", "2025-03-05", to=["jeugdige"])
        assert found(story, "L9") == []

    def test_the_first_notice_counts(self) -> None:
        story = conditional(told=True, notice_to_youth_on="2025-03-05").and_("admission-notified", "2025-03-20", to=["jeugdige"])
        assert met(story, "conditional-notice") == [("2025-03-05", 3)]

    def test_of_two_decisions_on_one_title_each_has_its_own_notice(self) -> None:  # 6.1.6(6)
        again = {"title_id": "T", "decided_by": "M. de Bruin", "despite": NOT_UNDER_TEST}
        story = conditional(told=True, notice_to_youth_on=None).and_("conditional-admission-decided", "2025-03-03", **again)
        assert found(story, "L9", "3-notice") == found(story, "L9", "5-notice") == [("2025-03-08", "2025-08-01")]

    def test_no_notice_was_properly_given_and_the_admission_is_annulled(self) -> None:  # RBLIM:2021:5625
        story = conditional().and_(
            "annulled", "2025-03-20", target_version=3, by="kinderrechter", revives_title_id="T", despite=NOT_UNDER_TEST
        )
        assert found(story, "L9", "3-notice") == [("2025-03-08", "2025-03-20")]
        assert found(story, "L9", "3-copies") == [("2025-03-18", "2025-03-20")]
        assert due(story, "conditional-notice") == [("2025-03-03", "2025-03-07", "2025-03-20")]
        assert story.trajectory.title("T").status_on(date(2025, 3, 21)) == "running"

    def test_three_copies(self) -> None:  # 6.1.6(6)
        two = {"requester": "2025-03-04", "lawyer": "2025-03-05"}
        story = conditional(told=True, copies_sent=two)
        assert found(story, "L9") == found(story, "L9", "3-copies") == [("2025-03-18", "2025-08-01")]
        assert found(story.and_("admission-notified", "2025-03-17", to=["registrar"], title_id="T"), "L9") == []
        assert found(story.and_("admission-notified", "2025-03-20", to=["registrar"], title_id="T"), "L9") == [("2025-03-18", "2025-03-20")]

    def test_other_notices_are_no_copies(self) -> None:  # 6.1.13(2)
        story = conditional(told=True, copies_sent=None).and_("admission-notified", "2025-03-04", to=["authority", "college"], title_id="T")
        assert found(story, "L9", "3-copies") == [("2025-03-18", "2025-08-01")]

    def test_after_half_a_year_the_admission_is_over(self) -> None:  # 6.1.6(5)
        assert found(conditional(until="2026-02-01"), "L9", "3-copies") == [("2025-03-18", "2025-09-03")]

    def test_nothing_is_asked_after_death(self) -> None:
        story = conditional().and_("died", "2025-03-12")
        assert found(story, "L9") == [("2025-03-08", "2025-03-12")]
        assert due(story, "conditional-notice") == [("2025-03-03", "2025-03-07", "2025-03-12")]

    def test_who_was_told_names_a_title_that_is_there(self) -> None:  # I-order
        assert refused(opened().when("admission-notified", "2025-03-05", to=["jeugdige"], title_id="X")) == {"I-order"}
        assert refused(conditional().when("admission-notified", "2025-03-05", to=["jeugdige"], title_id="T")) == set()


class TestSuspension:
    """L10: Jeugdwet 6.1.12(4) to (6)."""

    def lapsed(self, ground: str = "gi") -> Story:
        return left(self.inside(), "2025-04-01").and_("title-lapsed", "2025-04-01", title_id="T", ground=ground)

    def test_that_the_raad_knows_of_a_lapse_by_the_gi_is_missed_like_a_paper(self) -> None:  # 6.1.12(4) and (6)
        assert found(self.lapsed(), "L10") == [("2025-04-16", str(self.lapsed().trajectory.turns(18)))]
        for ground in ("not_executed", "consent", "term", "decided"):
            assert found(self.lapsed(ground), "L10") == []

    @pytest.mark.parametrize(("told_on", "expected"), [("2025-04-16", []), ("2025-04-18", [("2025-04-16", "2025-04-18")])])
    def test_telling_the_raad_ends_it(self, told_on: str, expected: list[object]) -> None:  # 6.1.12(6)
        assert found(self.lapsed().and_("lapse-notified", told_on, title_id="T"), "L10") == expected

    def test_only_of_what_lapsed_can_it_be_told(self) -> None:
        assert refused(self.inside().when("lapse-notified", "2025-04-02", title_id="T")) == {"I-order"}
        assert refused(self.lapsed().when("lapse-notified", "2025-03-31", title_id="T")) == {"I-order"}
        assert refused(self.lapsed().when("lapse-notified", "2025-04-01", title_id="other")) == {"I-order"}
        assert refused(self.lapsed("not_executed").when("lapse-notified", "2025-04-01", title_id="T")) == set()

    def inside(self) -> Story:
        return closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), "2025-02-03")

    def suspended(self, story: Story | None = None, on: str = "2025-04-01") -> Story:
        """He goes home on trial, and the machtiging is suspended that day."""
        return left(story or self.inside(), on).and_("title-suspended", on, title_id="T", despite=NOT_UNDER_TEST)

    def told(self, story: Story, on: str, *to: str) -> Story:
        return story.and_("suspension-notified", on, title_id="T", to=to or ["raad", "college"])

    def test_consented_to_and_told_nothing_is_found(self) -> None:
        story = self.told(self.suspended(statement(self.inside(), "2025-04-01", "schorsing", title_id="T")), "2025-04-02")
        assert found(story, "L10") == []

    def test_without_anything_it_is_recorded_and_found_when_the_paper_is_missed(self) -> None:
        story = left(self.inside(), "2025-04-01")
        assert "L10" not in {rule for rule, *_ in stopped(story.when("title-suspended", "2025-04-01", title_id="T"))}
        assert found(self.suspended(), "L10") == [("2025-04-16", "2025-08-03"), ("2025-04-16", "2025-08-03")]

    def test_against_the_scientist_it_is_stopped(self) -> None:  # 6.1.12(5), third sentence
        story = left(statement(self.inside(), "2025-03-30", "schorsing", "refused", title_id="T"), "2025-04-01")
        assert ("L10", "2025-04-01", "2025-08-03") in stopped(story.when("title-suspended", "2025-04-01", title_id="T"))

    def test_the_last_word_before_it_counts(self) -> None:
        story = statement(statement(self.inside(), "2025-03-20", "schorsing", "refused"), "2025-03-30", "schorsing")
        assert found(self.suspended(story), "L10", "7-consent") == []
        story = statement(statement(self.inside(), "2025-03-20", "schorsing"), "2025-03-30", "schorsing", "refused")
        assert found(self.suspended(story), "L10", "7-consent") == [("2025-04-01", "2025-08-03")]

    @pytest.mark.parametrize(("consented", "impossible"), [("2025-03-20", "2025-03-30"), ("2025-04-01", "2025-04-01")])
    def test_also_where_the_last_could_not_examine_him(self, consented: str, impossible: str) -> None:  # 6.1.12(5)
        story = statement(statement(self.inside(), consented, "schorsing"), impossible, "schorsing", "exam_impossible")
        assert found(self.suspended(story), "L10", "7-consent") == [("2025-04-16", "2025-08-03")]

    @pytest.mark.parametrize(("given_on", "counts"), [("2025-03-04", True), ("2025-03-03", False), ("2025-04-01", True)])
    def test_a_statement_without_name_counts_for_four_weeks(self, given_on: str, counts: bool) -> None:  # a parameter
        story = self.suspended(statement(self.inside(), given_on, "schorsing"))
        assert (found(story, "L10", "6-consent") == []) is counts

    @pytest.mark.parametrize(
        "data",
        [{"for_": "verlof"}, {"for_": "plan"}, {"for_": "schorsing", "title_id": "X"}, {"for_": "schorsing", "outcome": "exam_impossible"}],
    )
    def test_a_statement_about_something_else_does_not(self, data: dict[str, str]) -> None:
        assert found(self.suspended(statement(self.inside(), "2025-03-30", **data)), "L10", "6-consent") == [("2025-04-16", "2025-08-03")]

    def test_consent_that_follows_mends_it(self) -> None:
        story = statement(self.suspended(), "2025-04-20", "schorsing", title_id="T")
        assert found(story, "L10", "5-consent") == [("2025-04-16", "2025-04-20")]

    @pytest.mark.parametrize("outcome", ["refused", "exam_impossible"])
    def test_another_word_that_follows_does_not(self, outcome: str) -> None:  # 6.1.12(5)
        story = statement(self.suspended(), "2025-04-20", "schorsing", outcome, title_id="T")
        assert found(story, "L10", "5-consent") == [("2025-04-16", "2025-08-03")]

    def test_each_suspension_needs_its_own(self) -> None:  # 6.1.12(5)
        story = self.suspended(statement(self.inside(), "2025-04-01", "schorsing", title_id="T"))
        story = closed(story.and_("suspension-withdrawn", "2025-04-10", title_id="T"), "2025-04-10", "S2")
        story = self.suspended(story, "2025-04-20")
        assert found(story, "L10", "6-consent") == []
        assert found(story, "L10", "10-consent") == [("2025-05-05", "2025-08-03")]

    def twice(self, story: Story) -> Story:
        """Suspended from 1 to 22 April, and again from 1 May."""
        story = self.suspended(story).and_("suspension-withdrawn", "2025-04-22", title_id="T")
        return self.suspended(closed(story, "2025-04-22", "S2"), "2025-05-01")

    def test_a_statement_serves_the_first_after_it(self) -> None:  # 6.1.12(5)
        story = self.twice(statement(self.inside(), "2025-03-30", "schorsing", title_id="T"))
        assert found(story, "L10", "6-consent") == []
        assert found(story, "L10", "10-consent") == [("2025-05-16", "2025-08-03")]

    def test_one_given_between_serves_the_second(self) -> None:  # 6.1.12(5)
        story = statement(self.twice(self.inside()), "2025-04-25", "schorsing", title_id="T")
        assert found(story, "L10", "9-consent") == []

    def test_what_is_not_recorded_is_a_signal_and_a_refusal_is_more(self) -> None:  # ADR 0008
        missing = self.twice(self.inside()).case.findings
        assert {(each.about, each.absence) for each in missing if each.rule == "L10"} == {
            ("5-consent", True),
            ("5-notice", True),
            ("5-withdrawal", True),
            ("9-consent", True),
            ("9-notice", True),
        }
        refusing = self.suspended(statement(self.inside(), "2025-03-30", "schorsing", "refused"))
        assert [each.absence for each in refusing.case.findings if each.about == "6-consent"] == [False]

    @pytest.mark.parametrize("one", ["raad", "college"])
    def test_both_are_told(self, one: str) -> None:  # 6.1.12(6)
        story = self.told(self.suspended(), "2025-04-02", one)
        assert found(story, "L10", "5-notice") == [("2025-04-16", "2025-08-03")]
        other = "college" if one == "raad" else "raad"
        assert found(self.told(story, "2025-04-15", other), "L10", "5-notice") == []
        assert found(self.told(story, "2025-04-20", other), "L10", "5-notice") == [("2025-04-16", "2025-04-20")]

    def test_of_its_withdrawal_too(self) -> None:  # 6.1.12(6)
        story = self.told(self.suspended(), "2025-04-02").and_("suspension-withdrawn", "2025-04-10", title_id="T")
        assert found(story, "L10", "5-withdrawal") == [("2025-04-25", "2025-08-03")]
        assert found(self.told(story, "2025-04-10"), "L10", "5-withdrawal") == []
        assert found(self.told(story, "2025-05-01"), "L10", "5-withdrawal") == [("2025-04-25", "2025-05-01")]

    def test_a_suspension_that_is_withdrawn_needs_no_more_consent(self) -> None:
        story = self.suspended().and_("suspension-withdrawn", "2025-04-20", title_id="T")
        assert found(story, "L10", "5-consent") == [("2025-04-16", "2025-04-20")]

    def test_of_a_suspension_that_was_annulled_no_withdrawal_is_told(self) -> None:  # 6.1.12(5)
        story = self.told(self.suspended(), "2025-04-02").and_(
            "annulled", "2025-04-10", target_version=5, by="kinderrechter", despite=NOT_UNDER_TEST
        )
        assert found(story, "L10", "5-withdrawal") == []

    def test_who_is_told_of_a_suspension_that_is_there(self) -> None:  # I-order
        told = {"title_id": "T", "to": ["raad"]}
        assert refused(self.inside().when("suspension-notified", "2025-04-02", **told)) == {"I-order"}
        assert refused(opened().when("suspension-notified", "2025-04-02", **told)) == {"I-order"}
        assert refused(self.suspended().when("suspension-notified", "2025-04-02", **told)) == set()

    def test_nothing_is_asked_after_death(self) -> None:
        assert found(self.suspended().and_("died", "2025-04-20"), "L10", "5-notice") == [("2025-04-16", "2025-04-20")]


class TestExpiry:
    """Jeugdwet 6.1.12(2); BW 1:265c; Wvggz 6:5: the end of a title, never moved (Algemene termijnenwet 4(c))."""

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging", "voorwaardelijke_machtiging", "muhp", "zorgmachtiging", "wzd"])
    def test_whatever_its_kind_it_is_one_sort_of_deadline(self, kind: str) -> None:
        deadline = of_kind(closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03", kind=kind), "2025-02-03"), "title-expiry")
        assert (deadline.due_on, deadline.breach_from, deadline.last_night) == (date(2025, 8, 3), date(2025, 8, 3), date(2025, 8, 2))
        assert (deadline.since, deadline.open_until) == (date(2025, 2, 1), date(2025, 8, 3))

    def test_the_court_writes_to_the_day_and_the_night_before_is_the_last(self) -> None:  # GHSHE:2021:1382: 28 January to 28 January
        story = closed(granted(opened(), "2021-01-28", "2021-01-28", "2022-01-28"), "2021-01-28")
        assert of_kind(story, "title-expiry").last_night == date(2022, 1, 27)
        assert found(story, "L2") == []
        assert found(story, "L1") == [("2022-01-28", None)]

    def test_days_from_execution_are_reckoned_from_the_last_day_on_which_it_can_begin_until_it_does(self) -> None:  # 6.1.12(2)
        data = {"starts": "on_execution", "duration_days": 366, "latest_start": "2024-03-10"}
        story = opened().and_("title-granted", "2024-02-20", kind="machtiging", title_id="T", **data, despite=["L2"])
        assert found(story, "L2") == [("2024-02-20", "2024-03-11")]
        assert found(closed(story, "2024-02-25"), "L2") == []  # 29 February is one of its days

    def test_on_appeal_the_term_is_shortened(self) -> None:  # GHSHE:2021:1382: upheld for nine months, to 28 October 2021
        story = closed(granted(opened(), "2021-01-28", "2021-01-28", "2022-01-28"), "2021-01-28")
        story = story.and_("annulled", "2021-05-06", target_version=2, by="gerechtshof", effective_on="2021-10-28", despite=NOT_UNDER_TEST)
        assert covered(story) == [("2021-01-28", "2021-10-28", "T")]
        assert of_kind(story, "title-expiry").due_on == date(2021, 10, 28)

    def test_a_decision_is_annulled_in_part_from_two_weeks_after_the_ruling(self) -> None:  # GHARL:2022:2464: 30 March 2022
        story = closed(granted(opened(), "2022-01-10", "2022-01-10", "2022-07-10"), "2022-01-10")
        story = story.and_("annulled", "2022-03-30", target_version=2, by="gerechtshof", effective_on="2022-04-13", despite=NOT_UNDER_TEST)
        assert covered(story) == [("2022-01-10", "2022-04-13", "T")]
        assert story.trajectory.stays[0].until == date(2022, 4, 13)
        assert found(story, "L1") == []

    def test_a_zorgmachtiging_runs_to_the_end_of_the_day_of_the_same_number(self) -> None:  # HR:2021:107; "tot en met", HR:2023:1279
        kind = "zorgmachtiging"
        assert found(granted(opened(), "2025-02-03", "2025-02-03", "2025-08-04", kind=kind), "L2") == []
        assert found(granted(opened(), "2025-02-03", "2025-02-03", "2025-08-05", kind=kind), "L2") == [("2025-02-03", "2025-08-05")]
        story = granted(opened(), "2025-02-03", "2025-02-03", "2025-08-04", kind=kind)
        assert of_kind(story, "title-expiry").last_night == date(2025, 8, 3)

    def test_it_warns_ten_weeks_before_and_on(self) -> None:  # 8c
        story = closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), "2025-02-03")
        alerts = [day.isoformat() for day in of_kind(story, "title-expiry").alerts]
        assert alerts == ["2025-05-25", "2025-06-08", "2025-06-22", "2025-07-06", "2025-07-27", "2025-08-02", "2025-08-03"]

    def test_a_title_that_lapses_is_asked_for_no_longer(self) -> None:  # 6.1.12(3)
        story = granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03")
        assert due(story, "title-expiry") == [("2025-02-01", "2025-08-03", "2025-05-03")]

    def test_nor_is_the_title_of_who_died(self) -> None:
        story = closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), "2025-02-03").and_("died", "2025-03-01")
        assert due(story, "title-expiry") == [("2025-02-01", "2025-08-03", "2025-03-01")]

    @pytest.mark.parametrize(
        ("kind", "follower", "meets"),
        [
            ("machtiging", "machtiging", True),
            ("machtiging", "spoedmachtiging", True),
            ("machtiging", "zorgmachtiging", True),
            ("machtiging", "voorwaardelijke_machtiging", False),  # covers no night before a decision (6.1.6)
            ("machtiging", "muhp", False),  # BW 1:265b
            ("spoedmachtiging", "machtiging", True),
            ("muhp", "muhp", True),
            ("muhp", "machtiging", True),  # BW 1:265b(3)
            ("muhp", "voorwaardelijke_machtiging", False),
            ("voorwaardelijke_machtiging", "voorwaardelijke_machtiging", True),
            ("voorwaardelijke_machtiging", "machtiging", True),
            ("voorwaardelijke_machtiging", "muhp", False),
            ("zorgmachtiging", "machtiging", True),
        ],
    )
    def test_a_title_that_covers_as_much_from_that_day_meets_it(self, kind: str, follower: str, meets: bool) -> None:
        story = placed(opened(), "2025-02-03") if kind == "muhp" else closed(opened(), "2025-02-03")
        story = granted(story, "2025-02-03", "2025-02-03", "2025-05-03", kind=kind)
        story = granted(story, "2025-04-28", "2025-05-03", "2025-05-30", "T2", follower)
        assert [each for each in met(story, "title-expiry") if each[0]] == ([("2025-04-28", 4)] if meets else [])

    @pytest.mark.parametrize(("since", "meets"), [("2025-05-02", True), ("2025-05-03", True), ("2025-05-04", False)])
    def test_a_gap_of_one_night_is_a_gap(self, since: str, meets: bool) -> None:
        story = closed(granted(opened(), "2025-02-03", "2025-02-03", "2025-05-03"), "2025-02-03")
        story = granted(story, "2025-04-28", since, "2025-07-03", "T2")
        assert (("2025-04-28", 4) in met(story, "title-expiry")) is meets

    def test_a_conditional_title_on_which_he_was_admitted_needs_one_that_covers_closed_nights(self) -> None:  # 6.1.6(5)
        story = granted(conditional(until="2025-08-01"), "2025-07-20", "2025-08-01", "2025-11-01", "T2", "voorwaardelijke_machtiging")
        assert met(story, "title-expiry")[0] == (None, None)
        story = granted(conditional(until="2025-08-01"), "2025-07-20", "2025-08-01", "2025-10-01", "T2")
        assert met(story, "title-expiry")[0] == ("2025-07-20", 5)

    def test_a_suspended_title_takes_nothing_over(self) -> None:  # 6.1.12(5)
        story = closed(granted(opened(), "2025-02-03", "2025-02-03", "2025-05-03"), "2025-02-03")
        story = granted(story, "2025-04-28", "2025-05-01", "2025-07-03", "T2")
        story = story.and_("title-suspended", "2025-05-02", title_id="T2", despite=NOT_UNDER_TEST)
        assert met(story, "title-expiry")[0] == (None, None)

    def test_a_prolongation_takes_over_and_runs_out_itself(self) -> None:  # 6.1.12(2)
        story = closed(granted(opened(), "2025-02-03", "2025-02-03", "2025-08-03"), "2025-02-03")
        story = granted(story, "2025-07-28", "2025-08-03", "2026-02-03", "T2", prolongs="T")
        assert due(story, "title-expiry") == [
            ("2025-02-03", "2025-08-03", "2025-07-28"),
            ("2025-07-28", "2026-02-03", "2026-02-03"),
        ]
        assert covered(story) == [("2025-02-03", "2025-08-03", "T"), ("2025-08-03", "2026-02-03", "T2"), ("2026-02-03", None, None)]

    def test_the_end_is_known_from_the_decision_on_before_it_begins(self) -> None:  # 6.1.12(2)
        story = granted(opened(), "2025-02-01", "2025-03-01", "2025-09-01")
        assert of_kind(story, "title-expiry").status_on(date(2025, 1, 31)) == "to come"
        assert of_kind(story, "title-expiry").status_on(date(2025, 2, 1)) == "open"

    def test_of_a_title_with_effect_in_the_past_too(self) -> None:
        assert of_kind(granted(opened(), "2025-02-05", "2025-02-01", "2025-04-01"), "title-expiry").since == date(2025, 2, 5)

    def test_of_one_that_starts_on_execution_from_then_on(self) -> None:  # RBLIM:2021:5353
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-10"}
        story = opened().and_("title-granted", "2025-02-03", kind="machtiging", title_id="T", **data)
        assert due(story, "title-expiry") == []
        assert due(closed(story, "2025-03-01"), "title-expiry") == [("2025-03-01", "2025-05-30", "2025-05-30")]

    def test_of_one_that_a_court_let_run_again_from_that_day(self) -> None:
        story = granted(
            closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), "2025-02-03"),
            "2025-03-10",
            "2025-03-10",
            "2025-09-10",
            "M",
            replaces="T",
        )
        story = story.and_("annulled", "2025-04-01", target_version=4, by="gerechtshof", revives_title_id="T", despite=NOT_UNDER_TEST)
        assert due(story, "title-expiry", "T") == [("2025-02-01", "2025-03-10", "2025-03-10"), ("2025-04-01", "2025-08-03", "2025-08-03")]


class TestNotProlonged:
    """RBLIM:2022:6743: after fifteen months inside and leave that went well, closed care is refused on 18 July 2022, and he goes home.

    The judgment gives the day and the fifteen months; the days of the titles, of the request and of the leave are made up.
    """

    def before_the_court(self) -> Story:
        """Inside since 18 April 2021 under a machtiging and its prolongation; the GI asks for another, and leave at home goes well."""
        story = closed(granted(opened(), "2021-04-18", "2021-04-18", "2022-04-18", civil_basis="ots"), "2021-04-18")
        story = granted(story, "2022-04-11", "2022-04-18", "2022-07-25", "T2", prolongs="T", civil_basis="ots")
        for gone, back in (("2022-06-10", "2022-06-12"), ("2022-06-24", "2022-06-26")):
            story = story.and_("leave-granted", gone, until=back).and_("returned", back)
        story = statement(story, "2022-06-28", examined_on="2022-06-27")
        return story.and_("title-requested", "2022-07-04", kind="machtiging", filed_by="gi", prolongs="T2")

    def refused(self) -> Story:
        return self.before_the_court().and_("title-refused", "2022-07-18", kind="machtiging")

    def test_the_court_decides_within_three_weeks_and_a_refusal_is_a_decision(self) -> None:  # 6.1.8(6)
        assert due(self.before_the_court(), "court-decision") == [("2022-07-04", "2022-07-25", None)]
        assert met(self.refused(), "court-decision") == [("2022-07-18", 11)]

    def test_leave_at_home_is_no_end_of_the_stay_nor_of_its_cover(self) -> None:  # 6.4.1
        assert covered(self.before_the_court()) == [
            ("2021-04-18", "2022-04-18", "T"),
            ("2022-04-18", "2022-07-25", "T2"),
            ("2022-07-25", None, None),
        ]

    def test_a_refusal_leaves_the_title_that_runs_to_its_own_end_and_no_further(self) -> None:  # 6.1.12(2)
        assert [status(self.refused(), "T2", day) for day in ("2022-07-18", "2022-07-24", "2022-07-25")] == [
            "running",
            "running",
            "expired",
        ]
        assert found(self.refused(), "L1") == [("2022-07-25", None)]

    def test_nobody_takes_over_and_the_last_night_is_told(self) -> None:
        deadline = next(each for each in deadlines(self.refused().trajectory) if each.kind == "title-expiry" and each.about == "T2")
        assert (deadline.due_on, deadline.last_night, deadline.met_on) == (date(2022, 7, 25), date(2022, 7, 24), None)

    def test_he_goes_home_with_help_and_no_night_is_without_title(self) -> None:
        home = self.refused().and_("stepped-down", "2022-07-20", setting="ambulant")
        assert covered(home) == [("2021-04-18", "2022-04-18", "T"), ("2022-04-18", "2022-07-20", "T2")]
        assert found(home, "L1") == found(home, "L7", "10") == []
        assert home.trajectory.open_stays_on(date(2022, 7, 20)) == []


class TestAdmissionExpiry:
    """Jeugdwet 6.1.6(5): an admission on a conditional title ends six months after the decision, or with the title if that is sooner."""

    def test_six_months_that_end_before_the_title_are_a_deadline_of_their_own(self) -> None:
        admission, title = (each for each in deadlines(conditional(until="2026-02-01").trajectory) if each.kind == "title-expiry")
        assert (admission.about, admission.since, admission.due_on, admission.breach_from) == (
            "T",
            date(2025, 3, 3),
            date(2025, 9, 3),
            date(2025, 9, 3),
        )
        assert (admission.last_night, admission.open_until, admission.article) == (date(2025, 9, 2), date(2025, 9, 3), "Jeugdwet 6.1.6(5)")
        assert admission.alerts[0] == date(2025, 6, 25)  # ten weeks
        assert (title.due_on, title.article) == (date(2026, 2, 1), "Jeugdwet 6.1.12(2)")

    @pytest.mark.parametrize(
        ("until", "ends"), [("2025-09-02", ["2025-09-02"]), ("2025-09-03", ["2025-09-03"]), ("2025-09-04", ["2025-09-03", "2025-09-04"])]
    )
    def test_where_the_title_ends_first_there_is_one(self, until: str, ends: list[str]) -> None:
        assert [each[1] for each in due(conditional(until=until), "title-expiry")] == ends

    def test_before_a_decision_there_is_none(self) -> None:
        assert [each[1] for each in due(conditional(until="2026-02-01", decided=None), "title-expiry")] == ["2026-02-01"]

    def test_a_machtiging_that_covers_the_night_meets_it_another_condition_does_not(self) -> None:
        story = conditional(until="2026-02-01")
        taken_over = granted(story, "2025-08-25", "2025-09-03", "2026-03-03", "M")
        assert met(taken_over, "title-expiry")[0] == ("2025-08-25", 5)
        conditioned = granted(story, "2025-08-25", "2025-09-03", "2026-03-03", "M", "voorwaardelijke_machtiging")
        assert met(conditioned, "title-expiry")[0] == (None, None)

    def test_an_admission_that_was_annulled_is_asked_for_no_longer(self) -> None:  # RBLIM:2021:5625
        story = conditional(until="2026-02-01").and_(
            "annulled", "2025-03-20", target_version=3, by="kinderrechter", revives_title_id="T", despite=NOT_UNDER_TEST
        )
        assert due(story, "title-expiry")[0] == ("2025-03-03", "2025-09-03", "2025-03-20")

    def test_nor_one_after_which_the_title_lapsed(self) -> None:  # 6.1.12(3)
        story = left(conditional(until="2026-02-01"), "2025-04-01")
        assert due(story, "title-expiry")[0] == ("2025-03-03", "2025-09-03", "2025-07-01")

    def test_nor_that_of_who_died(self) -> None:
        story = conditional(until="2026-02-01").and_("died", "2025-04-01")
        assert due(story, "title-expiry")[0] == ("2025-03-03", "2025-09-03", "2025-04-01")

    def test_a_new_admission_takes_the_place_of_the_first(self) -> None:
        story = left(conditional(until="2026-02-01"), "2025-05-01")
        story = story.and_("conditional-admission-decided", "2025-06-02", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert due(closed(story, "2025-06-02", "S2"), "title-expiry")[:2] == [
            ("2025-03-03", "2025-09-03", "2025-06-02"),
            ("2025-06-02", "2025-12-02", "2025-12-02"),
        ]

    def test_a_second_decision_while_he_stays_makes_no_second_deadline(self) -> None:
        story = conditional(until="2026-02-01")
        story = story.and_("conditional-admission-decided", "2025-08-20", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert [each[1] for each in due(story, "title-expiry")] == ["2025-09-03", "2026-02-01"]


class TestMuhpAtEighteen:
    """BW 1:265b is about a minor, BW 1:255 and 1:233: eighteen on 1 March 2025."""

    def placed(self, **data: object) -> Story:
        title = {"since": "2024-06-01", "until": "2025-06-01", "kind": "muhp", **data}
        return placed(granted(opened("2007-03-01"), "2024-06-01", **title), "2024-06-01")

    def test_it_ends_on_the_birthday(self) -> None:
        assert [status(self.placed(), "T", day) for day in ("2025-02-28", "2025-03-01", "2025-06-01")] == ["running", "expired", "expired"]

    def test_a_machtiging_does_not(self) -> None:  # 6.1.1(1)
        assert status(self.placed(kind="machtiging"), "T", "2025-03-01") == "lapsed"  # 6.1.12(3): he is not in closed care
        assert (
            status(closed(granted(opened("2007-03-01"), "2025-01-02", "2025-01-02", "2025-06-01"), "2025-01-02"), "T", "2025-03-01")
            == "running"
        )

    def test_its_end_is_due_then_and_not_at_its_term(self) -> None:
        assert due(self.placed(), "title-expiry") == [("2024-06-01", "2025-03-01", "2025-03-01")]
        assert due(self.placed(until="2025-02-01"), "title-expiry") == [("2024-06-01", "2025-02-01", "2025-02-01")]

    @pytest.mark.parametrize(("until", "asked"), [("2025-02-28", 1), ("2025-03-01", 0), ("2025-06-01", 0)])
    def test_the_raad_is_told_of_no_end_at_eighteen(self, until: str, asked: int) -> None:  # BW 1:265j(1): nothing can be prolonged
        assert len(due(self.placed(until=until), "non-prolongation-notice")) == asked

    def test_one_that_was_not_executed_lapses_no_more(self) -> None:  # BW 1:265c(3)
        story = granted(opened("2007-03-01"), "2024-12-01", "2024-12-01", "2025-06-01", kind="muhp")
        assert found(story, "L4") == due(story, "title-unexecuted") == []
        story = granted(opened("2007-03-02"), "2024-12-01", "2024-12-01", "2025-06-01", kind="muhp")
        assert found(story, "L4") == [("2025-03-01", "2025-03-02")]

    def test_one_that_waits_for_execution_cannot_start_then(self) -> None:
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-10"}
        story = opened("2007-03-01").and_("title-granted", "2025-02-03", kind="muhp", title_id="T", **data)
        assert [status(story, "T", day) for day in ("2025-02-28", "2025-03-01")] == ["future", "expired"]
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-03-01", "2025-03-01")]


class TestAdulthood:
    """The eighteenth birthday: Jeugdwet 1.1, 6.1.1(1), 6.1.2(4). Born on 1 March 2007, eighteen on 1 March 2025."""

    def test_a_year_half_a_year_and_three_months_before(self) -> None:  # 8c
        deadline = of_kind(placed(opened("2007-03-01"), "2023-01-01"), "adulthood")
        assert (deadline.since, deadline.due_on, deadline.breach_from) == (date(2024, 3, 1), date(2025, 3, 1), date(2025, 3, 1))
        assert (deadline.last_night, deadline.open_until) == (date(2025, 2, 28), date(2025, 3, 1))
        assert [day.isoformat() for day in deadline.alerts] == ["2024-03-01", "2024-08-31", "2024-11-30"]

    def test_only_while_there_is_a_stay_help_or_a_title(self) -> None:
        nobody = opened("2007-03-01")
        assert due(nobody, "adulthood") == []
        assert due(left(placed(nobody, "2023-01-01"), "2024-02-01"), "adulthood") == []
        assert due(left(placed(nobody, "2023-01-01"), "2024-06-01"), "adulthood") == [("2024-03-01", "2025-03-01", "2024-06-01")]
        helped = nobody.and_("help-started", "2024-05-01", provider="xonar", kind="ambulant", help_id="H")
        assert due(helped, "adulthood") == [("2024-05-01", "2025-03-01", "2025-03-01")]
        assert due(helped.and_("help-ended", "2024-07-01", help_id="H"), "adulthood") == [("2024-05-01", "2025-03-01", "2024-07-01")]
        titled = granted(nobody, "2024-12-01", "2024-12-01", "2025-02-01")
        assert due(titled, "adulthood") == [("2024-12-01", "2025-03-01", "2025-02-01")]

    def test_who_came_after_it_is_not_warned(self) -> None:
        assert due(placed(opened("2007-03-01"), "2025-03-01"), "adulthood") == []

    def test_nor_who_died(self) -> None:
        assert due(placed(opened("2007-03-01"), "2024-01-01").and_("died", "2024-08-01"), "adulthood") == [
            ("2024-03-01", "2025-03-01", "2024-08-01")
        ]

    def test_born_on_29_february_he_is_eighteen_on_1_march(self) -> None:
        assert due(placed(opened("2008-02-29"), "2025-01-01"), "adulthood")[0][:2] == ("2025-03-01", "2026-03-01")

    def test_closed_care_ends_half_a_year_later(self) -> None:  # 6.1.2(4)(d)
        deadline = of_kind(closed(opened("2007-03-01"), "2025-01-01"), "adulthood-closed")
        assert (deadline.about, deadline.since, deadline.due_on, deadline.breach_from) == (
            "S",
            date(2025, 3, 1),
            date(2025, 9, 1),
            date(2025, 9, 1),
        )
        assert (deadline.last_night, deadline.open_until) == (date(2025, 8, 31), date(2025, 9, 1))

    def test_for_a_closed_stay_at_that_age_only(self) -> None:
        assert due(placed(opened("2007-03-01"), "2025-01-01"), "adulthood-closed") == []
        assert due(left(closed(opened("2007-03-01"), "2025-01-01"), "2025-03-01"), "adulthood-closed") == []
        assert due(left(closed(opened("2007-03-01"), "2025-04-01"), "2025-05-01"), "adulthood-closed") == [
            ("2025-04-01", "2025-09-01", "2025-05-01")
        ]
        assert due(closed(opened("2007-03-01"), "2025-09-01"), "adulthood-closed") == []


def test_the_end_of_a_spoedmachtiging_is_told_within_its_four_weeks() -> None:  # Jeugdwet 6.1.12(2)
    story = Story.opened().and_(
        "title-granted", "2025-02-03", kind="spoedmachtiging", title_id="S", valid_from="2025-02-03", valid_until="2025-03-03"
    )
    (expiry,) = (each for each in deadlines(story.trajectory) if each.kind == "title-expiry")
    assert [day.isoformat() for day in expiry.alerts] == [
        "2025-02-10",
        "2025-02-17",
        "2025-02-24",
        "2025-02-28",
        "2025-03-02",
        "2025-03-03",
    ]
