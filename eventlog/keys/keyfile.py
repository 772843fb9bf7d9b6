"""A secret in a file: written whole or not at all, readable by its owner only; and how another takes its place.

While `master.key` is replaced, `master.key.next` lies beside it, and `master.key.old` is a second name of the old file, so
that its bytes can still be overwritten when the first name is the new file's. A file system that copies on write, and a disk that levels
its wear, may keep the old bytes elsewhere: there the disk itself has to be encrypted.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from eventlog.errors import WrongDatabase


def write_once(path: Path, secret: bytes) -> None:
    """Never over the file of another process that starts at the same time: written beside it, then linked into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # of mode 0600
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
        _sync_directory(path)
    finally:
        beside.unlink(missing_ok=True)


def readable_by_others(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def check_regular(path: Path) -> None:
    """Who reads a key from a pipe waits for ever, and a key stays where it is. Raises `WrongDatabase`; what is not there passes."""
    if path.exists() and not path.is_file():
        raise WrongDatabase(f"{path} is no regular file: a key lies in one, which stays.")


# --- replacing one


def next_of(path: Path) -> Path:
    """Where the file that is to take its place lies."""
    return path.with_name(f"{path.name}.next")


def old_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


@contextmanager
def alone(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """While this lasts, nobody else on this machine replaces a file of that directory. Without `wait` it gives False when somebody does."""
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def lay_beside(path: Path, secret: bytes) -> bytes:
    """Writes what is to take the file's place, for the same readers, and gives what can be read there."""
    like, beside = path.stat(), next_of(path)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(descriptor, like.st_uid, like.st_gid)
        os.fchmod(descriptor, like.st_mode & 0o777)
        file.write(secret)
        file.flush()
        os.fsync(descriptor)
    # Where a link cannot be made, a rename could not either: better to know before anything depends on it.
    os.link(path, old_of(path))
    _sync_directory(path)
    return beside.read_bytes()


def succeed(path: Path) -> None:
    """The file beside it takes its place, and the old bytes are destroyed."""
    old = old_of(path)
    if path.exists() and not old.exists():
        os.link(path, old)
    os.rename(next_of(path), path)
    _sync_directory(path)
    with suppress(FileNotFoundError):
        destroy(old)


def destroy(path: Path) -> None:
    """Overwrites the bytes before the name goes."""
    with path.open("r+b", buffering=0) as file:
        file.write(bytes(max(path.stat().st_size, 1)))
        os.fsync(file.fileno())
    os.unlink(path)
    _sync_directory(path)


def left_behind(path: Path) -> bool:
    """Whether a replacement was begun and not ended."""
    return next_of(path).exists() or old_of(path).exists()


def settle(path: Path, in_use: Callable[[bytes], bool]) -> None:
    """Ends what a crash interrupted; `in_use` tells by the bytes whether it is the secret that everything depends on now.

    Only when the one in use is certain, and at its place, is anything destroyed.
    """
    beside, old = next_of(path), old_of(path)
    if beside.exists() and in_use(beside.read_bytes()):
        succeed(path)
    if not in_use(path.read_bytes()):
        return
    if beside.exists():
        destroy(beside)
    with suppress(FileNotFoundError):
        if old.samefile(path):
            os.unlink(old)
            _sync_directory(path)
        else:
            destroy(old)


def _sync_directory(path: Path) -> None:
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
