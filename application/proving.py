"""Proofs for everybody: what the notary signed, and what follows from it. Nobody need be trusted, nor be signed in: it is all hashes.

Only entries, the stored bytes themselves, are for who may see every trajectory: they are ciphertext, but they are of persons.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from application.doors.granted import Granted
from application.looking.disclosing import Disclosed, Look, Looking
from application.problems import Forbidden, Malformed, NotFound, NotYet
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Recorded
from domain.erasures import erasures_of
from domain.events import ERASURES_ID, OWN_STREAMS
from eventlog import EventLog, Unavailable
from eventlog.bundle import write_bundle
from eventlog.keys.checking import Gone
from eventlog.notary import NotThere, NotYetProven, Proofs, TreeDamaged
from eventlog.proof import Bundle, Checkpoint, Note, NotSigned, Tile, VerifierKey, WitnessKey, parse_path, to_base64
from eventlog.proof import Malformed as Unreadable

PATIENCE, PAUSE = 2.0, 0.05
"""Seconds that a question waits for a record to be taken in, and between two looks."""

T = TypeVar("T")


class Proving:
    """Of the log. `witnesses` are those whose signatures are kept."""

    def __init__(self, proofs: Proofs, granted: Granted, key: VerifierKey, witnesses: Sequence[WitnessKey]) -> None:
        self._proofs = proofs
        self._granted = granted
        self._witnesses = witnesses
        self.key = str(key)
        """What the checkpoints are checked with, as C2SP `signed-note` writes it."""

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint, with the witnesses' signatures of it. Raises `NotFound` and `NotYet`."""
        with _answering("Nothing is signed yet."):
            return self._proofs.checkpoint().data

    def tile(self, path: str) -> bytes:
        """The hashes of a tile, by its path below the log's prefix (C2SP `tlog-tiles`). Raises `NotFound`, `NotYet`."""
        with _answering("There is no such tile."):
            tile = parse_path(path)
            if not isinstance(tile, Tile):
                raise NotThere(path)
            return self._proofs.tile(tile)

    def entries(self, actor: Actor, path: str) -> Disclosed[bytes]:
        """The stored bytes under a tile, for an auditor to whom all trajectories are open. Raises `Forbidden`, `NotFound`, `NotYet`."""
        if not self._granted.scope(actor, amsterdam_day(datetime.now(UTC))).everything:
            raise Forbidden("Entries go to auditors with an assignment to all trajectories.")
        with _answering("There are no such entries."):
            bundle = parse_path(path)
            if not isinstance(bundle, Bundle):
                raise NotThere(path)
            return Disclosed(self._proofs.entries(bundle), _persons(self._proofs.whose(bundle)))

    def inclusion(self, position: int, size: int | None) -> dict[str, Any]:
        """That the record at `position` stands in the tree of `size` (default: the newest). Waits for what was just recorded."""
        with _answering("There is no such record, or the log was never of that size."):
            shown = _patiently(lambda: self._proofs.inclusion(position, size))
        return {
            "index": shown.index,
            "tree_size": shown.size,
            "leaf_hash": to_base64(shown.leaf_hash),
            "proof": [to_base64(each) for each in shown.proof],
        }

    def consistency(self, first: int, second: int) -> dict[str, Any]:
        """That the log of size `second` begins with that of size `first`."""
        with _answering("The log was never of these sizes, in this order."):
            shown = self._proofs.consistency(first, second)
        return {"from": shown.first, "to": shown.second, "proof": [to_base64(each) for each in shown.proof]}

    def witnessed(self, note: bytes) -> dict[str, Any]:
        """Keeps what witnesses that are known signed under a checkpoint of this log; says which. Raises `Malformed`, `NotFound`."""
        with _answering("This log signed no such checkpoint."):
            try:
                kept = self._proofs.witnessed(Note.parse(note), self._witnesses)
            except (Unreadable, NotSigned) as reason:
                raise Malformed(f"Send a checkpoint of this log with the signature of a witness that it knows: {reason}") from None
        return {"kept": [each.name for each in kept]}


def export(
    proofs: Proofs,
    key: VerifierKey,
    directory: Path,
    looking: Looking,
    look: Look,
    progress: Callable[[int, int | None], None] = lambda done, total: None,
) -> Checkpoint:
    """Writes a bundle; that entries of a trajectory go to who looks is on record before they are written.

    Raises as `write_bundle`, and `NotYet` if it cannot be recorded: then nothing is written.
    """

    def disclosing(streams: Sequence[UUID]) -> None:
        looking.show(look, lambda _: Disclosed(None, _persons(streams)))

    return write_bundle(proofs, key, directory, progress, disclosing)


def not_decided(log: EventLog, gone: Gone) -> tuple[int, str] | None:
    """The first of what is gone from the key store although no erasure of it was begun: its position, and what is wrong.

    What is gone must have been read before this is called. Raises `Unavailable`.
    """
    recorded = (entry for entry in log.histories([ERASURES_ID]).get(ERASURES_ID, []) if isinstance(entry, Recorded))
    begun = {(each.trajectory_id, version) for each in erasures_of(recorded).values() if each.begun_at for version in each.words or (None,)}
    found = [
        (position, f"The keys of trajectory {id_} are gone, with a tombstone, and no erasure of it is on record.")
        for id_, position in gone.trajectories.items()
        if (id_, None) not in begun
    ] + [
        (position, f"The key of the words of trajectory {id_}, version {version}, is gone, and no erasure of them is on record.")
        for (id_, version), position in gone.words.items()
        if not {(id_, version), (id_, None)} & begun
    ]
    return min(found, default=None)


def _persons(streams: Sequence[UUID]) -> list[UUID]:
    return [each for each in streams if each not in OWN_STREAMS]


@contextmanager
def _answering(missing: str) -> Iterator[None]:
    try:
        yield
    except (NotThere, Unreadable):
        raise NotFound(missing) from None
    except NotYetProven:
        raise NotYet.retry("The record is there, and is not signed yet.") from None
    except (Unavailable, TreeDamaged):
        raise NotYet.retry("The proofs cannot be read just now.") from None


def _patiently(ask: Callable[[], T]) -> T:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except NotYetProven:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
