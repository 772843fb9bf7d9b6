"""The log's proofs over HTTP, as tools that know nothing of this project read them."""

import base64
from typing import Any

import httpx
import psycopg
import pytest

from domain.codes import Role
from domain.events import OWN_STREAMS
from eventlog import Databases
from eventlog.access import AccessLog
from eventlog.proof import (
    Bundle,
    Checkpoint,
    Note,
    Tile,
    VerifierKey,
    cosign,
    entries_of,
    leaf_hashes,
    root,
    split,
    subtrees,
    tile_at,
    verify_consistency,
    verify_inclusion,
)
from tests import plain
from tests.api.people import opening
from tests.api.server import Server
from tests.api.witness import Witness


@pytest.fixture(scope="module")
def anybody(server: Server) -> httpx.Client:
    """Without a token."""
    return plain.Client(base_url=server.url, timeout=30)


@pytest.fixture(scope="module")
def auditor(server: Server) -> httpx.Client:
    return server.auditor()


@pytest.fixture(scope="module")
def position(server: Server) -> int:
    """Of something just recorded."""
    answer = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1").post("/trajectories", json=opening())
    return int(answer.headers["Position"])


def _checkpoint(anybody: httpx.Client) -> Checkpoint:
    key = VerifierKey.parse(anybody.get("/log/key").text.strip())
    note = Note.parse(anybody.get("/log/checkpoint").content)
    note.verified([key])
    checkpoint = Checkpoint.parse(note.text)
    assert checkpoint.origin == key.name
    return checkpoint


def _included(anybody: httpx.Client, **asked: int) -> dict[str, Any]:
    answer = anybody.get("/log/proof/inclusion", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _bytes(hashes: list[str]) -> list[bytes]:
    return [base64.b64decode(each) for each in hashes]


def test_what_was_just_recorded_is_proven_at_once_to_anybody(anybody: httpx.Client, position: int) -> None:
    shown = _included(anybody, position=position)
    checkpoint = _checkpoint(anybody)
    if shown["tree_size"] != checkpoint.size:
        shown = _included(anybody, position=position, size=checkpoint.size)
    assert shown["index"] == position - 1
    verify_inclusion(base64.b64decode(shown["leaf_hash"]), shown["index"], checkpoint.size, _bytes(shown["proof"]), checkpoint.root)


def test_the_tiles_alone_give_the_root_that_was_signed(anybody: httpx.Client, position: int) -> None:
    checkpoint = _checkpoint(anybody)

    def read(tile: Tile) -> bytes:
        answer = anybody.get(f"/log/{tile.path}")
        assert answer.status_code == 200, answer.text
        assert "immutable" in answer.headers["cache-control"]
        return answer.content

    assert root(subtrees(read, checkpoint.size), checkpoint.size) == checkpoint.root


def test_an_earlier_checkpoint_is_shown_to_be_the_beginning_of_a_later_one(
    server: Server, anybody: httpx.Client, auditor: httpx.Client, position: int
) -> None:
    before = _checkpoint(anybody)
    answer = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1").post("/trajectories", json=opening())
    _included(anybody, position=int(answer.headers["Position"]))
    after = _checkpoint(anybody)
    shown = anybody.get("/log/proof/consistency", params={"from": before.size, "to": after.size}).json()
    assert (shown["from"], shown["to"]) == (before.size, after.size)
    verify_consistency(before.size, after.size, before.root, after.root, _bytes(shown["proof"]))


def test_entries_go_to_auditors_with_an_assignment_to_everything_and_hash_to_their_tile(
    server: Server, anybody: httpx.Client, auditor: httpx.Client, position: int
) -> None:
    size = _checkpoint(anybody).size
    tile = tile_at(0, 0, size)
    bundle = Bundle(0, tile.width)
    assert anybody.get(f"/log/{bundle.path}").status_code == 401
    assert server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-1").get(f"/log/{bundle.path}").status_code == 403
    assert server.as_(Role.AUDITOR, "inspectie", "auditor-2").get(f"/log/{bundle.path}").status_code == 403
    entries = entries_of(auditor.get(f"/log/{bundle.path}").content, tile.width)
    assert leaf_hashes(entries) == anybody.get(f"/log/{tile.path}").content
    assert len(split(anybody.get(f"/log/{tile.path}").content)) == tile.width


def test_who_is_given_entries_is_on_record_with_whose_they_are(
    anybody: httpx.Client, auditor: httpx.Client, databases: Databases, position: int
) -> None:
    """The register is of nobody."""
    size = _checkpoint(anybody).size
    bundle = Bundle((size - 1) // 256, size - (size - 1) // 256 * 256)
    with AccessLog(databases) as accesses, psycopg.connect(databases.reader) as conn:
        answer = auditor.get(f"/log/{bundle.path}", headers={"Purpose": "Toetsing van het logboek"})
        assert answer.status_code == 200, answer.text
        newest = accesses.page(limit=1)[0]
        rows = conn.execute("SELECT DISTINCT trajectory_id FROM log.events WHERE position > %s", (bundle.leaves.start,))
        persons = {row[0] for row in rows} - OWN_STREAMS
    assert (newest.operation, newest.outcome, newest.purpose) == ("get_entries", "shown", "Toetsing van het logboek")
    assert set(newest.trajectories) == persons


@pytest.mark.parametrize(
    "path",
    [
        "/log/tile/0/999",
        "/log/tile/0/x999/999",
        "/log/tile/64/000",
        "/log/tile/0/000.p/256",
        "/log/tile/0/000.p/0",
        "/log/tile/0/0",
        "/log/tile/00/000",
        "/log/tile/entries",
        "/log/tile/",
        "/log/proof/inclusion?position=999999999",
        "/log/proof/inclusion?position=1&size=999999999",
        "/log/proof/inclusion?position=5&size=4",
        "/log/proof/consistency?from=1&to=999999999",
        "/log/proof/consistency?from=2&to=1",
    ],
)
def test_what_is_not_there_is_not_found(anybody: httpx.Client, position: int, path: str) -> None:
    answer = anybody.get(path)
    assert answer.status_code == 404, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/log/proof/inclusion", "/log/proof/inclusion?position=0", "/log/proof/inclusion?position=een", "/log/proof/consistency?from=0&to=3"],
)
def test_what_cannot_be_asked_is_malformed(anybody: httpx.Client, path: str) -> None:
    assert anybody.get(path).status_code == 422


def test_the_signature_of_a_witness_is_served_with_the_checkpoint(anybody: httpx.Client, witness: Witness, position: int) -> None:
    _included(anybody, position=position)
    note = Note.parse(anybody.get("/log/checkpoint").content)
    line = cosign(Checkpoint.parse(note.text), witness.name, witness.private, 1_770_000_000)
    answer = anybody.post("/log/checkpoint", content=note.signed(line).data, headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()) == (200, {"kept": [witness.name]})
    served = Note.parse(anybody.get("/log/checkpoint").content)
    assert line in served.signatures


@pytest.mark.parametrize("body", [b"", b"geen notitie", b"a\n1\nAAAA\n\n\xe2\x80\x94 a AAAAAAAA\n"])
def test_what_no_witness_signed_is_not_kept(anybody: httpx.Client, position: int, body: bytes) -> None:
    assert anybody.post("/log/checkpoint", content=body).status_code == 422
    by_the_log, *_ = (note := Note.parse(anybody.get("/log/checkpoint").content)).signatures
    assert anybody.post("/log/checkpoint", content=Note(note.text, (by_the_log,)).data).status_code == 422
