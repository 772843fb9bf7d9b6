"""Base64, numbers and lines as the C2SP text formats write them: every value has one spelling only.

A reader that takes a second spelling would let somebody change a signed file without anybody noticing.
"""

from base64 import b64decode, b64encode

from eventlog.proof.errors import Malformed

_LARGEST = 2**64 - 1


def to_base64(value: bytes) -> str:
    """RFC 4648 section 4, with padding."""
    return b64encode(value).decode()


def from_base64(text: str) -> bytes:
    """The inverse of `to_base64`; other spellings of the same bytes raise `Malformed`."""
    try:
        value = b64decode(text, validate=True)
    except ValueError:
        raise Malformed(f"{text!r} is not base64.") from None
    if to_base64(value) != text:
        raise Malformed(f"{text!r} is not the base64 that its bytes have (RFC 4648 section 4).")
    return value


def from_decimal(text: str) -> int:
    """A number of at most 64 bits in ASCII digits, without sign or leading zeros. Raises `Malformed`."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST))):
        raise Malformed(f"{text[:40]!r} is not a decimal number of at most 64 bits.")
    number = int(text)
    if str(number) != text or number > _LARGEST:
        raise Malformed(f"{text!r} has leading zeros, or does not fit 64 bits.")
    return number


def is_plain(text: str) -> bool:
    """Encodes as UTF-8, and has no ASCII control character but newlines."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return all(character >= " " or character == "\n" for character in text)
