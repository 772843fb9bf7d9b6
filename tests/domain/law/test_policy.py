"""P2 to P11: what the region asks of itself, and the iJw. None of it ever stops a recording."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.deadlines import Deadline, deadlines
from domain.events import MunicipalityMerged
from domain.parameters import Dated
from domain.rules import findings, move, rules
from domain.trajectory import Trajectory
from domain.words import STORED
from tests.domain.stories import Story, a_region, event, refused, stopped

Found = list[tuple[str, str, str | None]]


def due(story: Story, kind: str) -> list[Deadline]:
    return [each for each in deadlines(story.trajectory) if each.kind == kind]


def found(trajectory: Trajectory, rule: str) -> list[tuple[str, str | None, str | None]]:
    """First day, the day on which it is over, and what about."""
    return [(f.since.isoformat(), f.until.isoformat() if f.until else None, f.about) for f in findings(trajectory) if f.rule == rule]


def reviewed(on: str, setting: str = "intensief_klinisch", story: Story | None = None, **advice: Any) -> Story:
    return (story or Story.opened()).and_("team-review-held", on, team="idt", youth="present", advice={"setting": setting, **advice})


def decided(story: Story, on: str, setting: str, *, follows: bool = True, motivation: str | None = None) -> Story:
    body = {"setting": setting, "follows_advice": follows, "decided_by": "gemeente"}
    return story.and_("decision-taken", on, **body, **({"motivation": motivation} if motivation else {}))


def living(setting: str = "leefhuis", on: str = "2025-02-03", story: Story | None = None, **data: Any) -> Story:
    return (story or Story.opened()).and_("admitted", on, setting=setting, stay_id="S", why_not_family="Zo.", **data)


def test_no_policy_stops() -> None:
    story = living("intensief_klinisch", crisis=True)
    assert stopped(story.when("moved", "2025-02-10", setting="leefhuis", why_not_family="Zo.", reason="heavier_needed")) == []
    assert {rule.kind for rule in rules() if rule.id.startswith("P")} == {"policy"}
    assert {rule.kind for rule in rules() if rule.id.startswith("L")} == {"law"}


class TestHeardBeforeAMove:
    """P2: the jeugdige is heard before each move."""

    def moved(self, story: Story, on: str = "2025-06-02", **data: Any) -> Story:
        return story.and_("moved", on, setting="pleegzorg", stay_id="T", **data)

    def voice(self, on: str, about: str = "move", form: str = "conversation") -> Story:
        return living().and_("voice-recorded", on, about=about, form=form)

    def test_who_was_not_heard_is_found_from_the_move(self) -> None:
        assert found(self.moved(living()).trajectory, "P2") == [("2025-06-02", None, "T")]

    @pytest.mark.parametrize(("on", "heard"), [("2025-05-02", False), ("2025-05-03", True), ("2025-06-02", True)])
    def test_a_voice_counts_for_thirty_days(self, on: str, heard: bool) -> None:
        assert (self.moved(self.voice(on)).findings("P2") == []) == heard

    @pytest.mark.parametrize(("about", "heard"), [("move", True), ("admission", True), ("plan", False), ("review", False)])
    def test_it_is_about_the_move(self, about: str, heard: bool) -> None:
        assert (self.moved(self.voice("2025-05-20", about)).findings("P2") == []) == heard

    def test_who_declined_was_offered(self) -> None:
        assert self.moved(self.voice("2025-05-20", form="declined")).findings("P2") == []

    @pytest.mark.parametrize(("told", "in_time"), [("2025-05-20", True), ("2025-05-31", True), ("2025-06-01", False)])
    def test_who_was_told_two_days_before_could_speak_of_it(self, told: str, in_time: bool) -> None:
        assert (self.moved(living(), told_on=told).findings("P2") == []) == in_time

    def test_a_voice_afterwards_ends_it(self) -> None:
        story = self.moved(living()).and_("voice-recorded", "2025-06-10", about="move", form="own_words")
        assert story.findings("P2") == [("P2", "2025-06-02", "2025-06-10")]

    def test_who_was_heard_before_and_speaks_again_afterwards_was_heard(self) -> None:
        story = self.moved(self.voice("2025-05-20")).and_("voice-recorded", "2025-06-10", about="move", form="own_words")
        assert story.findings("P2") == []

    def test_it_is_over_with_the_stay(self) -> None:
        story = self.moved(living()).and_("discharged", "2025-06-20", destination="home")
        assert story.findings("P2") == [("P2", "2025-06-02", "2025-06-20")]

    def test_an_admission_and_another_provider_in_the_same_house_move_nobody(self) -> None:
        assert living().findings("P2") == []
        trajectory = self.moved(living()).trajectory
        last = trajectory.stays[-1]
        house = replace(last, location=trajectory.stays[0].location)
        assert found(trajectory.but(stays=(*trajectory.stays[:-1], house)), "P2") == []


class TestLighterCareWeighed:
    """P3: an advice for closed or intensive care names lighter care that was weighed."""

    @pytest.mark.parametrize(
        ("setting", "alternatives", "asked"),
        [
            ("gesloten", [], True),
            ("intensief_klinisch", [], True),
            ("open_residentieel", [], False),
            ("gesloten", ["intensief_klinisch"], False),
            ("gesloten", ["gesloten", "leefhuis"], False),
            ("intensief_klinisch", ["intensief_klinisch"], True),
            ("intensief_klinisch", ["gesloten"], True),
        ],
    )
    def test_lighter_than_what_is_advised(self, setting: str, alternatives: list[str], asked: bool) -> None:
        story = reviewed("2025-01-20", setting, alternatives=[{"setting": each} for each in alternatives])
        assert found(story.trajectory, "P3") == ([("2025-01-20", None, "2")] if asked else [])

    def test_the_next_advice_takes_its_place(self) -> None:
        story = reviewed("2025-01-20").and_(
            "idt-advice-given", "2025-02-01", advice={"setting": "gesloten", "alternatives": [{"setting": "leefhuis"}]}
        )
        assert found(story.trajectory, "P3") == [("2025-01-20", "2025-02-01", "2")]
        again = reviewed("2025-03-01", "gesloten", story)
        assert found(again.trajectory, "P3") == [("2025-01-20", "2025-02-01", "2"), ("2025-03-01", None, "4")]

    def test_it_is_over_with_the_trajectory(self) -> None:
        assert found(reviewed("2025-01-20").and_("trajectory-closed", "2025-02-01").trajectory, "P3") == [("2025-01-20", "2025-02-01", "2")]
        assert found(reviewed("2025-01-20").and_("died", "2025-02-02").trajectory, "P3") == [("2025-01-20", "2025-02-02", "2")]

    def test_a_closing_before_it_ends_nothing(self) -> None:
        story = Story.opened().and_("trajectory-closed", "2025-01-12").and_("trajectory-reopened", "2025-01-15")
        assert found(reviewed("2025-01-20", story=story).trajectory, "P3") == [("2025-01-20", None, "4")]


class TestDeviation:
    """P4: a decision that deviates from the advice says why."""

    def test_a_decision_that_says_it_deviates(self) -> None:
        story = decided(reviewed("2025-01-20"), "2025-01-27", "leefhuis", follows=False)
        assert found(story.trajectory, "P4") == [("2025-01-27", None, "3")]

    def test_with_reasons_it_may(self) -> None:
        assert decided(reviewed("2025-01-20"), "2025-01-27", "leefhuis", follows=False, motivation="Daarom.").findings("P4") == []

    @pytest.mark.parametrize(("setting", "deviates"), [("intensief_klinisch", False), ("leefhuis", True), ("gesloten", True)])
    def test_a_decision_for_another_setting_deviates_whatever_it_says(self, setting: str, deviates: bool) -> None:
        assert (decided(reviewed("2025-01-20"), "2025-01-27", setting).findings("P4") != []) == deviates

    def test_what_says_it_deviates_needs_reasons_also_where_no_advice_is_recorded(self) -> None:
        story = decided(Story.opened(), "2025-01-27", "leefhuis", follows=False)
        assert found(story.trajectory, "P4") == [("2025-01-27", None, "2")]

    def test_from_an_advice_that_does_not_serve_any_more_nobody_deviates(self) -> None:
        assert decided(reviewed("2025-01-20"), "2025-07-21", "leefhuis").findings("P4") == [("P4", "2025-07-21", None)]
        assert decided(reviewed("2025-01-20"), "2025-07-22", "leefhuis").findings("P4") == []

    def test_the_next_decision_takes_its_place(self) -> None:
        story = decided(decided(reviewed("2025-01-20"), "2025-01-27", "leefhuis", follows=False), "2025-02-03", "intensief_klinisch")
        assert found(story.trajectory, "P4") == [("2025-01-27", "2025-02-03", "3")]
        assert found(decided(story, "2025-02-10", "intensief_klinisch").trajectory, "P4") == [("2025-01-27", "2025-02-03", "3")]

    def test_heavier_care_than_advised_without_a_decision(self) -> None:
        story = living("intensief_klinisch", story=reviewed("2025-01-20", "leefhuis"))
        assert found(story.trajectory, "P4") == [("2025-02-03", None, "S")]

    @pytest.mark.parametrize(("first", "last"), [("2024-12-02", "2025-01-20"), ("2025-02-03", "2025-02-03")])
    def test_the_last_advice_stands(self, first: str, last: str) -> None:
        story = reviewed(last, "leefhuis", reviewed(first, "gesloten", Story.opened("2024-11-01")))
        assert found(living("intensief_klinisch", story=story).trajectory, "P4") == [("2025-02-03", None, "S")]

    def test_heavier_care_after_a_move_within_what_was_advised(self) -> None:
        story = living(story=reviewed("2025-01-20", "leefhuis")).and_("moved", "2025-02-10", setting="leefhuis", stay_id="T")
        story = story.and_("stepped-up", "2025-03-03", setting="intensief_klinisch", stay_id="U")
        assert found(story.trajectory, "P4") == [("2025-03-03", None, "U")]

    @pytest.mark.parametrize("advised", ["intensief_klinisch", "gesloten"])
    def test_care_as_advised_or_lighter(self, advised: str) -> None:
        assert living("intensief_klinisch", story=reviewed("2025-01-20", advised)).findings("P4") == []

    def test_a_motivated_decision_for_it_since_the_advice_grounds_it(self) -> None:
        advised = reviewed("2025-01-20", "leefhuis")
        for taken_on in ("2025-01-20", "2025-01-27", "2025-02-03"):
            before = decided(advised, taken_on, "intensief_klinisch", follows=False, motivation="Daarom.")
            assert living("intensief_klinisch", story=before).findings("P4") == []
        after = decided(
            living("intensief_klinisch", story=advised), "2025-02-10", "intensief_klinisch", follows=False, motivation="Daarom."
        )
        assert found(after.trajectory, "P4") == [("2025-02-03", "2025-02-10", "S")]

    def test_a_motivated_decision_for_something_else_or_from_before_does_not(self) -> None:
        for setting in ("gesloten", "leefhuis"):
            other = decided(reviewed("2025-01-20", "leefhuis"), "2025-01-27", setting, follows=setting == "leefhuis", motivation="Daarom.")
            assert found(living("intensief_klinisch", story=other).trajectory, "P4") == [("2025-02-03", None, "S")]
        old = decided(Story.opened(), "2025-01-15", "intensief_klinisch", motivation="Daarom.")
        assert found(living("intensief_klinisch", story=reviewed("2025-01-20", "leefhuis", old)).trajectory, "P4") == [
            ("2025-02-03", None, "S")
        ]

    @pytest.mark.parametrize(("advised", "until"), [("gesloten", "2025-02-12"), ("intensief_klinisch", "2025-02-12"), ("leefhuis", None)])
    def test_a_later_advice_that_is_as_heavy_ends_it(self, advised: str, until: str | None) -> None:
        story = reviewed("2025-02-12", advised, living("intensief_klinisch", story=reviewed("2025-01-20", "leefhuis")))
        assert found(story.trajectory, "P4") == [("2025-02-03", until, "S")]

    def test_a_move_within_the_same_setting_is_no_heavier_care(self) -> None:
        story = reviewed("2025-03-01", "leefhuis", living("intensief_klinisch"))
        assert story.and_("moved", "2025-03-03", setting="intensief_klinisch", stay_id="T").findings("P4") == []


class TestLeefhuis:
    """P6: six places at most, and nobody has to leave because his question changed."""

    @pytest.mark.parametrize(
        ("setting", "places", "too_large"), [("leefhuis", 4, False), ("leefhuis", 6, False), ("leefhuis", 7, True), ("pleegzorg", 7, False)]
    )
    def test_six_places(self, setting: str, places: int, too_large: bool) -> None:
        trajectory = living(setting).trajectory
        (stay,) = trajectory.stays
        assert stay.place_then is not None
        sized = trajectory.but(stays=(replace(stay, place_then=stay.place_then.model_copy(update={"capacity": places})),))
        assert found(sized, "P6") == ([("2025-02-03", None, "S")] if too_large else [])

    def test_a_weekend_elsewhere_hides_no_house_that_is_too_large(self) -> None:
        (stay,) = living().trajectory.stays
        (respite,) = living(purpose="respite").trajectory.stays
        assert stay.place_then is not None
        large = replace(stay, place_then=stay.place_then.model_copy(update={"capacity": 7}))
        assert found(living().trajectory.but(stays=(replace(respite, stay_id="R"), large)), "P6") == [("2025-02-03", None, "S")]

    def test_what_the_house_was_is_not_known(self) -> None:
        trajectory = living().trajectory
        assert found(trajectory.but(stays=(replace(trajectory.stays[0], place_then=None),)), "P6") == []

    @pytest.mark.parametrize(
        ("reason", "asked"),
        [("heavier_needed", True), ("no_fitting_help", True), ("lighter_possible", False), ("age", False), (None, False)],
    )
    def test_moved_out_because_the_question_changed(self, reason: str | None, asked: bool) -> None:
        story = living().and_("moved", "2025-06-02", setting="pleegzorg", stay_id="T", **({"reason": reason} if reason else {}))
        story = story.and_("discharged", "2025-09-01", destination="home")
        moved_out = [each for each in found(story.trajectory, "P6") if each[0] == "2025-06-02"]
        assert moved_out == ([("2025-06-02", "2025-09-01", "S")] if asked else [])

    @pytest.mark.parametrize(("first", "then"), [("intensief_klinisch", "pleegzorg"), ("pleegzorg", "leefhuis")])
    def test_out_of_another_setting_is_another_matter(self, first: str, then: str) -> None:
        story = living(first).and_("moved", "2025-06-02", setting=then, stay_id="T", reason="no_fitting_help")
        assert story.findings("P6") == []


class TestCrisis:
    """P7: crisis shelter lasts a week at most."""

    @pytest.mark.parametrize(("left", "nights"), [("2025-02-10", []), ("2025-02-11", [("P7", "2025-02-10", "2025-02-11")])])
    def test_seven_nights(self, left: str, nights: Found) -> None:
        assert living(crisis=True).and_("discharged", left, destination="home").findings("P7") == nights

    def test_the_deadline_warns_on_day_five_and_seven(self) -> None:
        (deadline,) = due(living(crisis=True), "crisis-end")
        assert (str(deadline.due_on), str(deadline.breach_from), str(deadline.last_night)) == ("2025-02-10", "2025-02-10", "2025-02-09")
        assert [str(day) for day in deadline.alerts] == ["2025-02-08", "2025-02-10"]
        assert living(crisis=True).findings("P7") == [("P7", "2025-02-10", None)]

    def test_what_is_no_crisis_and_what_is_no_shelter(self) -> None:
        assert living().findings("P7") == []
        assert living("intensief_klinisch", crisis=True).findings("P7") == []


class TestNearness:
    """P9: near home is in the region, or as the parameter has it."""

    def placed(self, *, in_region: bool = True, municipality: str = "0917") -> Trajectory:
        trajectory = living().and_("discharged", "2025-05-01", destination="home").trajectory
        (stay,) = trajectory.stays
        assert stay.place_then is not None
        place = stay.place_then.model_copy(update={"in_region": in_region, "municipality": municipality})
        return trajectory.but(stays=(replace(stay, place_then=place),))

    def test_in_the_region(self) -> None:
        assert found(self.placed(municipality="1954"), "P9") == []
        assert found(self.placed(in_region=False), "P9") == [("2025-02-03", "2025-05-01", "S")]

    def test_in_the_municipality_itself_if_that_is_the_target(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(move, "NEARNESS", Dated({date(2019, 1, 1): "municipality"}))
        assert found(self.placed(), "P9") == []
        for elsewhere in ("0888", "1954"):
            assert found(self.placed(municipality=elsewhere), "P9") == [("2025-02-03", "2025-05-01", "S")]

    def test_in_the_municipality_of_which_the_own_became_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(move, "NEARNESS", Dated({date(2019, 1, 1): "municipality"}))
        merged = a_region(MunicipalityMerged(occurred_on=date(2025, 2, 1), municipality="0917", into="1954"))
        stay = living(story=Story.opened().knowing(merged))
        assert stay.trajectory.stays[0].place_then.municipality == "1954"
        assert stay.findings("P9") == []
        # and: so it is when it is read again from the log
        admitted = stay.recorded[-1].event.model_copy(update={"why_not_family": None})
        assert type(admitted).model_validate_json(admitted.model_dump_json(exclude_none=True), context=STORED) == admitted

    def test_what_the_place_was_is_not_known(self) -> None:
        trajectory = self.placed(in_region=False)
        assert found(trajectory.but(stays=(replace(trajectory.stays[0], place_then=None),)), "P9") == []

    def test_every_stay_is_looked_at(self) -> None:
        (far,) = self.placed(in_region=False).stays
        trajectory = self.placed().but(stays=(replace(far, stay_id="R", place_then=None), far))
        assert found(trajectory, "P9") == [("2025-02-03", "2025-05-01", "S")]

    def test_a_respite_weekend_is_no_main_stay(self) -> None:
        trajectory = self.placed(in_region=False)
        respite = living(purpose="respite").trajectory.stays[0].purpose
        assert found(trajectory.but(stays=(replace(trajectory.stays[0], purpose=respite),)), "P9") == []


class TestMoves:
    """P10: a second move within twelve months."""

    def moved(self, *days: str, story: Story | None = None) -> Story:
        story = story or living(on="2024-06-03", story=Story.opened("2024-01-10"))
        for number, day in enumerate(days):
            setting = "pleegzorg" if number % 2 == 0 else "leefhuis"
            story = story.and_("moved", day, setting=setting, stay_id=f"M{number}", why_not_family="Zo.")
        return story

    def test_one_is_no_finding(self) -> None:
        assert self.moved("2024-09-02").findings("P10") == []

    @pytest.mark.parametrize(("second", "found_"), [("2025-09-01", True), ("2025-09-02", False)])
    def test_the_second_within_a_year_is_one_until_the_first_is_a_year_ago(self, second: str, found_: bool) -> None:
        story = self.moved("2024-09-02", second)
        assert found(story.trajectory, "P10") == ([(second, "2025-09-02", "M1")] if found_ else [])

    def test_every_later_one_counts_from_the_one_before(self) -> None:
        story = self.moved("2024-09-02", "2024-12-02", "2025-03-03")
        assert found(story.trajectory, "P10") == [("2024-12-02", "2025-03-03", "M1"), ("2025-03-03", "2025-12-02", "M2")]

    def test_it_is_over_with_the_stay(self) -> None:
        story = self.moved("2024-09-02", "2024-12-02").and_("discharged", "2025-01-06", destination="home")
        assert found(story.trajectory, "P10") == [("2024-12-02", "2025-01-06", "M1")]

    def test_the_number_is_a_parameter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(move, "MOVES_TOO_MANY", Dated({date(2019, 1, 1): 3}))
        story = self.moved("2024-09-02", "2024-12-02", "2025-03-03")
        assert found(story.trajectory, "P10") == [("2025-03-03", "2025-09-02", "M2")]
        monkeypatch.setattr(move, "MOVES_TOO_MANY", Dated({date(2019, 1, 1): 1}))
        assert found(self.moved("2024-09-02").trajectory, "P10") == [("2024-09-02", "2025-09-02", "M0")]
        monkeypatch.setattr(move, "MOVES_TOO_MANY", Dated({date(2019, 1, 1): 0}))
        assert found(story.trajectory.but(stays=story.trajectory.stays), "P10") == []


class TestMessages:
    """P11: start and stop are told within five working days (iJw OP271, OP272)."""

    def delivered(self, **data: Any) -> Story:
        return living(assignment_no="12", **data)

    def test_five_working_days_from_the_start(self) -> None:
        (deadline,) = due(self.delivered(), "start-message")
        assert (str(deadline.since), str(deadline.due_on), deadline.about) == ("2025-02-03", "2025-02-10", "S")
        assert [str(day) for day in deadline.alerts] == ["2025-02-06"], "the third of five working days, and no Saturday"
        assert found(self.delivered().trajectory, "P11") == [("2025-02-11", None, "S:start")]

    def test_easter_is_not_counted(self) -> None:
        """Good Friday 18 April and Easter Monday 21 April 2025."""
        assert [str(each.due_on) for each in due(self.delivered(on="2025-04-16"), "start-message")] == ["2025-04-25"]

    @pytest.mark.parametrize(("sent", "found_"), [("2025-02-10", []), ("2025-02-12", [("P11", "2025-02-11", "2025-02-12")])])
    def test_the_message_ends_it(self, sent: str, found_: Found) -> None:
        named = self.delivered().and_("message-sent", sent, kind="start", stay_id="S")
        unnamed = self.delivered().and_("message-sent", sent, kind="start")
        for story in (named, unnamed):
            assert story.findings("P11") == found_
            assert [(str(each.met_on), each.met_by) for each in due(story, "start-message")] == [(sent, 3)]

    def test_a_request_for_an_allocation_is_answered_within_five_working_days(self) -> None:  # iJw OP274, OP346
        story = living().and_("message-sent", "2025-02-06", kind="request").and_("message-sent", "2025-02-07", kind="request")
        answered = story.and_("message-sent", "2025-02-12", kind="answer")

        assert [(str(each.due_on), each.met_on) for each in due(story, "allocation-answer")] == [("2025-02-13", None), ("2025-02-14", None)]
        assert [each.met_by for each in due(answered, "allocation-answer")] == [5, None], "an answer goes with one request"

    @pytest.mark.parametrize(
        ("answer", "due_on", "article"),
        [
            ("allocated", "2025-02-13", "iJw OP274"),
            ("refused", "2025-02-13", "iJw OP274"),
            ("other_municipality", "2025-02-20", "iJw OP359"),
        ],
    )
    def test_a_refusal_for_another_municipality_has_two_weeks(self, answer: str, due_on: str, article: str) -> None:  # iJw OP359
        story = living().and_("message-sent", "2025-02-06", kind="request").and_("message-sent", "2025-02-18", kind="answer", answer=answer)
        assert [(str(each.due_on), each.article, each.met_by) for each in due(story, "allocation-answer")] == [(due_on, article, 4)]

    def test_what_is_looked_into_is_decided_on_in_eight_weeks(self) -> None:  # iJw OP274
        story = living().and_("message-sent", "2025-02-06", kind="request").and_("message-sent", "2025-02-07", kind="request")
        story = story.and_("message-sent", "2025-02-12", kind="answer", answer="under_investigation")
        first = [("2025-02-13", 5), ("2025-02-14", None), ("2025-04-03", None)]
        assert [(str(each.due_on), each.met_by) for each in due(story, "allocation-answer")] == first
        # the decision on the first goes with it, the next answer with the second
        story = story.and_("message-sent", "2025-04-01", kind="answer", answer="refused").and_("message-sent", "2025-04-02", kind="answer")
        assert [(str(each.due_on), each.met_by) for each in due(story, "allocation-answer")] == [
            ("2025-02-13", 5),
            ("2025-02-14", 7),
            ("2025-04-03", 6),
        ]

    def test_only_an_answer_answers(self) -> None:
        with pytest.raises(ValidationError, match="kind answer"):
            event("message-sent", "2025-02-06", kind="request", answer="refused")

    def test_another_message_does_not(self) -> None:
        stop = self.delivered().and_("message-sent", "2025-02-05", kind="stop", stay_id="S")
        other = self.delivered().and_("help-started", "2025-02-04", help_id="H", provider="xonar", kind="ambulant")
        other = other.and_("message-sent", "2025-02-05", kind="start", help_id="H")
        early = Story.opened().and_("message-sent", "2025-02-02", kind="start")
        for story in (stop, other, living(story=early, assignment_no="12")):
            assert story.findings("P11") == [("P11", "2025-02-11", None)]

    def test_the_stop_is_told_too(self) -> None:
        story = self.delivered().and_("message-sent", "2025-02-04", kind="start", stay_id="S")
        assert due(story, "stop-message") == []
        story = story.and_("discharged", "2025-06-02", destination="home")
        assert [(str(each.since), str(each.due_on)) for each in due(story, "stop-message")] == [("2025-06-02", "2025-06-10")]
        assert found(story.trajectory, "P11") == [("2025-06-11", None, "S:stop")]
        assert story.and_("message-sent", "2025-06-10", kind="stop", stay_id="S").findings("P11") == []

    def test_without_an_assignment_nobody_asks(self) -> None:
        story = living().and_("help-started", "2025-02-03", provider="xonar", kind="ambulant")
        assert due(story, "start-message") == []

    def test_help_is_told_like_a_stay(self) -> None:
        story = Story.opened().and_("help-started", "2025-02-03", help_id="H", provider="xonar", kind="ambulant", assignment_no="7")
        assert found(story.trajectory, "P11") == [("2025-02-11", None, "H:start")]
        told = story.and_("message-sent", "2025-02-05", kind="start", help_id="H").and_("help-ended", "2025-03-03", help_id="H")
        assert found(told.trajectory, "P11") == [("2025-03-11", None, "H:stop")]

    def test_a_move_under_one_assignment_is_no_stop_and_no_start(self) -> None:
        story = self.delivered().and_("moved", "2025-06-02", setting="pleegzorg", stay_id="T", assignment_no="12")
        assert [(each.about, str(each.since)) for each in due(story, "start-message")] == [("S", "2025-02-03")]
        assert due(story, "stop-message") == []
        story = story.and_("discharged", "2025-09-01", destination="home").and_("message-sent", "2025-09-02", kind="stop", stay_id="T")
        assert [(each.about, str(each.met_on)) for each in due(story, "stop-message")] == [("S", "2025-09-02")]

    def test_a_move_under_another_is_both(self) -> None:
        story = self.delivered().and_("moved", "2025-06-02", setting="pleegzorg", stay_id="T", assignment_no="13")
        assert [each.about for each in due(story, "start-message")] == ["S", "T"]
        assert [each.about for each in due(story, "stop-message")] == ["S"]
        without = self.delivered().and_("moved", "2025-06-02", setting="pleegzorg", stay_id="T")
        assert [each.about for each in due(without, "stop-message")] == ["S"]


class TestAgreements:
    """Deadline `agreement`: what was agreed is done by its day."""

    def test_it_is_due_on_its_day_and_met_once(self) -> None:
        story = Story.opened().and_("agreement-made", "2025-02-03", agreement_id="A", due_on="2025-03-01")
        (deadline,) = due(story, "agreement")
        assert (str(deadline.since), str(deadline.due_on), deadline.source) == ("2025-02-03", "2025-03-01", "policy")
        assert [str(day) for day in deadline.alerts] == ["2025-02-22", "2025-02-28", "2025-03-01"]
        kept = story.and_("agreement-kept", "2025-02-20", agreement_id="A").and_("agreement-kept", "2025-02-25", agreement_id="A")
        assert [(str(each.met_on), each.met_by) for each in due(kept, "agreement")] == [("2025-02-20", 3)]

    def test_one_kept_is_not_another(self) -> None:
        story = Story.opened().and_("agreement-made", "2025-02-03", agreement_id="A", due_on="2025-03-01")
        story = story.and_("agreement-made", "2025-02-03", agreement_id="B", due_on="2025-03-02")
        story = story.and_("agreement-kept", "2025-02-20", agreement_id="B")
        assert [each.met_on is None for each in due(story, "agreement")] == [True, False]

    @pytest.mark.parametrize("kind", ["died", "trajectory-closed"])
    def test_death_and_the_end_of_the_trajectory_end_it(self, kind: str) -> None:
        story = Story.opened().and_("agreement-made", "2025-02-03", due_on="2025-03-01").and_(kind, "2025-02-10")
        assert [str(each.over_on) for each in due(story, "agreement")] == ["2025-02-10"]

    def test_a_title_runs_on_to_its_end_though_the_trajectory_is_closed(self) -> None:  # Jeugdwet 6.1.12(2): it is the court's
        term = {"valid_from": "2025-02-03", "valid_until": "2025-08-03", "title_id": "T"}
        story = Story.opened().and_("title-granted", "2025-02-03", kind="machtiging", **term).and_("trajectory-closed", "2025-02-10")
        assert [str(each.open_until) for each in due(story, "title-unexecuted")] == ["2025-05-03"]
        assert [str(each.open_until) for each in due(story, "title-expiry")] == ["2025-05-03"]

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("agreement-made", {"agreement_id": "A", "due_on": "2025-03-01"}),
            ("agreement-kept", {"agreement_id": "X"}),
            ("party-joined", {"party_id": "P", "role": "lawyer"}),
            ("party-left", {"party_id": "X"}),
            ("party-left", {"party_id": "Q"}),
        ],
    )
    def test_ids_that_are_taken_or_unknown_are_refused(self, kind: str, body: dict[str, Any]) -> None:
        """I-order."""
        story = Story.opened().and_("agreement-made", "2025-02-03", agreement_id="A", due_on="2025-03-01")
        story = story.and_("party-joined", "2025-02-03", party_id="P", role="lawyer")
        story = story.and_("party-joined", "2025-02-03", party_id="Q", role="mentor").and_("party-left", "2025-02-04", party_id="Q")
        assert [party.until is None for party in story.trajectory.parties] == [True, False]
        assert refused(story.when(kind, "2025-02-10", **body)) == {"I-order"}
