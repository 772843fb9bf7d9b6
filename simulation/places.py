"""Places: which house or family still has room, and which of them is nearest to home."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from domain.codes import Setting
from domain.region import Location, Region
from domain.spans import Span
from simulation.dice import Dice
from simulation.figures import OUTSIDE_THE_REGION, PARTS_OF_THE_REGION


class Places:
    """The places of a region, taken for stretches of nights. A house takes no more children than it has room for, unless all are full."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._codes: dict[Setting, list[str]] = {setting: sorted(_ever(region, setting)) for setting in Setting}
        self._taken: dict[str, list[Span]] = defaultdict(list)

    def has_room(self, setting: Setting, nights: Span, but: Location | None = None) -> bool:
        return any(self._room_at(house, nights) > 0 for house in self._houses(setting, nights, but))

    def take(self, setting: Setting, nights: Span, near: str, dice: Dice, but: Location | None = None) -> Location:
        """A place in that setting near that municipality (CBS code), in another house than `but`.

        Home comes first (Zuid-Limburg: "thuis nabij"). Where every house is full, one takes one more. Sometimes it is one outside the
        region, where the register has such.
        """
        there = self._houses(setting, nights, but)
        outside = [house for house in there if not self._region.is_in_region(house.municipality, nights.since)]
        if outside:
            goes_outside = len(outside) == len(there) or dice.chance(OUTSIDE_THE_REGION)
            there = outside if goes_outside else [house for house in there if house not in outside]
        houses = sorted(dice.shuffled(there), key=lambda house: steps_from(near, house.municipality))
        chosen = next((house for house in houses if self._room_at(house, nights) > 0), houses[0])
        self._taken[chosen.code].append(nights)
        return chosen

    def leave(self, house: Location, nights: Span, day: date) -> None:
        """Somebody who had taken those nights leaves on that day already."""
        self._taken[house.code].remove(nights)
        self._taken[house.code].append(nights.up_to(day))

    def _houses(self, setting: Setting, nights: Span, but: Location | None) -> list[Location]:
        there = (self._region.location_on(code, nights.since) for code in self._codes[setting])
        return [house for house in there if house is not None and house.setting is setting and house != but]

    def _room_at(self, location: Location, nights: Span) -> int:
        """Places free on every one of those nights."""
        taken = [both for other in self._taken[location.code] if not (both := other & nights).is_empty]
        return location.capacity - max((sum(span.covers(start.since) for span in taken) for start in taken), default=0)


def _ever(region: Region, setting: Setting) -> Iterator[str]:
    """Codes that have stood for that setting at some time."""
    for code, known in region.locations.items():
        place: Location | None = known
        while place is not None:
            if place.setting is setting:
                yield code
                break
            place = place.before


def steps_from(home: str, municipality: str) -> int:
    """Steps from home: the own municipality, the same part of the region, elsewhere in it."""
    if municipality == home:
        return 0
    return 1 if any({municipality, home} <= part for part in PARTS_OF_THE_REGION) else 2
