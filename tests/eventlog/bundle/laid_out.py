"""Bundles as who has the log's key could make them: any entries at all, with tiles and checkpoint that fit."""

import shutil
from pathlib import Path

from eventlog.notary import LogKey
from eventlog.proof import Bundle, Frontier, Tile, bundle, entries_of, leaf_hashes, split


def entries_in(directory: Path, size: int) -> list[bytes]:
    """All of them, in order."""
    return [
        entry
        for index, first in enumerate(range(0, size, 256))
        for entry in entries_of((directory / Bundle(index, min(256, size - first)).path).read_bytes(), min(256, size - first))
    ]


def lay_out(directory: Path, entries: list[bytes], key: LogKey) -> None:
    """In the place of what was there."""
    shutil.rmtree(directory / "tile", ignore_errors=True)
    size = len(entries)
    (directory / "checkpoint").write_bytes(key.checkpoint("log", size, Frontier().append(leaf_hashes(entries))[0].root).data)
    (directory / "key").write_text(f"{key.verifier('log')}\n")
    level, hashes = 0, split(leaf_hashes(entries))
    while hashes:
        for index in range(-(-len(hashes) // 256)):
            part = hashes[index * 256 : index * 256 + 256]
            _write(directory / Tile(level, index, len(part)).path, b"".join(part))
            if level == 0:
                under = Bundle(index, len(part))
                _write(directory / under.path, bundle(entries[under.leaves.start : under.leaves.stop]))
        hashes = [_root(hashes[at : at + 256]) for at in range(0, len(hashes) - 255, 256)]
        level += 1


def _root(hashes: list[bytes]) -> bytes:
    return Frontier().append(b"".join(hashes))[0].root


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
