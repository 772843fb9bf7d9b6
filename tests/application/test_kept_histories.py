"""The writer keeps the histories that it records on: never older than the log, never longer than needed, and without words."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from application.doors.register import Register, extend_register
from application.problems import Impossible, NotFound
from application.recording import histories as kept
from application.recording.committing import Recording
from application.recording.histories import Histories
from domain.codes import Setting
from domain.envelope import Envelope, Source
from domain.events import DossierErased, LocationOpened, ProviderListed
from eventlog import EventLog, KeyStore, NewEvent
from tests.application.conftest import REGISSEUR, answered, note, request

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


def test_what_was_recorded_here_is_not_read_again(log: EventLog, recording: Recording, opened: Open) -> None:
    # given: two recordings on what is kept
    trajectory = opened()
    for version in (1, 2):
        answered(recording.record([note(trajectory, version, WORDS)])[0])

    # then: the log has nothing that is not known
    versions = recording._histories.versions([trajectory])
    assert versions == {trajectory: 3}
    since = log.since(versions)[trajectory]
    assert since.there is not None
    assert not since.after


def test_what_others_record_after_it_is_added_to_what_was_recorded_here(
    log: EventLog, keys: KeyStore, recording: Recording, opened: Open
) -> None:
    trajectory, other = opened(), Recording(log, keys, Register(log))
    for version in range(1, 9):
        answered((recording, recording, other)[version % 3].record([note(trajectory, version)])[0])
    history = recording._histories.current([trajectory])[trajectory]
    assert list(history.recorded) == log.histories([trajectory])[trajectory]


def test_a_correction_that_was_recorded_here_is_read_with_what_it_corrects(log: EventLog, recording: Recording, opened: Open) -> None:
    # given
    trajectory = opened()
    answered(recording.record([note(trajectory, 1)])[0])
    mend = {"occurred_on": "2025-02-02", "target_version": 2, "data": {"occurred_on": "2025-02-03"}, "reason": WORDS}
    answered(recording.record([request("corrected", mend, trajectory, version=2)])[0])

    # then
    history = recording._histories.current([trajectory])[trajectory]
    assert list(history.recorded) == log.histories([trajectory])[trajectory]
    assert history.effective[-1].event.occurred_on == date(2025, 2, 3)


def test_what_was_recorded_here_and_erased_elsewhere_is_not_given_any_more(log: EventLog, recording: Recording, opened: Open) -> None:
    trajectory = opened()
    answered(recording.record([note(trajectory, 1)])[0])
    envelope = Envelope(event_id=uuid7(), actor=REGISSEUR, source=Source(kind="manual"))
    log.append([NewEvent(trajectory, 3, envelope, DossierErased(occurred_on=date(2025, 3, 1), erasure_id="e-2"))])
    assert recording._histories.current([trajectory]) == {}
    assert isinstance(recording.record([note(trajectory, 3)])[0], NotFound)


def test_what_stands_in_the_register_by_now_counts_in_the_next_batch(log: EventLog, recording: Recording, opened: Open) -> None:
    # given: a house that is not in the register
    trajectory = opened()
    stay = {"occurred_on": "2025-02-03", "setting": "leefhuis", "provider": "pas-bekend", "location": "huis-van-pas-bekend"}
    asked = request("admitted", stay, trajectory, version=1)
    assert isinstance(recording.record([asked])[0], Impossible)

    # when: somebody records it
    listed = ProviderListed(occurred_on=date(2025, 1, 1), provider="pas-bekend", name="Pas bekend")
    house = LocationOpened(
        occurred_on=date(2025, 1, 1),
        location="huis-van-pas-bekend",
        provider="pas-bekend",
        name="Huis",
        municipality="0917",
        setting=Setting.LEEFHUIS,
        capacity=4,
    )
    extend_register(log, [listed, house])

    # then
    assert answered(recording.record([asked])[0]).version == 2


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
