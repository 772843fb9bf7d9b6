"""The feed: what was recorded, in the order of the log, for the programs of an organisation.

It is read from the log itself, and not from the rows. Rows of a trajectory that was set aside do not grow, and who had read on would
never see what is missing; and whether a program may be told anything follows from the folded state, which `domain.rights` judges as it does
for one case. The price is a fold of each trajectory that a page looks into: about a second for a page of 500.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from application.doors.door import Door
from application.looking.disclosing import Disclosed
from application.one_case.shown import event_shown
from application.problems import Forbidden, NotYet
from domain.calendar import amsterdam_day
from domain.codes import Role, SafetyLevel
from domain.envelope import Actor, Recorded
from domain.events import OWN_STREAMS
from domain.history import History
from domain.rights import Succession, reads_confided, rights
from domain.secrecy import Secrecy, kept_from_lists
from eventlog import EventLog, Unavailable, legible

WORK = (Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI)
"""In which an organisation sees trajectories; a program sees what its people see in one of them."""

GIVEN = ("position", "version", "type", "schema", "occurred_on", "recorded_at", "data")
"""Of what is shown of an event, what a program needs to follow it."""


@dataclass(frozen=True, slots=True)
class Fed:
    """Events in the order of the log, up to and including position `reached`. `next`: after which there is more to ask for."""

    items: list[dict[str, Any]]
    reached: int
    next: int | None


@dataclass(frozen=True, slots=True)
class _Told:
    """A trajectory of which a program may be told, and as whom it is."""

    history: History
    secrecy: Secrecy
    actors: tuple[tuple[Actor, Succession], ...]

    def item(self, recorded: Recorded) -> dict[str, Any]:
        contents = not self.history.confides(recorded) or any(reads_confided(actor, of, recorded) for actor, of in self.actors)
        shown = event_shown(recorded, words=False, contents=contents, secrecy=self.secrecy)
        by = {name: value for name, value in shown["recorded_by"].items() if name != "subject"}
        return {"trajectory_id": recorded.trajectory_id, **{name: shown[name] for name in GIVEN}, "recorded_by": by}


class Feed:
    """Closed until it is recorded who is given it (`application.looking`)."""

    def __init__(self, log: EventLog, door: Door) -> None:
        self._log = log
        self._door = door

    def after(self, actor: Actor, *, after: int, limit: int, min_position: int | None) -> Disclosed[Fed]:
        """At most `limit` events after that position, of the trajectories that the actor's organisation sees today, facts alone.

        Sight is that of a procesregisseur, provider or GI of it as the trajectory stands; what is left of a right that has ended is for
        people, in the case alone. Left out are words, who recorded it by name, secret places (for everybody, as in lists), contents
        that are confided and that the organisation did not record, what was erased, and all of a trajectory of which no messages are to
        be sent (iJw OP003). Corrections and voidings are events of their own.

        A page also ends where it has looked into `limit` trajectories: it can be short, or empty, and `next` has moved on all the same.

        What comes into sight later is not told again: a trajectory that moves here, comes to a provider, or of which the flag is lifted,
        goes on with a version that is not the next one, or begins with one that is not the first. For what came before, a program has the
        case asked by somebody who sees it, or reads the feed once more from 0. Nor is it told that something has gone out of sight.

        Raises `Forbidden` for everybody but programs, and `NotYet`.
        """
        if actor.role is not Role.INTEGRATION:
            raise Forbidden("The feed is for programs. Ask /audit-trail for what was recorded.")
        head = self._door.moment(None, min_position or 0).position
        looked_into: dict[UUID, _Told | None] = {}
        found: list[tuple[_Told, Recorded]] = []
        reached = after
        try:
            while reached < head and len(found) < limit and len(looked_into) < limit:
                before = reached
                reached, ids = self._log.touched(before, limit - len(found))
                # What was recorded since may be missing from a history that was read before.
                reached = min(reached, head)
                ids -= OWN_STREAMS
                looked_into |= self._look_into(ids - looked_into.keys(), actor)
                told = (each for id_ in ids if (each := looked_into[id_]))
                new = [(each, recorded) for each in told for recorded in each.history.recorded if before < recorded.position <= reached]
                found += sorted(new, key=lambda pair: pair[1].position)
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        page = Fed([told.item(recorded) for told, recorded in found], reached, reached if reached < head else None)
        return Disclosed(page, (recorded.trajectory_id for _, recorded in found))

    def _look_into(self, ids: Collection[UUID], actor: Actor) -> Mapping[UUID, _Told | None]:
        histories = self._log.histories(ids)
        today = amsterdam_day(datetime.now(UTC))
        people = [(each, self._door.succession(each, today)) for role in WORK if (each := actor.model_copy(update={"role": role}))]
        legibles = {id_: legible(histories.get(id_, [])) for id_ in ids}
        return {id_: _told(History(recorded), people, today) if recorded else None for id_, recorded in legibles.items()}


def _told(history: History, people: Sequence[tuple[Actor, Succession]], today: date) -> _Told | None:
    """None where a program of that organisation is told nothing."""
    trajectory = history.trajectory
    if any(flag.level is SafetyLevel.NO_MESSAGES and flag.days.covers(today) for flag in trajectory.safety):
        return None
    # Without the moment: access taken in an emergency is somebody's, and no program's.
    seeing = tuple((each, of) for each, of in people if rights(each, trajectory, today, succession=of).sees)
    return _Told(history, kept_from_lists(history), seeing) if seeing else None
