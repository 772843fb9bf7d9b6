"""Pseudonyms: ids that are the same for the same thing, and tell nothing of it to who has not the key."""

import hmac

SHORTEST_KEY = 32
"""Bytes: as many as the hash has (RFC 2104, section 3)."""

_LETTERS = 32
"""Hexadecimal, so 128 bits: no two things of a whole country have the same by chance."""


class Pseudonyms:
    """Made with one key (HMAC-SHA-256). Raises `ValueError` for a key of fewer than 32 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"A key for pseudonyms has at least {SHORTEST_KEY} bytes.")
        self._keyed = hmac.new(key, digestmod="sha256")

    def of(self, *names: str) -> str:
        """The pseudonym of a thing: its kind first, and then what names it, the wider before the narrower."""
        made = self._keyed.copy()
        for name in names:
            told = name.encode()
            made.update(len(told).to_bytes(4) + told)
        return f"{names[0]}-{made.hexdigest()[:_LETTERS]}"
