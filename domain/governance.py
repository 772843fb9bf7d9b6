"""What governance comes to: who may look into which trajectories by an assignment, and who stands in for whom, on a day.

Folded from a stream of its own. What was ended counts as never granted from then on: rights are always today's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.envelope import Recorded
from domain.events.governance import AuditAssigned, AuditEnded, DeputyAppointed, DeputyEnded


@dataclass(frozen=True, slots=True)
class Scope:
    """The trajectories that an assignment opens; `everything`: all there are."""

    trajectories: frozenset[UUID] = frozenset()
    everything: bool = False

    def covers(self, trajectory_id: UUID) -> bool:
        return self.everything or trajectory_id in self.trajectories


NO_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class Governance:
    """What stands: assignments and deputies that were not ended, by their ids."""

    assignments: dict[str, AuditAssigned] = field(default_factory=dict)
    deputies: dict[str, DeputyAppointed] = field(default_factory=dict)

    def scope_of(self, auditor: str, day: date) -> Scope:
        """What is opened to that subject on that day, by all assignments together."""
        running = [each.scope for each in self.assignments.values() if each.subject == auditor and each.from_ <= day < each.until]
        return Scope(frozenset(id_ for scope in running if scope != "all" for id_ in scope), "all" in running)

    def stands_in_for(self, deputy: str, absent: str, day: date) -> bool:
        return any((each.deputy, each.absent) == (deputy, absent) and each.from_ <= day < each.until for each in self.deputies.values())


UNGOVERNED = Governance()
"""Where nothing was granted: nobody may look beyond what the case itself allows."""


def governance_of(recorded: Iterable[Recorded]) -> Governance:
    assignments: dict[str, AuditAssigned] = {}
    deputies: dict[str, DeputyAppointed] = {}
    for entry in recorded:
        match entry.event:
            case AuditAssigned(assignment_id=str(name)) as assigned:
                assignments[name] = assigned
            case AuditEnded(assignment_id=name):
                assignments.pop(name, None)
            case DeputyAppointed(deputy_id=str(name)) as appointed:
                deputies[name] = appointed
            case DeputyEnded(deputy_id=name):
                deputies.pop(name, None)
    return Governance(assignments, deputies)
