"""Titles."""

from domain.codes import TitleKind
from domain.events import (
    AdmissionNotified,
    ConditionalAdmissionDecided,
    LapseNotified,
    SuspensionNotified,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleSuspended,
)
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(TitleGranted)
def _new_title(before: Trajectory, event: TitleGranted) -> str | None:
    return f"title_id {event.title_id} is taken by another title." if before.title(event.title_id) else None


@condition(TitleSuspended, SuspensionWithdrawn, TitleLapsed, ConditionalAdmissionDecided)
def _title_granted(
    before: Trajectory, event: TitleSuspended | SuspensionWithdrawn | TitleLapsed | ConditionalAdmissionDecided
) -> str | None:
    return None if before.title(event.title_id) else f"No title {event.title_id} is granted before that day."


@condition(TitleSuspended)
def _not_suspended(before: Trajectory, event: TitleSuspended) -> str | None:
    title = before.title(event.title_id)
    return "The title is suspended already." if title and title.suspended_on(event.occurred_on) else None


@condition(SuspensionWithdrawn)
def _suspended(before: Trajectory, event: SuspensionWithdrawn) -> str | None:
    title = before.title(event.title_id)
    if title is None or any(suspension.span.until is None for suspension in title.suspensions):
        return None
    return "The title is not suspended."


@condition(SuspensionNotified)
def _was_suspended(before: Trajectory, event: SuspensionNotified) -> str | None:
    title = before.title(event.title_id)
    return None if title and title.suspensions else f"No suspension of title {event.title_id} is recorded before that day."


@condition(AdmissionNotified)
def _title_of_the_admission(before: Trajectory, event: AdmissionNotified) -> str | None:
    known = event.title_id is None or before.title(event.title_id)
    return None if known else f"No title {event.title_id} is granted before that day."


@condition(TitleLapsed)
def _not_lapsed(before: Trajectory, event: TitleLapsed) -> str | None:
    title = before.title(event.title_id)
    if title is None or title.runs_on(event.occurred_on):
        return None
    return "That the title lapsed is recorded already." if any(end.status == "lapsed" for end in title.ends) else None


@condition(LapseNotified)
def _had_lapsed(before: Trajectory, event: LapseNotified) -> str | None:
    title = before.title(event.title_id)
    known = title is not None and any(end.status == "lapsed" for end in title.ends)
    return None if known else f"That title {event.title_id} lapsed is not recorded before that day."


@condition(ConditionalAdmissionDecided)
def _is_conditional(before: Trajectory, event: ConditionalAdmissionDecided) -> str | None:
    title = before.title(event.title_id)
    if title is None or title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING:
        return None
    return "Only a voorwaardelijke machtiging knows such a decision."
