"""Stays: begun, moved, ended; and readiness to leave."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendar import earlier
from domain.codes import Destination, HelpKind, StayPurpose
from domain.envelope import Recorded
from domain.events import (
    AccommodationRegistrationNoted,
    Admitted,
    Discharged,
    Moved,
    ReadyToLeave,
    ReadyWithdrawn,
    SteppedDown,
    SteppedUp,
)
from domain.events.stay import Transferred
from domain.fold.step import on
from domain.fold.title import with_title
from domain.trajectory import Help, Readiness, Stay, Trajectory
from domain.values import replace


@on(Admitted)
def _admitted(trajectory: Trajectory, recorded: Recorded, event: Admitted) -> Trajectory:
    stay = _stay(recorded, event, event.location, came_from=None)
    if stay.is_main and trajectory.stay_open_on(event.occurred_on, StayPurpose.MAIN):
        return trajectory
    return _execute_title(trajectory.but(stays=(*trajectory.stays, stay)), stay)


@on(Moved, SteppedDown, SteppedUp)
def _transferred(trajectory: Trajectory, recorded: Recorded, event: Transferred) -> Trajectory:
    left = trajectory.stay_to_leave_on(event.occurred_on, event.purpose)
    if left is None:
        return trajectory
    at_home = Destination.HOME if event.location is None else None
    trajectory = end_stays(trajectory, [left], event.occurred_on, at_home)
    if event.location is None:
        help_id = event.stay_id or str(recorded.version)
        started = Help(help_id, event.provider, HelpKind.AMBULANT, event.occurred_on, assignment_no=event.assignment_no)
        return trajectory.but(helps=(*trajectory.helps, started))
    stay = _stay(recorded, event, event.location, came_from=left).following(left)
    return _execute_title(trajectory.but(stays=(*trajectory.stays, stay)), stay)


@on(Discharged)
def _discharged(trajectory: Trajectory, recorded: Recorded, event: Discharged) -> Trajectory:
    leaving = trajectory.stays_to_leave_on(event.occurred_on, event.stay_id)
    return end_stays(trajectory, leaving, event.occurred_on, event.destination)


def _stay(recorded: Recorded, event: Admitted | Transferred, location: str, came_from: Stay | None) -> Stay:
    return Stay(
        stay_id=event.stay_id or str(recorded.version),
        version=recorded.version,
        purpose=event.purpose,
        setting=event.setting,
        provider=event.provider,
        location=location,
        since=event.occurred_on,
        crisis=event.crisis,
        title_id=event.title_id,
        came_from=came_from,
        move=event.kind if isinstance(event, Transferred) else None,
        move_reason=event.reason if isinstance(event, Transferred) else None,
        told_on=event.told_on if isinstance(event, Transferred) else None,
        expected_until=event.expected_until,
        why_no_family_is_recorded=event.why_not_family is not None,
        place_then=event.place_then,
        assignment_no=event.assignment_no,
    )


def end_stays(trajectory: Trajectory, leaving: Sequence[Stay], day: date, destination: Destination | None = None) -> Trajectory:
    ended = {stay.version for stay in leaving}
    stays = tuple(stay.left(day, destination) if stay.version in ended else stay for stay in trajectory.stays)
    readiness = tuple(
        replace(ready, until=earlier(ready.until, day)) if any(stay.is_main for stay in leaving) else ready
        for ready in trajectory.readiness
    )
    return trajectory.but(stays=stays, readiness=readiness)


def _execute_title(trajectory: Trajectory, stay: Stay) -> Trajectory:
    """The first admission under a title that starts on execution lets it run: the one that is named, or the only one waiting."""
    waiting = [
        title
        for title in trajectory.titles
        if title.waits_for_execution and not title.ends and (title.latest_start is None or stay.since <= title.latest_start)
    ]
    if stay.title_id is not None:
        waiting = [title for title in waiting if title.title_id == stay.title_id]
    if not stay.in_closed_care:
        waiting = [title for title in waiting if stay.title_id is not None and not title.is_of_chapter_6]
    if len(waiting) != 1:
        return trajectory
    return with_title(trajectory, waiting[0].title_id, lambda title: title.executed(stay.since))


@on(AccommodationRegistrationNoted)
def _registration_noted(trajectory: Trajectory, recorded: Recorded, event: AccommodationRegistrationNoted) -> Trajectory:
    noted = (event.since, event.registered)
    stays = tuple(
        replace(stay, registrations=(*stay.registrations, noted)) if is_noted_of(stay, event) else stay for stay in trajectory.stays
    )
    return trajectory.but(stays=stays)


def is_noted_of(stay: Stay, event: AccommodationRegistrationNoted) -> bool:
    """A closed stay: the one that is named, or else the one of that day. The one that is named may turn out to have ended sooner."""
    return stay.in_closed_care and (stay.covers(event.since) if event.stay_id is None else event.stay_id == stay.stay_id)


@on(ReadyToLeave)
def _ready_to_leave(trajectory: Trajectory, recorded: Recorded, event: ReadyToLeave) -> Trajectory:
    ready = Readiness(event.occurred_on, event.needed_setting, event.blocked_by)
    return trajectory.but(readiness=(*_ended(trajectory.readiness, event.occurred_on), ready))


@on(ReadyWithdrawn)
def _ready_withdrawn(trajectory: Trajectory, recorded: Recorded, event: ReadyWithdrawn) -> Trajectory:
    return trajectory.but(readiness=_ended(trajectory.readiness, event.occurred_on))


def _ended(readiness: Iterable[Readiness], day: date) -> tuple[Readiness, ...]:
    return tuple(replace(ready, until=earlier(ready.until, day)) for ready in readiness)
