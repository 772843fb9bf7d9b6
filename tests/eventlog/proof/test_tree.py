"""The tree is that of RFC 6962: known trees, the vectors of transparency-dev/merkle, and its definition, for trees of any size.

The vectors lie beside the project, in `../shared/vectors`.
"""

import json
from base64 import b64decode
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventlog.proof import (
    EMPTY_ROOT,
    Frontier,
    NotProven,
    Subtrees,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root,
    split,
    verify_consistency,
    verify_inclusion,
)
from tests.eventlog.proof.trees import complete, mth, path, proof, roots_of, way

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "rfc6962.json"

KNOWN_ENTRIES = [
    bytes.fromhex(entry) for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

sizes = st.integers(1, 70)


def entries(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def vectors(kind: str) -> list[object]:
    if not VECTORS.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{VECTORS} is not there"))]
    return [pytest.param(vector, id=vector["name"]) for vector in json.loads(VECTORS.read_text())[kind]]


def decoded(vector: dict[str, object]) -> list[bytes]:
    return [b64decode(each) for each in vector["proof"] or []]


# What is known


@pytest.mark.parametrize("size", range(9))
def test_the_known_trees_have_their_known_roots(size: int) -> None:
    assert Frontier().append(leaf_hashes(KNOWN_ENTRIES[:size]))[0].root.hex() == KNOWN_ROOTS[size]
    assert root(complete(KNOWN_ENTRIES), size).hex() == KNOWN_ROOTS[size]


def test_leaves_and_nodes_are_hashed_apart() -> None:
    left, right = leaf_hash(b"left"), leaf_hash(b"right")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hashes([b"left", b"right"]) == left + right


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_inclusion_is_judged_as_the_vectors_say(vector: dict[str, object]) -> None:
    def judged() -> None:
        verify_inclusion(b64decode(vector["leafHash"]), vector["leafIdx"], vector["treeSize"], decoded(vector), b64decode(vector["root"]))

    if vector["wantErr"]:
        with pytest.raises(NotProven):
            judged()
    else:
        judged()


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_consistency_is_judged_as_the_vectors_say(vector: dict[str, object]) -> None:
    def judged() -> None:
        verify_consistency(vector["size1"], vector["size2"], b64decode(vector["root1"]), b64decode(vector["root2"]), decoded(vector))

    if vector["wantErr"]:
        with pytest.raises(NotProven):
            judged()
    else:
        judged()


def test_the_proofs_are_those_of_the_example_in_rfc_6962_2_1_3() -> None:
    # Seven leaves: a..f and j are their hashes but the last; the letters are those of the figures.
    seven = entries(7)
    a, b, c, d, e, f, j = split(leaf_hashes(seven))
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l_ = node_hash(g, h), node_hash(i, j)
    stored = complete(seven)

    assert inclusion_proof(stored, 0, 7) == [b, h, l_]
    assert inclusion_proof(stored, 3, 7) == [c, g, l_]
    assert inclusion_proof(stored, 4, 7) == [f, j, k]
    assert inclusion_proof(stored, 6, 7) == [i, k]
    assert consistency_proof(stored, 3, 7) == [c, d, g, l_]
    assert consistency_proof(stored, 4, 7) == [l_]
    assert consistency_proof(stored, 6, 7) == [i, j, k]


# What holds for every tree


@given(sizes)
def test_roots_and_proofs_are_those_of_the_definition(size: int) -> None:
    every, stored = entries(size), complete(entries(size))
    assert root(stored, size) == mth(every)
    for index in range(size):
        assert inclusion_proof(stored, index, size) == path(index, every)
        assert consistency_proof(stored, index + 1, size) == proof(index + 1, every)


@given(sizes)
def test_every_leaf_is_shown_to_be_in_its_tree(size: int) -> None:
    every = entries(size)
    for index, entry in enumerate(every):
        verify_inclusion(leaf_hash(entry), index, size, path(index, every), mth(every))


@given(sizes)
def test_every_tree_is_shown_to_begin_with_every_smaller_one(size: int) -> None:
    every = entries(size)
    for first in range(1, size + 1):
        verify_consistency(first, size, mth(every[:first]), mth(every), proof(first, every))


@given(st.data(), sizes)
def test_another_leaf_index_root_or_proof_shows_no_inclusion(data: st.DataObject, size: int) -> None:
    every = entries(size)
    index = data.draw(st.integers(0, size - 1))
    true = path(index, every)
    other_leaf = data.draw(st.sampled_from([leaf_hash(b"another"), flipped(data, leaf_hash(every[index])), b"", bytes(31), bytes(33)]))
    other_index = data.draw(st.integers(-3, size + 3).filter(lambda other: other != index))
    other_proof = damaged(data, true)
    other_root = data.draw(st.sampled_from([EMPTY_ROOT, flipped(data, mth(every)), b"", mth(every) + b"\x00"]))

    for leaf, at, hashes, top in (
        (other_leaf, index, true, mth(every)),
        (leaf_hash(every[index]), other_index, true, mth(every)),
        (leaf_hash(every[index]), index, other_proof, mth(every)),
        (leaf_hash(every[index]), index, true, other_root),
    ):
        with pytest.raises(NotProven):
            verify_inclusion(leaf, at, size, hashes, top)


@given(st.data(), sizes)
def test_inclusion_in_a_tree_of_another_size_is_shown_only_where_the_way_to_the_leaf_is_the_same(data: st.DataObject, size: int) -> None:
    # The root does not hold the size: that is why a checkpoint signs both.
    every = entries(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, 3 * size).filter(lambda other: other != size))

    same_way = index < other and way(index, other) == way(index, size)
    assert verifies(verify_inclusion, leaf_hash(every[index]), index, other, path(index, every), mth(every)) == same_way


@given(st.data(), sizes)
def test_another_root_or_proof_shows_no_consistency(data: st.DataObject, size: int) -> None:
    every = entries(size)
    first = data.draw(st.integers(1, size))
    old, new, true = mth(every[:first]), mth(every), proof(first, every)

    for old_root, new_root, hashes in (
        (flipped(data, old), new, true),
        (old, flipped(data, new), true),
        (old, new, damaged(data, true)),
        (old[:-1], new, true),
        (old, new + b"\x00", true),
    ):
        with pytest.raises(NotProven):
            verify_consistency(first, size, old_root, new_root, hashes)


@given(st.data(), sizes)
def test_consistency_of_other_sizes_is_judged_as_the_definition_reads_the_proof(data: st.DataObject, size: int) -> None:
    every = entries(size)
    first = data.draw(st.integers(1, size))
    old, new, true = mth(every[:first]), mth(every), proof(first, every)
    said_first, said_second = data.draw(st.integers(-1, size + 2)), data.draw(st.integers(-1, 2 * size + 2))

    possible = 0 < said_first <= said_second and roots_of(said_first, said_second, old, true) == (old, new)
    assert verifies(verify_consistency, said_first, said_second, old, new, true) == possible


@given(st.data(), st.integers(2, 70))
def test_a_tree_in_which_an_old_leaf_changed_is_not_consistent(data: st.DataObject, size: int) -> None:
    first = data.draw(st.integers(1, size - 1))
    changed = entries(size)
    changed[data.draw(st.integers(0, first - 1))] = b"rewritten"
    assume(mth(changed[:first]) != mth(entries(first)))

    with pytest.raises(NotProven):
        verify_consistency(first, size, mth(entries(first)), mth(changed), proof(first, changed))


def test_an_empty_tree_shows_nothing() -> None:
    for first, second in ((0, 0), (0, 3), (3, 2), (-1, 3)):
        with pytest.raises(NotProven, match="Nothing shows"):
            verify_consistency(first, second, EMPTY_ROOT, EMPTY_ROOT, [])
        with pytest.raises(ValueError, match="no proof of consistency"):
            consistency_proof(complete(entries(3)), first, second)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (4, 3), (-1, 3)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(complete(entries(3)), index, size)


def test_a_refusal_says_why() -> None:
    every = entries(5)
    true, top, leaf = path(1, every), mth(every), leaf_hash(every[1])

    for said, hashes, why in (
        (1, [*true, top], "shorter than 4 hashes"),
        (1, true[:-1], "longer than 2 hashes"),
        (1, [*true[:-1], top], "leads to the root"),
        (1, [*true[:-1], b"short"], "32 bytes, not 5"),
        (5, true, "cannot stand in a tree of 5"),
    ):
        with pytest.raises(NotProven, match=why):
            verify_inclusion(leaf, said, 5, hashes, top)


def test_a_refusal_of_consistency_says_why() -> None:
    every = entries(7)
    old, new, true = mth(every[:3]), mth(every), proof(3, every)

    for first, second, roots, hashes, why in (
        (3, 7, (old, new), [*true, new], "shorter than 5 hashes"),
        (3, 7, (old, new), true[:-1], "longer than 3 hashes"),
        (3, 7, (old, new), [], "is not empty"),
        (3, 7, (new, new), true, "leads to the first root"),
        (3, 7, (old, old), true, "leads to the second root"),
        (3, 7, (old, new[1:]), true, "32 bytes, not 31"),
        (3, 7, (old, new + b"\0"), true, "32 bytes, not 33"),
        (7, 7, (new, new), true, "is empty, and this one has 4 hashes"),
        (7, 7, (old, new), [], "have different roots"),
        (7, 3, (new, old), true, "Nothing shows that a tree of 3 begins with a tree of 7"),
    ):
        with pytest.raises(NotProven, match=why):
            verify_consistency(first, second, *roots, hashes)


def test_a_size_has_64_bits() -> None:
    # The last leaf of the largest tree has a left neighbour in every level; one leaf more, and there is no such size.
    leaf, siblings = leaf_hash(b"last"), [bytes(32)] * 64
    for size, refused_as in ((2**64 - 1, "leads to the root"), (2**64, "cannot stand")):
        with pytest.raises(NotProven, match=refused_as):
            verify_inclusion(leaf, size - 1, size, siblings[: (size - 1).bit_count()], bytes(32))
    with pytest.raises(NotProven, match="Nothing shows"):
        verify_consistency(2**64, 2**64, bytes(32), bytes(32), [])
    verify_consistency(2**64 - 1, 2**64 - 1, bytes(32), bytes(32), [])


# Appending


@given(st.lists(st.integers(0, 40), max_size=12))
def test_batches_of_any_sizes_grow_the_same_tree_as_leaves_one_by_one(batches: list[int]) -> None:
    every = entries(sum(batches))
    frontier, at, stored = Frontier(), 0, Counter()
    hashes: dict[tuple[int, int], bytes] = {}
    for batch in batches:
        frontier, rows = frontier.append(leaf_hashes(every[at : at + batch]))
        at += batch
        for row in rows:
            for number, each in enumerate(split(row.hashes)):
                stored[row.level, row.index + number] += 1
                hashes[row.level, row.index + number] = each
        assert frontier.size == at
        assert frontier.root == mth(every[:at])

    one_by_one = Frontier()
    for entry in every:
        one_by_one, _ = one_by_one.append(leaf_hash(entry))
    assert one_by_one == frontier
    # Every complete subtree was given, and only once.
    whole = complete(every)
    assert hashes == {(level, index): whole(level, index) for level in range(10) for index in range(len(every) >> level)}
    assert set(stored.values()) <= {1}


@given(sizes)
def test_a_frontier_can_be_taken_up_again_from_what_is_stored(size: int) -> None:
    grown, _ = Frontier().append(leaf_hashes(entries(size)))
    assert Frontier.of(complete(entries(size)), size) == grown


def test_a_batch_that_could_not_be_stored_leaves_the_frontier_as_it_was() -> None:
    frontier, _ = Frontier().append(leaf_hashes(entries(3)))
    before = (frontier.size, frontier.edge, frontier.root)
    frontier.append(leaf_hash(b"lost"))
    assert (frontier.size, frontier.edge, frontier.root) == before


@pytest.mark.parametrize(
    ("size", "edge"),
    [(3, (bytes(32),)), (1, ()), (1, (bytes(31),)), (1, (bytes(33),)), (1, (bytes(32),) * 2), (-1, (bytes(32),)), (2**64, (bytes(32),))],
)
def test_an_edge_that_does_not_fit_its_size_is_refused(size: int, edge: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="cannot have this edge"):
        Frontier(size, edge)


def test_leaves_are_whole_hashes() -> None:
    with pytest.raises(ValueError, match="33 bytes"):
        Frontier().append(bytes(33))


def test_a_proof_in_a_tree_of_tens_of_millions_asks_for_few_hashes() -> None:
    size = 50_000_001

    def counting(asked: list[tuple[int, int]]) -> Subtrees:
        def subtree(level: int, index: int) -> bytes:
            assert (index + 1) << level <= size
            asked.append((level, index))
            return leaf_hash(b"%d %d" % (level, index))

        return subtree

    for index in (0, 1, 12_345_678, 33_554_431, 33_554_432, size - 2, size - 1):
        asked: list[tuple[int, int]] = []
        inclusion_proof(counting(asked), index, size)
        consistency_proof(counting(asked), index + 1, size)
        root(counting(asked), size)
        assert len(asked) <= 5 * size.bit_length()


def flipped(data: st.DataObject, value: bytes) -> bytes:
    bit = data.draw(st.integers(0, len(value) * 8 - 1))
    return (int.from_bytes(value) ^ (1 << bit)).to_bytes(len(value))


def damaged(data: st.DataObject, hashes: list[bytes]) -> list[bytes]:
    """With one thing done to it: a hash added, and, if there are any, one changed, dropped or put elsewhere."""
    ways = ["added", "added garbage"] + ["changed", "dropped"] * bool(hashes) + ["swapped"] * (len(hashes) > 1)
    kind, at = data.draw(st.sampled_from(ways)), data.draw(st.integers(0, max(len(hashes) - 1, 0)))
    result = list(hashes)
    match kind:
        case "added":
            result.insert(at, leaf_hash(b"added"))
        case "added garbage":
            result.append(b"")
        case "changed":
            result[at] = flipped(data, result[at])
        case "dropped":
            del result[at]
        case "swapped":
            result[at - 1], result[at] = result[at], result[at - 1]
    return result


def verifies(verify, *claim) -> bool:
    try:
        verify(*claim)
    except NotProven:
        return False
    return True
