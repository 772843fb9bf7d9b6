"""Erasing: what was interrupted is carried out, and what was erased is searched for."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from application.problems import NotYet as NotYetAnswered
from eventlog import NotRotated, Unavailable
from jeugdspoor.commands.opening import fail, opened_store, settings
from jeugdspoor.searching import Found, search
from jeugdspoor.wiring import Store, carry_out_erasures


def erase(
    texts: Annotated[list[str] | None, typer.Argument(help="With --check: what to search for. Without any: lines of the input.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Search for texts that should be nowhere any more.")] = False,
    also: Annotated[list[Path] | None, typer.Option(help="Search this directory too: exports, backups.", exists=True)] = None,
) -> None:
    """Carry out the erasures that were begun and interrupted; asking for one goes by HTTP, and takes two people.

    With --check: search database files, write-ahead log, key store, rows, and further directories for texts of what was erased. Exit 1 and
    name each place where one is. Others on the machine can read a command line: the input is safer.
    """
    with opened_store() as opened:
        if check:
            _check_for(opened, texts or [line for line in sys.stdin.read().splitlines() if line], also or [])
        else:
            print(f"{_carried_out(opened)} erasures carried out.")


def _carried_out(opened: Store) -> int:
    try:
        return carry_out_erasures(opened)
    except (NotYetAnswered, NotRotated, Unavailable) as reason:
        fail(str(reason))


def _check_for(opened: Store, texts: list[str], directories: list[Path]) -> None:
    data_dir = settings().data_dir if opened.superuser else None
    found = False
    try:
        for result in search(texts, databases=opened.databases, superuser=opened.superuser, data_dir=data_dir, directories=directories):
            found = found or isinstance(result, Found)
            print(f"text {result.canary}: {result.where}" if isinstance(result, Found) else f"not searched: {result.where}: {result.why}")
    except ValueError as reason:
        fail(str(reason))
    if found:
        raise typer.Exit(1)
    print(f"{len(texts)} texts searched for, and found nowhere.")
