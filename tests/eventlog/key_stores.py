"""A log and a key store of their own, with a master key of their own that may be rotated."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from eventlog import Databases, EventLog, FileMasterKey, KeyStore
from eventlog.mapper import SealedMapper
from eventlog.recorder import Batch
from eventlog.records import NewEvent
from tests.conftest import Cluster

WRAPPED = (
    "SELECT facts_key FROM keys.trajectory_keys UNION ALL SELECT words_key FROM keys.trajectory_keys WHERE words_key IS NOT NULL "
    "UNION ALL SELECT key FROM keys.words_keys UNION ALL SELECT key FROM keys.store_keys"
)
"""Everything that the master key wraps."""


@dataclass
class Home:
    cluster: Cluster
    databases: Databases
    path: Path
    """Of the master key."""
    keys: KeyStore
    log: EventLog

    def wrapped(self) -> set[bytes]:
        """As whoever has every right on the database."""
        with self.cluster.as_superuser(self.databases.keys) as conn:
            return {row[0] for row in conn.execute(WRAPPED)}

    def live_bytes(self) -> str:
        """All rows of all tables, bytes as hex."""
        with self.cluster.as_superuser(self.databases.keys) as conn:
            names = [row[0] for row in conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'keys'")]
            return "\n".join(str(row[0]) for name in names for row in conn.execute(f"SELECT t::text FROM keys.{name} AS t"))  # noqa: S608

    def words_of(self, trajectory_id: UUID) -> list[str]:
        """Of the notes, in order of version; the first event left out."""
        return [str(each.event.text) for each in self.log.histories([trajectory_id], words=True)[trajectory_id][1:]]

    @contextmanager
    def another(self) -> Iterator[tuple[KeyStore, EventLog]]:
        """What another process has open."""
        with KeyStore(self.databases.keys, FileMasterKey.at(self.path)) as keys, EventLog(self.databases, keys) as log:
            yield keys, log


@contextmanager
def home(cluster: Cluster, directory: Path) -> Iterator[Home]:
    databases, path = cluster.fresh(), directory / "master.key"
    with KeyStore(databases.keys, FileMasterKey.at(path, make=True)) as keys, EventLog(databases, keys) as log:
        yield Home(cluster, databases, path, keys, log)
    cluster.drop(databases)


def sealed(keys: KeyStore, event: NewEvent) -> Batch:
    """As a process that sealed an event, and then slept before it sent it."""
    return Batch([SealedMapper(keys.open([event.trajectory_id], words=True)).to_stored_event(event)])
