"""Erasing: what was interrupted is carried out, and what was erased is searched for."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from application.problems import NotYet as NotYetAnswered
from eventlog import NotRotated, Unavailable
from jeugdspoor.commands.opening import CANNOT_LOOK, fail, failing, opened_store, settings
from jeugdspoor.searching import Found, search
from jeugdspoor.wiring import Store, carry_out_erasures, reached


def erase(
    texts: Annotated[list[str] | None, typer.Argument(help="With --check: what to search for. Without any: lines of the input.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Search for texts that should be nowhere any more.")] = False,
    also: Annotated[list[Path] | None, typer.Option(help="Search this directory too: exports, backups.", exists=True)] = None,
) -> None:
    """Carry out the erasures that were begun and interrupted; asking for one goes by HTTP, and takes two people.

    With --check: search database files, write-ahead log, key store, rows, and further directories for texts of what was erased. Exit 1 and
    name each place where one is, 2 if it could not be searched. Others on the machine can read a command line: the input is safer.
    """
    if check:
        _check_for(texts or [line for line in sys.stdin.read().splitlines() if line], also or [])
    else:
        with opened_store() as opened:
            print(f"{_carried_out(opened)} erasures carried out.")


def _carried_out(opened: Store) -> int:
    try:
        return carry_out_erasures(opened)
    except (NotYetAnswered, NotRotated, Unavailable) as reason:
        fail(str(reason))


def _check_for(texts: list[str], directories: list[Path]) -> None:
    given, found = settings(code=CANNOT_LOOK), False
    try:
        with failing(CANNOT_LOOK), reached(given, make=False) as there:
            data_dir = given.data_dir if there.superuser else None
            for result in search(texts, databases=there.databases, superuser=there.superuser, data_dir=data_dir, directories=directories):
                if isinstance(result, Found):
                    found = True
                    print(f"text {result.canary}: {result.where}")
                else:
                    print(f"not searched: {result.where}: {result.why}")
    except ValueError as reason:
        fail(str(reason), CANNOT_LOOK)
    finally:
        if found:
            # Also where not everything could be searched.
            raise typer.Exit(1)
    print(f"{len(texts)} texts searched for, and found nowhere.")
