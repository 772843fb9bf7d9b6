"""Verlof en onttrekking: neither ends a stay."""

from domain.calendar import Day
from domain.codes import Role
from domain.events.base import Event
from domain.words import Words

_WHO_KNOWS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class LeaveGranted(Event):
    """Verlof verleend (Jeugdwet 6.4.1)."""

    event_type = "leave-granted"
    recorded_by = _WHO_KNOWS

    until: Day | None = None
    conditions: Words | None = None

    def sentence(self) -> str:
        return f"Verlof verleend{f' tot {self.until:%d-%m-%Y}' if self.until else ''}."


class LeaveEnded(Event):
    """Verlof beëindigd."""

    event_type = "leave-ended"
    recorded_by = _WHO_KNOWS

    def sentence(self) -> str:
        return "Verlof beëindigd."


class Absconded(Event):
    """Onttrekking."""

    event_type = "absconded"
    recorded_by = _WHO_KNOWS

    def sentence(self) -> str:
        return "Jeugdige heeft zich onttrokken."


class Returned(Event):
    """Terugkeer na onttrekking of verlof."""

    event_type = "returned"
    recorded_by = _WHO_KNOWS

    def sentence(self) -> str:
        return "Jeugdige is teruggekeerd."
