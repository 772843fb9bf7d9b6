"""How the log is laid out as files that anybody's tools can read: C2SP `tlog-tiles`.

A *tile* at tile level L has up to 256 neighbouring hashes of complete subtrees of level 8L; a *bundle* has the entries under one tile of
level 0. Whoever has the tiles can work out every root and proof: see `subtrees`.

>>> Tile(0, 1234067).path
'tile/0/x001/x234/067'
>>> parse_path("tile/entries/000.p/17")
Bundle(index=0, width=17)
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import Struct

from eventlog.proof.errors import Malformed
from eventlog.proof.tree import HASH_SIZE, Row, Subtrees, parents

HEIGHT = 8
"""Levels of the tree in one tile."""

WIDTH = 1 << HEIGHT
"""Hashes in a full tile, entries in a full bundle."""

LARGEST_ENTRY = 2**16 - 1
"""Bytes in one entry: its length has 16 bits."""

_U16 = Struct(">H")
_HIGHEST_LEVEL = 63
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """The name of a tile: its level (0 to 63), its index in that level, and how many hashes it has (1 to 256)."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below the log's prefix: `tile/<L>/<N>[.p/<W>]`."""
        return f"tile/{self.level}/{_numbered(self.index, self.width)}"

    def is_in(self, size: int) -> bool:
        """Whether a tree of so many leaves has all its hashes."""
        return self.index * WIDTH + self.width <= size >> HEIGHT * self.level


@dataclass(frozen=True, slots=True)
class Bundle:
    """The name of an entry bundle: its index, and how many entries it has (1 to 256)."""

    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below the log's prefix: `tile/entries/<N>[.p/<W>]`."""
        return f"tile/entries/{_numbered(self.index, self.width)}"

    @property
    def leaves(self) -> range:
        """The indexes of its entries; the first is at position `leaves.start + 1` of the log."""
        start = self.index * WIDTH
        return range(start, start + self.width)

    def is_in(self, size: int) -> bool:
        """Whether a tree of so many leaves has all its entries."""
        return self.leaves.stop <= size


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring hashes that stand in one tile, the first of them at `offset` (0 to 255)."""

    level: int
    index: int
    offset: int
    hashes: bytes


def parse_path(path: str) -> Tile | Bundle:
    """What a path below the log's prefix names. There is one path for each tile; anything else raises `Malformed`."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise Malformed(f"{path[:80]!r} is not the path of a tile or bundle.")
    of, number, partial = match.groups()
    index = int(number.replace("x", "").replace("/", ""))
    width = WIDTH if partial is None else int(partial)
    named = Bundle(index, width) if of == "entries" else Tile(int(of), index, width)
    # Written again it must be the same: that refuses leading zeros, and groups or a width that should not be written.
    if named.path != path or not 0 < width <= WIDTH or (isinstance(named, Tile) and named.level > _HIGHEST_LEVEL):
        raise Malformed(f"{path!r} is not the path of a tile or bundle: a number in it is out of range, or written with leading zeros.")
    return named


def tile_at(level: int, index: int, size: int) -> Tile:
    """The tile at this tile level and index as it stands in a tree of `size` leaves, full or partial; it must not be empty."""
    width = min(WIDTH, (size >> HEIGHT * level) - index * WIDTH)
    if width < 1:
        raise ValueError(f"A tree of {size} has no tile {index} in tile level {level}.")
    return Tile(level, index, width)


def pieces(rows: Iterable[Row]) -> Iterator[Piece]:
    """What `Frontier.append` gave, cut to where it stands in tiles; rows of levels that no tile has are left out."""
    for row in rows:
        level, between = divmod(row.level, HEIGHT)
        if between:
            continue
        index, offset = divmod(row.index, WIDTH)
        at = 0
        while at < len(row.hashes):
            until = at + (WIDTH - offset) * HASH_SIZE
            yield Piece(level, index, offset, row.hashes[at:until])
            index, offset, at = index + 1, 0, until


def subtrees(read: Callable[[Tile], bytes], size: int) -> Subtrees:
    """The hashes of all complete subtrees of a tree of `size` leaves, worked out from its tiles.

    `read` gives the hashes of a tile as it stands in a tree of that size; it may give more of them, since tiles only grow. What was read
    is kept as long as the function that this gives: make one for each proof, or for a few. Tiles that are too short raise `Malformed`.
    """
    known: dict[Tile, bytes] = {}

    def subtree(level: int, index: int) -> bytes:
        if index + 1 << level > size:
            raise ValueError(f"A tree of {size} has no complete subtree {index} in level {level}.")
        tile_level, height = divmod(level, HEIGHT)
        tile_index, offset = divmod(index << height, WIDTH)
        tile = tile_at(tile_level, tile_index, size)
        if tile not in known:
            known[tile] = read(tile)
            if len(known[tile]) < tile.width * HASH_SIZE:
                raise Malformed(f"{tile.path} has {len(known[tile])} bytes, not {tile.width * HASH_SIZE}.")
        row = known[tile][offset * HASH_SIZE : (offset + (1 << height)) * HASH_SIZE]
        for _ in range(height):
            row = parents(row)
        return row

    return subtree


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as a bundle: each with its length in front, in 16 bits, big-endian.

    A longer entry than `LARGEST_ENTRY` raises `ValueError`: cutting it, or letting its length run over, would give a bundle that does not
    hash to its tile. So does a number of entries that no bundle has.
    """
    if not 0 < len(entries) <= WIDTH:
        raise ValueError(f"A bundle has 1 to {WIDTH} entries, not {len(entries)}.")
    parts: list[bytes] = []
    for number, entry in enumerate(entries):
        if len(entry) > LARGEST_ENTRY:
            raise ValueError(f"Entry {number} has {len(entry)} bytes, and at most {LARGEST_ENTRY} fit in a bundle.")
        parts += (_U16.pack(len(entry)), entry)
    return b"".join(parts)


def entries_of(data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle that has `width` of them. Raises `Malformed`."""
    entries: list[bytes] = []
    at = 0
    while len(entries) < width:
        if len(data) < at + 2:
            raise Malformed(f"The bundle ends after {len(entries)} of {width} entries.")
        (length,) = _U16.unpack_from(data, at)
        at += 2 + length
        if len(data) < at:
            raise Malformed(f"The bundle ends within entry {len(entries)} of {width}.")
        entries.append(data[at - length : at])
    if at != len(data):
        raise Malformed(f"The bundle goes on for {len(data) - at} bytes after {width} entries.")
    return entries


def _numbered(index: int, width: int) -> str:
    """`<N>[.p/<W>]`: the index in groups of three digits, all but the last of which begin with an x."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"
