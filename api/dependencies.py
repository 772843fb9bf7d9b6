"""What an operation is given besides its own parameters: the application, who asks, and about which trajectory."""

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.asked import check_asked
from api.signin import not_signed_in
from application import Application
from application.problems import no_such_trajectory
from domain.envelope import Actor

BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT",
    description="An access token of the OpenID Connect issuer that is configured; where none is, `jeugdspoor token` prints one.",
)

# Dependencies are coroutines: what is not, the framework runs in a thread of its own, which costs more than it does.


async def _application(request: Request) -> Any:
    return request.app.state.application


async def _actor(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]) -> Actor:
    if credentials is None:
        raise not_signed_in("Send Authorization: Bearer, with a token.")
    actor: Actor = await request.app.state.verifier.actor(credentials.credentials)
    check_asked(request)
    return actor


async def signed_in(request: Request) -> Actor:
    """Who asks. Raises `Unauthenticated`, `NotYet`, and `Malformed` for parameters that the operation has not."""
    return await _actor(request, await BEARER(request))


_CANONICAL = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def read_trajectory_id(trajectory_id: str) -> UUID:
    """An id that is no UUID is the id of no trajectory: `404`, as for any other that is not there."""
    if not _CANONICAL.fullmatch(trajectory_id):
        raise no_such_trajectory()
    return UUID(trajectory_id)


async def _trajectory_id(trajectory_id: Annotated[str, Path(json_schema_extra={"format": "uuid"})]) -> UUID:
    return read_trajectory_id(trajectory_id)


TheApplication = Annotated[Application, Depends(_application)]
SignedIn = Annotated[Actor, Depends(_actor)]
TrajectoryId = Annotated[UUID, Depends(_trajectory_id)]
