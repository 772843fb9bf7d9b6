"""Old facts read as today's: pure functions over the upcasters."""

from collections.abc import Mapping
from typing import Any

from domain.events import EVENTS
from eventlog.schema.upcasters import TOLD_IN, UPCASTERS, Upcaster


class NoUpcaster(LookupError):
    """Nothing leads from that schema number of that kind to today's."""


def upcast(event_type: str, number: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A whole event's facts, stored in that schema number, as today's. Raises `NoUpcaster`."""
    grown = dict(facts)
    for step in range(number, EVENTS[event_type].schema_number):
        grown = {**_upcaster(event_type, step).silence, **_fields(event_type, step, grown)}
    return grown


def correction_today(event_type: str, number: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a correction, recorded in that schema number of `corrected`, changes of an event of that kind, in today's fields.

    The data of a correction of a correction stay as they are, but for the fields of the event that both are about: pass that one's
    kind, and the inner data. Raises `NoUpcaster`.
    """
    grown = dict(data)
    for step in range(TOLD_IN[number - 1].get(event_type, 1), EVENTS[event_type].schema_number):
        grown = _fields(event_type, step, grown)
    return grown


def _fields(event_type: str, number: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    field = _upcaster(event_type, number).field
    return {new: told for name, value in facts.items() for new, told in field(name, value).items()}


def _upcaster(event_type: str, number: int) -> Upcaster:
    try:
        return UPCASTERS[event_type, number]
    except KeyError:
        raise NoUpcaster(f"{event_type}/{number}") from None
