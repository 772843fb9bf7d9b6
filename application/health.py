"""How the system is: for whoever keeps it running. Nothing here is about a person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import OperationalError

from eventlog import Databases, WrongDatabase
from eventlog import check as check_log
from projections.migrations import check as check_rows
from projections.status import Status

GREATEST_LAG = 1000
"""Events that the rows may be behind before the server calls itself not ready."""


@dataclass(frozen=True, slots=True)
class Readiness:
    ok: bool
    checks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """Of something beside the database that must work before anybody can be served."""

    ok: bool
    told: Any
    """What is shown of it: JSON."""


class Health:
    """`status` tells how far the rows are, and raises `OperationalError` when the database does not answer. `beside` are the checks of who
    serves the application, by the name that they are shown under; each answers at once."""

    def __init__(self, databases: Databases, status: Callable[[], Status], beside: Mapping[str, Callable[[], Check]]) -> None:
        self._databases = databases
        self._beside = beside
        self._status = status
        self._registry = CollectorRegistry()
        self._registry.register(_RowsCollector(status))
        ProcessCollector(registry=self._registry)

    def ready(self) -> Readiness:
        """Whether questions and recordings can be answered; `checks` says what is wrong."""
        inside = self._inside()
        beside = {name: check() for name, check in self._beside.items()}
        ok = inside.ok and all(check.ok for check in beside.values())
        return Readiness(ok, inside.checks | {name: check.told for name, check in beside.items()})

    def _inside(self) -> Readiness:
        try:
            check_log(self._databases)
            check_rows(self._databases)
            status = self._status()
        except WrongDatabase as wrong:
            return Readiness(False, {"database": "ok", "migrations": str(wrong)})
        except OperationalError:
            return Readiness(False, {"database": "does not answer"})
        equality = status.equality
        unequal = [str(trajectory_id) for trajectory_id in equality.unequal] if equality else []
        checks = {
            "database": "ok",
            "migrations": "ok",
            "head": status.head,
            "checkpoint": status.checkpoint,
            "lag_events": status.lag_events,
            "dead_letters": [{"trajectory_id": str(d.trajectory_id), "position": d.position} for d in status.dead_letters],
            "equality": {"position": equality.position, "checked": equality.checked, "unequal": unequal} if equality else None,
        }
        return Readiness(status.is_ready and status.lag_events <= GREATEST_LAG, checks)

    def metrics(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self._registry)


class _RowsCollector(Collector):
    def __init__(self, status: Callable[[], Status]) -> None:
        self._status = status

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            status = self._status()
        except OperationalError:
            yield GaugeMetricFamily("jeugdspoor_database_up", "Whether the database answers.", value=0)
            return
        unequal = len(status.equality.unequal) if status.equality else 0
        yield GaugeMetricFamily("jeugdspoor_database_up", "Whether the database answers.", value=1)
        yield GaugeMetricFamily("jeugdspoor_log_position", "Position of the newest event.", value=status.head)
        yield GaugeMetricFamily("jeugdspoor_rows_position", "Position that the rows have reached.", value=status.checkpoint or 0)
        yield GaugeMetricFamily("jeugdspoor_rows_lag_events", "Events recorded and not in the rows yet.", value=status.lag_events)
        yield GaugeMetricFamily("jeugdspoor_rows_set_aside", "Trajectories whose rows could not be made.", value=len(status.dead_letters))
        yield GaugeMetricFamily("jeugdspoor_rows_unequal", "Trajectories whose rows were found to differ.", value=unequal)
