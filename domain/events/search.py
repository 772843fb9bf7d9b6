"""Het zoeken naar een plek."""

from typing import Annotated

from pydantic import Field

from domain.codes import DeclinedBy, Role, Setting
from domain.events.base import Event, Place
from domain.words import Words

_WHO_SEARCHES = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class PlaceSearchStarted(Event):
    """Plek gezocht (Jeugdwet 2.3, fifth and sixth paragraph; 2.4, second paragraph, b)."""

    event_type = "place-search-started"
    recorded_by = _WHO_SEARCHES

    setting: Setting
    provider: Annotated[Place | None, Field(description="Who is asked for a place, and so comes to see the trajectory.")] = None

    def sentence(self) -> str:
        return f"Plek gezocht: {self.setting.label}{f', bij {self.provider}' if self.provider else ''}."


class PlaceOffered(Event):
    """Plek aangeboden (Praktijk: zoeken naar een plek)."""

    event_type = "place-offered"
    recorded_by = _WHO_SEARCHES

    setting: Setting
    provider: Place
    location: Place | None = None

    def sentence(self) -> str:
        return f"Plek aangeboden: {self.setting.label}, {self.location or self.provider}."


class PlaceDeclined(Event):
    """Plek geweigerd (Praktijk: zoeken naar een plek), by who offers it, or by who has a choice (Jeugdwet 2.3, fifth paragraph)."""

    event_type = "place-declined"
    recorded_by = _WHO_SEARCHES

    setting: Setting
    provider: Place | None = None
    by: DeclinedBy
    reason: Words | None = None

    def sentence(self) -> str:
        return f"Plek in {self.setting.label} afgewezen door {self.by.label}."
