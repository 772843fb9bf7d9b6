"""Safety flags: what must not be told about a jeugdige, and from which day."""

from datetime import date

from domain.calendar import earlier
from domain.codes import SafetyLevel
from domain.spans import Span
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class SafetyFlag:
    """One level, from `since` up to, and not including, `until`, or the day on which it was lifted. `version`: which recording set it."""

    version: int
    level: SafetyLevel
    since: date
    until: date | None = None
    lifted_on: date | None = None

    @property
    def days(self) -> Span:
        """The days on which it stands."""
        return Span(self.since, earlier(self.until, self.lifted_on))

    @property
    def hides(self) -> Span:
        """The days of which it keeps secret what it is about: all of them until somebody lifts it, and none from then on.

        That a term has passed makes nothing public by itself.
        """
        return Span(self.since, self.since if self.lifted_on else self.until)
