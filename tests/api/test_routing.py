"""A path is found at once, and it is the operation that the framework finds by trying one after the other."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from api.app import CHAPTERS
from api.routing import ByPath

ROUTES = [route for chapter in CHAPTERS for route in chapter.router.routes if isinstance(route, APIRoute)]
BY_PATH = ByPath(ROUTES)

LAST_PARTS = sorted({route.path.rpartition("/")[2] for route in ROUTES if not route.path.endswith("}")})
"""Every text that ends a path: where something is named by who asks, it may be named so."""


def asked(method: str, path: str, root_path: str = "") -> Scope:
    return {"type": "http", "method": method, "path": path, "root_path": root_path}


def found_at_once(scope: Scope) -> object:
    match, found = BY_PATH.matches(scope)
    return found["route"] if match is Match.FULL else None


def found_one_by_one(scope: Scope) -> object:
    return next((route for route in ROUTES if route.matches(scope)[0] is Match.FULL), None)


def paths_of(route: APIRoute) -> Iterator[str]:
    for name in ("9f3a", *LAST_PARTS):
        yield re.sub(r"\{[a-z_]+\}", name, route.path.replace("{path:path}", name))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{min(route.methods)} {route.path}")
def test_each_operation_is_found_whatever_it_is_asked_about(route: APIRoute) -> None:
    method = min(route.methods)

    assert found_at_once(asked(method, next(paths_of(route)))) is route
    for path in paths_of(route):
        assert found_at_once(asked(method, path)) is found_one_by_one(asked(method, path)), path


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/trajectories/", "/trajectories/9f3a/nothing", "/trajectories/9f3a/title-granted/", "//feed"]
)
def test_a_path_of_nothing_is_left_to_the_framework(path: str) -> None:
    assert found_at_once(asked("GET", path)) is None
    assert found_one_by_one(asked("GET", path)) is None


def test_an_operation_that_is_asked_in_another_way_is_left_to_the_framework() -> None:
    assert found_at_once(asked("GET", "/trajectories/9f3a/title-granted")) is None


def test_paths_of_which_a_parameter_has_several_parts_are_left_to_the_framework() -> None:
    # Of tiles: how many parts there are differs.
    tile = asked("GET", "/log/tile/0/x001/067")

    assert found_at_once(tile) is None
    assert found_one_by_one(tile) is not None


def test_below_the_prefix_of_a_proxy_nothing_else_is_found() -> None:
    below = asked("POST", "/jeugd/trajectories/9f3a/title-granted", root_path="/jeugd")

    assert found_at_once(below) in (None, found_one_by_one(below))
    assert found_one_by_one(below) is not None
