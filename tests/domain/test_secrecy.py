"""What tells a place is marked as such, and is kept while a safety flag says that it is secret."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.examples import examples_of
from domain.calendar import add_days
from domain.codes import Role, SafetyLevel, Setting
from domain.envelope import Actor, Recorded
from domain.events import EVENTS, Event, SafetyFlagSet
from domain.events.base import Code, Name, OfAnother, Shape, TellsPlace, marked
from domain.events.place import PlaceThen
from domain.history import History
from domain.rules import findings
from domain.secrecy import UNNAMED, Secrecy, kept_from, kept_from_lists
from domain.spans import Span, without
from tests.domain.stories import REGISSEUR, Story
from tests.histories import histories

TELL_NO_PLACE = {
    # Who carries out a measure of child protection does so for the whole region; so does a court.
    "gi", "court", "told_by",
    # What, why, and in which capacity; who is procesregisseur; other titles.
    "reason", "ground", "no_bsn_reason", "perspective", "role", "subject", "prolongs", "replaces",
}  # fmt: skip
"""Codes and names, besides ids, from which nobody learns where the jeugdige is. A new one is looked at: here, or marked `TellsPlace`."""

OF_A_TRAJECTORY = [kind for kind in EVENTS.values() if kind.stream is None]


def _fields(shape: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, FieldInfo]]:
    for name, field in shape.model_fields.items():
        yield shape, name, field
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Shape):
                yield from _fields(part)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _is(field: FieldInfo, kind: Any) -> bool:
    """Whether a field holds a code or a name, whatever is marked besides."""
    metadata = [*field.metadata, *(mark for part in _parts(field.annotation) for mark in getattr(part, "__metadata__", ()))]
    return any(mark in metadata for mark in get_args(kind)[1:])


@pytest.mark.parametrize("kind", OF_A_TRAJECTORY, ids=lambda kind: kind.event_type)
class TestEveryKindOfEvent:
    def test_marks_what_tells_a_place(self, kind: type[Event]) -> None:
        for shape, name, field in _fields(kind):
            if name in ("latitude", "longitude", "municipality", "capacity", "merged") and kind.model_fields.get("place_then"):
                continue  # within `place_then`, which is marked as a whole
            tells = name in marked(shape, TellsPlace)
            if name in ("provider", "location", "organisation", "place_then", "address", "latitude", "longitude"):
                assert tells, name
            if _is(field, Code) or _is(field, Name):
                assert tells != (name in TELL_NO_PLACE or name.endswith("_id")), name

    def test_marks_what_is_of_another_jeugdige(self, kind: type[Event]) -> None:
        for shape, name, field in _fields(kind):
            if UUID in set(_parts(field.annotation)) and kind.event_type != "duplicate-merged":  # that one is the same jeugdige
                assert name in marked(shape, OfAnother), name

    def test_is_told_without_what_it_marks(self, kind: type[Event]) -> None:
        for example in examples_of(kind).values():
            own = {field.alias or name for name, field in kind.model_fields.items()}
            event = kind.model_validate_json(json.dumps({name: value for name, value in example["value"].items() if name in own}))
            recorded = replace(Story.opened().recorded[0], version=2, event=event)
            history = History((*Story.opened().recorded, recorded, _flag(3)))
            secrecy = kept_from_lists(history)
            facts = event.model_dump(mode="json", exclude_none=True)
            told = f"{secrecy.facts(recorded, facts)} {secrecy.sentence(recorded)}"

            assert not [name for name in _named(facts, marked(kind, TellsPlace)) if name in told]


def _named(facts: Any, fields: Any) -> list[str]:
    if isinstance(facts, list):
        return [name for each in facts for name in _named(each, fields)]
    if isinstance(facts, dict) and fields is not None:
        return [name for key in facts.keys() & fields.keys() for name in _named(facts[key], fields[key])]
    return [facts] if isinstance(facts, str) else []


def _flag(version: int, on: date = date(2000, 1, 1), **data: Any) -> Recorded:
    event = EVENTS["safety-flag-set"].model_validate({"occurred_on": on, "level": "secret_place", **data}, strict=False)
    return replace(Story.opened().recorded[0], version=version, position=version, event=event)


PLACED = (
    Story.opened()
    .and_("place-offered", "2025-01-20", setting="leefhuis", provider="koraal", location="leefhuis-1")
    .and_("admitted", "2025-02-03", setting="leefhuis")
    .and_("moved", "2025-04-01", setting="pleegzorg", provider="xonar")
)
XONAR = Actor(subject="x-1", role=Role.PROVIDER, organisation="xonar")


def _hidden(secrecy: Secrecy) -> list[str]:
    return [stay.location for stay in secrecy.history.trajectory.stays if secrecy.hides_stay(stay)]


class TestAPlace:
    @pytest.mark.parametrize(
        ("days", "hidden"),
        [
            ({"on": date(2025, 5, 1)}, ["gezin-1"]),
            ({"on": date(2025, 3, 31)}, ["leefhuis-1", "gezin-1"]),
            ({"on": date(2025, 4, 1)}, ["gezin-1"]),
            ({"on": date(2025, 3, 1), "until": date(2025, 4, 1)}, ["leefhuis-1"]),
            ({"on": date(2025, 1, 1), "until": date(2025, 2, 3)}, []),
        ],
    )
    def test_is_secret_if_a_night_there_lies_in_the_days_of_the_flag(self, days: dict[str, Any], hidden: list[str]) -> None:
        history = History((*PLACED.recorded, _flag(5, **days)))
        assert _hidden(kept_from_lists(history)) == hidden

    def test_is_secret_in_what_was_said_of_it_before(self) -> None:
        history = History((*PLACED.recorded, _flag(5, on=date(2025, 2, 10))))
        assert kept_from_lists(history).sentence(history.recorded[1]) == f"Plek aangeboden: leefhuis, {UNNAMED}."

    def test_is_shown_again_when_the_flag_is_lifted(self) -> None:
        history = History((*PLACED.recorded, _flag(5), _flag(6, on=date(2025, 6, 1), level="lifted")))
        assert _hidden(kept_from_lists(history)) == []

    def test_is_shown_again_when_the_flag_is_voided(self) -> None:
        voided = EVENTS["voided"].model_validate({"occurred_on": date(2025, 6, 1), "target_version": 5, "reason": "Ander kind."})
        history = History((*PLACED.recorded, _flag(5), replace(_flag(6), event=voided)))
        assert _hidden(kept_from_lists(history)) == []

    def test_is_not_made_secret_by_a_flag_on_the_address_or_on_messages(self) -> None:
        history = History((*PLACED.recorded, _flag(5, level="secret_address"), _flag(6, level="no_messages")))
        assert _hidden(kept_from_lists(history)) == []
        assert [flag.level for flag in history.trajectory.safety] == ["secret_address", "no_messages"]

    def test_is_no_less_secret_by_a_later_flag_of_its_level_that_ends(self) -> None:
        history = History((*PLACED.recorded, _flag(5), _flag(6, on=date(2025, 3, 1), until=date(2025, 3, 15))))
        assert _hidden(kept_from_lists(history)) == ["leefhuis-1", "gezin-1"]

    def test_is_shown_again_from_the_day_to_which_its_flag_is_corrected(self) -> None:
        corrected = {"occurred_on": date(2025, 6, 1), "target_version": 5, "data": {"until": "2025-03-15"}, "reason": "Tot dan."}
        history = History((*PLACED.recorded, _flag(5), replace(_flag(6), event=EVENTS["corrected"].model_validate(corrected))))
        assert _hidden(kept_from_lists(history)) == ["leefhuis-1"]

    def test_is_secret_by_a_flag_that_was_recorded_after_all_others_were_lifted_though_it_is_of_an_earlier_day(self) -> None:
        lifted = _flag(6, on=date(2025, 6, 1), level="lifted")
        history = History((*PLACED.recorded, _flag(5), lifted, _flag(7, on=date(2025, 5, 1))))
        assert _hidden(kept_from_lists(history)) == ["gezin-1"]

    def test_is_shown_to_the_provider_whose_it_is_and_not_what_is_anothers(self) -> None:
        history = History((*PLACED.recorded, _flag(5)))
        assert _hidden(kept_from(XONAR, frozenset({"xonar"}), history, reads_words=False)) == ["leefhuis-1"]
        assert _hidden(kept_from(REGISSEUR, frozenset({"GM0917"}), history, reads_words=True)) == []
        assert _hidden(kept_from(REGISSEUR, frozenset({"GM0917"}), history, reads_words=False)) == ["leefhuis-1", "gezin-1"]

    def test_is_shown_to_who_succeeded_the_provider_whose_it_is(self) -> None:
        history = History((*PLACED.recorded, _flag(5)))
        successor = XONAR.model_copy(update={"organisation": "via-jeugd"})
        secrecy = kept_from(successor, frozenset({"via-jeugd", "xonar"}), history, reads_words=False)
        assert _hidden(secrecy) == ["leefhuis-1"]
        assert secrecy.facts(history.recorded[3], _facts(history.recorded[3]))["provider"] == "xonar"
        assert "provider" not in secrecy.facts(history.recorded[2], _facts(history.recorded[2]))

    @pytest.mark.parametrize(("day", "hidden"), [(date(2025, 5, 2), True), (date(2025, 9, 1), True), (date(2025, 3, 1), False)])
    def test_is_not_known_by_which_provider_records_what_happens_after_the_term_of_the_flag(self, day: date, hidden: bool) -> None:
        # given: a note by who took over from the one with whom he was in secret, under another code
        note = EVENTS["note-added"].model_validate({"occurred_on": day, "text": "Gewend."}, strict=False)
        recorded = replace(_flag(6), event=note)
        successor = XONAR.model_copy(update={"organisation": "via-jeugd"})
        recorded = replace(recorded, envelope=recorded.envelope.model_copy(update={"actor": successor, "on_behalf_of": "via-jeugd"}))
        secrecy = kept_from_lists(History((*PLACED.recorded, _flag(5, on=date(2025, 5, 1), until=date(2025, 6, 1)), recorded)))

        # then
        assert secrecy.hides_recorder(recorded) == hidden
        assert (secrecy.on_behalf_of(recorded) is None) == hidden


def _facts(recorded: Recorded) -> Any:
    return recorded.event.model_dump(mode="json", exclude_none=True)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(themes=["rights"]) | histories(themes=["place"]), data=st.data())
def test_whoever_sets_one_more_flag_makes_nothing_less_secret_on_any_day(history: History, data: st.DataObject) -> None:
    # given: flags of any level, day and term, set and lifted by anybody; and then one that lifts nothing
    days = st.sampled_from(sorted({add_days(each.event.occurred_on, shift) for each in history.recorded for shift in (-1, 0, 1, 90)}))
    levels = st.just(SafetyLevel.PLACE_HIDDEN) | st.sampled_from(SafetyLevel)
    for _ in range(data.draw(st.integers(0, 2))):
        history = _with_flag(history, data.draw(levels), data.draw(days), data.draw(st.none() | days), data)
    level = data.draw(levels.filter(lambda level: level is not SafetyLevel.LIFTED))
    more = _with_flag(history, level, data.draw(days), data.draw(st.none() | days), data)

    # then
    secret, still_secret = kept_from_lists(history), kept_from_lists(more)
    assert without(secret.days, still_secret.days) == []
    assert secret.codes <= still_secret.codes
    assert [stay for stay in history.trajectory.stays if secret.hides_stay(stay) and not still_secret.hides_stay(stay)] == []
    for each in SafetyLevel:
        assert without(_standing(history, each), _standing(more, each)) == []


def _with_flag(history: History, level: SafetyLevel, on: date, until: date | None, data: st.DataObject) -> History:
    last = history.recorded[-1]
    around = data.draw(st.sampled_from([each.envelope for each in history.recorded]))
    event = SafetyFlagSet(occurred_on=on, level=level, until=until and max(on, until))
    return history.with_next(replace(last, version=last.version + 1, position=last.position + 1, envelope=around, event=event))


def _standing(history: History, level: SafetyLevel) -> list[Span]:
    return [flag.days for flag in history.trajectory.safety if flag.level is level]


class TestAMistake:
    """What was recorded wrongly tells no more than what it reads now."""

    WRONG = Story.opened().and_("admitted", "2025-02-03", setting="leefhuis").and_("discharged", "2025-03-01", destination="home")

    def _put_right(self) -> History:
        """He never left, and was with somebody else, elsewhere: that was put right in two goes, the first of them wrong as well."""
        admitted = replace(self.WRONG.recorded[1], version=2)
        first = _correction(2, location="kliniek-1")
        second = _correction(2, setting="pleegzorg", provider="xonar", location="gezin-1")
        voided = EVENTS["voided"].model_validate({"occurred_on": date(2025, 3, 2), "target_version": 3, "reason": "Nooit vertrokken."})
        later = [replace(admitted, version=number, position=number, event=event) for number, event in enumerate((first, second, voided), 4)]
        return History((*self.WRONG.recorded, *later, _flag(7, on=date(2025, 4, 1))))

    def test_is_kept_in_the_stay_as_it_was_known_then(self) -> None:
        [known_then] = self.WRONG.trajectory.stays
        assert kept_from_lists(self._put_right()).hides_stay(known_then)

    def test_is_kept_in_the_corrections(self) -> None:
        history = self._put_right()
        secrecy = kept_from_lists(history)
        data = [secrecy.facts(each, each.event.model_dump(mode="json"))["data"] for each in history.recorded[3:5]]
        assert data == [{}, {"setting": "pleegzorg"}]


def _correction(target: int, **data: Any) -> Event:
    body = {"occurred_on": date(2025, 3, 2), "target_version": target, "data": data, "reason": "Ander huis."}
    return EVENTS["corrected"].model_validate(body)


def _far_away() -> History:
    """He is moved to a place outside the region."""
    moved = PLACED.recorded[-1]
    place = PlaceThen(setting=Setting.PLEEGZORG, municipality="0363", capacity=2, registered=False, in_region=False)
    return History((*PLACED.recorded[:-1], moved.saying(moved.event.model_copy(update={"place_then": place}))))


def test_that_a_secret_place_is_far_from_home_is_left_out_and_everything_else_is_found() -> None:
    history = History((*_far_away().recorded, _flag(5, on=date(2025, 5, 1))))
    found = findings(history.trajectory)
    told = kept_from_lists(history).found(found)
    assert [finding.rule for finding in found if finding not in told] == ["P9"]
    # also to the assigned procesregisseur it is told, and to nobody before the flag was anything left out
    assert kept_from(REGISSEUR, frozenset({"GM0917"}), history, reads_words=True).found(found) == found
    assert kept_from_lists(_far_away()).found(found) == found


def test_a_finding_on_nearness_tells_no_figure() -> None:
    # A distance and a location would give the address.
    [far] = [finding for finding in findings(_far_away().trajectory) if finding.rule == "P9"]
    assert not any(character.isdigit() for character in far.message)
