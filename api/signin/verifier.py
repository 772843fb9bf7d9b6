"""What a verifier of tokens is, and how it refuses."""

from datetime import timedelta
from typing import Protocol

from application.problems import Unauthenticated
from domain.envelope import Actor

CLOCKS_DIFFER_BY = timedelta(seconds=30)
"""How far the issuer's clock and ours may be apart."""


class Verifier(Protocol):
    """Tells who holds a token. Called for every request on the event loop: it may await, and must not block."""

    async def actor(self, token: str) -> Actor:
        """The actor that the token was issued to. Raises `Unauthenticated`, or `NotYet` while that cannot be told."""
        ...


def not_signed_in(detail: str, *, error: str | None = None) -> Unauthenticated:
    """The refusal, with the challenge of RFC 6750."""
    return Unauthenticated(detail, headers={"WWW-Authenticate": f'Bearer error="{error}"' if error else "Bearer"})


def invalid_token() -> Unauthenticated:
    """The refusal of a token. It never says why: who forges one learns nothing."""
    return not_signed_in("The token is not valid, or no longer.", error="invalid_token")
