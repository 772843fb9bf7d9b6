"""Het einde van een traject."""

from domain.codes import Moment, Role
from domain.events.base import Event
from domain.words import Words


class Died(Event):
    """Overleden."""

    event_type = "died"
    moment = Moment.LAST
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Jeugdige overleden."


class TrajectoryClosed(Event):
    """Traject gesloten."""

    event_type = "trajectory-closed"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Traject gesloten."


class TrajectoryReopened(Event):
    """Traject heropend."""

    event_type = "trajectory-reopened"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Traject heropend."
