"""One example of every kind of the register's events."""

from datetime import date

from domain.codes import PeriodicDelivery, Setting
from domain.events import (
    AccommodationDeregistered,
    AccommodationRegistered,
    CertificationEnded,
    DeliveryMade,
    InstitutionCertified,
    LocationChanged,
    LocationClosed,
    LocationOpened,
    MunicipalityListed,
    MunicipalityMerged,
    ProductEnded,
    ProductListed,
    ProviderClosed,
    ProviderListed,
    ProviderSucceeded,
    RegisterCorrected,
    RegisterEvent,
    RegisterVoided,
)
from domain.events.register import Coordinates
from domain.words import Words

_DAY = date(2025, 1, 1)

REGISTER: tuple[RegisterEvent, ...] = (
    MunicipalityListed(occurred_on=_DAY, municipality="0917", name="Heerlen"),
    MunicipalityMerged(occurred_on=_DAY, municipality="0951", into="1954"),
    ProviderListed(occurred_on=_DAY, provider="koraal", name="Koraal", agb="00000001"),
    ProviderClosed(occurred_on=_DAY, provider="talent"),
    ProviderSucceeded(occurred_on=_DAY, provider="via-jeugd", successor="koraal"),
    LocationOpened(
        occurred_on=_DAY,
        location="gesloten-geleen-1",
        provider="koraal",
        name="Gesloten groep Geleen 1",
        setting=Setting.GESLOTEN,
        municipality="1883",
        capacity=8,
        registered=True,
        coordinates=Coordinates(latitude=51.0, longitude=5.87),
    ),
    LocationChanged(
        occurred_on=_DAY,
        location="gesloten-geleen-1",
        name="De Wending",
        capacity=6,
        coordinates=Coordinates(latitude=50.97, longitude=5.83),
    ),
    LocationClosed(occurred_on=_DAY, location="gesloten-geleen-1"),
    AccommodationRegistered(
        occurred_on=_DAY,
        location="gesloten-geleen-1",
        name="Gesloten groep Geleen 1",
        address="Voorbeeldlaan 1, Geleen",
        provider_name="Koraal",
        legal_form="stichting",
    ),
    AccommodationDeregistered(occurred_on=_DAY, location="gesloten-geleen-1"),
    InstitutionCertified(occurred_on=_DAY, gi="gi-limburg", name="Jeugdbescherming Limburg", provisional=True),
    CertificationEnded(occurred_on=_DAY, gi="gi-limburg"),
    ProductListed(occurred_on=_DAY, product="43A01", category="43", name="Verblijf met behandeling, zwaar"),
    ProductEnded(occurred_on=_DAY, product="43A01"),
    DeliveryMade(occurred_on=_DAY, what=PeriodicDelivery.IGJ_OVERVIEW, period="2024-H2", provider="koraal"),
    RegisterCorrected(occurred_on=_DAY, target_version=6, data={"capacity": 7}, reason=Words("Een tikfout.")),
    RegisterVoided(occurred_on=_DAY, target_version=8, reason=Words("De groep is niet gesloten.")),
)
