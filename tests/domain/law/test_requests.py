"""On the way to a title: the scientist's consent (L7, P8), the civil basis (L8), the court's term. Worked cases, each with its article."""

from datetime import date

import pytest

from domain.deadlines import deadlines
from domain.parameters import Dated
from domain.rules import request as rules
from tests.domain.law.titles_told import NOT_UNDER_TEST, closed, conditional, due, found, granted, left, met, opened, statement, supervised
from tests.domain.stories import Story, refused, stopped

HALF_YEAR = ("2025-02-03", "2025-02-03", "2025-08-03")
MISSED = "2025-02-18"
"""The first day on which a paper that should be with a decision of 3 February is missed."""


def stops(story: Story, rule: str, kind: str = "machtiging", on: str = "2025-02-03", **data: object) -> bool:
    """Whether granting half a year from 3 February is stopped by that rule."""
    title = {"title_id": "T", "kind": kind, "valid_from": "2025-02-03", "valid_until": "2025-08-03", **data}
    return any(finding[0] == rule for finding in stopped(story.when("title-granted", on, **title)))


class TestStatement:
    """L7: Jeugdwet 6.1.2(5), 6.1.3(3), 6.1.4(3), 6.1.8(4)."""

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging", "voorwaardelijke_machtiging"])
    def test_a_title_without_statement_is_recorded_and_found_when_the_paper_is_missed(self, kind: str) -> None:  # 6.1.8(4)
        assert not stops(opened(), "L7", kind)
        assert found(granted(opened(), *HALF_YEAR, kind=kind), "L7") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging", "voorwaardelijke_machtiging"])
    def test_a_statement_for_its_kind_is_enough(self, kind: str) -> None:  # 6.1.2(5), 6.1.3(3), 6.1.4(3)
        assert found(granted(statement(opened(), "2025-01-20", kind), *HALF_YEAR, kind=kind), "L7") == []

    @pytest.mark.parametrize("kind", ["muhp", "zorgmachtiging", "crisismaatregel", "wzd"])
    def test_other_titles_need_none(self, kind: str) -> None:  # 6.1.8(4) is about chapter 6
        assert found(granted(opened(), *HALF_YEAR, kind=kind), "L7") == []

    def test_a_title_against_a_refusal_is_stopped_on_the_day_of_decision(self) -> None:  # RBDHA:2020:7171
        story = statement(opened(), "2025-01-20", outcome="refused")
        assert stops(story, "L7")
        assert found(granted(story, *HALF_YEAR), "L7") == [("2025-02-03", "2025-08-03")]

    def test_a_request_refused_after_it_breaches_nothing(self) -> None:  # RBDHA:2020:7171: the court dismissed it
        story = statement(opened(), "2025-01-20", outcome="refused").and_("title-refused", "2025-02-03", kind="machtiging")
        assert found(story, "L7") == []

    def test_filing_against_a_refusal_is_stopped(self) -> None:  # 6.1.8(4)
        story = statement(opened(), "2025-01-20", outcome="refused")
        assert [f[:2] for f in stopped(story.when("title-requested", "2025-01-25", kind="machtiging", filed_by="gi"))] == [
            ("L7", "2025-01-25")
        ]

    def test_the_last_word_before_the_decision_counts(self) -> None:  # RBDHA:2020:7171: the parameter's answer
        assert not stops(statement(statement(opened(), "2025-01-20", outcome="refused"), "2025-01-28"), "L7")
        assert stops(statement(statement(opened(), "2025-01-20"), "2025-01-28", outcome="refused"), "L7")

    @pytest.mark.parametrize(("kind", "stopping"), [("machtiging", True), ("voorwaardelijke_machtiging", True), ("spoedmachtiging", False)])
    def test_a_refusal_stands_where_the_next_could_not_examine_him(self, kind: str, stopping: bool) -> None:  # 6.1.2(5), 6.1.3(3)
        story = statement(statement(opened(), "2025-01-20", kind, "refused"), "2025-01-28", kind, "exam_impossible")
        assert stops(story, "L7", kind) is stopping

    def test_so_it_does_where_another_consented_before_it(self) -> None:  # 6.1.2(5)
        story = statement(statement(opened(), "2025-01-16"), "2025-01-20", outcome="refused")
        assert stops(statement(story, "2025-01-28", outcome="exam_impossible"), "L7")

    def test_until_another_consents(self) -> None:  # 6.1.2(5)
        story = statement(statement(opened(), "2025-01-20", outcome="refused"), "2025-01-24", outcome="exam_impossible")
        assert found(granted(statement(story, "2025-01-28"), *HALF_YEAR), "L7") == []

    @pytest.mark.parametrize("on", ["2025-01-28", "2025-02-03"])
    def test_so_does_the_consent_of_who_examined_him(self, on: str) -> None:  # 6.1.2(5): that is what the law asks for
        story = statement(statement(opened(), on), "2025-02-03", outcome="exam_impossible")
        assert found(granted(story, *HALF_YEAR), "L7") == []

    def test_where_a_second_opinion_does_not_count_a_refusal_stands(self, monkeypatch: pytest.MonkeyPatch) -> None:  # RBDHA:2020:7171
        monkeypatch.setattr(rules, "CONSENT_AFTER_A_REFUSAL_COUNTS", Dated({date(2015, 1, 1): False}))
        assert stops(statement(statement(opened(), "2025-01-20", outcome="refused"), "2025-01-28"), "L7")
        assert not stops(statement(opened(), "2025-01-28"), "L7")

    def test_in_urgency_examination_may_be_impossible(self) -> None:  # 6.1.3(3), 6.1.8(4)
        story = statement(opened(), "2025-02-02", "spoedmachtiging", "exam_impossible")
        assert found(granted(story, *HALF_YEAR, kind="spoedmachtiging"), "L7") == []

    @pytest.mark.parametrize("kind", ["machtiging", "voorwaardelijke_machtiging"])
    def test_otherwise_it_may_not(self, kind: str) -> None:  # 6.1.2(5), 6.1.4(3)
        story = statement(opened(), "2025-02-02", kind, "exam_impossible")
        assert stops(story, "L7", kind)
        assert found(granted(story, *HALF_YEAR, kind=kind), "L7") == [("2025-02-03", "2025-08-03")]

    def test_until_somebody_examined_him_after_all(self) -> None:  # 6.1.2(5)
        story = granted(statement(opened(), "2025-02-02", outcome="exam_impossible"), *HALF_YEAR)
        assert found(statement(story, "2025-02-10", title_id="T"), "L7") == [("2025-02-03", "2025-02-10")]

    @pytest.mark.parametrize(
        "purpose", ["spoedmachtiging", "voorwaardelijke_machtiging", "schorsing", "plan", "vbm", "insluiting", "verlof"]
    )
    def test_a_statement_for_something_else_is_none(self, purpose: str) -> None:
        assert found(granted(statement(opened(), "2025-01-20", purpose), *HALF_YEAR), "L7") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("kind", ["spoedmachtiging", "voorwaardelijke_machtiging"])
    def test_one_for_a_machtiging_serves_no_other_title(self, kind: str) -> None:  # 6.1.3(3), 6.1.4(3)
        assert found(granted(statement(opened(), "2025-01-20"), *HALF_YEAR, kind=kind), "L7") == [(MISSED, "2025-08-03")]
        assert found(statement(granted(opened(), *HALF_YEAR, kind=kind), "2025-03-01"), "L7") == [(MISSED, "2025-08-03")]

    def test_a_statement_on_a_suspension_of_the_title_is_not_about_the_title(self) -> None:
        story = statement(granted(opened(), *HALF_YEAR), "2025-02-20", "schorsing", title_id="T")
        assert found(story, "L7") == [(MISSED, "2025-08-03")]

    def test_one_that_names_the_title_counts_whatever_its_kind_and_age(self) -> None:
        story = statement(opened(), "2024-06-01", "spoedmachtiging", title_id="T")
        assert found(granted(story, *HALF_YEAR), "L7") == []

    @pytest.mark.parametrize("other", ["S", "X"])
    def test_one_that_names_another_title_does_not(self, other: str) -> None:
        assert found(granted(statement(opened(), "2025-01-20", title_id=other), *HALF_YEAR), "L7") == [(MISSED, "2025-08-03")]

    def test_what_names_the_title_goes_before_what_does_not(self) -> None:
        story = statement(statement(opened(), "2025-01-20", title_id="T", outcome="refused"), "2025-01-25")
        assert stops(story, "L7")

    @pytest.mark.parametrize(("given_on", "counts"), [("2024-11-04", True), ("2024-11-03", False), ("2025-02-03", True)])
    def test_one_without_name_counts_for_91_days(self, given_on: str, counts: bool) -> None:  # a parameter
        assert (found(granted(statement(opened(), given_on), *HALF_YEAR), "L7") == []) is counts

    def test_it_serves_the_first_decision_after_it_only(self) -> None:  # each request needs its own (6.1.8(4))
        story = granted(statement(opened(), "2025-01-20"), *HALF_YEAR)
        story = granted(story, "2025-03-03", "2025-08-03", "2026-02-03", "T2")
        assert found(story, "L7") == [("2025-03-18", "2026-02-03")]

    def test_one_given_on_the_day_of_a_decision_serves_that_one(self) -> None:  # 6.1.8(4)
        story = granted(statement(opened(), "2025-01-20"), "2025-01-20", "2025-01-20", "2025-02-03", "X")
        assert found(granted(story, *HALF_YEAR), "L7") == [(MISSED, "2025-08-03")]

    def test_one_given_after_an_earlier_decision_serves_the_next(self) -> None:  # 6.1.8(4)
        story = granted(statement(opened(), "2025-01-05"), "2025-01-10", "2025-01-10", "2025-02-03", "X")
        assert found(granted(statement(story, "2025-01-20"), *HALF_YEAR), "L7") == []

    @pytest.mark.parametrize(("kind", "other"), [("machtiging", "spoedmachtiging"), ("spoedmachtiging", "machtiging")])
    def test_a_title_of_another_kind_does_not_use_it_up(self, kind: str, other: str) -> None:
        story = granted(statement(opened(), "2025-01-20", kind), "2025-01-22", "2025-01-22", "2025-02-19", "E", other)
        assert found(granted(story, *HALF_YEAR, kind=kind), "L7", "T") == []

    def test_the_paper_that_follows_mends_it(self) -> None:
        story = granted(opened(), *HALF_YEAR)
        assert found(statement(story, "2025-02-17"), "L7") == []
        assert found(statement(story, "2025-03-01"), "L7") == [(MISSED, "2025-03-01")]
        assert found(statement(story, "2025-03-01", title_id="T"), "L7") == [(MISSED, "2025-03-01")]

    def test_a_refusal_that_follows_does_not(self) -> None:
        assert found(statement(granted(opened(), *HALF_YEAR), "2025-03-01", outcome="refused"), "L7") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("data", [{"title_id": "S"}, {"title_id": "X"}, {"for_": "spoedmachtiging"}])
    def test_nor_does_a_statement_about_something_else(self, data: dict[str, str]) -> None:
        assert found(statement(granted(opened(), *HALF_YEAR), "2025-03-01", **data), "L7") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize(
        ("decided", "until"),
        [
            ("2025-02-03", "2025-03-01"),  # on the same day is not later
            ("2025-02-04", "2025-08-03"),
            ("2025-02-28", "2025-08-03"),
            ("2025-03-01", "2025-08-03"),
            ("2025-03-02", "2025-03-01"),
        ],
    )
    def test_a_later_statement_belongs_to_a_later_title_once_that_is_decided(self, decided: str, until: str) -> None:
        story = granted(granted(opened(), *HALF_YEAR), decided, "2025-08-03", "2026-02-03", "T2")
        assert found(statement(story, "2025-03-01"), "L7", "T") == [(MISSED, until)]

    def test_what_is_not_recorded_is_a_signal_and_a_refusal_is_more(self) -> None:  # ADR 0008
        missing = granted(opened(), *HALF_YEAR).case.findings
        assert {(each.rule, each.absence) for each in missing if each.rule in ("L7", "L8")} == {("L7", True), ("L8", True)}
        refusing = granted(statement(opened(), "2025-01-20", outcome="refused"), *HALF_YEAR).case.findings
        assert {each.absence for each in refusing if each.rule == "L7"} == {False}

    def test_nothing_is_asked_of_a_title_that_is_over(self) -> None:
        story = granted(opened(), *HALF_YEAR).and_("annulled", "2025-03-10", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert found(story, "L7") == found(story, "L8") == [(MISSED, "2025-03-10")]

    def test_a_title_that_starts_on_execution_has_its_days_from_then(self) -> None:
        data = {"starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-10"}
        story = opened().and_("title-granted", "2025-02-03", kind="machtiging", title_id="T", **data)
        assert found(story, "L7") == [(MISSED, "2025-03-11")]
        assert found(closed(story, "2025-03-01"), "L7") == [(MISSED, "2025-05-30")]

    def test_nothing_is_asked_after_death(self) -> None:
        story = granted(opened(), *HALF_YEAR).and_("died", "2025-03-01")
        assert found(story, "L7") == found(story, "L8") == [(MISSED, "2025-03-01")]

    def test_a_request_without_statement_is_found_until_it_is_decided_on(self) -> None:  # 6.1.8(4)
        story = opened().and_("title-requested", "2025-01-10", kind="machtiging", filed_by="college")
        assert found(story, "L7") == [("2025-01-25", None)]
        assert found(story.and_("title-refused", "2025-02-03", kind="machtiging"), "L7") == [("2025-01-25", "2025-02-03")]
        assert found(statement(story, "2025-01-30"), "L7") == [("2025-01-25", "2025-01-30")]
        assert found(story.and_("died", "2025-01-28"), "L7") == [("2025-01-25", "2025-01-28")]

    def test_a_request_for_a_muhp_needs_none(self) -> None:  # BW 1:265b
        assert found(opened().and_("title-requested", "2025-01-10", kind="muhp", filed_by="gi"), "L7") == []


class TestExamination:
    """P8: "kort tevoren" (Jeugdwet 6.1.2(5)); fourteen days, a parameter."""

    def test_counted_to_the_decision_where_no_request_is_recorded(self) -> None:
        assert found(granted(statement(opened(), "2025-01-20", examined_on="2025-01-20"), *HALF_YEAR), "P8") == []
        assert found(granted(statement(opened(), "2025-01-20", examined_on="2025-01-19"), *HALF_YEAR), "P8") == [
            ("2025-02-03", "2025-08-03")
        ]

    def test_an_examination_of_a_few_days_ago_is_recent(self) -> None:
        assert found(granted(statement(opened(), "2025-02-01", examined_on="2025-01-30"), *HALF_YEAR), "P8") == []

    def test_counted_to_the_request_where_one_is(self) -> None:
        story = statement(opened(), "2025-01-12", examined_on="2025-01-06").and_(
            "title-requested", "2025-01-20", kind="machtiging", filed_by="gi"
        )
        assert found(granted(story, *HALF_YEAR), "P8") == []

    def test_an_old_examination_is_found_from_the_request(self) -> None:
        story = statement(opened(), "2025-01-12", examined_on="2025-01-05").and_(
            "title-requested", "2025-01-20", kind="machtiging", filed_by="gi"
        )
        assert found(story, "P8") == [("2025-01-20", None)]
        assert found(granted(story, *HALF_YEAR), "P8") == [("2025-01-20", "2025-02-03"), ("2025-02-03", "2025-08-03")]

    def test_it_never_stops(self) -> None:
        assert not stops(statement(opened(), "2025-01-20", examined_on="2024-11-20"), "P8")

    def test_without_a_day_of_examination_nothing_is_found(self) -> None:
        assert found(granted(statement(opened(), "2025-01-20"), *HALF_YEAR), "P8") == []

    def test_one_title_without_statement_hides_no_old_examination_of_another(self) -> None:
        story = granted(opened(), "2024-01-08", "2024-01-08", "2024-07-08", "X")
        story = granted(statement(story, "2025-01-20", examined_on="2025-01-19"), *HALF_YEAR)
        assert found(story, "P8") == [("2025-02-03", "2025-08-03")]

    def test_of_a_statement_about_something_else_nothing_is_found(self) -> None:
        assert found(granted(statement(opened(), "2025-01-20", "plan", examined_on="2024-01-20"), *HALF_YEAR), "P8") == []


class TestCivilBasis:
    """L8: Jeugdwet 6.1.2(3)."""

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging", "voorwaardelijke_machtiging"])
    def test_without_basis_it_is_recorded_and_found_when_the_paper_is_missed(self, kind: str) -> None:  # 6.1.3(1), 6.1.4(1)
        assert not stops(opened(), "L8", kind)
        assert found(granted(opened(), *HALF_YEAR, kind=kind), "L8") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("basis", ["ots", "vots", "voogdij_gi", "consent"])
    def test_each_basis_of_the_law_is_enough(self, basis: str) -> None:
        assert found(granted(opened(), *HALF_YEAR, civil_basis=basis), "L8") == []

    def test_jeugdreclassering_is_none(self) -> None:  # 6.1.8(3) lets the GI file, and gives no basis
        story = opened().and_(
            "referral-received",
            "2025-01-10",
            referrer="gi",
            requested_setting="gesloten",
            urgency="regulier",
            civil_basis=["jeugdreclassering"],
        )
        assert found(granted(story, *HALF_YEAR), "L8") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("kind", ["ots", "vots", "voogdij"])
    def test_a_recorded_measure_gives_it(self, kind: str) -> None:  # 6.1.2(3), a and b
        assert found(granted(supervised(opened(), "2025-01-10", "2025-04-10", kind=kind), *HALF_YEAR), "L8") == []

    def test_a_measure_that_was_over_does_not(self) -> None:
        assert found(granted(supervised(opened(), "2025-01-10", "2025-02-03"), *HALF_YEAR), "L8") == [(MISSED, "2025-08-03")]

    def test_recorded_consent_gives_it_until_it_is_withdrawn(self) -> None:  # 6.1.2(3)(c)
        story = opened().and_("consent-given", "2025-01-10", by="parents")
        assert found(granted(story, *HALF_YEAR), "L8") == []
        assert found(granted(story.and_("consent-withdrawn", "2025-01-20", by="father"), *HALF_YEAR), "L8") == [(MISSED, "2025-08-03")]

    def test_consent_for_another_title_does_not(self) -> None:
        story = opened().and_("consent-given", "2025-01-10", by="parents", basis_title_id="X")
        assert found(granted(story, *HALF_YEAR), "L8") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize("kind", ["muhp", "zorgmachtiging", "wzd"])
    def test_other_titles_need_none(self, kind: str) -> None:
        assert found(granted(opened(), *HALF_YEAR, kind=kind, civil_basis="aged_18"), "L8") == []

    def test_nor_do_they_hide_a_machtiging_without(self) -> None:
        story = granted(granted(opened(), "2025-01-13", "2025-01-13", "2025-07-13", "M", "muhp"), *HALF_YEAR)
        assert found(story, "L8") == [(MISSED, "2025-08-03")]

    @pytest.mark.parametrize(("born_on", "stopping"), [("2006-06-01", False), ("2007-02-03", False), ("2007-02-04", True)])
    def test_aged_18_is_for_who_is(self, born_on: str, stopping: bool) -> None:  # 6.1.2(3) and (4)
        assert stops(opened(born_on), "L8", civil_basis="aged_18") is stopping

    @pytest.mark.parametrize(("born_on", "expected"), [("2006-06-01", []), ("2007-02-03", []), ("2007-02-04", [(MISSED, "2025-08-03")])])
    def test_who_is_eighteen_needs_no_civil_basis(self, born_on: str, expected: list[object]) -> None:  # 6.1.2(3)
        assert found(granted(opened(born_on), *HALF_YEAR), "L8") == expected

    @pytest.mark.parametrize(("ended", "stopping"), [("2025-02-03", True), ("2025-02-04", False)])
    @pytest.mark.parametrize("basis", ["ots", "vots"])
    def test_a_supervision_that_was_lifted_before_the_decision_is_no_basis(self, basis: str, ended: str, stopping: bool) -> None:
        story = supervised(opened(), "2024-06-01", "2025-06-01").and_("protection-measure-ended", ended, measure_id="O", reason="lifted")
        assert stops(story, "L8", civil_basis=basis) is stopping

    def test_nor_is_a_guardianship_that_ended(self) -> None:  # 6.1.2(3)(b)
        story = supervised(opened(), "2024-06-01", kind="voogdij").and_(
            "protection-measure-ended", "2025-01-01", measure_id="O", reason="as_planned"
        )
        assert stops(story, "L8", civil_basis="voogdij_gi")
        assert not stops(story, "L8", civil_basis="ots")

    def test_a_provisional_supervision_that_became_an_ordinary_one_is_a_basis(self) -> None:  # BW 1:257, 1:255
        story = supervised(opened(), "2024-12-01", "2025-03-01", "V", "vots")
        story = story.and_("protection-measure-ended", "2025-01-10", measure_id="V", reason="became_ots")
        story = supervised(story, "2025-01-10", "2026-01-10")
        assert found(granted(story, *HALF_YEAR, civil_basis="ots"), "L8") == []

    @pytest.mark.parametrize("basis", ["ots", "vots"])
    def test_the_supervision_that_it_became_may_follow_by_post(self, basis: str) -> None:  # BW 1:257, 1:255; ADR 0008
        story = supervised(opened(), "2024-11-10", "2025-02-10", "V", "vots")
        story = story.and_("protection-measure-ended", "2025-01-10", measure_id="V", reason="became_ots")
        assert not stops(story, "L8", civil_basis=basis)
        story = granted(story, *HALF_YEAR, civil_basis=basis)
        assert [(f.since.isoformat(), f.absence) for f in story.case.findings if f.rule == "L8"] == [(MISSED, True)]

    def test_but_not_where_that_is_recorded_and_was_lifted(self) -> None:  # 6.1.2(3)(a)
        story = supervised(opened(), "2024-11-10", "2025-02-10", "V", "vots")
        story = story.and_("protection-measure-ended", "2024-12-10", measure_id="V", reason="became_ots")
        story = supervised(story, "2024-12-10", "2025-12-10").and_(
            "protection-measure-ended", "2025-01-20", measure_id="O", reason="lifted"
        )
        assert stops(story, "L8", civil_basis="ots")

    def test_a_term_that_was_over_may_have_been_prolonged(self) -> None:  # the paper may follow
        story = supervised(opened(), "2024-02-01", "2025-02-01")
        assert not stops(story, "L8", civil_basis="ots")
        assert found(granted(story, *HALF_YEAR, civil_basis="ots"), "L8") == [(MISSED, "2025-08-03")]
        prolonged = story.and_("protection-measure-prolonged", "2025-01-25", measure_id="O", until="2026-02-01")
        assert found(granted(prolonged, *HALF_YEAR, civil_basis="ots"), "L8") == []

    @pytest.mark.parametrize(("born_on", "stopping"), [("2006-06-01", True), ("2007-02-03", True), ("2007-02-04", False)])
    def test_a_measure_ends_at_eighteen(self, born_on: str, stopping: bool) -> None:  # BW 1:233, 1:255
        assert stops(supervised(opened(born_on), "2024-06-01", "2025-06-01"), "L8", civil_basis="ots") is stopping

    def test_a_basis_without_recorded_measure_is_taken_at_its_word(self) -> None:
        assert not stops(opened("2007-01-01"), "L8", civil_basis="ots")

    def test_consent_withdrawn_before_the_decision_is_no_basis(self) -> None:  # 6.1.2(3)(c)
        story = opened().and_("consent-withdrawn", "2025-02-02", by="parents")
        assert stops(story, "L8", civil_basis="consent")
        assert found(granted(story, *HALF_YEAR, civil_basis="consent"), "L8") == [("2025-02-03", "2025-08-03")]

    def after_urgency(self, **data: object) -> Story:
        """A spoedmachtiging on consent, which is withdrawn under it."""
        story = granted(opened(), "2025-01-20", "2025-01-20", "2025-02-17", "S", "spoedmachtiging", civil_basis="consent")
        return story.and_("consent-withdrawn", "2025-01-25", by="parents", **data)

    @pytest.mark.parametrize("link", ["replaces", "prolongs"])
    def test_nor_one_withdrawn_under_the_spoedmachtiging_before_it(self, link: str) -> None:  # 6.1.2(3)(c), 6.1.3(5)
        story = self.after_urgency(basis_title_id="S")
        assert stops(story, "L8", civil_basis="consent", **{link: "S"})
        assert found(granted(story, *HALF_YEAR, civil_basis="consent", **{link: "S"}), "L8", "T") == [("2025-02-03", "2025-08-03")]
        assert not stops(story, "L8", civil_basis="consent")  # another title, as far as is recorded
        assert stops(self.after_urgency(), "L8", civil_basis="consent")  # whatever rests on it

    def test_which_is_given_again_by_a_consent_to_either(self) -> None:  # 6.1.2(3)(c)
        story = self.after_urgency(basis_title_id="S")
        for named in ("S", "T", None):
            given = story.and_("consent-given", "2025-02-01", by="parents", basis_title_id=named)
            assert not stops(given, "L8", civil_basis="consent", replaces="S")

    def test_consent_to_the_title_before_it_is_none_to_this_one(self) -> None:  # 6.1.2(3)(c)
        story = opened().and_("consent-given", "2025-01-19", by="parents", basis_title_id="S")
        story = granted(story, "2025-01-20", "2025-01-20", "2025-02-17", "S", "spoedmachtiging")
        assert found(story, "L8", "S") == []
        assert found(granted(story, *HALF_YEAR, replaces="S"), "L8", "T") == [(MISSED, "2025-08-03")]

    def test_withdrawn_on_the_day_itself_it_lapses_later(self) -> None:  # 6.1.2(7): L5
        assert not stops(opened().and_("consent-withdrawn", "2025-02-03", by="parents"), "L8", civil_basis="consent")

    @pytest.mark.parametrize(
        ("withdrawn", "given", "stopping"),
        [
            ("mother", ["mother"], False),
            ("mother", ["father"], True),  # GHSHE:2018:1032: one of two is enough
            ("father", ["mother"], True),
            ("mother", ["parents"], False),
            ("parents", ["mother"], True),
            ("parents", ["mother", "father"], False),
            ("parents", ["parents"], False),
            ("parent", ["parent"], False),
            ("parent", ["mother"], False),
            ("parent", ["father"], False),
            ("mother", ["parent"], True),
            ("guardian", ["guardian"], False),
            ("guardian", ["parents"], True),
            ("mother", ["guardian"], False),
        ],
    )
    def test_who_withdrew_must_consent_again(self, withdrawn: str, given: list[str], stopping: bool) -> None:  # 6.1.2(3)(c)
        story = opened().and_("consent-withdrawn", "2025-01-10", by=withdrawn)
        for by in given:
            story = story.and_("consent-given", "2025-02-03", by=by)
        assert stops(story, "L8", civil_basis="consent") is stopping

    def test_consent_given_anew_after_the_decision_mends_it_from_then(self) -> None:
        story = granted(opened().and_("consent-withdrawn", "2025-01-10", by="parents"), *HALF_YEAR, civil_basis="consent")
        story = story.and_("consent-given", "2025-03-01", by="mother").and_("consent-given", "2025-03-10", by="father")
        assert found(story, "L8") == [("2025-02-03", "2025-03-10")]

    @pytest.mark.parametrize(("born_on", "basis"), [("2009-02-14", "ots"), ("2007-02-14", "aged_18")])
    def test_it_mends_no_other_basis(self, born_on: str, basis: str) -> None:  # 6.1.2(3)
        story = supervised(opened(born_on), "2024-06-01", "2025-06-01").and_(
            "protection-measure-ended", "2025-01-01", measure_id="O", reason="lifted"
        )
        story = granted(story, *HALF_YEAR, civil_basis=basis).and_("consent-given", "2025-03-01", by="parents")
        assert found(story, "L8") == [("2025-02-03", "2025-08-03")]

    def test_a_withdrawal_about_another_title_says_nothing(self) -> None:
        story = granted(opened(), "2024-06-01", "2024-06-01", "2024-12-01", "X", civil_basis="consent")
        story = story.and_("consent-withdrawn", "2024-10-01", by="parents", basis_title_id="X")
        assert not stops(story, "L8", civil_basis="consent")


class TestCourtDecision:
    """Jeugdwet 6.1.8(6): three weeks, moved by the Algemene termijnenwet (HR:2023:1279)."""

    def asked(self, on: str = "2025-03-03", **data: object) -> Story:
        return closed(opened(), "2025-02-03").and_("title-requested", on, **{"kind": "machtiging", "filed_by": "gi", **data})

    def test_three_weeks_for_who_is_inside(self) -> None:
        (deadline,) = (d for d in deadlines(self.asked().trajectory) if d.kind == "court-decision")
        assert (deadline.since, deadline.due_on, deadline.breach_from) == (date(2025, 3, 3), date(2025, 3, 24), date(2025, 3, 25))
        assert deadline.alerts == (date(2025, 3, 17), date(2025, 3, 23), date(2025, 3, 24))
        assert deadline.about == "3"

    @pytest.mark.parametrize(
        ("filed_on", "due_on"),
        [
            ("2025-03-29", "2025-04-22"),  # 19 April is Holy Saturday; Easter Monday is the 21st
            ("2025-04-14", "2025-05-06"),  # 5 May is a holiday
            ("2025-12-05", "2025-12-29"),  # Boxing Day, then a weekend
        ],
    )
    def test_its_last_day_moves_off_weekends_and_holidays(self, filed_on: str, due_on: str) -> None:  # HR:2023:1279
        assert due(self.asked(filed_on), "court-decision")[0][1] == due_on

    def test_a_decision_meets_it_either_way(self) -> None:
        assert met(granted(self.asked(), "2025-03-20", "2025-03-20", "2025-09-20"), "court-decision") == [("2025-03-20", 4)]
        assert met(self.asked().and_("title-refused", "2025-03-20", kind="machtiging"), "court-decision") == [("2025-03-20", 4)]

    def test_a_decision_on_something_else_does_not(self) -> None:
        story = granted(self.asked(), "2025-03-05", "2025-03-05", "2025-04-02", kind="spoedmachtiging")
        assert met(story, "court-decision") == [(None, None)]

    def test_a_request_that_names_its_title_is_met_by_that_title(self) -> None:
        story = granted(self.asked(title_id="T"), "2025-03-05", "2025-03-05", "2025-06-05", "X")
        assert met(story, "court-decision") == [(None, None)]
        assert met(granted(story, "2025-03-20", "2025-06-05", "2025-09-05", "T"), "court-decision") == [("2025-03-20", 5)]
        assert met(story.and_("title-refused", "2025-03-21", kind="machtiging"), "court-decision") == [("2025-03-21", 5)]

    def test_the_first_decision_counts(self) -> None:
        story = granted(self.asked(), "2025-03-20", "2025-03-20", "2025-06-20")
        assert met(granted(story, "2025-06-10", "2025-06-20", "2025-09-20", "T2"), "court-decision") == [("2025-03-20", 4)]

    def test_who_left_does_not_wait_any_more(self) -> None:
        assert due(left(self.asked(), "2025-03-10"), "court-decision") == [("2025-03-03", "2025-03-24", "2025-03-10")]

    def test_for_who_is_outside_there_is_no_such_term(self) -> None:
        outside = opened().and_("title-requested", "2025-03-03", kind="machtiging", filed_by="gi")
        assert due(outside, "court-decision") == []

    def test_inside_where_the_stay_is_not_recorded_here(self) -> None:
        story = opened().and_("title-requested", "2025-03-03", kind="machtiging", filed_by="gi", already_in_closed=True)
        assert due(story, "court-decision") == [("2025-03-03", "2025-03-24", None)]

    def test_for_a_machtiging_only(self) -> None:
        assert due(self.asked(kind="spoedmachtiging"), "court-decision") == []


class TestOrder:
    """I-order: what is said of a title or measure that is not there."""

    def test_consent_is_withdrawn_for_a_title_that_was_granted_or_asked_for(self) -> None:
        withdrawn = {"by": "parents", "basis_title_id": "T"}
        assert refused(opened().when("consent-withdrawn", "2025-01-10", **withdrawn)) == {"I-order"}
        assert refused(granted(opened(), *HALF_YEAR).when("consent-withdrawn", "2025-02-10", **withdrawn)) == set()
        for story in (
            opened().and_("consent-given", "2025-01-05", **withdrawn),
            opened().and_("title-requested", "2025-01-05", kind="machtiging", filed_by="gi", title_id="T"),
            statement(opened(), "2025-01-05", title_id="T"),
        ):
            assert refused(story.when("consent-withdrawn", "2025-01-10", **withdrawn)) == set()

    def test_consent_of_no_title_can_always_be_withdrawn(self) -> None:
        assert refused(opened().when("consent-withdrawn", "2025-01-10", by="parents")) == set()

    def test_what_is_not_prolonged_is_there(self) -> None:
        assert refused(opened().when("non-prolongation-notified", "2025-01-10", title_id="T")) == {"I-order"}
        assert refused(opened().when("non-prolongation-notified", "2025-01-10", measure_id="O")) == {"I-order"}
        assert refused(opened().when("non-prolongation-notified", "2025-01-10")) == set()
        assert refused(granted(opened(), *HALF_YEAR).when("non-prolongation-notified", "2025-03-10", title_id="T")) == set()
        assert refused(supervised(opened(), "2025-01-01").when("non-prolongation-notified", "2025-03-10", measure_id="O")) == set()


class TestAskedToUndo:
    """Jeugdwet 6.1.7(2), and by 6.1.12(5) of the withdrawal of a suspension: who is inside hears within three weeks."""

    def asked(self, on: str = "2025-03-10") -> Story:
        """Of the decision of 3 March to admit on a conditional title (RBLIM:2021:5625)."""
        return conditional().and_("annulment-requested", on, target_version=3, by="jeugdige")

    def test_three_weeks_after_the_request_the_court_has_decided(self) -> None:
        assert due(self.asked(), "annulment-decision") == [("2025-03-10", "2025-03-31", None)]

    def test_a_last_day_in_a_weekend_is_moved(self) -> None:  # Algemene termijnenwet 1(1): 29 March is a Saturday
        assert due(self.asked("2025-03-08"), "annulment-decision") == [("2025-03-08", "2025-03-31", None)]

    def test_an_annulment_meets_it(self) -> None:
        story = self.asked().and_("annulled", "2025-03-28", target_version=3, by="kinderrechter", despite=NOT_UNDER_TEST)
        assert met(story, "annulment-decision") == [("2025-03-28", 6)]

    def test_so_does_a_refusal(self) -> None:
        assert met(self.asked().and_("annulment-refused", "2025-04-02", target_version=3), "annulment-decision") == [("2025-04-02", 6)]

    def test_an_annulment_of_something_else_does_not(self) -> None:
        story = self.asked().and_("annulled", "2025-03-28", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert met(story, "annulment-decision") == [(None, None)]

    def test_it_is_over_when_he_leaves(self) -> None:
        assert due(left(self.asked(), "2025-03-20"), "annulment-decision") == [("2025-03-10", "2025-03-31", "2025-03-20")]

    def test_who_is_outside_has_no_such_term(self) -> None:
        assert (
            due(
                left(conditional(), "2025-03-05").and_("annulment-requested", "2025-03-10", target_version=3, by="legal_representative"),
                "annulment-decision",
            )
            == []
        )

    def test_of_the_withdrawal_of_a_suspension_too(self) -> None:  # 6.1.12(5)
        story = closed(granted(opened(), "2025-02-01", "2025-02-01", "2025-08-01"), "2025-02-01")
        story = story.and_("title-suspended", "2025-03-01", title_id="T", despite=NOT_UNDER_TEST)
        story = story.and_("suspension-withdrawn", "2025-03-10", title_id="T").and_(
            "annulment-requested", "2025-03-12", target_version=5, by="jeugdige"
        )
        assert due(story, "annulment-decision") == [("2025-03-12", "2025-04-02", None)]

    @pytest.mark.parametrize(("target", "rule"), [(2, "I-target"), (4, "I-target"), (99, "I-target")])
    def test_of_a_title_there_is_appeal_and_of_a_stay_nothing(self, target: int, rule: str) -> None:
        assert refused(conditional().when("annulment-requested", "2025-03-10", target_version=target, by="jeugdige")) == {rule}

    def test_nobody_asks_before_the_decision_is_taken(self) -> None:
        assert refused(conditional().when("annulment-requested", "2025-02-28", target_version=3, by="jeugdige")) == {"I-target"}
        earlier = self.asked().when("corrected", "2025-03-12", target_version=5, data={"occurred_on": "2025-01-01"}, reason="tikfout")
        assert refused(earlier) == {"I-target"}

    def test_nobody_asks_to_undo_what_never_was_or_was_undone_before(self) -> None:
        voided = conditional().and_("voided", "2025-03-05", target_version=3, reason="ten onrechte", despite=NOT_UNDER_TEST)
        assert refused(voided.when("annulment-requested", "2025-03-10", target_version=3, by="jeugdige")) == {"I-target"}
        assert refused(self.asked().when("voided", "2025-03-12", target_version=3, reason="ten onrechte")) == {"I-target"}

        annulled = conditional().and_("annulled", "2025-03-20", target_version=3, by="kinderrechter", despite=NOT_UNDER_TEST)
        assert refused(annulled.when("annulment-requested", "2025-03-21", target_version=3, by="jeugdige")) == {"I-target"}
        by_post = annulled.when("annulment-requested", "2025-03-10", target_version=3, by="jeugdige")
        assert refused(by_post) == set(), "what was asked before is recorded late"

    def test_what_nobody_asked_for_is_not_refused(self) -> None:
        assert refused(conditional().when("annulment-refused", "2025-03-10", target_version=3)) == {"I-order"}
        twice = self.asked().and_("annulment-refused", "2025-03-20", target_version=3)
        assert refused(twice.when("annulment-refused", "2025-03-21", target_version=3)) == {"I-order"}
        # nor is what was asked of another decision, before or after
        for other in (2, 4):
            assert refused(self.asked().when("annulment-refused", "2025-03-20", target_version=other)) == {"I-order"}

    def test_on_the_day_of_the_decision_it_is_asked_and_on_that_of_another_annulment_too(self) -> None:
        assert refused(conditional().when("annulment-requested", "2025-03-03", target_version=3, by="jeugdige")) == set()
        annulled = conditional().and_("annulled", "2025-03-20", target_version=3, by="kinderrechter", despite=NOT_UNDER_TEST)
        assert refused(annulled.when("annulment-requested", "2025-03-20", target_version=3, by="jeugdige")) == set()
        # what a court undid besides says nothing of this decision
        title = conditional().and_("annulled", "2025-03-20", target_version=2, by="gerechtshof", despite=NOT_UNDER_TEST)
        assert refused(title.when("annulment-requested", "2025-03-21", target_version=3, by="jeugdige")) == set()
        twice = title.and_("conditional-admission-decided", "2025-03-21", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        again = twice.and_("annulled", "2025-03-25", target_version=6, by="kinderrechter", despite=NOT_UNDER_TEST)
        assert refused(again.when("annulment-requested", "2025-03-26", target_version=3, by="jeugdige")) == set()

    def test_a_request_does_not_ask_to_undo_itself_or_what_comes_after_it(self) -> None:
        for target in (5, 6):
            judgement = conditional().when("annulment-requested", "2025-03-10", target_version=target, by="jeugdige")
            assert [each.message for each in judgement.impossible] == [f"Version {target} is not there."]
