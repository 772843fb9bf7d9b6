"""What was granted: whom an assignment lets look, and who stands in for whom."""

from datetime import date

from application.doors.own_stream import OwnStream
from domain.codes import Role
from domain.envelope import Actor
from domain.events.governance import GOVERNANCE_ID
from domain.governance import NO_SCOPE, Governance, Scope, governance_of
from eventlog import EventLog


class Granted(OwnStream[Governance]):
    """The stream of governance, and what stands by it."""

    def __init__(self, log: EventLog) -> None:
        super().__init__(log, GOVERNANCE_ID, "governance", governance_of)

    def scope(self, actor: Actor, today: date) -> Scope:
        """What assignments open to that actor."""
        return self.current().scope_of(actor.subject, today) if actor.role is Role.AUDITOR else NO_SCOPE
