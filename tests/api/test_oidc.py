"""Sign-in by an OpenID Connect issuer: only its access tokens, for us, in their time, by keys that it publishes now."""

import asyncio
import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.signin import ClaimNames, OidcVerifier, Pace, Trust, is_loopback
from api.signin.fetching import LARGEST
from api.signin.remembered import Remembered, Verified
from application.problems import NotYet, Problem, Unauthenticated
from domain.codes import Role
from domain.envelope import Actor
from tests.api.issuer import AUDIENCE, CONFIGURATION, Issuer, SigningKey, certificate, nobody_answers, part

REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
SLOW = Pace(refresh=600, keep=3600, pause=600)
"""Nothing is fetched but at the start, and once for an unknown key."""
FAST = Pace(refresh=0.02, keep=3600, pause=0.02)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with Issuer() as opened:
        yield opened


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until, "It does not come."
        time.sleep(0.005)


@contextmanager
def following(issuer: Issuer, pace: Pace = SLOW, clock: Callable[[], float] = time.monotonic, **trust: Any) -> Iterator[OidcVerifier]:
    """A verifier that has asked the issuer once at least."""
    with OidcVerifier(Trust(issuer.url, AUDIENCE, **trust), pace, clock) as verifier:
        eventually(lambda: verifier.check().told["issuer"] != "not asked yet")
        yield verifier


def actor(verifier: OidcVerifier, token: str) -> Actor:
    return asyncio.run(verifier.actor(token))


def answered(verifier: OidcVerifier, token: str) -> Actor | Problem:
    try:
        return actor(verifier, token)
    except Problem as refused:
        return refused


def refuses(verifier: OidcVerifier, token: str) -> bool:
    """Whether it does; never with a reason."""
    answer = answered(verifier, token)
    if not isinstance(answer, Unauthenticated):
        return False
    assert answer.headers == {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    assert (answer.detail, answer.extra) == ("The token is not valid, or no longer.", {})
    return True


def cannot_tell(verifier: OidcVerifier, token: str) -> bool:
    """Whether it says so, and when to ask again."""
    answer = answered(verifier, token)
    return isinstance(answer, NotYet) and int(answer.headers["Retry-After"]) >= 1


# What is taken


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
def test_an_access_token_gives_the_actor_that_it_names(algorithm: str) -> None:
    with Issuer([SigningKey.made("first", algorithm)]) as issuer, following(issuer) as verifier:
        assert actor(verifier, issuer.token()) == REGISSEUR


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": ["https://other.example.nl", AUDIENCE]},
        {"role": ["procesregisseur"]},
        {"organisation": ["GM0917"]},
        {"header": {"typ": "application/at+jwt"}},
        {"header": {"typ": "AT+JWT"}},
        {"header": {"x5t": "a-thumbprint"}},
        {"from_now": {"exp": -5, "iat": -100}},
        {"from_now": {"iat": 5}},
    ],
    ids=str,
)
def test_what_issuers_write_in_other_ways_is_taken(issuer: Issuer, changed: dict[str, Any]) -> None:
    with following(issuer) as verifier:
        assert actor(verifier, issuer.token(**changed)) == REGISSEUR


def test_role_and_organisation_come_from_the_claims_that_are_configured(issuer: Issuer) -> None:
    with following(issuer, claims=ClaimNames(role="https://jeugd.nl/rol", organisation="org")) as verifier:
        said: dict[str, Any] = {"role": "auditor", "https://jeugd.nl/rol": "gi", "org": "jbl"}
        assert actor(verifier, issuer.token(**said)) == Actor(subject="pr-heerlen-1", role=Role.GI, organisation="jbl")
        assert refuses(verifier, issuer.token())


def test_issuers_that_type_all_their_tokens_jwt_can_be_configured_and_their_id_tokens_are_still_refused(issuer: Issuer) -> None:
    with following(issuer, token_type="JWT") as verifier:
        assert actor(verifier, issuer.token(header={"typ": "JWT"})) == REGISSEUR
        assert refuses(verifier, issuer.token())
        for claim in ("nonce", "at_hash", "c_hash", "events"):
            said: dict[str, Any] = {claim: "x"}
            assert refuses(verifier, issuer.token(header={"typ": "JWT"}, **said)), claim


# What is not


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "exp", "iat", "role", "organisation"])
def test_every_claim_is_needed_and_the_log_names_the_missing_one_alone(
    issuer: Issuer, claim: str, caplog: pytest.LogCaptureFixture
) -> None:
    with following(issuer) as verifier:
        token = issuer.token(without=claim)
        assert refuses(verifier, token)

    (record,) = [record for record in caplog.records if "refused" in record.message]
    assert f"its claim {claim} is missing" in record.message
    assert not any(value in caplog.text for value in (token, "pr-heerlen-1", "GM0917"))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://id.example.nl"},
        {"aud": "https://other.example.nl"},
        {"aud": "pages"},
        {"aud": []},
        {"aud": AUDIENCE + "/"},
        {"from_now": {"exp": -60}},
        {"exp": "soon"},
        {"from_now": {"nbf": 600}},
        {"from_now": {"iat": 600}},
        {"sub": 7},
        {"sub": ""},
        {"sub": "two\nlines"},
        {"role": "superuser"},
        {"role": ["procesregisseur", "auditor"]},
        {"role": {"procesregisseur": True}},
        {"role": []},
        {"organisation": 917},
        {"organisation": "x" * 201},
        {"header": {"typ": "JWT"}},
        {"header": {"typ": "id+jwt"}},
        {"header": {"typ": None}},
        {"nonce": "of-an-id-token"},
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_a_token_that_is_not_meant_so_is_refused(issuer: Issuer, changed: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    with following(issuer) as verifier:
        token = issuer.token(**changed)
        assert refuses(verifier, token)
    assert token not in caplog.text
    assert "superuser" not in caplog.text


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "é.é.é", "\x00", "\ud800", "e30.e30.e30", "e30." * 8000])
def test_what_is_no_token_is_refused(issuer: Issuer, token: str) -> None:
    with following(issuer) as verifier:
        assert refuses(verifier, token)


def test_a_token_that_is_too_long_to_remember_is_refused_although_it_is_good(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        assert actor(verifier, issuer.token(groups="x" * 8_000)) == REGISSEUR
        assert refuses(verifier, issuer.token(groups="x" * 16_000))


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", None, ["ES256"], {"ES256": 1}])
def test_an_unsigned_token_is_refused(issuer: Issuer, alg: Any) -> None:
    header = part({"alg": alg, "typ": "at+jwt", "kid": "first"})
    with following(issuer) as verifier:
        assert refuses(verifier, f"{header}.{part(issuer.claims())}.")
        assert refuses(verifier, f"{header}.{part(issuer.claims())}.{issuer.token().rsplit('.', 1)[1]}")


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_a_token_with_the_public_key_as_its_secret_is_refused(algorithm: str) -> None:
    with Issuer([SigningKey.made("first", "RS256")]) as issuer, following(issuer) as verifier:
        public = issuer.keys[0].private.public_key()
        said = f"{part({'alg': algorithm, 'typ': 'at+jwt', 'kid': 'first'})}.{part(issuer.claims())}"
        for secret in (
            public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            json.dumps(issuer.keys[0].published).encode(),
        ):
            signature = hmac.new(secret, said.encode(), getattr(hashlib, algorithm.replace("HS", "sha"))).digest()
            assert refuses(verifier, f"{said}.{urlsafe_b64encode(signature).decode().rstrip('=')}")


def test_a_key_of_somebody_else_under_a_published_name_signs_nothing(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        assert refuses(verifier, issuer.token(key=SigningKey.made("first")))


def test_a_changed_claim_breaks_the_signature(issuer: Issuer) -> None:
    header, _, signature = issuer.token().split(".")
    with following(issuer) as verifier:
        assert refuses(verifier, f"{header}.{part(issuer.claims(role='auditor'))}.{signature}")


@pytest.mark.parametrize("where", ["jwk", "jku", "x5u", "x5c"])
def test_a_token_that_brings_its_own_key_is_refused_even_if_the_issuer_signed_it(issuer: Issuer, where: str) -> None:
    own = SigningKey.made("own")
    brought = {"jwk": own.published, "jku": f"{issuer.url}/keys", "x5u": f"{issuer.url}/keys", "x5c": ["MIIB"]}[where]
    with following(issuer) as verifier:
        assert refuses(verifier, issuer.token(key=own, header={where: brought}))
        assert refuses(verifier, issuer.token(header={where: brought}))
    assert issuer.asked == [CONFIGURATION, "/keys"]


@pytest.mark.parametrize("header", [{"crit": ["exp"], "exp": 1}, {"crit": []}, {"crit": ["b64"], "b64": True}, {"b64": True}], ids=str)
def test_a_header_that_must_be_understood_is_refused(issuer: Issuer, header: dict[str, Any]) -> None:
    key = issuer.keys[0]
    said = f"{part({'alg': 'ES256', 'typ': 'at+jwt', 'kid': 'first', **header})}.{part(issuer.claims())}"
    signature = jwt.get_algorithm_by_name("ES256").sign(said.encode(), key.private)
    with following(issuer) as verifier:
        assert refuses(verifier, f"{said}.{urlsafe_b64encode(signature).decode().rstrip('=')}")


# Which key for which algorithm


def test_only_configured_algorithms_are_taken() -> None:
    keys = [SigningKey.made("longer", "ES384"), SigningKey.made("usual", "ES256")]
    with Issuer(keys) as issuer:
        with following(issuer) as verifier:
            assert refuses(verifier, issuer.token(key=keys[0]))
            assert actor(verifier, issuer.token(key=keys[1])) == REGISSEUR
        with following(issuer, algorithms=("ES384",)) as verifier:
            assert actor(verifier, issuer.token(key=keys[0])) == REGISSEUR
            assert refuses(verifier, issuer.token(key=keys[1]))


def test_a_key_checks_the_algorithm_that_it_names_and_without_a_name_all_of_its_type() -> None:
    key = SigningKey.made("first", "RS256")
    with Issuer([key]) as issuer:
        with following(issuer) as verifier:
            assert refuses(verifier, issuer.token(header={"alg": "PS256"}))
        unnamed = dict(key.published)
        del unnamed["alg"]
        issuer.listed = [unnamed]
        with following(issuer) as verifier:
            assert actor(verifier, issuer.token(header={"alg": "PS256"})) == REGISSEUR
            assert actor(verifier, issuer.token()) == REGISSEUR
        with following(issuer, algorithms=("RS256", "ES256")) as verifier:
            assert refuses(verifier, issuer.token(header={"alg": "PS256"}))


@pytest.mark.parametrize(
    "changed",
    [
        {"use": "enc"},
        {"key_ops": ["encrypt"]},
        {"key_ops": "verify"},
        {"alg": "RS256"},
        {"alg": "HS256"},
        {"kty": "RSA"},
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": None},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"x": "AAAA"},
        {"x": 7},
        {"y": None},
        {"kid": 7},
    ],
    ids=str,
)
def test_a_key_of_the_wrong_use_or_type_is_passed_over_and_its_neighbour_is_not(issuer: Issuer, changed: dict[str, Any]) -> None:
    good, bad = SigningKey.made("good"), SigningKey.made("bad")
    issuer.listed = [bad.published | changed, "no key", good.published]  # type: ignore[list-item]  # as a careless issuer would
    with following(issuer) as verifier:
        assert verifier.check().told["keys"] == 1
        assert refuses(verifier, issuer.token(key=bad))
        assert actor(verifier, issuer.token(key=good)) == REGISSEUR


def test_a_key_of_another_curve_is_none_for_the_algorithm(issuer: Issuer) -> None:
    longer = dict(SigningKey.made("longer", "ES384").published)
    del longer["alg"]
    issuer.listed = [longer]
    with following(issuer) as verifier:
        assert verifier.check().told["keys"] == 0


def test_a_key_whose_private_half_is_published_is_passed_over(issuer: Issuer) -> None:
    key = issuer.keys[0]
    issuer.listed = [key.published | jwt.get_algorithm_by_name("ES256").to_jwk(key.private, as_dict=True)]
    assert "d" in issuer.listed[0]
    with following(issuer) as verifier:
        assert verifier.check().told["keys"] == 0
        assert cannot_tell(verifier, issuer.token())


def test_a_short_rsa_key_is_passed_over(issuer: Issuer) -> None:
    short = SigningKey("short", "RS256", rsa.generate_private_key(public_exponent=65537, key_size=1024))  # noqa: S505
    issuer.keys = [short, SigningKey.made("good")]
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        token = issuer.token(key=short)
    with following(issuer) as verifier:
        assert verifier.check().told["keys"] == 1
        assert refuses(verifier, token)


def test_a_token_that_names_no_key_is_taken_only_where_there_is_one(issuer: Issuer) -> None:
    token = issuer.token(header={"kid": None})
    with following(issuer) as verifier:
        assert actor(verifier, token) == REGISSEUR
    issuer.keys.append(SigningKey.made("second", "RS256"))
    with following(issuer) as verifier:
        assert refuses(verifier, token)
        assert actor(verifier, issuer.token(key=issuer.keys[0])) == REGISSEUR


def test_of_two_keys_by_one_name_neither_is_guessed(issuer: Issuer) -> None:
    issuer.keys = [SigningKey.made("same"), SigningKey.made("same")]
    with following(issuer) as verifier:
        assert all(refuses(verifier, issuer.token(key=key)) for key in issuer.keys)


# Keys come and go


def test_who_signs_in_with_a_new_key_is_let_in_at_once(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        issuer.keys.append(SigningKey.made("second"))
        assert actor(verifier, issuer.token()) == REGISSEUR
        assert actor(verifier, issuer.token(key=issuer.keys[0])) == REGISSEUR
    assert issuer.asked == [CONFIGURATION, "/keys"] * 2


def test_forged_names_of_keys_make_it_ask_once_in_a_while_and_no_more(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        forged = [issuer.token(key=SigningKey.made(f"forged-{number}")) for number in range(20)]

        async def all_at_once() -> list[Any]:
            return await asyncio.gather(*(verifier.actor(token) for token in forged), return_exceptions=True)

        answers = asyncio.run(all_at_once()) + asyncio.run(all_at_once())
        assert {type(answer) for answer in answers} == {Unauthenticated}
    assert issuer.asked == [CONFIGURATION, "/keys"] * 2


def test_a_new_key_is_found_although_forged_names_came_just_before(issuer: Issuer) -> None:
    with following(issuer, Pace(refresh=600, keep=3600, pause=0.1)) as verifier:
        assert refuses(verifier, issuer.token(key=SigningKey.made("forged")))
        issuer.keys.append(SigningKey.made("second"))
        eventually(lambda: not refuses(verifier, issuer.token()))


def test_a_withdrawn_key_stops_counting_although_nothing_unknown_comes(issuer: Issuer) -> None:
    withdrawn = issuer.keys[0]
    token = issuer.token()
    with following(issuer, FAST) as verifier:
        assert actor(verifier, token) == REGISSEUR
        issuer.keys = [SigningKey.made("second")]
        eventually(lambda: refuses(verifier, token))
        assert refuses(verifier, issuer.token(key=withdrawn, sub="pr-heerlen-2"))
        assert actor(verifier, issuer.token()) == REGISSEUR


def test_a_name_under_which_another_key_is_published_now_is_that_key(issuer: Issuer) -> None:
    token = issuer.token()
    with following(issuer, FAST) as verifier:
        assert actor(verifier, token) == REGISSEUR
        issuer.keys = [SigningKey.made("first")]
        eventually(lambda: refuses(verifier, token))
        assert actor(verifier, issuer.token()) == REGISSEUR


def test_when_all_keys_are_withdrawn_nobody_signs_in(issuer: Issuer) -> None:
    token = issuer.token()
    with following(issuer, FAST) as verifier:
        issuer.listed = []
        eventually(lambda: cannot_tell(verifier, token))
        assert not verifier.check().ok
        issuer.listed = None
        eventually(lambda: verifier.check().ok)
        assert actor(verifier, token) == REGISSEUR


def test_an_issuer_that_has_no_keys_yet_is_asked_again_soon(issuer: Issuer) -> None:
    issuer.listed = []
    with following(issuer, Pace(refresh=600, keep=3600, pause=0.02)) as verifier:
        assert not verifier.check().ok
        issuer.listed = None
        eventually(lambda: verifier.check().ok)


def test_the_address_of_the_keys_may_move(issuer: Issuer) -> None:
    with following(issuer, FAST) as verifier:
        second = SigningKey.made("second")
        issuer.documents["/moved"] = {"keys": [second.published]}
        issuer.documents[CONFIGURATION] = {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/moved"}
        eventually(lambda: not refuses(verifier, issuer.token(key=second)))


# The issuer is away


def test_until_the_issuer_answers_no_token_can_be_judged_and_then_it_is(issuer: Issuer) -> None:
    issuer.away.set()
    with following(issuer, FAST) as verifier:
        assert cannot_tell(verifier, issuer.token())
        assert refuses(verifier, "no token")
        assert not verifier.check().ok
        assert verifier.check().told == {"issuer": "does not answer", "keys": 0, "keys_age_seconds": None}
        issuer.away.clear()
        eventually(lambda: verifier.check().ok)
        assert actor(verifier, issuer.token()) == REGISSEUR
        told = verifier.check().told
        assert (told["issuer"], told["keys"]) == ("ok", 1)
        assert 0 <= told["keys_age_seconds"] < 60


def test_nobody_listens_yet_where_the_issuer_will_be() -> None:
    with nobody_answers() as port, following(Issuer(port=port), FAST) as verifier:
        assert not verifier.check().ok
        with Issuer(port=port) as issuer:
            eventually(lambda: verifier.check().ok)
            assert actor(verifier, issuer.token()) == REGISSEUR


def test_keys_count_for_a_while_without_the_issuer_and_then_no_longer(issuer: Issuer) -> None:
    passed = 0.0
    known, token = issuer.token(), issuer.token(sub="pr-heerlen-2")
    with following(issuer, Pace(refresh=0.02, keep=3600, pause=0.02), lambda: time.monotonic() + passed) as verifier:
        assert actor(verifier, known) == REGISSEUR
        issuer.away.set()
        eventually(lambda: verifier.check().told["issuer"] == "does not answer")
        passed = 3500.0
        assert actor(verifier, token).subject == "pr-heerlen-2"
        assert verifier.check().ok
        passed = 3700.0
        assert cannot_tell(verifier, known)
        assert not verifier.check().ok
        issuer.away.clear()
        eventually(lambda: verifier.check().ok)
        assert actor(verifier, known) == REGISSEUR


def test_a_key_that_is_unknown_while_the_issuer_is_away_is_no_forgery_yet(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        issuer.away.set()
        issuer.keys.append(SigningKey.made("second"))
        assert cannot_tell(verifier, issuer.token())
        assert cannot_tell(verifier, issuer.token())
        assert actor(verifier, issuer.token(key=issuer.keys[0])) == REGISSEUR
    assert len(issuer.asked) == 3


def test_nobody_waits_long_for_an_issuer_that_does_not_answer(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.signin.oidc._WAIT", 0.05)
    with following(issuer) as verifier:
        issuer.keys.append(SigningKey.made("second"))
        issuer.held_up.clear()
        assert cannot_tell(verifier, issuer.token())
        issuer.held_up.set()
        eventually(lambda: isinstance(answered(verifier, issuer.token()), Actor))


def test_who_holds_a_known_key_does_not_wait_for_who_holds_a_new_one(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        issuer.keys.append(SigningKey.made("second"))
        issuer.held_up.clear()

        async def both() -> tuple[Actor, bool, Actor]:
            new = asyncio.create_task(verifier.actor(issuer.token()))
            await asyncio.sleep(0.05)
            known = await verifier.actor(issuer.token(key=issuer.keys[0]))
            waits = not new.done()
            issuer.held_up.set()
            return known, waits, await new

        assert asyncio.run(both()) == (REGISSEUR, True, REGISSEUR)


def test_a_request_that_is_given_up_takes_nobody_with_it(issuer: Issuer) -> None:
    with following(issuer) as verifier:
        issuer.keys.append(SigningKey.made("second"))
        issuer.held_up.clear()

        async def one_gives_up() -> Actor:
            given_up = asyncio.create_task(verifier.actor(issuer.token()))
            await asyncio.sleep(0.05)
            other = asyncio.create_task(verifier.actor(issuer.token(sub="pr-heerlen-2")))
            await asyncio.sleep(0.05)
            given_up.cancel()
            issuer.held_up.set()
            return await other

        assert asyncio.run(one_gives_up()).subject == "pr-heerlen-2"
        assert verifier.check().ok


# What the issuer says of itself


@pytest.mark.parametrize(
    "spoiled",
    [
        {CONFIGURATION: {"issuer": "https://id.example.nl"}},
        {CONFIGURATION: {"issuer": "{url}/"}},
        {CONFIGURATION: {"jwks_uri": None}},
        {CONFIGURATION: {"jwks_uri": "http://id.example.nl/keys"}},
        {CONFIGURATION: {"jwks_uri": "file:///etc/passwd"}},
        {CONFIGURATION: {"jwks_uri": "http://127.0.0.1@id.example.nl/keys"}},
        {CONFIGURATION: b"<html>"},
        {CONFIGURATION: b"\xff"},
        {CONFIGURATION: b"[" * 100_000},
        {CONFIGURATION: []},
        {"/keys": []},
        {"/keys": {}},
        {"/keys": {"keys": {"kid": "first"}}},
        {"/keys": {"keys": [{}] * 101}},
        {"/keys": b'{"keys": [], "filling": "' + b"x" * LARGEST + b'"}'},
    ],
    ids=lambda spoiled: str(spoiled)[:60],
)
def test_what_is_not_as_it_should_be_is_no_answer(issuer: Issuer, spoiled: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    good = {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/keys"}
    for path, said in spoiled.items():
        filled = (
            {name: value and value.replace("{url}", issuer.url) for name, value in said.items()}
            if path == CONFIGURATION and isinstance(said, dict)
            else said
        )
        issuer.documents[path] = good | filled if isinstance(filled, dict) and path == CONFIGURATION else filled
    with following(issuer) as verifier:
        assert cannot_tell(verifier, issuer.token())
        assert verifier.check().told["issuer"] == "does not answer"
    assert [record.levelname for record in caplog.records if "cannot be fetched" in record.message] == ["WARNING"]


@pytest.mark.parametrize("path", [CONFIGURATION, "/keys"])
def test_no_redirect_is_followed(issuer: Issuer, path: str) -> None:
    with Issuer() as other:
        other.documents[CONFIGURATION] = {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/keys"}
        issuer.redirects[path] = other.url + path
        with following(issuer) as verifier:
            assert cannot_tell(verifier, issuer.token())
        assert other.asked == []


def test_over_https_its_certificate_is_judged_and_its_keys_come_over_https_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Issuer(certificate=certificate(tmp_path / "certificate.pem")) as issuer:
        with following(issuer) as verifier:
            assert cannot_tell(verifier, issuer.token())
        monkeypatch.setenv("SSL_CERT_FILE", str(issuer.certificate))
        with following(issuer) as verifier:
            assert actor(verifier, issuer.token()) == REGISSEUR
        with Issuer(issuer.keys) as bare:
            issuer.documents[CONFIGURATION] = {"issuer": issuer.url, "jwks_uri": f"{bare.url}/keys"}
            with following(issuer) as verifier:
                assert cannot_tell(verifier, issuer.token())
            assert bare.asked == []


def test_an_answer_that_drips_is_given_up(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.signin.fetching.SECONDS", 0.2)
    issuer.drip = 0.01
    with following(issuer) as verifier:
        assert cannot_tell(verifier, issuer.token())


def test_an_answer_that_does_not_come_is_given_up(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.signin.fetching.SECONDS", 0.05)
    issuer.held_up.clear()
    with following(issuer) as verifier:
        assert cannot_tell(verifier, issuer.token())


def test_what_is_meant_for_this_machine_goes_through_no_proxy(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    with Issuer() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        with following(issuer) as verifier:
            assert actor(verifier, issuer.token()) == REGISSEUR
        assert proxy.asked == []


def test_an_issuer_that_is_down_is_logged_once_and_once_when_it_is_back(issuer: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    issuer.away.set()
    with following(issuer, FAST) as verifier:
        eventually(lambda: len(issuer.asked) > 5)
        issuer.away.clear()
        eventually(lambda: verifier.check().ok)
    assert [record.message.split(":")[0] for record in caplog.records if record.name == "jeugdspoor.api"] == [
        "The OpenID Connect issuer's keys cannot be fetched",
        "The OpenID Connect issuer answers again.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://id.example.nl",
        "http://10.0.0.1",
        "ftp://id.example.nl",
        "id.example.nl",
        "https://",
        "https://name:word@id.example.nl",
        "https://id.example.nl/?tenant=1",
        "https://id.example.nl/#x",
        "https://id.example.nl/ x",
        "https://id.example.nl:x",
        "https://[::1",
        "https://id.exämple.nl",
    ],
)
def test_no_issuer_is_trusted_at_an_address_where_somebody_else_could_answer(address: str) -> None:
    with pytest.raises(ValueError, match=r"^The issuer "):
        Trust(address, AUDIENCE)


@pytest.mark.parametrize(
    "address", ["https://id.example.nl/", "https://id.example.nl:8443/realms/jeugd", "http://[::1]:8080", "http://localhost"]
)
def test_an_issuer_is_trusted_over_https_or_on_this_machine(address: str) -> None:
    assert Trust(address, AUDIENCE).issuer == address


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "id.example.nl", "localhost.example.nl", "127.0.0.1.example.nl", ""])  # noqa: S104
def test_what_others_can_reach_is_not_this_machine(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("algorithms", [(), ("none",), ("HS256",), ("ES256", "HS512"), ("",), ("es256",)])
def test_no_algorithm_is_trusted_with_which_who_verifies_could_sign(algorithms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="algorithm"):
        Trust("https://id.example.nl", AUDIENCE, algorithms)


def test_a_remembered_token_is_verified_again_once_it_has_expired() -> None:
    remembered, verified = Remembered(), list[str]()

    def verify_until(expires: float) -> Callable[[str], Verified]:
        def verify(token: str) -> Verified:
            verified.append(token)
            return Verified(REGISSEUR, expires)

        return verify

    for _ in range(2):
        assert remembered.verified("lasting", verify_until(time.time() + 600)).actor == REGISSEUR
        assert remembered.verified("ended", verify_until(time.time() - 1)).actor == REGISSEUR
    assert verified == ["lasting", "ended", "ended"]
