"""The document itself, in pieces: what is in memory at any moment is of one trajectory.

OCEL has all events in one array and all things in another. Each history is asked for once, and its events are written at once; its things
go to a temporary file, and follow when the last event is written. To ask for every history twice would open and fold each of them twice,
and what was recorded in between would be in one of the arrays. The file is in memory while it is small; on disk it has no name, goes when
the document is made or given up, and holds nothing but what is in the document.
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

from domain.codes import Role
from domain.envelope import Recorded
from domain.events import EVENTS, Corrected, SafetyFlagSet, Voided
from domain.events.base import Event
from domain.history import History
from domain.region import Region
from domain.secrecy import Secrecy, kept_from_lists
from interchange.ocel import facts, things
from interchange.ocel.concerns import Concerns, Kind
from interchange.pseudonyms import Pseudonyms

MEDIA_TYPE = "application/json"

_IN_MEMORY = 1 << 22
_PIECE = 1 << 16
_NEXT = b",\n"

_IN_THE_REGISTER = frozenset({Kind.PROVIDER, Kind.LOCATION, Kind.MUNICIPALITY})
"""What events of several trajectories can concern: as many as the register has, however many histories there are."""

_AT_WORK = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.PROVIDER, Role.GI})
"""Roles whose organisation is told. Of others it is an office that they name themselves, or the jeugdige."""

_ROUND_EACH = (("clock", "boolean"), ("recorded_by_role", "string"), ("recorded_by_organisation", "string"))


def ocel(histories: Iterable[History], region: Region, key: bytes, *, known_at: int | None = None) -> Iterator[bytes]:
    """The effective events of those histories, and what they concern, as one JSON document in UTF-8.

    `histories`: as they are known now, since what is secret now is left out whatever moment is asked about. `known_at`: the position of
    the log as known at which they are told, without those that were opened later; by itself as known now. `region`: as known then.
    `key`: at least 32 random bytes, for the pseudonyms; it is not kept. Raises `ValueError` at once for a shorter one. The same histories
    in the same order, with the same key, give the same bytes.
    """
    return _document(histories, region, Pseudonyms(key), known_at)


def _document(histories: Iterable[History], region: Region, pseudonyms: Pseudonyms, known_at: int | None) -> Iterator[bytes]:
    registered: set[tuple[Kind, str]] = set()
    before = b""
    with SpooledTemporaryFile(_IN_MEMORY) as aside:
        yield b'{"eventTypes":' + _json(_event_types()) + b',\n"objectTypes":' + _json(things.types()) + b',\n"events":[\n'
        for history in histories:
            known = history if known_at is None or history.position <= known_at else history.as_of(known_at)
            if known is None:
                continue
            case = _Case(known, kept_from_lists(history), region, pseudonyms)
            yield before + _NEXT.join(map(_json, case.events()))
            before = _NEXT
            aside.writelines(_NEXT + _json(thing) for thing in case.things())
            registered |= case.registered
        aside.writelines(_NEXT + _json(_registered(kind, code, region, pseudonyms)) for kind, code in sorted(registered))
        yield b'],\n"objects":[\n'
        aside.seek(len(_NEXT))
        yield from iter(partial(aside.read, _PIECE), b"")
        yield b"]}\n"


class _Case:
    """One trajectory: its events first, and then the things that they turned out to concern."""

    def __init__(self, history: History, secrecy: Secrecy, region: Region, pseudonyms: Pseudonyms) -> None:
        self._history = history
        self._region = region
        self._pseudonyms = pseudonyms
        self._secrecy = secrecy
        self._trajectory_id = str(history.trajectory.trajectory_id)
        self._own: dict[tuple[Kind, str], None] = {}
        self.registered: set[tuple[Kind, str]] = set()

    def events(self) -> Iterator[dict[str, Any]]:
        concerns = Concerns(self._history, self._secrecy, self._region)
        for index, recorded in enumerate(self._history.effective):
            concerned = concerns.of(index)
            if self._history.confides(recorded) or isinstance(recorded.event, SafetyFlagSet):
                continue
            yield {
                "id": self._pseudonyms.of("event", self._trajectory_id, str(recorded.version)),
                "type": recorded.event.event_type,
                "time": facts.moment(recorded.event.occurred_on, recorded.event.occurred_at),
                "attributes": list(self._attributes(recorded)),
                "relationships": [{"objectId": self._id(each.kind, each.name), "qualifier": each.qualifier} for each in concerned],
            }

    def things(self) -> Iterator[dict[str, Any]]:
        trajectory = self._history.trajectory
        of_it = [{"objectId": self._id(Kind.TRAJECTORY, ""), "qualifier": "of"}]
        for kind, name in self._own:
            yield {
                "id": self._id(kind, name),
                "type": kind,
                "attributes": things.of_a_trajectory(kind, name, trajectory),
                "relationships": of_it if kind is not Kind.TRAJECTORY else [],
            }

    def _attributes(self, recorded: Recorded) -> Iterator[dict[str, Any]]:
        event, actor = recorded.event, recorded.envelope.actor
        yield {"name": "clock", "value": event.occurred_at is not None}
        yield {"name": "recorded_by_role", "value": actor.role}
        if actor.role in _AT_WORK and not self._secrecy.hides_recorder(self._history.recorded[recorded.version - 1]):
            yield {"name": "recorded_by_organisation", "value": actor.organisation}
        for attribute in facts.attributes(type(event)):
            if (value := attribute.of(event)) is not None:
                yield {"name": attribute.name, "value": value}

    def _id(self, kind: Kind, name: str) -> str:
        if kind in _IN_THE_REGISTER:
            self.registered.add((kind, name))
            return _registered_id(kind, name, self._pseudonyms)
        self._own.setdefault((kind, name))
        return self._pseudonyms.of(kind, self._trajectory_id, name)


def _registered(kind: Kind, code: str, region: Region, pseudonyms: Pseudonyms) -> dict[str, Any]:
    attributes = things.of_the_register(kind, code, region)
    return {"id": _registered_id(kind, code, pseudonyms), "type": kind, "attributes": attributes, "relationships": []}


def _registered_id(kind: Kind, code: str, pseudonyms: Pseudonyms) -> str:
    return pseudonyms.of(kind, code) if kind is Kind.LOCATION else f"{kind}-{code}"


def _event_types() -> list[dict[str, Any]]:
    """Every kind that can be there, whether or not it is. What corrects or voids is no event of the effective history."""
    return [
        {"name": name, "attributes": [{"name": each, "type": how} for each, how in (*_ROUND_EACH, *_declared(kind))]}
        for name, kind in sorted(EVENTS.items())
        if kind.stream is None and not kind.confided and kind not in (Corrected, Voided, SafetyFlagSet)
    ]


def _declared(kind: type[Event]) -> Iterator[tuple[str, str]]:
    return ((attribute.name, attribute.kind) for attribute in facts.attributes(kind))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
