"""The built-in issuer of tokens: for one machine, and as long as no other is configured."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from api.signin.claims import REPRESENTATIVE, actor_of
from api.signin.remembered import Remembered, Verified
from api.signin.verifier import CLOCKS_DIFFER_BY, invalid_token
from domain.codes import Role
from domain.envelope import Actor
from eventlog.keys.keyfile import write_once

LIFETIME = timedelta(hours=12)
"""How long a token of the demo issuer holds."""

_ISSUER = "jeugdspoor-demo"
_AUDIENCE = "jeugdspoor"
_TYPE = "at+jwt"
_ALGORITHM = "EdDSA"
_CLAIMS = ["iss", "aud", "sub", "exp", "iat", "nbf", "role", "organisation"]
_KEY_FILE = "signin.key"


class DemoIssuer:
    """Issues tokens with an Ed25519 key of its own, and verifies them.

    The key is a file in the data directory, so that tokens survive a restart and can be issued beside a running server.
    """

    def __init__(self, data_directory: Path) -> None:
        """Raises `PermissionError` if others than the owner can read the key."""
        self._key = _key_at(data_directory / _KEY_FILE)
        self._public_key = self._key.public_key()
        self._remembered = Remembered()

    def issue(self, role: Role, organisation: str, subject: str, *, representative: bool = False) -> str:
        """A token for one actor, or for who represents a jeugdige; good for `LIFETIME`.

        Raises `ValueError` if the names are not printable lines of 1 to 200 characters.
        """
        actor = Actor(subject=subject, role=role, organisation=organisation)
        now = datetime.now(UTC)
        claims = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "sub": actor.subject,
            "exp": now + LIFETIME,
            "iat": now,
            "nbf": now,
            "role": actor.role.value,
            "organisation": actor.organisation,
            **({REPRESENTATIVE: True} if representative else {}),
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers={"typ": _TYPE})

    async def actor(self, token: str) -> Actor:
        """The actor of a token that this issuer gave out and that still holds. Raises `Unauthenticated`, which never says why."""
        return self._remembered.actor(token, self._verified)

    def _verified(self, token: str) -> Verified:
        try:
            verified = jwt.decode_complete(
                token,
                self._public_key,
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                audience=_AUDIENCE,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": _CLAIMS},
            )
            if verified["header"].get("typ") != _TYPE:
                raise jwt.InvalidTokenError
            claims = verified["payload"]
            return Verified(actor_of(claims), claims["exp"])
        except (jwt.PyJWTError, ValueError):
            raise invalid_token() from None


def _key_at(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        write_once(path, Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise PermissionError(f"{path} can be read by others: whoever reads it can sign in as anybody. Run chmod 600 on it.")
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key.")
    return key
