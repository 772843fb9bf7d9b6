"""What a rule of impossibility sees."""

from dataclasses import field

from domain.envelope import Recorded
from domain.history import History
from domain.region import Region
from domain.trajectory import Trajectory
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Impossibility:
    """Why the event of that version cannot have happened as recorded. `field_name` names the part of it, where it is one.

    `about`: what is wrong with it, where that can be more than one thing: another wrong code is another impossibility.
    """

    rule: str
    version: int
    message: str = field(compare=False)
    field_name: str | None = field(default=None, compare=False)
    about: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One event, the state just before it, the whole history that it is part of, and the register."""

    recorded: Recorded
    before: Trajectory
    history: History
    region: Region

    def impossible(self, rule: str, message: str, field_name: str | None = None, about: str | None = None) -> Impossibility:
        return Impossibility(rule, self.recorded.version, message, field_name, about)
