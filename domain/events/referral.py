"""Aanmelding."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.codes import Agreement, Certainty, ReferralBasis, Referrer, RejectionReason, Role, Setting, Urgency
from domain.events.base import Event, Place, PlaceName
from domain.words import Words


class ReferralReceived(Event):
    """Aanmelding ontvangen (Jeugdwet 2.3, first paragraph; 2.6, first paragraph, e; 3.5, first paragraph; iJw COD327)."""

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
    """Aanmelding ingetrokken (Praktijk: aanmelding)."""

    event_type = "referral-withdrawn"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.GI})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Aanmelding ingetrokken."


class ReferralRejected(Event):
    """Aanmelding afgewezen (Jeugdwet 2.3, first paragraph; iJw WJ759)."""

    event_type = "referral-rejected"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    reason: RejectionReason
    redirected_to: PlaceName | None = None
    explanation: Words | None = None

    def sentence(self) -> str:
        return f"Aanmelding afgewezen: {self.reason.label}."


PartialDate = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
"""A year, a month or a day: of what lies far back, often no more is known."""


class PriorHistoryRecorded(Event):
    """Voorgeschiedenis vastgelegd: a stay or help before this trajectory, as it was reported.

    What help there was before, and what came of it, is looked at before somebody is placed (Richtlijn Uithuisplaatsing en terugplaatsing).
    """

    event_type = "prior-history-recorded"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    setting: Setting
    from_: Annotated[PartialDate | None, Field(alias="from")] = None
    until: PartialDate | None = None
    provider: PlaceName | None = None
    known_by: Annotated[Certainty | None, Field(description="How sure it is.")] = None
    told: Words | None = None

    def sentence(self) -> str:
        period = " ".join(word for word in (self.from_ and f"vanaf {self.from_}", self.until and f"tot {self.until}") if word)
        return f"Voorgeschiedenis: {self.setting.label}{f' {period}' if period else ''}."


class ExplanatoryAnalysisCompleted(Event):
    """Verklarende analyse vastgesteld (Richtlijn Uithuisplaatsing en terugplaatsing): what is going on, why, and what keeps it so."""

    event_type = "explanatory-analysis-completed"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER})

    analysis_version: Annotated[int, Field(ge=1, le=999)] = 1
    authors: Annotated[tuple[Place, ...], Field(max_length=20)] = ()
    agreed_by_youth: Agreement = Agreement.UNKNOWN
    analysis: Words | None = None

    def sentence(self) -> str:
        return f"Verklarende analyse vastgesteld; jeugdige eens: {self.agreed_by_youth.label}."
