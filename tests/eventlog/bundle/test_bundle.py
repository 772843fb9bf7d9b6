"""An outsider needs a bundle, one file of the standard library, and nobody's word: whatever was changed is found, and where."""

import ast
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlog import Databases, EventLog, FileMasterKey, KeyStore
from eventlog.bundle import verify, write_bundle
from eventlog.notary import LOG, LogKey, Notary, NotThere, Proofs, TreeDamaged
from eventlog.proof import (
    Bundle,
    Checkpoint,
    Note,
    VerifierKey,
    WitnessKey,
    cosign,
    entries_of,
    inclusion_proof,
    leaf_hashes,
    parse_path,
    root,
    sign,
    split,
    subtrees,
    verify_inclusion,
)
from tests.conftest import Cluster
from tests.eventlog.bundle.laid_out import entries_in, lay_out
from tests.eventlog.recordings import PASSAGE, SURNAME, noting, opening, some_trajectory

EARLIER, EVENTS, LATER = 200, 300, 304
"""When a checkpoint was kept, when the bundle was written, and when another checkpoint was kept: a full tile, and a part of one."""

VERIFY = str(files("eventlog.bundle") / "verify.py")

SIGNED_AT = 1_770_000_000


@dataclass(frozen=True)
class Written:
    """`kept` are checkpoints in files, by size."""

    directory: Path
    key: LogKey
    witness: WitnessKey
    kept: dict[int, Path]

    @property
    def vkey(self) -> str:
        return str(self.key.verifier("log"))

    def of(self, copy: Path) -> "Written":
        shutil.copytree(self.directory, copy)
        return Written(copy, self.key, self.witness, self.kept)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> LogKey:
    return LogKey.at(tmp_path_factory.mktemp("log") / "log.key", make=True)


@pytest.fixture(scope="module")
def proofs(databases: Databases) -> Iterator[Proofs]:
    with Proofs(databases, LOG) as proofs:
        yield proofs


@pytest.fixture(scope="module")
def written(databases: Databases, log: EventLog, proofs: Proofs, key: LogKey, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Of a real log, signed by a witness too."""
    directory = tmp_path_factory.mktemp("written")
    private = Ed25519PrivateKey.generate()
    witness = WitnessKey.of("rekenkamer.example/getuige", private)
    kept = {size: directory / str(size) for size in (EARLIER, EVENTS, LATER)}
    with Notary(databases, LOG, key) as notary:

        def signed_at(size: int) -> None:
            notary.take_in()
            note = proofs.checkpoint()
            kept[size].write_bytes(note.data)
            proofs.witnessed(note.signed(cosign(Checkpoint.parse(note.text), witness.name, private, SIGNED_AT)), [witness])

        first, second = uuid4(), uuid4()
        log.append([opening(first), opening(second)])
        log.append([noting(each, version) for version in range(2, EARLIER // 2 + 1) for each in (first, second)])
        signed_at(EARLIER)
        some_trajectory(log, events=EVENTS - EARLIER)
        signed_at(EVENTS)
        write_bundle(proofs, key.verifier("log"), directory / "bundle")
        some_trajectory(log, events=LATER - EVENTS)
        signed_at(LATER)
    return Written(directory / "bundle", key, witness, kept)


@pytest.fixture
def bundle(written: Written, tmp_path: Path) -> Written:
    """A copy, to be damaged."""
    return written.of(tmp_path / "bundle")


def run(directory: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """As an outsider does: without this project, without anything that is installed."""
    told = [sys.executable, "-I", "-S", VERIFY, str(directory), *map(str, arguments)]
    return subprocess.run(told, capture_output=True, text=True, timeout=60, check=False, cwd="/")


def found(bundle: Written, *arguments: object) -> str:
    """What is wrong with it."""
    ended = run(bundle.directory, "--key", bundle.vkey, *arguments)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout


def changed(path: Path, change: Callable[[bytearray], object]) -> None:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


class TestWhole:
    def test_it_is_checked_with_nothing_but_python(self, written: Written) -> None:
        ended = run(written.directory, "--key", written.vkey)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert f"All {EVENTS} entries are there and none more" in ended.stdout
        assert "of each of 3 trajectories" in ended.stdout
        assert written.vkey.split("+")[0] in ended.stdout

    def test_a_copy_that_runs_from_the_bundle_says_what_that_is_worth(self, bundle: Written) -> None:
        own = [sys.executable, "-I", str(bundle.directory / "verify.py"), str(bundle.directory)]
        ended = subprocess.run(own, capture_output=True, text=True, check=False)
        assert ended.returncode == 0
        assert "the key came with the bundle" in ended.stderr
        assert "verify.py came with the bundle" in ended.stderr

    def test_kept_checkpoints_and_witnesses_are_shown_to_hold(self, written: Written) -> None:
        told = ["--checkpoint", written.kept[EARLIER], written.kept[EVENTS], "--witness", str(written.witness)]
        ended = run(written.directory, "--key", written.vkey, *told)
        assert ended.returncode == 0, ended.stdout
        assert f"begins with the {EARLIER} records of {written.kept[EARLIER]}" in ended.stdout
        assert f"rekenkamer.example/getuige signed checkpoint, of {EVENTS} records, on 2026-02-02" in ended.stdout

    def test_a_witness_may_have_signed_an_older_checkpoint_that_was_kept(
        self, bundle: Written, databases: Databases, proofs: Proofs, tmp_path: Path
    ) -> None:
        note = Note.parse((bundle.directory / "checkpoint").read_bytes())
        (bundle.directory / "checkpoint").write_bytes(Note(note.text, note.signatures[:1]).data)
        older = tmp_path / "older"
        older.write_bytes(proofs.checkpoint(EARLIER).data)
        assert "signed neither" in found(bundle, "--witness", str(bundle.witness))
        ended = run(bundle.directory, "--key", bundle.vkey, "--witness", str(bundle.witness), "--checkpoint", older)
        assert ended.returncode == 0
        assert f"of {EARLIER} records, on 2026-02-02" in ended.stdout

    def test_it_has_the_ciphertext_and_nothing_of_anybody(self, written: Written) -> None:
        everything = b"".join(path.read_bytes() for path in written.directory.rglob("*") if path.is_file())
        assert SURNAME.encode() not in everything
        assert PASSAGE.encode() not in everything

    def test_our_own_implementation_reads_it_too(self, written: Written) -> None:
        directory = written.directory
        vkey = VerifierKey.parse((directory / "key").read_text().rstrip("\n"))
        note = Note.parse((directory / "checkpoint").read_bytes())
        note.verified([vkey])
        checkpoint = Checkpoint.parse(note.text)
        subtree = subtrees(lambda tile: (directory / tile.path).read_bytes(), checkpoint.size)
        assert root(subtree, checkpoint.size) == checkpoint.root
        for index, width in ((0, 256), (1, EVENTS - 256)):
            leaves = split(leaf_hashes(entries_of((directory / Bundle(index, width).path).read_bytes(), width)))
            for offset, leaf in enumerate(leaves):
                at = index * 256 + offset
                verify_inclusion(leaf, at, checkpoint.size, inclusion_proof(subtree, at, checkpoint.size), checkpoint.root)
        paths = {path.relative_to(directory).as_posix() for path in (directory / "tile").rglob("*") if path.is_file()}
        assert all(parse_path(path).is_in(checkpoint.size) for path in paths)

    @pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 512, 513])
    def test_logs_of_any_size(self, key: LogKey, tmp_path: Path, size: int) -> None:
        lay_out(tmp_path, [_entry(position) for position in range(1, size + 1)], key)
        ended = run(tmp_path, "--key", key.verifier("log"))
        assert ended.returncode == 0, ended.stdout
        assert f"All {size} entries" in ended.stdout

    def test_a_log_with_tiles_of_three_levels(self, key: LogKey, tmp_path: Path) -> None:
        lay_out(tmp_path, [_entry(position) for position in range(1, 256**2 + 2)], key)
        assert (tmp_path / "tile/2/000.p/1").is_file()
        assert list(verify.check(verify.Asked(tmp_path, None, {}, [])))
        changed(tmp_path / "tile/1/000", lambda data: data.__setitem__(32 * 9, data[32 * 9] ^ 1))
        assert _damage(tmp_path).position == 9 * 256 + 1


def _entry(position: int, *, said: int | None = None, version: int | None = None, moment: int | None = None) -> bytes:
    """As `sealed/1` lays it out, of one trajectory."""
    head = struct.pack(">Q16sIqI", said or position, b"t" * 16, version or position, moment or 1_000_000 + position, 5)
    return b"\x00\x08sealed/1" + head + b"state"


def _damage(
    directory: Path, *, key: LogKey | None = None, kept: dict[str, bytes] | None = None, witness: WitnessKey | None = None
) -> verify.Bad:
    vkey = verify.key_of(str(key.verifier("log")), verify.LOG_KEY) if key else None
    witnesses = [verify.key_of(str(witness), verify.WITNESS_KEY)] if witness else []
    with pytest.raises(verify.Bad) as caught:
        list(verify.check(verify.Asked(directory, vkey, kept or {}, witnesses)))
    return caught.value


FULL, PART = "tile/entries/000", f"tile/entries/001.p/{EVENTS - 256}"
HASHES = f"tile/0/001.p/{EVENTS - 256}"


class TestFiles:
    @given(data=st.data())
    @settings(max_examples=150, deadline=None)
    def test_any_byte_of_any_file(self, written: Written, data: st.DataObject) -> None:
        """But of verify.py, which nobody takes from a bundle that he does not trust."""
        files = sorted(path for path in written.directory.rglob("*") if path.is_file() and path.name != "verify.py")
        file = data.draw(st.sampled_from(files))
        original = file.read_bytes()
        at, bits = data.draw(st.integers(0, len(original) - 1)), data.draw(st.integers(1, 255))
        file.write_bytes(original[:at] + bytes([original[at] ^ bits]) + original[at + 1 :])
        try:
            bad = _damage(written.directory, key=written.key, witness=written.witness)
        finally:
            file.write_bytes(original)
        path = file.relative_to(written.directory).as_posix()
        match path.split("/"):
            case ["tile", "entries", number, *_]:
                spans = _spans(original, int(number[:3]) * 256)
                assert bad.position in [position for position, span in spans if at in span], str(bad)
            case ["tile", "0", number, *_]:
                assert bad.position == int(number[:3]) * 256 + at // 32 + 1
            case ["tile", *_]:
                assert bad.position == 1

    def test_a_bundle_is_found_out_by_the_command_too(self, bundle: Written) -> None:
        changed(bundle.directory / FULL, lambda data: data.__setitem__(5000, data[5000] ^ 1))
        assert found(bundle).startswith(f"position {_at(bundle, 5000)}: The entry does not hash to tile/0/000")

    def test_the_last_entry_is_dropped(self, bundle: Written) -> None:
        lost = 2 + len(entries_in(bundle.directory, EVENTS)[-1])
        changed(bundle.directory / PART, lambda data: data.__delitem__(slice(-lost, None)))
        assert found(bundle).startswith(f"position {EVENTS}: ")

    def test_one_in_between_is_dropped(self, bundle: Written) -> None:
        _lay(bundle, lambda entries: entries.pop(149))
        assert found(bundle).startswith("position 150: ")

    def test_two_entries_change_places(self, bundle: Written) -> None:
        _lay(bundle, lambda entries: entries.__setitem__(slice(99, 101), entries[100:98:-1]))
        assert found(bundle).startswith("position 100: ")

    @pytest.mark.parametrize(
        ("path", "position"),
        [(FULL, 1), (PART, 257), ("tile/0/000", 1), (HASHES, 257), ("tile/1/000.p/1", 1), ("checkpoint", 0), ("key", 0)],
    )
    def test_a_file_is_gone(self, bundle: Written, path: str, position: int) -> None:
        (bundle.directory / path).unlink()
        assert found(bundle) == (f"position {position}: " if position else "") + f"{path} is not there.\n"

    @pytest.mark.parametrize(("path", "position"), [(PART, EVENTS), (HASHES, EVENTS), ("tile/0/000", 256), ("tile/1/000.p/1", 1)])
    def test_a_file_is_cut(self, bundle: Written, path: str, position: int) -> None:
        changed(bundle.directory / path, lambda data: data.__delitem__(slice(-32, None)))
        assert found(bundle).startswith(f"position {position}: ")

    @pytest.mark.parametrize(("path", "position"), [(FULL, 256), (PART, EVENTS), (HASHES, 257), ("tile/0/000", 1), ("tile/1/000.p/1", 1)])
    def test_a_file_goes_on(self, bundle: Written, path: str, position: int) -> None:
        changed(bundle.directory / path, lambda data: data.extend(data[-33:]))
        assert found(bundle).startswith(f"position {position}: {path} goes on after ")

    @pytest.mark.parametrize(
        ("path", "told"),
        [
            ("tile/entries/001.p/45", "tile/entries/001.p/45 does not belong"),
            ("tile/entries/002.p/1", f"position 513: tile/entries/002.p/1 does not belong to a log of {EVENTS} records"),
            ("tile/entries/x001/000", "position 256001: "),
            ("tile/0/002", "position 513: "),
            ("tile/2/000.p/1", "tile/2/000.p/1 does not belong"),
            ("tile/99/000", "tile/99/000 does not belong"),
            ("tile/entries/000.bak", "'tile/entries/000.bak' does not belong there"),
        ],
    )
    def test_a_file_too_many(self, bundle: Written, path: str, told: str) -> None:
        (bundle.directory / path).parent.mkdir(parents=True, exist_ok=True)
        (bundle.directory / path).write_bytes(b"more")
        assert found(bundle).startswith(told)

    def test_what_is_no_file_is_not_waited_for(self, bundle: Written) -> None:
        (bundle.directory / PART).unlink()
        os.mkfifo(bundle.directory / PART)
        assert found(bundle).startswith("position 257: ")


class TestForgers:
    """With tiles that fit, and some with the log's key."""

    def test_without_the_key_nothing_can_be_signed(self, bundle: Written, tmp_path: Path) -> None:
        signed = (bundle.directory / "checkpoint").read_bytes()
        lay_out(bundle.directory, _flipped(bundle, 57), bundle.key)
        (bundle.directory / "checkpoint").write_bytes(signed)
        assert found(bundle).startswith(f"position 1: The first {EVENTS} records have the root ")

    def test_another_key_is_found_out_by_who_knows_the_right_one(self, bundle: Written, tmp_path: Path) -> None:
        forger = LogKey(bundle.vkey.split("+")[0], Ed25519PrivateKey.generate())
        lay_out(bundle.directory, _flipped(bundle, 57), forger)
        ended = run(bundle.directory)
        assert (ended.returncode, "the key came with the bundle" in ended.stderr) == (0, True)
        assert "and not of" in found(bundle)
        ended = run(bundle.directory, "--checkpoint", bundle.kept[EARLIER])
        assert ended.returncode == 1
        assert "does not bear the signature" in ended.stdout
        (bundle.directory / "key").write_text(f"{bundle.vkey}\n")
        assert "checkpoint does not bear the signature" in found(bundle)

    def test_who_has_the_key_is_found_out_by_a_checkpoint_kept_elsewhere(self, bundle: Written) -> None:
        lay_out(bundle.directory, _flipped(bundle, 57), bundle.key)
        assert run(bundle.directory, "--key", bundle.vkey).returncode == 0
        assert found(bundle, "--checkpoint", bundle.kept[EARLIER]).startswith("position 1: ")
        assert "signed neither" in found(bundle, "--witness", str(bundle.witness))

    def test_a_change_after_a_kept_checkpoint_is_placed_after_it(self, bundle: Written) -> None:
        lay_out(bundle.directory, _flipped(bundle, 250), bundle.key)
        assert found(bundle, "--checkpoint", bundle.kept[EARLIER], bundle.kept[EVENTS]).startswith(f"position {EARLIER + 1}: ")

    def test_an_old_log_that_is_put_back_lacks_what_a_kept_checkpoint_has(self, bundle: Written) -> None:
        assert found(bundle, "--checkpoint", bundle.kept[LATER]).startswith(f"position {EVENTS + 1}: The bundle ends at {EVENTS} records")

    def test_the_checkpoint_of_another_log_is_not_taken(self, bundle: Written, tmp_path: Path) -> None:
        kept = tmp_path / "other"
        kept.write_bytes(LogKey("elders", Ed25519PrivateKey.generate()).checkpoint("log", 1, bytes(32)).data)
        assert "does not bear the signature" in found(bundle, "--checkpoint", kept)

    def test_nor_is_that_of_another_log_that_this_key_signed(self, bundle: Written, tmp_path: Path) -> None:
        name, kept = bundle.key.origin("log"), tmp_path / "other"
        text = Checkpoint("elders", 1, bytes(32)).text
        kept.write_bytes(Note(text).signed(sign(text, name, bundle.key._private)).data)
        assert f"{kept} is of another log: elders." in found(bundle, "--checkpoint", kept)

    def test_a_signature_has_one_spelling(self, bundle: Written) -> None:
        signed = (bundle.directory / "checkpoint").read_text().split("\n")
        line = next(number for number, each in enumerate(signed) if each.startswith(f"\u2014 {bundle.key.origin('log')} "))
        assert signed[line].endswith("=")
        digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        # The last digit before the padding has two bits that nobody reads.
        signed[line] = f"{signed[line][:-2]}{digits[digits.index(signed[line][-2]) ^ 1]}="
        (bundle.directory / "checkpoint").write_text("\n".join(signed))
        assert "base64 is not written as it should be" in found(bundle)

    @pytest.mark.parametrize(
        ("position", "change", "told"),
        [
            (100, {"said": 101}, "says that it is at position 101"),
            (100, {"moment": 1_000_099}, "not after the one before it"),
            (100, {"version": 101}, "version 100 comes next"),
            (100, {"version": 99}, "version 100 comes next"),
            (1, {"version": 2}, "version 1 comes next"),
            (300, {"said": 301}, "says that it is at position 301"),
        ],
    )
    def test_who_signs_another_order_is_found_out_by_the_entries(
        self, key: LogKey, tmp_path: Path, position: int, change: dict[str, int], told: str
    ) -> None:
        entries = [_entry(each, **(change if each == position else {})) for each in range(1, EVENTS + 1)]
        lay_out(tmp_path, entries, key)
        bad = _damage(tmp_path, key=key)
        assert (bad.position, told in str(bad)) == (position, True), str(bad)

    def test_two_events_change_places_and_everything_is_signed_anew(self, bundle: Written) -> None:
        entries = entries_in(bundle.directory, EVENTS)
        entries[99:101] = entries[100:98:-1]
        lay_out(bundle.directory, entries, bundle.key)
        assert found(bundle).startswith("position 100: The entry that stands here says that it is at position 101")

    @pytest.mark.parametrize("entry", [b"", b"\x00\x08sealed/2" + bytes(60), b"\x00\x08sealed/1", _entry(2)[:-1], _entry(2) + b"\x00"])
    def test_an_entry_that_is_laid_out_otherwise(self, key: LogKey, tmp_path: Path, entry: bytes) -> None:
        lay_out(tmp_path, [_entry(1), entry, _entry(3)], key)
        assert _damage(tmp_path, key=key).position == 2

    @pytest.mark.parametrize("name", ["\x1b[2Jlog", "log\nmore", "een log", "een+log"])
    def test_a_name_that_a_note_cannot_have(self, bundle: Written, name: str) -> None:
        text = (bundle.directory / "checkpoint").read_text()
        (bundle.directory / "checkpoint").write_text(text.replace(bundle.vkey.split("+")[0], name))
        assert "\x1b" not in found(bundle)


class TestWrongUse:
    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["nowhere"],
            [".", "--key", "no key"],
            [".", "--witness", "jeugdspoor/x+00000000+AQ=="],
            [".", "--checkpoint", "nowhere"],
            [".", "--what"],
        ],
    )
    def test_it_is_told_apart_from_a_log_that_is_wrong(self, tmp_path: Path, arguments: list[str]) -> None:
        told = [sys.executable, "-I", "-S", VERIFY, *arguments]
        ended = subprocess.run(told, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "usage: " in ended.stderr

    def test_the_key_of_a_log_is_none_of_a_witness(self, written: Written) -> None:
        ended = run(written.directory, "--witness", written.vkey)
        assert (ended.returncode, "not an Ed25519 key of type 4" in ended.stderr) == (2, True)


class TestOneFile:
    def test_it_needs_the_standard_library_of_3_9_only(self) -> None:
        tree = ast.parse(Path(VERIFY).read_text(encoding="utf-8"), feature_version=(3, 9))
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or "." * node.level]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert imported <= sys.stdlib_module_names

    def test_it_runs_on_an_older_python_that_is_here(self, written: Written) -> None:
        older = shutil.which("python3.9")
        if older is None or subprocess.run([older, "--version"], capture_output=True, check=False).returncode:
            pytest.skip("there is no Python 3.9 here")
        ended = subprocess.run([older, "-I", "-S", VERIFY, str(written.directory)], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr


class TestWriting:
    @pytest.fixture
    def elsewhere(self, cluster: Cluster) -> Iterator[Databases]:
        fresh = cluster.fresh()
        yield fresh
        cluster.drop(fresh)

    def test_nothing_takes_the_place_of_what_is_there(self, proofs: Proofs, written: Written, tmp_path: Path) -> None:
        for make in (Path.mkdir, Path.touch, lambda path: path.symlink_to("nowhere")):
            there = tmp_path / uuid4().hex
            make(there)
            with pytest.raises(FileExistsError):
                write_bundle(proofs, written.key.verifier("log"), there)
        assert len(list(tmp_path.iterdir())) == 3

    def test_it_is_there_whole_or_not_at_all(self, proofs: Proofs, written: Written, tmp_path: Path) -> None:
        def interrupted(done: int, total: int | None) -> None:
            assert list(tmp_path.iterdir())
            assert not (tmp_path / "bundle").exists()
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_bundle(proofs, written.key.verifier("log"), tmp_path / "bundle", interrupted)
        assert not list(tmp_path.iterdir())

    def test_it_is_for_who_wrote_it_only(self, written: Written) -> None:
        assert written.directory.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("lost", ["DELETE FROM log.events WHERE position = 2", "TRUNCATE log.events CASCADE"])
    def test_records_that_were_signed_and_are_gone(
        self, elsewhere: Databases, master: FileMasterKey, key: LogKey, tmp_path: Path, lost: str
    ) -> None:
        with KeyStore(elsewhere.keys, master) as keys, EventLog(elsewhere, keys) as log:
            some_trajectory(log, events=3)
        with Notary(elsewhere, LOG, key) as notary:
            notary.take_in()
        with psycopg.connect(elsewhere.owner) as conn:
            conn.execute("ALTER TABLE log.events DISABLE TRIGGER USER")
            conn.execute(lost)
        with Proofs(elsewhere, LOG) as proofs, pytest.raises(TreeDamaged, match="not there"):
            write_bundle(proofs, key.verifier("log"), tmp_path / "bundle")
        assert not list(tmp_path.iterdir())

    def test_a_log_of_which_nothing_was_signed(self, elsewhere: Databases, key: LogKey, tmp_path: Path) -> None:
        with Proofs(elsewhere, LOG) as proofs, pytest.raises(NotThere):
            write_bundle(proofs, key.verifier("log"), tmp_path / "bundle")


def _spans(data: bytes, before: int) -> list[tuple[int, range]]:
    """Which bytes of a file of entries are whose, by position."""
    spans, at = [], 0
    while at < len(data):
        length = 2 + int.from_bytes(data[at : at + 2], "big")
        spans.append((before + len(spans) + 1, range(at, at + length)))
        at += length
    return spans


def _at(bundle: Written, byte: int) -> int:
    return next(position for position, span in _spans((bundle.directory / FULL).read_bytes(), 0) if byte in span)


def _lay(bundle: Written, change: Callable[[list[bytes]], object]) -> None:
    """Other entries in the files of entries, and nowhere else."""
    entries = entries_in(bundle.directory, EVENTS)
    change(entries)
    for path, some in ((FULL, entries[:256]), (PART, entries[256:])):
        (bundle.directory / path).write_bytes(b"".join(struct.pack(">H", len(each)) + each for each in some))


def _flipped(bundle: Written, position: int) -> list[bytes]:
    """All entries, with a bit of one ciphertext changed."""
    entries = entries_in(bundle.directory, EVENTS)
    entries[position - 1] = entries[position - 1][:-1] + bytes([entries[position - 1][-1] ^ 1])
    return entries
