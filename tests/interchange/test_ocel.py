"""The log of facts for process mining: what it tells, in the form that tools read, and what it never tells."""

import json
import re
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from enum import Enum
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from api.examples import examples_of
from bench.region import histories as simulated
from bench.region import register
from domain.codes import AnnulledBy, Destination, FamilyTie, HelpKind, MeasureCode, Role, SafetyLevel
from domain.envelope import Actor, Recorded
from domain.events import (
    EVENTS,
    Admitted,
    Annulled,
    Corrected,
    Discharged,
    Event,
    HelpStarted,
    MeasureDecided,
    NoteAdded,
    PlanAdopted,
    ReferralWithdrawn,
    SafetyFlagSet,
    SiblingNoted,
    Voided,
)
from domain.history import History
from domain.words import Words, words_in
from interchange.ocel import ocel
from interchange.ocel.facts import attributes, moment
from interchange.pseudonyms import Pseudonyms
from tests.histories import REGION, histories, tell, told

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
OF_A_TRAJECTORY = [kind for kind in EVENTS.values() if kind.stream is None]
MAY_STAND_BESIDE_CLOSED_LISTS = (bool, int, float, date)

Document = Mapping[str, Any]


def made(*some: History, key: bytes = KEY) -> bytes:
    return b"".join(ocel(some, REGION, key))


def read(*some: History, key: bytes = KEY) -> Document:
    document: Document = json.loads(made(*some, key=key))
    return document


def known_at(first: History, position: int, *others: History) -> Document:
    document: Document = json.loads(b"".join(ocel([first, *others], REGION, KEY, known_at=position)))
    return document


def history(*events: Event) -> History:
    """The ordinary history, with these after it."""
    return History(tuple(tell(*(recorded.event for recorded in told()), *events)))


def of_type(document: Document, kind: str) -> list[Document]:
    return [event for event in document["events"] if event["type"] == kind]


def said(event_or_thing: Document) -> dict[str, Any]:
    return {each["name"]: each["value"] for each in event_or_thing["attributes"]}


def concerned(document: Document, event: Document) -> list[tuple[str, str]]:
    """Kinds of things, with how the event concerns them, in order."""
    kinds = {thing["id"]: thing["type"] for thing in document["objects"]}
    return [(kinds[each["objectId"]], each["qualifier"]) for each in event["relationships"]]


def thing(document: Document, event: Document, kind: str, qualifier: str) -> Document:
    things = {each["id"]: each for each in document["objects"]}
    found = (things[each["objectId"]] for each in event["relationships"] if each["qualifier"] == qualifier)
    return next(each for each in found if each["type"] == kind)


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from strings(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            yield name
            yield from strings(each)


class TestWhatItTells:
    def test_the_ordinary_history(self) -> None:
        document = read(history())
        assert [(event["type"], event["time"]) for event in document["events"]] == [
            ("trajectory-opened", "2024-01-10T00:00:00+01:00"),
            ("referral-received", "2024-01-12T00:00:00+01:00"),
            ("title-granted", "2024-02-01T00:00:00+01:00"),
            ("admitted", "2024-02-03T00:00:00+01:00"),
            ("stepped-down", "2024-05-01T00:00:00+02:00"),
        ]
        assert [concerned(document, event) for event in document["events"]] == [
            [("trajectory", "of"), ("municipality", "home")],
            [("trajectory", "of"), ("referral", "begins")],
            [("trajectory", "of"), ("title", "begins")],
            [("trajectory", "of"), ("stay", "begins"), ("title", "under"), ("provider", "with"), ("location", "at")],
            [("trajectory", "of"), ("stay", "begins"), ("stay", "ends"), ("provider", "with"), ("location", "at")],
        ]
        admitted, stepped_down = document["events"][3:]
        assert thing(document, admitted, "stay", "begins") == thing(document, stepped_down, "stay", "ends")
        assert said(admitted) == {
            "clock": False,
            "recorded_by_role": "procesregisseur",
            "recorded_by_organisation": "GM0917",
            "setting": "gesloten",
            "purpose": "main",
            "crisis": False,
        }

    def test_what_is_known_of_each_thing(self) -> None:
        document = read(history())
        told_of = Counter((each["type"], tuple(sorted(said(each).items()))) for each in document["objects"])
        assert told_of == Counter(
            [
                ("trajectory", (("age_group", "12-14"), ("gender", "female"))),
                ("municipality", ()),
                ("referral", (("requested_setting", "gesloten"), ("urgency", "regulier"))),
                ("title", (("kind", "machtiging"),)),
                ("stay", (("purpose", "main"), ("setting", "gesloten"))),
                ("stay", (("purpose", "main"), ("setting", "leefhuis"))),
                ("provider", ()),
                ("location", (("municipality", "0917"), ("setting", "gesloten"))),
                ("location", (("municipality", "0917"), ("setting", "leefhuis"))),
            ]
        )

    def test_municipalities_and_providers_by_the_code_of_the_register(self) -> None:
        ids = {each["id"] for each in read(history())["objects"]}
        assert {"municipality-0917", "provider-koraal"} <= ids

    def test_what_an_event_ends_without_naming_it(self) -> None:
        document = read(
            history(ReferralWithdrawn(occurred_on=date(2024, 5, 2)), Discharged(occurred_on=date(2024, 6, 1), destination=Destination.HOME))
        )
        assert concerned(document, of_type(document, "referral-withdrawn")[0]) == [("trajectory", "of"), ("referral", "ends")]
        assert concerned(document, of_type(document, "discharged")[0]) == [("trajectory", "of"), ("stay", "ends")]

    def test_what_an_annulment_undoes(self) -> None:
        annulled = Annulled(occurred_on=date(2024, 5, 20), target_version=5, by=AnnulledBy.GERECHTSHOF, case_number=Words("200.1/01"))
        document = read(history(annulled))
        [event] = of_type(document, "annulled")
        assert concerned(document, event) == [("trajectory", "of"), ("stay", "undoes")]
        assert said(event)["by"] == "gerechtshof"

    def test_the_effective_history(self) -> None:
        voided = Voided(occurred_on=date(2024, 5, 3), target_version=2, reason=Words("Vergissing."))
        corrected = Corrected(occurred_on=date(2024, 5, 3), target_version=4, data={"crisis": True}, reason=Words("Was crisis."))
        document = read(history(voided, corrected))
        types = [event["type"] for event in document["events"]]
        assert types == ["trajectory-opened", "title-granted", "admitted", "stepped-down"]
        assert said(document["events"][2])["crisis"] is True

    def test_a_clock_time_where_there_is_one(self) -> None:
        document = read(history(NoteAdded(occurred_on=date(2024, 7, 1), occurred_at=time(14, 30), text=Words("Belt terug."))))
        [event] = of_type(document, "note-added")
        assert (event["time"], said(event)["clock"]) == ("2024-07-01T14:30:00+02:00", True)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2024, 3, 31), "2024-03-31T00:00:00+01:00"),
            (date(2024, 10, 27), "2024-10-27T00:00:00+02:00"),
        ],
    )
    def test_a_day_begins_with_the_offset_that_it_has_then(self, day: date, expected: str) -> None:
        assert moment(day) == expected

    def test_a_moment_of_long_ago_has_an_offset_that_tools_read(self) -> None:
        assert re.fullmatch(r"(1909-12-31|1910-01-01)T\d\d:\d\d:\d\d(Z|\+\d\d:\d\d)", moment(date(1910, 1, 1)))

    def test_each_trajectory_of_several(self) -> None:
        other = [replace(recorded, trajectory_id=UUID(int=2 << 96)) for recorded in told()]
        document = read(history(), History(tuple(other)))
        assert Counter(each["type"] for each in document["objects"])["trajectory"] == 2
        assert Counter(each["type"] for each in document["objects"])["title"] == 2, "of one name, and two trajectories"
        assert Counter(each["type"] for each in document["objects"])["location"] == 2, "the same for both"

    def test_what_was_known_at_a_position_without_what_is_secret_now(self) -> None:
        flag = SafetyFlagSet(occurred_on=date(2024, 5, 3), level=SafetyLevel.PLACE_HIDDEN)
        known = known_at(history(flag), 5)
        assert [event["type"] for event in known["events"]] == [event["type"] for event in read(history())["events"]]
        assert concerned(known, known["events"][4]) == [("trajectory", "of"), ("stay", "begins"), ("stay", "ends")]
        assert known_at(history(flag), 6) == read(history(flag))

    def test_no_trajectory_that_was_opened_later(self) -> None:
        later = History(tuple(replace(each, trajectory_id=UUID(int=2 << 96), position=each.position + 100) for each in told()))
        document = known_at(history(), 100, later)
        assert Counter(each["type"] for each in document["objects"])["trajectory"] == 1
        assert document == read(history())

    def test_nothing_at_all(self) -> None:
        assert (read()["events"], read()["objects"]) == ([], [])


class TestTheForm:
    @given(st.lists(histories(), max_size=2, unique_by=lambda each: each.trajectory.trajectory_id))
    def test_everything_named_is_there_and_declared(self, some: Sequence[History]) -> None:
        document = read(*some)
        events, things = document["events"], document["objects"]
        ids = [each["id"] for each in (*events, *things)]
        assert len(set(ids)) == len(ids)
        related = [(event["id"], each["objectId"]) for event in events for each in event["relationships"]]
        assert len(set(related)) == len(related), "some tools keep one relation of two things"
        assert {thing for _, thing in related} == {each["id"] for each in things}, "some tools drop what no event concerns"
        for part, types in (("events", "eventTypes"), ("objects", "objectTypes")):
            declared = {kind["name"]: {each["name"]: each["type"] for each in kind["attributes"]} for kind in document[types]}
            for each in document[part]:
                assert all(_is(value, declared[each["type"]][name]) for name, value in said(each).items())

    @given(histories())
    def test_every_event_that_may_be_told_is_told_once(self, one: History) -> None:
        told = [recorded.event for recorded in one.effective if not one.confides(recorded)]
        # that a place is secret is told as little as the place
        expected = [event.event_type for event in told if not isinstance(event, SafetyFlagSet)]
        assert [event["type"] for event in read(one)["events"]] == expected


def _is(value: Any, kind: str) -> bool:
    if kind == "time":
        return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+]\d\d:\d\d)", value) is not None
    return type(value) is {"string": str, "boolean": bool, "integer": int, "float": float}[kind]


class TestWhatItNeverTells:
    @given(histories())
    def test_no_word_no_identity_and_no_id(self, one: History) -> None:
        document = read(one)
        text, whole = json.dumps(document, ensure_ascii=False), set(strings(document))
        secret = {one.trajectory.person.born_on.isoformat(), str(one.trajectory.trajectory_id), one.trajectory.trajectory_id.hex}
        for recorded in one.recorded:
            secret |= {*words_in(recorded.event).values(), recorded.envelope.actor.subject}
            if recorded.envelope.despite:
                secret.add(str(recorded.envelope.despite.reason))
            secret |= {value for name, value in recorded.event if name.endswith("_id") and isinstance(value, str)}
        for each in secret:
            by_chance = re.fullmatch("[0-9a-f]{1,7}", each)
            assert each not in (whole if by_chance else text), each

    @pytest.mark.parametrize("kind", OF_A_TRAJECTORY, ids=lambda kind: kind.event_type)
    def test_nothing_that_anybody_could_have_typed(self, kind: type[Event]) -> None:
        own = {field.alias or name for name, field in kind.model_fields.items()}
        for example in examples_of(kind).values():
            body = {name: value for name, value in example["value"].items() if name in own}
            event = typed_over(kind.model_validate_json(json.dumps(body)))
            told = [attribute.of(event) for attribute in attributes(kind)]
            assert not any(TYPED in each for each in told if isinstance(each, str))

    @pytest.mark.parametrize("kind", OF_A_TRAJECTORY, ids=lambda kind: kind.event_type)
    def test_nothing_but_closed_lists_booleans_numbers_and_dates(self, kind: type[Event]) -> None:
        for attribute in attributes(kind):
            shape: type[BaseModel] = kind
            for name in attribute.path[:-1]:
                shape = next(part for part in _parts(shape.model_fields[name].annotation) if _is_shape(part))
            types = {part for part in _parts(shape.model_fields[attribute.path[-1]].annotation) if isinstance(part, type)}
            allowed = {part for part in types if part in MAY_STAND_BESIDE_CLOSED_LISTS or issubclass(part, Enum)}
            assert types - allowed <= {type(None), tuple}, attribute.name
            assert not {"born_on", "area", "latitude", "longitude", "capacity"} & set(attribute.path)

    def test_who_recorded_it_by_name(self) -> None:
        assert b"pr-heerlen-1" not in made(history())

    def test_the_organisation_of_who_does_not_work_on_trajectories(self) -> None:
        *before, last = told()
        by_himself = Actor(subject="jeugdige-1", role=Role.JEUGDIGE, organisation="Tom Wit")
        last = replace(last, envelope=last.envelope.model_copy(update={"actor": by_himself}))
        document = read(History((*before, last)))
        assert said(document["events"][-1])["recorded_by_role"] == "jeugdige"
        assert "Wit" not in json.dumps(document)

    def test_what_is_confided_and_what_undoes_it(self) -> None:
        day = date(2024, 2, 10)
        document = read(
            history(
                PlanAdopted(occurred_on=day, plan_id="p-1", stay_id="v-1"),
                MeasureDecided(occurred_on=day, measure_id="b-1", code=MeasureCode.BEW_F),
                Annulled(occurred_on=date(2024, 2, 20), target_version=7, by=AnnulledBy.KLACHTENCOMMISSIE),
            )
        )
        assert [event["type"] for event in document["events"]] == [event["type"] for event in read(history())["events"]]
        assert not {"plan-adopted", "measure-decided"} & {kind["name"] for kind in document["eventTypes"]}

    def test_a_secret_place_and_who_recorded_it_there(self) -> None:
        """Given a step down to a house of Koraal, when the place is said to be secret, then neither is named, nor that it recorded it."""
        plain = history(HelpStarted(occurred_on=date(2024, 5, 2), provider="xonar", kind=HelpKind.AMBULANT))
        flagged = history(
            HelpStarted(occurred_on=date(2024, 5, 2), provider="xonar", kind=HelpKind.AMBULANT),
            SafetyFlagSet(occurred_on=date(2024, 5, 5), level=SafetyLevel.PLACE_HIDDEN),
        )
        pseudonyms = Pseudonyms(KEY)
        for place in (pseudonyms.of("location", "leefhuis-1"), "provider-koraal", "provider-xonar"):
            assert place.encode() in made(plain)
            assert place.encode() not in made(flagged)
        [step] = of_type(read(flagged), "stepped-down")
        assert said(step)["setting"] == "leefhuis"
        koraal = Actor(subject="medewerker-1", role=Role.PROVIDER, organisation="koraal")
        by_koraal = [_by(koraal, each) if isinstance(each.event, Admitted) else each for each in flagged.recorded]
        assert b"koraal" not in made(History(tuple(by_koraal)))

    def test_which_trajectory_is_that_of_a_brother(self) -> None:
        brother = UUID(int=9 << 96)
        assert str(brother).encode() not in made(
            history(SiblingNoted(occurred_on=date(2024, 5, 2), tie=FamilyTie.SIBLING, trajectory_id=brother))
        )

    def test_a_code_that_the_register_does_not_know(self) -> None:
        odd = [replace(each, event=each.event.model_copy(update={"location": "bij-oma"})) if each.version == 4 else each for each in told()]
        assert b"bij-oma" not in made(History(tuple(odd)))
        assert len(of_type(read(History(tuple(odd))), "admitted")) == 1

    def test_the_age_but_for_the_group_at_the_opening(self) -> None:
        [trajectory] = [each for each in read(history())["objects"] if each["type"] == "trajectory"]
        assert said(trajectory)["age_group"] == "12-14"


TYPED = "Getypt"


def typed_over(value: Any) -> Any:
    """The same, with other text wherever text stands that is not of a closed list."""
    if isinstance(value, BaseModel):
        fields = ((name, field, getattr(value, name)) for name, field in type(value).model_fields.items())
        return value.model_copy(update={name: each if _is_closed(field.annotation) else typed_over(each) for name, field, each in fields})
    if isinstance(value, tuple):
        return tuple(map(typed_over, value))
    return TYPED if isinstance(value, str) and not isinstance(value, Enum) else value


def _is_closed(annotation: Any) -> bool:
    """A literal, whose values are of its type already."""
    return any(str(part).startswith("typing.Literal") for part in _parts(annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _is_shape(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _by(actor: Actor, recorded: Recorded) -> Recorded:
    return replace(recorded, envelope=recorded.envelope.model_copy(update={"actor": actor}))


class TestPseudonyms:
    def test_are_the_same_with_the_same_key(self) -> None:
        assert made(history()) == made(history())

    def test_are_all_others_with_another(self) -> None:
        def pseudonyms(key: bytes) -> set[str]:
            return {each for each in strings(read(history(), key=key)) if re.fullmatch("[a-z-]+-[0-9a-f]{32}", each)}

        assert len(pseudonyms(KEY)) == len(pseudonyms(OTHER_KEY)) == 5 + 1 + 1 + 1 + 2 + 2
        assert pseudonyms(KEY).isdisjoint(pseudonyms(OTHER_KEY))

    def test_of_one_name_differ_by_kind_and_trajectory(self) -> None:
        pseudonyms = Pseudonyms(KEY)
        assert (
            len({pseudonyms.of(*names) for names in (("stay", "a", "b"), ("title", "a", "b"), ("stay", "ab", ""), ("stay", "c", "b"))}) == 4
        )

    def test_need_a_key_of_the_length_of_the_hash(self) -> None:
        with pytest.raises(ValueError, match="at least 32 bytes"):
            ocel([], REGION, KEY[:31])


class TestStreaming:
    def test_no_history_is_kept_when_the_next_is_asked_for(self) -> None:
        kept: list[weakref.ref[History]] = []

        def some() -> Iterator[History]:
            for number in range(1, 30):
                one = History(tuple(replace(recorded, trajectory_id=UUID(int=number << 96)) for recorded in told()))
                kept.append(weakref.ref(one))
                yield one
                del one

        for number, _ in enumerate(ocel(some(), REGION, KEY)):
            assert len(kept) <= number + 1, "asked for as it is told"
            assert len([each for each in kept if each() is not None]) <= 2
        assert len(kept) == 29


class TestInAnotherTool:
    def test_pm4py_reads_as_much_as_there_is(self, tmp_path: Any) -> None:
        pm4py = pytest.importorskip("pm4py", reason="pm4py is large, and not among what the tests install: pip install pm4py")
        region = register()
        content = b"".join(ocel(simulated(40, date(2025, 6, 30), region), region, KEY))
        file = tmp_path / "log.jsonocel"
        file.write_bytes(content)
        document = json.loads(content)
        log = pm4py.read_ocel2_json(str(file))
        assert len(log.events) == len(document["events"]) > 500
        assert len(log.objects) == len(document["objects"]) > 100
        assert len(log.relations) == sum(len(event["relationships"]) for event in document["events"])
        assert len(log.o2o) == sum(len(each["relationships"]) for each in document["objects"])
        assert Counter(log.events["ocel:activity"]) == Counter(event["type"] for event in document["events"])
        assert Counter(log.objects["ocel:type"]) == Counter(each["type"] for each in document["objects"])
        assert str(log.events["ocel:timestamp"].dt.tz) == "UTC"
