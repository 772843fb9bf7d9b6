"""Tiles and bundles are those of C2SP `tlog-tiles`, and give the same tree as the leaves."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventlog.proof import (
    Bundle,
    Frontier,
    Malformed,
    Tile,
    bundle,
    consistency_proof,
    entries_of,
    inclusion_proof,
    leaf_hashes,
    parse_path,
    pieces,
    root,
    subtrees,
    tile_at,
    verify_consistency,
    verify_inclusion,
)

PATHS = [
    (Tile(0, 1234067), "tile/0/x001/x234/067"),
    (Tile(0, 0), "tile/0/000"),
    (Tile(1, 999, 17), "tile/1/999.p/17"),
    (Tile(2, 1000, 255), "tile/2/x001/000.p/255"),
    (Tile(63, 1_000_000, 1), "tile/63/x001/x000/000.p/1"),
    (Bundle(1234067), "tile/entries/x001/x234/067"),
    (Bundle(0, 112), "tile/entries/000.p/112"),
]

NO_PATHS = [
    "",
    "tile",
    "tile/0",
    "tile/0/",
    "/tile/0/000",
    "tile/0/000/",
    "tile/0/000\n",
    "tile/00/000",
    "tile/01/000",
    "tile/64/000",
    "tile/100/000",
    "tile/-1/000",
    "tile/x/000",
    "tile/data/000",
    "tile/8/0/000",
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/1234067",
    "tile/0/x001",
    "tile/0/x000/001",
    "tile/0/x000/x001/067",
    "tile/0/001/067",
    "tile/0/x1/067",
    "tile/0/X001/067",
    "tile/0/x001//067",
    "tile/0/x001/067/x001/067",
    "tile/0/٠٠١",
    "tile/0/000.p/0",
    "tile/0/000.p/00",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/257",
    "tile/0/000.p/1000",
    "tile/0/000.p/-1",
    "tile/0/000.p/",
    "tile/0/000.p",
    "tile/0/000.p/1/2",
    "tile/entries/000.p/0",
    "tile/entries/000.p/256",
    "tile/entries/x000/000",
    "tile/entries",
    "tile/0/" + "x001/" * 7 + "000",
    "tile/0/" + "x001/" * 100_000 + "000",
]


def tiles_of(batches: list[int]) -> tuple[Frontier, dict[tuple[int, int], bytes], int]:
    """What a store has that puts every piece behind what the tile already had."""
    frontier, store, size = Frontier(), {}, 0
    for batch in batches:
        leaves = leaf_hashes(b"entry %d" % number for number in range(size, size + batch))
        frontier, rows = frontier.append(leaves)
        size += batch
        for piece in pieces(rows):
            already = store.get((piece.level, piece.index), b"")
            assert piece.hashes
            assert len(already) == piece.offset * 32
            store[piece.level, piece.index] = already + piece.hashes
            assert len(store[piece.level, piece.index]) <= 256 * 32
    return frontier, store, size


# Paths


@pytest.mark.parametrize(("named", "path"), PATHS)
def test_a_tile_has_the_path_of_the_specification(named: Tile | Bundle, path: str) -> None:
    assert named.path == path
    assert parse_path(path) == named


@pytest.mark.parametrize("path", NO_PATHS, ids=lambda path: path[:40])
def test_a_path_that_no_tile_has_is_refused(path: str) -> None:
    with pytest.raises(Malformed):
        parse_path(path)


@given(st.integers(0, 63), st.integers(0, 10**21 - 1), st.integers(1, 256))
def test_every_tile_has_one_path_and_every_path_one_tile(level: int, index: int, width: int) -> None:
    for named in (Tile(level, index, width), Bundle(index, width)):
        assert parse_path(named.path) == named


# Widths


def test_a_tree_of_70_000_has_the_tiles_of_the_example() -> None:
    assert tile_at(0, 272, 70_000) == Tile(0, 272, 256)
    assert tile_at(0, 273, 70_000) == Tile(0, 273, 112)
    assert tile_at(1, 0, 70_000) == Tile(1, 0, 256)
    assert tile_at(1, 1, 70_000) == Tile(1, 1, 17)
    assert tile_at(2, 0, 70_000) == Tile(2, 0, 1)
    for level, index in ((0, 274), (1, 2), (2, 1), (3, 0)):
        with pytest.raises(ValueError, match="has no tile"):
            tile_at(level, index, 70_000)


def test_a_tree_of_256_has_a_full_tile_and_one_hash_above_it() -> None:
    assert (tile_at(0, 0, 256), tile_at(1, 0, 256)) == (Tile(0, 0, 256), Tile(1, 0, 1))
    with pytest.raises(ValueError, match="has no tile"):
        tile_at(0, 1, 256)


def test_a_tile_is_in_the_tree_when_all_its_hashes_are() -> None:
    assert Tile(0, 273, 112).is_in(70_000)
    assert Tile(0, 273, 1).is_in(70_000)
    assert not Tile(0, 273, 113).is_in(70_000)
    assert Tile(1, 1, 17).is_in(70_000)
    assert not Tile(1, 1, 18).is_in(70_000)
    assert not Tile(1, 2, 1).is_in(70_000)
    assert not Tile(63, 0, 1).is_in(2**63)
    assert Bundle(273, 112).is_in(70_000)
    assert not Bundle(273, 113).is_in(70_000)


def test_a_bundle_has_the_leaves_of_the_tile_above_it() -> None:
    assert Bundle(0).leaves == range(256)
    assert Bundle(273, 112).leaves == range(69_888, 70_000)


# The tree in tiles


@given(st.lists(st.sampled_from([1, 2, 7, 100, 255, 256, 257, 1000]), max_size=8), st.data())
@example([256] * 4, None)
def test_tiles_give_the_same_tree_as_the_leaves(batches: list[int], data: st.DataObject | None) -> None:
    frontier, store, size = tiles_of(batches)
    stored = subtrees(lambda tile: store[tile.level, tile.index], size)

    assert root(stored, size) == frontier.root
    # Whatever batches the leaves came in, the tiles are the same.
    assert store == tiles_of([size])[1]
    if data is None or size == 0:
        return
    index = data.draw(st.integers(0, size - 1))
    leaf = store[0, index // 256][index % 256 * 32 :][:32]
    verify_inclusion(leaf, index, size, inclusion_proof(stored, index, size), frontier.root)
    first = index + 1
    verify_consistency(first, size, root(stored, first), frontier.root, consistency_proof(stored, first, size))


def test_a_tree_of_three_levels_of_tiles_gives_proofs_from_few_of_them() -> None:
    frontier, store, size = tiles_of([70_000])
    assert {level for level, _ in store} == {0, 1, 2}
    read: list[Tile] = []

    def reading(tile: Tile) -> bytes:
        read.append(tile)
        return store[tile.level, tile.index][: tile.width * 32]

    stored = subtrees(reading, size)
    leaf = store[0, 12_345 // 256][12_345 % 256 * 32 :][:32]
    verify_inclusion(leaf, 12_345, size, inclusion_proof(stored, 12_345, size), frontier.root)
    # One for the leaf and its neighbours, one above it, and the right edge.
    assert len(read) == len(set(read)) <= 5
    assert all(tile.is_in(size) for tile in read)


def test_tiles_that_grew_since_still_give_the_older_tree() -> None:
    _, store, size = tiles_of([700])
    now, then = (subtrees(lambda tile: store[tile.level, tile.index], each) for each in (size, 300))
    older = Frontier().append(store[0, 0] + store[0, 1][: 44 * 32])[0]
    assert root(then, 300) == root(now, 300) == older.root
    verify_inclusion(then(0, 299), 299, 300, inclusion_proof(then, 299, 300), older.root)


def test_what_lacks_leaves_is_no_complete_subtree() -> None:
    _, store, size = tiles_of([300])
    stored = subtrees(lambda tile: store[tile.level, tile.index], size)
    for level, index in ((0, 300), (8, 1), (9, 0)):
        with pytest.raises(ValueError, match="no complete subtree"):
            stored(level, index)


def test_a_tile_that_is_too_short_is_reported_by_its_path() -> None:
    _, store, size = tiles_of([300])
    stored = subtrees(lambda tile: store[tile.level, tile.index][:-1], size)
    with pytest.raises(Malformed, match=r"tile/0/001\.p/44 has 1407 bytes, not 1408"):
        root(stored, size)


# Entries


def test_a_bundle_has_the_length_of_each_entry_in_front_of_it() -> None:
    assert bundle([b"", b"abc", bytes(258)]).hex() == "0000" + "0003616263" + "0102" + "00" * 258


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=256))
def test_the_entries_of_a_bundle_come_back(entries: list[bytes]) -> None:
    assert entries_of(bundle(entries), len(entries)) == entries


def test_the_largest_entry_fits_and_one_byte_more_does_not() -> None:
    largest = bytes(65_535)
    assert entries_of(bundle([largest, b"x"]), 2) == [largest, b"x"]
    with pytest.raises(ValueError, match="Entry 1 has 65536 bytes"):
        bundle([b"x", bytes(65_536)])


@pytest.mark.parametrize("count", [0, 257])
def test_a_bundle_is_never_empty_and_never_overfull(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 256 entries"):
        bundle([b"x"] * count)


@pytest.mark.parametrize(
    ("data", "width", "why"),
    [
        (b"", 1, "ends after 0 of 1"),
        (b"\x00", 1, "ends after 0 of 1"),
        (b"\x00\x01x", 2, "ends after 1 of 2"),
        (b"\x00\x02x", 1, "ends within entry 0"),
        (b"\x00\x01x\x00", 1, "goes on for 1 bytes"),
        (b"\x00\x01x\x00\x00", 1, "goes on for 2 bytes"),
    ],
)
def test_a_bundle_of_which_the_lengths_do_not_add_up_is_refused(data: bytes, width: int, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        entries_of(data, width)
