"""Who acts, who takes part, and what is in the dossier."""

from domain.codes.coded import Coded, in_dutch


class AccessBy(Coded):
    """Wie een recht op het dossier uitoefent (Jeugdwet 7.3.15)."""

    JEUGDIGE = "jeugdige"
    PARENTS = "parents"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"


class RefusalGround(Coded):
    """Grond om niet te vernietigen (Jeugdwet 7.3.9, second paragraph)."""

    INTEREST_OF_ANOTHER = "interest_of_another"
    STATUTORY_BAR = "statutory_bar"
    RETENTION_TERM = "retention_term"


class SafetyLevel(Coded):
    ADDRESS_HIDDEN = "secret_address"
    PLACE_HIDDEN = "secret_place"
    NO_MESSAGES = "no_messages"
    LIFTED = "lifted"


class PartyRole(Coded):
    """Hoedanigheid van een betrokkene."""

    PARENT_WITH_AUTHORITY = "parent_with_authority"
    PARENT = "parent"
    GUARDIAN = "guardian"
    FOSTER_CARER = "foster_carer"
    GI_WORKER = "gi_worker"
    LAWYER = "lawyer"
    VERTROUWENSPERSOON = "vertrouwenspersoon"
    JEUGDHULPVERANTWOORDELIJKE = "jeugdhulpverantwoordelijke"
    MENTOR = "mentor"
    SCHOOL = "school"
    OTHER = "other"


class DocumentKind(Coded):
    BESCHIKKING = "beschikking"
    INSTEMMINGSVERKLARING = "instemmingsverklaring"
    HULPVERLENINGSPLAN = "hulpverleningsplan"
    VERKLARENDE_ANALYSE = "verklarende_analyse"
    VERSLAG = "verslag"
    BESLUIT = "besluit"
    BRIEF = "brief"
    OTHER = "other"


class MessageKind(Coded):
    """iJw-bericht about a delivery: JW305 (start) or JW307 (stop)."""

    START = "start"
    STOP = "stop"


class Certainty(Coded):
    DOCUMENT_SEEN = "document_seen"
    TOLD = "told"
    IMPORTED = "imported"


class Role(Coded):
    PROCESREGISSEUR = "procesregisseur"
    TEAM_SECRETARY = "team_secretary"
    PROVIDER = "provider"
    GI = "gi"
    AUDITOR = "auditor"
    REPORTER = "reporter"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    JEUGDIGE = "jeugdige"
    INTEGRATION = "integration"


in_dutch(
    {
        "AccessBy.JEUGDIGE": "de jeugdige",
        "AccessBy.PARENTS": "de ouders",
        "AccessBy.GUARDIAN": "de voogd",
        "AccessBy.REPRESENTATIVE": "een gemachtigde",
        "RefusalGround.INTEREST_OF_ANOTHER": "aanmerkelijk belang van een ander",
        "RefusalGround.STATUTORY_BAR": "een wettelijk beletsel",
        "RefusalGround.RETENTION_TERM": "de bewaartermijn",
        "SafetyLevel.ADDRESS_HIDDEN": "geheim adres",
        "SafetyLevel.PLACE_HIDDEN": "geheime plek",
        "SafetyLevel.NO_MESSAGES": "geen berichtenverkeer",
        "SafetyLevel.LIFTED": "opgeheven",
        "PartyRole.PARENT_WITH_AUTHORITY": "ouder met gezag",
        "PartyRole.PARENT": "ouder",
        "PartyRole.GUARDIAN": "voogd",
        "PartyRole.FOSTER_CARER": "pleegouder",
        "PartyRole.GI_WORKER": "jeugdbeschermer",
        "PartyRole.LAWYER": "advocaat",
        "PartyRole.OTHER": "andere betrokkene",
        "DocumentKind.OTHER": "ander document",
        "MessageKind.START": "start",
        "MessageKind.STOP": "stop",
    }
)
