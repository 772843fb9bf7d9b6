"""Living out of home under supervision (L16, L17), and the terms of the GI (BW 1:257 to 1:265j). Worked cases, each with its article."""

from datetime import date

import pytest

from domain.deadlines import Deadline, deadlines, protection
from domain.parameters import Dated
from tests.domain.law.titles_told import NOT_UNDER_TEST, closed, due, found, granted, left, met, opened, placed, supervised
from tests.domain.stories import PLACES, Story, refused, stopped


def of_kind(story: Story, kind: str) -> Deadline:
    (deadline,) = (each for each in deadlines(story.trajectory) if each.kind == kind)
    return deadline


def moved(story: Story, on: str, setting: str = "leefhuis", **data: object) -> Story:
    return story.and_("moved", on, setting=setting, stay_id=f"to-{on}", **data, despite=NOT_UNDER_TEST)


class TestOutOfHome:
    """L16: BW 1:265a, 1:265b."""

    def under_supervision(self) -> Story:
        return supervised(opened(), "2025-01-01", "2026-01-01")

    def test_without_machtiging_an_admission_is_stopped(self) -> None:  # BW 1:265a
        assert ("L16", "2025-02-03", "2026-01-01") in stopped(self.under_supervision().when("admitted", "2025-02-03", setting="pleegzorg"))

    def test_without_supervision_there_is_none_to_have(self) -> None:
        assert found(placed(opened(), "2025-02-03"), "L16") == []

    @pytest.mark.parametrize("kind", ["voogdij", "voorlopige_voogdij", "tijdelijke_voogdij"])
    def test_a_guardian_needs_none(self, kind: str) -> None:  # BW 1:336
        assert found(placed(supervised(opened(), "2025-01-01", "2026-01-01", kind=kind), "2025-02-03"), "L16") == []

    @pytest.mark.parametrize("kind", ["ots", "vots"])
    def test_under_either_supervision_the_nights_without_are_found(self, kind: str) -> None:  # BW 1:257, 1:265a
        story = placed(supervised(opened(), "2025-01-01", "2025-04-01", kind=kind), "2025-02-03")
        assert found(story, "L16") == [("2025-02-03", "2025-04-01")]

    def test_a_muhp_covers_its_own_nights(self) -> None:  # BW 1:265b(1)
        story = placed(self.under_supervision(), "2025-02-03")
        story = granted(story, "2025-02-03", "2025-02-03", "2025-08-03", kind="muhp")
        assert found(story, "L16") == [("2025-08-03", "2026-01-01")]

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging"])
    def test_a_title_for_closed_care_counts_as_one(self, kind: str) -> None:  # BW 1:265b(3), Jeugdwet 6.1.2(6), 6.1.3(4)
        story = granted(closed(self.under_supervision(), "2025-02-03"), "2025-02-03", "2025-02-03", "2025-03-03", kind=kind)
        assert found(story, "L16") == [("2025-03-03", "2026-01-01")]

    def test_a_conditional_one_only_from_the_decision_to_admit(self) -> None:  # Jeugdwet 6.1.6(7)
        story = granted(
            placed(self.under_supervision(), "2025-02-03"), "2025-02-03", "2025-02-03", "2025-05-03", kind="voorwaardelijke_machtiging"
        )
        assert found(story, "L16") == [("2025-02-03", "2026-01-01")]
        story = story.and_("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert found(story, "L16") == [("2025-02-03", "2025-03-03"), ("2025-05-03", "2026-01-01")]

    def test_a_zorgmachtiging_is_a_ground_of_its_own(self) -> None:
        story = granted(
            placed(self.under_supervision(), "2025-02-03", "intensief_klinisch"),
            "2025-02-03",
            "2025-02-03",
            "2025-08-03",
            kind="zorgmachtiging",
        )
        assert found(story, "L16") == [("2025-08-03", "2026-01-01")]

    def test_a_muhp_that_lapsed_covers_nothing(self) -> None:  # BW 1:265c(3)
        story = granted(self.under_supervision(), "2025-02-03", "2025-02-03", "2026-01-01", kind="muhp")
        assert found(placed(story, "2025-05-02"), "L16") == []
        assert found(placed(story, "2025-05-03"), "L16") == [("2025-05-03", "2026-01-01")]

    def test_only_nights_under_supervision_count(self) -> None:
        story = supervised(placed(opened(), "2024-06-01"), "2025-01-01", "2026-01-01")
        assert found(story, "L16") == [("2025-01-01", "2026-01-01")]
        lifted = story.and_("protection-measure-ended", "2025-06-01", measure_id="O", reason="lifted")
        assert found(lifted, "L16") == [("2025-01-01", "2025-06-01")]
        assert found(left(story, "2025-02-01"), "L16") == [("2025-01-01", "2025-02-01")]

    def test_supervision_ends_at_eighteen(self) -> None:  # BW 1:233, 1:255
        story = placed(supervised(opened("2007-06-01"), "2025-01-01", "2026-01-01"), "2025-02-03")
        assert found(story, "L16") == [("2025-02-03", "2025-06-01")]

    @pytest.mark.parametrize("purpose", ["respite", "hospital", "temporary"])
    def test_a_weekend_or_a_hospital_is_no_placement(self, purpose: str) -> None:
        assert found(placed(self.under_supervision(), "2025-02-03", purpose=purpose), "L16") == []

    def test_prolonged_supervision_goes_on(self) -> None:  # BW 1:260
        story = placed(self.under_supervision(), "2025-02-03").and_(
            "protection-measure-prolonged", "2025-12-01", measure_id="O", until="2026-12-01", despite=NOT_UNDER_TEST
        )
        assert found(story, "L16") == [("2025-02-03", "2026-12-01")]


class TestOutOfAFamily:
    """L17: BW 1:265i: a move out of a family after a year there."""

    def in_a_family(self, since: str = "2024-02-03", **data: object) -> Story:
        return placed(supervised(opened(), "2024-01-01", "2026-01-01"), since, **data)

    def consent(self, story: Story, on: str, matter: str = "move_from_family") -> Story:
        return story.and_("court-consent-given", on, **{"for": matter})

    @pytest.mark.parametrize(("on", "stopping"), [("2025-02-02", False), ("2025-02-03", True)])
    def test_after_a_year_it_is_stopped(self, on: str, stopping: bool) -> None:  # BW 1:265i(1): "ten minste een jaar"
        stop = stopped(self.in_a_family().when("moved", on, setting="leefhuis"))
        assert ("L17" in {rule for rule, *_ in stop}) is stopping

    def test_it_is_found_while_he_stays_where_he_was_moved_to(self) -> None:
        story = moved(self.in_a_family(), "2025-03-03")
        assert found(story, "L17") == [("2025-03-03", None)]
        assert found(story, "L17", "to-2025-03-03") == [("2025-03-03", None)]
        assert found(left(story, "2025-05-01"), "L17") == [("2025-03-03", "2025-05-01")]

    def test_a_gezinshuis_is_a_family_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(PLACES, "gezinshuis", "gezin-1")
        story = self.in_a_family(setting="gezinshuis")
        assert found(moved(story, "2025-03-03"), "L17") == [("2025-03-03", None)]

    @pytest.mark.parametrize("setting", ["leefhuis", "intensief_klinisch"])
    def test_a_group_is_none(self, setting: str) -> None:
        assert found(moved(self.in_a_family(setting=setting), "2025-03-03", "pleegzorg"), "L17") == []

    @pytest.mark.parametrize("on", ["2025-02-20", "2025-03-03", "2024-02-03"])
    def test_with_consent_of_the_court_nothing_is_found(self, on: str) -> None:
        assert found(moved(self.consent(self.in_a_family(), on), "2025-03-03"), "L17") == []

    def test_consent_that_follows_ends_it(self) -> None:
        assert found(self.consent(moved(self.in_a_family(), "2025-03-03"), "2025-03-10"), "L17") == [("2025-03-03", "2025-03-10")]

    def test_consent_for_something_else_does_not(self) -> None:  # BW 1:306
        assert found(moved(self.consent(self.in_a_family(), "2025-02-20", "abroad"), "2025-03-03"), "L17") == [("2025-03-03", None)]

    def test_nor_does_consent_to_an_earlier_move(self) -> None:
        story = self.consent(opened(), "2024-02-02")
        story = placed(supervised(story, "2024-01-01", "2026-01-01"), "2024-02-03")
        assert found(moved(story, "2025-03-03"), "L17") == [("2025-03-03", None)]

    @pytest.mark.parametrize(
        ("effect", "expected"), [("2025-03-01", [("2025-03-03", None)]), ("2025-03-03", [("2025-03-03", None)]), ("2025-03-04", [])]
    )
    def test_consent_that_was_annulled_before_the_move_does_not(self, effect: str, expected: list[object]) -> None:
        story = self.consent(self.in_a_family(), "2025-02-20").and_(
            "annulled", "2025-02-25", target_version=4, by="gerechtshof", effective_on=effect, despite=NOT_UNDER_TEST
        )
        assert found(moved(story, "2025-03-03"), "L17") == expected

    def test_without_supervision_the_court_is_not_asked(self) -> None:
        assert found(moved(placed(opened(), "2023-01-01"), "2025-03-03"), "L17") == []
        assert found(moved(placed(supervised(opened(), "2023-01-01", "2025-03-03"), "2023-02-01"), "2025-03-03"), "L17") == []

    def test_the_year_counts_from_before_the_supervision(self) -> None:  # BW 1:265i(1) asks how long he lived there
        story = supervised(placed(opened(), "2024-02-03"), "2025-01-01", "2026-01-01")
        assert found(moved(story, "2025-03-03"), "L17") == [("2025-03-03", None)]

    def test_another_provider_for_the_same_family_moves_nobody(self) -> None:
        story = moved(self.in_a_family(), "2024-09-01", "pleegzorg", provider="koraal", location="gezin-1")
        assert found(story, "L17") == []
        assert found(moved(story, "2025-03-03"), "L17") == [("2025-03-03", None)]

    @pytest.mark.parametrize("before", ["leefhuis", "intensief_klinisch", "gesloten"])
    def test_what_he_came_from_does_not_count(self, before: str) -> None:  # BW 1:265i(1)
        story = moved(self.in_a_family(setting=before), "2024-09-02", "pleegzorg")
        assert found(moved(story, "2025-03-03"), "L17") == []
        assert found(moved(story, "2025-09-02"), "L17") == [("2025-09-02", None)]

    def test_going_home_is_no_move(self) -> None:
        assert found(left(self.in_a_family(), "2025-03-03"), "L17") == []
        home = self.in_a_family().and_("stepped-down", "2025-03-03", setting="ambulant", despite=NOT_UNDER_TEST)
        assert found(home, "L17") == []


class TestExpiry:
    """The end of a measure: BW 1:257, 1:258."""

    def test_an_ondertoezichtstelling_of_a_year(self) -> None:  # BW 1:258
        deadline = of_kind(supervised(opened(), "2025-01-15", "2026-01-15"), "protection-expiry")
        assert (deadline.about, deadline.since, deadline.due_on) == ("O", date(2025, 1, 15), date(2026, 1, 15))
        assert (deadline.breach_from, deadline.last_night) == (date(2026, 1, 15), date(2026, 1, 14))
        assert (deadline.article, deadline.open_until) == ("BW 1:258", date(2026, 1, 15))
        assert deadline.alerts[0] == date(2025, 11, 6)

    @pytest.mark.parametrize(
        ("kind", "article"), [("vots", "BW 1:257"), ("voorlopige_voogdij", "BW 1:241"), ("tijdelijke_voogdij", "BW Boek 1, titel 14")]
    )
    def test_others_name_their_own_article(self, kind: str, article: str) -> None:
        assert of_kind(supervised(opened(), "2025-01-15", "2025-04-15", kind=kind), "protection-expiry").article == article

    def test_a_guardianship_without_term_has_no_end_to_warn_of(self) -> None:
        assert due(supervised(opened(), "2025-01-15", kind="voogdij"), "protection-expiry") == []

    @pytest.mark.parametrize(("kind", "end"), [("ots", "2026-01-15"), ("vots", "2025-04-15")])
    def test_without_a_recorded_end_a_supervision_lasts_no_longer_than_the_law_allows(self, kind: str, end: str) -> None:
        # BW 1:258, 1:257(2); it stays open until somebody says what became of it, at eighteen at the latest
        story = supervised(opened(), "2025-01-15", kind=kind)
        assert due(story, "protection-expiry") == [("2025-01-15", end, "2027-02-14")]
        lifted = story.and_("protection-measure-ended", "2026-03-01", measure_id="O", reason="not_prolonged")
        assert due(lifted, "protection-expiry") == [("2025-01-15", end, "2026-03-01")]

    def test_once_its_end_is_recorded_that_counts(self) -> None:  # BW 1:260
        story = supervised(opened(), "2025-01-15").and_("protection-measure-prolonged", "2026-01-05", measure_id="O", until="2027-01-15")
        assert due(story, "protection-expiry") == [("2025-01-15", "2027-01-15", "2027-01-15")]

    def test_without_a_recorded_end_it_ends_nothing_else(self) -> None:
        story = placed(supervised(opened(), "2025-01-15"), "2026-02-03")
        assert found(story, "L16") == [("2026-02-03", "2027-02-14")]

    def test_prolongation_moves_it(self) -> None:  # BW 1:260
        story = supervised(opened(), "2025-01-15", "2026-01-15").and_(
            "protection-measure-prolonged", "2026-01-05", measure_id="O", until="2026-07-15"
        )
        assert due(story, "protection-expiry") == [("2025-01-15", "2026-07-15", "2026-07-15")]

    def test_lifted_it_is_over(self) -> None:  # BW 1:261
        story = supervised(opened(), "2025-01-15", "2026-01-15").and_(
            "protection-measure-ended", "2025-06-01", measure_id="O", reason="lifted"
        )
        assert due(story, "protection-expiry") == [("2025-01-15", "2026-01-15", "2025-06-01")]

    @pytest.mark.parametrize(
        ("kind", "since", "meets"), [("ots", "2025-04-10", True), ("ots", "2025-04-16", False), ("voogdij", "2025-04-10", False)]
    )
    def test_a_supervision_after_a_provisional_one_meets_it(self, kind: str, since: str, meets: bool) -> None:  # BW 1:257
        story = supervised(supervised(opened(), "2025-01-15", "2025-04-15", "V", "vots"), since, "2026-04-10", kind=kind)
        assert met(story, "protection-expiry")[0] == ((since, 3) if meets else (None, None))

    def test_at_eighteen_it_ends_by_itself(self) -> None:  # BW 1:233, 1:255
        story = supervised(opened("2007-06-01"), "2025-01-15", "2026-01-15")
        assert due(story, "protection-expiry") == [("2025-01-15", "2025-06-01", "2025-06-01")]

    def test_of_who_died_nothing_is_asked(self) -> None:
        story = supervised(opened(), "2025-01-15", "2026-01-15").and_("died", "2025-03-01")
        assert due(story, "protection-expiry") == [("2025-01-15", "2026-01-15", "2025-03-01")]
        assert due(story, "non-prolongation-notice") == [("2025-01-15", "2025-11-15", "2025-03-01")]


class TestNonProlongation:
    """BW 1:265j: the Raad knows two months before, or one if the GI ends a placement early."""

    def test_two_months_before_the_supervision_ends(self) -> None:  # BW 1:265j(1); counted back, so never moved
        deadline = of_kind(supervised(opened(), "2025-01-15", "2026-01-15"), "non-prolongation-notice")
        assert (deadline.about, deadline.since, deadline.due_on, deadline.breach_from) == (
            "O",
            date(2025, 1, 15),
            date(2025, 11, 15),  # a Saturday
            date(2025, 11, 16),
        )
        assert deadline.alerts == (date(2025, 10, 18), date(2025, 11, 1), date(2025, 11, 15))
        assert deadline.open_until == date(2026, 1, 15)

    def test_without_a_recorded_end_two_months_before_the_longest_that_the_law_allows(self) -> None:  # BW 1:258
        assert due(supervised(opened(), "2025-01-15"), "non-prolongation-notice") == [("2025-01-15", "2025-11-15", "2026-01-15")]

    @pytest.mark.parametrize("about", [{"measure_id": "O"}, {}])
    def test_a_notice_meets_it(self, about: dict[str, str]) -> None:
        story = supervised(opened(), "2025-01-15", "2026-01-15").and_("non-prolongation-notified", "2025-11-10", **about)
        assert met(story, "non-prolongation-notice") == [("2025-11-10", 3)]

    def test_that_prolongation_will_be_asked_for_meets_it_too(self) -> None:
        story = supervised(opened(), "2025-01-15", "2026-01-15").and_("prolongation-announced", "2025-11-03", measure_id="O")
        assert met(story, "non-prolongation-notice") == [("2025-11-03", 3)]

    def test_a_notice_about_something_else_does_not(self) -> None:
        story = granted(supervised(opened(), "2025-01-15", "2026-01-15"), "2025-02-03", "2025-02-03", "2025-08-03")
        story = story.and_("non-prolongation-notified", "2025-06-01", title_id="T")
        assert met(story, "non-prolongation-notice") == [(None, None)]

    @pytest.mark.parametrize("kind", ["vots", "voogdij"])
    def test_for_an_ondertoezichtstelling_only(self, kind: str) -> None:
        assert due(supervised(opened(), "2025-01-15", "2025-04-15", kind=kind), "non-prolongation-notice") == []

    @pytest.mark.parametrize(("born_on", "count"), [("2008-01-15", 0), ("2008-01-16", 1)])
    def test_what_ends_at_eighteen_cannot_be_prolonged(self, born_on: str, count: int) -> None:
        assert len(due(supervised(opened(born_on), "2025-01-15", "2026-01-15"), "non-prolongation-notice")) == count

    def under_a_muhp(self) -> Story:
        return granted(placed(opened(), "2025-01-15"), "2025-01-15", "2025-01-15", "2026-01-15", kind="muhp")

    def test_two_months_before_a_muhp_ends(self) -> None:  # BW 1:265j(1)
        assert due(self.under_a_muhp(), "non-prolongation-notice") == [("2025-01-15", "2025-11-15", "2026-01-15")]

    def test_a_notice_a_request_or_a_new_title_meets_it(self) -> None:
        story = self.under_a_muhp()
        told = story.and_("non-prolongation-notified", "2025-11-10", title_id="T")
        assert met(told, "non-prolongation-notice") == [("2025-11-10", 4)]
        asked = story.and_("title-requested", "2025-11-12", kind="muhp", filed_by="gi", prolongs="T")
        assert met(asked, "non-prolongation-notice") == [("2025-11-12", 4)]
        prolonged = granted(asked, "2025-12-20", "2026-01-15", "2026-04-15", "T2", "muhp")
        assert met(prolonged, "non-prolongation-notice")[0] == ("2025-11-12", 4)
        assert met(granted(story, "2025-12-20", "2026-01-15", "2026-04-15", "T2", "muhp"), "non-prolongation-notice")[0] == (
            "2025-12-20",
            4,
        )

    @pytest.mark.parametrize("data", [{"kind": "muhp"}, {"kind": "machtiging", "prolongs": "T"}])
    def test_a_request_for_something_else_does_not(self, data: dict[str, str]) -> None:
        story = self.under_a_muhp().and_("title-requested", "2025-11-12", filed_by="gi", **data)
        assert met(story, "non-prolongation-notice") == [(None, None)]

    def test_other_titles_have_no_such_term(self) -> None:  # Jeugdwet 6.1.12(6) names none
        assert due(granted(opened(), "2025-02-03", "2025-02-03", "2025-08-03"), "non-prolongation-notice") == []

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            pytest.param({"civil_basis": "ots"}, [("2025-02-03", "2025-06-03", "2025-08-03")], id="its basis says it"),
            pytest.param({}, [("2025-02-03", "2025-06-03", "2025-08-03")], id="the measure says it"),
            pytest.param({"civil_basis": "consent"}, [], id="on consent"),
            pytest.param({"civil_basis": "ots", "kind": "spoedmachtiging"}, [], id="a spoedmachtiging"),
        ],
    )
    def test_read_otherwise_a_machtiging_under_supervision_has(
        self, monkeypatch: pytest.MonkeyPatch, data: dict[str, str], expected: list[object]
    ) -> None:  # BW 1:265j(1), Jeugdwet 6.1.2(6): an open point
        monkeypatch.setattr(protection, "A_MACHTIGING_IS_ONE_NOT_TO_PROLONG", Dated({date(2015, 1, 1): True}))
        story = supervised(opened(), "2025-01-15", "2026-01-15")
        story = closed(granted(story, "2025-02-03", "2025-02-03", "2025-08-03", **data), "2025-02-03")
        assert due(story, "non-prolongation-notice", "T") == expected
        asked = story.and_("title-requested", "2025-06-02", kind="machtiging", filed_by="gi", prolongs="T")
        assert due(asked, "non-prolongation-notice", "T") == [(since, last, "2025-06-02") for since, last, _ in expected]

    def test_a_muhp_that_lapsed_is_asked_for_no_longer(self) -> None:  # BW 1:265c(3)
        story = granted(opened(), "2025-01-15", "2025-01-15", "2026-01-15", kind="muhp")
        assert due(story, "non-prolongation-notice") == [("2025-01-15", "2025-11-15", "2025-04-15")]

    @pytest.mark.parametrize(("told_on", "status"), [("2025-05-01", False), ("2025-05-02", True)])
    def test_a_month_before_the_gi_ends_a_placement_early(self, told_on: str, status: bool) -> None:  # BW 1:265j(2)
        story = self.under_a_muhp().and_("non-prolongation-notified", told_on, title_id="T", ends_on="2025-06-01")
        early = next(each for each in deadlines(story.trajectory) if each.article == "BW 1:265j(2)")
        assert (early.about, early.since, early.due_on, early.met_by) == ("T", date.fromisoformat(told_on), date(2025, 5, 1), 4)
        assert early.met_on is not None
        assert (early.met_on >= early.breach_from) is status

    def test_a_notice_about_its_own_end_is_no_early_one(self) -> None:
        story = self.under_a_muhp().and_("non-prolongation-notified", "2025-11-10", title_id="T", ends_on="2026-01-15")
        assert [each.article for each in deadlines(story.trajectory) if each.kind == "non-prolongation-notice"] == ["BW 1:265j(1)"]


class TestTwoYearsOutOfHome:
    """BW 1:265j(3): after two years of ondertoezichtstelling with placement out of home the Raad advises on prolongation."""

    def out_since(self, since: str, until: str = "2026-01-15") -> Story:
        """Under supervision since January 2023, prolonged every January; out of home since a day."""
        story = supervised(opened(), "2023-01-15", "2024-01-15")
        for year in (2024, 2025):
            if until > f"{year}-01-15":
                story = story.and_("protection-measure-prolonged", f"{year}-01-08", measure_id="O", until=f"{year + 1}-01-15")
        return placed(story, since)

    def test_two_months_before_the_term_ends_the_raad_is_told(self) -> None:
        deadline = of_kind(self.out_since("2023-06-01"), "raad-advice")
        assert (deadline.about, deadline.since, deadline.due_on) == ("O", date(2025, 1, 15), date(2025, 11, 15))
        assert (deadline.article, deadline.open_until) == ("BW 1:265j(3)", date(2026, 1, 15))
        assert deadline.alerts[0] == date(2025, 9, 15)  # four months before the end

    @pytest.mark.parametrize(("since", "count"), [("2024-01-15", 1), ("2024-01-16", 0)])
    def test_the_two_years_are_over_by_the_end_of_the_term(self, since: str, count: int) -> None:
        assert len(due(self.out_since(since), "raad-advice")) == count

    def test_a_term_that_ends_sooner_asks_for_nothing(self) -> None:
        assert due(self.out_since("2023-06-01", until="2025-01-15"), "raad-advice") == []

    def test_a_move_goes_on_and_a_time_at_home_begins_anew(self) -> None:
        assert len(due(moved(self.out_since("2023-06-01"), "2024-09-01"), "raad-advice")) == 1
        home = left(self.out_since("2023-06-01"), "2024-09-01")
        assert due(placed(home, "2024-10-01", stay_id="S2"), "raad-advice") == []

    def test_who_goes_home_is_asked_for_no_longer(self) -> None:
        assert due(left(self.out_since("2023-06-01"), "2025-08-01"), "raad-advice") == [("2025-01-15", "2025-11-15", "2025-08-01")]

    @pytest.mark.parametrize(
        ("kind", "about"), [("prolongation-announced", {"measure_id": "O"}), ("non-prolongation-notified", {"measure_id": "O"})]
    )
    def test_that_it_will_be_asked_or_will_not_meets_it(self, kind: str, about: dict[str, str]) -> None:
        story = self.out_since("2023-06-01").and_(kind, "2025-11-03", **about)
        assert met(story, "raad-advice") == [("2025-11-03", 6)]

    def test_what_was_announced_of_the_term_before_does_not(self) -> None:
        story = supervised(opened(), "2023-01-15", "2024-01-15")
        story = story.and_("protection-measure-prolonged", "2024-01-08", measure_id="O", until="2025-01-15")
        story = story.and_("prolongation-announced", "2024-11-03", measure_id="O")
        story = story.and_("protection-measure-prolonged", "2025-01-08", measure_id="O", until="2026-01-15")
        assert met(placed(story, "2023-06-01"), "raad-advice") == [(None, None)]

    def test_a_provisional_supervision_does_not_count(self) -> None:  # BW 1:258
        story = supervised(supervised(opened(), "2023-12-01", "2024-02-01", "V", "vots"), "2024-02-01", "2025-02-01")
        story = story.and_("protection-measure-prolonged", "2025-01-20", measure_id="O", until="2026-01-15")
        assert due(placed(story, "2023-12-01"), "raad-advice") == []

    def test_what_is_announced_is_of_a_measure_that_stands(self) -> None:
        assert refused(opened().when("prolongation-announced", "2025-01-10", measure_id="O")) == {"I-order"}


class TestEndOfPlacement:
    """BW 1:265d(3): the GI answers in writing within two weeks."""

    def asked(self, on: str = "2025-03-03") -> Story:
        return opened().and_("placement-end-requested", on, request_id="R", by="parent")

    def test_two_weeks(self) -> None:
        deadline = of_kind(self.asked(), "placement-end-answer")
        assert (deadline.about, deadline.since, deadline.due_on, deadline.breach_from) == (
            "R",
            date(2025, 3, 3),
            date(2025, 3, 17),
            date(2025, 3, 18),
        )
        assert deadline.alerts == (date(2025, 3, 14), date(2025, 3, 17))
        assert deadline.open_until is None

    def test_its_last_day_moves_off_a_holiday(self) -> None:  # Easter Monday 21 April 2025
        assert of_kind(self.asked("2025-04-07"), "placement-end-answer").due_on == date(2025, 4, 22)

    def test_an_answer_meets_it_on_the_day_of_the_letter(self) -> None:
        answered = self.asked().and_("placement-end-answered", "2025-03-20", request_id="R", granted=False, written_on="2025-03-17")
        assert met(answered, "placement-end-answer") == [("2025-03-17", 3)]
        assert met(self.asked().and_("placement-end-answered", "2025-03-20", granted=True), "placement-end-answer") == [("2025-03-20", 3)]

    def test_nobody_waits_for_it_after_death(self) -> None:
        assert due(self.asked().and_("died", "2025-03-10"), "placement-end-answer") == [("2025-03-03", "2025-03-17", "2025-03-10")]


class TestOrder:
    """I-order: ids that are taken or not there, and what ended already."""

    def test_measures_have_ids_of_their_own(self) -> None:
        story = supervised(opened(), "2025-01-15", "2026-01-15")
        assert refused(story.when("protection-measure-started", "2025-02-01", measure_id="O", kind="ots")) == {"I-order"}
        assert refused(story.when("protection-measure-started", "2025-02-01", measure_id="P", kind="ots")) == set()

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("protection-measure-prolonged", {"until": "2026-05-01"}),
            ("protection-measure-ended", {"reason": "lifted"}),
            ("protection-measure-transferred", {"gi": "gi-2"}),
        ],
    )
    def test_what_goes_on_or_ends_is_there_and_has_not_ended(self, kind: str, data: dict[str, str]) -> None:
        story = supervised(opened(), "2025-01-15", "2026-01-15")
        assert refused(story.when(kind, "2025-03-01", measure_id="X", **data)) == {"I-order"}
        assert refused(story.when(kind, "2025-03-01", measure_id="O", **data)) == set()
        ended = story.and_("protection-measure-ended", "2025-02-01", measure_id="O", reason="lifted")
        assert refused(ended.when(kind, "2025-03-01", measure_id="O", **data)) == {"I-order"}

    def test_an_answer_is_to_a_request_that_waits(self) -> None:
        asked = opened().and_("placement-end-requested", "2025-03-03", request_id="R", by="parent")
        assert refused(asked.when("placement-end-requested", "2025-03-05", request_id="R", by="jeugdige")) == {"I-order"}
        assert refused(opened().when("placement-end-answered", "2025-03-05", granted=True)) == {"I-order"}
        assert refused(asked.when("placement-end-answered", "2025-03-05", granted=True, request_id="X")) == {"I-order"}
        answered = asked.and_("placement-end-answered", "2025-03-05", granted=True)
        assert refused(answered.when("placement-end-answered", "2025-03-06", granted=True)) == {"I-order"}
        assert refused(answered.when("placement-end-answered", "2025-03-06", granted=True, request_id="R")) == {"I-order"}
