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


class RestrictionGround(Coded):
    """Grond voor beperking van de verwerking (AVG 18, first paragraph)."""

    ACCURACY_CONTESTED = "accuracy_contested"
    UNLAWFUL = "unlawful"
    NEEDED_FOR_A_CLAIM = "needed_for_a_claim"
    OBJECTION = "objection"


class Recipient(Coded):
    """Aan wie gegevens zijn verstrekt."""

    JEUGDIGE = "jeugdige"
    PARENTS = "parents"
    LAWYER = "lawyer"
    COURT = "court"
    POLICE = "police"
    VEILIG_THUIS = "veilig_thuis"
    RAAD = "raad_voor_de_kinderbescherming"
    INSPECTIE = "inspectie"
    PROVIDER = "provider"
    GI = "gi"
    MUNICIPALITY = "municipality"
    OTHER = "other"


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
    """iJw-bericht about a delivery: JW305 (start) or JW307 (stop); or about an allocation: JW315 or JW317 (request), JW319 (answer)."""

    START = "start"
    STOP = "stop"
    REQUEST = "request"
    ANSWER = "answer"


class AllocationAnswer(Coded):
    """Antwoord op een verzoek om toewijzing (iJw WJ760; WJ759, code 8): an allocation, a refusal, or that it is being looked into."""

    ALLOCATED = "allocated"
    REFUSED = "refused"
    OTHER_MUNICIPALITY = "other_municipality"
    UNDER_INVESTIGATION = "under_investigation"


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
        "AllocationAnswer.ALLOCATED": "toegewezen",
        "AllocationAnswer.REFUSED": "afgewezen",
        "AllocationAnswer.OTHER_MUNICIPALITY": "afgewezen, een andere gemeente is verantwoordelijk",
        "AllocationAnswer.UNDER_INVESTIGATION": "in onderzoek",
        "AccessBy.JEUGDIGE": "de jeugdige",
        "AccessBy.PARENTS": "de ouders",
        "AccessBy.GUARDIAN": "de voogd",
        "AccessBy.REPRESENTATIVE": "een gemachtigde",
        "RefusalGround.INTEREST_OF_ANOTHER": "aanmerkelijk belang van een ander",
        "RefusalGround.STATUTORY_BAR": "een wettelijk beletsel",
        "RefusalGround.RETENTION_TERM": "de bewaartermijn",
        "RestrictionGround.ACCURACY_CONTESTED": "de juistheid wordt betwist",
        "RestrictionGround.UNLAWFUL": "onrechtmatig, en de betrokkene wil geen vernietiging",
        "RestrictionGround.NEEDED_FOR_A_CLAIM": "nodig voor een rechtsvordering",
        "RestrictionGround.OBJECTION": "bezwaar van de betrokkene",
        "Recipient.JEUGDIGE": "de jeugdige",
        "Recipient.PARENTS": "de ouders",
        "Recipient.LAWYER": "de advocaat",
        "Recipient.COURT": "de rechter",
        "Recipient.POLICE": "de politie",
        "Recipient.VEILIG_THUIS": "Veilig Thuis",
        "Recipient.RAAD": "de Raad voor de Kinderbescherming",
        "Recipient.INSPECTIE": "de inspectie",
        "Recipient.PROVIDER": "een jeugdhulpaanbieder",
        "Recipient.GI": "een gecertificeerde instelling",
        "Recipient.MUNICIPALITY": "een gemeente",
        "Recipient.OTHER": "een ander",
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
        "MessageKind.REQUEST": "verzoek om toewijzing of wijziging",
        "MessageKind.ANSWER": "antwoord op een verzoek",
    }
)
