"""What a verifier of tokens is."""

from typing import Protocol

from api.signin.calendar import CalendarTokens
from domain.envelope import Actor


class Verifier(Protocol):
    """Tells who holds a token. Called for every request on the event loop: it may await, and must not block."""

    @property
    def calendar(self) -> CalendarTokens:
        """What it gives out, and takes, for a calendar alone."""
        ...

    async def actor(self, token: str) -> Actor:
        """The actor that the token was issued to. Raises `Unauthenticated`, or `NotYet` while that cannot be told."""
        ...
