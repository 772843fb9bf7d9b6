"""What was worked out from one state, and what of it the next state can take over."""

from typing import Any
from weakref import ref

Entry = tuple[Any, frozenset[str]]
"""An outcome, and the fields of the state that it was read from."""


class Memory:
    """Outcomes by name: a state's own, and those of an earlier state as far as they were read from nothing that changed since.

    The earlier ones are looked through only when they are asked for: most states are never asked anything.
    """

    __slots__ = ("__weakref__", "_before", "_changed", "_earlier", "_own")

    def __init__(self, before: "Memory | None" = None, earlier: dict[str, Entry] | None = None, changed: frozenset[str] = frozenset()):
        self._own: dict[str, Entry] = {}
        self._before = ref(before) if before is not None else None  # weakly: no state keeps all those before it
        self._earlier = earlier or {}
        self._changed = changed

    def recall(self, name: str) -> Entry | None:
        entry = self._own.get(name)
        if entry is None:
            entry = self._earlier.get(name)
            if entry is None or not self._changed.isdisjoint(entry[1]):
                return None
            self._own[name] = entry
        return entry

    def note(self, name: str, entry: Entry) -> None:
        self._own[name] = entry

    def after(self, changes: frozenset[str]) -> "Memory":
        """That of the next state, in which those fields are others."""
        if not self._own:
            return Memory(self, self._earlier, self._changed | changes)
        for name in self._earlier:
            self.recall(name)
        return Memory(self, self._own, changes)

    def holds_before(self, name: str, before: "Memory") -> bool:
        """Whether the outcome of that name is that of the state just before, too: it was read from nothing that changed since."""
        entry = self._own.get(name)
        return entry is not None and self._before is not None and self._before() is before and self._changed.isdisjoint(entry[1])
