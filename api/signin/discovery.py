"""Where an issuer publishes its keys (OpenID Connect Discovery 1.0), and what it publishes there."""

from collections.abc import Collection

from api.signin.addresses import trusted
from api.signin.fetching import Unanswered, json_at
from api.signin.keys import KeySet


def published_keys(issuer: str, algorithms: Collection[str]) -> KeySet:
    """The keys that the issuer has now. Blocks. Raises `Unanswered`.

    The address of the keys is asked each time: it may move, and asking is cheap.
    """
    told = json_at(f"{issuer.removesuffix('/')}/.well-known/openid-configuration")
    # Discovery 4.3: exactly the same, or somebody else's document could stand in for it.
    if told.get("issuer") != issuer:
        raise Unanswered("its configuration is that of another issuer")
    address = told.get("jwks_uri")
    if not isinstance(address, str) or _is_weaker(address, issuer):
        raise Unanswered("its configuration names no trusted address of keys")
    try:
        return KeySet.of(json_at(address), algorithms)
    except ValueError as wrong:
        raise Unanswered(f"its keys are {wrong}") from None


def _is_weaker(address: str, issuer: str) -> bool:
    """An issuer elsewhere has no business on this machine."""
    return trusted(issuer).scheme == "https" and not address.startswith("https://")
