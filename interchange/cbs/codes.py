"""The codes of a record (Informatieprotocol v7). Their names are the protocol's: there are no English ones."""

from enum import StrEnum


class Geslacht(StrEnum):
    VROUW = "V"
    MAN = "M"
    OVERIG = "O"
    """Also where it is not known: there is no fourth code."""


class Verwijzer(StrEnum):
    GEMEENTE = "01"
    HUISARTS = "02"
    JEUGDARTS = "03"
    GI = "04"
    MEDISCH_SPECIALIST = "05"
    GEEN = "06"
    RECHTER = "08"
    """The judge in a criminal case; what a judge decides under a measure of child protection came of the gecertificeerde instelling."""


class Hulpvorm(StrEnum):
    WIJKTEAM = "01"
    BIJ_DE_AANBIEDER = "02"
    DAGHULP = "03"
    IN_HET_NETWERK = "04"
    PLEEGZORG = "11"
    GEZINSGERICHT = "12"
    GESLOTEN = "13"
    """Under a machtiging for closed care, or a zorgmachtiging or crisismaatregel (Wvggz)."""
    VERBLIJF_ANDERS = "14"

    @property
    def is_a_stay(self) -> bool:
        """Jeugdhulp met verblijf."""
        return self.value.startswith("1")


class Crisis(StrEnum):
    """Gestart met crisis."""

    JA = "01"
    NEE = "02"


class Reden(StrEnum):
    """Reden beëindiging."""

    VOLGENS_PLAN = "01"
    IN_OVEREENSTEMMING = "02"
    CLIENT = "03"
    AANBIEDER = "04"
    EXTERN = "05"
