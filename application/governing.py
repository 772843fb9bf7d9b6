"""Governance: who may look into which trajectories by an assignment, and who stands in for whom. Recorded, and counting at once."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.own_stream import read_said
from application.looking.disclosing import Disclosed
from application.naming_nobody import may_be_somebodys
from application.pages import Page, page_of
from application.problems import Forbidden, Malformed, NotFound, part_of_another
from domain.calendar import add_days, amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from domain.events import AuditAssigned, AuditEnded, CalendarGiven, CalendarWithdrawn, DeputyAppointed, DeputyEnded, Event, GovernanceEvent
from domain.governance import CalendarAddress, Ended, Governance
from eventlog import EventLog


class Governing:
    """Records in the stream of governance, as the writer."""

    def __init__(self, log: EventLog) -> None:
        self._granted = Granted(log)
        self._door = Door(log, self._granted)

    def assign(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """Opens trajectories to an auditor. Raises `Forbidden` and `Malformed`."""
        _only(actor, Role.PRIVACY_OFFICER)
        assigned = read_said(AuditAssigned, body)
        if may_be_somebodys(assigned.purpose):
            message = "Say what for, and leave out the number: one of so many digits may be somebody's, and this is kept."
            raise Malformed("Mend the fields named in errors.", errors=[{"pointer": "/purpose", "message": message}])
        self._granted.record(actor, lambda _: assigned)
        return shown(assigned)

    def assignments(self, actor: Actor) -> list[dict[str, Any]]:
        """Those that stand: all for the privacy officer, an auditor's own."""
        return _standing(actor, self._granted.current())

    def list_assignments(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None, ended: bool) -> Disclosed[Page]:
        """Those that stand, or those that were ended, which are the privacy officer's to see: they open nothing any more. In the order in
        which they were given."""
        self._door.awaited(min_position)
        granted, position = self._granted.read()
        if ended:
            _only(actor, Role.PRIVACY_OFFICER)
            items = [_ended(each.granted.event, each) for each in granted.ended if isinstance(each.granted.event, AuditAssigned)]
        else:
            items = _standing(actor, granted)
        page = _page("assignments", items, "assignment_id", cursor, limit, position)
        return Disclosed(page, (UUID(each) for item in page.items if item["scope"] != "all" for each in item["scope"]))

    def end_assignment(self, actor: Actor, assignment_id: str) -> None:
        """Ends it at once. Raises `Forbidden` and `NotFound`."""
        _only(actor, Role.PRIVACY_OFFICER)

        def ended(standing: Governance) -> GovernanceEvent:
            if assignment_id not in standing.assignments:
                raise NotFound("No such assignment stands.")
            return AuditEnded(occurred_on=_today(), assignment_id=assignment_id)

        self._granted.record(actor, ended)

    def appoint(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """A deputy, within the actor's organisation: a procesregisseur appoints one for himself, an administrator for anybody of it.
        Neither appoints himself in another's place.

        Raises `Forbidden` and `Malformed`.
        """
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)
        succession = self._door.succession(actor, _today())
        if not succession.organisations:
            raise part_of_another(actor, succession)
        appointed = read_said(DeputyAppointed, body)
        if actor.role is Role.PROCESREGISSEUR and appointed.absent != actor.subject:
            raise Forbidden("A procesregisseur appoints who stands in for himself, and for nobody else.")
        if appointed.deputy == appointed.absent:
            raise _somebody_else("/deputy", "nobody stands in for himself.")
        if appointed.deputy == actor.subject:
            raise _somebody_else("/deputy", "nobody appoints himself.")
        self._granted.record(actor, lambda _: appointed)
        return shown(appointed)

    def list_deputies(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None, ended: bool) -> Disclosed[Page]:
        """Those that stand, or those that were ended: all for the privacy officer, of the own organisation, and those in whose place it
        stands, for its administrator, and for a procesregisseur where he is the absent one or stands in. They name no jeugdige. Raises
        `Forbidden`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
        self._door.awaited(min_position)
        organisations = self._door.succession(actor, _today()).organisations

        def sees(organisation: str, appointed: DeputyAppointed) -> bool:
            own = actor.role is Role.ADMINISTRATOR or actor.subject in (appointed.absent, appointed.deputy)
            return actor.role is Role.PRIVACY_OFFICER or (organisation in organisations and own)

        granted, position = self._granted.read()
        if ended:
            found = [(each.granted.envelope.actor.organisation, each.granted.event, each) for each in granted.ended]
            items = [_ended(event, each) for of, event, each in found if isinstance(event, DeputyAppointed) and sees(of, event)]
        else:
            standing = granted.deputies.values()
            items = [shown(each.appointed) for each in standing if sees(each.organisation, each.appointed)]
        return Disclosed(_page("deputies", items, "deputy_id", cursor, limit, position), ())

    def end_deputy(self, actor: Actor, deputy_id: str) -> None:
        """Ends it at once: by the absent one, or an administrator of that organisation. Raises `Forbidden` and `NotFound`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)
        organisations = self._door.succession(actor, _today()).organisations

        def ended(standing: Governance) -> GovernanceEvent:
            deputy = standing.deputies.get(deputy_id)
            if deputy is None or deputy.organisation not in organisations:
                raise NotFound("No such deputy stands.")
            if actor.role is Role.PROCESREGISSEUR and deputy.appointed.absent != actor.subject:
                raise NotFound("No such deputy stands.")
            return DeputyEnded(occurred_on=_today(), deputy_id=deputy_id)

        self._granted.record(actor, ended)

    def give_calendar(self, actor: Actor, lasts: timedelta) -> str:
        """The id of a new address of the actor's own calendar, which opens it for so long. Raises `Forbidden` and `NotYet`."""
        _only(actor, Role.PROCESREGISSEUR)
        name = str(uuid7())
        until = add_days(amsterdam_day(datetime.now(UTC) + lasts), 1)
        self._granted.record(actor, lambda _: CalendarGiven(occurred_on=_today(), address_id=name, until=until))
        return name

    def calendar_stands(self, actor: Actor, address_id: str) -> bool:
        """Whether that address of the actor's calendar was given here, and not withdrawn. Raises `NotYet`."""
        there = self._granted.current().calendars_of({actor.organisation}, actor.subject, _today())
        return any(each.address_id == address_id for each in there)

    def list_calendars(
        self, actor: Actor, *, subject: str | None, limit: int, cursor: str | None, min_position: int | None
    ) -> Disclosed[Page]:
        """The addresses that open a calendar: a procesregisseur's own, or, for an administrator, those of a subject of the organisation, or
        of all of them. Raises `Forbidden`, `Malformed` and `NotYet`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)
        if actor.role is Role.PROCESREGISSEUR:
            if subject not in (None, actor.subject):
                raise Forbidden(_NOT_YOURS)
            subject = actor.subject
        self._door.awaited(min_position)
        granted, position = self._granted.read()
        listed = [_calendar(each) for each in granted.calendars_of(self._organisations(actor), subject, _today())]
        return Disclosed(_page("calendars", listed, "address_id", cursor, limit, position), ())

    def withdraw_calendar(self, actor: Actor, body: bytes) -> None:
        """Every address of the calendar of somebody of the actor's organisation, or one of them, at once: a procesregisseur's own, or
        anybody's by an administrator. Raises `Forbidden`, `NotFound` and `Malformed`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)
        withdrawn = read_said(CalendarWithdrawn, body, organisation=actor.organisation)
        if actor.role is Role.PROCESREGISSEUR and withdrawn.subject != actor.subject:
            raise Forbidden(_NOT_YOURS)
        organisations = self._organisations(actor)

        def decided(standing: Governance) -> Sequence[GovernanceEvent]:
            there = standing.calendars_of(organisations, withdrawn.subject, _today())
            given_in = {each.organisation for each in there if withdrawn.address_id in (None, each.address_id)}
            if not given_in:
                what = "No address of a calendar" if withdrawn.address_id is None else "No such address"
                raise NotFound(f"{what} of that subject stands in {actor.organisation}: write it as in the token, or look what there is.")
            return [
                withdrawn.model_copy(update={"organisation": None if each == actor.organisation else each}) for each in sorted(given_in)
            ]

        self._granted.record(actor, decided)

    def _organisations(self, actor: Actor) -> frozenset[str]:
        """In which the addresses were given that are the actor's to see and withdraw: the own one, and those that are part of it."""
        return self._door.succession(actor, _today()).organisations | {actor.organisation}


_NOT_YOURS = "A procesregisseur has the own addresses; those of others are for an administrator of the organisation."


def _calendar(address: CalendarAddress) -> dict[str, Any]:
    facts = asdict(address)
    del facts["organisation"]
    return facts


def shown(event: Event) -> dict[str, Any]:
    facts: dict[str, Any] = event.model_dump(mode="json", exclude_none=True)
    return facts


def _standing(actor: Actor, granted: Governance) -> list[dict[str, Any]]:
    _only(actor, Role.PRIVACY_OFFICER, Role.AUDITOR)
    standing = granted.assignments.values()
    return [shown(each) for each in standing if actor.role is Role.PRIVACY_OFFICER or each.subject == actor.subject]


def _page(question: str, items: list[dict[str, Any]], name: str, cursor: str | None, limit: int, position: int | None) -> Page:
    """In the order of the ids that the server gave: that in which they were made."""

    def id_of(item: dict[str, Any]) -> Any:
        return item[name]

    return replace(page_of(question, sorted(items, key=id_of), id_of, dict, cursor, limit), position=position)


def _ended(event: Event, ended: Ended) -> dict[str, Any]:
    return {**shown(event), "ended_at": ended.at}


def _somebody_else(pointer: str, why: str) -> Malformed:
    return Malformed("Mend the fields named in errors.", errors=[{"pointer": pointer, "message": f"Name somebody else: {why}"}])


def _only(actor: Actor, *roles: Role) -> None:
    if actor.role not in roles:
        raise Forbidden("This is not for your role.")


def _today() -> date:
    return amsterdam_day(datetime.now(UTC))
