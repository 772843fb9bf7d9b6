"""A mistake of ours is answered without details, and logged without a word of what it was about."""

import asyncio
import logging
from typing import cast

import httpx
import pytest

from api import create_app
from application import Application
from domain.envelope import Actor

ABOUT_A_PERSON = "999900006"


class Mistaken:
    """A verifier with a mistake in it, that happens to hold a BSN in its hands."""

    async def actor(self, token: str) -> Actor:
        try:
            raise KeyError(token)
        except KeyError as error:
            raise RuntimeError(f"for {ABOUT_A_PERSON}") from error


def answer_to(path: str, headers: dict[str, str]) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(cast("Application", None), Mistaken()))
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def test_nothing_of_what_it_was_about_leaves_or_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = answer_to(f"/trajectories?procesregisseur={ABOUT_A_PERSON}", {"Authorization": f"Bearer {ABOUT_A_PERSON}"})

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["type"].endswith("/internal")
    assert ABOUT_A_PERSON not in answer.text
    ours = [record for record in caplog.records if record.name == "jeugdspoor.api"]
    assert len(ours) == 1
    said = ours[0].getMessage()
    assert "builtins.RuntimeError" in said
    assert "builtins.KeyError" in said
    assert "test_mistakes.py" in said
    assert not any(ABOUT_A_PERSON in record.getMessage() for record in caplog.records if record.name != "httpx")  # the asker's own log
