"""I-target: correcting what is not there, annulling what is no decision."""

from collections.abc import Iterator, Sequence

from domain.codes import AnnulledBy
from domain.envelope import Recorded
from domain.events import (
    Annulled,
    AnnulmentRequested,
    ConditionalAdmissionDecided,
    Corrected,
    GlassBroken,
    LeaveGranted,
    LeaveRefused,
    LeaveWithdrawn,
    MeasureDecided,
    PlanChanged,
    SuspensionWithdrawn,
    TitleGranted,
    TrajectoryOpened,
    Voided,
    WordsErased,
)
from domain.history import History, voided_versions
from domain.rules.impossible.view import Impossibility

_COMMITTEES = frozenset({AnnulledBy.KLACHTENCOMMISSIE, AnnulledBy.RSJ})

_FOR_A_COMMITTEE = (MeasureDecided, LeaveGranted, LeaveRefused, LeaveWithdrawn)
"""What is open to complaint, and so to annulment on a complaint (Jeugdwet 6.5.1(1), (5)): measures, on the way and in court too, and leave.

A refusal to have the own child inside (6.2.8) is open to it as well, and is no event here. The plan, the stay and the title are not; of
a transfer for a while one complains as a measure (BEW-d). The law before 2024 said the same.
"""


_ABOUT_ANOTHER = (Corrected, Voided, Annulled)


def impossible_targets(history: History, recorded: Recorded) -> Iterator[Impossibility]:
    """Judges one event that is about another, within the history that it is part of."""
    event = recorded.event
    reason: str | None = None
    if isinstance(event, AnnulmentRequested):
        reason = _is_not_open_to_it(history, recorded.version, event)
    elif isinstance(event, _ABOUT_ANOTHER):
        reason = _misses(history.recorded, recorded.version, event) or _no_longer_stands(history, recorded.version, event)
    if reason is not None:
        yield Impossibility("I-target", recorded.version, reason, "target_version")


_FOR_THE_KINDERRECHTER = (ConditionalAdmissionDecided, PlanChanged, SuspensionWithdrawn)
"""What the kinderrechter is asked to undo: Jeugdwet 6.1.7(1), and by 6.1.12(5) the withdrawal of a suspension. A title has appeal."""


def _is_not_open_to_it(history: History, version: int, event: AnnulmentRequested) -> str | None:
    """As both read now: a decision that stands on the day of the request, and was taken by then."""
    if event.target_version >= version:
        return f"Version {event.target_version} is not there."
    asked, target = history.effective_event(version), history.effective_event(event.target_version)
    if asked is None:
        return None
    if target is None:
        return f"Version {event.target_version} was voided, or decides nothing: void the request too, or name the decision."
    if not isinstance(target, _FOR_THE_KINDERRECHTER):
        return (
            f"The kinderrechter undoes an admission on a conditional title, a change of its plan, or the withdrawal of a suspension "
            f"(Jeugdwet 6.1.7), no {target.event_type}."
        )
    if asked.occurred_on < target.occurred_on:
        return f"What is asked to be undone was decided on {target.occurred_on}, after the request: correct the day of either."
    annulled = (r.event for r in history.effective if isinstance(r.event, Annulled) and r.event.target_version == event.target_version)
    if any(each.occurred_on < asked.occurred_on for each in annulled):
        return f"Version {event.target_version} is annulled already."
    return None


def _misses(recorded: Sequence[Recorded], version: int, event: Corrected | Voided | Annulled) -> str | None:
    if event.target_version >= version:
        return f"Version {event.target_version} is not there."
    target = recorded[event.target_version - 1].event
    if event.target_version in voided_versions(recorded[: version - 1]):
        return f"Version {event.target_version} is voided already."
    if isinstance(target, GlassBroken):
        return "Access that was taken in an emergency was taken: it stays on record as it is."
    if isinstance(target, WordsErased):
        return "Words that were erased are gone for ever: it stays on record that they are."
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
            if isinstance(target, TitleGranted) and target.title_id == event.revives_title_id:
                return "A title that is annulled does not revive itself."
    return None


def _no_longer_stands(history: History, version: int, event: Corrected | Voided | Annulled) -> str | None:
    """A correction needs what it corrects as it is; an annulment needs its decision: not voided, and not annulled before."""
    if version in history.unfit_corrections:
        return f"The correction at version {version} would no longer fit what it corrects."
    effective = history.effective_event(version)
    if not isinstance(effective, Annulled):
        return None
    target = history.effective_event(event.target_version)
    if target is None:
        return f"Version {event.target_version} was voided."
    if effective.by in _COMMITTEES and not isinstance(target, _FOR_A_COMMITTEE):
        return (
            f"A {effective.by} annuls measures and decisions on leave (Jeugdwet 6.5.1), no {target.event_type}: name the decision that "
            "was complained of, or the kinderrechter or gerechtshof that annulled this one."
        )
    earlier = (r for r in history.effective if r.version < version and isinstance(r.event, Annulled))
    if any(getattr(r.event, "target_version", None) == event.target_version for r in earlier):
        return f"Version {event.target_version} is annulled already."
    return None
