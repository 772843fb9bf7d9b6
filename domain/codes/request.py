"""What comes before a title."""

from domain.codes.coded import Coded, in_dutch


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


class AnnulmentBy(Coded):
    """Wie om vervallenverklaring vraagt (Jeugdwet 6.1.7)."""

    JEUGDIGE = "jeugdige"
    LEGAL_REPRESENTATIVE = "legal_representative"


class ConsentBy(Coded):
    """Wie als wettelijk vertegenwoordiger instemt."""

    PARENTS = "parents"
    PARENT = "parent"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


in_dutch(
    {
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
        "AnnulmentBy.JEUGDIGE": "de jeugdige",
        "AnnulmentBy.LEGAL_REPRESENTATIVE": "de wettelijk vertegenwoordiger",
        "ConsentBy.PARENTS": "de ouders",
        "ConsentBy.PARENT": "een ouder met gezag",
        "ConsentBy.MOTHER": "de moeder",
        "ConsentBy.FATHER": "de vader",
        "ConsentBy.GUARDIAN": "de voogd",
    }
)
