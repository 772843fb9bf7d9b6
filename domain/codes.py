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


class HomeBasis(Coded):
    """Grond van de woonplaats (Jeugdwet 1.1): the registered address, the one before the stay, the mother's, the actual place."""

    REGISTERED = "registered"
    BEFORE_STAY = "before_stay"
    MOTHER_AT_BIRTH = "mother_at_birth"
    ACTUAL_PLACE = "actual_place"


class RejectionReason(Coded):
    """Reden afwijzing, after iJw WJ759."""

    NO_NEED = "no_need"
    OTHER_LAW = "other_law"
    OTHER_MUNICIPALITY = "other_municipality"
    AGE_LIMIT = "age_limit"
    LIGHTER_HELP = "lighter_help"
    NO_PLACE = "no_place"
    OTHER = "other"


class DecisionBy(Coded):
    GEMEENTE = "gemeente"
    GI = "gi"


class Perspective(Coded):
    """Perspectief: where the way leads to."""

    HOME = "home"
    NETWORK = "network"
    PLEEGZORG = "pleegzorg"
    GEZINSHUIS = "gezinshuis"
    LEEFHUIS = "leefhuis"
    INDEPENDENT = "independent"
    OTHER = "other"


class PlanOffer(Coded):
    """Wat de ouders met het aanbod van een familiegroepsplan deden."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_POSSIBLE = "not_possible"


class StatementFor(Coded):
    """Waarvoor een gedragswetenschapper om instemming is gevraagd."""

    MACHTIGING = "machtiging"
    SPOEDMACHTIGING = "spoedmachtiging"
    VOORWAARDELIJKE_MACHTIGING = "voorwaardelijke_machtiging"
    SCHORSING = "schorsing"
    PLAN = "plan"
    VBM = "vbm"
    INSLUITING = "insluiting"
    VERLOF = "verlof"


class StatementOutcome(Coded):
    GRANTED = "granted"
    REFUSED = "refused"
    EXAM_IMPOSSIBLE = "exam_impossible"


class ScientistCategory(Coded):
    """Gekwalificeerde gedragswetenschapper (Regeling Jeugdwet 2)."""

    NIP_KINDER_EN_JEUGDPSYCHOLOOG = "nip_kinder_en_jeugdpsycholoog"
    SKJ_POSTMASTER_ORTHOPEDAGOOG = "skj_postmaster_orthopedagoog"
    SKJ_POSTMASTER_PSYCHOLOOG = "skj_postmaster_psycholoog"
    GZ_PSYCHOLOOG = "gz_psycholoog"
    PSYCHOTHERAPEUT = "psychotherapeut"
    ORTHOPEDAGOOG_GENERALIST = "orthopedagoog_generalist"
    PSYCHIATER = "psychiater"


class FiledBy(Coded):
    """Verzoeker (Jeugdwet 6.1.8)."""

    COLLEGE = "college"
    RAAD = "raad"
    OFFICIER_VAN_JUSTITIE = "officier_van_justitie"
    GI = "gi"


class ConsentBy(Coded):
    """Wie als wettelijk vertegenwoordiger instemt."""

    PARENTS = "parents"
    PARENT = "parent"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


class SuspensionTold(Coded):
    RAAD = "raad"
    COLLEGE = "college"


class AdmissionTold(Coded):
    """Aan wie de opneming wordt meegedeeld (Jeugdwet 6.1.6, 6.1.13)."""

    JEUGDIGE = "jeugdige"
    AUTHORITY = "authority"
    COLLEGE = "college"
    REQUESTER = "requester"
    LAWYER = "lawyer"
    REGISTRAR = "registrar"


class ProtectionKind(Coded):
    """Kinderbeschermingsmaatregel (CBS types 11, 12, 21, 22, 23)."""

    OTS = "ots"
    VOTS = "vots"
    VOOGDIJ = "voogdij"
    VOORLOPIGE_VOOGDIJ = "voorlopige_voogdij"
    TIJDELIJKE_VOOGDIJ = "tijdelijke_voogdij"

    @property
    def is_supervision(self) -> bool:
        """Ondertoezichtstelling, provisional or not (BW 1:255, 1:257)."""
        return self in (ProtectionKind.OTS, ProtectionKind.VOTS)


class ProtectionEnd(Coded):
    """Reden einde maatregel (CBS)."""

    ADULT = "adult"
    LIFTED = "lifted"
    NOT_PROLONGED = "not_prolonged"
    AS_PLANNED = "as_planned"
    AUTHORITY_ENDED = "authority_ended"
    DIED = "died"
    BECAME_OTS = "became_ots"


class ConsentMatter(Coded):
    """Waarvoor de kinderrechter toestemming geeft."""

    MOVE_FROM_FAMILY = "move_from_family"
    ABROAD = "abroad"


class EndRequester(Coded):
    """Wie om het einde van een uithuisplaatsing vraagt (BW 1:265d)."""

    PARENT = "parent"
    JEUGDIGE = "jeugdige"
    FOSTER_CARER = "foster_carer"


class Consulted(Coded):
    """Wie over een plan is geraadpleegd (Jeugdwet 6.2.9, fourth paragraph)."""

    PARENTS = "parents"
    AUTHORITY = "authority"
    FAMILY = "family"
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist"
    DOCTOR = "doctor"


class MeasureCode(Coded):
    """Vrijheidsbeperkende maatregel (Jeugdwet 6.1.4(6), 6.3.2.1 to 6.3.2.7): a closed list."""

    TOEZ = "TOEZ"
    BEW_A = "BEW-a"
    BEW_B = "BEW-b"
    BEW_C = "BEW-c"
    BEW_D = "BEW-d"
    BEW_E = "BEW-e"
    BEW_F = "BEW-f"
    VERPL_A = "VERPL-a"
    VERPL_B = "VERPL-b"
    CONT_A = "CONT-a"
    CONT_B = "CONT-b"
    CONT_C = "CONT-c"
    ONDZ_A = "ONDZ-a"
    ONDZ_B = "ONDZ-b"
    ONDZ_C = "ONDZ-c"
    ONDZ_D = "ONDZ-d"
    ONDZ_E = "ONDZ-e"
    VERV_A = "VERV-a"
    VERV_B = "VERV-b"
    VERV_C = "VERV-c"
    GERE_A = "GERE-a"
    GERE_B = "GERE-b"
    GERE_C = "GERE-c"
    VOORW_A = "VOORW-a"
    VOORW_B = "VOORW-b"
    VOORW_C = "VOORW-c"
    VOORW_D = "VOORW-d"
    VOORW_E = "VOORW-e"

    @property
    def chapter(self) -> str:
        """TOEZ, BEW, VERPL, CONT, ONDZ, VERV, GERE or VOORW."""
        return self.value.split("-")[0]

    @property
    def is_seclusion(self) -> bool:
        """Insluiting (6.3.2.2, first paragraph, f)."""
        return self is MeasureCode.BEW_F


class MeasureTold(Coded):
    PARENTS = "parents"
    FOSTER_PARENTS = "foster_parents"
    GI = "gi"


class ComplaintKind(Coded):
    """Naar welke regeling: chapter 6 (6.5.1), or in general (4.2.1)."""

    CLOSED = "closed"
    GENERAL = "general"


class ComplaintSubject(Coded):
    MEASURE = "measure"
    TRANSPORT = "transport"
    COURT_MEASURE = "court_measure"
    OWN_CHILD = "own_child"
    LEAVE = "leave"
    OTHER = "other"


class ComplaintForum(Coded):
    KLACHTENCOMMISSIE = "klachtencommissie"
    RSJ = "rsj"


class ComplaintOutcome(Coded):
    ONBEVOEGD = "onbevoegd"
    NIET_ONTVANKELIJK = "niet_ontvankelijk"
    ONGEGROND = "ongegrond"
    GEGROND = "gegrond"


class ObjectionOutcome(Coded):
    NIET_ONTVANKELIJK = "niet_ontvankelijk"
    ONGEGROND = "ongegrond"
    GEGROND = "gegrond"


class IncidentKind(Coded):
    """Calamiteit or geweld (Jeugdwet 1.1, 4.1.8)."""

    CALAMITEIT = "calamiteit"
    GEWELD = "geweld"


class Inspectorate(Coded):
    IGJ = "igj"
    INSPECTIE_JENV = "inspectie_jenv"


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


class DeclinedBy(Coded):
    PROVIDER = "provider"
    JEUGDIGE = "jeugdige"
    PARENTS = "parents"
    PROCESREGISSEUR = "procesregisseur"


class LeaveWithdrawal(Coded):
    NOT_RESPONSIBLE = "not_responsible"
    CONDITIONS_BROKEN = "conditions_broken"


class Informant(Coded):
    JEUGDIGE = "jeugdige"
    PARENT = "parent"


class FurtherHelp(Coded):
    """Verder zonder hulp (outcome set, item 3.1)."""

    SAME_OR_HEAVIER = "01"
    LIGHTER = "02"
    NONE_NOW = "03"
    NONE = "04"


class ContinuationGround(Coded):
    """Grond voor jeugdhulp na achttien (Jeugdwet 1.1, jeugdige, 4°)."""

    CONTINUATION = "continuation"
    DECIDED_BEFORE = "decided_before"
    RESUMPTION = "resumption"


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


class FamilyTie(Coded):
    SIBLING = "sibling"
    TWIN = "twin"


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
    "HomeBasis.REGISTERED": "adres in de basisregistratie",
    "HomeBasis.BEFORE_STAY": "adres vóór het verblijf",
    "HomeBasis.MOTHER_AT_BIRTH": "adres van de moeder bij de geboorte",
    "HomeBasis.ACTUAL_PLACE": "werkelijk verblijf",
    "RejectionReason.NO_NEED": "geen hulp nodig",
    "RejectionReason.OTHER_LAW": "valt onder een andere wet",
    "RejectionReason.OTHER_MUNICIPALITY": "andere gemeente verantwoordelijk",
    "RejectionReason.AGE_LIMIT": "leeftijdsgrens",
    "RejectionReason.LIGHTER_HELP": "lichtere hulp past",
    "RejectionReason.NO_PLACE": "geen plek",
    "RejectionReason.OTHER": "anders",
    "DecisionBy.GEMEENTE": "de gemeente",
    "DecisionBy.GI": "de gecertificeerde instelling",
    "Perspective.HOME": "naar huis",
    "Perspective.NETWORK": "het eigen netwerk",
    "Perspective.INDEPENDENT": "zelfstandig wonen",
    "Perspective.OTHER": "anders",
    "PlanOffer.ACCEPTED": "aangenomen",
    "PlanOffer.DECLINED": "niet gewenst",
    "PlanOffer.NOT_POSSIBLE": "niet mogelijk",
    "StatementFor.MACHTIGING": "een machtiging",
    "StatementFor.SPOEDMACHTIGING": "een spoedmachtiging",
    "StatementFor.VOORWAARDELIJKE_MACHTIGING": "een voorwaardelijke machtiging",
    "StatementFor.PLAN": "maatregelen in het plan",
    "StatementFor.VBM": "een vrijheidsbeperkende maatregel",
    "StatementOutcome.GRANTED": "instemming verleend",
    "StatementOutcome.REFUSED": "instemming geweigerd",
    "StatementOutcome.EXAM_IMPOSSIBLE": "onderzoek feitelijk onmogelijk",
    "ScientistCategory.NIP_KINDER_EN_JEUGDPSYCHOLOOG": "kinder- en jeugdpsycholoog NIP",
    "ScientistCategory.SKJ_POSTMASTER_ORTHOPEDAGOOG": "postmaster-orthopedagoog SKJ",
    "ScientistCategory.SKJ_POSTMASTER_PSYCHOLOOG": "postmaster-psycholoog SKJ",
    "ScientistCategory.GZ_PSYCHOLOOG": "gz-psycholoog",
    "ScientistCategory.ORTHOPEDAGOOG_GENERALIST": "orthopedagoog-generalist",
    "FiledBy.COLLEGE": "het college",
    "FiledBy.RAAD": "de Raad voor de Kinderbescherming",
    "FiledBy.OFFICIER_VAN_JUSTITIE": "de officier van justitie",
    "FiledBy.GI": "de gecertificeerde instelling",
    "ConsentBy.PARENTS": "de ouders",
    "ConsentBy.PARENT": "een ouder met gezag",
    "ConsentBy.MOTHER": "de moeder",
    "ConsentBy.FATHER": "de vader",
    "ConsentBy.GUARDIAN": "de voogd",
    "SuspensionTold.RAAD": "de Raad voor de Kinderbescherming",
    "SuspensionTold.COLLEGE": "het college",
    "AdmissionTold.JEUGDIGE": "de jeugdige",
    "AdmissionTold.AUTHORITY": "wie het gezag heeft",
    "AdmissionTold.COLLEGE": "het college",
    "AdmissionTold.REQUESTER": "de verzoeker",
    "AdmissionTold.LAWYER": "de advocaat",
    "AdmissionTold.REGISTRAR": "de griffier",
    "ProtectionKind.OTS": "ondertoezichtstelling",
    "ProtectionKind.VOTS": "voorlopige ondertoezichtstelling",
    "ProtectionEnd.ADULT": "meerderjarig",
    "ProtectionEnd.LIFTED": "tussentijds opgeheven",
    "ProtectionEnd.NOT_PROLONGED": "niet verlengd",
    "ProtectionEnd.AS_PLANNED": "volgens plan",
    "ProtectionEnd.AUTHORITY_ENDED": "gezag beëindigd",
    "ProtectionEnd.DIED": "overleden",
    "ProtectionEnd.BECAME_OTS": "overgegaan in een ondertoezichtstelling",
    "ConsentMatter.MOVE_FROM_FAMILY": "wijziging van het verblijf in een gezin",
    "ConsentMatter.ABROAD": "plaatsing in het buitenland",
    "EndRequester.PARENT": "een ouder",
    "EndRequester.JEUGDIGE": "de jeugdige",
    "EndRequester.FOSTER_CARER": "een pleegouder",
    "MeasureCode.TOEZ": "toezicht",
    "MeasureCode.BEW_A": "vastpakken en vasthouden",
    "MeasureCode.BEW_B": "verbod op plaatsen of tijden",
    "MeasureCode.BEW_C": "beperking van deelname aan activiteiten",
    "MeasureCode.BEW_D": "tijdelijke overplaatsing",
    "MeasureCode.BEW_E": "verblijf in een kamer die niet op slot is",
    "MeasureCode.BEW_F": "insluiting",
    "MeasureCode.VERPL_A": "verplichte deelname aan een programma",
    "MeasureCode.VERPL_B": "verplichte geneeskundige behandeling",
    "MeasureCode.CONT_A": "beperking van communicatie",
    "MeasureCode.CONT_B": "beperking van bezoek",
    "MeasureCode.CONT_C": "toezicht op contact",
    "MeasureCode.ONDZ_A": "onderzoek aan het lichaam",
    "MeasureCode.ONDZ_B": "onderzoek van kleding",
    "MeasureCode.ONDZ_C": "onderzoek van urine",
    "MeasureCode.ONDZ_D": "onderzoek van de kamer",
    "MeasureCode.ONDZ_E": "onderzoek van post",
    "MeasureCode.VERV_A": "maatregel tijdens vervoer (a)",
    "MeasureCode.VERV_B": "maatregel tijdens vervoer (b)",
    "MeasureCode.VERV_C": "maatregel tijdens vervoer (c)",
    "MeasureCode.GERE_A": "maatregel in het gerechtsgebouw (a)",
    "MeasureCode.GERE_B": "maatregel in het gerechtsgebouw (b)",
    "MeasureCode.GERE_C": "maatregel in het gerechtsgebouw (c)",
    "MeasureCode.VOORW_A": "onderzoek aan het lichaam (voorwaarde)",
    "MeasureCode.VOORW_B": "onderzoek van kleding (voorwaarde)",
    "MeasureCode.VOORW_C": "onderzoek van urine (voorwaarde)",
    "MeasureCode.VOORW_D": "beperking van bewegingsvrijheid (voorwaarde)",
    "MeasureCode.VOORW_E": "elektronisch toezicht (voorwaarde)",
    "MeasureTold.PARENTS": "de ouders",
    "MeasureTold.FOSTER_PARENTS": "de pleegouders",
    "MeasureTold.GI": "de gecertificeerde instelling",
    "ComplaintKind.CLOSED": "gesloten jeugdhulp",
    "ComplaintKind.GENERAL": "algemeen",
    "ComplaintSubject.MEASURE": "een vrijheidsbeperkende maatregel",
    "ComplaintSubject.TRANSPORT": "een maatregel tijdens vervoer",
    "ComplaintSubject.COURT_MEASURE": "een maatregel in het gerechtsgebouw",
    "ComplaintSubject.OWN_CHILD": "weigering van het eigen kind",
    "ComplaintSubject.LEAVE": "verlof",
    "ComplaintSubject.OTHER": "iets anders",
    "ComplaintForum.KLACHTENCOMMISSIE": "de klachtencommissie",
    "ComplaintForum.RSJ": "de beroepscommissie van de RSJ",
    "Inspectorate.IGJ": "Inspectie Gezondheidszorg en Jeugd",
    "Inspectorate.INSPECTIE_JENV": "Inspectie Justitie en Veiligheid",
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
    "DeclinedBy.PROVIDER": "de aanbieder",
    "DeclinedBy.JEUGDIGE": "de jeugdige",
    "DeclinedBy.PARENTS": "de ouders",
    "DeclinedBy.PROCESREGISSEUR": "de procesregisseur",
    "LeaveWithdrawal.NOT_RESPONSIBLE": "niet langer verantwoord",
    "LeaveWithdrawal.CONDITIONS_BROKEN": "voorwaarden niet nageleefd",
    "Informant.JEUGDIGE": "de jeugdige",
    "Informant.PARENT": "een ouder of opvoeder",
    "FurtherHelp.SAME_OR_HEAVIER": "zelfde of zwaardere hulp nodig",
    "FurtherHelp.LIGHTER": "lichtere hulp nodig",
    "FurtherHelp.NONE_NOW": "nu geen hulp nodig, later misschien",
    "FurtherHelp.NONE": "geen hulp nodig",
    "ContinuationGround.CONTINUATION": "voortzetting noodzakelijk",
    "ContinuationGround.DECIDED_BEFORE": "vóór achttien bepaald",
    "ContinuationGround.RESUMPTION": "hervatting binnen een half jaar",
    "PartyRole.PARENT_WITH_AUTHORITY": "ouder met gezag",
    "PartyRole.PARENT": "ouder",
    "PartyRole.GUARDIAN": "voogd",
    "PartyRole.FOSTER_CARER": "pleegouder",
    "PartyRole.GI_WORKER": "jeugdbeschermer",
    "PartyRole.LAWYER": "advocaat",
    "PartyRole.OTHER": "andere betrokkene",
    "DocumentKind.OTHER": "ander document",
    "FamilyTie.SIBLING": "een broer of zus",
    "FamilyTie.TWIN": "een tweelingbroer of -zus",
    "MessageKind.START": "start",
    "MessageKind.STOP": "stop",
    "AnnulledBy.KINDERRECHTER": "de kinderrechter",
    "AnnulledBy.GERECHTSHOF": "het gerechtshof",
    "AnnulledBy.KLACHTENCOMMISSIE": "de klachtencommissie",
    "AnnulledBy.RSJ": "de beroepscommissie van de RSJ",
}
