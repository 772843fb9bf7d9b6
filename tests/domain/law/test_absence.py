"""Absence as a signal: what should have happened and did not is a finding on the day it becomes one, without any event.

P1 (no review), P5 (way out unknown, or stayed longer), P12 (no place), P13 (no event in closed care), and their deadlines.
"""

from typing import Any

import pytest

from domain.deadlines import Deadline, deadlines
from tests.domain.stories import Story

Found = list[tuple[str, str, str | None]]


def due(story: Story, kind: str) -> list[Deadline]:
    return [each for each in deadlines(story.trajectory) if each.kind == kind]


def reviewed(story: Story, on: str, **advice: Any) -> Story:
    return story.and_("team-review-held", on, team="idt", youth="present", advice={"setting": "intensief_klinisch", **advice})


def admitted(story: Story, on: str = "2025-02-03", setting: str = "intensief_klinisch", **data: Any) -> Story:
    despite = ["L1"] if setting == "gesloten" else None
    return story.and_("admitted", on, setting=setting, stay_id="S", why_not_family="Zo.", despite=despite, **data)


class TestNoReview:
    """P1: a referral for closed or intensive care is reviewed within fourteen days."""

    def referred(self, setting: str = "gesloten", story: Story | None = None, **data: Any) -> Story:
        body = {"referrer": "gi", "requested_setting": setting, "urgency": "regulier", **data}
        return (story or Story.opened()).and_("referral-received", "2025-02-03", **body)

    @pytest.mark.parametrize(("setting", "asked"), [("gesloten", True), ("intensief_klinisch", True), ("open_residentieel", False)])
    def test_it_is_a_finding_on_the_fifteenth_day(self, setting: str, asked: bool) -> None:
        story = self.referred(setting)
        assert story.findings("P1") == ([("P1", "2025-02-18", None)] if asked else [])
        assert [(d.about, str(d.due_on)) for d in due(story, "review")] == ([("2", "2025-02-17")] if asked else [])

    def test_somebody_is_warned(self) -> None:
        (deadline,) = due(self.referred(), "review")
        assert [str(day) for day in deadline.alerts] == ["2025-02-10", "2025-02-17"]
        assert deadline.source == "policy"

    @pytest.mark.parametrize(("held", "found"), [("2025-02-17", []), ("2025-02-19", [("P1", "2025-02-18", "2025-02-19")])])
    def test_a_review_ends_it(self, held: str, found: Found) -> None:
        story = reviewed(self.referred(), held)
        assert story.findings("P1") == found
        assert [(str(d.met_on), d.met_by) for d in due(story, "review")] == [(held, 3)]

    @pytest.mark.parametrize(("held", "serves"), [("2024-08-05", True), ("2024-08-04", False)])
    def test_a_review_of_half_a_year_ago_serves(self, held: str, serves: bool) -> None:
        story = self.referred(story=reviewed(Story.opened("2024-08-01"), held))
        assert (story.findings("P1") == []) == serves
        if serves:
            assert [str(d.met_on) for d in due(story, "review")] == ["2025-02-03"]

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("referral-withdrawn", {}),
            ("referral-rejected", {"reason": "no_need"}),
            ("admitted", {"setting": "pleegzorg"}),
            ("trajectory-closed", {}),
            ("died", {}),
        ],
    )
    def test_withdrawn_rejected_or_admitted_elsewhere_nobody_waits(self, kind: str, body: dict[str, Any]) -> None:
        assert self.referred().and_(kind, "2025-02-18", **body).findings("P1") == []
        assert self.referred().and_(kind, "2025-02-20", **body).findings("P1") == [("P1", "2025-02-18", "2025-02-20")]

    def test_a_stay_from_before_and_a_weekend_elsewhere_end_nothing(self) -> None:
        before = Story.opened().and_("admitted", "2025-01-20", setting="pleegzorg")
        weekend = self.referred(story=before).and_("admitted", "2025-02-08", setting="leefhuis", purpose="respite")
        assert weekend.findings("P1") == [("P1", "2025-02-18", None)]

    def test_an_admission_to_heavy_care_is_judged_itself(self) -> None:
        story = admitted(self.referred(), "2025-02-10")
        assert story.findings("P1") == [("P1", "2025-02-10", None)]

    def test_two_referrals_are_two_things(self) -> None:
        story = self.referred().and_("referral-withdrawn", "2025-02-20")
        story = story.and_("referral-received", "2025-03-03", referrer="gi", requested_setting="gesloten", urgency="regulier")
        assert story.findings("P1") == [("P1", "2025-02-18", "2025-02-20"), ("P1", "2025-03-18", None)]


class TestWayOut:
    """P5: the expected duration and the perspective are known when somebody comes into closed or intensive care."""

    FROM = "2025-02-18"  # fifteen days after the admission on 3 February

    def test_neither_is_known(self) -> None:
        assert admitted(Story.opened()).findings("P5") == [("P5", self.FROM, None)]

    @pytest.mark.parametrize("setting", ["leefhuis", "pleegzorg"])
    def test_in_lighter_care_nobody_asks(self, setting: str) -> None:
        assert admitted(Story.opened(), setting=setting).findings("P5") == []

    def test_the_advice_may_say_both(self) -> None:
        advice = {"perspective": "naar huis", "expected_days": 120}
        assert admitted(reviewed(Story.opened(), "2025-01-20", **advice)).findings("P5") == []

    @pytest.mark.parametrize("advice", [{"perspective": "naar huis"}, {"expected_days": 120}, {}])
    def test_one_of_them_is_not_enough(self, advice: dict[str, Any]) -> None:
        assert admitted(reviewed(Story.opened(), "2025-01-20", **advice)).findings("P5") == [("P5", self.FROM, None)]

    def test_an_advice_that_does_not_serve_any_more_says_nothing(self) -> None:
        advice = {"perspective": "naar huis", "expected_days": 120}
        serving = admitted(reviewed(Story.opened("2024-07-01"), "2024-08-05", **advice))
        too_old = admitted(reviewed(Story.opened("2024-07-01"), "2024-08-04", **advice))
        assert (serving.findings("P5"), too_old.findings("P5")) == ([], [("P5", self.FROM, None)])

    @pytest.mark.parametrize(("on", "found"), [("2025-02-18", []), ("2025-02-19", [("P5", "2025-02-18", "2025-02-19")])])
    def test_the_perspective_may_follow(self, on: str, found: Found) -> None:
        story = admitted(Story.opened(), expected_until="2025-08-01").and_("perspective-set", on, perspective="home")
        assert [each for each in story.findings("P5") if each[1] != "2025-08-02"] == found

    def test_both_have_to_be_known(self) -> None:
        story = admitted(Story.opened()).and_("perspective-set", "2025-03-03", perspective="home")
        story = reviewed(story, "2025-03-10", expected_days=90)
        assert story.findings("P5") == [("P5", self.FROM, "2025-03-10")]

    def test_a_perspective_of_long_ago_is_none(self) -> None:
        story = Story.opened("2024-07-01").and_("perspective-set", "2024-08-04", perspective="home")
        assert ("P5", self.FROM, None) in admitted(story, expected_until="2025-08-01").findings("P5")
        of_half_a_year_ago = Story.opened("2024-07-01").and_("perspective-set", "2024-08-05", perspective="home")
        assert ("P5", self.FROM, None) not in admitted(of_half_a_year_ago, expected_until="2025-08-01").findings("P5")

    def test_a_move_within_the_same_setting_and_a_short_stay_need_nothing_new(self) -> None:
        left = admitted(Story.opened()).and_("discharged", "2025-02-18", destination="home")
        assert left.findings("P5") == []
        moved = admitted(Story.opened()).and_("moved", "2025-02-10", setting="intensief_klinisch", stay_id="T")
        assert moved.findings("P5") == []

    def test_longer_than_expected(self) -> None:
        story = admitted(Story.opened(), setting="leefhuis", expected_until="2025-08-01")
        assert story.findings("P5") == [("P5", "2025-08-02", None)]
        (deadline,) = due(story, "expected-end")
        alerts = [str(day) for day in deadline.alerts]
        assert (str(deadline.due_on), alerts[:4]) == ("2025-08-01", ["2025-07-18", "2025-08-01", "2025-08-08", "2025-08-15"])

    def test_as_long_as_it_lasts_too_long_somebody_is_warned_weekly_for_half_a_year(self) -> None:
        story = admitted(Story.opened(), setting="leefhuis", expected_until="2025-08-01")
        (running,) = due(story, "expected-end")
        assert str(running.alerts[-1]) == "2026-01-30"
        (ended,) = due(story.and_("discharged", "2025-08-15", destination="home"), "expected-end")
        assert [str(day) for day in ended.alerts] == ["2025-07-18", "2025-08-01", "2025-08-08"]

    @pytest.mark.parametrize(("left", "found"), [("2025-08-01", []), ("2025-08-04", [("P5", "2025-08-02", "2025-08-04")])])
    def test_leaving_ends_it(self, left: str, found: Found) -> None:
        story = admitted(Story.opened(), setting="leefhuis", expected_until="2025-08-01").and_("discharged", left, destination="home")
        assert story.findings("P5") == found
        assert [str(d.met_on) for d in due(story, "expected-end")] == [left]

    def test_longer_and_without_perspective_are_two_findings(self) -> None:
        story = admitted(Story.opened(), expected_until="2025-08-01")
        assert story.findings("P5") == [("P5", self.FROM, None), ("P5", "2025-08-02", None)]
        assert {f.about for f in story.case.findings if f.rule == "P5"} == {"S", "S:duration"}


class TestNoPlace:
    """P12: who is ready to leave has a place within fourteen days."""

    def ready(self, on: str = "2025-03-03", story: Story | None = None) -> Story:
        return (story or admitted(Story.opened(), setting="leefhuis")).and_(
            "ready-to-leave", on, needed_setting="pleegzorg", blocked_by="no_place"
        )

    def test_it_is_a_finding_on_the_fifteenth_day(self) -> None:
        assert self.ready().findings("P12") == [("P12", "2025-03-18", None)]
        (deadline,) = due(self.ready(), "ready-to-leave")
        assert (deadline.about, str(deadline.since), str(deadline.due_on)) == ("S", "2025-03-03", "2025-03-17")
        assert [str(day) for day in deadline.alerts[:4]] == ["2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31"]

    @pytest.mark.parametrize(("left", "found"), [("2025-03-17", []), ("2025-03-20", [("P12", "2025-03-18", "2025-03-20")])])
    def test_leaving_meets_it(self, left: str, found: Found) -> None:
        story = self.ready().and_("discharged", left, destination="home")
        assert story.findings("P12") == found
        assert [(str(d.met_on), d.over_on) for d in due(story, "ready-to-leave")] == [(left, None)]

    def test_who_is_no_longer_ready_does_not_wait(self) -> None:
        story = self.ready().and_("ready-withdrawn", "2025-03-20")
        assert story.findings("P12") == [("P12", "2025-03-18", "2025-03-20")]
        assert [(d.met_on, str(d.over_on)) for d in due(story, "ready-to-leave")] == [(None, "2025-03-20")]

    def test_recorded_anew_the_wait_goes_on_from_its_first_day(self) -> None:
        story = self.ready("2025-03-10", self.ready())
        assert story.findings("P12") == [("P12", "2025-03-18", None)]
        assert len(due(story, "ready-to-leave")) == 1

    def test_ready_again_after_a_setback_is_a_new_wait(self) -> None:
        story = self.ready("2025-04-07", self.ready().and_("ready-withdrawn", "2025-03-10"))
        assert story.findings("P12") == [("P12", "2025-04-22", None)]

    def test_ready_on_the_day_of_leaving_is_no_wait(self) -> None:
        story = self.ready("2025-03-03").and_("moved", "2025-03-03", setting="pleegzorg", stay_id="T")
        assert due(story, "ready-to-leave") == []


class TestSilence:
    """P13: no event for thirty days in an open closed stay."""

    def inside(self, on: str = "2025-02-03") -> Story:
        return admitted(Story.opened(), on, setting="gesloten")

    def noted(self, story: Story, *days: str) -> Story:
        for day in days:
            story = story.and_("note-added", day, text="Gesproken.")
        return story

    def test_after_thirty_days_without_an_event_it_is_a_finding(self) -> None:
        assert self.inside().findings("P13") == [("P13", "2025-03-06", None)]

    def test_also_where_the_trajectory_began_with_it(self) -> None:
        assert admitted(Story.opened("2025-02-03"), setting="gesloten").findings("P13") == [("P13", "2025-03-06", None)]

    @pytest.mark.parametrize(
        ("heard", "silence"), [("2025-03-05", []), ("2025-03-06", []), ("2025-03-07", [("P13", "2025-03-06", "2025-03-07")])]
    )
    def test_an_event_ends_it_and_the_days_run_again(self, heard: str, silence: Found) -> None:
        story = self.noted(self.inside(), heard).and_("discharged", heard, destination="home")
        assert story.findings("P13") == silence

    def test_every_silence_is_found(self) -> None:
        story = self.noted(self.inside(), "2025-03-05", "2025-05-01")
        assert story.findings("P13") == [("P13", "2025-04-05", "2025-05-01"), ("P13", "2025-06-01", None)]

    def test_leaving_ends_it(self) -> None:
        story = self.inside().and_("discharged", "2025-03-20", destination="home")
        assert story.findings("P13") == [("P13", "2025-03-06", "2025-03-20")]

    def test_in_lighter_care_nobody_asks(self) -> None:
        assert admitted(Story.opened()).findings("P13") == []

    def test_between_two_closed_stays_nobody_asks(self) -> None:
        story = self.inside().and_("discharged", "2025-02-20", destination="home")
        story = story.and_("admitted", "2025-05-01", setting="gesloten", despite=["L1"]).and_(
            "discharged", "2025-05-20", destination="home"
        )
        assert story.findings("P13") == []


class TestSecondLook:
    """Deadline `review-by`: an advice says by when it is looked at again."""

    def test_it_is_due_on_the_day_that_was_said(self) -> None:
        (deadline,) = due(reviewed(Story.opened(), "2025-02-03", review_by="2025-05-01"), "review-by")
        assert (deadline.about, str(deadline.since), str(deadline.due_on)) == ("2", "2025-02-03", "2025-05-01")
        assert [str(day) for day in deadline.alerts] == ["2025-04-17", "2025-05-01"]
        assert due(reviewed(Story.opened(), "2025-02-03"), "review-by") == []

    def test_a_review_or_another_advice_meets_it(self) -> None:
        first = reviewed(Story.opened(), "2025-02-03", review_by="2025-05-01")
        again = reviewed(first, "2025-04-01")
        advice = first.and_("idt-advice-given", "2025-04-01", advice={"setting": "leefhuis"})
        for story in (again, advice):
            assert [(str(d.met_on), d.met_by) for d in due(story, "review-by")] == [("2025-04-01", 3)]

    def test_it_is_over_with_the_trajectory(self) -> None:
        story = reviewed(Story.opened(), "2025-02-03", review_by="2025-05-01").and_("trajectory-closed", "2025-03-01")
        assert [str(d.over_on) for d in due(story, "review-by")] == ["2025-03-01"]
