"""HTTP for programs: record, ask, and see whether it runs.

A request passes `middleware` and `dependencies` (who asks, of what), then one of the `operations`, which speak to the application;
whatever is refused leaves by `problems`.
"""

from api.app import create_app
from api.signin import DemoIssuer, OidcVerifier, Trust, Verifier

__all__ = ["DemoIssuer", "OidcVerifier", "Trust", "Verifier", "create_app"]
