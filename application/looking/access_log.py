"""Questions about who looked: for the privacy officer, of all trajectories; for a jeugdige, of the own."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from application.doors.door import Door
from application.doors.knowledge import Knowledge, rows_asked
from application.looking.disclosing import Disclosed
from application.pages import Page, last_of
from application.problems import Forbidden, Malformed, NotFound, NotYet, no_such_trajectory
from domain.calendar import midnight
from domain.codes import Role
from domain.envelope import Actor
from eventlog import Unavailable
from eventlog.access import AccessLog, StoredAccess
from eventlog.notary import NotThere, Proofs
from projections.asking.cursor import cursor_of
from projections.asking.reading import Rows

_HIGHEST = 2**63

_IS_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


TOLD_WHO_LOOKED = (Role.PRIVACY_OFFICER, Role.JEUGDIGE)
"""Of whom it is to ask: for others it is a register of workers, and the organisation of a provider that looks tells a secret place."""


def told_who_looked(actor: Actor) -> bool:
    """Whether the actor may know that a trajectory which he may see was looked at: of all the privacy officer, of the own the jeugdige."""
    return actor.role in TOLD_WHO_LOOKED


MAY_CARE = (Role.PROVIDER, Role.INTEGRATION)
"""Whose organisation can be the one with whom a jeugdige is."""


def tells_place(access: StoredAccess) -> bool:
    """Whether who looked tells with whom a jeugdige may be, where that is secret: a provider or its program, that was shown something. Who
    tried and was shown nothing is named: that is what the privacy officer watches for."""
    return access.role in MAY_CARE and bool(access.trajectories)


def looker(actor: Actor, access: StoredAccess, *, unnamed: bool) -> dict[str, Any]:
    """Who looked, as the actor is told; a jeugdige not which of the workers (`WhoLooked.accesses`). `unnamed`: the role alone."""
    if unnamed:
        return {"role": access.role}
    worker = {"subject": access.subject} if actor.role is Role.PRIVACY_OFFICER else {}
    return {**worker, "role": access.role, "organisation": access.organisation}


class WhoLooked:
    """Reading who looked is a look itself: the answers are closed until it is recorded who is given them (`application.looking`)."""

    def __init__(self, accesses: AccessLog, proofs: Proofs, door: Door, rows: Rows, knowledge: Knowledge) -> None:
        self._accesses = accesses
        self._door = door
        self._rows = rows
        self._knowledge = knowledge
        self._proofs = proofs

    def accesses(
        self,
        actor: Actor,
        *,
        trajectory_id: UUID | None,
        subject: str | None,
        from_: date | None,
        to: date | None,
        limit: int,
        cursor: str | None,
    ) -> Disclosed[Page]:
        """Who looked, the newest first: at a trajectory or for it, by a subject, from the day `from_` and before the day `to`.

        A jeugdige is answered of the own trajectory: which organisations, in which role, when, why and on what ground; not which of their
        workers, nor what else was asked or shown with it (AVG 15; HvJ EU C-579/21: workers under their employer's authority are no
        recipients, and who they are is told only where somebody's rights cannot be kept without it, which the privacy officer weighs).

        While a place is secret, the privacy officer and who represents a jeugdige are not told which provider was shown something of him;
        nor what he asked, nor who else stood in that answer; asked by subject, the officer is not told of such an answer at all.

        Raises `NotFound`, `Forbidden`, `Malformed` and `NotYet`.
        """
        own, hides_lookers = _own_trajectory(actor), False
        if own is not None:
            if trajectory_id not in (None, own):
                raise no_such_trajectory()
            if subject is not None:
                raise Forbidden("Which worker it was is for the privacy officer.")
            if actor.representative:
                hides_lookers = self._door.open(actor, own, None).secrecy.hides_lookers
            trajectory_id = own
        before, recorded_before = None, midnight(to)
        if cursor is not None and own is None:
            before = _position_of(cursor)
        elif cursor is not None:
            moment = _moment_of(cursor)
            recorded_before = min(recorded_before or moment, moment)
        read = partial(self._read, trajectory_id=trajectory_id, subject=subject, from_=midnight(from_), to=recorded_before)
        if own is not None:
            found = read(before=None, limit=limit + 1)
            taken = found[:limit]
            next_ = cursor_of("own-access-log", taken[-1].recorded_at.isoformat()) if len(found) > limit else None
            return Disclosed(
                Page([_shown_to(actor, own, each, secret=hides_lookers) for each in taken], next_),
                [own] if taken else [],
                ground="own file",
            )
        told = self._told(actor, read, before, limit + 1, by_name=subject is not None)
        next_ = cursor_of("access-log", told[limit - 1][0].position) if len(told) > limit else None
        items = [_shown(actor, each, secret, of=trajectory_id) for each, secret in told[:limit]]
        return Disclosed(Page(items, next_), (id_ for item in items for id_ in item["trajectories"]))

    def _read(self, **asked: Any) -> list[StoredAccess]:
        """Raises `NotYet`."""
        try:
            return self._accesses.page(**asked)
        except Unavailable:
            raise NotYet.retry("The access log cannot be read just now.") from None

    def _told(
        self, officer: Actor, read: Callable[..., list[StoredAccess]], before: int | None, number: int, *, by_name: bool
    ) -> list[tuple[StoredAccess, frozenset[UUID]]]:
        """The newest so many below that position that are told, each with those of it whose place is secret, where the looker tells it.

        `by_name`: whether they are asked for by who looked: he is not named then by what is found. A page is filled up with what comes
        after, since one that is short would say that there was something.
        """
        told: list[tuple[StoredAccess, frozenset[UUID]]] = []
        while True:
            found = read(before=before, limit=number)
            secret = self._secret_among(officer, {id_ for each in found if tells_place(each) for id_ in each.trajectories})
            for each in found:
                hidden = secret.intersection(each.trajectories) if tells_place(each) else frozenset()
                if not (by_name and hidden):
                    told.append((each, hidden))
            if len(found) < number or len(told) >= number:
                return told[:number]
            before = found[-1].position

    def _secret_among(self, officer: Actor, trajectories: set[UUID]) -> frozenset[UUID]:
        """Those of which a place is secret by all that is recorded by now. Raises `NotYet`."""
        if not trajectories:
            return frozenset()
        self._knowledge.awaited(self._door.moment(None).position)
        with rows_asked():
            return self._rows.secret_among(officer, trajectories)

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint of the access log: hashes only, for everybody. Raises `NotFound` and `NotYet`."""
        try:
            return self._proofs.checkpoint().data
        except NotThere:
            raise NotFound("Nothing is signed yet.") from None
        except Unavailable:
            raise NotYet.retry("The proofs cannot be read just now.") from None


def _position_of(cursor: str) -> int:
    position: int = last_of("access-log", cursor, int)
    if not 0 < position < _HIGHEST:
        raise _no_cursor()
    return position


def _moment_of(cursor: str) -> datetime:
    """When the last one of the page before was recorded, which it showed: no two were at once. A position would tell of all that others
    looked at."""
    try:
        moment = datetime.fromisoformat(last_of("own-access-log", cursor, str))
    except ValueError:
        raise _no_cursor() from None
    if moment.tzinfo is None:
        raise _no_cursor()
    return moment


def _no_cursor() -> Malformed:
    return Malformed("The cursor is not one that a page of this list gave.")


def _own_trajectory(actor: Actor) -> UUID | None:
    """The only trajectory of which the actor may read who looked; None for the privacy officer, who may of all. Raises `Forbidden`.

    Also of one that was erased: that somebody looked was so, and is kept as long as the log.
    """
    if told_who_looked(actor):
        if actor.role is Role.PRIVACY_OFFICER:
            return None
        if _IS_AN_ID.fullmatch(actor.subject):
            return UUID(actor.subject)
    raise Forbidden("Who looked is for the privacy officer, and for the jeugdige himself.")


SITE = "jeugdspoor"
"""Where every access was recorded (NEN 7513, AuditSourceID): there is one log of them per region."""


_TREATS = frozenset(
    {"assigned", "unassigned", "deputy", "measure", "referral", "stay, help or request", Role.GI, Role.PROVIDER, Role.TEAM_SECRETARY}
)
"""Grounds that are a relation of help with each jeugdige who was shown; the roles, in lists, where row security asks for the same."""


def controls(access: StoredAccess) -> str:
    """What was found when it was judged whether this may be shown, as NEN 7513 has it (`controles`): four times T or F.

    That it was authorised; by a relation of help; by consent of the client, by which nothing is opened here (Jeugdwet 7.3.11, second
    paragraph: who is directly involved needs none); by the procedure for emergencies. Follows from the ground, and so needs no keeping.
    """
    found = (access.ground is not None, access.ground in _TREATS, False, access.ground == "emergency")
    return "".join("T" if each else "F" for each in found)


def _shown(officer: Actor, access: StoredAccess, secret: frozenset[UUID], *, of: UUID | None) -> dict[str, Any]:
    """`secret`: those in it of whom a place may not be told, which who looked would tell, and so would his address, what he asked, and who
    else was shown to him. `of`: the one who was asked about."""
    trajectories, sought = access.trajectories, access.sought
    if secret:
        trajectories = [of] if of in trajectories else sorted(secret)
        sought = sought if sought in trajectories else None
    return {
        "site": SITE,
        "position": access.position,
        "recorded_at": access.recorded_at,
        "access_id": access.access_id,
        "began_at": access.began_at,
        "action": access.action,
        "operation": access.operation,
        "parameters": {} if secret else json.loads(access.parameters),
        "outcome": access.outcome,
        "looked_by": looker(officer, access, unnamed=bool(secret)),
        "on_behalf_of": None if secret else access.on_behalf_of,
        "purpose": access.purpose,
        "address": None if secret else access.address,
        "ground": access.ground,
        "controls": controls(access),
        "sought": sought,
        "trajectories": trajectories,
        "words": access.words,
    }


def _shown_to(jeugdige: Actor, own: UUID, access: StoredAccess, *, secret: bool) -> dict[str, Any]:
    """To whom it is about. Addresses, parameters and positions would tell of workers, of others, and of how much is looked at elsewhere."""
    return {
        "site": SITE,
        "access_id": access.access_id,
        "recorded_at": access.recorded_at,
        "began_at": access.began_at,
        "action": access.action,
        "operation": access.operation,
        "outcome": access.outcome,
        "looked_by": looker(jeugdige, access, unnamed=secret and tells_place(access)),
        "purpose": access.purpose,
        "ground": access.ground,
        "controls": controls(access),
        "trajectories": [own] if own in access.trajectories else [],
        "words": access.words,
    }
