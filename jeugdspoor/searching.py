"""Searching for strings that must be nowhere: what `jeugdspoor erase --check` goes by.

Looked through are the rows of both databases, every file below the data directory (tables, indexes, the write-ahead log, the server's log,
key files, what is left of temporary files), and further directories (exports, backups). Rows are read besides files because the database
compresses long values, and files besides rows because deleted rows stay in them. Deleted and compressed is found by neither: therefore
`projections.rebuilding.purging` leaves no deleted rows.

Found are a string's UTF-8, UTF-16, hexadecimal, base64 (without line breaks), JSON and URL spellings. Nothing that is given out quotes a
string: it has its number.
"""

import bz2
import contextlib
import gzip
import json
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol, cast
from urllib.parse import quote

import psycopg
from psycopg import Connection, connect, errors
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composed, Identifier

from eventlog import Databases
from eventlog.connections import database_of, user_of

SHORTEST = 6
"""Bytes: what is shorter is found everywhere, by chance."""

CHUNK = 1 << 16
"""Bytes that are read at a time; nothing is read whole."""

DEEPEST = 4
"""Archives within archives."""

_FLUSHING = "jeugdspoor_flush"
"""A database that exists for a moment (see `_flush`)."""

_LOCK = 0x4A657567_64737021
"""The advisory lock under which it does ("Jeugdsp", 33)."""

_PAGE, _PAGE_HEADER, _SEGMENT_HEADER = 8192, 24, 40
"""Bytes of a page of the write-ahead log, of the header of each, and of the first of a segment."""

_SEGMENT_NAME = 24
"""Characters: timeline and number, hexadecimal."""

_HEAD = 512
"""Bytes by which an archive is told."""

_GZIP, _BZIP2, _XZ, _ZIP, _TAR = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"PK\x03\x04", b"ustar"
"""The first bytes of each kind of archive; of a tar, those at `_TAR_AT`."""

_TAR_AT = 257

_OPAQUE: Mapping[bytes, str] = {
    b"PGDMP": "a dump in PostgreSQL's own format",
    b"PAR1": "Parquet",
    b"%PDF": "PDF",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
}
"""What packs its contents in a way that is not undone here, by its first bytes."""

_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What a damaged, encrypted or unusual archive makes of reading it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A string was found: in which file, member of an archive or table, and which of them, counted from 1."""

    where: str
    canary: int


@dataclass(frozen=True, slots=True)
class NotSearched:
    """A place that could hold it, and why that was not looked into."""

    where: str
    why: str


Result = Found | NotSearched


def search(
    canaries: Sequence[str],
    *,
    databases: Databases | None = None,
    superuser: str | None = None,
    data_dir: Path | None = None,
    directories: Iterable[Path] = (),
) -> Iterator[Result]:
    """Every place where one of the strings is, once for each; and every place that could not be searched.

    canaries: one or more, of at least `SHORTEST` bytes each. Raises `ValueError`.
    databases: looked through row by row; without `superuser`, as in a PostgreSQL of one's own, what its logins may read.
    superuser: connects as one (embedded: `Embedded.superuser`), and lets the database write its pages to disk before files are read.
    data_dir: of the embedded database. Without it nobody has looked at the database's files, and that is said.
    directories: exports, backups; archives in them (gzip, zip, tar, bzip2, xz) are looked into.

    What vanishes, grows or shrinks meanwhile is read as far as it goes. Raises `psycopg.OperationalError` when a database does not answer.
    """
    needles = Needles.of(canaries)
    if databases is not None:
        yield from _in_databases(needles, databases, superuser)
        if data_dir is None:
            yield NotSearched("the database's own files", "they are another machine's, or nobody said where they are: rows alone were read")
            yield NotSearched("the write-ahead log, replicas and backups of the database", "as its files")
    if superuser is not None:
        with connect(superuser, autocommit=True) as conn:
            yield from _flush(conn)
    if data_dir is not None:
        yield from _below(needles, data_dir, archives=False)
    for directory in directories:
        yield from _below(needles, directory, archives=True)


# --- spellings


@dataclass(frozen=True, slots=True)
class Needles:
    """Each spelling of each string, with the string's number; and what it takes not to miss one at the border of two chunks."""

    spellings: Sequence[tuple[bytes, int]] = field(repr=False)
    canaries: Sequence[str] = field(repr=False)

    @classmethod
    def of(cls, canaries: Sequence[str]) -> "Needles":
        if not canaries or any(len(each.encode()) < SHORTEST for each in canaries):
            raise ValueError(f"What to search for is one or more strings of at least {SHORTEST} bytes.")
        return cls([(spelling, number) for number, each in enumerate(canaries, start=1) for spelling in spellings(each)], canaries)

    @property
    def overlap(self) -> int:
        return max(len(spelling) for spelling, _ in self.spellings) - 1

    def found_in(self, content: bytes) -> set[int]:
        if content == bytes(len(content)):
            return set()  # the larger part of a database's files, and slow to search
        return {number for spelling, number in self.spellings if spelling in content}

    def place(self, name: str) -> str:
        """The name of a place as it may be told: a string that stands in it is left out."""
        for number, canary in enumerate(self.canaries, start=1):
            name = name.replace(canary, f"<{number}>")
        return name.encode(errors="backslashreplace").decode()


def spellings(text: str) -> set[bytes]:
    """All of them, as they stand somewhere in something longer."""
    found: set[bytes] = set()
    for raw in (text.encode(), text.encode("utf-16-le")):
        found |= {raw, raw.hex().encode(), raw.hex().upper().encode(), *_in_base64(raw)}
    escaped = {json.dumps(text, ensure_ascii=each)[1:-1] for each in (True, False)}
    # COPY escapes the backslashes of JSON, and what it escapes in plain text it escapes as JSON does.
    escaped |= {each.replace("\\", "\\\\") for each in escaped}
    return found | {each.encode() for each in (*escaped, quote(text))}


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Three alignments: the characters that do not depend on what stands before and after."""
    for before in range(3):
        first, last = (0, 2, 3)[before], (before + len(raw)) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(bytes(before) + raw)[first:last]


# --- streams


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _FromItsBeginning:
    """A stream of which the first bytes were read already, and that cannot go back."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int, /) -> bytes:
        head, self._head = self._head[:size], self._head[size:]
        return head or self._rest.read(size)

    def seekable(self) -> bool:
        return False


def _chunks(stream: Readable) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _search_chunks(needles: Needles, chunks: Iterable[bytes | memoryview]) -> Iterator[int]:
    """The numbers of the strings in it, each once, also of one that lies in two chunks."""
    seen: set[int] = set()
    before = b""
    for chunk in chunks:
        content = before + chunk
        new = needles.found_in(content) - seen
        seen |= new
        yield from sorted(new)
        before = content[-needles.overlap :]


# --- files


def _below(needles: Needles, directory: Path, *, archives: bool) -> Iterator[Result]:
    """All files below it, and their names."""
    untold: list[OSError] = []
    if not directory.is_dir():
        yield NotSearched(needles.place(str(directory)), "there is no such directory")
    for folder, folders, names in os.walk(directory, onerror=untold.append):
        for path in (Path(folder, name) for name in sorted((*folders, *names))):
            yield from _in_name(needles, path.name, needles.place(str(path)))
            if path.is_symlink():
                yield NotSearched(needles.place(str(path)), "a link: what it leads to is searched where it is")
        for name in sorted(names):
            yield from _in_file(needles, Path(folder, name), archives=archives)
        if Path(folder).name == "pg_wal":
            yield from _across_pages(needles, Path(folder))
    for error in untold:
        if not isinstance(error, FileNotFoundError):
            yield NotSearched(needles.place(str(error.filename)), error.strerror or "it cannot be read")


def _in_name(needles: Needles, name: str, place: str) -> Iterator[Result]:
    yield from (Found(f"{place} (its name)", number) for number in sorted(needles.found_in(os.fsencode(name))))


def _in_file(needles: Needles, path: Path, *, archives: bool) -> Iterator[Result]:
    place = needles.place(str(path))
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return  # a socket has no contents
        with path.open("rb") as file:
            yield from (Found(place, number) for number in _search_chunks(needles, _chunks(file)))
            if archives:
                file.seek(0)
                yield from _in_archive(needles, file, file.read(_HEAD), place, 1)
    except FileNotFoundError:
        return
    except OSError as error:
        yield NotSearched(place, error.strerror or type(error).__name__)


def _across_pages(needles: Needles, folder: Path) -> Iterator[Result]:
    """The write-ahead log once more without the headers of its pages: they cut in two what is longer than the rest of a page."""
    segments = sorted(path for path in folder.iterdir() if len(path.name) == _SEGMENT_NAME)
    bodies = chain.from_iterable(map(_bodies, segments))
    place = f"{needles.place(str(folder))} (records across pages)"
    yield from (Found(place, number) for number in _search_chunks(needles, bodies))


def _bodies(segment: Path) -> Iterator[bytes]:
    with contextlib.suppress(FileNotFoundError), segment.open("rb") as file:
        header = _SEGMENT_HEADER
        for chunk in _chunks(file):
            yield b"".join(chunk[start + (header if start == 0 else _PAGE_HEADER) : start + _PAGE] for start in range(0, len(chunk), _PAGE))
            header = _PAGE_HEADER


# --- archives


def _in_archive(needles: Needles, stream: BinaryIO, head: bytes, place: str, depth: int) -> Iterator[Result]:
    """What is packed in a stream of which the head was read, if it is an archive; told by its first bytes, whatever its name."""
    opaque = next((name for magic, name in _OPAQUE.items() if head.startswith(magic)), None)
    if opaque is not None:
        yield NotSearched(place, f"what it holds is packed: {opaque}")
    if not _is_packed(head):
        return
    if depth > DEEPEST or (head.startswith(_ZIP) and not stream.seekable()):
        yield NotSearched(place, "an archive too deep in others")
        return
    try:
        for name, member in _members(stream, head):
            inside = f"{place}!{needles.place(name)}"
            yield from _in_name(needles, name, inside)
            yield from _in_member(needles, member, inside, depth + 1)
    except _BROKEN as error:
        yield NotSearched(place, f"it cannot be unpacked ({type(error).__name__})")


def _in_member(needles: Needles, stream: BinaryIO, place: str, depth: int) -> Iterator[Result]:
    """Read once, forwards: of an archive within an archive, what it holds."""
    head = stream.read(_HEAD)
    yield from _in_archive(needles, stream, head, place, depth)
    if not _is_packed(head):
        yield from (Found(place, number) for number in _search_chunks(needles, chain((head,), _chunks(stream))))


def _is_packed(head: bytes) -> bool:
    return head.startswith((_GZIP, _BZIP2, _XZ, _ZIP)) or head.startswith(_TAR, _TAR_AT)


def _members(stream: BinaryIO, head: bytes) -> Iterator[tuple[str, BinaryIO]]:
    """Each with its name, to be read before the next."""
    whole = cast("BinaryIO", _FromItsBeginning(head, stream))
    if head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=whole) as unpacked:
            yield "", cast("BinaryIO", unpacked)
    elif head.startswith(_BZIP2):
        with bz2.BZ2File(whole) as unpacked:
            yield "", cast("BinaryIO", unpacked)
    elif head.startswith(_XZ):
        with lzma.LZMAFile(whole) as unpacked:
            yield "", cast("BinaryIO", unpacked)
    elif head.startswith(_ZIP):
        # Its list of contents stands at its end.
        with zipfile.ZipFile(stream) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    yield name, cast("BinaryIO", member)
    else:
        with tarfile.open(fileobj=whole, mode="r|") as tar:
            for entry in tar:
                extracted = tar.extractfile(entry) if entry.isreg() else None
                if extracted is not None:
                    with extracted:
                        yield entry.name, cast("BinaryIO", _FromItsBeginning(b"", extracted))


# --- rows


def _in_databases(needles: Needles, databases: Databases, superuser: str | None) -> Iterator[Result]:
    for logins in ((databases.owner, databases.engine), (databases.keys_owner, databases.keys)):
        name = database_of(logins[0])
        readers = (make_conninfo(superuser, dbname=name),) if superuser else logins
        yield from _in_database(needles, name, readers)


def _in_database(needles: Needles, name: str, readers: Sequence[str]) -> Iterator[Result]:
    """Each table as the first of those who may read it."""
    closed: dict[str, str] = {}
    done: set[str] = set()
    for reader in readers:
        with connect(reader, autocommit=True, options="-c timezone=UTC -c lock_timeout=10s") as conn:
            for schema, table, may, binary in conn.execute(_TABLES).fetchall():
                place = f"{name}.{schema}.{table}"
                if place in done or may is None:
                    continue  # None: it was dropped meanwhile
                if not may:
                    closed[place] = f"{user_of(reader)} may not read it"
                    continue
                try:
                    yield from _in_table(needles, conn, place, Identifier(schema, table), binary)
                except (errors.UndefinedTable, errors.InvalidSchemaName):
                    continue  # rows of a generation that was dropped meanwhile
                except (errors.InsufficientPrivilege, errors.LockNotAvailable) as error:
                    closed[place] = type(error).__name__
                    continue
                done.add(place)
    yield from (NotSearched(place, why) for place, why in sorted(closed.items()) if place not in done)


_TABLES = """
SELECT nspname, relname, has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT'), ARRAY(
    SELECT attname::text FROM pg_attribute
    WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND atttypid = 'bytea'::regtype
)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'm') AND relpersistence <> 't'
ORDER BY nspname, relname
"""
"""All that have rows of their own, the catalogue included; and which of their columns are bytes."""


def _in_table(needles: Needles, conn: Connection[TupleRow], place: str, table: Identifier, binary: Sequence[str]) -> Iterator[Result]:
    """As text, in which bytes are hexadecimal; and bytes as they are, because what they spell may itself be spelled otherwise."""
    found = set(_search_chunks(needles, _copied(conn, SQL("COPY (SELECT * FROM {}) TO STDOUT").format(table))))
    if binary:
        columns = SQL(", ").join(map(Identifier, binary))
        copy = SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT binary)").format(columns, table)
        found |= set(_search_chunks(needles, _copied(conn, copy)))
    yield from (Found(place, number) for number in sorted(found))


def _copied(conn: Connection[TupleRow], copy: Composed) -> Iterator[bytes | memoryview]:
    """In larger pieces than it comes in: a row at a time."""
    with conn.cursor() as curs, curs.copy(copy) as rows:
        waiting: list[bytes] = []
        size = 0
        for row in rows:
            waiting.append(bytes(row))
            size += len(row)
            if size >= CHUNK:
                yield b"".join(waiting)
                waiting, size = [], 0
        yield b"".join(waiting)


def _flush(conn: Connection[TupleRow]) -> Iterator[Result]:
    """Everything that the database holds in memory goes to disk, where it is looked for.

    A CHECKPOINT leaves out unlogged tables, such as all rows. One that comes with a new database copied from files does not.
    """
    name = Identifier(_FLUSHING)
    conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        conn.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        conn.execute(SQL("CREATE DATABASE {} TEMPLATE template0 STRATEGY file_copy").format(name))
        conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        conn.execute("CHECKPOINT")
    except psycopg.Error as error:
        yield NotSearched("pages that the database holds in memory", f"it does not write them now ({type(error).__name__})")
    finally:
        with contextlib.suppress(psycopg.OperationalError):
            conn.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
