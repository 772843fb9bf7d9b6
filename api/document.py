"""The OpenAPI document: what the framework makes of the routes, with the bodies of all events among its components."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api import problems
from api.operations.recording import recordable
from application.recording.requests import body_of
from domain.events import TrajectoryOpened

TAGS = [
    {
        "name": "record",
        "description": "What happened. Only the impossible is refused; a finding of law stops once, and passes with `despite`.",
    },
    {"name": "ask", "description": "What we knew on T about the situation on V; lists in pages."},
    {"name": "deliver", "description": "Figures and records that were given out, and why the figures changed."},
    {"name": "govern", "description": "Who may look into which trajectories by an assignment, and who stands in for whom."},
    {"name": "prove", "description": "That nothing was changed: signed checkpoints, hash tiles, proofs. No token is needed."},
    {"name": "operation", "description": "Whether it runs."},
]

_DESCRIPTION = """
Trajectories of jeugdigen in closed, intensive-clinical and lighter youth care, as immutable events.

Every recording names the version that it was based on (`If-Match`), may carry a key of its own (`Idempotency-Key`), and answers with
the version it made and its position in the log. Dates are local (Europe/Amsterdam) and half-open; moments have an offset.
Fields described as words are sealed apart from the facts. Every refusal is `application/problem+json`.
"""


def document_of(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=_DESCRIPTION.strip(),
            routes=app.routes,
            tags=TAGS,
            license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas |= _bodies() | {"Problem": problems.SCHEMA}
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema


def _bodies() -> dict[str, Any]:
    """The schemas of all bodies, and of what they are made of."""
    kinds = (TrajectoryOpened, *recordable())
    _, schema = models_json_schema([(body_of(kind), "validation") for kind in kinds], ref_template="#/components/schemas/{model}")
    bodies: dict[str, Any] = schema["$defs"]
    return bodies
