"""Pages of lists: how what somebody sees is found among all there is.

Each question has an index in its own order. Whoever sees all reads a page there; whoever sees a part would pass over what others see, which
grows with how much there is. So what he sees is looked up instead, as far as the page needs it. A question names what somebody sees only to
find it sooner: row security decides all the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from math import inf
from operator import itemgetter
from typing import NamedTuple

from domain.calendar import add_days
from projections.asking.snapshot import Item, Snapshot
from projections.generations.trajectories import FIRST

AHEAD, AND_THEN = 4, 4
"""Trajectories that are looked up for each item that is wanted; and how many times as many after them, as long as they did not do."""

FEW_MATCH = 6000
"""Trajectories that are looked up at most where a filter has an index of its own (`INDEXED`): what it lets through can be few of very
many."""

MANY = 60_000
"""The same where none has. What was found in so few of so many is likely to be found as seldom elsewhere."""

INDEXED = {
    "worklist": ("setting", "procesregisseur"),
    "findings": ("rule",),
    "findings_known": ("rule",),
    "legal_cover": ("uncovered",),
    "legal_cover_known": ("uncovered",),
}
"""Filters by which a question in the order of trajectories is answered from an index (`projections/telling/models`)."""

FEW_DUE, ONE_IN, MANY_DUE = 1500, 50, 15_000
"""What is due soonest takes looking up all of them: so it is done for who sees few, and for who sees one in so many at most. Of who sees
more, the page is full soon in the order of the list. `MANY_DUE`: of how many it takes longer to read first which they are than to ask row
security of one row after the other."""

FEW_RECORDED, MANY_RECORDED = 1500, 60_000
"""The same for what was recorded first."""

_NOBODY = "{}"
"""No ids at all, as the database says it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `next` is the cursor of the page after it; `position` is how far its rows were."""

    items: list[Item]
    next: str | None
    position: int


class Seen(NamedTuple):
    """What the actor sees, to find it sooner. `number`: trajectories, at most; None for all there are. `ids`: which, as the database reads
    them, where they are few. `begin`: the position of their first event, where that is known. `there_are`: trajectories in all, about."""

    number: int | None
    ids: str | None
    begin: int | None
    there_are: float


def page_of(snapshot: Snapshot, question: str, parameters: Mapping[str, object], limit: int, cursor: Callable[[Item], str]) -> Page:
    """At most `limit` items; `cursor` is made of the last one. One more is asked for, which tells whether there is a next page.

    Nothing is asked for who sees nothing.
    """
    items = WAYS.get(question, _by_trajectory)(snapshot, question, parameters, limit + 1)
    return Page(items[:limit], cursor(items[limit - 1]) if len(items) > limit else None, snapshot.position)


def _by_trajectory(snapshot: Snapshot, question: str, parameters: Mapping[str, object], wanted: int) -> list[Item]:
    """In the order of the list, until the page is full. Where too many were looked up in vain, all there is is gone through."""
    filters = INDEXED.get(question, ())
    most = FEW_MATCH if any(parameters[name] for name in filters) else MANY
    items: list[Item] = []
    for ids in _ahead(snapshot, parameters["after_trajectory"], wanted, most):
        if ids is None:
            return snapshot.asked(question, {**parameters, "seen": None, "limit": wanted})
        items += snapshot.asked(question, {**parameters, "seen": ids, "limit": wanted - len(items)})
        if len(items) == wanted:
            break
    return items


def _by_due(snapshot: Snapshot, question: str, parameters: Mapping[str, object], wanted: int) -> list[Item]:
    """Of who sees few all are looked up; after the first of them only for what is due no later than what these have."""
    seen = _seen(snapshot, 0, MANY_DUE)
    if seen.number is None or seen.number > min(max(FEW_DUE, seen.there_are / ONE_IN), MANY_DUE):
        return snapshot.asked(question, {**parameters, "limit": wanted})
    items: list[Item] = []
    due_before = parameters["due_before"]
    for ids in _ahead(snapshot, FIRST, wanted, inf):
        found = snapshot.asked(f"{question}_few", {**parameters, "seen": ids, "due_before": due_before, "limit": wanted})
        # Nothing of one trajectory is found twice, so that these two say the order.
        items = list(islice(merge(items, found, key=itemgetter("due_on", "trajectory_id")), wanted))
        if len(items) == wanted:
            due_before = add_days(items[-1]["due_on"], 1)
    return items


def _by_position(snapshot: Snapshot, question: str, parameters: Mapping[str, object], wanted: int) -> list[Item]:
    """Of who sees few, each of them is looked up: in this order the events of one can all come last."""
    seen = _seen(snapshot, FEW_RECORDED, MANY_RECORDED)
    if seen.number == 0:
        return []
    way = question if seen.ids is None else f"{question}_few"
    return snapshot.asked(way, {**parameters, "seen": seen.ids, "begin": seen.begin, "limit": wanted})


WAYS = {"audit_trail": _by_position, "deadlines": _by_due, "deadlines_known": _by_due}
"""Of the questions whose order is not that of trajectories."""


def _ahead(snapshot: Snapshot, begin: object, wanted: int, most: float) -> Iterator[str | None]:
    """What the actor sees, from `begin` on, as ids in the way that the database reads them: some, and then more and more. At last None
    where there are more than `most`; only None for who sees all there are."""
    after, ahead, left = FIRST, AHEAD * wanted, most
    while left > 0:
        number = min(ahead, left)
        [found] = snapshot.told("seen_next", {"begin": begin, "after": after, "ahead": number})
        if found["ids"] is None:
            break
        if found["ids"] != _NOBODY:
            yield found["ids"]
        if found["last"] is None:
            return
        after, ahead, left = found["last"], AND_THEN * ahead, left - number
    yield None


def _seen(snapshot: Snapshot, few: int, many: int) -> Seen:
    """`many`: of more than these, row security is asked row by row from here on."""
    [found] = snapshot.told("seen", {"few": few, "many": many})
    return Seen(found["number"], found["ids"], found["begin"], found["there_are"])
