"""The region's register: municipalities, providers, locations, gecertificeerde instellingen and products, in a stream of their own.

`occurred_on` is the day from which it is so: the first day on which a code is valid, or the first on which it is not any more.

>>> from datetime import date
>>> ProviderSucceeded(occurred_on=date(2025, 1, 1), provider="via-jeugd", successor="koraal").sentence()
'Aanbieder via-jeugd opgevolgd door koraal.'
"""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from domain.codes import PeriodicDelivery, Role, Setting
from domain.events.base import Code, Event, Municipality, Name, Shape
from domain.events.correction import Corrected, Voided

REGISTER_ID = UUID("00000000-0000-8000-8000-726567697374")
"""The stream of the register: a version-8 UUID of which the last six bytes spell its name."""

_WHO_KEEPS_IT = frozenset({Role.ADMINISTRATOR})

_WHO_MENDS_IT = frozenset({Role.ADMINISTRATOR, Role.PROVIDER})

Agb = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
"""AGB-code, by which iJw messages name a provider: eight digits."""

ProductCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,5}$")]
"""Productcode of the iJw, at most five characters."""

PRODUCT_CATEGORIES: dict[str, str] = {
    "31": "zonder verblijf, door een wijk- of buurtteam (2015)",
    "32": "zonder verblijf, ambulant bij de aanbieder (2015)",
    "33": "zonder verblijf, daghulp bij de aanbieder (2015)",
    "34": "zonder verblijf, in het netwerk van de jeugdige (2015)",
    "35": "pleegzorg (2015)",
    "36": "gezinsgericht verblijf (2015)",
    "37": "gesloten plaatsing (2015)",
    "38": "overig residentieel verblijf (2015)",
    "40": "persoonlijke verzorging",
    "41": "dagbehandeling",
    "42": "vervoer",
    "43": "verblijf met behandeling",
    "44": "verblijf zonder behandeling",
    "45": "ambulante jeugdhulp",
    "46": "crisishulp",
    "47": "jeugdreclassering",
    "48": "jeugdbescherming",
    "49": "preventief justitieel kader",
    "50": "maatwerkarrangementen",
    "51": "generalistische basis-ggz",
    "52": "specialistische ggz",
    "53": "kindergeneeskunde",
    "54": "jeugd-ggz",
    "55": "landelijk ingekochte zorg",
}
"""Productcategorie, iJw 3.2 code list JZ020."""


def _listed_category(category: str) -> str:
    if category not in PRODUCT_CATEGORIES:
        raise ValueError("Give a code of JZ020.")
    return category


ProductCategory = Annotated[str, AfterValidator(_listed_category)]

Capacity = Annotated[int, Field(ge=1, le=1000)]
"""Places in a house or family."""


class Coordinates(Shape):
    """Where it lies, in degrees (WGS84)."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class RegisterEvent(Event):
    """An entry of the register, valid from `occurred_on`."""

    stream = REGISTER_ID
    recorded_by = _WHO_KEEPS_IT


class MunicipalityListed(RegisterEvent):
    """Gemeente opgenomen (CBS gemeentecode): of the region, or elsewhere, where a jeugdige of the region stays or comes from.

    Which municipalities form the region is law (Besluit Jeugdwet 2.2.2). Listed anew, one goes over to it or leaves it from that day.
    """

    event_type = "municipality-listed"

    municipality: Municipality
    name: Name
    in_region: Annotated[
        bool, Field(description="Of this jeugdregio (Besluit Jeugdwet 2.2.2); P9 and the nearness of a stay go by it.")
    ] = True

    def sentence(self) -> str:
        outside = "" if self.in_region else ", buiten de regio"
        return f"Gemeente {self.name} ({self.municipality}) opgenomen in het register{outside}."


class MunicipalityMerged(RegisterEvent):
    """Gemeente heringedeeld (Wet algemene regels herindeling; iJw JZ002, code 11): from that day it is part of another."""

    event_type = "municipality-merged"

    municipality: Municipality
    into: Municipality

    @model_validator(mode="after")
    def _into_another(self) -> "MunicipalityMerged":
        if self.into == self.municipality:
            raise ValueError("A municipality merges into another one.")
        return self

    def sentence(self) -> str:
        return f"Gemeente {self.municipality} opgegaan in {self.into}."


class ProviderListed(RegisterEvent):
    """Jeugdhulpaanbieder (Jeugdwet 1.1, jeugdhulpaanbieder)."""

    event_type = "provider-listed"

    provider: Code
    name: Name
    agb: Annotated[Agb | None, Field(description="AGB-code, eight digits, where it is known.")] = None

    def sentence(self) -> str:
        return f"Aanbieder {self.name} opgenomen in het register."


class ProviderClosed(RegisterEvent):
    """Aanbieder gestopt (Praktijk: aanbieders die stoppen): nobody takes its care over."""

    event_type = "provider-closed"

    provider: Code

    def sentence(self) -> str:
        return f"Aanbieder {self.provider} gestopt."


class ProviderSucceeded(RegisterEvent):
    """Aanbieder opgevolgd: from that day the successor keeps all its open locations. Nobody moves by it.

    By a takeover, where the help goes on as far as possible (Jeugdwet 2.13), or by a merger (BW 2:309).
    """

    event_type = "provider-succeeded"

    provider: Code
    successor: Code

    @model_validator(mode="after")
    def _by_another(self) -> "ProviderSucceeded":
        if self.successor == self.provider:
            raise ValueError("A provider is succeeded by another one.")
        return self

    def sentence(self) -> str:
        return f"Aanbieder {self.provider} opgevolgd door {self.successor}."


class LocationOpened(RegisterEvent):
    """Locatie geopend: a house or family where a provider offers one setting (Jeugdwet 1.1, accommodatie)."""

    event_type = "location-opened"
    schema_number = 2
    """1 did not say whether it was registered: the closed ones were listed from the public register."""

    location: Code
    provider: Code
    name: Name
    setting: Setting
    municipality: Municipality
    capacity: Capacity
    registered: Annotated[bool, Field(description="In the public register of gesloten accommodaties on that day (Jeugdwet 6.2.1).")] = False
    coordinates: Coordinates | None = None

    def sentence(self) -> str:
        registered = ", geregistreerde gesloten accommodatie" if self.registered else ""
        return f"Locatie {self.name} geopend ({self.setting.label}, {self.capacity} plaatsen{registered})."


class LocationChanged(RegisterEvent):
    """Locatie gewijzigd: another name, capacity or place from that day (Jeugdwet 1.1, accommodatie).

    A house with another setting is another location.
    """

    event_type = "location-changed"

    location: Code
    name: Name | None = None
    capacity: Capacity | None = None
    coordinates: Coordinates | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "LocationChanged":
        if self.name is None and self.capacity is None and self.coordinates is None:
            raise ValueError("Give at least one field that changes.")
        return self

    def sentence(self) -> str:
        changes = [
            *([f"heet {self.name}"] if self.name is not None else ()),
            *([f"{self.capacity} plaatsen"] if self.capacity is not None else ()),
            *(["andere ligging"] if self.coordinates is not None else ()),
        ]
        return f"Locatie {self.location} gewijzigd: {', '.join(changes)}."


class LocationClosed(RegisterEvent):
    """Locatie gesloten: nobody can come there any more (Jeugdwet 1.1, accommodatie).

    Who is there that day stays there until it is recorded that he left.
    """

    event_type = "location-closed"

    location: Code

    def sentence(self) -> str:
        return f"Locatie {self.location} gesloten."


class AccommodationRegistered(RegisterEvent):
    """Gesloten accommodatie geregistreerd (Jeugdwet 6.2.1): only in one that is can a machtiging be executed (Jeugdwet 6.2.2).

    The public register holds name and address of the accommodation, name and legal form of its provider (6.2.1, first paragraph);
    a registration is announced in the Staatscourant (third paragraph).
    """

    event_type = "accommodation-registered"

    location: Code
    name: Name
    address: Name
    provider_name: Name
    legal_form: Annotated[Name, Field(description="Rechtsvorm, such as stichting.")]

    def sentence(self) -> str:
        return f"Gesloten accommodatie {self.name} ({self.location}) van {self.provider_name}, {self.legal_form}, geregistreerd."


class AccommodationDeregistered(RegisterEvent):
    """Registratie als gesloten accommodatie doorgehaald: from that day no machtiging can be executed there (Jeugdwet 6.2.2)."""

    event_type = "accommodation-deregistered"

    location: Code

    def sentence(self) -> str:
        return f"Registratie van {self.location} als gesloten accommodatie doorgehaald."


class InstitutionCertified(RegisterEvent):
    """Gecertificeerde instelling opgenomen: from that day it carries out measures of child protection (Jeugdwet 3.2, first paragraph; 3.4).

    A certificate lasts three years, a provisional one two (3.4, fifth paragraph). Renewed, it goes on: nothing is recorded of that.
    """

    event_type = "institution-certified"

    gi: Code
    name: Name
    provisional: Annotated[bool, Field(description="Voorlopig certificaat (Jeugdwet 3.4, second paragraph).")] = False

    def sentence(self) -> str:
        return f"{self.name} ({self.gi}) {'voorlopig ' if self.provisional else ''}gecertificeerd."


class CertificationEnded(RegisterEvent):
    """Certificaat ingetrokken, geschorst of verlopen (Jeugdwet 3.4, second and fifth paragraph): from then on it carries out no measure."""

    event_type = "certification-ended"

    gi: Code

    def sentence(self) -> str:
        return f"Certificaat van {self.gi} beëindigd."


class ProductListed(RegisterEvent):
    """Productcode opgenomen (iJw JZ020): what a municipality buys under it, by its category."""

    event_type = "product-listed"

    product: ProductCode
    category: ProductCategory
    name: Name

    def sentence(self) -> str:
        return f"Product {self.product} ({self.name}) opgenomen: {PRODUCT_CATEGORIES[self.category]}."


class ProductEnded(RegisterEvent):
    """Productcode beëindigd (iJw JZ020)."""

    event_type = "product-ended"

    product: ProductCode

    def sentence(self) -> str:
        return f"Product {self.product} beëindigd."


PeriodName = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}(-(H[12]|Q[1-4]))?$")]
"""A calendar year, half-year or quarter that can be reckoned with: 2026, 2026-H1 or 2026-Q1."""

_MONTHS_OF = {"": 12, "H": 6, "Q": 3}


class DeliveryMade(RegisterEvent):
    """Periodieke levering gedaan: the inspectorate, the CBS or the NZa got on `occurred_on` what is due to it over a period.

    The overview and the analysis of restrictive measures (Jeugdwet 6.7.3, second paragraph; 6.7.4), beleidsinformatie that was not made
    here (CBS Beleidsinformatie Jeugd v7, 7.4), what the NZa gets (Regeling Jeugdwet 8g). A record set that is frozen here needs none of
    these. A provider says it of itself.
    """

    event_type = "delivery-made"
    recorded_by = _WHO_MENDS_IT

    what: PeriodicDelivery
    period: Annotated[PeriodName, Field(description="A calendar year, half-year or quarter.", examples=["2026-H1"])]
    provider: Annotated[Code | None, Field(description="Of whom it was due; left out where it is the region's own.")] = None

    @model_validator(mode="after")
    def _of_that_kind(self) -> "DeliveryMade":
        if _MONTHS_OF[self.period[5:6]] != self.what.months:
            example = {12: "2026", 6: "2026-H1", 3: "2026-Q1"}[self.what.months]
            raise ValueError(f"Give the period of {self.what} as {example}.")
        if self.what.is_of_the_region != (self.provider is None):
            raise ValueError("Name the provider of whom it was due; of what the region delivers itself, leave it out.")
        return self

    def sentence(self) -> str:
        whose = "de regio" if self.provider is None else self.provider
        return f"Levering gedaan: {self.what.label}, over {self.period}, van {whose}."


class RegisterCorrected(RegisterEvent, Corrected):
    """Registervermelding gecorrigeerd: the fields of an entry that read differently from now on; null removes one.

    `occurred_on` is the day of correcting; the entry itself counts from its own day, which can be corrected too (AVG 5, first paragraph, d:
    whose stay names a place must not suffer from what the register said wrongly). A provider corrects what is told of its own deliveries.
    """

    event_type = "register-corrected"
    recorded_by = _WHO_MENDS_IT

    def sentence(self) -> str:
        return f"Vermelding {self.target_version} van het register gecorrigeerd."


class RegisterVoided(RegisterEvent, Voided):
    """Registervermelding ten onrechte vastgelegd: what it says was never so (AVG 5, first paragraph, d).

    A correction and a voiding can be voided as well. A provider voids what is told of its own deliveries.
    """

    event_type = "register-voided"
    recorded_by = _WHO_MENDS_IT

    def sentence(self) -> str:
        return f"Vermelding {self.target_version} van het register was ten onrechte vastgelegd."
