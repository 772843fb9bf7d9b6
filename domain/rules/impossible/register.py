"""What cannot stand in the region's register: an entry about a code that is not there on its day, or that is there already; and a
correction or voiding of what is not there, or by which another entry could not stand any more."""

from collections.abc import Sequence
from datetime import datetime

from domain.calendar import AMSTERDAM, amsterdam_day
from domain.due_deliveries import can_be_delivered_from, first_period_of, period_named
from domain.envelope import Recorded
from domain.events import (
    AccommodationDeregistered,
    AccommodationRegistered,
    CertificationEnded,
    DeliveryMade,
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
    RegisterCorrected,
    RegisterEvent,
    RegisterVoided,
)
from domain.history import corrected, not_of, read_anew, voided_versions
from domain.region import Region, region_of


def impossible_entry(region: Region, entry: RegisterEvent, at: datetime) -> str | None:
    """Why the entry cannot be recorded in the register as it is at that moment (with offset), or None."""
    return not_yet(entry, at) or _impossible_in(region, entry)


def not_yet(entry: RegisterEvent, at: datetime) -> str | None:
    """Why it cannot have happened by that moment. What a place is to be from a later day on can be known before."""
    if not isinstance(entry, DeliveryMade | RegisterCorrected | RegisterVoided):
        return None
    if entry.occurred_on > amsterdam_day(at):
        return f"{entry.occurred_on} lies in the future: give the day on which it happened."
    clock = at.astimezone(AMSTERDAM).time()
    if entry.occurred_on == amsterdam_day(at) and entry.occurred_at is not None and entry.occurred_at > clock:
        return f"{entry.occurred_at} lies after {clock:%H:%M}, the time of recording."
    return None


def _impossible_in(region: Region, entry: RegisterEvent) -> str | None:
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
        case InstitutionCertified():
            # Certified already, and anew: only whether the certificate is a provisional one can change.
            certified = region.institution_on(entry.gi, day)
            return _taken(entry.gi, certified is not None and certified.provisional == entry.provisional)
        case CertificationEnded():
            return _missing(entry.gi, region.institution_on(entry.gi, day) is not None)
        case ProductListed():
            return _taken(entry.product, region.product_on(entry.product, day) is not None)
        case ProductEnded():
            return _missing(entry.product, region.product_on(entry.product, day) is not None)
        case DeliveryMade():
            return _not_to_be_delivered(region, entry)
    return None


def impossible_mending(register: Sequence[Recorded], mending: Recorded) -> str | None:
    """Why the register cannot be corrected or voided so, or None. As in a trajectory, what adds an impossibility is refused.

    An entry that reads otherwise by it is judged as if it were recorded now, beside all the others: what may not be recorded does not come
    about by mending.

    Raises pydantic's `ValidationError` for data that do not fit the entry.
    """
    event = mending.event
    assert isinstance(event, RegisterCorrected | RegisterVoided)
    if event.target_version > len(register):
        return f"Version {event.target_version} is not there."
    if event.target_version in voided_versions(register):
        return f"Version {event.target_version} is voided already."
    readings, unfit = read_anew(register)
    if isinstance(event, RegisterCorrected):
        if isinstance(register[event.target_version - 1].event, RegisterCorrected | RegisterVoided):
            return "A correction or voiding is not corrected: void it, and record it anew."
        reading = next(each.event for each in readings if each.version == event.target_version)
        corrected(reading, event.data)
        if unknown := not_of(reading, event.data):
            return f"The entry has no field {unknown[0]}."
    mended, unfit_then = read_anew([*register, mending])
    if no_longer_fit := unfit_then - unfit:
        return f"The correction at version {min(no_longer_fit)} would no longer fit what it corrects."
    before, after = ({each.version: each for each in some} for some in (readings, mended))
    anew = {version for version in before.keys() | after.keys() if _says(before.get(version)) != _says(after.get(version))}
    at = mending.recorded_at
    for version in sorted(anew & after.keys()):
        reason = _impossible_beside(mended, after[version], at)
        if reason and (version not in before or reason != _impossible_beside(readings, before[version], at)):
            return f"Entry {version} could not be recorded so: {reason}"
    could_not_stand = _that_cannot_stand(readings, anew, at)
    for version, reason in _that_cannot_stand(mended, anew, at).items():
        if version not in could_not_stand:
            return f"Entry {version} could not stand any more: {reason}"
    return None


def _says(reading: Recorded | None) -> Event | None:
    return reading.event if reading else None


def _impossible_beside(readings: Sequence[Recorded], reading: Recorded, at: datetime) -> str | None:
    assert isinstance(reading.event, RegisterEvent)
    return impossible_entry(region_of(each for each in readings if each.version != reading.version), reading.event, at)


def _that_cannot_stand(readings: Sequence[Recorded], anew: set[int], at: datetime) -> dict[int, str]:
    """The entries after the first of those that read anew that could not be recorded after those before them, by version.

    Each is judged by what bears on it: the whole register, folded for each of its entries, would take a minute for two thousand of them.
    """
    found: dict[int, str] = {}
    before = Bearing()
    for each in readings:
        if each.version > min(anew, default=0) and each.version not in anew and isinstance(each.event, RegisterEvent):
            reason = impossible_entry(region_of(before.on(each.event)), each.event, at)
            if reason:
                found[each.version] = reason
        before.take(each)
    return found


_Code = tuple[str, str]
"""Of what kind, and which."""


class Bearing:
    """Entries by the codes of which they tell whether these are there."""

    def __init__(self) -> None:
        self._telling: dict[_Code, list[Recorded]] = {}

    def take(self, reading: Recorded) -> None:
        for code in _tells_of(reading.event):
            self._telling.setdefault(code, []).append(reading)

    def on(self, entry: RegisterEvent) -> list[Recorded]:
        """Those by which it is judged, in the order of recording: about its codes, and those that became one with them."""
        found: dict[int, Recorded] = {}
        asked = set(_asks_of(entry))
        waiting = list(asked)
        while waiting:
            for each in self._telling.get(waiting.pop(), ()):
                found[each.version] = each
                more = _tells_of(each.event) - asked
                asked |= more
                waiting += more
        return [found[version] for version in sorted(found)]


def _tells_of(event: Event) -> set[_Code]:
    """The codes of which it says that they are there, or not any more."""
    match event:
        case MunicipalityListed():
            return {("municipality", event.municipality)}
        case MunicipalityMerged():
            return {("municipality", event.municipality), ("municipality", event.into)}
        case ProviderListed() | ProviderClosed():
            return {("provider", event.provider)}
        case ProviderSucceeded():
            return {("provider", event.provider), ("provider", event.successor)}
        case LocationOpened() | LocationClosed():
            return {("location", event.location)}
        case ProductListed() | ProductEnded():
            return {("product", event.product)}
        case InstitutionCertified() | CertificationEnded():
            return {("institution", event.gi)}
    return set()


def _asks_of(entry: RegisterEvent) -> set[_Code]:
    """The codes that must be there for it, or must not."""
    match entry:
        case LocationOpened():
            return {("location", entry.location), ("provider", entry.provider), ("municipality", entry.municipality)}
        case LocationChanged() | AccommodationRegistered() | AccommodationDeregistered():
            return {("location", entry.location)}
        case DeliveryMade():
            return {("provider", entry.provider)} if entry.provider is not None else set()
    return _tells_of(entry)


def _not_to_be_delivered(region: Region, entry: DeliveryMade) -> str | None:
    """Whoever was in the register some day may have delivered: it may be late, and another may stand in its place by then.

    Whether it owed it goes by what the register says, which may lag: that stops nothing. But what was sent over a period before the law
    asked for it was another thing, whatever it was called, and could meet no term however the register is mended.
    """
    if entry.provider is not None and entry.provider not in region.providers:
        return f"{entry.provider} is not in the register."
    earliest = first_period_of(entry.what)
    if period_named(entry.period).since < period_named(earliest).since:
        return (
            f"{entry.what} is asked for over {earliest} and later: look whether the period is right. What was sent before is not kept here."
        )
    first = can_be_delivered_from(entry.what, entry.period)
    if entry.occurred_on < first:
        return f"{entry.what} over {entry.period} can be delivered from {first} on."
    return None


def _taken(code: str, there: bool) -> str | None:
    return f"{code} is in the register on that date already." if there else None


def _missing(code: str, there: bool) -> str | None:
    return None if there else f"{code} is not in the register on that date."
