"""Counting facts: what figures are made of, by the functions of the database that tell no trajectory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.figures import Heirs, KnownFact, Statistics
from domain.figures.disclosure import REGION
from domain.figures.report import Column
from domain.figures.tally import NIGHTLY, STANDING
from domain.indicators import PLACE, Aggregate, Dimension, Fact, Group, Variant
from domain.spans import Span
from projections.asking.snapshot import Item, Snapshot


@dataclass(frozen=True, slots=True)
class Counted:
    """The question. `periods`: the days of each that are seen, in order, without overlap; of nights they may hold one another. `on`: the
    day asked about; `by`: one of the `dimensions` of the variant, or None; `known_at`: a position that the rows have reached, or None for
    all that they know."""

    variant: Variant
    periods: Sequence[Span]
    on: date
    by: Dimension | None
    heirs: Heirs
    known_at: int | None


Cell = tuple[int, Column]


@dataclass(frozen=True, slots=True)
class Counts:
    """The answer, as known at `position`: of each period, by its number, and each group in which anything counts; of nights by a dimension
    in the region too. Without the places of the register (`domain.indicators.places`)."""

    position: int
    cells: Mapping[Cell, Statistics]


_AMOUNTS = frozenset({Aggregate.MEDIAN, Aggregate.MEAN, Aggregate.P75, Aggregate.P90, Aggregate.MEDIAN_OF_STOCK, Aggregate.MEAN_OF_STOCK})


def statistics(snapshot: Snapshot, counted: Counted) -> Counts:
    position = snapshot.position if counted.known_at is None else counted.known_at
    cells = {} if not counted.periods else dict(_cells(snapshot, counted, position))
    return Counts(position, cells)


def changes(snapshot: Snapshot, variant: Variant, days: Span, known_before: int, known_at: int) -> list[KnownFact]:
    asked = {"first": days.since, "last": days.until, "known_before": known_before, "known_at": known_at}
    measures = [variant.measure, variant.other] if variant.other and variant.other != PLACE else [variant.measure]
    return [_known_fact(measure, item) for measure in measures for item in snapshot.asked("changes", asked | {"measure": measure})]


def _known_fact(measure: str, item: Item) -> KnownFact:
    group = Group(
        municipality=item["municipality"],
        provider=item["provider"],
        setting=item["setting"],
        age_group=item["age_group"],
        gender=item["gender"],
        civil_basis=item["civil_basis"],
        title_kind=item["title_kind"],
    )
    fact = Fact(
        trajectory_id=UUID(int=item["person"]),
        measure=measure,
        about="",
        since=item["since"],
        until=item["until"],
        amount=item["amount"],
        met=item["met"],
        label=item["label"],
        left=item["left_provider"],
        group=group,
    )
    return KnownFact(fact, item["known_from"], item["known_until"])


def _cells(snapshot: Snapshot, counted: Counted, position: int) -> Iterator[tuple[Cell, Statistics]]:
    variant = counted.variant
    parameters: dict[str, object] = {
        "measure": variant.measure,
        "counted_by": "last_night" if variant.aggregate in STANDING else "first_day",
        "cut": counted.by,
        "starts": [period.since for period in counted.periods],
        "ends": [period.until for period in counted.periods],
        "known_at": position,
        "heirs": Jsonb(_told(counted.heirs)),
        "label": variant.label,
        "on": counted.on,
    }
    if variant.aggregate is Aggregate.PER_HUNDRED_NIGHTS:
        # What another measure gives to the denominator has no labels of these: it is that of every group.
        cut = None if counted.by is Dimension.LABEL else counted.by
        others = _nights(snapshot, counted, parameters | {"measure": variant.other, "cut": cut})
        nights = {cell: told.nights for cell, told in others if cell[1] is not REGION}
        numbers = {_cell(item): (item["number"], item["people"]) for item in snapshot.asked("numbers", parameters)}
        for cell in nights.keys() | numbers.keys():
            other = nights.get((cell[0], None) if counted.by is Dimension.LABEL else cell, 0)
            if cell in numbers or counted.by is not Dimension.LABEL:
                number, people = numbers.get(cell, (0, 0))
                yield cell, Statistics(number=number, people=people, other=other)
    elif variant.aggregate is Aggregate.SURVIVAL_MEDIAN:
        lasted: dict[Cell, list[tuple[int, bool, int]]] = {}
        for item in snapshot.asked("lasted", parameters):
            lasted.setdefault(_cell(item), []).append((item["days"], item["ended"], item["number"]))
        for cell, told in lasted.items():
            yield cell, Statistics(lasted=tuple(sorted(told)))
    elif variant.aggregate in NIGHTLY:
        yield from _nights(snapshot, counted, parameters)
    else:
        for item in snapshot.asked("amounts" if variant.aggregate in _AMOUNTS else "numbers", parameters):
            yield _cell(item), _statistics(item)


def _nights(snapshot: Snapshot, counted: Counted, parameters: Mapping[str, object]) -> Iterator[tuple[Cell, Statistics]]:
    """The database is given days cut wherever a period begins or ends, and of each period from which of these up to which it is."""
    borders = sorted({border for period in counted.periods for border in (period.since, period.until) if border is not None})
    number = {border: number for number, border in enumerate(borders)}
    pieces = {
        "starts": borders[:-1],
        "ends": borders[1:],
        "firsts": [number[period.since] + 1 for period in counted.periods],
        "lasts": [number[period.until] for period in counted.periods if period.until is not None],
    }
    for item in snapshot.asked("nights", {**parameters, **pieces}):
        yield _cell(item), _statistics(item)


def _cell(item: Item) -> Cell:
    """The database numbers periods from one."""
    return item["period"] - 1, REGION if item.get("regional") else item["key"]


def _statistics(item: Item) -> Statistics:
    return Statistics(**{name: value for name, value in item.items() if name not in ("period", "key", "regional")})


def _told(heirs: Heirs) -> list[dict[str, str | None]]:
    return [
        {"cut": by, "code": code, "since": span.since.isoformat(), "until": span.until.isoformat() if span.until else None, "heir": heir}
        for by, codes in heirs.stretches.items()
        for code, stretches in codes.items()
        for span, heir in stretches
    ]
