"""Complaints, objections, incidents."""

from domain.codes.coded import Coded, in_dutch


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


in_dutch(
    {
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
    }
)
