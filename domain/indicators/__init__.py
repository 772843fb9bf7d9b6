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
from domain.indicators.catalogue import Aggregate, Indicator, Variant, facts, indicators, measures
from domain.indicators.fact import AgeGroup, Fact, Group
from domain.indicators.figures import DIMENSIONS, dimensions, figure, figures
from domain.indicators.stand import PLACE, places

__all__ = [
    "DIMENSIONS",
    "PLACE",
    "AgeGroup",
    "Aggregate",
    "Fact",
    "Group",
    "Indicator",
    "Variant",
    "dimensions",
    "facts",
    "figure",
    "figures",
    "indicators",
    "measures",
    "places",
]
