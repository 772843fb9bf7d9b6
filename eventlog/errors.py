"""What can go wrong with the log, by the name a caller acts on."""

from datetime import datetime
from uuid import UUID


class Conflict(Exception):
    """Somebody was faster: a version or an idempotency key of the batch is already in the log. Nothing was recorded."""


class TooLarge(ValueError):
    """A record would take more than 65,535 bytes. Nothing was recorded."""


class Refused(ValueError):
    """A supplied moment of recording is not later than the newest event, or lies in the future. Nothing was recorded."""


class Future(ValueError):
    """A question about a moment that the database's clock has not reached."""

    def __init__(self, moment: datetime, now: datetime) -> None:
        super().__init__(f"{moment.isoformat()} lies in the future: it is now {now.isoformat()}.")
        self.moment = moment
        self.now = now


class Unavailable(Exception):
    """The database does not answer, or somebody holds the append lock for too long. Nothing was recorded; try again."""


class OutcomeUnknown(Exception):
    """The connection was lost around the commit, and the database cannot be asked. It may or may not have been recorded."""


class KeyGone(Exception):
    """There is no key to seal an event of this trajectory with: it was erased, or never opened. Nothing was recorded."""

    def __init__(self, trajectory_id: UUID) -> None:
        super().__init__(f"Trajectory {trajectory_id} has no key.")
        self.trajectory_id = trajectory_id


class Tampered(Exception):
    """A stored record is not what was recorded: its ciphertext does not authenticate, or its layout is broken."""

    def __init__(self, position: int, trajectory_id: UUID, version: int, part: str) -> None:
        super().__init__(f"The {part} at position {position} (trajectory {trajectory_id}, version {version}) are not what was recorded.")
        self.position = position
        self.trajectory_id = trajectory_id
        self.version = version


class UnknownEvent(Exception):
    """A record of a kind or schema number that this version of the program does not know."""


class KeyDamaged(Exception):
    """A wrapped key does not open: the key store was tampered with, or wrapped by another master key."""


class WrongMasterKey(Exception):
    """The master key is not the one with which the key store was made."""


class NotRotated(Exception):
    """The master key was not replaced, or the old one is not destroyed yet; the message says what to do."""


class WrongDatabase(Exception):
    """The database cannot be used as it stands; the message says what to do."""
