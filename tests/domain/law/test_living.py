"""L18 and L19: a family first (Jeugdwet 2.3(6), 3.5(2)), and whose the jeugdige stays meanwhile (1.1, woonplaatsbeginsel)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domain.events import MunicipalityListed, MunicipalityMerged
from domain.judging import Misfit
from domain.parameters import Dated
from domain.rules import living
from domain.words import STORED
from tests.domain.stories import Story, a_region, event, refused, stopped

BEEKDAELEN, HEERLEN = "1954", "0917"

MERGED = a_region(
    MunicipalityListed(occurred_on=date(2019, 1, 1), municipality="0971", name="Stein"),
    MunicipalityMerged(occurred_on=date(2025, 3, 1), municipality=HEERLEN, into=BEEKDAELEN),
)

Breach = tuple[str, str, str | None]


def placed(on: str = "2025-02-03", setting: str = "leefhuis", **data: Any) -> Story:
    return Story.opened("2021-01-04").and_("admitted", on, **{"setting": setting, "stay_id": "S", **data})


class TestFamilyFirst:
    """L18: out of home with foster parents or in a gezinshuis, unless it is on record why not."""

    @pytest.mark.parametrize("setting", ["leefhuis", "intensief_klinisch"])
    def test_elsewhere_without_a_reason_it_is_found_when_that_paper_could_have_come(self, setting: str) -> None:
        assert placed(setting=setting).findings("L18") == [("L18", "2025-02-18", "2027-02-14")]

    def test_the_admission_is_not_stopped(self) -> None:
        assert stopped(Story.opened().when("admitted", "2025-02-03", setting="leefhuis")) == []

    def test_with_a_family_there_is_nothing_to_explain(self) -> None:
        assert placed(setting="pleegzorg").findings("L18") == []

    def test_a_reason_on_record_is_enough(self) -> None:
        assert placed(why_not_family="Er is geen gezin dat hem kan opvangen.").findings("L18") == []

    @pytest.mark.parametrize(("left_on", "finding"), [("2025-02-18", []), ("2025-02-19", [("L18", "2025-02-18", "2025-02-19")])])
    def test_the_end_of_the_stay_ends_it(self, left_on: str, finding: list[Breach]) -> None:
        assert placed().and_("discharged", left_on, destination="home").findings("L18") == finding

    def test_the_eighteenth_birthday_ends_it(self) -> None:
        """Tom, born on 14 February 2009."""
        story = Story.opened("2021-01-04").at(datetime(2027, 6, 1, 12, tzinfo=UTC))
        assert story.and_("admitted", "2027-01-29", setting="leefhuis").findings("L18") == [("L18", "2027-02-13", "2027-02-14")]
        assert story.and_("admitted", "2027-01-30", setting="leefhuis").findings("L18") == []

    def test_a_short_stay_before_explains_nothing(self) -> None:
        story = placed().and_("discharged", "2025-02-10", destination="home").and_("admitted", "2025-03-03", setting="leefhuis")
        assert story.findings("L18") == [("L18", "2025-03-18", "2027-02-14")]

    def test_that_no_reason_is_recorded_is_a_signal(self) -> None:  # ADR 0008
        assert [finding.absence for finding in placed().case.findings if finding.rule == "L18"] == [True]

    def test_a_respite_weekend_needs_no_reason(self) -> None:
        assert placed(purpose="respite").findings("L18") == []

    def test_a_move_within_the_same_setting_keeps_its_reason(self) -> None:
        story = placed(why_not_family="Geen gezin beschikbaar.").and_("moved", "2025-03-01", setting="leefhuis")
        assert story.findings("L18") == []

    @pytest.mark.parametrize(
        ("first", "kind", "then"), [("leefhuis", "stepped-up", "intensief_klinisch"), ("intensief_klinisch", "stepped-down", "leefhuis")]
    )
    def test_another_setting_needs_one_of_its_own(self, first: str, kind: str, then: str) -> None:
        story = placed(setting=first, why_not_family="Geen gezin beschikbaar.").and_(kind, "2025-03-01", setting=then)
        assert story.findings("L18") == [("L18", "2025-03-16", "2027-02-14")]

    @pytest.mark.parametrize(
        ("taken_on", "finding"),
        [
            pytest.param("2025-02-01", [], id="before"),
            pytest.param("2024-08-05", [], id="half a year before"),
            pytest.param("2024-08-04", [("L18", "2025-02-18", "2027-02-14")], id="longer ago"),
            pytest.param("2025-02-18", [], id="within the days of the paper"),
            pytest.param("2025-02-20", [("L18", "2025-02-18", "2025-02-20")], id="afterwards"),
        ],
    )
    def test_a_decision_with_reasons_for_that_setting_counts(self, taken_on: str, finding: list[Breach]) -> None:
        decision: dict[str, Any] = {"setting": "leefhuis", "follows_advice": True, "decided_by": "gemeente"}
        assert placed().and_("decision-taken", taken_on, **decision, motivation="Gezin lukt niet.").findings("L18") == finding

    def test_a_decision_without_reasons_or_for_another_setting_does_not(self) -> None:
        decision: dict[str, Any] = {"follows_advice": True, "decided_by": "gemeente"}
        without = placed().and_("decision-taken", "2025-02-03", **decision, setting="leefhuis")
        assert len(without.findings("L18")) == 1
        for setting in ("gesloten", "open_residentieel"):
            other = placed().and_("decision-taken", "2025-02-03", **decision, setting=setting, motivation="Gezin lukt niet.")
            assert len(other.findings("L18")) == 1

    def test_closed_care_that_the_court_ordered_has_its_reason_there(self) -> None:
        """Jeugdwet 6.1.2(2)(c): nothing less drastic will do."""
        assert closed("2025-02-03").findings("L18") == []

    def test_closed_care_without_a_title_has_none_until_the_court_orders_it(self) -> None:
        assert closed("2025-02-25").findings("L18") == [("L18", "2025-02-18", "2025-02-25")]

    def test_where_the_law_is_read_otherwise_the_order_gives_no_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(living, "THE_COURT_GIVES_THE_REASON", Dated({date(2015, 1, 1): False}))
        assert closed("2025-02-03").findings("L18") == [("L18", "2025-02-18", "2027-02-14")]

    @pytest.mark.parametrize(("kind", "explained"), [("zorgmachtiging", True), ("muhp", False)])
    def test_a_zorgmachtiging_orders_the_clinic_and_a_muhp_leaves_the_choice(self, kind: str, explained: bool) -> None:
        story = Story.opened().and_(
            "title-granted", "2025-02-01", kind=kind, title_id="T", valid_from="2025-02-01", valid_until="2025-08-01"
        )
        story = story.and_("admitted", "2025-02-03", setting="intensief_klinisch", title_id="T")
        assert (story.findings("L18") == []) is explained


def closed(title_from: str) -> Story:
    title: dict[str, Any] = {"kind": "machtiging", "title_id": "T", "valid_from": title_from, "valid_until": "2026-02-03"}
    story = Story.opened().and_("title-granted", "2025-02-01", **title)
    return story.and_("admitted", "2025-02-03", setting="gesloten", title_id="T", despite=["L1"])


class TestHomeMunicipality:
    """L19: during a stay the municipality of just before it remains responsible."""

    def determined(self, story: Story, on: str, from_: str | None = None, municipality: str = BEEKDAELEN, **data: Any) -> Story:
        return story.and_("home-municipality-determined", on, **{"municipality": municipality, "from": from_ or on, **data})

    def test_another_municipality_during_the_stay_is_found_from_the_next_day(self) -> None:
        assert self.determined(placed(), "2025-03-03").findings("L19") == [("L19", "2025-03-04", None)]

    def test_the_determination_itself_is_not_stopped(self) -> None:
        told: dict[str, Any] = {"municipality": BEEKDAELEN, "from": "2025-03-03"}
        assert stopped(placed().when("home-municipality-determined", "2025-03-03", **told)) == []

    def test_the_same_municipality_is_no_change(self) -> None:
        assert self.determined(placed(), "2025-03-03", municipality=HEERLEN).findings("L19") == []

    @pytest.mark.parametrize(
        ("from_", "found"),
        [
            pytest.param("2025-02-02", False, id="before the stay"),
            pytest.param("2025-02-03", False, id="at its start"),
            pytest.param("2025-02-04", True, id="the day after"),
        ],
    )
    def test_what_held_at_the_start_of_the_stay_counts(self, from_: str, found: bool) -> None:
        assert (self.determined(placed(), "2025-03-03", from_).findings("L19") == [("L19", "2025-03-04", None)]) is found

    @pytest.mark.parametrize("from_", ["2025-01-15", "2025-02-03"])
    def test_what_another_determination_had_replaced_by_then_changes_nothing(self, from_: str) -> None:
        story = self.determined(placed(), "2025-03-03", from_)
        assert self.determined(story, "2025-03-10", "2025-02-03", HEERLEN).findings("L19") == []

    def test_the_address_before_the_stay_only_says_what_that_was(self) -> None:
        assert self.determined(placed(), "2025-03-03", basis="before_stay").findings("L19") == []

    def test_a_determination_from_a_later_day_is_found_from_that_day(self) -> None:
        assert self.determined(placed(), "2025-03-03", "2025-04-01").findings("L19") == [("L19", "2025-04-01", None)]

    @pytest.mark.parametrize(("left_on", "found"), [("2025-04-01", []), ("2025-04-02", [("L19", "2025-04-01", "2025-04-02")])])
    def test_after_the_stay_he_may_come_from_elsewhere(self, left_on: str, found: list[Breach]) -> None:
        story = placed().and_("discharged", left_on, destination="home")
        assert self.determined(story, "2025-03-03", "2025-04-01").findings("L19") == found

    def test_the_one_of_which_the_former_became_part_is_no_other(self) -> None:
        # given: Heerlen became part of Beekdaelen on 1 March, so that its code cannot be recorded any more
        story = placed().knowing(MERGED)
        assert refused(story.when("home-municipality-determined", "2025-03-03", municipality=HEERLEN, **{"from": "2025-03-03"})) == {
            "I-code"
        }

        # then: but before that day the two were two
        assert self.determined(story, "2025-03-03").findings("L19") == []
        assert self.determined(story, "2025-03-03", "2025-02-10").findings("L19") == [("L19", "2025-03-04", None)]

    def test_a_correction_looks_up_anew_of_which_it_was_part(self) -> None:
        # given: a determination of another, that should have been of the one of which the former became part, and the other way about
        story = placed().knowing(MERGED)
        stein = self.determined(story, "2025-03-03", municipality="0971")
        assert stein.findings("L19") == [("L19", "2025-03-04", None)]
        beekdaelen = self.determined(story, "2025-03-03")

        # when
        reason = {"target_version": 3, "reason": "Vergist."}
        mended = stein.and_("corrected", "2025-03-04", data={"municipality": BEEKDAELEN}, **reason)
        spoilt = beekdaelen.when("corrected", "2025-03-04", data={"municipality": "0971"}, **reason)

        # then
        assert mended.findings("L19") == []
        assert stopped(spoilt) == [("L19", "2025-03-04", None)]

    def test_of_which_it_was_part_is_read_again_from_the_log(self) -> None:
        determined = self.determined(placed().knowing(MERGED), "2025-03-03").recorded[-1].event
        read = type(determined).model_validate_json(determined.model_dump_json(exclude_none=True), context=STORED)
        assert read == determined

    def test_nobody_says_himself_what_was_part_of_a_municipality(self) -> None:
        story = self.determined(placed().knowing(MERGED), "2025-03-03")
        with pytest.raises(Misfit):
            story.when("corrected", "2025-03-04", target_version=3, data={"merged_then": ["0971"]}, reason="Vergist.")
        with pytest.raises(ValidationError):
            event("home-municipality-determined", "2025-03-03", municipality=BEEKDAELEN, merged_then=["0971"], **{"from": "2025-03-03"})

    def test_through_a_move_it_stays_the_same(self) -> None:
        story = placed().and_("stepped-up", "2025-03-01", setting="intensief_klinisch")
        assert self.determined(story, "2025-03-01").findings("L19") == [("L19", "2025-03-02", None)]

    def test_a_night_at_home_begins_a_new_stay(self) -> None:
        story = placed().and_("discharged", "2025-03-01", destination="home")
        story = self.determined(story, "2025-03-01").and_("admitted", "2025-03-02", setting="leefhuis")
        assert story.findings("L19") == []

    def test_another_determination_takes_its_place(self) -> None:
        story = self.determined(placed(), "2025-03-03")
        assert self.determined(story, "2025-04-01", "2025-03-03", HEERLEN).findings("L19") == [("L19", "2025-03-04", "2025-04-01")]
        assert self.determined(story, "2025-04-01", "2025-03-20", HEERLEN).findings("L19") == [("L19", "2025-03-04", "2025-04-01")]
        earlier = self.determined(story, "2025-04-01", "2025-03-02", HEERLEN)
        assert earlier.findings("L19") == [("L19", "2025-03-04", None)], "what was determined from a later day goes on"

    def test_the_stays_of_2021_came_under_the_principle_on_1_january_2022(self) -> None:
        story = placed("2021-03-01")
        assert self.determined(story, "2022-01-10", "2022-01-01").findings("L19") == []
        handed_over = self.determined(story, "2022-01-10", "2022-01-01")
        assert self.determined(handed_over, "2022-03-01", "2022-01-02", HEERLEN).findings("L19") == [("L19", "2022-03-02", None)]

    def test_before_it_moving_house_changed_it(self) -> None:
        assert self.determined(placed("2021-03-01"), "2021-06-01").findings("L19") == []
