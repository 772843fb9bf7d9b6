"""Chance, all of it drawn from one seed: the same seed throws the same dice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import TypeVar
from uuid import UUID

from domain.calendar import add_days

T = TypeVar("T")


class Dice:
    """The dice of one story. `of(part)` gives the dice of a part of it: what happens there changes nothing elsewhere."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._random = Random(seed)  # noqa: S311  # repeatable on purpose: nothing here is a secret

    def of(self, part: object) -> "Dice":
        return Dice(f"{self.seed}/{part}")

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` up to and including `high`."""
        return self._random.randint(low, high)

    def fraction(self) -> float:
        return self._random.random()

    def one_of(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return self._random.sample(choices, len(choices))

    def days_after(self, day: date, low: int, high: int) -> date:
        return add_days(day, self.between(low, high))

    def length(self, mean: float, least: int = 1) -> int:
        """Days of something whose length varies as lengths of stay do: mostly shorter than the mean, sometimes much longer."""
        return max(least, round(self._random.gammavariate(2, mean / 2)))

    def triangular(self, low: float, high: float, mode: float) -> float:
        return self._random.triangular(low, high, mode)

    def id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def dealt(weights: Mapping[T, float], count: int, dice: Dice) -> list[T]:
    """`count` keys in proportion to their weights, each spread over the whole; where `count` allows, each at least once.

    Dealing instead of throwing keeps a region close to its figures whatever the seed, and a small one as varied as a large
    one. What comes only once comes in the first half, so that its story is told before the end.
    """
    hands = Counter(dict.fromkeys(weights, 1) if count >= len(weights) else {})
    total = sum(weights.values())
    while hands.total() < count:
        hands[max(weights, key=lambda key: weights[key] / total * count - hands[key])] += 1
    placed = [((nth + dice.fraction()) / (cards + 1), key) for key, cards in hands.items() for nth in range(cards)]
    return [key for _, key in sorted(placed, key=lambda card: card[0])]
