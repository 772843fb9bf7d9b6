"""A report: the figures of a variant by period and group, as far as they are told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from domain.figures.disclosure import REGION, Counts, Whole, hidden, is_small
from domain.figures.periods import Period, PeriodKind, periods
from domain.figures.statistics import Statistics, counts_of, figure_of, people_of, published_figure_of
from domain.figures.tally import NIGHTLY, STANDING
from domain.indicators.catalogue import Aggregate, Variant
from domain.indicators.fact import Dimension
from domain.spans import Span
from domain.values import dataclass


class Detail(StrEnum):
    """How much is told."""

    PROTECTED = "protected"
    """Exact figures, without those of fewer than five and those from which one of these would follow."""
    PUBLISHED = "published"
    """The same, rounded as for the public: numbers to five, shares as the rounded numbers make them, medians and means to whole ones."""
    EXACT = "exact"
    """All of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure. `group` is None for the region as a whole, and `NONE` where the dimension does not apply, is not known or is secret.

    `value` is None where there is nothing to say, and where it is `suppressed`.
    """

    period: Period
    group: str | None
    value: float | None
    suppressed: bool


NONE = "none"

Cells = Mapping[tuple[Period, str | None], Statistics]

Count = Callable[[Sequence[Period], Dimension | None], Cells]
"""Counts what there is in each period, which have no day in common, in each group of a dimension, or in the region: under None, too."""


def report(variant: Variant, asked: Sequence[Period], on: date, by: Dimension | None, detail: Detail, count: Count) -> Iterator[Told]:
    """Every period, in order, with every group of which anything counts in any of them; unless all is told, in any of the half-years in
    which they lie.

    `asked`: periods of one kind, in order; of what begins after `on` nothing is told.
    """
    begun = [period for period in asked if period.since <= on]
    if not begun:
        return
    if detail is Detail.EXACT:
        cells, gone = count(begun, by), frozenset[_Key]()
    else:
        table = _Table(variant, begun, on, by, count)
        cells, gone = table.cells, hidden(table.counts, table.longer, also_small=table.small)
    figure = published_figure_of if detail is Detail.PUBLISHED else figure_of
    groups = sorted({group for _, group in cells}, key=lambda group: (group is None, group)) if by else [None]
    for period in begun:
        for group in groups:
            suppressed = (period, group if by else REGION) in gone
            told = cells.get((period, group), Statistics())
            yield Told(period, (group or NONE) if by else None, None if suppressed else figure(variant, told), suppressed)


_Key = tuple[Period, str | Whole | None]

_NOT_ADDED_UP = frozenset({Aggregate.UNIQUE, Aggregate.REPEATED})
"""Of jeugdigen in a quarter nothing follows from those in its months: some are in several."""


class _Table:
    """What is asked, and everything of which it is a part: what is hidden of it must not depend on how it is asked.

    Where no part is small, nothing is of which it is a part: then there is nothing to hide.
    """

    def __init__(self, variant: Variant, asked: Sequence[Period], on: date, by: Dimension | None, count: Count) -> None:
        self._variant = variant
        self._on = on
        self._by = by
        self._count = count
        self.counts: dict[_Key, Counts] = {}
        self.longer: dict[Period, Period] = {}
        self.small: set[_Key] = set()
        kind = asked[0].kind
        if variant.aggregate in _NOT_ADDED_UP:
            self.cells = self._alone(asked)
        elif variant.aggregate in STANDING:
            self.cells = self._of_last_days(self._wholly(kind, asked))
        elif variant.aggregate in NIGHTLY:
            self.cells = self._of_nights(kind, self._wholly(PeriodKind.MONTH, asked))
        else:
            self.cells = self._added_up(self._wholly(kind, asked))

    def _alone(self, asked: Sequence[Period]) -> Cells:
        cells = self._count(asked, self._by)
        self._take(cells)
        if self._by:
            self._take(self._count(asked, None), REGION)
        self._fill(asked)
        return cells

    def _added_up(self, there: Sequence[Period]) -> Cells:
        """Numbers of what happens: those of the groups make that of the region, those of the months that of the quarter."""
        cells = self._count(there, self._by)
        if any(self._few(cells)):
            self._take(cells)
            self._add_up_groups(there)
            self._add_up_periods(there)
            for kind in (there[0].kind, *_longer(there[0].kind)):
                part = _of_kind(kind, there)
                self.small.update(self._few(cells if part == there else self._count(part, self._by)))
                self.small.update(self._few(self._count(part, None), REGION))
        return cells

    def _of_last_days(self, there: Sequence[Period]) -> Cells:
        """What stands on the last day of a quarter is what stands on that of its last month: the two are told, or hidden, together."""
        cells = self._count(there, self._by)
        if any(self._few(cells)):
            self._take(cells)
            self._add_up_groups(there)
            self._add_up_periods(there, last_alone=True)
            self.small.update(self._few(cells), self._few(self._count(there, None), REGION))
            for part, whole in self.longer.items():
                self.small.update((whole, group) for period, group in tuple(self.small) if period == part)
        return cells

    def _of_nights(self, kind: PeriodKind, months: Sequence[Period]) -> Cells:
        """Nights add up, and those who spend them do not: they are counted month by month. Of few in all months together none is told."""
        told: dict[PeriodKind, Cells] = {PeriodKind.MONTH: self._count(months, self._by)}
        if not any(self._few(told[PeriodKind.MONTH])):
            return told[PeriodKind.MONTH] if kind is PeriodKind.MONTH else self._count(_of_kind(kind, months), self._by)
        for each in (PeriodKind.MONTH, *_longer(PeriodKind.MONTH)):
            there = _of_kind(each, months)
            told[each] = told[each] if each in told else self._count(there, self._by)
            regional = self._count(there, None) if self._by else {}
            if each is PeriodKind.MONTH:
                self._take(told[each])
                self._take(regional, REGION)
                self._fill(there)
                self._add_up_periods(there)
            else:
                self.small |= {*self._few(told[each]), *self._few(regional, REGION)}
        return told[kind]

    # --- steps

    def _wholly(self, kind: PeriodKind, asked: Sequence[Period]) -> list[Period]:
        """Of that kind, all that have begun in the half-years in which something is asked."""
        first, last = (Period.of(PeriodKind.HALF_YEAR, each.since) for each in (asked[0], asked[-1]))
        return [each for each in periods(kind, Span(first.since, last.until)) if each.since <= self._on]

    def _take(self, cells: Cells, region: Whole | None = None) -> None:
        for (period, group), told in cells.items():
            self.counts[period, self._column(group, region)] = counts_of(self._variant, told)

    def _few(self, cells: Cells, region: Whole | None = None) -> Iterator[_Key]:
        for (period, group), told in cells.items():
            if is_small(counts_of(self._variant, told)) or is_small(people_of(self._variant, told)):
                yield period, self._column(group, region)

    def _column(self, group: str | None, region: Whole | None) -> str | Whole | None:
        return group if region is None and self._by else REGION

    def _add_up_groups(self, there: Sequence[Period]) -> None:
        if self._by:
            for (period, _), numbers in list(self.counts.items()):
                self._add((period, REGION), numbers)
        self._fill(there)

    def _add_up_periods(self, there: Sequence[Period], *, last_alone: bool = False) -> None:
        groups = dict.fromkeys(group for _, group in self.counts)
        for longer in _longer(there[0].kind):
            last = {Period.of(longer, part.since): part for part in there}
            for part in there:
                whole = Period.of(longer, part.since)
                if last_alone and last[whole] is not part:
                    continue
                self.longer[part] = whole
                for group in groups:
                    self._add((whole, group), self.counts.get((part, group)))
            there = list(last)

    def _fill(self, there: Sequence[Period]) -> None:
        """The region has a cell in every period, also where nothing is."""
        nothing = counts_of(self._variant, Statistics())
        for period in there:
            self.counts.setdefault((period, REGION), nothing)

    def _add(self, key: _Key, numbers: Counts | None) -> None:
        if numbers is not None:
            before = self.counts.get(key, (0,) * len(numbers))
            self.counts[key] = tuple(one + other for one, other in zip(before, numbers, strict=True))


def _longer(kind: PeriodKind) -> Iterator[PeriodKind]:
    while kind.longer:
        kind = kind.longer
        yield kind


def _of_kind(kind: PeriodKind, there: Sequence[Period]) -> list[Period]:
    return list(dict.fromkeys(Period.of(kind, each.since) for each in there))
