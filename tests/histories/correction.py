"""Correcting, voiding, annulling; and the end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from domain.calendar import add_days
from domain.codes import AnnulledBy
from domain.events import (
    Admitted,
    Annulled,
    Corrected,
    Died,
    Event,
    Moved,
    NoteAdded,
    SteppedDown,
    SteppedUp,
    TeamReviewHeld,
    TitleGranted,
    TrajectoryClosed,
    TrajectoryOpened,
    TrajectoryReopened,
    Voided,
)
from domain.trajectory import Trajectory
from tests.histories.proposal import Proposal, Proposals, always, has_no_stay, on_a_day, once_in_a_while
from tests.histories.region import HOUSES, MUNICIPALITIES, ORGANISATIONS


def _corrected(p: Proposal) -> Event:
    target = p.version()
    return Corrected(
        occurred_on=p.past_day(),
        target_version=target,
        data=dict(p.of(list(_changes(p, p.history.recorded[target - 1].event)))),
        reason=p.words(),
    )


def _changes(p: Proposal, event: Event) -> Iterator[dict[str, Any]]:
    """What could be corrected in an event."""
    day = (event.occurred_on + timedelta(days=p.number(-20, 20))).isoformat()
    yield {"occurred_on": day}
    match event:
        case TrajectoryOpened():
            yield {"home_municipality": p.of(MUNICIPALITIES)}
        case Admitted() | Moved() | SteppedDown() | SteppedUp():
            location = p.of(tuple(HOUSES))
            provider, setting = HOUSES[location]
            yield {"location": location, "provider": provider, "setting": setting.value}
            yield {"title_id": p.some_title_id()}
        case TitleGranted() if event.valid_from is not None:
            yield {"valid_until": p.day_after(event.valid_from, 300).isoformat()}
        case NoteAdded():
            yield {"text": str(p.words())}
        case Corrected():
            yield {"data": {"occurred_on": day}}
        case Annulled():
            yield {"effective_on": day, "revives_title_id": p.some_title_id()}
        case TeamReviewHeld():
            yield {"participants": [{"role": "lid", "organisation": p.of(ORGANISATIONS)}], "occurred_on": day}


def _voided(p: Proposal) -> Event:
    return Voided(occurred_on=p.past_day(), target_version=p.version(), reason=p.words())


def _annulled(p: Proposal) -> Event | None:
    decisions = [recorded for recorded in p.history.effective if recorded.event.is_decision]
    if not decisions:
        return None
    target, day = p.of(decisions), p.past_day()
    return Annulled(
        occurred_on=day,
        target_version=target.version,
        by=p.of(AnnulledBy),
        effective_on=day if p.often() else max(target.event.occurred_on, add_days(day, -20)),
        left_on=add_days(day, p.number(0, 5)) if p.seldom() else None,
        revives_title_id=p.some_title_id(),
        case_number=p.words(),
    )


def _is_closed(state: Trajectory, today: Any) -> object:
    return state.is_closed_on(today)


PROPOSALS: Proposals = (
    (always, (_corrected, _corrected, _voided, _annulled, _annulled)),
    (always, (once_in_a_while(on_a_day(Died)),)),
    (has_no_stay, (on_a_day(TrajectoryClosed),)),
    (_is_closed, (on_a_day(TrajectoryReopened),) * 12),
)
