"""From each schema number of a kind to the next: what the fields of an old record are called, and mean, today.

An upcaster invents nothing: it says in today's words what the old record said, or what it meant by saying nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


def _as_it_was(name: str, value: Any) -> Mapping[str, Any]:
    return {name: value}


class Upcaster(NamedTuple):
    """From one number to the next, one field at a time, because a correction holds some fields only.

    `field` gives what one field reads as; None where it is given None (a correction removes it). Values are JSON, with words as they
    were opened or a marker. `silence` is what a whole record means that does not name these fields; a correction that does not name a
    field says nothing about it. What cannot be said field by field is a new kind of event.
    """

    field: Callable[[str, Any], Mapping[str, Any]] = _as_it_was
    silence: Mapping[str, Any] = MappingProxyType({})


def _location_opened_1(name: str, value: Any) -> Mapping[str, Any]:
    """Schema 1 did not say whether a house was registered; the closed ones were listed from the public register (Jeugdwet 6.2.1)."""
    return {name: value, "registered": value and value == "gesloten"} if name == "setting" else {name: value}


UPCASTERS: dict[tuple[str, int], Upcaster] = {
    ("location-opened", 1): Upcaster(_location_opened_1),
}
"""By the kind and the number that they read."""

TOLD_IN: tuple[Mapping[str, int], ...] = ({},)
"""For each schema number of `corrected`, from 1: the numbers in which its data are told, of the kinds of which that is not 1.

A correction holds fields of its target's kind, and nothing in it says in which number of that: so `corrected` is raised
whenever a kind that can be corrected is.
"""
