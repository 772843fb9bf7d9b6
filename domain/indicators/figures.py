"""What is made of facts: the figure of a variant in a period, by its definition."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from statistics import fmean

from domain.calendar import add_days, earlier
from domain.indicators.catalogue import Aggregate, Variant
from domain.indicators.fact import Fact
from domain.indicators.survival import median_survival
from domain.spans import Span
from domain.values import dataclass

DIMENSIONS = ("municipality", "provider", "setting", "age_group", "gender", "civil_basis", "title_kind", "label")
"""By which figures are broken down: the fields of a group, and the label."""


def dimensions(variant: Variant) -> tuple[str, ...]:
    """By which of the `DIMENSIONS` its figure can be broken down: places of the register have no jeugdige, and not all facts a label."""
    if variant.aggregate is Aggregate.OCCUPANCY:
        return "provider", "setting"
    return DIMENSIONS if variant.labels else DIMENSIONS[:-1]


def figure(variant: Variant, facts: Iterable[Fact], period: Span, on: date) -> float | None:
    """The figure of a period as it is on a day: of a period that runs, that of its days up to and including it. None: nothing to say.

    `facts` may hold other measures. `period` has an end.
    """
    seen = _seen(period, on)
    if seen.is_empty:
        return None
    all_facts = list(facts)
    own = [fact for fact in all_facts if fact.measure == variant.measure]
    other = [fact for fact in all_facts if fact.measure == variant.other] if variant.other else []
    return _AGGREGATES[variant.aggregate](_Material(variant, own, other, seen, on))


def figures(variant: Variant, facts: Iterable[Fact], period: Span, on: date, by: str) -> Mapping[str | None, float | None]:
    """The same per value of one of the `DIMENSIONS`. What another measure gives to the denominator is not broken down by label."""
    groups: dict[str | None, list[Fact]] = {}
    whole: list[Fact] = []
    for fact in facts:
        if fact.measure == variant.measure or (fact.measure == variant.other and by != "label"):
            groups.setdefault(value_of(fact, by), []).append(fact)
        elif fact.measure == variant.other:
            whole.append(fact)
    return {value: figure(variant, [*some, *whole], period, on) for value, some in groups.items()}


def value_of(fact: Fact, dimension: str) -> str | None:
    value: str | None = fact.label if dimension == "label" else getattr(fact.group, dimension)
    return value


@dataclass(frozen=True, slots=True)
class _Material:
    variant: Variant
    own: Sequence[Fact]
    other: Sequence[Fact]
    seen: Span
    on: date

    @property
    def counted(self) -> list[Fact]:
        return [fact for fact in self.own if self.seen.covers(fact.since)]

    @property
    def standing(self) -> list[Fact]:
        return self.stand_of(self.own)

    def stand_of(self, facts: Iterable[Fact]) -> list[Fact]:
        assert self.seen.until is not None
        last = add_days(self.seen.until, -1)
        return [fact for fact in facts if fact.days.covers(last)]

    def nights(self, facts: Iterable[Fact]) -> int:
        return sum(_length(fact.days & self.seen) for fact in facts)


def _seen(period: Span, on: date) -> Span:
    return period.up_to(add_days(on, 1))


def _length(days: Span) -> int:
    assert days.until is not None
    return max((days.until - days.since).days, 0)


def _ratio(part: float, whole: float) -> float | None:
    return float(100 * Fraction(part) / Fraction(whole)) if whole else None


def _share(variant: Variant, facts: Iterable[Fact]) -> float | None:
    if variant.label is not None:
        answers = [fact.label == variant.label for fact in facts if fact.label is not None]
    else:
        answers = [fact.met for fact in facts if fact.met is not None]
    return _ratio(sum(answers), len(answers))


def _amounts(facts: Iterable[Fact]) -> list[float]:
    return sorted(fact.amount for fact in facts if fact.amount is not None)


def _mean(amounts: Sequence[float]) -> float | None:
    return fmean(amounts) if amounts else None


def _quantile(amounts: Sequence[float], share: float) -> float | None:
    """Of amounts in order."""
    if not amounts:
        return None
    place = share * (len(amounts) - 1)
    below = floor(place)
    above = min(below + 1, len(amounts) - 1)
    return amounts[below] + (amounts[above] - amounts[below]) * (place - below)


def _unique(facts: Iterable[Fact]) -> int:
    return len({fact.trajectory_id for fact in facts})


def _occupancy(m: _Material) -> float | None:
    return _ratio(len(m.standing), sum(_amounts(m.stand_of(m.other))))


def _share_of_nights(m: _Material) -> float | None:
    told = [fact for fact in m.own if fact.met is not None]
    return _ratio(m.nights(fact for fact in told if fact.met), m.nights(told))


def _survival(m: _Material) -> float | None:
    lasted = []
    for fact in m.counted:
        ended = fact.until is not None and fact.until <= m.on
        end = earlier(fact.until, m.on)
        assert end is not None
        lasted.append(((end - fact.since).days, ended))
    return median_survival(lasted)


_AGGREGATES: dict[Aggregate, Callable[[_Material], float | None]] = {
    Aggregate.COUNT: lambda m: len(m.counted),
    Aggregate.UNIQUE: lambda m: _unique(m.counted),
    Aggregate.REPEATED: lambda m: len(m.counted) - _unique(m.counted),
    Aggregate.SHARE: lambda m: _share(m.variant, m.counted),
    Aggregate.MEDIAN: lambda m: _quantile(_amounts(m.counted), 0.5),
    Aggregate.MEAN: lambda m: _mean(_amounts(m.counted)),
    Aggregate.P90: lambda m: _quantile(_amounts(m.counted), 0.9),
    Aggregate.STOCK: lambda m: len(m.standing),
    Aggregate.SHARE_OF_STOCK: lambda m: _share(m.variant, m.standing),
    Aggregate.MEDIAN_OF_STOCK: lambda m: _quantile(_amounts(m.standing), 0.5),
    Aggregate.MEAN_OF_STOCK: lambda m: _mean(_amounts(m.standing)),
    Aggregate.OCCUPANCY: _occupancy,
    Aggregate.NIGHTS: lambda m: m.nights(m.own),
    Aggregate.SHARE_OF_NIGHTS: _share_of_nights,
    Aggregate.PER_HUNDRED_NIGHTS: lambda m: _ratio(len(m.counted), m.nights(m.other)),
    Aggregate.SURVIVAL_MEDIAN: _survival,
}
