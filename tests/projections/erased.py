"""A database on a directory of its own, with somebody in it whose every string is told apart, and who is erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL

from domain.codes import Gender, Referrer, Setting, TitleKind, Urgency
from domain.events import Admitted, NoteAdded, ReferralReceived, TitleGranted, TrajectoryClosed, TrajectoryOpened
from domain.words import Words
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent, migrate, rotate
from jeugdspoor.embedded import DATABASE, Embedded
from jeugdspoor.searching import Result, search
from projections import Engine, Rows
from projections import migrate as migrate_projections
from projections.connecting import OpenLog, connect
from projections.generations import pointer
from tests.histories import tell, told
from tests.histories.parts import BSNS, envelope, identity
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew, engine_log
from tests.projections.waiting import PATIENCE

SURNAME, PASSAGE, BSN = "Zandlopersma", "Wil liever dicht bij oma in Kerkrade wonen.", BSNS[7]
TITLE_ID, STAY_ID = "C-03-998877.JE-RK-25-4711", "verblijf-kikkerdril"

SEALED = (SURNAME, PASSAGE, BSN)
"""What never leaves the log unsealed."""

FACTS = (TITLE_ID, STAY_ID)
"""What somebody typed, and rows show."""


@dataclass
class Home:
    """A database, its keys and its rows, all on one directory."""

    embedded: Embedded
    master: Path
    keys: KeyStore
    log: EventLog
    engine: Engine
    rows: Rows
    open_log: OpenLog

    @property
    def databases(self) -> Databases:
        return self.embedded.databases

    def searched(self, *canaries: str) -> list[Result]:
        embedded = self.embedded
        return list(search(canaries, databases=embedded.databases, superuser=embedded.superuser, data_dir=embedded.data_dir))

    def everybody(self) -> set[UUID]:
        """Whose rows there are."""
        with connect(self.databases) as conn:
            live = pointer.live(conn)
            assert live is not None
            return {row[0] for row in conn.execute(SQL("SELECT trajectory_id FROM {}").format(live.table("worklist")))}

    def analyzed(self) -> None:
        """As the database does by itself, sooner or later."""
        with psycopg.connect(make_conninfo(self.embedded.superuser, dbname=DATABASE), autocommit=True) as conn:
            conn.execute("ANALYZE")


@contextmanager
def home_at(directory: Path) -> Iterator[Home]:
    embedded = Embedded(directory)
    with embedded as databases:
        migrate(databases)
        migrate_projections(databases)
        master = embedded.data_dir / "master.key"
        open_log = partial(engine_log, databases, master)
        with (
            KeyStore(databases.keys, FileMasterKey.at(master, make=True)) as keys,
            EventLog(databases, keys) as log,
            Engine(databases, open_log) as engine,
            Rows(databases, reached=engine.reached, scope=open_to_all) as rows,
        ):
            yield Home(embedded, master, keys, log, engine, rows, open_log)


def recorded(home: Home) -> UUID:
    """Somebody whose rows, words and facts hold strings that nothing else holds; followed into the rows."""
    who = identity(BSN).model_copy(update={"surname": Words(SURNAME)})
    events = anew(
        tell(
            TrajectoryOpened(occurred_on=date(2024, 1, 10), home_municipality="0917", gender=Gender.FEMALE, identity=who),
            ReferralReceived(
                occurred_on=date(2024, 1, 12), referrer=Referrer.GI, requested_setting=Setting.GESLOTEN, urgency=Urgency.REGULIER
            ),
            TitleGranted(
                occurred_on=date(2024, 2, 1),
                title_id=TITLE_ID,
                kind=TitleKind.MACHTIGING,
                valid_from=date(2024, 2, 1),
                valid_until=date(2024, 8, 1),
            ),
            Admitted(
                occurred_on=date(2024, 2, 3),
                stay_id=STAY_ID,
                setting=Setting.GESLOTEN,
                provider="koraal",
                location="icarus",
                title_id=TITLE_ID,
            ),
            NoteAdded(occurred_on=date(2024, 2, 4), text=Words(PASSAGE)),
        )
    )
    trajectory_id = events[0].trajectory_id
    assert home.keys.claim_bsn(BSN, trajectory_id, lambda _: True) is None
    assert home.rows.wait_for(Recorder(home.log).record(events)[-1].position, PATIENCE)
    return trajectory_id


def erased(home: Home, trajectory_id: UUID) -> None:
    """As the erasure of a dossier does it: closed, keys destroyed, the rest under another master key.

    But that the keys go first, so that the engine, which follows the closing, finds nothing to read whenever it comes.
    """
    version = home.log.versions([trajectory_id])[trajectory_id] + 1
    opened = home.keys.open([trajectory_id], words=True)
    home.keys.erase([trajectory_id])
    home.log.append([NewEvent(trajectory_id, version, envelope(), TrajectoryClosed(occurred_on=date(2024, 3, 1)))], opened)
    rotate(home.keys, home.master)


def somebody_else(home: Home) -> UUID:
    events = anew(told())
    assert home.rows.wait_for(Recorder(home.log).record(events)[-1].position, PATIENCE)
    return events[0].trajectory_id
