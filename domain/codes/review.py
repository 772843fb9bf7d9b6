"""Reviews, decisions, and the voice of the jeugdige."""

from domain.codes.coded import Coded, in_dutch


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


in_dutch(
    {
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
        "DecisionBy.GEMEENTE": "de gemeente",
        "DecisionBy.GI": "de gecertificeerde instelling",
        "Perspective.HOME": "naar huis",
        "Perspective.NETWORK": "het eigen netwerk",
        "Perspective.INDEPENDENT": "zelfstandig wonen",
        "Perspective.OTHER": "anders",
    }
)
