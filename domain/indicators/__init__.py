"""The sixteen indicators: what is counted of a trajectory. What is made of it: `domain.figures`.

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
from domain.indicators.catalogue import Aggregate, Indicator, Variant, counting, facts, indicators, measures, remembered_as
from domain.indicators.fact import AgeGroup, Counted, Dimension, Fact, Group
from domain.indicators.stand import PLACE, places

__all__ = [
    "PLACE",
    "AgeGroup",
    "Aggregate",
    "Counted",
    "Dimension",
    "Fact",
    "Group",
    "Indicator",
    "Variant",
    "counting",
    "facts",
    "indicators",
    "measures",
    "places",
    "remembered_as",
]
