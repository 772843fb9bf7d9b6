"""Vernietiging (Jeugdwet 7.3.8 and 7.3.9; AVG 17): what stands in its way, how it comes about, and what ends a trajectory for ever.

How an erasure comes about is recorded in a stream of its own, which says of whom by the trajectory's id alone, and outlives the trajectory.
In the trajectory itself only its end is recorded, or that the words of one event are gone.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from domain.calendar import Day
from domain.codes import RefusalGround, Role
from domain.events.base import Code, Event, Name
from domain.words import Words

ERASURES_ID = UUID("00000000-0000-8000-8000-657261737572")
"""The stream of erasures: a version-8 UUID of which the last six bytes spell its name."""

_WHO_GUARDS = frozenset({Role.PROCESREGISSEUR, Role.PRIVACY_OFFICER})

Version = Annotated[int, Field(ge=1, lt=2**31)]

Certificate = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


# --- in the trajectory


class LegalHoldPlaced(Event):
    """Vernietigingsverbod: something is to be kept, such as for a procedure that runs.

    The law, or another's considerable interest, forbids to destroy it (Jeugdwet 7.3.9, second paragraph; AVG 17, third paragraph).
    """

    event_type = "legal-hold-placed"
    outlives_the_trajectory = True
    opens = "hold_id"
    recorded_by = _WHO_GUARDS

    hold_id: Code | None = None
    ground: Literal[RefusalGround.INTEREST_OF_ANOTHER, RefusalGround.STATUTORY_BAR]
    reason: Words

    def sentence(self) -> str:
        return f"Vernietiging tegengehouden: {self.ground.label}."


class LegalHoldLifted(Event):
    """Vernietigingsverbod opgeheven (Jeugdwet 7.3.9, second paragraph; AVG 17, third paragraph)."""

    event_type = "legal-hold-lifted"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    hold_id: Code

    def sentence(self) -> str:
        return "Vernietiging niet langer tegengehouden."


class WordsErased(Event):
    """De woorden van één gebeurtenis vernietigd (Jeugdwet 7.3.9, first paragraph; AVG 17): its facts stay.

    The erasure itself records it, before the key is destroyed.
    """

    event_type = "words-erased"
    outlives_the_trajectory = True
    recorded_by = frozenset()

    erasure_id: Code
    target_version: Version

    def sentence(self) -> str:
        return f"Woorden van gebeurtenis {self.target_version} vernietigd."


class DossierErased(Event):
    """Dossier vernietigd: the last event of a trajectory, after which nothing of it can be read.

    On request, or once the term of keeping has passed (Jeugdwet 7.3.8, third paragraph; 7.3.9, first paragraph; AVG 17). The erasure itself
    records it, before the keys go.
    """

    event_type = "dossier-erased"
    outlives_the_trajectory = True
    recorded_by = frozenset()

    erasure_id: Code

    def sentence(self) -> str:
        return "Dossier vernietigd."


# --- in the stream of erasures


class ErasureEvent(Event):
    """Of an erasure. It names a trajectory, and nobody else."""

    stream = ERASURES_ID
    recorded_by = _WHO_GUARDS


class ErasureRequested(ErasureEvent):
    """Verzoek of voornemen tot vernietiging: of a whole dossier, or of the words of one event.

    On request, or once the term of keeping has passed (Jeugdwet 7.3.8, third paragraph; 7.3.9, first paragraph; AVG 17).
    """

    event_type = "erasure-requested"
    opens = "erasure_id"

    erasure_id: Code | None = None
    trajectory_id: UUID
    version: Annotated[Version | None, Field(description="Of the event of which only the words are erased.")] = None
    ground: Annotated[Name, Field(description="What it rests on, such as an article of law. No person is named in it: it is kept.")]
    asked_on: Annotated[
        Day | None, Field(description="When it was asked for, if before this day: from then on runs the month in which it is decided.")
    ] = None

    def sentence(self) -> str:
        return "Vernietiging verzocht."


class ErasureApproved(ErasureEvent):
    """Vernietiging goedgekeurd, by somebody else than who asked for it. From then on there is time to think again.

    Two people, and time, so that nothing is destroyed by accident (AVG 5, first paragraph, f; 32).
    """

    event_type = "erasure-approved"

    erasure_id: Code

    def sentence(self) -> str:
        return "Vernietiging goedgekeurd."


class ErasureRefused(ErasureEvent):
    """Vernietiging geweigerd: for another's considerable interest, or because the law forbids it (Jeugdwet 7.3.9, second paragraph).

    As a whole, or as far as that reaches ("voor zover"), each part on a ground of its own. That the term of keeping has not passed is no
    ground (RBNHO:2021:4235).
    """

    event_type = "erasure-refused"

    erasure_id: Code
    ground: Literal[RefusalGround.INTEREST_OF_ANOTHER, RefusalGround.STATUTORY_BAR]
    reasons: Words
    versions: Annotated[
        tuple[Version, ...] | None,
        Field(
            min_length=1,
            max_length=1000,
            description="Of a whole dossier: the events of which alone it is refused. Their words stay, with those of what corrects or "
            "undoes them, and the facts of the dossier; the words of all others go. Without it, it is refused as a whole.",
        ),
    ] = None

    def sentence(self) -> str:
        return f"Vernietiging {'deels ' if self.versions else ''}geweigerd: {self.ground.label}."


class ErasureWithdrawn(ErasureEvent):
    """Vernietiging ingetrokken, by who thought again (AVG 5, first paragraph, f; 32)."""

    event_type = "erasure-withdrawn"

    erasure_id: Code

    def sentence(self) -> str:
        return "Vernietiging ingetrokken."


class ErasureBegun(ErasureEvent):
    """Vernietiging begonnen (Jeugdwet 7.3.9, first paragraph; AVG 17): from here there is no way back.

    Recorded together with the end of the trajectory, or of the words.
    """

    event_type = "erasure-begun"

    erasure_id: Code
    versions: Annotated[
        tuple[Version, ...] | None, Field(description="The events of which the words go, where a part of the dossier is kept.")
    ] = None

    def sentence(self) -> str:
        return "Vernietiging begonnen."


class ErasureExecuted(ErasureEvent):
    """Vernietiging uitgevoerd, with the signed statement of what was done.

    The statement accounts for it when nothing else is left (Jeugdwet 7.3.9, first paragraph; AVG 5, second paragraph; 17).
    """

    event_type = "erasure-executed"

    erasure_id: Code
    certificate: Annotated[Certificate, Field(description="A signed note (C2SP `signed-note`).")]

    def sentence(self) -> str:
        return "Vernietiging uitgevoerd."
