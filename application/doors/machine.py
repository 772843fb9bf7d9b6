"""Reading at the machine itself, where the log and its keys are."""

from datetime import datetime

from application.doors.door import Door
from domain.codes import Role
from domain.envelope import Actor
from domain.history import History
from domain.rights import Rights, Succession


class MachineDoor(Door):
    """For whoever has a shell there, as an administrator. No right gives him sight, and none can keep him from what he holds the keys to.

    He is shown the facts of every trajectory as somebody is who has no need to know more: without words, without what is confided, and
    without a place that is secret. That he looked is on record like any other reading (`application.looking`).
    """

    def _allowed(self, actor: Actor, succession: Succession, history: History, now: datetime) -> tuple[Rights, datetime | None]:
        return Rights(sees=True), None


def as_reporter(actor: Actor) -> Actor:
    """As whom he is told figures: small counts are for roles that he has not. He is on record as who he is."""
    return actor.model_copy(update={"role": Role.REPORTER})
