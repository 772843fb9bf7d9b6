"""What can be recorded: one small frozen class per kind, grouped by chapter.

>>> sorted(EVENTS)[:3]
['absconded', 'admitted', 'annulled']
"""

from domain.events.absence import Absconded, LeaveEnded, LeaveGranted, Returned
from domain.events.base import EVENTS, Event
from domain.events.closing import Died, TrajectoryClosed, TrajectoryReopened
from domain.events.correction import Annulled, Corrected, Voided
from domain.events.help import HelpEnded, HelpStarted
from domain.events.opening import HomeMunicipalityDetermined, Identity, IdentityChanged, ProcesregisseurAssigned, TrajectoryOpened
from domain.events.referral import ReferralReceived, ReferralWithdrawn
from domain.events.register import REGISTER_ID, LocationOpened, MunicipalityListed, ProviderListed, RegisterEvent
from domain.events.review import TeamReviewHeld
from domain.events.stay import Admitted, Discharged, Moved, ReadyToLeave, ReadyWithdrawn, SteppedDown, SteppedUp
from domain.events.title import (
    ConditionalAdmissionDecided,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
)
from domain.events.voice import NoteAdded, VoiceRecorded

__all__ = [
    "EVENTS",
    "REGISTER_ID",
    "Absconded",
    "Admitted",
    "Annulled",
    "ConditionalAdmissionDecided",
    "Corrected",
    "Died",
    "Discharged",
    "Event",
    "HelpEnded",
    "HelpStarted",
    "HomeMunicipalityDetermined",
    "Identity",
    "IdentityChanged",
    "LeaveEnded",
    "LeaveGranted",
    "LocationOpened",
    "Moved",
    "MunicipalityListed",
    "NoteAdded",
    "ProcesregisseurAssigned",
    "ProviderListed",
    "ReadyToLeave",
    "ReadyWithdrawn",
    "ReferralReceived",
    "ReferralWithdrawn",
    "RegisterEvent",
    "Returned",
    "SteppedDown",
    "SteppedUp",
    "SuspensionWithdrawn",
    "TeamReviewHeld",
    "TitleGranted",
    "TitleLapsed",
    "TitleRefused",
    "TitleSuspended",
    "TrajectoryClosed",
    "TrajectoryOpened",
    "TrajectoryReopened",
    "VoiceRecorded",
    "Voided",
]
