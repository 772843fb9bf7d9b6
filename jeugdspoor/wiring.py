"""Everything is wired here, and nowhere else: which databases, which keys, who writes, who reads, who follows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from application import Application
from application.cases import Cases
from application.door import Door
from application.health import Health
from application.lists import Lists
from application.recording import Recording
from application.register import Register, record_register
from application.writer import Writer
from domain.zuid_limburg import register_events
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, is_new, migrate
from eventlog.logins import prepare
from eventlog.schema import check
from jeugdspoor.embedded import Embedded
from jeugdspoor.policy import adopt_policy
from jeugdspoor.settings import Settings
from projections.engine import Engine
from projections.filling import OpenLog
from projections.migrations import migrate as migrate_projections
from projections.reading import Rows


@dataclass(frozen=True)
class Store:
    """The log and its keys, migrated and with a register: what every command works on."""

    databases: Databases
    master_key_file: Path
    policy_file: Path | None
    keys: KeyStore
    log: EventLog
    """As the writer."""


@contextmanager
def store(settings: Settings) -> Iterator[Store]:
    """Raises `SchemaGap`, `WrongDatabase`, `WrongMasterKey` and `WrongPolicy`, with what to do."""
    check()
    adopt_policy(settings.policy_file)
    with ExitStack() as opened:
        if settings.database_url:
            databases = prepare(settings.database_url, settings.keys_url)
        else:
            databases = opened.enter_context(Embedded(settings.data_dir))
        master_key_file = settings.master_key_file or settings.data_dir / "master.key"
        master_key = FileMasterKey.at(master_key_file, make=settings.master_key_file is None and is_new(databases))
        with wired(databases, master_key, master_key_file, settings.policy_file) as wired_store:
            yield wired_store


@contextmanager
def wired(databases: Databases, master_key: FileMasterKey, master_key_file: Path, policy_file: Path | None = None) -> Iterator[Store]:
    """The same over databases that run already."""
    migrate(databases)
    migrate_projections(databases)
    with KeyStore(databases.keys, master_key) as keys, EventLog(databases, keys, login="writer") as log:
        record_register(log, register_events())
        yield Store(databases, master_key_file, policy_file, keys, log)


@contextmanager
def application(store: Store) -> Iterator[Application]:
    """Everything running: the writer, and the engine that keeps the rows."""
    with ExitStack() as opened:
        reading = opened.enter_context(EventLog(store.databases, store.keys, login="reader"))
        engine = opened.enter_context(Engine(store.databases, open_engine_log(store)))
        rows = opened.enter_context(Rows(store.databases, reached=engine.reached))
        door, register = Door(reading), Register(reading)
        writer = Writer(Recording(store.log, store.keys, Register(store.log)).record, engine.wake)
        writer.start()
        opened.callback(writer.stop)
        yield Application(writer, Cases(door), Lists(rows, door, register), Health(store.databases, engine.status))


def open_engine_log(store: Store) -> OpenLog:
    """How the engine, and the processes of a rebuild, open the log for themselves."""
    return partial(engine_log, store.databases, store.master_key_file, store.policy_file)


@contextmanager
def engine_log(databases: Databases, master_key_file: Path, policy_file: Path | None) -> Iterator[EventLog]:
    """The log as the engine's login, with connections of its own: a function of this module, so that another process can be told of it."""
    adopt_policy(policy_file)
    with KeyStore(databases.keys, FileMasterKey.at(master_key_file)) as keys, EventLog(databases, keys, login="engine") as log:
        yield log
