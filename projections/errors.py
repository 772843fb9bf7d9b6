"""What can go wrong with rows, by the name a caller acts on."""

import psycopg
from eventsourcing.persistence import PersistenceError

from eventlog import Unavailable


class NotYet(Exception):
    """There are no rows to read just now: they are being made. Try again."""


class BadCursor(ValueError):
    """Not a cursor that a page of this list gave."""


class Superseded(Exception):
    """Another generation of rows has become the live one."""


class GenerationLost(Exception):
    """The rows are gone: the database crashed, and unlogged tables came back empty."""


class Stopped(Exception):
    """Asked to stop before the work was done. Nothing of it is live."""


DATABASE_TROUBLE = (Unavailable, psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError, PersistenceError)
"""The database does not answer: tried again, and never held against a trajectory."""
