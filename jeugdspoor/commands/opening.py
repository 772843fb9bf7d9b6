"""How a command opens what it works on, and how it fails: with one line that says what to do."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from application.recording.playing import NotEmpty
from eventlog import WrongDatabase, WrongMasterKey
from eventlog.notary import TreeDamaged
from eventlog.schema import SchemaGap
from jeugdspoor.policy import WrongPolicy
from jeugdspoor.settings import Settings
from jeugdspoor.wiring import Store, store
from projections.errors import NotYet

CANNOT_LOOK = 2
"""The exit code of a check that could not look, as of wrong use; 1 says that something bad was found."""


def settings(*, code: int = 1) -> Settings:
    """`code` is the exit code where one is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        fail("; ".join(": ".join([*_variable(each["loc"]), each["msg"].removeprefix("Value error, ")]) for each in error.errors()), code)


def _variable(loc: tuple[int | str, ...]) -> list[str]:
    """The name of the setting that is wrong; none if it is how they go together."""
    return [f"JEUGDSPOOR_{loc[0]}".upper()] if loc else []


@contextmanager
def opened_store(code: int = 1) -> Iterator[Store]:
    """`code` is the exit code where it cannot be worked on."""
    with failing(code), store(settings(code=code)) as opened:
        yield opened


@contextmanager
def failing(code: int = 1) -> Iterator[None]:
    """What keeps a command from working is said in a line, and ends it with that exit code."""
    try:
        yield
    except (SchemaGap, WrongDatabase, WrongMasterKey, WrongPolicy, NotEmpty, NotYet, TreeDamaged, psycopg.Error) as reason:
        fail(str(reason), code)
    except OSError as error:
        fail(of_system(error), code)


def of_system(error: OSError) -> str:
    return f"{error.filename or 'The system'}: {error.strerror or error}."


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def fail(reason: str, code: int = 1) -> NoReturn:
    print(reason, file=sys.stderr)
    raise typer.Exit(code)
