"""The coded facts: closed lists of the contract, the iJw lists they follow, and the roles.

Lists that change over time (municipalities, providers, locations) are no enumerations: they live in the
region's register (`domain.region`) and are valid between dates.
"""

from enum import IntEnum, StrEnum


class Coded(StrEnum):
    """A closed list. The values are the contract's; `label` is what people read."""

    @property
    def label(self) -> str:
        """The Dutch term, in lower case."""
        return _DUTCH.get(f"{type(self).__name__}.{self.name}", self.value.replace("_", " "))


class Setting(Coded):
    """Vorm van hulp, from light to heavy. Stepping down is moving to a lighter one."""

    AMBULANT = "ambulant"
    PLEEGZORG = "pleegzorg"
    GEZINSHUIS = "gezinshuis"
    LEEFHUIS = "leefhuis"
    OPEN_RESIDENTIEEL = "open_residentieel"
    INTENSIEF_KLINISCH = "intensief_klinisch"
    GESLOTEN = "gesloten"

    @property
    def weight(self) -> int:
        """Rank from 0 (lightest) to 6 (heaviest)."""
        return _WEIGHTS[self]

    def lighter_than(self, other: "Setting") -> bool:
        return self.weight < other.weight


_WEIGHTS = {setting: weight for weight, setting in enumerate(Setting)}


class Gender(Coded):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class NoBsnReason(StrEnum):
    """Why a jeugdige has no BSN here (Jeugdwet 7.2.4): the reasons that are known of; another may be given."""

    UNBORN = "unborn"
    ABROAD = "abroad"
    NOT_REGISTERED = "not_registered"


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


class Team(Coded):
    IDT = "idt"
    REGIONAL_EXPERT = "regional_expert"
    SUPRAREGIONAL_EXPERT = "supraregional_expert"
    TABLE = "table"
    OTHER = "other"


class Presence(Coded):
    """How somebody took part in a review."""

    PRESENT = "present"
    REPRESENTED = "represented"
    SPOKEN_BEFORE = "spoken_before"
    DECLINED = "declined"
    NOT_OFFERED = "not_offered"


class SharingBasis(Coded):
    """Grond voor het delen van gegevens (Jeugdwet 7.3.11)."""

    CONSENT = "consent"
    DIRECTLY_INVOLVED = "directly_involved"


class VoiceAbout(Coded):
    REFERRAL = "referral"
    REVIEW = "review"
    ADMISSION = "admission"
    MOVE = "move"
    PLAN = "plan"
    DISCHARGE = "discharge"


class VoiceForm(Coded):
    CONVERSATION = "conversation"
    OWN_WORDS = "own_words"
    VERTROUWENSPERSOON = "vertrouwenspersoon"
    DECLINED = "declined"


class Agreement(Coded):
    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNKNOWN = "unknown"


class TitleKind(Coded):
    """Juridische titel voor gesloten jeugdhulp of plaatsing buiten het gezin."""

    MACHTIGING = "machtiging"
    SPOEDMACHTIGING = "spoedmachtiging"
    VOORWAARDELIJKE_MACHTIGING = "voorwaardelijke_machtiging"
    MUHP = "muhp"
    ZORGMACHTIGING = "zorgmachtiging"
    CRISISMAATREGEL = "crisismaatregel"
    VOORTZETTING_CRISISMAATREGEL = "voortzetting_crisismaatregel"
    WZD = "wzd"


class TitleBasis(Coded):
    """Civiele grondslag (Jeugdwet 6.1.2, third paragraph); `aged_18` for who turned 18 under a title."""

    OTS = "ots"
    VOTS = "vots"
    VOOGDIJ_GI = "voogdij_gi"
    CONSENT = "consent"
    AGED_18 = "aged_18"


class LapseGround(Coded):
    TERM = "term"
    NOT_EXECUTED = "not_executed"
    GI = "gi"
    CONSENT = "consent"
    DECIDED = "decided"
    OTHER_TITLE = "other_title"


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


class HelpKind(Coded):
    AMBULANT = "ambulant"
    DAGBEHANDELING = "dagbehandeling"
    CRISIS = "crisis"
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


class AnnulledBy(Coded):
    KINDERRECHTER = "kinderrechter"
    GERECHTSHOF = "gerechtshof"
    KLACHTENCOMMISSIE = "klachtencommissie"
    RSJ = "rsj"


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


class Moment(IntEnum):
    """Place within a day: what ends, then titles and other decisions, then what starts."""

    END = 0
    DECISION = 1
    START = 2


_DUTCH = {
    "Referrer.GI": "de gecertificeerde instelling",
    "Referrer.GEMEENTE": "de gemeente",
    "Referrer.HUISARTS": "de huisarts",
    "Referrer.JEUGDARTS": "de jeugdarts",
    "Referrer.MEDISCH_SPECIALIST": "de medisch specialist",
    "Referrer.GEEN": "het gezin zelf",
    "Referrer.RECHTER": "de rechter",
    "Team.IDT": "interdisciplinair team",
    "Team.REGIONAL_EXPERT": "regionaal expertteam",
    "Team.SUPRAREGIONAL_EXPERT": "bovenregionaal expertteam",
    "Team.TABLE": "overlegtafel",
    "Team.OTHER": "ander team",
    "Presence.PRESENT": "aanwezig",
    "Presence.REPRESENTED": "vertegenwoordigd",
    "Presence.SPOKEN_BEFORE": "vooraf gesproken",
    "Presence.DECLINED": "wilde niet deelnemen",
    "Presence.NOT_OFFERED": "niet uitgenodigd",
    "VoiceAbout.REFERRAL": "de aanmelding",
    "VoiceAbout.REVIEW": "de teambespreking",
    "VoiceAbout.ADMISSION": "de opname",
    "VoiceAbout.MOVE": "de verplaatsing",
    "VoiceAbout.PLAN": "het plan",
    "VoiceAbout.DISCHARGE": "het vertrek",
    "VoiceForm.CONVERSATION": "gesprek",
    "VoiceForm.OWN_WORDS": "eigen woorden",
    "VoiceForm.VERTROUWENSPERSOON": "via de vertrouwenspersoon",
    "VoiceForm.DECLINED": "wilde niets zeggen",
    "Agreement.YES": "ja",
    "Agreement.NO": "nee",
    "Agreement.PARTLY": "deels",
    "Agreement.UNKNOWN": "onbekend",
    "TitleKind.MUHP": "machtiging uithuisplaatsing",
    "TitleKind.VOORTZETTING_CRISISMAATREGEL": "voortzetting van de crisismaatregel",
    "TitleKind.WZD": "Wzd-machtiging",
    "LapseGround.TERM": "termijn verstreken",
    "LapseGround.NOT_EXECUTED": "niet ten uitvoer gelegd",
    "LapseGround.GI": "besluit van de gecertificeerde instelling",
    "LapseGround.CONSENT": "instemming ingetrokken",
    "LapseGround.DECIDED": "op het verzoek is beslist",
    "LapseGround.OTHER_TITLE": "andere machtiging verleend",
    "HelpKind.OTHER": "andere hulp",
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
    "AnnulledBy.KINDERRECHTER": "de kinderrechter",
    "AnnulledBy.GERECHTSHOF": "het gerechtshof",
    "AnnulledBy.KLACHTENCOMMISSIE": "de klachtencommissie",
    "AnnulledBy.RSJ": "de beroepscommissie van de RSJ",
}
