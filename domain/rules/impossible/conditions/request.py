"""What is said of titles and measures that must be recorded by then. A statement, a request or a consent may come before its title."""

from domain.events import AnnulmentRefused, ConsentWithdrawn, NonProlongationNotified
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(ConsentWithdrawn)
def _rests_on_a_title(before: Trajectory, event: ConsentWithdrawn) -> str | None:
    if event.basis_title_id is None or before.title(event.basis_title_id):
        return None
    known = any(
        event.basis_title_id in (each.title_id for each in named) for named in (before.requests, before.consents, before.statements)
    )
    return None if known else f"No title {event.basis_title_id} is granted or asked for before that day."


@condition(AnnulmentRefused)
def _was_requested(before: Trajectory, event: AnnulmentRefused) -> str | None:
    waits = any(each.target_version == event.target_version and each.decided_on is None for each in before.annulment_requests)
    return None if waits else f"Nobody asked the court before that day to undo version {event.target_version}, or it was decided."


@condition(NonProlongationNotified)
def _is_there_to_prolong(before: Trajectory, event: NonProlongationNotified) -> str | None:
    if event.title_id is not None and before.title(event.title_id) is None:
        return f"No title {event.title_id} is granted before that day."
    if event.measure_id is not None and all(each.measure_id != event.measure_id for each in before.protections):
        return f"No measure of child protection {event.measure_id} began before that day."
    return None
