"""Our recorder is one of the library's: it passes the test cases that the library ships for them, on the real database."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from eventlog.datastore import LogDatastore
from eventlog.recorder import LogRecorder
from tests.conftest import Cluster


class WithoutPositions(LogRecorder):
    """As the library's aggregate recorders, which give no notification ids: its test case insists on that."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        super().insert_events(stored_events, **kwargs)


class OnFreshDatabases:
    """Each test of the library expects an empty log."""

    recorder_class: ClassVar[type[LogRecorder]] = LogRecorder
    recorder: LogRecorder

    @pytest.fixture(autouse=True)
    def _fresh(self, cluster: Cluster) -> Iterator[None]:
        databases = cluster.fresh()
        self.recorder = self.recorder_class(LogDatastore(databases.writer, pool_size=16))
        yield
        self.recorder.close()
        cluster.drop(databases)

    def create_recorder(self) -> LogRecorder:
        return self.recorder


class TestAggregateRecorder(OnFreshDatabases, AggregateRecorderTestCase):
    recorder_class = WithoutPositions


class TestApplicationRecorder(OnFreshDatabases, ApplicationRecorderTestCase[LogRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(OnFreshDatabases, NonInterleavingNotificationIDsBaseCase):
    pass
