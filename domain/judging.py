"""Judging a proposal: what the history would be with it, what would be impossible, and what would be found.

The only door through which events come into being: `judge` completes the proposed event, sets it beside the history,
and says which of the three ways it goes: refused (impossible), stopped (a finding of law on that very day, not yet
passed), or recordable, with the findings that come with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from domain.envelope import Envelope, Recorded
from domain.events import (
    Admitted,
    Annulled,
    Corrected,
    Discharged,
    Event,
    HelpEnded,
    HelpStarted,
    Moved,
    SteppedDown,
    SteppedUp,
    TitleGranted,
    Voided,
)
from domain.history import History, corrected
from domain.region import Region
from domain.rules import Finding, Impossibility, added, findings, impossibilities, impossible_as_last
from domain.trajectory import Trajectory
from domain.words import passages_in, with_words


class Misfit(Exception):
    """The correction does not give a valid event. `errors` has pydantic's shape, with `loc` from the body's root."""

    def __init__(self, errors: Sequence[Any]) -> None:
        super().__init__("The correction does not fit the event that it corrects.")
        self.errors = errors


@dataclass(frozen=True)
class Case:
    """One trajectory's history with everything that judging needs to know of it."""

    history: History
    region: Region

    @cached_property
    def impossible(self) -> frozenset[Impossibility]:
        return frozenset(impossibilities(self.history, self.region))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.history.trajectory)


@dataclass(frozen=True)
class Judgement:
    """What became of a proposal: the recording as it would be stored, the state with it, and everything that it adds."""

    recorded: Recorded
    trajectory: Trajectory
    impossible: tuple[Impossibility, ...]
    stopping: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def is_recordable(self) -> bool:
        return not self.impossible and not self.stopping


def judge_opening(trajectory_id: UUID, envelope: Envelope, event: Event, region: Region, now: datetime) -> Judgement:
    """Judges the first event of a trajectory."""
    recorded = Recorded(trajectory_id, 1, 0, now, envelope, event)
    case = Case(History((recorded,)), region)
    return Judgement(recorded, case.history.trajectory, _in_order(case.impossible), (), case.findings)


def judge(case: Case, envelope: Envelope, event: Event, now: datetime, fresh_id: str) -> Judgement:
    """Judges one more event of a trajectory at the moment `now`; `fresh_id` names what it starts, where it names nothing itself.

    Raises `Misfit` for a correction whose data do not fit.
    """
    history = case.history
    event = completed(event, history, fresh_id)
    recorded = Recorded(history.recorded[0].trajectory_id, history.version + 1, history.position + 1, now, envelope, event)
    after = Case(history.with_next(recorded), case.region)
    if impossible := _made_impossible(case, after):
        return Judgement(recorded, after.history.trajectory, _in_order(impossible), (), ())
    new = added(case.findings, after.findings)
    passed = set(envelope.despite.rules) if envelope.despite else set()
    stopping = tuple(finding for finding in new if _stops(finding, event))
    unpassed = stopping if any(finding.rule not in passed for finding in stopping) else ()
    return Judgement(recorded, after.history.trajectory, (), unpassed, new)


def _made_impossible(before: Case, after: Case) -> frozenset[Impossibility]:
    """What the last event of `after` makes impossible: itself, or another event that it comes before or reads anew."""
    if before.history.is_followed_by(after.history.recorded[-1]):
        return frozenset(impossible_as_last(before.history, after.history, after.region))
    return after.impossible - before.impossible


def _in_order(impossible: frozenset[Impossibility]) -> tuple[Impossibility, ...]:
    return tuple(sorted(impossible, key=lambda i: (i.version, i.rule)))


def _stops(finding: Finding, event: Event) -> bool:
    """A finding of law stops what would add it on the very day; what rewrites the past is stopped by any."""
    if finding.kind != "law":
        return False
    return isinstance(event, Corrected | Voided | Annulled) or finding.days.covers(event.occurred_on)


def completed(event: Event, history: History, fresh_id: str) -> Event:
    """The event with what it leaves to be understood: the name of what it starts, or of the only thing it can end."""
    match event:
        case Admitted() | Moved() | SteppedDown() | SteppedUp() if event.stay_id is None:
            return event.model_copy(update={"stay_id": fresh_id})
        case TitleGranted() if event.title_id is None:
            return event.model_copy(update={"title_id": fresh_id})
        case HelpStarted() if event.help_id is None:
            return event.model_copy(update={"help_id": fresh_id})
        case Discharged() if event.stay_id is None:
            running = history.trajectory.open_stays_on(event.occurred_on)
            return event.model_copy(update={"stay_id": running[0].stay_id}) if len(running) == 1 else event
        case HelpEnded() if event.help_id is None:
            given = [h for h in history.trajectory.helps if h.until is None]
            return event.model_copy(update={"help_id": given[0].help_id}) if len(given) == 1 else event
        case Corrected():
            return _typed_correction(event, history)
    return event


def _typed_correction(event: Corrected, history: History) -> Corrected:
    """The correction with its data read by the kind that it corrects, so that words in it are sealed apart."""
    if event.target_version > history.version:
        return event
    try:
        return event.model_copy(update={"data": _typed(event.data, event.target_version, history)})
    except ValidationError as error:
        raise Misfit([{**e, "loc": ("data", *e["loc"])} for e in error.errors(include_url=False, include_context=False)]) from None


def _typed(data: Mapping[str, Any], target_version: int, history: History) -> dict[str, Any]:
    """The fields as the kind of that event has them; of a correction that is corrected, its own data as theirs again."""
    target = history.effective_event(target_version) or history.recorded[target_version - 1].event
    reading = corrected(target, data)
    facts, passages = reading.model_dump(mode="json"), passages_in(reading)
    typed = {name: None if value is None else with_words(facts.get(name), passages, name) for name, value in data.items()}
    if isinstance(target, Corrected) and isinstance(data.get("data"), dict):
        typed["data"] = _typed(data["data"], target.target_version, history)
    return typed
