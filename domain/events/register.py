"""The region's register: municipalities, providers and locations, recorded in a stream of their own.

`occurred_on` is the day from which the code is valid.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from domain.codes import Role, Setting
from domain.events.base import Code, Event, Municipality, Name

REGISTER_ID = UUID("00000000-0000-8000-8000-726567697374")
"""The stream of the register: a version-8 UUID of which the last six bytes spell its name."""

_WHO_KEEPS_IT = frozenset({Role.ADMINISTRATOR})


class RegisterEvent(Event):
    """An entry of the register, valid from `occurred_on`."""

    recorded_by = _WHO_KEEPS_IT


class MunicipalityListed(RegisterEvent):
    """Gemeente in de regio (CBS code)."""

    event_type = "municipality-listed"

    municipality: Municipality
    name: Name

    def sentence(self) -> str:
        return f"Gemeente {self.name} ({self.municipality}) opgenomen in het register."


class ProviderListed(RegisterEvent):
    """Jeugdhulpaanbieder."""

    event_type = "provider-listed"

    provider: Code
    name: Name

    def sentence(self) -> str:
        return f"Aanbieder {self.name} opgenomen in het register."


class LocationOpened(RegisterEvent):
    """Locatie geopend: a house or family where a provider offers one setting."""

    event_type = "location-opened"

    location: Code
    provider: Code
    name: Name
    setting: Setting
    municipality: Municipality
    capacity: Annotated[int, Field(ge=1, le=1000)]

    def sentence(self) -> str:
        return f"Locatie {self.name} geopend ({self.setting.label}, {self.capacity} plaatsen)."
