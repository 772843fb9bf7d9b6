"""I-code: a code that is unknown or not valid on that date. I-bsn: a number that is no BSN."""

from collections.abc import Iterator
from datetime import date

from domain.codes import END_REASONS, Setting
from domain.events import Discharged, Event, HelpStarted, HomeMunicipalityDetermined, IdentityChanged, TrajectoryOpened
from domain.events.stay import StayStarted
from domain.region import Region
from domain.rules.impossible.view import Impossibility, View
from domain.words import Words


def impossible_codes(view: View) -> Iterator[Impossibility]:
    event = view.recorded.event
    for field_name, message in _unknown(event, view.region):
        yield view.impossible("I-code", message, field_name)
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
            if not region.has_provider(event.provider, event.occurred_on):
                yield "provider", _not_there(event.provider)
            if event.location is not None and not region.has_location(event.location, event.occurred_on):
                yield "location", _not_there(event.location)
            elif event.location is not None and _is_closed(region, event.location) and event.setting is not Setting.GESLOTEN:
                yield "setting", f"{event.location} is a closed house: record gesloten."
        case HelpStarted():
            if not region.has_provider(event.provider, event.occurred_on):
                yield "provider", _not_there(event.provider)
        case Discharged():
            if event.reason is not None and event.reason not in END_REASONS:
                yield "reason", f"{event.reason} is no code of JZ588."


def _not_there(code: str) -> str:
    return f"{code} is not in the register on that date."


def _is_closed(region: Region, location: str) -> bool:
    """A night in a closed house is a closed night, whatever is chosen from a list: a slip here would hide that a title is missing."""
    return region.locations[location].setting is Setting.GESLOTEN


def _municipality(region: Region, field_name: str, code: str, day: date) -> Iterator[tuple[str, str]]:
    if not region.has_municipality(code, day):
        yield field_name, _not_there(code)


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
