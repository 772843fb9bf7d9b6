"""Doel van een inzage: why somebody looks, where nobody said so. The purpose that a role has by itself."""

from collections.abc import Mapping

from domain.codes import Role

PURPOSES: Mapping[Role, str] = {
    Role.PROCESREGISSEUR: "Regie over het traject (Jeugdwet 2.3)",
    Role.TEAM_SECRETARY: "Bespreking in het team",
    Role.PROVIDER: "Verlenen van jeugdhulp",
    Role.GI: "Uitvoering van een maatregel door de GI (Jeugdwet 3.2)",
    Role.AUDITOR: "Toezicht en onderzoek onder een opdracht",
    Role.REPORTER: "Beleidsinformatie",
    Role.PRIVACY_OFFICER: "Toezicht op de verwerking van persoonsgegevens",
    Role.ADMINISTRATOR: "Beheer van het systeem",
    Role.JEUGDIGE: "Inzage in het eigen dossier (Jeugdwet 7.3.10)",
    Role.INTEGRATION: "Uitwisseling tussen systemen",
}
"""By role; the header `Purpose` says another."""
