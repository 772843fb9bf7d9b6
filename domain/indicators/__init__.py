"""The sixteen indicators: what is counted of a trajectory, and what figures are made of it.

One function per measure, in the file of its subject, with the indicators that rest on it (see `domain.indicators.catalogue`). What they
mean is told page by page in `docs/indicators.md`.
"""

from domain.indicators import (  # noqa: F401  # each registers its measures and indicators
    ambulant,
    flow,
    lawfulness,
    length,
    moves,
    near,
    outcome,
    quality,
    repeat,
    restriction,
    review,
    stacking,
    stand,
    voice,
    waiting,
)
from domain.indicators.catalogue import Aggregate, Indicator, Variant, counting, facts, indicators, measures
from domain.indicators.difference import Because, KnownFact, Registered, Viewpoint, because
from domain.indicators.fact import AgeGroup, Counted, Dimension, Fact, Group
from domain.indicators.figures import dimensions, figure, figures, seen_of, statistics
from domain.indicators.heirs import NO_HEIRS, Heirs
from domain.indicators.periods import Period, PeriodKind, periods
from domain.indicators.report import NONE, Detail, Told, report
from domain.indicators.stand import PLACE, places
from domain.indicators.statistics import Statistics, counts_of, figure_of, people_of, published_figure_of

__all__ = [
    "NONE",
    "NO_HEIRS",
    "PLACE",
    "AgeGroup",
    "Aggregate",
    "Because",
    "Counted",
    "Detail",
    "Dimension",
    "Fact",
    "Group",
    "Heirs",
    "Indicator",
    "KnownFact",
    "Period",
    "PeriodKind",
    "Registered",
    "Statistics",
    "Told",
    "Variant",
    "Viewpoint",
    "because",
    "counting",
    "counts_of",
    "dimensions",
    "facts",
    "figure",
    "figure_of",
    "figures",
    "indicators",
    "measures",
    "people_of",
    "periods",
    "places",
    "published_figure_of",
    "report",
    "seen_of",
    "statistics",
]
