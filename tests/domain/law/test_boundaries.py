"""The last day allowed and the first day late, where a calendar makes them hard: month ends, leap days, holidays and the clock.

Every expected day was counted from the text of the law, and of the judgment that says how months are counted (HR 2017:2225).
"""

from datetime import date
from typing import Any

import pytest

from domain.deadlines import deadlines
from tests.domain.law.titles_told import NOT_UNDER_TEST, closed, conditional, covered, due, found, granted, left, opened, placed, supervised
from tests.domain.stories import Story

CONSENT = {"civil_basis": "consent"}


class TestTheLongestTerm:
    """L2: Jeugdwet 6.1.12(2), BW 1:265c(1). "Tot": the last day that is named is the first night without."""

    @pytest.mark.parametrize(
        ("kind", "since", "last", "too_long"),
        [
            pytest.param("machtiging", "2024-02-29", "2025-02-28", "2025-03-01", id="a year from a leap day"),
            pytest.param("machtiging", "2023-02-28", "2024-02-28", "2024-02-29", id="a year up to a leap year"),
            pytest.param("muhp", "2025-01-31", "2026-01-31", "2026-02-01", id="a year from the end of January"),
            pytest.param("spoedmachtiging", "2025-03-01", "2025-03-29", "2025-03-30", id="four weeks"),
            pytest.param("spoedmachtiging", "2026-03-02", "2026-03-30", "2026-03-31", id="four weeks in which the clock is set forward"),
            pytest.param("spoedmachtiging", "2024-02-05", "2024-03-04", "2024-03-05", id="four weeks with a leap day"),
            pytest.param("voorwaardelijke_machtiging", "2025-08-31", "2026-02-28", "2026-03-01", id="six months up to February"),
            pytest.param("voorwaardelijke_machtiging", "2023-08-31", "2024-02-29", "2024-03-01", id="six months up to a leap day"),
        ],
    )
    def test_to_the_day(self, kind: str, since: str, last: str, too_long: str) -> None:
        assert found(granted(opened(), since, since, last, kind=kind), "L2") == []
        assert found(granted(opened(), since, since, too_long, kind=kind), "L2") == [(since, too_long)]


class TestThreeMonthsUnexecuted:
    """L4: Jeugdwet 6.1.12(3), BW 1:265c(3)."""

    @pytest.mark.parametrize(
        ("since", "in_time", "too_late"),
        [
            pytest.param("2024-11-30", "2025-02-27", "2025-02-28", id="three months after 30 November are over on 28 February"),
            pytest.param("2023-11-30", "2024-02-28", "2024-02-29", id="in a leap year on the 29th"),
            pytest.param("2025-01-31", "2025-04-29", "2025-04-30", id="after 31 January on 30 April"),
            pytest.param("2025-12-31", "2026-03-30", "2026-03-31", id="after 31 December on 31 March"),
        ],
    )
    def test_executed_the_day_before_it_stands_and_on_that_day_not(self, since: str, in_time: str, too_late: str) -> None:
        until = since.replace("2025", "2026").replace("2024", "2025").replace("2023", "2024") if since != "2025-01-31" else "2026-01-31"
        title = granted(opened(), since, since, until)
        assert covered(closed(title, in_time))[0][2] == "T"
        assert covered(closed(title, too_late))[0][2] is None

    @pytest.mark.parametrize(("back_on", "title"), [("2025-04-29", "T"), ("2025-04-30", None)])
    def test_any_such_stretch_counts_from_the_first_night_outside(self, back_on: str, title: str | None) -> None:  # "gedurende"
        story = left(closed(granted(opened(), "2024-12-01", "2024-12-01", "2025-12-01"), "2024-12-01"), "2025-01-31")
        assert covered(closed(story, back_on, "S2"))[1] == (back_on, "2025-12-01" if title else None, title)

    def test_a_night_of_execution_starts_the_months_anew(self) -> None:
        story = granted(opened(), "2024-11-30", "2024-11-30", "2025-11-30")
        story = left(closed(story, "2025-02-27"), "2025-02-28")  # one night, the last that could be
        assert found(story, "L4") == [("2025-05-28", "2025-11-30")]

    def test_a_stay_of_no_night_executes_nothing(self) -> None:
        story = left(closed(granted(opened(), "2024-11-30", "2024-11-30", "2025-11-30"), "2025-02-27"), "2025-02-27")
        assert found(story, "L4") == [("2025-02-28", "2025-11-30")]


class TestFourteenDays:
    """L5: Jeugdwet 6.1.2(7)."""

    @pytest.mark.parametrize(
        ("withdrawn_on", "bare_from"),
        [("2024-02-15", "2024-02-29"), ("2024-02-16", "2024-03-01"), ("2025-02-15", "2025-03-01"), ("2024-12-18", "2025-01-01")],
    )
    def test_the_fourteenth_day_is_the_first_without(self, withdrawn_on: str, bare_from: str) -> None:
        since = f"{withdrawn_on[:4]}-01-10" if withdrawn_on[5:7] == "02" else "2024-11-01"
        until = f"{int(since[:4]) + 1}{since[4:]}"
        story = closed(granted(opened(), since, since, until, **CONSENT), since).and_("consent-withdrawn", withdrawn_on, by="mother")
        assert covered(story) == [(since, bare_from, "T"), (bare_from, None, None)]

    @pytest.mark.parametrize(("withdrawn_on", "lapses"), [("2025-02-28", True), ("2025-03-01", False)])
    def test_the_day_before_eighteen_is_the_last_on_which_somebody_can(self, withdrawn_on: str, lapses: bool) -> None:
        story = closed(granted(opened("2007-03-01"), "2025-01-10", "2025-01-10", "2025-08-10", **CONSENT), "2025-01-10")
        story = story.and_("consent-withdrawn", withdrawn_on, by="mother")
        assert covered(story)[0] == ("2025-01-10", "2025-03-14" if lapses else "2025-08-10", "T")

    def test_a_withdrawal_that_never_was_lets_nothing_lapse(self) -> None:
        story = closed(granted(opened(), "2025-01-10", "2025-01-10", "2025-08-10", **CONSENT), "2025-01-10")
        story = story.and_("consent-withdrawn", "2025-02-01", by="mother")
        voided = story.and_("voided", "2025-02-20", target_version=4, reason="Van een ander kind.")
        assert covered(voided)[0] == ("2025-01-10", "2025-08-10", "T")
        corrected = story.and_("corrected", "2025-02-20", target_version=4, data={"occurred_on": "2025-02-03"}, reason="Twee dagen later.")
        assert covered(corrected)[0] == ("2025-01-10", "2025-02-17", "T")


class TestConditionalAdmission:
    """L3, L9: Jeugdwet 6.1.6(5) and (6); Algemene termijnenwet 1 and 2 for the notice."""

    @pytest.mark.parametrize(
        ("decided", "until"), [("2025-08-31", "2026-02-28"), ("2023-08-30", "2024-02-29"), ("2023-08-29", "2024-02-29")]
    )
    def test_six_months_are_over_at_the_end_of_a_short_month(self, decided: str, until: str) -> None:
        started = decided.replace("-08-", "-06-").replace("31", "30")
        story = granted(
            opened(), started, started, f"{int(started[:4]) + 1}{started[4:]}", kind="voorwaardelijke_machtiging", prolongation=True
        )
        story = story.and_("conditional-admission-decided", decided, title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert covered(closed(story, decided)) == [(decided, until, "T"), (until, None, None)]
        assert found(closed(story, decided), "L3") == [(until, None)]

    @pytest.mark.parametrize(
        ("decided", "last", "late"),
        [
            pytest.param("2026-04-02", "2026-04-08", "2026-04-09", id="Maundy Thursday: two working days after Easter"),
            pytest.param("2026-05-01", "2026-05-06", "2026-05-07", id="the fourth day is 5 May"),
            pytest.param("2026-05-10", "2026-05-18", "2026-05-19", id="Ascension Day, and the Friday is equated"),
            pytest.param("2026-03-25", "2026-03-30", "2026-03-31", id="the fourth day is a Sunday on which the clock is set forward"),
            pytest.param("2024-02-26", "2024-03-01", "2024-03-02", id="over a leap day"),
        ],
    )
    def test_the_last_day_of_the_notice_and_the_first_too_late(self, decided: str, last: str, late: str) -> None:
        def told(on: str) -> Story:
            since = f"{decided[:4]}-01-10"
            story = granted(
                opened(), since, since, f"{decided[:4]}-07-10", kind="voorwaardelijke_machtiging", authorised_admitter="B. Zwart"
            )
            copies = {"requester": decided, "lawyer": decided, "registrar": decided}
            about: dict[str, Any] = {"title_id": "T", "decided_by": "B. Zwart", "state_checked_on": decided, "copies_sent": copies}
            return story.and_("conditional-admission-decided", decided, notice_to_youth_on=on, **about, despite=NOT_UNDER_TEST)

        assert found(told(last), "L9") == []
        assert [since for since, _ in found(told(late), "L9")] == [late]

    def test_a_decision_that_is_dated_anew_moves_its_term(self) -> None:
        story = conditional(told=True, notice_to_youth_on="2025-03-10")  # decided on Monday 3 March, so by Friday 7 March
        assert found(story, "L9") == [("2025-03-08", "2025-03-10")]
        mended = story.and_("corrected", "2025-03-12", target_version=3, data={"occurred_on": "2025-03-01"}, reason="Twee dagen eerder.")
        # a Saturday: the fourth day is Wednesday 5 March, and Monday and Tuesday are two working days
        assert [since for since, _ in found(mended, "L9", "3-notice")] == ["2025-03-06"]


class TestThePlan:
    """L12: Jeugdwet 6.2.9(2) and (8); Algemene termijnenwet 1."""

    @pytest.mark.parametrize(
        ("admitted", "last", "late"),
        [
            pytest.param("2026-04-02", "2026-05-18", "2026-05-19", id="Ascension Day, and the Friday is equated"),
            pytest.param("2025-03-10", "2025-04-22", "2025-04-23", id="Easter Monday"),
            pytest.param("2024-11-14", "2024-12-30", "2024-12-31", id="Boxing Day, and the Friday is equated"),
            pytest.param("2024-01-18", "2024-02-29", "2024-03-01", id="a leap day"),
        ],
    )
    def test_six_weeks(self, admitted: str, last: str, late: str) -> None:
        year = f"{int(admitted[:4]) + 1}{admitted[4:]}"
        story = closed(granted(opened(), admitted, admitted, year), admitted)
        assert due(story, "plan")[0][1] == last
        plan = {"plan_id": "P", "with_jeugdige": True, "consulted": ["parents"]}
        assert [f for f in found(story.and_("plan-adopted", last, **plan), "L12") if f[0] <= late] == []
        following = (date.fromisoformat(late).toordinal() + 1, late)
        assert (late, str(date.fromordinal(following[0]))) in found(story.and_("plan-adopted", late, **plan), "L12")

    @pytest.mark.parametrize(
        ("held", "last"),
        [
            pytest.param("2025-12-31", "2026-03-02", id="28 February is a Saturday"),
            pytest.param("2023-12-30", None, id="before the law"),
            pytest.param("2025-06-30", "2025-09-01", id="30 August is a Saturday"),
        ],
    )
    def test_two_months_between_evaluations(self, held: str, last: str | None) -> None:
        since = f"{held[:4]}-05-01" if held[:4] == "2025" else "2023-11-01"
        story = closed(granted(opened(), since, since, f"{int(since[:4]) + 1}{since[4:]}"), since)
        story = story.and_("plan-adopted", since, plan_id="P", with_jeugdige=True, consulted=["parents"])
        story = story.and_("plan-evaluated", held, plan_id="P", with_jeugdige=True, report_given_on=held)
        expected = [last] if last else ["2024-07-01"]  # until then the months of transition (10.2(1))
        assert [each.due_on.isoformat() for each in deadlines(story.trajectory) if each.kind == "plan-evaluation"][-1:] == expected


class TestHours:
    """L13: Jeugdwet 6.3.1.2(4) and (5), 6.3.2.2(2): hours are hours, whatever the clock on the wall does."""

    def emergency(self, began: tuple[str, str], ended: tuple[str, str], consented: tuple[str, str] | None = None) -> list[Any]:
        since = f"{began[0][:4]}-01-10"
        story = closed(granted(opened(), since, since, f"{int(since[:4]) + 1}-01-10"), since)
        story = story.and_("plan-adopted", since, plan_id="P", with_jeugdige=True, consulted=["parents"], measures=[{"code": "TOEZ"}])
        measure = {"measure_id": "M", "code": "BEW-b", "emergency": True}
        story = story.and_("measure-started", began[0], occurred_at=began[1], **measure, despite=NOT_UNDER_TEST)
        if consented:
            about = {"measure_id": "M", "continues": True, "occurred_at": consented[1]}
            story = story.and_("measure-reviewed", consented[0], **about, despite=NOT_UNDER_TEST)
        story = story.and_("measure-ended", ended[0], measure_id="M", occurred_at=ended[1], despite=NOT_UNDER_TEST)
        return found(story, "L13")

    @pytest.mark.parametrize(
        ("began", "limit", "beyond"),
        [
            pytest.param(("2026-03-28", "20:00"), ("2026-03-29", "09:00"), ("2026-03-29", "09:01"), id="set forward: nine o'clock"),
            pytest.param(("2025-10-25", "20:00"), ("2025-10-26", "07:00"), ("2025-10-26", "07:01"), id="set back: seven o'clock"),
            pytest.param(("2025-05-01", "12:00"), ("2025-05-02", "00:00"), ("2025-05-02", "00:01"), id="at midnight"),
        ],
    )
    def test_twelve_hours(self, began: tuple[str, str], limit: tuple[str, str], beyond: tuple[str, str]) -> None:
        assert self.emergency(began, limit) == []
        assert [since for since, _ in self.emergency(began, beyond)] == [beyond[0]]

    def test_three_days_over_a_leap_day(self) -> None:
        consented = ("2024-02-27", "15:00")
        assert self.emergency(("2024-02-27", "10:00"), ("2024-03-01", "10:00"), consented) == []
        assert self.emergency(("2024-02-27", "10:00"), ("2024-03-01", "10:01"), consented) == [("2024-03-01", "2024-03-02")]

    @pytest.mark.parametrize(("started_on", "young"), [("2025-02-28", True), ("2025-03-01", False)])
    def test_who_is_born_on_a_leap_day_is_twelve_on_the_first_of_march(self, started_on: str, young: bool) -> None:
        story = closed(granted(opened("2013-03-01"), "2025-01-10", "2025-01-10", "2026-01-10"), "2025-01-10")
        leap = closed(granted(opened("2012-02-29"), "2023-12-10", "2023-12-10", "2024-12-10"), "2023-12-10")
        about = {"measure_id": "M", "code": "BEW-f", "emergency": True, "despite": NOT_UNDER_TEST}
        story = story.and_("measure-started", started_on, occurred_at="10:00", **about).and_(
            "measure-ended", started_on, measure_id="M", occurred_at="11:00", despite=NOT_UNDER_TEST
        )
        assert bool(found(story, "L13", "M")) is young
        for day, too_young in (("2024-02-28", True), ("2024-02-29", False)):  # a leap year: the birthday is there
            secluded = leap.and_("measure-started", day, occurred_at="10:00", **about).and_(
                "measure-ended", day, measure_id="M", occurred_at="11:00", despite=NOT_UNDER_TEST
            )
            assert bool(found(secluded, "L13", "M")) is too_young


class TestEighteen:
    """L6, L8, L16: Jeugdwet 6.1.1(1), 6.1.2(4); BW 1:255."""

    @pytest.mark.parametrize(
        ("born_on", "birthday", "end"),
        [
            pytest.param("2007-08-31", "2025-08-31", "2026-02-28", id="half a year after 31 August"),
            pytest.param("2007-08-29", "2025-08-29", "2026-02-28", id="half a year after 29 August"),
            pytest.param("2008-02-29", "2026-03-01", "2026-09-01", id="a leap day"),
        ],
    )
    def test_a_title_of_the_birthday_itself_ends_half_a_year_later(self, born_on: str, birthday: str, end: str) -> None:
        until = f"{int(birthday[:4]) + 1}-02-20" if birthday[5:7] == "08" else "2026-12-01"
        until = "2026-08-20" if birthday[5:7] == "08" else until
        story = closed(granted(opened(born_on), birthday, birthday, until, civil_basis="aged_18"), birthday)
        assert found(story, "L6", "T") == [(end, until)]

    def test_the_night_before_is_the_last_under_supervision(self) -> None:  # BW 1:255: a minor
        story = placed(supervised(opened("2008-02-29"), "2026-01-01", "2027-01-01"), "2026-02-01")
        assert found(story, "L16") == [("2026-02-01", "2026-03-01")]

    def test_a_birth_day_that_was_mistaken_moves_what_rests_on_it(self) -> None:
        story = placed(supervised(opened("2008-02-29"), "2026-01-01", "2027-01-01"), "2026-02-01")
        mended = story.and_("identity-changed", "2026-02-10", born_on="2008-03-15")
        assert found(mended, "L16") == [("2026-02-01", "2026-03-15")]


class TestAYearInAFamily:
    """L17: BW 1:265i(1), "ten minste een jaar"."""

    @pytest.mark.parametrize(
        ("since", "moved_on", "asks"),
        [("2024-02-29", "2025-02-27", False), ("2024-02-29", "2025-02-28", True), ("2023-02-28", "2024-02-27", False)],
    )
    def test_to_the_day(self, since: str, moved_on: str, asks: bool) -> None:
        story = placed(supervised(opened(), since, f"{int(moved_on[:4]) + 1}-01-01"), since)
        story = story.and_("moved", moved_on, setting="leefhuis", stay_id="L", despite=NOT_UNDER_TEST)
        assert bool(found(story, "L17")) is asks


class TestTheNight:
    """L1: a night belongs to the day it begins; a title covers up to, and not including, its last day."""

    @pytest.mark.parametrize(("left_on", "expected"), [("2025-08-01", []), ("2025-08-02", [("2025-08-01", "2025-08-02")])])
    def test_who_leaves_on_the_day_on_which_the_title_ends_had_no_night_without(self, left_on: str, expected: list[Any]) -> None:
        assert found(left(closed(granted(opened(), "2025-02-01", "2025-02-01", "2025-08-01"), "2025-02-01"), left_on), "L1") == expected

    def test_of_two_titles_that_meet_no_night_is_lost_and_one_between_them_is(self) -> None:
        story = closed(granted(opened(), "2025-02-01", "2025-02-01", "2025-03-01"), "2025-02-01")
        assert found(granted(story, "2025-02-20", "2025-03-01", "2025-08-01", "T2"), "L1") == [("2025-08-01", None)]
        assert found(granted(story, "2025-02-20", "2025-03-02", "2025-08-01", "T2"), "L1")[0] == ("2025-03-01", "2025-03-02")

    def test_a_move_between_houses_on_the_day_on_which_the_title_changes(self) -> None:
        story = closed(granted(opened(), "2025-02-01", "2025-02-01", "2025-03-01"), "2025-02-01", title_id="T")
        story = granted(story, "2025-02-20", "2025-03-01", "2025-08-01", "T2")
        about = {"setting": "gesloten", "location": "gesloten-2", "stay_id": "S2", "title_id": "T2"}
        moved = story.and_("moved", "2025-03-01", **about, despite=NOT_UNDER_TEST)
        assert covered(moved)[:2] == [("2025-02-01", "2025-03-01", "T"), ("2025-03-01", "2025-08-01", "T2")]

    def test_annulled_on_the_day_of_the_admission_the_stay_fell_with_its_title(self) -> None:  # 6.1.12(7)
        story = closed(granted(opened(), "2025-02-01", "2025-02-01", "2025-08-01"), "2025-02-03", title_id="T")
        ruling = {"target_version": 2, "by": "gerechtshof", "despite": NOT_UNDER_TEST}
        # he was there two nights more
        stayed = story.and_("annulled", "2025-02-03", left_on="2025-02-05", **ruling)
        assert found(stayed, "L1") == [("2025-02-03", "2025-02-05")]
        # or, as far as is recorded, left at once
        assert found(story.and_("annulled", "2025-02-03", **ruling), "L1") == []
        # voided, the ruling was never there
        undone = stayed.and_("voided", "2025-02-06", target_version=4, reason="Van een ander kind.", despite=NOT_UNDER_TEST)
        assert covered(undone)[0] == ("2025-02-03", "2025-08-01", "T")

    def test_so_did_one_on_a_conditional_title(self) -> None:  # 6.1.7; RBLIM:2023:3929
        story = conditional(told=True, notice_to_youth_on="2025-03-03")
        fell = story.and_("annulled", "2025-03-03", target_version=3, by="kinderrechter", left_on="2025-03-04", despite=NOT_UNDER_TEST)
        assert found(fell, "L1") == [("2025-03-03", "2025-03-04")]

    def test_who_is_admitted_after_the_ruling_of_that_day_has_no_title(self) -> None:
        story = granted(opened(), "2025-02-01", "2025-02-01", "2025-08-01")
        story = story.and_("annulled", "2025-02-03", target_version=2, by="gerechtshof")
        assert found(closed(story, "2025-02-03", title_id="T"), "L1") == [("2025-02-03", None)]


class TestTheCourt:
    """Jeugdwet 6.1.8(6): three weeks; Algemene termijnenwet 1."""

    @pytest.mark.parametrize(
        ("filed_on", "last"),
        [("2025-12-04", "2025-12-29"), ("2025-12-12", "2026-01-05"), ("2026-04-06", "2026-04-28"), ("2026-04-05", "2026-04-28")],
    )
    def test_a_last_day_on_a_holiday_is_moved(self, filed_on: str, last: str) -> None:
        story = closed(granted(opened(), "2025-11-03", "2025-11-03", "2026-05-03"), "2025-11-03")
        story = story.and_("title-requested", filed_on, kind="machtiging", filed_by="gi")
        assert [each[1] for each in due(story, "court-decision")] == [last]
