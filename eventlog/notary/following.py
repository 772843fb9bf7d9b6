"""The notary at work: a thread that takes in what is recorded, soon after it is."""

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from eventlog.connections import Databases
from eventlog.datastore import Datastore
from eventlog.errors import Unavailable
from eventlog.notary.keeping import BATCH, TreeDamaged, advance, head
from eventlog.notary.kept import Kept
from eventlog.notary.key import LogKey
from eventlog.notary.ledger import Ledger

logger = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds between two heads: what is recorded meanwhile is signed together."""

LOOKING = 1.0
"""Seconds after which it looks for what other processes recorded, when nobody tells it."""

RETRY = 5.0
"""Seconds until it tries again after trouble."""

_ON_DISK = "SELECT set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)"
"""What is kept elsewhere must outlive a crash of the database too."""


class Notary:
    """Keeps one ledger's tree. Any number of processes may: they take turns.

    >>> with Notary(databases, LOG, key) as notary:  # doctest: +SKIP
    ...     notary.wake()
    """

    def __init__(self, databases: Databases, ledger: Ledger, key: LogKey, kept: Kept | None = None) -> None:
        """`kept`: where the newest checkpoint is kept too, and what the tree must begin with."""
        self._ledger = ledger
        self._key = key
        self._kept = kept
        self._datastore = Datastore(databases.notary, pool_size=1, schema="proof")
        self._woken = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=f"notary of {ledger.name}", daemon=True)
        self.trouble: str | None = None
        """Why nothing is signed just now."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopping.set()
        self._woken.set()
        self._thread.join()
        self._datastore.close()

    def wake(self) -> None:
        """Something was recorded. Only a hint."""
        self._woken.set()

    def take_in(self) -> int:
        """Takes in everything that is there now; gives how many records that were. Raises `Unavailable` and `TreeDamaged`."""
        taken = 0
        while True:
            with self._datastore.transaction_of_rows() as curs:
                curs.execute(_ON_DISK)
                more = advance(curs, self._ledger, self._key, self._kept)
                newest = head(curs, self._ledger, self._key) if self._kept else None
            if self._kept and newest:
                # Only what is committed: a crash before this leaves an earlier one there, which holds as well.
                self._kept.keep(self._ledger.name, newest)
            taken += more
            if more < BATCH or self._stopping.is_set():
                return taken

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                self.take_in()
                self.trouble = None
            except Unavailable:
                self.trouble = "the database does not answer"
            except TreeDamaged as damage:
                self.trouble = str(damage)
                logger.error("Nothing more of %s is signed: %s", self._ledger.name, damage)
            except Exception as error:
                # Also what nobody foresaw: a notary that died silently would leave a log unproven.
                self.trouble = type(error).__name__
                logger.error("The notary of %s begins again after %s", self._ledger.name, type(error).__name__)
            if self.trouble:
                self._stopping.wait(RETRY)
            elif not self._stopping.wait(PAUSE):
                self._woken.wait(LOOKING)
