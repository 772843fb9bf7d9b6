"""Whether sealing keeps up: how fast records are sealed and taken into the tree, and what a proof takes. `trust` says what recording costs.

Records are notes of about the size that the region's records have, sealed by the log itself, in a real PostgreSQL.
"""

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.figures import Figure, at, seconds
from bench.region import ENVELOPE, SEED
from domain.events import NoteAdded
from domain.words import Words
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent, migrate
from eventlog.bundle import write_bundle
from eventlog.datastore import Datastore
from eventlog.notary import LOG, LogKey, Proofs, advance, check_ledger
from eventlog.notary.following import PAUSE
from eventlog.proof import Bundle
from eventlog.proof.tiles import WIDTH
from jeugdspoor.embedded import Embedded

GOAL = 2000.0
"""Records per second."""

TEXT = Words("Een gesprek over school, thuis en hoe het verder gaat. " * 5)
"""Makes a record of about 700 bytes."""

EACH = 50
"""Records of one trajectory."""

TOGETHER = int(GOAL * PAUSE)
"""What comes between two heads, at the goal."""

PROOFS = 500
"""How often a proof is asked for."""

Told = Callable[[int, int], None]


def measured(records: int, told: Told) -> Generator[Figure]:
    """Over so many records, in a database of its own that is gone afterwards."""
    records -= records % TOGETHER
    with _log() as (databases, log, key), Proofs(databases, LOG) as proofs, _taking_in(databases, key) as take_in:
        notes = _notes()
        heads, sealed = [], 0.0
        for done in range(TOGETHER, records + 1, TOGETHER):
            some = list(islice(notes, TOGETHER))
            sealed += seconds(partial(log.append, some))
            if done <= records // 2:
                heads.append(seconds(take_in))
            told(done, records)
        yield Figure(f"sealing and appending {TOGETHER} records at a time", records / sealed, "records/s", least=GOAL)
        yield Figure(f"taking in {TOGETHER} records at a time", TOGETHER * len(heads) / sum(heads), "records/s", least=GOAL)
        yield Figure("one such head, p95", 1000 * at(heads, 0.95), "ms", most=1000 * PAUSE)
        behind = records - proofs.size()
        yield Figure(f"catching up with {behind} records", behind / seconds(take_in), "records/s", least=GOAL)
        yield from _proving(proofs)
        bundles = [proofs.entries(Bundle(index)) for index in range(4)]
        yield Figure("a record, on average", sum(map(len, bundles)) / len(bundles) / WIDTH, "bytes")
        read = seconds(lambda: check_ledger(databases, LOG, key.verifier(LOG.name)))
        yield Figure("reading the whole log again", proofs.size() / read, "records/s")
        with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as directory:
            wrote = seconds(lambda: write_bundle(proofs, key.verifier(LOG.name), Path(directory) / "bundle"))
            yield Figure("writing a bundle", proofs.size() / wrote, "records/s")
            outside = [sys.executable, "-I", str(Path(directory) / "bundle" / "verify.py"), str(Path(directory) / "bundle")]
            checked = seconds(lambda: subprocess.run(outside, check=True, capture_output=True))  # noqa: S603  (written just now)
            yield Figure("verify.py", proofs.size() / checked, "records/s")


def _proving(proofs: Proofs) -> Iterator[Figure]:
    dice, size = random.Random(SEED), proofs.size()  # noqa: S311  # positions, the same every time
    inclusion = [seconds(lambda: proofs.inclusion(dice.randint(1, size))) for _ in range(PROOFS)]
    consistency = [seconds(lambda: proofs.consistency(dice.randint(1, size), size)) for _ in range(PROOFS)]
    for what, took in (("inclusion", inclusion), ("consistency", consistency)):
        for share in (0.5, 0.95):
            yield Figure(f"a proof of {what} in {size} records, p{100 * share:.0f}", 1000 * at(took, share), "ms")


@contextmanager
def _log() -> Iterator[tuple[Databases, EventLog, LogKey]]:
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as name, Embedded(Path(name) / "data") as databases:
        migrate(databases)
        key, master = LogKey.at(Path(name) / "log.key", make=True), FileMasterKey.at(Path(name) / "master.key", make=True)
        with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
            yield databases, log, key


@contextmanager
def _taking_in(databases: Databases, key: LogKey) -> Iterator[Callable[[], None]]:
    """Everything that is there, as a notary does, and only when it is called."""
    datastore = Datastore(databases.notary, pool_size=1, schema="proof")

    def take_in() -> None:
        more = 1
        while more:
            with datastore.transaction_of_rows() as curs:
                more = advance(curs, LOG, key)

    try:
        yield take_in
    finally:
        datastore.close()


def _notes() -> Iterator[NewEvent]:
    dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets
    event = NoteAdded(occurred_on=date(2025, 1, 11), text=TEXT)
    while True:
        trajectory_id = UUID(int=dice.getrandbits(128), version=4)
        for version in range(1, EACH + 1):
            yield NewEvent(trajectory_id, version, ENVELOPE, event)
