"""Auditors with an assignment to everything."""

from datetime import date

from domain.calendar import FIRST_DAY, LAST_DAY
from domain.envelope import Actor
from domain.events import AuditAssigned
from domain.governance import Governance, Scope

OPEN_TO_AUDITORS = Governance(
    {
        "a-1": AuditAssigned.model_validate(
            {
                "occurred_on": FIRST_DAY,
                "assignment_id": "a-1",
                "subject": "auditor-1",
                "scope": "all",
                "from": FIRST_DAY,
                "until": LAST_DAY,
                "purpose": "onderzoek",
            }
        )
    }
)


def open_to_all(actor: Actor, today: date) -> Scope:
    """What is open to `auditor-1`: all of it."""
    return OPEN_TO_AUDITORS.scope_of(actor.subject, today)
