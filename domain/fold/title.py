"""Titles: granted, suspended, lapsed, executed."""

from collections.abc import Callable
from dataclasses import replace

from domain.envelope import Recorded
from domain.events import ConditionalAdmissionDecided, SuspensionWithdrawn, TitleGranted, TitleLapsed, TitleRefused, TitleSuspended
from domain.fold.step import on
from domain.spans import Span
from domain.trajectory import ConditionalAdmission, Suspension, Title, Trajectory


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
        runs=() if event.valid_from is None else (Span(event.valid_from, event.valid_until),),
    )
    inside = next((stay for stay in trajectory.stays if stay.title_id == title_id and stay.is_open_on(event.occurred_on)), None)
    if title.waits_for_execution and inside:
        title = title.executed(event.occurred_on)
    replaced = with_title(trajectory, event.replaces, lambda old: old.ended(event.valid_from or event.occurred_on, "replaced"))
    return replace(replaced, titles=(*replaced.titles, title))


@on(TitleRefused)
def _title_refused(trajectory: Trajectory, recorded: Recorded, event: TitleRefused) -> Trajectory:
    return with_title(trajectory, event.ends_title_id, lambda title: title.ended(event.occurred_on, "lapsed"))


@on(TitleLapsed)
def _title_lapsed(trajectory: Trajectory, recorded: Recorded, event: TitleLapsed) -> Trajectory:
    return with_title(trajectory, event.title_id, lambda title: title.ended(event.occurred_on, "lapsed"))


@on(TitleSuspended)
def _title_suspended(trajectory: Trajectory, recorded: Recorded, event: TitleSuspended) -> Trajectory:
    suspension = Suspension(recorded.version, Span(event.occurred_on))
    return with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=(*title.suspensions, suspension)))


@on(SuspensionWithdrawn)
def _suspension_withdrawn(trajectory: Trajectory, recorded: Recorded, event: SuspensionWithdrawn) -> Trajectory:
    def ended(suspension: Suspension) -> Suspension:
        return replace(suspension, span=suspension.span.up_to(event.occurred_on))

    return with_title(trajectory, event.title_id, lambda title: replace(title, suspensions=tuple(map(ended, title.suspensions))))


@on(ConditionalAdmissionDecided)
def _conditional_admission_decided(trajectory: Trajectory, recorded: Recorded, event: ConditionalAdmissionDecided) -> Trajectory:
    admission = ConditionalAdmission(recorded.version, event.occurred_on)
    return with_title(
        trajectory, event.title_id, lambda title: replace(title, conditional_admissions=(*title.conditional_admissions, admission))
    )


def with_title(trajectory: Trajectory, title_id: str | None, change: Callable[[Title], Title]) -> Trajectory:
    return replace(trajectory, titles=tuple(change(title) if title.title_id == title_id else title for title in trajectory.titles))
