"""Replaying one very long case, as its procesregisseur asks for it: out of the log itself, every step on one page."""

import random
import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.register import record_register
from application.one_case.replaying import Replaying
from bench.figures import Figure, at, seconds
from bench.judging import EVENTS, longer
from bench.region import SEED
from domain.codes import Role
from domain.envelope import Actor
from domain.history import History
from domain.zuid_limburg import register_events
from eventlog import EventLog, FileMasterKey, KeyStore, NewEvent, migrate
from jeugdspoor.embedded import Embedded

CASES, TIMES = 20, 5
"""Different cases, each asked for so often, one after another."""

GOAL = 100.0
"""Milliseconds."""


def measured(lives: Sequence[History], today: date) -> Generator[Figure]:
    """On a database of its own that is gone afterwards."""
    with ExitStack() as opened:
        directory = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-")))
        databases = opened.enter_context(Embedded(directory / "data"))
        migrate(databases)
        keys = opened.enter_context(KeyStore(databases.keys, FileMasterKey.at(directory / "master.key", make=True)))
        log = opened.enter_context(EventLog(databases, keys))
        record_register(log, register_events())
        asked = _told(log, lives, today)
        replaying = Replaying(Door(log, Granted(log)))
        whole = partial(replaying.replay, from_=None, to=None, known_at=None, limit=EVENTS, cursor=None, min_position=None)
        took = [1000 * seconds(partial(whole, actor, id_)) for _ in range(TIMES) for id_, actor in asked.items()]
    what = f"replaying a case of {EVENTS} events, all steps on one page; {len(asked)} cases"
    yield Figure(f"p50: {what}", at(took, 0.5), "ms", most=GOAL)
    yield Figure(f"p95: {what}", at(took, 0.95), "ms", most=GOAL)


def _told(log: EventLog, lives: Sequence[History], today: date) -> dict[UUID, Actor]:
    """Lives that go on, made as long as histories get and recorded under fresh ids, each with its procesregisseur."""
    going = (life for life in lives if not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None)
    dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets
    asked: dict[UUID, Actor] = {}
    for life in islice(going, CASES):
        id_ = UUID(int=dice.getrandbits(128), version=4)
        log.append([NewEvent(id_, each.version, each.envelope, each.event) for each in longer(life, today).recorded])
        municipality, assigned = life.trajectory.home_municipality_on(today), life.trajectory.procesregisseur_of_home_on(today)
        asked[id_] = Actor(subject=assigned or "pr-1", role=Role.PROCESREGISSEUR, organisation=f"GM{municipality}")
    return asked
