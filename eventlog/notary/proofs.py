"""What the notary gives out: checkpoints, tiles, entries, and proofs that a record stands in the tree or that the tree only grew."""

from collections.abc import Collection
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.connections import Databases
from eventlog.datastore import Datastore
from eventlog.notary.keeping import TreeDamaged, read_tile, tree_size
from eventlog.notary.ledger import Ledger
from eventlog.proof import (
    HASH_SIZE,
    Bundle,
    Checkpoint,
    Note,
    Signature,
    Subtrees,
    Tile,
    WitnessKey,
    bundle,
    consistency_proof,
    inclusion_proof,
    subtrees,
)
from eventlog.statements import statement


class NotThere(LookupError):
    """There is no such record, size or tile."""


class NotYetProven(LookupError):
    """The record is there, and the tree has not reached it yet: ask again soon."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That a leaf stands at `index` of a tree of `size` (RFC 6962 section 2.1.1)."""

    index: int
    size: int
    leaf_hash: bytes
    proof: list[bytes]


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the tree of size `second` begins with that of size `first` (RFC 6962 section 2.1.2)."""

    first: int
    second: int
    proof: list[bytes]


class Proofs:
    """Of one ledger, read as the reader; witnesses' signatures are added as the notary. All raise `Unavailable`.

    >>> Proofs(databases, LOG).inclusion(17).index  # doctest: +SKIP
    16
    """

    def __init__(self, databases: Databases, ledger: Ledger, *, pool_size: int = 4) -> None:
        self._ledger = ledger
        self._reader = Datastore(databases.reader, pool_size=pool_size, schema="proof")
        self._notary = Datastore(databases.notary, pool_size=1, schema="proof")

    def close(self) -> None:
        self._reader.close()
        self._notary.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def size(self) -> int:
        """How many records stand in the tree."""
        with self._reader.reading() as curs:
            return tree_size(curs, self._ledger)

    def checkpoint(self, size: int | None = None) -> Note:
        """The newest signed checkpoint, or that of a size, with all witnesses' signatures of it. Raises `NotThere`."""
        with self._reader.reading() as curs:
            return self._checkpoint(curs, size)

    def tile(self, tile: Tile) -> bytes:
        """Its hashes, exactly as many as its name says. Raises `NotThere`."""
        with self._reader.reading() as curs:
            if not tile.is_in(tree_size(curs, self._ledger)):
                raise NotThere(tile.path)
            return read_tile(curs, self._ledger, tile)[: tile.width * HASH_SIZE]

    def entries(self, wanted: Bundle) -> bytes:
        """The stored bytes of its records, as a bundle. Raises `NotThere`, and `TreeDamaged` if one of them is gone."""
        with self._reader.reading() as curs:
            if not wanted.is_in(tree_size(curs, self._ledger)):
                raise NotThere(wanted.path)
            rows = curs.execute(self._ledger.after, {"after": wanted.leaves.start, "limit": wanted.width}, prepare=True).fetchall()
            if [row[0] for row in rows] != [index + 1 for index in wanted.leaves]:
                raise TreeDamaged(f"Records under {wanted.path} of {self._ledger.name} were signed, and are not there any more.")
            return bundle([self._ledger.entry(row) for row in rows])

    def whose(self, wanted: Bundle) -> list[UUID]:
        """The streams of which records stand in it, each once: whom who gets its entries learns something of. Raises `NotThere`."""
        with self._reader.reading() as curs:
            if not wanted.is_in(tree_size(curs, self._ledger)):
                raise NotThere(wanted.path)
            rows = curs.execute(self._ledger.after, {"after": wanted.leaves.start, "limit": wanted.width}, prepare=True).fetchall()
            return list(dict.fromkeys(turn.stream for row in rows if (turn := self._ledger.mark(row).turn)))

    def inclusion(self, position: int, size: int | None = None) -> Inclusion:
        """That the record at that position stands in the tree of that size (default: the newest).

        Raises `NotThere` for a size that was never reached or a position beyond it, `NotYetProven` for a record that was not taken in yet.
        """
        with self._reader.reading() as curs:
            newest = tree_size(curs, self._ledger)
            if size is None and position > newest:
                head = curs.execute(self._ledger.after, {"after": position - 1, "limit": 1}, prepare=True).fetchone()
                raise NotYetProven(position) if head and position > 0 else NotThere(position)
            size = newest if size is None else size
            if not 0 < position <= size <= newest:
                raise NotThere(position)
            subtree = self._subtrees(curs, size)
            return Inclusion(position - 1, size, subtree(0, position - 1), inclusion_proof(subtree, position - 1, size))

    def consistency(self, first: int, second: int) -> Consistency:
        """That the tree of size `second` begins with that of `first`. Raises `NotThere` for sizes that were never reached."""
        with self._reader.reading() as curs:
            if not 0 < first <= second <= tree_size(curs, self._ledger):
                raise NotThere(second)
            return Consistency(first, second, consistency_proof(self._subtrees(curs, second), first, second))

    def witnessed(self, note: Note, witnesses: Collection[WitnessKey]) -> list[Signature]:
        """Keeps the signatures that these witnesses made under a checkpoint of this log; gives them.

        Raises `NotThere` if this log never signed that checkpoint, `NotSigned` if no witness that is known did, `Malformed`.
        """
        checkpoint = Checkpoint.parse(note.text)
        with self._reader.reading() as curs:
            if self._checkpoint(curs, checkpoint.size).text != note.text:
                raise NotThere(checkpoint.size)
        signatures = list(note.verified(witnesses))
        with self._notary.transaction_of_rows() as curs:
            for each in signatures:
                curs.execute(
                    "INSERT INTO proof.cosignatures (ledger, size, name, key_id, line) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    (self._ledger.name, checkpoint.size, each.name, each.key_id, each.line),
                )
        return signatures

    def _checkpoint(self, curs: Cursor[TupleRow], size: int | None) -> Note:
        row = curs.execute(statement("checkpoint"), {"ledger": self._ledger.name, "size": size}, prepare=True).fetchone()
        if row is None:
            raise NotThere(size)
        return Note.parse(bytes(row[0])).signed(*(Signature.parse(line.rstrip("\n")) for line in row[1]))

    def _subtrees(self, curs: Cursor[TupleRow], size: int) -> Subtrees:
        return subtrees(lambda tile: read_tile(curs, self._ledger, tile), size)
