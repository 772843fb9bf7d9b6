"""Who is where on a day, and how full the houses are (indicator 3)."""

from collections.abc import Iterator

from domain.events import REGISTER_ID
from domain.indicators.case import Case
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
    """What the register counts: the places of each location (`amount`), while they are so many. About the location."""
    for location in region.locations.values():
        for entry in _entries(location):
            group = Group(municipality=entry.municipality, provider=entry.provider, setting=entry.setting)
            days = Span(entry.since, entry.until)
            yield Counted(entry.code, days, group, amount=float(entry.capacity)).of(REGISTER_ID, PLACE)


def _entries(newest: Location) -> Iterator[Location]:
    entry: Location | None = newest
    while entry is not None:
        if not Span(entry.since, entry.until).is_empty:
            yield entry
        entry = entry.before


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
