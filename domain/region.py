"""The region's register: which municipalities, providers, locations, institutions and products exist, from which day to which.

It is folded from a stream of its own, like a trajectory from its events. Every question takes a day: a code means what it meant
then, whatever became of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import (
    AccommodationDeregistered,
    AccommodationRegistered,
    CertificationEnded,
    Event,
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
)
from domain.events.place import PlaceThen
from domain.history import read_anew
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Municipality:
    """As it is from `since` up to, and not including, `until`; `successor`: into which it merged then; `before`: as it was earlier.

    `in_region`: whether it is one of the jeugdregio, or lies elsewhere.
    """

    code: str
    name: str
    since: date
    in_region: bool = True
    until: date | None = None
    successor: str | None = None
    before: "Municipality | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Provider:
    """As it is from `since` up to, and not including, `until`; `successor`: who took over then; `before`: as it was earlier."""

    code: str
    name: str
    since: date
    agb: str | None = None
    until: date | None = None
    successor: str | None = None
    before: "Provider | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Location:
    """A house or family where a provider offers one setting; `capacity` in places, `latitude` and `longitude` in degrees (WGS84).

    As it is from `since` up to, and not including, `until`; `before`: as it was earlier. `registered`: in the public register of
    gesloten accommodaties (Jeugdwet 6.2.1).
    """

    code: str
    provider: str
    name: str
    setting: Setting
    municipality: str
    capacity: int
    since: date
    until: date | None = None
    registered: bool = False
    latitude: float | None = None
    longitude: float | None = None
    before: "Location | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Institution:
    """A gecertificeerde instelling (Jeugdwet 3.2, 3.4), with its certificate from `since` up to, and not including, `until`."""

    code: str
    name: str
    since: date
    provisional: bool = False
    until: date | None = None
    before: "Institution | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Product:
    """What is bought under a product code; `category`: iJw JZ020."""

    code: str
    category: str
    name: str
    since: date
    until: date | None = None
    before: "Product | None" = field(default=None, repr=False)


@dataclass(frozen=True)
class Region:
    """The register up to a position. The mappings hold each code as it was last recorded; what it was earlier hangs behind it."""

    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    providers: Mapping[str, Provider] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    institutions: Mapping[str, Institution] = field(default_factory=dict)

    def has_municipality(self, code: str, day: date) -> bool:
        return _on(self.municipalities.get(code), day) is not None

    def is_in_region(self, municipality: str, day: date) -> bool:
        """Whether it is one of the jeugdregio on that day; not, where it is not listed."""
        listed = _on(self.municipalities.get(municipality), day)
        return listed is not None and listed.in_region

    def has_provider(self, code: str, day: date) -> bool:
        return _on(self.providers.get(code), day) is not None

    def has_location(self, code: str, day: date) -> bool:
        return _on(self.locations.get(code), day) is not None

    def location_on(self, code: str, day: date) -> Location | None:
        """The location as it was on that day, under the provider of that day; `None` where it was not open."""
        return _on(self.locations.get(code), day)

    def locations_on(self, day: date, setting: Setting | None = None) -> list[Location]:
        """Locations that exist on that day, by code."""
        open_then = (place for entry in self.locations.values() if (place := _on(entry, day)) is not None)
        return sorted((place for place in open_then if setting in (None, place.setting)), key=lambda place: place.code)

    def institution_on(self, code: str, day: date) -> Institution | None:
        """The institution as it was certified on that day."""
        return _on(self.institutions.get(code), day)

    def product_on(self, code: str, day: date) -> Product | None:
        return _on(self.products.get(code), day)

    def is_registered(self, location: str, day: date) -> bool:
        """Whether a machtiging can be executed there on that day (Jeugdwet 6.2.2)."""
        place = self.location_on(location, day)
        return place is not None and place.registered

    def was_registered(self, location: str, day: date) -> bool | None:
        """Whether it is in the public register on that day, also when it has closed: who is there stays there. `None`: it is not known."""
        entry = _known_by(self.locations.get(location), day)
        return entry.registered if entry else None

    def registrations(self, location: str, since: date) -> list[tuple[date, bool]]:
        """From which days after that one the location is in the public register and from which not, as far as that changes; in order."""
        later: list[Location] = []
        entry = self.locations.get(location)
        while entry is not None and since < entry.since:
            later.append(entry)
            entry = entry.before
        said, changes = self.was_registered(location, since) or False, []
        for place in reversed(later):
            if place.registered is not said:
                said = place.registered
                changes.append((place.since, said))
        return changes

    def successor_of(self, provider: str, day: date) -> str | None:
        """Who had taken over by that day, the last of several; `None` while it stands itself, and where nobody took over."""
        last = _last_heir(self.providers, provider, day)
        return None if last == provider else last

    def succeeded_on(self, provider: str, day: date) -> date | None:
        """The day from which, by that day, another stands in its place; `None` while it stands itself, and where nobody took over."""
        return _went_over_on(self.providers, provider, day)

    @property
    def heirs(self) -> frozenset[tuple[str, str, date]]:
        """Every provider and municipality that went over into another, with that one and the day: who sees what follows from it."""
        gone: set[tuple[str, str, date]] = set()
        for entries in (self.providers, self.municipalities):
            for newest in entries.values():
                entry: Provider | Municipality | None = newest
                while entry is not None:
                    if entry.successor is not None and entry.until is not None:
                        gone.add((entry.code, entry.successor, entry.until))
                    entry = entry.before
        return frozenset(gone)

    def predecessors_of(self, provider: str, day: date) -> frozenset[str]:
        """Whose care it goes on with on that day, directly or through others."""
        return _went_into(self.providers, self._providers_that_went, provider, day)

    def municipality_of_today(self, code: str, day: date) -> str:
        """The municipality in which its ground lies on that day: the code itself, unless it merged into another."""
        return _last_heir(self.municipalities, code, day)

    def merged_on(self, municipality: str, day: date) -> date | None:
        """The day from which, by that day, it is part of another; `None` while it stands itself, and of one that is not known."""
        return _went_over_on(self.municipalities, municipality, day)

    def codes_of(self, municipality: str, day: date) -> frozenset[str]:
        """Its own code and those of the municipalities that are part of it on that day, directly or through others; none, if it is part of
        another itself."""
        if self.merged_on(municipality, day) is not None:
            return frozenset()
        return _went_into(self.municipalities, self._municipalities_that_went, municipality, day) | {municipality}

    def merged_into(self, municipality: str, day: date) -> tuple[str, ...] | None:
        """The others whose code it has taken the place of by that day, to be copied into an event; `None` where there are none."""
        return tuple(sorted(self.codes_of(municipality, day) - {municipality})) or None

    # Of most codes nobody ever took the place: which it was of is asked for every request, and looked up once.

    @cached_property
    def _providers_that_went(self) -> tuple[str, ...]:
        return _that_went(self.providers)

    @cached_property
    def _municipalities_that_went(self) -> tuple[str, ...]:
        return _that_went(self.municipalities)

    def meaning_of(self, location: str, day: date) -> PlaceThen | None:
        """What that code meant on that day, to be copied into an event; `None` where it was not open."""
        place = self.location_on(location, day)
        if place is None:
            return None
        return PlaceThen(
            setting=place.setting,
            municipality=place.municipality,
            capacity=place.capacity,
            registered=place.registered,
            registered_until=next((since for since, there in self.registrations(location, day) if place.registered and not there), None),
            in_region=self.is_in_region(place.municipality, day),
            latitude=place.latitude,
            longitude=place.longitude,
            merged=self.merged_into(place.municipality, day),
        )


Entry = TypeVar("Entry", Municipality, Provider, Location, Product, Institution)
Succeeding = TypeVar("Succeeding", Municipality, Provider)


def _known_by(entry: Entry | None, day: date) -> Entry | None:
    """The newest that had begun by that day, whether or not it had ended."""
    while entry is not None and day < entry.since:
        entry = entry.before
    return entry


def _on(entry: Entry | None, day: date) -> Entry | None:
    entry = _known_by(entry, day)
    return entry if entry is not None and (entry.until is None or day < entry.until) else None


def _last_heir(entries: Mapping[str, Succeeding], code: str, day: date) -> str:
    """Who stands in the place of that code on that day. It ends: each heir stood, or was past succeeding, when the one before went."""
    entry = _known_by(entries.get(code), day)
    while entry is not None and entry.until is not None and entry.until <= day and entry.successor is not None:
        code = entry.successor
        entry = _known_by(entries.get(code), day)
    return code


def _went_over_on(entries: Mapping[str, Succeeding], code: str, day: date) -> date | None:
    """The day from which, by that day, another stands in its place."""
    entry = _known_by(entries.get(code), day)
    if entry is None or entry.successor is None or entry.until is None or day < entry.until:
        return None
    return entry.until


def _that_went(entries: Mapping[str, Succeeding]) -> tuple[str, ...]:
    """The codes of which another may have taken the place on some day."""
    return tuple(code for code, entry in entries.items() if entry.successor is not None or entry.before is not None)


def _went_into(entries: Mapping[str, Succeeding], that_went: Iterable[str], code: str, day: date) -> frozenset[str]:
    """In whose place that code stands on that day."""
    return frozenset(other for other in that_went if other != code and _last_heir(entries, other, day) == code)


def region_of(register: Iterable[Recorded]) -> Region:
    """The register after its events, in whatever order they were recorded: each counts from its own day, those of one day in order.

    What was voided is not there, and what was corrected reads anew. What is said of a code that is not valid then changes nothing.
    """
    folding = _Folding()
    readings, _ = read_anew(list(register))
    for event in sorted((recorded.event for recorded in readings), key=lambda event: event.occurred_on):
        folding.take(event)
    return folding.region()


class _Folding:
    """The entries while they are folded, in order of their days."""

    def __init__(self) -> None:
        self._municipalities: dict[str, Municipality] = {}
        self._providers: dict[str, Provider] = {}
        self._locations: dict[str, Location] = {}
        self._products: dict[str, Product] = {}
        self._institutions: dict[str, Institution] = {}

    def region(self) -> Region:
        return Region(self._municipalities, self._providers, self._locations, self._products, self._institutions)

    def take(self, event: Event) -> None:
        day = event.occurred_on
        match event:
            case MunicipalityListed() as e:
                _begin(self._municipalities, Municipality(e.municipality, e.name, day, e.in_region))
            case MunicipalityMerged() as e:
                self._go_over("municipality", self._municipalities, e.municipality, e.into, day)
            case ProviderListed() as e:
                _begin(self._providers, Provider(e.provider, e.name, day, e.agb))
            case ProviderClosed() as e:
                _end(self._providers, e.provider, day)
            case ProviderSucceeded() as e:
                self._go_over("provider", self._providers, e.provider, e.successor, day)
            case LocationOpened() as e:
                _begin(self._locations, self._opened(e))
            case LocationChanged() as e:
                said = {"name": e.name, "capacity": e.capacity, "latitude": _latitude(e), "longitude": _longitude(e)}
                _change(self._locations, e.location, day, **{name: value for name, value in said.items() if value is not None})
            case LocationClosed() as e:
                _end(self._locations, e.location, day)
            case AccommodationRegistered() as e:
                _change(self._locations, e.location, day, registered=True)
            case AccommodationDeregistered() as e:
                _change(self._locations, e.location, day, registered=False)
            case InstitutionCertified() as e:
                _begin(self._institutions, Institution(e.gi, e.name, day, e.provisional))
            case CertificationEnded() as e:
                _end(self._institutions, e.gi, day)
            case ProductListed() as e:
                _begin(self._products, Product(e.product, e.category, e.name, day))
            case ProductEnded() as e:
                _end(self._products, e.product, day)

    def _opened(self, event: LocationOpened) -> Location:
        """Under whoever stands in the place of the provider that was named, if that one was succeeded by then."""
        day = event.occurred_on
        return Location(
            event.location,
            _last_heir(self._providers, event.provider, day),
            event.name,
            event.setting,
            _last_heir(self._municipalities, event.municipality, day),
            event.capacity,
            day,
            registered=event.registered,
            latitude=_latitude(event),
            longitude=_longitude(event),
        )

    def _go_over(
        self, part: Literal["provider", "municipality"], entries: dict[str, Succeeding], code: str, successor: str, day: date
    ) -> None:
        """It ends, and every open location that is its own, or in it, is its heir's from that day."""
        heir = _last_heir(entries, successor, day)
        if heir == code or _on(entries.get(code), day) is None:
            return
        _end(entries, code, day, successor=heir)
        for location, newest in self._locations.items():
            if getattr(newest, part) == code:
                _change(self._locations, location, day, **{part: heir})


def _begin(entries: dict[str, Entry], new: Entry) -> None:
    """A code is listed, or listed anew: from that day it is as it is said now."""
    earlier = entries.get(new.code)
    if earlier is not None and earlier.until is None:
        earlier = replace(earlier, until=new.since)
    entries[new.code] = replace(new, before=earlier)


def _change(entries: dict[str, Entry], code: str, day: date, **said: Any) -> None:
    entry = _on(entries.get(code), day)
    if entry is not None:
        entries[code] = replace(entry, since=day, before=replace(entry, until=day), **said)


def _end(entries: dict[str, Entry], code: str, day: date, **said: Any) -> None:
    entry = _on(entries.get(code), day)
    if entry is not None:
        entries[code] = replace(entry, until=day, **said)


def _latitude(event: LocationOpened | LocationChanged) -> float | None:
    return event.coordinates.latitude if event.coordinates else None


def _longitude(event: LocationOpened | LocationChanged) -> float | None:
    return event.coordinates.longitude if event.coordinates else None
