"""The audit of what is installed: a known vulnerability of a pin fails it; a service that is away does not, and is said."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pip_audit")

AUDIT = Path(__file__).parents[1] / "tools" / "audit.py"

KNOWN: dict[str, Any] = {
    "id": "PYSEC-2099-1",
    "aliases": ["CVE-2099-1"],
    "summary": "Fictional.",
    "modified": "2099-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
            "versions": ["1.0"],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Knows one vulnerability, of leaky 1.0, as OSV tells it."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = [KNOWN] if (asked["package"]["name"], asked["version"]) == ("leaky", "1.0") else []
        answer = json.dumps({"vulns": known} if known else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audited(directory: Path, service: str, *lines: str) -> subprocess.CompletedProcess[str]:
    pins = directory / "constraints.txt"
    pins.write_text("\n".join(["# Pins.", *lines]))
    # Whatever else could be asked is out of reach, here and everywhere.
    environment = {**os.environ, "JEUGDSPOOR_OSV_URL": service, "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    return subprocess.run([sys.executable, AUDIT, pins], env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_pin_with_a_known_vulnerability_fails_and_is_named_with_what_mends_it(service: str, tmp_path: Path) -> None:
    done = audited(tmp_path, service, "leaky==1.0", "sound==2.0")
    assert done.returncode == 1
    assert "leaky 1.0: PYSEC-2099-1, mended by 1.1" in done.stderr


def test_pins_of_which_nothing_is_known_pass(service: str, tmp_path: Path) -> None:
    done = audited(tmp_path, service, "leaky==1.1", "sound==2.0")
    assert (done.returncode, done.stdout) == (0, "audit: osv knows 0 vulnerabilities of 2 pins.\n")


def test_where_no_service_can_be_reached_it_passes_and_says_that_nothing_is_known(tmp_path: Path) -> None:
    done = audited(tmp_path, "http://127.0.0.1:9/v1/query", "leaky==1.0")
    assert done.returncode == 0
    assert "NOT DONE" in done.stderr


def test_what_is_no_pin_fails(service: str, tmp_path: Path) -> None:
    assert audited(tmp_path, service, "leaky>=1.0").returncode == 1
