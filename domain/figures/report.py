"""A report: the figures of a variant by period and group, as far as they are told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from operator import add

from domain.figures.disclosure import REGION, Counts, Whole, hidden, is_small
from domain.figures.periods import Period, PeriodKind, periods
from domain.figures.statistics import Statistics, counts_of, figure_of, people_of, published_figure_of
from domain.figures.tally import NIGHTLY, STANDING
from domain.indicators.catalogue import Aggregate, Variant, indicators
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

Column = str | Whole | None
"""A group, or the `REGION` beside the groups. Where nothing is broken down, the region stands under None."""

Cells = Mapping[tuple[Period, Column], Statistics]

Count = Callable[[Variant, Sequence[Period], Dimension | None], Cells]
"""Counts what there is for a variant in each period, in each group of a dimension, or in the region.

Periods of one kind have no day in common; those of nights are of several kinds at once, and by a dimension they are counted in the region
too: one look at very many facts answers all of that, and each look is what takes long.
"""


def report(variant: Variant, asked: Sequence[Period], on: date, by: Dimension | None, detail: Detail, count: Count) -> Iterator[Told]:
    """Every period, in order, with every group of which anything counts in any of them; unless all is told, in any of the half-years in
    which they lie.

    `asked`: periods of one kind, in order; of what begins after `on` nothing is told.
    """
    begun = [period for period in asked if period.since <= on]
    if not begun:
        return
    if detail is Detail.EXACT:
        cells, gone, beside = count(variant, begun, by), frozenset[_Key](), frozenset[Period]()
    else:
        table = _Table(variant, begun, on, by, count)
        cells, gone, beside = table.cells, table.hidden(), _hidden_beside(variant, begun, on, count)
    figure = published_figure_of if detail is Detail.PUBLISHED else figure_of
    groups = _groups(cells) if by else [None]
    # A group of which nothing counts in a half-year has no row there but beside others: nothing of it is hidden.
    there = {(_half_year(period), group) for period, group in cells}
    for period in begun:
        for group in groups:
            suppressed = (period, group if by else REGION) in gone
            suppressed |= period in beside and (not by or (_half_year(period), group) in there)
            told = cells.get((period, group), Statistics())
            yield Told(period, (group or NONE) if by else None, None if suppressed else figure(variant, told), suppressed)


def _hidden_beside(variant: Variant, asked: Sequence[Period], on: date, count: Count) -> frozenset[Period]:
    """The periods in which the number that a share says is hidden in the table of numbers by label, of the region, or that of those without
    a label: then the share is hidden too, and that of every group. With it, and with the number of all, another that is hidden there could
    be computed: a share says how many bear its label, and how many bear any.
    """
    numbers = numbers_by_label(variant)
    if numbers is None:
        return frozenset()
    gone = _Table(numbers, asked, on, Dimension.LABEL, count).hidden()
    return frozenset(period for period, label in gone if label is None or label == variant.label)


def numbers_by_label(variant: Variant) -> Variant | None:
    """Of a share of one label the variant that tells the numbers of all labels of that measure, if there is one."""
    kind = _NUMBERS_OF.get(variant.aggregate) if variant.label else None
    return next((each for each in _variants() if each.measure == variant.measure and each.aggregate is kind and each.labels), None)


def _shares_beside(variant: Variant) -> Iterator[Variant]:
    """Of the numbers of all labels, each variant that tells the share of one."""
    return (each for each in _variants() if each.measure == variant.measure and numbers_by_label(each) == variant)


def _variants() -> Iterator[Variant]:
    return (each for indicator in indicators().values() for each in indicator.variants)


_NUMBERS_OF = {Aggregate.SHARE: Aggregate.COUNT, Aggregate.SHARE_OF_STOCK: Aggregate.STOCK}


def _half_year(period: Period) -> Period:
    return Period.of(PeriodKind.HALF_YEAR, period.since)


def _groups(cells: Cells) -> Sequence[str | None]:
    """In order, those without last."""
    return sorted({group for _, group in cells if group is not REGION}, key=lambda group: (group is None, group))


_Key = tuple[Period, Column]

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
        self._count_of = count
        self._count = partial(count, variant)
        self.counts: dict[_Key, Counts] = {}
        self.longer: dict[Period, Period] = {}
        self.small: set[_Key] = set()
        kind = asked[0].kind
        if variant.aggregate in _NOT_ADDED_UP:
            self.cells = self._alone(asked)
        elif variant.aggregate in STANDING:
            self.cells = self._of_last_days(self._wholly(kind, asked))
        elif variant.aggregate in NIGHTLY:
            self.cells = self._of_nights(self._wholly(PeriodKind.MONTH, asked))
        else:
            self.cells = self._added_up(self._wholly(kind, asked))

    def hidden(self) -> frozenset[_Key]:
        return hidden(self.counts, self.longer, also_small=self.small)

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
            self._find_small(cells)
        return cells

    def _of_last_days(self, there: Sequence[Period]) -> Cells:
        """What stands on the last day of a quarter is what stands on that of its last month: the two are told, or hidden, together."""
        cells = self._count(there, self._by)
        if any(self._few(cells)):
            self._take(cells)
            self._add_up_groups(there)
            self._add_up_periods(there, last_alone=True)
            self._find_small(cells)
        return cells

    def _of_nights(self, months: Sequence[Period]) -> Cells:
        """Nights add up, and those who spend them do not: they are counted in each kind of period. Of few in all months together none is
        told."""
        longer = [period for each in _longer(PeriodKind.MONTH) for period in _of_kind(each, months)]
        cells = self._count([*months, *longer], self._by)
        monthly = {key: told for key, told in cells.items() if key[0].kind is PeriodKind.MONTH}
        if any(self._few(monthly)):
            self._take(monthly)
            self._fill(months)
            self._add_up_periods(months)
            self.small.update(key for key in self._few(cells) if key not in monthly)
        return cells

    def _find_small(self, cells: Cells) -> None:
        """What has small counts or is of few jeugdigen, of the cells and of all that they add up to.

        Jeugdigen do not add up: in a whole are at least as many as in one of its parts, and no more than in all of them together. Only
        where that leaves open whether they are few, they are counted.
        """
        self.small.update(self._small_beside(cells))
        people = self._people_within(cells)
        open_: set[_Key] = set()
        for key, numbers in self.counts.items():
            least, most = people.get(key, _NOBODY)
            if is_small(numbers) or is_small(most):
                self.small.add(key)
            elif is_small(least):
                open_.add(key)
        for kind in PeriodKind:
            for by, region in ((self._by, None), (None, REGION)) if self._by else ((None, REGION),):
                asked = {period for period, column in open_ if period.kind is kind and (column is REGION) == (region is REGION)}
                if asked:
                    found = self._count(sorted(asked, key=lambda period: period.since), by)
                    self.small.update(open_.intersection(self._few(found, region)))

    def _small_beside(self, cells: Cells) -> Iterator[_Key]:
        """Of numbers by label, those of a label of which the share is of few, or leaves few: with the number of all, it says how many these
        are, though they are several labels together of which none is told."""
        if self._by is Dimension.LABEL:
            there = sorted({period for period, _ in cells}, key=lambda period: period.since)
            for share in _shares_beside(self._variant):
                of_share = _Table(share, there, self._on, None, self._count_of)
                yield from ((period, share.label) for period, _ in of_share.small if (period, share.label) in self.counts)

    def _people_within(self, cells: Cells) -> "dict[_Key, _Within]":
        people: dict[_Key, _Within] = {}
        for (period, group), told in cells.items():
            exactly = people_of(self._variant, told)
            people[period, self._column(group, None)] = exactly, exactly
        if self._by:
            for (period, _), within in list(people.items()):
                people[period, REGION] = _together(people.get((period, REGION)), within)
        for part, whole in self.longer.items():
            for column in dict.fromkeys(column for _, column in self.counts):
                if (part, column) in people:
                    people[whole, column] = _together(people.get((whole, column)), people[part, column])
        return people

    # --- steps

    def _wholly(self, kind: PeriodKind, asked: Sequence[Period]) -> list[Period]:
        """Of that kind, all that have begun in the half-years in which something is asked."""
        first, last = _half_year(asked[0]), _half_year(asked[-1])
        return [each for each in periods(kind, Span(first.since, last.until)) if each.since <= self._on]

    def _take(self, cells: Cells, region: Whole | None = None) -> None:
        for (period, group), told in cells.items():
            self.counts[period, self._column(group, region)] = counts_of(self._variant, told)

    def _few(self, cells: Cells, region: Whole | None = None) -> Iterator[_Key]:
        for (period, group), told in cells.items():
            if is_small(counts_of(self._variant, told)) or is_small(people_of(self._variant, told)):
                yield period, self._column(group, region)

    def _column(self, group: Column, region: Whole | None) -> Column:
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


_Within = tuple[Counts, Counts]
"""At least, and at most."""

_NOBODY: _Within = (), ()


def _together(one: _Within | None, other: _Within) -> _Within:
    """Of two parts of a whole."""
    if one is None:
        return other
    return tuple(map(max, one[0], other[0])), tuple(map(add, one[1], other[1]))


def _longer(kind: PeriodKind) -> Iterator[PeriodKind]:
    while kind.longer:
        kind = kind.longer
        yield kind


def _of_kind(kind: PeriodKind, there: Sequence[Period]) -> list[Period]:
    return list(dict.fromkeys(Period.of(kind, each.since) for each in there))
