"""One look at the live rows: one generation, at one position, as one actor may see it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any, NamedTuple

from psycopg import Connection, Cursor, IsolationLevel, errors
from psycopg.rows import DictRow
from psycopg_pool import ConnectionPool

from domain.codes import Role
from domain.envelope import Actor
from domain.governance import NO_SCOPE, Scope
from domain.rights import Succession, ended_since
from projections.errors import NotYet
from projections.generations.definition import definition
from projections.generations.generation import Generation
from projections.statements import statement

Item = dict[str, Any]

_IS_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

REREADS = 5
"""A generation can be dropped between the look at the pointer and the first look at its tables: then the pointer says another."""


class Snapshot(NamedTuple):
    """One generation at one position, as one actor sees it."""

    cursor: Cursor[DictRow]
    generation: Generation
    position: int

    def asked(self, question: str, parameters: Mapping[str, object]) -> list[Item]:
        """The answer to `sql/questions/{question}.sql`."""
        if any(map(_is_no_text, parameters.values())):
            return []  # nothing that is recorded holds it, and PostgreSQL takes no such text
        return self.told(f"questions/{question}", parameters)

    def told(self, name: str, parameters: Mapping[str, object]) -> list[Item]:
        """The answer to `sql/{name}.sql`."""
        return self.cursor.execute(statement(name).format(rows=self.generation.schema), parameters).fetchall()


@contextmanager
def snapshot_of(pool: ConnectionPool[Connection[DictRow]], settings: Mapping[str, str]) -> Iterator[Snapshot]:
    """The live generation in one snapshot. From the first look at its tables, nobody drops them before this reader is done.

    Raises `NotYet` while there are no rows that fit this program, or the database does not answer.
    """
    with _reaching(), pool.connection() as conn, ExitStack() as stack:
        for _ in range(REREADS):
            try:
                snapshot = _begin(stack, conn, settings)
                break
            except (errors.UndefinedTable, errors.InvalidSchemaName):
                stack.close()
        else:
            raise NotYet("The rows are being replaced.")
        yield snapshot


def settings_of(actor: Actor, today: date, succession: Succession, scope: Scope = NO_SCOPE) -> Mapping[str, str]:
    """What row-level security judges by. `organisations`: for which the actor speaks, a line each, none where the one that took their place
    did so too long ago; `ended_since`: what ended on this day or later still gives sight today; `opened`: what an
    assignment opens to an auditor, or the own trajectory to a jeugdige: `all`, or ids with commas between them."""
    last = ended_since(actor.role, today)
    return {
        "role": actor.role,
        "organisations": "\n".join(sorted(succession.organisations)) if succession.until is None or succession.until >= last else "",
        "today": today.isoformat(),
        "ended_since": last.isoformat(),
        "opened": _opened(actor, scope),
    }


def _is_no_text(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_is_no_text, value))
    return isinstance(value, str) and "\x00" in value


def _opened(actor: Actor, scope: Scope) -> str:
    match actor.role:
        case Role.AUDITOR:
            return "all" if scope.everything else ",".join(sorted(map(str, scope.trajectories)))
        # Rows tell no age: who represents a jeugdige asks the case.
        case Role.JEUGDIGE if _IS_AN_ID.fullmatch(actor.subject) and not actor.representative:
            return actor.subject
    return ""


def for_snapshots(conn: Connection[DictRow]) -> None:
    """Readies a connection: everything that it reads in one transaction is of one moment."""
    conn.isolation_level = IsolationLevel.REPEATABLE_READ
    conn.read_only = True


def _begin(stack: ExitStack, conn: Connection[DictRow], settings: Mapping[str, str]) -> Snapshot:
    stack.enter_context(conn.transaction())
    curs = stack.enter_context(conn.cursor(binary=True))
    parameters = {name: settings.get(name, "") for name in ("role", "organisations", "today", "ended_since", "opened")}
    pointed = curs.execute(statement("act_as"), parameters).fetchone()
    if pointed is None:
        raise NotYet("There are no rows yet.")
    generation = Generation(pointed["generation"])
    found = curs.execute(statement("checkpoint").format(rows=generation.schema)).fetchone()
    if found is None or found["definition"] != definition():
        raise NotYet("The rows are being made anew.")
    return Snapshot(curs, generation, found["position"])


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except (errors.OperationalError, errors.InterfaceError) as error:
        raise NotYet("The database does not answer.") from error
