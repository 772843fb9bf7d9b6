"""The first register of the region holds together, and says what the sources say."""

from collections import Counter
from datetime import date

import pytest

from domain.codes import Setting
from domain.events import LocationOpened, MunicipalityListed, ProviderListed
from domain.region import Region
from domain.zuid_limburg import register_events
from tests.simulation.told import register


@pytest.fixture(scope="module")
def region() -> Region:
    return register()


def test_it_has_the_sixteen_municipalities_by_their_cbs_codes(region: Region) -> None:
    # CBS-gemeentecodes, rows "Zuid-Limburg" of the iJw 3.2 code lists.
    assert {code: municipality.name for code, municipality in region.municipalities.items()} == {
        "0888": "Beek",
        "1954": "Beekdaelen",
        "0899": "Brunssum",
        "1903": "Eijsden-Margraten",
        "1729": "Gulpen-Wittem",
        "0917": "Heerlen",
        "0928": "Kerkrade",
        "0882": "Landgraaf",
        "0935": "Maastricht",
        "0938": "Meerssen",
        "0965": "Simpelveld",
        "1883": "Sittard-Geleen",
        "0971": "Stein",
        "0981": "Vaals",
        "0994": "Valkenburg aan de Geul",
        "0986": "Voerendaal",
    }


@pytest.mark.parametrize(
    ("code", "first_day"), [("1954", date(2019, 1, 1)), ("1903", date(2011, 1, 1)), ("1883", date(2001, 1, 1)), ("1729", date(1999, 1, 1))]
)
def test_a_merged_municipality_is_valid_from_its_own_first_day(region: Region, code: str, first_day: date) -> None:
    assert region.has_municipality(code, first_day)
    assert not region.has_municipality(code, date.fromordinal(first_day.toordinal() - 1))


def test_no_code_is_given_twice() -> None:
    codes = Counter(
        (type(event), getattr(event, field))
        for event in register_events()
        for kind, field in ((MunicipalityListed, "municipality"), (ProviderListed, "provider"), (LocationOpened, "location"))
        if isinstance(event, kind)
    )

    assert codes.most_common(1)[0][1] == 1


def test_every_location_opens_under_a_provider_and_in_a_municipality_that_are_listed_before_it() -> None:
    listed: set[str] = set()
    for event in register_events():
        match event:
            case MunicipalityListed():
                listed.add(event.municipality)
            case ProviderListed():
                listed.add(event.provider)
            case LocationOpened():
                assert {event.provider, event.municipality} <= listed


def test_every_location_is_valid_no_earlier_than_its_provider(region: Region) -> None:
    for location in region.locations.values():
        assert region.has_provider(location.provider, location.since)


def test_every_setting_with_a_stay_has_places(region: Region) -> None:
    places = Counter[Setting]()
    for location in region.locations_on(date(2022, 7, 1)):
        places[location.setting] += location.capacity

    assert set(places) == set(Setting) - {Setting.AMBULANT}
    assert places.total() > 240


def test_leefhuizen_are_ordinary_houses_in_heerlen_sittard_and_maastricht(region: Region) -> None:
    # At most six children (mondriaan.eu, 17-12-2018); in Sittard two linked houses for six (nji.nl).
    houses = region.locations_on(date(2022, 7, 1), Setting.LEEFHUIS)

    places = Counter[str]()
    for house in houses:
        places[house.municipality] += house.capacity
    assert places == {"0917": 6, "1883": 6, "0935": 6}
    assert [house.provider for house in houses if house.municipality == "1883"] == ["talent", "care4kidz"]


def test_there_was_no_leefhuis_before_the_pilot(region: Region) -> None:
    assert region.locations_on(date(2018, 12, 31), Setting.LEEFHUIS) == []


def test_foster_families_are_numbers_and_live_in_every_municipality(region: Region) -> None:
    families = region.locations_on(date(2022, 7, 1), Setting.PLEEGZORG)

    assert [family.code for family in families] == [f"pleeggezin-{number:04}" for number in range(1, len(families) + 1)]
    assert all(family.capacity in (1, 2) for family in families)
    assert {family.municipality for family in families} == set(region.municipalities)


def test_the_closed_groups_and_no_other_house_are_registered_accommodations(region: Region) -> None:
    # Jeugdwet 6.2.2: elsewhere no machtiging can be executed.
    houses = region.locations_on(date(2022, 7, 1))

    assert {house.setting for house in houses if house.registered} == {Setting.GESLOTEN}
    assert all(house.registered for house in houses if house.setting is Setting.GESLOTEN)


def test_every_house_lies_in_the_south_of_limburg_and_no_nearer_than_its_municipality(region: Region) -> None:
    houses = region.locations_on(date(2022, 7, 1))

    assert all(50.75 <= house.latitude <= 51.07 and 5.63 <= house.longitude <= 6.10 for house in houses)
    assert len({(house.municipality, house.latitude, house.longitude) for house in houses}) == len(region.municipalities)
