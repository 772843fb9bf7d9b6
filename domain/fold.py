"""The fold: what each kind of event changes in the state of a trajectory. One step per kind.

`evolve` never fails on what was once recorded: an event that its state does not admit changes nothing (that it is
impossible is said by `domain.rules.impossible`, before it is recorded).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any, TypeVar

from domain.calendar import earlier
from domain.codes import HelpKind, Setting
from domain.envelope import Recorded
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
    HomeMunicipalityDetermined,
    IdentityChanged,
    LeaveEnded,
    LeaveGranted,
    Moved,
    ProcesregisseurAssigned,
    ReadyToLeave,
    ReadyWithdrawn,
    ReferralReceived,
    ReferralWithdrawn,
    Returned,
    SteppedDown,
    SteppedUp,
    SuspensionWithdrawn,
    TeamReviewHeld,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryClosed,
    TrajectoryOpened,
    TrajectoryReopened,
    VoiceRecorded,
)
from domain.events.stay import Transferred
from domain.spans import Span
from domain.trajectory import (
    ConditionalAdmission,
    Help,
    Leave,
    Person,
    Readiness,
    Referral,
    Review,
    Since,
    Stay,
    Suspension,
    Title,
    Trajectory,
    Voice,
)

E = TypeVar("E", bound=Event)
Step = Callable[[Trajectory, Recorded, Any], Trajectory]

_STEPS: dict[type[Event], Step] = {}


def fold(effective: Sequence[Recorded]) -> Trajectory:
    """The state after an effective history (`domain.history`), which holds the opening."""
    opening = next(recorded for recorded in effective if isinstance(recorded.event, TrajectoryOpened))
    return reduce(evolve, effective, opened(opening))


def evolve(trajectory: Trajectory, recorded: Recorded) -> Trajectory:
    """The state after one more event."""
    step = _STEPS.get(type(recorded.event))
    return step(trajectory, recorded, recorded.event) if step else trajectory


def opened(opening: Recorded) -> Trajectory:
    """The state that the opening alone gives; what happened before it may be recorded later."""
    event = opening.event
    assert isinstance(event, TrajectoryOpened)
    identity = event.identity
    return Trajectory(
        trajectory_id=opening.trajectory_id,
        opened_on=event.occurred_on,
        gender=event.gender,
        person=Person(**{name: getattr(identity, name) for name in type(identity).model_fields}),
        municipalities=(Since(event.occurred_on, event.home_municipality),),
    )


def _on(*kinds: type[E]) -> Callable[[Callable[[Trajectory, Recorded, E], Trajectory]], Callable[[Trajectory, Recorded, E], Trajectory]]:
    def register(step: Callable[[Trajectory, Recorded, E], Trajectory]) -> Callable[[Trajectory, Recorded, E], Trajectory]:
        for kind in kinds:
            _STEPS[kind] = step
        return step

    return register


# Opening


@_on(IdentityChanged)
def _identity_changed(trajectory: Trajectory, recorded: Recorded, event: IdentityChanged) -> Trajectory:
    changes = {name: value for name in event.IDENTITY_FIELDS if (value := getattr(event, name)) is not None}
    if event.bsn is not None:
        changes["no_bsn_reason"] = None
    if event.no_bsn_reason is not None:
        changes["bsn"] = None
    return replace(trajectory, person=replace(trajectory.person, **changes))


@_on(HomeMunicipalityDetermined)
def _home_municipality_determined(trajectory: Trajectory, recorded: Recorded, event: HomeMunicipalityDetermined) -> Trajectory:
    return replace(trajectory, municipalities=(*trajectory.municipalities, Since(event.from_, event.municipality)))


@_on(ProcesregisseurAssigned)
def _procesregisseur_assigned(trajectory: Trajectory, recorded: Recorded, event: ProcesregisseurAssigned) -> Trajectory:
    return replace(trajectory, assignments=(*trajectory.assignments, Since(event.occurred_on, event.subject)))


# Referral, review, voice


@_on(ReferralReceived)
def _referral_received(trajectory: Trajectory, recorded: Recorded, event: ReferralReceived) -> Trajectory:
    referral = Referral(recorded.version, event.occurred_on, event.requested_setting, event.urgency)
    return replace(trajectory, referrals=(*trajectory.referrals, referral))


@_on(ReferralWithdrawn)
def _referral_withdrawn(trajectory: Trajectory, recorded: Recorded, event: ReferralWithdrawn) -> Trajectory:
    *before, last = trajectory.referrals or (None,)
    if last is None or last.withdrawn_on is not None:
        return trajectory
    return replace(trajectory, referrals=(*before, replace(last, withdrawn_on=event.occurred_on)))


@_on(TeamReviewHeld)
def _team_review_held(trajectory: Trajectory, recorded: Recorded, event: TeamReviewHeld) -> Trajectory:
    review = Review(recorded.version, event.occurred_on, event.youth, event.advice.setting)
    organisations = frozenset(participant.organisation for participant in event.participants)
    return replace(trajectory, reviews=(*trajectory.reviews, review), participants=trajectory.participants | organisations)


@_on(VoiceRecorded)
def _voice_recorded(trajectory: Trajectory, recorded: Recorded, event: VoiceRecorded) -> Trajectory:
    return replace(trajectory, voices=(*trajectory.voices, Voice(event.occurred_on, event.about, event.form)))


# Title


@_on(TitleGranted)
def _title_granted(trajectory: Trajectory, recorded: Recorded, event: TitleGranted) -> Trajectory:
    title_id = event.title_id or str(recorded.version)
    if trajectory.title(title_id):
        return trajectory
    title = Title(
        title_id=title_id,
        version=recorded.version,
        kind=event.kind,
        decided_on=event.occurred_on,
        civil_basis=event.civil_basis,
        is_prolongation=event.prolongation or event.prolongs is not None,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        granted_until=event.valid_until,
        duration_days=event.duration_days,
        latest_start=event.latest_start,
        runs=() if event.valid_from is None else (Span(event.valid_from, event.valid_until),),
    )
    inside = next((stay for stay in trajectory.stays if stay.title_id == title_id and stay.is_open_on(event.occurred_on)), None)
    if title.waits_for_execution and inside:
        title = title.executed(event.occurred_on)
    replaced = _with_title(trajectory, event.replaces, lambda old: old.ended(event.valid_from or event.occurred_on, "replaced"))
    return replace(replaced, titles=(*replaced.titles, title))


@_on(TitleRefused)
def _title_refused(trajectory: Trajectory, recorded: Recorded, event: TitleRefused) -> Trajectory:
    return _with_title(trajectory, event.ends_title_id, lambda title: title.ended(event.occurred_on, "lapsed"))


@_on(TitleLapsed)
def _title_lapsed(trajectory: Trajectory, recorded: Recorded, event: TitleLapsed) -> Trajectory:
    return _with_title(trajectory, event.title_id, lambda title: title.ended(event.occurred_on, "lapsed"))


@_on(TitleSuspended)
def _title_suspended(trajectory: Trajectory, recorded: Recorded, event: TitleSuspended) -> Trajectory:
    suspension = Suspension(recorded.version, Span(event.occurred_on))
    return _with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=(*title.suspensions, suspension)))


@_on(SuspensionWithdrawn)
def _suspension_withdrawn(trajectory: Trajectory, recorded: Recorded, event: SuspensionWithdrawn) -> Trajectory:
    def ended(suspension: Suspension) -> Suspension:
        return replace(suspension, span=suspension.span.up_to(event.occurred_on))

    return _with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=tuple(map(ended, title.suspensions))))


@_on(ConditionalAdmissionDecided)
def _conditional_admission_decided(trajectory: Trajectory, recorded: Recorded, event: ConditionalAdmissionDecided) -> Trajectory:
    admission = ConditionalAdmission(recorded.version, event.occurred_on)
    return _with_title(
        trajectory, event.title_id, lambda title: replace(title, conditional_admissions=(*title.conditional_admissions, admission))
    )


def _with_title(trajectory: Trajectory, title_id: str | None, change: Callable[[Title], Title]) -> Trajectory:
    return replace(trajectory, titles=tuple(change(title) if title.title_id == title_id else title for title in trajectory.titles))


# Stay


@_on(Admitted)
def _admitted(trajectory: Trajectory, recorded: Recorded, event: Admitted) -> Trajectory:
    stay = _stay(recorded, event, event.location, comes_from=None)
    if stay.is_main and any(other.is_main for other in trajectory.open_stays_on(event.occurred_on)):
        return trajectory
    return _execute_title(replace(trajectory, stays=(*trajectory.stays, stay)), stay)


@_on(Moved, SteppedDown, SteppedUp)
def _transferred(trajectory: Trajectory, recorded: Recorded, event: Transferred) -> Trajectory:
    left = next((stay for stay in trajectory.open_stays_on(event.occurred_on) if stay.purpose is event.purpose), None)
    if left is None:
        return trajectory
    trajectory = _end_stays(trajectory, [left], event.occurred_on)
    if event.location is None:
        help_id = event.stay_id or str(recorded.version)
        started = Help(help_id, event.provider, HelpKind.AMBULANT, event.occurred_on)
        return replace(trajectory, helps=(*trajectory.helps, started))
    stay = _stay(recorded, event, event.location, comes_from=left.setting)
    return _execute_title(replace(trajectory, stays=(*trajectory.stays, stay)), stay)


@_on(Discharged)
def _discharged(trajectory: Trajectory, recorded: Recorded, event: Discharged) -> Trajectory:
    leaving = [stay for stay in trajectory.open_stays_on(event.occurred_on) if event.stay_id in (None, stay.stay_id)]
    return _end_stays(trajectory, leaving, event.occurred_on)


def _stay(recorded: Recorded, event: Admitted | Transferred, location: str, comes_from: Setting | None) -> Stay:
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
        comes_from=comes_from,
    )


def _end_stays(trajectory: Trajectory, leaving: Sequence[Stay], day: date) -> Trajectory:
    ended = {stay.version for stay in leaving}
    stays = tuple(replace(stay, until=earlier(stay.until, day)) if stay.version in ended else stay for stay in trajectory.stays)
    readiness = tuple(
        replace(ready, until=earlier(ready.until, day)) if any(stay.is_main for stay in leaving) else ready
        for ready in trajectory.readiness
    )
    return replace(trajectory, stays=stays, readiness=readiness)


def _execute_title(trajectory: Trajectory, stay: Stay) -> Trajectory:
    """The first admission under a title that starts on execution lets it run: the one that is named, or the only one waiting."""
    waiting = [
        title
        for title in trajectory.titles
        if title.waits_for_execution and not title.ends and (title.latest_start is None or stay.since <= title.latest_start)
    ]
    if stay.title_id is not None:
        waiting = [title for title in waiting if title.title_id == stay.title_id]
    elif stay.setting is not Setting.GESLOTEN:
        waiting = []
    if len(waiting) != 1:
        return trajectory
    return _with_title(trajectory, waiting[0].title_id, lambda title: title.executed(stay.since))


@_on(ReadyToLeave)
def _ready_to_leave(trajectory: Trajectory, recorded: Recorded, event: ReadyToLeave) -> Trajectory:
    ready = Readiness(event.occurred_on, event.needed_setting, event.blocked_by)
    return replace(trajectory, readiness=(*_ended(trajectory.readiness, event.occurred_on), ready))


@_on(ReadyWithdrawn)
def _ready_withdrawn(trajectory: Trajectory, recorded: Recorded, event: ReadyWithdrawn) -> Trajectory:
    return replace(trajectory, readiness=_ended(trajectory.readiness, event.occurred_on))


# Help, leave, absence


@_on(HelpStarted)
def _help_started(trajectory: Trajectory, recorded: Recorded, event: HelpStarted) -> Trajectory:
    started = Help(event.help_id or str(recorded.version), event.provider, event.kind, event.occurred_on)
    return replace(trajectory, helps=(*trajectory.helps, started))


@_on(HelpEnded)
def _help_ended(trajectory: Trajectory, recorded: Recorded, event: HelpEnded) -> Trajectory:
    helps = tuple(
        replace(given, until=event.occurred_on) if given.until is None and event.help_id in (None, given.help_id) else given
        for given in trajectory.helps
    )
    return replace(trajectory, helps=helps)


@_on(LeaveGranted)
def _leave_granted(trajectory: Trajectory, recorded: Recorded, event: LeaveGranted) -> Trajectory:
    return replace(trajectory, leaves=(*trajectory.leaves, Leave(event.occurred_on, event.until)))


@_on(LeaveEnded)
def _leave_ended(trajectory: Trajectory, recorded: Recorded, event: LeaveEnded) -> Trajectory:
    return replace(trajectory, leaves=_leaves_ended(trajectory.leaves, event.occurred_on))


@_on(Absconded)
def _absconded(trajectory: Trajectory, recorded: Recorded, event: Absconded) -> Trajectory:
    return replace(trajectory, absences=(*trajectory.absences, Span(event.occurred_on)))


@_on(Returned)
def _returned(trajectory: Trajectory, recorded: Recorded, event: Returned) -> Trajectory:
    return replace(
        trajectory,
        absences=_spans_ended(trajectory.absences, event.occurred_on),
        leaves=_leaves_ended(trajectory.leaves, event.occurred_on),
    )


def _spans_ended(spans: Iterable[Span], day: date) -> tuple[Span, ...]:
    return tuple(span.up_to(day) if span.since <= day else span for span in spans)


def _leaves_ended(leaves: Iterable[Leave], day: date) -> tuple[Leave, ...]:
    return tuple(replace(leave, ended_on=day) if leave.ended_on is None else leave for leave in leaves)


def _ended(readiness: Iterable[Readiness], day: date) -> tuple[Readiness, ...]:
    return tuple(replace(ready, until=earlier(ready.until, day)) for ready in readiness)


# Annulment and the end


@_on(Annulled)
def _annulled(trajectory: Trajectory, recorded: Recorded, event: Annulled) -> Trajectory:
    """What was decided ends in law on `effective_on`; a stay that rested on it ends then too, or when the jeugdige left."""
    day = event.effective_on or event.occurred_on
    fallen = next((title for title in trajectory.titles if _rests_on(title, event.target_version)), None)
    titles = tuple(_title_annulled(title, event.target_version, day) for title in trajectory.titles)
    after = _with_title(replace(trajectory, titles=titles), event.revives_title_id, lambda title: title.revived(day, event.new_valid_until))

    def annulled(stay: Stay) -> Stay:
        loses_its_ground = stay.version == event.target_version or (fallen is not None and _loses_its_ground(after, stay, fallen, day))
        if not loses_its_ground or not stay.is_open_on(max(day, stay.since)):
            return stay
        return replace(stay, annulled_from=day, until=earlier(stay.until, max(event.left_on or day, stay.since)))

    return replace(after, stays=tuple(map(annulled, after.stays)))


def _rests_on(title: Title, version: int) -> bool:
    return title.version == version or any(admission.version == version for admission in title.conditional_admissions)


def _loses_its_ground(after: Trajectory, stay: Stay, fallen: Title, day: date) -> bool:
    """Whether the fallen title was the ground of this stay, and nothing else covers it from that day."""
    if not stay.is_open_on(day):
        return False
    if stay.setting is not Setting.GESLOTEN:
        return stay.title_id == fallen.title_id
    was_covered = stay.title_id == fallen.title_id or any(span.covers(day) for span in fallen.covered_nights())
    return was_covered and not any(span.covers(day) for title in after.titles for span in title.covered_nights())


def _title_annulled(title: Title, target: int, day: date) -> Title:
    admissions = tuple(
        replace(admission, annulled_from=day) if admission.version == target else admission for admission in title.conditional_admissions
    )
    suspensions = tuple(
        replace(suspension, span=suspension.span.up_to(day)) if suspension.version == target else suspension
        for suspension in title.suspensions
    )
    title = replace(title, conditional_admissions=admissions, suspensions=suspensions)
    return title.ended(day, "annulled") if title.version == target else title


@_on(Died)
def _died(trajectory: Trajectory, recorded: Recorded, event: Died) -> Trajectory:
    trajectory = _end_stays(trajectory, trajectory.open_stays_on(event.occurred_on), event.occurred_on)
    helps = tuple(replace(given, until=earlier(given.until, event.occurred_on)) for given in trajectory.helps)
    return replace(trajectory, helps=helps, died_on=event.occurred_on)


@_on(TrajectoryClosed)
def _trajectory_closed(trajectory: Trajectory, recorded: Recorded, event: TrajectoryClosed) -> Trajectory:
    return replace(trajectory, closings=(*trajectory.closings, Span(event.occurred_on)))


@_on(TrajectoryReopened)
def _trajectory_reopened(trajectory: Trajectory, recorded: Recorded, event: TrajectoryReopened) -> Trajectory:
    return replace(trajectory, closings=_spans_ended(trajectory.closings, event.occurred_on))
