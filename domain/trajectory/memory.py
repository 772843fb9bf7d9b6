"""What was worked out from one state, and what of it the next state can take over."""

from threading import Lock
from typing import Any
from weakref import ref

Entry = tuple[Any, frozenset[str]]
"""An outcome, and the fields of the state that it was read from."""

_GOING_BY: dict[str, frozenset[str]] = {}
"""Of each field, the names of all that was ever read from it: only these need be looked at when it changes."""

_READ_BY: dict[str, frozenset[str]] = {}
"""The same the other way round: of each name, all fields that it was ever read from."""

_NOTHING: frozenset[str] = frozenset()

_NOTING = Lock()
"""Threads share what was ever read: a name that one of them forgot for another would be taken over where it must not."""


class Memory(dict[str, Entry]):
    """Outcomes by name: a state's own, and those of the state before that were read from nothing that changed since."""

    __slots__ = ("__weakref__", "_before", "_changed")

    def __init__(self, before: "Memory | None" = None, changed: frozenset[str] = frozenset()) -> None:
        super().__init__(before or ())
        self._before = None if before is None else ref(before)  # weakly: no state keeps all those before it
        self._changed = changed
        for field in changed if before else ():
            for name in _GOING_BY.get(field, ()):
                if (entry := self.get(name)) is not None and field in entry[1]:
                    del self[name]

    def keep(self, name: str, entry: Entry) -> None:
        self[name] = entry
        if not entry[1] <= _READ_BY.get(name, _NOTHING):
            _note(name, entry[1])

    def holds_before(self, name: str, before: "Memory") -> bool:
        """Whether the outcome of that name is that of the state just before, too: it was read from nothing that changed since."""
        return self._before is not None and self._before() is before and self._changed.isdisjoint(self[name][1])


def _note(name: str, fields: frozenset[str]) -> None:
    with _NOTING:
        for field in fields:
            _GOING_BY[field] = _GOING_BY.get(field, _NOTHING) | {name}
        _READ_BY[name] = _READ_BY.get(name, _NOTHING) | fields
