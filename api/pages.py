"""How a page of a list leaves: its items, and where the next page begins, in the body and as a link."""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request as HttpRequest
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.responses import Response

from application.pages import Page


def known_at(description: str) -> dict[int | str, dict[str, Any]]:
    """For the document: that the answer names the position of the log that it was known at."""
    return {200: {"headers": {"Position": {"description": description, "schema": {"type": "integer"}}}}}


LAST_OF_ITS_STREAM = known_at("Of the log, at which something that the list is made of was last recorded.")


def page_response(http: HttpRequest, asked: BaseModel, page: Page) -> Response:
    position = {} if page.position is None else {"Position": str(page.position)}
    return json_response({"items": page.items, "next": page.next}, {**link_to_next(http, asked, page), **position})


def link_to_next(http: HttpRequest, asked: BaseModel, page: Page) -> dict[str, str]:
    """The header, if there is a next page."""
    return {"Link": f'<{next_page(http, asked, page.next)}>; rel="next"'} if page.next else {}


def next_page(http: HttpRequest, asked: BaseModel, cursor: str) -> str:
    """The same question with another cursor."""
    parameters = asked.model_dump(mode="json", by_alias=True, exclude_unset=True) | {"cursor": cursor}
    return f"{http.url.path}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"


def json_response(answer: Any, headers: dict[str, str] | None = None, media_type: str = "application/json", status: int = 200) -> Response:
    return Response(to_json(answer), status, headers, media_type)
