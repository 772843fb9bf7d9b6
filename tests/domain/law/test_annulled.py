"""What a court or a committee undoes, and what goes on in fact (Jeugdwet 6.1.7, 6.5.1): exits, moves, leave, plans, measures."""

from datetime import date
from typing import Any

import pytest

from domain.deadlines import deadlines, deadlines_on
from domain.judging import Judgement
from tests.domain.stories import Story, refused, stopped

MACHTIGING, STAY = 2, 3
"""Versions of the title and of the admission in every case."""

COURT: dict[str, Any] = {"target_version": MACHTIGING, "by": "gerechtshof", "despite": ["L1"]}


def inside() -> Story:
    story = Story.opened().and_(
        "title-granted", "2025-04-01", kind="machtiging", title_id="M5", valid_from="2025-04-03", valid_until="2025-08-03"
    )
    return story.and_("admitted", "2025-04-03", setting="gesloten", stay_id="S1", title_id="M5")


def annulled(story: Story, **data: Any) -> Story:
    return story.and_("annulled", "2025-04-20", **{**COURT, **data})


def left(story: Story, on: str = "2025-05-12") -> Story:
    return story.and_("discharged", on, destination="home")


def stays(story: Story) -> list[tuple[str, str | None]]:
    return [(stay.stay_id, str(stay.until) if stay.until else None) for stay in story.trajectory.stays]


def dues(story: Story, kind: str) -> list[tuple[str, str, str | None, str | None]]:
    """Deadlines of a kind as first day, last day, the day on which it was met, and from which nobody asks any more."""
    return [
        (str(d.since), str(d.due_on), str(d.met_on) if d.met_on else None, str(d.over_on) if d.over_on else None)
        for d in deadlines(story.trajectory)
        if d.kind == kind
    ]


def open_on(story: Story, day: str, kind: str) -> list[str]:
    return [str(d.due_on) for d in deadlines_on(story.trajectory, date.fromisoformat(day)) if d.kind == kind]


def messages(judgement: Judgement) -> str:
    return " ".join(impossibility.message for impossibility in judgement.impossible)


UNCOVERED = [("L1", "2025-04-20", "2025-05-12")]

SAID = [pytest.param({"left_on": "2025-05-12"}, id="left_on says when he left"), pytest.param({}, id="nothing says when he left")]


class TestTheExitIsWhenHeLeft:
    """The nights between the annulment and the exit have no ground, whichever is recorded first (Jeugdwet 6.1.2)."""

    @pytest.mark.parametrize("said", SAID)
    def test_an_exit_is_recorded_after_the_annulment(self, said: dict[str, Any]) -> None:
        story = left(annulled(inside(), **said))
        assert stays(story) == [("S1", "2025-05-12")]
        assert story.findings("L1") == UNCOVERED

    @pytest.mark.parametrize("said", SAID)
    def test_an_exit_is_recorded_before_the_annulment(self, said: dict[str, Any]) -> None:
        story = left(inside())
        assert stopped(story.when("annulled", "2025-04-20", **{**COURT, **said, "despite": []})) == UNCOVERED
        story = annulled(story, **said)
        assert stays(story) == [("S1", "2025-05-12")]
        assert story.findings("L1") == UNCOVERED

    @pytest.mark.parametrize("said", SAID)
    def test_an_exit_that_names_the_stay(self, said: dict[str, Any]) -> None:
        story = annulled(inside(), **said).and_("discharged", "2025-05-12", destination="home", stay_id="S1")
        assert stays(story) == [("S1", "2025-05-12")]

    @pytest.mark.parametrize("said", SAID)
    def test_a_step_down_ends_it_too(self, said: dict[str, Any]) -> None:
        story = annulled(inside(), **said).and_("stepped-down", "2025-05-12", setting="leefhuis", stay_id="S2")
        assert stays(story) == [("S1", "2025-05-12"), ("S2", None)]
        assert story.findings("L1") == UNCOVERED

    @pytest.mark.parametrize("said", SAID)
    def test_a_step_down_that_is_recorded_first(self, said: dict[str, Any]) -> None:
        story = inside().and_("stepped-down", "2025-05-12", setting="leefhuis", stay_id="S2")
        story = annulled(story, **said)
        assert stays(story) == [("S1", "2025-05-12"), ("S2", None)]
        assert story.findings("L1") == UNCOVERED

    def test_a_step_down_on_the_day_of_the_annulment_leaves_no_night_without_ground(self) -> None:
        story = annulled(inside()).and_("stepped-down", "2025-04-20", setting="leefhuis", stay_id="S2")
        assert stays(story) == [("S1", "2025-04-20"), ("S2", None)]
        assert story.findings("L1") == []

    def test_a_step_is_still_judged_by_the_house_that_he_left(self) -> None:
        assert refused(annulled(inside()).when("stepped-up", "2025-05-12", setting="leefhuis")) == {"I-direction"}

    def test_an_admission_that_is_annulled_is_left_as_well(self) -> None:
        story = left(annulled(inside(), target_version=STAY, by="kinderrechter"))
        assert stays(story) == [("S1", "2025-05-12")]
        assert story.findings("L1") == UNCOVERED

    def test_without_an_exit_he_is_held_to_have_left_at_once(self) -> None:
        story = annulled(inside())
        assert stays(story) == [("S1", "2025-04-20")]
        assert story.findings("L1") == []

    def test_he_leaves_once(self) -> None:
        story = left(annulled(inside()))
        assert refused(story.when("discharged", "2025-05-13", destination="home")) == {"I-order"}

    def test_a_new_admission_is_no_overlap_and_the_exit_is_from_there(self) -> None:
        story = annulled(inside()).and_("admitted", "2025-05-01", setting="leefhuis", stay_id="S2")
        assert stays(left(story)) == [("S1", "2025-04-20"), ("S2", "2025-05-12")]

    def test_after_a_new_admission_nobody_leaves_the_stay_that_fell(self) -> None:
        story = left(annulled(inside()).and_("admitted", "2025-05-01", setting="leefhuis", stay_id="S2"))
        assert refused(story.when("discharged", "2025-05-20", destination="home", stay_id="S1")) == {"I-order"}

    @pytest.mark.parametrize("kind", ["discharged", "stepped-down"])
    def test_an_exit_after_left_on_contradicts_it_and_says_so(self, kind: str) -> None:
        place: dict[str, Any] = {"destination": "home"} if kind == "discharged" else {"setting": "leefhuis"}
        judgement = annulled(inside(), left_on="2025-05-12").when(kind, "2025-05-13", **place)
        assert refused(judgement) == {"I-order"}
        assert "left_on 2025-05-12" in messages(judgement)

    def test_so_does_left_on_before_an_exit_that_is_recorded(self) -> None:
        judgement = left(inside()).when("annulled", "2025-04-20", **COURT, left_on="2025-05-11")
        assert refused(judgement) == {"I-order"}
        assert "left_on 2025-05-11" in messages(judgement)

    def test_also_when_the_ruling_came_after_the_exit(self) -> None:
        story = left(inside())
        ruling = {**COURT, "effective_on": "2025-04-20"}
        judgement = story.when("annulled", "2025-05-20", **ruling, left_on="2025-05-11")
        assert refused(judgement) == {"I-order"}
        assert "left_on 2025-05-11" in messages(judgement)
        assert stays(story.and_("annulled", "2025-05-20", **ruling, left_on="2025-05-12")) == [("S1", "2025-05-12")]

    def test_left_on_says_nothing_of_a_later_admission(self) -> None:
        story = left(inside(), "2025-04-25").and_("admitted", "2025-05-01", setting="gesloten", stay_id="S2")
        story = left(story).and_("annulled", "2025-05-20", **COURT, effective_on="2025-04-20", left_on="2025-04-25")
        assert stays(story) == [("S1", "2025-04-25"), ("S2", "2025-05-12")]

    @pytest.mark.parametrize("said", SAID)
    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("leave-granted", {"until": "2025-05-03"}),
            ("ready-to-leave", {"needed_setting": "leefhuis", "blocked_by": "no_place"}),
            ("absconded", {}),
        ],
    )
    def test_what_happened_while_he_was_still_there_can_be_recorded(self, kind: str, data: dict[str, Any], said: dict[str, Any]) -> None:
        story = left(annulled(inside(), **said)).and_(kind, "2025-05-01", **data)
        assert stays(story) == [("S1", "2025-05-12")]
        assert refused(story.when(kind, "2025-05-20", **data)) >= {"I-order"}

    def test_a_second_annulment_leaves_when_he_left(self) -> None:
        story = annulled(inside(), left_on="2025-05-12")
        story = story.and_("annulled", "2025-05-20", target_version=STAY, by="kinderrechter", effective_on="2025-04-25", despite=["L1"])
        assert stays(story) == [("S1", "2025-05-12")]

    def test_a_second_annulment_may_tell_when_he_left(self) -> None:
        story = annulled(inside())
        story = story.and_("annulled", "2025-05-20", target_version=STAY, by="kinderrechter", left_on="2025-05-22", despite=["L1"])
        assert stays(story) == [("S1", "2025-05-22")]

    def test_an_exit_that_names_no_stay_is_from_the_one_that_runs(self) -> None:
        story = inside().and_("admitted", "2025-04-10", setting="leefhuis", purpose="respite", stay_id="R")
        story = annulled(story)
        assert [stay.stay_id for stay in story.trajectory.stays_to_leave_on(date(2025, 5, 1), None)] == ["R"]
        story = left(story, "2025-05-01")
        assert stays(story) == [("S1", "2025-04-20"), ("R", "2025-05-01")]
        assert stays(left(story)) == [("S1", "2025-05-12"), ("R", "2025-05-01")]

    def test_a_stay_of_another_purpose_is_not_left_by_it(self) -> None:
        judgement = annulled(inside()).when("moved", "2025-05-12", setting="leefhuis", purpose="respite")
        assert refused(judgement) == {"I-order"}


class TestMovedMeanwhile:
    """`left_on` is the day on which he left closed care, from whichever house."""

    def test_the_house_to_which_he_was_moved_is_left_on_that_day(self) -> None:
        story = inside().and_("moved", "2025-05-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        story = annulled(story, left_on="2025-05-12")
        assert stays(story) == [("S1", "2025-05-01"), ("S2", "2025-05-12")]
        assert story.findings("L1") == UNCOVERED

    def test_also_when_the_ruling_came_after_the_move(self) -> None:
        story = inside().and_("moved", "2025-05-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        story = story.and_("annulled", "2025-05-05", **COURT, effective_on="2025-04-20", left_on="2025-05-12")
        assert stays(story) == [("S1", "2025-05-01"), ("S2", "2025-05-12")]
        assert story.findings("L1") == UNCOVERED

    def test_left_on_the_day_of_the_move_itself_he_spent_no_night_in_the_other_house(self) -> None:
        story = inside().and_("moved", "2025-05-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        story = story.and_("annulled", "2025-05-05", **COURT, effective_on="2025-04-20", left_on="2025-05-01")
        assert stays(story) == [("S1", "2025-05-01"), ("S2", "2025-05-01")]

    def test_his_exit_from_there_can_be_recorded(self) -> None:
        story = inside().and_("moved", "2025-05-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        assert stays(left(annulled(story, left_on="2025-05-12"))) == [("S1", "2025-05-01"), ("S2", "2025-05-12")]

    def test_moved_on_that_day_he_left_the_one_house_for_the_other(self) -> None:
        story = annulled(inside(), left_on="2025-05-12")
        story = story.and_("moved", "2025-05-12", setting="gesloten", location="gesloten-2", stay_id="S2", despite=["L1"])
        assert stays(story) == [("S1", "2025-05-12"), ("S2", None)]

    def test_out_of_closed_care_he_left_when_he_was_stepped_down(self) -> None:
        story = annulled(inside(), left_on="2025-05-12").and_("stepped-down", "2025-05-01", setting="leefhuis", stay_id="S2")
        assert stays(story) == [("S1", "2025-05-01"), ("S2", None)]
        assert story.findings("L1") == [("L1", "2025-04-20", "2025-05-01")]


class TestProlongation:
    """BW 1:260: a prolongation that is annulled ends the measure on that day, never before the term that it had without."""

    def prolonged(self) -> Story:
        story = Story.opened().and_("protection-measure-started", "2024-06-01", measure_id="O", kind="ots", until="2025-06-01")
        return story.and_("protection-measure-prolonged", "2025-05-15", measure_id="O", until="2026-06-01")

    def undone(self, on: str, effective_on: str | None = None) -> Story:
        effect: dict[str, Any] = {"effective_on": effective_on} if effective_on else {}
        return self.prolonged().and_("annulled", on, target_version=3, by="gerechtshof", **effect)

    def ends(self, story: Story) -> list[str]:
        return [due for _, due, _, _ in dues(story, "protection-expiry")]

    def test_it_ends_when_the_annulment_takes_effect(self) -> None:
        assert self.ends(self.prolonged()) == ["2026-06-01"]
        assert self.ends(self.undone("2025-08-01")) == ["2025-08-01"]
        assert self.ends(self.undone("2025-08-01", "2025-08-15")) == ["2025-08-15"]

    def test_not_before_the_term_that_it_had(self) -> None:
        assert self.ends(self.undone("2025-05-20")) == ["2025-06-01"]

    def test_not_after_the_prolonged_term(self) -> None:
        assert self.ends(self.undone("2026-05-20", "2026-06-10")) == ["2026-06-01"]

    def test_the_jeugdige_is_under_supervision_up_to_that_day(self) -> None:
        trajectory = self.undone("2025-08-01").trajectory
        assert trajectory.has_supervision_on(date(2025, 7, 31))
        assert not trajectory.has_supervision_on(date(2025, 8, 1))

    def test_a_later_prolongation_stands(self) -> None:
        story = self.undone("2025-08-01").and_("protection-measure-prolonged", "2025-08-02", measure_id="O", until="2026-02-01")
        assert self.ends(story) == ["2026-02-01"]

    def test_another_prolongation_is_left_alone(self) -> None:
        story = self.prolonged().and_("protection-measure-prolonged", "2026-05-20", measure_id="O", until="2027-02-01")
        story = story.and_("annulled", "2025-08-01", target_version=3, by="gerechtshof")
        assert self.ends(story) == ["2027-02-01"]

    def test_a_measure_without_a_term_goes_on_without_one(self) -> None:
        story = Story.opened().and_("protection-measure-started", "2024-06-01", measure_id="V", kind="voogdij")
        story = story.and_("protection-measure-prolonged", "2025-05-15", measure_id="V", until="2026-06-01")
        story = story.and_("annulled", "2025-08-01", target_version=3, by="gerechtshof")
        assert self.ends(story) == []


class TestPlan:
    """Jeugdwet 6.2.9(2): six weeks from 3 April end on 15 May 2025. An annulled plan is none from that day."""

    def planned(self, on: str = "2025-04-20", plan_id: str = "P", story: Story | None = None) -> Story:
        return (story or inside()).and_("plan-adopted", on, plan_id=plan_id, with_jeugdige=True)

    def undone(self, story: Story, on: str, version: int = 4) -> Story:
        return story.and_("annulled", on, target_version=version, by="kinderrechter")

    def test_the_plan_is_asked_for_again(self) -> None:
        assert open_on(self.planned(), "2025-05-01", "plan") == []
        story = self.undone(self.planned(), "2025-04-25")
        assert [open_on(story, f"2025-04-{day}", "plan") for day in (24, 25)] == [[], ["2025-05-15"]]
        assert open_on(story, "2025-05-01", "plan") == ["2025-05-15"]
        assert open_on(story, "2025-05-01", "plan-evaluation") == []

    def test_it_is_late_after_the_six_weeks(self) -> None:
        story = self.undone(self.planned(), "2025-04-25")
        assert story.findings("L12") == [("L12", "2025-05-16", None)]
        assert left(story, "2025-06-01").findings("L12") == [("L12", "2025-05-16", "2025-06-01")]

    def test_annulled_after_the_six_weeks_it_is_late_from_then(self) -> None:
        assert self.undone(self.planned(), "2025-05-16").findings("L12") == [("L12", "2025-05-16", None)]
        assert self.undone(self.planned(), "2025-05-17").findings("L12") == [("L12", "2025-05-17", None)]

    def test_a_new_plan_meets_it(self) -> None:
        story = self.planned("2025-05-10", "P2", self.undone(self.planned(), "2025-04-25"))
        assert story.findings("L12") == [("L12", "2025-06-11", None)]  # its own evaluation, four weeks and Whit Monday
        assert dues(story, "plan") == [
            ("2025-04-03", "2025-05-15", "2025-04-20", None),
            ("2025-04-25", "2025-05-15", "2025-05-10", None),
        ]

    def test_so_does_one_of_the_day_of_the_annulment(self) -> None:
        story = self.planned("2025-04-25", "P2", self.undone(self.planned(), "2025-04-25"))
        assert dues(story, "plan")[1:] == [("2025-04-25", "2025-05-15", "2025-04-25", None)]
        assert story.trajectory.plans[1].annulled_from is None

    def test_it_is_asked_for_from_the_day_on_which_the_last_of_them_fell(self) -> None:
        story = self.planned("2025-04-22", "P2", self.planned())
        story = self.undone(self.undone(story, "2025-04-28"), "2025-04-25", version=5)
        assert dues(story, "plan")[1:] == [("2025-04-28", "2025-05-15", None, None)]

    def test_of_a_stay_without_a_night_it_is_over_at_once(self) -> None:
        story = inside().and_("discharged", "2025-04-03", destination="home", stay_id="S1")
        assert dues(story, "plan") == [("2025-04-03", "2025-05-15", None, "2025-04-03")]

    def test_a_plan_that_took_its_place_before_leaves_no_gap(self) -> None:
        story = self.undone(self.planned("2025-04-22", "P2", self.planned()), "2025-04-25")
        assert dues(story, "plan") == [("2025-04-03", "2025-05-15", "2025-04-20", None)]

    def test_of_who_has_left_none_is_asked_for(self) -> None:
        story = self.undone(left(self.planned()), "2025-05-12")
        assert dues(story, "plan") == [("2025-04-03", "2025-05-15", "2025-04-20", "2025-05-12")]

    def test_a_change_that_is_annulled_leaves_the_plan(self) -> None:
        story = self.planned().and_("plan-changed", "2025-04-23", plan_id="P")
        assert open_on(self.undone(story, "2025-04-25", version=5), "2025-05-01", "plan") == []

    def test_a_plan_names_a_stay_that_is_recorded(self) -> None:
        assert refused(inside().when("plan-adopted", "2025-04-20", stay_id="weg")) == {"I-order"}
        assert refused(inside().when("plan-adopted", "2025-04-03", stay_id="S1")) == set()


class TestLeave:
    """Jeugdwet 6.4.1 and 6.5.1: decisions on leave are open to complaint."""

    def withdrawn(self) -> Story:
        story = inside().and_("leave-granted", "2025-05-01", until="2025-05-10")
        return story.and_("leave-withdrawn", "2025-05-03", ground="not_responsible")

    def undone(self, on: str) -> Story:
        return self.withdrawn().and_("annulled", on, target_version=5, by="klachtencommissie")

    @pytest.mark.parametrize("kind", ["leave-ended", "returned"])
    def test_leave_runs_again_when_its_withdrawal_is_annulled(self, kind: str) -> None:
        assert refused(self.withdrawn().when(kind, "2025-05-06")) == {"I-order"}
        story = self.undone("2025-05-05").and_(kind, "2025-05-06")
        assert refused(story.when("leave-ended", "2025-05-07")) == {"I-order"}

    def test_not_when_its_term_has_passed(self) -> None:
        assert refused(self.undone("2025-05-10").when("returned", "2025-05-10")) == set()
        assert refused(self.undone("2025-05-11").when("returned", "2025-05-11")) == {"I-order"}

    def test_leave_that_ended_before_it_was_withdrawn_stays_ended(self) -> None:
        story = inside().and_("leave-granted", "2025-05-01", until="2025-05-10").and_("leave-ended", "2025-05-02")
        story = story.and_("leave-withdrawn", "2025-05-03", ground="not_responsible")
        story = story.and_("annulled", "2025-05-05", target_version=6, by="klachtencommissie")
        assert refused(story.when("returned", "2025-05-06")) == {"I-order"}

    def test_who_is_away_comes_back_though_the_leave_was_annulled(self) -> None:
        story = inside().and_("leave-granted", "2025-05-01", until="2025-05-10")
        story = story.and_("annulled", "2025-05-03", target_version=4, by="rsj").and_("returned", "2025-05-04")
        assert refused(story.when("returned", "2025-05-05")) == {"I-order"}


class TestWhoAnnuls:
    """Jeugdwet 6.5.1: a committee decides on complaints about measures and leave; titles are for the court."""

    @pytest.mark.parametrize("by", ["klachtencommissie", "rsj"])
    def test_no_committee_annuls_a_title(self, by: str) -> None:
        judgement = inside().when("annulled", "2025-04-20", target_version=MACHTIGING, by=by)
        assert refused(judgement) == {"I-target"}
        assert "kinderrechter" in messages(judgement)
        assert "gerechtshof" in messages(judgement)

    @pytest.mark.parametrize("by", ["kinderrechter", "gerechtshof"])
    def test_a_court_does(self, by: str) -> None:
        assert refused(inside().when("annulled", "2025-04-20", target_version=MACHTIGING, by=by)) == set()

    def test_nor_a_suspension(self) -> None:
        story = inside().and_("title-suspended", "2025-04-10", title_id="M5", despite=["L1"])
        assert refused(story.when("annulled", "2025-04-20", target_version=4, by="klachtencommissie")) == {"I-target"}

    def test_nor_a_measure_of_child_protection(self) -> None:
        story = Story.opened().and_("protection-measure-started", "2025-02-01", measure_id="O", kind="ots", until="2026-02-01")
        story = story.and_("protection-measure-prolonged", "2025-02-02", measure_id="O", until="2026-02-01")
        consent: dict[str, Any] = {"for": "abroad"}
        story = story.and_("court-consent-given", "2025-02-03", **consent).and_("title-refused", "2025-02-04", kind="muhp")
        for version in (2, 3, 4, 5):
            assert refused(story.when("annulled", "2025-04-20", target_version=version, by="rsj")) == {"I-target"}, version
            assert refused(story.when("annulled", "2025-04-20", target_version=version, by="gerechtshof")) == set(), version

    def test_nor_the_decision_to_admit_on_a_conditional_title(self) -> None:
        story = Story.opened().and_(
            "title-granted",
            "2025-02-01",
            kind="voorwaardelijke_machtiging",
            title_id="V",
            valid_from="2025-02-01",
            valid_until="2025-08-01",
        )
        story = story.and_("conditional-admission-decided", "2025-03-03", title_id="V", decided_by="B. Zwart")
        assert refused(story.when("annulled", "2025-03-20", target_version=3, by="klachtencommissie")) == {"I-target"}

    def leave_and_measure(self) -> Story:
        """Leave granted, withdrawn and refused, and a measure in the house, on the way and in court: versions 4 to 9."""
        story = inside().and_("leave-granted", "2025-05-01", until="2025-05-10")
        story = story.and_("leave-withdrawn", "2025-05-03", ground="not_responsible").and_("leave-refused", "2025-05-04")
        for measure_id, code in (("A", "BEW-d"), ("B", "VERV-a"), ("C", "GERE-b")):
            story = story.and_("measure-decided", "2025-05-04", measure_id=measure_id, code=code)
        return story

    @pytest.mark.parametrize("by", ["klachtencommissie", "rsj", "kinderrechter", "gerechtshof"])
    def test_leave_and_measures_anybody_annuls(self, by: str) -> None:  # 6.5.1(1)(a), (b) and (d), 6.5.6(3)
        for version in range(4, 10):
            assert refused(self.leave_and_measure().when("annulled", "2025-05-05", target_version=version, by=by)) == set(), version

    @pytest.mark.parametrize("by", ["klachtencommissie", "rsj"])
    def test_no_committee_annuls_the_plan_the_admission_or_a_move(self, by: str) -> None:  # 6.5.1(1): of these nobody complains there
        story = inside().and_("plan-adopted", "2025-05-02", plan_id="P").and_("plan-changed", "2025-05-03", plan_id="P")
        story = story.and_("moved", "2025-05-04", setting="gesloten", location="gesloten-2", stay_id="S2", title_id="M5")
        for version in (STAY, 4, 5, 6):
            judgement = story.when("annulled", "2025-05-05", target_version=version, by=by)
            assert refused(judgement) == {"I-target"}, version
            assert "name the decision that was complained of" in messages(judgement)

    @pytest.mark.parametrize("by", ["kinderrechter", "gerechtshof"])
    def test_a_court_annuls_a_plan_and_an_admission(self, by: str) -> None:  # 6.1.7(1)
        story = inside().and_("plan-adopted", "2025-05-02", plan_id="P").and_("plan-changed", "2025-05-03", plan_id="P")
        for version in (STAY, 4, 5):
            assert refused(story.when("annulled", "2025-05-05", target_version=version, by=by)) == set(), version

    def test_a_correction_does_not_make_it_so(self) -> None:
        judgement = annulled(inside()).when("corrected", "2025-04-21", target_version=4, data={"by": "rsj"}, reason="Typfout")
        assert refused(judgement) == {"I-target"}


def test_an_admission_can_be_annulled_on_its_own_day() -> None:  # Jeugdwet 6.1.7
    story = Story.opened().and_(
        "title-granted", "2025-04-01", kind="machtiging", title_id="M", valid_from="2025-04-03", valid_until="2025-08-03"
    )
    story = story.and_("admitted", "2025-04-03", setting="gesloten", stay_id="S")
    story = story.and_("annulled", "2025-04-03", target_version=3, by="kinderrechter")
    (stay,) = story.trajectory.stays
    assert stay.nights.is_empty
    assert story.findings("L1") == []
