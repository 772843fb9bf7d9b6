"""Live rows, on the real database: the same as rebuilt ones, exactly once, and never held up by one trajectory."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from psycopg import Connection
from psycopg.rows import TupleRow

from domain.envelope import Recorded
from domain.history import History
from domain.secrecy import Secrecy
from eventlog import Appended, Databases
from projections import Engine, Rows, check, rebuild
from projections.connecting import OpenLog
from projections.telling import retold
from projections.telling.models import MODELS
from projections.telling.table import Row
from projections.telling.teller import ReadModel
from tests.histories import logs, told
from tests.projections.logs import Recorder, anew, everything
from tests.projections.waiting import PATIENCE, eventually

on_one_database = settings(
    max_examples=12,
    deadline=None,
    # Shrinking would record and rebuild hundreds of times more; the first failure says enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@on_one_database
@given(events=logs())
def test_live_rows_equal_rebuilt_rows(
    events: list[Recorded],
    engine: Engine,
    rows: Rows,
    recorder: Recorder,
    databases: Databases,
    open_log: OpenLog,
    engine_login: Connection[TupleRow],
) -> None:
    # given: rows that followed the log event by event
    last = recorder.record_one_by_one(anew(events))[-1]
    engine.wake()
    assert rows.wait_for(last.position, PATIENCE)
    before = everything(engine_login, engine.status().generation)

    # when
    rebuilt = rebuild(databases, open_log)

    # then
    assert everything(engine_login, rebuilt.generation) == before
    assert rebuilt.changed == frozenset()
    assert check(databases, open_log).unequal == {}


def test_a_waiting_reader_finds_what_was_just_recorded(engine: Engine, rows: Rows, recorder: Recorder) -> None:
    for _ in range(5):
        [opened] = recorder.record(anew(told()[:1]))
        engine.wake()
        assert rows.wait_for(opened.position, PATIENCE)
        assert (rows.checkpoint() or 0) >= opened.position


def test_a_reader_waits_no_longer_than_it_was_told(engine: Engine, rows: Rows) -> None:
    assert not rows.wait_for(10**9, timeout=0.05)


def test_a_killed_engine_connection_costs_and_doubles_nothing(
    engine: Engine, rows: Rows, recorder: Recorder, databases: Databases, open_log: OpenLog, engine_login: Connection[TupleRow]
) -> None:
    # given
    eventually(lambda: engine.leads)

    # when: its connections are killed while it follows
    for _ in range(5):
        last = recorder.record(anew(told()))[-1]
        engine.wake()
        engine_login.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )

    # then
    assert rows.wait_for(last.position, PATIENCE)
    assert check(databases, open_log).unequal == {}
    eventually(lambda: engine.leads and engine.trouble is None)


def test_of_two_engines_one_leads_and_the_other_takes_over(
    engine: Engine, rows: Rows, recorder: Recorder, databases: Databases, open_log: OpenLog
) -> None:
    # given
    eventually(lambda: engine.leads)

    with Engine(databases, open_log) as other:
        time.sleep(0.7)  # longer than the pause between its attempts
        assert not other.leads

        # when
        engine.stop()

        # then
        eventually(lambda: other.leads)
        last = recorder.record(anew(told()))[-1]
        assert rows.wait_for(last.position, PATIENCE)


class Fault:
    """A read model that goes wrong with some trajectories."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wrong: dict[object, Callable[[], object]] = {}
        self.wrong = wrong
        right = next(model for model in MODELS if model.name == "worklist")

        class Faulty:
            def __init__(self, secrecy: Secrecy) -> None:
                self._right = right.begin(secrecy)

            def learn(self, history: History) -> None:
                self._right.learn(history)
                self._outcome = wrong.get(history.trajectory.trajectory_id)

            def rows(self) -> Iterator[Row]:
                for row in self._right.rows():
                    yield (*row[:4], self._outcome(), *row[5:]) if self._outcome else row

        faulty = tuple(ReadModel(model.table, Faulty) if model is right else model for model in MODELS)
        monkeypatch.setattr(retold, "MODELS", faulty)


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    return Fault(monkeypatch)


def _raises() -> object:
    raise ValueError("Tom Wit, 999900006")


@pytest.mark.parametrize("outcome", [_raises, lambda: "a text with \x00 in it", lambda: None], ids=["raises", "refused", "empty"])
def test_a_trajectory_whose_rows_cannot_be_made_is_set_aside_alone(
    outcome: Callable[[], object],
    fault: Fault,
    engine: Engine,
    rows: Rows,
    recorder: Recorder,
    databases: Databases,
    open_log: OpenLog,
    engine_login: Connection[TupleRow],
) -> None:
    # given: rows of two trajectories
    one, other = anew(told()), anew(told())
    last = recorder.record([one[0], other[0]])[-1]
    assert rows.wait_for(last.position, PATIENCE)

    # when: something goes wrong with one of them
    fault.wrong[one[0].trajectory_id] = outcome
    last = recorder.record([one[1], other[1]])[-1]
    assert rows.wait_for(last.position, PATIENCE)

    # then: it keeps the rows that it had, and the other goes on
    status = engine.status()
    [letter] = status.dead_letters
    assert (letter.trajectory_id, letter.position) == (one[0].trajectory_id, last.position)
    assert "Wit" not in letter.error
    assert "9999" not in letter.error
    assert not status.is_ready
    versions: dict[object, int] = dict(
        engine_login.execute(f"SELECT trajectory_id, version FROM rows_{status.generation}.worklist").fetchall()  # noqa: S608
    )
    assert (versions[one[0].trajectory_id], versions[other[0].trajectory_id]) == (1, 2)

    # and: at its next event it is tried again
    fault.wrong.clear()
    last = recorder.record([one[2]])[-1]
    assert rows.wait_for(last.position, PATIENCE)
    assert engine.status().dead_letters == ()
    assert check(databases, open_log).unequal == {}


def tamper(superuser: Connection[TupleRow], recorded: Appended) -> None:
    superuser.execute("ALTER TABLE log.events DISABLE TRIGGER append_only")
    superuser.execute(
        "UPDATE log.events SET state = set_byte(state, 40, get_byte(state, 40) # 1) WHERE position = %s", (recorded.position,)
    )


def test_a_record_that_was_tampered_with_sets_its_trajectory_aside_alone(
    engine: Engine, rows: Rows, recorder: Recorder, superuser: Connection[TupleRow]
) -> None:
    # given: what nobody has followed yet
    engine.stop()
    one, other = anew(told()), anew(told())
    tamper(superuser, recorder.record(one[:1])[0])

    # when
    last = recorder.record([one[1], *other])[-1]
    engine.start()

    # then
    assert rows.wait_for(last.position, PATIENCE)
    assert [letter.trajectory_id for letter in engine.status().dead_letters] == [one[0].trajectory_id]


def test_a_record_that_is_tampered_with_after_it_was_followed_is_found_and_hinders_nothing(
    engine: Engine, rows: Rows, recorder: Recorder, superuser: Connection[TupleRow], databases: Databases, open_log: OpenLog
) -> None:
    # given
    eventually(lambda: engine.leads)
    events = anew(told())
    first = recorder.record(events[:1])[0]
    assert rows.wait_for(first.position, PATIENCE)

    # when
    tamper(superuser, first)
    last = recorder.record(events[1:2])[-1]

    # then: its rows go on from what was folded when it was whole
    assert rows.wait_for(last.position, PATIENCE)
    tampered = events[0].trajectory_id
    assert tampered not in [letter.trajectory_id for letter in engine.status().dead_letters]
    eventually(lambda: (equality := engine.status().equality) and tampered in equality.unequal)
    assert tampered in check(databases, open_log).unequal


def test_an_erased_trajectory_loses_its_rows(
    engine: Engine, rows: Rows, recorder: Recorder, databases: Databases, open_log: OpenLog, key_store: Connection[TupleRow]
) -> None:
    # given
    events = anew(told())
    last = recorder.record(events)[-1]
    assert rows.wait_for(last.position, PATIENCE)

    # when
    erased = events[0].trajectory_id
    key_store.execute("DELETE FROM keys.trajectory_keys WHERE trajectory_id = %s", (erased,))

    # then: the check finds the rows that should not be there any more, and a rebuild leaves them out
    assert erased in check(databases, open_log).unequal
    eventually(lambda: (equality := engine.status().equality) and erased in equality.unequal)
    changed = rebuild(databases, open_log).changed
    assert changed is not None
    assert erased in changed
    assert erased not in check(databases, open_log).unequal
