"""What cannot stand in the region's register: an entry about a code that is not there on its day, or that is there already; and a
correction or voiding of what is not there, or by which another entry could not stand any more."""

from collections.abc import Sequence

from domain.due_deliveries import can_be_delivered_from
from domain.envelope import Recorded
from domain.events import (
    AccommodationDeregistered,
    AccommodationRegistered,
    DeliveryMade,
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
from domain.history import corrected, not_of, read_anew, voided_versions
from domain.region import Region, region_of


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
        case DeliveryMade():
            return _not_to_be_delivered(region, entry)
    return None


def impossible_mending(register: Sequence[Recorded], mending: Recorded) -> str | None:
    """Why the register cannot be corrected or voided so, or None. As in a trajectory, what adds an impossibility is refused.

    Raises pydantic's `ValidationError` for data that do not fit the entry.
    """
    event = mending.event
    assert isinstance(event, RegisterCorrected | RegisterVoided)
    if event.target_version > len(register):
        return f"Version {event.target_version} is not there."
    if event.target_version in voided_versions(register):
        return f"Version {event.target_version} is voided already."
    if isinstance(event, RegisterCorrected):
        if isinstance(register[event.target_version - 1].event, RegisterCorrected | RegisterVoided):
            return "A correction or voiding is not corrected: void it, and record it anew."
        reading = next(each.event for each in read_anew(register)[0] if each.version == event.target_version)
        corrected(reading, event.data)
        if unknown := not_of(reading, event.data):
            return f"The entry has no field {unknown[0]}."
    after = [*register, mending]
    if unfit := read_anew(after)[1] - read_anew(register)[1]:
        return f"The correction at version {min(unfit)} would no longer fit what it corrects."
    before = _that_cannot_stand(register)
    for version, reason in _that_cannot_stand(after).items():
        if version not in before:
            return f"Entry {version} could not stand any more: {reason}"
    return None


def _that_cannot_stand(register: Sequence[Recorded]) -> dict[int, str]:
    """The entries that could not be recorded after those before them, as all of them read now, by version."""
    readings = read_anew(register)[0]
    found: dict[int, str] = {}
    for number, each in enumerate(readings):
        if isinstance(each.event, RegisterEvent) and (reason := impossible_entry(region_of(readings[:number]), each.event)):
            found[each.version] = reason
    return found


def _not_to_be_delivered(region: Region, entry: DeliveryMade) -> str | None:
    """Whoever was in the register some day may have delivered: it may be late, and another may stand in its place by then."""
    if entry.provider is not None and entry.provider not in region.providers:
        return f"{entry.provider} is not in the register."
    first = can_be_delivered_from(entry.what, entry.period)
    if entry.occurred_on < first:
        return f"{entry.what} over {entry.period} can be delivered from {first} on."
    return None


def _taken(code: str, there: bool) -> str | None:
    return f"{code} is in the register on that date already." if there else None


def _missing(code: str, there: bool) -> str | None:
    return None if there else f"{code} is not in the register on that date."
