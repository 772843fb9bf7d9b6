"""What governance comes to: who may look into which trajectories by an assignment, and who stands in for whom, on a day.

Folded from a stream of its own. What was ended counts as never granted from then on: rights are always today's.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from datetime import date, datetime
from uuid import UUID

from domain.envelope import Recorded
from domain.events.governance import AuditAssigned, AuditEnded, CalendarGiven, CalendarWithdrawn, DeputyAppointed, DeputyEnded
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The trajectories that an assignment opens; `everything`: all there are."""

    trajectories: frozenset[UUID] = frozenset()
    everything: bool = False

    def covers(self, trajectory_id: UUID) -> bool:
        return self.everything or trajectory_id in self.trajectories


NO_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class Deputy:
    """An appointment, within the organisation that made it, and the one that stands in its place: elsewhere the same subjects are other
    people."""

    organisation: str
    appointed: DeputyAppointed

    def stands_in(self, subject: str, organisations: Collection[str], absent: str, day: date) -> bool:
        of = self.appointed
        return self.organisation in organisations and (subject, absent) == (of.deputy, of.absent) and of.from_ <= day < of.until


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """Who was given it, when, and the first day on which it opens nothing any more."""

    address_id: str
    organisation: str
    subject: str
    given_at: datetime
    until: date

    def stands_for(self, organisations: Collection[str], subject: str | None, day: date) -> bool:
        """`subject`: None for anybody's."""
        return self.organisation in organisations and subject in (None, self.subject) and day < self.until


@dataclass(frozen=True, slots=True)
class Ended:
    """What was granted, with who did, and when it was ended."""

    granted: Recorded
    at: datetime


@dataclass(frozen=True, slots=True)
class Governance:
    """What stands: assignments and deputies that were not ended, by their ids; those that were, in that order; and the addresses of
    calendars that were not withdrawn."""

    assignments: dict[str, AuditAssigned] = field(default_factory=dict)
    deputies: dict[str, Deputy] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()
    calendars: tuple[CalendarAddress, ...] = ()

    def scope_of(self, auditor: str, day: date) -> Scope:
        """What is opened to that subject on that day, by all assignments together."""
        running = [each.scope for each in self.assignments.values() if each.subject == auditor and each.from_ <= day < each.until]
        return Scope(frozenset(id_ for scope in running if scope != "all" for id_ in scope), "all" in running)

    def calendars_of(self, organisations: Collection[str], subject: str | None, day: date) -> Sequence[CalendarAddress]:
        """The addresses that open the calendar of that subject, or of anybody there, on that day, in the order in which they were given."""
        return [each for each in self.calendars if each.stands_for(organisations, subject, day)]

    def stands_in_for(self, subject: str, organisations: Collection[str], absent: str, day: date) -> bool:
        """`organisations`: for which that subject speaks (`domain.rights.Succession`)."""
        return any(each.stands_in(subject, organisations, absent, day) for each in self.deputies.values())


UNGOVERNED = Governance()
"""Where nothing was granted: nobody may look beyond what the case itself allows."""


def governance_of(recorded: Iterable[Recorded]) -> Governance:
    granted: dict[str, Recorded] = {}
    ended: list[Ended] = []
    calendars: dict[str, CalendarAddress] = {}
    for entry in recorded:
        match entry.event:
            case AuditAssigned(assignment_id=str(name)) | DeputyAppointed(deputy_id=str(name)):
                granted[name] = entry
            case AuditEnded(assignment_id=name) | DeputyEnded(deputy_id=name) if name in granted:
                ended.append(Ended(granted.pop(name), entry.recorded_at))
            case CalendarGiven(address_id=str(name), until=until):
                by = entry.envelope.actor
                calendars[name] = CalendarAddress(name, by.organisation, by.subject, entry.recorded_at, until)
            case CalendarWithdrawn() as withdrawn:
                calendars = {name: each for name, each in calendars.items() if not _is_withdrawn(each, withdrawn, entry)}
    assignments: dict[str, AuditAssigned] = {}
    deputies: dict[str, Deputy] = {}
    for name, entry in granted.items():
        if isinstance(entry.event, AuditAssigned):
            assignments[name] = entry.event
        elif isinstance(entry.event, DeputyAppointed):
            deputies[name] = Deputy(entry.envelope.actor.organisation, entry.event)
    return Governance(assignments, deputies, tuple(ended), tuple(calendars.values()))


def _is_withdrawn(address: CalendarAddress, withdrawn: CalendarWithdrawn, entry: Recorded) -> bool:
    whose = withdrawn.organisation or entry.envelope.actor.organisation, withdrawn.subject
    return (address.organisation, address.subject) == whose and withdrawn.address_id in (None, address.address_id)
