"""Who stands in the place of a provider on a day: what was recorded names who it was then, and figures who it is."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from domain.calendar import FIRST_DAY, add_days
from domain.codes import MoveKind
from domain.indicators.fact import Fact
from domain.region import Provider, Region
from domain.spans import Span
from domain.values import dataclass


@dataclass(frozen=True)
class Heirs:
    """Of each provider that was succeeded, all days in order, each stretch with who stands in its place on them: at first itself."""

    stretches: Mapping[str, tuple[tuple[Span, str], ...]]

    @classmethod
    def known(cls, region: Region) -> "Heirs":
        """As the register tells it."""
        days = sorted({FIRST_DAY, *_turns(region)})
        stretches = {}
        for provider in region.providers:
            heirs = [(day, region.successor_of(provider, day) or provider) for day in days]
            changes = [heirs[0], *(here for before, here in pairwise(heirs) if here[1] != before[1])]
            if len(changes) > 1:
                ends = [day for day, _ in changes[1:]]
                stretches[provider] = tuple((Span(day, end), heir) for (day, heir), end in zip(changes, [*ends, None], strict=True))
        return cls(stretches)

    def on(self, provider: str, day: date) -> str:
        return next(heir for _, heir in self.cut(provider, Span(day, add_days(day, 1))))

    def cut(self, provider: str, days: Span) -> Iterator[tuple[Span, str]]:
        """The days, cut where another takes its place."""
        if provider not in self.stretches:
            yield days, provider
            return
        for stretch, heir in self.stretches[provider]:
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


def _turns(region: Region) -> Iterator[date]:
    """The days on which a provider began or ended: on no other does anybody take over, or stand itself again because it was listed anew."""
    for newest in region.providers.values():
        provider: Provider | None = newest
        while provider is not None:
            yield provider.since
            if provider.until is not None:
                yield provider.until
            provider = provider.before
