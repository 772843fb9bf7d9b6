"""Passwords of the embedded database's logins: one for each, random, in a file that its owner alone reads.

The file is PostgreSQL's own kind (`passfile`): every connection string names it, and none holds a password.
"""

import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from eventlog.errors import WrongDatabase

FILE = "logins.pgpass"
"""In the data directory."""

_BYTES = 32

_ANY = ["*", "*", "*"]
"""Host, port and database of a line: the file lies with the one server that it is for."""


def read(path: Path) -> dict[str, str]:
    """By login; none without a file. Raises `WrongDatabase`, also where others can read it: PostgreSQL's library would pass it over."""
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise WrongDatabase(f"{path} cannot be read ({error.strerror}): it holds the passwords of the database's logins.") from None
    except UnicodeDecodeError:
        return {}
    if mode & 0o077:
        raise WrongDatabase(f"{path} can be read by others: it holds the passwords of the database's logins. Run chmod 600 on it.")
    lines = (line.split(":") for line in text.splitlines())
    return {line[3]: line[4] for line in lines if len(line) == 5 and line[:3] == _ANY}


def completed(there: Mapping[str, str], logins: Iterable[str]) -> dict[str, str]:
    """Those that are there, and a new one for each login that has none."""
    return {**{login: secrets.token_hex(_BYTES) for login in logins}, **there}


def write(path: Path, passwords: Mapping[str, str]) -> None:
    """Whole, or not at all: it is read at each connection, by any process."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # of mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(":".join([*_ANY, login, password]) + "\n" for login, password in passwords.items())
            file.flush()
            os.fsync(descriptor)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
