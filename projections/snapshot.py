"""One look at the live rows: one generation, at one position, as one actor may see it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from psycopg import Connection, Cursor, IsolationLevel, errors
from psycopg.rows import DictRow
from psycopg_pool import ConnectionPool

from domain.codes import Role
from domain.envelope import Actor
from domain.governance import NO_SCOPE, Scope
from domain.rights import ended_since
from projections.definition import definition
from projections.errors import NotYet
from projections.generation import Generation
from projections.statements import statement

Item = dict[str, Any]

_IS_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

REREADS = 5
"""A generation can be dropped between the look at the pointer and the first look at its tables: then the pointer says another."""

FEW = 6000
"""Trajectories that are looked at one after the other in less time than it takes to come upon their rows among those of 100,000."""

SOME = {"audit_trail": 20_000, "deadlines": 10_000}
"""By question: trajectories whose ids are sent along in less time than it takes to ask row security of the rows of others. These are the
questions whose order is not that of trajectories: in it, the rows of one can all come last."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `next` is the cursor of the page after it; `position` is how far its rows were."""

    items: list[Item]
    next: str | None
    position: int


class Snapshot(NamedTuple):
    """One generation at one position, as one actor sees it."""

    cursor: Cursor[DictRow]
    generation: Generation
    position: int

    def asked(self, question: str, parameters: Mapping[str, object]) -> list[Item]:
        """The answer to `sql/questions/{question}.sql`."""
        if any(isinstance(value, str) and "\x00" in value for value in parameters.values()):
            return []  # nothing that is recorded holds it, and PostgreSQL takes no such text
        query = statement(f"questions/{question}").format(rows=self.generation.schema)
        return self.cursor.execute(query, parameters).fetchall()

    def page(self, question: str, parameters: Mapping[str, object], limit: int, cursor: Callable[[Item], str]) -> Page:
        """At most `limit` items; `cursor` is made of the last one. One more is asked for, which tells whether there is a next page.

        Nothing is asked for who sees nothing, and `{question}_few` for who sees few trajectories: it looks at each of them. A question
        names what somebody sees only to find it sooner: row security decides all the same.
        """
        seen, number = self._seen(max(FEW, SOME.get(question, 0)))
        if seen is not None and number == 0:
            return Page([], None, self.position)
        if seen is not None and number <= FEW:
            question = f"{question}_few"
        items = self.asked(question, {**parameters, "seen": seen, "limit": limit + 1})
        return Page(items[:limit], cursor(items[limit - 1]) if len(items) > limit else None, self.position)

    def _seen(self, most: int) -> tuple[str | None, int]:
        """The ids of the trajectories that the actor sees, as the database reads them, and how many; None if they are more than `most`."""
        found = self.cursor.execute(statement("seen").format(rows=self.generation.schema), {"most": most}).fetchone()
        return (found["seen"], found["number"]) if found else (None, 0)


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


def settings_of(actor: Actor, today: date, scope: Scope = NO_SCOPE) -> Mapping[str, str]:
    """What row-level security judges by. `ended_since`: what ended on this day or later still gives sight today; `opened`: what an
    assignment opens to an auditor, or the own trajectory to a jeugdige: `all`, or ids with commas between them."""
    return {
        "role": actor.role,
        "organisation": actor.organisation,
        "today": today.isoformat(),
        "ended_since": ended_since(actor.role, today).isoformat(),
        "opened": _opened(actor, scope),
    }


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
    parameters = {name: settings.get(name, "") for name in ("role", "organisation", "today", "ended_since", "opened")}
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
