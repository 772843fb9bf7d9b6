"""The library `eventsourcing`, as its documentation uses it: an aggregate, an application, and its recorder on PostgreSQL.

Its settings are those that hold when nothing is set: five connections and ten more, the table locked for each save, no cache.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.figures import seconds
from bench.peers.databases import Own

MOST_CALLERS = 32

_CACHED = {"AGGREGATE_CACHE_MAXSIZE": "1000"}


class Voices(Aggregate):
    """A trajectory in so far as it has an own voice in it."""

    @event("Opened")
    def __init__(self) -> None:
        self.summaries: list[str] = []

    @event("VoiceRecorded")
    def record_voice(self, about: str, form: str, agrees: str, summary: str, occurred_on: str) -> None:
        self.summaries.append(summary)


class Trajectories(Application[UUID]):
    def opened(self, said: Mapping[str, str], length: int) -> UUID:
        """A trajectory with so many events."""
        voices = Voices()
        for _ in range(length - 1):
            voices.record_voice(**said)
        self.save(voices)
        return voices.id

    def record_voice(self, trajectory_id: UUID, said: Mapping[str, str]) -> None:
        voices: Voices = self.repository.get(trajectory_id)
        voices.record_voice(**said)
        self.save(voices)


class Library:
    def __init__(
        self, name: str, application: Trajectories, said: Mapping[str, str], ids: deque[UUID], threads: ThreadPoolExecutor
    ) -> None:
        self.name = name
        self._application, self._said, self._ids, self._threads = application, said, ids, threads

    def took(self, recordings: int, callers: int) -> float:
        return seconds(lambda: list(self._threads.map(self._record, [recordings // callers] * callers)))

    def _record(self, recordings: int) -> None:
        for _ in range(recordings):
            # Nobody else has it meanwhile: what is measured is recording, and not conflicts.
            id_ = self._ids.popleft()
            self._application.record_voice(id_, self._said)
            self._ids.append(id_)


@contextmanager
def library(database: Own, said: Mapping[str, str], *, streams: int, length: int, cached: bool = False) -> Iterator[Library]:
    """`cached`: with the cache of aggregates that it can be told to keep."""
    env = {"PERSISTENCE_MODULE": "eventsourcing.postgres", **database.environment(), **(_CACHED if cached else {})}
    name = (
        f"the library eventsourcing {version('eventsourcing')}, {'its cache of aggregates on' if cached else 'as documented'}, plain JSON"
    )
    application: Any = Trajectories(env)
    try:
        ids = deque(application.opened(said, length) for _ in range(streams))
        with ThreadPoolExecutor(MOST_CALLERS) as threads:
            yield Library(name, application, said, ids, threads)
    finally:
        application.close()
