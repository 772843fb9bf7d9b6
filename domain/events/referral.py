"""Aanmelding."""

from domain.codes import ReferralBasis, Referrer, Role, Setting, Urgency
from domain.events.base import Event
from domain.words import Words


class ReferralReceived(Event):
    """Aanmelding ontvangen (iJw COD327 for who refers)."""

    event_type = "referral-received"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.GI})

    referrer: Referrer
    requested_setting: Setting
    urgency: Urgency
    civil_basis: tuple[ReferralBasis, ...] = ()
    question: Words | None = None

    def sentence(self) -> str:
        return f"Aanmelding ontvangen van {self.referrer.label}; gevraagd: {self.requested_setting.label} ({self.urgency.label})."


class ReferralWithdrawn(Event):
    """Aanmelding ingetrokken."""

    event_type = "referral-withdrawn"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.GI})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Aanmelding ingetrokken."
