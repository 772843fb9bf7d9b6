"""The coded facts: closed lists of the contract, the iJw lists they follow, and the roles.

Lists that change over time (municipalities, providers, locations) are no enumerations: they live in the
region's register (`domain.region`) and are valid between dates.
"""

from domain.codes.coded import Coded
from domain.codes.complaint import (
    ComplaintForum,
    ComplaintKind,
    ComplaintOutcome,
    ComplaintSubject,
    IncidentKind,
    Inspectorate,
    ObjectionOutcome,
)
from domain.codes.delivery import (
    PeriodicDelivery,
)
from domain.codes.dossier import (
    AccessBy,
    AllocationAnswer,
    Certainty,
    DocumentKind,
    MessageKind,
    PartyRole,
    Recipient,
    RefusalGround,
    RestrictionGround,
    Role,
    SafetyLevel,
)
from domain.codes.help import (
    ContinuationGround,
    FurtherHelp,
    HelpKind,
    Informant,
)
from domain.codes.measure import (
    Consulted,
    MeasureCode,
    MeasureTold,
)
from domain.codes.moment import (
    Moment,
)
from domain.codes.person import (
    FamilyTie,
    Gender,
    HomeBasis,
    NoBsnReason,
)
from domain.codes.protection import (
    ConsentMatter,
    EndRequester,
    ProtectionEnd,
    ProtectionKind,
)
from domain.codes.referral import (
    ReferralBasis,
    Referrer,
    RejectionReason,
    Urgency,
)
from domain.codes.request import (
    AnnulmentBy,
    ConsentBy,
    FiledBy,
    PlanOffer,
    ScientistCategory,
    StatementFor,
    StatementOutcome,
)
from domain.codes.review import (
    Agreement,
    DecisionBy,
    Perspective,
    Presence,
    SharingBasis,
    Team,
    VoiceAbout,
    VoiceForm,
)
from domain.codes.setting import (
    Setting,
)
from domain.codes.stay import (
    END_REASONS,
    AdmissionTold,
    BlockedBy,
    DeclinedBy,
    Destination,
    LeaveWithdrawal,
    MoveKind,
    MoveReason,
    StayPurpose,
)
from domain.codes.title import (
    AnnulledBy,
    LapseGround,
    SuspensionTold,
    TitleBasis,
    TitleKind,
)

__all__ = [
    "END_REASONS",
    "AccessBy",
    "AdmissionTold",
    "Agreement",
    "AllocationAnswer",
    "AnnulledBy",
    "AnnulmentBy",
    "BlockedBy",
    "Certainty",
    "Coded",
    "ComplaintForum",
    "ComplaintKind",
    "ComplaintOutcome",
    "ComplaintSubject",
    "ConsentBy",
    "ConsentMatter",
    "Consulted",
    "ContinuationGround",
    "DecisionBy",
    "DeclinedBy",
    "Destination",
    "DocumentKind",
    "EndRequester",
    "FamilyTie",
    "FiledBy",
    "FurtherHelp",
    "Gender",
    "HelpKind",
    "HomeBasis",
    "IncidentKind",
    "Informant",
    "Inspectorate",
    "LapseGround",
    "LeaveWithdrawal",
    "MeasureCode",
    "MeasureTold",
    "MessageKind",
    "Moment",
    "MoveKind",
    "MoveReason",
    "NoBsnReason",
    "ObjectionOutcome",
    "PartyRole",
    "PeriodicDelivery",
    "Perspective",
    "PlanOffer",
    "Presence",
    "ProtectionEnd",
    "ProtectionKind",
    "Recipient",
    "ReferralBasis",
    "Referrer",
    "RefusalGround",
    "RejectionReason",
    "RestrictionGround",
    "Role",
    "SafetyLevel",
    "ScientistCategory",
    "Setting",
    "SharingBasis",
    "StatementFor",
    "StatementOutcome",
    "StayPurpose",
    "SuspensionTold",
    "Team",
    "TitleBasis",
    "TitleKind",
    "Urgency",
    "VoiceAbout",
    "VoiceForm",
]
