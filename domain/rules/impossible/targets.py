"""I-target: correcting what is not there, annulling what is no decision."""

from collections.abc import Iterator, Sequence

from domain.envelope import Recorded
from domain.events import Annulled, Corrected, TrajectoryOpened, Voided
from domain.history import History, voided_versions
from domain.rules.impossible.view import Impossibility


def impossible_targets(history: History) -> Iterator[Impossibility]:
    for recorded in history.recorded:
        event = recorded.event
        if isinstance(event, Corrected | Voided | Annulled) and (reason := _misses(history.recorded, recorded.version, event)):
            yield Impossibility("I-target", recorded.version, reason, "target_version")
    for version in sorted(history.unfit_corrections):
        yield Impossibility(
            "I-target", version, f"The correction at version {version} would no longer fit what it corrects.", "target_version"
        )
    yield from _annulled_what_no_longer_stands(history)


def _misses(recorded: Sequence[Recorded], version: int, event: Corrected | Voided | Annulled) -> str | None:
    if event.target_version >= version:
        return f"Version {event.target_version} is not there."
    target = recorded[event.target_version - 1].event
    if event.target_version in voided_versions(recorded[: version - 1]):
        return f"Version {event.target_version} is voided already."
    match event:
        case Corrected():
            if "target_version" in event.data:
                return "What a correction is about cannot be corrected: void it and record it anew."
        case Voided():
            if isinstance(target, TrajectoryOpened):
                return "The opening cannot be voided."
        case Annulled():
            if not target.is_decision:
                return f"{target.event_type} is no decision that a court or committee could annul."
    return None


def _annulled_what_no_longer_stands(history: History) -> Iterator[Impossibility]:
    """An annulment needs its decision: not voided, and not annulled before."""
    annulled: set[int] = set()
    for recorded in history.effective:
        event = recorded.event
        if not isinstance(event, Annulled):
            continue
        if event.target_version in annulled:
            yield Impossibility("I-target", recorded.version, f"Version {event.target_version} is annulled already.", "target_version")
        elif event.target_version < recorded.version and history.effective_event(event.target_version) is None:
            yield Impossibility("I-target", recorded.version, f"Version {event.target_version} was voided.", "target_version")
        annulled.add(event.target_version)
