"""What is made of facts: the figure of a variant in a period, by its definition."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from domain.calendar import add_days
from domain.figures.heirs import NO_HEIRS, Heirs
from domain.figures.statistics import Statistics, figure_of
from domain.figures.tally import WHOLE, Cut, Part, Tally
from domain.indicators.catalogue import Aggregate, Variant
from domain.indicators.fact import Dimension, Fact
from domain.spans import Span


def dimensions(variant: Variant) -> tuple[Dimension, ...]:
    """By which its figure can be broken down: places of the register have no jeugdige, and not all facts a label."""
    if variant.aggregate is Aggregate.OCCUPANCY:
        return Dimension.PROVIDER, Dimension.SETTING
    return tuple(each for each in Dimension if variant.labels or each is not Dimension.LABEL)


def figure(variant: Variant, facts: Iterable[Fact], period: Span, on: date, heirs: Heirs = NO_HEIRS) -> float | None:
    """The figure of a period as it is on a day: of a period that runs, that of its days up to and including it. None: nothing to say.

    `facts` may hold other measures. `period` has an end.
    """
    if seen_of(variant, period, on).is_empty:
        return None
    return figure_of(variant, statistics(variant, facts, period, on, heirs=heirs).get(WHOLE, Statistics()))


def figures(
    variant: Variant, facts: Iterable[Fact], period: Span, on: date, by: Dimension, heirs: Heirs = NO_HEIRS
) -> Mapping[str | None, float | None]:
    """The same per value of a dimension of which anything counts in the period.

    What another measure gives to the denominator is not broken down by label.
    """
    found = statistics(variant, facts, period, on, by=by, heirs=heirs)
    return {value: figure_of(variant, told) for value, told in found.items()}


def statistics(
    variant: Variant, facts: Iterable[Fact], period: Span, on: date, *, by: Dimension | None = None, heirs: Heirs = NO_HEIRS
) -> dict[str | None, Statistics]:
    """What the figures are made of, per value of the dimension; under `WHOLE` if it is not broken down. Nothing if nothing counts."""
    tallies = Tallies(variant, period, on, by=by, heirs=heirs)
    for fact in facts:
        tallies.count(fact)
    return tallies.statistics()


class Tallies:
    """The same, kept while facts come and go."""

    def __init__(self, variant: Variant, period: Span, on: date, *, by: Dimension | None, heirs: Heirs) -> None:
        self._variant = variant
        self._on = on
        self._seen = seen_of(variant, period, on)
        self._cut = Cut(variant, self._seen, by, heirs)
        self._cells: dict[str | None, Tally] = {}
        self._parts = Counter[str | None]()
        self._shared = Tally(variant, on)

    def count(self, fact: Fact, times: int = 1) -> set[str | None]:
        """`times`: -1 takes it out again. Gives the groups of which that changes something."""
        changed: set[str | None] = set()
        for part in () if self._seen.is_empty else self._cut.parts(fact):
            if self._cut.by is Dimension.LABEL and fact.measure != self._variant.measure:
                self._shared.count(part, times)
                changed.update(self._cells)
            else:
                self._count(part, times)
                changed.add(part.group)
        return changed

    def _count(self, part: Part, times: int) -> None:
        if part.group not in self._cells:
            self._cells[part.group] = Tally(self._variant, self._on)
        self._cells[part.group].count(part, times)
        self._parts[part.group] += times
        if not self._parts[part.group]:
            del self._cells[part.group], self._parts[part.group]

    def of(self, group: str | None) -> Statistics | None:
        """None where nothing counts."""
        tally = self._cells.get(group)
        return tally.beside(self._shared) if tally else None

    def statistics(self) -> dict[str | None, Statistics]:
        return {value: tally.beside(self._shared) for value, tally in self._cells.items()}


def days_of(variant: Variant, period: Span) -> Span:
    """The days by which facts count in a period that has an end: its own, or those on which that is judged."""
    assert period.until is not None
    return Span(add_days(period.since, variant.days_later), add_days(period.until, variant.days_later))


def seen_of(variant: Variant, period: Span, on: date) -> Span:
    """Of these, if they still run on that day, those up to and including it."""
    return days_of(variant, period).up_to(add_days(on, 1))
