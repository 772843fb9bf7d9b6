"""Verblijf: where the jeugdige sleeps, how he came there and left."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from domain.calendar import Day
from domain.codes import AdmissionTold, BlockedBy, Destination, Moment, MoveKind, MoveReason, Role, Setting, StayPurpose, TitleKind
from domain.events.base import Assignment, Code, Event, Name, PastDay, Place, Shape
from domain.events.place import PlaceOnRecord
from domain.words import Words

_WHO_KNOWS_THE_PLACE = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class TitleExpected(Shape):
    """A title told by telephone, whose paper follows."""

    kind: TitleKind
    told_by: Name | None = None


class StayStarted(Event):
    """What the start of any stay says."""

    recorded_by = _WHO_KNOWS_THE_PLACE
    moment = Moment.START
    is_decision = True

    stay_id: Code | None = None
    setting: Setting
    provider: Place
    location: Place | None = None
    purpose: StayPurpose = StayPurpose.MAIN
    title_id: Code | None = None
    title_expected: TitleExpected | None = None
    crisis: bool = False
    expected_until: Day | None = None
    told_to_youth: bool | None = None
    why_not_family: Annotated[Words | None, Field(description="Why no pleegzorg or gezinshuis (Jeugdwet 2.3, sixth paragraph).")] = None

    assignment_no: Assignment | None = None
    place_then: PlaceOnRecord = None

    @property
    def place(self) -> str:
        return f"{self.setting.label}, {self.location or self.provider}"


class Admitted(StayStarted):
    """Opname: a stay starts. It covers the nights from `occurred_on`.

    Any stay of a day and night or more (Jeugdwet 1.1, jeugdhulp met verblijf; 2.3, sixth paragraph); closed only under a title
    (Jeugdwet 6.1.2 to 6.1.4 and 6.1.6). Told by a start message (iJw JW305).
    """

    event_type = "admitted"
    opens = "stay_id"

    location: Place

    @model_validator(mode="after")
    def _is_a_stay(self) -> "Admitted":
        if self.setting is Setting.AMBULANT:
            raise ValueError("Ambulant help is no stay: record help-started.")
        return self

    def sentence(self) -> str:
        return f"Opgenomen: {self.place}{' (crisis)' if self.crisis else ''}."


class Transferred(StayStarted):
    """A stay gives way to another on the same day, or to ambulant help."""

    kind: MoveKind | None = None
    reason: MoveReason | None = None
    told_on: PastDay | None = None
    goodbye_possible: bool | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> "Transferred":
        if (self.setting is Setting.AMBULANT) != (self.location is None):
            raise ValueError("Every setting but ambulant has a location; ambulant has none.")
        return self


class Moved(Transferred):
    """Overplaatsing (within a provider) of doorplaatsing (to another).

    No law rules every move (Praktijk: overplaatsen en doorplaatsen). Under an ondertoezichtstelling one out of a family after a year needs
    the court's consent (BW 1:265i), and a temporary one can be a measure (Jeugdwet 6.3.2.2, first paragraph, d).
    """

    event_type = "moved"
    opens = "stay_id"

    def sentence(self) -> str:
        return f"Verplaatst naar {self.place}."


class SteppedDown(Transferred):
    """Afgeschaald: moved to a lighter setting (Regionaal beleid: zo licht en kort als mogelijk)."""

    event_type = "stepped-down"
    opens = "stay_id"

    def sentence(self) -> str:
        return f"Afgeschaald naar {self.place}."


class SteppedUp(Transferred):
    """Opgeschaald: moved to a heavier setting (Regionaal beleid: zo lang en intensief als nodig).

    To closed care only where nothing less drastic is left (Jeugdwet 6.1.2, second paragraph, c).
    """

    event_type = "stepped-up"
    opens = "stay_id"

    def sentence(self) -> str:
        return f"Opgeschaald naar {self.place}."


class Discharged(Event):
    """Uitstroom: a stay ends, and the next place is not recorded here. The night of `occurred_on` is not covered any more.

    Told by a stop message, with its reason (iJw JW307; JZ588; CBS Beleidsinformatie Jeugd v7, 3.6 and 3.7).
    """

    event_type = "discharged"
    recorded_by = _WHO_KNOWS_THE_PLACE
    moment = Moment.END

    stay_id: Code | None = None
    destination: Destination
    reason: Annotated[str | None, Field(min_length=1, max_length=8, description="iJw JZ588, such as 31.")] = None
    planned: bool | None = None

    def sentence(self) -> str:
        return f"Uitgestroomd naar {self.destination.label}."


class AccommodationRegistrationNoted(Event):
    """Registratie van de gesloten accommodatie genoteerd: during a closed stay its place lost the registration, or got it (Jeugdwet 6.2.2).

    A stay keeps what its place was when the stay was recorded. What the register says later of a house where somebody stays is noted in his
    trajectory: `jeugdspoor register` does that for every stay, and who knows it sooner may. What will be so from a later day can be noted
    as soon as it is known.
    """

    event_type = "accommodation-registration-noted"
    recorded_by = _WHO_KNOWS_THE_PLACE
    moment = Moment.DURING

    stay_id: Code | None = None
    registered: Annotated[bool, Field(description="In the public register of gesloten accommodaties from that day (Jeugdwet 6.2.1).")]
    from_: Annotated[
        Day | None, Field(alias="from", description="From which day, also a later one; unless given, the day on which it happened.")
    ] = None

    @property
    def since(self) -> date:
        """The first day on which it is so."""
        return self.from_ or self.occurred_on

    def sentence(self) -> str:
        since = f" vanaf {self.from_:%d-%m-%Y}" if self.from_ else ""
        return f"De accommodatie is{since} {'' if self.registered else 'niet langer '}geregistreerd als gesloten accommodatie."


class ReadyToLeave(Event):
    """Klaar voor vertrek (Regionaal beleid: niet langer dan nodig): he waits for another place (uitplaatsbaar)."""

    event_type = "ready-to-leave"
    recorded_by = _WHO_KNOWS_THE_PLACE
    moment = Moment.DURING

    needed_setting: Setting
    blocked_by: BlockedBy = BlockedBy.NOTHING

    def sentence(self) -> str:
        return f"Klaar voor vertrek naar {self.needed_setting.label}; belemmering: {self.blocked_by.label}."


class ReadyWithdrawn(Event):
    """Niet langer klaar voor vertrek (Regionaal beleid: niet langer dan nodig)."""

    event_type = "ready-withdrawn"
    recorded_by = _WHO_KNOWS_THE_PLACE
    moment = Moment.DURING

    needed_setting: Setting | None = None
    blocked_by: BlockedBy | None = None

    def sentence(self) -> str:
        return "Niet langer klaar voor vertrek."


class AdmissionNotified(Event):
    """Mededeling van de opneming.

    To the holder of authority, the college and the requester as soon as possible (Jeugdwet 6.1.13, second paragraph); under a
    conditional title to the jeugdige within four days, with copies to requester, lawyer and registrar (Jeugdwet 6.1.6, sixth paragraph).
    """

    event_type = "admission-notified"
    recorded_by = _WHO_KNOWS_THE_PLACE

    to: Annotated[tuple[AdmissionTold, ...], Field(min_length=1, max_length=6)]
    stay_id: Code | None = None
    title_id: Code | None = None

    def sentence(self) -> str:
        return f"Opneming meegedeeld aan {', '.join(each.label for each in self.to)}."
