"""Which operation a path is for. The framework tries one route after the other, and there is one for each kind of event."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from fastapi.routing import APIRoute
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

_PARAMETER = "{"


class ByPath(BaseRoute):
    """Stands before these routes, and finds by the last part of a path and the number of its parts those few that it may be for.

    Whether it is for one of them, the route itself says. What is for none of them is for the routes that come after.
    """

    def __init__(self, routes: Sequence[APIRoute]) -> None:
        self._named: dict[tuple[int, str], list[APIRoute]] = defaultdict(list)
        self._unnamed: dict[int, list[APIRoute]] = defaultdict(list)
        for route in routes:
            parts, last = _shape(route.path)
            if last.startswith(_PARAMETER):
                self._unnamed[parts].append(route)
            else:
                self._named[parts, last].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http":
            shape = _shape(scope["path"])
            for route in chain(self._named.get(shape, ()), self._unnamed.get(shape[0], ())):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        raise NoMatchFound(name, path_params)


def _shape(path: str) -> tuple[int, str]:
    """The number of parts, and the last one."""
    return path.count("/"), path[path.rfind("/") + 1 :]
