"""Everything is wired here, and nowhere else: which databases, which keys, who writes, who reads, who follows, who signs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from application import Application
from application.across.feed import Feed
from application.across.lists import Lists
from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.knowledge import Knowledge
from application.doors.own_stream import OwnStream
from application.doors.register import Register, record_register
from application.erasing.destroying import Destroying
from application.erasing.requesting import Erasing
from application.governing import Governing
from application.health import Check, Health
from application.looking.access_log import WhoLooked
from application.looking.disclosing import Looking
from application.one_case.cases import Cases
from application.one_case.dossier import Dossiers
from application.proving import Proving
from application.recording.committing import Recording
from application.recording.writer import Writer
from application.registering import Registering
from application.reporting.delivering import Delivering
from application.reporting.due import DueDeliveries
from application.reporting.record_sets import RecordSets
from application.reporting.reports import Reports
from domain.erasures import Erasures, erasures_of
from domain.events import ERASURES_ID
from domain.zuid_limburg import register_events
from eventlog import (
    Databases,
    EnvironmentMasterKey,
    EventLog,
    FileMasterKey,
    KeyStore,
    MasterKey,
    Unavailable,
    WrongDatabase,
    is_new,
    migrate,
)
from eventlog.access import AccessLog
from eventlog.logins import found, prepare
from eventlog.notary import ACCESS, LOG, Kept, Ledger, LogKey, Notary, Proofs
from eventlog.proof import WitnessKey
from eventlog.schema import check
from interchange.cbs import record_set
from jeugdspoor.embedded import Embedded
from jeugdspoor.policy import adopt_policy
from jeugdspoor.settings import BACKUPS_KEPT_DAYS, ERASURE_DAYS, Settings
from projections.asking.reading import Rows
from projections.asking.waiting import Reached
from projections.connecting import OpenLog, connect
from projections.engine import Engine
from projections.generations.status import Status, status
from projections.migrations import migrate as migrate_projections
from projections.rebuilding.purging import purge

ERASURES = "erasures"
"""Under this name, after that of the log, certificates of erasure are signed."""

LOG_KEY = "log.key"
"""The file of the key that signs the log, in the data directory."""


@dataclass(frozen=True)
class Store:
    """The log and its keys, migrated and with a register: what every command works on."""

    databases: Databases
    master_key_file: Path
    policy_file: Path | None
    keys: KeyStore
    log: EventLog
    """As the writer."""
    log_key: LogKey
    kept: Kept
    """The newest checkpoints, beside the log's key."""
    witnesses: tuple[WitnessKey, ...]
    superuser: str | None
    """How to reach an embedded database as its superuser."""
    backups_kept_days: int

    def sign(self) -> None:
        """Takes everything that is recorded into the log's tree, now. Raises `TreeDamaged` and `Unavailable`."""
        with Notary(self.databases, LOG, self.log_key, self.kept) as notary:
            notary.take_in()


@dataclass(frozen=True, slots=True)
class Pools:
    """The most connections of one process: to the log as the writer, to the log as the reader, to the rows, to the keys; for proofs, and to
    the log of accesses."""

    writing: int = 8
    reading: int = 8
    rows: int = 8
    keys: int = 8
    proofs: int = 4
    accesses: int = 4

    def most(self) -> int:
        """Of a process that records and answers; with one for health, and three for proofs of accesses and what witnesses signed."""
        return self.writing + self.reading + self.rows + self.keys + self.proofs + self.accesses + 4


OF_ONE = Pools()
"""Where one process has them for itself."""


@dataclass(frozen=True)
class There:
    """The databases, as they are."""

    databases: Databases
    superuser: str | None
    """How to reach an embedded database as its superuser."""


@contextmanager
def reached(settings: Settings, *, make: bool) -> Iterator[There]:
    """`make`: whether databases and logins that are missing are made. Raises `WrongDatabase`."""
    if settings.database_url:
        yield There((prepare if make else found)(settings.database_url, settings.keys_url), None)
    else:
        embedded = Embedded(settings.data_dir, make=make)
        with embedded as databases:
            yield There(databases, embedded.superuser)


@contextmanager
def store(settings: Settings) -> Iterator[Store]:
    """Raises `SchemaGap`, `WrongDatabase`, `WrongMasterKey` and `WrongPolicy`, with what to do."""
    check()
    adopt_policy(settings.policy_file)
    with (
        reached(settings, make=True) as there,
        wired(
            there.databases,
            master_key_of(settings, make=lambda: is_new(there.databases)),
            _master_key_file_of(settings),
            settings.policy_file,
            log_key_file_of(settings),
            _witnesses(settings),
            there.superuser,
            settings.backups_kept_days,
        ) as wired_store,
    ):
        yield wired_store


@contextmanager
def wired(
    databases: Databases,
    master_key: MasterKey,
    master_key_file: Path,
    policy_file: Path | None = None,
    log_key_file: Path | None = None,
    witnesses: tuple[WitnessKey, ...] = (),
    superuser: str | None = None,
    backups_kept_days: int = BACKUPS_KEPT_DAYS,
) -> Iterator[Store]:
    """The same over databases that run already. A log that was never signed gets a key; without a name for it, beside the master key."""
    migrate(databases)
    migrate_projections(databases)
    with Proofs(databases, LOG) as proofs, Proofs(databases, ACCESS) as of_accesses:
        log_key_file = log_key_file or master_key_file.with_name(LOG_KEY)
        kept = Kept(log_key_file)
        unsigned = proofs.size() == of_accesses.size() == 0 and not kept.any()
        log_key = LogKey.at(log_key_file, make=unsigned)
    with KeyStore(databases.keys, master_key) as keys, EventLog(databases, keys, login="writer") as log:
        record_register(log, register_events())
        yield Store(databases, master_key_file, policy_file, keys, log, log_key, kept, witnesses, superuser, backups_kept_days)


@contextmanager
def joined(settings: Settings, there: There, pools: Pools = OF_ONE) -> Iterator[Store]:
    """The store that another process of this program has opened and keeps open: everything is there, and nothing is made.

    Raises `WrongDatabase`, `WrongMasterKey`, `WrongPolicy` and `Unavailable`.
    """
    adopt_policy(settings.policy_file)
    log_key_file = log_key_file_of(settings)
    with (
        KeyStore(there.databases.keys, master_key_of(settings), pool_size=pools.keys) as keys,
        EventLog(there.databases, keys, login="writer", pool_size=pools.writing) as log,
    ):
        yield Store(
            there.databases,
            _master_key_file_of(settings),
            settings.policy_file,
            keys,
            log,
            LogKey.at(log_key_file),
            Kept(log_key_file),
            _witnesses(settings),
            there.superuser,
            settings.backups_kept_days,
        )


def master_key_of(settings: Settings, make: Callable[[], bool] = lambda: False) -> MasterKey:
    """`make`: whether one may be made in the data directory. Raises `WrongDatabase`."""
    if settings.master_key is not None:
        return EnvironmentMasterKey.of(settings.master_key.get_secret_value())
    return FileMasterKey.at(_master_key_file_of(settings), make=settings.master_key_file is None and make())


def _master_key_file_of(settings: Settings) -> Path:
    return settings.master_key_file or settings.data_dir / "master.key"


def log_key_file_of(settings: Settings) -> Path:
    """Of the key that signs the log; the newest checkpoints are kept beside it."""
    return settings.log_key_file or settings.data_dir / LOG_KEY


def _witnesses(settings: Settings) -> tuple[WitnessKey, ...]:
    """One verifier key to a line. Raises `WrongDatabase`."""
    if settings.witnesses_file is None:
        return ()
    try:
        lines = settings.witnesses_file.read_text(encoding="utf-8").splitlines()
        return tuple(WitnessKey.parse(line) for line in lines if line.strip())
    except (OSError, ValueError) as reason:
        raise WrongDatabase(f"JEUGDSPOOR_WITNESSES_FILE, {settings.witnesses_file}: {reason}") from None


@dataclass(frozen=True)
class Keeper:
    """Who follows the log, in this process or another: keeps the rows, and signs."""

    recorded: Callable[[], None]
    """To be called when something was recorded: a hint."""
    reached: Reached
    trouble: Callable[[Ledger], str | None]
    """Why nothing of that ledger is signed just now."""


@contextmanager
def keeping(store: Store) -> Iterator[Keeper]:
    """The engine that keeps the rows, and the notaries, running."""
    with (
        Engine(store.databases, open_engine_log(store)) as engine,
        Notary(store.databases, LOG, store.log_key, store.kept) as notary,
        Notary(store.databases, ACCESS, store.log_key, store.kept) as notary_of_accesses,
    ):

        def recorded() -> None:
            engine.wake()
            notary.wake()

        notaries = {LOG.name: notary, ACCESS.name: notary_of_accesses}
        yield Keeper(recorded, engine.reached, lambda ledger: notaries[ledger.name].trouble)


@contextmanager
def application(
    store: Store, beside: Mapping[str, Callable[[], Check]] = MappingProxyType({}), *, erasure_days: int = ERASURE_DAYS
) -> Iterator[Application]:
    """Everything running: the writer, and the engine that keeps the rows. `beside` is what else its health depends on.

    `erasure_days`: between approving an erasure and carrying it out.
    """
    with keeping(store) as keeper, answering(store, keeper, beside, erasure_days=erasure_days) as running:
        yield running


@contextmanager
def answering(
    store: Store, keeper: Keeper, beside: Mapping[str, Callable[[], Check]], *, erasure_days: int, pools: Pools = OF_ONE
) -> Iterator[Application]:
    """What records and answers, beside a keeper. The store has pools of its own."""
    with ExitStack() as opened:
        reading = opened.enter_context(EventLog(store.databases, store.keys, login="reader", pool_size=pools.reading))
        granted = Granted(reading)
        door, register = Door(reading, granted), Register(reading)
        rows = opened.enter_context(
            Rows(store.databases, reached=keeper.reached, succession=door.succession, scope=granted.scope, pool_size=pools.rows)
        )
        knowledge = Knowledge(rows, door)
        reports = Reports(rows, knowledge, register, granted.scope)
        record_sets = RecordSets(reading, store.databases, door, register, record_set)
        proofs = opened.enter_context(Proofs(store.databases, LOG, pool_size=pools.proofs))
        accesses = opened.enter_context(AccessLog(store.databases, pool_size=pools.accesses))
        proofs_of_accesses = opened.enter_context(Proofs(store.databases, ACCESS, pool_size=1))
        recording = Recording(store.log, store.keys, Register(store.log))
        writer = Writer(recording.record, keeper.recorded, recording.rest)
        writer.start()
        opened.callback(writer.stop)
        erasures = OwnStream(store.log, ERASURES_ID, "erasure", erasures_of)
        destroying = _destroying(store, erasures)
        destroying.start()
        opened.callback(destroying.stop)
        yield Application(
            writer,
            Cases(door),
            Dossiers(door, register, accesses, proofs),
            Lists(rows, knowledge, register),
            Feed(reading, door),
            reports,
            Delivering(store.log, door, knowledge, reports, record_sets, erasures),
            DueDeliveries(store.log, register, knowledge),
            WhoLooked(accesses, proofs_of_accesses, door, rows, knowledge),
            Looking(accesses),
            Governing(store.log),
            Registering(store.log, register, door, rows, knowledge),
            Erasing(store.log, erasures, Register(store.log), destroying, erasure_days),
            Proving(proofs, granted, store.log_key.verifier(LOG.name), store.witnesses),
            Health(
                store.databases,
                partial(_status, store.databases),
                {
                    **beside,
                    "erasure": lambda: _troubled({}, destroying.trouble, "what was begun is not carried out yet"),
                    "proof": lambda: _proof(keeper.trouble(LOG), proofs),
                    "proof_of_accesses": lambda: _proof(keeper.trouble(ACCESS), proofs_of_accesses),
                },
            ),
        )


def _status(databases: Databases) -> Status:
    """Of the rows, whoever keeps them. Raises `psycopg.OperationalError`."""
    with connect(databases) as conn:
        return status(conn)


def carry_out_erasures(store: Store) -> int:
    """What was begun and interrupted; gives how many. Raises `NotYet`, `NotRotated`, `Unavailable` and what `purge` raises."""
    return _destroying(store, OwnStream(store.log, ERASURES_ID, "erasure", erasures_of)).carry_out_all()


def _destroying(store: Store, erasures: OwnStream[Erasures]) -> Destroying:
    return Destroying(
        store.log,
        store.keys,
        erasures,
        lambda stopping: purge(store.databases, open_engine_log(store), superuser=store.superuser, stopping=stopping).left,
        lambda text: store.log_key.signed(ERASURES, text).data.decode(),
        store.master_key_file,
        store.backups_kept_days,
    )


def _proof(trouble: str | None, proofs: Proofs) -> Check:
    """Trouble with it keeps nobody from recording; it must be seen all the same."""
    try:
        return _troubled({"size": proofs.size()}, trouble, "nothing is signed just now")
    except Unavailable as reason:
        return _troubled({}, str(reason), "the database is not reachable")


def _troubled(told: dict[str, Any], cause: str | None, plain: str) -> Check:
    """A check that keeps nobody out: whatever is wrong is told in plain words, and its cause in the log."""
    return Check(ok=True, told={**told, "trouble": plain if cause else None}, cause=cause)


def open_engine_log(store: Store) -> OpenLog:
    """How the engine, and the processes of a rebuild, open the log for themselves."""
    return partial(engine_log, store.databases, store.keys.master, store.policy_file)


@contextmanager
def engine_log(databases: Databases, master_key: MasterKey, policy_file: Path | None) -> Iterator[EventLog]:
    """The log as the engine's login, with connections of its own: a function of this module, so that another process can be told of it.

    The master key travels as where it is kept.
    """
    adopt_policy(policy_file)
    with KeyStore(databases.keys, master_key) as keys, EventLog(databases, keys, login="engine") as log:
        yield log
