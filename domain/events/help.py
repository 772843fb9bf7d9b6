"""Hulp zonder verblijf, alone or beside a stay."""

from typing import Annotated

from pydantic import Field

from domain.calendar import Day
from domain.codes import ContinuationGround, FurtherHelp, HelpKind, Informant, Moment, Role
from domain.events.base import Assignment, Code, Event, Name, Place, PlaceName

_WHO_HELPS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

HoursPerWeek = Annotated[float, Field(gt=0, le=168)]


class HelpStarted(Event):
    """Ambulante inzet of dagbehandeling gestart (Jeugdwet 2.3, first paragraph; iJw JW305; CBS Beleidsinformatie Jeugd v7, 3.5)."""

    event_type = "help-started"
    opens = "help_id"
    recorded_by = _WHO_HELPS
    moment = Moment.START

    help_id: Code | None = None
    provider: Place
    kind: HelpKind
    hours_per_week: HoursPerWeek | None = None
    assignment_no: Assignment | None = None

    def sentence(self) -> str:
        return f"Hulp gestart ({self.kind.label}) door {self.provider}."


class HelpEnded(Event):
    """Ambulante inzet of dagbehandeling beëindigd (iJw JW307; CBS Beleidsinformatie Jeugd v7, 3.6 and 3.7)."""

    event_type = "help-ended"
    recorded_by = _WHO_HELPS
    moment = Moment.END

    help_id: Code | None = None
    reason: Name | None = None

    def sentence(self) -> str:
        return "Hulp beëindigd."


class HelpChanged(Event):
    """Ambulante inzet gewijzigd (iJw JW301, Omvang): more or fewer hours, or another kind."""

    event_type = "help-changed"
    recorded_by = _WHO_HELPS
    moment = Moment.START  # of what began that day it comes after the beginning

    help_id: Code | None = None
    kind: HelpKind | None = None
    hours_per_week: HoursPerWeek | None = None

    def sentence(self) -> str:
        return f"Hulp gewijzigd{f': {self.hours_per_week:g} uur per week' if self.hours_per_week else ''}."


class AftercareAgreed(Event):
    """Nazorg afgesproken (Richtlijn Residentiële jeugdhulp, 4): what help goes on after a stay, arranged before he leaves."""

    event_type = "aftercare-agreed"
    recorded_by = _WHO_HELPS

    provider: Place | None = None
    until: Day | None = None
    service: PlaceName | None = None

    def sentence(self) -> str:
        return f"Nazorg afgesproken{f' tot {self.until:%d-%m-%Y}' if self.until else ''}."


class OutcomeMeasured(Event):
    """Outcome gemeten (CBS Beleidsinformatie Jeugd v7, 4.2 to 4.5): usefulness from 1 to 10, and whether further help is needed."""

    event_type = "outcome-measured"
    outlives_the_trajectory = True
    recorded_by = _WHO_HELPS

    informant: Informant
    grade: Annotated[int, Field(ge=1, le=10)] | None = None
    further_help: FurtherHelp | None = None

    def sentence(self) -> str:
        return f"Outcome gemeten bij {self.informant.label}{f': cijfer {self.grade}' if self.grade else ''}."


class ContinuedHelpDecided(Event):
    """Verlengde jeugdhulp besloten: help after eighteen, up to twenty-three at most (Jeugdwet 1.1, jeugdige, 4°)."""

    event_type = "continued-help-decided"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    ground: ContinuationGround
    until: Day | None = None

    def sentence(self) -> str:
        return f"Verlengde jeugdhulp besloten ({self.ground.label}){f', tot {self.until:%d-%m-%Y}' if self.until else ''}."
