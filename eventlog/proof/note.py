"""Texts with signatures under them: C2SP `signed-note`, with its Ed25519 signatures (type 0x01).

>>> private = Ed25519PrivateKey.from_private_bytes(bytes(32))
>>> note = Note("Een tekst.\\n").signed(sign("Een tekst.\\n", "log.example", private))
>>> key = VerifierKey.of("log.example", private)
>>> [signature.name for signature in Note.parse(note.data).verified([key])]
['log.example']
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eventlog.proof.encoding import from_base64, is_plain, to_base64
from eventlog.proof.errors import Malformed, NotSigned

MOST_SIGNATURES = 100
"""Under one note. The specification asks for a limit, of 16 or more."""

LARGEST_NOTE = 2**20
"""Bytes in one note, signatures included."""

_ID_SIZE = 4
_KEY_SIZE = 32
_LINE = "\u2014 "


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the name and the 4-byte id of the key, and what the key's algorithm made."""

    name: str
    key_id: bytes
    value: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.key_id) != _ID_SIZE or not self.value:
            raise Malformed(f"A signature of {self.name} has a key id of {_ID_SIZE} bytes, and something after it.")

    @classmethod
    def parse(cls, line: str) -> Self:
        """A signature line without its newline. Raises `Malformed`."""
        name, separator, encoded = line.removeprefix(_LINE).partition(" ")
        if not (line.startswith(_LINE) and separator):
            raise Malformed(f"{line[:80]!r} is not a signature line.")
        both = from_base64(encoded)
        return cls(name, both[:_ID_SIZE], both[_ID_SIZE:])

    @property
    def line(self) -> str:
        """As it stands in a note, newline included."""
        return f"{_LINE}{self.name} {to_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key: a name, and the 32 bytes of an Ed25519 key (RFC 8032) used for one type of signature."""

    type: ClassVar[int] = 0x01

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public) != _KEY_SIZE:
            raise Malformed(f"The Ed25519 key of {self.name} has {len(self.public)} bytes, not {_KEY_SIZE}.")

    @classmethod
    def of(cls, name: str, private: Ed25519PrivateKey) -> Self:
        return cls(name, private.public_key().public_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """A verifier key ("vkey") of this type: `<name>+<id in hex>+<base64 of type and key>`. Raises `Malformed`."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Malformed(f"{text[:80]!r} is not a verifier key: name, id and key, with a + between them.")
        name, key_id, material = parts[0], parts[1], from_base64(parts[2])
        if material[:1] != bytes([cls.type]):
            raise Malformed(f"The verifier key of {name} is of type 0x{material[:1].hex()}, not of 0x{cls.type:02x}.")
        key = cls(name, material[1:])
        if key_id != key.id.hex():
            raise Malformed(f"The verifier key of {name} has the id {key.id.hex()}, and says {key_id!r}.")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(self._material)}"

    @property
    def id(self) -> bytes:
        """SHA-256(name || 0x0A || type || key)[:4]: tells keys apart, and is no secret or proof."""
        return sha256(self.name.encode() + b"\n" + self._material).digest()[:_ID_SIZE]

    def accepts(self, text: str, value: bytes) -> bool:
        """Whether this is this key's signature under this text."""
        return self._signed(value, text.encode())

    def _signed(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):  # the latter for 32 bytes that are no point of the curve
            return False
        return True

    @property
    def _material(self) -> bytes:
        return bytes([self.type]) + self.public


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends with a newline, and the signatures under it. Raises `Malformed` for what cannot be written as a note.

    What a note says means nothing before `verified` has been asked.
    """

    text: str
    signatures: tuple[Signature, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or not is_plain(self.text):
            raise Malformed("The text of a note ends with a newline, and has no other control characters.")
        if len(self.signatures) > MOST_SIGNATURES:
            raise Malformed(f"A note with {len(self.signatures)} signatures: more than {MOST_SIGNATURES} are not looked at.")

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """A note with at least one signature. Raises `Malformed`."""
        if len(data) > LARGEST_NOTE:
            raise Malformed(f"A note of {len(data)} bytes: more than {LARGEST_NOTE} are not looked at.")
        try:
            whole = data.decode()
        except UnicodeDecodeError:
            raise Malformed("A note is UTF-8.") from None
        text, blank, signatures = whole.rpartition("\n\n")
        if not (blank and signatures.endswith("\n")):
            raise Malformed("A note has a text, an empty line, and signature lines that each end with a newline.")
        lines = signatures.split("\n", MOST_SIGNATURES + 1)[:-1]
        return cls(f"{text}\n", tuple(Signature.parse(line) for line in lines))

    @property
    def data(self) -> bytes:
        """The signed note as bytes, to be stored and served."""
        return "".join((self.text, "\n", *(signature.line for signature in self.signatures))).encode()

    def signed(self, *signatures: Signature) -> "Note":
        """With these signatures under it as well; older ones of the same keys make place."""
        new = {(each.name, each.key_id) for each in signatures}
        return Note(self.text, (*(each for each in self.signatures if (each.name, each.key_id) not in new), *signatures))

    def verified(self, keys: Collection[VerifierKey]) -> tuple[Signature, ...]:
        """The signatures of these keys, all of them true, in the order of the note; one for each key, the first.

        Signatures of other keys are ignored. Raises `NotSigned` when none of these keys signed, or one false signature bears the name
        and id of one of them.
        """
        known = {(key.name, key.id): key for key in keys}
        if len(known) != len({(key.name, key.id, key.public) for key in keys}):
            raise ValueError("Two different keys share a name and an id, so that nobody could tell which one signed.")
        found: dict[VerifierKey, Signature] = {}
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key is None:
                continue
            if not key.accepts(self.text, signature.value):
                raise NotSigned(f"The signature of {signature.name} (key {signature.key_id.hex()}) is false.")
            found.setdefault(key, signature)
        if not found:
            raise NotSigned("No trusted key signed this note.")
        return tuple(found.values())


def sign(text: str, name: str, private: Ed25519PrivateKey) -> Signature:
    """The Ed25519 signature of this key under a note's text."""
    return Signature(name, VerifierKey.of(name, private).id, private.sign(Note(text).text.encode()))


def _check_name(name: str) -> None:
    """The name of a key: not empty, without spaces of any kind, plus signs or control characters. Raises `Malformed`."""
    if not name or "+" in name or not is_plain(name) or any(character.isspace() for character in name):
        raise Malformed(f"{name[:80]!r} cannot be the name of a key.")
