"""From the claims of a verified token to the actor that they name."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.codes import Role
from domain.envelope import Actor


class ClaimNames(NamedTuple):
    """Which claim says what: issuers differ in how they name what they know of a person."""

    role: str = "role"
    organisation: str = "organisation"
    subject: str = "sub"


USUAL_NAMES = ClaimNames()

REPRESENTATIVE = "representative"
"""The claim by which somebody acts for a jeugdige."""


class NoActor(ValueError):
    """The claims name no actor; `claim` is the name of one that is missing or says nothing that we know."""

    def __init__(self, claim: str) -> None:
        super().__init__(claim)
        self.claim = claim


def actor_of(claims: Mapping[str, Any], names: ClaimNames = USUAL_NAMES) -> Actor:
    """The actor. A role or an organisation may be a list of one, as some issuers write it. Raises `NoActor`.

    `representative` says, in the role of a jeugdige, that somebody acts for him (Jeugdwet 7.3.15): `true`, or the claim is not there.
    """
    said = {
        "subject": claims.get(names.subject),
        "role": _role(_only(claims.get(names.role))),
        "organisation": _only(claims.get(names.organisation)),
    }
    if said["role"] is Role.JEUGDIGE and claims.get(REPRESENTATIVE) not in (None, False):
        said[REPRESENTATIVE] = claims[REPRESENTATIVE]
    try:
        return Actor.model_validate(said)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise NoActor(getattr(names, field, field)) from None


def _only(said: Any) -> Any:
    """Several are none: whoever has two roles must say in which one he acts, and a token cannot ask."""
    return said[0] if isinstance(said, list) and len(said) == 1 else said


def _role(said: Any) -> Role | None:
    try:
        return Role(said)
    except ValueError:
        return None
