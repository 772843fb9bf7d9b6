"""Who the jeugdige is, and whose."""

from enum import StrEnum

from domain.codes.coded import Coded, in_dutch


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


class HomeBasis(Coded):
    """Grond van de woonplaats (Jeugdwet 1.1): the registered address, the one before the stay, the mother's, the actual place."""

    REGISTERED = "registered"
    BEFORE_STAY = "before_stay"
    MOTHER_AT_BIRTH = "mother_at_birth"
    ACTUAL_PLACE = "actual_place"


class FamilyTie(Coded):
    SIBLING = "sibling"
    TWIN = "twin"


in_dutch(
    {
        "HomeBasis.REGISTERED": "adres in de basisregistratie",
        "HomeBasis.BEFORE_STAY": "adres vóór het verblijf",
        "HomeBasis.MOTHER_AT_BIRTH": "adres van de moeder bij de geboorte",
        "HomeBasis.ACTUAL_PLACE": "werkelijk verblijf",
        "FamilyTie.SIBLING": "een broer of zus",
        "FamilyTie.TWIN": "een tweelingbroer of -zus",
    }
)
