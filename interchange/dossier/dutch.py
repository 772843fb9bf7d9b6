"""Days, moments, codes and names of fields, in the Dutch that people read."""

from collections.abc import Mapping
from datetime import date, datetime

from domain.calendar import AMSTERDAM
from domain.codes import Coded, Role

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

ROLES: Mapping[Role, str] = {
    Role.PROCESREGISSEUR: "procesregisseur",
    Role.TEAM_SECRETARY: "secretaris van het team",
    Role.PROVIDER: "jeugdhulpaanbieder",
    Role.GI: "gecertificeerde instelling",
    Role.AUDITOR: "toezichthouder of onderzoeker",
    Role.REPORTER: "beleidsmedewerker",
    Role.PRIVACY_OFFICER: "functionaris voor gegevensbescherming",
    Role.ADMINISTRATOR: "beheerder",
    Role.JEUGDIGE: "jeugdige",
    Role.INTEGRATION: "koppeling tussen systemen",
}

STATUSES: Mapping[str, str] = {
    "future": "nog niet ingegaan",
    "running": "loopt",
    "suspended": "geschorst",
    "expired": "verlopen",
    "lapsed": "vervallen",
    "replaced": "vervangen",
    "annulled": "vernietigd of vervallen verklaard",
}
"""Of a title."""

BASES: Mapping[str, str] = {
    "ots": "ondertoezichtstelling",
    "vots": "voorlopige ondertoezichtstelling",
    "voogdij_gi": "voogdij van een gecertificeerde instelling",
    "consent": "instemming van wie het gezag heeft",
    "aged_18": "18 geworden onder een machtiging",
}
"""Civil basis of a title."""

CERTAINTIES: Mapping[str, str] = {"document_seen": "stuk gezien", "told": "mondeling vernomen", "imported": "overgenomen"}

GENDERS: Mapping[str, str] = {"female": "vrouw", "male": "man", "other": "anders", "unknown": "onbekend"}


def day(told: str) -> str:
    """Of an ISO date: `3 februari 2025`."""
    read = date.fromisoformat(told)
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


def moment(told: str) -> str:
    """Of an ISO moment with its offset, in local time: `3 februari 2025, 14:05 uur`."""
    local = datetime.fromisoformat(told).astimezone(AMSTERDAM)
    return f"{day(local.date().isoformat())}, {local:%H:%M} uur"


def label(codes: type[Coded], value: str) -> str:
    """The Dutch term of a code."""
    return codes(value).label


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
