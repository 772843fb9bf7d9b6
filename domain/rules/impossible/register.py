"""What cannot stand in the region's register: an entry about a code that is not there on its day, or that is there already."""

from domain.events import (
    AccommodationDeregistered,
    AccommodationRegistered,
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
    RegisterEvent,
)
from domain.region import Region


def impossible_entry(region: Region, entry: RegisterEvent) -> str | None:
    """Why the entry cannot be recorded in the register as it is, or None."""
    day = entry.occurred_on
    match entry:
        case MunicipalityListed():
            # Listed already, and anew: only whether it is of the region can change with the years.
            same = region.is_in_region(entry.municipality, day) == entry.in_region
            return _taken(entry.municipality, same and region.has_municipality(entry.municipality, day))
        case MunicipalityMerged():
            return _missing(entry.municipality, region.has_municipality(entry.municipality, day)) or _missing(
                entry.into, region.has_municipality(entry.into, day)
            )
        case ProviderListed():
            return _taken(entry.provider, region.has_provider(entry.provider, day))
        case ProviderClosed():
            return _missing(entry.provider, region.has_provider(entry.provider, day))
        case ProviderSucceeded():
            return _missing(entry.provider, region.has_provider(entry.provider, day)) or _missing(
                entry.successor, region.has_provider(entry.successor, day)
            )
        case LocationOpened():
            return (
                _taken(entry.location, region.has_location(entry.location, day))
                or _missing(entry.provider, region.has_provider(entry.provider, day))
                or _missing(entry.municipality, region.has_municipality(entry.municipality, day))
            )
        case LocationChanged() | LocationClosed() | AccommodationRegistered() | AccommodationDeregistered():
            return _missing(entry.location, region.has_location(entry.location, day))
        case ProductListed():
            return _taken(entry.product, region.product_on(entry.product, day) is not None)
        case ProductEnded():
            return _missing(entry.product, region.product_on(entry.product, day) is not None)
    return None


def _taken(code: str, there: bool) -> str | None:
    return f"{code} is in the register on that date already." if there else None


def _missing(code: str, there: bool) -> str | None:
    return None if there else f"{code} is not in the register on that date."
