"""Plans and restrictive measures."""

from domain.codes.coded import Coded, in_dutch


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


in_dutch(
    {
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
    }
)
