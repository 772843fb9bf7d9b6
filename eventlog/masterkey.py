"""The master key wraps all other keys, and is in no database: whoever steals every database reads nothing.

One small interface, so that a hardware module or a cloud's key service can take the file's place.
"""

import secrets
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eventlog.errors import KeyDamaged, WrongDatabase
from eventlog.keyfile import write_once

_NONCE = 12


class MasterKey(Protocol):
    """Wraps keys, bound to what they are for."""

    def wrap(self, key: bytes, purpose: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes, purpose: bytes) -> bytes:
        """Raises `KeyDamaged` when it was not wrapped by this key for this purpose."""
        ...


class FileMasterKey:
    """32 random bytes in a file of mode 0600."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def at(cls, path: Path, *, make: bool = False) -> "FileMasterKey":
        """The key in that file. With `make`, a first start writes one; otherwise a missing file raises `WrongDatabase`."""
        if make and not path.exists():
            write_once(path, secrets.token_bytes(32))
        try:
            key = path.read_bytes()
        except OSError as error:
            raise WrongDatabase(
                f"The master key file {path} cannot be read ({error.strerror}). Without it nothing can be opened: put it back."
            ) from None
        if len(key) != 32:
            raise WrongDatabase(f"The master key file {path} must hold exactly 32 bytes, and holds {len(key)}.")
        return cls(key)

    def wrap(self, key: bytes, purpose: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, key, purpose)

    def unwrap(self, wrapped: bytes, purpose: bytes) -> bytes:
        try:
            return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], purpose)
        except (InvalidTag, ValueError):
            raise KeyDamaged("A wrapped key does not open.") from None
