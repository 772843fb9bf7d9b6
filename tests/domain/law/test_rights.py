"""L20 to L23: the dossier (Jeugdwet 7.2, 7.3; AVG 12) and help after eighteen (Jeugdwet 1.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Role
from domain.deadlines import Deadline, deadlines
from domain.envelope import Actor
from domain.parameters import Dated
from domain.rules import dossier
from domain.terms import Term
from tests.domain.stories import IDENTITY, Story, refused, stopped

Found = list[tuple[str, str, str | None]]

WITHOUT_BSN = {"no_bsn_reason": "abroad", "surname": "Wit", "given_names": "Tom", "born_on": "2009-02-14"}
WITHOUT_GROUND: Found = [("L23", "2024-02-14", "2029-02-14"), ("L23", "2029-02-14", None)]


def due(story: Story, kind: str) -> list[Deadline]:
    return [each for each in deadlines(story.trajectory) if each.kind == kind]


def articles(story: Story, rule: str) -> list[str]:
    return [finding.article for finding in story.case.findings if finding.rule == rule]


def born(day: str, opened: str = "2025-01-10") -> Story:
    return Story.opened(opened, identity={**IDENTITY, "born_on": day})


def asked(on: str = "2025-03-03", by: str = "jeugdige", story: Story | None = None) -> Story:
    return (story or Story.opened()).and_("destruction-requested", on, request_id="V", by=by)


class TestDestruction:
    """L20: a request to destroy is answered within a month (AVG 12(3)), and refused only on a ground of Jeugdwet 7.3.9(2)."""

    @pytest.mark.parametrize(
        ("requested", "last_day", "found_from"),
        [
            pytest.param("2025-03-03", "2025-04-03", "2025-04-04", id="AVG 12(3): the same day a month on"),
            pytest.param("2025-03-05", "2025-04-07", "2025-04-08", id="Regulation 1182/71 art. 3(4): a Saturday runs to Monday"),
            pytest.param("2025-01-31", "2025-02-28", "2025-03-01", id="AVG 12(3): the last day of a shorter month"),
        ],
    )
    def test_without_an_answer_it_is_a_finding_from_the_first_day_too_late(self, requested: str, last_day: str, found_from: str) -> None:
        story = asked(requested)
        (deadline,) = due(story, "destruction-decision")
        assert (str(deadline.due_on), str(deadline.breach_from)) == (last_day, found_from)
        assert story.findings("L20") == [("L20", found_from, None)]
        assert articles(story, "L20") == ["AVG 12(3)"]

    @pytest.mark.parametrize(("answered", "found"), [("2025-04-03", []), ("2025-04-05", [("L20", "2025-04-04", "2025-04-05")])])
    def test_carrying_it_out_answers_it(self, answered: str, found: Found) -> None:
        story = asked().and_("destruction-executed", answered, request_id="V")
        assert story.findings("L20") == found
        (deadline,) = due(story, "destruction-decision")
        assert (str(deadline.met_on), deadline.met_by) == (answered, 3)

    def test_a_refusal_for_the_retention_term_is_stopped(self) -> None:
        """RBNHO:2021:4235: that a dossier is kept for twenty years (7.3.8(3)) stands back for the right to have it destroyed (7.3.9)."""
        refusal = asked().when("destruction-refused", "2025-03-20", request_id="V", ground="retention_term", reasons="Twintig jaar.")
        assert stopped(refusal) == [("L20", "2025-03-20", None)]

    @pytest.mark.parametrize("ground", ["interest_of_another", "statutory_bar"])
    def test_a_refusal_on_a_ground_of_the_law_is_no_finding(self, ground: str) -> None:
        """Jeugdwet 7.3.9(2)."""
        assert asked().and_("destruction-refused", "2025-03-20", request_id="V", ground=ground, reasons="Zus.").findings("L20") == []

    def test_of_a_refusal_the_reasons_are_recorded_within_the_days_of_the_paper(self) -> None:
        """AVG 12(4)."""
        story = asked().and_("destruction-refused", "2025-03-20", request_id="V", ground="statutory_bar")
        assert story.findings("L20") == [("L20", "2025-04-04", None)]
        assert articles(story, "L20") == ["AVG 12(4)"]

    def test_another_answer_takes_the_place_of_a_refusal(self) -> None:
        refused_first = asked().and_(
            "destruction-refused", "2025-03-20", request_id="V", ground="retention_term", reasons="Twintig jaar.", despite=["L20"]
        )
        assert refused_first.findings("L20") == [("L20", "2025-03-20", None)]
        story = refused_first.and_("destruction-executed", "2025-05-01", request_id="V")
        assert story.findings("L20") == [("L20", "2025-03-20", "2025-05-01")]
        assert [str(each.met_on) for each in due(story, "destruction-decision")] == ["2025-03-20"]

    def test_one_that_was_carried_out_hides_no_refusal_of_another(self) -> None:
        story = asked().and_("destruction-executed", "2025-03-10", request_id="V")
        story = story.and_("destruction-requested", "2025-03-12", request_id="W", by="jeugdige").and_(
            "destruction-refused", "2025-03-20", request_id="W", ground="retention_term", reasons="Twintig jaar.", despite=["L20"]
        )
        assert story.findings("L20") == [("L20", "2025-03-20", None)]

    def test_nor_does_one_that_is_not_answered_yet(self) -> None:
        story = (
            asked()
            .and_("destruction-requested", "2025-03-12", request_id="W", by="jeugdige")
            .and_("destruction-refused", "2025-03-20", request_id="W", ground="retention_term", reasons="Twintig jaar.", despite=["L20"])
        )
        assert story.findings("L20")[0] == ("L20", "2025-03-20", None)

    @pytest.mark.parametrize(("ground", "absence"), [("statutory_bar", True), ("retention_term", False)])
    def test_reasons_that_are_not_recorded_are_a_signal(self, ground: str, absence: bool) -> None:  # ADR 0008
        story = asked().and_("destruction-refused", "2025-03-20", request_id="V", ground=ground, despite=["L20"])
        assert [finding.absence for finding in story.case.findings if finding.rule == "L20"] == [absence]

    def test_an_answer_that_names_nothing_answers_every_open_request(self) -> None:
        story = asked().and_("destruction-requested", "2025-03-05", by="jeugdige").and_("destruction-executed", "2025-03-20")
        assert [str(each.met_on) for each in due(story, "destruction-decision")] == ["2025-03-20", "2025-03-20"]
        later = story.and_("destruction-executed", "2025-03-25")
        assert [str(each.met_on) for each in due(later, "destruction-decision")] == ["2025-03-20", "2025-03-20"]

    def test_a_request_for_inspection_is_no_request_to_destroy(self) -> None:
        story = Story.opened().and_("access-requested", "2025-03-03", request_id="I", by="jeugdige")
        assert due(story, "destruction-decision") == []
        assert story.findings("L20") == []


class TestRetention:
    """Jeugdwet 7.3.8(3): twenty years from the last change."""

    def test_it_runs_from_the_last_change_once_the_trajectory_is_closed(self) -> None:
        open_still = Story.opened().at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
        assert due(open_still, "retention") == []
        (deadline,) = due(open_still.and_("trajectory-closed", "2026-06-30"), "retention")
        assert (str(deadline.since), str(deadline.due_on), deadline.about) == (
            "2026-06-30",
            "2046-07-01",
            "dossier",
        )  # recorded after midnight
        assert [str(day) for day in deadline.alerts] == ["2045-07-01"]

    def test_a_later_change_moves_it_and_reopening_ends_it(self) -> None:
        closed = Story.opened().and_("trajectory-closed", "2026-03-31")
        noted = closed.at(datetime(2026, 9, 1, 12, tzinfo=UTC)).and_("note-added", "2026-09-01", text="Nog iets.")
        assert [str(each.due_on) for each in due(noted, "retention")] == ["2046-09-01"]
        assert due(noted.and_("trajectory-reopened", "2026-09-01"), "retention") == []


class TestRetentionPerController:
    """Jeugdwet 7.3.8(1), (3): who gives help keeps a dossier of its own, twenty years from the last change in that one. Which term the
    municipality has, its selectielijst says."""

    def keepers(self, story: Story) -> dict[str, str]:
        return {each.about: str(each.due_on) for each in due(story, "retention")}

    def recorded_by(self, story: Story, role: Role, organisation: str) -> Story:
        """The last event, as it is if a worker of that organisation recorded it."""
        worker = Actor(subject="w-1", role=role, organisation=organisation)
        *before, last = story.recorded
        return replace(story, recorded=(*before, replace(last, envelope=last.envelope.model_copy(update={"actor": worker}))))

    def test_each_has_its_own_end_and_the_whole_has_the_last(self) -> None:
        # given: a provider that left off in 2025 and wrote its last note in March, a GI that ended in May, and a municipality that closed
        story = Story.opened().and_("help-started", "2025-01-15", help_id="h-1", provider="koraal", kind="ambulant")
        story = story.and_("protection-measure-started", "2025-01-20", measure_id="o-1", kind="voogdij", gi="bjz-limburg")
        story = story.and_("help-ended", "2025-02-03", help_id="h-1", reason="31")
        story = story.at(datetime(2026, 3, 9, 12, tzinfo=UTC)).and_("note-added", "2026-03-09", text="Afgerond.")
        story = self.recorded_by(story, Role.PROVIDER, "koraal")
        story = story.at(datetime(2026, 5, 4, 12, tzinfo=UTC)).and_(
            "protection-measure-ended", "2026-05-01", measure_id="o-1", reason="lifted"
        )
        story = self.recorded_by(story, Role.GI, "bjz-limburg")
        assert self.keepers(story) == {}

        # when
        closed = story.at(datetime(2026, 9, 1, 12, tzinfo=UTC)).and_("trajectory-closed", "2026-09-01")

        # then
        assert self.keepers(closed) == {"koraal": "2046-03-09", "bjz-limburg": "2046-05-04", "dossier": "2046-09-01"}

    def test_what_others_change_does_not_move_it(self) -> None:
        story = Story.opened().and_("help-started", "2025-01-15", help_id="h-1", provider="koraal", kind="ambulant")
        story = story.and_("help-ended", "2025-02-03", help_id="h-1", reason="31").and_("trajectory-closed", "2025-02-28")
        noted = story.at(datetime(2026, 9, 1, 12, tzinfo=UTC)).and_("note-added", "2026-09-01", text="Nog iets.")
        # nothing of it is by the provider: its dossier was not finished before its care was
        assert self.keepers(story)["koraal"] == self.keepers(noted)["koraal"] == "2045-02-03"
        assert self.keepers(noted)["dossier"] == "2046-09-01"

    def test_the_whole_is_not_due_before_a_provider_s_though_the_municipality_s_term_is_shorter(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shorter = Dated({date(2015, 1, 1): Term("Archiefwet; selectielijst", months=120)})
        monkeypatch.setattr("domain.deadlines.dossier.RETENTION_OF_A_MUNICIPALITY", shorter)
        story = Story.opened().and_("help-started", "2025-01-15", help_id="h-1", provider="koraal", kind="ambulant")
        story = story.and_("help-ended", "2025-02-03", help_id="h-1", reason="31").and_("trajectory-closed", "2025-02-28")
        assert self.keepers(story) == {"koraal": "2045-02-03", "dossier": "2045-02-03"}


class TestIdentity:
    """L21 (Jeugdwet 7.2.4): without a BSN surname, given names, day of birth, postcode and house number."""

    @pytest.mark.parametrize(
        ("more", "found"),
        [
            ({"postcode": "6411AA", "house_number": "1"}, []),
            ({"postcode": "6411AA"}, [("L21", "2025-01-25", None)]),
            ({"house_number": "1"}, [("L21", "2025-01-25", None)]),
            ({}, [("L21", "2025-01-25", None)]),
        ],
    )
    def test_what_is_missing_may_follow_by_post(self, more: dict[str, str], found: Found) -> None:
        assert Story.opened(identity={**WITHOUT_BSN, **more}).findings("L21") == found

    def test_a_bsn_is_enough(self) -> None:
        assert Story.opened(identity={**WITHOUT_BSN, "no_bsn_reason": None, "bsn": "999900006"}).findings("L21") == []

    @pytest.mark.parametrize("change", [{"bsn": "999900006"}, {"house_number": "1"}], ids=["the BSN came", "the set is complete"])
    def test_what_came_ends_the_finding_on_its_day(self, change: dict[str, str]) -> None:
        story = Story.opened(identity={**WITHOUT_BSN, "postcode": "6411AA"})
        assert story.and_("identity-changed", "2025-02-10", **change).findings("L21") == [("L21", "2025-01-25", "2025-02-10")]
        assert story.and_("identity-changed", "2025-01-25", **change).findings("L21") == []

    def test_that_it_is_missing_is_a_signal(self) -> None:  # ADR 0008
        assert [finding.absence for finding in Story.opened(identity=WITHOUT_BSN).case.findings if finding.rule == "L21"] == [True]

    def test_a_bsn_that_proves_to_be_no_ones_has_to_be_replaced(self) -> None:
        story = Story.opened(identity={"bsn": "999900006", "surname": "Wit", "given_names": "Tom", "born_on": "2009-02-14"})
        story = story.and_("identity-changed", "2025-03-03", no_bsn_reason="not_registered")
        assert story.findings("L21") == [("L21", "2025-03-18", None)]
        assert story.and_("identity-changed", "2025-03-10", surname="Wit-Zwart").findings("L21") == [("L21", "2025-03-18", None)]


class TestInspection:
    """L22: inspection is the right of the jeugdige from twelve (Jeugdwet 7.3.10, 7.3.15(1)); who else may have it: 7.3.11."""

    BORN = "2009-02-14"  # sixteen on 14 February 2025, twelve in 2021

    @pytest.mark.parametrize("by", ["parents", "guardian"])
    def test_from_sixteen_nobody_with_authority_without_him(self, by: str) -> None:
        """Jeugdwet 7.3.11(1) and (2)(b): the consent of those with authority is asked up to sixteen (7.3.4(2))."""
        story = born(self.BORN)
        assert stopped(story.when("access-granted", "2025-02-13", by=by)) == []
        assert stopped(story.when("access-granted", "2025-02-14", by=by)) == [("L22", "2025-02-14", None)]

    @pytest.mark.parametrize("by", ["jeugdige", "representative"])
    def test_himself_and_who_acts_for_him_always(self, by: str) -> None:
        """Jeugdwet 7.3.15(2) and (3)."""
        assert born(self.BORN).and_("access-granted", "2025-03-03", by=by).findings("L22") == []

    @pytest.mark.parametrize(("asker", "found"), [("jeugdige", []), ("representative", []), ("parents", [("L22", "2025-03-20", None)])])
    def test_with_his_own_request_his_parents_may_have_it(self, asker: str, found: Found) -> None:
        """Jeugdwet 7.3.11(1): with his consent."""
        story = born(self.BORN).and_("access-requested", "2025-03-03", request_id="I", by=asker)
        stops = stopped(story.when("access-granted", "2025-03-20", request_id="I", by="parents"))
        assert stops == found

    def test_his_request_that_was_answered_before_is_no_consent_to_another(self) -> None:
        story = born(self.BORN).and_("access-requested", "2025-03-03", request_id="I", by="jeugdige")
        story = story.and_("access-granted", "2025-03-10", request_id="I", by="jeugdige")
        assert stopped(story.when("access-granted", "2025-03-20", by="parents")) == [("L22", "2025-03-20", None)]

    def test_parents_may_ask_whatever_they_are_given(self) -> None:
        assert born(self.BORN).and_("access-requested", "2025-03-03", by="parents").findings("L22") == []

    def test_whether_parents_of_a_twelve_year_old_may_inspect_is_a_parameter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Jeugdwet 7.3.11(2)(b) against 7.3.10 with 7.3.15(1)."""
        grant = {"by": "parents"}
        assert stopped(born("2013-03-03").when("access-granted", "2025-03-03", **grant)) == []
        monkeypatch.setattr(dossier, "PARENTS_OF_TWELVE_MAY_INSPECT", Dated({date(2015, 1, 1): False}))
        assert stopped(born("2013-03-03").when("access-granted", "2025-03-03", **grant)) == [("L22", "2025-03-03", None)]
        assert stopped(born("2013-03-04").when("access-granted", "2025-03-03", **grant)) == []


class TestDestructionAtWhoseWord:
    """L22: the right to have the dossier destroyed (Jeugdwet 7.3.9(1)) is that of those with authority only under twelve (7.3.15(1))."""

    @pytest.mark.parametrize(
        ("birth", "by", "found"),
        [
            pytest.param("2013-03-21", "parents", [], id="7.3.15(1): eleven, the parents"),
            pytest.param("2013-03-20", "parents", [("L22", "2025-03-20", None)], id="7.3.15(1): twelve that day, the parents"),
            pytest.param("2009-02-14", "guardian", [("L22", "2025-03-20", None)], id="7.3.5: sixteen, the guardian"),
            pytest.param("2009-02-14", "jeugdige", [], id="7.3.9(1): he himself"),
            pytest.param("2009-02-14", "representative", [], id="7.3.15(2): who acts for him"),
        ],
    )
    def test_what_counts_is_his_age_on_the_day_of_destruction(self, birth: str, by: str, found: Found) -> None:
        assert stopped(asked(by=by, story=born(birth)).when("destruction-executed", "2025-03-20", request_id="V")) == found

    def test_together_with_him_it_is_his(self) -> None:
        story = asked(by="parents").and_("destruction-requested", "2025-03-10", by="jeugdige").and_("destruction-executed", "2025-03-20")
        assert story.findings("L22") == []

    def test_so_it_is_where_each_request_was_met_by_itself_that_day(self) -> None:
        story = asked(by="jeugdige").and_("destruction-executed", "2025-03-20", request_id="V")
        story = story.and_("destruction-requested", "2025-03-12", request_id="W", by="parents")
        assert story.and_("destruction-executed", "2025-03-20", request_id="W").findings("L22") == []

    def test_his_own_request_on_another_day_is_another(self) -> None:
        story = asked(by="jeugdige").and_("destruction-executed", "2025-03-10")
        story = story.and_("destruction-requested", "2025-03-12", request_id="W", by="parents")
        assert stopped(story.when("destruction-executed", "2025-03-20", request_id="W")) == [("L22", "2025-03-20", None)]
        afterwards = asked(by="parents").and_("destruction-executed", "2025-03-10", despite=["L22"])
        afterwards = afterwards.and_("destruction-requested", "2025-03-12", request_id="W", by="jeugdige")
        assert afterwards.and_("destruction-executed", "2025-03-20", request_id="W").findings("L22") == [("L22", "2025-03-10", None)]

    def test_a_refusal_and_an_open_request_are_nobodys_destruction(self) -> None:
        story = asked(by="parents")
        assert story.findings("L22") == []
        refusal = story.and_("destruction-refused", "2025-03-20", request_id="V", ground="statutory_bar", reasons="Zo.")
        assert refusal.findings("L22") == []


class TestHelpAfterEighteen:
    """L23 (Jeugdwet 1.1, jeugdige): eighteen on 14 February 2024, twenty-one in 2027, twenty-three in 2029."""

    def eighteen(self, opened: str = "2023-01-10") -> Story:
        return born("2006-02-14", opened)

    def staying(self, setting: str, since: str = "2023-06-01") -> Story:
        return self.eighteen().and_("admitted", since, setting=setting, stay_id="S", why_not_family="Zo.")

    def helped(self, since: str = "2023-06-01") -> Story:
        return self.eighteen().and_("help-started", since, help_id="H", provider="xonar", kind="ambulant")

    def test_without_a_decision_it_ends_on_the_birthday(self) -> None:
        assert self.staying("leefhuis").findings("L23") == WITHOUT_GROUND
        assert self.helped().findings("L23") == WITHOUT_GROUND

    @pytest.mark.parametrize(("left", "found"), [("2024-02-14", []), ("2024-02-15", [("L23", "2024-02-14", "2024-02-15")])])
    def test_the_night_before_the_birthday_is_the_last(self, left: str, found: Found) -> None:
        assert self.staying("leefhuis").and_("discharged", left, destination="home").findings("L23") == found
        assert self.helped().and_("help-ended", left, help_id="H").findings("L23") == found

    def test_for_what_began_shortly_before_the_decision_is_there_on_the_birthday(self) -> None:
        assert self.helped("2024-02-10").findings("L23") == WITHOUT_GROUND

    def test_closed_care_before_hides_no_other_help(self) -> None:  # 6.1.1(1)
        story = self.eighteen().and_("admitted", "2023-06-01", setting="gesloten", despite=["L1"])
        assert story.and_("stepped-down", "2023-09-01", setting="leefhuis", why_not_family="Zo.").findings("L23") == WITHOUT_GROUND

    @pytest.mark.parametrize(
        ("ended", "found"),
        [
            ("2025-01-02", []),
            ("2025-02-14", []),
            ("2025-02-15", [("L23", "2025-02-14", "2025-02-15")]),
            ("2025-05-01", [("L23", "2025-02-14", "2025-05-01")]),
        ],
    )
    def test_help_that_ended_after_twenty_three_lasted_too_long(self, ended: str, found: Found) -> None:  # 1.1, jeugdige, 4°
        story = born("2002-02-14", "2019-01-10").and_("help-started", "2019-06-03", help_id="H", provider="xonar", kind="ambulant")
        story = story.and_("continued-help-decided", "2020-02-03", ground="continuation").and_("help-ended", ended, help_id="H")
        assert story.findings("L23") == found
        assert [finding.absence for finding in story.case.findings if finding.rule == "L23"] == [False] * len(found)

    def test_what_is_not_decided_or_not_ended_yet_is_a_signal(self) -> None:  # ADR 0008
        assert [finding.absence for finding in self.helped().case.findings if finding.rule == "L23"] == [True, True]

    def test_continued_help_lasts_to_twenty_three_at_most(self) -> None:
        """Jeugdwet 1.1, jeugdige, 4°."""
        story = self.helped().and_("continued-help-decided", "2024-02-13", ground="decided_before", until="2030-01-01")
        assert story.findings("L23") == [("L23", "2029-02-14", None)]

    def test_it_ends_on_the_day_that_was_decided(self) -> None:
        story = self.helped().and_("continued-help-decided", "2024-01-10", ground="continuation", until="2025-02-14")
        assert story.findings("L23") == [("L23", "2025-02-14", "2029-02-14"), ("L23", "2029-02-14", None)]

    def test_a_later_decision_covers_the_days_since(self) -> None:
        story = self.helped().and_("continued-help-decided", "2024-03-01", ground="continuation")
        assert story.findings("L23") == [("L23", "2024-02-14", "2024-03-01"), ("L23", "2029-02-14", None)]

    @pytest.mark.parametrize(("decided", "counts"), [("2024-02-13", True), ("2024-02-14", False), ("2024-03-01", False)])
    def test_decided_before_eighteen_is_decided_before_eighteen(self, decided: str, counts: bool) -> None:
        """Jeugdwet 1.1, jeugdige, 4°, second case."""
        story = self.helped().and_("continued-help-decided", decided, ground="decided_before")
        assert story.findings("L23") == ([("L23", "2029-02-14", None)] if counts else WITHOUT_GROUND)

    def test_pleegzorg_lasts_to_twenty_one_without_a_decision(self) -> None:
        """Jeugdwet 1.1, jeugdige, 3°."""
        story = self.staying("pleegzorg")
        assert story.findings("L23") == [("L23", "2027-02-14", "2029-02-14"), ("L23", "2029-02-14", None)]

    def test_and_further_with_one(self) -> None:
        """Jeugdwet 1.1, jeugdige, 4°: "onverminderd onderdeel 3°"."""
        story = self.staying("pleegzorg").and_("continued-help-decided", "2024-02-01", ground="continuation")
        assert story.findings("L23") == [("L23", "2029-02-14", None)]

    @pytest.mark.parametrize(
        ("again", "found"),
        [
            pytest.param("2024-05-01", [("L23", "2027-02-14", "2029-02-14"), ("L23", "2029-02-14", None)], id="1.1 3°: soon after"),
            pytest.param("2024-07-10", [("L23", "2027-02-14", "2029-02-14"), ("L23", "2029-02-14", None)], id="1.1 3°: within half a year"),
            pytest.param("2024-07-11", [("L23", "2024-07-26", "2029-02-14"), ("L23", "2029-02-14", None)], id="1.1 3°: later"),
        ],
    )
    def test_pleegzorg_can_be_taken_up_again_within_half_a_year(self, again: str, found: Found) -> None:
        story = self.staying("pleegzorg").and_("discharged", "2024-01-10", destination="home")
        assert story.and_("admitted", again, setting="pleegzorg").findings("L23") == found

    def test_pleegzorg_that_began_after_eighteen_is_other_help(self) -> None:
        story = self.eighteen().and_("admitted", "2024-02-14", setting="pleegzorg")
        assert story.findings("L23") == [("L23", "2024-02-29", "2029-02-14"), ("L23", "2029-02-14", None)]

    def test_for_what_begins_after_eighteen_the_decision_may_follow_by_post(self) -> None:
        story = self.helped("2024-03-01")
        assert story.findings("L23") == [("L23", "2024-03-16", "2029-02-14"), ("L23", "2029-02-14", None)]
        assert story.and_("continued-help-decided", "2024-03-15", ground="resumption").findings("L23") == [("L23", "2029-02-14", None)]
        assert story.and_("help-ended", "2024-03-16", help_id="H").findings("L23") == []

    @pytest.mark.parametrize(
        ("on", "stops"), [("2026-05-29", []), ("2026-05-30", [("L23", "2026-05-30", None)]), ("2026-05-31", [("L23", "2026-05-31", None)])]
    )
    def test_after_twenty_three_there_is_no_ground(self, on: str, stops: Found) -> None:
        story = born("2003-05-30").and_("continued-help-decided", "2025-02-01", ground="continuation")
        assert stopped(story.when("help-started", on, provider="xonar", kind="ambulant")) == stops

    def test_closed_care_is_not_judged_here(self) -> None:
        """Jeugdwet 6.1.1(1)."""
        story = self.eighteen().and_("admitted", "2023-06-01", setting="gesloten", despite=["L1"])
        assert story.findings("L23") == []

    def test_a_respite_weekend_is_not_judged_apart(self) -> None:
        assert self.eighteen().and_("admitted", "2024-06-01", setting="pleegzorg", purpose="respite").findings("L23") == []


class TestDecidingOnContinuedHelp:
    """Deadline `continued-help` (Jeugdwet 1.1, jeugdige, 4°): asked from half a year before eighteen, on 14 February 2024."""

    def story(self, setting: str = "leefhuis", since: str = "2023-06-01") -> Story:
        return born("2006-02-14", "2023-01-10").and_("admitted", since, setting=setting)

    def test_it_is_asked_half_a_year_before(self) -> None:
        (deadline,) = due(self.story(), "continued-help")
        assert (str(deadline.since), str(deadline.due_on), str(deadline.breach_from)) == ("2023-08-15", "2024-02-13", "2024-02-14")
        assert [str(day) for day in deadline.alerts] == ["2023-08-15", "2023-11-14"]
        assert deadline.open_until is None

    def test_of_who_comes_later_from_then(self) -> None:
        assert [str(each.since) for each in due(self.story(since="2023-12-01"), "continued-help")] == ["2023-12-01"]

    def test_a_decision_meets_it(self) -> None:
        story = self.story().and_("continued-help-decided", "2023-10-01", ground="decided_before")
        assert [(str(each.met_on), each.met_by) for each in due(story, "continued-help")] == [("2023-10-01", 3)]

    def test_a_decision_may_come_early(self) -> None:
        story = self.story().and_("continued-help-decided", "2023-07-01", ground="decided_before")
        assert [(str(each.since), str(each.met_on)) for each in due(story, "continued-help")] == [("2023-07-01", "2023-07-01")]

    def test_leaving_ends_it(self) -> None:
        story = self.story().and_("discharged", "2023-12-01", destination="home")
        assert [str(each.over_on) for each in due(story, "continued-help")] == ["2023-12-01"]

    @pytest.mark.parametrize(("left", "asked_then"), [("2023-08-15", False), ("2023-08-16", True)])
    def test_who_left_before_is_not_asked(self, left: str, asked_then: bool) -> None:
        story = self.story().and_("discharged", left, destination="home")
        assert bool(due(story, "continued-help")) == asked_then

    @pytest.mark.parametrize(("came", "asked_then"), [("2024-02-13", True), ("2024-02-14", False)])
    def test_who_comes_after_is_not_asked(self, came: str, asked_then: bool) -> None:
        assert bool(due(self.story(since=came), "continued-help")) == asked_then

    def test_help_counts_and_pleegzorg_does_not(self) -> None:
        helped = born("2006-02-14", "2023-01-10").and_("help-started", "2023-06-01", provider="xonar", kind="ambulant")
        assert len(due(helped, "continued-help")) == 1
        assert due(self.story("pleegzorg"), "continued-help") == []
        assert due(born("2006-02-14", "2023-01-10"), "continued-help") == []


class TestImpossible:
    """I-order: requests that are taken or were never made."""

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("destruction-requested", {"request_id": "V", "by": "jeugdige"}),
            ("access-requested", {"request_id": "V", "by": "jeugdige"}),
            ("destruction-executed", {"request_id": "X"}),
            ("destruction-refused", {"request_id": "X", "ground": "statutory_bar"}),
            ("access-granted", {"request_id": "V", "by": "jeugdige"}),
        ],
    )
    def test_it_is_refused(self, kind: str, body: dict[str, Any]) -> None:
        assert refused(asked().when(kind, "2025-03-10", **body)) == {"I-order"}

    def test_nothing_can_be_refused_that_nobody_asked(self) -> None:
        assert refused(Story.opened().when("destruction-refused", "2025-03-10", ground="statutory_bar")) == {"I-order"}

    @pytest.mark.parametrize(("kind", "body"), [("destruction-executed", {}), ("access-granted", {"by": "jeugdige"})])
    def test_destroying_and_showing_need_no_request(self, kind: str, body: dict[str, Any]) -> None:
        assert Story.opened().when(kind, "2025-03-10", **body).is_recordable

    def test_help_that_does_not_run_cannot_change(self) -> None:
        assert refused(Story.opened().when("help-changed", "2025-03-10", hours_per_week=4)) == {"I-order"}
        story = Story.opened().and_("help-started", "2025-03-03", help_id="H", provider="xonar", kind="ambulant")
        assert refused(story.when("help-changed", "2025-03-10", help_id="X", hours_per_week=4)) == {"I-order"}
        assert story.when("help-changed", "2025-03-10", help_id="H", hours_per_week=4).is_recordable
