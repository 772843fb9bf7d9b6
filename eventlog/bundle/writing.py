"""Writing a bundle: whole or not at all, one file at a time, so that memory does not grow with the log."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from errno import EEXIST
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from eventlog.notary import Proofs
from eventlog.proof import Bundle, Checkpoint, Tile, VerifierKey, tile_at
from eventlog.proof.tiles import HEIGHT, WIDTH


def write_bundle(
    proofs: Proofs,
    key: VerifierKey,
    directory: Path,
    progress: Callable[[int, int | None], None] = lambda done, total: None,
    disclosing: Callable[[Sequence[UUID]], None] = lambda trajectories: None,
) -> Checkpoint:
    """Writes what the newest checkpoint covers into a directory that is not there yet, readable by its owner only; gives the checkpoint.

    `disclosing` is told of which trajectories entries are written, each once, before that is done: what it raises ends it.

    What is stored is laid out and not judged: that is for `verify.py`. Raises `NotThere` when nothing was signed yet, `TreeDamaged` when
    records that were signed are gone, `Unavailable`, and `OSError`, of which `FileExistsError` when there is something by that name.
    """
    note = proofs.checkpoint()
    checkpoint = Checkpoint.parse(note.text)
    disclosed: set[UUID] = set()
    with _appearing(directory) as beside:
        _write(beside / "checkpoint", note.data)
        _write(beside / "key", f"{key}\n".encode())
        _write(beside / "verify.py", (files("eventlog.bundle") / "verify.py").read_bytes())
        for tile in _tiles(checkpoint.size):
            _write(beside / tile.path, proofs.tile(tile))
            if tile.level == 0:
                under = Bundle(tile.index, tile.width)
                more = [each for each in proofs.whose(under) if each not in disclosed]
                if more:
                    disclosing(more)
                    disclosed.update(more)
                _write(beside / under.path, proofs.entries(under))
                progress(under.leaves.stop, checkpoint.size)
    return checkpoint


def _tiles(size: int) -> Iterator[Tile]:
    """All that a tree of that size has, level by level."""
    level = 0
    while hashes := size >> HEIGHT * level:
        for index in range(-(-hashes // WIDTH)):
            yield tile_at(level, index, size)
        level += 1


@contextmanager
def _appearing(directory: Path) -> Iterator[Path]:
    """A directory to write into, which is there under its name once all is written, and never takes the place of another."""
    if os.path.lexists(directory):
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(directory))
    beside = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}."))
    try:
        yield beside
        # Renaming puts a directory in the place of an empty one without asking: only of this one, which was not there a moment ago.
        directory.mkdir()
        beside.rename(directory)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
