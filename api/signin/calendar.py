"""Tokens for a calendar program, which cannot send `Authorization`: they stand in its address, and open the calendar and nothing else.

An address is kept by the program, and may lie in the logs of whatever stands in between. So it bears no token that opens more, and what it
bears is signed with a key of its own: no verifier of other tokens takes it.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.signin.own import Issued, OwnTokens, Stamp, key_at
from api.signin.refusing import invalid_token
from application.problems import Unauthenticated
from domain.envelope import Actor

HOLDS_FOR = timedelta(days=90)
"""A subscription outlives many sign-ins, and must not outlive by much that somebody works here."""

_CALENDAR = Stamp(issuer="jeugdspoor-calendar", audience="deadlines.ics", type="calendar+jwt", lifetime=HOLDS_FOR)

_WHAT_TO_DO = (
    "The address opens no calendar, or no longer. Sign in and POST /deadlines.ics/token: it gives one that opens the calendar alone."
)


class CalendarTokens:
    """Gives them out to who is signed in, and tells whose they are."""

    def __init__(self, key: Ed25519PrivateKey | None = None) -> None:
        """Without a key they end with this process."""
        self._tokens = OwnTokens(_CALENDAR, key or Ed25519PrivateKey.generate())

    @classmethod
    def at(cls, path: Path) -> Self:
        """With the key in that file, so that they survive a restart. Raises `PermissionError`, other `OSError`s and `ValueError`."""
        return cls(key_at(path))

    def issue(self, actor: Actor, address_id: str) -> Issued:
        """One for that actor, good for `HOLDS_FOR`, or until that address is withdrawn."""
        return self._tokens.issue(actor, address_id)

    def actor(self, token: str, stands: Callable[[Actor, str], bool]) -> Actor:
        """Whose it is; `stands` says whether that address was given to that actor, and not withdrawn. Raises `Unauthenticated`, which says
        what to do and not what is wrong, and what `stands` raises."""
        try:
            verified = self._tokens.verified(token)
        except Unauthenticated:
            raise invalid_token(_WHAT_TO_DO) from None
        if verified.name is None or not stands(verified.actor, verified.name):
            raise invalid_token(_WHAT_TO_DO)
        return verified.actor
