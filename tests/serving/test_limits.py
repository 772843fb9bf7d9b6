"""What is too large, too slow, too much or too often is refused, with the reason and the headers of every other answer."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from eventlog.access import AccessLog
from jeugdspoor.embedded import Embedded
from tests import plain
from tests.serving.conftest import PATIENT, Server, command, copied, opening, until

KEPT_NOWHERE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@pytest.fixture(scope="module")
def bounded(scratch: Path, born: Path) -> Iterator[Server]:
    """Thirty requests a minute for each address, behind a proxy on this machine."""
    settings = {"JEUGDSPOOR_REQUESTS_PER_MINUTE": "30", "JEUGDSPOOR_FORWARDED_ALLOW_IPS": "127.0.0.1"}
    running = Server(copied(born, scratch / "bounded" / "data"), settings=settings)
    running.start()
    running.await_rows()
    yield running
    running.stop()


def sent(server: Server, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """What comes back for bytes as they are, until the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT) as connection:
        connection.sendall(raw)
        answer = b""
        while received := connection.recv(65536):
            answer += received
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body


def is_guarded(headers: dict[str, str]) -> bool:
    return all(headers.get(name) == value for name, value in KEPT_NOWHERE.items())


def _taken(connection: socket.socket, most: int) -> int:
    """How many bytes can be sent until the other side ends it."""
    piece, taken = b"x" * 10_000, 0
    with suppress(ConnectionError):
        while taken < most:
            connection.sendall(piece)
            taken += len(piece)
    return taken


class TestSizes:
    def test_an_address_that_is_too_long_is_refused(self, server: Server) -> None:
        fits = server.client.get(f"/nergens/{'x' * 7_900}")
        too_long = server.client.get("/trajectories", params={"cursor": "x" * 8_000})
        assert fits.status_code == 404
        assert (too_long.status_code, too_long.json()["type"]) == (414, "/problems/address-too-long")
        assert is_guarded(dict(too_long.headers))

    def test_headers_that_are_too_large_are_refused(self, server: Server) -> None:
        fits = server.client.get("/locations", headers={"X-Padding": "x" * 20_000})
        too_large = server.client.get("/locations", headers={"X-Padding": "x" * 33_000})
        assert fits.status_code == 200
        assert (too_large.status_code, too_large.json()["type"]) == (431, "/problems/headers-too-large")
        assert is_guarded(dict(too_large.headers))

    def test_headers_without_end_are_not_read_to_their_end(self, server: Server) -> None:
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT) as connection:
            connection.sendall(b"GET /trajectories HTTP/1.1\r\nHost: x\r\nX-Padding: ")
            taken = _taken(connection, 50_000_000)
        assert taken < 10_000_000  # what lies in buffers on the way

    @pytest.mark.parametrize("deep", [b"[" * 20_000, b'{"a":' * 10_000, b'{"identity":' + b"[" * 20_000 + b"]" * 20_000 + b"}"])
    def test_a_body_nested_without_end_is_malformed(self, server: Server, deep: bytes) -> None:
        answer = server.client.post(
            "/trajectories", content=deep, headers={"Content-Type": "application/json", "Idempotency-Key": str(time.monotonic())}
        )
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")


class TestSlowness:
    def test_a_head_and_a_body_that_do_not_come_are_not_waited_for(self, server: Server) -> None:
        token = server.client.headers["Authorization"]
        silent, slow = (socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT) for _ in range(2))
        with silent, slow:
            began = time.monotonic()
            silent.sendall(b"GET /trajectories HTTP/1.1\r\nHost: x\r\n")
            slow.sendall(
                f"POST /trajectories HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
                'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"occurred_on"'.encode()
            )
            assert silent.recv(100) == b""
            assert time.monotonic() - began > 5
            answer = b"".join(iter(lambda: slow.recv(65536), b""))
            assert time.monotonic() - began > 10
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"/problems/too-slow" in answer

    def test_the_rest_of_a_body_that_was_answered_is_not_waited_for(self, server: Server) -> None:
        head = b"POST /trajectories HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT) as connection:
            connection.sendall(head)
            assert connection.recv(65536).startswith(b"HTTP/1.1 401 ")
            ended = until(PATIENT, lambda: not _takes(connection, b"{"))
        assert ended


class TestOneWhoAsksMuch:
    """The addresses are of this machine: each is one client."""

    def test_slow_bodies_of_one_keep_nobody_else_out(self, server: Server) -> None:
        token = server.client.headers["Authorization"]
        slow = (
            f"POST /trajectories HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
            'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"occurred_on"'
        ).encode()
        with ExitStack() as open_ones:
            # given one client with as many bodies on their way as the server has room for requests
            held = []
            for _ in range(1_200):
                with suppress(ConnectionError):
                    connection = open_ones.enter_context(_from("127.0.0.2", server))
                    connection.sendall(slow)
                    held.append(connection)
            # then it is told so, with when to ask again
            refused = _answer(held[400])
            assert refused.startswith(b"HTTP/1.1 429 ")
            assert b"retry-after: 1" in refused.lower()
            # and another is answered at once
            began = time.monotonic()
            assert server.client.get("/locations", params={"limit": 1}).status_code == 200
            assert time.monotonic() - began < 5
            # and the first of them are still under way
            assert _answer(held[0], seconds=0.1) == b""

    def test_open_connections_of_one_keep_nobody_else_out(self, server: Server) -> None:
        with ExitStack() as open_ones:
            idle = [open_ones.enter_context(_from("127.0.0.3", server)) for _ in range(2_100)]
            refused = _answer(idle[-1])
            assert refused.startswith(b"HTTP/1.1 429 ")
            assert server.client.get("/locations", params={"limit": 1}).status_code == 200


def _from(address: str, server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENT, source_address=(address, 0))


def _answer(connection: socket.socket, seconds: float = PATIENT) -> bytes:
    """What comes back in that time."""
    connection.settimeout(seconds)
    try:
        return connection.recv(65536)
    except TimeoutError:
        return b""


def _takes(connection: socket.socket, byte: bytes) -> bool:
    try:
        connection.sendall(byte)
    except ConnectionError:
        return False
    return True


class TestRates:
    def test_whoever_asks_too_often_is_told_when_to_ask_again_and_others_are_not_kept_waiting(self, bounded: Server) -> None:
        # given one address that has asked what it may ask in a minute
        hasty, calm = ({"X-Forwarded-For": address} for address in ("203.0.113.7", "203.0.113.8"))
        answers = [bounded.client.get("/locations", headers=hasty) for _ in range(40)]
        # then it is refused, with how long to wait
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert all(answer.status_code == 200 for answer in answers[:30])
        assert refused[-1].json()["type"] == "/problems/too-many-requests"
        assert 1 <= int(refused[-1].headers["Retry-After"]) <= 60
        assert is_guarded(dict(refused[-1].headers))
        # and others are answered, and who watches the server is too
        assert bounded.client.get("/locations", headers=calm).status_code == 200
        assert all(bounded.client.get("/health/live", headers=hasty).status_code == 200 for _ in range(5))
        # and after that time it is answered again
        time.sleep(int(refused[-1].headers["Retry-After"]))
        assert bounded.client.get("/locations", headers=hasty).status_code == 200

    def test_without_the_setting_there_is_no_limit(self, server: Server) -> None:
        assert {server.client.get("/health/live").status_code for _ in range(5)} == {200}
        assert {server.client.get("/locations", params={"limit": 1}).status_code for _ in range(300)} == {200}


class TestWhoSpeaksForWhom:
    def recorded_address(self, server: Server, headers: dict[str, str]) -> str | None:
        assert server.client.get(f"/trajectories/{server.opened()}", headers=headers).status_code == 200
        with AccessLog(Embedded(server.data_dir).databases) as accesses:
            return accesses.page(limit=1)[0].address

    def test_nobody_is_believed_who_is_not_named(self, server: Server) -> None:
        said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
        assert self.recorded_address(server, said) == "127.0.0.1"
        assert "Strict-Transport-Security" not in server.client.get("/health/live", headers=said).headers

    def test_a_proxy_that_is_named_is(self, bounded: Server) -> None:
        said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
        assert self.recorded_address(bounded, said) == "203.0.113.9"
        assert bounded.client.get("/health/live", headers=said).headers["Strict-Transport-Security"].startswith("max-age=")
        assert "Strict-Transport-Security" not in bounded.client.get("/health/live").headers

    @pytest.mark.parametrize("everybody", ["*", "proxy.example", "10.0.0.7/8"])
    def test_what_is_no_address_or_network_starts_nothing(self, tmp_path: Path, everybody: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JEUGDSPOOR_FORWARDED_ALLOW_IPS", everybody)
        outcome = command(tmp_path / "data", "serve")
        assert outcome.returncode == 1
        assert "JEUGDSPOOR_FORWARDED_ALLOW_IPS" in outcome.stderr


class TestEveryAnswer:
    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", "/health/live"), ("GET", "/nergens"), ("DELETE", "/trajectories"), ("GET", "/docs"), ("GET", "/log/checkpoint")],
    )
    def test_has_the_headers_that_keep_it_out_of_caches_and_pages(self, server: Server, method: str, path: str) -> None:
        assert is_guarded(dict(plain.request(method, f"{server.url}{path}").headers))

    @pytest.mark.parametrize("raw", [b"\x16\x03\x01 hallo\r\n\r\n", b"GET / HTTP/1.1\r\nno header\r\n\r\n"])
    def test_has_them_too_where_it_cannot_be_read(self, server: Server, raw: bytes) -> None:
        status, headers, body = sent(server, raw)
        assert (status, json.loads(body)["status"], json.loads(body)["type"]) == (400, 400, "/problems/malformed")
        assert headers["content-type"] == "application/problem+json"
        assert is_guarded(headers)

    def test_what_was_recorded_is_kept_nowhere(self, server: Server) -> None:
        assert is_guarded(dict(server.client.post("/trajectories", json=opening()).headers))
