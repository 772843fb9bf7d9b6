"""Help without a stay, and after eighteen."""

from domain.codes.coded import Coded, in_dutch


class HelpKind(Coded):
    AMBULANT = "ambulant"
    DAGBEHANDELING = "dagbehandeling"
    CRISIS = "crisis"
    OTHER = "other"


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


in_dutch(
    {
        "HelpKind.OTHER": "andere hulp",
        "Informant.JEUGDIGE": "de jeugdige",
        "Informant.PARENT": "een ouder of opvoeder",
        "FurtherHelp.SAME_OR_HEAVIER": "zelfde of zwaardere hulp nodig",
        "FurtherHelp.LIGHTER": "lichtere hulp nodig",
        "FurtherHelp.NONE_NOW": "nu geen hulp nodig, later misschien",
        "FurtherHelp.NONE": "geen hulp nodig",
        "ContinuationGround.CONTINUATION": "voortzetting noodzakelijk",
        "ContinuationGround.DECIDED_BEFORE": "vóór achttien bepaald",
        "ContinuationGround.RESUMPTION": "hervatting binnen een half jaar",
    }
)
