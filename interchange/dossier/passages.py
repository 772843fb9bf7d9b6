"""What an event says besides its sentence: its words, and of a correction the new values, each under the Dutch name of its field."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from domain.codes import END_REASONS, Coded
from domain.events import EVENTS, Corrected, Discharged, HelpEnded
from domain.events.base import Shape
from domain.events.fields import DUTCH, OUR_OWN
from domain.words import Words
from interchange.dossier.dutch import capital, day

ERASED = "[vernietigd]"

_OTHER_VALUES = {"on_execution": "bij de tenuitvoerlegging"}

Json = Mapping[str, Any]


def passages(event: Json, events: Mapping[int, Json], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Of an event of a dossier; `events`: all of them by their version; `names`: of codes of the register."""
    kind, data = EVENTS[event["type"]], event["data"]
    if kind is Corrected:
        yield from _changes(data, events, names)
    yield from _said(kind, data)


def _changes(correction: Json, events: Mapping[int, Json], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    target = events.get(correction.get("target_version", 0))
    if target is None or "data" not in correction:
        return
    kind = EVENTS[target["type"]]
    changed = dict(correction["data"])
    if kind is Corrected and isinstance(within := changed.pop("data", None), dict):
        # What a correction of a correction changes is a field of what the first one corrects.
        yield from _changes({**target["data"], "data": within}, events, names)
    yield from _new_values(kind, changed, names)


def _new_values(shape: type[Shape], data: Json, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        field = _fields(shape).get(name)
        within = next(_shapes(field.annotation), None) if field else None
        if name in OUR_OWN:
            continue
        if value is None:
            yield capital(_called(name)), "vervalt"
        elif within and isinstance(value, dict) and not is_erased(value):
            yield from _new_values(within, value, names)
        else:
            yield f"{capital(_called(name))} wordt", _told(shape, name, value, names)


def _said(shape: type[Shape], data: Json) -> Iterator[tuple[str, str]]:
    """The fields that are words, here or in another event: a reason is told, in words or as a code."""
    for name, value in data.items():
        field = _fields(shape).get(name)
        if field is None or value is None:
            continue
        parts = value if isinstance(value, list) else [value]
        within = next(_shapes(field.annotation), None)
        for part in parts:
            if within and isinstance(part, dict) and not is_erased(part):
                yield from _said(within, part)
            elif name in _WORDS and (isinstance(part, str) or is_erased(part)):
                yield capital(_called(name)), _told(shape, name, part, {})


def _told(shape: type[Shape], name: str, value: Any, names: Mapping[str, str]) -> str:
    field = _fields(shape).get(name)
    annotation = field.annotation if field else None
    if isinstance(value, list):
        return ", ".join(_told(shape, name, each, names) for each in value) or "geen"
    if isinstance(value, dict) and not is_erased(value):
        within = next(_shapes(annotation), shape)
        return "; ".join(f"{_called(key)}: {_told(within, key, each, names)}" for key, each in value.items() if each is not None)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if shape in (Discharged, HelpEnded) and name == "reason":
        return END_REASONS.get(value, str(value))
    if isinstance(value, str):
        if any(_is(part, Words) for part in _parts(annotation)):
            return value
        codes = next((part for part in _parts(annotation) if _is(part, Coded)), None)
        if codes is not None and value in set(codes):
            return str(codes(value).label)
        if any(part is date for part in _parts(annotation)):
            return day(value)
        return names.get(value) or _OTHER_VALUES.get(value, value)
    return passage(value)


def passage(words: Any) -> str:
    return ERASED if is_erased(words) else str(words)


def is_erased(value: Any) -> bool:
    return isinstance(value, dict) and value.get("erased") is True


def _called(name: str) -> str:
    return DUTCH.get(name, name)


@cache
def _fields(shape: type[Shape]) -> Mapping[str, FieldInfo]:
    """By the names that they have in JSON."""
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    return (part for part in _parts(annotation) if _is(part, Shape))


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation, and those of which it is made."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _is(part: Any, kind: type) -> bool:
    return isinstance(part, type) and issubclass(part, kind)


def _names_of_words(shape: type[Shape]) -> Iterator[str]:
    for name, field in _fields(shape).items():
        if any(_is(part, Words) for part in _parts(field.annotation)):
            yield name
        for within in _shapes(field.annotation):
            yield from _names_of_words(within)


_WORDS = frozenset(name for kind in EVENTS.values() if kind.stream is None for name in _names_of_words(kind))
