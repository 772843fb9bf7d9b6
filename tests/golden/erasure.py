"""One of each kind that an erasure records: in its own stream, and in the trajectory that it ends."""

from datetime import date
from uuid import UUID

from domain.codes import RefusalGround
from domain.events import (
    DossierErased,
    ErasureApproved,
    ErasureBegun,
    ErasureExecuted,
    ErasureRefused,
    ErasureRequested,
    ErasureWithdrawn,
    Event,
    WordsErased,
)
from domain.words import Words

DAY = date(2026, 5, 1)

ERASURE: tuple[Event, ...] = (
    ErasureRequested(
        occurred_on=DAY,
        erasure_id="e-1",
        trajectory_id=UUID("01900000-0000-7000-8000-000000000001"),
        version=3,
        ground="Jeugdwet 7.3.9(1)",
    ),
    ErasureApproved(occurred_on=DAY, erasure_id="e-1"),
    ErasureRefused(
        occurred_on=DAY, erasure_id="e-2", ground=RefusalGround.INTEREST_OF_ANOTHER, reasons=Words("De zus heeft er belang bij.")
    ),
    ErasureWithdrawn(occurred_on=DAY, erasure_id="e-3"),
    ErasureBegun(occurred_on=DAY, erasure_id="e-1"),
    ErasureExecuted(occurred_on=DAY, erasure_id="e-1", certificate="jeugdspoor.example/erasures\nVerklaring van vernietiging\n"),
    WordsErased(occurred_on=DAY, erasure_id="e-1", target_version=3),
    DossierErased(occurred_on=DAY, erasure_id="e-4"),
)
