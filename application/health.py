"""How the system is: for whoever keeps it running. Nothing here is about a person, but which trajectories are in trouble: that is asked by
an administrator, as any question about persons."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import Error, OperationalError

from application.looking.disclosing import Disclosed
from application.pages import Page
from application.problems import Forbidden, NotYet
from domain.codes import Role
from domain.envelope import Actor
from eventlog import Databases, WrongDatabase
from eventlog import check as check_log
from projections.generations.status import Status
from projections.migrations import check as check_rows

_LOG = logging.getLogger("jeugdspoor.health")

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
    """What is shown of it, to everybody: JSON, and in words of our own."""
    cause: str | None = None
    """What keeps it from working, for the log alone: others' words may name hosts, files and users."""


class Health:
    """`status` tells how far the rows are, and raises `OperationalError` when the database does not answer. `beside` are the checks of who
    serves the application, by the name that they are shown under; each answers at once."""

    def __init__(self, databases: Databases, status: Callable[[], Status], beside: Mapping[str, Callable[[], Check]]) -> None:
        self._databases = databases
        self._beside = beside
        self._status = status
        self._causes: dict[str, str] = {}
        self._registry = CollectorRegistry()
        self._registry.register(_RowsCollector(status))
        ProcessCollector(registry=self._registry)

    def ready(self) -> Readiness:
        """Whether questions and recordings can be answered; `checks` says what is wrong, and the log why."""
        inside = self._inside()
        beside = {name: check() for name, check in self._beside.items()}
        for name, check in beside.items():
            self._tell(name, check.cause)
        ok = inside.ok and all(check.ok for check in beside.values())
        return Readiness(ok, inside.checks | {name: check.told for name, check in beside.items()})

    def _inside(self) -> Readiness:
        try:
            check_log(self._databases)
            check_rows(self._databases)
            status = self._status()
        except WrongDatabase as wrong:
            return self._not_ready({"database": "ok", "migrations": "not those of this program"}, wrong)
        except OperationalError as error:
            return self._not_ready({"database": "not reachable"}, error)
        except Error as error:
            return self._not_ready({"database": "not as it was made"}, error)
        self._tell("database", None)
        equality = status.equality
        checks = {
            "database": "ok",
            "migrations": "ok",
            "head": status.head,
            "checkpoint": status.checkpoint,
            "lag_events": status.lag_events,
            "dead_letters": len(status.dead_letters),
            "equality": equality and {"position": equality.position, "checked": equality.checked, "unequal": len(equality.unequal)},
        }
        return Readiness(status.is_ready and status.lag_events <= GREATEST_LAG, checks)

    def _not_ready(self, checks: dict[str, Any], reason: Exception) -> Readiness:
        self._tell("database", str(reason))
        return Readiness(False, checks)

    def _tell(self, part: str, cause: str | None) -> None:
        """Each cause is logged once, in a line, until it is gone or another comes."""
        if cause and cause != self._causes.get(part):
            _LOG.warning("%s: %s", part, " ".join(cause.split()))
        if cause:
            self._causes[part] = cause
        else:
            self._causes.pop(part, None)

    def troubled(self, actor: Actor) -> Disclosed[Page]:
        """The trajectories whose rows could not be made, or differ from the log, each with the position at which that was found.

        Raises `Forbidden` for who is no administrator, and `NotYet`.
        """
        if actor.role is not Role.ADMINISTRATOR:
            raise Forbidden("Which trajectories are in trouble is for an administrator.")
        try:
            status = self._status()
        except OperationalError:
            raise NotYet.retry("The database does not answer just now.") from None
        found = [(each.trajectory_id, "set-aside", each.position) for each in status.dead_letters]
        if status.equality:
            found += [(trajectory_id, "unequal", status.equality.position) for trajectory_id in status.equality.unequal]
        items = [{"trajectory_id": trajectory_id, "trouble": trouble, "position": position} for trajectory_id, trouble, position in found]
        return Disclosed(Page(items, None), (trajectory_id for trajectory_id, _, _ in found))

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
