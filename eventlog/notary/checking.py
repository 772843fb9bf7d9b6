"""Reading a whole ledger again: whether it still is what was signed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.connections import Databases
from eventlog.datastore import LogDatastore
from eventlog.notary.keeping import stored_tile, tree_size
from eventlog.notary.ledger import Ledger, Mark
from eventlog.proof import Checkpoint, Frontier, Malformed, Note, NotSigned, Piece, Tile, VerifierKey, leaf_hashes, pieces, split
from eventlog.proof.tiles import HEIGHT, WIDTH

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
    """Reads every record, and compares it with the tree, and the tree with every checkpoint that was signed.

    `kept`: checkpoints that somebody else kept, held against the same records. Raises `NotAsProven`, and `Unavailable`.
    """
    # As the notary: nobody else reads every ledger and every proof.
    datastore = LogDatastore(databases.notary, pool_size=1, schema="proof")
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
        checkpoints = self._checkpoints()
        signed = max(checkpoints, default=0)
        if proven not in {0, *checkpoints} or signed > proven:
            reason = f"The tree has {proven} leaves, and " + (
                f"{signed} were signed." if signed > proven else "no checkpoint of that size was signed."
            )
            raise NotAsProven(min(proven, signed) + 1, reason)
        read = 0
        for upto in [*sorted(checkpoints), None]:
            read = self._read(read, upto, proven)
            if upto is not None and read < upto:
                raise NotAsProven(read + 1, f"Position {read + 1} is not there, and a checkpoint of {upto} records was signed.")
            for note in checkpoints.get(upto or 0, ()):
                self._hold_against(Checkpoint.parse(note.text))
            self._held = upto or self._held
        return Checked(read, proven, sum(map(len, checkpoints.values())))

    def _checkpoints(self) -> dict[int, list[Note]]:
        """By size: those of this database, in which every signature must be true, and those that somebody else kept."""
        found: dict[int, list[Note]] = {}
        rows = self._curs.execute("SELECT size, note FROM proof.checkpoints WHERE ledger = %s ORDER BY size", (self._ledger.name,))
        notes = [(f"The checkpoint of {size} records", bytes(data)) for size, data in rows.fetchall()]
        notes += [("A checkpoint that was kept elsewhere", note.data) for note in self._kept]
        for what, data in notes:
            try:
                note = Note.parse(data)
                note.verified([self._key])
                checkpoint = Checkpoint.parse(note.text)
            except (Malformed, NotSigned) as reason:
                raise NotAsProven(0, f"{what} is not what this log's key signed: {reason}") from None
            if checkpoint.origin != self._key.name:
                raise NotAsProven(0, f"{what} is of another log, {checkpoint.origin}.")
            found.setdefault(checkpoint.size, []).append(note)
        return found

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
