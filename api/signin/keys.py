"""The keys of an issuer: a JWK set (RFC 7517), and which of its keys may check which algorithm."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ALGORITHMS: Mapping[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None), "RS384": ("RSA", None), "RS512": ("RSA", None),
    "PS256": ("RSA", None), "PS384": ("RSA", None), "PS512": ("RSA", None),
    "ES256": ("EC", "P-256"), "ES384": ("EC", "P-384"), "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}  # fmt: skip
"""What can be configured, with the type and the curve of its keys (RFC 7518, RFC 8037). Asymmetric only: with a shared secret, whoever
can verify can forge."""

_MOST_KEYS = 100
_SHORTEST_RSA = 2048
"""Bits (RFC 7518 3.3)."""


@dataclass(frozen=True)
class _Key:
    kid: str | None
    published: str
    """As it was published: two sets are equal if what was published is."""
    by_algorithm: Mapping[str, jwt.PyJWK] = field(compare=False)


@dataclass(frozen=True)
class KeySet:
    """The keys of a published set that may check signatures."""

    keys: tuple[_Key, ...]

    @classmethod
    def of(cls, published: Mapping[str, Any], algorithms: Collection[str]) -> "KeySet":
        """The usable keys of a JWK set, for these algorithms. What is of another type or use, private, weak or malformed is passed over,
        as RFC 7517 (5) wants. Raises `ValueError` if it is no JWK set."""
        listed = published.get("keys")
        if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
            raise ValueError(f"no list of at most {_MOST_KEYS} keys")
        return cls(tuple(key for each in listed if isinstance(each, dict) and (key := _usable(each, algorithms))))

    def __len__(self) -> int:
        return len(self.keys)

    def knows(self, kid: str | None) -> bool:
        return kid is None or any(key.kid == kid for key in self.keys)

    def key(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """The one key that such a token is checked with, bound to the algorithm; None if there is no such key, or more than one. A token
        that names no key is checked only where there is nothing to choose."""
        if kid is None and len(self.keys) != 1:
            return None
        fitting = [key.by_algorithm[algorithm] for key in self.keys if kid in (None, key.kid) and algorithm in key.by_algorithm]
        return fitting[0] if len(fitting) == 1 else None


def _usable(jwk: dict[str, Any], algorithms: Collection[str]) -> _Key | None:
    kid = jwk.get("kid")
    bound = {algorithm: key for algorithm in algorithms if _may_check(jwk, algorithm) and (key := _bound(jwk, algorithm))}
    return _Key(kid, json.dumps(jwk, sort_keys=True), bound) if bound and (kid is None or isinstance(kid, str)) else None


def _may_check(jwk: Mapping[str, Any], algorithm: str) -> bool:
    """By its own words: its type and curve, its use, its algorithm if it names one. A published private key is nobody's."""
    kind, curve = ALGORITHMS[algorithm]
    operations = jwk.get("key_ops", ["verify"])
    return (
        jwk.get("kty") == kind
        and (curve is None or jwk.get("crv") == curve)
        and jwk.get("use", "sig") == "sig"
        and isinstance(operations, list)
        and "verify" in operations
        and jwk.get("alg", algorithm) == algorithm
        and "d" not in jwk
    )


def _bound(jwk: dict[str, Any], algorithm: str) -> jwt.PyJWK | None:
    try:
        key = jwt.PyJWK(jwk, algorithm)
    except (jwt.PyJWTError, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
        return None
    weak = isinstance(key.key, RSAPublicKey) and key.key.key_size < _SHORTEST_RSA
    return None if weak else key
