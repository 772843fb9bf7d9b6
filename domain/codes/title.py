"""Titles."""

from domain.codes.coded import Coded, in_dutch


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


class SuspensionTold(Coded):
    RAAD = "raad"
    COLLEGE = "college"


class AnnulledBy(Coded):
    KINDERRECHTER = "kinderrechter"
    GERECHTSHOF = "gerechtshof"
    KLACHTENCOMMISSIE = "klachtencommissie"
    RSJ = "rsj"


in_dutch(
    {
        "TitleKind.MUHP": "machtiging uithuisplaatsing",
        "TitleKind.VOORTZETTING_CRISISMAATREGEL": "voortzetting van de crisismaatregel",
        "TitleKind.WZD": "Wzd-machtiging",
        "LapseGround.TERM": "termijn verstreken",
        "LapseGround.NOT_EXECUTED": "niet ten uitvoer gelegd",
        "LapseGround.GI": "besluit van de gecertificeerde instelling",
        "LapseGround.CONSENT": "instemming ingetrokken",
        "LapseGround.DECIDED": "op het verzoek is beslist",
        "LapseGround.OTHER_TITLE": "andere machtiging verleend",
        "SuspensionTold.RAAD": "de Raad voor de Kinderbescherming",
        "SuspensionTold.COLLEGE": "het college",
        "AnnulledBy.KINDERRECHTER": "de kinderrechter",
        "AnnulledBy.GERECHTSHOF": "het gerechtshof",
        "AnnulledBy.KLACHTENCOMMISSIE": "de klachtencommissie",
        "AnnulledBy.RSJ": "de beroepscommissie van de RSJ",
    }
)
