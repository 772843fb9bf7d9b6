"""Reading a whole ledger again: whether it still is what was signed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.connections import Databases
from eventlog.datastore import Datastore
from eventlog.notary.keeping import stored_tile, tree_size
from eventlog.notary.kept import signed
from eventlog.notary.ledger import LEDGERS, Ledger, Mark
from eventlog.proof import Checkpoint, Frontier, Malformed, Note, NotSigned, Piece, Tile, VerifierKey, leaf_hashes, pieces, split
from eventlog.proof.tiles import HEIGHT, WIDTH
from eventlog.statements import statement

BATCH = 4096
"""Records that are read at once."""


class NotAsProven(Exception):
    """The ledger is not what was signed; `position` is the first record that is not, 0 where none can be named."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position


@dataclass(frozen=True, slots=True)
class Checked:
    """How many records were read, how many of them stand in the tree, and how many checkpoints were held against them."""

    records: int
    proven: int
    checkpoints: int


def check_ledger(
    databases: Databases,
    ledger: Ledger,
    key: VerifierKey,
    kept: Iterator[Note] | tuple[Note, ...] = (),
    progress: Callable[[int, int | None], None] = lambda done, total: None,
) -> Checked:
    """Reads every record, and compares it with the tree, and the tree with every checkpoint that was signed; nothing more may stand in it.

    `kept`: checkpoints that somebody else kept, or that lie beside the key, held against the same records. They must have been read
    before: those of a log that grows meanwhile may be of more. Raises `NotAsProven`, and `Unavailable`.
    """
    # As the notary: nobody else reads every ledger and every proof.
    datastore = Datastore(databases.notary, pool_size=1, schema="proof")
    try:
        with datastore.transaction_of_rows() as curs:
            # One snapshot for everything that is compared.
            curs.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return _Check(curs, ledger, key, tuple(kept), progress).run()
    finally:
        datastore.close()


class _Check:
    def __init__(
        self, curs: Cursor[TupleRow], ledger: Ledger, key: VerifierKey, kept: tuple[Note, ...], progress: Callable[[int, int | None], None]
    ) -> None:
        self._curs = curs
        self._ledger = ledger
        self._key = key
        self._kept = kept
        self._progress = progress
        self._sequence = _Sequence()
        self._frontier = Frontier()
        self._held = 0
        """The size of the last checkpoint that held: all records up to there are what was signed."""

    def run(self) -> Checked:
        proven = tree_size(self._curs, self._ledger)
        own, checkpoints = self._checkpoints()
        newest = max(checkpoints, default=0)
        if newest > proven:
            raise NotAsProven(proven + 1, f"The tree has {proven} leaves, and {newest} were signed.")
        if max(own, default=0) != proven:
            reason = f"The tree has {proven} leaves, and no checkpoint of that size was signed that is still there."
            raise NotAsProven(max(own, default=0) + 1, reason)
        read = 0
        for upto in [*sorted(checkpoints), None]:
            read = self._read(read, upto, proven)
            if upto is not None and read < upto:
                raise NotAsProven(read + 1, f"Position {read + 1} is not there, and a checkpoint of {upto} records was signed.")
            for checkpoint in checkpoints.get(upto or 0, ()):
                self._hold_against(checkpoint)
            self._held = upto or self._held
        self._find_more(proven)
        return Checked(read, proven, sum(map(len, checkpoints.values())))

    def _checkpoints(self) -> tuple[set[int], dict[int, list[Checkpoint]]]:
        """The sizes of those of this database, in which every signature must be true; and by size those, and what was kept elsewhere."""
        found: dict[int, list[Checkpoint]] = {}
        rows = self._curs.execute(
            "SELECT size, note FROM proof.checkpoints WHERE ledger = %s ORDER BY size", (self._ledger.name,)
        ).fetchall()
        for size, data in rows:
            checkpoint = self._signed(f"The checkpoint of {size} records", bytes(data))
            if checkpoint.size != size:
                raise NotAsProven(0, f"The checkpoint that is kept as that of {size} records was signed as one of {checkpoint.size}.")
            found[size] = [checkpoint]
        own = set(found)
        for note in self._kept:
            checkpoint = self._signed("A checkpoint that was kept elsewhere", note.data)
            known = found.setdefault(checkpoint.size, [])
            if checkpoint not in known:
                known.append(checkpoint)
        return own, found

    def _signed(self, what: str, data: bytes) -> Checkpoint:
        try:
            return signed(data, self._key)
        except (Malformed, NotSigned) as reason:
            raise NotAsProven(0, f"{what} is not what this log's key signed: {reason}") from None

    def _read(self, read: int, upto: int | None, proven: int) -> int:
        """Reads on up to that position, or to the end; gives how far it came."""
        while upto is None or read < upto:
            limit = BATCH if upto is None else min(BATCH, upto - read)
            records = self._curs.execute(self._ledger.after, {"after": read, "limit": limit}, prepare=True).fetchall()
            if not records:
                break
            records, broken = self._in_sequence(records)
            self._frontier, rows = self._frontier.append(leaf_hashes(self._ledger.entry(record) for record in records))
            for piece in pieces(rows):
                self._compare(piece, proven)
            if broken:
                raise broken
            read += len(records)
            self._progress(read, None)
        return read

    def _in_sequence(self, records: list[TupleRow]) -> tuple[list[TupleRow], NotAsProven | None]:
        """Those up to the first that is out of order: an earlier one may not be what was recorded, and is named first."""
        for count, record in enumerate(records):
            try:
                self._sequence.check(self._ledger.mark(record))
            except NotAsProven as found:
                return records[:count], found
        return records, None

    def _compare(self, piece: Piece, proven: int) -> None:
        """With the tile that was stored, as far as records were taken in."""
        stored = split(stored_tile(self._curs, self._ledger, Tile(piece.level, piece.index)))
        over = WIDTH**piece.level
        for offset, computed in enumerate(split(piece.hashes), start=piece.offset):
            first = (piece.index * WIDTH + offset) * over + 1
            if first + over - 1 > proven:
                return
            if offset >= len(stored) or stored[offset] != computed:
                what = f"The record at position {first} is" if over == 1 else f"Records {first} to {first + over - 1} are"
                raise NotAsProven(first, f"{what} not what the tree was made of (level {HEIGHT * piece.level}).")

    def _find_more(self, proven: int) -> None:
        """Hashes that no record made: what was compared are those that some record did."""
        invented: list[tuple[int, str]] = []
        for level, index, width in self._curs.execute(statement("tile_widths"), {"ledger": self._ledger.name}):
            belong = max(0, min(WIDTH, (proven >> HEIGHT * level) - index * WIDTH))
            if width > belong:
                first = min((index * WIDTH + belong) * WIDTH**level, proven) + 1
                invented.append((first, f"Tile {index} of level {level} has {width} hashes, and {proven} records make {belong} of them."))
        if invented:
            raise NotAsProven(*min(invented))
        strange = self._curs.execute(statement("strange_trees"), {"ledgers": LEDGERS}).fetchone()
        if strange:
            raise NotAsProven(0, f"There are tiles or checkpoints of {strange[0]!r}, and there is no such ledger.")

    def _hold_against(self, checkpoint: Checkpoint) -> None:
        if checkpoint.root != self._frontier.root:
            first = self._held + 1
            raise NotAsProven(
                first,
                f"The first {checkpoint.size} records have the root {self._frontier.root.hex()}, and {checkpoint.root.hex()} was signed: "
                f"a record from position {first} on was changed, and the tree with it. The first {self._held} are as they were signed.",
            )


class _Sequence:
    """What every ledger promises: positions from 1 without gaps, moments that increase; where it has streams, versions that count too."""

    def __init__(self) -> None:
        self._position = 0
        self._recorded_at: datetime | None = None
        self._versions: dict[UUID, int] = {}

    def check(self, mark: Mark) -> None:
        position, recorded_at, turn = mark
        expected = self._position + 1
        if position != expected:
            raise NotAsProven(expected, f"Position {expected} is not there, and {position} is.")
        if self._recorded_at is not None and recorded_at <= self._recorded_at:
            raise NotAsProven(position, f"Position {position} was recorded at {recorded_at}, not after the one before it.")
        if turn is not None:
            if turn.version != self._versions.get(turn.stream, 0) + 1:
                raise NotAsProven(position, f"Position {position} has version {turn.version} of its trajectory, out of order.")
            self._versions[turn.stream] = turn.version
        self._position, self._recorded_at = position, recorded_at
