"""Verified tokens are remembered: a signature is checked once, not at every request."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from domain.envelope import Actor

REMEMBERED_TOKENS = 1000
"""Tokens that are remembered at most; then it begins anew."""


class Verified(NamedTuple):
    """Who holds a token, and until when (seconds since 1970); of a calendar's, the id of the address."""

    actor: Actor
    expires: float
    name: str | None = None


class Remembered:
    """Tokens with whom they were verified to be of, each until it expires."""

    def __init__(self) -> None:
        self._known: dict[str, Verified] = {}

    def verified(self, token: str, verify: Callable[[str], Verified]) -> Verified:
        """What a token says that is known and has not expired; else what `verify` says, whose refusal is passed on."""
        known = self._known.get(token)
        if known is None or known.expires <= datetime.now(UTC).timestamp():
            known = verify(token)
            if len(self._known) >= REMEMBERED_TOKENS:
                self._known.clear()
            self._known[token] = known
        return known
