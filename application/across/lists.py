"""Questions across trajectories: answered from rows, never older than asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from application.across.calendar_feed import calendar_feed, check_has_calendar
from application.doors.knowledge import Knowledge, rows_asked
from application.doors.register import Register
from application.looking.disclosing import Disclosed
from application.pages import Page, page_of
from domain.calendar import add_days, amsterdam_day, midnight
from domain.codes import Setting
from domain.envelope import Actor
from domain.region import Location, Region
from projections.asking.paging import Page as RowsPage
from projections.asking.reading import Rows


class Lists:
    """Each list gives a `Page`, and raises `Malformed` for a cursor that is none, and `NotYet` when rows are too far behind.

    What is about persons is closed until it is recorded who is given it (`application.looking`).
    """

    def __init__(self, rows: Rows, knowledge: Knowledge, register: Register) -> None:
        self._rows = rows
        self._knowledge = knowledge
        self._register = register

    def placements(
        self,
        actor: Actor,
        *,
        on: date | None,
        known_at: datetime | None,
        at_position: int | None,
        setting: Setting | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """Who is where: one item per main stay that covers that night, as known at a moment, at a position, or now."""
        known = self._knowledge.asked(known_at, at_position, min_position)
        with rows_asked():
            page = self._rows.placements(
                actor, on=on or known.day, known_at_position=known.position, setting=setting, after=cursor, limit=limit
            )
        register = self._register.asked()
        region = register.region if known.position is None else register.as_of(known.position)
        return _listed(_at_home(page, region, on or known.day), known.position)

    def worklist(
        self, actor: Actor, *, municipality: str | None, limit: int, cursor: str | None, min_position: int | None, **filters: Any
    ) -> Disclosed[Page]:
        """The trajectories that the actor may see, as they stand today. Filters: status, setting, procesregisseur, and `municipality`, to
        which those belong that are part of it today, and nobody of one that is part of another."""
        self._knowledge.awaited(min_position)
        today, region = _today(), self._register.asked().region
        codes = None if municipality is None else region.codes_of(municipality, today)
        with rows_asked():
            page = self._rows.worklist(actor, on=today, municipalities=codes, after=cursor, limit=limit, **filters)
        return _listed(_at_home(page, region, today))

    def audit_trail(
        self,
        actor: Actor,
        *,
        trajectory_id: UUID | None,
        recorded_by: str | None,
        type: str | None,  # the contract's name
        from_: date | None,
        to: date | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """What was recorded, from the day `from_` and before the day `to` (both in Amsterdam), in order of position."""
        self._knowledge.awaited(min_position)
        with rows_asked():
            page = self._rows.audit_trail(
                actor,
                trajectory_id=trajectory_id,
                recorded_by=recorded_by,
                type=type,
                from_=midnight(from_),
                to=midnight(to),
                after=cursor,
                limit=limit,
            )
        return _listed(page)

    def deadlines(
        self,
        actor: Actor,
        *,
        on: date | None,
        known_at: datetime | None,
        at_position: int | None,
        due_before: date | None,
        kind: str | None,
        municipality: str | None,
        controller: str | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """What is open on a day, late or not, soonest first, as known at a moment, at a position, or now.

        `municipality` and `controller` choose by whose the trajectory is today, as rights do.
        """
        known = self._knowledge.asked(known_at, at_position, min_position)
        codes = None if municipality is None else self._register.asked().region.codes_of(municipality, _today())
        with rows_asked():
            page = self._rows.deadlines(
                actor,
                on=on or known.day,
                known_at_position=known.position,
                known_on=known.day,
                due_before=due_before,
                kind=kind,
                municipalities=codes,
                controller=controller,
                after=cursor,
                limit=limit,
            )
        return _listed(page, known.position)

    def calendar(self, actor: Actor, *, min_position: int | None) -> Disclosed[bytes]:
        """What is open today of the trajectories that the actor is procesregisseur of, as an iCalendar feed.

        Raises `Forbidden` for everybody else.
        """
        check_has_calendar(actor)
        self._knowledge.awaited(min_position)
        now = datetime.now(UTC)
        today = amsterdam_day(now)
        with rows_asked():
            items = self._rows.deadlines_of(actor, procesregisseur=actor.subject, on=today)
        return Disclosed(calendar_feed(items, today=today, now=now), (item["trajectory_id"] for item in items))

    def findings(
        self,
        actor: Actor,
        *,
        on: date | None,
        known_at: datetime | None,
        at_position: int | None,
        rule: str | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """The findings that hold on a day, trajectory by trajectory, as known at a moment, at a position, or now."""
        known = self._knowledge.asked(known_at, at_position, min_position)
        with rows_asked():
            page = self._rows.findings(actor, on=on or known.day, known_at_position=known.position, rule=rule, after=cursor, limit=limit)
        return _listed(page, known.position)

    def legal_cover(
        self,
        actor: Actor,
        *,
        from_: date | None,
        to: date | None,
        known_at: datetime | None,
        at_position: int | None,
        uncovered: bool,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """Stretches of closed nights with a night from `from_` (default: the day of what is known) and before `to` (default: the day after
        `from_`), as known at a moment, at a position, or now."""
        known = self._knowledge.asked(known_at, at_position, min_position)
        first = from_ or known.day
        with rows_asked():
            page = self._rows.legal_cover(
                actor,
                from_=first,
                to=to or add_days(first, 1),
                known_at_position=known.position,
                uncovered=uncovered,
                after=cursor,
                limit=limit,
            )
        return _listed(page, known.position)

    def locations(
        self,
        *,
        setting: Setting | None,
        on: date | None,
        known_at: datetime | None,
        at_position: int | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Page:
        """The houses and families that exist on a day, by their code, as known at a moment, at a position, or now."""
        known = self._knowledge.asked(known_at, at_position, min_position)
        register, day = self._register.asked(), on or known.day
        region = register.region if known.position is None else register.as_of(known.position)
        places = region.locations_on(day, setting)
        page = page_of("locations", places, lambda place: place.code, lambda place: _location(place, region, day), cursor, limit)
        return replace(page, position=register.position if known.position is None else known.position)

    def await_rows(self, seconds: float) -> bool:
        """Whether there are rows to read within that time: after a first start, or a crash, they are being made."""
        return self._rows.wait_for(1, seconds)


def _at_home(page: RowsPage, region: Region, day: date) -> RowsPage:
    """The page with the home municipality of that day: rows name the one that was recorded, which may be part of another by then."""
    items = [{**item, "home_municipality": region.municipality_of_today(item["home_municipality"], day)} for item in page.items]
    return replace(page, items=items)


def _listed(page: RowsPage, known_at: int | None = None) -> Disclosed[Page]:
    """The page, of all whose ids stand on it; and the position as known at which it was asked for, or up to which the rows were."""
    position = page.position if known_at is None else known_at
    return Disclosed(Page(page.items, page.next, position), (item["trajectory_id"] for item in page.items))


def _location(place: Location, region: Region, day: date) -> dict[str, Any]:
    return {
        "location": place.code,
        "provider": place.provider,
        "name": place.name,
        "setting": place.setting,
        "municipality": place.municipality,
        "in_region": region.is_in_region(place.municipality, day),
        "capacity": place.capacity,
        "registered": place.registered,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _today() -> date:
    return amsterdam_day(datetime.now(UTC))
