"""A server at work: who signs in, what it listens on, and the demonstration. All of HTTP is imported with it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn

from api.signin import DemoIssuer
from application.doors.register import holds_only_the_register
from application.governing import Governing
from domain.calendar import amsterdam_day
from domain.codes import Role
from jeugdspoor.collecting import collect_seldom
from jeugdspoor.commands.filling import simulated
from jeugdspoor.commands.opening import fail, of_system, opened_store, settings
from jeugdspoor.demo import open_to_the_auditor, what_to_try
from jeugdspoor.serving.answering import http_of
from jeugdspoor.serving.workers import serve_by_workers
from jeugdspoor.settings import ERASURE_DAYS
from jeugdspoor.signin import SignIn, WrongSignIn, demo_issuer, sign_in
from jeugdspoor.wiring import Store, application


def serve(host: str, port: int, workers: int) -> None:
    days = settings().erasure_days
    if days < ERASURE_DAYS:
        fail(f"JEUGDSPOOR_ERASURE_DAYS is {ERASURE_DAYS} or more: only the demo, on its embedded database, may shorten it.")
    with _sign_in(host):
        pass  # its keys are made once, and what is wrong with it is said once
    with opened_store() as opened:
        serve_by_workers(opened, host, port, workers)


def demo(host: str, port: int, trajectories: int, seed: int) -> None:
    issuer, days = _demo_issuer(host), settings().erasure_days
    with opened_store() as opened:
        if opened.superuser is None and days < ERASURE_DAYS:
            fail(f"JEUGDSPOOR_ERASURE_DAYS is {ERASURE_DAYS} or more on a database of your own.")
        if holds_only_the_register(opened.log):
            simulated(opened, trajectories, seed)
        open_to_the_auditor(Governing(opened.log), amsterdam_day(datetime.now(UTC)))
        _serve_alone(opened, SignIn(issuer), host, port, days, what_to_try(issuer, f"http://{host}:{port}"))


def token(role: Role, organisation: str, subject: str, *, representative: bool) -> str:
    try:
        return _demo_issuer().issue(role, organisation, subject, representative=representative)
    except ValueError:
        fail("Subject and organisation are printable lines of 1 to 200 characters.")


def _serve_alone(opened: Store, signing: SignIn, host: str, port: int, erasure_days: int, greeting: str) -> None:
    """In this process, until it is stopped. The greeting is said once questions can be answered."""
    # The engine folds in a thread beside: it gives way to who records and asks after 1 ms, not after 5.
    sys.setswitchinterval(0.001)
    with application(opened, signing.beside, erasure_days=erasure_days) as running:
        running.lists.await_rows(seconds=60)
        print(greeting, flush=True)
        server = uvicorn.Server(http_of(running, signing.verifier, settings(), host, port))
        collect_seldom()
        server.run()


@contextmanager
def _sign_in(host: str) -> Iterator[SignIn]:
    try:
        with sign_in(settings(), host) as signing:
            yield signing
    except WrongSignIn as reason:
        fail(str(reason))
    except OSError as error:
        fail(of_system(error))


def _demo_issuer(host: str = "localhost") -> DemoIssuer:
    try:
        return demo_issuer(settings(), host)
    except WrongSignIn as reason:
        fail(str(reason))
    except OSError as error:
        fail(of_system(error))
