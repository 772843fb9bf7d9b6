"""The effective history: what was recorded, read as it is known now to have been.

Without what was voided, with what was corrected read anew, in the order in which it happened. Nothing of what was
recorded is lost: this is one reading of it, and every earlier position has its own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import cache, cached_property
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.codes import Moment, StayPurpose
from domain.envelope import Recorded
from domain.events import Admitted, Annulled, Corrected, Event, RegisterCorrected, RegisterVoided, TrajectoryOpened, Voided
from domain.events.stay import StayStarted
from domain.fold import evolve, folded, heard, opened
from domain.trajectory import Trajectory, Unfinished
from domain.words import STORED, passages_in, with_words

_STRIDE = 16
"""Effective events between two states that a history keeps: what is recorded late is folded anew from the last one before it."""


class History:
    """One trajectory's events in the order of recording, the opening first."""

    changed_from: int | None = None
    """The index from which the effective history differs from that without the last event; None if it could be anywhere."""

    _states: tuple[int, tuple[Trajectory, ...]] | None = None
    """The states before the last effective events, from that index on, as far as they were needed."""

    _marks: tuple[Trajectory, ...] = ()
    """The states before every so many effective events (`_STRIDE`), from which any other is a few steps away."""

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        self.recorded = recorded

    @cached_property
    def effective(self) -> tuple[Recorded, ...]:
        """What is known to have happened, in the order in which it happened."""
        readings, _ = self._readings
        by_day: dict[date, list[Recorded]] = {}
        for recorded in readings:
            by_day.setdefault(_takes_effect(recorded.event), []).append(recorded)
        return tuple(chain.from_iterable(_ordered(by_day[day]) for day in sorted(by_day)))

    @cached_property
    def trajectory(self) -> Trajectory:
        state, marks = self._opened, []
        for start in range(0, len(self.effective), _STRIDE):
            marks.append(state)
            state = folded(state, self.effective[start : start + _STRIDE])
        self._marks = tuple(marks)
        return heard(state, self.effective)

    def before(self, index: int) -> Trajectory:
        """The state just before the effective event of that index."""
        if self._states is None or index < self._states[0]:
            self._states = index, _steps(self._folded_up_to(index), self.effective[index:])
        first, states = self._states
        return states[index - first]

    def _folded_up_to(self, index: int) -> Trajectory:
        nearest = min(index // _STRIDE, len(self._marks) - 1)
        if nearest < 0:
            return folded(self._opened, self.effective[:index])
        return folded(self._marks[nearest], self.effective[nearest * _STRIDE : index])

    def _marks_with(self, index: int, states: Sequence[Trajectory]) -> tuple[Trajectory, ...]:
        """Those up to that index, and of the states from it on, without what was worked out of them."""
        kept = self._marks[: index // _STRIDE + 1]
        return (*kept, *(folded(state, ()) for state in states[len(kept) * _STRIDE - index :: _STRIDE]))

    @property
    def _opened(self) -> Trajectory:
        return opened(next(recorded for recorded in self.effective if isinstance(recorded.event, TrajectoryOpened)))

    @cached_property
    def unfit_corrections(self) -> frozenset[int]:
        """Versions of corrections that no longer fit what they correct."""
        return self._readings[1]

    @cached_property
    def _readings(self) -> tuple[list[Recorded], frozenset[int]]:
        return read_anew(self.recorded)

    @property
    def version(self) -> int:
        return self.recorded[-1].version

    @property
    def position(self) -> int:
        return self.recorded[-1].position

    def with_next(self, recorded: Recorded, judged: Trajectory | None = None) -> "History":
        """The history with one more event. What comes before it is not folded anew, if it changes the reading of nothing.

        `judged`: the state that it leads to, by an event that had no place in the log yet. What was worked out of it then is taken over, as
        far as it goes by nothing that the place changes.
        """
        before, longer = self.trajectory, History((*self.recorded, recorded))
        if type(recorded.event) in _RE_READS:
            longer.trajectory = before.becoming(longer.trajectory, _kinds((recorded, *_not_shared(self.effective, longer.effective))))
            return longer
        index, effective = self._placed(recorded)
        states = (before,) if index == len(self.effective) else _steps(self._folded_up_to(index), effective[index:])
        longer.changed_from = index
        longer.effective = effective
        longer.unfit_corrections = self.unfit_corrections
        longer._marks = self._marks_with(index, states)
        longer._states = index, states
        after = evolve(Unfinished.of(states[-1]), effective[-1])
        after = after.but(heard_on=before.heard_on, changed_at=before.changed_at, changed_by=before.changed_by)
        kinds = _kinds((recorded,))
        longer.trajectory = (judged or before).becoming(heard(after, (recorded,)), kinds)
        return longer

    def _placed(self, recorded: Recorded) -> tuple[int, tuple[Recorded, ...]]:
        """The effective history with one more event, and the first index that is new: it orders the events of its own day anew."""
        day = _takes_effect(recorded.event)
        end = len(self.effective)
        while end and _takes_effect(self.effective[end - 1].event) > day:
            end -= 1
        if end and _is_a_later_decision(recorded.event, self.effective[end - 1].event):
            return end, (*self.effective[:end], recorded, *self.effective[end:])
        start = end
        while start and _takes_effect(self.effective[start - 1].event) == day:
            start -= 1
        that_day = (*self.effective[start:end], recorded)
        ordered = _ordered(that_day)
        same = next(n for n, (new, old) in enumerate(zip(ordered, that_day, strict=True)) if new is not old or new is recorded)
        return start + same, (*self.effective[:start], *ordered, *self.effective[end:])

    def as_of(self, position: int) -> "History | None":
        """The history as it was known at that position of the log, the very same if that was all; `None` before the opening."""
        if position >= self.position:
            return self
        known = [recorded for recorded in self.recorded if recorded.position <= position]
        return History(known) if known else None

    def effective_event(self, version: int) -> Event | None:
        """How the event of that version reads now; `None` if it was voided, or only corrects or voids."""
        return next((recorded.event for recorded in self.effective if recorded.version == version), None)

    def confides(self, recorded: Recorded) -> bool:
        """Whether the contents of what was recorded are for few (`Event.confided`); those of what undoes it are, too."""
        event = recorded.event
        if isinstance(event, Corrected | Voided | Annulled) and event.target_version < recorded.version:
            return self.confides(self.recorded[event.target_version - 1])
        return event.confided

    def grown(self) -> Iterator["History"]:
        """The history after each recording: what was known from that position on.

        What was recorded in the order in which it happened is folded once; the rest is folded anew.
        """
        known: History | None = None
        for recorded in self.recorded:
            known = known.with_next(recorded) if known else History((recorded,))
            yield known

    @property
    def newest(self) -> Recorded:
        """What was recorded last."""
        return self.recorded[-1]


@cache
def kind_name(kind: type[Event]) -> str:
    """Differs between two histories if what was recorded of that kind does, or what of it is effective."""
    return f"event {kind.event_type}"


def _kinds(differing: Iterable[Recorded]) -> set[str]:
    return {kind_name(type(recorded.event)) for recorded in differing}


def _not_shared(some: Sequence[Recorded], others: Sequence[Recorded]) -> list[Recorded]:
    """What one of them reads otherwise than the other, or has not."""
    first, second = set(map(id, some)), set(map(id, others))
    return [*(each for each in some if id(each) not in second), *(each for each in others if id(each) not in first)]


_RE_READS = frozenset({Corrected, Voided, RegisterCorrected, RegisterVoided})
_EVENT = attrgetter("event")
_DECISION = Moment.DECISION


def read_anew(history: Sequence[Recorded]) -> tuple[list[Recorded], frozenset[int]]:
    """Each event as it reads now, of a trajectory or of the register, and the corrections that do not fit."""
    if _RE_READS.isdisjoint(map(type, map(_EVENT, history))):
        return list(history), frozenset()
    voided = voided_versions(history)
    corrections: dict[int, list[Recorded]] = {}
    for recorded in history:
        if isinstance(recorded.event, Corrected) and recorded.version not in voided and recorded.event.target_version < recorded.version:
            corrections.setdefault(recorded.event.target_version, []).append(recorded)
    unfit: set[int] = set()

    def reading(recorded: Recorded) -> Recorded:
        for correction in corrections.get(recorded.version, ()):
            correcting = reading(correction).event
            assert isinstance(correcting, Corrected)
            try:
                recorded = recorded.saying(corrected(recorded.event, correcting.data))
            except ValidationError:
                unfit.add(correction.version)
        return recorded

    readings = [reading(recorded) for recorded in history if recorded.version not in voided]
    return [recorded for recorded in readings if type(recorded.event) not in _RE_READS], frozenset(unfit)


def _steps(before: Trajectory, effective: Sequence[Recorded]) -> tuple[Trajectory, ...]:
    """The state before each of these events, given the first of them."""
    states = [before]
    for recorded in effective[:-1]:
        states.append(evolve(states[-1], recorded))
    return tuple(states)


def voided_versions(history: Sequence[Recorded]) -> set[int]:
    """What is known never to have happened. Newest first: a voiding that was itself voided does not count; the opening always stands."""
    voided: set[int] = set()
    for recorded in reversed(history):
        if isinstance(recorded.event, Voided) and recorded.version not in voided and recorded.event.target_version < recorded.version:
            voided.add(recorded.event.target_version)
    return voided - {recorded.version for recorded in history[:1] if isinstance(recorded.event, TrajectoryOpened)}


def with_what_undoes(history: Sequence[Recorded], versions: Iterable[int]) -> frozenset[int]:
    """These, and what corrects, voids or annuls them, which may tell the same anew."""
    found = set(versions)
    for recorded in history:
        if isinstance(recorded.event, Corrected | Voided | Annulled) and recorded.event.target_version in found:
            found.add(recorded.version)
    return frozenset(found)


def not_of(event: Event, data: Mapping[str, Any]) -> list[str]:
    """The names in the data of a correction that no field of the event has: also where null would remove what is not there."""
    fields = {field.alias or name for name, field in type(event).model_fields.items()}
    return [name for name in data if name not in fields]


def corrected(event: Event, data: Mapping[str, Any]) -> Event:
    """The event with those top-level fields changed; null removes one. Raises `ValidationError` if it no longer fits its kind."""
    merged = with_words(event.model_dump(mode="json", exclude_none=True), passages_in(event)) | dict(data)
    kept = {name: value for name, value in merged.items() if value is not None}
    return type(event).model_validate_json(json.dumps(kept), context=STORED)


def _ordered(that_day: Sequence[Recorded]) -> Sequence[Recorded]:
    """What takes effect on one day: `occurred_at`, ends before decisions before starts, version.

    What ends on the day it began comes after its beginning, and so does its annulment on that day, or an annulment of what it may rest on
    that was recorded after the admission. Without a clock time an end stands at the beginning of its day, a start at the end of it; so does
    what was decided before that day, at its beginning. What happened while a stay lasted was in the stay that had been recorded to begin
    that day, or else in the one that may end on it: such a beginning or end without a clock time stands before or after it.

    What has no clock time stays among its like where it was recorded: after what was recorded before it, before what was recorded later.
    """
    if len(that_day) == 1 or all(map(_is_plain_decision, that_day)):
        return that_day
    day = _OneDay(that_day)
    placed = sorted(map(day.place, that_day), key=_Place.in_the_day)
    alike = (list(some) for _, some in groupby(placed, key=attrgetter("moment")))
    return [place.recorded for some in alike for place in _where_recorded(some)]


class _Place(NamedTuple):
    """Where on its day something stands; without a clock time at the beginning of it, or, what starts, at the end."""

    recorded: Recorded
    clock: time | None
    moment: Moment

    def in_the_day(self) -> tuple[time, Moment, int]:
        return self.clock or (time.max if self.moment >= Moment.START else time.min), self.moment, self.recorded.version


def _where_recorded(alike: list[_Place]) -> list[_Place]:
    """What has no clock time, where it was recorded among those that have one."""
    timed = [(place.recorded.version, place.clock) for place in alike if place.clock is not None]
    if not timed or len(timed) == len(alike):
        return alike

    def order(place: _Place) -> tuple[time, int]:
        clock, moment, version = place.in_the_day()
        if place.clock is None and moment >= Moment.START:
            clock = min((there for other, there in timed if other > version), default=clock)
        elif place.clock is None:
            clock = max((there for other, there in timed if other < version), default=clock)
        return clock, version

    return sorted(alike, key=order)


def _is_plain_decision(recorded: Recorded) -> bool:
    """Whether nothing tells where on its day it stands: what was recorded first comes first. Of most days all are such."""
    event = recorded.event
    return event.moment is _DECISION and event.occurred_at is None and not isinstance(event, Annulled)


def _is_a_later_decision(event: Event, last: Event) -> bool:
    """Whether one that is recorded now comes after what was the last until then, of its day or before: most do, and move nothing else."""
    if event.moment is not _DECISION or last.moment is not _DECISION or isinstance(event, Annulled) or isinstance(last, Annulled):
        return False
    if last.occurred_on < event.occurred_on:
        return True
    if event.occurred_at is None or last.occurred_at is None:
        return event.occurred_at is last.occurred_at
    return event.occurred_at >= last.occurred_at


class _OneDay:
    """What took effect on it, and what that says of the places of the rest."""

    def __init__(self, events: Sequence[Recorded]) -> None:
        starts = [recorded for recorded in events if recorded.event.moment is Moment.START]
        self._begun = {name for recorded in starts if (name := _named(recorded.event))}
        self._started = {recorded.version for recorded in starts}
        self._something_ends = any(recorded.event.moment is Moment.END for recorded in events)
        self._arrived = min((recorded.version for recorded in starts if _is_arrival(recorded.event)), default=None)
        self._admitted = min((recorded.version for recorded in starts if isinstance(recorded.event, Admitted)), default=None)
        during = [recorded for recorded in events if recorded.event.moment is Moment.DURING]
        self._before_an_end = _clocks(recorded for recorded in during if not self._is_after_arrival(recorded))
        last = [recorded for recorded in events if recorded.event.moment is Moment.LAST]
        self._after_arrival = _clocks([*filter(self._is_after_arrival, during), *last])

    def place(self, recorded: Recorded) -> _Place:
        event = recorded.event
        clock, moment = event.occurred_at, event.moment
        if isinstance(event, Annulled):
            if _takes_effect(event) != event.occurred_on:
                clock = None
            if event.target_version in self._started or (self._admitted is not None and self._admitted < recorded.version):
                moment = Moment.START
        elif moment is Moment.END:
            if _named(event) in self._begun:
                moment = Moment.START
            elif clock is None:
                clock = max(self._before_an_end, default=None)
        elif moment is Moment.DURING:
            if self._is_after_arrival(recorded):
                moment = Moment.START
            elif not self._something_ends:
                moment = Moment.DECISION
        elif clock is None and _is_arrival(event):
            clock = min(self._after_arrival, default=None)
        return _Place(recorded, clock, moment)

    def _is_after_arrival(self, recorded: Recorded) -> bool:
        return recorded.event.moment is Moment.DURING and self._arrived is not None and self._arrived < recorded.version


def _is_arrival(event: Event) -> bool:
    return isinstance(event, StayStarted) and event.purpose is StayPurpose.MAIN


def _clocks(some: Iterable[Recorded]) -> list[time]:
    return [recorded.event.occurred_at for recorded in some if recorded.event.occurred_at is not None]


def _takes_effect(event: Event) -> date:
    """The day on which it changes something: an annulment that takes effect later than it was decided finds what is there by then."""
    if isinstance(event, Annulled) and event.effective_on is not None:
        return max(event.occurred_on, event.effective_on)
    return event.occurred_on


def _named(event: Event) -> str | None:
    """The stay or help that an event begins or ends."""
    return getattr(event, "stay_id", None) or getattr(event, "help_id", None)
