"""Streams that are no trajectories: whoever records in one decides on what stands, also where many do at the same time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from application.doors.own_stream import OwnStream, Place
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.events import REGISTER_ID, ProviderListed
from eventlog import EventLog

KEEPER = Actor(subject="beheer-1", role=Role.ADMINISTRATOR, organisation="regio")


def listed(number: int) -> ProviderListed:
    return ProviderListed(occurred_on=date(2026, 1, 1), provider=f"nieuw-{number}", name="Nieuw")


def test_whoever_is_late_decides_anew_on_what_came_between(log: EventLog) -> None:
    # given: two processes, each with threads of its own
    streams: list[OwnStream[tuple[Recorded, ...]]] = [OwnStream(log, REGISTER_ID, "manual", tuple) for _ in range(2)]
    before = len(streams[0].current())

    def record(number: int) -> Place | None:
        def once(standing: Sequence[Recorded]) -> ProviderListed | None:
            return None if any(entry.event == listed(number // 2) for entry in standing) else listed(number // 2)

        return streams[number % 2].record(KEEPER, once)

    # when: each of forty is told to both
    with ThreadPoolExecutor(16) as sixteen:
        places = list(sixteen.map(record, range(80)))

    # then
    there = [place for place in places if place is not None]
    assert sorted(place.version for place in there) == list(range(before + 1, before + 41))
    recorded = streams[0].current()[before:]
    assert {entry.position for entry in recorded} == {place.position for place in there}
    assert sorted(entry.event.provider for entry in recorded if isinstance(entry.event, ProviderListed)) == sorted(
        f"nieuw-{number}" for number in range(40)
    )


def test_what_was_read_before_is_not_read_again(log: EventLog) -> None:
    # given
    stream: OwnStream[tuple[Recorded, ...]] = OwnStream(log, REGISTER_ID, "manual", tuple)
    stream.record(KEEPER, lambda _: [listed(number) for number in range(100, 110)])
    before = stream.current()

    # when
    place = stream.record(KEEPER, lambda _: listed(110))

    # then
    standing, position = stream.read()
    assert place is not None
    assert (len(standing), position) == (place.version, place.position)
    assert all(kept is read for kept, read in zip(standing, before, strict=False))
    assert standing == OwnStream(log, REGISTER_ID, "manual", tuple).current()
