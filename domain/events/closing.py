"""Het einde van een traject."""

from domain.codes import Moment, Role
from domain.events.base import Event
from domain.words import Words


class Died(Event):
    """Overleden (iJw JZ588, code 02; CBS Beleidsinformatie Jeugd v7, 3.7 and 5.3.1).

    Who may see the dossier from then on is a matter of its own (Jeugdwet 7.3.12a).
    """

    event_type = "died"
    moment = Moment.LAST
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Jeugdige overleden."


class TrajectoryClosed(Event):
    """Traject gesloten (Praktijk: procesregie).

    From then on its dossier is kept for the term that counts from its last change (Jeugdwet 7.3.8, third paragraph).
    """

    event_type = "trajectory-closed"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Traject gesloten."


class TrajectoryReopened(Event):
    """Traject heropend (Praktijk: procesregie); such as where help is taken up again after eighteen (Jeugdwet 1.1, jeugdige, 4°)."""

    event_type = "trajectory-reopened"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    reason: Words | None = None

    def sentence(self) -> str:
        return "Traject heropend."
