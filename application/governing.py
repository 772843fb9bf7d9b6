"""Governance: who may look into which trajectories by an assignment, and who stands in for whom. Recorded, and counting at once."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from uuid_utils.compat import uuid7

from application.problems import Forbidden, Malformed, NotFound, NotYet
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import AuditAssigned, AuditEnded, DeputyAppointed, DeputyEnded, GovernanceEvent
from domain.events.governance import GOVERNANCE_ID
from domain.governance import NO_SCOPE, Governance, Scope, governance_of
from eventlog import Conflict, EventLog, NewEvent, OutcomeUnknown, Unavailable

_TRIES = 5
"""Somebody else may record at the same moment."""


class Granted:
    """What stands now: read again only when the stream has grown. It names no jeugdige: it may be kept between requests."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._version = -1
        self._governance = Governance()

    def current(self) -> Governance:
        """Raises `NotYet`."""
        try:
            version = self._log.versions([GOVERNANCE_ID]).get(GOVERNANCE_ID, 0)
            if version != self._version:
                history = self._log.histories([GOVERNANCE_ID]).get(GOVERNANCE_ID, [])
                self._governance = governance_of(entry for entry in history if isinstance(entry, Recorded))
                self._version = len(history)
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        return self._governance

    def scope(self, actor: Actor, today: date) -> Scope:
        """What assignments open to that actor."""
        return self.current().scope_of(actor.subject, today) if actor.role is Role.AUDITOR else NO_SCOPE


class Governing:
    """Records in the stream of governance, as the writer."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._granted = Granted(log)

    def assign(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """Opens trajectories to an auditor. Raises `Forbidden` and `Malformed`."""
        _only(actor, Role.PRIVACY_OFFICER)
        assigned = _read(AuditAssigned, body)
        self._record(actor, lambda _: assigned)
        return shown(assigned)

    def assignments(self, actor: Actor) -> list[dict[str, Any]]:
        """Those that stand: all for the privacy officer, an auditor's own."""
        _only(actor, Role.PRIVACY_OFFICER, Role.AUDITOR)
        standing = self._granted.current().assignments.values()
        return [shown(each) for each in standing if actor.role is Role.PRIVACY_OFFICER or each.subject == actor.subject]

    def end_assignment(self, actor: Actor, assignment_id: str) -> None:
        """Ends it at once. Raises `Forbidden` and `NotFound`."""
        _only(actor, Role.PRIVACY_OFFICER)

        def ended(standing: Governance) -> GovernanceEvent:
            if assignment_id not in standing.assignments:
                raise NotFound("No such assignment stands.")
            return AuditEnded(occurred_on=_today(), assignment_id=assignment_id)

        self._record(actor, ended)

    def appoint(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """A deputy: a procesregisseur appoints one for himself, an administrator for anybody. Raises `Forbidden` and `Malformed`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)
        appointed = _read(DeputyAppointed, body)
        if actor.role is Role.PROCESREGISSEUR and appointed.absent != actor.subject:
            raise Forbidden("A procesregisseur appoints who stands in for himself, and for nobody else.")
        self._record(actor, lambda _: appointed)
        return shown(appointed)

    def end_deputy(self, actor: Actor, deputy_id: str) -> None:
        """Ends it at once: by the absent one, or an administrator. Raises `Forbidden` and `NotFound`."""
        _only(actor, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)

        def ended(standing: Governance) -> GovernanceEvent:
            appointed = standing.deputies.get(deputy_id)
            if appointed is None or (actor.role is Role.PROCESREGISSEUR and appointed.absent != actor.subject):
                raise NotFound("No such deputy stands.")
            return DeputyEnded(occurred_on=_today(), deputy_id=deputy_id)

        self._record(actor, ended)

    def _record(self, actor: Actor, decide: Callable[[Governance], GovernanceEvent]) -> None:
        for _ in range(_TRIES):
            # The version first: who records after that makes it a conflict, and what stands is looked at anew.
            version = self._log.versions([GOVERNANCE_ID]).get(GOVERNANCE_ID, 0) + 1
            event = decide(self._granted.current())
            envelope = Envelope(event_id=uuid7(), actor=actor, source=Source(kind="governance"))
            try:
                self._log.append([NewEvent(GOVERNANCE_ID, version, envelope, event)])
                return
            except Conflict:
                continue
            except (Unavailable, OutcomeUnknown):
                raise NotYet.retry("It may not have been recorded: look, and send it again.") from None
        raise NotYet.retry("Others record here at the same time. Send it again.")


def shown(event: GovernanceEvent) -> dict[str, Any]:
    facts: dict[str, Any] = event.model_dump(mode="json", exclude_none=True)
    return facts


K = TypeVar("K", bound=GovernanceEvent)


def _read(kind: type[K], body: bytes) -> K:
    """What somebody may say of that kind; the day and the id are given to it here."""
    assert kind.opens is not None
    given = {"occurred_on": _today().isoformat(), kind.opens: str(uuid7())}
    try:
        said = _OBJECT.validate_json(body)
        if own := given.keys() & said.keys():
            raise Malformed(f"{', '.join(sorted(own))}: given by the server.")
        return kind.model_validate_json(json.dumps({**said, **given}))
    except ValidationError as error:
        raise Malformed.by(error.errors(include_url=False, include_context=False)) from None


_OBJECT = TypeAdapter(dict[str, Any])


def _only(actor: Actor, *roles: Role) -> None:
    if actor.role not in roles:
        raise Forbidden("This is not for your role.")


def _today() -> date:
    return amsterdam_day(datetime.now(UTC))
