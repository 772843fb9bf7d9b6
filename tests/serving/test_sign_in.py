"""Who can sign in to what is started: set by the environment, refused at the start where it is set wrongly."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.codes import Role
from jeugdspoor.commands import commands
from tests import plain
from tests.api.issuer import AUDIENCE, Issuer, nobody_answers
from tests.serving.conftest import PATIENT, Server, command, opening, until

ISSUER = {"JEUGDSPOOR_OIDC_ISSUER": "https://id.example.nl", "JEUGDSPOOR_OIDC_AUDIENCE": AUDIENCE}
TOKEN = ("token", "--role", "auditor", "--organisation", "inspectie")


def for_the_issuer(**settings: str) -> dict[str, str]:
    return ISSUER | {f"JEUGDSPOOR_OIDC_{name}": value for name, value in settings.items()}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"AUDIENCE": ""}, "JEUGDSPOOR_OIDC_ISSUER needs JEUGDSPOOR_OIDC_AUDIENCE"),
        ({"ISSUER": ""}, "JEUGDSPOOR_OIDC_AUDIENCE: goes with JEUGDSPOOR_OIDC_ISSUER"),
        ({"ISSUER": "", "AUDIENCE": "", "ROLE_CLAIM": "rol"}, "JEUGDSPOOR_OIDC_ROLE_CLAIM: goes with JEUGDSPOOR_OIDC_ISSUER"),
        ({"ISSUER": "https://id.example.nl "}, "JEUGDSPOOR_OIDC_ISSUER: one printable line"),
        ({"REFRESH_SECONDS": "1"}, "JEUGDSPOOR_OIDC_REFRESH_SECONDS: "),
        ({"KEEP_SECONDS": "soon"}, "JEUGDSPOOR_OIDC_KEEP_SECONDS: "),
        ({"KEEP_SECONDS": "60"}, "JEUGDSPOOR_OIDC_KEEP_SECONDS is at least JEUGDSPOOR_OIDC_REFRESH_SECONDS"),
        ({}, "Tokens come from the issuer in JEUGDSPOOR_OIDC_ISSUER"),
    ],
    ids=str,
)
def test_no_token_is_given_where_an_issuer_is_meant_and_it_is_said_what_to_mend(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    refused = CliRunner().invoke(commands, TOKEN, env=for_the_issuer(**settings) | {"JEUGDSPOOR_DATA_DIR": str(tmp_path / "data")})

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert told in refused.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "settings", "told"),
    [
        ("serve", for_the_issuer(ISSUER="http://id.example.nl"), "The issuer must be https"),
        ("serve", for_the_issuer(ALGORITHMS="ES256, HS256"), "There is no algorithm HS256. There are: RS256"),
        ("demo", ISSUER, "Tokens come from the issuer in JEUGDSPOOR_OIDC_ISSUER"),
        ("serve --host 0.0.0.0", {}, "127.0.0.1, ::1 and localhost only"),
    ],
)
def test_what_would_let_in_nobody_or_anybody_is_not_started(tmp_path: Path, arguments: str, settings: dict[str, str], told: str) -> None:
    refused = command(tmp_path / "data", *arguments.split(), **settings)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data").exists()


def test_it_starts_before_its_issuer_and_takes_only_tokens_of_it(scratch: Path, tmp_path: Path) -> None:
    made_without = command(tmp_path, *TOKEN).stdout.strip()
    assert made_without.count(".") == 2
    (scratch / "oidc").mkdir()
    with nobody_answers() as port:
        settings = {"JEUGDSPOOR_OIDC_ISSUER": f"http://127.0.0.1:{port}", "JEUGDSPOOR_OIDC_AUDIENCE": AUDIENCE}
        server = Server(scratch / "oidc" / "data", settings=settings)
        server.start(sign_in=False)
        try:
            assert until(PATIENT, lambda: told_of_the_issuer(server) == (503, "does not answer"))
            with Issuer(port=port) as issuer:
                client = plain.Client(base_url=server.url, timeout=PATIENT)
                client.headers["Authorization"] = f"Bearer {issuer.issue(Role.PROCESREGISSEUR, 'GM0917', 'pr-heerlen-1')}"
                assert client.post("/trajectories", json=opening()).status_code == 503
                assert until(PATIENT, lambda: plain.get(f"{server.url}/health/ready").status_code == 200)

                trajectory = client.post("/trajectories", json=opening()).json()["trajectory_id"]
                (event,) = client.get(f"/trajectories/{trajectory}/events").json()["items"]
                assert event["recorded_by"] == {"subject": "pr-heerlen-1", "role": "procesregisseur", "organisation": "GM0917"}
                assert plain.get(f"{server.url}/trajectories", headers={"Authorization": f"Bearer {made_without}"}).status_code == 401
                client.close()
        finally:
            server.stop()


def told_of_the_issuer(server: Server) -> tuple[int, str]:
    ready = plain.get(f"{server.url}/health/ready")
    return ready.status_code, ready.json()["checks"]["sign_in"]["issuer"]
