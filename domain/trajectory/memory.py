"""What was worked out from one state, and what of it the next state can take over."""

from typing import Any
from weakref import ref

Entry = tuple[Any, frozenset[str]]
"""An outcome, and the fields of the state that it was read from."""

_GOING_BY: dict[str, frozenset[str]] = {}
"""Of each field, the names of all that was ever read from it: only these need be looked at when it changes."""


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
        for field in entry[1]:
            going_by = _GOING_BY.get(field, frozenset())
            if name not in going_by:
                _GOING_BY[field] = going_by | {name}

    def holds_before(self, name: str, before: "Memory") -> bool:
        """Whether the outcome of that name is that of the state just before, too: it was read from nothing that changed since."""
        return self._before is not None and self._before() is before and self._changed.isdisjoint(self[name][1])
