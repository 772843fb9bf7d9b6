"""Machtigingen: the legal ground for closed care or placement out of home."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.calendar import Day
from domain.codes import LapseGround, Role, SuspensionTold, TitleBasis, TitleKind
from domain.events.base import Code, Event, Name, PastDay, PlaceName, Shape
from domain.words import Words

_WHO_KNOWS_THE_COURT = frozenset({Role.PROCESREGISSEUR, Role.GI})


class TitleGranted(Event):
    """Machtiging verleend (Jeugdwet 6.1.2 to 6.1.4 and 6.1.12; BW 1:265b for a muhp; Wvggz 6:4; 7:1; 7:8; Wzd 24).

    `occurred_on` is the day of decision. The title covers the nights from `valid_from` up to, and not including,
    `valid_until`; one that `starts` on execution runs `duration_days` from the first admission under it, which
    must be no later than `latest_start`.
    """

    event_type = "title-granted"
    opens = "title_id"
    recorded_by = _WHO_KNOWS_THE_COURT
    is_decision = True

    title_id: Code | None = None
    kind: TitleKind
    valid_from: Day | None = None
    valid_until: Day | None = None
    starts: Literal["on_execution"] | None = None
    duration_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    latest_start: Day | None = None
    court: Name | None = None
    case_number: Words | None = None
    civil_basis: TitleBasis | None = None
    prolongs: Code | None = None
    prolongation: bool = False
    replaces: Code | None = None
    authorised_admitter: Annotated[
        PlaceName | None,
        Field(description="Conditional: the employee named in the plan who may decide to admit (Jeugdwet 6.1.4, fifth paragraph)."),
    ] = None

    @model_validator(mode="after")
    def _one_way_of_running(self) -> "TitleGranted":
        dated = (self.valid_from, self.valid_until)
        counted = (self.duration_days, self.latest_start)
        if self.starts is None and (None in dated or counted != (None, None)):
            raise ValueError("Give valid_from and valid_until, or starts with duration_days and latest_start.")
        if self.starts is not None and (None in counted or dated != (None, None)):
            raise ValueError("A title that starts on execution has duration_days and latest_start, and no valid_from or valid_until.")
        return self

    def sentence(self) -> str:
        if self.valid_from is not None and self.valid_until is not None:
            term = f"van {self.valid_from:%d-%m-%Y} tot {self.valid_until:%d-%m-%Y}"
        else:
            term = f"voor {self.duration_days} dagen vanaf de tenuitvoerlegging, uiterlijk {self.latest_start:%d-%m-%Y}"
        return f"{self.kind.label.capitalize()} verleend {term}."


class TitleRefused(Event):
    """Verzoek om een machtiging afgewezen; a spoedmachtiging ends with the decision on the machtiging (Jeugdwet 6.1.12(2))."""

    event_type = "title-refused"
    recorded_by = _WHO_KNOWS_THE_COURT
    is_decision = True

    kind: TitleKind
    ends_title_id: Code | None = None

    def sentence(self) -> str:
        return f"Verzoek om een {self.kind.label} afgewezen."


class TitleSuspended(Event):
    """Machtiging geschorst (Jeugdwet 6.1.12, fifth paragraph)."""

    event_type = "title-suspended"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})
    is_decision = True

    title_id: Code

    def sentence(self) -> str:
        return "Machtiging geschorst."


class SuspensionNotified(Event):
    """Mededeling van de schorsing, of van de intrekking ervan, to the Raad and the college (Jeugdwet 6.1.12, sixth paragraph)."""

    event_type = "suspension-notified"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    title_id: Code
    to: Annotated[tuple[SuspensionTold, ...], Field(min_length=1, max_length=2)]

    def sentence(self) -> str:
        return f"Schorsing meegedeeld aan {' en '.join(each.label for each in self.to)}."


class SuspensionWithdrawn(Event):
    """Schorsing ingetrokken (Jeugdwet 6.1.12, fifth paragraph)."""

    event_type = "suspension-withdrawn"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    title_id: Code

    def sentence(self) -> str:
        return "Schorsing van de machtiging ingetrokken."


class TitleLapsed(Event):
    """Machtiging vervallen: what ends by law before its term is confirmed.

    A machtiging (Jeugdwet 6.1.2, seventh paragraph; 6.1.12, third and fourth paragraph), a muhp (BW 1:265c, third paragraph), or a
    zorgmachtiging or Wzd title to which a machtiging puts an end (Jeugdwet 6.1.2, eighth paragraph).
    """

    event_type = "title-lapsed"
    recorded_by = _WHO_KNOWS_THE_COURT

    title_id: Code
    ground: LapseGround

    def sentence(self) -> str:
        return f"Machtiging vervallen ({self.ground.label})."


class LapseNotified(Event):
    """Mededeling aan de Raad dat de machtiging is vervallen, by the college (Jeugdwet 6.1.12, sixth paragraph).

    Where the GI found that living elsewhere than at home or with foster parents is needed no longer (fourth paragraph).
    """

    event_type = "lapse-notified"
    recorded_by = _WHO_KNOWS_THE_COURT

    title_id: Code

    def sentence(self) -> str:
        return "Aan de Raad voor de Kinderbescherming meegedeeld dat de machtiging is vervallen."


class CopiesSent(Shape):
    """When copies of the decision went out (Jeugdwet 6.1.6, sixth paragraph)."""

    requester: PastDay | None = None
    lawyer: PastDay | None = None
    registrar: PastDay | None = None


class ConditionalAdmissionDecided(Event):
    """Besluit tot opneming op grond van een voorwaardelijke machtiging (Jeugdwet 6.1.6).

    From this decision the conditional title counts as a machtiging, for at most six months.
    """

    event_type = "conditional-admission-decided"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER})
    is_decision = True

    title_id: Code
    decided_by: PlaceName
    state_checked_on: PastDay | None = None
    notice_to_youth_on: PastDay | None = None
    copies_sent: CopiesSent | None = None
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Besluit tot opneming op grond van de voorwaardelijke machtiging, door {self.decided_by}."
