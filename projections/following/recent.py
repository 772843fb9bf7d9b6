"""What was followed last, kept folded: an event that comes next costs what it changes, and not what its whole history is long."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from domain.envelope import Recorded
from domain.events import Corrected
from eventlog import EventLog, Tombstone, legible
from projections.errors import DATABASE_TROUBLE
from projections.telling.recompute import Entries, Failure, caught, of_each
from projections.telling.retold import NO_ROWS, Retold, RowsOf

MOST = 20_000
"""Events of which the states are kept, of all trajectories together: some ten kilobytes each."""


@dataclass(frozen=True, slots=True)
class _Followed:
    retold: Retold
    rows: RowsOf


class Recent:
    """The trajectories that one follower brought up to date, each as it was at its last event. Facts only: no words stay here.

    Right as long as nobody else writes the rows, and nothing that was followed is rolled back: then it is to be thrown away.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[UUID, _Followed] = OrderedDict()
        self._events = 0

    def rows(self, ids: Collection[UUID]) -> dict[UUID, RowsOf]:
        """Of those that are kept, as they were followed last."""
        return {id_: self._kept[id_].rows for id_ in ids if id_ in self._kept}

    def follow(self, log: EventLog, ids: Collection[UUID], after: int, up_to: int) -> dict[UUID, RowsOf | Failure]:
        """The rows of these trajectories at that position; `ids` are all that have events after the one, up to the other.

        What `recompute` gives, only quicker.
        """
        before = {id_: followed for id_ in ids if (followed := self._taken(id_))}
        new = _read(log, after, up_to) if before else {}
        made = {id_: caught(partial(_gone_on, followed), new[id_]) for id_, followed in before.items() if _goes_on(followed, new.get(id_))}
        made |= of_each(log, [id_ for id_ in ids if id_ not in made], up_to, _followed)
        for id_, each in made.items():
            if isinstance(each, _Followed):
                self._keep(id_, each)
        return {id_: each.rows if isinstance(each, _Followed) else each or NO_ROWS for id_, each in made.items()}

    def forget(self, ids: Collection[UUID]) -> None:
        for id_ in ids:
            self._taken(id_)

    def _keep(self, id_: UUID, followed: _Followed) -> None:
        self._kept[id_] = followed
        self._events += followed.retold.version
        while self._events > MOST:
            self._taken(next(iter(self._kept)))

    def _taken(self, id_: UUID) -> _Followed | None:
        followed = self._kept.pop(id_, None)
        if followed is not None:
            self._events -= followed.retold.version
        return followed


def _followed(entries: Entries) -> _Followed | None:
    """None of what is erased, or not there."""
    recorded = legible(entries)
    return _Followed(retold := Retold(recorded), retold.rows()) if recorded else None


def _goes_on(followed: _Followed, new: Entries | None) -> bool:
    """Whether what is new follows on what is kept, and can be read without what came before it (`eventlog.mapper`)."""
    recorded = legible(new or ())
    return (
        recorded is not None
        and recorded[0].version == followed.retold.version + 1
        and not any(isinstance(each.event, Corrected) for each in recorded)
    )


def _gone_on(followed: _Followed, new: Entries) -> _Followed | None:
    followed.retold.learn(legible(new) or ())
    return _Followed(followed.retold, followed.retold.rows())


def _read(log: EventLog, after: int, up_to: int) -> Mapping[UUID, Entries]:
    new: dict[UUID, list[Recorded | Tombstone]] = {}
    try:
        for entry in log.read(after, up_to - after):
            new.setdefault(entry.trajectory_id, []).append(entry)
    except DATABASE_TROUBLE:
        raise
    except Exception:  # one of them cannot be opened: which, is found history by history
        return {}
    return new
