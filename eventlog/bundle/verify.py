"""Checks an exported bundle of a log, offline: python verify.py DIR [--key VKEY] [--checkpoint FILE ...] [--witness VKEY ...]

One file for Python 3.9 or newer and nothing else; it shares no code with the program that made the bundle. What it reads is public:
RFC 6962 (trees), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-tiles. It shows that

- the checkpoint bears the signature of the log's key, and that of every witness that is named;
- every entry is there and none more, each hashes to its tile, and the tiles hash to the root that was signed;
- positions count from 1 without gaps, moments increase, and the versions of each trajectory count from 1 without gaps;
- the log still begins with every older checkpoint that somebody kept.

It opens no entry: they are ciphertext. Memory grows with the number of trajectories (some 200 bytes each), not with the number of records.
Exit code 0: it is so. 1: it is not; the first bad position and the reason are printed. 2: wrong use.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from hashlib import sha256, sha512
from pathlib import Path
from typing import NamedTuple, NoReturn

WIDTH = 256  # hashes in a full tile, entries in a full bundle of them
HASH = 32
LARGEST_NOTE = 2**20
LARGEST_ENTRIES = WIDTH * (2 + 2**16 - 1)
LOG_KEY, WITNESS_KEY = 0x01, 0x04


class Bad(Exception):
    """The bundle does not show what it should; `position` is the first record concerned, if there is one."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.position = position


class Unreadable(ValueError):
    """A text that is not laid out as its specification says."""


# --- Ed25519 (RFC 8032 section 5.1), verification only

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """Extended homogeneous coordinates: x = X/Z, y = Y/Z, x * y = T/Z."""

    x: int
    y: int
    z: int
    t: int


def added(one: Point, other: Point) -> Point:
    """Complete: right for any two points of the curve, equal ones and those of small order too (5.1.4)."""
    a = (one.y - one.x) * (other.y - other.x)
    b = (one.y + one.x) * (other.y + other.x)
    c = 2 * one.t * other.t * D
    d = 2 * one.z * other.z
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def multiplied(scalar: int, point: Point) -> Point:
    product = Point(0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            product = added(product, point)
        point = added(point, point)
        scalar >>= 1
    return product


def decoded(data: bytes) -> Point | None:
    """The point, or None: y is P or more, x would be 0 with a sign, or there is no such point (5.1.3)."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return Point(x, y, 1, x * y % P)


BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 46316835694926478169428394003475163141307993866256225615783033603165251855960
BASE = Point(BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether it is this key's signature (5.1.7).

    Points of small order are points like others there. Of the two equations that are allowed, this is the one without the factor 8, which
    OpenSSL and Go check too: one signature, one verdict.
    """
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point, scalar = decoded(public), decoded(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or point is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = multiplied(scalar, BASE), added(point, multiplied(challenge, key))
    return (left.x * right.z - right.x * left.z) % P == 0 and (left.y * right.z - right.y * left.z) % P == 0


# --- Keys, notes and checkpoints (C2SP)


class Key(NamedTuple):
    name: str
    id: str
    type: int
    public: bytes


class Checkpoint(NamedTuple):
    """`signatures`: name, id of the key, and what the key made."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: list[tuple[str, str, bytes]]


def base64_of(text: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unreadable("there is no base64 where it should be") from None
    if base64.b64encode(value).decode() != text:
        raise Unreadable("base64 is not written as it should be")
    return value


def is_name(text: str) -> bool:
    return bool(text) and not any(each == "+" or each < " " or each.isspace() for each in text)


def key_of(text: str, kind: int) -> Key:
    """`<name>+<id in hex>+<base64 of type and key>`."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):
        raise Unreadable("a verifier key is a name, an id and a key, with a + between them")
    material = base64_of(parts[2])
    if len(material) != 33 or material[0] != kind:
        raise Unreadable(f"it is not an Ed25519 key of type {kind}, which is what a {'log' if kind == LOG_KEY else 'witness'} has")
    if parts[1] != sha256(parts[0].encode() + b"\n" + material).hexdigest()[:8]:
        raise Unreadable("the id is not that of the key")
    return Key(parts[0], parts[1], kind, material[1:])


def checkpoint_of(data: bytes) -> Checkpoint:
    """What it says means nothing before its signatures are checked."""
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8") from None
    text, blank, under = whole.rpartition("\n\n")
    if not (blank and under.endswith("\n")) or any(each < " " and each != "\n" for each in whole):
        raise Unreadable("it is no text with signatures under it")
    lines = text.split("\n")
    if len(lines) < 3 or not all(lines) or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
        raise Unreadable("it has no origin, size and root")
    root = base64_of(lines[2])
    if len(root) != HASH:
        raise Unreadable("its root is no hash")
    signatures = []
    for line in under[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        value = base64_of(encoded)
        if dash != "\u2014" or not is_name(name) or len(value) < 5:
            raise Unreadable("there is a line under it that is no signature")
        signatures.append((name, value[:4].hex(), value[4:]))
    return Checkpoint(f"{text}\n", lines[0], int(lines[1]), root, signatures)


def signed_by(checkpoint: Checkpoint, key: Key, what: str) -> list[bytes]:
    """Its signatures by that key, which are all true; none if there are none."""
    found = [value for name, id_, value in checkpoint.signatures if (name, id_) == (key.name, key.id)]
    for value in found:
        signature, message = value, checkpoint.text
        if key.type == WITNESS_KEY:
            at = int.from_bytes(value[:8], "big")
            signature, message = value[8:], f"cosignature/v1\ntime {at}\n{checkpoint.text}"
            if at >= 2**63:
                raise Bad(f"{what}: the witness {key.name} signed at no moment that can be.")
        if not ed25519(key.public, signature, message.encode()):
            raise Bad(f"{what}: the signature of {key.name} is false.")
    return found


def of_this_log(data: bytes, key: Key, what: str) -> Checkpoint:
    try:
        checkpoint = checkpoint_of(data)
    except Unreadable as reason:
        raise Bad(f"{what} is no checkpoint: {reason}.") from None
    if not signed_by(checkpoint, key, what):
        raise Bad(f"{what} does not bear the signature of {key.name} (key {key.id}).")
    if checkpoint.origin != key.name:
        raise Bad(f"{what} is of another log: {checkpoint.origin}.")
    return checkpoint


# --- The tree, its tiles, and the entries under them


def number_of(index: int) -> str:
    """Groups of three digits, all but the last of which begin with an x."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


class Bundle:
    def __init__(self, directory: Path, size: int) -> None:
        self.directory = directory
        self.size = size

    def read(self, path: str, most: int, position: int | None = None) -> bytes:
        """Refuses what is no file, and does not read on for ever."""
        file = self.directory / path
        try:
            if not file.is_file():
                raise Bad(f"{path} is not there.", position)
            with file.open("rb") as opened:
                data = opened.read(most + 1)
        except OSError as error:
            raise Bad(f"{path} cannot be read: {error.strerror}.", position) from None
        if len(data) > most:
            raise Bad(f"{path} goes on after what belongs in it.", position)
        return data

    def width(self, level: int, index: int) -> int:
        """How many hashes that tile has; 0 or less where there is no tile."""
        return min(WIDTH, (self.size >> 8 * level) - index * WIDTH)

    def path(self, of: str, level: int, index: int) -> str:
        width = self.width(level, index)
        return f"tile/{of}/{number_of(index)}" + (f".p/{width}" if width < WIDTH else "")

    def tile(self, level: int, index: int) -> bytes:
        first = (index * WIDTH << 8 * level) + 1
        return self.read(self.path(str(level), level, index), self.width(level, index) * HASH, first)

    def entries(self) -> Iterator[tuple[int, bytes]]:
        """Each with its position."""
        for index in range(-(-self.size // WIDTH)):
            first, width = index * WIDTH + 1, self.width(0, index)
            path = self.path("entries", 0, index)
            data = self.read(path, LARGEST_ENTRIES, first)
            at = 0
            for position in range(first, first + width):
                length = int.from_bytes(data[at : at + 2], "big")
                if len(data) < at + 2 + length:
                    raise Bad(f"{path} ends before or in this entry.", position)
                yield position, data[at + 2 : at + 2 + length]
                at += 2 + length
            if at != len(data):
                raise Bad(f"{path} goes on after its last entry.", first + width - 1)

    def check_that_there_is_no_more(self) -> None:
        def unreadable(error: OSError) -> NoReturn:
            raise Bad(f"{error.filename} cannot be read: {error.strerror}.")

        top = self.directory / "tile"
        for folder, folders, files in os.walk(top, onerror=unreadable) if top.exists() else ():  # an empty log has none
            folders.sort()
            for name in sorted(files):
                path = (Path(folder) / name).relative_to(self.directory).as_posix()
                match = re.fullmatch(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(\.p/[0-9]{1,3})?", path, re.ASCII)
                if match is None:
                    raise Bad(f"{path!a} does not belong there.")
                level, index = 0 if match[1] == "entries" else int(match[1]), int(re.sub("[x/]", "", match[2]))
                if self.width(level, index) < 1 or path != self.path(match[1], level, index):
                    first = (index * WIDTH << 8 * level) + 1
                    raise Bad(f"{path} does not belong to a log of {self.size} records.", first if first > self.size else None)


class Tree:
    """Grows leaf by leaf (RFC 6962 section 2.1); every hash that stands in a tile is held against it as soon as it is known."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.size = 0
        self.edge: list[bytes] = []
        self.tiles: dict[int, tuple[int, bytes]] = {}

    def add(self, entry: bytes) -> None:
        computed, level, index = sha256(b"\x00" + entry).digest(), 0, self.size
        while True:
            if level % 8 == 0:
                self.compare(level // 8, index, computed)
            if not index & 1:
                break
            computed = sha256(b"\x01" + self.edge.pop() + computed).digest()
            level, index = level + 1, index >> 1
        self.edge.append(computed)
        self.size += 1

    def compare(self, level: int, index: int, computed: bytes) -> None:
        number, offset = divmod(index, WIDTH)
        if level not in self.tiles or self.tiles[level][0] != number:
            self.tiles[level] = number, self.bundle.tile(level, number)
        if self.tiles[level][1][offset * HASH : (offset + 1) * HASH] != computed:
            first, last = (index << 8 * level) + 1, index + 1 << 8 * level
            what = "The entry does" if level == 0 else f"The entries from here to {last} do"
            raise Bad(f"{what} not hash to {self.bundle.path(str(level), level, number)}.", first)

    def root(self) -> bytes:
        if not self.edge:
            return sha256(b"").digest()
        *rest, root = self.edge
        for left in reversed(rest):
            root = sha256(b"\x01" + left + root).digest()
        return root


class Order:
    """What stands in clear in an entry (topic `sealed/1`): u16 length + topic | u64 position | 16 bytes trajectory | u32 version |
    i64 microseconds since 1970-01-01T00:00Z | u32 length + ciphertext; integers are big-endian."""

    TOPIC = b"\x00\x08sealed/1"
    HEAD = struct.Struct(">Q16sIqI")

    def __init__(self) -> None:
        self.moment: int | None = None
        self.versions: dict[bytes, int] = {}

    def check(self, position: int, entry: bytes) -> None:
        at = len(self.TOPIC)
        if entry[:at] != self.TOPIC or len(entry) < at + self.HEAD.size:
            raise Bad("The entry is not laid out as sealed/1.", position)
        said, trajectory, version, moment, length = self.HEAD.unpack_from(entry, at)
        if len(entry) != at + self.HEAD.size + length:
            raise Bad("The entry is longer or shorter than it says.", position)
        if said != position:
            raise Bad(f"The entry that stands here says that it is at position {said}.", position)
        if self.moment is not None and moment <= self.moment:
            raise Bad(f"It was recorded at {shown(moment)}, not after the one before it, at {shown(self.moment)}.", position)
        expected = self.versions.get(trajectory, 0) + 1
        if version != expected:
            raise Bad(f"It is version {version} of trajectory {trajectory.hex()}, and version {expected} comes next.", position)
        self.moment = moment
        self.versions[trajectory] = version


def shown(microseconds: int) -> str:
    try:
        return (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=microseconds)).isoformat()
    except OverflowError:
        return f"{microseconds} microseconds since 1970"


# --- The check


class Asked(NamedTuple):
    """`kept`: older checkpoints, by the name of their file."""

    directory: Path
    key: Key | None
    kept: dict[str, bytes]
    witnesses: list[Key]


def check(asked: Asked) -> Iterator[str]:
    """What it shows, line by line. Raises `Bad`."""
    key = key_to_check_with(asked)
    newest = of_this_log(Bundle(asked.directory, 0).read("checkpoint", LARGEST_NOTE), key, "checkpoint")
    kept = {file: of_this_log(data, key, file) for file, data in asked.kept.items()}
    all_signed = [("checkpoint", newest), *kept.items()]
    yield f"The checkpoint of {newest.size} records is signed by {key.name} (key {key.id})."
    for witness in asked.witnesses:
        yield witnessed(witness, all_signed)

    bundle = Bundle(asked.directory, newest.size)
    tree, order, held = Tree(bundle), Order(), 0
    ahead = sorted(all_signed, key=lambda each: each[1].size)
    entries = bundle.entries()
    while ahead and ahead[0][1].size <= newest.size:
        file, signed = ahead.pop(0)
        if signed.size > tree.size:
            held = tree.size  # everything that was signed up to there is as it was signed
        while tree.size < signed.size:
            position, entry = next(entries)
            tree.add(entry)
            order.check(position, entry)
            progress(position, newest.size)
        if tree.root() != signed.root:
            raise Bad(
                f"The first {signed.size} records have the root {tree.root().hex()}, and {file}, which is signed, has {signed.root.hex()}: "
                f"a record from position {held + 1} on was changed, and the tiles with it.",
                held + 1 if signed.size else None,
            )
    if ahead:
        file, signed = ahead[0]
        raise Bad(f"The bundle ends at {newest.size} records, and {file} was signed when there were {signed.size}.", newest.size + 1)
    next(entries, None)  # a bundle that goes on after its last entry is found where it ends
    bundle.check_that_there_is_no_more()

    yield f"All {newest.size} entries are there and none more; they hash to the tiles, and the tiles to the root that was signed."
    until = f", the last is {shown(order.moment)}" if order.moment is not None else ""
    yield f"Positions count from 1, and so do the versions of each of {len(order.versions)} trajectories. Moments increase{until}."
    for file, signed in kept.items():
        yield f"It begins with the {signed.size} records of {file}."


def key_to_check_with(asked: Asked) -> Key:
    try:
        text = Bundle(asked.directory, 0).read("key", 1000).decode()
        if not text.endswith("\n"):
            raise Unreadable("it does not end with a newline")
        own = key_of(text[:-1], LOG_KEY)
    except ValueError as reason:
        raise Bad(f"key is no verifier key: {reason}.") from None
    if asked.key is None:
        warn(
            "the key came with the bundle, so that whoever made the one could have made the other. "
            "To mean something, it must come from elsewhere: give it with --key."
        )
    elif asked.key != own:
        raise Bad(f"The bundle is said to be of {own.name} (key {own.id}), and not of {asked.key.name} (key {asked.key.id}).")
    return own


def witnessed(witness: Key, all_signed: Sequence[tuple[str, Checkpoint]]) -> str:
    """The largest that it signed."""
    for file, signed in sorted(all_signed, key=lambda each: each[1].size, reverse=True):
        values = signed_by(signed, witness, file)
        if values:
            at = int.from_bytes(values[0][:8], "big")
            return f"The witness {witness.name} signed {file}, of {signed.size} records, on {shown(at * 1_000_000)}."
    raise Bad(f"The witness {witness.name} (key {witness.id}) signed neither the checkpoint nor one that was kept.")


def progress(done: int, size: int) -> None:
    """On a terminal, where what is said next takes its place."""
    if done % 10_000 == 0 and sys.stderr.isatty():
        print(f"{done} of {size}", end="\r", file=sys.stderr, flush=True)


def warn(text: str) -> None:
    print(f"Warning: {text}", file=sys.stderr)


def say(text: str) -> None:
    """What strangers wrote shows, and does nothing to a terminal."""
    print("".join(each if each.isprintable() else ascii(each)[1:-1] for each in text))


def arguments() -> Asked:
    """Leaves with 2 for what cannot be meant."""
    parser = argparse.ArgumentParser(description="Checks an exported bundle of a log, offline.")
    parser.add_argument("directory", metavar="DIR", type=Path, help="the bundle")
    parser.add_argument("--key", metavar="VKEY", help="the log's key, from elsewhere than the bundle")
    parser.add_argument("--checkpoint", metavar="FILE", nargs="+", action="extend", default=[], help="older checkpoints that somebody kept")
    parser.add_argument("--witness", metavar="VKEY", nargs="+", action="extend", default=[], help="keys of witnesses that must have signed")
    given = parser.parse_args()
    if not given.directory.is_dir():
        parser.error(f"{given.directory} is no directory")
    try:
        key = key_of(given.key, LOG_KEY) if given.key is not None else None
        witnesses = [key_of(each, WITNESS_KEY) for each in given.witness]
    except Unreadable as reason:
        parser.error(f"no key: {reason}")
    try:
        kept = {file: Path(file).read_bytes() for file in given.checkpoint}
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    return Asked(given.directory, key, kept, witnesses)


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    asked = arguments()
    if Path(__file__).resolve().parent == asked.directory.resolve():
        warn("this verify.py came with the bundle. Take it from elsewhere, or read it.")
    try:
        told = list(check(asked))
    except Bad as found:
        say(f"position {found.position}: {found}" if found.position else str(found))
        return 1
    for line in told:
        say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
