"""The one place through which every answer about persons passes: first it is recorded who is given it, then it is given.

An answer about persons comes as a `Disclosed`, which says whom it is about and lets nobody have it but `Looking`; and `Looking` opens it
after the record of it is on disk. A question that forgot this has nothing to answer with.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from application.problems import Duplicate, Forbidden, Impossible, NotFound, NotOpenYet, NotYet, Problem, VersionStale, WouldBreach
from application.together import Together
from domain.envelope import Actor
from eventlog import Unavailable
from eventlog.access import Access, AccessLog, Action, Outcome
from eventlog.access.record import MOST

T = TypeVar("T")

_OUTCOMES: Mapping[type[Problem], Outcome] = {NotFound: "not-found", Forbidden: "forbidden"}
"""Refusals of a question that are recorded: what came of an attempt. The others were judged by what was asked alone."""

_TELLING: tuple[type[Problem], ...] = (Duplicate, Impossible, NotOpenYet, VersionStale, WouldBreach)
"""Refusals that tell something of what is recorded already."""


class DuplicateOf(Duplicate):
    """With whose trajectory it is that has this BSN: kept of who learned that there is one, whether or not it is `told`."""

    def __init__(self, detail: str, holder: UUID, *, told: bool) -> None:
        super().__init__(detail)
        self.holder = holder
        if told:
            self.extra["trajectory_id"] = str(holder)


@dataclass(frozen=True, slots=True)
class Look:
    """Who asks what, why, and from where: known before anything is shown.

    `began_at`: when the question came in, with offset; `address`: of the client on the network; `operation`: the name of the question;
    `sought`: the trajectory that it asks about by its id; `parameters`: what else was asked, JSON values without data of persons.
    """

    actor: Actor
    purpose: str
    operation: str
    action: Action
    began_at: datetime
    address: str | None = None
    sought: UUID | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


class Disclosed(Generic[T]):
    """An answer about persons, closed until it is recorded that it is given."""

    __slots__ = ("_answer", "ground", "on_behalf_of", "trajectories", "words")

    def __init__(
        self,
        answer: T,
        trajectories: Iterable[UUID],
        *,
        words: bool = False,
        ground: str | None = None,
        on_behalf_of: str | None = None,
    ) -> None:
        """`trajectories`: all that something is shown of; `words`: whether narrative or identity is; `ground`: the rule on which the actor
        sees it, where it is another than that of the role; `on_behalf_of`: in whose place, where that is the ground."""
        self._answer = answer
        self.trajectories = tuple(dict.fromkeys(trajectories))
        self.words = words
        self.ground = ground
        self.on_behalf_of = on_behalf_of


class Looking:
    """Shows answers, and writes down who is shown them. What is asked at the same time is written down together."""

    def __init__(self, accesses: AccessLog) -> None:
        self._together = Together(accesses.record)

    def show(self, look: Look, ask: Callable[[Actor], Disclosed[T]]) -> T:
        """The answer to `ask`, which is asked as the actor who looks; by then it is recorded.

        Raises what `ask` raises, recorded too where it says that something is not there or not for this actor, or what is recorded
        already; and `NotYet` if it cannot be recorded: then there is no answer, nor a refusal.
        """
        try:
            disclosed = ask(look.actor)
        except _TELLING as refusal:
            self.refused(look, refusal)
            raise
        except (NotFound, Forbidden) as refusal:
            self._record([_access(look, _OUTCOMES[type(refusal)])])
            raise
        ground = disclosed.ground or look.actor.role
        ids, behalf = disclosed.trajectories, disclosed.on_behalf_of
        self._record(
            [
                _access(look, "shown", trajectories=ids[first : first + MOST], words=disclosed.words, ground=ground, on_behalf_of=behalf)
                for first in range(0, len(ids) or 1, MOST)
            ]
        )
        return disclosed._answer

    def refused(self, look: Look, refusal: Problem) -> None:
        """Before a recording is refused: records what the refusal tells, if it tells anything. Raises `NotYet` if it cannot be recorded.

        What was recorded needs no such record: the event itself says who saw what came of it.
        """
        if isinstance(refusal, _TELLING):
            holder = refusal.holder if isinstance(refusal, DuplicateOf) else None
            if look.sought or isinstance(refusal, Duplicate):
                ids = tuple(each for each in (look.sought, holder) if each)
                self._record([_access(look, "refused", trajectories=ids, ground=look.actor.role)])
        elif look.sought and type(refusal) in _OUTCOMES:
            self._record([_access(look, _OUTCOMES[type(refusal)])])

    def _record(self, accesses: list[Access]) -> None:
        try:
            self._together.put(accesses)
        except Unavailable:
            raise NotYet.retry("It cannot be recorded who looks just now, so nothing is shown.") from None


def _access(
    look: Look,
    outcome: Outcome,
    *,
    trajectories: tuple[UUID, ...] = (),
    words: bool = False,
    ground: str | None = None,
    on_behalf_of: str | None = None,
) -> Access:
    return Access(
        access_id=uuid7(),
        began_at=look.began_at,
        action=look.action,
        operation=look.operation,
        parameters=json.dumps(look.parameters, sort_keys=True, separators=(",", ":")),
        outcome=outcome,
        subject=look.actor.subject,
        role=str(look.actor.role),
        organisation=look.actor.organisation,
        on_behalf_of=on_behalf_of,
        purpose=look.purpose,
        address=look.address,
        ground=ground,
        sought=look.sought,
        trajectories=trajectories,
        words=words,
    )
