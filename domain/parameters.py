"""Parameters of law and policy: values that hold from a day. A new value never changes what was found under an old one.

What the law says stands in the code, beside its rule. What a region decides for itself has a name, and the region may set it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Word = TypeVar("Word", bound=str)


class Dated(Generic[T]):
    """A value per day.

    >>> Dated({date(2015, 1, 1): 7, date(2024, 1, 1): 14}).on(date(2023, 12, 31))
    7
    """

    def __init__(self, values: Mapping[date, T]) -> None:
        self._values: list[tuple[date, T]] = []  # the newest first
        self.hold(values)

    @property
    def values(self) -> Mapping[date, T]:
        """Each value by the day from which it holds."""
        return dict(reversed(self._values))

    def on(self, day: date) -> T:
        """The value that holds on that day; before the first day, the first value."""
        for since, value in self._values:
            if since <= day:
                return value
        return self._values[-1][1]

    def hold(self, values: Mapping[date, T]) -> None:
        """Holds these too, each from its day on."""
        self._values = sorted({**self.values, **values}.items(), key=lambda entry: entry[0], reverse=True)


class UnknownPolicy(ValueError):
    """A region sets what is no parameter of policy."""


_POLICIES: dict[str, Dated[Any]] = {}
_WORDS: dict[str, tuple[str, ...]] = {}


def policy(name: str, values: Mapping[date, int]) -> Dated[int]:
    """A number that a region sets for itself (`adopt`), by its name in kebab-case; the values are those of Zuid-Limburg, or ours."""
    return _named(name, Dated(values))


def policy_in_words(name: str, values: Mapping[date, Word], *, among: tuple[Word, ...]) -> Dated[Word]:
    """As `policy`, for what is no number: one of a few words."""
    _WORDS[name] = among
    return _named(name, Dated(values))


def _named(name: str, parameter: Dated[T]) -> Dated[T]:
    if name in _POLICIES:
        raise ValueError(f"Two parameters of policy are called {name}.")
    _POLICIES[name] = parameter
    return parameter


def policies() -> dict[str, Mapping[date, int | str]]:
    """Every parameter of policy with its values, as they are in force."""
    return {name: parameter.values for name, parameter in sorted(_POLICIES.items())}


def words_of(name: str) -> tuple[str, ...]:
    """The words of which a parameter of policy is one; none for a number."""
    return _WORDS.get(name, ())


def adopt(region: Mapping[str, Mapping[date, int | str]]) -> None:
    """The region's own values, added to those that are here. To be called once, before anything is judged.

    Raises `UnknownPolicy` before it changes anything.
    """
    if unknown := sorted(region.keys() - _POLICIES.keys()):
        raise UnknownPolicy(f"No parameter of policy is called {', '.join(unknown)}. There are: {', '.join(sorted(_POLICIES))}.")
    for name, values in region.items():
        _POLICIES[name].hold(values)
