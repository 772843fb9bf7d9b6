"""Who is where on a day, and how full the houses are (indicator 3)."""

from collections.abc import Iterator
from datetime import date

from domain.events import REGISTER_ID
from domain.indicators.case import Case, successions
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.closed import nights_of_each
from domain.indicators.fact import Counted, Fact, Group
from domain.indicators.near import nearness
from domain.region import Location, Region
from domain.spans import Span

PLACE = "place"
"""The measure of the register: a location with its places, as long as they are so many."""


@measure("night")
def nights_out_of_home(case: Case) -> Iterator[Counted]:
    """The nights of each main stay, cut where the group changes. About the stay_id.

    Label: same_municipality, in_region or outside_region: where the stay was when it began, beside the municipality that was responsible
    on that day; none where it is unknown or secret.
    """
    for stay in case.main_stays:
        for days, group in case.pieces(stay.nights, stay):
            yield Counted(stay.stay_id, days, group, label=nearness(case, stay))


@measure("closed-night")
def nights_in_closed_care(case: Case) -> Iterator[Counted]:
    """The nights of closed stays, of whatever purpose, cut where the group changes.

    A night of two stays is that of the one that began first. About the stay_id.
    """
    for stay, nights in nights_of_each(case):
        for days, group in case.pieces(nights, stay):
            yield Counted(stay.stay_id, days, group)


def places(region: Region) -> Iterator[Fact]:
    """What the register counts: the places of each location (`amount`), while they are so many under one provider. About the location."""
    changes = sorted(set(successions(region)))
    for location in region.locations.values():
        for entry in _entries(location):
            for days in _cut(entry, changes):
                provider = region.successor_of(entry.provider, days.since) or entry.provider
                group = Group(municipality=entry.municipality, provider=provider, setting=entry.setting)
                yield Fact(REGISTER_ID, PLACE, entry.code, days.since, days.until, float(entry.capacity), None, None, group)


def _entries(newest: Location) -> Iterator[Location]:
    entry: Location | None = newest
    while entry is not None:
        if not Span(entry.since, entry.until).is_empty:
            yield entry
        entry = entry.before


def _cut(entry: Location, changes: list[date]) -> Iterator[Span]:
    whole = Span(entry.since, entry.until)
    starts = [entry.since, *(day for day in changes if day > entry.since and whole.covers(day))]
    for start, end in zip(starts, [*starts[1:], entry.until], strict=True):
        yield Span(start, end)


indicator(
    3,
    "stand",
    "Stand en bezetting",
    Variant(
        "stays",
        "night",
        Aggregate.STOCK,
        "jeugdigen",
        "Aantal jeugdigen in een hoofdverblijf in de nacht van de laatste dag van de periode; wie die dag vertrok telt niet mee.",
        labels="nabijheid",
    ),
    Variant(
        "closed",
        "closed-night",
        Aggregate.STOCK,
        "jeugdigen",
        "Aantal jeugdigen in gesloten jeugdhulp in de nacht van de laatste dag van de periode; wie die dag vertrok telt niet mee.",
    ),
    Variant(
        "occupancy",
        "night",
        Aggregate.OCCUPANCY,
        "%",
        "Aantal jeugdigen in een hoofdverblijf in de nacht van de laatste dag van de periode, gedeeld door het aantal plaatsen dat het"
        " register die dag kent; alleen naar aanbieder en vorm uit te splitsen.",
        other=PLACE,
    ),
    Variant(
        "nights",
        "night",
        Aggregate.NIGHTS,
        "nachten",
        "Aantal nachten van de periode die jeugdigen in een hoofdverblijf doorbrengen, bij elkaar opgeteld.",
        labels="nabijheid",
    ),
)
