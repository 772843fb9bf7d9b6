"""Who says who somebody is: the issuer that is configured; without one the demo issuer, for this machine alone."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.signin import CalendarTokens, ClaimNames, DemoIssuer, OidcVerifier, Pace, Trust, Verifier, is_loopback
from application.health import Check
from jeugdspoor.settings import Settings

CALENDAR_KEY = "calendar.key"
"""The file of the key that signs the addresses of calendars, in the data directory."""


class WrongSignIn(Exception):
    """Nobody could sign in, or anybody: the text says what to do."""


@dataclass(frozen=True)
class SignIn:
    verifier: Verifier
    beside: Mapping[str, Callable[[], Check]] = field(default_factory=dict)
    """What else the server's health depends on."""


@contextmanager
def sign_in(settings: Settings, host: str) -> Iterator[SignIn]:
    """For a server that listens on `host`. Raises `WrongSignIn` and `OSError`."""
    if settings.oidc_issuer is None:
        yield SignIn(demo_issuer(settings, host))
    else:
        pace = Pace(refresh=settings.oidc_refresh_seconds, keep=settings.oidc_keep_seconds)
        with OidcVerifier(_trust(settings), pace, calendar=_calendar_tokens(settings)) as verifier:
            yield SignIn(verifier, {"sign_in": verifier.check})


def demo_issuer(settings: Settings, host: str = "localhost") -> DemoIssuer:
    """The built-in issuer, which gives a token to whoever can read its key. Raises `WrongSignIn` and `OSError`."""
    if settings.oidc_issuer is not None:
        raise WrongSignIn("Tokens come from the issuer in JEUGDSPOOR_OIDC_ISSUER; the built-in demo issuer is there only without one.")
    if not is_loopback(host):
        raise WrongSignIn(
            "The built-in demo issuer serves 127.0.0.1, ::1 and localhost only. For other addresses, set JEUGDSPOOR_OIDC_ISSUER."
        )
    try:
        return DemoIssuer(settings.data_dir, _calendar_tokens(settings))
    except PermissionError as error:
        raise WrongSignIn(str(error)) from None
    except ValueError:
        raise WrongSignIn(
            f"The demo issuer's key in {settings.data_dir} is no key: remove it, and a new one is made. Tokens given out end with it."
        ) from None


def _calendar_tokens(settings: Settings) -> CalendarTokens:
    """Raises `WrongSignIn` and `OSError`."""
    path = settings.calendar_key_file or settings.data_dir / CALENDAR_KEY
    try:
        return CalendarTokens.at(path)
    except PermissionError as error:
        raise WrongSignIn(str(error)) from None
    except ValueError:
        raise WrongSignIn(
            f"The key of the calendars in {path} is no key: remove it, and a new one is made. Their addresses end with it."
        ) from None


def _trust(settings: Settings) -> Trust:
    assert settings.oidc_issuer is not None
    assert settings.oidc_audience is not None
    try:
        return Trust(
            issuer=settings.oidc_issuer,
            audience=settings.oidc_audience,
            algorithms=settings.oidc_algorithms,
            token_type=settings.oidc_token_type,
            claims=ClaimNames(role=settings.oidc_role_claim, organisation=settings.oidc_organisation_claim),
        )
    except ValueError as wrong:
        raise WrongSignIn(f"JEUGDSPOOR_OIDC_ISSUER and what goes with it: {wrong}") from None
