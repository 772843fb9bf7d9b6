"""Tokens that this server signs itself, with a key of its own in a file."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from api.signin.claims import REPRESENTATIVE, actor_of
from api.signin.refusing import invalid_token
from api.signin.remembered import Remembered, Verified
from domain.envelope import Actor
from eventlog.keys.keyfile import readable_by_others, write_once

CLOCKS_DIFFER_BY = timedelta(seconds=30)
"""How far the clock of who issued a token and ours may be apart."""

_ALGORITHM = "EdDSA"
_CLAIMS = ["iss", "aud", "sub", "exp", "iat", "nbf", "role", "organisation"]
_NAME = "jti"


@dataclass(frozen=True)
class Stamp:
    """What tells one kind of token from another, whoever signed it; and how long one holds."""

    issuer: str
    audience: str
    type: str
    lifetime: timedelta


class Issued(NamedTuple):
    token: str
    expires_at: datetime


class OwnTokens:
    """Tokens of one kind, signed with an Ed25519 key."""

    def __init__(self, stamp: Stamp, key: Ed25519PrivateKey) -> None:
        self._stamp = stamp
        self._key = key
        self._public_key = key.public_key()
        self._remembered = Remembered()

    def issue(self, actor: Actor, name: str | None = None) -> Issued:
        """A token of that actor, good for the lifetime of its kind. `name`: by which it can be withdrawn, where it can."""
        now = datetime.now(UTC).replace(microsecond=0)
        expires_at = now + self._stamp.lifetime
        claims = {
            "iss": self._stamp.issuer,
            "aud": self._stamp.audience,
            "sub": actor.subject,
            "exp": expires_at,
            "iat": now,
            "nbf": now,
            "role": actor.role.value,
            "organisation": actor.organisation,
            **({REPRESENTATIVE: True} if actor.representative else {}),
            **({_NAME: name} if name else {}),
        }
        return Issued(jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers={"typ": self._stamp.type}), expires_at)

    def verified(self, token: str) -> Verified:
        """What a token says that was issued here and has not expired. Raises `Unauthenticated`, which never says why."""
        return self._remembered.verified(token, self._verified)

    def _verified(self, token: str) -> Verified:
        try:
            verified = jwt.decode_complete(
                token,
                self._public_key,
                algorithms=[_ALGORITHM],
                issuer=self._stamp.issuer,
                audience=self._stamp.audience,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": _CLAIMS},
            )
            if verified["header"].get("typ") != self._stamp.type:
                raise jwt.InvalidTokenError
            claims = verified["payload"]
            return Verified(actor_of(claims), claims["exp"], claims.get(_NAME))
        except (jwt.PyJWTError, ValueError):
            raise invalid_token() from None


def key_at(path: Path) -> Ed25519PrivateKey:
    """The key in that file, which is made if it is not there. Raises `PermissionError` if others than the owner can read it, and
    `ValueError` if it holds no such key."""
    if not path.exists():
        write_once(path, Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    if readable_by_others(path):
        raise PermissionError(f"{path} can be read by others: whoever reads it can sign tokens of anybody. Run chmod 600 on it.")
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key.")
    return key
