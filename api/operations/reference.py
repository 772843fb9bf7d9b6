"""The OpenAPI document, and as a page for people: no script, and nothing from elsewhere."""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response

router = APIRouter(include_in_schema=False)

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; } summary b { font-family: monospace; } details { border-top: 1px solid #ccc; padding: .4rem 0; }
pre { background: #f4f4f4; padding: .6rem; overflow-x: auto; }
"""


@router.get("/openapi.json")
async def get_document(request: Request) -> Response:
    return JSONResponse(await _document(request))


@router.get("/docs")
async def get_docs(request: Request) -> Response:
    return HTMLResponse(_page(await _document(request)))


async def _document(request: Request) -> dict[str, Any]:
    """In a thread: it takes a second to make, the first time, and nobody else waits meanwhile."""
    document: dict[str, Any] = await run_in_threadpool(request.app.openapi)
    return document


@router.get("/docs.css")
async def get_style() -> Response:
    return Response(_STYLE, media_type="text/css")


def _page(document: dict[str, Any]) -> str:
    info = document["info"]
    operations = [(path, method, said) for path, methods in document["paths"].items() for method, said in methods.items()]
    chapters = "".join(_chapter(tag, [o for o in operations if tag["name"] in o[2]["tags"]]) for tag in document["tags"])
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}</title>'
        f'<link rel="stylesheet" href="/docs.css"><h1>{escape(info["title"])}</h1><p>{escape(info["description"])}</p>'
        f'<p><a href="/openapi.json">openapi.json</a></p>{chapters}</html>'
    )


def _chapter(tag: dict[str, Any], operations: list[tuple[str, str, dict[str, Any]]]) -> str:
    return f"<h2>{escape(tag['name'])}</h2><p>{escape(tag['description'])}</p>" + "".join(_operation(*o) for o in operations)


def _operation(path: str, method: str, said: dict[str, Any]) -> str:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    parameters = "".join(
        f"<li><code>{escape(p['name'])}</code> ({escape(p['in'])}): {escape(p.get('description', ''))}</li>"
        for p in said.get("parameters", [])
    )
    examples = "".join(
        f"<p>{escape(example['summary'])}</p><pre>{escape(json.dumps(example['value'], indent=2, ensure_ascii=False))}</pre>"
        for example in body.get("examples", {}).values()
    )
    answers = "".join(f"<li>{escape(status)}: {escape(answer['description'])}</li>" for status, answer in said["responses"].items())
    return (
        f"<details><summary><b>{escape(method.upper())} {escape(path)}</b> {escape(said['summary'])}</summary>"
        f"<p>{escape(said.get('description', ''))}</p><ul>{parameters}</ul>{examples}<ul>{answers}</ul></details>"
    )
