"""The reference page of events, made from their classes: what can be recorded, by whom, with which fields and codes.

>>> events().splitlines()[0]
'# Events'
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.examples import examples_of
from domain.codes import Coded
from domain.envelope import Circumstances
from domain.events import EVENTS, Event, TrajectoryOpened
from domain.words import Postcode, Words
from jeugdspoor.sources import sources_in

_PREFACE = """# Events

Made from the classes in `domain/events` by `make reference`; do not edit it by hand.

Every kind of event has a name, by which it is recorded (`POST /trajectories/{trajectory_id}/{name}`, the first with
`POST /trajectories`), and its fields. *Words* are narrative or identity: they are sealed apart from the facts, and read by few.
A kind that is a *decision* can be annulled by a court or committee; every kind can be corrected and voided. Codes stand at the end,
with the Dutch terms that people read. Nobody has to send an id that is marked *filled in*.

A *source* is the article of law that a kind comes from or serves, or else a standard (iJw, CBS, NEN), a guideline of the professions
(Richtlijn), what the region agreed on (Regionaal beleid), or what people do and nobody wrote down (Praktijk).

## In every event
"""

_NAMES: Mapping[Any, str] = {
    Words: "words",
    Postcode: "postcode, words but for its four digits",
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "date",
    time: "clock time",
    UUID: "UUID",
    Any: "anything",
}


def events() -> str:
    """The page, always the same for the same classes."""
    return "\n".join(_parts_of_the_page())


PAGES: Mapping[str, Callable[[], str]] = {"events": events}
"""What `jeugdspoor reference` prints, by name."""


def _parts_of_the_page() -> Iterator[str]:
    yield _PREFACE
    yield _table([*_rows(Event, Event), *_rows(Circumstances, Event)])
    for chapter, kinds in _chapters().items():
        yield f"\n## {chapter}\n"
        for kind in kinds:
            yield _kind(kind)
    yield "\n## Codes\n"
    for codes in sorted(_codes(), key=lambda each: each.__name__):
        yield _list_of_codes(codes)


def _chapters() -> dict[str, list[type[Event]]]:
    """The kinds of each module under the first line of its docstring, in order of their names; what is of no trajectory comes last."""
    chapters: dict[str, list[type[Event]]] = {}
    for kind in sorted(EVENTS.values(), key=lambda kind: (kind.stream is not None, kind.__module__)):
        chapters.setdefault(_first_line(sys.modules[kind.__module__].__doc__), []).append(kind)
    return chapters


def _kind(kind: type[Event]) -> str:
    described = getdoc(kind) or ""
    said = [
        f"- {'A decision: it can be annulled' if kind.is_decision else 'No decision: it cannot be annulled'}.",
        f"- Source: {'; '.join(sources_in(described))}.",
        *([f"- Schema number {kind.schema_number}."] if kind.schema_number > 1 else []),
    ]
    rows = list(_rows(kind, kind, besides=Event))
    parts = [f"### `{kind.event_type}`: {_term(described)}\n", f"{described}\n", "\n".join(said) + "\n"]
    parts.append(_table(rows) if rows else "No fields of its own.\n")
    return "\n".join([*parts, *_example(kind)])


def _term(described: str) -> str:
    """The Dutch term: what the docstring begins with."""
    return re.split(r"(?<=.)\s*[(:;,.]", _first_line(described), maxsplit=1)[0]


def _example(kind: type[Event]) -> Iterator[str]:
    for example in list(examples_of(kind).values())[:1]:
        where = "/trajectories" if kind is TrajectoryOpened else f"/trajectories/{{trajectory_id}}/{kind.event_type}"
        body = json.dumps(example["value"], indent=2, ensure_ascii=False)
        yield f"`POST {where}`: {example['summary']}\n\n```json\n{body}\n```\n"


Row = tuple[str, str, str, str]


def _rows(shape: type[BaseModel], kind: type[Event], besides: type[BaseModel] | None = None, under: str = "") -> Iterator[Row]:
    """Name, type, whether it is required, description; the fields of a part come after it, with its name before theirs."""
    known = besides.model_fields if besides else {}
    for name, field in shape.model_fields.items():
        if name in known or (field.alias or name) not in _sent(shape):
            continue
        shown = f"{under}{field.alias or name}"
        filled_in = not under and name == kind.opens
        yield shown, _type(field.annotation), _required(field, filled_in=filled_in), field.description or ""
        for part in _parts(field.annotation):
            yield from _rows(part, kind, under=f"{shown}.")


@cache
def _sent(shape: type[BaseModel]) -> frozenset[str]:
    """The fields that a body may have, as JSON names them; what the domain fills in for itself is no part of the schema."""
    return frozenset(shape.model_json_schema()["properties"])


def _required(field: FieldInfo, *, filled_in: bool) -> str:
    if field.is_required():
        return "yes"
    if filled_in:
        return "filled in"
    default = field.default
    return "no" if default is None or default == () else f"no: `{json.dumps(default)}`"


def _type(annotation: Any) -> str:
    options = [option for option in _options(annotation) if option is not NoneType]
    return " or ".join(dict.fromkeys(_one(option) for option in options))


def _one(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _one(arguments[0])
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return f"list of: {_type(arguments[0])}"
    if origin is dict:
        return "object"
    if isinstance(annotation, type) and issubclass(annotation, Coded):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "object"
    return _NAMES[annotation]


def _options(annotation: Any) -> tuple[Any, ...]:
    """What a field may hold, one by one."""
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) in (Union, UnionType):
        return (annotation, *_options(get_args(annotation)[0]))[1:]
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _within(annotation: Any) -> Iterator[type]:
    """Every class in it, through lists and options."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _within(argument)


def _parts(annotation: Any) -> list[type[BaseModel]]:
    return [each for each in _within(annotation) if issubclass(each, BaseModel)]


def _codes() -> set[type[Coded]]:
    """Every list of codes that a field can hold."""
    found: set[type[Coded]] = set()
    shapes: list[type[BaseModel]] = [Circumstances, *EVENTS.values()]
    for shape in shapes:
        for name, field in shape.model_fields.items():
            if (field.alias or name) in _sent(shape):
                classes = list(_within(field.annotation))
                found.update(each for each in classes if issubclass(each, Coded))
                shapes.extend(each for each in classes if issubclass(each, BaseModel) and each not in shapes)
    return found


def _list_of_codes(codes: type[Coded]) -> str:
    described = codes.__dict__.get("__doc__") or ""
    rows = "\n".join(f"| `{code.value}` | {code.label} |" for code in codes)
    return f"### {codes.__name__}\n\n" + (f"{described}\n\n" if described else "") + f"| code | Dutch |\n| --- | --- |\n{rows}\n"


def _table(rows: list[Row]) -> str:
    body = "\n".join(f"| `{name}` | {kind} | {required} | {described} |" for name, kind, required, described in rows)
    return f"| field | type | required | |\n| --- | --- | --- | --- |\n{body}\n"


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0].rstrip(".")
