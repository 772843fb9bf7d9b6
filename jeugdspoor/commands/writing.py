"""How a command writes what leaves: whole or not at all, and for the eyes of its user alone."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STANDARD_OUTPUT = Path("-")


@contextmanager
def leaving(file: Path) -> Iterator[BinaryIO]:
    """To write into: standard output where a dash is named, as it comes; else a file, as `appearing` has it."""
    if file != STANDARD_OUTPUT:
        with appearing(file) as written:
            yield written
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on: what is left in the buffer goes nowhere, and is no second error when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


@contextmanager
def appearing(file: Path) -> Iterator[BinaryIO]:
    """A file of mode 0600 to write into, which is there under its name once all is written. What is written lies beside it till then.

    Raises `OSError` at once where there is something of that name, or nothing can be written there.
    """
    _must_be_free(file)
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".export-")
    except OSError as error:
        raise OSError(error.errno, os.strerror(error.errno or 0), str(file)) from None
    try:
        with os.fdopen(descriptor, "wb") as written:
            yield written
            written.flush()
            os.fsync(descriptor)
        _must_be_free(file)
        os.rename(name, file)
    except BaseException:
        os.unlink(name)
        raise


def _must_be_free(file: Path) -> None:
    """A rename would put it in the place of another without asking."""
    if os.path.lexists(file):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
