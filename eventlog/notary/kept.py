"""The newest checkpoint of each ledger, in a file beside the log's key: who owns the database, and not this machine, cannot take it back.

It is written after the database has committed what it says, and before the next one is signed, so that it is never ahead of the
database: not after a crash, and not when several processes sign in turn. One that is ahead says that the database was put back, or cut
off. After a crash it may be behind by what was signed last; whoever signs next brings it up to date.
"""

import fcntl
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from eventlog.notary.ledger import LEDGERS, LOG
from eventlog.proof import Checkpoint, Malformed, Note, NotSigned, VerifierKey

logger = logging.getLogger(__name__)


class Kept:
    """Beside one key file; any number of processes may share it.

    >>> Kept(Path("log.key")).file("log")
    PosixPath('log.checkpoint')
    >>> Kept(Path("log.key")).file("access")
    PosixPath('log.access.checkpoint')
    """

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file
        self._told = False

    def file(self, ledger: str) -> Path:
        """Where the newest checkpoint of that ledger is kept."""
        named = self._key_file.name.removesuffix(".key")
        return self._key_file.with_name(f"{named}.checkpoint" if ledger == LOG.name else f"{named}.{ledger}.checkpoint")

    def read(self, ledger: str) -> bytes | None:
        """The note as it stands there, None where none was kept yet. Raises `OSError`."""
        try:
            return self.file(ledger).read_bytes()
        except FileNotFoundError:
            return None

    def any(self) -> bool:
        """Whether something was signed with the key that belongs here."""
        return any(self.file(ledger).exists() for ledger in LEDGERS)

    def keep(self, ledger: str, note: Note) -> None:
        """Never goes back. Where nothing can be written, such as beside a key that is mounted read-only, that is said once."""
        try:
            self._keep(self.file(ledger), note)
        except OSError as error:
            if not self._told:
                logger.warning("The newest checkpoint cannot be kept in %s: %s. Keep it elsewhere.", self.file(ledger), error.strerror)
            self._told = True
        else:
            self._told = False

    def _keep(self, path: Path, note: Note) -> None:
        key_file = os.open(self._key_file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            # One writes at a time: between reading what is there and taking its place nobody else comes.
            fcntl.flock(key_file, fcntl.LOCK_EX)
            if path.exists() and _size(path.read_bytes()) >= _size(note.data):
                return
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(note.data)
                    file.flush()
                    os.fsync(descriptor)
                os.replace(name, path)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(name)
                raise
            directory = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)
        finally:
            os.close(key_file)


def signed(data: bytes, key: VerifierKey) -> Checkpoint:
    """The checkpoint in a note that this key signed, of this key's log. Raises `Malformed` and `NotSigned`."""
    note = Note.parse(data)
    note.verified([key])
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != key.name:
        raise NotSigned(f"It is of another log, {checkpoint.origin}.")
    return checkpoint


def _size(data: bytes) -> int:
    """What is no checkpoint has none: it is found out where it is read to be held against a tree, and makes place here."""
    try:
        return Checkpoint.parse(Note.parse(data).text).size
    except Malformed:
        return -1
