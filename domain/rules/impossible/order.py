"""I-order: what its state does not admit. I-overlap: two main stays in one night. I-direction: a step the wrong way.

Each kind of event has its condition here: a function that gives the reason why the state before it does not admit it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from domain.codes import TitleKind
from domain.events import (
    Absconded,
    Admitted,
    Annulled,
    ConditionalAdmissionDecided,
    Died,
    Discharged,
    Event,
    HelpEnded,
    HelpStarted,
    IdentityChanged,
    LeaveEnded,
    LeaveGranted,
    Moved,
    NoteAdded,
    ReadyToLeave,
    ReadyWithdrawn,
    ReferralWithdrawn,
    Returned,
    SteppedDown,
    SteppedUp,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryClosed,
    TrajectoryOpened,
    TrajectoryReopened,
)
from domain.events.stay import StayStarted, Transferred
from domain.rules.impossible.view import Impossibility, View
from domain.trajectory import Stay, Trajectory

Condition = Callable[[Trajectory, Any], str | None]


def impossible_order(view: View) -> Iterator[Impossibility]:
    event, before = view.recorded.event, view.before
    if reason := _after_the_end(before, event):
        yield view.impossible("I-order", reason)
    for kind, condition in _CONDITIONS:
        if isinstance(event, kind) and (reason := condition(before, event)):
            yield view.impossible("I-order", reason)
    for name, title_id in _titles_named(event):
        if not any(title_id == title.title_id for title in view.history.trajectory.titles):
            yield view.impossible("I-order", f"No title {title_id} is recorded in this trajectory.", name)
    if isinstance(event, Admitted) and (other := _overlapping(before, event)):
        yield view.impossible("I-overlap", f"A main stay runs already since {other.since}: record a move, or end that stay first.")
    if isinstance(event, SteppedDown | SteppedUp) and (reason := _wrong_way(before, event)):
        yield view.impossible("I-direction", reason, "setting")


_STILL_POSSIBLE = (TrajectoryOpened, TrajectoryClosed, TrajectoryReopened, NoteAdded, IdentityChanged, Annulled)


def _after_the_end(before: Trajectory, event: Event) -> str | None:
    if isinstance(event, _STILL_POSSIBLE):
        return None
    if before.died_on is not None and event.occurred_on >= before.died_on:
        return f"The jeugdige died on {before.died_on}."
    if before.is_closed_on(event.occurred_on) and not isinstance(event, Died):
        return "The trajectory is closed: reopen it first."
    return None


def _overlapping(before: Trajectory, event: Admitted) -> Stay | None:
    if event.purpose.value != "main":
        return None
    return next((stay for stay in before.open_stays_on(event.occurred_on) if stay.is_main), None)


def _left_by(before: Trajectory, event: Transferred) -> Stay | None:
    return next((stay for stay in before.open_stays_on(event.occurred_on) if stay.purpose is event.purpose), None)


def _wrong_way(before: Trajectory, event: SteppedDown | SteppedUp) -> str | None:
    left = _left_by(before, event)
    if left is None:
        return None
    if isinstance(event, SteppedDown) and not event.setting.lighter_than(left.setting):
        return f"{event.setting} is not lighter than {left.setting}: record moved or stepped-up."
    if isinstance(event, SteppedUp) and not left.setting.lighter_than(event.setting):
        return f"{event.setting} is not heavier than {left.setting}: record moved or stepped-down."
    return None


def _titles_named(event: Event) -> Iterator[tuple[str, str]]:
    """Each title that must be recorded somewhere in the trajectory for the event to make sense."""
    names = {
        StayStarted: ("title_id",),
        TitleGranted: ("prolongs", "replaces"),
        TitleRefused: ("ends_title_id",),
        Annulled: ("revives_title_id",),
    }
    for kind, fields in names.items():
        if isinstance(event, kind):
            yield from ((name, title_id) for name in fields if (title_id := getattr(event, name)) is not None)


# Conditions, one per kind of event


def _once_opened(before: Trajectory, event: TrajectoryReopened) -> str | None:
    return None if before.is_closed_on(event.occurred_on) else "The trajectory is not closed."


def _can_close(before: Trajectory, event: TrajectoryClosed) -> str | None:
    if before.is_closed_on(event.occurred_on):
        return "The trajectory is closed already."
    return "A stay still runs: discharge first." if before.open_stays_on(event.occurred_on) else None


def _died_once(before: Trajectory, event: Died) -> str | None:
    return None if before.died_on is None else f"The death on {before.died_on} is recorded already."


def _has_referral(before: Trajectory, event: ReferralWithdrawn) -> str | None:
    running = [referral for referral in before.referrals if referral.withdrawn_on is None]
    return None if running else "No referral runs that could be withdrawn."


def _new_stay(before: Trajectory, event: StayStarted) -> str | None:
    used = {stay.stay_id for stay in before.stays} | {given.help_id for given in before.helps}
    return f"stay_id {event.stay_id} is taken by another stay." if event.stay_id in used else None


def _has_stay_to_leave(before: Trajectory, event: Transferred) -> str | None:
    return None if _left_by(before, event) else "No such stay runs on that day: record an admission."


def _has_stay_to_end(before: Trajectory, event: Discharged) -> str | None:
    running = before.open_stays_on(event.occurred_on)
    if event.stay_id is not None:
        return None if any(stay.stay_id == event.stay_id for stay in running) else f"No stay {event.stay_id} runs on that day."
    if not running:
        return "No stay runs on that day."
    return None if len(running) == 1 else "More than one stay runs on that day: give stay_id."


def _has_stay(before: Trajectory, event: Event) -> str | None:
    return None if any(stay.is_main for stay in before.open_stays_on(event.occurred_on)) else "No main stay runs on that day."


def _is_ready(before: Trajectory, event: ReadyWithdrawn) -> str | None:
    return None if any(ready.until is None for ready in before.readiness) else "Readiness to leave is not recorded."


def _is_on_leave(before: Trajectory, event: LeaveEnded) -> str | None:
    return None if any(leave.ended_on is None for leave in before.leaves) else "No leave runs."


def _is_away(before: Trajectory, event: Returned) -> str | None:
    away = any(span.until is None for span in before.absences) or any(leave.ended_on is None for leave in before.leaves)
    return None if away else "The jeugdige is not recorded as away."


def _is_here(before: Trajectory, event: Absconded) -> str | None:
    return "The jeugdige is recorded as away already." if any(span.until is None for span in before.absences) else None


def _new_help(before: Trajectory, event: HelpStarted) -> str | None:
    used = {given.help_id for given in before.helps}
    return f"help_id {event.help_id} is taken by other help." if event.help_id in used else None


def _has_help_to_end(before: Trajectory, event: HelpEnded) -> str | None:
    running = [given for given in before.helps if given.until is None]
    if event.help_id is not None:
        return None if any(given.help_id == event.help_id for given in running) else f"No help {event.help_id} runs."
    if not running:
        return "No help runs."
    return None if len(running) == 1 else "More than one kind of help runs: give help_id."


def _new_title(before: Trajectory, event: TitleGranted) -> str | None:
    return f"title_id {event.title_id} is taken by another title." if before.title(event.title_id) else None


def _title_granted(
    before: Trajectory, event: TitleSuspended | SuspensionWithdrawn | TitleLapsed | ConditionalAdmissionDecided
) -> str | None:
    return None if before.title(event.title_id) else f"No title {event.title_id} is granted before that day."


def _not_suspended(before: Trajectory, event: TitleSuspended) -> str | None:
    title = before.title(event.title_id)
    return "The title is suspended already." if title and title.suspended_on(event.occurred_on) else None


def _suspended(before: Trajectory, event: SuspensionWithdrawn) -> str | None:
    title = before.title(event.title_id)
    if title is None or any(suspension.span.until is None for suspension in title.suspensions):
        return None
    return "The title is not suspended."


def _not_lapsed(before: Trajectory, event: TitleLapsed) -> str | None:
    title = before.title(event.title_id)
    if title is None or title.runs_on(event.occurred_on):
        return None
    return "That the title lapsed is recorded already." if any(end.status == "lapsed" for end in title.ends) else None


def _is_conditional(before: Trajectory, event: ConditionalAdmissionDecided) -> str | None:
    title = before.title(event.title_id)
    if title is None or title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING:
        return None
    return "Only a voorwaardelijke machtiging knows such a decision."


_CONDITIONS: tuple[tuple[type[Event], Condition], ...] = (
    (TrajectoryReopened, _once_opened),
    (TrajectoryClosed, _can_close),
    (Died, _died_once),
    (ReferralWithdrawn, _has_referral),
    (StayStarted, _new_stay),
    (Moved, _has_stay_to_leave),
    (SteppedDown, _has_stay_to_leave),
    (SteppedUp, _has_stay_to_leave),
    (Discharged, _has_stay_to_end),
    (ReadyToLeave, _has_stay),
    (ReadyWithdrawn, _is_ready),
    (LeaveGranted, _has_stay),
    (LeaveEnded, _is_on_leave),
    (Absconded, _has_stay),
    (Absconded, _is_here),
    (Returned, _is_away),
    (HelpStarted, _new_help),
    (HelpEnded, _has_help_to_end),
    (TitleGranted, _new_title),
    (TitleSuspended, _title_granted),
    (TitleSuspended, _not_suspended),
    (SuspensionWithdrawn, _title_granted),
    (SuspensionWithdrawn, _suspended),
    (TitleLapsed, _title_granted),
    (TitleLapsed, _not_lapsed),
    (ConditionalAdmissionDecided, _title_granted),
    (ConditionalAdmissionDecided, _is_conditional),
)
