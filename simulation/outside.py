"""Houses outside the region, which a simulated region's register has besides its own: a jeugdige is placed there now and then."""

from collections.abc import Sequence
from datetime import date

from domain.codes import Setting
from domain.events import LocationOpened, MunicipalityListed, RegisterEvent
from domain.events.register import Coordinates

_SINCE = date(2015, 1, 1)

_ROERMOND = "0957"


def _house(code: str, name: str, setting: Setting) -> LocationOpened:
    return LocationOpened(
        occurred_on=_SINCE,
        location=code,
        provider="koraal",
        name=name,
        setting=setting,
        municipality=_ROERMOND,
        capacity=6,
        registered=setting is Setting.GESLOTEN,
        coordinates=Coordinates(latitude=51.19, longitude=5.99),
    )


OUTSIDE: Sequence[RegisterEvent] = (
    MunicipalityListed(occurred_on=_SINCE, municipality=_ROERMOND, name="Roermond", in_region=False),
    _house("gesloten-roermond", "Gesloten groep Roermond", Setting.GESLOTEN),
    _house("groep-roermond", "Open groep Roermond", Setting.OPEN_RESIDENTIEEL),
)
"""There is none of these names."""
