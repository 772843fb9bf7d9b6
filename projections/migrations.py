"""The one table of this room that is logged; the rows themselves come and go with their generations."""

from psycopg import connect

from eventlog import Databases, WrongDatabase
from eventlog.migrations import migrate_schema, pending, steps

_SCHEMA = "projections"


def migrate(databases: Databases) -> None:
    """Brings the pointer to the live generation to this program's version; after `eventlog.migrate`. Raises `WrongDatabase`."""
    migrate_schema(databases.owner, _SCHEMA, steps(_SCHEMA, "projections"), databases.logins())


def check(databases: Databases) -> None:
    """Changes nothing. Raises `WrongDatabase` unless it is at exactly this program's version."""
    with connect(databases.reader) as conn:
        if pending(conn, _SCHEMA, steps(_SCHEMA, "projections")):
            raise WrongDatabase(f"Database {conn.info.dbname} is not migrated yet.")
