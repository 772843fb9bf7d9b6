"""A witness's word that it saw a log grow consistently up to a checkpoint: C2SP `tlog-cosignature`, `cosignature/v1` (type 0x04).

A cosignature is a signature line under a checkpoint, with the moment it was made in front of its Ed25519 signature.
"""

from struct import Struct
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventlog.proof.checkpoint import Checkpoint
from eventlog.proof.errors import Malformed
from eventlog.proof.note import Signature, VerifierKey

LATEST = 2**63 - 1
"""The last moment that a cosignature can bear."""

_U64 = Struct(">Q")
_SIZE = _U64.size + 64


class WitnessKey(VerifierKey):
    """The public half of a witness's key; it must not be used for anything else, since the signed message does not name the witness."""

    __slots__ = ()
    type: ClassVar[int] = 0x04

    def accepts(self, text: str, value: bytes) -> bool:
        """Whether this is this witness's cosignature of the checkpoint with this text, at the moment that it says."""
        if len(value) != _SIZE:
            return False
        (at,) = _U64.unpack_from(value)
        return at <= LATEST and self._signed(value[_U64.size :], _message(text, at))


def cosign(checkpoint: Checkpoint, name: str, private: Ed25519PrivateKey, at: int) -> Signature:
    """The cosignature of a witness, which must have verified the checkpoint's consistency with the last one it cosigned.

    `at` is now, in whole seconds since 1970-01-01T00:00Z; it is never 0 (C2SP `tlog-witness`).
    """
    if not 0 < at <= LATEST:
        raise ValueError(f"A cosignature cannot be made at {at}.")
    return Signature(name, WitnessKey.of(name, private).id, _U64.pack(at) + private.sign(_message(checkpoint.text, at)))


def cosigned_at(cosignature: Signature) -> int:
    """When a verified cosignature was made, in seconds since 1970-01-01T00:00Z; the caller judges whether that can be."""
    if len(cosignature.value) != _SIZE:
        raise Malformed(f"The signature of {cosignature.name} is no cosignature: it has {len(cosignature.value)} bytes, not {_SIZE}.")
    at: int = _U64.unpack_from(cosignature.value)[0]
    return at


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
