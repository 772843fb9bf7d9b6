"""Filling a log: with a simulated region, or with entries of the register."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from application.doors.register import FIRST_KNOWN, WrongEntry, extend_register, extended
from application.recording.noting import note_registrations
from application.recording.playing import play
from domain.calendar import amsterdam_day
from domain.events import AccommodationDeregistered, AccommodationRegistered, RegisterCorrected, RegisterEvent, RegisterVoided
from eventlog import Conflict
from jeugdspoor.commands.opening import fail, of_system, opened_store, progress
from jeugdspoor.entries import register_entries
from jeugdspoor.wiring import Store
from simulation import DEFAULT_TRAJECTORIES, OUTSIDE, simulate

SEED = 1

_MAY_BE_NOTED = (AccommodationRegistered, AccommodationDeregistered, RegisterCorrected, RegisterVoided)

Trajectories = Annotated[int, typer.Option(min=1, help="How many trajectories: fewer make a smaller region.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same region.")]


def simulate_region(trajectories: Trajectories = DEFAULT_TRAJECTORIES, seed: Seed = SEED) -> None:
    """Fill an empty log with a simulated region. Refuses a log that holds more than the register."""
    with opened_store() as opened:
        try:
            played = simulated(opened, trajectories, seed)
        except WrongEntry as reason:
            fail(f"The register has what a simulated region adds to it, and otherwise: {reason}")
        opened.sign()
    print(f"{played} events of {trajectories} trajectories recorded.")


def extend(
    entries: Annotated[
        Path, typer.Argument(help="JSON Lines: an entry per line, its kind as type. See docs/reference/events.md.", dir_okay=False)
    ],
) -> None:
    """Record entries of the region's register: what opened, closed, merged, was succeeded, registered, from which day on.

    An entry that was wrong is mended by one of type register-corrected or register-voided, with its version as target_version.

    What is registered or deregistered is noted in the trajectories of who stays there, also from a later day.
    """
    try:
        read = register_entries(entries)
        with opened_store() as opened:
            recorded = extend_register(opened.log, read)
            noted = noted_in_trajectories(opened, read)
            opened.sign()
    except (WrongEntry, Conflict) as reason:
        fail(str(reason) or "Somebody recorded in the register meanwhile: run it again.")
    except OSError as error:
        fail(of_system(error))
    print(f"{recorded} entries recorded, {len(read) - recorded} there already.")
    if noted is not None:
        print(f"{noted} changes of a registration noted in the trajectories of who stays there.")


def noted_in_trajectories(opened: Store, entries: Sequence[RegisterEvent]) -> int | None:
    """None where no entry is about a registration, or mends one. Also of entries that were there: a run that was broken off goes on."""
    if not any(isinstance(entry, _MAY_BE_NOTED) for entry in entries):
        return None
    with progress("Noting in trajectories") as told:
        return note_registrations(opened.log, opened.databases, told)


def simulated(opened: Store, trajectories: int, seed: int) -> int:
    head = opened.log.head()
    register, region = extended(opened.log, OUTSIDE, after=head.recorded_at if head else FIRST_KNOWN)
    steps = simulate(seed, trajectories, amsterdam_day(datetime.now(UTC)), region)
    with progress("Simulating") as told:
        return play(opened.log, opened.keys, steps, lambda played: told(played, None), register)
