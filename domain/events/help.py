"""Hulp zonder verblijf, alone or beside a stay."""

from typing import Annotated

from pydantic import Field

from domain.codes import HelpKind, Moment, Role
from domain.events.base import Code, Event, Name

_WHO_HELPS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class HelpStarted(Event):
    """Ambulante inzet of dagbehandeling gestart."""

    event_type = "help-started"
    recorded_by = _WHO_HELPS
    moment = Moment.START

    help_id: Code | None = None
    provider: Code
    kind: HelpKind
    hours_per_week: Annotated[float, Field(gt=0, le=168)] | None = None

    def sentence(self) -> str:
        return f"Hulp gestart ({self.kind.label}) door {self.provider}."


class HelpEnded(Event):
    """Ambulante inzet of dagbehandeling beëindigd."""

    event_type = "help-ended"
    recorded_by = _WHO_HELPS
    moment = Moment.END

    help_id: Code | None = None
    reason: Name | None = None

    def sentence(self) -> str:
        return "Hulp beëindigd."
