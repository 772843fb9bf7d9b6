"""The key that signs the heads of the trees: an Ed25519 key in a file of its own, never in a database.

The file has one line, as C2SP's tools write it: `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`. The name is the origin of the log's
checkpoints.
"""

import secrets
import stat
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventlog.errors import WrongDatabase
from eventlog.keys.keyfile import check_regular, write_once
from eventlog.notary.ledger import LOG
from eventlog.proof import Checkpoint, Malformed, Note, VerifierKey, from_base64, sign, to_base64

_PREFIX = "PRIVATE+KEY+"


class LogKey:
    """Signs checkpoints. The log's bear the key's name; those of another ledger that name, a slash, and the ledger's."""

    def __init__(self, origin: str, private: Ed25519PrivateKey) -> None:
        self._origin = origin
        self._private = private

    @classmethod
    def at(cls, path: Path, *, make: bool = False) -> Self:
        """The key in that file. With `make`, a first start writes one; a missing or damaged one raises `WrongDatabase`."""
        if make and not path.exists():
            write_once(path, f"{_written(f'jeugdspoor/{secrets.token_hex(4)}', Ed25519PrivateKey.generate())}\n".encode())
        check_regular(path)
        try:
            mode, text = stat.S_IMODE(path.stat().st_mode), path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise WrongDatabase(
                f"The log's key file {path} cannot be read ({reason}). What was signed with it needs it: put it back."
            ) from None
        if mode & 0o077:
            raise WrongDatabase(f"{path} can be read by others: whoever reads it can sign another log. Run chmod 600 on it.")
        try:
            return cls(*_read(text))
        except (Malformed, ValueError):
            raise WrongDatabase(f"The log's key file {path} holds no private key of a signed note: put the right one back.") from None

    def origin(self, ledger: str) -> str:
        """What the checkpoints of that ledger begin with."""
        return self._origin if ledger == LOG.name else f"{self._origin}/{ledger}"

    def verifier(self, ledger: str) -> VerifierKey:
        """What anybody needs to check the signatures of that ledger."""
        return VerifierKey.of(self.origin(ledger), self._private)

    def checkpoint(self, ledger: str, size: int, root: bytes) -> Note:
        """The signed checkpoint of that ledger at that size."""
        return self.signed(ledger, Checkpoint(self.origin(ledger), size, root).text)

    def signed(self, name: str, text: str) -> Note:
        """The text with a signature under the name of that ledger, or of whatever else this key signs: then no tree head has that name."""
        return Note(text).signed(sign(text, self.origin(name), self._private))


def _written(name: str, private: Ed25519PrivateKey) -> str:
    key = VerifierKey.of(name, private)
    return f"{_PREFIX}{name}+{key.id.hex()}+{to_base64(bytes([VerifierKey.type]) + private.private_bytes_raw())}"


def _read(text: str) -> tuple[str, Ed25519PrivateKey]:
    name, _, encoded = text.removeprefix(_PREFIX).split("+", 2)
    private = Ed25519PrivateKey.from_private_bytes(from_base64(encoded)[1:])
    if _written(name, private) != text:
        raise Malformed("The line is not the one that this key has.")
    return name, private
