"""Titles: granted, suspended, lapsed, executed."""

from collections.abc import Callable, Iterator
from datetime import date

from domain.codes import AdmissionTold, LapseGround, TitleKind
from domain.envelope import Recorded
from domain.events import (
    AdmissionNotified,
    ConditionalAdmissionDecided,
    LapseNotified,
    SuspensionNotified,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
)
from domain.fold.step import on
from domain.spans import Span, joined
from domain.trajectory import ConditionalAdmission, Suspension, Title, Told, Trajectory
from domain.trajectory.title import A_SPOEDMACHTIGING_ENDS_BEFORE_THE_MACHTIGING_BEGINS
from domain.values import replace


@on(TitleGranted)
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
        prolongs=event.prolongs,
        replaces=event.replaces,
        authorised_admitter=event.authorised_admitter,
        runs=() if event.valid_from is None else (Span(event.valid_from, event.valid_until),),
    )
    inside = next((stay for stay in trajectory.stays if stay.title_id == title_id and stay.is_open_on(event.occurred_on)), None)
    if title.waits_for_execution and inside:
        title = title.executed(event.occurred_on)
    trajectory = _answered(trajectory, recorded, event.kind, title_id)
    replaced = with_title(trajectory, event.replaces, lambda old: old.ended(event.valid_from or event.occurred_on, "replaced"))
    if title.kind is TitleKind.MACHTIGING:
        replaced = _spoed_is_decided(replaced, event.occurred_on, title.valid_from, "replaced")
    return replaced.but(titles=(*replaced.titles, title))


@on(TitleRefused)
def _title_refused(trajectory: Trajectory, recorded: Recorded, event: TitleRefused) -> Trajectory:
    trajectory = _answered(trajectory, recorded, event.kind, None)
    trajectory = with_title(trajectory, event.ends_title_id, lambda title: title.ended(event.occurred_on, "lapsed"))
    if event.kind is TitleKind.MACHTIGING:
        trajectory = _spoed_is_decided(trajectory, event.occurred_on, event.occurred_on, "lapsed")
    return trajectory


def _spoed_is_decided(trajectory: Trajectory, decided_on: date, begins_on: date | None, status: str) -> Trajectory:
    """A spoedmachtiging runs until the request for a machtiging is decided on (Jeugdwet 6.1.12(2)), whether or not it is named."""
    at_once = A_SPOEDMACHTIGING_ENDS_BEFORE_THE_MACHTIGING_BEGINS.on(decided_on)
    if begins_on is None and not at_once:
        return trajectory
    ends_on = decided_on if at_once or begins_on is None else max(begins_on, decided_on)

    def runs_still(title: Title) -> bool:
        return title.kind is TitleKind.SPOEDMACHTIGING and title.decided_on <= decided_on and title.runs_on(ends_on)

    return trajectory.but(titles=tuple(title.ended(ends_on, status) if runs_still(title) else title for title in trajectory.titles))


def _answered(trajectory: Trajectory, recorded: Recorded, kind: TitleKind, title_id: str | None) -> Trajectory:
    """What was requested of that kind is decided on; a request for a title with a name, only by that title or by a refusal."""
    return trajectory.but(
        requests=tuple(
            replace(request, decided_on=recorded.event.occurred_on, decided_by=recorded.version)
            if request.kind is kind and request.decided_on is None and (title_id is None or request.title_id in (None, title_id))
            else request
            for request in trajectory.requests
        )
    )


@on(TitleLapsed)
def _title_lapsed(trajectory: Trajectory, recorded: Recorded, event: TitleLapsed) -> Trajectory:
    def lapsed(title: Title) -> Title:
        ended = title.ended(event.occurred_on, "lapsed")
        by_the_gi = event.ground is LapseGround.GI and title.is_of_chapter_6
        return replace(ended, lapsed_by_the_gi_on=event.occurred_on) if by_the_gi else ended

    return with_title(trajectory, event.title_id, lapsed)


@on(LapseNotified)
def _lapse_notified(trajectory: Trajectory, recorded: Recorded, event: LapseNotified) -> Trajectory:
    return with_title(trajectory, event.title_id, lambda title: replace(title, lapse_told_on=title.lapse_told_on or event.occurred_on))


@on(TitleSuspended)
def _title_suspended(trajectory: Trajectory, recorded: Recorded, event: TitleSuspended) -> Trajectory:
    suspension = Suspension(recorded.version, Span(event.occurred_on))
    return with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=(*title.suspensions, suspension)))


@on(SuspensionWithdrawn)
def _suspension_withdrawn(trajectory: Trajectory, recorded: Recorded, event: SuspensionWithdrawn) -> Trajectory:
    def ended(suspension: Suspension) -> Suspension:
        if suspension.span.until is not None:
            return suspension
        return replace(suspension, span=suspension.span.up_to(event.occurred_on), withdrawn_on=event.occurred_on)

    return with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=tuple(map(ended, title.suspensions))))


@on(ConditionalAdmissionDecided)
def _conditional_admission_decided(trajectory: Trajectory, recorded: Recorded, event: ConditionalAdmissionDecided) -> Trajectory:
    def admitted(title: Title) -> Title:
        admission = ConditionalAdmission(
            recorded.version,
            event.occurred_on,
            event.decided_by,
            event.state_checked_on,
            term_from=_under_which_he_stays(trajectory, title, event.occurred_on) or event.occurred_on,
            told=tuple(_told(event, recorded.version)),
        )
        return replace(title, conditional_admissions=(*title.conditional_admissions, admission))

    return with_title(trajectory, event.title_id, admitted)


def _under_which_he_stays(trajectory: Trajectory, title: Title, day: date) -> date | None:
    """Since when the term runs of an earlier decision on the same title, if he has stayed inside ever since he was admitted on it.

    A decision made meanwhile adds nothing: the admission lasts six months at most (Jeugdwet 6.1.6(5)), and one that was annulled is none.
    """
    standing = [each for each in title.conditional_admissions if each.annulled_from is None or each.annulled_from > day]
    if not standing:
        return None
    *before, last = joined(stay.nights for stay in trajectory.stays if stay.in_closed_care) or [Span(day, day)]
    left = before[-1].until if before else None
    earlier = standing[-1]
    stays_on = last.covers(day) and (left is None or left <= earlier.decided_on)
    return earlier.term_from if stays_on else None


def _told(event: ConditionalAdmissionDecided, version: int) -> Iterator[Told]:
    if event.notice_to_youth_on is not None:
        yield Told(AdmissionTold.JEUGDIGE, event.notice_to_youth_on, version)
    for name, day in event.copies_sent or ():
        if day is not None:
            yield Told(AdmissionTold(name), day, version)


@on(AdmissionNotified)
def _admission_notified(trajectory: Trajectory, recorded: Recorded, event: AdmissionNotified) -> Trajectory:
    """Adds to the last decision on the conditional title that is named; without a name, on each that counts that day."""
    told = tuple(Told(whom, event.occurred_on, recorded.version) for whom in event.to)

    def notified(title: Title) -> Title:
        if event.title_id not in (None, title.title_id) or not title.conditional_admissions:
            return title
        *before, last = title.conditional_admissions
        if event.title_id is None and not last.counts.covers(event.occurred_on):
            return title
        return replace(title, conditional_admissions=(*before, replace(last, told=(*last.told, *told))))

    return trajectory.but(titles=tuple(map(notified, trajectory.titles)))


@on(SuspensionNotified)
def _suspension_notified(trajectory: Trajectory, recorded: Recorded, event: SuspensionNotified) -> Trajectory:
    told = tuple((whom, event.occurred_on) for whom in event.to)

    def notified(title: Title) -> Title:
        if not title.suspensions:
            return title
        *before, last = title.suspensions
        return replace(title, suspensions=(*before, replace(last, told=(*last.told, *told))))

    return with_title(trajectory, event.title_id, notified)


def with_title(trajectory: Trajectory, title_id: str | None, change: Callable[[Title], Title]) -> Trajectory:
    return trajectory.but(titles=tuple(change(title) if title.title_id == title_id else title for title in trajectory.titles))
