"""A small OpenID Connect issuer, over HTTP on this machine: keys that can be rotated, documents that can be spoiled."""

import base64
import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from domain.codes import Role

AUDIENCE = "https://jeugdspoor.example.nl"
CONFIGURATION = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class SigningKey:
    """A key pair with its name; `published` is its public half as a JWK."""

    kid: str
    algorithm: str
    private: Any

    @classmethod
    def made(cls, kid: str, algorithm: str = "ES256") -> "SigningKey":
        made: dict[str, Any] = {
            "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "PS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
            "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate,
        }
        return cls(kid, algorithm, made[algorithm]())

    @property
    def published(self) -> dict[str, Any]:
        jwk = jwt.get_algorithm_by_name(self.algorithm).to_jwk(self.private.public_key(), as_dict=True)
        return {**jwk, "kid": self.kid, "use": "sig", "alg": self.algorithm}


def certificate(file: Path) -> Path:
    """Of 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


@contextlib.contextmanager
def nobody_answers() -> Iterator[int]:
    """A port at which nobody listens, nor anybody else can: but an issuer that is opened there."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def part(said: dict[str, Any]) -> str:
    """A part of a token, unsigned."""
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@dataclass
class Issuer:
    """Answers as long as it is open; `asked` are the paths that it was asked for, in order."""

    keys: list[SigningKey] = field(default_factory=lambda: [SigningKey.made("first")])
    port: int = 0
    asked: list[str] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    """What is answered instead, by path: JSON, or bytes as they are."""
    redirects: dict[str, str] = field(default_factory=dict)
    listed: list[dict[str, Any]] | None = None
    """The JWKs that are published instead of those of `keys`."""
    certificate: Path | None = None
    """With its key, PEM: then it is served over https."""
    drip: float = 0.0
    """Seconds between the bytes of an answer."""

    def __post_init__(self) -> None:
        self.away = threading.Event()
        self.held_up = threading.Event()
        self.held_up.set()

    def __enter__(self) -> Self:
        issuer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                issuer.held_up.wait(60)
                if issuer.away.is_set():
                    self.send_error(503)
                elif self.path in issuer.redirects:
                    self.send_response(302)
                    self.send_header("Location", issuer.redirects[self.path])
                    self.end_headers()
                elif (document := issuer.document(self.path)) is None:
                    self.send_error(404)
                else:
                    body = document if isinstance(document, bytes) else json.dumps(document).encode()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    with contextlib.suppress(OSError):  # who asked may have given up
                        for piece in [body] if not issuer.drip else (body[at : at + 1] for at in range(len(body))):
                            self.wfile.write(piece)
                            time.sleep(issuer.drip)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is printed between the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answers)
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.01), name="issuer")
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.held_up.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    def document(self, path: str) -> Any:
        if path in self.documents:
            return self.documents[path]
        if path == CONFIGURATION:
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        if path == "/keys":
            return {"keys": [key.published for key in self.keys] if self.listed is None else self.listed}
        return None

    def issue(self, role: Role, organisation: str, subject: str) -> str:
        return self.token(role=role.value, organisation=organisation, sub=subject)

    def claims(self, *, without: str = "", from_now: dict[str, int] | None = None, **changed: Any) -> dict[str, Any]:
        """Of a good token, but for what is changed; `from_now` are times, in seconds."""
        now = int(datetime.now(UTC).timestamp())
        claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "pr-heerlen-1",
            "exp": now + int(timedelta(hours=1).total_seconds()),
            "iat": now,
            "client_id": "pages",
            "role": "procesregisseur",
            "organisation": "GM0917",
        }
        claims |= changed | {name: now + seconds for name, seconds in (from_now or {}).items()}
        claims.pop(without, None)
        return claims

    def token(self, *, key: SigningKey | None = None, header: dict[str, Any] | None = None, without: str = "", **changed: Any) -> str:
        """An access token by the newest key, but for what is changed."""
        key = key or self.keys[-1]
        said = {"typ": "at+jwt", "kid": key.kid, "alg": key.algorithm} | (header or {})
        headers = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(self.claims(without=without, **changed), key.private, algorithm=headers["alg"], headers={"typ": "", **headers})
