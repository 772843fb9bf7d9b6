"""The log: what was recorded, in order, sealed, for ever.

This room appends events, gives histories back, and keeps the keys that open them. It knows how things are
stored and nothing of what they mean: that is `domain`.

>>> from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent
>>> keys = KeyStore(databases.keys, FileMasterKey.at(path))  # doctest: +SKIP
>>> log = EventLog(databases, keys, login="writer")  # doctest: +SKIP
>>> log.append([NewEvent(trajectory_id, 1, envelope, opened)])[0].position  # doctest: +SKIP
17
>>> log.histories([trajectory_id])[trajectory_id][0].event == opened  # doctest: +SKIP
True
"""

from eventlog.connections import Databases, Login, Logins
from eventlog.errors import (
    Conflict,
    Future,
    KeyDamaged,
    KeyGone,
    NotRotated,
    OutcomeUnknown,
    Refused,
    Tampered,
    TooLarge,
    Unavailable,
    UnknownEvent,
    WrongDatabase,
    WrongMasterKey,
)
from eventlog.keys import KeyStore, Opened
from eventlog.keys.master import EnvironmentMasterKey, FileMasterKey, MasterKey
from eventlog.keys.rotation import rotatable, rotate
from eventlog.log import EventLog
from eventlog.mapper import Words, as_read
from eventlog.migrations import check, is_new, migrate
from eventlog.records import Appended, EarlierAnswer, Head, Idempotency, NewEvent, Since, Standing, Tombstone, legible

__all__ = [
    "Appended",
    "Conflict",
    "Databases",
    "EarlierAnswer",
    "EnvironmentMasterKey",
    "EventLog",
    "FileMasterKey",
    "Future",
    "Head",
    "Idempotency",
    "KeyDamaged",
    "KeyGone",
    "KeyStore",
    "Login",
    "Logins",
    "MasterKey",
    "NewEvent",
    "NotRotated",
    "Opened",
    "OutcomeUnknown",
    "Refused",
    "Since",
    "Standing",
    "Tampered",
    "Tombstone",
    "TooLarge",
    "Unavailable",
    "UnknownEvent",
    "Words",
    "WrongDatabase",
    "WrongMasterKey",
    "as_read",
    "check",
    "is_new",
    "legible",
    "migrate",
    "rotatable",
    "rotate",
]
