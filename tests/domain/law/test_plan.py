"""L12: the plan in closed care (Jeugdwet 6.2.9). In time, with the jeugdige, evaluated, and the report given to him."""

from datetime import date
from typing import Any

import pytest

import domain.deadlines.plan
from domain.deadlines import Deadline, deadlines, deadlines_on
from domain.parameters import Dated
from domain.terms import Term
from tests.domain.stories import Story, refused, stopped


def inside(on: str = "2025-02-03", opened: str = "2023-01-02") -> Story:
    """Admitted to closed care under a machtiging of a year that runs from that day."""
    until = f"{int(on[:4]) + 1}{on[4:]}"
    story = Story.opened(opened).and_("title-granted", on, kind="machtiging", title_id="T", valid_from=on, valid_until=until)
    return story.and_("admitted", on, setting="gesloten", stay_id="S", title_id="T")


def planned(story: Story, on: str, plan_id: str = "P", **data: Any) -> Story:
    return story.and_("plan-adopted", on, **{"plan_id": plan_id, "with_jeugdige": True, **data})


def evaluated(story: Story, on: str, **data: Any) -> Story:
    return story.and_("plan-evaluated", on, **{"plan_id": "P", "with_jeugdige": True, "report_given_on": on, **data})


def found(story: Story) -> list[tuple[str, str, str | None, str | None]]:
    """Findings of L12 as article, first day, day on which it is over, and what it is about."""
    return [
        (f.article.removeprefix("Jeugdwet "), f.since.isoformat(), f.until.isoformat() if f.until else None, f.about)
        for f in story.case.findings
        if f.rule == "L12"
    ]


def due(story: Story, kind: str) -> list[Deadline]:
    return [deadline for deadline in deadlines(story.trajectory) if deadline.kind == kind]


def days(story: Story, kind: str) -> list[tuple[str, str | None, str | None]]:
    """Deadlines of a kind as last day, the day on which it was met, and from which nobody asks any more."""
    return [(str(d.due_on), str(d.met_on) if d.met_on else None, str(d.over_on) if d.over_on else None) for d in due(story, kind)]


class TestSixWeeks:
    """Jeugdwet 6.2.9(2): fixed within six weeks of the admission; Algemene termijnenwet 1(1) moves the last day."""

    @pytest.mark.parametrize(
        ("admitted_on", "last_day"),
        [
            pytest.param("2025-02-03", "2025-03-17", id="six weeks are 42 days"),
            pytest.param("2025-02-01", "2025-03-17", id="ends on a Saturday: Monday"),
            pytest.param("2025-03-10", "2025-04-22", id="ends on Easter Monday: Tuesday"),
            pytest.param("2026-04-02", "2026-05-18", id="ends on Ascension Day, the Friday is equated: Monday"),
        ],
    )
    def test_the_last_day_is_that_of_the_law(self, admitted_on: str, last_day: str) -> None:
        (plan,) = due(inside(admitted_on), "plan")
        assert str(plan.due_on) == last_day
        assert (plan.about, str(plan.since), plan.article) == ("S", admitted_on, "Jeugdwet 6.2.9(2)")
        assert (plan.breach_from - plan.due_on).days == 1

    def test_warnings_come_two_weeks_and_one_week_before_and_on_the_day(self) -> None:
        (plan,) = due(inside(), "plan")
        assert plan.alerts == (date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 17))

    def test_without_a_plan_it_is_found_from_the_first_day_too_late(self) -> None:
        assert found(inside()) == [("6.2.9(2)", "2025-03-18", None, "S")]

    def test_that_none_is_recorded_is_a_signal(self) -> None:  # ADR 0008
        assert [finding.absence for finding in inside().case.findings if finding.rule == "L12"] == [True]

    def test_the_admission_itself_is_not_stopped_by_what_is_due_later(self) -> None:
        assert inside().history.version == 3

    @pytest.mark.parametrize(
        ("adopted_on", "finding"),
        [
            ("2025-03-17", []),
            ("2025-03-18", [("6.2.9(2)", "2025-03-18", "2025-03-19", "S")]),  # late, if only by a day
            ("2025-03-19", [("6.2.9(2)", "2025-03-18", "2025-03-19", "S")]),
        ],
    )
    def test_a_plan_meets_it_and_a_late_one_ends_the_finding(self, adopted_on: str, finding: list[object]) -> None:
        story = planned(inside(), adopted_on)
        assert [f for f in found(story) if f[0] == "6.2.9(2)"] == finding
        (plan,) = due(story, "plan")
        assert (str(plan.met_on), plan.met_by) == (adopted_on, 4)

    @pytest.mark.parametrize(("left_on", "finding"), [("2025-03-18", []), ("2025-03-19", [("6.2.9(2)", "2025-03-18", "2025-03-19", "S")])])
    def test_a_stay_that_ends_earlier_needs_none(self, left_on: str, finding: list[object]) -> None:
        story = inside().and_("discharged", left_on, destination="home")
        assert found(story) == finding
        assert days(story, "plan") == [("2025-03-17", None, left_on)]

    def test_stepping_down_to_an_open_place_ends_it(self) -> None:
        story = inside().and_("stepped-down", "2025-03-01", setting="leefhuis")
        assert found(story) == []
        assert deadlines_on(story.trajectory, date(2025, 3, 1)) == [
            d for d in deadlines_on(story.trajectory, date(2025, 3, 1)) if d.kind != "plan"
        ]

    def test_a_spoedmachtiging_followed_in_place_by_a_machtiging_does_not_start_it_anew(self) -> None:
        spoed: dict[str, Any] = {"kind": "spoedmachtiging", "title_id": "SP", "valid_from": "2025-02-03", "valid_until": "2025-03-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", **spoed)
        story = story.and_("admitted", "2025-02-03", setting="gesloten", stay_id="S", title_id="SP")
        story = story.and_("title-granted", "2025-03-01", kind="machtiging", valid_from="2025-03-03", valid_until="2025-09-03")
        assert days(story, "plan") == [("2025-03-17", None, None)]

    def test_a_move_to_another_closed_accommodation_does_not_start_it_anew(self) -> None:
        story = inside().and_("moved", "2025-03-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        assert days(story, "plan") == [("2025-03-17", None, None)]
        assert days(planned(story, "2025-03-10", stay_id="S2"), "plan") == [("2025-03-17", "2025-03-10", None)]

    def test_where_the_law_is_read_per_accommodation_it_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(domain.deadlines.plan, "SIX_WEEKS_RUN_PER_ACCOMMODATION", Dated({date(2024, 1, 1): True}))
        story = planned(inside(), "2025-02-20").and_("moved", "2025-03-03", setting="gesloten", location="gesloten-2", stay_id="S2")
        assert days(story, "plan") == [("2025-03-17", "2025-02-20", "2025-03-03"), ("2025-04-14", None, None)]
        story = story.and_("moved", "2025-03-10", setting="gesloten", location="gesloten-2", provider="xonar", stay_id="S3")
        assert len(due(story, "plan")) == 2, "another provider in the same house is no other accommodation"

    def test_after_a_night_elsewhere_a_new_admission_starts_a_new_term(self) -> None:
        story = planned(inside(), "2025-02-10").and_("discharged", "2025-03-01", destination="home")
        again = story.and_("admitted", "2025-03-02", setting="gesloten", stay_id="S2", title_id="T")
        assert days(again, "plan") == [("2025-03-17", "2025-02-10", "2025-03-01"), ("2025-04-14", None, None)]
        at_once = story.and_("admitted", "2025-03-01", setting="gesloten", stay_id="S2", title_id="T")
        assert days(at_once, "plan") == [("2025-03-17", "2025-02-10", None)]

    def test_a_plan_of_the_day_of_admission_counts_without_naming_the_stay(self) -> None:
        assert days(planned(inside(), "2025-02-03"), "plan") == [("2025-03-17", "2025-02-03", None)]

    def test_a_plan_that_was_made_for_the_stay_beforehand_meets_it_on_the_day_of_admission(self) -> None:
        story = planned(inside(), "2025-01-20", stay_id="S")
        assert days(story, "plan") == [("2025-03-17", "2025-02-03", None)]

    def test_the_plan_of_a_conditional_title_is_not_the_plan_of_the_stay(self) -> None:
        """Jeugdwet 6.1.4(5): that one is carried out outside."""
        story = planned(inside(), "2025-01-20")
        assert days(story, "plan") == [("2025-03-17", None, None)]
        assert due(story, "plan-evaluation") == []

    def test_the_six_weeks_hold_for_admissions_from_1_january_2024_on(self) -> None:
        assert due(inside("2023-12-31"), "plan") == []
        assert found(inside("2023-12-31")) == []
        assert found(inside("2024-01-01")) == [("6.2.9(2)", "2024-02-13", None, "S")]
        assert days(inside("2024-01-01"), "plan") == [("2024-02-12", None, None)]

    def test_an_open_place_needs_no_such_plan(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis")
        assert due(story, "plan") == []
        assert found(story) == []


class TestEvaluation:
    """Jeugdwet 6.2.9(8): four weeks after the plan began to be carried out, then every two months at least."""

    def test_the_first_is_due_after_four_weeks_with_a_warning_a_week_before(self) -> None:
        (evaluation,) = due(planned(inside(), "2025-03-03"), "plan-evaluation")
        assert (str(evaluation.since), str(evaluation.due_on), evaluation.about) == ("2025-03-03", "2025-03-31", "P")
        assert evaluation.alerts == (date(2025, 3, 24), date(2025, 3, 31))

    def test_it_is_counted_from_the_day_on_which_the_plan_began_to_be_carried_out(self) -> None:
        assert days(planned(inside(), "2025-03-03", effective_from="2025-03-10"), "plan-evaluation") == [("2025-04-07", None, None)]

    @pytest.mark.parametrize(
        ("held_on", "finding"),
        [
            ("2025-03-31", []),
            ("2025-04-01", [("6.2.9(8)", "2025-04-01", "2025-04-02", "P")]),  # late, if only by a day
            ("2025-04-03", [("6.2.9(8)", "2025-04-01", "2025-04-03", "P")]),
        ],
    )
    def test_it_meets_the_term_and_a_late_one_ends_the_finding(self, held_on: str, finding: list[object]) -> None:
        story = evaluated(planned(inside(), "2025-03-03"), held_on)
        assert [f for f in found(story) if f[1] < "2025-05-01"] == finding
        assert due(story, "plan-evaluation")[0].met_by == 5

    @pytest.mark.parametrize(
        ("held_on", "next_one"),
        [
            pytest.param("2025-03-20", "2025-05-20", id="early"),
            pytest.param("2025-03-31", "2025-06-02", id="on the last day; 31 May is a Saturday"),
            pytest.param("2025-05-15", "2025-07-15", id="late: counted from the one that was held"),
        ],
    )
    def test_the_next_is_due_two_months_after_the_one_that_was_held(self, held_on: str, next_one: str) -> None:
        story = evaluated(planned(inside(), "2025-03-03"), held_on)
        assert days(story, "plan-evaluation") == [("2025-03-31", held_on, None), (next_one, None, None)]

    def test_past_ones_are_met_and_only_the_next_is_open(self) -> None:
        story = evaluated(evaluated(planned(inside(), "2025-03-03"), "2025-03-24"), "2025-05-23")
        assert days(story, "plan-evaluation") == [
            ("2025-03-31", "2025-03-24", None),
            ("2025-05-26", "2025-05-23", None),
            ("2025-07-23", None, None),
        ]
        assert found(story) == [("6.2.9(8)", "2025-07-24", None, "P")]

    def test_two_reports_of_one_day_are_one_evaluation(self) -> None:
        story = evaluated(evaluated(planned(inside(), "2025-03-03"), "2025-03-24"), "2025-03-24")
        assert len(due(story, "plan-evaluation")) == 2

    @pytest.mark.parametrize(("left_on", "finding"), [("2025-04-01", []), ("2025-04-03", [("6.2.9(8)", "2025-04-01", "2025-04-03", "P")])])
    def test_it_stops_when_the_closed_stay_ends(self, left_on: str, finding: list[object]) -> None:
        story = planned(inside(), "2025-03-03").and_("discharged", left_on, destination="home")
        assert found(story) == finding
        assert days(story, "plan-evaluation") == [("2025-03-31", None, left_on)]

    def test_on_the_day_of_leaving_it_can_still_be_held_and_none_follows(self) -> None:
        story = planned(inside(), "2025-03-03").and_("discharged", "2025-03-28", destination="home")
        assert days(evaluated(story, "2025-03-28"), "plan-evaluation") == [("2025-03-31", "2025-03-28", "2025-03-28")]
        assert days(evaluated(story, "2025-03-29"), "plan-evaluation") == [("2025-03-31", None, "2025-03-28")]

    def test_a_move_to_another_closed_accommodation_leaves_the_term_as_it_is(self) -> None:
        story = planned(inside(), "2025-03-03").and_("moved", "2025-03-10", setting="gesloten", location="gesloten-2")
        assert days(story, "plan-evaluation") == [("2025-03-31", None, None)]

    def test_a_change_of_the_plan_leaves_the_term_as_it_is(self) -> None:
        story = planned(inside(), "2025-03-03").and_("plan-changed", "2025-03-17", plan_id="P")
        assert days(story, "plan-evaluation") == [("2025-03-31", None, None)]

    def test_a_new_plan_takes_the_place_of_the_one_before(self) -> None:
        story = planned(planned(inside(), "2025-03-03"), "2025-03-17", plan_id="P2", effective_from="2025-03-20")
        assert days(story, "plan-evaluation") == [("2025-03-31", None, "2025-03-20"), ("2025-04-17", None, None)]

    @pytest.mark.parametrize(
        ("anew", "last_days"),
        [
            (True, [("2025-03-31", None, "2025-03-26"), ("2025-04-23", None, "2025-04-16"), ("2025-05-14", None, None)]),
            # nothing is put off by replacing what was to be evaluated
            (False, [("2025-03-31", None, "2025-03-26"), ("2025-03-31", None, "2025-04-16"), ("2025-03-31", None, None)]),
        ],
    )
    def test_whether_a_new_plan_has_four_weeks_of_its_own_is_a_parameter(
        self, monkeypatch: pytest.MonkeyPatch, anew: bool, last_days: list[tuple[str, str | None, str | None]]
    ) -> None:  # the question of A_NEW_PLAN_IS_EVALUATED_ANEW
        monkeypatch.setattr(domain.deadlines.plan, "A_NEW_PLAN_IS_EVALUATED_ANEW", Dated({date(2024, 1, 1): anew}))
        story = planned(planned(planned(inside(), "2025-03-03"), "2025-03-26", plan_id="P2"), "2025-04-16", plan_id="P3")
        assert days(story, "plan-evaluation") == sorted(last_days, key=lambda each: each[0])
        assert ([finding[1] for finding in found(story) if finding[0] == "6.2.9(8)"] == ["2025-05-15"]) is anew

    def test_where_it_has_none_two_months_run_on_from_the_last_evaluation(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(domain.deadlines.plan, "A_NEW_PLAN_IS_EVALUATED_ANEW", Dated({date(2024, 1, 1): False}))
        story = planned(evaluated(planned(inside(), "2025-03-03"), "2025-03-28"), "2025-04-14", plan_id="P2")
        assert days(story, "plan-evaluation")[-1] == ("2025-05-28", None, None)
        assert due(story, "plan-evaluation")[-1].since == date(2025, 4, 14)

    def test_a_plan_that_was_annulled_is_not_evaluated(self) -> None:
        story = planned(inside(), "2025-03-03").and_("annulled", "2025-03-20", target_version=4, by="kinderrechter")
        assert days(story, "plan-evaluation") == [("2025-03-31", None, "2025-03-20")]

    def test_a_change_that_was_annulled_leaves_the_plan_standing(self) -> None:
        story = planned(inside(), "2025-03-03").and_("plan-changed", "2025-03-10", plan_id="P")
        story = story.and_("annulled", "2025-03-20", target_version=5, by="kinderrechter")
        assert days(story, "plan-evaluation") == [("2025-03-31", None, None)]


class TestPlansFromBefore:
    """Jeugdwet 10.2(1): who was inside with a plan on 1 January 2024 has one that meets 6.2.9 within six months."""

    def inside_with_a_plan(self, *held: str) -> Story:
        story = planned(inside("2023-10-02"), "2023-11-06")
        for on in held:
            story = evaluated(story, on, report_given_on=on)
        return story

    @pytest.mark.parametrize("held", [[], ["2023-12-04"]])
    def test_it_is_evaluated_by_1_july_2024(self, held: list[str]) -> None:
        story = self.inside_with_a_plan(*held)
        assert days(story, "plan-evaluation") == [("2024-07-01", None, None)]
        assert found(story) == [("6.2.9(8)", "2024-07-02", None, "P")]
        (deadline,) = due(story, "plan-evaluation")
        assert (str(deadline.since), deadline.article) == ("2024-01-01", "Jeugdwet 10.2(1)")

    @pytest.mark.parametrize(
        ("held_on", "next_one"), [("2024-01-01", "2024-03-01"), ("2024-02-05", "2024-04-05"), ("2024-07-01", "2024-09-02")]
    )
    def test_from_then_on_every_two_months(self, held_on: str, next_one: str) -> None:  # 6.2.9(8)
        story = self.inside_with_a_plan("2023-12-04", held_on)
        assert sorted(days(story, "plan-evaluation")) == sorted([("2024-07-01", held_on, None), (next_one, None, None)])

    def test_nothing_is_asked_of_a_stay_that_ended_or_a_plan_that_gave_way(self) -> None:
        story = self.inside_with_a_plan().and_("discharged", "2023-12-20", destination="home")
        assert days(story, "plan-evaluation") == found(story) == []
        story = planned(self.inside_with_a_plan(), "2024-03-04", "P2")
        assert days(story, "plan-evaluation") == [("2024-04-02", None, None), ("2024-07-01", None, "2024-03-04")]

    def test_a_plan_of_who_came_later_has_no_longer_than_others(self) -> None:  # 10.2(1): "op het tijdstip van inwerkingtreding"
        story = planned(inside("2024-01-08"), "2023-12-28", stay_id="S")
        assert days(story, "plan-evaluation") == [("2024-02-05", None, None)]

    def test_nor_has_a_plan_that_was_adopted_later(self) -> None:  # 10.2(1): "reeds"
        story = planned(inside("2023-12-04"), "2024-01-08")
        assert days(story, "plan-evaluation") == [("2024-02-05", None, None)]

    def test_one_that_was_carried_out_later_was_there_already(self) -> None:
        story = planned(inside("2023-12-04"), "2023-12-28", effective_from="2024-01-08")
        assert days(story, "plan-evaluation") == [("2024-07-01", None, None)]

    def test_the_months_are_a_parameter(self, monkeypatch: pytest.MonkeyPatch) -> None:  # the question of RUNNING_PLANS
        monkeypatch.setattr(domain.deadlines.plan, "RUNNING_PLANS", Dated({date(2024, 1, 1): Term("Jeugdwet 6.2.9(8)", months=2)}))
        assert days(self.inside_with_a_plan(), "plan-evaluation") == [("2024-03-01", None, None)]


class TestWithTheJeugdige:
    """Jeugdwet 6.2.9(1), (8) and (9)."""

    def test_a_plan_that_was_made_without_him_is_stopped_once(self) -> None:
        assert stopped(inside().when("plan-adopted", "2025-03-03", with_jeugdige=False)) == [("L12", "2025-03-03", None)]

    def test_that_nothing_is_said_of_his_part_stops_nothing_and_is_no_finding(self) -> None:
        story = inside().and_("plan-adopted", "2025-03-03", plan_id="P")
        assert [f for f in found(story) if f[0] == "6.2.9(1)"] == []

    def test_a_change_made_with_him_mends_it(self) -> None:
        story = planned(inside(), "2025-03-03", with_jeugdige=False, despite=["L12"])
        story = story.and_("plan-changed", "2025-03-07", plan_id="P").and_("plan-changed", "2025-03-12", plan_id="P", with_jeugdige=True)
        assert [f for f in found(story) if f[0] == "6.2.9(1)"] == [("6.2.9(1)", "2025-03-03", "2025-03-12", "4")]

    def test_the_end_of_the_stay_ends_it(self) -> None:
        story = planned(inside(), "2025-03-03", with_jeugdige=False, despite=["L12"]).and_("discharged", "2025-03-20", destination="home")
        assert found(story) == [("6.2.9(1)", "2025-03-03", "2025-03-20", "4")]

    def test_an_evaluation_without_him_is_found_until_the_next_with_him(self) -> None:
        story = planned(inside(), "2025-03-03")
        assert stopped(story.when("plan-evaluated", "2025-03-31", plan_id="P", with_jeugdige=False)) == [("L12", "2025-03-31", None)]
        story = evaluated(evaluated(story, "2025-03-31", with_jeugdige=False, despite=["L12"]), "2025-05-26")
        assert ("6.2.9(8)", "2025-03-31", "2025-05-26", "5") in found(story)
        assert len(found(story)) == 2, "and the next one that is due"

    def test_another_on_the_same_day_is_not_the_next(self) -> None:  # 6.2.9(8) and (9): each with him, and of each a report
        story = evaluated(planned(inside(), "2025-03-03"), "2025-03-31", with_jeugdige=False, report_given_on=None, despite=["L12"])
        story = evaluated(story, "2025-03-31", report_given_on="2025-04-20")
        assert [f for f in found(story) if f[3] == "5"] == [("6.2.9(8)", "2025-03-31", None, "5"), ("6.2.9(9)", "2025-04-15", None, "5")]

    @pytest.mark.parametrize(
        ("given_on", "finding"),
        [
            pytest.param("2025-03-31", [], id="at once"),
            pytest.param("2025-04-15", [], id="by post, on the fifteenth day"),
            pytest.param("2025-04-17", [("6.2.9(9)", "2025-04-15", "2025-04-17", "5")], id="later"),
            pytest.param(None, [("6.2.9(9)", "2025-04-15", None, "5")], id="never recorded"),
        ],
    )
    def test_the_report_is_given_to_him_and_its_absence_is_found_when_the_paper_could_have_come(
        self, given_on: str | None, finding: list[object]
    ) -> None:
        story = evaluated(planned(inside(), "2025-03-03"), "2025-03-31", report_given_on=given_on)
        assert [f for f in found(story) if f[0] == "6.2.9(9)"] == finding

    def test_the_report_of_an_earlier_evaluation_is_not_that_of_this_one(self) -> None:  # 6.2.9(9)
        story = evaluated(evaluated(planned(inside(), "2025-03-03"), "2025-03-24"), "2025-05-23", report_given_on=None)
        assert [f for f in found(story) if f[0] == "6.2.9(9)"] == [("6.2.9(9)", "2025-06-07", None, "6")]

    def test_what_is_not_recorded_is_a_signal_and_without_him_is_more(self) -> None:  # ADR 0008
        story = evaluated(planned(inside(), "2025-03-03"), "2025-03-31", report_given_on=None, with_jeugdige=False, despite=["L12"])
        about = {(f.article.removeprefix("Jeugdwet "), f.absence) for f in story.case.findings if f.about == "5"}
        assert about == {("6.2.9(8)", False), ("6.2.9(9)", True)}

    def test_an_evaluation_without_a_report_yet_is_recorded(self) -> None:
        assert planned(inside(), "2025-03-03").when("plan-evaluated", "2025-03-31", plan_id="P").is_recordable

    def test_the_report_of_the_next_evaluation_or_the_end_of_the_stay_ends_it(self) -> None:
        story = evaluated(planned(inside(), "2025-03-03"), "2025-03-31", report_given_on=None)
        assert ("6.2.9(9)", "2025-04-15", "2025-05-20", "5") in found(evaluated(story, "2025-05-20"))
        assert found(story.and_("discharged", "2025-05-01", destination="home")) == [("6.2.9(9)", "2025-04-15", "2025-05-01", "5")]

    def test_evaluations_before_2024_are_not_asked_for_a_report(self) -> None:
        story = planned(inside("2023-02-06"), "2023-03-06")
        assert [f for f in found(evaluated(story, "2023-12-31", report_given_on=None)) if f[0] == "6.2.9(9)"] == []
        story = evaluated(story, "2024-01-01", report_given_on=None).and_("discharged", "2024-01-20", destination="home")
        assert found(story) == [("6.2.9(9)", "2024-01-16", "2024-01-20", "5")]

    def test_the_plan_of_a_conditional_title_is_not_judged_here(self) -> None:
        story = planned(inside(), "2025-01-20", with_jeugdige=False)
        assert [f for f in found(story) if f[0] != "6.2.9(2)"] == []


class TestImpossible:
    """What cannot have happened as it is recorded."""

    def test_a_plan_id_is_taken_once(self) -> None:
        story = planned(inside(), "2025-03-03")
        assert refused(story.when("plan-adopted", "2025-03-04", plan_id="P")) == {"I-order"}
        assert refused(story.when("plan-adopted", "2025-03-04", plan_id="P2")) == set()
        assert refused(story.when("plan-adopted", "2025-03-04")) == set()

    @pytest.mark.parametrize("kind", ["plan-changed", "plan-evaluated"])
    def test_what_is_changed_or_evaluated_was_adopted(self, kind: str) -> None:
        story = planned(inside(), "2025-03-03")
        assert refused(story.when(kind, "2025-03-31", plan_id="other")) == {"I-order"}
        assert refused(story.when(kind, "2025-03-02", plan_id="P")) == {"I-order"}
        assert refused(story.when(kind, "2025-03-31", plan_id="P")) == set()
