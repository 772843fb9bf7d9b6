"""Geheimhouding: what is left out of all that is shown of a trajectory.

Where the jeugdige is, while a safety flag says that his place is secret (`SafetyFlagSet`; iJw OP003): fields marked `TellsPlace`. And
which trajectory is that of a brother or sister: fields marked `OfAnother`. A secret address needs little besides: the postcode and the
number of the house are words, the postcode's area is never given out (`domain.words.given_out`), and no distance to it is counted
(`Secrecy.hides_home`).

What is secret follows from the history as it reads today, whichever day or moment is asked about, and from nothing else, so that a row can
be judged like a case:

- secret are the location and the provider of every stay and help of which a day lies in the flag's days. They are left out wherever they
  are named: also in what happened before, or was recorded before the flag;
- on the days of the flag itself every other place is left out too, such as one that was offered;
- a flag that nobody lifted keeps doing so after its `until`: who lived somewhere in secret is not found by waiting. What begins after
  `until`, elsewhere and with somebody else, is shown, but for which provider records it. Lifting it shows everything again;
- flags stand beside each other: another one, of the same level and with an earlier end, makes nothing less secret. Who set one corrects it,
  and who may lift them all does (`domain.rights.may_lift`).

What a rule finds about a secret place is left out with it (`Found.tells_place`). And so is which flag stands, and until when: that is for
who records on the case now, the procesregisseur who reads its words included; others see that something was recorded of safety.

It is rather too much than too little: with one of two fields secret, both are left out; so is who recorded it, where that is the provider.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from domain.calendar import FIRST_DAY, add_days, later
from domain.codes import Role, SafetyLevel
from domain.envelope import Actor, Recorded
from domain.events import Corrected, Event, SafetyFlagSet
from domain.events.base import Marked, OfAnother, TellsFlag, TellsPlace, marked
from domain.history import History
from domain.spans import Span
from domain.trajectory import Trajectory
from domain.values import dataclass

if TYPE_CHECKING:  # what is secret goes by no rule: no figure is to be another by one
    from domain.deadlines import Deadline
    from domain.rules import Finding

_HIDE_HOME = frozenset({SafetyLevel.ADDRESS_HIDDEN, SafetyLevel.PLACE_HIDDEN})

UNNAMED = "(geheim)"
"""In a sentence, in the place of what is secret."""


class Lodging(Protocol):
    """A stay, or nights of it."""

    @property
    def stay_id(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True)
class Secrecy:
    """What is secret of one trajectory for somebody: the whole history as it is known now, and what is to be left out of it."""

    history: History
    days: tuple[Span, ...] = ()
    """On which every place is secret."""
    codes: frozenset[str] = frozenset()
    """Locations and providers that are secret on every day."""
    own: frozenset[str] = frozenset()
    """A provider that may know of what is its own, and those that it succeeded."""
    hides_others: bool = True
    """Whether the trajectory of another jeugdige is left out."""
    hides_flags: bool = True
    """Whether it is left out what is kept secret; but for a flag that a provider, or one that it succeeded, set itself."""

    @cached_property
    def hides_home(self) -> bool:
        """Whether nothing may be told that rests on the address of home: a flag about that, or about the place, is not lifted."""
        return any(flag.level in _HIDE_HOME and not flag.hides.is_empty for flag in self.history.trajectory.safety)

    def hides_stay(self, stay: Lodging) -> bool:
        """Whether the location and the provider of a stay are left out: as it was known at some moment, or as it is known now."""
        if not self.days:
            return False
        now = self._stays.get(stay.stay_id, stay)
        return any(self._hides({each.location, each.provider}, [_days(each.since, each.until)]) for each in (stay, now))

    def hides_flag(self, version: int) -> bool:
        """Whether it is left out which safety flag was set there."""
        if not self.hides_flags or not self.own:
            return self.hides_flags
        return self.history.recorded[version - 1].envelope.actor.organisation not in self.own

    def hides_finding(self, finding: "Finding") -> bool:
        """Whether what a rule found is left out, because it says something of a secret place: also of a stay that is no more."""
        if not self.days or not finding.tells_place:
            return False
        stay = self._stays.get(finding.about or "")
        return stay is None or self.hides_stay(stay)

    def found(self, findings: "Iterable[Finding]") -> "tuple[Finding, ...]":
        """What was found, without what says something of a secret place."""
        return tuple(finding for finding in findings if not self.hides_finding(finding))

    def due(self, deadlines: "Iterable[Deadline]") -> "tuple[Deadline, ...]":
        """What is due, without what is due of a provider that is secret: that it keeps a dossier."""
        return tuple(deadline for deadline in deadlines if deadline.about not in self.codes)

    @property
    def hides_lookers(self) -> bool:
        """Whether it is left out which provider looked: while a place is secret, that tells with whom he is."""
        return bool(self.days)

    def hides_recorder(self, recorded: Recorded) -> bool:
        """Whether it is left out who recorded it, because that tells the place: every provider does, from the flag's first day on.

        Also after its last: who took over from the one that cared for him in secret records in its stead, under another code.
        """
        actor = recorded.envelope.actor
        days = self._all_days_up_to(recorded) if actor.role is Role.PROVIDER else []
        return bool(self.days) and self._hides({actor.organisation}, days)

    def on_behalf_of(self, recorded: Recorded) -> str | None:
        """On whose behalf it was recorded, if that may be told."""
        told = recorded.envelope.on_behalf_of
        if told is None or not self.days:
            return told
        return None if self.hides_recorder(recorded) or self._hides({told}, self._all_days_up_to(recorded)) else told

    def facts(self, recorded: Recorded, facts: Any) -> Any:
        """The data of an event, as JSON has it, without what is secret."""
        if self.hides_others:
            facts = _without(facts, self._marked(recorded, OfAnother))
        if self.hides_flag((self._target(recorded) or recorded).version):
            facts = _without(facts, self._marked(recorded, TellsFlag))
        return _without(facts, self._marked(recorded, TellsPlace)) if self.hides_place_of(recorded) else facts

    def sentence(self, recorded: Recorded) -> str:
        """What happened, in a sentence that names nothing secret; and that it was recorded for the jeugdige, where somebody did."""
        told = self._sentence(recorded)
        return f"{told.removesuffix('.')}, door zijn vertegenwoordiger." if recorded.envelope.actor.representative else told

    def _sentence(self, recorded: Recorded) -> str:
        event = recorded.event
        if isinstance(event, SafetyFlagSet) and self.hides_flag(recorded.version):
            return f"Veiligheid: {UNNAMED}."
        return _unnamed(event).sentence() if self.hides_place_of(recorded) else event.sentence()

    def hides_place_of(self, recorded: Recorded) -> bool:
        """Whether it tells a place that is left out: as it was recorded, or as it reads now. A correction does where what it corrects
        does."""
        fields = self._marked(recorded, TellsPlace)
        if not self.days or not fields:
            return False
        named = {name for reading in self._readings(recorded) for name in _named(_facts(reading), fields)}
        target = self._target(recorded)
        if target is not None and self.codes.isdisjoint(named):
            return self.own.isdisjoint(named) and self.hides_place_of(target)
        named |= self.own & {recorded.envelope.actor.organisation}
        return self._hides(named, self._days_of(recorded))

    def _hides(self, named: set[str], days: Sequence[Span]) -> bool:
        if not self.codes.isdisjoint(named):
            return True
        return self.own.isdisjoint(named) and any(_meet(self.days, each) for each in days)

    def _marked(self, recorded: Recorded, mark: type) -> Marked:
        """The fields of an event that bear the mark; of a correction, those that bear it in what it corrects."""
        target = self._target(recorded)
        return {"data": self._marked(target, mark)} if target else marked(type(recorded.event), mark)

    def _target(self, recorded: Recorded) -> Recorded | None:
        event = recorded.event
        if not isinstance(event, Corrected) or event.target_version >= recorded.version:
            return None
        return self.history.recorded[event.target_version - 1]

    def _days_of(self, recorded: Recorded) -> list[Span]:
        return [_days(reading.occurred_on, reading.occurred_on) for reading in self._readings(recorded)]

    def _all_days_up_to(self, recorded: Recorded) -> list[Span]:
        return [replace(each, since=FIRST_DAY) for each in self._days_of(recorded)]

    def _readings(self, recorded: Recorded) -> list[Event]:
        """The event as it was recorded, and as it reads now."""
        now = self.history.effective_event(recorded.version)
        return [recorded.event, now] if now else [recorded.event]

    @cached_property
    def _stays(self) -> Mapping[str, Lodging]:
        return {stay.stay_id: stay for stay in self.history.trajectory.stays}


def kept_from_lists(history: History) -> Secrecy:
    """What is left out of rows, and so of every list, for everybody."""
    trajectory = history.trajectory
    days = tuple(flag.hides for flag in trajectory.safety if flag.level is SafetyLevel.PLACE_HIDDEN and not flag.hides.is_empty)
    codes = {code for named, lived in _whereabouts(trajectory) if _meet(days, lived) for code in named}
    return Secrecy(history, days, frozenset(codes))


def more_is_secret(then: Secrecy, now: Secrecy) -> bool:
    """Whether something is left out of the lists now that was not left out of them then: a place, or an address."""

    def levels(secrecy: Secrecy) -> set[SafetyLevel]:
        return {flag.level for flag in secrecy.history.trajectory.safety if not flag.hides.is_empty}

    return not (set(now.days) <= set(then.days) and now.codes <= then.codes and levels(now) <= levels(then))


def kept_from(actor: Actor, organisations: frozenset[str], history: History, *, reads_words: bool) -> Secrecy:
    """What is left out of one case. Who reads its words sees all of it; the jeugdige, and who examines by assignment, see the places.
    Who represents the jeugdige does not: it may be he whom the flag is set against.

    A provider sees its own: the location of a stay with it, and what it recorded itself. `organisations`: itself, and those that it
    succeeded (`domain.rights.Succession`). Which flag stands is told to a provider with whom he is, or that
    helps him, and to a GI that sees him.
    """
    everything = kept_from_lists(history)
    if reads_words:
        return Secrecy(history, hides_others=False, hides_flags=False)
    if actor.role in (Role.JEUGDIGE, Role.AUDITOR) and not actor.representative:
        return Secrecy(history, hides_flags=False)
    if actor.role is Role.PROVIDER:
        trajectory = history.trajectory
        own = {stay.location for stay in trajectory.stays if stay.provider in organisations}
        caring = {stay.provider for stay in trajectory.stays if stay.until is None}
        caring |= {given.provider for given in trajectory.helps if given.until is None}
        return replace(
            everything,
            codes=everything.codes - own - organisations,
            own=organisations,
            hides_flags=organisations.isdisjoint(caring),
        )
    return replace(everything, hides_flags=actor.role is not Role.GI)


def _whereabouts(trajectory: Trajectory) -> Iterator[tuple[set[str], Span]]:
    """Who cared for the jeugdige and in which house, with the days."""
    for stay in trajectory.stays:
        yield {stay.location, stay.provider}, _days(stay.since, stay.until)
    for given in trajectory.helps:
        yield {given.provider}, _days(given.since, given.until)


def _days(since: date, until: date | None) -> Span:
    """The days up to, and not including, the last; and always the first."""
    return Span(since, later(until, add_days(since, 1)))


def _meet(secret: Iterable[Span], days: Span) -> bool:
    return any(not (each & days).is_empty for each in secret)


def _facts(event: Event) -> Any:
    return event.model_dump(mode="json", exclude_none=True)


def _named(facts: Any, fields: Marked | None) -> Iterator[str]:
    """What stands in those fields, or, without fields, anywhere."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, list):
        for each in facts:
            yield from _named(each, fields)
    elif isinstance(facts, dict):
        for name in facts.keys() if fields is None else facts.keys() & fields.keys():
            yield from _named(facts[name], fields and fields[name])


def _without(facts: Any, fields: Marked) -> Any:
    if isinstance(facts, list):
        return [_without(each, fields) for each in facts]
    if not fields or not isinstance(facts, dict):
        return facts
    kept = {name: fact for name, fact in facts.items() if fields.get(name, {}) is not None}
    return {name: _without(fact, within) if (within := fields.get(name)) else fact for name, fact in kept.items()}


def _unnamed(event: Event) -> Event:
    """The same with nothing to name a place by. Sentences are made from an event's own fields, not from those within."""
    changes: dict[str, Any] = {}
    for name in marked(type(event), TellsPlace):
        match getattr(event, name, None):
            case str():
                changes[name] = UNNAMED
            case tuple():
                changes[name] = (UNNAMED,)
    return event.model_copy(update=changes)
