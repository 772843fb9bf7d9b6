"""A simulated past enters the log whole, or not at all."""

from collections.abc import Iterator
from datetime import date

import pytest

from application.doors.register import Register, extended, holds_only_the_register, record_register
from application.recording.playing import NotEmpty, play
from domain.events import LocationOpened
from domain.zuid_limburg import register_events
from eventlog import EventLog, KeyStore
from simulation import OUTSIDE, Step, simulate


def steps(log: EventLog) -> Iterator[Step]:
    return simulate(1, 5, date(2024, 1, 1), Register(log).current())


def test_an_interrupted_simulation_leaves_nothing_behind_and_can_be_played_again(log: EventLog, keys: KeyStore) -> None:
    record_register(log, register_events())

    def interrupted() -> Iterator[Step]:
        for number, step in enumerate(steps(log)):
            if number == 20:
                raise KeyboardInterrupt
            yield step

    with pytest.raises(KeyboardInterrupt):
        play(log, keys, interrupted(), lambda _: None)
    assert holds_only_the_register(log)

    # and what the region has besides is in its register before anything happens in it
    head = log.head()
    assert head
    register, region = extended(log, OUTSIDE, after=head.recorded_at)
    told: list[int] = []
    played = play(log, keys, simulate(1, 5, date(2024, 1, 1), region), told.append, register)
    assert played == told[-1] == len(told) > 20
    known = Register(log).as_of(head.position + len(register))
    assert {each.location for each in OUTSIDE if isinstance(each, LocationOpened)} <= set(known.locations)
    assert not known.is_in_region("0957", date(2024, 1, 1))
    assert extended(log, OUTSIDE)[0] == []
    with pytest.raises(NotEmpty):
        play(log, keys, steps(log), lambda _: None)
