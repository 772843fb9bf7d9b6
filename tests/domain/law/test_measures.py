"""L13, L14 and L15: restrictive measures (Jeugdwet 6.3 and 6.7; Besluit Jeugdwet 6.2.4)."""

from datetime import date
from typing import Any

import pytest

from domain.deadlines import Deadline, deadlines
from domain.parameters import Dated
from domain.rules import measure as rules
from tests.domain.stories import IDENTITY, Story, refused, stopped

Breach = tuple[str, str, str | None]


def inside(on: str = "2024-09-02", born_on: str = "2009-02-14", basis: str | None = None, until: str = "2025-09-02") -> Story:
    """Admitted to closed care under a machtiging, fifteen years old."""
    story = Story.opened("2023-01-02", identity={**IDENTITY, "born_on": born_on})
    story = story.and_("title-granted", on, kind="machtiging", title_id="T", valid_from=on, valid_until=until, civil_basis=basis)
    return story.and_("admitted", on, setting="gesloten", stay_id="S", title_id="T")


def planned(story: Story, on: str = "2024-09-16", *codes: str, **data: Any) -> Story:
    """A plan that allows supervision, and to limit contact for thirty days, unless other codes are given."""
    measures: list[dict[str, Any]] = [{"code": code} for code in codes] or [{"code": "TOEZ"}, {"code": "CONT-a", "days": 30}]
    return story.and_("plan-adopted", on, **{"plan_id": "P", "with_jeugdige": True, "measures": measures, **data})


def started(story: Story, on: str, code: str, at: str | None = None, **data: Any) -> Story:
    return story.and_("measure-started", on, **{"measure_id": "M", "code": code, "occurred_at": at, "despite": ["L13", "L14"], **data})


def emergency(story: Story, on: str, code: str = "BEW-b", at: str | None = None, **data: Any) -> Story:
    return started(story, on, code, at, emergency=True, **data)


def ended(story: Story, on: str, at: str | None = None) -> Story:
    return story.and_("measure-ended", on, measure_id="M", occurred_at=at, despite=["L13"])


def reviewed(story: Story, on: str, at: str | None = None, continues: bool = True, **data: Any) -> Story:
    return story.and_("measure-reviewed", on, measure_id="M", occurred_at=at, continues=continues, despite=["L13"], **data)


def found(story: Story, rule: str = "L13") -> list[Breach]:
    """Findings of a rule as article, first day, and the day on which it is over."""
    return [
        (f.article.removeprefix("Jeugdwet "), f.since.isoformat(), f.until.isoformat() if f.until else None)
        for f in story.case.findings
        if f.rule == rule
    ]


def absences(story: Story, rule: str) -> list[bool]:
    """Of each finding of a rule: whether it is only that something is not recorded."""
    return [finding.absence for finding in story.case.findings if finding.rule == rule]


def due(story: Story, kind: str) -> list[Deadline]:
    return [deadline for deadline in deadlines(story.trajectory) if deadline.kind == kind]


def days(story: Story, kind: str) -> list[tuple[str, str | None, str | None]]:
    """Deadlines of a kind as last day, the day on which it was met, and from which nobody asks any more."""
    return [(str(d.due_on), str(d.met_on) if d.met_on else None, str(d.over_on) if d.over_on else None) for d in due(story, kind)]


class TestInThePlan:
    """Jeugdwet 6.3.1.2(2): only what stands in the plan."""

    def test_what_stands_in_the_plan_of_that_day_can_be_applied(self) -> None:
        story = started(planned(inside()), "2024-09-16", "TOEZ", despite=None)
        assert found(story) == []

    def test_what_the_plan_leaves_out_is_stopped_once(self) -> None:
        assert stopped(planned(inside()).when("measure-started", "2024-09-20", code="BEW-c")) == [("L13", "2024-09-20", None)]

    def test_it_is_found_on_the_days_of_the_application(self) -> None:
        story = ended(started(planned(inside()), "2024-09-20", "BEW-c"), "2024-09-22")
        assert found(story) == [("6.3.1.2(2)", "2024-09-20", "2024-09-23")]
        assert {f.about for f in story.case.findings if f.rule == "L13"} == {"M"}

    @pytest.mark.parametrize(
        ("ended_on", "finding"),
        [("2024-10-15", []), ("2024-10-16", [("6.3.1.2(2)", "2024-10-16", "2024-10-17")])],
    )
    def test_a_plan_allows_it_for_so_many_days(self, ended_on: str, finding: list[Breach]) -> None:
        """Jeugdwet 6.2.10(1)(d): thirty days from 16 September, the last of which is 15 October."""
        assert found(ended(started(planned(inside()), "2024-10-01", "CONT-a"), ended_on)) == finding

    def test_a_change_of_the_plan_that_takes_it_up_again_gives_it_new_days(self) -> None:
        story = started(planned(inside()), "2024-10-01", "CONT-a")
        story = story.and_("plan-changed", "2024-10-10", plan_id="P", measures=[{"code": "CONT-a", "days": 30}])
        assert found(story) == [("6.3.1.2(2)", "2024-11-09", None), ("6.3.1.5(1)", "2024-11-24", None)]

    def test_a_change_that_takes_it_out_ends_it(self) -> None:
        story = started(planned(inside()), "2024-09-20", "TOEZ").and_(
            "plan-changed", "2024-10-01", plan_id="P", measures=[{"code": "CONT-b"}], despite=["L13"]
        )
        assert found(ended(story, "2024-10-03")) == [("6.3.1.2(2)", "2024-10-01", "2024-10-04")]

    def test_without_any_plan_on_record_it_is_found_when_that_paper_could_have_come(self) -> None:
        judgement = inside().when("measure-started", "2024-09-04", code="TOEZ")
        assert judgement.is_recordable
        story = ended(started(inside(), "2024-09-04", "TOEZ"), "2024-09-05")
        assert found(story) == [("6.3.1.2(2)", "2024-09-19", None)]
        assert found(story.and_("discharged", "2024-10-01", destination="home")) == [("6.3.1.2(2)", "2024-09-19", "2024-10-01")]

    @pytest.mark.parametrize(("adopted_on", "finding"), [("2024-09-19", []), ("2024-09-20", [("6.3.1.2(2)", "2024-09-19", "2024-09-20")])])
    def test_until_a_plan_takes_it_up(self, adopted_on: str, finding: list[Breach]) -> None:
        assert found(planned(ended(started(inside(), "2024-09-04", "TOEZ"), "2024-09-05"), adopted_on)) == finding

    def test_a_plan_that_lists_nothing_may_not_be_recorded_in_full(self) -> None:
        story = inside().and_("plan-adopted", "2024-09-03", plan_id="P", with_jeugdige=True)
        assert found(started(story, "2024-09-04", "TOEZ", despite=None)) == [("6.3.1.2(2)", "2024-09-19", None)]

    def test_what_an_earlier_version_allowed_mends_nothing(self) -> None:
        emptied = planned(inside()).and_("plan-changed", "2024-10-01", plan_id="P", measures=[])
        assert found(started(emptied, "2024-10-04", "TOEZ")) == [("6.3.1.2(2)", "2024-10-19", None)]

    def test_the_plan_of_an_earlier_admission_allows_nothing(self) -> None:
        story = planned(inside()).and_("discharged", "2024-10-01", destination="home")
        story = story.and_("admitted", "2024-11-01", setting="gesloten", stay_id="S2", title_id="T")
        assert found(started(story, "2024-11-04", "TOEZ")) == [("6.3.1.2(2)", "2024-11-19", None)]

    def test_the_plan_goes_along_to_another_closed_accommodation(self) -> None:
        story = planned(inside()).and_("moved", "2024-10-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        assert found(started(story, "2024-10-04", "TOEZ")) == []

    @pytest.mark.parametrize(
        ("code", "refusal", "article"),
        [("TOEZ", "scientist_consented", "6.2.10(2)"), ("VERPL-b", "doctor_consented", "6.2.10(3)")],
    )
    def test_measures_come_into_the_plan_with_consent(self, code: str, refusal: str, article: str) -> None:
        refused_it: dict[str, Any] = {refusal: False}
        agreed: dict[str, Any] = {refusal: True}
        story = planned(inside(), "2024-09-16", code, despite=["L13"], **refused_it)
        assert found(story) == [(article, "2024-09-16", None)]
        mended = story.and_("plan-changed", "2024-09-20", plan_id="P", measures=[{"code": code}], **agreed)
        assert found(mended) == [(article, "2024-09-16", "2024-09-20")]
        assert found(planned(inside(), "2024-09-16", code)) == []

    @pytest.mark.parametrize("code", ["TOEZ", "VERPL-a", "VERV-b"])
    def test_a_doctor_is_asked_for_medical_treatment_only(self, code: str) -> None:
        assert found(planned(inside(), "2024-09-16", code, doctor_consented=False)) == []

    def test_measures_that_come_in_later_need_it_too(self) -> None:  # 6.2.10(2)
        story = inside().and_("plan-adopted", "2024-09-16", plan_id="P", with_jeugdige=True)
        changed = story.and_(
            "plan-changed", "2024-09-30", plan_id="P", measures=[{"code": "TOEZ"}], scientist_consented=False, despite=["L13"]
        )
        assert found(changed) == [("6.2.10(2)", "2024-09-30", None)]

    def test_a_plan_without_measures_needs_no_consent(self) -> None:
        assert found(inside().and_("plan-adopted", "2024-09-16", scientist_consented=False, doctor_consented=False)) == []

    def test_measures_from_before_2024_are_not_judged_by_it(self) -> None:
        story = planned(inside("2023-09-04", until="2024-09-04"), "2023-09-18")
        assert found(started(story, "2023-12-31", "BEW-c")) == []
        assert found(ended(started(story, "2024-01-01", "BEW-c"), "2024-01-01")) == [("6.3.1.2(2)", "2024-01-01", "2024-01-02")]
        both = started(started(story, "2023-12-31", "BEW-c"), "2024-01-10", "BEW-c", measure_id="M2")
        assert found(both) == [("6.3.1.2(2)", "2024-01-10", None)]

    def test_one_on_the_way_hides_none_inside(self) -> None:  # 6.3.2.6
        story = started(started(planned(inside()), "2024-10-01", "VERV-a"), "2024-10-02", "BEW-c", measure_id="M2")
        assert found(story) == [("6.3.1.2(2)", "2024-10-02", None)]


class TestEmergency:
    """Jeugdwet 6.3.1.2(3) to (5): three days on end, and after twelve hours only with the consent of a scientist."""

    @pytest.mark.parametrize(
        ("began", "over", "finding"),
        [
            pytest.param("10:00", ("2024-10-04", "10:00"), [], id="three days to the minute"),
            pytest.param("10:00", ("2024-10-04", "10:01"), [("6.3.1.2(4)", "2024-10-04", "2024-10-05")], id="a minute longer"),
            pytest.param("10:00", ("2024-10-04", None), [], id="an end without clock time proves nothing on that day"),
            pytest.param("10:00", ("2024-10-05", None), [("6.3.1.2(4)", "2024-10-05", "2024-10-06")], id="the day after it does"),
            pytest.param(None, ("2024-10-04", "23:00"), [], id="it may have begun late in the day"),
            pytest.param(None, ("2024-10-05", None), [("6.3.1.2(4)", "2024-10-05", "2024-10-06")], id="whole days alone"),
            pytest.param(None, ("2024-10-07", None), [("6.3.1.2(4)", "2024-10-05", "2024-10-08")], id="until it ended"),
        ],
    )
    def test_three_days_on_end(self, began: str | None, over: tuple[str, str | None], finding: list[Breach]) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01", at=began), "2024-10-01")
        assert found(ended(story, *over)) == finding

    def test_it_goes_on_until_its_end_is_recorded(self) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01"), "2024-10-01")
        assert found(story) == [("6.3.1.2(4)", "2024-10-05", None)]
        assert found(story.and_("discharged", "2024-10-05", destination="home")) == [("6.3.1.2(4)", "2024-10-05", "2024-10-06")]
        assert found(story.and_("discharged", "2024-10-04", destination="home")) == []

    def test_the_deadline_says_the_third_day_on(self) -> None:
        (deadline,) = due(emergency(planned(inside()), "2024-10-01"), "emergency-measure")
        assert (deadline.about, str(deadline.since), str(deadline.due_on)) == ("M", "2024-10-01", "2024-10-04")
        assert deadline.alerts == (date(2024, 10, 3), date(2024, 10, 4))
        story = ended(emergency(planned(inside()), "2024-10-01"), "2024-10-02")
        assert [(d.met_on, d.met_by) for d in due(story, "emergency-measure")] == [(date(2024, 10, 2), 6)]

    def test_it_is_never_moved_over_a_weekend(self) -> None:
        """Algemene termijnenwet 4(c): Thursday and three days is Sunday."""
        assert days(emergency(planned(inside()), "2024-10-03"), "emergency-measure") == [("2024-10-06", None, None)]

    def test_the_end_of_the_stay_ends_the_deadline(self) -> None:
        story = emergency(planned(inside()), "2024-10-01").and_("discharged", "2024-10-02", destination="home")
        assert days(story, "emergency-measure") == [("2024-10-04", None, "2024-10-02")]

    def test_when_the_plan_takes_it_up_it_needs_no_emergency(self) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01"), "2024-10-01")
        taken_up = story.and_("plan-changed", "2024-10-03", plan_id="P", measures=[{"code": "BEW-b"}])
        assert found(taken_up) == []
        assert days(taken_up, "emergency-measure") == [("2024-10-04", None, "2024-10-03")]

    def test_what_stands_in_the_plan_already_is_no_emergency(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", "TOEZ")
        assert found(story) == []
        assert due(story, "emergency-measure") == []

    def test_nor_what_the_plan_takes_up_that_day_though_a_scientist_spoke_against_it_before(self) -> None:  # 6.3.1.2(2) and (5)
        story = planned(inside()).and_("measure-decided", "2024-09-30", measure_id="M", code="BEW-b", emergency=True)
        against: dict[str, Any] = {"for": "vbm", "outcome": "refused", "measure_id": "M", "category": "psychiater"}
        story = story.and_("behavioural-scientist-statement", "2024-09-30", **against)
        story = story.and_("plan-changed", "2024-10-01", plan_id="P", measures=[{"code": "BEW-b"}])
        assert found(emergency(story, "2024-10-01")) == []

    @pytest.mark.parametrize(
        ("began", "over", "finding"),
        [
            pytest.param("08:00", ("2024-10-01", "20:00"), [], id="twelve hours"),
            pytest.param("08:00", ("2024-10-01", "20:01"), [("6.3.1.2(5)", "2024-10-01", "2024-10-02")], id="a minute longer"),
            pytest.param("08:00", ("2024-10-02", None), [("6.3.1.2(5)", "2024-10-02", "2024-10-03")], id="the day after"),
            pytest.param("18:00", ("2024-10-02", None), [], id="it may have ended in the night"),
            pytest.param("18:00", ("2024-10-02", "06:01"), [("6.3.1.2(5)", "2024-10-02", "2024-10-03")], id="at dawn"),
            pytest.param(None, ("2024-10-02", None), [], id="days alone prove nothing of twelve hours"),
            pytest.param(
                None, ("2024-10-02", "12:00"), [("6.3.1.2(5)", "2024-10-02", "2024-10-03")], id="noon proves it whenever it began"
            ),
            pytest.param(None, ("2024-10-03", None), [("6.3.1.2(5)", "2024-10-03", "2024-10-04")], id="a whole day between does"),
        ],
    )
    def test_after_twelve_hours_a_scientist_consents(self, began: str | None, over: tuple[str, str | None], finding: list[Breach]) -> None:
        assert found(ended(emergency(planned(inside()), "2024-10-01", at=began), *over)) == finding

    @pytest.mark.parametrize(
        ("consented", "finding"),
        [
            pytest.param(("2024-10-01", "20:00"), [], id="in time"),
            pytest.param(("2024-10-01", None), [], id="on the day"),
            pytest.param(("2024-10-01", "20:01"), [("6.3.1.2(5)", "2024-10-01", "2024-10-02")], id="too late, the same evening"),
            pytest.param(("2024-10-02", "09:00"), [("6.3.1.2(5)", "2024-10-02", "2024-10-03")], id="too late, the next day"),
        ],
    )
    def test_consent_comes_within_those_hours(self, consented: tuple[str, str | None], finding: list[Breach]) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01", at="08:00"), *consented)
        assert found(ended(story, "2024-10-03")) == finding

    def test_a_statement_about_the_measure_is_consent_too(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", at="08:00")
        said: dict[str, Any] = {"for": "vbm", "outcome": "granted", "measure_id": "M", "category": "psychiater"}
        assert found(ended(story.and_("behavioural-scientist-statement", "2024-10-01", **said), "2024-10-03")) == []
        refused_it = story.and_("behavioural-scientist-statement", "2024-10-01", **{**said, "outcome": "refused"}, despite=["L13"])
        assert ("6.3.1.2(5)", "2024-10-02", "2024-10-04") in found(ended(refused_it, "2024-10-03"))

    @pytest.mark.parametrize(("ended_on", "finding"), [("2024-10-01", []), ("2024-10-03", [("6.3.1.2(5)", "2024-10-02", "2024-10-04")])])
    def test_it_ends_when_the_scientist_says_so(self, ended_on: str, finding: list[Breach]) -> None:
        story = emergency(planned(inside()), "2024-10-01", at="20:00")
        story = reviewed(reviewed(story, "2024-10-01", "21:00"), "2024-10-01", "22:00", continues=False)
        assert found(ended(story, ended_on, "23:00" if ended_on == "2024-10-01" else None)) == finding

    def test_a_scientist_who_judges_otherwise_lets_it_go_on(self) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01"), "2024-10-01", "10:00", continues=False)
        story = reviewed(story, "2024-10-01", "11:00")
        assert found(ended(story, "2024-10-03")) == []

    def test_holding_somebody_is_over_the_same_day_where_no_end_is_recorded(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", "BEW-a")
        assert found(story) == []
        assert days(story, "emergency-measure") == [("2024-10-04", None, "2024-10-02")]

    def test_a_decision_alone_restricts_nobody(self) -> None:
        story = planned(inside()).and_("measure-decided", "2024-10-01", measure_id="M", code="BEW-b", emergency=True)
        assert found(story) == []
        assert due(story, "emergency-measure") == []
        applied = story.and_("measure-started", "2024-10-02", measure_id="M", code="BEW-b")
        assert days(applied, "emergency-measure") == [("2024-10-05", None, None)], "the decision says that it is an emergency"

    def test_a_decision_that_is_annulled_ends_what_is_asked(self) -> None:
        """Jeugdwet 6.5.1(5): the klachtencommissie annuls the decision, also where it was recorded after the application."""
        story = emergency(planned(inside()), "2024-10-01").and_(
            "measure-decided", "2024-10-01", measure_id="M", code="BEW-b", emergency=True
        )
        story = story.and_("annulled", "2024-10-03", target_version=6, by="klachtencommissie")
        assert days(story, "emergency-measure") == [("2024-10-04", None, "2024-10-03")]
        assert [f for f in found(story) if f[0] == "6.3.1.2(4)"] == []


class TestSeclusion:
    """Insluiting: Jeugdwet 6.3.2.2(2) to (5), Besluit Jeugdwet 6.2.4(1)."""

    @pytest.mark.parametrize(
        ("began_on", "finding"),
        [("2025-02-13", [("6.3.2.2(2)", "2025-02-13", "2025-02-14")]), ("2025-02-14", [])],
    )
    def test_only_from_twelve_on(self, began_on: str, finding: list[Breach]) -> None:
        story = reviewed(emergency(planned(inside(born_on="2013-02-14")), began_on, "BEW-f", "10:00"), began_on, "11:00")
        assert found(ended(story, began_on, "12:00")) == finding

    def test_below_twelve_it_is_stopped_once(self) -> None:
        story = planned(inside(born_on="2013-02-14"))
        assert stopped(story.when("measure-started", "2024-10-01", code="BEW-f", emergency=True))[0][:2] == ("L13", "2024-10-01")

    def test_only_in_an_emergency_even_if_the_plan_has_it(self) -> None:
        story = planned(inside(), "2024-09-16", "BEW-f")
        assert stopped(story.when("measure-started", "2024-10-01", code="BEW-f"))[0][:2] == ("L13", "2024-10-01")
        secluded = reviewed(started(story, "2024-10-01", "BEW-f", "10:00"), "2024-10-01", "11:00")
        assert found(ended(secluded, "2024-10-01", "15:00")) == [("6.3.2.2(2)", "2024-10-01", "2024-10-02")]

    @pytest.mark.parametrize(
        ("judged", "over", "finding"),
        [
            pytest.param(("2024-10-01", "13:00"), "18:00", [], id="within three hours"),
            pytest.param(
                ("2024-10-01", "13:01"), "18:00", [("Besluit Jeugdwet 6.2.4(1)", "2024-10-01", "2024-10-02")], id="a minute later"
            ),
            pytest.param(("2024-10-01", None), "18:00", [], id="on the day, at an hour that is not recorded"),
            pytest.param(None, "13:00", [], id="over by then"),
            pytest.param(None, "13:01", [("Besluit Jeugdwet 6.2.4(1)", "2024-10-01", "2024-10-02")], id="not over by then"),
            pytest.param(None, None, [], id="the end of that day is not known"),
        ],
    )
    def test_a_scientist_judges_it_within_three_hours(
        self, judged: tuple[str, str | None] | None, over: str | None, finding: list[Breach]
    ) -> None:
        story = emergency(planned(inside()), "2024-10-01", "BEW-f", "10:00")
        story = reviewed(story, *judged) if judged else story
        assert found(ended(story, "2024-10-01", over)) == finding

    @pytest.mark.parametrize(
        ("prolonged", "over", "finding"),
        [
            pytest.param(None, ("2024-10-02", "10:00"), [], id="one day"),
            pytest.param(None, ("2024-10-02", "10:01"), [("6.3.2.2(3)", "2024-10-02", "2024-10-03")], id="a minute longer"),
            pytest.param(("2024-10-02", "09:00"), ("2024-10-03", "10:00"), [], id="prolonged by a day"),
            pytest.param(
                ("2024-10-02", "10:00"), ("2024-10-03", "10:01"), [("6.3.2.2(3)", "2024-10-03", "2024-10-04")], id="longer than that"
            ),
            pytest.param(
                ("2024-10-02", "10:01"), ("2024-10-03", "09:00"), [("6.3.2.2(3)", "2024-10-03", "2024-10-04")], id="prolonged too late"
            ),
        ],
    )
    def test_one_day_and_once_one_more(self, prolonged: tuple[str, str] | None, over: tuple[str, str], finding: list[Breach]) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01", "BEW-f", "10:00"), "2024-10-01", "11:00")
        story = reviewed(story, *prolonged, prolongs_seclusion=True) if prolonged else story
        assert found(ended(story, *over)) == finding

    def test_it_is_prolonged_once(self) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01", "BEW-f"), "2024-10-01", prolongs_seclusion=True)
        again: dict[str, Any] = {"measure_id": "M", "continues": True, "prolongs_seclusion": True}
        assert stopped(story.when("measure-reviewed", "2024-10-02", **again)) == [("L13", "2024-10-02", "2024-10-03")]

    def test_against_the_scientist_it_does_not_go_on(self) -> None:
        story = reviewed(emergency(planned(inside()), "2024-10-01", "BEW-f", "20:00"), "2024-10-01", "21:00", continues=False)
        assert found(ended(story, "2024-10-02", "08:00")) == [("6.3.2.2(5)", "2024-10-02", "2024-10-03")]

    def test_the_deadline_is_a_day_or_two(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", "BEW-f")
        assert days(story, "seclusion") == [("2024-10-02", None, None)]
        assert days(reviewed(story, "2024-10-02", prolongs_seclusion=True), "seclusion") == [("2024-10-03", None, None)]
        assert due(story, "emergency-measure") == []
        (deadline,) = due(story, "seclusion")
        assert (deadline.about, deadline.alerts) == ("M", (date(2024, 10, 1), date(2024, 10, 2)))

    @pytest.mark.parametrize(("code", "article"), [("VERV-c", "6.3.2.6(2)"), ("GERE-c", "6.3.2.7(2)")])
    def test_locking_up_on_the_way_is_for_twelve_and_over_too(self, code: str, article: str) -> None:
        young = planned(inside(born_on="2013-02-14"))
        assert found(started(young, "2024-10-01", code)) == [(article, "2024-10-01", "2024-10-02")]
        assert found(started(planned(inside()), "2024-10-01", code)) == []
        assert found(started(young, "2024-10-01", code.replace("c", "a"))) == []


class TestPlaces:
    """L14, Jeugdwet 6.3.1.1, and until 2024 6.3.1 to 6.3.8: with a title, in a closed accommodation; each chapter in its own place."""

    @pytest.mark.parametrize("setting", ["leefhuis", "pleegzorg", "intensief_klinisch"])
    def test_in_an_open_place_it_is_stopped_once(self, setting: str) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting=setting)
        assert stopped(story.when("measure-started", "2025-02-10", code="TOEZ")) == [("L14", "2025-02-10", None)]

    def test_an_emergency_is_no_excuse_there(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis")
        assert stopped(story.when("measure-started", "2025-02-10", code="BEW-f", emergency=True)) == [("L14", "2025-02-10", None)]

    def test_it_is_found_on_the_days_of_the_application_and_ends_with_the_stay(self) -> None:
        story = started(Story.opened().and_("admitted", "2025-02-03", setting="leefhuis"), "2025-02-10", "CONT-a")
        assert found(ended(story, "2025-02-11"), "L14") == [("6.3.1.1", "2025-02-10", "2025-02-12")]
        assert found(story.and_("discharged", "2025-02-20", destination="home"), "L14") == [("6.3.1.1", "2025-02-10", "2025-02-21")]
        assert found(story) == [], "and is not judged by the plan as well"

    def test_a_machtiging_does_not_allow_it_outside(self) -> None:
        story = inside().and_("stepped-down", "2024-10-01", setting="leefhuis")
        assert found(started(story, "2024-10-02", "TOEZ"), "L14") == [("6.3.1.1", "2024-10-02", None)]

    def test_on_the_day_of_leaving_it_may_have_been_inside(self) -> None:
        story = planned(inside()).and_("stepped-down", "2024-10-01", setting="leefhuis", stay_id="S2")
        assert found(started(story, "2024-10-01", "ONDZ-b"), "L14") == []
        assert found(started(story, "2024-10-01", "ONDZ-b", stay_id="S2"), "L14") == [("6.3.1.1", "2024-10-01", "2024-10-02")]

    @pytest.mark.parametrize(
        ("code", "power"),
        [
            ("BEW-a", "6.3.1(1)"),
            ("VERPL-a", "6.3.2(1)"),
            ("CONT-b", "6.3.3(1)"),
            ("ONDZ-c", "6.3.4(1)"),
            ("VERV-a", "6.3.5(1)"),
            ("GERE-a", "6.3.8(1)"),
        ],
    )
    def test_before_2024_it_is_stopped_under_the_article_of_its_time(self, code: str, power: str) -> None:  # 6.3.1 to 6.3.8, until 2024
        story = Story.opened("2022-01-10").and_("admitted", "2023-01-09", setting="leefhuis")
        judgement = story.when("measure-started", "2023-02-02", code=code)
        assert {(finding.rule, finding.article) for finding in judgement.stopping} == {("L14", f"Jeugdwet {power} (tot 2024)")}

    @pytest.mark.parametrize("code", ["TOEZ", "VOORW-c"])
    def test_what_that_law_did_not_name_is_not_judged_by_it(self, code: str) -> None:
        story = Story.opened("2022-01-10").and_("admitted", "2023-01-09", setting="leefhuis")
        assert stopped(story.when("measure-started", "2023-02-02", code=code)) == []

    def test_what_went_on_into_2024_is_judged_by_both_laws(self) -> None:  # 6.3.1(1) until 2024, 6.3.1.1 since
        story = started(Story.opened("2022-01-10").and_("admitted", "2023-01-09", setting="leefhuis"), "2023-12-28", "CONT-a")
        assert found(ended(story, "2024-01-03"), "L14") == [
            ("6.3.3(1) (tot 2024)", "2023-12-28", "2024-01-01"),
            ("6.3.1.1", "2024-01-01", "2024-01-04"),
        ]

    def test_before_2024_a_machtiging_was_enough_inside(self) -> None:  # 6.3.1(1), until 2024
        story = inside("2023-02-01", until="2023-08-01")
        assert stopped(story.when("measure-started", "2023-02-02", code="BEW-a")) == []

    def test_in_closed_care_without_a_title_it_is_found_on_those_days(self) -> None:
        story = started(planned(inside(until="2024-10-01")), "2024-09-30", "TOEZ")
        assert found(ended(story, "2024-09-30"), "L14") == []
        assert found(ended(story, "2024-10-02"), "L14") == [("6.3.1.1", "2024-10-01", "2024-10-03")]

    def test_in_a_clinic_under_a_zorgmachtiging_another_law_says_what_is_allowed(self) -> None:
        title: dict[str, Any] = {"kind": "zorgmachtiging", "valid_from": "2025-02-03", "valid_until": "2025-08-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", **title).and_("admitted", "2025-02-03", setting="intensief_klinisch")
        assert stopped(story.when("measure-started", "2025-02-10", code="TOEZ")) == []
        assert stopped(story.when("measure-started", "2025-08-03", code="TOEZ")) == [("L14", "2025-08-03", None)]

    def test_measures_of_a_conditional_title_are_for_outside(self) -> None:
        """Jeugdwet 6.1.4(6), 6.3.1.1(3)."""
        assert stopped(planned(inside()).when("measure-started", "2024-10-01", code="VOORW-c")) == [("L13", "2024-10-01", None)]
        assert found(started(planned(inside()), "2024-10-01", "VOORW-c")) == [("6.3.1.1(3)", "2024-10-01", None)]

    def test_and_need_that_title(self) -> None:
        title: dict[str, Any] = {"kind": "voorwaardelijke_machtiging", "valid_from": "2025-02-03", "valid_until": "2025-08-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", **title)
        story = story.and_("plan-adopted", "2025-02-03", measures=[{"code": "VOORW-c"}])
        assert stopped(story.when("measure-started", "2025-08-02", code="VOORW-c")) == []
        assert stopped(story.when("measure-started", "2025-08-03", code="VOORW-c")) == [("L14", "2025-08-03", None)]
        assert stopped(story.when("measure-started", "2025-02-10", code="VOORW-e")) == [("L13", "2025-02-10", None)]
        assert stopped(story.when("measure-started", "2025-02-10", code="VOORW-e", emergency=True)) == [("L13", "2025-02-10", None)]

    @pytest.mark.parametrize("kind", ["machtiging", "muhp", "zorgmachtiging"])
    def test_no_other_title_allows_them(self, kind: str) -> None:  # 6.1.4(6)
        title: dict[str, Any] = {"kind": kind, "valid_from": "2025-02-03", "valid_until": "2025-08-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", **title)
        story = story.and_("plan-adopted", "2025-02-03", measures=[{"code": "VOORW-c"}])
        assert stopped(story.when("measure-started", "2025-02-10", code="VOORW-c")) == [("L14", "2025-02-10", None)]

    @pytest.mark.parametrize("code", ["VERV-a", "GERE-b"])
    def test_on_the_way_and_in_court_a_title_is_enough(self, code: str) -> None:
        """Jeugdwet 6.3.2.6 and 6.3.2.7: the plan is not asked for."""
        title: dict[str, Any] = {"kind": "machtiging", "valid_from": "2025-02-03", "valid_until": "2025-08-03"}
        story = Story.opened().and_("title-granted", "2025-02-03", **title)
        assert stopped(story.when("measure-started", "2025-02-03", code=code)) == []
        assert stopped(story.when("measure-started", "2025-02-02", code=code)) == [("L14", "2025-02-02", "2025-02-03")]
        assert stopped(inside().when("measure-started", "2024-10-01", code=code)) == []

    def test_a_title_that_waits_for_execution_allows_the_journey(self) -> None:
        title: dict[str, Any] = {"kind": "spoedmachtiging", "starts": "on_execution", "duration_days": 28, "latest_start": "2025-02-10"}
        story = Story.opened().and_("title-granted", "2025-02-03", **title)
        assert stopped(story.when("measure-started", "2025-02-04", code="VERV-a")) == []
        assert stopped(story.when("measure-started", "2025-02-02", code="VERV-a")) == [("L14", "2025-02-02", "2025-02-03")]

    def test_a_muhp_does_not(self) -> None:
        story = Story.opened().and_("title-granted", "2025-02-03", kind="muhp", valid_from="2025-02-03", valid_until="2025-08-03")
        assert stopped(story.when("measure-started", "2025-02-04", code="VERV-a")) == [("L14", "2025-02-04", "2025-02-05")]


def reported(story: Story, on: str, to: str = "parents", measure_id: str | None = "M", **data: Any) -> Story:
    return story.and_("measure-reported", on, to=to, measure_id=measure_id, despite=["L15"], **data)


class TestTapering:
    """Jeugdwet 6.3.1.5(1): what is not tapered off before the term of the plan is over, is talked over with an independent expert.

    The plan of 16 September allows to limit contact for thirty days: up to and including 15 October.
    """

    ADVICE = ("6.3.1.5(1)", "2024-10-31", None)

    def advice(self, story: Story) -> list[Breach]:
        return [breach for breach in found(story) if breach[0] == "6.3.1.5(1)"]

    def test_that_no_advice_was_asked_is_found_when_that_paper_could_have_come(self) -> None:
        story = started(planned(inside()), "2024-10-01", "CONT-a")
        assert self.advice(story) == [self.ADVICE]
        assert [f.absence for f in story.case.findings if f.about == "M-advice"] == [True]

    @pytest.mark.parametrize(
        ("ended_on", "finding"),
        [
            pytest.param("2024-10-15", [], id="on the last day of the term"),
            pytest.param("2024-10-30", [], id="before the paper was missed"),
            pytest.param("2024-11-04", [("6.3.1.5(1)", "2024-10-31", "2024-11-05")], id="later"),
        ],
    )
    def test_what_has_ended_needs_no_advice_any_more(self, ended_on: str, finding: list[Breach]) -> None:
        assert self.advice(ended(started(planned(inside()), "2024-10-01", "CONT-a"), ended_on)) == finding

    @pytest.mark.parametrize(
        ("asked_on", "finding"),
        [
            pytest.param("2024-10-14", [], id="before the term was over"),
            pytest.param("2024-10-31", [], id="by the day on which it is missed"),
            pytest.param("2024-11-04", [("6.3.1.5(1)", "2024-10-31", "2024-11-04")], id="later"),
        ],
    )
    def test_asking_for_it_is_enough(self, asked_on: str, finding: list[Breach]) -> None:
        story = started(planned(inside()), "2024-10-01", "CONT-a")
        story = story.and_("independent-advice-requested", asked_on, measure_id="M")
        assert self.advice(story) == finding
        assert self.advice(story.and_("independent-advice-given", "2024-11-20", measure_id="M")) == finding

    def test_a_plan_that_takes_it_up_again_gives_it_a_new_term(self) -> None:
        story = started(planned(inside()), "2024-10-01", "CONT-a")
        story = story.and_("plan-changed", "2024-11-08", plan_id="P", measures=[{"code": "CONT-a", "days": 30}])
        # thirty days from 8 November are over on 8 December, and what should be asked then is missed on the 23rd
        assert self.advice(story) == [("6.3.1.5(1)", "2024-10-31", "2024-11-08"), ("6.3.1.5(1)", "2024-12-23", None)]

    def test_what_began_when_the_term_was_over_or_has_none_is_not_tapered_off(self) -> None:
        assert self.advice(started(planned(inside()), "2024-10-16", "CONT-a")) == []
        assert self.advice(started(planned(inside()), "2024-10-01", "TOEZ")) == []

    def test_nor_is_what_the_plan_that_came_next_leaves_out(self) -> None:
        story = started(planned(inside()), "2024-09-20", "CONT-a")
        story = story.and_("plan-changed", "2024-10-01", plan_id="P", measures=[{"code": "TOEZ"}], despite=["L13"])
        assert self.advice(story) == []

    def test_a_change_on_the_very_day_does_not_hide_that_the_term_was_over(self) -> None:
        story = started(planned(inside()), "2024-10-01", "CONT-a")
        story = story.and_("plan-changed", "2024-10-16", plan_id="P", measures=[{"code": "TOEZ"}], despite=["L13"])
        assert self.advice(story) == [self.ADVICE]

    def test_an_emergency_has_no_term_of_the_plan(self) -> None:
        assert self.advice(emergency(planned(inside()), "2024-10-01", "CONT-a", despite=None)) == []


class TestDecisionsInEmergencies:
    """Jeugdwet 6.7.2(2): before an evaluation of the plan, whoever is told has copies of the decisions in emergencies."""

    MISSED = ("6.7.2(2)", "2024-10-29", "2025-02-14")
    """Two weeks after the evaluation of 14 October, up to the sixteenth birthday."""

    def evaluated(self, *provided: str, to: str = "parents", on: str = "2024-10-14", basis: str | None = None) -> Story:
        """An emergency on 20 September, and the plan evaluated."""
        story = ended(emergency(planned(inside(basis=basis)), "2024-09-20"), "2024-09-21")
        for day in provided:
            story = story.and_("emergency-decisions-provided", day, to=to)
        return story.and_("plan-evaluated", on, plan_id="P", with_jeugdige=True, report_given_on=on)

    def copies(self, story: Story) -> list[Breach]:
        return [breach for breach in found(story, "L15") if breach[0] == "6.7.2(2)"]

    def test_that_none_were_provided_is_found_when_that_paper_could_have_come(self) -> None:
        story = self.evaluated()
        assert self.copies(story) == [self.MISSED]
        assert [f.absence for f in story.case.findings if (f.about or "").endswith("-decisions")] == [True]

    @pytest.mark.parametrize(
        ("provided_on", "finding"),
        [
            pytest.param("2024-09-20", [], id="on the day of the decision"),
            pytest.param("2024-10-14", [], id="on the day of the evaluation"),
            pytest.param("2024-10-15", [("6.7.2(2)", "2024-10-15", "2024-10-16")], id="on the day after it"),
            pytest.param("2024-10-17", [("6.7.2(2)", "2024-10-15", "2024-10-17")], id="later"),
        ],
    )
    def test_they_come_before_the_evaluation(self, provided_on: str, finding: list[Breach]) -> None:
        assert self.copies(self.evaluated(provided_on)) == finding

    def test_copies_of_what_was_decided_before_say_nothing_of_what_came_after(self) -> None:
        assert self.copies(self.evaluated("2024-09-19")) == [self.MISSED]

    @pytest.mark.parametrize(("basis", "enough"), [("ots", "gi"), ("consent", "parents")])
    def test_who_has_them_follows_from_the_basis(self, basis: str, enough: str) -> None:
        for to in ("gi", "parents"):
            story = self.evaluated("2024-10-10", to=to, basis=basis)
            assert self.copies(story) == ([] if to == enough else [self.MISSED])

    def test_an_emergency_on_the_day_of_the_evaluation_is_for_the_next(self) -> None:
        story = self.evaluated("2024-09-30", on="2024-09-20")
        assert self.copies(story) == []
        again = {"plan_id": "P", "with_jeugdige": True}
        assert self.copies(story.and_("plan-evaluated", "2024-11-04", **again)) == []
        late = self.evaluated(on="2024-09-20").and_("plan-evaluated", "2024-11-04", **again)
        assert self.copies(late) == [("6.7.2(2)", "2024-11-19", "2025-02-14")]

    def test_they_are_asked_once_for_every_emergency(self) -> None:
        story = self.evaluated().and_("plan-evaluated", "2024-12-02", plan_id="P", with_jeugdige=True)
        assert self.copies(story) == [self.MISSED]

    def test_what_the_plan_allows_and_what_came_before_2024_is_no_such_decision(self) -> None:
        story = ended(started(planned(inside()), "2024-09-20", "TOEZ"), "2024-09-21")
        assert self.copies(story.and_("plan-evaluated", "2024-10-14", plan_id="P", with_jeugdige=True)) == []
        earlier = planned(inside("2023-11-01", until="2024-11-01"), "2023-11-20")
        earlier = ended(emergency(earlier, "2023-12-30", despite=None), "2023-12-31")
        assert self.copies(earlier.and_("plan-evaluated", "2024-01-15", plan_id="P", with_jeugdige=True)) == []

    @pytest.mark.parametrize(
        ("data", "finding"),
        [
            pytest.param({"to": "parents", "jeugdige_consents": True}, [], id="with his consent"),
            pytest.param({"to": "gi", "needed_for_ots": True}, [], id="what the GI needs"),
            pytest.param({"to": "parents", "jeugdige_consents": False}, [("6.7.2(2)", "2025-03-03", "2025-03-04")], id="against his will"),
            pytest.param({"to": "parents"}, [("6.7.2(2)", "2025-03-18", "2027-02-14")], id="not known"),
        ],
    )
    def test_from_sixteen_on_he_consents(self, data: dict[str, Any], finding: list[Breach]) -> None:
        story = inside().and_("emergency-decisions-provided", "2025-03-03", despite=["L15"], **data)
        assert self.copies(story) == finding

    def test_from_sixteen_on_silence_proves_nothing(self) -> None:
        story = ended(emergency(planned(inside()), "2025-02-20"), "2025-02-21")
        assert self.copies(story.and_("plan-evaluated", "2025-03-03", plan_id="P", with_jeugdige=True)) == []


class TestTelling:
    """L15, Jeugdwet 6.7.2: of transfer, seclusion and obligations the GI, the parents or the foster parents are told."""

    @pytest.mark.parametrize("code", ["BEW-d", "BEW-f", "VERPL-a", "VERPL-b"])
    def test_that_nobody_was_told_is_found_when_the_paper_could_have_come(self, code: str) -> None:
        story = started(inside(), "2024-10-01", code)
        assert found(story, "L15")[0] == ("6.7.2(1)", "2024-10-16", "2025-02-14")

    @pytest.mark.parametrize("code", ["TOEZ", "BEW-a", "CONT-b", "ONDZ-a", "VERV-c"])
    def test_of_other_measures_nobody_is_told_each_time(self, code: str) -> None:
        assert [f for f in found(started(inside(), "2024-10-01", code), "L15") if f[0] == "6.7.2(1)"] == []

    @pytest.mark.parametrize(("told_on", "finding"), [("2024-10-16", []), ("2024-10-18", [("6.7.2(1)", "2024-10-16", "2024-10-18")])])
    def test_telling_ends_it(self, told_on: str, finding: list[Breach]) -> None:
        assert [f for f in found(reported(started(inside(), "2024-10-01", "BEW-d"), told_on), "L15") if f[0] == "6.7.2(1)"] == finding

    @pytest.mark.parametrize(
        ("told_on", "finding"),
        [
            pytest.param("2024-10-16", [], id="later"),
            pytest.param("2024-10-01", [], id="on its day"),
            pytest.param("2024-09-30", [("6.7.2(1)", "2024-10-16", "2025-02-14")], id="before it"),
        ],
    )
    def test_a_report_of_all_measures_tells_of_what_was_applied_by_then(self, told_on: str, finding: list[Breach]) -> None:
        story = reported(started(inside(), "2024-10-01", "BEW-d"), told_on, measure_id=None)
        assert [f for f in found(story, "L15") if f[0] == "6.7.2(1)"] == finding

    @pytest.mark.parametrize(("began_on", "finding"), [("2023-12-29", []), ("2024-01-01", [("6.7.2(1)", "2024-01-16", "2025-02-14")])])
    def test_of_what_began_before_2024_nobody_had_to_be_told(self, began_on: str, finding: list[Breach]) -> None:
        story = started(inside("2023-09-04", until="2024-09-04"), began_on, "BEW-d")
        assert [f for f in found(story, "L15") if f[0] == "6.7.2(1)"] == finding

    def test_telling_of_another_measure_does_not(self) -> None:
        story = started(started(inside(), "2024-10-01", "BEW-d"), "2024-10-02", "TOEZ", measure_id="M2")
        assert ("6.7.2(1)", "2024-10-16", "2025-02-14") in found(reported(story, "2024-10-05", measure_id="M2"), "L15")

    @pytest.mark.parametrize(
        ("protection", "told", "enough"),
        [
            pytest.param("ots", ["gi"], True, id="under OTS the GI"),
            pytest.param("ots", ["parents"], False, id="under OTS not the parents alone"),
            pytest.param("voogdij", ["gi"], False, id="under guardianship the GI, and parents or foster parents"),
            pytest.param("voogdij", ["gi", "foster_parents"], True, id="both"),
        ],
    )
    def test_who_is_told_follows_from_the_measure_of_protection(self, protection: str, told: list[str], enough: bool) -> None:
        story = Story.opened("2023-01-02").and_(
            "protection-measure-started", "2024-08-01", kind=protection, measure_id="K", gi="gi-1", until="2025-08-01"
        )
        story = story.and_(
            "title-granted", "2024-09-02", kind="machtiging", title_id="T", valid_from="2024-09-02", valid_until="2025-09-02"
        )
        story = story.and_("admitted", "2024-09-02", setting="gesloten", stay_id="S", title_id="T")
        story = started(story, "2024-10-01", "VERPL-a")
        for to in told:
            story = reported(story, "2024-10-02", to)
        assert ([f for f in found(story, "L15") if f[0] == "6.7.2(1)"] == []) is enough

    @pytest.mark.parametrize(
        ("basis", "to", "enough"),
        [
            ("ots", "gi", True),
            ("ots", "parents", False),
            ("voogdij_gi", "gi", False),
            ("consent", "parents", True),
            ("consent", "gi", False),
        ],
    )
    def test_or_from_the_basis_of_the_title(self, basis: str, to: str, enough: bool) -> None:
        story = reported(started(inside(basis=basis), "2024-10-01", "VERPL-a"), "2024-10-02", to)
        assert ([f for f in found(story, "L15") if f[0] == "6.7.2(1)"] == []) is enough

    @pytest.mark.parametrize(
        ("told_on", "data", "finding"),
        [
            pytest.param("2025-02-13", {"jeugdige_consents": False}, [], id="the day before the sixteenth birthday"),
            pytest.param("2025-02-14", {"jeugdige_consents": False}, [("6.7.2(3)", "2025-02-14", "2025-02-15")], id="without consent"),
            pytest.param("2025-02-14", {"jeugdige_consents": True}, [], id="with consent"),
            pytest.param("2025-02-14", {}, [("6.7.2(3)", "2025-03-01", "2027-02-14")], id="consent not recorded"),
            pytest.param("2025-02-14", {"to": "gi", "needed_for_ots": True}, [], id="the GI needs it for the OTS"),
            pytest.param(
                "2025-02-14", {"to": "gi", "jeugdige_consents": False}, [("6.7.2(3)", "2025-02-14", "2025-02-15")], id="the GI does not"
            ),
            pytest.param(
                "2025-02-14",
                {"to": "parents", "needed_for_ots": True, "jeugdige_consents": False},
                [("6.7.2(3)", "2025-02-14", "2025-02-15")],
                id="parents never do",
            ),
            pytest.param(
                "2025-02-14",
                {"to": "foster_parents", "needed_for_ots": True, "jeugdige_consents": False},
                [("6.7.2(3)", "2025-02-14", "2025-02-15")],
                id="nor do foster parents",
            ),
        ],
    )
    def test_from_sixteen_on_he_consents(self, told_on: str, data: dict[str, Any], finding: list[Breach]) -> None:
        story = reported(started(planned(inside()), "2025-02-10", "TOEZ"), told_on, **data)
        assert [f for f in found(story, "L15") if f[0] == "6.7.2(3)"] == finding

    def test_telling_without_his_consent_is_stopped_once(self) -> None:
        story = started(planned(inside()), "2025-03-01", "TOEZ")
        assert stopped(story.when("measure-reported", "2025-03-03", to="parents", measure_id="M", jeugdige_consents=False)) == [
            ("L15", "2025-03-03", "2025-03-04")
        ]

    def test_a_report_without_any_measure_on_record_needs_it_too(self) -> None:
        story = reported(inside(), "2025-02-14", measure_id=None, jeugdige_consents=False)
        assert found(story, "L15") == [("6.7.2(3)", "2025-02-14", "2025-02-15")]

    def test_from_sixteen_on_silence_proves_nothing(self) -> None:
        assert [f for f in found(started(inside(), "2025-02-14", "VERPL-a"), "L15") if f[0] == "6.7.2(1)"] == []


class TestSixMonthlyReport:
    """Jeugdwet 6.7.1(3): once every six months a report on the measures that were applied."""

    def test_it_is_due_six_months_after_the_first_measure(self) -> None:
        story = started(started(planned(inside()), "2024-09-20", "TOEZ"), "2024-10-01", "ONDZ-a", measure_id="M2", emergency=True)
        (deadline,) = due(story, "measure-report")
        assert (deadline.about, str(deadline.since), str(deadline.due_on)) == ("S", "2024-09-20", "2025-03-20")
        assert deadline.alerts == (date(2025, 3, 6), date(2025, 3, 20))

    def test_without_measures_there_is_none(self) -> None:
        assert due(planned(inside()), "measure-report") == []

    def test_six_months_are_never_moved(self) -> None:
        """Algemene termijnenwet 4(a): longer than three months. 22 March 2025 is a Saturday."""
        assert days(started(planned(inside()), "2024-09-22", "TOEZ"), "measure-report") == [("2025-03-22", None, None)]

    def test_a_report_meets_it_and_the_next_runs_while_measures_go_on(self) -> None:
        story = reported(started(planned(inside()), "2024-09-20", "TOEZ"), "2024-12-01", measure_id=None)
        assert days(story, "measure-report") == [("2025-03-20", "2024-12-01", None), ("2025-06-01", None, None)]
        assert due(story, "measure-report")[0].met_by == 6

    def test_after_a_report_the_next_runs_from_the_next_measure(self) -> None:
        story = reported(ended(started(planned(inside()), "2024-09-20", "TOEZ"), "2024-12-01"), "2024-12-01", measure_id=None)
        assert days(story, "measure-report") == [("2025-03-20", "2024-12-01", None)]
        story = started(story, "2025-01-15", "TOEZ", measure_id="M2")
        assert days(story, "measure-report") == [("2025-03-20", "2024-12-01", None), ("2025-07-15", None, None)]

    def test_telling_of_one_measure_is_no_report(self) -> None:
        story = reported(started(planned(inside()), "2024-09-20", "TOEZ"), "2024-12-01")
        assert days(story, "measure-report") == [("2025-03-20", None, None)]

    def test_it_stops_when_the_closed_stay_ends(self) -> None:
        story = started(planned(inside()), "2024-09-20", "TOEZ").and_("discharged", "2024-12-01", destination="home")
        assert days(story, "measure-report") == [("2025-03-20", None, "2024-12-01")]

    def test_measures_before_2024_are_not_counted(self) -> None:
        story = planned(inside("2023-09-04", until="2024-09-04"), "2023-09-18")
        story = ended(started(story, "2023-12-31", "TOEZ"), "2024-01-05")
        assert due(story, "measure-report") == []
        assert days(started(story, "2024-01-10", "TOEZ", measure_id="M2"), "measure-report") == [("2024-07-10", None, None)]

    def test_its_absence_is_found_until_the_sixteenth_birthday(self) -> None:
        story = started(planned(inside("2024-02-01", until="2025-02-01"), "2024-02-12"), "2024-02-12", "TOEZ")
        assert found(story, "L15") == [("6.7.1(3)", "2024-08-13", "2025-02-14")]
        assert found(reported(story, "2024-08-20", measure_id=None), "L15")[0] == ("6.7.1(3)", "2024-08-13", "2024-08-20")
        on_the_first_day_too_late = found(reported(story, "2024-08-13", measure_id=None), "L15")
        assert [f for f in on_the_first_day_too_late if f[1] < "2025"] == [("6.7.1(3)", "2024-08-13", "2024-08-14")]
        assert [f for f in found(reported(story, "2024-08-12", measure_id=None), "L15") if f[1] < "2025"] == []

    def test_where_the_law_is_read_otherwise_also_after_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rules, "THE_REPORT_NEEDS_CONSENT", Dated({date(2024, 1, 1): False}))
        story = started(planned(inside("2024-02-01", until="2025-02-01"), "2024-02-12"), "2024-02-12", "TOEZ")
        assert found(story, "L15") == [("6.7.1(3)", "2024-08-13", None)]
        of_all = reported(story, "2025-03-01", measure_id=None, jeugdige_consents=False)
        assert [f for f in found(of_all, "L15") if f[0] == "6.7.2(3)"] == []
        of_one = reported(story, "2025-03-01", jeugdige_consents=False)
        assert [f for f in found(of_one, "L15") if f[0] == "6.7.2(3)"] == [("6.7.2(3)", "2025-03-01", "2025-03-02")]


class TestSignals:
    """ADR 0008: what is only missing is a signal and stops nobody; what is recorded and contradicts the law is more."""

    def test_of_the_plan(self) -> None:  # 6.3.1.2(2)
        assert absences(started(inside(), "2024-10-01", "TOEZ"), "L13") == [True]
        assert absences(started(planned(inside()), "2024-10-01", "BEW-c"), "L13") == [False]

    @pytest.mark.parametrize(("code", "judged"), [("BEW-f", "13:01"), ("BEW-b", "22:01")])
    def test_of_the_scientist_who_judged_nothing_and_one_who_was_late(self, code: str, judged: str) -> None:
        """Besluit Jeugdwet 6.2.4(1), three hours; Jeugdwet 6.3.1.2(5), twelve."""
        story = emergency(planned(inside()), "2024-10-01", code, "10:00")
        assert absences(ended(story, "2024-10-01", "23:00"), "L13") == [True]
        assert absences(ended(reviewed(story, "2024-10-01", judged), "2024-10-01", "23:00"), "L13") == [False]

    def test_of_the_six_monthly_report(self) -> None:  # 6.7.1(3)
        story = started(planned(inside("2024-02-01", until="2025-02-01"), "2024-02-12"), "2024-02-12", "TOEZ")
        assert absences(story, "L15") == [True]

    def test_of_telling(self) -> None:  # 6.7.2(1)
        assert absences(started(inside(), "2024-10-01", "BEW-d"), "L15") == [True]

    @pytest.mark.parametrize(("data", "absence"), [({}, True), ({"jeugdige_consents": False}, False)])
    def test_of_his_consent(self, data: dict[str, Any], absence: bool) -> None:  # 6.7.2(3)
        assert absences(reported(inside(), "2025-02-14", measure_id=None, **data), "L15") == [absence]


class TestImpossible:
    """What cannot have happened as it is recorded."""

    def test_a_measure_starts_once_and_is_decided_once(self) -> None:
        story = started(planned(inside()), "2024-10-01", "TOEZ")
        assert refused(story.when("measure-started", "2024-10-02", measure_id="M", code="TOEZ")) == {"I-order"}
        decided = story.and_("measure-decided", "2024-10-02", measure_id="M", code="TOEZ")
        assert refused(decided.when("measure-decided", "2024-10-03", measure_id="M", code="TOEZ")) == {"I-order"}
        assert refused(decided.when("measure-decided", "2024-10-03", code="TOEZ")) == set()

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("measure-reviewed", {"continues": True}),
            ("measure-ended", {}),
            ("measure-reported", {"to": "parents"}),
            ("independent-advice-requested", {}),
            ("independent-advice-given", {}),
        ],
    )
    def test_what_is_reviewed_ended_told_of_or_advised_on_is_recorded(self, kind: str, data: dict[str, Any]) -> None:
        story = started(planned(inside()), "2024-10-02", "TOEZ")
        assert refused(story.when(kind, "2024-10-03", measure_id="other", **data)) == {"I-order"}
        assert refused(story.when(kind, "2024-10-01", measure_id="M", **data)) == {"I-order"}
        assert refused(story.when(kind, "2024-10-02", measure_id="M", **data)) == set()

    def test_a_report_need_not_name_a_measure(self) -> None:
        assert refused(inside().when("measure-reported", "2024-10-01", to="parents")) == set()

    def test_what_ends_had_started_and_ends_once(self) -> None:
        decided = planned(inside()).and_("measure-decided", "2024-10-01", measure_id="M", code="TOEZ")
        assert refused(decided.when("measure-ended", "2024-10-02", measure_id="M")) == {"I-order"}
        over = ended(started(planned(inside()), "2024-10-01", "TOEZ"), "2024-10-02")
        assert refused(over.when("measure-ended", "2024-10-03", measure_id="M")) == {"I-order"}

    @pytest.mark.parametrize(
        ("on", "at", "possible"),
        [("2024-10-02", "14:00", True), ("2024-10-02", None, True), ("2024-10-02", "14:01", False), ("2024-10-03", None, False)],
    )
    def test_what_is_over_is_not_reviewed(self, on: str, at: str | None, possible: bool) -> None:
        over = ended(started(planned(inside()), "2024-10-01", "TOEZ"), "2024-10-02", "14:00")
        judgement = over.when("measure-reviewed", on, measure_id="M", continues=True, occurred_at=at)
        assert (refused(judgement) == set()) is possible

    def test_an_end_without_clock_time_follows_on_a_beginning_with_one(self) -> None:
        story = ended(emergency(planned(inside()), "2024-10-01", at="14:00"), "2024-10-01")
        assert [str(d.met_on) for d in due(story, "emergency-measure")] == ["2024-10-01"]


class TestHours:
    """Where the law counts hours and the clock was recorded, a deadline has its moment (Jeugdwet 6.3.1.2(5), Besluit Jeugdwet 6.2.4(1))."""

    def test_consent_is_due_within_twelve_hours(self) -> None:
        (deadline,) = due(emergency(planned(inside()), "2024-10-01", at="14:00"), "emergency-consent")
        assert (str(deadline.due_on), str(deadline.due_at)) == ("2024-10-02", "2024-10-02 02:00:00+02:00")

    def test_twelve_hours_are_twelve_in_the_night_in_which_the_clock_is_set_back(self) -> None:
        (deadline,) = due(emergency(planned(inside()), "2024-10-26", at="20:00"), "emergency-consent")
        assert str(deadline.due_at) == "2024-10-27 07:00:00+01:00"

    def test_without_a_clock_time_it_is_due_on_the_day_by_which_they_have_passed(self) -> None:
        (deadline,) = due(emergency(planned(inside()), "2024-10-01"), "emergency-consent")
        assert (str(deadline.due_on), deadline.due_at) == ("2024-10-02", None)

    def test_consent_meets_it_and_an_end_is_the_end_of_it(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", at="14:00")
        assert days(reviewed(story, "2024-10-01", "18:00"), "emergency-consent") == [("2024-10-02", "2024-10-01", None)]
        assert days(ended(story, "2024-10-01", "18:00"), "emergency-consent") == [("2024-10-02", None, "2024-10-01")]

    def test_a_scientist_judges_a_seclusion_within_three_hours(self) -> None:
        story = emergency(planned(inside()), "2024-10-01", "BEW-f", at="22:30")
        (deadline,) = due(story, "seclusion-review")
        assert str(deadline.due_at) == "2024-10-02 01:30:00+02:00"
        assert due(story, "emergency-consent") == []
        assert days(reviewed(story, "2024-10-02", "00:30"), "seclusion-review") == [("2024-10-02", "2024-10-02", None)]

    def test_what_the_plan_allows_asks_for_no_consent(self) -> None:
        assert due(emergency(planned(inside(), "2024-09-16", "BEW-b"), "2024-10-01", at="14:00"), "emergency-consent") == []
