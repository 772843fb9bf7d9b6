"""How the database goes about a question."""

import re
from collections.abc import Callable
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composed

from projections import Rows

_READ = re.compile(r"(?<=Scan using )\w+|(?<=Index Scan on )\w+|Seq Scan on \w+")


def plan_of(rows: Rows, ask: Callable[[], object]) -> list[str]:
    """The lines of the plans of all that is asked, with the rows and pages that each step had to do with."""
    return _explained(rows, ask, SQL("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) "))


def indexes_of(rows: Rows, ask: Callable[[], object]) -> str:
    """What the database says that it reads to answer: indexes, and tables that it reads whole."""
    found = (_READ.search(line) for line in _explained(rows, ask, SQL("EXPLAIN (COSTS OFF) ")))
    return ", ".join(dict.fromkeys(match[0] for match in found if match))


def _explained(rows: Rows, ask: Callable[[], object], explain: SQL) -> list[str]:
    plan: list[str] = []

    class Explaining(Cursor[DictRow]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            if isinstance(query, Composed) and params:
                plan.extend(row["QUERY PLAN"] for row in super().execute(explain + query, params, **options))
            return super().execute(query, params, **options)

    # The one connection of its pool: there is no other door to how a question is asked.
    with rows._pool.connection() as conn:
        conn.cursor_factory = Explaining
    try:
        ask()
    finally:
        with rows._pool.connection() as conn:
            conn.cursor_factory = Cursor
    return plan
