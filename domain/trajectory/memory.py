"""What was worked out from one state, and what of it the next state can take over."""

from typing import Any
from weakref import ref

Entry = tuple[Any, frozenset[str]]
"""An outcome, and the fields of the state that it was read from."""


class Memory(dict[str, Entry]):
    """Outcomes by name: a state's own, and those of the state before that were read from nothing that changed since."""

    __slots__ = ("__weakref__", "_before", "_changed")

    def __init__(self, before: "Memory | None" = None, changed: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._before = None
        self._changed = changed
        if before is not None:
            self.update({name: entry for name, entry in before.items() if changed.isdisjoint(entry[1])})
            self._before = ref(before)  # weakly: no state keeps all those before it

    def holds_before(self, name: str, before: "Memory") -> bool:
        """Whether the outcome of that name is that of the state just before, too: it was read from nothing that changed since."""
        return self._before is not None and self._before() is before and self._changed.isdisjoint(self[name][1])
