"""A process of its own that answers every line of JSON it is sent with one."""

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from bench.peers.side import Absent

PATIENCE = 120
"""Seconds after which an answer is no longer waited for."""

_ENDING = 5
"""Seconds that a process has to end by itself."""


class Answering:
    """A context manager; nothing is left running behind it.

    The process ends when its input does, so also when this program is killed. In a session of its own: Ctrl-C reaches this program,
    which ends it in order.
    """

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> None:
        self._command, self._cwd, self._env = command, cwd, env

    def __enter__(self) -> Self:
        self._said = tempfile.TemporaryFile("w+")
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own programs
                self._command,
                cwd=self._cwd,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                text=True,
                start_new_session=True,
            )
        except OSError as error:
            self._said.close()
            raise Absent(f"{self._command[0]}: {error.strerror}") from None
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with suppress(OSError):
            stdin.close()
        try:
            self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
        finally:
            self._process.wait()
            stdout.close()
            self._said.close()

    def ask(self, question: object) -> dict[str, Any]:
        """Raises `Absent`, with the last of what it said, when it ends or says nothing for `PATIENCE` seconds."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        impatience = Timer(PATIENCE, self._process.kill)
        impatience.daemon = True
        impatience.start()
        try:
            stdin.write(json.dumps(question) + "\n")
            stdin.flush()
            # What a library says of its own accord on the way is no answer.
            while (line := stdout.readline()) and not line.startswith("{"):
                pass
        except OSError:
            line = ""
        finally:
            impatience.cancel()
        if not line:
            raise Absent(f"{' '.join(self._command[:3])} ended: {self._last_said()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_said(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        self._said.seek(0)
        return " ".join(self._said.read().split())[-400:]
