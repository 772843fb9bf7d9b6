"""The state of one trajectory, by chapter."""

from domain.trajectory.complaint import Complaint, Objection
from domain.trajectory.derived import Derived, derived, gathered, noted, recalled, touched, unshared
from domain.trajectory.help import Continuation, Help
from domain.trajectory.measure import Measure, MeasureReport, MeasureReview
from domain.trajectory.person import Home, Person, Since
from domain.trajectory.plan import Allowed, Evaluation, Plan, PlanVersion
from domain.trajectory.practice import Agreement, Message, Party
from domain.trajectory.protection import Announcement, CourtConsent, EndRequest, Prolongation, Protection
from domain.trajectory.request import AnnulmentRequest, Consent, NonProlongation, Request, Statement
from domain.trajectory.review import Advised, Decision, Referral, Review, Voice
from domain.trajectory.rights import AccessGrant, DossierRequest, GlassBreak, LegalHold, Restriction
from domain.trajectory.safety import SafetyFlag
from domain.trajectory.search import PlaceAsked
from domain.trajectory.stay import Leave, Readiness, Stay
from domain.trajectory.title import ConditionalAdmission, Suspension, Title, TitleEnd, Told
from domain.trajectory.trajectory import Trajectory, Unfinished

__all__ = [
    "AccessGrant",
    "Advised",
    "Agreement",
    "Allowed",
    "Announcement",
    "AnnulmentRequest",
    "Complaint",
    "ConditionalAdmission",
    "Consent",
    "Continuation",
    "CourtConsent",
    "Decision",
    "Derived",
    "DossierRequest",
    "EndRequest",
    "Evaluation",
    "GlassBreak",
    "Help",
    "Home",
    "Leave",
    "LegalHold",
    "Measure",
    "MeasureReport",
    "MeasureReview",
    "Message",
    "NonProlongation",
    "Objection",
    "Party",
    "Person",
    "PlaceAsked",
    "Plan",
    "PlanVersion",
    "Prolongation",
    "Protection",
    "Readiness",
    "Referral",
    "Request",
    "Restriction",
    "Review",
    "SafetyFlag",
    "Since",
    "Statement",
    "Stay",
    "Suspension",
    "Title",
    "TitleEnd",
    "Told",
    "Trajectory",
    "Unfinished",
    "Voice",
    "derived",
    "gathered",
    "noted",
    "recalled",
    "touched",
    "unshared",
]
