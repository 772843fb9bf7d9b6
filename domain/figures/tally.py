"""Facts counted into statistics, one by one: also out of them again, as what is known changes."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import floor
from typing import NamedTuple, TypeVar
from uuid import UUID

from domain.calendar import add_days, earlier
from domain.figures.heirs import Heirs
from domain.figures.statistics import Statistics
from domain.indicators.catalogue import Aggregate, Variant
from domain.indicators.fact import Dimension, Fact
from domain.spans import Span
from domain.values import dataclass

K = TypeVar("K", UUID, tuple[int, bool])

STANDING = frozenset({Aggregate.STOCK, Aggregate.SHARE_OF_STOCK, Aggregate.MEDIAN_OF_STOCK, Aggregate.MEAN_OF_STOCK, Aggregate.OCCUPANCY})
"""Aggregates of facts that cover the last night of a period."""

NIGHTLY = frozenset({Aggregate.NIGHTS, Aggregate.SHARE_OF_NIGHTS})
"""Aggregates of nights."""

WHOLE = None
"""The one group where nothing is broken down."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How facts are cut into cells: which days of a period are seen, and `by` which dimension, if any."""

    variant: Variant
    seen: Span
    by: Dimension | None
    heirs: Heirs

    def parts(self, fact: Fact) -> Iterator["Part"]:
        """The part of a fact that counts in each group; of most there is one, and of many none."""
        days = self._days(fact)
        if days is None or days.is_empty:
            return
        if fact.measure != self.variant.measure and self.by is Dimension.LABEL:
            # What another measure gives to the denominator has no labels of these: it is that of every group.
            yield Part(WHOLE, fact, days, None)
            return
        label = self.heirs.label(fact)
        group = self._group(fact, label)
        if self.by is None or group is None:
            yield Part(group, fact, days, label)
            return
        for stretch, heir in self.heirs.cut(self.by, group, days):
            yield Part(heir, fact, stretch, label)

    def _group(self, fact: Fact, label: str | None) -> str | None:
        if self.by is None:
            return WHOLE
        value: str | None = label if self.by is Dimension.LABEL else getattr(fact.group, self.by)
        return value

    def _days(self, fact: Fact) -> Span | None:
        """Those by which the fact counts, of its own measure or of the denominator's."""
        own = fact.measure == self.variant.measure
        if not own and fact.measure != self.variant.other:
            return None
        if self.variant.aggregate in STANDING:
            assert self.seen.until is not None
            return Span(add_days(self.seen.until, -1), self.seen.until) & fact.days
        if self.variant.aggregate in NIGHTLY or not own:
            return fact.days & self.seen
        return Span(fact.since, add_days(fact.since, 1)) & self.seen


class Part(NamedTuple):
    """Of a fact, the days that count in a group, and its label there."""

    group: str | None
    fact: Fact
    days: Span
    label: str | None


class Tally:
    """The statistics of one cell, kept while facts come and go. `on`: the day asked about."""

    def __init__(self, variant: Variant, on: date) -> None:
        self._variant = variant
        self._on = on
        self._number = self._told = self._met = 0
        self._nights = self._nights_told = self._nights_met = 0
        self._other = 0.0
        self._people, self._people_met, self._people_unmet = Counter[UUID](), Counter[UUID](), Counter[UUID]()
        self._amounts: list[float] = []
        self._lasted = Counter[tuple[int, bool]]()

    def count(self, part: Part, times: int = 1) -> None:
        """`times`: -1 takes it out again."""
        fact = part.fact
        assert part.days.until is not None
        nights = (part.days.until - part.days.since).days
        if fact.measure != self._variant.measure:
            self._other += times * ((fact.amount or 0.0) if self._variant.aggregate is Aggregate.OCCUPANCY else nights)
            return
        self._number += times
        _counted(self._people, fact.trajectory_id, times)
        self._nights += times * nights
        met = self._is_met(part)
        if met is not None:
            self._told += times
            self._met += times * met
            self._nights_told += times * nights
            self._nights_met += times * met * nights
            _counted(self._people_met if met else self._people_unmet, fact.trajectory_id, times)
        if fact.amount is not None:
            if times > 0:
                insort(self._amounts, fact.amount)
            else:
                del self._amounts[bisect_left(self._amounts, fact.amount)]
        if self._variant.aggregate is Aggregate.SURVIVAL_MEDIAN:
            _counted(self._lasted, self._lasting(fact), times)

    def _is_met(self, part: Part) -> bool | None:
        if self._variant.label is None:
            return part.fact.met
        return part.label == self._variant.label if part.label is not None else None

    def _lasting(self, fact: Fact) -> tuple[int, bool]:
        end = earlier(fact.until, self._on)
        assert end is not None
        return (end - fact.since).days, fact.until is not None and fact.until <= self._on

    def beside(self, other: "Tally") -> Statistics:
        """These, with what the denominator has in the other one too."""
        return self._statistics(self._other + other._other)

    @property
    def statistics(self) -> Statistics:
        return self._statistics(self._other)

    def _statistics(self, other: float) -> Statistics:
        return Statistics(
            number=self._number,
            people=len(self._people),
            told=self._told,
            met=self._met,
            amounts=len(self._amounts),
            total=sum(self._amounts),
            median=_quantile(self._amounts, 0.5),
            p75=_quantile(self._amounts, 0.75),
            p90=_quantile(self._amounts, 0.9),
            nights=self._nights,
            nights_told=self._nights_told,
            nights_met=self._nights_met,
            people_met=len(self._people_met),
            people_unmet=len(self._people_unmet),
            lasted=tuple((days, ended, number) for (days, ended), number in sorted(self._lasted.items())),
            other=other,
        )


def _counted(counter: Counter[K], key: K, times: int) -> None:
    counter[key] += times
    if not counter[key]:
        del counter[key]


def _quantile(amounts: list[float], share: float) -> float | None:
    """Of amounts in order."""
    if not amounts:
        return None
    place = share * (len(amounts) - 1)
    below = floor(place)
    above = min(below + 1, len(amounts) - 1)
    return amounts[below] + (amounts[above] - amounts[below]) * (place - below)
