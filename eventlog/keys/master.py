"""The master key wraps all other keys, and is in no database: whoever steals every database reads nothing.

One small interface, so that a hardware module or a cloud's key service can take the file's place. A master key travels to another process
as where it is kept, never as its bytes.
"""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eventlog.errors import KeyDamaged, WrongDatabase
from eventlog.keys import keyfile

VARIABLE = "JEUGDSPOOR_MASTER_KEY"
"""The environment variable that may hold a master key."""

_SIZE = 32
_NONCE = 12


class MasterKey(Protocol):
    """Wraps keys, bound to what they are for."""

    @property
    def fingerprint(self) -> bytes:
        """16 bytes that name this key, and tell nothing of it."""
        ...

    def wrap(self, key: bytes, purpose: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes, purpose: bytes) -> bytes:
        """Raises `KeyDamaged` when it was not wrapped by this key for this purpose."""
        ...

    def known_as(self, fingerprint: bytes) -> "MasterKey | None":
        """This key, or the one of that fingerprint that has taken its place since; None where there is none."""
        ...

    def settle(self, in_use: Callable[[], bytes]) -> None:
        """Ends what an interrupted rotation left behind; `in_use` gives the fingerprint of the key that the rows are wrapped with."""
        ...


class _Aes:
    def __init__(self, key: bytes) -> None:
        if len(key) != _SIZE:
            raise ValueError(f"A master key has {_SIZE} bytes.")
        self._cipher = AESGCM(key)
        self._fingerprint = hmac.new(key, b"jeugdspoor/master-key", sha256).digest()[:16]

    @property
    def fingerprint(self) -> bytes:
        return self._fingerprint

    def wrap(self, key: bytes, purpose: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, key, purpose)

    def unwrap(self, wrapped: bytes, purpose: bytes) -> bytes:
        try:
            return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], purpose)
        except (InvalidTag, ValueError):
            raise KeyDamaged("A wrapped key does not open.") from None


class FileMasterKey(_Aes):
    """32 random bytes in a file of mode 0600, which belongs to one key store.

    Every process that uses the key store must see the file itself, not a copy: that is how it learns of a new key.
    """

    def __init__(self, key: bytes, path: Path | None = None) -> None:
        super().__init__(key)
        self.path = path

    @classmethod
    def at(cls, path: Path, *, make: bool = False) -> Self:
        """The key in that file. With `make`, a first start writes one; otherwise a missing file raises `WrongDatabase`."""
        if make and not path.exists():
            keyfile.write_once(path, secrets.token_bytes(_SIZE))
        keyfile.check_regular(path)
        try:
            real = path.resolve(strict=True)
            shared, key = keyfile.readable_by_others(real), real.read_bytes()
        except OSError as error:
            raise WrongDatabase(
                f"The master key file {path} cannot be read ({error.strerror}). Without it nothing can be opened: put it back."
            ) from None
        if shared:
            raise WrongDatabase(
                f"{path} can be read by others: with a copy of the databases, whoever reads it reads all. Run chmod 600 on it."
            )
        if len(key) != _SIZE:
            raise WrongDatabase(f"The master key file {path} must hold exactly {_SIZE} bytes, and holds {len(key)}.")
        return cls(key, real)

    def known_as(self, fingerprint: bytes) -> "FileMasterKey | None":
        if fingerprint == self.fingerprint:
            return self
        if self.path is None:
            return None
        # In this order: what moves into place between the two looks is seen at the first.
        for path in (keyfile.next_of(self.path), self.path):
            try:
                found = FileMasterKey(path.read_bytes(), self.path)
            except (OSError, ValueError):
                continue
            if found.fingerprint == fingerprint:
                return found
        return None

    def settle(self, in_use: Callable[[], bytes]) -> None:
        if self.path is None or not keyfile.left_behind(self.path):
            return
        with keyfile.alone(self.path, wait=False) as held:
            if held:  # otherwise a rotation is under way
                self.settle_alone(in_use)

    def settle_alone(self, in_use: Callable[[], bytes]) -> None:
        """As `settle`, by who is `keyfile.alone` already."""
        if self.path is None or not keyfile.left_behind(self.path):
            return
        fingerprint = in_use()
        keyfile.settle(self.path, lambda key: len(key) == _SIZE and _Aes(key).fingerprint == fingerprint)

    def __reduce__(self) -> tuple[Any, ...]:
        if self.path is None:
            raise TypeError("A master key that is in no file stays in its process.")
        return FileMasterKey.at, (self.path,)


class EnvironmentMasterKey(_Aes):
    """32 random bytes as base64 in `JEUGDSPOOR_MASTER_KEY`: somebody else keeps it, and this program cannot replace it."""

    @classmethod
    def read(cls) -> Self:
        """From this process's environment. Raises `WrongDatabase`."""
        return cls.of(os.environ.get(VARIABLE, ""))

    @classmethod
    def of(cls, text: str) -> Self:
        """Raises `WrongDatabase`."""
        try:
            return cls(base64.b64decode(text.strip(), validate=True))
        except (binascii.Error, ValueError):
            _no_key()

    def known_as(self, fingerprint: bytes) -> "EnvironmentMasterKey | None":
        return self if fingerprint == self.fingerprint else None

    def settle(self, in_use: Callable[[], bytes]) -> None:
        """Nothing is left behind by what cannot be rotated."""

    def __reduce__(self) -> tuple[Any, ...]:
        return EnvironmentMasterKey.read, ()


def _no_key() -> NoReturn:
    raise WrongDatabase(f"{VARIABLE} must be the base64 of exactly {_SIZE} random bytes.") from None
