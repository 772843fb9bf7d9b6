"""I-code: a code that is unknown or not valid on that date. I-bsn: a number that is no BSN."""

from collections.abc import Iterator
from datetime import date

from domain.codes import END_REASONS, Setting
from domain.events import (
    AftercareAgreed,
    Discharged,
    Event,
    HelpStarted,
    HomeMunicipalityDetermined,
    IdentityChanged,
    PlaceDeclined,
    PlaceOffered,
    PlaceSearchStarted,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
    TrajectoryOpened,
)
from domain.events.stay import StayStarted
from domain.region import Region
from domain.rules.impossible.view import Impossibility, View
from domain.since import JEUGDWET
from domain.words import Words


def impossible_codes(view: View) -> Iterator[Impossibility]:
    event = view.recorded.event
    for field_name, message in _unknown(event, view.region):
        # Of a stay the setting is wrong for its house: with another house it is another slip.
        codes = [getattr(event, name, None) for name in (field_name, *(["location"] if field_name == "setting" else []))]
        yield view.impossible("I-code", message, field_name, " ".join(map(str, (field_name, *codes))))
    for field_name, bsn in _bsns(event):
        if bsn and not is_bsn(bsn):
            yield view.impossible("I-bsn", "This is no BSN: nine digits that pass the eleven test are expected.", field_name)


def _unknown(event: Event, region: Region) -> Iterator[tuple[str, str]]:
    match event:
        case TrajectoryOpened():
            yield from _municipality(region, "home_municipality", event.home_municipality, event.occurred_on)
        case HomeMunicipalityDetermined():
            yield from _municipality(region, "municipality", event.municipality, event.from_)
        case StayStarted():
            yield from _provider(region, event.provider, event.occurred_on)
            if event.location is not None:
                yield from _location(region, event.location, event.setting, event.occurred_on)
        case HelpStarted():
            yield from _provider(region, event.provider, event.occurred_on)
        case PlaceOffered():
            yield from _provider(region, event.provider, event.occurred_on)
            if event.location is not None:
                yield from _location(region, event.location, event.setting, event.occurred_on)
        case PlaceSearchStarted() | PlaceDeclined() | AftercareAgreed():
            if event.provider is not None:
                yield from _provider(region, event.provider, event.occurred_on)
        case ProtectionMeasureStarted() | ProtectionMeasureTransferred():
            if event.gi is not None:
                yield from _institution(region, event.gi, event.occurred_on)
        case Discharged():
            if event.reason is not None and event.reason not in END_REASONS:
                yield "reason", f"{event.reason} is no code of JZ588."


def _not_there(code: str) -> str:
    return f"{code} is not in the register on that date."


def _municipality(region: Region, field_name: str, code: str, day: date) -> Iterator[tuple[str, str]]:
    if not region.has_municipality(code, day):
        into = region.municipality_of_today(code, day)
        unlisted = f"{_not_there(code)} An administrator lists it first, with in_region false if it lies outside the region."
        yield field_name, unlisted if into == code else f"{code} had merged into {into} by that date: record {into}."


def _provider(region: Region, code: str, day: date) -> Iterator[tuple[str, str]]:
    if not region.has_provider(code, day):
        successor = region.successor_of(code, day)
        yield "provider", f"{code} was succeeded by {successor} by that date: record {successor}." if successor else _not_there(code)


def _institution(region: Region, code: str, day: date) -> Iterator[tuple[str, str]]:
    """Only a gecertificeerde instelling carries out a measure of child protection (Jeugdwet 3.2(1)).

    A register that holds none of them says nothing of who is one; nor does any of the years before the Jeugdwet.
    """
    if region.institutions and day >= JEUGDWET and region.institution_on(code, day) is None:
        yield "gi", f"{_not_there(code)} Name the gecertificeerde instelling that had a certificate then, or have an administrator list it."


def is_no_place_of(region: Region, location: str, setting: Setting, day: date) -> bool:
    """Whether a stay of that setting could not be recorded there from that day."""
    return next(_location(region, location, setting, day), None) is not None


def _location(region: Region, code: str, setting: Setting, day: date) -> Iterator[tuple[str, str]]:
    """A night in a closed house is a closed night, whatever is chosen from a list: a slip here would hide that a title is missing."""
    place = region.location_on(code, day)
    if place is None:
        yield "location", _not_there(code)
    elif place.setting is Setting.GESLOTEN and setting is not Setting.GESLOTEN:
        yield "setting", f"{code} is a closed house: record gesloten."


def _bsns(event: Event) -> Iterator[tuple[str, Words | None]]:
    match event:
        case TrajectoryOpened():
            yield "identity.bsn", event.identity.bsn
        case IdentityChanged():
            yield "bsn", event.bsn


_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(text: str) -> bool:
    """Nine digits of which 9a+8b+7c+6d+5e+4f+3g+2h-i is divisible by eleven (iJw, elfproef).

    >>> is_bsn("999900006"), is_bsn("999999999")
    (True, False)
    """
    if len(text) != 9 or not (text.isascii() and text.isdigit()) or text == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=True)) % 11 == 0
