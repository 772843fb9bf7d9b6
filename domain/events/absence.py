"""Verlof en onttrekking: neither ends a stay."""

from domain.calendar import Day
from domain.codes import LeaveWithdrawal, Moment, Role
from domain.events.base import Event
from domain.words import Words

_WHO_KNOWS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class _Away(Event):
    """What can be said of leave and of absconding, when it begins and when it is over."""

    recorded_by = _WHO_KNOWS
    moment = Moment.DURING

    until: Day | None = None
    conditions: Words | None = None


class LeaveGranted(_Away):
    """Verlof verleend (Jeugdwet 6.4.1, first to third paragraph): the jeugdige may leave the closed accommodation for a while."""

    event_type = "leave-granted"
    is_decision = True

    def sentence(self) -> str:
        return f"Verlof verleend{f' tot {self.until:%d-%m-%Y}' if self.until else ''}."


class LeaveRefused(Event):
    """Verlof geweigerd (Jeugdwet 6.4.1); open to complaint (Jeugdwet 6.5.1, first paragraph, d)."""

    event_type = "leave-refused"
    recorded_by = _WHO_KNOWS
    moment = Moment.DURING
    is_decision = True

    reasons: Words | None = None

    def sentence(self) -> str:
        return "Verlof geweigerd."


class LeaveWithdrawn(Event):
    """Verlof ingetrokken: it is no longer responsible, or its conditions were broken (Jeugdwet 6.4.1, fourth and fifth paragraph)."""

    event_type = "leave-withdrawn"
    recorded_by = _WHO_KNOWS
    moment = Moment.DURING
    is_decision = True

    ground: LeaveWithdrawal
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Verlof ingetrokken: {self.ground.label}."


class LeaveEnded(_Away):
    """Verlof beëindigd (Jeugdwet 6.4.1, first paragraph): it was for a while only.

    `occurred_on` is the day on which he was back. Where that is later than was granted he came back late, and was on leave up to then: the
    law says nothing of the nights between, and nobody recorded that he ran away. Who did is recorded as `absconded`, from the day on which
    he did; who was back in time, with the day of that.
    """

    event_type = "leave-ended"

    def sentence(self) -> str:
        return "Verlof beëindigd."


class Absconded(_Away):
    """Onttrekking: the jeugdige withdraws from the help, or others withdraw him from it (Jeugdwet 6.1.2, second paragraph, b)."""

    event_type = "absconded"

    def sentence(self) -> str:
        return "Jeugdige heeft zich onttrokken."


class Returned(_Away):
    """Terugkeer na onttrekking of verlof (Jeugdwet 6.1.2, second paragraph, b; 6.4.1)."""

    event_type = "returned"

    def sentence(self) -> str:
        return "Jeugdige is teruggekeerd."
