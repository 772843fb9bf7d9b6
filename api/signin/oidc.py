"""Access tokens of an OpenID Connect issuer (RFC 9068, with the cautions of RFC 8725)."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self

import jwt

from api.signin.addresses import trusted
from api.signin.calendar import CalendarTokens
from api.signin.claims import USUAL_NAMES, ClaimNames, NoActor, actor_of
from api.signin.discovery import published_keys
from api.signin.following import Following, Pace
from api.signin.keys import ALGORITHMS, KeySet
from api.signin.own import CLOCKS_DIFFER_BY
from api.signin.refusing import invalid_token
from api.signin.remembered import Remembered, Verified
from application.health import Check
from application.problems import NotYet
from domain.envelope import Actor

_LOG = logging.getLogger("jeugdspoor.api")

_LONGEST_TOKEN = 16 * 1024
"""Characters: more than issuers make, less than what would fill the memory of verified ones."""

_WAIT = 2.0
"""Seconds that a request waits at most for keys that are being fetched."""

_REQUIRED = ["iss", "aud", "sub", "exp", "iat"]

_OWN_KEYS = frozenset({"jwk", "jku", "x5u", "x5c", "crit", "b64"})
"""Headers by which a token would say what to check it with, or how. None is followed, and none is passed over."""

_OF_OTHER_TOKENS = frozenset({"nonce", "at_hash", "c_hash", "events"})
"""Claims of ID tokens (OpenID Connect Core 2, 3.1.3.6, 3.3.2.11) and logout tokens: where an issuer types all its tokens `JWT`, these tell
them from access tokens."""


@dataclass(frozen=True)
class Trust:
    """Which tokens are taken. Raises `ValueError`, with what is wrong, for what no issuer can be."""

    issuer: str
    """As in its tokens and its configuration, to the letter."""
    audience: str
    """Who the tokens are for: this server, never the client that fetches them."""
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256", "EdDSA")
    token_type: str = "at+jwt"  # noqa: S105  (no password)
    """RFC 9068; issuers that do not type their access tokens send `JWT`."""
    claims: ClaimNames = USUAL_NAMES

    def __post_init__(self) -> None:
        try:
            trusted(self.issuer)
        except ValueError as wrong:
            raise ValueError(f"The issuer {wrong}") from None
        if "?" in self.issuer:
            raise ValueError("The issuer is an address without a query.")
        if unknown := [name for name in self.algorithms if name not in ALGORITHMS]:
            raise ValueError(f"There is no algorithm {', '.join(unknown)}. There are: {', '.join(ALGORITHMS)}.")
        if not self.algorithms:
            raise ValueError(f"At least one algorithm is needed, of {', '.join(ALGORITHMS)}.")


class OidcVerifier:
    """Verifies tokens of one issuer, whose keys it follows while it is open."""

    def __init__(
        self,
        trust: Trust,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.monotonic,
        calendar: CalendarTokens | None = None,
    ) -> None:
        """`clock` gives seconds, for the age of keys. Without `calendar`, the addresses of calendars end with this process."""
        self.calendar = calendar or CalendarTokens()
        self._trust = trust
        self._following = Following(partial(published_keys, trust.issuer, trust.algorithms), pace or Pace(), clock)
        self._remembered: tuple[KeySet | None, Remembered] = (None, Remembered())

    def __enter__(self) -> Self:
        self._following.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._following.__exit__(kind, error, trace)

    def check(self) -> Check:
        """Whether tokens can be verified, and how old the keys are."""
        return self._following.check()

    async def actor(self, token: str) -> Actor:
        """The actor of an access token that the issuer signed for us and that still holds. Raises `Unauthenticated`, which never says why;
        `NotYet` where only the issuer's keys could tell, and they are not there.

        A token that names a new key waits for the keys that are fetched then, so that who signs in during a rotation is not turned away.
        """
        header = self._header(token)
        algorithm, kid = header["alg"], header.get("kid")
        keys = self._following.keys
        if keys is not None and not keys.knows(kid):
            keys = await self._renewed()
        if keys is None:
            raise NotYet.retry(
                "The identity provider does not answer, and without its keys no token can be verified.", self._following.pause
            )
        return self._memory_under(keys).verified(token, partial(self._verified, keys.key(kid, algorithm))).actor

    async def _renewed(self) -> KeySet | None:
        """The keys, fetched anew if it is time for that. None while the issuer does not answer: what it does not deny may be its own."""
        if renewal := self._following.renewal():
            done, _ = await asyncio.wait([asyncio.wrap_future(renewal)], timeout=_WAIT)
            if not done:
                return None
        return self._following.keys if self._following.answers else None

    def _header(self, token: str) -> dict[str, Any]:
        """What the token says of itself: refused if it is of no kind that is taken, whoever signed it."""
        try:
            if len(token) > _LONGEST_TOKEN:
                raise invalid_token()
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError):
            raise invalid_token() from None
        if header.get("alg") not in self._trust.algorithms or not _OWN_KEYS.isdisjoint(header):
            raise invalid_token()
        return header

    def _memory_under(self, keys: KeySet) -> Remembered:
        """Tokens verified with other keys are verified again: one of them may have been withdrawn."""
        if self._remembered[0] is not keys:
            self._remembered = (keys, Remembered())
        return self._remembered[1]

    def _verified(self, key: jwt.PyJWK | None, token: str) -> Verified:
        if key is None:
            raise invalid_token()
        try:
            verified = jwt.decode_complete(
                token,
                key,
                algorithms=self._trust.algorithms,
                issuer=self._trust.issuer,
                audience=self._trust.audience,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": _REQUIRED, "enforce_minimum_key_length": True},
            )
            header, claims = verified["header"], verified["payload"]
            if _media_type(header.get("typ")) != _media_type(self._trust.token_type) or not _OF_OTHER_TOKENS.isdisjoint(claims):
                raise _NoAccessToken
            return Verified(actor_of(claims, self._trust.claims), int(claims["exp"]))
        except (jwt.PyJWTError, ValueError) as refused:
            _tell(refused, self._trust)
            raise invalid_token() from None


class _NoAccessToken(jwt.InvalidTokenError):
    """Of another type than is taken."""


def _media_type(typ: object) -> str | None:
    """RFC 7515 4.1.9: `application/` may be left out, and case is none."""
    return typ.lower().removeprefix("application/") if isinstance(typ, str) else None


def _tell(refused: Exception, trust: Trust) -> None:
    """Says to whoever keeps the system running why a token that the issuer did sign is refused, if its configuration or ours must change:
    never the token, nor a value in it."""
    match refused:
        case NoActor(claim=claim) | jwt.MissingRequiredClaimError(claim=claim):
            _LOG.warning("A token of the issuer is refused: its claim %s is missing, or says nothing that is known here.", claim)
        case jwt.InvalidAudienceError():
            _LOG.warning("A token of the issuer is refused: it is not for the audience %s.", trust.audience)
        case jwt.InvalidIssuerError():
            _LOG.warning("A token is refused: it is signed by a key of the issuer and names another issuer.")
        case _NoAccessToken():
            _LOG.warning("A token of the issuer is refused: it is no access token of type %s.", trust.token_type)
