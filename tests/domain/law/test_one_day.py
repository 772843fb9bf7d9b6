"""What happens on one day, in the order in which it can have happened (contract, the effective history)."""

from datetime import date

import pytest

from domain.whereabouts import Where, whereabouts
from tests.domain.stories import Story, refused

DAY = "2025-03-01"


GRANTED = {
    "kind": "machtiging",
    "title_id": "T",
    "valid_from": DAY,
    "valid_until": "2025-09-01",
    "civil_basis": "ots",
    "court": "Limburg",
}


def inside(on: str = "2025-02-01") -> Story:
    return Story.opened("2025-01-02").and_("admitted", on, setting="leefhuis", stay_id="S")


def at_clock(at: str | None) -> dict[str, str]:
    return {"occurred_at": at} if at else {}


def nights(story: Story) -> list[tuple[Where, str]]:
    return [(each.where, str(each.since)) for each in whereabouts(story.trajectory)]


class TestWhoLeavesThatDay:
    """What happened while he was there comes before his exit."""

    @pytest.mark.parametrize(
        ("kind", "data"),
        [("absconded", {}), ("leave-granted", {"until": "2025-03-03"}), ("ready-to-leave", {"needed_setting": "leefhuis"})],
    )
    def test_still_ran_away_went_on_leave_or_was_ready(self, kind: str, data: dict[str, str]) -> None:
        story = inside().and_(kind, DAY, **data)
        assert refused(story.when("discharged", DAY, destination="absconded")) == set()

    @pytest.mark.parametrize("at", [None, "08:00"])
    def test_and_it_may_be_recorded_after_the_exit_is(self, at: str | None) -> None:
        story = inside().and_("discharged", DAY, destination="absconded")
        assert refused(story.when("absconded", DAY, **at_clock(at))) == set()

    def test_a_clock_time_of_the_one_says_something_of_the_other(self) -> None:
        story = inside().and_("absconded", DAY, occurred_at="08:00")
        assert refused(story.when("discharged", DAY, destination="absconded")) == set()

    def test_was_no_longer_ready_first(self) -> None:
        story = inside().and_("ready-to-leave", "2025-02-20", needed_setting="leefhuis").and_("ready-withdrawn", DAY)
        assert refused(story.when("discharged", DAY, destination="home")) == set()

    def test_but_not_after_an_exit_at_a_certain_hour(self) -> None:
        story = inside().and_("discharged", DAY, occurred_at="10:00", destination="home")
        assert refused(story.when("absconded", DAY, occurred_at="12:00")) == {"I-order"}


class TestWhoArrivesThatDay:
    """What is recorded after his arrival was after it."""

    @pytest.mark.parametrize("at", [None, "21:00"])
    @pytest.mark.parametrize(
        ("kind", "data"),
        [("absconded", {}), ("leave-granted", {"until": "2025-02-03"}), ("ready-to-leave", {"needed_setting": "leefhuis"})],
    )
    def test_may_run_away_go_on_leave_or_be_ready(self, kind: str, data: dict[str, str], at: str | None) -> None:
        assert refused(inside("2025-02-01").when(kind, "2025-02-01", **at_clock(at), **data)) == set()

    def test_and_come_back(self) -> None:
        story = inside("2025-02-01").and_("absconded", "2025-02-01")
        assert refused(story.when("returned", "2025-02-01")) == set()

    def test_is_ready_to_leave_the_house_that_he_was_moved_to(self) -> None:
        moved = inside().and_("moved", DAY, setting="intensief_klinisch", stay_id="S2", kind="doorplaatsing")
        story = moved.and_("ready-to-leave", DAY, needed_setting="leefhuis")
        assert [ready.until for ready in story.trajectory.readiness] == [None]

    def test_is_where_he_arrived_if_he_did_not_leave(self) -> None:
        assert nights(inside(DAY)) == [(Where.HOME, "2025-01-02"), (Where.STAY, DAY)]


class TestOneOfTwoHasAClockTime:
    """What has none stands among its like where it was recorded: the order in which people told it is the best that is known."""

    def test_a_title_of_ten_o_clock_can_be_suspended_later_that_day(self) -> None:  # Jeugdwet 6.1.12(5)
        granted = Story.opened("2025-01-02").and_("title-granted", DAY, occurred_at="10:00", **GRANTED)
        suspended = granted.and_("title-suspended", DAY, title_id="T")
        assert refused(granted.when("title-suspended", DAY, title_id="T")) == set()
        assert refused(suspended.when("suspension-withdrawn", DAY, title_id="T")) == set()

    def test_but_not_what_was_granted_after_that_by_the_clock(self) -> None:
        granted = Story.opened("2025-01-02").and_("title-granted", DAY, occurred_at="10:00", **GRANTED)
        assert refused(granted.when("title-suspended", DAY, occurred_at="09:00", title_id="T")) == {"I-order"}

    def test_who_ran_away_at_eight_is_back(self) -> None:
        story = inside().and_("absconded", DAY, occurred_at="08:00")
        assert refused(story.when("returned", DAY)) == set()

    def test_who_was_admitted_can_be_moved_at_three(self) -> None:
        moved = {"setting": "intensief_klinisch", "stay_id": "S2", "kind": "doorplaatsing"}
        assert refused(inside(DAY).when("moved", DAY, occurred_at="15:00", **moved)) == set()

    def test_of_two_who_were_assigned_the_last_that_was_told_stands(self) -> None:
        story = Story.opened("2025-01-02").and_("procesregisseur-assigned", DAY, occurred_at="10:00", subject="pr-1")
        assert story.and_("procesregisseur-assigned", DAY, subject="pr-2").trajectory.procesregisseur_on(date(2025, 3, 1)) == "pr-2"

    def test_an_admission_executes_what_was_granted_that_day_though_something_else_has_a_later_hour(self) -> None:  # Jeugdwet 6.1.12(1)
        story = Story.opened("2025-01-02").and_("note-added", DAY, occurred_at="16:00", text="Gebeld.")
        story = story.and_("admitted", DAY, occurred_at="14:00", setting="gesloten", stay_id="S", despite=["L1"])
        on_execution = {"starts": "on_execution", "duration_days": 28, "latest_start": "2025-04-01"}
        story = story.and_("title-granted", DAY, kind="spoedmachtiging", title_id="T", civil_basis="ots", court="Limburg", **on_execution)
        assert [title.valid_from for title in story.trajectory.titles] == [date(2025, 3, 1)]


class TestWhoDiesThatDay:
    @pytest.mark.parametrize("at", [None, "08:00"])
    def test_was_moved_or_ran_away_before(self, at: str | None) -> None:
        moved = inside().and_("moved", DAY, setting="intensief_klinisch", stay_id="S2", kind="doorplaatsing")
        assert refused(moved.when("died", DAY, **at_clock(at))) == set()
        assert refused(inside().and_("died", DAY, **at_clock(at)).when("absconded", DAY)) == set()

    def test_was_admitted_before(self) -> None:
        assert refused(inside(DAY).when("died", DAY, occurred_at="23:00")) == set()


class TestHelp:
    def test_changes_on_the_day_it_began(self) -> None:
        story = Story.opened("2025-01-02").and_("help-started", DAY, kind="ambulant", provider="xonar", help_id="H")
        story = story.and_("help-changed", DAY, help_id="H", hours_per_week=4)
        assert refused(story.when("help-ended", DAY, help_id="H")) == set()


class TestWhoRanAway:
    def test_is_back_when_he_is_admitted_anew_and_may_run_away_again(self) -> None:
        story = inside().and_("absconded", "2025-02-20").and_("discharged", "2025-02-25", destination="absconded")
        story = story.and_("admitted", DAY, setting="leefhuis", stay_id="S2").and_("absconded", "2025-03-05").and_("returned", "2025-03-07")
        assert nights(story)[-4:] == [
            (Where.ABSCONDED, "2025-02-25"),
            (Where.STAY, DAY),
            (Where.ABSCONDED, "2025-03-05"),
            (Where.STAY, "2025-03-07"),
        ]
        assert [str(absence.until) for absence in story.trajectory.absences] == [DAY, "2025-03-07"]

    def test_is_not_back_before(self) -> None:
        story = inside().and_("absconded", "2025-02-20")
        assert refused(story.when("absconded", "2025-02-22")) == {"I-order"}
