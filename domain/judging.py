"""Judging a proposal: what the history would be with it, what would be impossible, and what would be found.

The only door through which events come into being: `judge` completes the proposed event, sets it beside the history,
and says which of the three ways it goes: refused (impossible), stopped (a finding of law on that very day, not yet
passed), or recordable, with the findings that come with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from domain.envelope import Envelope, Recorded
from domain.events import (
    Annulled,
    Corrected,
    Discharged,
    Event,
    HelpEnded,
    HomeMunicipalityDetermined,
    Voided,
)
from domain.events.stay import StayStarted
from domain.history import History, corrected, not_of
from domain.region import Region
from domain.rules import Finding, Impossibility, added, findings, impossibilities, made_impossible
from domain.trajectory import Trajectory
from domain.values import dataclass
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.history.trajectory)


@dataclass(frozen=True)
class Judgement:
    """What became of a proposal: the recording as it would be stored, the history with it, and everything that it adds."""

    recorded: Recorded
    history: History
    impossible: tuple[Impossibility, ...]
    stopping: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def trajectory(self) -> Trajectory:
        return self.history.trajectory

    @property
    def is_recordable(self) -> bool:
        return not self.impossible and not self.stopping


def judge_opening(trajectory_id: UUID, envelope: Envelope, event: Event, region: Region, now: datetime) -> Judgement:
    """Judges the first event of a trajectory."""
    recorded = Recorded(trajectory_id, 1, 0, now, envelope, event)
    history = History((recorded,))
    return Judgement(recorded, history, _in_order(impossibilities(history, region)), (), findings(history.trajectory))


def judge(case: Case, envelope: Envelope, event: Event, now: datetime, fresh_id: str) -> Judgement:
    """Judges one more event of a trajectory at the moment `now`; `fresh_id` names what it starts, where it names nothing itself.

    Raises `Misfit` for a correction whose data do not fit.
    """
    history = case.history
    event = completed(event, history, case.region, fresh_id)
    recorded = Recorded(history.recorded[0].trajectory_id, history.version + 1, history.position + 1, now, envelope, event)
    after = history.with_next(recorded)
    if impossible := made_impossible(history, after, case.region):
        return Judgement(recorded, after, _in_order(impossible), (), ())
    new = added(history.trajectory, after.trajectory)
    passed = set(envelope.despite.rules) if envelope.despite else set()
    stopping = tuple(finding for finding in new if _stops(finding, event))
    unpassed = stopping if any(finding.rule not in passed for finding in stopping) else ()
    return Judgement(recorded, after, (), unpassed, new)


def _in_order(impossible: Iterable[Impossibility]) -> tuple[Impossibility, ...]:
    return tuple(sorted(impossible, key=lambda i: (i.version, i.rule)))


def _stops(finding: Finding, event: Event) -> bool:
    """On the very day; what rewrites the past is stopped by any day that it adds."""
    return finding.stops and (isinstance(event, Corrected | Voided | Annulled) or finding.days.covers(event.occurred_on))


def completed(event: Event, history: History, region: Region, fresh_id: str) -> Event:
    """The event with what it leaves to be understood: names of what it begins or of the only thing it can end, what its place was."""
    match event:
        case Discharged() if event.stay_id is None:
            running = history.trajectory.open_stays_on(event.occurred_on)
            return event.model_copy(update={"stay_id": running[0].stay_id}) if len(running) == 1 else event
        case HelpEnded() if event.help_id is None:
            given = [h for h in history.trajectory.helps if h.until is None]
            return event.model_copy(update={"help_id": given[0].help_id}) if len(given) == 1 else event
        case Corrected():
            return _typed_correction(event, history, region)
    understood: dict[str, Any] = {}
    if event.opens is not None and getattr(event, event.opens) is None:
        understood[event.opens] = fresh_id
    understood |= _by_the_register(event, region)
    return event.model_copy(update=understood) if understood else event


def _by_the_register(event: Event, region: Region) -> dict[str, Any]:
    """What its codes meant then, where it is to be known later."""
    match event:
        case StayStarted(location=str(location)):
            return {"place_then": region.meaning_of(location, event.occurred_on)}
        case HomeMunicipalityDetermined():
            merged = region.merged_into(event.municipality, event.from_)
            return {"merged_then": merged} if merged else {}
    return {}


def _typed_correction(event: Corrected, history: History, region: Region) -> Corrected:
    """The correction with its data read by the kind that it corrects, so that words in it are sealed apart."""
    if event.target_version > history.version:
        return event
    try:
        return event.model_copy(update={"data": _typed(event.data, event.target_version, history, region)})
    except ValidationError as error:
        raise Misfit([{**e, "loc": ("data", *e["loc"])} for e in error.errors(include_url=False)]) from None


def _typed(data: Mapping[str, Any], target_version: int, history: History, region: Region) -> dict[str, Any]:
    """The fields as the kind of that event has them; of a correction that is corrected, its own data as theirs again."""
    target = history.effective_event(target_version) or history.recorded[target_version - 1].event
    reading = corrected(target, data)
    if unknown := not_of(target, data):
        raise Misfit([_extra(name) for name in unknown])
    facts, passages = reading.model_dump(mode="json"), passages_in(reading)
    typed = {name: None if value is None else with_words(facts.get(name), passages, name) for name, value in data.items()}
    match reading:
        case StayStarted():
            typed |= _place_anew(reading, data, region)
        case HomeMunicipalityDetermined():
            typed |= _merged_anew(reading, data, region)
    if isinstance(target, Corrected) and isinstance(data.get("data"), dict):
        typed["data"] = _typed(data["data"], target.target_version, history, region)
    return typed


def _place_anew(reading: StayStarted, data: Mapping[str, Any], region: Region) -> dict[str, Any]:
    """What the place was follows from the place and the day; nobody corrects it by hand."""
    _check_filled_in("place_then", data)
    if reading.location is None or not {"location", "occurred_on"} & data.keys():
        return {}
    meaning = region.meaning_of(reading.location, reading.occurred_on)
    return {"place_then": meaning.model_dump(mode="json", exclude_none=True) if meaning else None}


def _merged_anew(reading: HomeMunicipalityDetermined, data: Mapping[str, Any], region: Region) -> dict[str, Any]:
    """So does what had become part of the municipality."""
    _check_filled_in("merged_then", data)
    if not {"municipality", "from"} & data.keys():
        return {}
    merged = region.merged_into(reading.municipality, reading.from_)
    return {"merged_then": list(merged) if merged else None} if merged or reading.merged_then else {}


def _check_filled_in(name: str, data: Mapping[str, Any]) -> None:
    """Raises `Misfit` where somebody says himself what the register says."""
    if name in data:
        raise Misfit([_extra(name)])


def _extra(name: str) -> dict[str, Any]:
    return {"type": "extra_forbidden", "loc": ("data", name), "msg": "Extra inputs are not permitted", "input": None}
