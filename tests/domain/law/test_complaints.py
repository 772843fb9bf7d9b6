"""Complaints (Jeugdwet 6.5, 4.2.1) and objections (Awb 7:10): what is due when, and what cannot be."""

from typing import Any

import pytest

from domain.deadlines import Deadline, deadlines
from tests.domain.stories import Story, refused


def due(story: Story, kind: str) -> list[Deadline]:
    return [each for each in deadlines(story.trajectory) if each.kind == kind]


def terms(story: Story, kind: str) -> list[tuple[str, str, str, str | None]]:
    """Of each: since when, the last day on time, the first too late, and until when it is open."""
    return [
        (d.since.isoformat(), d.due_on.isoformat(), d.breach_from.isoformat(), d.open_until.isoformat() if d.open_until else None)
        for d in due(story, kind)
    ]


def complaint(filed: str, kind: str = "closed", **data: Any) -> Story:
    return Story.opened().and_("complaint-filed", filed, complaint_id="K", kind=kind, subject="measure", **data)


class TestDecision:
    """Jeugdwet 6.5.1(3): the commission decides within four weeks of receipt."""

    @pytest.mark.parametrize(
        ("filed", "last_day", "too_late_from"),
        [
            pytest.param("2025-03-03", "2025-03-31", "2025-04-01", id="Monday to Monday"),
            pytest.param("2025-03-08", "2025-04-07", "2025-04-08", id="the fourth Saturday runs to Monday (Algemene termijnenwet 1)"),
            pytest.param("2025-03-24", "2025-04-22", "2025-04-23", id="Easter Monday runs to Tuesday (Algemene termijnenwet 1, 3)"),
        ],
    )
    def test_four_weeks_from_receipt(self, filed: str, last_day: str, too_late_from: str) -> None:
        assert terms(complaint(filed), "complaint-decision") == [(filed, last_day, too_late_from, None)]

    def test_somebody_is_warned_a_week_before(self) -> None:
        (decision,) = due(complaint("2025-03-03"), "complaint-decision")
        assert [day.isoformat() for day in decision.alerts] == ["2025-03-24"]
        assert (decision.source, decision.article) == ("law", "Jeugdwet 6.5.1(3)")

    def test_the_first_decision_meets_it(self) -> None:
        story = complaint("2025-03-03").and_("complaint-decided", "2025-03-20", complaint_id="K", outcome="ongegrond")
        again = story.and_("complaint-decided", "2025-04-20", complaint_id="K", outcome="gegrond")
        for told in (story, again):
            (decision,) = due(told, "complaint-decision")
            assert (decision.met_on.isoformat() if decision.met_on else None, decision.met_by) == ("2025-03-20", 3)
        assert again.trajectory.complaints[0].outcome == "gegrond"

    def test_one_decision_meets_one_complaint(self) -> None:
        story = complaint("2025-03-03").and_("complaint-filed", "2025-03-04", complaint_id="L", kind="closed", subject="leave")
        story = story.and_("complaint-decided", "2025-03-20", complaint_id="L", outcome="gegrond")
        assert [(d.about, d.met_on is not None) for d in due(story, "complaint-decision")] == [("K", False), ("L", True)]

    def test_the_appeal_decided_ends_the_wait_for_a_decision_that_never_came(self) -> None:
        story = complaint("2025-03-03").and_("complaint-appealed", "2025-04-10", complaint_id="K")
        story = story.and_("complaint-decided", "2025-05-20", complaint_id="K", by="rsj", outcome="gegrond")
        (decision,) = due(story, "complaint-decision")
        assert decision.met_on is None
        assert decision.over_on is not None
        assert decision.over_on.isoformat() == "2025-05-20"

    def test_a_general_complaint_has_the_term_of_the_providers_own_rules(self) -> None:
        """Jeugdwet 4.2.1(2)(c)."""
        assert terms(complaint("2025-03-03", "general"), "complaint-decision") == []


class TestAppeal:
    """Jeugdwet 6.5.4(3): six weeks to appeal to the RSJ."""

    def test_from_the_decision(self) -> None:
        story = complaint("2025-03-03").and_("complaint-decided", "2025-03-31", complaint_id="K", outcome="ongegrond")
        assert terms(story, "complaint-appeal") == [("2025-03-31", "2025-05-12", "2025-05-13", "2025-05-13")]

    def test_from_the_last_day_for_deciding_if_nothing_was_decided(self) -> None:
        assert terms(complaint("2025-03-03"), "complaint-appeal") == [("2025-04-01", "2025-05-12", "2025-05-13", "2025-05-13")]

    def test_a_late_decision_opens_it_anew(self) -> None:
        story = complaint("2025-03-03").and_("complaint-decided", "2025-04-01", complaint_id="K", outcome="ongegrond")
        assert terms(story, "complaint-appeal") == [
            ("2025-04-01", "2025-05-12", "2025-05-13", "2025-04-01"),
            ("2025-04-01", "2025-05-13", "2025-05-14", "2025-05-14"),
        ]

    def test_letting_it_pass_is_not_being_late(self) -> None:
        (appeal,) = due(complaint("2025-03-03"), "complaint-appeal")
        assert appeal.status_on(appeal.due_on) == "open"
        assert appeal.status_on(appeal.breach_from) == "over"

    def test_an_appeal_meets_it(self) -> None:
        story = complaint("2025-03-03").and_("complaint-decided", "2025-03-31", complaint_id="K", outcome="ongegrond")
        story = story.and_("complaint-appealed", "2025-04-30", complaint_id="K")
        (appeal,) = due(story, "complaint-appeal")
        assert (str(appeal.met_on), appeal.met_by) == ("2025-04-30", 4)

    def test_an_appeal_before_a_late_decision_meets_the_first_window_alone(self) -> None:
        story = complaint("2025-03-03").and_("complaint-appealed", "2025-04-10", complaint_id="K")
        story = story.and_("complaint-decided", "2025-04-20", complaint_id="K", outcome="ongegrond")
        assert [str(d.met_on) for d in due(story, "complaint-appeal")] == ["2025-04-10", "None"]

    def test_a_general_complaint_knows_none(self) -> None:
        story = complaint("2025-03-03", "general").and_("complaint-decided", "2025-03-31", complaint_id="K", outcome="gegrond")
        assert terms(story, "complaint-appeal") == []


class TestAnswer:
    """Jeugdwet 4.2.1(5): the provider says within a month what it will do about the judgement."""

    @pytest.mark.parametrize(
        ("decided", "last_day"),
        [("2025-03-03", "2025-04-03"), ("2025-03-05", "2025-04-07"), ("2025-01-31", "2025-02-28")],
        ids=["same day number", "a Saturday runs to Monday", "the last day of a shorter month"],
    )
    def test_a_month_from_the_judgement(self, decided: str, last_day: str) -> None:
        story = complaint("2025-01-20", "general").and_("complaint-decided", decided, complaint_id="K", outcome="gegrond")
        (answer,) = due(story, "complaint-answer")
        assert (answer.since.isoformat(), answer.due_on.isoformat()) == (decided, last_day)

    def test_the_answer_meets_it(self) -> None:
        story = complaint("2025-03-03", "general").and_("complaint-decided", "2025-03-20", complaint_id="K", outcome="gegrond")
        (answer,) = due(story.and_("complaint-answered", "2025-04-01", complaint_id="K"), "complaint-answer")
        assert (str(answer.met_on), answer.met_by) == ("2025-04-01", 4)

    def test_nothing_is_asked_before_the_judgement_nor_in_closed_care(self) -> None:
        assert terms(complaint("2025-03-03", "general"), "complaint-answer") == []
        story = complaint("2025-03-03").and_("complaint-decided", "2025-03-20", complaint_id="K", outcome="gegrond")
        assert terms(story, "complaint-answer") == []


class TestObjection:
    """Awb 7:10(1): six weeks from the last day for objecting, which is six weeks after the decision (Awb 6:7)."""

    def test_from_the_last_day_for_objecting_to_a_recorded_decision(self) -> None:
        story = Story.opened().and_("decision-taken", "2025-03-03", setting="leefhuis", follows_advice=True, decided_by="gemeente")
        story = story.and_("objection-filed", "2025-03-10", objection_id="B", target_version=2)
        assert terms(story, "objection-decision") == [("2025-03-10", "2025-05-26", "2025-05-27", None)]

    def test_from_its_own_day_if_it_came_too_late_or_the_decision_is_not_recorded(self) -> None:
        story = Story.opened().and_("decision-taken", "2025-01-13", setting="leefhuis", follows_advice=True, decided_by="gemeente")
        late = story.and_("objection-filed", "2025-03-10", objection_id="B", target_version=2)
        unknown = story.and_("objection-filed", "2025-03-10", objection_id="B")
        for told in (late, unknown):
            assert terms(told, "objection-decision") == [("2025-03-10", "2025-04-22", "2025-04-23", None)]

    def test_the_first_decision_meets_it(self) -> None:
        story = Story.opened().and_("objection-filed", "2025-03-10", objection_id="B")
        story = story.and_("objection-decided", "2025-04-10", objection_id="B", outcome="ongegrond")
        story = story.and_("objection-decided", "2025-05-10", objection_id="B", outcome="gegrond")
        (decision,) = due(story, "objection-decision")
        assert (str(decision.met_on), decision.met_by) == ("2025-04-10", 3)


class TestImpossible:
    """I-order: ids that are taken or unknown, answers to what was not asked."""

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("complaint-filed", {"complaint_id": "K", "kind": "closed", "subject": "leave"}),
            ("complaint-decided", {"complaint_id": "X", "outcome": "gegrond"}),
            ("complaint-appealed", {"complaint_id": "X"}),
            ("complaint-answered", {"complaint_id": "X"}),
            ("complaint-decided", {"complaint_id": "K", "by": "rsj", "outcome": "gegrond"}),
            ("objection-filed", {"objection_id": "B"}),
            ("objection-decided", {"objection_id": "X", "outcome": "gegrond"}),
        ],
    )
    def test_it_is_refused(self, kind: str, body: dict[str, Any]) -> None:
        story = complaint("2025-03-03").and_("objection-filed", "2025-03-03", objection_id="B")
        assert refused(story.when(kind, "2025-03-10", **body)) == {"I-order"}

    def test_an_appeal_may_come_before_any_decision(self) -> None:
        """Jeugdwet 6.5.4(1)."""
        assert complaint("2025-03-03").when("complaint-appealed", "2025-04-10", complaint_id="K").is_recordable

    def test_ids_that_are_left_out_are_given(self) -> None:
        story = Story.opened().and_("complaint-filed", "2025-03-03", kind="closed", subject="leave")
        story = story.and_("complaint-filed", "2025-03-04", kind="closed", subject="leave").and_("objection-filed", "2025-03-04")
        assert len({each.complaint_id for each in story.trajectory.complaints}) == 2
        assert story.trajectory.objections[0].objection_id
