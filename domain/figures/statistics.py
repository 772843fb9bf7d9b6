"""What a figure is made of, and the figure made of it."""

from fractions import Fraction

from domain.figures.disclosure import rounded, rounded_share
from domain.figures.survival import median_survival
from domain.indicators.catalogue import Aggregate, Variant
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the facts that count in a cell, as far as an aggregate asks for it.

    `number`: how many; `people`: trajectories among them. `told`: of how many can be said whether they are met, and `met`: how many are.
    `amounts`: how many have one; `total`, `median`, `p75` and `p90` of these. `nights`, of which `nights_told` and `nights_met`;
    `people_met` and `people_unmet`: trajectories with a fact, or a night, that is met, or told not to be. `lasted`: days, whether that
    ended, and how many lasted so. `other`: nights or places of the other measure.
    """

    number: int = 0
    people: int = 0
    told: int = 0
    met: int = 0
    amounts: int = 0
    total: float = 0.0
    median: float | None = None
    p75: float | None = None
    p90: float | None = None
    nights: int = 0
    nights_told: int = 0
    nights_met: int = 0
    people_met: int = 0
    people_unmet: int = 0
    lasted: tuple[tuple[int, bool, int], ...] = ()
    other: float = 0.0


def figure_of(variant: Variant, told: Statistics) -> float | None:
    """None: nothing to say."""
    match variant.aggregate:
        case Aggregate.COUNT | Aggregate.STOCK:
            return told.number
        case Aggregate.UNIQUE:
            return told.people
        case Aggregate.REPEATED:
            return told.number - told.people
        case Aggregate.SHARE | Aggregate.SHARE_OF_STOCK:
            return _percentage(told.met, told.told)
        case Aggregate.MEDIAN | Aggregate.MEDIAN_OF_STOCK:
            return told.median
        case Aggregate.MEAN | Aggregate.MEAN_OF_STOCK:
            return told.total / told.amounts if told.amounts else None
        case Aggregate.P75:
            return told.p75
        case Aggregate.P90:
            return told.p90
        case Aggregate.OCCUPANCY | Aggregate.PER_HUNDRED_NIGHTS:
            return _percentage(told.number, told.other)
        case Aggregate.NIGHTS:
            return told.nights
        case Aggregate.SHARE_OF_NIGHTS:
            return _percentage(told.nights_met, told.nights_told)
        case Aggregate.SURVIVAL_MEDIAN:
            return median_survival([(days, ended) for days, ended, number in told.lasted for _ in range(number)])


def published_figure_of(variant: Variant, told: Statistics) -> float | None:
    """For the public: numbers rounded to five, shares as the rounded numbers make them, medians and means to whole ones."""
    figure = figure_of(variant, told)
    match variant.aggregate:
        case Aggregate.SHARE | Aggregate.SHARE_OF_STOCK:
            return rounded_share(told.met, told.told)
        case Aggregate.SHARE_OF_NIGHTS:
            return rounded_share(told.nights_met, told.nights_told)
        case Aggregate.OCCUPANCY | Aggregate.PER_HUNDRED_NIGHTS:
            return _percentage(rounded(told.number), told.other)
        case Aggregate.COUNT | Aggregate.STOCK | Aggregate.UNIQUE | Aggregate.REPEATED | Aggregate.NIGHTS:
            return rounded(figure or 0)
        case _:
            return None if figure is None else rounded(figure, to=1)


def counts_of(variant: Variant, told: Statistics) -> tuple[int, ...]:
    """The numbers of jeugdigen, or of what happened to them, that follow from the figure and what else is given out."""
    match variant.aggregate:
        case Aggregate.UNIQUE | Aggregate.REPEATED:
            return told.people, told.number - told.people
        case Aggregate.SHARE | Aggregate.SHARE_OF_STOCK:
            return told.met, told.told - told.met
        case Aggregate.MEDIAN | Aggregate.MEAN | Aggregate.P75 | Aggregate.P90 | Aggregate.MEDIAN_OF_STOCK | Aggregate.MEAN_OF_STOCK:
            return (told.amounts,)
        case Aggregate.NIGHTS:
            return (told.people,)
        case Aggregate.SHARE_OF_NIGHTS:
            return told.people_met, told.people_unmet
        case Aggregate.SURVIVAL_MEDIAN:
            return (sum(number for *_, number in told.lasted),)
        case Aggregate.COUNT | Aggregate.STOCK | Aggregate.OCCUPANCY | Aggregate.PER_HUNDRED_NIGHTS:
            return (told.number,)


def people_of(variant: Variant, told: Statistics) -> tuple[int, ...]:
    """Of how many jeugdigen that is, as far as it is counted: five measures may all be of one."""
    match variant.aggregate:
        case Aggregate.SHARE | Aggregate.SHARE_OF_STOCK | Aggregate.SHARE_OF_NIGHTS:
            return told.people_met, told.people_unmet
        case Aggregate.SURVIVAL_MEDIAN:
            return ()
        case _:
            return (told.people,)


def _percentage(part: float, whole: float) -> float | None:
    return float(100 * Fraction(part) / Fraction(whole)) if whole else None
