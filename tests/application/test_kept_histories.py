"""The writer keeps the histories that it records on: never older than the log, never longer than needed, and without words."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from application.doors.register import Register
from application.recording import histories as kept
from application.recording.committing import Recording
from application.recording.histories import Histories
from domain.envelope import Envelope, Source
from domain.events import DossierErased
from eventlog import EventLog, KeyStore, NewEvent
from tests.application.conftest import REGISSEUR, answered, note

Open = Callable[[], UUID]

WORDS = "Zei dat zij liever bij haar tante woont"


def test_what_did_not_change_is_not_folded_again(log: EventLog, opened: Open) -> None:
    trajectory, histories = opened(), Histories(log)
    first = histories.current([trajectory])[trajectory]
    assert histories.current([trajectory])[trajectory] is first


def test_what_another_process_recorded_is_added_before_it_is_used(
    log: EventLog, keys: KeyStore, recording: Recording, opened: Open
) -> None:
    # given: a history that one process keeps
    trajectory, histories = opened(), Histories(log)
    assert histories.current([trajectory])[trajectory].version == 1

    # when: another records on it
    answered(Recording(log, keys, Register(log)).record([note(trajectory, 1)])[0])

    # then: it is there, as the log has it
    history = histories.current([trajectory])[trajectory]
    assert list(history.recorded) == log.histories([trajectory])[trajectory]


def test_recording_on_and_on_knows_what_the_log_holds(log: EventLog, recording: Recording, opened: Open) -> None:
    trajectory = opened()
    for version in range(1, 6):
        answered(recording.record([note(trajectory, version)])[0])
    history = recording._histories.current([trajectory])[trajectory]
    assert list(history.recorded) == log.histories([trajectory])[trajectory]


def test_what_is_erased_is_not_given_any_more(log: EventLog, opened: Open) -> None:
    trajectory, histories = opened(), Histories(log)
    assert trajectory in histories.current([trajectory])
    envelope = Envelope(event_id=uuid7(), actor=REGISSEUR, source=Source(kind="manual"))
    log.append([NewEvent(trajectory, 2, envelope, DossierErased(occurred_on=date(2025, 3, 1), erasure_id="e-1"))])
    assert histories.current([trajectory]) == {}


def test_a_history_that_the_log_does_not_hold_any_more_is_read_anew(log: EventLog, recording: Recording, opened: Open) -> None:
    # given: what is kept ends with an event that stands elsewhere, as after an older backup was put back
    trajectory, histories = opened(), Histories(log)
    answered(recording.record([note(trajectory, 1)])[0])
    history = histories.current([trajectory])[trajectory]
    history.newest.position += 1000  # type: ignore[misc]

    # then: the log is believed
    assert list(histories.current([trajectory])[trajectory].recorded) == log.histories([trajectory])[trajectory]


def test_after_its_time_nothing_is_kept(log: EventLog, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    trajectory, histories = opened(), Histories(log)
    histories.current([trajectory])
    monkeypatch.setattr(kept, "KEPT_FOR", 0.0)
    histories.forget()
    assert not histories._kept


def test_the_least_used_of_too_many_are_let_go(log: EventLog, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    trajectories, histories = [opened() for _ in range(4)], Histories(log)
    for trajectory in trajectories:
        histories.current([trajectory])
    histories.forget()
    assert list(histories._kept) == trajectories[2:]


def test_no_words_are_kept(recording: Recording, opened: Open) -> None:
    trajectory = opened()
    answered(recording.record([note(trajectory, 1, WORDS)])[0])
    assert trajectory in recording._histories._kept
    assert all(WORDS not in text for text in _texts_in(recording._histories._kept))


def _texts_in(root: object) -> Iterator[str]:
    """Every text that can be reached, through values and not through code."""
    seen, waiting = {id(root)}, [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield str(here)
        for each in gc.get_referents(here):
            if id(each) not in seen and not isinstance(each, type) and not callable(each) and type(each).__name__ != "module":
                seen.add(id(each))
                waiting.append(each)
