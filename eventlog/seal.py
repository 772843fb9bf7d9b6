"""The sealed format `sealed/1`: how one record is laid out, encrypted and hashed. Pure; ADR 0005 fixes every byte.

Integers are big-endian. `state` = u32 key generation | u32 length + sealed facts | u32 length + sealed words
(length 0 where there are none); a sealed part is its 12-byte nonce followed by AES-256-GCM ciphertext and tag.

>>> from uuid import UUID
>>> place = Place(UUID(int=7), 1)
>>> sealed = seal(bytes(32), place, "facts", b"{}")
>>> unseal(bytes(32), place, "facts", sealed)
b'{}'
"""

import secrets
import struct
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = "sealed/1"
"""Stands in the `topic` column of every record."""

LARGEST = 65_535
"""Bytes in one leaf."""

Part = Literal["facts", "words", "answer"]

_NONCE = 12
_BOUND_TO = FORMAT.encode() + b"\x00"
_U32 = struct.Struct(">I")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Broken(ValueError):
    """Does not authenticate, or is not laid out as it should be."""


class Place(NamedTuple):
    """What a ciphertext is bound to, so that it opens nowhere else."""

    trajectory_id: UUID
    version: int


class State(NamedTuple):
    """The parts of a stored state, still sealed."""

    generation: int
    facts: bytes
    words: bytes | None


def new_key() -> bytes:
    return secrets.token_bytes(32)


def seal(key: bytes, place: Place, part: Part, plain: bytes) -> bytes:
    return seal_with(AESGCM(key), place, part, plain)


def seal_with(cipher: AESGCM, place: Place, part: Part, plain: bytes) -> bytes:
    """As `seal`, with a cipher made once for all that one key seals: making it costs more than using it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, _associated(place, part))


def unseal(key: bytes, place: Place, part: Part, sealed: bytes) -> bytes:
    """The plaintext. Raises `Broken`."""
    return unseal_with(AESGCM(key), place, part, sealed)


def unseal_with(cipher: AESGCM, place: Place, part: Part, sealed: bytes) -> bytes:
    """As `unseal`, with a cipher made once."""
    if len(sealed) < _NONCE + 16:
        raise Broken("too short")
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _associated(place, part))
    except InvalidTag:
        raise Broken("does not authenticate") from None


def words_key_of(words_key: bytes, place: Place) -> bytes:
    """The key of one event's words, derived, so that it can be kept when the others must go."""
    return HKDF(SHA256(), 32, salt=None, info=_associated(place, "words")).derive(words_key)


def pack(state: State) -> bytes:
    words = state.words or b""
    return b"".join((_U32.pack(state.generation), _U32.pack(len(state.facts)), state.facts, _U32.pack(len(words)), words))


def unpack(state: bytes) -> State:
    """Raises `Broken` when the lengths do not add up."""
    try:
        generation, facts_length = struct.unpack_from(">II", state)
        facts_end = 8 + facts_length
        (words_length,) = _U32.unpack_from(state, facts_end)
    except struct.error:
        raise Broken("truncated") from None
    if len(state) != facts_end + 4 + words_length:
        raise Broken("lengths do not add up")
    return State(generation, state[8:facts_end], state[facts_end + 4 :] or None)


def microseconds(moment: datetime) -> int:
    """Since 1970-01-01T00:00Z; exact, unlike a float."""
    return (moment - _EPOCH) // _MICROSECOND


def leaf(position: int, place: Place, recorded_at: datetime, topic: str, state: bytes) -> bytes:
    """The bytes of one record that the Merkle tree hashes: everything that is stored, and nothing else."""
    name = topic.encode()
    head = struct.pack(
        f">H{len(name)}sQ16sIqI", len(name), name, position, place.trajectory_id.bytes, place.version, microseconds(recorded_at), len(state)
    )
    return head + state


def leaf_size(topic: str, state: bytes) -> int:
    """Known before the position is: all that varies is the topic and the state."""
    return 2 + len(topic.encode()) + 8 + 16 + 4 + 8 + 4 + len(state)


def _associated(place: Place, part: Part) -> bytes:
    return b"".join((_BOUND_TO, place.trajectory_id.bytes, _U32.pack(place.version), part.encode()))
