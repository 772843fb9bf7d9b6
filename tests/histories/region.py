"""A small region: three municipalities, four providers, a house of every setting; of the two closed ones, one is registered."""

from datetime import date, datetime

from domain.calendar import AMSTERDAM
from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import REGISTER_ID, LocationOpened, MunicipalityListed, ProviderListed, RegisterEvent
from domain.region import Region, region_of
from tests.histories.parts import envelope

MUNICIPALITIES = ("0917", "0935", "1883")
PROVIDERS = ("koraal", "xonar", "mondriaan", "via-jeugd")
ORGANISATIONS = (*(f"GM{code}" for code in MUNICIPALITIES), *PROVIDERS, "gi-limburg", "raad")
HOUSES: dict[str, tuple[str, Setting]] = {
    "icarus": ("koraal", Setting.GESLOTEN),
    "keerpunt": ("via-jeugd", Setting.GESLOTEN),
    "kliniek": ("mondriaan", Setting.INTENSIEF_KLINISCH),
    "open-groep": ("xonar", Setting.OPEN_RESIDENTIEEL),
    "leefhuis-1": ("koraal", Setting.LEEFHUIS),
    "gezinshuis-1": ("xonar", Setting.GEZINSHUIS),
    "pleeggezin-1": ("xonar", Setting.PLEEGZORG),
}
CLOSED_HOUSES = tuple(code for code, (_, setting) in HOUSES.items() if setting is Setting.GESLOTEN)

_VALID_FROM = date(2010, 1, 1)


def register_events() -> list[RegisterEvent]:
    """The register of this small region, valid from 2010."""
    return [
        *(MunicipalityListed(occurred_on=_VALID_FROM, municipality=code, name=f"Gemeente {code}") for code in MUNICIPALITIES),
        *(ProviderListed(occurred_on=_VALID_FROM, provider=code, name=code) for code in PROVIDERS),
        *(
            LocationOpened(
                occurred_on=_VALID_FROM,
                location=code,
                provider=provider,
                name=code,
                setting=setting,
                municipality="0917",
                capacity=8,
                registered=code == "icarus",
            )
            for code, (provider, setting) in HOUSES.items()
        ),
    ]


FIRST_MOMENT = datetime(2024, 1, 15, 9, 30, tzinfo=AMSTERDAM)
"""When the first trajectory is opened, at the earliest."""

REGION: Region = region_of(
    Recorded(REGISTER_ID, number, number, FIRST_MOMENT, envelope(), event) for number, event in enumerate(register_events(), start=1)
)
