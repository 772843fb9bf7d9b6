"""The built-in issuer of tokens: for one machine, and as long as no other is configured."""

from datetime import timedelta
from pathlib import Path

from api.signin.calendar import CalendarTokens
from api.signin.own import OwnTokens, Stamp, key_at
from domain.codes import Role
from domain.envelope import Actor

LIFETIME = timedelta(hours=12)
"""How long a token of the demo issuer holds."""

_DEMO = Stamp(issuer="jeugdspoor-demo", audience="jeugdspoor", type="at+jwt", lifetime=LIFETIME)
_KEY_FILE = "signin.key"


class DemoIssuer:
    """Issues tokens with an Ed25519 key of its own, and verifies them.

    The key is a file in the data directory, so that tokens survive a restart and can be issued beside a running server.
    """

    def __init__(self, data_directory: Path, calendar: CalendarTokens | None = None) -> None:
        """Without `calendar`, the addresses of calendars end with this process. Raises `PermissionError` if others than the owner can read
        the key, and `ValueError` if it is none."""
        self._tokens = OwnTokens(_DEMO, key_at(data_directory / _KEY_FILE))
        self.calendar = calendar or CalendarTokens()

    def issue(self, role: Role, organisation: str, subject: str, *, representative: bool = False) -> str:
        """A token for one actor, or for who represents a jeugdige; good for `LIFETIME`.

        Raises `ValueError` if the names are not printable lines of 1 to 200 characters.
        """
        actor = Actor(subject=subject, role=role, organisation=organisation, representative=True if representative else None)
        return self._tokens.issue(actor).token

    async def actor(self, token: str) -> Actor:
        """The actor of a token that this issuer gave out and that still holds. Raises `Unauthenticated`, which never says why."""
        return self._tokens.verified(token).actor
