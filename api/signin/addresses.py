"""Which addresses keys may come from: whoever can answer there decides who signs in."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def is_loopback(host: str) -> bool:
    """Whether this machine alone is reached by it: `localhost`, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def trusted(address: str) -> SplitResult:
    """The parts of an https address; http only on loopback, where nobody else can answer. Raises `ValueError`, with what is wrong."""
    if not address.isascii() or not address.isprintable() or any(sign in address for sign in ' \\"<>^`{|}'):
        raise ValueError("has a sign that an address cannot have.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("is no address.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("is no https address.")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("must be https: http is for loopback only.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a name or password.")
    if "#" in address:
        raise ValueError("has a fragment.")
    return parts
