"""Rows: made anew from the log, or held against it."""

from typing import Annotated

import typer

from jeugdspoor.commands.opening import CANNOT_LOOK, fail, opened_store, progress
from jeugdspoor.wiring import open_engine_log
from projections.errors import DATABASE_TROUBLE
from projections.following import checking
from projections.rebuilding import building


def rebuild(
    check: Annotated[bool, typer.Option("--check", help="Only compare those that are there with the log.")] = False,
) -> None:
    """Make all rows anew from the log, beside the live ones, and let them take over.

    With --check: exit 1 and name each trajectory whose rows differ, 2 if it could not be compared.
    """
    if check:
        _check()
    else:
        with opened_store() as opened:
            with progress("Rebuilding") as told:
                rebuilt = building.rebuild(opened.databases, open_engine_log(opened), progress=told)
            print(f"Generation {rebuilt.generation} at position {rebuilt.position}: {rebuilt.trajectories} trajectories.")
            for trajectory_id in sorted(rebuilt.changed or ()):
                print(f"{trajectory_id}: rows differ from those before")


def _check() -> None:
    try:
        with opened_store(CANNOT_LOOK) as opened, progress("Comparing") as told:
            checked = checking.check(opened.databases, open_engine_log(opened), progress=told)
    except DATABASE_TROUBLE as reason:
        fail(str(reason), CANNOT_LOOK)
    for trajectory_id, models in sorted(checked.unequal.items()):
        print(f"{trajectory_id}: {', '.join(sorted(models))}")
    if checked.unequal:
        raise typer.Exit(1)
    print(f"{checked.trajectories} trajectories at position {checked.position}: all rows are as the log says.")
