"""Statistical disclosure control: what of a table of figures is not told, so that a small count is neither read nor computed.

A cell is a period and a group, or a period and the `REGION` as a whole. It has the counts from which its figure is made, or which follow
from it: of a number (n,), of a share (met, not met), of people among facts (people, facts - people). A count is *small* from 1 up to, and
not including, `below`; a cell is small if one of its counts is. Zero is no secret.

    hidden({(may, REGION): (49,), (may, "0917"): (40,), (may, "0928"): (2,), (may, "0935"): (7,)}, longer={})
    == {(may, "0928"), (may, "0935")}

Counts add up: the groups of a period to its region and, where `longer` says so, the shorter periods to the longer. Hence, from the whole
to its parts (half-year before quarter before month, the region before its groups):

1. what is hidden of a whole is hidden of all its parts;
2. what is small is hidden;
3. each small count has companions: other cells, hidden so that it could be another number while everything told stays as it is.

In a line of which the whole is told, the companion is the cell with the smallest counts, zero included (of equals, the first by name).
Where there are totals on two sides, two hidden cells in each line are not enough: zeros, or blocks that hang together by one cell, may
still give it away. There the companions are those on the cheapest *cycle*: cells along which one unit can be moved around, more here and
less there, without any total changing or any count falling below zero. A hidden cell can be another number if and only if it lies on such
a cycle of hidden cells (D. Gusfield, A graph theoretic approach to statistical data security, SIAM Journal on Computing 17(3), 1988); that
periods lie in longer periods keeps it a network, so that whole units are enough. A cycle through a small count always exists: a total that
is told is none or at least `below`, so that somebody else is in it.

Guaranteed, if the counts add up, against whoever has all tables of one variant and one dimension, with all totals, of every kind of period:
no small count has one possible value only. And the answer is the same whoever asks: what is hidden of a table depends on it and its wholes
alone, not on how many periods or how fine a table is asked, and for the region not on what it is broken down by.

Not guaranteed (see A. Hundepool and others, Statistical Disclosure Control, Wiley 2012, chapters 4 and 5):

* that the possible values lie far apart: there are at least two, and bounds follow;
* anything across tables: two dimensions, two variants of one measure (but for the share of a label beside the numbers of all labels, of
  which each is hidden where the other is: `domain.figures.report`), two knowledges or two days of asking, whose difference may be one
  jeugdige;
* anything against who knows more than is told: a jeugdige or a provider that takes its own contribution off, or somebody who reckons with
  how companions are chosen;
* that zero, or all (a share of 100%), says nothing about the members of a group;
* anything exact where people count in several groups: their counts do not add up to the region, and are treated as if they did.

The threshold is policy. What is published is rounded to five besides, as the CBS does with its counts of jeugdhulp: rounding does not
take the place of hiding, since 3 and 4 become 5, and since others may know a total unrounded.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from enum import Enum
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count
from math import floor, inf
from operator import add, itemgetter
from typing import Final, TypeVar, cast

from domain.values import dataclass


class Whole(Enum):
    REGION = "region"


REGION: Final = Whole.REGION
"""Stands where the group stands, for all groups together; None remains free for "unknown"."""

Counts = tuple[int, ...]

P = TypeVar("P", bound=Hashable)
G = TypeVar("G", bound=Hashable)


def is_small(counts: Counts, below: int = 5) -> bool:
    return any(0 < size < below for size in counts)


def hidden(
    counts: Mapping[tuple[P, G], Counts], longer: Mapping[P, P], *, also_small: Set[tuple[P, G]] = frozenset(), below: int = 5
) -> frozenset[tuple[P, G]]:
    """The cells (period, group) that are not told, of all that are given.

    `counts` has the table that is asked and all that it is part of: of each period the region and, in a table by group, the groups; and
    each longest period with all its shorter ones, down to the kind that is asked. A cell that is not given is a zero, and may be a
    companion: then it has a row that is hidden. So give a longest period the same groups whoever asks.

    `longer` has the next longer period of those over which the counts add up, and is empty where they do not. A stock is that of the last
    day: its last month by itself adds up to the quarter, and `{june: spring}` hides or tells the two together.

    `also_small`: cells that are small for another reason than their counts, such as many nights of few jeugdigen. Of these no count above
    zero follows. Their wholes, if told, must have more in them than they have.

    ValueError: a period is there without its region or its longer period, cells have different numbers of counts, or the shorter periods
    do not add up to the longer.
    """
    return frozenset(cast("tuple[P, G]", key) for tree in _trees(counts, longer) for key in tree.hidden(also_small, below))


def rounded(number: float, to: int = 5) -> int:
    """The nearest multiple; half is rounded away from zero."""
    size = to * floor(abs(Fraction(number)) / to + Fraction(1, 2))
    return size if number >= 0 else -size


def rounded_share(part: float, whole: float, to: int = 5) -> float | None:
    """The percentage that the rounded numbers make, so that it tells no more than they do; None where the whole is rounded to nothing."""
    by = rounded(whole, to)
    return float(Fraction(100 * rounded(part, to), by)) if by else None


_Key = tuple[Hashable, Hashable]
_Node = tuple[Hashable, Hashable] | None
_Road = tuple[int, int, bool]
"""Along which cell, to which node, and whether along or against it."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """A longest period and all that adds up to it. Nothing follows from one tree about another."""

    levels: Sequence[Sequence[Hashable]]
    """Its periods, the longest first."""
    groups: Sequence[Hashable]
    longer: Mapping[Hashable, Hashable]
    counts: Mapping[_Key, Counts]
    """Of each of its periods with the region and each of the groups."""

    def hidden(self, also_small: Set[_Key], below: int) -> set[_Key]:
        """See `hidden`: level by level, and of each the region before the groups."""
        gone: set[_Key] = set()
        split: set[Hashable] = set()
        upper: list[_Key] = []
        for periods in self.levels:
            split.update(self.longer[period] for period in periods if period in self.longer)
            for groups in ((REGION,), self.groups):
                table = [(period, group) for period in periods for group in groups]
                small = [
                    (key, nth)
                    for key in table
                    for nth, size in enumerate(self.counts[key])
                    if size > 0 and (size < below or key in also_small)
                ]
                gone.update([key for key in table if any(whole in gone for whole in self._wholes(key))])
                gone.update(key for key, _ in small)
                if small:
                    wholes = [key for key in upper if key in gone and (key[1] is REGION or groups is self.groups)]
                    ends = {key: self._ends(key, split, groups is self.groups) for key in (*wholes, *table)}
                    network = _Network(ends, self.counts, gone)
                    for key, nth in small:
                        network.protect(key, nth)
                upper += table
        return gone

    def _wholes(self, key: _Key) -> Iterable[_Key]:
        period, group = key
        if period in self.longer:
            yield self.longer[period], group
        if group is not REGION:
            yield period, REGION

    def _ends(self, key: _Key, split: set[Hashable], by_group: bool) -> tuple[_Node, _Node]:
        """Between which totals a cell lies: units flow from the region of the longest period down to those of shorter ones (`split` has the
        periods that have shorter ones), from there through the cells of the groups, and are gathered, group by group, in longer periods.
        """
        period, group = key
        above = (self.longer[period], group) if period in self.longer else None
        if group is REGION:
            return above, key if by_group or period in split else None
        return key if period in split else (period, REGION), above


class _Network:
    """Totals, and the cells between them that are or may be hidden."""

    def __init__(self, ends: Mapping[_Key, tuple[_Node, _Node]], counts: Mapping[_Key, Counts], gone: set[_Key]) -> None:
        self._gone = gone
        self._keys = list(ends)
        self._cell = {key: cell for cell, key in enumerate(self._keys)}
        self._counts = [counts[key] for key in self._keys]
        self._price = [0 if key in gone else 1 + sum(counts[key]) for key in self._keys]
        nodes: dict[_Node, int] = {}
        self._ends = [(nodes.setdefault(tail, len(nodes)), nodes.setdefault(head, len(nodes))) for tail, head in ends.values()]
        self._roads: list[list[_Road]] = [[] for _ in nodes]
        self._free: list[list[_Road]] = [[] for _ in nodes]
        for cell, key in enumerate(self._keys):
            for node, road in self._roads_of(cell):
                self._roads[node].append(road)
                if key in gone:
                    self._free[node].append(road)
        self._safe: set[tuple[int, int]] = set()

    def _roads_of(self, cell: int) -> Iterable[tuple[int, _Road]]:
        tail, head = self._ends[cell]
        return (tail, (cell, head, True)), (head, (cell, tail, False))

    def protect(self, key: _Key, nth: int) -> None:
        """Hides what is cheapest to hide so that this count could be another one."""
        own = self._cell[key]
        if (own, nth) in self._safe:
            return
        tail, head = self._ends[own]
        ways = (tail, head), (head, tail)  # one less here, and it goes another way; one more, and the way goes round
        cycle = next((found for way in ways if (found := self._hidden_way(*way, own, nth)) is not None), None)
        if cycle is None:
            _, cycle = min((self._cheapest_way(*way, own, nth) for way in ways), key=itemgetter(0))
        for cell in cycle:
            self._safe.add((cell, nth))
            if self._price[cell]:
                self._price[cell] = 0
                self._gone.add(self._keys[cell])
                for node, road in self._roads_of(cell):
                    self._free[node].append(road)

    def _hidden_way(self, start: int, end: int, own: int, nth: int) -> list[int] | None:
        """The cells of a way along what is hidden already.

        A way goes along a cell where one is added, and against it where one is taken off: only if there is one.
        """
        counts, free = self._counts, self._free
        found = {start: (start, own)}
        queue = [start]
        for node in queue:
            for cell, other, along in free[node]:
                if other not in found and cell != own and (along or counts[cell][nth]):
                    found[other] = node, cell
                    if other == end:
                        return _way(found, start, end)
                    queue.append(other)
        return [] if start == end else None

    def _cheapest_way(self, start: int, end: int, own: int, nth: int) -> tuple[float, list[int]]:
        """The same, with cells that must be hidden for it, and at what price; infinite where there is none."""
        order = count()
        paid: dict[int, float] = {start: 0}
        found: dict[int, tuple[int, int]] = {}
        queue: list[tuple[float, int, int]] = [(0, next(order), start)]
        while queue:
            cost, _, node = heappop(queue)
            if node == end:
                return cost, _way(found, start, end)
            if cost > paid[node]:
                continue
            for cell, other, along in self._roads[node]:
                further = cost + self._price[cell]
                if further < paid.get(other, inf) and cell != own and (along or self._counts[cell][nth]):
                    paid[other] = further
                    found[other] = node, cell
                    heappush(queue, (further, next(order), other))
        return inf, []


def _way(found: Mapping[int, tuple[int, int]], start: int, end: int) -> list[int]:
    """The cells back from the end, of each node found with the node and the cell from which it was."""
    cells = []
    while end != start:
        end, cell = found[end]
        cells.append(cell)
    return cells


def _trees(counts: Mapping[tuple[P, G], Counts], longer: Mapping[P, P]) -> Iterable[_Tree]:
    """All cells, those that were not given included, in an order that hangs on their names alone."""
    depths: dict[P, dict[P, int]] = defaultdict(dict)
    groups: dict[P, set[G]] = defaultdict(set)
    for period, group in counts:
        longest, depth = period, 0
        while longest in longer:
            longest, depth = longer[longest], depth + 1
        depths[longest][period] = depth
        groups[longest].add(group)
    width = len(next(iter(counts.values()), ()))
    for longest, depth_of in depths.items():
        levels: list[list[Hashable]] = [[] for _ in range(max(depth_of.values()) + 1)]
        for period in sorted(depth_of, key=repr):
            levels[depth_of[period]].append(period)
        names = sorted((group for group in groups[longest] if group is not REGION), key=repr)
        nothing = (0,) * width
        given = cast("Mapping[_Key, Counts]", counts)
        grid = {(period, group): given.get((period, group), nothing) for level in levels for period in level for group in (REGION, *names)}
        tree = _Tree(levels, names, cast("Mapping[Hashable, Hashable]", longer), grid)
        _refuse_what_does_not_add_up(tree, given, width)
        yield tree


def _refuse_what_does_not_add_up(tree: _Tree, given: Mapping[_Key, Counts], width: int) -> None:
    sums: dict[_Key, list[int]] = {}
    sizes: Sequence[int]
    for (period, group), sizes in tree.counts.items():
        if group is REGION and (period, group) not in given:
            raise ValueError(f"{period} has no region.")
        if len(sizes) != width:
            raise ValueError(f"{period}, {group} has {len(sizes)} counts, another cell {width}.")
        if period in tree.longer:
            above = sums.setdefault((tree.longer[period], group), [0] * width)
            above[:] = map(add, above, sizes)
    for key, sizes in sums.items():
        if key not in tree.counts:
            raise ValueError(f"{key[0]} is not there, of which shorter periods are.")
        if tuple(sizes) != tree.counts[key]:
            raise ValueError(f"The shorter periods of {key[0]} do not add up to it.")
