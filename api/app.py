"""The HTTP application, put together."""

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp

from api import document, problems
from api.middleware import ALL
from api.operations import (
    access,
    delivering,
    dossier,
    due,
    erasing,
    feed,
    governing,
    health,
    lists,
    one_case,
    proving,
    recording,
    reference,
    registering,
    replaying,
    reports,
)
from api.routing import ByPath
from api.signin import Verifier
from application import Application

CHAPTERS = (
    recording,
    one_case,
    lists,
    replaying,
    dossier,
    access,
    feed,
    reports,
    delivering,
    due,
    governing,
    registering,
    erasing,
    proving,
    health,
    reference,
)

_NO_TELEMETRY = TelemetryConfig(tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False)
"""The framework's own telemetry would send the words of exceptions and whole paths to whatever provider stands."""


class _Http(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        """Ours around the framework's two that it cannot do without. Its others, of errors, telemetry and large bodies, would do at every
        request what ours do, or nothing."""
        app: ASGIApp = ExceptionMiddleware(AsyncExitStackMiddleware(self.router), self.exception_handlers)
        for layer in reversed(ALL):
            app = layer(app)
        return app


def create_app(application: Application, verifier: Verifier) -> FastAPI:
    """HTTP for programs over one application. Starting and stopping the application is its maker's."""
    app = _Http(
        title="Jeugdspoor", version="1", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, telemetry=_NO_TELEMETRY
    )
    app.state.application = application
    app.state.verifier = verifier
    # As they are, and not included: the framework would match each of them twice, and build its handler anew.
    routes = [route for room in CHAPTERS for route in room.router.routes if isinstance(route, APIRoute)]
    app.router.routes += [ByPath(routes), *routes]
    app.openapi = lambda: document.document_of(app)  # type: ignore[method-assign]  # the framework's way
    problems.install(app)
    return app
