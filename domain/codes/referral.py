"""Referrals."""

from domain.codes.coded import Coded, in_dutch


class Referrer(Coded):
    """Verwijzer (iJw COD327)."""

    GEMEENTE = "gemeente"
    HUISARTS = "huisarts"
    JEUGDARTS = "jeugdarts"
    GI = "gi"
    MEDISCH_SPECIALIST = "medisch_specialist"
    GEEN = "geen"
    RECHTER = "rechter"


class Urgency(Coded):
    REGULIER = "regulier"
    SPOED = "spoed"
    CRISIS = "crisis"


class ReferralBasis(Coded):
    """Juridisch kader waarin de aanmelding wordt gedaan."""

    VRIJWILLIG = "vrijwillig"
    OTS = "ots"
    VOTS = "vots"
    VOOGDIJ = "voogdij"
    JEUGDRECLASSERING = "jeugdreclassering"


class RejectionReason(Coded):
    """Reden afwijzing, after iJw WJ759."""

    NO_NEED = "no_need"
    OTHER_LAW = "other_law"
    OTHER_MUNICIPALITY = "other_municipality"
    AGE_LIMIT = "age_limit"
    LIGHTER_HELP = "lighter_help"
    NO_PLACE = "no_place"
    OTHER = "other"


in_dutch(
    {
        "Referrer.GI": "de gecertificeerde instelling",
        "Referrer.GEMEENTE": "de gemeente",
        "Referrer.HUISARTS": "de huisarts",
        "Referrer.JEUGDARTS": "de jeugdarts",
        "Referrer.MEDISCH_SPECIALIST": "de medisch specialist",
        "Referrer.GEEN": "het gezin zelf",
        "Referrer.RECHTER": "de rechter",
        "RejectionReason.NO_NEED": "geen hulp nodig",
        "RejectionReason.OTHER_LAW": "valt onder een andere wet",
        "RejectionReason.OTHER_MUNICIPALITY": "andere gemeente verantwoordelijk",
        "RejectionReason.AGE_LIMIT": "leeftijdsgrens",
        "RejectionReason.LIGHTER_HELP": "lichtere hulp past",
        "RejectionReason.NO_PLACE": "geen plek",
        "RejectionReason.OTHER": "anders",
    }
)
