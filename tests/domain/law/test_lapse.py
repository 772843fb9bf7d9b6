"""What lapses by law, on the day itself: worked cases. Each names its article or judgment. Dates are half-open."""

from datetime import date

import pytest

from domain.deadlines import deadlines
from domain.law import lapse
from domain.law.lapse import title_in_law
from domain.parameters import Dated
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
    status,
    supervised,
)
from tests.domain.stories import Story, stopped


def year(**data: object) -> Story:
    """A machtiging of a year from 3 February 2025."""
    return granted(opened(), "2025-02-01", "2025-02-03", "2026-02-03", **data)


class TestNotExecuted:
    """Jeugdwet 6.1.12(3): "gedurende drie maanden"; BW 1:265c(3): "na verloop van drie maanden" (RBGEL:2017:1672)."""

    def test_a_machtiging_never_executed_lapses_after_three_months(self) -> None:  # 6.1.12(3)
        story = year()
        assert found(story, "L4") == [("2025-05-03", "2026-02-03")]
        assert [status(story, "T", day) for day in ("2025-05-02", "2025-05-03")] == ["running", "lapsed"]
        assert [(f.article, f.absence) for f in story.case.findings if f.rule == "L4"] == [("Jeugdwet 6.1.12(3)", True)]
        assert found(story, "L5") == []

    @pytest.mark.parametrize("setting", ["pleegzorg", "leefhuis", "intensief_klinisch"])
    def test_help_elsewhere_does_not_execute_it(self, setting: str) -> None:  # 6.1.12(3), 6.2.2(1)
        assert found(placed(year(), "2025-02-10", setting), "L4") == [("2025-05-03", "2026-02-03")]

    def test_nor_does_help_at_home(self) -> None:  # 6.1.12(3)
        story = closed(year(), "2025-02-10").and_("stepped-down", "2025-04-10", setting="ambulant")
        assert found(story, "L4") == [("2025-07-10", "2026-02-03")]

    @pytest.mark.parametrize(("admitted", "nights"), [("2025-05-02", "T"), ("2025-05-03", None)])
    def test_the_last_day_to_execute_it_is_the_day_before(self, admitted: str, nights: str | None) -> None:  # 6.1.12(3)
        story = left(closed(year(), admitted), "2025-05-10")
        assert covered(story) == [(admitted, "2025-05-10", nights)]

    def test_any_three_months_count_also_after_a_stay(self) -> None:  # 6.1.12(3); RBGEL:2017:1672
        story = left(closed(year(), "2025-02-10"), "2025-04-10")
        assert found(story, "L4") == [("2025-07-10", "2026-02-03")]
        assert covered(left(closed(story, "2025-07-10", "S2"), "2025-07-12")) == [
            ("2025-02-10", "2025-04-10", "T"),
            ("2025-07-10", "2025-07-12", None),
        ]

    def test_a_return_within_three_months_keeps_it_in_force(self) -> None:  # 6.1.12(3)
        story = left(closed(left(closed(year(), "2025-02-10"), "2025-04-10"), "2025-07-09", "S2"), "2025-07-20")
        assert covered(story)[1] == ("2025-07-09", "2025-07-20", "T")
        assert found(story, "L4") == [("2025-10-20", "2026-02-03")]

    def test_three_months_from_the_last_of_a_month(self) -> None:  # 6.1.12(3); no 30 February
        story = left(closed(year(), "2025-02-10"), "2025-11-30")
        assert found(story, "L4") == []  # 28 February 2026 lies after its own term
        longer = granted(opened(), "2025-11-30", "2025-11-30", "2026-11-30")
        assert found(longer, "L4") == [("2026-02-28", "2026-11-30")]

    def test_three_months_are_counted_from_the_decision_if_it_came_later(self) -> None:
        story = granted(opened(), "2025-02-20", "2025-02-03", "2026-02-03")
        assert found(story, "L4") == [("2025-05-20", "2026-02-03")]

    def test_a_title_that_begins_later_cannot_lapse_before_it_could_be_executed(self) -> None:
        story = granted(opened(), "2025-02-01", "2025-04-01", "2026-02-01")
        assert found(story, "L4") == [("2025-07-01", "2026-02-01")]

    def test_a_title_of_three_months_ends_by_its_own_term(self) -> None:  # 6.1.12(2) and (3)
        story = granted(opened(), "2025-02-03", "2025-02-03", "2025-05-03")
        assert found(story, "L4") == []
        assert status(story, "T", "2025-05-03") == "expired"
        assert due(story, "title-unexecuted") == []

    def test_a_title_of_a_day_longer_lapses(self) -> None:
        assert found(granted(opened(), "2025-02-03", "2025-02-03", "2025-05-04"), "L4") == [("2025-05-03", "2025-05-04")]

    def test_title_lapsed_only_confirms_it(self) -> None:  # 6.1.12(3)
        story = year().and_("title-lapsed", "2025-06-01", title_id="T", ground="not_executed")
        assert found(story, "L4") == [("2025-05-03", "2025-06-01")]
        assert status(story, "T", "2025-05-03") == "lapsed"

    def test_confirmed_on_the_day_itself_nothing_is_found(self) -> None:
        story = year().and_("title-lapsed", "2025-05-03", title_id="T", ground="not_executed")
        assert found(story, "L4") == []
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-05-03", "2025-05-03")]

    def test_nothing_is_asked_of_who_died(self) -> None:
        assert found(year().and_("died", "2025-04-01"), "L4") == []
        assert found(year().and_("died", "2025-06-01"), "L4") == [("2025-05-03", "2025-06-01")]

    @pytest.mark.parametrize("kind", ["spoedmachtiging", "voorwaardelijke_machtiging", "zorgmachtiging", "wzd"])
    def test_no_other_kind_lapses_for_that(self, kind: str) -> None:  # 6.1.12(3) names the machtiging
        story = granted(opened(), "2025-02-01", "2025-02-03", "2025-08-01", kind=kind)
        assert found(story, "L4") == []
        assert due(story, "title-unexecuted") == []

    def test_a_conditional_title_lapses_once_it_counts_as_a_machtiging(self) -> None:  # 6.1.6(5), 6.1.12(3)
        story = left(conditional(until="2026-02-01"), "2025-03-20")
        assert found(story, "L4") == [("2025-06-20", "2026-02-01")]
        assert [f.article for f in story.case.findings if f.rule == "L4"] == ["Jeugdwet 6.1.12(3)"]

    def test_a_conditional_title_that_revived_does_not(self) -> None:  # RBLIM:2021:5625
        story = conditional(until="2026-02-01").and_(
            "annulled", "2025-03-20", target_version=3, by="kinderrechter", revives_title_id="T", despite=NOT_UNDER_TEST
        )
        assert found(story, "L4") == []
        assert status(story, "T", "2025-07-01") == "running"

    def test_a_suspension_counts_as_not_executed(self) -> None:  # 6.1.12(3) and (5): the parameter's answer
        story = closed(year(), "2025-02-03").and_("title-suspended", "2025-04-01", title_id="T", despite=NOT_UNDER_TEST)
        assert found(story, "L4") == [("2025-07-01", "2026-02-03")]
        assert found(story.and_("suspension-withdrawn", "2025-06-30", title_id="T"), "L4") == []

    def test_where_the_clock_stands_still_during_a_suspension_it_runs_after(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lapse, "SUSPENSION_COUNTS_AS_UNEXECUTED", Dated({date(2015, 1, 1): False}))
        story = left(closed(year(), "2025-02-03"), "2025-04-01").and_("title-suspended", "2025-04-01", title_id="T")
        assert found(story, "L4") == []
        assert found(story.and_("suspension-withdrawn", "2025-09-01", title_id="T"), "L4") == [("2025-12-01", "2026-02-03")]

    def test_a_stay_that_was_annulled_executes_nothing_from_then(self) -> None:  # 6.1.12(3)
        story = closed(year(), "2025-02-03").and_(
            "annulled", "2025-03-01", target_version=3, by="gerechtshof", left_on="2025-03-04", despite=NOT_UNDER_TEST
        )
        assert found(story, "L4") == [("2025-06-01", "2026-02-03")]


class TestMuhp:
    """BW 1:265c(3): a machtiging uithuisplaatsing that was never executed within three months (RBGEL:2017:1672)."""

    def test_never_executed_it_lapses(self) -> None:
        story = granted(opened(), "2025-02-01", "2025-02-03", "2026-02-03", kind="muhp")
        assert found(story, "L4") == [("2025-05-03", "2026-02-03")]
        assert next(f.article for f in story.case.findings if f.rule == "L4") == "BW 1:265c(3)"

    def test_once_executed_it_stays_in_force_however_long_he_is_home(self) -> None:
        story = left(placed(granted(opened(), "2025-02-01", "2025-02-03", "2026-02-03", kind="muhp"), "2025-02-10"), "2025-03-01")
        assert found(story, "L4") == []
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-05-03", "2025-02-10")]

    def test_nor_does_it_lapse_when_he_leaves_home_again(self) -> None:  # BW 1:265c(3)
        story = left(placed(granted(opened(), "2025-02-01", "2025-02-03", "2026-02-03", kind="muhp"), "2025-02-10"), "2025-03-01")
        assert found(placed(story, "2025-06-10", stay_id="S2"), "L4") == []

    @pytest.mark.parametrize(("on", "lapsed"), [("2025-05-02", []), ("2025-05-03", [("2025-05-03", "2026-02-03")])])
    def test_executed_on_the_last_day_and_the_day_after(self, on: str, lapsed: list[object]) -> None:
        story = placed(granted(opened(), "2025-02-01", "2025-02-03", "2026-02-03", kind="muhp"), on)
        assert found(story, "L4") == lapsed

    def test_for_who_lived_elsewhere_already_it_is_executed_at_once(self) -> None:
        story = granted(placed(opened(), "2025-01-01"), "2025-02-01", "2025-02-03", "2026-02-03", kind="muhp")
        assert found(story, "L4") == []
        assert due(story, "title-unexecuted") == []

    def test_a_muhp_that_waits_for_execution_has_its_own_last_day(self) -> None:
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-01"}
        story = opened().and_("title-granted", "2025-02-01", kind="muhp", title_id="T", **data)
        assert due(story, "title-unexecuted") == [("2025-02-01", "2025-03-02", "2025-03-02")]
        assert due(placed(story, "2025-02-20", title_id="T"), "title-unexecuted") == [("2025-02-01", "2025-03-02", "2025-02-20")]


class TestUnexecutedDeadline:
    """Domain 8c: 60, 75 and 85 days of some ninety."""

    def test_it_is_open_until_the_day_on_which_it_lapses(self) -> None:  # 6.1.12(3)
        (deadline,) = (d for d in deadlines(year().trajectory) if d.kind == "title-unexecuted")
        assert (deadline.due_on, deadline.breach_from, deadline.last_night) == (date(2025, 5, 3), date(2025, 5, 3), date(2025, 5, 2))
        assert deadline.alerts == (date(2025, 4, 3), date(2025, 4, 18), date(2025, 4, 28))
        assert [deadline.status_on(date(2025, 5, day)) for day in (2, 3)] == ["open", "over"]

    def test_an_admission_meets_it(self) -> None:
        story = closed(year(), "2025-03-01")
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-05-03", "2025-03-01")]
        assert met(story, "title-unexecuted") == [("2025-03-01", 3)]

    def test_an_admission_on_the_day_it_lapsed_does_not(self) -> None:
        assert met(closed(year(), "2025-05-03"), "title-unexecuted") == [(None, None)]

    def test_after_a_stay_it_runs_anew(self) -> None:
        story = left(closed(year(), "2025-03-01"), "2025-04-15")
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-05-03", "2025-03-01"), ("2025-04-15", "2025-07-15", "2025-07-15")]

    @pytest.mark.parametrize(
        ("runs", "back", "lapsed"),
        [
            (False, None, []),
            (True, None, [("2025-07-01", "2026-02-03")]),
            (True, "2025-06-30", []),
            (True, "2025-07-01", [("2025-07-01", "2026-02-03")]),
        ],
    )
    def test_whether_it_runs_while_he_has_run_away_is_a_parameter(
        self, monkeypatch: pytest.MonkeyPatch, runs: bool, back: str | None, lapsed: list[object]
    ) -> None:  # the question of ABSCONDING_COUNTS_AS_UNEXECUTED
        monkeypatch.setattr(lapse, "ABSCONDING_COUNTS_AS_UNEXECUTED", Dated({date(2015, 1, 1): runs}))
        story = closed(year(), "2025-03-01").and_("absconded", "2025-04-01", despite=NOT_UNDER_TEST)
        if back:
            story = story.and_("returned", back, despite=NOT_UNDER_TEST)
        assert found(story, "L4") == lapsed

    def test_an_annulled_title_is_not_asked_for_any_more(self) -> None:
        story = year().and_("annulled", "2025-03-08", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert due(story, "title-unexecuted") == [("2025-02-03", "2025-05-03", "2025-03-08")]
        assert met(story, "title-unexecuted") == [(None, None)]


class TestStartsOnExecution:
    """RBLIM:2021:5353: a spoedmachtiging from the hour on which the jeugdige is found, no later than 13 August."""

    def hidden(self, days: int = 14) -> Story:
        data = {"starts": "on_execution", "duration_days": days, "latest_start": "2021-08-13"}
        return opened().and_("title-granted", "2021-05-12", kind="spoedmachtiging", title_id="T", **data)

    def test_it_waits_until_its_last_day(self) -> None:
        story = self.hidden()
        assert due(story, "title-unexecuted") == [("2021-05-12", "2021-08-14", "2021-08-14")]
        assert due(story, "title-expiry") == []
        assert [status(story, "T", day) for day in ("2021-08-13", "2021-08-14")] == ["future", "expired"]

    def waiting(self, latest_start: str = "2025-06-10", kind: str = "machtiging", days: int = 90) -> Story:
        data = {"starts": "on_execution", "duration_days": days, "latest_start": latest_start}
        return opened().and_("title-granted", "2025-01-10", kind=kind, title_id="T", **data)

    @pytest.mark.parametrize(("kind", "article"), [("machtiging", "Jeugdwet 6.1.12(3)"), ("muhp", "BW 1:265c(3)")])
    def test_it_lapses_after_three_months_though_the_court_named_a_later_start(self, kind: str, article: str) -> None:
        story = self.waiting(kind=kind)
        assert [status(story, "T", day) for day in ("2025-04-09", "2025-04-10", "2025-06-11")] == ["future", "lapsed", "lapsed"]
        assert found(story, "L4") == [("2025-04-10", "2025-06-11")]
        assert due(story, "title-unexecuted") == [("2025-01-10", "2025-04-10", "2025-04-10")]
        (deadline,) = (d for d in deadlines(story.trajectory) if d.kind == "title-unexecuted")
        assert (deadline.last_night, deadline.article) == (date(2025, 4, 9), article)

    @pytest.mark.parametrize(
        ("latest_start", "due_on", "lapsed"),
        [
            ("2025-04-08", "2025-04-09", []),
            ("2025-04-09", "2025-04-10", []),
            ("2025-04-10", "2025-04-10", [("2025-04-10", "2025-04-11")]),
        ],
    )
    def test_the_earlier_of_both_is_its_last_day(self, latest_start: str, due_on: str, lapsed: list[object]) -> None:
        story = self.waiting(latest_start)
        assert due(story, "title-unexecuted") == [("2025-01-10", due_on, due_on)]
        assert found(story, "L4") == lapsed

    @pytest.mark.parametrize(
        ("admitted", "cover", "met_on"),
        [("2025-04-09", ("2025-04-09", "2025-07-08", "T"), "2025-04-09"), ("2025-04-10", ("2025-04-10", None, None), None)],
    )
    def test_it_begins_before_it_lapsed_and_not_after(self, admitted: str, cover: tuple[object, ...], met_on: str | None) -> None:
        story = closed(self.waiting(), admitted)
        assert covered(story)[0] == cover
        assert met(story, "title-unexecuted")[0][0] == met_on

    def test_nights_inside_on_another_title_are_no_idle_ones(self) -> None:  # 6.1.12(3): he is inside, on whichever title
        story = closed(granted(opened(), "2025-01-08", "2025-01-08", "2025-02-05", "E", "spoedmachtiging"), "2025-01-08")
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-06-10"}
        story = left(story.and_("title-granted", "2025-01-10", kind="machtiging", title_id="T", **data), "2025-02-05")
        assert found(story, "L4") == [("2025-05-05", "2025-06-11")]
        assert due(story, "title-unexecuted") == [("2025-01-10", "2025-05-05", "2025-05-05")]

    def test_once_begun_the_three_months_run_anew(self) -> None:
        story = left(closed(self.waiting(), "2025-04-01"), "2025-04-02")
        assert due(story, "title-unexecuted") == [("2025-01-10", "2025-04-10", "2025-04-01")]  # its ninety days end first
        assert found(story, "L4") == []

    def test_a_spoedmachtiging_does_not(self) -> None:  # 6.1.12(3)
        assert due(self.waiting(kind="spoedmachtiging", days=14), "title-unexecuted") == [("2025-01-10", "2025-06-11", "2025-06-11")]

    def test_whether_the_court_may_give_it_longer_is_a_parameter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lapse, "IT_LAPSES_BEFORE_THE_LATEST_START", Dated({date(2015, 1, 1): True, date(2025, 1, 10): False}))
        assert found(self.waiting(), "L4") == []
        assert due(self.waiting(), "title-unexecuted") == [("2025-01-10", "2025-06-11", "2025-06-11")]
        assert status(self.waiting(), "T", "2025-06-10") == "future"

    def test_he_reports_himself_and_two_weeks_begin(self) -> None:  # on 26 May
        story = closed(self.hidden(), "2021-05-26")
        assert covered(story)[0] == ("2021-05-26", "2021-06-09", "T")
        assert met(story, "title-unexecuted") == [("2021-05-26", 3)]
        assert due(story, "title-expiry") == [("2021-05-26", "2021-06-09", "2021-06-09")]

    def test_on_the_last_day_it_still_begins_and_the_day_after_it_does_not(self) -> None:
        assert covered(closed(self.hidden(), "2021-08-13"))[0] == ("2021-08-13", "2021-08-27", "T")
        assert covered(closed(self.hidden(), "2021-08-14")) == [("2021-08-14", None, None)]

    def test_a_waiting_title_that_is_annulled_is_not_asked_for(self) -> None:
        story = self.hidden().and_("annulled", "2021-06-01", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert due(story, "title-unexecuted") == [("2021-05-12", "2021-08-14", "2021-06-01")]


CONSENT = {"civil_basis": "consent"}


class TestConsentWithdrawn:
    """Jeugdwet 6.1.2(7): a machtiging lapses on the fourteenth day after consent was withdrawn."""

    def inside(self, **data: object) -> Story:
        """GHSHE:2018:1032, with its days: a machtiging on consent, the jeugdige inside."""
        return closed(granted(opened(), "2017-11-03", "2017-11-03", "2018-05-03", **{**CONSENT, **data}), "2017-11-03")

    def test_the_mother_withdraws_on_26_february_and_12_march_is_the_first_night_without(self) -> None:  # GHSHE:2018:1032
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother")
        assert covered(story) == [("2017-11-03", "2018-03-12", "T"), ("2018-03-12", None, None)]
        assert found(story, "L5") == [("2018-03-12", "2018-05-03")]
        assert found(story, "L4") == []
        assert found(story, "L1") == [("2018-03-12", None)]

    def test_the_court_annuls_from_that_day_and_he_leaves(self) -> None:  # GHSHE:2018:1032: ruling 8 March, effect 12 March
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother")
        story = story.and_("annulled", "2018-03-08", target_version=2, by="gerechtshof", effective_on="2018-03-12", despite=NOT_UNDER_TEST)
        assert covered(story) == [("2017-11-03", "2018-03-12", "T")]
        assert found(story, "L1") == found(story, "L5") == []

    def test_it_warns_at_once_and_on_the_last_days(self) -> None:  # 8c: 14, 7 and 1 day
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother")
        (deadline,) = (d for d in deadlines(story.trajectory) if d.kind == "consent-lapse")
        assert (deadline.since, deadline.due_on, deadline.breach_from) == (date(2018, 2, 26), date(2018, 3, 12), date(2018, 3, 12))
        assert deadline.alerts == (date(2018, 2, 26), date(2018, 3, 5), date(2018, 3, 11))
        assert deadline.last_night == date(2018, 3, 11)
        assert deadline.open_until == date(2018, 3, 12)

    def test_a_machtiging_on_another_basis_takes_over(self) -> None:
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother")
        story = granted(story, "2018-03-09", "2018-03-12", "2018-09-12", "T2", civil_basis="vots")
        assert met(story, "consent-lapse") == [("2018-03-09", 5)]
        assert covered(story)[1] == ("2018-03-12", "2018-09-12", "T2")

    def test_that_it_lapsed_is_confirmed(self) -> None:
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother")
        story = story.and_("title-lapsed", "2018-03-20", title_id="T", ground="consent", despite=NOT_UNDER_TEST)
        assert found(story, "L5") == [("2018-03-12", "2018-03-20")]

    @pytest.mark.parametrize(("withdrawn", "says"), [("2023-12-31", "niemand meer"), ("2024-01-01", "vervallen op de veertiende dag")])
    def test_it_is_told_in_the_words_of_its_time(self, withdrawn: str, says: str) -> None:  # 6.1.2(7): no lapse was named until 2024
        story = closed(granted(opened(), "2023-11-01", "2023-11-03", "2024-05-03", **CONSENT), "2023-11-03")
        story = story.and_("consent-withdrawn", withdrawn, by="mother")
        assert [says in finding.message for finding in story.case.findings if finding.rule == "L5"] == [True]

    @pytest.mark.parametrize(
        ("withdrawn", "given", "lapsed_on"),
        [
            # until 2024 he could stay for fourteen days at most, and nothing lapsed: with the consent again the title was whole
            ("2023-12-18", "2023-12-28", None),
            ("2023-12-18", "2024-01-01", "2024-01-01"),  # too late: the fourteen days were over
            # since 2024 it lapses on the fourteenth day, and the law knows no way back
            ("2024-01-02", "2024-01-05", "2024-01-16"),
        ],
    )
    def test_consent_given_anew_undoes_it_in_the_text_until_2024_and_in_that_since_then_not(
        self, withdrawn: str, given: str, lapsed_on: str | None
    ) -> None:  # 6.1.2(7)
        story = closed(granted(opened(), "2023-11-01", "2023-11-03", "2024-05-03", **CONSENT), "2023-11-03")
        story = story.and_("consent-withdrawn", withdrawn, by="mother").and_("consent-given", given, by="mother")
        assert found(story, "L5") == ([(lapsed_on, "2024-05-03")] if lapsed_on else [])
        assert covered(story)[0] == ("2023-11-03", lapsed_on or "2024-05-03", "T")

    @pytest.mark.parametrize(
        ("by", "given", "saved"),
        [
            ("mother", [("2018-03-11", "mother")], True),
            ("mother", [("2018-03-12", "mother")], False),
            ("mother", [("2018-03-01", "father")], False),
            ("parents", [("2018-03-01", "mother")], False),
            ("parents", [("2018-03-01", "mother"), ("2018-03-02", "father")], True),
            ("mother", [], False),
        ],
    )
    def test_whether_it_does_is_a_parameter(
        self, monkeypatch: pytest.MonkeyPatch, by: str, given: list[tuple[str, str]], saved: bool
    ) -> None:  # the question of CONSENT_GIVEN_ANEW_SAVES_IT
        monkeypatch.setattr(lapse, "CONSENT_GIVEN_ANEW_SAVES_IT", Dated({date(2015, 1, 1): True}))
        story = self.inside().and_("consent-given", "2018-01-01", by="parents").and_("consent-withdrawn", "2018-02-26", by=by)
        for on, who in given:
            story = story.and_("consent-given", on, by=who, despite=NOT_UNDER_TEST)
        assert (found(story, "L5") == []) is saved

    @pytest.mark.parametrize("link", ["replaces", "prolongs"])
    def test_a_withdrawal_that_names_the_title_before_it_counts_for_what_came_in_its_place(self, link: str) -> None:  # 6.1.2(7)
        story = granted(self.inside(), "2018-02-01", "2018-02-03", "2018-08-03", "M", **{link: "T"}, **CONSENT)
        story = story.and_("consent-withdrawn", "2018-02-26", by="mother", basis_title_id="T")
        assert found(story, "L5", "M") == [("2018-03-12", "2018-08-03")]

    def test_also_two_titles_on_and_from_a_spoedmachtiging(self) -> None:  # 6.1.2(7), 6.1.3(5)
        story = granted(opened(), "2017-10-10", "2017-10-10", "2017-11-07", "S", "spoedmachtiging", **CONSENT)
        story = granted(closed(story, "2017-10-10"), "2017-11-01", "2017-11-07", "2018-02-07", "M", replaces="S", **CONSENT)
        story = granted(story, "2018-02-01", "2018-02-07", "2018-08-07", "M2", prolongs="M", **CONSENT)
        story = story.and_("consent-withdrawn", "2018-02-26", by="mother", basis_title_id="S")
        assert found(story, "L5") == [("2018-03-12", "2018-08-07")]
        assert covered(story)[-2:] == [("2018-02-07", "2018-03-12", "M2"), ("2018-03-12", None, None)]

    def test_but_no_title_after_it_on_another_basis(self) -> None:  # 6.1.2(3)
        story = granted(self.inside(), "2018-02-01", "2018-02-03", "2018-08-03", "M", replaces="T", civil_basis="ots")
        assert found(story.and_("consent-withdrawn", "2018-02-26", by="mother", basis_title_id="T"), "L5", "M") == []

    def test_nor_a_title_before_the_one_that_is_named(self) -> None:
        story = granted(self.inside(), "2018-02-01", "2018-05-03", "2018-08-03", "M", prolongs="T", **CONSENT)
        story = story.and_("consent-withdrawn", "2018-02-26", by="mother", basis_title_id="M")
        assert found(story, "L5", "T") == []

    def test_consent_confirmed_before_does_not_either(self) -> None:
        story = self.inside().and_("consent-given", "2017-12-01", by="mother").and_("consent-withdrawn", "2018-02-26", by="mother")
        assert found(story, "L5") == [("2018-03-12", "2018-05-03")]

    def test_consent_given_is_no_withdrawal(self) -> None:
        story = self.inside().and_("consent-given", "2018-02-26", by="mother")
        assert found(story, "L5") == due(story, "consent-lapse") == []

    @pytest.mark.parametrize("basis", ["ots", "vots", "voogdij_gi"])
    def test_a_title_on_a_measure_does_not_rest_on_consent(self, basis: str) -> None:  # 6.1.2(3)
        assert found(self.inside(civil_basis=basis).and_("consent-withdrawn", "2018-02-26", by="mother"), "L5") == []

    def test_nor_does_one_beside_a_recorded_measure(self) -> None:
        story = supervised(self.inside(), "2018-02-01", "2019-02-01").and_("consent-withdrawn", "2018-02-26", by="mother")
        assert found(story, "L5") == []

    def test_it_does_if_the_measure_had_ended_by_then(self) -> None:
        story = supervised(self.inside(), "2018-02-01", "2018-02-26").and_("consent-withdrawn", "2018-02-26", by="mother")
        assert found(story, "L5") == [("2018-03-12", "2018-05-03")]

    def test_without_recorded_basis_or_consent_only_a_withdrawal_that_names_the_title_counts(self) -> None:
        story = granted(opened(), "2017-11-03", "2017-11-03", "2018-01-03")
        assert found(story.and_("consent-withdrawn", "2017-12-01", by="parents"), "L5") == []
        assert found(story.and_("consent-withdrawn", "2017-12-01", by="parents", basis_title_id="T"), "L5") == [
            ("2017-12-15", "2018-01-03")
        ]

    def unnamed(self, *consents: tuple[str, str, str]) -> Story:
        """Consent that names no title, a machtiging of which no basis is recorded, and the jeugdige inside."""
        story = opened()
        for kind, on, by in consents:
            story = story.and_(kind, on, by=by)
        return closed(granted(story, "2025-02-03", "2025-02-03", "2025-08-03"), "2025-02-03")

    def test_consent_before_the_decision_is_the_basis_where_no_other_is_recorded(self) -> None:  # 6.1.2(3)(c), 6.1.2(7)
        story = self.unnamed(("consent-given", "2025-01-20", "mother")).and_("consent-withdrawn", "2025-03-01", by="mother")
        assert found(story, "L8") == []
        assert found(story, "L5") == [("2025-03-15", "2025-08-03")]
        assert covered(story) == [("2025-02-03", "2025-03-15", "T"), ("2025-03-15", None, None)]
        assert found(story, "L1") == [("2025-03-15", None)]
        assert due(story, "consent-lapse") == [("2025-03-01", "2025-03-15", "2025-03-15")]

    def test_consent_that_was_withdrawn_before_the_decision_is_no_basis(self) -> None:  # 6.1.2(3)(c): one reading for L5 and L8
        story = self.unnamed(("consent-given", "2025-01-20", "mother"), ("consent-withdrawn", "2025-01-25", "mother"))
        story = story.and_("consent-withdrawn", "2025-03-01", by="mother")
        assert found(story, "L8") == [("2025-02-18", "2025-08-03")]
        assert found(story, "L5") == []

    def test_beside_a_measure_it_is_not(self) -> None:  # 6.1.2(3)(a)
        story = supervised(self.unnamed(("consent-given", "2025-01-20", "mother")), "2025-02-03", "2026-02-03")
        assert found(story.and_("consent-withdrawn", "2025-03-01", by="mother"), "L5") == []

    def test_a_withdrawal_for_another_title_leaves_this_one(self) -> None:
        story = granted(self.inside(), "2018-02-01", "2018-05-03", "2018-08-03", "T2", **CONSENT)
        story = story.and_("consent-withdrawn", "2018-02-26", by="mother", basis_title_id="T")
        assert [f.about for f in story.case.findings if f.rule == "L5"] == ["T"]

    def test_a_title_that_has_yet_to_begin_lapses_too(self) -> None:  # 6.1.2(7)
        story = granted(opened(), "2017-11-03", "2018-01-01", "2018-03-01", **CONSENT).and_("consent-withdrawn", "2017-11-10", by="parents")
        assert found(story, "L5") == [("2017-11-24", "2018-03-01")]
        assert [status(story, "T", day) for day in ("2017-11-23", "2017-11-24", "2018-01-01")] == ["future", "lapsed", "lapsed"]
        assert covered(closed(story, "2018-01-01")) == [("2018-01-01", None, None)]

    def test_so_does_one_that_waits_for_execution(self) -> None:  # 6.1.2(7)
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2018-02-01", **CONSENT}
        story = opened().and_("title-granted", "2017-11-03", kind="machtiging", title_id="T", **data)
        story = story.and_("consent-withdrawn", "2017-11-10", by="parents")
        assert status(story, "T", "2017-11-24") == "lapsed"
        assert covered(closed(story, "2017-11-23"))[0] == ("2017-11-23", "2017-11-24", "T")
        assert covered(closed(story, "2017-11-24")) == [("2017-11-24", None, None)]

    @pytest.mark.parametrize(("withdrawn_on", "becomes"), [("2018-01-18", "lapsed"), ("2018-01-19", "expired")])
    def test_but_not_when_its_last_day_was_over_by_then(self, withdrawn_on: str, becomes: str) -> None:  # 6.1.2(7)
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2018-02-01", **CONSENT}
        story = opened().and_("title-granted", "2017-11-03", kind="machtiging", title_id="T", **data)
        assert status(story.and_("consent-withdrawn", withdrawn_on, by="parents"), "T", "2018-02-02") == becomes

    @pytest.mark.parametrize("waits", [True, False])
    def test_nor_one_that_was_annulled_by_then(self, waits: bool) -> None:  # 6.1.2(7)
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2018-02-01", **CONSENT}
        term = {"valid_from": "2018-01-01", "valid_until": "2018-03-01", **CONSENT}
        story = opened().and_("title-granted", "2017-11-03", kind="machtiging", title_id="T", **(data if waits else term))
        story = story.and_("consent-withdrawn", "2017-11-10", by="parents")
        story = story.and_("annulled", "2017-11-15", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert status(story, "T", "2017-11-24") == "annulled"

    def test_nor_does_it_lapse_for_those_days_once_it_is_revived(self) -> None:  # 6.1.2(7)
        story = granted(opened(), "2017-11-03", "2018-01-01", "2018-03-01", **CONSENT).and_("consent-withdrawn", "2017-11-10", by="parents")
        story = story.and_("annulled", "2017-11-15", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        story = granted(story, "2018-01-05", "2018-01-05", "2018-03-01", "T2", civil_basis="ots")
        story = story.and_("annulled", "2018-01-20", target_version=5, by="gerechtshof", revives_title_id="T", despite=NOT_UNDER_TEST)
        assert found(story, "L5", "T") == []
        assert [status(story, "T", day) for day in ("2017-11-24", "2018-01-20")] == ["annulled", "running"]

    def test_a_title_that_ends_sooner_ends_by_its_own_term(self) -> None:
        story = granted(opened(), "2017-11-03", "2017-11-03", "2018-03-12", **CONSENT)
        story = closed(story, "2017-11-03").and_("consent-withdrawn", "2018-02-26", by="mother")
        assert found(story, "L5") == []
        assert due(story, "consent-lapse") == [("2018-02-26", "2018-03-12", "2018-03-12")]

    def test_nobody_is_warned_of_a_lapse_after_the_end_of_the_title(self) -> None:  # 6.1.2(7), 6.1.12(2)
        story = granted(opened(), "2017-11-03", "2017-11-03", "2018-03-11", **CONSENT)
        assert due(closed(story, "2017-11-03").and_("consent-withdrawn", "2018-02-26", by="mother"), "consent-lapse") == []

    def test_nor_after_the_last_day_on_which_it_could_be_executed(self) -> None:  # 6.1.2(7)
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2018-02-01", **CONSENT}
        story = opened().and_("title-granted", "2017-11-03", kind="machtiging", title_id="T", **data)
        assert due(story.and_("consent-withdrawn", "2018-01-19", by="parents"), "consent-lapse")[0][:2] == ("2018-01-19", "2018-02-02")
        assert due(story.and_("consent-withdrawn", "2018-01-20", by="parents"), "consent-lapse") == []

    @pytest.mark.parametrize("kind", ["spoedmachtiging", "crisismaatregel", "zorgmachtiging"])
    def test_under_a_spoedmachtiging_or_another_law_the_stay_lasts_to_the_end_of_its_term(self, kind: str) -> None:  # 6.1.3(5)
        story = granted(opened(), "2017-10-10", "2017-10-10", "2017-11-07", kind=kind, **CONSENT)
        story = closed(story, "2017-10-10").and_("consent-withdrawn", "2017-10-12", by="mother")
        assert covered(story)[0] == ("2017-10-10", "2017-11-07", "T")
        assert found(story, "L5") == due(story, "consent-lapse") == []

    def test_a_withdrawal_on_the_day_of_decision_lets_it_lapse(self) -> None:
        assert found(self.inside().and_("consent-withdrawn", "2017-11-03", by="mother"), "L5") == [("2017-11-17", "2018-05-03")]

    def test_an_earlier_one_is_for_the_decision(self) -> None:  # L8
        story = opened().and_("consent-withdrawn", "2017-11-02", by="mother")
        assert found(granted(story, "2017-11-03", "2017-11-03", "2018-01-03", **CONSENT), "L5") == []

    def test_the_first_of_two_withdrawals_counts(self) -> None:
        story = self.inside().and_("consent-withdrawn", "2018-02-26", by="mother").and_("consent-withdrawn", "2018-03-01", by="father")
        assert found(story, "L5") == [("2018-03-12", "2018-05-03")]
        assert due(story, "consent-lapse") == [("2018-02-26", "2018-03-12", "2018-03-12")]


class TestConsentAndOthers:
    def test_a_conditional_title_lapses_only_once_it_counts_as_a_machtiging(self) -> None:  # 6.1.6(5)
        waiting = granted(opened(), "2025-02-01", "2025-02-01", "2025-08-01", kind="voorwaardelijke_machtiging", **CONSENT)
        assert found(waiting.and_("consent-withdrawn", "2025-03-10", by="parents"), "L5") == []
        decided = waiting.and_("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")
        assert found(decided.and_("consent-withdrawn", "2025-03-10", by="parents"), "L5") == [("2025-03-24", "2025-08-01")]

    @pytest.mark.parametrize(
        ("born_on", "lapsed"), [("2007-03-11", [("2025-03-24", "2025-08-01")]), ("2007-03-10", []), ("2006-06-01", [])]
    )
    def test_of_an_adult_nobody_can_withdraw_consent(self, born_on: str, lapsed: list[object]) -> None:  # BW 1:233, 6.1.1(1)
        story = granted(opened(born_on), "2025-02-01", "2025-02-01", "2025-08-01", **CONSENT)
        assert found(closed(story, "2025-02-01").and_("consent-withdrawn", "2025-03-10", by="parents"), "L5") == lapsed


class TestGivesWay:
    """Jeugdwet 6.1.2(8): a zorgmachtiging or Wzd title lapses when a machtiging is granted."""

    @pytest.mark.parametrize("kind", ["zorgmachtiging", "wzd"])
    def test_it_lapses_on_the_first_day_of_the_machtiging(self, kind: str) -> None:
        story = closed(granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "Z", kind=kind), "2025-01-10")
        story = granted(story, "2025-03-01", "2025-03-03", "2025-09-03", "M")
        assert covered(story)[:2] == [("2025-01-10", "2025-03-03", "Z"), ("2025-03-03", "2025-09-03", "M")]
        assert [status(story, "Z", day) for day in ("2025-03-02", "2025-03-03")] == ["running", "lapsed"]
        assert found(story, "L4", "Z") == found(story, "L5", "Z") == []

    @pytest.mark.parametrize("kind", ["crisismaatregel", "voortzetting_crisismaatregel"])
    def test_a_crisismaatregel_is_not_named_there(self, kind: str) -> None:
        story = granted(
            granted(opened(), "2025-01-10", "2025-01-10", "2025-01-30", "Z", kind=kind), "2025-01-15", "2025-01-15", "2025-07-15", "M"
        )
        assert status(story, "Z", "2025-01-20") == "running"

    @pytest.mark.parametrize("kind", ["spoedmachtiging", "voorwaardelijke_machtiging", "muhp", "crisismaatregel"])
    def test_only_for_a_machtiging(self, kind: str) -> None:  # 6.1.3(4) does not take the eighth paragraph over
        story = granted(
            granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "Z", kind="zorgmachtiging"),
            "2025-02-01",
            "2025-02-01",
            "2025-02-20",
            "M",
            kind,
        )
        assert status(story, "Z", "2025-02-10") == "running"

    def test_one_granted_after_the_machtiging_stands(self) -> None:
        story = granted(
            granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "M"),
            "2025-02-01",
            "2025-02-01",
            "2025-07-01",
            "Z",
            "zorgmachtiging",
        )
        assert status(story, "Z", "2025-03-01") == "running"

    def test_one_granted_on_the_same_day_stands(self) -> None:
        story = granted(
            granted(opened(), "2025-02-01", "2025-02-01", "2025-07-10", "M"),
            "2025-02-01",
            "2025-02-01",
            "2025-07-01",
            "Z",
            "zorgmachtiging",
        )
        assert status(story, "Z", "2025-03-01") == "running"

    def test_a_machtiging_with_effect_in_the_past_does_not_reach_back(self) -> None:
        story = granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "Z", kind="zorgmachtiging")
        story = granted(story, "2025-03-05", "2025-03-01", "2025-09-01", "M")
        assert [status(story, "Z", day) for day in ("2025-03-04", "2025-03-05")] == ["running", "lapsed"]

    def test_a_machtiging_that_was_annulled_before_it_began_changes_nothing(self) -> None:
        story = granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "Z", kind="zorgmachtiging")
        story = granted(story, "2025-03-01", "2025-04-01", "2025-09-01", "M")
        story = story.and_("annulled", "2025-03-20", target_version=3, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert status(story, "Z", "2025-04-10") == "running"


def test_a_court_may_let_a_lapsed_title_run_again() -> None:
    """What a court revives runs from that day, whatever lapsed before."""
    story = closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03", **CONSENT), "2025-02-03")
    story = story.and_("consent-withdrawn", "2025-03-01", by="parents")
    story = granted(story, "2025-03-15", "2025-03-15", "2025-09-15", "T2")
    story = story.and_(
        "annulled",
        "2025-04-01",
        target_version=5,
        by="gerechtshof",
        revives_title_id="T",
        new_valid_until="2025-08-03",
        despite=NOT_UNDER_TEST,
    )
    assert covered(story)[:3] == [("2025-02-03", "2025-03-15", "T"), ("2025-03-15", "2025-04-01", "T2"), ("2025-04-01", "2025-08-03", "T")]
    assert [status(story, "T", day) for day in ("2025-03-20", "2025-04-02")] == ["lapsed", "running"]


def revived(on: str) -> Story:
    """A machtiging on consent, withdrawn so that it lapses on 15 March 2025, replaced on 10 March and revived on a day."""
    story = granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03", **CONSENT).and_("consent-withdrawn", "2025-03-01", by="parents")
    story = granted(story, "2025-03-10", "2025-03-10", "2025-09-10", "T2", replaces="T")
    return story.and_("annulled", on, target_version=4, by="gerechtshof", revives_title_id="T", despite=NOT_UNDER_TEST)


@pytest.mark.parametrize(("on", "after"), [("2025-03-14", "lapsed"), ("2025-03-16", "running")])
def test_what_is_revived_before_its_lapse_lapses(on: str, after: str) -> None:  # 6.1.2(7)
    assert status(revived(on), "T", "2025-03-20") == after


def test_a_title_is_found_by_its_own_name() -> None:
    story = granted(opened(), "2025-01-10", "2025-01-10", "2025-07-10", "M")
    story = granted(granted(story, "2025-02-01", "2025-02-01", "2025-02-20", "A"), "2025-03-01", "2025-03-01", "2025-09-01", "Z")
    named = [title_in_law(story.trajectory, title_id) for title_id in ("A", "M", "Z", "X", None)]
    assert [title and title.title_id for title in named] == ["A", "M", "Z", None, None]


def test_an_admission_after_the_lapse_is_stopped_once() -> None:  # 6.1.12(3)
    assert [found[:2] for found in stopped(year().when("admitted", "2025-05-03", setting="gesloten")) if found[0] == "L1"] == [
        ("L1", "2025-05-03")
    ]
    assert [found for found in stopped(year().when("admitted", "2025-05-02", setting="gesloten")) if found[0] == "L1"] == []
