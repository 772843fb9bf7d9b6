"""Proving: that nothing was changed, here or by an outsider."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from eventsourcing.persistence import PersistenceError

from application.looking.disclosing import Looking
from application.problems import NotYet as NotYetAnswered
from application.proving import export, not_decided
from eventlog import Unavailable
from eventlog.access import AccessLog
from eventlog.keys.checking import KeyLost, check_keys
from eventlog.notary import ACCESS, LOG, Ledger, NotAsProven, Proofs, TreeDamaged, check_ledger
from eventlog.proof import Checkpoint, Malformed, Note
from jeugdspoor.commands.looking import looks_at
from jeugdspoor.commands.opening import CANNOT_LOOK, fail, failing, opened_store, progress, settings
from jeugdspoor.evidence import Evidence, evidence


def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="A checkpoint that was kept elsewhere, of the log or of who looked: it must still begin so.", dir_okay=False),
    ] = None,
) -> None:
    """Read the whole log again, and who looked, and open every key. Nothing is written.

    Exit 1 and name the first bad position if something is not as it was; exit 2 if it could not be looked at. The log still is what was
    signed, also by the newest checkpoints that are kept beside the log's key; and every record has its key, or an erasure that is on
    record.
    """
    with failing(CANNOT_LOOK):
        try:
            notes = tuple(Note.parse(path.read_bytes()) for path in checkpoint or ())
            with evidence(settings(code=CANNOT_LOOK)) as opened:
                of_accesses = tuple(note for note in notes if Checkpoint.parse(note.text).origin == opened.log_key.origin(ACCESS.name))
                _verify(opened, LOG, "", tuple(note for note in notes if note not in of_accesses))
                _verify(opened, ACCESS, "who looked: ", of_accesses)
                _verify_keys(opened)
        except NotAsProven as found:
            _found("", found.position, str(found))
        except (Malformed, Unavailable, PersistenceError) as reason:
            fail(str(reason), CANNOT_LOOK)


def _verify(opened: Evidence, ledger: Ledger, named: str, kept: tuple[Note, ...]) -> None:
    # Read before the database is: what is kept is never ahead of it.
    beside = opened.kept.read(ledger.name)
    try:
        if beside is not None:
            kept = (*kept, Note.parse(beside))
        with progress("Reading") as told:
            checked = check_ledger(opened.databases, ledger, opened.log_key.verifier(ledger.name), kept, told)
    except Malformed as reason:
        _found(named, 0, f"{opened.kept.file(ledger.name)} is no checkpoint: {reason}")
    except NotAsProven as found:
        _found(named, found.position, str(found))
    if ledger is LOG and not checked.records:
        _found(named, 1, "The log holds nothing, and every log begins with the register.")
    proven = f"{checked.proven} of them under {checked.checkpoints} signed checkpoints"
    print(f"{named}{checked.records} records are as they were recorded: {proven}.")
    if checked.records > checked.proven:
        print(f"{named}{checked.records - checked.proven} are not signed yet: only their order was checked. A server that runs signs them.")
    if checked.records and not kept:
        print(f"{named}no checkpoint is kept in {opened.kept.file(ledger.name)} yet: that all proof was deleted would not be seen.")


def _verify_keys(opened: Evidence) -> None:
    try:
        with opened.keys() as (keys, log):
            with progress("Opening keys") as told:
                gone = check_keys(opened.databases, keys, told)
            strange = not_decided(log, gone)
    except KeyLost as found:
        _found("", found.position, str(found))
    if strange:
        _found("", *strange)
    print(f"{len(gone.trajectories)} trajectories were erased, and of others the words of {len(gone.words)} events; all else has its key.")


def _found(named: str, position: int, reason: str) -> NoReturn:
    print(f"{named}position {position}: {reason}" if position else f"{named}{reason}")
    raise typer.Exit(1)


def export_proof(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to: a directory that is not there yet.")],
) -> None:
    """Write the whole log for who checks it offline: checkpoint, key, hash tiles, records (C2SP tlog-tiles), and verify.py.

    Records leave as the ciphertext that is stored: no key goes with them. In clear stand position, trajectory id, version, moment of
    recording and key generation of each. All of it is written, or nothing. Who looked has it on record: the user of this machine.
    """
    look = looks_at("export_proof", None, {}, "E")
    try:
        with opened_store() as opened, progress("Writing") as told, Proofs(opened.databases, LOG) as proofs:
            opened.sign()
            with AccessLog(opened.databases) as accesses:
                written = export(proofs, opened.log_key.verifier(LOG.name), directory, Looking(accesses), look, told)
    except (NotYetAnswered, TreeDamaged, Unavailable) as reason:
        fail(str(reason))
    print(f"{written.size} records of {written.origin}. To check them: python {directory / 'verify.py'} {directory}")
