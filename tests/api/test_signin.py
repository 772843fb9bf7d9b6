"""The demo issuer: who may say who he is has a token of this issuer, unchanged, meant for us, and in its time."""

import asyncio
import base64
import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from api import DemoIssuer
from api.signin import HOLDS_FOR, LIFETIME, CalendarTokens
from application.problems import Unauthenticated
from domain.codes import Role
from domain.envelope import Actor


@pytest.fixture
def issuer(tmp_path: Path) -> DemoIssuer:
    return DemoIssuer(tmp_path)


@pytest.fixture
def key(issuer: DemoIssuer, tmp_path: Path) -> Any:
    return load_pem_private_key((tmp_path / "signin.key").read_bytes(), password=None)


def actor_of(issuer: DemoIssuer, token: str) -> Actor:
    return asyncio.run(issuer.actor(token))


def signed(key: Any, *, algorithm: str = "EdDSA", typ: str | None = "at+jwt", without: str = "", **changed: Any) -> str:
    """A token as the issuer makes it, but for what is changed."""
    now = datetime.now(UTC)
    claims = {
        "iss": "jeugdspoor-demo",
        "aud": "jeugdspoor",
        "sub": "pr-heerlen-1",
        "exp": now + timedelta(hours=1),
        "iat": now,
        "nbf": now,
        "role": "procesregisseur",
        "organisation": "GM0917",
    } | changed
    claims.pop(without, None)
    return jwt.encode(claims, key, algorithm=algorithm, headers={"typ": typ})


def test_a_token_gives_back_the_actor_it_was_issued_to(issuer: DemoIssuer) -> None:
    token = issuer.issue(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")

    assert actor_of(issuer, token) == Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")


def test_a_token_made_beside_a_running_server_is_good_there(issuer: DemoIssuer, tmp_path: Path) -> None:
    beside = DemoIssuer(tmp_path)

    assert actor_of(issuer, beside.issue(Role.AUDITOR, "inspectie", "a-1")).role is Role.AUDITOR


def test_a_token_holds_for_twelve_hours_and_no_longer(issuer: DemoIssuer, key: Any) -> None:
    claims = jwt.decode(issuer.issue(Role.AUDITOR, "inspectie", "a-1"), options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == LIFETIME.total_seconds() == 12 * 3600

    passed = datetime.now(UTC) - timedelta(minutes=1)
    with pytest.raises(Unauthenticated):
        actor_of(issuer, signed(key, exp=passed))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "exp", "iat", "nbf", "role", "organisation"])
def test_every_claim_is_needed(issuer: DemoIssuer, key: Any, claim: str) -> None:
    assert actor_of(issuer, signed(key)).subject == "pr-heerlen-1"

    with pytest.raises(Unauthenticated):
        actor_of(issuer, signed(key, without=claim))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "somebody-else"},
        {"aud": "another-service"},
        {"nbf": datetime.now(UTC) + timedelta(hours=1)},
        {"role": "superuser"},
        {"sub": ""},
        {"sub": "two\nlines"},
        {"organisation": 917},
        {"typ": "JWT"},
        {"typ": None},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_token_that_is_not_meant_so_is_refused(issuer: DemoIssuer, key: Any, changed: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated):
        actor_of(issuer, signed(key, **changed))


def test_only_the_issuers_own_key_signs(issuer: DemoIssuer) -> None:
    with pytest.raises(Unauthenticated):
        actor_of(issuer, signed(Ed25519PrivateKey.generate()))


def test_no_other_algorithm_is_taken(issuer: DemoIssuer, key: Any) -> None:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    claims = jwt.decode(signed(key), options={"verify_signature": False})
    unsigned = f"{part({'alg': 'none', 'typ': 'at+jwt'})}.{part(claims)}."
    by_shared_secret = signed("a secret of thirty-two characters", algorithm="HS256")

    for token in (unsigned, by_shared_secret):
        with pytest.raises(Unauthenticated):
            actor_of(issuer, token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "é.é.é", "\x00", "e30.e30.e30", "e30." * 2000])
def test_what_is_no_token_is_refused(issuer: DemoIssuer, token: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        actor_of(issuer, token)

    assert refused.value.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert token == "" or token not in str(refused.value.detail)


def test_a_changed_claim_breaks_the_signature(issuer: DemoIssuer) -> None:
    header, claims, signature = issuer.issue(Role.REPORTER, "regio", "r-1").split(".")
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    told["role"] = "auditor"
    forged = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")

    with pytest.raises(Unauthenticated):
        actor_of(issuer, f"{header}.{forged}.{signature}")


def test_nobody_is_issued_a_token_under_an_unprintable_name(issuer: DemoIssuer) -> None:
    with pytest.raises(ValueError, match="string_pattern_mismatch"):
        issuer.issue(Role.AUDITOR, "inspectie", "a\nb")


def test_the_key_is_for_its_owner_alone(issuer: DemoIssuer, tmp_path: Path) -> None:
    path = tmp_path / "signin.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["signin.key"]

    path.chmod(0o640)
    with pytest.raises(PermissionError):
        DemoIssuer(tmp_path)


def test_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from api import DemoIssuer; DemoIssuer(Path(sys.argv[1])); print(open(sys.argv[2]).read())"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path / "data"), str(tmp_path / "data" / "signin.key")]
    starting = [subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=os.getcwd()) for _ in range(4)]

    keys = {process.communicate()[0] for process in starting}

    assert [process.returncode for process in starting] == [0, 0, 0, 0]
    assert len(keys) == 1


def stands(_: Actor, address_id: str) -> bool:
    """Of all addresses that were ever given, this one was and was not withdrawn."""
    return address_id == "telephone"


class TestTheAddressOfACalendar:
    """What stands in it is a token of another kind, by another key."""

    SUBSCRIBER = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

    @pytest.fixture
    def key_file(self, tmp_path: Path) -> Path:
        return tmp_path / "calendar" / "calendar.key"

    def test_names_who_asked_for_it_for_ninety_days(self, key_file: Path) -> None:
        token, expires_at = CalendarTokens.at(key_file).issue(self.SUBSCRIBER, "telephone")

        claims = jwt.decode(token, options={"verify_signature": False})
        assert (claims["aud"], claims["exp"] - claims["iat"]) == ("deadlines.ics", HOLDS_FOR.total_seconds())
        assert HOLDS_FOR.days == 90
        assert expires_at.timestamp() == claims["exp"]
        assert CalendarTokens.at(key_file).actor(token, stands) == self.SUBSCRIBER, "after a restart too"

    def test_opens_as_long_as_that_very_address_stands_for_that_very_actor(self, key_file: Path) -> None:
        calendar = CalendarTokens.at(key_file)
        telephone, computer = (calendar.issue(self.SUBSCRIBER, each).token for each in ("telephone", "computer"))
        asked: list[tuple[Actor, str]] = []

        def withdrawn(actor: Actor, address_id: str) -> bool:
            asked.append((actor, address_id))
            return False

        assert calendar.actor(telephone, stands) == self.SUBSCRIBER
        with pytest.raises(Unauthenticated):
            calendar.actor(computer, stands)
        with pytest.raises(Unauthenticated):
            calendar.actor(telephone, withdrawn)
        assert asked == [(self.SUBSCRIBER, "telephone")]

    def test_that_names_no_address_opens_nothing(self, key_file: Path) -> None:
        calendar, key = CalendarTokens.at(key_file), load_pem_private_key(key_file.read_bytes(), password=None)
        with pytest.raises(Unauthenticated):
            calendar.actor(signed(key, iss="jeugdspoor-calendar", aud="deadlines.ics", typ="calendar+jwt"), lambda *_: True)

    def test_its_key_is_for_its_owner_alone(self, key_file: Path) -> None:
        CalendarTokens.at(key_file)
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600

        key_file.chmod(0o640)
        with pytest.raises(PermissionError):
            CalendarTokens.at(key_file)

    def test_opens_nothing_as_a_bearer_nor_the_other_way_round(self, issuer: DemoIssuer, key_file: Path) -> None:
        calendar = CalendarTokens.at(key_file)
        with pytest.raises(Unauthenticated):
            actor_of(issuer, calendar.issue(self.SUBSCRIBER, "telephone").token)

        with pytest.raises(Unauthenticated) as refused:
            calendar.actor(issuer.issue(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1"), stands)
        assert "POST /deadlines.ics/token" in refused.value.detail
        assert refused.value.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'

    @pytest.mark.parametrize("typ", ["at+jwt", "JWT", None])
    @pytest.mark.parametrize("aud", ["jeugdspoor", "deadlines.ics"])
    def test_is_told_from_other_tokens_even_if_both_had_one_key(self, tmp_path: Path, aud: str, typ: str | None) -> None:
        issuer, calendar = DemoIssuer(tmp_path), CalendarTokens.at(tmp_path / "signin.key")
        key = load_pem_private_key((tmp_path / "signin.key").read_bytes(), password=None)

        with pytest.raises(Unauthenticated):
            actor_of(issuer, calendar.issue(self.SUBSCRIBER, "telephone").token)
        with pytest.raises(Unauthenticated):
            calendar.actor(signed(key, aud=aud, typ=typ, iss="jeugdspoor-calendar"), stands)

    @pytest.mark.parametrize(
        "changed", [{"exp": datetime.now(UTC) - timedelta(minutes=1)}, {"aud": "jeugdspoor"}, {"iss": "jeugdspoor-demo"}, {"role": "x"}]
    )
    def test_is_refused_when_it_is_past_or_not_meant_so(self, key_file: Path, changed: dict[str, Any]) -> None:
        calendar = CalendarTokens.at(key_file)
        key = load_pem_private_key(key_file.read_bytes(), password=None)
        meant = {"iss": "jeugdspoor-calendar", "aud": "deadlines.ics", "typ": "calendar+jwt", "jti": "telephone"}

        assert calendar.actor(signed(key, **meant), stands) == self.SUBSCRIBER
        with pytest.raises(Unauthenticated):
            calendar.actor(signed(key, **(meant | changed)), stands)
