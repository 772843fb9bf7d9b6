"""Who is asking: bearer tokens, and who issues them.

One `Verifier` is in place at a time: that of the organisation's own OpenID Connect issuer (`oidc`), or the built-in demo issuer
(`demo`), so that every event has a real actor from the first day. Beside it, `calendar` gives out what opens a calendar alone.
"""

from api.signin.addresses import is_loopback
from api.signin.calendar import HOLDS_FOR, CalendarTokens
from api.signin.claims import ClaimNames
from api.signin.demo import LIFETIME, DemoIssuer
from api.signin.following import Pace
from api.signin.oidc import OidcVerifier, Trust
from api.signin.refusing import not_signed_in
from api.signin.verifier import Verifier

__all__ = [
    "HOLDS_FOR",
    "LIFETIME",
    "CalendarTokens",
    "ClaimNames",
    "DemoIssuer",
    "OidcVerifier",
    "Pace",
    "Trust",
    "Verifier",
    "is_loopback",
    "not_signed_in",
]
