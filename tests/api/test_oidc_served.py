"""The real thing with an OpenID Connect issuer: what is recorded is by whom the token names."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api import OidcVerifier, Trust, create_app
from api.signin import Pace
from domain.codes import Role
from eventlog import Databases, FileMasterKey
from jeugdspoor.wiring import application, wired
from tests import plain
from tests.api.issuer import AUDIENCE, Issuer, SigningKey
from tests.api.people import opening
from tests.api.server import Server
from tests.api.test_oidc import eventually


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(issuer: Issuer, databases: Databases, master: FileMasterKey, scratch: Path) -> Iterator[Server]:
    """Started while its issuer was away, which is back since."""
    issuer.away.set()
    with (
        wired(databases, master, scratch / "master.key") as store,
        OidcVerifier(Trust(issuer.url, AUDIENCE), Pace(refresh=0.05, keep=3600, pause=0.05)) as verifier,
        application(store, {"sign_in": verifier.check}) as running,
        Server(create_app(running, verifier), issuer) as served,
    ):
        eventually(lambda: ready(served).json()["checks"].get("checkpoint") is not None)
        yield served


def ready(server: Server) -> httpx.Response:
    return plain.get(f"{server.url}/health/ready")


def test_while_the_issuer_is_away_requests_are_put_off_and_not_refused_and_it_is_told(server: Server, issuer: Issuer) -> None:
    try:
        answer = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1").get("/trajectories")
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet")
        assert int(answer.headers["retry-after"]) >= 1
        assert "www-authenticate" not in answer.headers
        assert plain.get(f"{server.url}/trajectories").status_code == 401
        assert plain.get(f"{server.url}/trajectories", headers={"Authorization": "Bearer x"}).status_code == 401

        told = ready(server)
        assert (told.status_code, told.json()["ok"]) == (503, False)
        assert told.json()["checks"]["database"] == "ok"
        assert told.json()["checks"]["sign_in"] == {"issuer": "does not answer", "keys": 0, "keys_age_seconds": None}
    finally:
        issuer.away.clear()

    eventually(lambda: ready(server).status_code == 200)
    assert ready(server).json()["checks"]["sign_in"]["issuer"] == "ok"


def test_the_actor_of_an_event_is_whom_the_token_names_and_never_whom_the_body_names(server: Server, issuer: Issuer) -> None:
    issuer.away.clear()
    eventually(lambda: ready(server).status_code == 200)
    regisseur = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
    claimed = {"subject": "somebody-else", "role": "auditor", "organisation": "inspectie"}

    for name in ("actor", "recorded_by", "subject"):
        assert regisseur.post("/trajectories", json=opening() | {name: claimed}).status_code == 422

    headers = {"X-Forwarded-User": "somebody-else", "X-Role": "auditor"}
    opened = regisseur.post("/trajectories", json=opening() | {"on_behalf_of": "somebody-else"}, headers=headers)
    assert opened.status_code == 201, opened.text
    (event,) = regisseur.get(f"/trajectories/{opened.json()['trajectory_id']}/events").json()["items"]
    assert event["recorded_by"] == {"subject": "pr-heerlen-1", "role": "procesregisseur", "organisation": "GM0917"}


@pytest.mark.parametrize("path", ["/trajectories", "/placements", "/locations", "/deadlines.ics"])
def test_a_token_of_another_issuer_opens_nothing(server: Server, issuer: Issuer, path: str) -> None:
    issuer.away.clear()
    eventually(lambda: ready(server).status_code == 200)
    forged = issuer.token(key=SigningKey.made(issuer.keys[-1].kid))

    for answer in (
        plain.get(server.url + path, headers={"Authorization": f"Bearer {forged}"}),
        plain.get(server.url + path, params={"token": forged}),
    ):
        assert answer.status_code == 401
        assert forged not in answer.text


def test_a_calendar_program_signs_in_with_what_its_user_was_given(server: Server, issuer: Issuer) -> None:
    issuer.away.clear()
    eventually(lambda: ready(server).status_code == 200)
    given = server.as_(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1").post("/deadlines.ics/token")
    assert given.status_code == 201, given.text

    assert plain.get(f"{server.url}{given.json()['address']}").status_code == 200
    assert plain.get(f"{server.url}/deadlines.ics", headers={"Authorization": f"Bearer {given.json()['token']}"}).status_code == 401
    token = issuer.issue(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
    assert plain.get(f"{server.url}/deadlines.ics", params={"token": token}).status_code == 401
