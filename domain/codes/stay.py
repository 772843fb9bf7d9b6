"""Stays: how they begin, and how they end."""

from domain.codes.coded import Coded, in_dutch


class StayPurpose(Coded):
    MAIN = "main"
    RESPITE = "respite"
    HOSPITAL = "hospital"
    TEMPORARY = "temporary"


class MoveKind(Coded):
    OVERPLAATSING = "overplaatsing"
    DOORPLAATSING = "doorplaatsing"
    CRISIS = "crisis"
    RETURN = "return"


class MoveReason(Coded):
    NO_FITTING_HELP = "no_fitting_help"
    PROBLEMS_AT_PLACE = "problems_at_place"
    CLOSURE = "closure"
    NEARER_HOME = "nearer_home"
    LIGHTER_POSSIBLE = "lighter_possible"
    HEAVIER_NEEDED = "heavier_needed"
    AGE = "age"
    OTHER = "other"


class BlockedBy(Coded):
    """Why somebody who is ready to leave still stays."""

    NO_PLACE = "no_place"
    WAITING_LIST = "waiting_list"
    COURT = "court"
    HOUSING = "housing"
    ADULTHOOD = "adulthood"
    NOTHING = "nothing"


class Destination(Coded):
    """Bestemming na uitstroom."""

    HOME = "home"
    NETWORK = "network"
    PLEEGZORG = "pleegzorg"
    GEZINSHUIS = "gezinshuis"
    LEEFHUIS = "leefhuis"
    OPEN_RESIDENTIEEL = "open_residentieel"
    INTENSIEF_KLINISCH = "intensief_klinisch"
    OTHER_CLOSED = "other_closed"
    JJI = "jji"
    INDEPENDENT = "independent"
    ABROAD = "abroad"
    ABSCONDED = "absconded"
    UNKNOWN = "unknown"


END_REASONS: dict[str, str] = {
    "02": "overlijden",
    "20": "levering tijdelijk beëindigd",
    "31": "volgens plan",
    "32": "voortijdig, door cliënt",
    "33": "voortijdig, door aanbieder",
    "34": "voortijdig, in overleg",
    "35": "voortijdig, externe oorzaak",
    "36": "geïnitieerd door gemeente",
    "37": "in verband met wijzigingsverzoek",
    "38": "overstap naar andere aanbieder",
    "39": "uitstroom naar ander domein",
}
"""Reden beëindiging, iJw 3.2 code list JZ588."""


class AdmissionTold(Coded):
    """Aan wie de opneming wordt meegedeeld (Jeugdwet 6.1.6, 6.1.13)."""

    JEUGDIGE = "jeugdige"
    AUTHORITY = "authority"
    COLLEGE = "college"
    REQUESTER = "requester"
    LAWYER = "lawyer"
    REGISTRAR = "registrar"


class LeaveWithdrawal(Coded):
    NOT_RESPONSIBLE = "not_responsible"
    CONDITIONS_BROKEN = "conditions_broken"


class DeclinedBy(Coded):
    PROVIDER = "provider"
    JEUGDIGE = "jeugdige"
    PARENTS = "parents"
    PROCESREGISSEUR = "procesregisseur"


in_dutch(
    {
        "BlockedBy.NO_PLACE": "geen plek",
        "BlockedBy.WAITING_LIST": "wachtlijst",
        "BlockedBy.COURT": "rechter",
        "BlockedBy.HOUSING": "woonruimte",
        "BlockedBy.ADULTHOOD": "meerderjarigheid",
        "BlockedBy.NOTHING": "geen",
        "Destination.HOME": "huis",
        "Destination.NETWORK": "het eigen netwerk",
        "Destination.OTHER_CLOSED": "een andere gesloten accommodatie",
        "Destination.JJI": "een justitiële jeugdinrichting",
        "Destination.INDEPENDENT": "zelfstandig wonen",
        "Destination.ABROAD": "het buitenland",
        "Destination.ABSCONDED": "onbekend, na onttrekking",
        "Destination.UNKNOWN": "onbekend",
        "AdmissionTold.JEUGDIGE": "de jeugdige",
        "AdmissionTold.AUTHORITY": "wie het gezag heeft",
        "AdmissionTold.COLLEGE": "het college",
        "AdmissionTold.REQUESTER": "de verzoeker",
        "AdmissionTold.LAWYER": "de advocaat",
        "AdmissionTold.REGISTRAR": "de griffier",
        "DeclinedBy.PROVIDER": "de aanbieder",
        "DeclinedBy.JEUGDIGE": "de jeugdige",
        "DeclinedBy.PARENTS": "de ouders",
        "DeclinedBy.PROCESREGISSEUR": "de procesregisseur",
        "LeaveWithdrawal.NOT_RESPONSIBLE": "niet langer verantwoord",
        "LeaveWithdrawal.CONDITIONS_BROKEN": "voorwaarden niet nageleefd",
    }
)
