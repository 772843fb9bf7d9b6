"""Figures for who may see no row: what is counted, for whom, and that no small number is told or can be found by subtraction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg import connect as psycopg_connect
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.history import History
from eventlog import Databases
from projections import Engine, Rows
from projections.generation import FUNCTIONS, Generation
from projections.segments import segments
from tests.histories import logs, told
from tests.projections.logs import Recorder, anew
from tests.projections.waiting import PATIENCE, eventually

Table = tuple[tuple[str, int | None], ...]

REPORTER = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")
TOLD = (Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR)

A_FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def generation(rows: Rows, engine: Engine) -> Generation:
    eventually(lambda: rows.checkpoint() is not None)
    number = engine.status().generation
    assert number is not None
    return Generation(number)


def suppressed(conn: Connection[TupleRow], generation: Generation, counts: Mapping[str, int]) -> tuple[Table, int | None]:
    """What is shown of a table: its cells, and the total if there are any."""
    query = SQL("SELECT key, count, total FROM {}.suppressed(%s::text[], %s::bigint[]) ORDER BY key").format(generation.schema)
    found = conn.execute(query, (list(counts), list(counts.values()))).fetchall()
    return tuple((key, count) for key, count, _ in found), found[0][2] if found else None


class TestSmallNumbers:
    @pytest.mark.parametrize(
        ("table", "cells", "total"),
        [
            ({"a": 5, "b": 12}, {"a": 5, "b": 12}, 17),
            ({"a": 4, "b": 12, "c": 30}, {"a": None, "b": None, "c": 30}, 46),  # 46 - 42 would have told a
            ({"a": 1, "b": 3, "c": 30}, {"a": None, "b": None, "c": 30}, 34),  # which is which is not told
            ({"a": 2, "b": 2, "c": 30, "d": 31}, {"a": None, "b": None, "c": None, "d": 31}, 65),  # half of 65 - 61 would have
            ({"a": 2, "b": 8, "c": 8, "d": 9}, {"a": None, "b": None, "c": None, "d": 9}, 27),  # equals are hidden together
            ({"a": 3, "b": 3}, {}, None),
            ({"a": 1, "b": 2}, {}, None),
            ({"a": 4}, {}, None),
            ({}, {}, None),
        ],
    )
    def test_are_hidden_and_so_is_what_would_give_them_away(
        self, engine_login: Connection[TupleRow], generation: Generation, table: dict[str, int], cells: dict[str, int], total: int | None
    ) -> None:
        assert suppressed(engine_login, generation, table) == (tuple(cells.items()), total)

    @pytest.mark.parametrize("cells", [1, 2, 3, 4])
    def test_of_all_small_tables_no_hidden_cell_can_be_told_from_what_is_shown(
        self, engine_login: Connection[TupleRow], generation: Generation, cells: int
    ) -> None:
        # given: every table of so many cells up to eight, and what is shown of each (an empty cell is not there)
        keys = "abcd"[:cells]
        shown: dict[tuple[Table, int | None], list[Sequence[int]]] = defaultdict(list)
        for table, publication in _all_shown(engine_login, generation, list(product(range(9), repeat=cells))):
            shown[publication].append(table)

        # then: whoever knows the rule finds at least two numbers that a hidden cell can be
        assert len(shown) > 4
        for (told_cells, _), tables in shown.items():
            exact = {key for key, count in told_cells if count is not None}
            if told_cells:
                exact |= set(keys) - {key for key, _ in told_cells}
            for at, key in enumerate(keys):
                assert (len({table[at] for table in tables}) == 1) == (key in exact), (told_cells, key, tables)

    @A_FEW
    @given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 60) | st.integers(1, 6), max_size=16), st.data())
    def test_two_hidden_cells_could_always_be_exchanged(
        self, engine_login: Connection[TupleRow], generation: Generation, table: dict[str, int], data: st.DataObject
    ) -> None:
        cells, total = suppressed(engine_login, generation, table)
        if not cells:
            assert sum(table.values()) < 5 or len(set(table.values())) == 1
            return
        hidden = [key for key, count in cells if count is None]
        assert total == sum(table.values())
        assert {key: count for key, count in cells if count is not None} == {key: table[key] for key in table if key not in hidden}
        assert all(table[key] >= 5 for key in table if key not in hidden)
        if hidden:
            assert len({table[key] for key in hidden}) > 1
            exchanged = dict(zip(hidden, data.draw(st.permutations([table[key] for key in hidden])), strict=True))
            assert suppressed(engine_login, generation, table | exchanged) == (cells, total)


def _all_shown(
    conn: Connection[TupleRow], generation: Generation, tables: list[tuple[int, ...]]
) -> list[tuple[tuple[int, ...], tuple[Table, int | None]]]:
    """What is shown of each of many tables, in one question."""
    query = SQL(
        """
        WITH given AS (
            SELECT number, array_agg(chr(96 + at) ORDER BY at) AS keys, array_agg(count ORDER BY at) AS counts
            FROM unnest(%s::int[], %s::int[], %s::bigint[]) AS cells (number, at, count)
            WHERE count > 0
            GROUP BY number
        )
        SELECT number, key, count, total FROM given CROSS JOIN LATERAL {}.suppressed(keys, counts) ORDER BY number, key
        """
    ).format(generation.schema)
    flat = [(number, at, count) for number, table in enumerate(tables) for at, count in enumerate(table, start=1)]
    found: dict[int, list[tuple[str, int | None, int]]] = defaultdict(list)
    for number, *cell in conn.execute(query, [list(column) for column in zip(*flat, strict=True)]):
        found[number].append((cell[0], cell[1], cell[2]))
    return [
        (table, (tuple((key, count) for key, count, _ in found[number]), found[number][0][2] if found[number] else None))
        for number, table in enumerate(tables)
    ]


class TestTheStand:
    @pytest.fixture
    def six(self, recorder: Recorder, rows: Rows) -> None:
        """Six ordinary trajectories more than there were."""
        for _ in range(6):
            appended = recorder.record(anew(told()))
        assert rows.wait_for(appended[-1].position, PATIENCE)

    @pytest.mark.parametrize("role", TOLD)
    def test_counts_main_stays_for_who_is_told_figures(self, six: None, rows: Rows, role: Role) -> None:
        actor = Actor(subject="iemand", role=role, organisation="regio")
        [cell] = rows.stand(actor, on=date(2024, 3, 1), by="setting")
        assert cell["key"] == "gesloten"
        assert cell["count"] == cell["total"] >= 6
        assert [each["key"] for each in rows.stand(actor, on=date(2024, 5, 1), by="setting")] == ["leefhuis"]
        assert [each["key"] for each in rows.stand(actor, on=date(2024, 5, 1), by="municipality")] == ["0917"]
        assert [each["key"] for each in rows.stand(actor, on=date(2024, 5, 1), by="provider")] == ["koraal"]
        assert rows.stand(actor, on=date(2024, 1, 1), by="setting") == []

    @pytest.mark.parametrize("role", sorted(set(Role) - set(TOLD)))
    def test_is_told_to_no_other_role(self, six: None, rows: Rows, role: Role) -> None:
        assert rows.stand(Actor(subject="iemand", role=role, organisation="GM0917"), on=date(2024, 3, 1), by="setting") == []

    def test_a_reporter_sees_no_row_of_any_list(self, six: None, rows: Rows) -> None:
        assert rows.worklist(REPORTER, on=date(2024, 3, 1)).items == []
        assert rows.placements(REPORTER, on=date(2024, 3, 1)).items == []
        assert rows.audit_trail(REPORTER).items == []

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(log=logs(trajectories=12, max_events=60), cut=st.sampled_from(["setting", "municipality", "provider"]))
    def test_counts_what_the_placements_say(self, recorder: Recorder, rows: Rows, log: list[Recorded], cut: str) -> None:
        # given: what is there already, on a day
        day = max(each.event.occurred_on for each in log)
        actor = Actor(subject="fg-1", role=Role.PRIVACY_OFFICER, organisation="regio")
        before = len(rows.placements(actor, on=day, limit=1000).items)
        appended = recorder.record_one_by_one(anew(log))
        assert rows.wait_for(appended[-1].position, PATIENCE)

        # then: the total is that of the list, and grew by what the histories say
        listed = rows.placements(actor, on=day, limit=1000).items
        histories: dict[object, list[Recorded]] = defaultdict(list)
        for each in log:
            histories[each.trajectory_id].append(each)
        grown = [
            segment
            for history in histories.values()
            for segment in segments(History(tuple(history)).trajectory)
            if segment.purpose == "main" and segment.valid_from <= day and (segment.valid_until is None or segment.valid_until > day)
        ]
        assert len(listed) == before + len(grown)
        cells = rows.stand(REPORTER, on=day, by=cut)
        named = {"setting": "setting", "municipality": "home_municipality", "provider": "provider"}[cut]
        for cell in cells:
            assert cell["total"] == len(listed)
            if cell["count"] is not None:
                assert cell["count"] == sum(each.get(named) == cell["key"] for each in listed) >= 5


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
            assert config == ["search_path=pg_catalog, pg_temp"], name
            assert owner == databases.logins().engine, name
            assert not public, name
            assert reader == definer, "what the reader calls judges the role, or names nobody; the rest is not for it"

    def test_without_an_actor_nothing_is_counted(
        self, databases: Databases, recorder: Recorder, rows: Rows, generation: Generation
    ) -> None:
        appended = [recorder.record(anew(told()))[-1] for _ in range(6)]
        assert rows.wait_for(appended[-1].position, PATIENCE)
        query = SQL("SELECT * FROM {}.stand('2024-03-01', 'setting')").format(generation.schema)
        with psycopg_connect(databases.reader, autocommit=True) as conn:
            assert conn.execute(query).fetchall() == []

    def test_the_reader_has_no_numbers_suppressed_of_its_own(self, databases: Databases, generation: Generation) -> None:
        query = SQL("SELECT * FROM {}.suppressed(ARRAY['a'], ARRAY[9::bigint])").format(generation.schema)
        with psycopg_connect(databases.reader, autocommit=True) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute(query)
