"""Keeping a tree: taking in what was recorded since, and signing the new head, in one transaction."""

from itertools import count

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.notary.kept import Kept, signed
from eventlog.notary.key import LogKey
from eventlog.notary.ledger import Ledger
from eventlog.proof import Checkpoint, Frontier, Malformed, Note, NotSigned, Row, Tile, leaf_hashes, pieces, root, split, subtrees
from eventlog.proof.tiles import WIDTH
from eventlog.statements import statement

KEEPING_LOCK = 0x4A657567_64737004
"""The advisory lock under which trees grow ("Jeugdsp", 4): several processes may keep them, one at a time does."""

BATCH = 4096
"""Records that are taken in together at most."""


class TreeDamaged(Exception):
    """The tree's tiles, or the records under them, are not what they were: nothing is added to it, and nothing signed."""


def advance(curs: Cursor[TupleRow], ledger: Ledger, key: LogKey, kept: Kept | None = None) -> int:
    """Takes in at most a batch, and signs the head that it makes; gives how many records that were. Within a transaction.

    Raises `TreeDamaged`, also when the tree does not begin with what is `kept` beside the key.
    """
    curs.execute("SELECT pg_advisory_xact_lock(%s)", (KEEPING_LOCK,))
    size = tree_size(curs, ledger)
    # Read under the lock, and written after a commit: what is kept was committed before the size was asked.
    earlier = _kept_of(kept, ledger, key) if kept else None
    records = curs.execute(ledger.after, {"after": size, "limit": BATCH}, prepare=True).fetchall()
    subtree = subtrees(lambda tile: read_tile(curs, ledger, tile), size)
    grows = bool(records) or (earlier is not None and earlier.size < size)
    if kept and earlier and (earlier.size > size or (grows and root(subtree, earlier.size) != earlier.root)):
        raise TreeDamaged(
            f"The tree of {ledger.name}, of {size} records, does not begin with the {earlier.size} that were signed and of which "
            f"{kept.file(ledger.name)} keeps the head: it was cut off, put back to an earlier day, or made anew. Run jeugdspoor verify."
        )
    if not records:
        return 0
    for position, record in zip(count(size + 1), records, strict=False):
        if record[0] != position:
            raise TreeDamaged(f"Position {position} of {ledger.name} is not there, and {record[0]} is.")
    before = Frontier.of(subtree, size)
    after, rows = before.append(leaf_hashes(ledger.entry(record) for record in records))
    _store(curs, ledger, rows)
    note = key.checkpoint(ledger.name, after.size, after.root)
    parameters = (ledger.name, after.size, note.data)
    if (
        curs.execute("INSERT INTO proof.checkpoints (ledger, size, note) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", parameters).rowcount
        != 1
    ):
        raise TreeDamaged(f"A head of {after.size} records of {ledger.name} was signed before: the tree was cut off since.")
    return len(records)


def head(curs: Cursor[TupleRow], ledger: Ledger, key: LogKey) -> Note | None:
    """The newest head that was signed, None where none was; in the transaction of `advance`. Raises `TreeDamaged`."""
    row = curs.execute(statement("checkpoint"), {"ledger": ledger.name, "size": None}, prepare=True).fetchone()
    if row is None:
        return None
    try:
        checkpoint = signed(bytes(row[0]), key.verifier(ledger.name))
    except (Malformed, NotSigned) as reason:
        raise TreeDamaged(f"The newest checkpoint of {ledger.name} is not what this log's key signed: {reason}") from None
    if checkpoint.size != (size := tree_size(curs, ledger)):
        raise TreeDamaged(f"The newest checkpoint of {ledger.name} is of {checkpoint.size} records, and its tree has {size}.")
    return Note.parse(bytes(row[0]))


def _kept_of(kept: Kept, ledger: Ledger, key: LogKey) -> Checkpoint | None:
    try:
        data = kept.read(ledger.name)
        return signed(data, key.verifier(ledger.name)) if data is not None else None
    except (OSError, Malformed, NotSigned) as reason:
        said = reason.strerror if isinstance(reason, OSError) else str(reason)
        raise TreeDamaged(f"{kept.file(ledger.name)} is not a checkpoint that this log's key signed: {said}") from None


def tree_size(curs: Cursor[TupleRow], ledger: Ledger) -> int:
    """How many records stand in the tree."""
    row = curs.execute(statement("tree_size"), {"ledger": ledger.name}, prepare=True).fetchone()
    return row[0] * WIDTH + row[1] if row else 0


def read_tile(curs: Cursor[TupleRow], ledger: Ledger, tile: Tile) -> bytes:
    """The hashes of a tile, at least as many as its name says. Raises `TreeDamaged`."""
    hashes = stored_tile(curs, ledger, tile)
    if len(split(hashes)) < tile.width:
        raise TreeDamaged(f"{tile.path} of {ledger.name} has {len(split(hashes))} hashes of {tile.width}.")
    return hashes


def stored_tile(curs: Cursor[TupleRow], ledger: Ledger, tile: Tile) -> bytes:
    """The hashes that stand there, however many."""
    row = curs.execute(
        "SELECT hashes FROM proof.tiles WHERE ledger = %s AND level = %s AND index = %s",
        (ledger.name, tile.level, tile.index),
        prepare=True,
    ).fetchone()
    return bytes(row[0]) if row else b""


def _store(curs: Cursor[TupleRow], ledger: Ledger, rows: list[Row]) -> None:
    for piece in pieces(rows):
        parameters = {"ledger": ledger.name, "level": piece.level, "index": piece.index, "offset": piece.offset, "hashes": piece.hashes}
        if curs.execute(statement("grow_tile"), parameters, prepare=True).rowcount != 1:
            raise TreeDamaged(f"Tile {piece.index} of level {piece.level} of {ledger.name} does not end at hash {piece.offset}.")
