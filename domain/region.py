"""The region's register: which municipalities, providers and locations exist, from which day.

It is folded from a stream of its own, like a trajectory from its events.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import LocationOpened, MunicipalityListed, ProviderListed


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Provider:
    code: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Location:
    """A house or family where a provider offers one setting; `capacity` in places."""

    code: str
    provider: str
    name: str
    setting: Setting
    municipality: str
    capacity: int
    since: date


@dataclass(frozen=True, slots=True)
class Region:
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    providers: Mapping[str, Provider] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)

    def has_municipality(self, code: str, day: date) -> bool:
        return _valid(self.municipalities.get(code), day)

    def has_provider(self, code: str, day: date) -> bool:
        return _valid(self.providers.get(code), day)

    def has_location(self, code: str, day: date) -> bool:
        return _valid(self.locations.get(code), day)

    def locations_on(self, day: date, setting: Setting | None = None) -> list[Location]:
        """Locations that exist on that day, by code."""
        return sorted(
            (place for place in self.locations.values() if _valid(place, day) and setting in (None, place.setting)),
            key=lambda place: place.code,
        )


def _valid(entry: Municipality | Provider | Location | None, day: date) -> bool:
    return entry is not None and entry.since <= day


def region_of(register: Iterable[Recorded]) -> Region:
    """The register after its events, in order of recording."""
    municipalities: dict[str, Municipality] = {}
    providers: dict[str, Provider] = {}
    locations: dict[str, Location] = {}
    for recorded in register:
        match recorded.event:
            case MunicipalityListed() as e:
                municipalities[e.municipality] = Municipality(e.municipality, e.name, e.occurred_on)
            case ProviderListed() as e:
                providers[e.provider] = Provider(e.provider, e.name, e.occurred_on)
            case LocationOpened() as e:
                locations[e.location] = Location(e.location, e.provider, e.name, e.setting, e.municipality, e.capacity, e.occurred_on)
    return Region(municipalities, providers, locations)
