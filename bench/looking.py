"""What it costs that every read is recorded before its answer leaves: `python -m bench.looking`.

Each question is asked of the application bare and recorded, in turns, so that both meet the same load of the machine.
"""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from application import Application
from application.doors.register import Register
from application.looking.disclosing import Disclosed, Look
from application.recording.playing import play
from bench.region import SEED
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from eventlog import FileMasterKey
from jeugdspoor.embedded import Embedded
from jeugdspoor.wiring import application, wired
from simulation import simulate

TRAJECTORIES = 300
TIMES = 300
READERS = 8

REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

Ask = Callable[[Actor], Disclosed[Any]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds at the median, asked bare and recorded, by one and by `READERS` at once."""

    question: str
    bare: float
    recorded: float
    bare_of_many: float
    recorded_of_many: float


def costs(running: Application) -> list[Cost]:
    with_filters: dict[str, Any] = {"status": None, "setting": None, "municipality": None, "procesregisseur": None}
    listed = partial(running.lists.worklist, limit=50, cursor=None, min_position=None, **with_filters)
    known = [item["trajectory_id"] for item in running.looking.show(_look(), listed).items]
    one = partial(running.cases.situation, trajectory_id=known[0], known_at=None, valid_on=None, min_position=None)
    return [_cost(running, "one case", one), _cost(running, f"a list of {len(known)}", listed)]


def _cost(running: Application, question: str, ask: Ask) -> Cost:
    def bare() -> None:
        ask(REGISSEUR)

    def recorded() -> None:
        running.looking.show(_look(), ask)

    bare_alone, recorded_alone = _in_turns(bare, recorded)
    with ThreadPoolExecutor(READERS) as pool:
        many = [_per_question(pool, each) for _ in range(5) for each in (bare, recorded)]
    return Cost(question, bare_alone, recorded_alone, median(many[::2]), median(many[1::2]))


def _in_turns(*asked: Callable[[], None]) -> list[float]:
    took: list[list[float]] = [[] for _ in asked]
    for _ in range(TIMES):
        for each, ask in zip(took, asked, strict=True):
            began = perf_counter()
            ask()
            each.append(1000 * (perf_counter() - began))
    return [median(each) for each in took]


def _per_question(pool: ThreadPoolExecutor, ask: Callable[[], None]) -> float:
    """Milliseconds of wall time for each, when many are asked at once."""
    began = perf_counter()
    list(pool.map(lambda _: ask(), range(TIMES)))
    return 1000 * (perf_counter() - began) / TIMES


def _look() -> Look:
    return Look(REGISSEUR, "Meting", "bench", "E", datetime.now(UTC))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as directory, Embedded(Path(directory) / "data") as databases:
        master_key_file = Path(directory) / "master.key"
        with wired(databases, FileMasterKey.at(master_key_file, make=True), master_key_file) as store:
            steps = simulate(SEED, TRAJECTORIES, amsterdam_day(datetime.now(UTC)), Register(store.log).current())
            play(store.log, store.keys, steps, lambda played: None)
            store.sign()
            with application(store) as running:
                running.lists.await_rows(seconds=60)
                for each in costs(running):
                    print(
                        f"{each.question}: {each.bare:.2f} ms bare, {each.recorded:.2f} ms recorded; {READERS} at once: "
                        f"{each.bare_of_many:.2f} ms and {each.recorded_of_many:.2f} ms each (load {os.getloadavg()[0]:.1f})"
                    )


if __name__ == "__main__":
    main()
