"""Jeugdregio Zuid-Limburg: the first entries of the region's register.

>>> register_events()[0].sentence()
'Gemeente Beek (0888) opgenomen in het register.'

Sources:

- the sixteen municipalities: CBS-gemeentecodes, rows "Zuid-Limburg" of the iJw 3.2 code lists. A code is valid from the
  municipality's own first day: Sittard-Geleen from the merger of 2001, Gulpen-Wittem 1999, Eijsden-Margraten 2011,
  Beekdaelen 2019; the others stand since the reorganisation of South Limburg of 1982 or longer;
- the providers: Combinatie Koraal (Koraal, Via Jeugd, Mondriaan, XONAR), contractor for closed and intensive clinical care
  since 1 July 2022 (jeugdhulpzuidlimburg.nl/verblijf-jeugd), and Talent and Care4Kidz, who keep the leefhuis in Sittard
  (nji.nl, "Maatwerk in Leefhuis Sittard");
- the leefhuizen: Heerlen ("Salix", XONAR), Sittard (two linked houses for six children) and Maastricht; an ordinary house
  with at most six children (mondriaan.eu, 17-12-2018), the pilot began in 2019;
- closed care at Cadier en Keer: seen in published judgments. No list of groups, clinics and gezinshuizen is published: their
  number, names and places here are ours, and the foster families are fictional numbers, so that no family can be recognised.
  The closed groups stand as registered accommodaties (Jeugdwet 6.2.1), as a place where a machtiging is executed must; their
  addresses are not given, since the groups are ours;
- coordinates: of the middle of the municipality's main town, from any map, to two decimals (about a kilometre); every house and
  family has those of its municipality. Good enough for how near it is to home, and no address;
- no AGB-codes: none was found in an open source.

The register begins with the Jeugdwet (1 January 2015) where no earlier or later day is known.
"""

from collections.abc import Iterator
from datetime import date

from domain.codes import Setting
from domain.events import LocationOpened, MunicipalityListed, ProviderListed, RegisterEvent
from domain.events.register import Coordinates
from domain.since import JEUGDWET, PILOT

_REORGANISED = date(1982, 1, 1)

_MUNICIPALITIES = (
    ("0888", "Beek", _REORGANISED),
    ("1954", "Beekdaelen", date(2019, 1, 1)),
    ("0899", "Brunssum", _REORGANISED),
    ("1903", "Eijsden-Margraten", date(2011, 1, 1)),
    ("1729", "Gulpen-Wittem", date(1999, 1, 1)),
    ("0917", "Heerlen", _REORGANISED),
    ("0928", "Kerkrade", _REORGANISED),
    ("0882", "Landgraaf", _REORGANISED),
    ("0935", "Maastricht", _REORGANISED),
    ("0938", "Meerssen", _REORGANISED),
    ("0965", "Simpelveld", _REORGANISED),
    ("1883", "Sittard-Geleen", date(2001, 1, 1)),
    ("0971", "Stein", _REORGANISED),
    ("0981", "Vaals", _REORGANISED),
    ("0994", "Valkenburg aan de Geul", _REORGANISED),
    ("0986", "Voerendaal", _REORGANISED),
)

_CENTRES = {
    "0888": (50.94, 5.80),
    "1954": (50.92, 5.89),
    "0899": (50.95, 5.97),
    "1903": (50.82, 5.82),
    "1729": (50.82, 5.89),
    "0917": (50.89, 5.98),
    "0928": (50.87, 6.06),
    "0882": (50.89, 6.02),
    "0935": (50.85, 5.69),
    "0938": (50.88, 5.75),
    "0965": (50.83, 5.98),
    "1883": (51.00, 5.87),
    "0971": (50.97, 5.77),
    "0981": (50.77, 6.02),
    "0994": (50.87, 5.83),
    "0986": (50.88, 5.93),
}
"""Latitude and longitude in degrees (WGS84), rounded."""

_PROVIDERS = (
    ("koraal", "Koraal"),
    ("via-jeugd", "Via Jeugd"),
    ("mondriaan", "Mondriaan"),
    ("xonar", "XONAR"),
    ("talent", "Talent"),
    ("care4kidz", "Care4Kidz"),
)

_HOUSES = (
    ("gesloten-cadier-1", "via-jeugd", "Gesloten groep Cadier en Keer 1", Setting.GESLOTEN, "1903", 8, JEUGDWET),
    ("gesloten-cadier-2", "via-jeugd", "Gesloten groep Cadier en Keer 2", Setting.GESLOTEN, "1903", 8, JEUGDWET),
    ("gesloten-cadier-3", "via-jeugd", "Gesloten groep Cadier en Keer 3", Setting.GESLOTEN, "1903", 8, JEUGDWET),
    ("gesloten-geleen-1", "koraal", "Gesloten groep Geleen 1", Setting.GESLOTEN, "1883", 8, JEUGDWET),
    ("gesloten-geleen-2", "koraal", "Gesloten groep Geleen 2", Setting.GESLOTEN, "1883", 8, JEUGDWET),
    ("kliniek-heerlen", "mondriaan", "Kliniek Heerlen", Setting.INTENSIEF_KLINISCH, "0917", 14, JEUGDWET),
    ("kliniek-maastricht", "mondriaan", "Kliniek Maastricht", Setting.INTENSIEF_KLINISCH, "0935", 10, JEUGDWET),
    ("kliniek-geleen", "koraal", "Kliniek Geleen", Setting.INTENSIEF_KLINISCH, "1883", 8, JEUGDWET),
    ("groep-heerlen-1", "xonar", "Open groep Heerlen 1", Setting.OPEN_RESIDENTIEEL, "0917", 8, JEUGDWET),
    ("groep-heerlen-2", "koraal", "Open groep Heerlen 2", Setting.OPEN_RESIDENTIEEL, "0917", 8, JEUGDWET),
    ("groep-kerkrade", "xonar", "Open groep Kerkrade", Setting.OPEN_RESIDENTIEEL, "0928", 8, JEUGDWET),
    ("groep-landgraaf", "via-jeugd", "Open groep Landgraaf", Setting.OPEN_RESIDENTIEEL, "0882", 6, JEUGDWET),
    ("groep-brunssum", "koraal", "Open groep Brunssum", Setting.OPEN_RESIDENTIEEL, "0899", 6, JEUGDWET),
    ("groep-sittard-1", "koraal", "Open groep Sittard 1", Setting.OPEN_RESIDENTIEEL, "1883", 8, JEUGDWET),
    ("groep-sittard-2", "xonar", "Open groep Sittard 2", Setting.OPEN_RESIDENTIEEL, "1883", 8, JEUGDWET),
    ("groep-stein", "via-jeugd", "Open groep Stein", Setting.OPEN_RESIDENTIEEL, "0971", 6, JEUGDWET),
    ("groep-maastricht-1", "xonar", "Open groep Maastricht 1", Setting.OPEN_RESIDENTIEEL, "0935", 8, JEUGDWET),
    ("groep-maastricht-2", "via-jeugd", "Open groep Maastricht 2", Setting.OPEN_RESIDENTIEEL, "0935", 8, JEUGDWET),
    ("groep-maastricht-3", "koraal", "Open groep Maastricht 3", Setting.OPEN_RESIDENTIEEL, "0935", 8, JEUGDWET),
    ("leefhuis-heerlen", "xonar", "Leefhuis Heerlen (Salix)", Setting.LEEFHUIS, "0917", 6, PILOT),
    ("leefhuis-sittard-1", "talent", "Leefhuis Sittard, eerste huis", Setting.LEEFHUIS, "1883", 3, date(2020, 1, 1)),
    ("leefhuis-sittard-2", "care4kidz", "Leefhuis Sittard, tweede huis", Setting.LEEFHUIS, "1883", 3, date(2020, 1, 1)),
    ("leefhuis-maastricht", "xonar", "Leefhuis Maastricht", Setting.LEEFHUIS, "0935", 6, date(2021, 1, 1)),
)
"""Code, provider, name, setting, municipality, places, first day."""

_GEZINSHUIZEN = (
    "0888",
    "1954",
    "0899",
    "1903",
    "1729",
    "0917",
    "0917",
    "0928",
    "0882",
    "0935",
    "0935",
    "0938",
    "1883",
    "1883",
    "0971",
    "0994",
)
"""The municipality of each gezinshuis, in the order of their numbers; four places each."""

_PLEEGGEZINNEN = {
    "0888": 3,
    "1954": 7,
    "0899": 5,
    "1903": 5,
    "1729": 3,
    "0917": 16,
    "0928": 8,
    "0882": 7,
    "0935": 20,
    "0938": 3,
    "0965": 2,
    "1883": 16,
    "0971": 4,
    "0981": 2,
    "0994": 3,
    "0986": 2,
}
"""Foster families per municipality, about in proportion to its inhabitants; every fourth has room for two children."""


def register_events() -> list[RegisterEvent]:
    """The register's first entries in the order in which they are recorded: municipalities, providers, locations.

    `occurred_on` is the day from which the code is valid.
    """
    return [*_municipalities(), *_providers(), *_houses(), *_gezinshuizen(), *_pleeggezinnen()]


def _municipalities() -> Iterator[RegisterEvent]:
    for code, name, since in _MUNICIPALITIES:
        yield MunicipalityListed(occurred_on=since, municipality=code, name=name)


def _providers() -> Iterator[RegisterEvent]:
    for code, name in _PROVIDERS:
        yield ProviderListed(occurred_on=JEUGDWET, provider=code, name=name)


def _houses() -> Iterator[RegisterEvent]:
    for code, provider, name, setting, municipality, capacity, since in _HOUSES:
        yield _location(code, provider, name, setting, municipality, capacity, since)


def _gezinshuizen() -> Iterator[RegisterEvent]:
    for number, municipality in enumerate(_GEZINSHUIZEN, start=1):
        provider = ("xonar", "koraal", "via-jeugd")[number % 3]
        yield _location(f"gezinshuis-{number:02}", provider, f"Gezinshuis {number:02}", Setting.GEZINSHUIS, municipality, 4)


def _pleeggezinnen() -> Iterator[RegisterEvent]:
    homes = [municipality for municipality, families in _PLEEGGEZINNEN.items() for _ in range(families)]
    for number, municipality in enumerate(homes, start=1):
        capacity = 2 if number % 4 == 0 else 1
        yield _location(f"pleeggezin-{number:04}", "xonar", f"Pleeggezin {number:04}", Setting.PLEEGZORG, municipality, capacity)


def _location(
    code: str, provider: str, name: str, setting: Setting, municipality: str, capacity: int, since: date = JEUGDWET
) -> LocationOpened:
    latitude, longitude = _CENTRES[municipality]
    return LocationOpened(
        occurred_on=since,
        location=code,
        provider=provider,
        name=name,
        setting=setting,
        municipality=municipality,
        capacity=capacity,
        registered=setting is Setting.GESLOTEN,
        coordinates=Coordinates(latitude=latitude, longitude=longitude),
    )
