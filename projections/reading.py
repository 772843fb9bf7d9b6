"""Asking across trajectories: rows as one actor may see them, from one generation in one snapshot.

One case is never read from here, but from the log itself.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from psycopg import Connection, Cursor, IsolationLevel, errors
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from domain.calendar import add_days, amsterdam_day
from domain.codes import Setting
from domain.envelope import Actor
from domain.rights import DAYS_AFTER_A_STAY
from eventlog import Databases
from projections.cursor import cursor_of, key_of
from projections.definition import definition
from projections.errors import NotYet
from projections.generation import Generation
from projections.statements import statement
from projections.trajectories import FIRST
from projections.waiting import Reached, wait_until

Item = dict[str, Any]

REREADS = 5
"""A generation can be dropped between the look at the pointer and the first look at its tables: then the pointer says another."""


PATIENCE = 2.0
"""Seconds that a question waits for a connection before it is told to come back."""


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


class Rows:
    """The rows of one database, read by a login that owns nothing, under row-level security.

    Every question raises `NotYet` while there are no rows that fit this program, or the database does not answer, and `BadCursor`.
    Values come as Python has them (UUID, date, datetime in UTC); `limit` is the most items of a page.

    >>> Rows(databases).placements(actor, on=date(2025, 2, 20)).items  # doctest: +SKIP
    """

    def __init__(
        self,
        databases: Databases,
        *,
        reached: Reached | None = None,
        today: Callable[[], date] = lambda: amsterdam_day(datetime.now(UTC)),
        pool_size: int = 8,
    ) -> None:
        """`reached` is the engine's of this process, if there is one; `today` is the day by which rights are judged."""
        self._reached = reached
        self._today = today
        self._pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
            databases.reader,
            connection_class=Connection[DictRow],
            kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": 10, "options": "-c timezone=UTC"},
            configure=_in_one_snapshot,
            check=ConnectionPool.check_connection,
            min_size=1,
            max_size=pool_size,
            timeout=PATIENCE,
            reconnect_timeout=PATIENCE,
            open=True,
        )

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- how far the rows are

    def checkpoint(self) -> int | None:
        """The position of the log that readers see; None while there are no rows. Raises `NotYet` only if the database is away."""
        try:
            with self._snapshot({}) as snapshot:
                return snapshot.position
        except NotYet as error:
            if error.__cause__ is not None:
                raise
            return None

    def wait_for(self, position: int, timeout: float) -> bool:
        """Whether the rows reach that position within `timeout` seconds, whichever process keeps them."""

        def there() -> bool:
            try:
                return (self.checkpoint() or 0) >= position
            except NotYet:
                return False

        return wait_until(there, timeout, self._reached)

    # --- questions

    def placements(
        self,
        actor: Actor,
        *,
        on: date,
        known_at_position: int | None = None,
        setting: Setting | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Who is where: the main stays that cover the night of `on`, as known now or at a position that the rows have reached.

        Every page says what was known when the first was read.
        """
        known_at, trajectory_id, stay_id = (
            key_of("placements", after, lambda p, t, s: (int(p), UUID(t), str(s))) if after else (known_at_position, FIRST, "")
        )
        question = "questions/placements" if known_at is None else "questions/placements_known"
        parameters = {"on": on, "known_at": known_at, "setting": setting, "after_trajectory": trajectory_id, "after_stay": stay_id}
        with self._snapshot(_settings(actor, self._today())) as snapshot:
            items = _asked(snapshot, question, parameters, limit)
            pinned = snapshot.position if known_at is None else known_at
            return _page(snapshot, items, limit, lambda last: cursor_of("placements", pinned, last["trajectory_id"], last["stay_id"]))

    def worklist(
        self,
        actor: Actor,
        *,
        on: date,
        status: str | None = None,
        setting: Setting | None = None,
        municipality: str | None = None,
        procesregisseur: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Trajectories as they stand on a day, in the order of their ids. `status`: open or closed; `setting`: of the stay on that day."""
        parameters = {
            "on": on,
            "status": status,
            "setting": setting,
            "municipality": municipality,
            "procesregisseur": procesregisseur,
            "after": key_of("worklist", after, UUID) if after else FIRST,
        }
        with self._snapshot(_settings(actor, self._today())) as snapshot:
            rows = _asked(snapshot, "questions/worklist", parameters, limit)
            page = _page(snapshot, rows, limit, lambda last: cursor_of("worklist", last["trajectory_id"]))
        return Page([_worklist_item(row) for row in page.items], page.next, page.position)

    def audit_trail(
        self,
        actor: Actor,
        *,
        trajectory_id: UUID | None = None,
        recorded_by: str | None = None,
        type: str | None = None,  # the contract's name
        from_: datetime | None = None,
        to: datetime | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Events in the order of recording. `recorded_by`: a subject; recorded at or after `from_` and before `to`, with offset."""
        parameters = {
            "trajectory_id": trajectory_id,
            "recorded_by": recorded_by,
            "type": type,
            "from": from_,
            "to": to,
            "after": key_of("audit-trail", after, lambda position: int(position)) if after else 0,
        }
        with self._snapshot(_settings(actor, self._today())) as snapshot:
            rows = _asked(snapshot, "questions/audit_trail", parameters, limit)
            page = _page(snapshot, rows, limit, lambda last: cursor_of("audit-trail", last["position"]))
        return Page([_audit_item(row) for row in page.items], page.next, page.position)

    # --- the database

    @contextmanager
    def _snapshot(self, settings: Mapping[str, str]) -> Iterator[Snapshot]:
        """The live generation in one snapshot. From the first look at its tables, nobody drops them before this reader is done."""
        with _reaching(), self._pool.connection() as conn, ExitStack() as stack:
            for _ in range(REREADS):
                try:
                    snapshot = _begin(stack, conn, settings)
                    break
                except (errors.UndefinedTable, errors.InvalidSchemaName):
                    stack.close()
            else:
                raise NotYet("The rows are being replaced.")
            yield snapshot


def _begin(stack: ExitStack, conn: Connection[DictRow], settings: Mapping[str, str]) -> Snapshot:
    stack.enter_context(conn.transaction())
    curs = stack.enter_context(conn.cursor(binary=True))
    parameters = {name: settings.get(name, "") for name in ("role", "organisation", "today", "left_since")}
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


def _in_one_snapshot(conn: Connection[DictRow]) -> None:
    conn.isolation_level = IsolationLevel.REPEATABLE_READ
    conn.read_only = True


def _settings(actor: Actor, today: date) -> Mapping[str, str]:
    """What row-level security judges by; `left_since`: who gave the last stay or help up to this day or later still sees it."""
    return {
        "role": actor.role,
        "organisation": actor.organisation,
        "today": today.isoformat(),
        "left_since": add_days(today, -DAYS_AFTER_A_STAY.on(today)).isoformat(),
    }


def _asked(snapshot: Snapshot, question: str, parameters: Mapping[str, object], limit: int) -> list[Item]:
    """One more than a page holds, which tells whether there is a next."""
    if any(isinstance(value, str) and "\x00" in value for value in parameters.values()):
        return []  # nothing that is recorded holds it, and PostgreSQL takes no such text
    query = statement(question).format(rows=snapshot.generation.schema)
    return snapshot.cursor.execute(query, {**parameters, "limit": limit + 1}).fetchall()


def _page(snapshot: Snapshot, items: list[Item], limit: int, cursor: Callable[[Item], str]) -> Page:
    return Page(items[:limit], cursor(items[limit - 1]) if len(items) > limit else None, snapshot.position)


def _worklist_item(row: Item) -> Item:
    return {
        "trajectory_id": row["trajectory_id"],
        "version": row["version"],
        "position": row["position"],
        "status": row["status"],
        "opened_on": row["opened_on"],
        "home_municipality": row["home_municipality_then"],
        "procesregisseur": row["procesregisseur"],
        "referral": {
            "requested_setting": row["requested_setting"],
            "urgency": row["urgency"],
            "received_on": row["referral_received_on"],
        }
        if row["requested_setting"]
        else None,
        "stay": {
            "stay_id": row["stay_id"],
            "setting": row["setting"],
            "provider": row["provider"],
            "location": row["location"],
            "since": row["stay_since"],
            "until": row["stay_until"],
            "title_id": row["title_id"],
            "title_kind": row["title_kind"],
            "title_valid_until": row["title_valid_until"],
        }
        if row["stays"]
        else None,
        "died_on": row["died_on"],
        "last_occurred_on": row["last_occurred_on"],
        "last_recorded_at": row["last_recorded_at"],
    }


def _audit_item(row: Item) -> Item:
    actor = {name: row.pop(name) for name in ("subject", "role", "organisation")}
    return {**row, "recorded_by": actor}
