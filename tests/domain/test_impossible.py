"""What is refused: the impossible, and nothing but the impossible."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.judging import Judgement, judge_opening
from domain.region import region_of
from tests.domain.stories import IDENTITY, NOW, REGION, Story, a_region, envelope, event, refused

YEAR = {"valid_from": "2025-02-01", "valid_until": "2026-02-01"}


def closed_stay() -> Story:
    story = Story.opened().and_("team-review-held", "2025-01-20", team="idt", youth="present", advice={"setting": "gesloten"})
    return story.and_("title-granted", "2025-01-30", kind="machtiging", title_id="T", **YEAR).and_(
        "admitted", "2025-02-03", setting="gesloten", stay_id="S"
    )


class TestAssignments:
    """One active start to an assignment (iJw OP289)."""

    def test_a_second_start_under_an_assignment_that_runs_is_refused(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="pleegzorg", stay_id="S", assignment_no="12")
        help_beside = {"provider": "xonar", "kind": "ambulant", "help_id": "H"}
        assert refused(story.when("help-started", "2025-03-01", **help_beside, assignment_no="12")) == {"I-order"}
        assert refused(story.when("help-started", "2025-03-01", **help_beside, assignment_no="13")) == set()
        assert refused(story.when("help-started", "2025-03-01", **help_beside)) == set()
        respite = {"setting": "leefhuis", "purpose": "respite"}
        assert refused(story.when("admitted", "2025-03-01", **respite, assignment_no="12")) == {"I-order"}

    def test_help_that_runs_keeps_its_assignment_until_it_ends(self) -> None:
        story = Story.opened().and_("help-started", "2025-02-03", help_id="H", provider="xonar", kind="ambulant", assignment_no="12")
        again = {"provider": "xonar", "kind": "ambulant", "help_id": "I", "assignment_no": "12"}
        assert refused(story.when("help-started", "2025-03-01", **again)) == {"I-order"}
        ended = story.and_("help-ended", "2025-03-01", help_id="H", reason="goals_met")
        assert refused(ended.when("help-started", "2025-03-01", **again)) == set()

    def test_a_move_may_go_on_under_the_same_assignment(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="pleegzorg", stay_id="S", assignment_no="12")
        assert refused(story.when("moved", "2025-03-01", setting="pleegzorg", stay_id="T", assignment_no="12")) == set()

    def test_a_start_that_is_told_late_is_refused_where_another_runs_since(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="pleegzorg", stay_id="S", assignment_no="12")
        earlier = {"provider": "xonar", "kind": "ambulant", "help_id": "H", "assignment_no": "12"}
        assert refused(story.when("help-started", "2025-01-15", **earlier)) == {"I-order"}


class TestDates:
    def test_an_event_after_the_day_of_recording_is_refused(self) -> None:
        assert refused(Story.opened().when("note-added", "2026-06-02", text="Morgen")) == {"I-date"}

    def test_the_day_of_recording_is_counted_in_amsterdam(self) -> None:
        half_past_midnight = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # 2 June, 00:30 in Amsterdam
        assert refused(Story.opened().at(half_past_midnight).when("note-added", "2026-06-02", text="Vandaag")) == set()

    def test_a_clock_time_later_today_is_refused(self) -> None:
        assert refused(Story.opened().when("note-added", "2026-06-01", occurred_at="23:59", text="Straks")) == {"I-date"}
        assert refused(Story.opened().when("note-added", "2026-06-01", occurred_at="13:59", text="Zojuist")) == set()

    def test_what_was_learned_today_and_happened_this_minute_can_be_recorded(self) -> None:
        story = Story.opened()  # recorded on 1 June 2026, at 14:00 in Amsterdam
        assert refused(story.when("note-added", "2025-02-01", learned_on="2026-06-01", text="Gehoord")) == set()
        assert refused(story.when("note-added", "2025-02-01", learned_on="2026-06-02", text="Morgen gehoord")) == {"I-date"}
        assert refused(story.when("note-added", "2026-06-01", occurred_at="14:00", text="Nu")) == set()

    def test_a_child_that_is_born_today_is_recorded_today(self) -> None:
        opening = event(
            "trajectory-opened", "2026-06-01", home_municipality="0917", gender="male", identity={**IDENTITY, "born_on": "2026-06-01"}
        )
        assert judge_opening(Story.opened().trajectory.trajectory_id, envelope(), opening, REGION, NOW).is_recordable

    def test_what_an_annulment_says_of_later_is_later_than_when_it_takes_effect(self) -> None:
        story = closed_stay().and_("title-granted", "2025-02-10", kind="machtiging", title_id="U", **YEAR, replaces="T")
        annulled = {"target_version": 5, "by": "gerechtshof", "revives_title_id": "T"}
        # when no day is given on which it takes effect, that is the day of the annulment
        assert refused(story.when("annulled", "2025-03-01", **annulled, new_valid_until="2025-02-28")) == {"I-date"}
        assert refused(story.when("annulled", "2025-03-01", **annulled, new_valid_until="2025-03-01")) == set()
        assert refused(story.when("annulled", "2025-03-01", **annulled, new_valid_until="2025-03-31", effective_on="2025-04-01")) == {
            "I-date"
        }

    def test_an_event_before_birth_is_refused(self) -> None:
        assert refused(Story.opened().when("note-added", "2009-02-13", text="Te vroeg")) == {"I-date"}

    def test_an_unborn_child_can_be_opened(self) -> None:
        identity = {"no_bsn_reason": "unborn", "surname": "Wit", "given_names": "Baby", "born_on": "2026-09-01"}
        opening = event("trajectory-opened", "2026-05-01", home_municipality="0917", gender="unknown", identity=identity)
        assert judge_opening(Story.opened().trajectory.trajectory_id, envelope(), opening, REGION, NOW).is_recordable

    def test_a_birth_in_the_future_is_refused(self) -> None:
        opening = event(
            "trajectory-opened", "2026-05-01", home_municipality="0917", gender="male", identity={**IDENTITY, "born_on": "2027-01-01"}
        )
        judgement = judge_opening(Story.opened().trajectory.trajectory_id, envelope(), opening, REGION, NOW)
        assert refused(judgement) == {"I-date"}

    def test_an_end_before_its_start_is_refused(self) -> None:
        backwards = {"valid_from": "2025-03-01", "valid_until": "2025-02-01"}
        assert refused(Story.opened().when("title-granted", "2025-02-01", kind="machtiging", **backwards)) == {"I-date"}

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("protection-measure-started", {"kind": "ots", "until": "2025-01-31"}),
            ("aftercare-agreed", {"until": "2025-01-31"}),
            ("continued-help-decided", {"ground": "continuation", "until": "2025-01-31"}),
            ("safety-flag-set", {"level": "secret_place", "until": "2025-01-31"}),
            ("agreement-made", {"due_on": "2025-01-31"}),
            ("perspective-set", {"perspective": "home", "by_when": "2025-01-31"}),
        ],
        ids=lambda part: part if isinstance(part, str) else "",
    )
    def test_what_is_to_last_does_not_end_before_it_is_decided(self, kind: str, data: dict[str, str]) -> None:
        field = next(name for name, value in data.items() if value == "2025-01-31")
        assert refused(Story.opened().when(kind, "2025-02-01", **data)) == {"I-date"}
        assert refused(Story.opened().when(kind, "2025-02-01", **data | {field: "2025-02-01"})) == set()

    @pytest.mark.parametrize(
        ("field", "said"),
        [
            ("notice_to_youth_on", {"notice_to_youth_on": "2024-02-01"}),
            ("copies_sent.requester", {"copies_sent": {"requester": "2024-02-29", "lawyer": "2024-03-01"}}),
            ("copies_sent.registrar", {"copies_sent": {"registrar": "2024-02-01"}}),
        ],
    )
    def test_a_notice_from_before_the_decision_is_no_notice_of_it(self, field: str, said: dict[str, Any]) -> None:  # Jeugdwet 6.1.6(6)
        term = {"valid_from": "2024-02-01", "valid_until": "2024-08-01"}
        story = Story.opened("2024-01-10").and_("title-granted", "2024-02-01", kind="voorwaardelijke_machtiging", title_id="V", **term)
        judgement = story.when("conditional-admission-decided", "2024-03-01", title_id="V", decided_by="B. Zwart", **said)
        assert [(i.rule, i.field_name) for i in judgement.impossible] == [("I-date", field)]
        assert "give the day on which this went out" in judgement.impossible[0].message

    def test_a_notice_on_the_day_of_the_decision_or_later_is(self) -> None:
        term = {"valid_from": "2024-02-01", "valid_until": "2024-08-01"}
        story = Story.opened("2024-01-10").and_("title-granted", "2024-02-01", kind="voorwaardelijke_machtiging", title_id="V", **term)
        told: dict[str, Any] = {"notice_to_youth_on": "2024-03-01", "copies_sent": {"lawyer": "2024-03-04"}}
        assert refused(story.when("conditional-admission-decided", "2024-03-01", title_id="V", decided_by="B. Zwart", **told)) == set()

    def test_nor_is_a_copy_from_before_the_decision_to_apply_a_measure(self) -> None:  # Jeugdwet 6.3.1.4(3)
        story = closed_stay()
        measure = {"code": "BEW-b", "measure_id": "V"}
        assert refused(story.when("measure-decided", "2025-03-01", **measure, copy_to_youth_on="2025-02-28")) == {"I-date"}
        assert refused(story.when("measure-decided", "2025-03-01", **measure, copy_to_youth_on="2025-03-01")) == set()

    def test_nor_a_report_from_before_the_evaluation(self) -> None:  # Jeugdwet 6.2.9(9)
        story = closed_stay().and_("plan-adopted", "2025-02-10", plan_id="P")
        assert refused(story.when("plan-evaluated", "2025-03-10", plan_id="P", report_given_on="2025-03-09")) == {"I-date"}
        assert refused(story.when("plan-evaluated", "2025-03-10", plan_id="P", report_given_on="2025-03-10")) == set()

    def test_an_examination_after_the_statement_is_refused(self) -> None:  # Jeugdwet 6.1.2(5): "heeft onderzocht"
        said = {"for": "machtiging", "outcome": "granted"}
        assert refused(Story.opened().when("behavioural-scientist-statement", "2025-02-01", **said, examined_on="2025-02-02")) == {"I-date"}
        assert refused(Story.opened().when("behavioural-scientist-statement", "2025-02-01", **said, examined_on="2025-02-01")) == set()

    def test_learning_of_it_after_it_was_recorded_is_refused(self) -> None:
        assert refused(Story.opened().when("note-added", "2025-02-01", learned_on="2026-07-01", text="Later")) == {"I-date"}

    def test_an_annulment_before_the_decision_is_refused(self) -> None:
        judgement = closed_stay().when("annulled", "2025-03-01", target_version=4, by="kinderrechter", effective_on="2025-02-01")
        assert "I-date" in refused(judgement)


class TestStays:
    def test_two_main_stays_in_one_night_are_refused(self) -> None:
        assert refused(closed_stay().when("admitted", "2025-03-01", setting="leefhuis")) == {"I-overlap"}

    def test_an_earlier_stay_that_would_run_into_a_later_one_is_refused(self) -> None:
        assert refused(closed_stay().when("admitted", "2025-01-12", setting="leefhuis")) == {"I-overlap"}

    def test_a_respite_weekend_inside_a_main_stay_is_possible(self) -> None:
        assert refused(closed_stay().when("admitted", "2025-03-01", setting="pleegzorg", purpose="respite")) == set()

    def test_a_stay_may_follow_on_the_day_on_which_another_ended(self) -> None:
        story = closed_stay().and_("discharged", "2025-03-01", destination="home", reason="31", planned=True)
        assert refused(story.when("admitted", "2025-03-01", setting="leefhuis")) == set()

    def test_a_stay_may_end_on_the_day_it_began_and_covers_no_night(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis").and_("discharged", "2025-02-03", destination="home")
        (stay,) = story.trajectory.stays
        assert stay.nights.is_empty

    def test_moved_and_discharged_on_one_day_end_in_the_order_of_recording(self) -> None:
        story = closed_stay().and_("moved", "2025-03-01", setting="gesloten", location="gesloten-2", stay_id="S2")
        story = story.and_("discharged", "2025-03-01", destination="home")
        assert [stay.until.isoformat() for stay in story.trajectory.stays] == ["2025-03-01", "2025-03-01"]

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("discharged", {"destination": "home"}),
            ("moved", {"setting": "leefhuis"}),
            ("stepped-down", {"setting": "leefhuis"}),
            ("leave-granted", {}),
            ("leave-ended", {}),
            ("absconded", {}),
            ("returned", {}),
            ("ready-to-leave", {"needed_setting": "leefhuis"}),
            ("ready-withdrawn", {}),
            ("referral-withdrawn", {}),
            ("help-ended", {}),
            ("title-suspended", {"title_id": "T"}),
            ("suspension-withdrawn", {"title_id": "T"}),
            ("title-lapsed", {"title_id": "T", "ground": "gi"}),
            ("conditional-admission-decided", {"title_id": "T", "decided_by": "B. Zwart"}),
            ("trajectory-reopened", {}),
        ],
    )
    def test_what_its_state_does_not_admit_is_refused(self, kind: str, data: dict[str, object]) -> None:
        assert refused(Story.opened().when(kind, "2025-02-03", **data)) == {"I-order"}

    def test_what_is_recorded_already_is_not_recorded_twice(self) -> None:
        suspended = closed_stay().and_("title-suspended", "2025-03-01", title_id="T", despite=["L1"])
        assert refused(suspended.when("title-suspended", "2025-03-02", title_id="T")) == {"I-order"}
        withdrawn = suspended.and_("suspension-withdrawn", "2025-03-10", title_id="T")
        assert refused(withdrawn.when("suspension-withdrawn", "2025-03-11", title_id="T")) == {"I-order"}
        assert refused(withdrawn.when("title-suspended", "2025-03-11", title_id="T")) == set()
        lapsed = closed_stay().and_("title-lapsed", "2025-03-01", title_id="T", ground="gi", despite=["L1"])
        assert refused(lapsed.when("title-lapsed", "2025-03-02", title_id="T", ground="gi")) == {"I-order"}
        dead = Story.opened().and_("died", "2025-03-01")
        assert refused(dead.when("died", "2025-03-01")) == {"I-order"}

    def test_a_suspension_is_withdrawn_of_a_title_that_is_suspended(self) -> None:
        assert refused(closed_stay().when("suspension-withdrawn", "2025-03-01", title_id="T")) == {"I-order"}

    def test_access_in_an_emergency_has_an_id_of_its_own_and_is_reviewed_once_it_was_taken(self) -> None:
        taken = Story.opened().and_("glass-broken", "2026-06-01", break_id="B", reason="Spoed")
        assert refused(taken.when("glass-broken", "2026-06-01", break_id="B", reason="Weer")) == {"I-order"}
        assert refused(taken.when("glass-broken", "2026-06-01", break_id="C", reason="Weer")) == set()
        assert refused(taken.when("glass-reviewed", "2026-06-01", break_id="B", justified=True)) == set()
        assert refused(taken.when("glass-reviewed", "2026-06-01", break_id="C", justified=True)) == {"I-order"}

    def test_a_step_down_to_what_is_not_lighter_is_refused(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis")
        assert refused(story.when("stepped-down", "2025-03-01", setting="intensief_klinisch")) == {"I-direction"}
        assert refused(story.when("stepped-up", "2025-03-01", setting="pleegzorg")) == {"I-direction"}
        assert refused(story.when("stepped-up", "2025-03-01", setting="leefhuis")) == {"I-direction"}

    def test_a_step_down_to_ambulant_ends_the_stay_and_starts_help(self) -> None:
        story = closed_stay().and_("stepped-down", "2025-04-01", setting="ambulant")
        assert story.trajectory.stays[0].until.isoformat() == "2025-04-01"
        assert [help_.since.isoformat() for help_ in story.trajectory.helps] == ["2025-04-01"]

    def test_with_two_stays_a_discharge_says_which(self) -> None:
        story = closed_stay().and_("admitted", "2025-03-01", setting="pleegzorg", purpose="respite", stay_id="R")
        assert refused(story.when("discharged", "2025-03-03", destination="home")) == {"I-order"}
        assert refused(story.when("discharged", "2025-03-03", destination="home", stay_id="R")) == set()


class TestTheEnd:
    def test_a_closed_trajectory_is_reopened_before_anything_is_recorded_in_it(self) -> None:
        closed = Story.opened().and_("trajectory-closed", "2025-05-01")
        assert refused(closed.when("admitted", "2025-06-01", setting="leefhuis")) == {"I-order"}
        assert refused(closed.and_("trajectory-reopened", "2025-06-01").when("admitted", "2025-06-01", setting="leefhuis")) == set()

    def test_what_happened_before_the_closing_can_still_be_recorded(self) -> None:
        closed = Story.opened().and_("trajectory-closed", "2025-05-01")
        assert refused(closed.when("voice-recorded", "2025-04-30", about="plan", form="conversation")) == set()

    def test_a_running_stay_is_ended_before_the_trajectory_is_closed(self) -> None:
        assert refused(closed_stay().when("trajectory-closed", "2025-05-01")) == {"I-order"}

    def test_after_death_nothing_happens(self) -> None:
        story = closed_stay().and_("died", "2025-05-01")
        assert story.trajectory.stays[0].until.isoformat() == "2025-05-01"
        assert refused(story.when("admitted", "2025-05-02", setting="leefhuis")) == {"I-order"}


class TestCodes:
    def test_a_municipality_provider_or_location_that_is_not_in_the_register_is_refused(self) -> None:
        story = Story.opened()
        assert refused(story.when("home-municipality-determined", "2025-02-01", municipality="0363", **{"from": "2025-02-01"})) == {
            "I-code"
        }
        assert refused(story.when("admitted", "2025-02-01", setting="leefhuis", provider="nergens")) == {"I-code"}
        assert refused(story.when("admitted", "2025-02-01", setting="leefhuis", location="nergens")) == {"I-code"}
        assert refused(story.when("help-started", "2025-02-01", kind="ambulant", provider="nergens")) == {"I-code"}

    def test_a_code_that_was_not_valid_yet_on_that_date_is_refused(self) -> None:
        story = Story.opened()
        early = story.when("home-municipality-determined", "2025-02-01", municipality="1954", **{"from": "2018-12-31"})
        assert refused(early) == {"I-code"}

    def test_a_reason_that_is_no_ijw_code_is_refused(self) -> None:
        judgement = closed_stay().when("discharged", "2025-03-01", destination="home", reason="99")
        assert refused(judgement) == {"I-code"}

    @pytest.mark.parametrize("bsn", ["999900006", "999900031", "999900043"])
    def test_a_number_that_passes_the_eleven_test_is_taken(self, bsn: str) -> None:
        assert refused(Story.opened().when("identity-changed", "2025-02-01", bsn=bsn)) == set()

    @pytest.mark.parametrize("bsn", ["999900007", "99990000", "9999000061", "abcdefghi", "000000000", "999999999"])
    def test_a_number_that_is_no_bsn_is_refused(self, bsn: str) -> None:
        assert refused(Story.opened().when("identity-changed", "2025-02-01", bsn=bsn)) == {"I-bsn"}


class TestTitles:
    def test_a_title_that_is_named_must_be_recorded(self) -> None:
        assert refused(Story.opened().when("admitted", "2025-02-01", setting="leefhuis", title_id="weg")) == {"I-order"}
        unknown = Story.opened().when("title-granted", "2025-02-01", kind="machtiging", prolongs="weg", **YEAR)
        assert refused(unknown) == {"I-order"}

    def test_two_titles_of_one_name_are_refused(self) -> None:
        assert refused(closed_stay().when("title-granted", "2025-02-01", kind="machtiging", title_id="T", **YEAR)) == {"I-order"}

    def test_only_a_conditional_title_knows_a_decision_to_admit(self) -> None:
        judgement = closed_stay().when("conditional-admission-decided", "2025-03-01", title_id="T", decided_by="B. Zwart")
        assert refused(judgement) == {"I-order"}


class TestTargets:
    def test_correcting_or_voiding_what_is_not_there_is_refused(self) -> None:
        story = Story.opened()
        assert refused(story.when("corrected", "2025-02-01", target_version=9, data={"text": "x"}, reason="x")) == {"I-target"}
        assert refused(story.when("voided", "2025-02-01", target_version=2, reason="zichzelf")) == {"I-target"}

    def test_the_opening_cannot_be_voided(self) -> None:
        assert refused(Story.opened().when("voided", "2025-02-01", target_version=1, reason="x")) == {"I-target"}

    def test_what_is_no_decision_cannot_be_annulled(self) -> None:
        story = Story.opened().and_("note-added", "2025-02-01", text="Gebeld")
        assert refused(story.when("annulled", "2025-03-01", target_version=2, by="rsj")) == {"I-target"}

    def test_annulling_twice_is_refused(self) -> None:
        story = closed_stay().and_("annulled", "2025-03-01", target_version=3, by="gerechtshof")
        assert refused(story.when("annulled", "2025-03-02", target_version=3, by="gerechtshof")) == {"I-target"}

    def test_voiding_twice_is_refused(self) -> None:
        story = Story.opened().and_("note-added", "2025-02-01", text="Fout").and_("voided", "2025-02-02", target_version=2, reason="Fout")
        assert refused(story.when("voided", "2025-02-03", target_version=2, reason="Nogmaals")) == {"I-target"}

    def test_what_a_correction_is_about_cannot_be_corrected(self) -> None:
        story = Story.opened().and_("note-added", "2025-02-01", text="Fout")
        story = story.and_("corrected", "2025-02-02", target_version=2, data={"text": "Goed"}, reason="Typfout")
        assert refused(story.when("corrected", "2025-02-03", target_version=3, data={"target_version": 1}, reason="x")) == {"I-target"}


def test_a_proposal_is_refused_for_what_it_makes_impossible_elsewhere() -> None:
    # given a stay and its end, when the stay is voided, then the end would hang in the air
    story = closed_stay().and_("discharged", "2025-06-01", destination="home")
    judgement = story.when("voided", "2025-06-02", target_version=4, reason="Nooit opgenomen")
    assert [(i.rule, i.version) for i in judgement.impossible] == [("I-order", 5)]


def test_nothing_is_refused_for_what_the_register_made_impossible_before() -> None:
    # given a history of which the register knows no code any more
    story = closed_stay().and_("note-added", "2025-02-10", text="Gebeld").knowing(region_of([]))
    # when something is recorded before it, corrected in it or taken out of it
    assert refused(story.when("note-added", "2025-01-15", text="Eerder gebeld")) == set()
    assert refused(story.when("corrected", "2025-02-11", target_version=5, data={"text": "Teruggebeld"}, reason="Typfout")) == set()
    assert refused(story.when("voided", "2025-02-11", target_version=5, reason="Andere jeugdige")) == set()
    # then what the register does not know is refused where it is new, and nowhere else
    assert refused(story.when("aftercare-agreed", "2025-01-15", provider="koraal", until="2025-09-01")) == {"I-code"}


class TestAStayOfWhichTheRegisterDoesNotKnowTheHouseAnyMore:
    def corrected(self, **data: str) -> Judgement:
        # given a stay in a house of which it turned out that it never was, in a register that knows the others
        known = a_region()
        region = replace(known, locations={code: place for code, place in known.locations.items() if code != "gesloten-1"})
        return closed_stay().knowing(region).when("corrected", "2025-02-11", target_version=4, data=data, reason="Overgenomen.")

    def test_is_corrected_to_one_that_it_knows(self) -> None:
        assert refused(self.corrected(location="gesloten-2")) == set()

    def test_is_not_corrected_to_another_that_it_does_not_know(self) -> None:
        judgement = self.corrected(location="nergens")
        assert [(i.rule, i.version, i.field_name) for i in judgement.impossible] == [("I-code", 4, "location")]

    def test_nor_to_a_provider_that_it_does_not_know(self) -> None:
        assert [i.field_name for i in self.corrected(provider="niemand").impossible] == ["provider"]

    def test_is_corrected_in_what_says_nothing_of_the_house(self) -> None:
        assert refused(self.corrected(expected_until="2025-09-01")) == set()
