"""A key lies in a file that stays: one in a pipe is refused, and not waited for."""

import os
from pathlib import Path
from threading import Thread

import pytest

from eventlog import FileMasterKey, WrongDatabase
from eventlog.notary import LogKey


@pytest.mark.parametrize("kind", [FileMasterKey, LogKey])
@pytest.mark.parametrize("make", [False, True])
def test_a_pipe_holds_no_key(tmp_path: Path, kind: type[FileMasterKey] | type[LogKey], make: bool) -> None:
    pipe = tmp_path / "key"
    os.mkfifo(pipe, 0o600)
    writing = Thread(target=pipe.write_bytes, args=[bytes(32)], daemon=True)
    writing.start()
    with pytest.raises(WrongDatabase, match="is no regular file"):
        kind.at(pipe, make=make)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # what was still to be written is let go
    writing.join(timeout=10)
    os.close(reading)
