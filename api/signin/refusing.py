"""How a token is refused."""

from application.problems import Unauthenticated


def not_signed_in(detail: str, *, error: str | None = None) -> Unauthenticated:
    """The refusal, with the challenge of RFC 6750."""
    return Unauthenticated(detail, headers={"WWW-Authenticate": f'Bearer error="{error}"' if error else "Bearer"})


def invalid_token(detail: str = "The token is not valid, or no longer.") -> Unauthenticated:
    """The refusal of a token. It never says why: who forges one learns nothing."""
    return not_signed_in(detail, error="invalid_token")
