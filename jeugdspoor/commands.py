"""The command line. Each command's exit code is 0 only when it did what it says."""

import os
import platform
import pwd
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import psycopg
import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from api.app import create_app
from api.connections import Connection
from api.limits import Bounded, Bounds
from api.middleware import Guarded
from api.signin import DemoIssuer
from application.governing import Governing
from application.looking import Look, Looking
from application.playing import NotEmpty, play
from application.problems import NotYet as NotYetAnswered
from application.problems import NotYet as NotYetRecorded
from application.proving import export, not_decided
from application.register import Register, WrongEntry, extend_register, holds_only_the_register
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from domain.purposes import PURPOSES
from eventlog import Conflict, NotRotated, Unavailable, WrongDatabase, WrongMasterKey
from eventlog.access import AccessLog
from eventlog.keys.checking import KeyLost, check_keys
from eventlog.notary import ACCESS, LOG, Ledger, NotAsProven, Proofs, TreeDamaged, check_ledger
from eventlog.proof import Checkpoint, Malformed, Note
from eventlog.schema import SchemaGap
from jeugdspoor import reference
from jeugdspoor.demo import open_to_the_auditor, what_to_try
from jeugdspoor.entries import register_entries
from jeugdspoor.policy import WrongPolicy
from jeugdspoor.searching import Found, search
from jeugdspoor.settings import ERASURE_DAYS, Settings
from jeugdspoor.signin import SignIn, WrongSignIn, demo_issuer, sign_in
from jeugdspoor.wiring import Store, application, carry_out_erasures, open_engine_log, store
from projections import building, checking
from projections.errors import NotYet
from simulation import DEFAULT_TRAJECTORIES, simulate

commands = typer.Typer(help="The trajectory of each jeugdige, as immutable events.", no_args_is_help=True, add_completion=False)

exports = typer.Typer(help="Write what others work with into files.", no_args_is_help=True)
commands.add_typer(exports, name="export")

SEED = 1

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")]
Trajectories = Annotated[int, typer.Option(min=1, help="How many trajectories: fewer make a smaller region.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same region.")]


@commands.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve HTTP. An empty database is migrated, and given its register, first."""
    days = _settings().erasure_days
    if days < ERASURE_DAYS:
        _fail(f"JEUGDSPOOR_ERASURE_DAYS is {ERASURE_DAYS} or more: only the demo, on its embedded database, may shorten it.")
    with _sign_in(host) as signing, _store() as opened:
        _serve(opened, signing, host, port, days)


@commands.command()
def demo(host: Host = "127.0.0.1", port: Port = 8000, trajectories: Trajectories = DEFAULT_TRAJECTORIES, seed: Seed = SEED) -> None:
    """Serve a simulated region: made in an empty log, found again in one that holds something."""
    issuer, days = _demo_issuer(host), _settings().erasure_days
    with _store() as opened:
        if opened.superuser is None and days < ERASURE_DAYS:
            _fail(f"JEUGDSPOOR_ERASURE_DAYS is {ERASURE_DAYS} or more on a database of your own.")
        if holds_only_the_register(opened.log):
            _simulate(opened, trajectories, seed)
        open_to_the_auditor(Governing(opened.log), amsterdam_day(datetime.now(UTC)))
        _serve(opened, SignIn(issuer), host, port, days, greeting=what_to_try(issuer, f"http://{host}:{port}"))


@commands.command()
def token(
    role: Annotated[Role, typer.Option(help="The role.")],
    organisation: Annotated[str, typer.Option(help="GM with the CBS code for a municipality (GM0917), else a register id or office.")],
    subject: Annotated[str, typer.Option(help="Who it is for.")] = "demo",
) -> None:
    """Print a bearer token of the built-in demo issuer. Works while the server runs."""
    issuer = _demo_issuer()
    try:
        print(issuer.issue(role, organisation, subject))
    except ValueError:
        _fail("Subject and organisation are printable lines of 1 to 200 characters.")


@commands.command("simulate")
def simulate_region(trajectories: Trajectories = DEFAULT_TRAJECTORIES, seed: Seed = SEED) -> None:
    """Fill an empty log with a simulated region. Refuses a log that holds more than the register."""
    with _store() as opened:
        played = _simulate(opened, trajectories, seed)
        opened.sign()
    print(f"{played} events of {trajectories} trajectories recorded.")


@commands.command("reference")
def print_reference(page: Annotated[Literal["events"], typer.Argument(help="Which page.")]) -> None:
    """Print a page of the reference, made from the classes: `make reference` keeps it in docs/reference."""
    print(reference.PAGES[page]())


@commands.command("register")
def extend(
    entries: Annotated[
        Path, typer.Argument(help="JSON Lines: an entry per line, its kind as type. See docs/reference/events.md.", dir_okay=False)
    ],
) -> None:
    """Record entries of the region's register: what opened, closed, merged, was succeeded, registered, from which day on."""
    try:
        read = register_entries(entries)
        with _store() as opened:
            recorded = extend_register(opened.log, read)
            opened.sign()
    except (WrongEntry, Conflict) as reason:
        _fail(str(reason) or "Somebody recorded in the register meanwhile: run it again.")
    except OSError as error:
        _fail(_of_system(error))
    print(f"{recorded} entries recorded, {len(read) - recorded} there already.")


@commands.command()
def rebuild(
    check: Annotated[bool, typer.Option("--check", help="Only compare: exit 1 and name each trajectory whose rows differ.")] = False,
) -> None:
    """Make all rows anew from the log, beside the live ones, and let them take over."""
    with _store() as opened:
        if check:
            _check(opened)
        else:
            with _progress("Rebuilding") as told:
                rebuilt = building.rebuild(opened.databases, open_engine_log(opened), progress=told)
            print(f"Generation {rebuilt.generation} at position {rebuilt.position}: {rebuilt.trajectories} trajectories.")
            for trajectory_id in sorted(rebuilt.changed or ()):
                print(f"{trajectory_id}: rows differ from those before")


def _check(opened: Store) -> None:
    with _progress("Comparing") as told:
        checked = checking.check(opened.databases, open_engine_log(opened), progress=told)
    for trajectory_id, models in sorted(checked.unequal.items()):
        print(f"{trajectory_id}: {', '.join(sorted(models))}")
    if checked.unequal:
        raise typer.Exit(1)
    print(f"{checked.trajectories} trajectories at position {checked.position}: all rows are as the log says.")


@commands.command()
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="A checkpoint that was kept elsewhere, of the log or of who looked: it must still begin so.", dir_okay=False),
    ] = None,
) -> None:
    """Read the whole log again, and who looked, and open every key. Exit 1 and name the first bad position if something is not as it was.

    The log still is what was signed, also by the newest checkpoints that are kept beside the log's key; and every record has its key, or an
    erasure that is on record.
    """
    try:
        kept = tuple(Note.parse(path.read_bytes()) for path in checkpoint or ())
        with _store() as opened:
            of_accesses = tuple(note for note in kept if Checkpoint.parse(note.text).origin == opened.log_key.origin(ACCESS.name))
            _verify(opened, LOG, "", tuple(note for note in kept if note not in of_accesses))
            _verify(opened, ACCESS, "who looked: ", of_accesses)
            _verify_keys(opened)
    except (Malformed, Unavailable) as reason:
        _fail(str(reason))
    except OSError as error:
        _fail(_of_system(error))


def _verify(opened: Store, ledger: Ledger, named: str, kept: tuple[Note, ...]) -> None:
    # Read before the database is: what is kept is never ahead of it.
    beside = opened.kept.read(ledger.name)
    try:
        if beside is not None:
            kept = (*kept, Note.parse(beside))
        with _progress("Reading") as told:
            checked = check_ledger(opened.databases, ledger, opened.log_key.verifier(ledger.name), kept, told)
    except Malformed as reason:
        _fail(f"{opened.kept.file(ledger.name)} is no checkpoint: {reason}")
    except NotAsProven as found:
        _found(named, found.position, str(found))
    proven = f"{checked.proven} of them under {checked.checkpoints} signed checkpoints"
    print(f"{named}{checked.records} records are as they were recorded: {proven}.")
    if checked.records > checked.proven:
        print(f"{named}{checked.records - checked.proven} are not signed yet: only their order was checked. A server that runs signs them.")
    if checked.records and not kept:
        print(f"{named}no checkpoint is kept in {opened.kept.file(ledger.name)} yet: that all proof was deleted would not be seen.")


def _verify_keys(opened: Store) -> None:
    try:
        with _progress("Opening keys") as told:
            gone = check_keys(opened.databases, opened.keys, told)
    except KeyLost as found:
        _found("", found.position, str(found))
    strange = not_decided(opened.log, gone)
    if strange:
        _found("", *strange)
    print(f"{len(gone.trajectories)} trajectories were erased, and of others the words of {len(gone.words)} events; all else has its key.")


def _found(named: str, position: int, reason: str) -> NoReturn:
    print(f"{named}position {position}: {reason}" if position else f"{named}{reason}")
    raise typer.Exit(1)


@exports.command("proof")
def export_proof(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to: a directory that is not there yet.")],
) -> None:
    """Write the whole log for who checks it offline: checkpoint, key, hash tiles, records (C2SP tlog-tiles), and verify.py.

    Records leave as the ciphertext that is stored: no key goes with them. In clear stand position, trajectory id, version, moment of
    recording and key generation of each. All of it is written, or nothing. Who looked has it on record: the user of this machine.
    """
    try:
        with _store() as opened, _progress("Writing") as told, Proofs(opened.databases, LOG) as proofs:
            opened.sign()
            with AccessLog(opened.databases) as accesses:
                written = export(proofs, opened.log_key.verifier(LOG.name), directory, Looking(accesses), _looks("export_proof"), told)
    except (NotYetRecorded, TreeDamaged, Unavailable) as reason:
        _fail(str(reason))
    print(f"{written.size} records of {written.origin}. To check them: python {directory / 'verify.py'} {directory}")


def _looks(operation: str) -> Look:
    """Whoever has a shell here looks as an administrator, by the name and on the machine that the operating system knows."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = f"uid {os.getuid()}"
    actor = Actor(subject=user, role=Role.ADMINISTRATOR, organisation=f"machine {platform.node()}")
    return Look(actor, PURPOSES[actor.role], operation, "E", datetime.now(UTC))


@commands.command()
def erase(
    texts: Annotated[list[str] | None, typer.Argument(help="With --check: what to search for. Without any: lines of the input.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Search for texts that should be nowhere any more.")] = False,
    also: Annotated[list[Path] | None, typer.Option(help="Search this directory too: exports, backups.", exists=True)] = None,
) -> None:
    """Carry out the erasures that were begun and interrupted; asking for one goes by HTTP, and takes two people.

    With --check: search database files, write-ahead log, key store, rows, and further directories for texts of what was erased. Exit 1 and
    name each place where one is. Others on the machine can read a command line: the input is safer.
    """
    with _store() as opened:
        if check:
            _check_for(opened, texts or [line for line in sys.stdin.read().splitlines() if line], also or [])
        else:
            print(f"{_carried_out(opened)} erasures carried out.")


def _carried_out(opened: Store) -> int:
    try:
        return carry_out_erasures(opened)
    except (NotYetAnswered, NotRotated, Unavailable) as reason:
        _fail(str(reason))


def _check_for(opened: Store, texts: list[str], directories: list[Path]) -> None:
    data_dir = _settings().data_dir if opened.superuser else None
    found = False
    try:
        for result in search(texts, databases=opened.databases, superuser=opened.superuser, data_dir=data_dir, directories=directories):
            found = found or isinstance(result, Found)
            print(f"text {result.canary}: {result.where}" if isinstance(result, Found) else f"not searched: {result.where}: {result.why}")
    except ValueError as reason:
        _fail(str(reason))
    if found:
        raise typer.Exit(1)
    print(f"{len(texts)} texts searched for, and found nowhere.")


def _simulate(opened: Store, trajectories: int, seed: int) -> int:
    region = Register(opened.log).current()
    steps = simulate(seed, trajectories, amsterdam_day(datetime.now(UTC)), region)
    with _progress("Simulating") as told:
        return play(opened.log, opened.keys, steps, lambda played: told(played, None))


def _serve(opened: Store, signing: SignIn, host: str, port: int, erasure_days: int, greeting: str = "") -> None:
    """Until it is stopped. A greeting is said once questions can be answered."""
    # The engine folds in a thread beside: it gives way to who records and asks after 1 ms, not after 5.
    sys.setswitchinterval(0.001)
    with application(opened, signing.beside, erasure_days=erasure_days) as running:
        if greeting:
            running.lists.await_rows(seconds=60)
            print(greeting, flush=True)
        settings = _settings()
        bounds = Bounds(settings.requests_per_minute, settings.requests_at_once)
        config = uvicorn.Config(
            Guarded(Bounded(create_app(running, signing.verifier), bounds)),
            host=host,
            port=port,
            http=Connection,
            ws="none",
            # Without proxies that are named, nobody is believed who says for whom he speaks.
            proxy_headers=bool(settings.forwarded_allow_ips),
            forwarded_allow_ips=list(settings.forwarded_allow_ips),
            log_level="info",
            access_log=False,
            server_header=False,
        )
        uvicorn.Server(config).run()


@contextmanager
def _sign_in(host: str) -> Iterator[SignIn]:
    try:
        with sign_in(_settings(), host) as signing:
            yield signing
    except WrongSignIn as reason:
        _fail(str(reason))
    except OSError as error:
        _fail(_of_system(error))


def _demo_issuer(host: str = "localhost") -> DemoIssuer:
    try:
        return demo_issuer(_settings(), host)
    except WrongSignIn as reason:
        _fail(str(reason))
    except OSError as error:
        _fail(_of_system(error))


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        _fail("; ".join(": ".join([*_variable(each["loc"]), each["msg"].removeprefix("Value error, ")]) for each in error.errors()))


def _variable(loc: tuple[int | str, ...]) -> list[str]:
    """The name of the setting that is wrong; none if it is how they go together."""
    return [f"JEUGDSPOOR_{loc[0]}".upper()] if loc else []


@contextmanager
def _store() -> Iterator[Store]:
    try:
        with store(_settings()) as opened:
            yield opened
    except (SchemaGap, WrongDatabase, WrongMasterKey, WrongPolicy, NotEmpty, NotYet, TreeDamaged, psycopg.Error) as reason:
        _fail(str(reason))
    except OSError as error:
        _fail(_of_system(error))


def _of_system(error: OSError) -> str:
    return f"{error.filename or 'The system'}: {error.strerror or error}."


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _fail(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    raise typer.Exit(1)


def main() -> None:
    # Asked to stop, everything that was started is stopped in order: writer, engine, database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    commands()
