"""The measures and the indicators: each measure a function from a case to what it counts, each indicator the figures made of measures.

@measure("closed-exit")
def who_leaves_closed_care(case):
    for admission in closed_admissions(case.trajectory):
        yield once(admission.name, admission.until, case.group(...), label=destination)

indicator(2, "outflow", "Uitstroom gesloten", Variant("exits", "closed-exit", Aggregate.COUNT, ...))
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from inspect import getdoc
from types import MappingProxyType

from domain.history import History
from domain.indicators.case import Case
from domain.indicators.fact import Counted, Fact
from domain.secrecy import Secrecy, kept_from_lists
from domain.trajectory import recalled
from domain.values import dataclass


class Aggregate(StrEnum):
    """What is made of the facts of a measure in a period. A fact is *of* the period if its first day lies in it.

    Shares are percentages. A fact whose `met` is None is in no share, one without `amount` in no median, mean or percentile.
    Of nothing at all a count is 0 and everything else None. A quantile between two amounts is interpolated, as `percentile_cont` does.
    """

    COUNT = "count"
    """Facts of the period."""
    UNIQUE = "unique"
    """Trajectories with a fact of the period."""
    REPEATED = "repeated"
    """Facts of the period less trajectories with one."""
    SHARE = "share"
    """Of the facts of the period, those that are met, or that bear the label of the variant."""
    MEDIAN = "median"
    MEAN = "mean"
    P75 = "p75"
    P90 = "p90"
    """Of the amounts of the facts of the period."""
    STOCK = "stock"
    """Facts that cover the night of the period's last day."""
    SHARE_OF_STOCK = "share_of_stock"
    MEDIAN_OF_STOCK = "median_of_stock"
    MEAN_OF_STOCK = "mean_of_stock"
    """As above, of the facts that cover that night."""
    OCCUPANCY = "occupancy"
    """100 x facts that cover that night, by the sum of the amounts of the facts of the other measure that cover it."""
    NIGHTS = "nights"
    """Nights of the period that facts cover, added up."""
    SHARE_OF_NIGHTS = "share_of_nights"
    """Of these nights, those of facts that are met."""
    PER_HUNDRED_NIGHTS = "per_hundred_nights"
    """100 x facts of the period, by the nights of the period that facts of the other measure cover."""
    SURVIVAL_MEDIAN = "survival_median"
    """Kaplan-Meier median of the nights that facts of the period last; those that run on the day asked about are censored on it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One figure: what is made of one measure in a period. `formula` is a Dutch sentence.

    `other` is the measure of the denominator, where that is another one. `label` takes the place of `met` in the numerator of a share.
    `labels` says in Dutch what the labels of the facts are, where a figure can be broken down by them. `days_later`: the facts of a period
    are those of so many days after it, when it is judged; until then nothing is said.
    """

    name: str
    measure: str
    aggregate: Aggregate
    unit: str
    formula: str
    other: str | None = None
    label: str | None = None
    labels: str | None = None
    days_later: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the sixteen; the first of its variants is what is meant by its name alone."""

    number: int
    id: str
    title: str
    variants: tuple[Variant, ...]

    @property
    def default(self) -> Variant:
        return self.variants[0]

    def variant(self, name: str) -> Variant | None:
        return next((variant for variant in self.variants if variant.name == name), None)


Find = Callable[[Case], Iterable[Counted]]

_MEASURES: dict[str, Find] = {}
_INDICATORS: dict[str, Indicator] = {}


def measure(name: str) -> Callable[[Find], Find]:
    """Registers a measure (kebab-case, singular: what one fact of it is)."""

    def register(find: Find) -> Find:
        if name in _MEASURES:
            raise ValueError(f"Two measures are called {name}.")
        _MEASURES[name] = find
        return find

    return register


def indicator(number: int, name: str, title: str, *variants: Variant) -> Indicator:
    """Registers an indicator under its number in the list of sixteen."""
    if name in _INDICATORS:
        raise ValueError(f"Two indicators are called {name}.")
    _INDICATORS[name] = Indicator(number, name, title, variants)
    return _INDICATORS[name]


def measures() -> Mapping[str, str]:
    """The measures of trajectories, each with what it counts, as its function says; that of the register is `PLACE`."""
    return {name: getdoc(find) or "" for name, find in _MEASURES.items()}


def indicators() -> Mapping[str, Indicator]:
    """By id, in the order of their numbers."""
    return MappingProxyType({each.id: each for each in sorted(_INDICATORS.values(), key=lambda each: each.number)})


def facts(history: History) -> Iterator[Fact]:
    """Everything that is counted of one trajectory, as it is known now. Nothing of it depends on today: what runs has no end.

    A day may lie in the future: that of a term that is not over, of a title that will expire.
    """
    trajectory, secrecy = history.trajectory, kept_from_lists(history)
    for name, find in _MEASURES.items():
        for counted in find(Case(history, trajectory, secrecy)):
            yield counted.of(trajectory.trajectory_id, name)


def counting(name: str, secrecy: Secrecy) -> Callable[[History], Sequence[Counted]]:
    """What a measure finds in a history that grows (`History.grown`): the same object again where nothing changed that it goes by.

    `secrecy` is that of the whole history: what is secret now was not told then either.
    """
    find, name_of_it = _MEASURES[name], remembered_as(name)

    def found(history: History) -> Sequence[Counted]:
        return recalled(name_of_it, history.trajectory, lambda state: list(find(Case(history, state, secrecy))))

    return found


def remembered_as(name: str) -> str:
    """The name under which a state remembers what a measure found."""
    return f"measure {name}"
