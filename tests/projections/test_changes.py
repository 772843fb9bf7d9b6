"""What the difference of two figures is explained by: the facts that came and went, for who may see no row, as the histories tell it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from psycopg import connect as psycopg_connect

from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.figures import (
    Heirs,
    KnownFact,
    PeriodKind,
    Registered,
    Statistics,
    Viewpoint,
    because,
    days_of,
    dimensions,
    figure_of,
    periods,
    seen_of,
)
from domain.figures.disclosure import Whole
from domain.history import History
from domain.indicators import PLACE, Aggregate, Dimension, Fact, Variant, facts, indicators
from domain.spans import Span
from eventlog import Databases, EventLog, NewEvent
from projections import Engine, Rows
from projections.asking.counting import Counted
from projections.connecting import OpenLog
from projections.generations.generation import Generation
from projections.statements import statement
from simulation import simulate
from tests.projections.waiting import PATIENCE
from tests.simulation.told import register

REPORTER = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")
TOLD = (Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR)
VARIANTS = {(indicator.id, variant.name): variant for indicator in indicators().values() for variant in indicator.variants}
MEASURES = {
    measure: variant for variant in VARIANTS.values() for measure in (variant.measure, variant.other) if measure not in (None, PLACE)
}
"""Each with a variant that counts it."""

LIVES, UNTIL = 25, date(2025, 6, 1)
DAYS = Span(date(2024, 7, 1), date(2025, 7, 1))
EARLIER, LATER = date(2025, 3, 15), date(2025, 5, 10)
"""The days asked about."""


@dataclass(frozen=True)
class Lived:
    """A simulated region, recorded now, event after event: the histories as the log has them."""

    histories: Sequence[History]
    heirs: Heirs

    @property
    def last(self) -> int:
        return max(history.position for history in self.histories)

    @property
    def positions(self) -> tuple[int, int, int]:
        """The two that are asked about, and one in between."""
        return self.last // 2, 3 * self.last // 4, self.last - 5

    def facts(self, position: int) -> Iterator[Fact]:
        known = (history.as_of(position) for history in self.histories)
        return (fact for history in known if history is not None for fact in facts(history))


@pytest.fixture(scope="module")
def lived(log: EventLog) -> Lived:
    region = register()
    steps = list(simulate(11, LIVES, UNTIL, region))
    for some in (steps[start : start + 40] for start in range(0, len(steps), 40)):
        log.append([NewEvent(step.trajectory_id, step.version, step.envelope, step.event) for step in some])
    found = log.histories(list({step.trajectory_id for step in steps}))
    xonar = replace(region.providers["xonar"], until=date(2025, 2, 10), successor="koraal")
    heerlen = replace(region.municipalities["0917"], until=date(2025, 3, 10), successor="0928")
    merged = {**region.municipalities, "0917": heerlen}
    heirs = Heirs.known(replace(region, providers={**region.providers, "xonar": xonar}, municipalities=merged))
    return Lived([History([each for each in history if isinstance(each, Recorded)]) for history in found.values()], heirs)


@pytest.fixture(scope="module")
def there(lived: Lived) -> Mapping[int, Sequence[Fact]]:
    """All that counts at each of the positions."""
    return {position: list(lived.facts(position)) for position in lived.positions}


@pytest.fixture(scope="module")
def engine(databases: Databases, open_log: OpenLog) -> Iterator[Engine]:
    with Engine(databases, open_log) as running:
        yield running


@pytest.fixture(scope="module")
def rows(databases: Databases, engine: Engine, lived: Lived) -> Iterator[Rows]:
    """As far as what was lived."""
    with Rows(databases, reached=engine.reached) as reader:
        assert reader.wait_for(lived.last, PATIENCE)
        yield reader


@pytest.mark.parametrize("measure", MEASURES)
def test_what_was_known_at_each_position_is_what_the_histories_say(
    rows: Rows, lived: Lived, there: Mapping[int, Sequence[Fact]], measure: str
) -> None:
    before, _, after = lived.positions
    found = rows.changes(REPORTER, MEASURES[measure], DAYS, before, after)

    told = {position: [each.fact for each in found if is_known(each, position)] for position in lived.positions}
    expected = {position: [fact for fact in some if fact.measure == measure] for position, some in there.items()}
    assert by_person(told, measure) == by_person(expected, measure)
    assert all(is_known(each, before) or before < each.since <= after for each in found), "nothing that was forgotten, or was yet to come"


def is_known(each: KnownFact, position: int) -> bool:
    return each.since <= position and (each.until is None or each.until > position)


def by_person(told: Mapping[int, Iterable[Fact]], measure: str) -> Counter[object]:
    """What is told of each jeugdige, at all positions together, whatever the id: what is about those days."""
    people: dict[UUID, Counter[tuple[int, Fact]]] = defaultdict(Counter)
    for position, some in told.items():
        for fact in some:
            if fact.measure == measure and not (fact.days & DAYS).is_empty:
                people[fact.trajectory_id][position, replace(fact, trajectory_id=UUID(int=0), about="")] += 1
    return Counter(frozenset(each.items()) for each in people.values())


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=["-".join(names) for names in VARIANTS])
def test_what_is_told_explains_the_whole_difference_of_what_the_database_counts(rows: Rows, lived: Lived, variant: Variant) -> None:
    before, _, after = lived.positions
    positions = {recorded.position for history in lived.histories for recorded in history.recorded}
    told = rows.changes(REPORTER, variant, days_of(variant, DAYS), before, after)
    succession = [Registered(before, lived.heirs)]

    for by in cuts(variant):
        first, last = (figures(rows, variant, by, on, lived.heirs, position) for on, position in ((EARLIER, before), (LATER, after)))
        for number, period in enumerate(periods(PeriodKind.HALF_YEAR, DAYS)):
            why = because(variant, period.days, by, counted_figure, Viewpoint(before, EARLIER), Viewpoint(after, LATER), told, succession)
            for group in {key[1] for key in (*first, *last) if key[0] == number} | why.keys():
                whole = last.get((number, group), 0.0) - first.get((number, group), 0.0)
                changes = why.get(group, ())
                assert sum(each.delta for each in changes) == pytest.approx(whole, abs=1e-9), (by, period.name, group)
                assert {each.position for each in changes} - {None} <= positions & set(range(before + 1, after + 1))


def cuts(variant: Variant) -> Iterable[Dimension | None]:
    """None, who took over from whom, the settings and the labels."""
    yield None
    yield from (each for each in (Dimension.PROVIDER, Dimension.SETTING, Dimension.LABEL) if each in dimensions(variant))


def figures(
    rows: Rows, variant: Variant, by: Dimension | None, on: date, heirs: Heirs, position: int
) -> dict[tuple[int, str | None], float]:
    """Of the groups alone: the region stands under None where nothing is broken down."""
    seen = [seen_of(variant, period.days, on) for period in periods(PeriodKind.HALF_YEAR, DAYS)]
    cells = rows.statistics(REPORTER, Counted(variant, seen, on, by, heirs, position)).cells
    return {
        (number, group): counted_figure(variant, told) or 0.0 for (number, group), told in cells.items() if not isinstance(group, Whole)
    }


def counted_figure(variant: Variant, told: Statistics) -> float | None:
    """The figure; of occupancy, how many occupy: the places are the register's, of which rows know nothing."""
    return told.number if variant.aggregate is Aggregate.OCCUPANCY else figure_of(variant, told)


def test_much_is_there_to_be_explained(rows: Rows, lived: Lived) -> None:
    before, _, after = lived.positions
    nights = rows.changes(REPORTER, VARIANTS["stand", "nights"], DAYS, before, after)

    assert {None} < {each.until for each in nights}
    assert any(before < each.since and each.until is not None and each.until <= after for each in nights), "known in between only"
    assert any(each.since <= before and each.until is None for each in nights), "known all the time"


class TestForWhom:
    @pytest.mark.parametrize("role", TOLD)
    def test_for_who_is_told_figures(self, rows: Rows, lived: Lived, role: Role) -> None:
        assert self.changes(rows, lived, role)

    @pytest.mark.parametrize("role", sorted(set(Role) - set(TOLD)))
    def test_for_no_other_role(self, rows: Rows, lived: Lived, role: Role) -> None:
        assert self.changes(rows, lived, role) == []

    def changes(self, rows: Rows, lived: Lived, role: Role) -> list[KnownFact]:
        actor = Actor(subject="iemand", role=role, organisation="GM0917")
        return rows.changes(actor, VARIANTS["stand", "nights"], DAYS, 0, lived.last)

    def test_without_an_actor_nothing_is_told(self, databases: Databases, engine: Engine, rows: Rows, lived: Lived) -> None:
        number = engine.status().generation
        assert number is not None
        asked = statement("questions/changes").format(rows=Generation(number).schema)
        parameters = {"measure": "night", "first": DAYS.since, "last": DAYS.until, "known_before": 0, "known_at": lived.last}
        with psycopg_connect(databases.reader, autocommit=True) as conn:
            assert conn.execute(asked, parameters).fetchall() == []
            conn.execute("SELECT set_config('jeugdspoor.role', 'reporter', false)")
            assert conn.execute(asked, parameters).fetchall() != []

    def test_no_trajectory_is_named(self, rows: Rows, lived: Lived) -> None:
        named = {history.recorded[0].trajectory_id for history in lived.histories}
        told = rows.changes(REPORTER, VARIANTS["stand", "nights"], DAYS, 0, lived.last)

        assert {each.fact.trajectory_id for each in told} & named == set()
        assert {each.fact.about for each in told} == {""}
