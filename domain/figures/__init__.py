"""Figures: what is made of the facts that indicators count, by period and group; as much of it as is told; and why it changed.

`making` has the definition. The same is counted by the database, for very many (`projections.asking.counting`).
"""

from domain.figures.difference import Because, KnownFact, Registered, Viewpoint, because
from domain.figures.heirs import NO_HEIRS, Heirs
from domain.figures.making import days_of, dimensions, figure, figures, seen_of, statistics
from domain.figures.periods import Period, PeriodKind, periods
from domain.figures.report import NONE, Detail, Told, report
from domain.figures.statistics import Statistics, counts_of, figure_of, people_of, published_figure_of

__all__ = [
    "NONE",
    "NO_HEIRS",
    "Because",
    "Detail",
    "Heirs",
    "KnownFact",
    "Period",
    "PeriodKind",
    "Registered",
    "Statistics",
    "Told",
    "Viewpoint",
    "because",
    "counts_of",
    "days_of",
    "dimensions",
    "figure",
    "figure_of",
    "figures",
    "people_of",
    "periods",
    "published_figure_of",
    "report",
    "seen_of",
    "statistics",
]
