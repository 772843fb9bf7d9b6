"""Why a figure is another than it was: by how much each recording changed it, one after the other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from domain.figures.heirs import Heirs
from domain.figures.making import Tallies
from domain.figures.statistics import Statistics
from domain.indicators.catalogue import Variant
from domain.indicators.fact import Dimension, Fact
from domain.spans import Span
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact, known from the position `since` up to, and not including, `until`."""

    fact: Fact
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Registered:
    """What the region's register told from a position on: who took over from whom, and what its places are."""

    since: int
    heirs: Heirs
    places: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What was known at a position, and the day asked about."""

    position: int
    on: date


@dataclass(frozen=True, slots=True)
class Because:
    """By how much the figure changed with what was recorded at a position; with the day asked about, where `position` is None.

    Nothing to say counts as nothing: 0.
    """

    position: int | None
    delta: float


Figure = Callable[[Variant, Statistics], float | None]


def because(
    variant: Variant,
    period: Span,
    by: Dimension | None,
    figure: Figure,
    before: Viewpoint,
    after: Viewpoint,
    facts: Iterable[KnownFact],
    register: Sequence[Registered],
) -> Mapping[str | None, Sequence[Because]]:
    """Per group what changed its figure in a period, in the order of recording: the changes add up to the whole difference.

    `facts`: all that were known at `before` or became so up to `after`, of the variant's measures, more if one likes. `register`: as it was
    known at `before`, and each time that it changed up to `after`, in order. What a change is, of a figure that is no sum, depends on what
    came before it: it is that of the order of recording.
    """
    there = list(facts)
    standing = [each.fact for each in there if each.since <= before.position and (each.until is None or each.until > before.position)]
    tale = _Tale(variant, period, by, figure, before.on, register[0], standing)
    tale.told.clear()
    if after.on != before.on:
        tale.look(after.on)
        tale.note(None)
    changes: dict[int, list[tuple[Fact, int]]] = {}
    for each in there:
        if before.position < each.since <= after.position:
            changes.setdefault(each.since, []).append((each.fact, 1))
        if each.until is not None and before.position < each.until <= after.position and each.since <= after.position:
            changes.setdefault(each.until, []).append((each.fact, -1))
    entries = {each.since: each for each in register[1:] if each.since <= after.position}
    for position in sorted({*changes, *entries}):
        for fact, times in sorted(changes.get(position, ()), key=lambda change: -change[1]):
            tale.count(fact, times)
        if position in entries:
            tale.turn(entries[position])
        tale.note(position)
    return tale.told


class _Tale:
    """The figures of one period as they are, and what is told of their changes."""

    def __init__(
        self,
        variant: Variant,
        period: Span,
        by: Dimension | None,
        figure: Figure,
        on: date,
        register: Registered,
        facts: Iterable[Fact],
    ) -> None:
        self._variant, self._period, self._by, self._figure = variant, period, by, figure
        self._on = on
        self._register = register
        self._facts: dict[Fact, int] = {}
        for fact in facts:
            self._facts[fact] = self._facts.get(fact, 0) + 1
        self._figures: dict[str | None, float] = {}
        self._changed: set[str | None] = set()
        self.told: dict[str | None, list[Because]] = {}
        self._again()
        self.note(None)

    def look(self, on: date) -> None:
        self._on = on
        self._again()

    def turn(self, register: Registered) -> None:
        self._register = register
        self._again()

    def _again(self) -> None:
        """All of it: the groups may be others."""
        self._changed.update(self._figures)
        self._tallies = Tallies(self._variant, self._period, self._on, by=self._by, heirs=self._register.heirs)
        for fact in self._register.places:
            self._changed |= self._tallies.count(fact)
        for fact, times in self._facts.items():
            for _ in range(times):
                self._changed |= self._tallies.count(fact)

    def count(self, fact: Fact, times: int) -> None:
        self._changed |= self._tallies.count(fact, times)
        left = self._facts.get(fact, 0) + times
        if left:
            self._facts[fact] = left
        else:
            del self._facts[fact]

    def note(self, position: int | None) -> None:
        """Of the groups in which something came or went since."""
        for group in self._changed:
            statistics = self._tallies.of(group)
            now = (self._figure(self._variant, statistics) or 0.0) if statistics else 0.0
            delta = now - self._figures.get(group, 0.0)
            self._figures[group] = now
            if delta:
                self.told.setdefault(group, []).append(Because(position, delta))
        self._changed = set()
