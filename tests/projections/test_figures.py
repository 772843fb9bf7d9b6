"""Figures for who may see no row: what the database counts is what the definitions make of the facts, as known at any position."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pytest
from psycopg import Connection
from psycopg import connect as psycopg_connect
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import TupleRow
from psycopg.sql import SQL
from psycopg.types.json import Jsonb

from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.figures import Heirs, PeriodKind, Statistics, counts_of, dimensions, figure_of, people_of, periods, seen_of
from domain.figures import statistics as defined
from domain.figures.disclosure import REGION
from domain.figures.report import Column
from domain.figures.tally import NIGHTLY
from domain.history import History
from domain.indicators import Dimension, Fact, Variant, facts, indicators
from domain.spans import Span
from eventlog import Databases, EventLog, NewEvent
from projections import Engine, Rows
from projections.asking.counting import Counted
from projections.connecting import OpenLog
from projections.generations.generation import FUNCTIONS, Generation
from projections.statements import statement
from simulation import simulate
from tests.projections.waiting import PATIENCE
from tests.simulation.told import register

REPORTER = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")
TOLD = (Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR)
VARIANTS = {(indicator.id, variant.name): variant for indicator in indicators().values() for variant in indicator.variants}

NOT_HERE = frozenset({"ambulant-advice-realised", "relocation", "temporary-move", "seclusion", "restriction-outside", "recorded"})
"""Measures of which so small a region has nothing in these years; it is recorded today."""

LIVES, UNTIL = 40, date(2025, 6, 1)
ON = date(2025, 5, 10)

YEARS = Span(date(2023, 1, 1), date(2025, 7, 1))


@dataclass(frozen=True)
class Lived:
    """A simulated region, recorded now, event after event: the histories as the log has them."""

    histories: Sequence[History]
    heirs: Heirs

    @cached_property
    def last(self) -> int:
        return max(history.position for history in self.histories)

    @cached_property
    def known(self) -> Mapping[int, list[Fact]]:
        """Everything that counts, as known at a position halfway and at the last."""
        return {position: self._facts(position) for position in (self.last // 2, self.last)}

    def _facts(self, position: int) -> list[Fact]:
        known = (history.as_of(position) for history in self.histories)
        return [fact for history in known if history is not None for fact in facts(history)]


@pytest.fixture(scope="module")
def lived(log: EventLog) -> Lived:
    region = register()
    steps = list(simulate(7, LIVES, UNTIL, region))
    for some in (steps[start : start + 40] for start in range(0, len(steps), 40)):
        log.append([NewEvent(step.trajectory_id, step.version, step.envelope, step.event) for step in some])
    found = log.histories(list({step.trajectory_id for step in steps}))
    xonar = replace(region.providers["xonar"], until=date(2024, 3, 10), successor="koraal")
    heerlen = replace(region.municipalities["0917"], until=date(2024, 9, 10), successor="0928")
    merged = {**region.municipalities, "0917": heerlen}
    heirs = Heirs.known(replace(region, providers={**region.providers, "xonar": xonar}, municipalities=merged))
    return Lived([History([each for each in history if isinstance(each, Recorded)]) for history in found.values()], heirs)


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


@pytest.fixture
def generation(rows: Rows, engine: Engine) -> Generation:
    number = engine.status().generation
    assert number is not None
    return Generation(number)


class TestCounting:
    @pytest.mark.parametrize("variant", VARIANTS.values(), ids=["-".join(names) for names in VARIANTS])
    def test_the_database_counts_what_the_definition_says(self, rows: Rows, lived: Lived, variant: Variant) -> None:
        something = 0
        for position, found in lived.known.items():
            there = [fact for fact in found if fact.measure in (variant.measure, variant.other)]
            for kind in (PeriodKind.MONTH, PeriodKind.HALF_YEAR):
                asked = [period.days for period in periods(kind, YEARS) if period.since <= ON]
                seen = [seen_of(variant, period, ON) for period in asked]
                for by in cuts(variant):
                    counted = rows.statistics(REPORTER, Counted(variant, seen, ON, by, lived.heirs, position))
                    expected = by_definition(variant, there, asked, by, lived.heirs)
                    assert counted.position == position
                    assert said(variant, counted.cells) == said(variant, expected), (kind, by)
                    something += len(expected)
        assert something or variant.measure in NOT_HERE

    @pytest.mark.parametrize("variant", [each for each in VARIANTS.values() if each.aggregate in NIGHTLY], ids=lambda each: each.name)
    def test_nights_of_months_and_of_the_half_years_that_they_make_in_one_look(self, rows: Rows, lived: Lived, variant: Variant) -> None:
        seen = [seen_of(variant, period.days, ON) for kind in PeriodKind for period in periods(kind, YEARS) if period.since <= ON]

        for by in cuts(variant):
            counted = rows.statistics(REPORTER, Counted(variant, seen, ON, by, lived.heirs, lived.last))

            assert counted.cells
            assert said(variant, counted.cells) == said(variant, by_definition(variant, lived.known[lived.last], seen, by, lived.heirs)), by

    def test_nights_of_periods_with_days_between_them(self, rows: Rows, lived: Lived) -> None:
        seen = [
            Span(date(2023, 3, 1), date(2023, 3, 9)),
            Span(date(2023, 5, 1), date(2023, 5, 2)),
            Span(date(2024, 1, 1), date(2024, 6, 1)),
        ]
        variant = VARIANTS["stand", "nights"]

        counted = rows.statistics(REPORTER, Counted(variant, seen, ON, None, lived.heirs, lived.last))

        assert said(variant, counted.cells) == said(variant, by_definition(variant, lived.known[lived.last], seen, None, lived.heirs))

    @pytest.mark.parametrize("role", TOLD)
    def test_for_who_is_told_figures(self, rows: Rows, lived: Lived, role: Role) -> None:
        assert self.counted(rows, lived, role)

    @pytest.mark.parametrize("role", sorted(set(Role) - set(TOLD)))
    def test_for_no_other_role(self, rows: Rows, lived: Lived, role: Role) -> None:
        assert not self.counted(rows, lived, role)

    def counted(self, rows: Rows, lived: Lived, role: Role) -> object:
        nights = VARIANTS["stand", "stays"]
        actor = Actor(subject="iemand", role=role, organisation="GM0917")
        return rows.statistics(actor, Counted(nights, [YEARS], ON, None, lived.heirs, None)).cells

    def test_a_reporter_sees_no_row_of_any_list(self, rows: Rows, lived: Lived) -> None:
        assert rows.worklist(REPORTER, on=ON).items == []
        assert rows.placements(REPORTER, on=ON).items == []
        assert rows.audit_trail(REPORTER).items == []


def by_definition(
    variant: Variant, there: Sequence[Fact], asked: Sequence[Span], by: Dimension | None, heirs: Heirs
) -> dict[tuple[int, Column], Statistics]:
    """Of each period, by its number; of nights by a dimension of the region too."""
    expected: dict[tuple[int, Column], Statistics] = {}
    for number, period in enumerate(asked):
        for group, told in defined(variant, there, period, ON, by=by, heirs=heirs).items():
            expected[number, group] = told
        for told in defined(variant, there, period, ON, heirs=heirs).values() if by and variant.aggregate in NIGHTLY else ():
            expected[number, REGION] = told
    return expected


def cuts(variant: Variant) -> Iterable[Dimension | None]:
    """None, who took over from whom, the labels, and of the other dimensions another one each time."""
    others = [each for each in dimensions(variant) if each not in (Dimension.PROVIDER, Dimension.LABEL)]
    yield None
    yield Dimension.PROVIDER
    yield from (each for each in dimensions(variant) if each is Dimension.LABEL)
    yield others[len(variant.formula) % len(others)]


def said(variant: Variant, cells: Mapping[tuple[int, Column], Statistics]) -> dict[object, object]:
    """What matters of them: the figure, and from what it would follow."""
    return {
        cell: (_rounded(figure_of(variant, told)), (counts_of(variant, told), people_of(variant, told))) for cell, told in cells.items()
    }


def _rounded(figure: float | None) -> float | None:
    """Sums are added up in another order."""
    return figure if figure is None else round(figure, 9)


class TestFunctionsOfRows:
    def test_every_one_that_has_the_rights_of_its_owner_is_the_engines_with_a_fixed_path_and_for_the_reader_alone(
        self, databases: Databases, engine_login: Connection[TupleRow], generation: Generation
    ) -> None:
        functions = engine_login.execute(
            "SELECT proname, prosecdef, proconfig, pg_get_userbyid(proowner), has_function_privilege('public', pg_proc.oid, 'EXECUTE'), "
            "has_function_privilege(%s, pg_proc.oid, 'EXECUTE') "
            "FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE nspname = %s",
            (databases.logins().reader, f"rows_{generation.number}"),
        ).fetchall()
        assert {name for name, *_ in functions} == set(FUNCTIONS)
        for name, definer, config, owner, public, reader in functions:
            path = [setting for setting in config or () if setting.startswith("search_path=")]
            assert path == (["search_path=pg_catalog, pg_temp"] if definer else []), "the others run under the path of who calls them"
            assert owner == databases.logins().engine, name
            assert not public, name
            assert reader == definer, "what the reader calls judges the role, or names nobody; the rest is not for it"

    @pytest.mark.parametrize("question", ["numbers", "amounts", "nights", "lasted"])
    def test_without_an_actor_nothing_is_counted(
        self, databases: Databases, rows: Rows, lived: Lived, generation: Generation, question: str
    ) -> None:
        parameters = {
            "measure": "night",
            "counted_by": "first_day",
            "cut": None,
            "starts": [YEARS.since],
            "ends": [YEARS.until],
            "firsts": [1],
            "lasts": [1],
            "known_at": lived.last,
            "heirs": Jsonb([]),
            "label": None,
            "on": ON,
        }
        with psycopg_connect(databases.reader, autocommit=True) as conn:
            asked = statement(f"questions/{question}").format(rows=generation.schema)
            assert conn.execute(asked, parameters).fetchall() == []
            conn.execute("SELECT set_config('jeugdspoor.role', 'reporter', false)")
            assert conn.execute(asked, parameters).fetchall() != []

    def test_the_reader_cannot_call_what_names_trajectories(self, databases: Databases, generation: Generation) -> None:
        query = SQL("SELECT * FROM {}.parts('night', 'nights', NULL, ARRAY[]::date[], ARRAY[]::date[], 1, '[]')").format(generation.schema)
        with psycopg_connect(databases.reader, autocommit=True) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute(query)
