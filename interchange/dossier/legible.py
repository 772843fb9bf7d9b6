"""Text as it can be printed: what no embedded font can show, or what would show other text otherwise than it is, by its code point.

>>> legible("één\\u202e 中")
'één[U+202E] [U+4E2D]'
"""

from collections.abc import Iterable
from unicodedata import normalize

SHOWN: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),
    (0x00A0, 0x00AC),
    (0x00AE, 0x02FF),  # Latin, the phonetic alphabet
    (0x0370, 0x0377),
    (0x038E, 0x03A1),
    (0x03A3, 0x0482),
    (0x048A, 0x04FF),  # Greek, Cyrillic
    (0x05D0, 0x05EA),  # Hebrew
    (0x0621, 0x063A),
    (0x0640, 0x064A),  # Arabic
    (0x1E00, 0x1F15),  # Latin with more accents
    (0x2002, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x2040),  # punctuation; not what turns the direction of what follows
    (0x20A0, 0x20C0),  # currencies
    (0x2190, 0x22FF),  # arrows, mathematics
    (0xFFFD, 0xFFFD),
)
"""First and last code points of what the fonts within the typesetter have. Accents are in it on their letter alone: on any other they
are shown by code point, since no font has every one on each."""

_LINES = "\n"


def legible(text: str) -> str:
    return "".join(map(_shown, normalize("NFC", text.replace("\r\n", _LINES).replace("\r", _LINES).replace("\t", " "))))


def _shown(character: str) -> str:
    return character if character == _LINES or _lies_in(ord(character), SHOWN) else f"[U+{ord(character):04X}]"


def _lies_in(point: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= point <= last for first, last in ranges)
