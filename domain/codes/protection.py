"""Measures of child protection."""

from domain.codes.coded import Coded, in_dutch


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


in_dutch(
    {
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
    }
)
