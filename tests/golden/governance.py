"""One of each kind that stands in the stream of governance."""

from datetime import date
from uuid import UUID

from domain.events import AuditAssigned, AuditEnded, CalendarGiven, CalendarWithdrawn, DeputyAppointed, DeputyEnded, GovernanceEvent

DAY = date(2025, 3, 1)

GOVERNANCE: tuple[GovernanceEvent, ...] = (
    AuditAssigned.model_validate(
        {
            "occurred_on": DAY,
            "assignment_id": "a-1",
            "subject": "auditor-1",
            "scope": (UUID("01900000-0000-7000-8000-000000000001"),),
            "from": DAY,
            "until": date(2025, 6, 1),
            "purpose": "rechtmatigheidsonderzoek",
        }
    ),
    AuditEnded(occurred_on=DAY, assignment_id="a-1"),
    DeputyAppointed.model_validate(
        {
            "occurred_on": DAY,
            "deputy_id": "d-1",
            "absent": "pr-heerlen-1",
            "deputy": "pr-heerlen-2",
            "from": DAY,
            "until": date(2025, 4, 1),
        }
    ),
    DeputyEnded(occurred_on=DAY, deputy_id="d-1"),
    CalendarGiven(occurred_on=DAY, address_id="c-1", until=date(2025, 5, 31)),
    CalendarWithdrawn(occurred_on=DAY, subject="pr-heerlen-1"),
)
