"""A search for strings that must be nowhere finds them in any spelling and any place, says where, and never quotes them."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from eventlog import migrate
from jeugdspoor.embedded import DATABASE, KEY_STORE, Embedded
from jeugdspoor.searching import CHUNK, Found, NotSearched, Result, search
from projections import migrate as migrate_projections

CANARY = "Zoë van „Zandlopersma\\Oord”"
PLAIN = "ZK-2025/0113"

SPELLED: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal capitals": lambda text: text.encode().hex().upper().encode(),
    "hexadecimal of UTF-16": lambda text: text.encode("utf-16-le").hex().encode(),
    "base64": lambda text: b64encode(f"ab{text}cd".encode()),
    "base64, one later": lambda text: b64encode(f"abc{text}cd".encode()),
    "base64, two later": lambda text: b64encode(f"abcd{text}".encode()),
    "base64 for URLs": lambda text: urlsafe_b64encode(text.encode()),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "JSON in UTF-8": lambda text: json.dumps({"a": text}, ensure_ascii=False).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text, ensure_ascii=False), ensure_ascii=False).encode(),
    "a URL": lambda text: f"https://voorbeeld.test/?q={quote(text)}&x=1".encode(),
}


def found(*canaries: str, below: Path) -> list[Result]:
    return list(search(canaries, directories=[below]))


# --- files


@pytest.mark.parametrize("how", SPELLED)
def test_every_spelling_is_found(tmp_path: Path, how: str) -> None:
    for length in range(6, len(CANARY) + 1):
        canary = CANARY[:length]
        (tmp_path / "brief").write_bytes(b"\0\xff--" + SPELLED[how](canary) + b"--\xff")
        assert found(PLAIN, canary, below=tmp_path) == [Found(str(tmp_path / "brief"), 2)]


def test_across_the_border_of_two_chunks(tmp_path: Path) -> None:
    for before in range(CHUNK - len(PLAIN) - 1, CHUNK + 2):
        (tmp_path / "groot").write_bytes(b"." * before + PLAIN.encode() + b"." * 100)
        assert found(PLAIN, below=tmp_path) == [Found(str(tmp_path / "groot"), 1)]


def test_each_string_is_told_once_a_place_and_never_quoted(tmp_path: Path) -> None:
    # given: also names of files and directories that hold it
    (tmp_path / f"map van {CANARY}").mkdir()
    (tmp_path / f"map van {CANARY}" / f"{PLAIN.replace('/', '-')}.txt").write_text(f"{CANARY} {PLAIN} {CANARY} {PLAIN}")

    # when
    results = found(PLAIN, CANARY, below=tmp_path)

    # then
    inside = f"{tmp_path}/map van <2>/ZK-2025-0113.txt"
    assert results == [Found(f"{tmp_path}/map van <2> (its name)", 2), Found(inside, 1), Found(inside, 2)]
    assert not any(canary in repr(results) for canary in (PLAIN, CANARY))


def tarred(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for each in ("eerst", name):
            entry = tarfile.TarInfo(each)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content if each == name else b"." * len(content)))
    return packed.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("eerst", b"." * len(content))
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("pack", "inside"),
    [
        (gzip.compress, "!"),
        (bz2.compress, "!"),
        (lzma.compress, "!"),
        (lambda content: zipped("brief.txt", content), "!brief.txt"),
        (lambda content: gzip.compress(tarred("brief.txt", content)), "!!brief.txt"),
        (lambda content: zipped("dag.tar", tarred("brief.gz", gzip.compress(content))), "!dag.tar!brief.gz!"),
    ],
    ids=["gzip", "bzip2", "xz", "zip", "tar.gz", "gzip in tar in zip"],
)
def test_archives_are_looked_into_whatever_their_name(tmp_path: Path, pack: Callable[[bytes], bytes], inside: str) -> None:
    content = b"-" * (2 * CHUNK) + PLAIN.encode() * 3
    assert PLAIN.encode() not in pack(content)
    (tmp_path / "uitvoer.dat").write_bytes(pack(content))

    assert found(PLAIN, below=tmp_path) == [Found(f"{tmp_path}/uitvoer.dat{inside}", 1)]


def test_the_name_of_a_member_counts(tmp_path: Path) -> None:
    (tmp_path / "dag.tgz").write_bytes(gzip.compress(tarred("Zandlopersma.pdf", b"niets")))

    assert found("Zandlopersma", below=tmp_path) == [Found(f"{tmp_path}/dag.tgz!!<1>.pdf (its name)", 1)]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(PLAIN.encode() * 100)[:-20],
        zipped("brief", PLAIN.encode())[:-30],
        b"PGDMP" + bytes(100),
        b"PAR1" + bytes(100),
        gzip.compress(b"\x28\xb5\x2f\xfd" + bytes(100)),
        gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(PLAIN.encode()))))),
        gzip.compress(tarred("dag.zip", zipped("brief", PLAIN.encode()))),
    ],
    ids=["broken gzip", "broken zip", "dump", "parquet", "zstd in gzip", "too deep", "zip in a stream"],
)
def test_what_cannot_be_unpacked_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "uitvoer").write_bytes(content)

    results = found(PLAIN, below=tmp_path)

    assert [type(each) for each in results if each.where.startswith(str(tmp_path / "uitvoer"))].count(NotSearched) == 1


def test_links_and_what_is_not_there_are_said(tmp_path: Path) -> None:
    (tmp_path / "elders").symlink_to("/nergens")

    results = list(search([PLAIN], directories=[tmp_path, tmp_path / "weg"]))

    assert [each.where for each in results if isinstance(each, NotSearched)] == [str(tmp_path / "elders"), str(tmp_path / "weg")]


@pytest.mark.parametrize("canaries", [[], ["Bosma"]])
def test_nothing_or_too_short_to_mean_anything_is_refused(canaries: list[str]) -> None:
    with pytest.raises(ValueError, match="at least 6 bytes"):
        next(search(canaries))


# --- databases


@pytest.fixture(scope="module")
def home(scratch: Path) -> Path:
    return scratch / "searched"


@pytest.fixture(scope="module")
def embedded(home: Path) -> Iterator[Embedded]:
    server = Embedded(home)
    with server as databases:
        migrate(databases)
        migrate_projections(databases)
        yield server


@pytest.fixture
def notes(embedded: Embedded) -> Iterator[Connection[TupleRow]]:
    """A table for whatever, in each database."""
    databases = embedded.databases
    with psycopg.connect(databases.owner, autocommit=True) as log, psycopg.connect(databases.keys_owner, autocommit=True) as keys:
        for conn in (log, keys):
            conn.execute("CREATE SCHEMA scrap")
            conn.execute("CREATE UNLOGGED TABLE scrap.notes (text text, packed jsonb, bytes bytea, day date)")
        yield log
        for conn in (log, keys):
            conn.execute("DROP SCHEMA scrap CASCADE")


def everywhere(embedded: Embedded, *canaries: str) -> list[Result]:
    return list(search(canaries, databases=embedded.databases, superuser=embedded.superuser, data_dir=embedded.data_dir))


def in_files(embedded: Embedded, *canaries: str) -> list[Result]:
    return list(search(canaries, superuser=embedded.superuser, data_dir=embedded.data_dir))


def test_a_database_without_it_is_searched_whole(embedded: Embedded) -> None:
    assert everywhere(embedded, "Zandlopersma", "999900006") == []


def test_in_rows_of_either_database_and_in_pages_that_were_only_in_memory(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    # given
    notes.execute("INSERT INTO scrap.notes (text) VALUES (%s)", (f"regel\n\t{CANARY}",))
    with psycopg.connect(embedded.databases.keys_owner, autocommit=True) as keys:
        keys.execute("INSERT INTO scrap.notes (day) VALUES ('2009-02-14')")

    # then
    wheres = [each.where for each in everywhere(embedded, CANARY)]
    assert wheres[0] == f"{DATABASE}.scrap.notes"
    assert str(embedded.data_dir / "pg" / "base") in wheres[1]
    assert [each.where for each in everywhere(embedded, "2009-02-14")] == [f"{KEY_STORE}.scrap.notes"]


def test_in_a_row_that_was_deleted(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    notes.execute("INSERT INTO scrap.notes (text) VALUES (%s)", (PLAIN,))
    notes.execute("DELETE FROM scrap.notes")

    (only,) = everywhere(embedded, PLAIN)
    assert str(embedded.data_dir / "pg" / "base") in only.where


def test_in_a_value_that_the_database_compresses(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    notes.execute("INSERT INTO scrap.notes (packed) SELECT jsonb_build_object('zaak', repeat(%s, 500))", ("abcabdabcabe" + CANARY,))

    assert in_files(embedded, CANARY) == []
    assert everywhere(embedded, CANARY) == [Found(f"{DATABASE}.scrap.notes", 1)]


def test_in_bytes_that_spell_it_otherwise(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    notes.execute("INSERT INTO scrap.notes (bytes) VALUES (%s)", (b64encode(PLAIN.encode()),))

    assert f"{DATABASE}.scrap.notes" in [each.where for each in everywhere(embedded, PLAIN)]


def test_in_the_write_ahead_log_also_across_its_pages(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    # given: a logged table of nothing but one string, so that many of its copies lie across pages
    notes.execute("CREATE TABLE scrap.logged AS SELECT %s || n AS text FROM generate_series(1, 5000) AS n", (PLAIN * 60,))
    notes.execute("DROP TABLE scrap.logged")

    # then
    places = {Path(each.where).name for each in in_files(embedded, PLAIN)}
    assert "pg_wal (records across pages)" in places
    assert any(len(name) == 24 for name in places)

    # and: it goes with the old segments
    with psycopg.connect(embedded.superuser, autocommit=True) as conn:
        conn.execute("SELECT pg_switch_wal()")
        conn.execute("CHECKPOINT")
    assert in_files(embedded, PLAIN) == []


def test_in_any_file_below_the_data_directory(embedded: Embedded) -> None:
    planted = [embedded.data_dir / "rest.txt", embedded.data_dir / "pg" / "server.log"]
    planted[0].touch()
    for path in planted:
        with path.open("a") as file:
            file.write(f"\n{PLAIN}\n")
    try:
        assert {each.where for each in everywhere(embedded, PLAIN)} == set(map(str, planted))
    finally:
        planted[0].unlink()
        planted[1].write_text(planted[1].read_text().replace(PLAIN, ""))


def test_of_a_database_elsewhere_rows_are_read_and_the_rest_is_said(embedded: Embedded, notes: Connection[TupleRow]) -> None:
    # given: what the owner may read, and what nobody but a superuser may
    notes.execute("INSERT INTO scrap.notes (text) VALUES (%s)", (PLAIN,))
    with psycopg.connect(make_conninfo(embedded.superuser, dbname=DATABASE), autocommit=True) as conn:
        conn.execute("CREATE TABLE public.closed AS SELECT %s AS text", (PLAIN,))

    # when
    try:
        results = list(search([PLAIN], databases=embedded.databases))
    finally:
        with psycopg.connect(make_conninfo(embedded.superuser, dbname=DATABASE), autocommit=True) as conn:
            conn.execute("DROP TABLE public.closed")

    # then
    assert [each for each in results if isinstance(each, Found)] == [Found(f"{DATABASE}.scrap.notes", 1)]
    unsearched = {each.where for each in results if isinstance(each, NotSearched)}
    assert {f"{DATABASE}.public.closed", f"{DATABASE}.pg_catalog.pg_statistic", "the database's own files"} <= unsearched
    assert f"{DATABASE}.log.events" not in unsearched
    assert f"{KEY_STORE}.keys.trajectory_keys" not in unsearched


def test_nothing_of_a_search_stays_in_the_cluster(embedded: Embedded) -> None:
    everywhere(embedded, PLAIN)

    with psycopg.connect(embedded.superuser) as conn:
        names = {row[0] for row in conn.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}
    assert names == {"postgres", DATABASE, KEY_STORE}
