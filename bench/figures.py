"""What a measurement says: a figure, how sure it is, and whether it is good enough."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from statistics import median
from time import perf_counter

from bench.region import SEED

RESAMPLED = 2000
"""How often pairs are drawn anew to see how far a ratio spreads."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, what came out, and the least or the most that it should be, where there is a goal.

    `low` and `high`: between which it lies in 95 of 100 measurements like this one, where that is known. `key`: its name among the ratios
    in `bench/latest.json`, of those that are compared over time. `plan`: how the database goes about what was measured. Something that is
    absent has no value (nan); `what` says why.
    """

    what: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None
    low: float | None = None
    high: float | None = None
    key: str | None = None
    plan: Sequence[str] = ()

    @property
    def is_absent(self) -> bool:
        return isnan(self.value)

    @property
    def is_met(self) -> bool:
        return self._meets(self.value)

    @property
    def is_sure(self) -> bool:
        """Whether the whole spread lies on the side of the goal on which the figure does."""
        return all(self._meets(end) is self.is_met for end in (self.low, self.high) if end is not None)

    def _meets(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def at(took: Sequence[float], share: float) -> float:
    """The value under which that share of them lies."""
    return sorted(took)[int(len(took) * share)]


def seconds(do: Callable[[], object]) -> float:
    start = perf_counter()
    do()
    return perf_counter() - start


def ratio(
    what: str, pairs: Sequence[tuple[float, float]], *, least: float | None = None, most: float | None = None, key: str | None = None
) -> Figure:
    """How many times as long the second of each pair takes: the ratio of the medians, and how far it spreads when pairs are drawn anew.

    Both of a pair were measured one right after the other, so that what else the machine did touched both.
    """
    dice = random.Random(SEED)  # noqa: S311  # draws, the same every time
    drawn = [_ratio(dice.choices(pairs, k=len(pairs))) for _ in range(RESAMPLED)]
    return Figure(what, _ratio(pairs), "times", least, most, at(drawn, 0.025), at(drawn, 0.975), key)


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return median(second for _, second in pairs) / median(first for first, _ in pairs)
