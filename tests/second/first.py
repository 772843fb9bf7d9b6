"""How the first computation is asked. Nothing else here knows it."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from domain import figures, indicators
from domain.history import History
from domain.indicators import Fact, Variant
from domain.region import Region
from domain.spans import Span

Name = tuple[str, str]
"""An indicator and one of its variants."""


def variants() -> dict[Name, Variant]:
    return {(each.id, variant.name): variant for each in indicators.indicators().values() for variant in each.variants}


def dimensions(name: Name) -> tuple[str, ...]:
    """By what the figure can be broken down."""
    return figures.dimensions(variants()[name])


class First:
    """The facts of a region, by measure, and who took over from whom in it."""

    def __init__(self, histories: Iterable[History], region: Region) -> None:
        self.heirs = figures.Heirs.known(region)
        self.facts: dict[str, list[Fact]] = {}
        for fact in chain(chain.from_iterable(map(indicators.facts, histories)), indicators.places(region)):
            self.facts.setdefault(fact.measure, []).append(fact)

    def figure(self, name: Name, period: Span, on: date) -> float | None:
        return figures.figure(variants()[name], self._of(name), period, on, self.heirs)

    def figures(self, name: Name, period: Span, on: date, by: str) -> dict[str | None, float | None]:
        found = figures.figures(variants()[name], self._of(name), period, on, indicators.Dimension(by), self.heirs)
        return {None if value is None else str(value): figure for value, figure in found.items()}

    def _of(self, name: Name) -> list[Fact]:
        variant = variants()[name]
        return [fact for measure in {variant.measure, variant.other} if measure for fact in self.facts.get(measure, [])]
