"""Questions about who looked: for the privacy officer, of all trajectories."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from application.lists import midnight
from application.looking import Disclosed
from application.pages import Page, last_of
from application.problems import Forbidden, Malformed, NotFound, NotYet
from domain.codes import Role
from domain.envelope import Actor
from eventlog import Unavailable
from eventlog.access import AccessLog, StoredAccess
from eventlog.notary import NotThere, Proofs
from projections.cursor import cursor_of

_HIGHEST = 2**63


class WhoLooked:
    """Reading who looked is a look itself: the answers are closed until it is recorded who is given them (`application.looking`)."""

    def __init__(self, accesses: AccessLog, proofs: Proofs) -> None:
        self._accesses = accesses
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

        Raises `Forbidden`, `Malformed` and `NotYet`.
        """
        _may_read(actor)
        before = last_of("access-log", cursor, int) if cursor else None
        if before is not None and not 0 < before < _HIGHEST:
            raise Malformed("The cursor is not one that a page of this list gave.")
        try:
            found = self._accesses.page(
                trajectory_id=trajectory_id, subject=subject, from_=midnight(from_), to=midnight(to), before=before, limit=limit + 1
            )
        except Unavailable:
            raise NotYet.retry("The access log cannot be read just now.") from None
        taken = found[:limit]
        page = Page([_shown(each) for each in taken], cursor_of("access-log", taken[-1].position) if len(found) > limit else None)
        return Disclosed(page, (id_ for each in taken for id_ in each.trajectories))

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint of the access log: hashes only, for everybody. Raises `NotFound` and `NotYet`."""
        try:
            return self._proofs.checkpoint().data
        except NotThere:
            raise NotFound("Nothing is signed yet.") from None
        except Unavailable:
            raise NotYet.retry("The proofs cannot be read just now.") from None


def _may_read(actor: Actor) -> None:
    """Raises `Forbidden`. Whoever is to read the accesses to one trajectory only is told apart here."""
    if actor.role is not Role.PRIVACY_OFFICER:
        raise Forbidden("Who looked is for the privacy officer.")


def _shown(access: StoredAccess) -> dict[str, Any]:
    return {
        "position": access.position,
        "recorded_at": access.recorded_at,
        "access_id": access.access_id,
        "began_at": access.began_at,
        "action": access.action,
        "operation": access.operation,
        "parameters": json.loads(access.parameters),
        "outcome": access.outcome,
        "looked_by": {"subject": access.subject, "role": access.role, "organisation": access.organisation},
        "on_behalf_of": access.on_behalf_of,
        "purpose": access.purpose,
        "address": access.address,
        "ground": access.ground,
        "sought": access.sought,
        "trajectories": access.trajectories,
        "words": access.words,
    }
