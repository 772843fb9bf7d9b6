"""The sealed format is fixed for ever: the bytes here are written out, not computed by the code under test."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eventlog.seal import Broken, Place, State, leaf, leaf_size, pack, seal, unpack, unseal, words_key_of

TRAJECTORY = UUID("0190a1b2-c3d4-7e5f-8061-728394a5b6c7")
PLACE = Place(TRAJECTORY, 258)


def test_the_leaf_is_these_exact_bytes() -> None:
    state = bytes.fromhex("0000000100000002aabb00000000")
    expected = (
        "0008" + b"sealed/1".hex()  # u16 length + topic
        + "0000000000000011"  # u64 position 17
        + "0190a1b2c3d47e5f8061728394a5b6c7"  # trajectory
        + "00000102"  # u32 version 258
        + "00062aa3c8f81001"  # i64 microseconds since 1970
        + "0000000e" + state.hex()  # u32 length + state
    )  # fmt: skip
    moment = datetime(2025, 1, 1, 12, 0, 0, 1, tzinfo=UTC)
    assert leaf(17, PLACE, moment, "sealed/1", state).hex() == expected
    assert leaf_size("sealed/1", state) == len(bytes.fromhex(expected))


def test_a_state_is_laid_out_as_written_down() -> None:
    assert pack(State(7, b"facts", b"words!")).hex() == "00000007" + "00000005" + b"facts".hex() + "00000006" + b"words!".hex()
    assert pack(State(7, b"facts", None)).hex() == "00000007" + "00000005" + b"facts".hex() + "00000000"
    assert unpack(pack(State(7, b"facts", b"words!"))) == State(7, b"facts", b"words!")
    assert unpack(pack(State(7, b"facts", None))) == State(7, b"facts", None)


@pytest.mark.parametrize(
    "damage", [lambda s: s[:-1], lambda s: s + b"x", lambda s: s[:6], lambda s: b"", lambda s: s[:4] + b"\xff" * 4 + s[8:]]
)
def test_a_state_of_which_the_lengths_do_not_add_up_is_broken(damage) -> None:
    with pytest.raises(Broken):
        unpack(damage(pack(State(1, b"facts", b"words"))))


def test_a_part_is_aes_256_gcm_bound_to_format_trajectory_version_and_part() -> None:
    key = bytes(range(32))
    sealed = seal(key, PLACE, "facts", b"plain")

    associated = b"sealed/1\x00" + TRAJECTORY.bytes + (258).to_bytes(4, "big") + b"facts"
    assert AESGCM(key).decrypt(sealed[:12], sealed[12:], associated) == b"plain"


@pytest.mark.parametrize(
    ("place", "part"),
    [(Place(UUID(int=TRAJECTORY.int + 1), 258), "facts"), (Place(TRAJECTORY, 259), "facts"), (PLACE, "words")],
    ids=["another trajectory", "another version", "another part"],
)
def test_a_ciphertext_opens_nowhere_else(place: Place, part) -> None:
    key = bytes(32)
    sealed = seal(key, PLACE, "facts", b"plain")

    assert unseal(key, PLACE, "facts", sealed) == b"plain"
    with pytest.raises(Broken):
        unseal(key, place, part, sealed)


def test_every_event_has_a_words_key_of_its_own() -> None:
    root = bytes(range(32))
    keys = {words_key_of(root, Place(TRAJECTORY, version)) for version in range(1, 50)}
    assert len(keys) == 49
    assert root not in keys


def test_nonces_are_not_used_twice() -> None:
    assert len({seal(bytes(32), PLACE, "facts", b"")[:12] for _ in range(1000)}) == 1000
