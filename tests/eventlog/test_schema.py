"""Every event that was ever stored reads as one of today's, and a program that could not do that does not start."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ConfigDict

from application.doors.register import Register
from domain.envelope import Recorded
from domain.events import EVENTS, REGISTER_ID, Corrected, Event, HelpStarted, LocationOpened, Voided
from domain.history import History
from domain.words import STORED, Words, words_in
from eventlog import EventLog, NewEvent
from eventlog.schema import UPCASTERS, SchemaGap, Upcaster, check, examples, upcast
from eventlog.schema.corpus import Example, gaps, head, read, with_next
from tests.eventlog.recordings import envelope, opening
from tests.golden.append import CORPUS

FIRST_RELEASE = 37, "64311aff19fd5f5de6284a8639bd6447fe1f74fe6246cdecc8d550310dba826a"
"""Lines of the first release, and the hash that covers them: whoever edits the corpus has to edit this too."""


def stored_then(event_type: str, number: int, facts: Mapping[str, Any]) -> Event:
    """An event as an older program stored it: that kind and number, with just these facts."""

    class Then(Event):
        model_config = ConfigDict(extra="allow")

    Then.event_type, Then.schema_number = event_type, number
    return Then.model_validate_json(json.dumps(facts))


A_CLOSED_HOUSE = {
    "occurred_on": "2015-01-01",
    "location": "gesloten-1",
    "provider": "koraal",
    "name": "Gesloten groep 1",
    "setting": "gesloten",
    "municipality": "0917",
    "capacity": 8,
}


class TestCorpus:
    def test_this_program_reads_all_that_was_ever_stored(self) -> None:
        check()

    @pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.event_type}/{example.number}")
    def test_every_example_reads_as_its_kind_of_today_and_holds_no_words(self, example: Example) -> None:
        facts = upcast(example.event_type, example.number, example.facts)
        event = EVENTS[example.event_type].model_validate_json(json.dumps(facts), context=STORED)

        assert event.sentence()
        assert words_in(event) == {}

    def test_what_the_first_release_stored_is_still_there(self) -> None:
        count, chain = FIRST_RELEASE

        assert head("".join(CORPUS.read_text(encoding="utf-8").splitlines(keepends=True)[:count])) == chain

    def test_appending_changes_nothing_of_what_is_there(self) -> None:
        text = CORPUS.read_text(encoding="utf-8")
        longer = with_next(text, [Example("note-added", 7, {"occurred_on": "2025-01-01"})])

        assert longer.startswith(text)
        assert read(longer) == [*examples(), Example("note-added", 7, {"occurred_on": "2025-01-01"})]

    @pytest.mark.parametrize("edit", ["change", "drop", "swap", "respell"])
    def test_an_edited_line_shows_wherever_it_stands(self, edit: str) -> None:
        lines = CORPUS.read_text(encoding="utf-8").splitlines()
        for at in range(len(lines) - 1 if edit in ("drop", "swap") else len(lines)):
            edited = list(lines)
            match edit:
                case "change":
                    edited[at] = lines[at].replace('"facts":{"occurred_on":"', '"facts":{"occurred_at":"')
                case "drop":
                    del edited[at]
                case "swap":
                    edited[at], edited[at + 1] = lines[at + 1], lines[at]
                case "respell":
                    edited[at] = lines[at].replace('"schema":', '"schema": ')
            with pytest.raises(SchemaGap, match=f"Line {at + 1} "):
                read("\n".join(edited))


class TestGaps:
    """What is said of a corpus or a program besides what was said of them as they are."""

    CORPUS = examples()
    SAID = tuple(gaps(CORPUS))

    def said(self, corpus: list[Example] = CORPUS) -> list[str]:
        return [gap for gap in gaps(corpus) if gap not in self.SAID]

    def test_a_kind_without_an_example_is_named(self) -> None:
        without = [example for example in self.CORPUS if example.event_type != "note-added"]

        assert self.said(without) == ["no example of note-added/1"]

    def test_a_raised_number_wants_an_example_an_upcaster_and_corrections_that_know_of_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(HelpStarted, "schema_number", 2)

        assert self.said() == [
            "no upcaster from help-started/1",
            "no example of help-started/2",
            "help-started was raised to 2, and corrected was not raised with it (TOLD_IN)",
        ]

    def test_an_upcaster_that_gives_no_event_of_today_is_named_with_the_field(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(UPCASTERS, ("location-opened", 1), Upcaster(silence={"beds": 8}))

        assert self.said() == ["the example of location-opened/1 does not read as location-opened/2: ['beds']"]

    def test_a_kind_that_is_there_no_more_is_named(self) -> None:
        gone = Example("bewaard", 1, {"occurred_on": "2025-01-01"})

        assert self.said([*self.CORPUS, gone]) == ["bewaard/1 is in the corpus, and no kind of this program"]

    def test_a_second_example_is_named(self) -> None:
        assert self.said([*self.CORPUS, self.CORPUS[0]]) == ["two examples of municipality-listed/1"]

    def test_a_gap_stops_the_start_with_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(LocationOpened, "schema_number", 3)

        with pytest.raises(SchemaGap, match="no upcaster from location-opened/2"):
            check()


class TestUpcasters:
    @pytest.mark.parametrize(("setting", "registered"), [("gesloten", True), ("leefhuis", False), ("pleegzorg", False)])
    def test_the_closed_houses_of_schema_1_were_registered(self, setting: str, registered: bool) -> None:
        # They were listed from the public register of gesloten accommodaties (Jeugdwet 6.2.1).
        assert upcast("location-opened", 1, {**A_CLOSED_HOUSE, "setting": setting})["registered"] is registered

    @pytest.mark.parametrize("step", UPCASTERS, ids=lambda step: f"{step[0]}/{step[1]}")
    def test_what_a_correction_removes_stays_removed(self, step: tuple[str, int]) -> None:
        example = next(each for each in examples() if (each.event_type, each.number) == step)

        for name in example.facts:
            assert set(UPCASTERS[step].field(name, None).values()) == {None}


def test_a_register_of_schema_1_is_read_from_the_log(log: EventLog) -> None:
    # given a log that an older program made
    older = stored_then("location-opened", 1, A_CLOSED_HOUSE)
    log.append([NewEvent(REGISTER_ID, 1, envelope(), older)])

    # when this program reads it
    (recorded,) = log.histories([REGISTER_ID])[REGISTER_ID]
    region = Register(log).current()

    # then it says what the old one meant
    assert isinstance(recorded, Recorded)
    assert recorded.event == LocationOpened.model_validate_json(json.dumps({**A_CLOSED_HOUSE, "registered": True}))
    assert region.is_registered("gesloten-1", date(2025, 1, 1))
    assert [each.event for each in log.read(0, 1) if isinstance(each, Recorded)] == [recorded.event]


class TestCorrections:
    """A correction holds fields of its target's kind, as they were called when it was recorded; they grow as that kind did.

    Told with `help-started`, as if its schema 1 had said minutes, no clock time, and hours of something else that is gone.
    """

    def recorded(self, log: EventLog, *later: Event) -> UUID:
        """Help of ten hours a week, and what was recorded after it, by the program of then."""
        trajectory_id = uuid4()
        started = stored_then(
            "help-started",
            1,
            {"occurred_on": "2025-02-01", "help_id": "H", "provider": "xonar", "kind": "ambulant", "minutes_per_week": 600},
        )
        events = [NewEvent(trajectory_id, n, envelope(), event) for n, event in enumerate((started, *later), start=2)]
        log.append([opening(trajectory_id), *events])
        return trajectory_id

    def correction(self, target: int, **data: Any) -> Corrected:
        return Corrected(occurred_on=date(2025, 3, 1), target_version=target, data=data, reason=Words("Verkeerd overgenomen."))

    @pytest.fixture
    def grown(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Brings the program to schema 2 of help-started."""

        def hours(name: str, value: Any) -> Mapping[str, Any]:
            match name:
                case "minutes_per_week":
                    return {"hours_per_week": value and value / 60}
                case "hours_per_week":
                    return {}
            return {name: value}

        def grow() -> None:
            monkeypatch.setattr(HelpStarted, "schema_number", 2)
            monkeypatch.setattr(Corrected, "schema_number", 2)
            monkeypatch.setitem(UPCASTERS, ("help-started", 1), Upcaster(hours, silence={"occurred_at": "09:00:00"}))
            monkeypatch.setitem(UPCASTERS, ("corrected", 1), Upcaster())
            monkeypatch.setattr("eventlog.schema.growth.TOLD_IN", ({}, {"help-started": 2}))

        return grow

    def history(self, log: EventLog, trajectory_id: UUID) -> History:
        return History([each for each in log.histories([trajectory_id], words=True)[trajectory_id] if isinstance(each, Recorded)])

    def hours(self, log: EventLog, trajectory_id: UUID) -> float | None:
        event = self.history(log, trajectory_id).effective_event(2)
        assert isinstance(event, HelpStarted)
        return event.hours_per_week

    def test_what_it_corrects_grows_with_it(self, log: EventLog, grown: Any) -> None:
        trajectory_id = self.recorded(log, self.correction(2, minutes_per_week=720))
        grown()

        assert self.hours(log, trajectory_id) == 12
        assert self.history(log, trajectory_id).recorded[2].event.data == {"hours_per_week": 12}

    def test_it_says_nothing_about_what_it_does_not_name(self, log: EventLog, grown: Any) -> None:
        trajectory_id = self.recorded(log, self.correction(2, provider="talent"))
        grown()

        history = self.history(log, trajectory_id)
        assert history.recorded[1].event.occurred_at is not None
        assert history.recorded[2].event.data == {"provider": "talent"}

    def test_what_it_removed_stays_removed(self, log: EventLog, grown: Any) -> None:
        trajectory_id = self.recorded(log, self.correction(2, minutes_per_week=None))
        grown()

        assert self.hours(log, trajectory_id) is None

    def test_one_after_another_and_back_again(self, log: EventLog, grown: Any) -> None:
        there_and_back = self.correction(2, minutes_per_week=720), self.correction(2, minutes_per_week=600)
        trajectory_id = self.recorded(log, *there_and_back)
        grown()

        assert self.hours(log, trajectory_id) == 10

    def test_a_corrected_correction_grows_to_the_bottom(self, log: EventLog, grown: Any) -> None:
        first, second = self.correction(2, minutes_per_week=720), self.correction(3, data={"minutes_per_week": 840})
        trajectory_id = self.recorded(log, first, second, self.correction(4, occurred_on="2025-03-02"))
        grown()

        assert self.hours(log, trajectory_id) == 14

    def test_one_that_is_told_in_todays_fields_stays_as_it_is(self, log: EventLog, grown: Any) -> None:
        trajectory_id = self.recorded(log)
        grown()
        log.append([NewEvent(trajectory_id, 3, envelope(), self.correction(2, hours_per_week=16))])

        assert self.hours(log, trajectory_id) == 16

    def test_a_voided_one_counts_no_more(self, log: EventLog, grown: Any) -> None:
        voided = Voided(occurred_on=date(2025, 3, 2), target_version=3, reason=Words("Toch niet."))
        trajectory_id = self.recorded(log, self.correction(2, minutes_per_week=720), voided)
        grown()

        assert self.hours(log, trajectory_id) == 10
