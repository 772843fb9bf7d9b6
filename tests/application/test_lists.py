"""Questions across trajectories, when there is nobody to ask."""

from pathlib import Path

import pytest

from application.across.lists import Lists
from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.knowledge import Knowledge
from application.doors.register import Register
from application.problems import NotYet
from eventlog import EventLog, FileMasterKey, KeyStore
from jeugdspoor.wiring import wired
from projections.asking.reading import Rows
from tests.conftest import Cluster


def test_without_a_database_the_register_is_not_read_yet(cluster: Cluster, master: FileMasterKey, tmp_path: Path) -> None:
    # given a region that is served
    databases = cluster.fresh()
    with wired(databases, master, tmp_path / "unused"):
        pass
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys, login="reader") as log, Rows(databases) as rows:
        lists = Lists(rows, Knowledge(rows, Door(log, Granted(log))), Register(log))
        assert lists.locations(setting=None, on=None, known_at=None, at_position=None, limit=1, cursor=None, min_position=None).items
        # when its database is gone
        cluster.drop(databases)
        # then the question is answered all the same
        with pytest.raises(NotYet):
            lists.locations(setting=None, on=None, known_at=None, at_position=None, limit=1, cursor=None, min_position=None)
