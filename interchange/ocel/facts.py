"""Which facts of an event may leave: decided by the type of each field, so that a new kind of event gives away nothing that it should not.

Given are closed lists, booleans, numbers and dates, also where they stand within a part of the event, and closed lists of which several
are said. Never given is what anybody could have typed, whatever its field is called; nor what tells a place (`TellsPlace`) or is about
another (`OfAnother`), nor what is kept and never given out (`domain.words.NEVER_GIVEN_OUT`).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from domain.calendar import AMSTERDAM
from domain.events.base import Event, OfAnother, TellsPlace, marked
from domain.values import dataclass
from domain.words import NEVER_GIVEN_OUT

Json = str | int | float | bool
_AROUND = frozenset({"occurred_on", "occurred_at"})
"""They are the moment of the event."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """`kind`: as OCEL has it (string, time, integer, float, boolean). `path`: the names of the fields that lead to it."""

    name: str
    kind: str
    path: tuple[str, ...]
    told: Callable[[Any], Json]

    def of(self, event: BaseModel) -> Json | None:
        """What the event says of it, if anything."""
        value: Any = event
        for name in self.path:
            value = getattr(value, name, None)
        return None if value is None or value == () else self.told(value)


@cache
def attributes(kind: type[Event]) -> tuple[Attribute, ...]:
    """Of events of that kind, in the order of its fields."""
    return tuple(attribute for attribute in _within(kind, (), "") if attribute.path[0] not in _AROUND)


def moment(day: date, clock: time | None = None) -> str:
    """In Europe/Amsterdam, as RFC 3339 has it; without a clock time, the beginning of the day.

    Up to 1937 the offset there had seconds, which RFC 3339 does not know: such a moment is told in UTC.
    """
    local = datetime.combine(day, clock or time.min, AMSTERDAM)
    offset = local.utcoffset()
    assert offset is not None
    return (local.replace(tzinfo=None) - offset).isoformat() + "Z" if offset.seconds % 60 else local.isoformat()


def _within(shape: type[BaseModel], path: tuple[str, ...], before: str) -> Iterator[Attribute]:
    kept = {name for mark in (TellsPlace, OfAnother) for name, within in marked(shape, mark).items() if within is None}
    for field_name, field in shape.model_fields.items():
        name = field.alias or field_name
        if name in kept or name in NEVER_GIVEN_OUT:
            continue
        here, annotation = (*path, field_name), _bare(field.annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from _within(annotation, here, f"{before}{name}_")
        elif how := _how(annotation):
            yield Attribute(before + name, how[0], here, how[1])


def _how(annotation: Any) -> tuple[str, Callable[[Any], Json]] | None:
    """The kind of a value and how it is told; None of what does not leave."""
    if get_origin(annotation) is Literal or _is_coded(annotation):
        return "string", str
    if get_origin(annotation) is tuple and _is_coded(_bare(get_args(annotation)[0])):
        return "string", _all
    return _KINDS.get(annotation)


_KINDS: dict[Any, tuple[str, Callable[[Any], Json]]] = {
    bool: ("boolean", bool),
    int: ("integer", int),
    float: ("float", float),
    date: ("time", moment),
}


def _is_coded(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def _all(codes: Sequence[Enum]) -> str:
    return " ".join(map(str, codes))


def _bare(annotation: Any) -> Any:
    """The type itself, without what is noted of it and without that it may be missing."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [_bare(part) for part in get_args(annotation) if part is not NoneType]
        return parts[0] if len(parts) == 1 else annotation
    return annotation
