"""The Merkle tree of RFC 6962 section 2.1: hashes, roots, proofs, and their verification.

A tree of any size is made of *complete subtrees*: the one at `(level, index)` stands over the 2**level leaves from `index * 2**level` on.
Its hash never changes once its leaves are there, so these are what is stored; the root and the proofs of every size are worked out
from O(log size) of them. Rows of neighbouring hashes are passed around as bytes, 32 for each.

>>> frontier, rows = Frontier().append(leaf_hashes([b"first", b"second", b"third"]))
>>> [(row.level, row.index, len(split(row.hashes))) for row in rows]
[(0, 0, 3), (1, 0, 1)]
>>> stored = {(row.level, row.index + n): each for row in rows for n, each in enumerate(split(row.hashes))}
>>> proof = inclusion_proof(lambda level, index: stored[level, index], 1, frontier.size)
>>> verify_inclusion(leaf_hash(b"second"), 1, frontier.size, proof, frontier.root)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import Self

from eventlog.proof.errors import NotProven

HASH_SIZE = 32
"""Bytes in a hash: SHA-256."""

LARGEST_SIZE = 2**64 - 1
"""Leaves in a tree: a tree size has 64 bits (RFC 6962 section 3.5)."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

Subtrees = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree at `(level, index)`; is never asked for one that lacks leaves."""

_PAIR = 2 * HASH_SIZE


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry). The zero tells leaves from nodes, so that neither can pass for the other."""
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> bytes:
    """The row of the hashes of these leaves."""
    return b"".join([sha256(b"\x00" + entry).digest() for entry in entries])


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def parents(row: bytes) -> bytes:
    """The row above this one, which begins at an even index: one node for each pair. An odd hash at its end has no parent yet."""
    return b"".join([sha256(b"\x01" + row[at : at + _PAIR]).digest() for at in range(0, len(row) - HASH_SIZE, _PAIR)])


def split(row: bytes) -> list[bytes]:
    """The hashes of a row, one by one."""
    return [row[at : at + HASH_SIZE] for at in range(0, len(row), HASH_SIZE)]


@dataclass(frozen=True, slots=True)
class Row:
    """Hashes of neighbouring complete subtrees of one level; `index` is that of the first."""

    level: int
    index: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it, and to know its root.

    `edge` has the hashes of the complete subtrees that together cover all leaves, one for each bit that is set in `size`, the smallest
    (the rightmost) first. Appending gives a new frontier and leaves this one as it was, for when the new rows could not be stored.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= LARGEST_SIZE or [len(each) for each in self.edge] != [HASH_SIZE] * self.size.bit_count():
            raise ValueError(f"A frontier of {self.size} leaves cannot have this edge of {len(self.edge)} hashes.")

    @classmethod
    def of(cls, subtree: Subtrees, size: int) -> Self:
        """The frontier of the first `size` leaves, from what is stored."""
        return cls(size, tuple(subtree(level, index) for level, index in _cover(0, size)))

    @property
    def root(self) -> bytes:
        """MTH(D[size])."""
        return _joined(self.edge) if self.edge else EMPTY_ROOT

    def append(self, leaves: bytes) -> tuple["Frontier", list[Row]]:
        """With a row of leaf hashes appended: the frontier, and what is new in each level, from the leaves up.

        One node is hashed for each leaf, plus at most one in each level.
        """
        size = self.size + _count(leaves)
        rows: list[Row] = []
        edge: list[bytes] = []
        waiting = iter(self.edge)
        level, index, new = 0, self.size, leaves
        while new or index:
            if new:
                rows.append(Row(level, index, new))
            # At an odd index, the left half of the first pair has been waiting for its right half.
            row = next(waiting) + new if index & 1 else new
            if size >> level & 1:
                edge.append(row[-HASH_SIZE:])
            level, index, new = level + 1, index >> 1, parents(row)
        return Frontier(size, tuple(edge)), rows


def root(subtree: Subtrees, size: int) -> bytes:
    """MTH(D[size]), the root over the first `size` leaves (RFC 6962 section 2.1)."""
    return Frontier.of(subtree, size).root


def inclusion_proof(subtree: Subtrees, index: int, size: int) -> list[bytes]:
    """PATH(index, D[size]): the hashes that lead from leaf `index` to the root of `size` leaves (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"Leaf {index} is not in a tree of {size}.")
    start, end = 0, size
    proof: list[bytes] = []
    while end - start > 1:
        middle = start + _left_part(end - start)
        if index < middle:
            proof.append(_hash_of(subtree, middle, end))
            end = middle
        else:
            proof.append(_hash_of(subtree, start, middle))
            start = middle
    return proof[::-1]


def consistency_proof(subtree: Subtrees, first: int, second: int) -> list[bytes]:
    """PROOF(first, D[second]): the hashes that show that the first `first` leaves did not change (RFC 6962 section 2.1.2).

    Empty where both sizes are the same. Nothing can be inconsistent with a tree without leaves, so there is no proof from size 0.
    """
    if not 0 < first <= second:
        raise ValueError(f"There is no proof of consistency from size {first} to size {second}.")
    start, end = 0, second
    proof: list[bytes] = []
    while first != end:
        middle = start + _left_part(end - start)
        if first <= middle:
            proof.append(_hash_of(subtree, middle, end))
            end = middle
        else:
            proof.append(_hash_of(subtree, start, middle))
            start = middle
    if start:  # else what is left is the whole first tree, the root of which the verifier has
        proof.append(_hash_of(subtree, start, end))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """That the leaf with this *hash* stands at `index` in the tree with this size and root (RFC 9162 section 2.1.3.2).

    Size and root must come from one signed checkpoint: a proof binds the way from the leaf to the root, and in trees of several sizes that
    way can be the same. Raises `NotProven`.
    """
    if not 0 <= index < size <= LARGEST_SIZE:
        raise NotProven(f"Leaf {index} cannot stand in a tree of {size}.")
    _check_sizes(leaf, root, *proof)
    node, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise NotProven(f"A proof of leaf {index} in a tree of {size} is shorter than {len(proof)} hashes.")
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            node, last = _skipping(node, last)
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise NotProven(f"A proof of leaf {index} in a tree of {size} is longer than {len(proof)} hashes.")
    if computed != root:
        raise NotProven(f"The proof of leaf {index} in a tree of {size} leads to the root {computed.hex()}, not to {root.hex()}.")


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> None:
    """That the tree of `second` leaves begins with the tree of `first` leaves (RFC 9162 section 2.1.4.2).

    For equal sizes: that the roots are equal, and the proof empty. Sizes and roots must come from signed checkpoints, as with an inclusion
    proof. Raises `NotProven`.
    """
    if not 0 < first <= second <= LARGEST_SIZE:
        raise NotProven(f"Nothing shows that a tree of {second} begins with a tree of {first}.")
    _check_sizes(first_root, second_root, *proof)
    between = f"from size {first} to size {second}"
    if first == second:
        if proof:
            raise NotProven(f"A proof {between} is empty, and this one has {len(proof)} hashes.")
        if first_root != second_root:
            raise NotProven(f"Two trees of {first} have different roots: {first_root.hex()} and {second_root.hex()}.")
        return
    if not proof:
        raise NotProven(f"A proof {between} is not empty.")
    is_complete = first & (first - 1) == 0
    path = [first_root, *proof] if is_complete else proof
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first_computed = second_computed = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise NotProven(f"A proof {between} is shorter than {len(proof)} hashes.")
        if node & 1 or node == last:
            first_computed = node_hash(sibling, first_computed)
            second_computed = node_hash(sibling, second_computed)
            node, last = _skipping(node, last)
        else:
            second_computed = node_hash(second_computed, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise NotProven(f"A proof {between} is longer than {len(proof)} hashes.")
    if first_computed != first_root:
        raise NotProven(f"The proof {between} leads to the first root {first_computed.hex()}, not to {first_root.hex()}.")
    if second_computed != second_root:
        raise NotProven(f"The proof {between} leads to the second root {second_computed.hex()}, not to {second_root.hex()}.")


def _left_part(count: int) -> int:
    """The largest power of two smaller than `count`, which is above 1: how many of so many leaves go to the left."""
    return 1 << (count - 1).bit_length() - 1


def _cover(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees over the leaves from `start` to `end`, the smallest (rightmost) first.

    `start` is where the tree divides, so that no subtree lies across it.
    """
    count = end - start
    while count:
        lowest = count & -count
        level = lowest.bit_length() - 1
        yield level, (start + count >> level) - 1
        count -= lowest


def _hash_of(subtree: Subtrees, start: int, end: int) -> bytes:
    """MTH(D[start:end]); `end` is above `start`."""
    return _joined(subtree(level, index) for level, index in _cover(start, end))


def _joined(edge: Iterable[bytes]) -> bytes:
    """The root over complete subtrees that stand side by side, given from right to left."""
    return reduce(lambda right, left: node_hash(left, right), edge)


def _skipping(node: int, last: int) -> tuple[int, int]:
    """At the right edge, past the levels in which the last node has no sibling (RFC 9162: until LSB(fn) is set or fn is 0)."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _count(row: bytes) -> int:
    count, rest = divmod(len(row), HASH_SIZE)
    if rest:
        raise ValueError(f"A row of hashes cannot have {len(row)} bytes.")
    return count


def _check_sizes(*hashes: bytes) -> None:
    for each in hashes:
        if len(each) != HASH_SIZE:
            raise NotProven(f"A hash has {HASH_SIZE} bytes, not {len(each)}.")
