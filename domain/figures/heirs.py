"""Who stands in the place of a provider or a municipality on a day: what was recorded names who it was then, and figures who it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from domain.calendar import FIRST_DAY, add_days
from domain.codes import MoveKind
from domain.indicators.fact import Dimension, Fact
from domain.region import Municipality, Provider, Region
from domain.spans import Span
from domain.values import dataclass

Stretches = Mapping[str, tuple[tuple[Span, str], ...]]
"""By code all days in order, each stretch with who stands in its place on them: at first itself."""


@dataclass(frozen=True)
class Heirs:
    """The stretches of providers that were succeeded and municipalities that merged, by the dimension of which their codes are groups."""

    stretches: Mapping[Dimension, Stretches]

    @classmethod
    def known(cls, region: Region) -> "Heirs":
        """As the register tells it."""
        providers = _stretches(region.providers, lambda code, day: region.successor_of(code, day) or code)
        municipalities = _stretches(region.municipalities, region.municipality_of_today)
        return cls({Dimension.PROVIDER: providers, Dimension.MUNICIPALITY: municipalities})

    def on(self, provider: str, day: date) -> str:
        """Who stands in the place of that provider on that day."""
        return next(heir for _, heir in self.cut(Dimension.PROVIDER, provider, Span(day, add_days(day, 1))))

    def cut(self, by: Dimension, code: str, days: Span) -> Iterator[tuple[Span, str]]:
        """The days, cut where another takes the place of that code of that dimension."""
        stretches = self.stretches.get(by, {})
        if code not in stretches:
            yield days, code
            return
        for stretch, heir in stretches[code]:
            part = days & stretch
            if not part.is_empty:
                yield part, heir

    def label(self, fact: Fact) -> str | None:
        """That of the fact; of a move from one provider to another, whether they are one by then."""
        if fact.left is None or fact.group.provider is None:
            return fact.label
        within = self.on(fact.left, fact.since) == self.on(fact.group.provider, fact.since)
        return MoveKind.OVERPLAATSING if within else MoveKind.DOORPLAATSING


NO_HEIRS = Heirs({})


def _stretches(entries: Mapping[str, Provider] | Mapping[str, Municipality], heir_on: Callable[[str, date], str]) -> Stretches:
    days = sorted({FIRST_DAY, *_turns(entries.values())})
    stretches = {}
    for code in entries:
        heirs = [(day, heir_on(code, day)) for day in days]
        changes = [heirs[0], *(here for before, here in pairwise(heirs) if here[1] != before[1])]
        if len(changes) > 1:
            ends = [day for day, _ in changes[1:]]
            stretches[code] = tuple((Span(day, end), heir) for (day, heir), end in zip(changes, [*ends, None], strict=True))
    return stretches


def _turns(entries: Iterable[Provider | Municipality]) -> Iterator[date]:
    """The days on which one began or ended: on no other does anybody take over, or stand itself again because it was listed anew."""
    for newest in entries:
        entry: Provider | Municipality | None = newest
        while entry is not None:
            yield entry.since
            if entry.until is not None:
                yield entry.until
            entry = entry.before
