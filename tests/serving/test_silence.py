"""What the server writes about itself names nobody: no name, BSN, words or token of whatever was asked, recorded or refused."""

import json
import socket
from pathlib import Path

import pytest

from tests import plain
from tests.serving.conftest import PATIENT, Server, command, opening

BSN = "999912345"
"""Of the test range; no BSN by its check digit, so that it is refused."""

SAID = {
    "surname": "Kwikstaartje",
    "words": "Vertelde dat oma op zolder slaapt",
    "url": "Zwaluwnest",
    "header": "Roodborstje",
    "key": "Goudvinkje",
}
"""Each stands in one place of what is sent, and nowhere else."""


@pytest.fixture
def quiet(tmp_path: Path) -> Server:
    """On a data directory of its own, so that all that is written there is about these requests."""
    return Server(tmp_path / "data")


def test_no_log_holds_a_name_a_bsn_words_or_a_token(quiet: Server) -> None:
    quiet.start()
    try:
        quiet.await_rows()
        tokens = _walked(quiet)
    finally:
        quiet.stop()
    written = [quiet.data_dir.parent / "data.log", *quiet.data_dir.rglob("*.log"), *quiet.data_dir.rglob("log/*")]
    assert any(path.stat().st_size for path in written)
    for path in written:
        text = path.read_bytes().decode(errors="replace")
        for secret in (*SAID.values(), BSN, "999900006", *tokens):
            assert secret not in text, path


def _walked(server: Server) -> list[str]:
    """Records, asks, and is refused in every way in which something can slip into a log. The tokens that were used."""
    client = server.client
    token = client.headers["Authorization"].removeprefix("Bearer ")
    identity = {"bsn": "999900006", "surname": SAID["surname"], "given_names": "Tom", "born_on": "2009-02-14"}
    opened = client.post("/trajectories", json=opening(identity=identity)).json()["trajectory_id"]
    recorded = server.record(opened, "note-added", 1, occurred_on="2025-02-01", text=SAID["words"], key=SAID["key"])
    assert recorded.status_code == 201
    where = f"/trajectories/{opened}"
    calendar = client.post("/deadlines.ics/token").json()["token"]
    refused = [
        client.post("/trajectories", json=opening(identity=identity)),
        client.post("/trajectories", json=opening(identity=identity | {"bsn": BSN})),
        client.post("/trajectories", content=json.dumps(opening(identity=identity))[:-1], headers={"Content-Type": "application/json"}),
        client.post("/trajectories", json=opening(identity=identity, **{SAID["url"]: SAID["words"]})),
        client.post("/trajectories", json=opening(identity=identity | {"surname": SAID["surname"] + "\x00"})),
        client.post("/trajectories", json=[SAID["words"]] * 3_000),
        server.record(opened, "note-added", 1, occurred_on="2025-02-01", text=SAID["words"]),
        server.record(opened, "note-added", 2, occurred_on="2025-02-30", text=SAID["words"]),
        server.record(opened, "note-added", 2, occurred_on="2025-02-01", text=SAID["words"] * 2, key=SAID["key"]),
        client.post(f"{where}/{SAID['url']}", json={}),
        client.get(f"/trajectories/{SAID['url']}"),
        client.get(f"/{SAID['url']}/{BSN}"),
        client.get("/trajectories", params={"procesregisseur": SAID["url"] + "\x00", SAID["surname"]: BSN}),
        client.get("/audit-trail", params={"trajectory_id": BSN, "recorded_by": SAID["url"], "cursor": SAID["url"]}),
        client.get("/trajectories", headers={"Purpose": SAID["header"] * 40}),
        client.get("/deadlines.ics", params={"token": token + "x", "surname": SAID["surname"]}, headers={"Authorization": "Bearer x.y.z"}),
        client.get(f"/{'x' * 9_000}{SAID['url']}"),
        client.get("/trajectories", headers={"X-Padding": SAID["header"] * 4_000}),
        client.request("DELETE", f"{where}?{SAID['url']}={BSN}"),
        plain.get(f"{server.url}/deadlines.ics", params={"token": token}),
        plain.get(f"{server.url}/deadlines.ics", params={"token": f"{calendar[:-4]}AAAA"}),
        plain.get(f"{server.url}/trajectories", headers={"Authorization": f"Bearer {SAID['header']}"}),
    ]
    assert all(400 <= answer.status_code < 500 for answer in refused), [answer.status_code for answer in refused]
    asked = [
        plain.get(f"{server.url}/deadlines.ics", params={"token": calendar}),
        client.get("/audit-trail", params={"recorded_by": SAID["url"]}, headers={"Purpose": SAID["header"]}),
        client.get(where),
        client.get(f"{where}/events"),
    ]
    assert [answer.status_code for answer in asked] == [200] * len(asked)
    assert SAID["words"] in asked[-1].text  # so that there was something to be silent about
    for raw in (
        f"GET /{SAID['url']} {BSN} HTTP/9.9\r\n\r\n",
        f"{SAID['header']}\r\n\r\n",
        f"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX: {SAID['header']}\r\n\r\n",
        f"POST /trajectories HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 500\r\n\r\n{SAID['words']}",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT) as connection:
            connection.sendall(raw.encode())
            connection.shutdown(socket.SHUT_WR)
            connection.recv(65536)
    other = command(server.data_dir, "token", "--role", "auditor", "--organisation", "rekenkamer").stdout.strip()
    assert plain.get(f"{server.url}{where}", headers={"Authorization": f"Bearer {other}"}).status_code == 404
    return [secret for each in (token, other, calendar) for secret in (each, each[-40:])]
