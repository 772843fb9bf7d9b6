"""Asking across trajectories: rows as one actor may see them, from one generation in one snapshot.

One case is never read from here, but from the log itself.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple, Self
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from domain.calendar import AMSTERDAM, amsterdam_day
from domain.codes import Setting
from domain.envelope import Actor
from domain.figures import KnownFact
from domain.governance import NO_SCOPE, Scope
from domain.indicators import Variant
from domain.rights import WITHHELD, Succession, alone
from domain.spans import Span
from eventlog import Databases
from projections.asking.counting import Counted, Counts, changes, statistics
from projections.asking.cursor import cursor_of, key_of
from projections.asking.paging import Page, page_of
from projections.asking.snapshot import Item, for_snapshots, settings_of, snapshot_of
from projections.asking.waiting import Reached, wait_until
from projections.errors import BadCursor, NotYet
from projections.generations.trajectories import FIRST
from projections.telling.models.deadlines import A_WHILE, NO_END

PATIENCE = 2.0
"""Seconds that a question waits for a connection before it is told to come back."""

_OPTIONS = (
    "-c timezone=UTC "
    # A plan for any day and any filter at once is a bad one for each: planning takes a millisecond, a bad plan seconds.
    "-c plan_cache_mode=force_custom_plan"
)


class Begun(NamedTuple):
    """So many stays, in that house, under that setting, since that day."""

    location: str
    setting: Setting
    since: date
    number: int


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
        succession: Callable[[Actor, date], Succession] = lambda actor, today: alone(actor),
        scope: Callable[[Actor, date], Scope] = lambda actor, today: NO_SCOPE,
        pool_size: int = 8,
    ) -> None:
        """`reached` is the engine's of this process, if there is one; `today` is the day by which rights are judged, `succession` tells for
        which organisations a provider speaks on it, and `scope` what assignments open to an auditor."""
        self._reached = reached
        self._today = today
        self._succession = succession
        self._scope = scope
        self._pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
            databases.reader,
            connection_class=Connection[DictRow],
            kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": 10, "options": _OPTIONS},
            configure=for_snapshots,
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

    def _settings(self, actor: Actor) -> Mapping[str, str]:
        today = self._today()
        return settings_of(actor, today, self._succession(actor, today), self._scope(actor, today))

    # --- how far the rows are

    def checkpoint(self) -> int | None:
        """The position of the log that readers see; None while there are no rows. Raises `NotYet` only if the database is away."""
        try:
            with snapshot_of(self._pool, {}) as snapshot:
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
        if known_at_position not in (None, known_at):
            raise BadCursor("The cursor is of a list that was known at another moment: ask as its first page was asked.")
        question = "placements" if known_at is None else "placements_known"
        parameters = {"on": on, "known_at": known_at, "setting": setting, "after_trajectory": trajectory_id, "after_stay": stay_id}
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            pinned = snapshot.position if known_at is None else known_at
            page = page_of(
                snapshot, question, parameters, limit, lambda last: cursor_of("placements", pinned, last["trajectory_id"], last["stay_id"])
            )
        return Page([_without_secret(row) for row in page.items], page.next, page.position)

    def worklist(
        self,
        actor: Actor,
        *,
        on: date,
        status: str | None = None,
        setting: Setting | None = None,
        municipalities: Collection[str] | None = None,
        procesregisseur: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Trajectories as they stand on a day, in the order of their ids. `status`: open or closed; `setting`: of the stay on that day;
        `municipalities`: the codes, as they were recorded, of which one is home on that day."""
        parameters = {
            "on": on,
            "status": status,
            "setting": setting,
            "municipalities": None if municipalities is None else sorted(municipalities),
            "procesregisseur": procesregisseur,
            "after_trajectory": key_of("worklist", after, UUID) if after else FIRST,
        }
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            page = page_of(snapshot, "worklist", parameters, limit, lambda last: cursor_of("worklist", last["trajectory_id"]))
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
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            page = page_of(snapshot, "audit_trail", parameters, limit, lambda last: cursor_of("audit-trail", last["position"]))
        return Page([_audit_item(row) for row in page.items], page.next, page.position)

    def deadlines(
        self,
        actor: Actor,
        *,
        on: date,
        known_at_position: int | None = None,
        known_on: date | None = None,
        due_before: date | None = None,
        kind: str | None = None,
        municipalities: Collection[str] | None = None,
        controller: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """What is open on a day, late or not, soonest first, as known now or at a position that the rows have reached.

        `known_on`: the day of that position; without it, and on a day after it, all is looked through that was ever due before.
        `due_before`: only what is due before that day. `municipalities`: the codes, as they were recorded, of which one is home today, and
        `controller`: the code of who else is known today to keep a dossier of it; both as rights are, whichever day is asked about.
        """
        question, cursors = _asked("deadlines", known_at_position)
        last = key_of(cursors, after, _deadline_key) if after else (date.min, FIRST, "", "", 0)
        parameters = {
            "on": on,
            "known_at": known_at_position,
            "foreseen": known_on is None or on > known_on,
            "kind": kind,
            "municipalities": None if municipalities is None else sorted(municipalities),
            "controller": controller,
            "today": self._today(),
            "a_while": A_WHILE,
            "due_before": due_before or NO_END,
            **dict(zip(("after_due", "after_trajectory", "after_kind", "after_about", "after_number"), last, strict=True)),
        }
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            page = page_of(
                snapshot,
                question,
                parameters,
                limit,
                lambda last: cursor_of(cursors, *(last[name] for name in ("due_on", "trajectory_id", "kind", "about", "number"))),
            )
        return Page([_deadline_item(row, on) for row in page.items], page.next, page.position)

    def deadlines_of(self, actor: Actor, *, procesregisseur: str, on: date) -> list[Item]:
        """All that is open on a day of the trajectories that somebody is procesregisseur of on that day, soonest first.

        `number` tells apart what is due twice on one day about one thing.
        """
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            rows = snapshot.asked("deadlines_of", {"on": on, "procesregisseur": procesregisseur})
        return [{**_deadline_item(row, on), "number": row["number"]} for row in rows]

    def secret_among(self, actor: Actor, trajectories: Collection[UUID]) -> frozenset[UUID]:
        """Those of them whose place is secret today, as far as the actor sees them (`domain.secrecy`)."""
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            found = snapshot.asked("secret_among", {"trajectories": list(trajectories)})
        return frozenset(row["trajectory_id"] for row in found)

    def stays_begun(self, actor: Actor, locations: Collection[str] | None) -> list[Begun]:
        """How many stays began in each of these houses, or in all, on each day; none for who neither keeps nor examines the register."""
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            found = snapshot.asked("stays_begun", {"locations": None if locations is None else list(locations)})
        return [Begun(row["location"], Setting(row["setting"]), row["since"], row["number"]) for row in found]

    def findings(
        self,
        actor: Actor,
        *,
        on: date,
        known_at_position: int | None = None,
        rule: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """The findings whose days hold that day, as known now or at a position that the rows have reached.

        In the order of their trajectories' ids.
        """
        question, cursors = _asked("findings", known_at_position)
        trajectory_id, since, of_rule, about, number = (
            key_of(cursors, after, lambda t, s, r, a, n: (UUID(t), date.fromisoformat(s), str(r), str(a), int(n)))
            if after
            else (FIRST, date.min, "", "", 0)
        )
        parameters = {
            "on": on,
            "known_at": known_at_position,
            "rule": rule,
            "after_trajectory": trajectory_id,
            "after_since": since,
            "after_rule": of_rule,
            "after_about": about,
            "after_number": number,
        }
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            page = page_of(
                snapshot,
                question,
                parameters,
                limit,
                lambda last: cursor_of(cursors, *(last[name] for name in ("trajectory_id", "since", "rule", "about", "number"))),
            )
        return Page([_finding_item(row) for row in page.items], page.next, page.position)

    def legal_cover(
        self,
        actor: Actor,
        *,
        from_: date,
        to: date,
        known_at_position: int | None = None,
        uncovered: bool = False,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Stretches of closed nights of which some lie from `from_` up to, and not including, `to`, as known now or at a position that the
        rows have reached, in the order of trajectory ids.

        `uncovered`: only those under no title.
        """
        question, cursors = _asked("legal_cover", known_at_position)
        trajectory_id, since = key_of(cursors, after, lambda t, s: (UUID(t), date.fromisoformat(s))) if after else (FIRST, date.min)
        parameters = {
            "from": from_,
            "to": to,
            "known_at": known_at_position,
            "uncovered": uncovered,
            "after_trajectory": trajectory_id,
            "after_since": since,
        }
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            page = page_of(snapshot, question, parameters, limit, lambda last: cursor_of(cursors, last["trajectory_id"], last["since"]))
        return Page([_cover_item(row) for row in page.items], page.next, page.position)

    # --- figures

    def statistics(self, actor: Actor, counted: Counted) -> Counts:
        """What the figures of some periods are made of, as known at a position that the rows have reached. Nothing for whose role no
        figures are: the functions in `sql/policies/functions` judge that too."""
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            return statistics(snapshot, counted)

    def changes(self, actor: Actor, variant: Variant, days: Span, known_before: int, known_at: int) -> list[KnownFact]:
        """The facts that count in those days, known at a position or since then up to another, both of which the rows have reached.
        Trajectories have other ids. Nothing for whose role no figures are."""
        with snapshot_of(self._pool, self._settings(actor)) as snapshot:
            return changes(snapshot, variant, days, known_before, known_at)


def _asked(question: str, known_at: int | None) -> tuple[str, str]:
    """The question of now or of the past, and what its cursors are of: of one position, so that no page tells what another did not know."""
    return (question, question) if known_at is None else (f"{question}_known", f"{question} at {known_at}")


DeadlineKey = tuple[date, UUID, str, str, int]


def _deadline_key(due_on: str, trajectory_id: str, kind: str, about: str, number: int) -> DeadlineKey:
    return date.fromisoformat(due_on), UUID(trajectory_id), str(kind), str(about), int(number)


_SECRET = ("provider", "location", "subject", "organisation")
"""What is empty only where it is secret (`domain.secrecy`), and is left out there."""


def _without_secret(item: Item) -> Item:
    return {name: value for name, value in item.items() if value is not None or name not in _SECRET}


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
        "stay": _without_secret(
            {
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
        )
        if row["stays"]
        else None,
        "died_on": row["died_on"],
        "last_occurred_on": row["last_occurred_on"],
        "last_recorded_at": row["last_recorded_at"],
    }


def _audit_item(row: Item) -> Item:
    actor = _without_secret({name: row.pop(name) for name in ("subject", "role", "organisation")})
    if row.pop("representative"):
        actor["representative"] = True
    return {**row, "recorded_by": actor, "summary": row["summary"] or WITHHELD}


def _deadline_item(row: Item, on: date) -> Item:
    return {
        "trajectory_id": row["trajectory_id"],
        "kind": row["kind"],
        "source": row["source"],
        "article": row["article"],
        "about": row["about"],
        "since": row["since"],
        "due_on": row["due_on"],
        "breach_from": row["breach_from"],
        "last_night": row["last_night"],
        "due_at": row["due_at"].astimezone(AMSTERDAM) if row["due_at"] else None,
        "late": on >= row["breach_from"],
        "alerts": row["alerts"],
    }


def _finding_item(row: Item) -> Item:
    return {
        "trajectory_id": row["trajectory_id"],
        "rule": row["rule"],
        "kind": row["kind"],
        "article": row["article"],
        "since": row["since"],
        "until": row["until"],
        "message": row["message"],
        "about": row["about"] or None,
    }


def _cover_item(row: Item) -> Item:
    return {
        "trajectory_id": row["trajectory_id"],
        "from": row["since"],
        "until": row["until"],
        "title_id": row["title_id"],
        "annulled_later": row["annulled_later"],
    }
