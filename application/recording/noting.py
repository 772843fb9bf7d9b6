"""What the register says later of a house is noted in the trajectory of who stays there, so that a rule can find it (L11).

A rule reads one trajectory and nothing else. What a place was when a stay was recorded is copied into the stay; a registration that is
struck off afterwards is an event of its own, recorded here for every stay that it concerns.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from application.doors.loading import history_of
from application.doors.register import Register
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Despite, Envelope, Source
from domain.events import AccommodationRegistrationNoted
from domain.history import History
from domain.judging import Case, Judgement, judge
from domain.region import Region
from domain.words import Words
from eventlog import Conflict, Databases, EventLog, NewEvent, legible
from projections.connecting import connect
from projections.generations.trajectories import FIRST, count, in_log

CHUNK = 100
"""Histories that are read together."""

TIMES = 5
"""How often it is tried again when somebody records in the same trajectory at that moment."""

_RECORDER = Actor(subject="jeugdspoor", role=Role.ADMINISTRATOR, organisation="jeugdspoor")
_SOURCE = Source(kind="register")
_REASON = "Overgenomen uit het register van gesloten accommodaties."


def note_registrations(log: EventLog, databases: Databases, told: Callable[[int, int | None], None]) -> int:
    """Notes every change of a registration in each trajectory with a closed stay of that day, those of a later day too; each once.

    `told` hears how many trajectories were looked at, of how many. Gives how many changes were noted. Raises `Conflict` where somebody
    keeps recording in the same trajectory: what was noted by then stands, and the next call goes on.
    """
    region, newest = Register(log).current(), log.head()
    up_to = newest.position if newest else 0
    with connect(databases) as conn:
        total, done, noted, after = count(conn, up_to), 0, 0, FIRST
        while ids := in_log(conn, up_to, after, CHUNK):
            recorded = log.histories(ids)
            for each in ids:
                if (events := legible(recorded.get(each, []))) and next(_unsaid(History(events), region), None):
                    noted += _note(log, each, region)
            done, after = done + len(ids), ids[-1]
            told(done, total)
    return noted


def _unsaid(history: History, region: Region) -> Iterator[AccommodationRegistrationNoted]:
    """What the trajectory says otherwise, the earliest of each stay first: also of a later day, and where the register was mended since."""
    today = amsterdam_day(datetime.now(UTC))
    for stay in history.trajectory.stays:
        if not stay.in_closed_care:
            continue
        for day in sorted(stay.registered_from.keys() | dict(region.registrations(stay.location, stay.since))):
            there = region.was_registered(stay.location, day)
            said = not any(nights.covers(day) for nights in stay.unregistered_nights)
            if there is not None and stay.covers(day) and said is not there:
                facts = {"stay_id": stay.stay_id, "registered": there, "from": day if day > today else None}
                yield AccommodationRegistrationNoted.model_validate({"occurred_on": min(day, today), **facts})


def _note(log: EventLog, trajectory_id: UUID, region: Region) -> int:
    """All that is unsaid in one trajectory, in one transaction."""
    for left in reversed(range(TIMES)):
        history = history_of(log, trajectory_id)
        if history is None:
            return 0  # erased meanwhile
        noted: list[Judgement] = []
        while (following := next(_unsaid(history, region), None)) is not None:
            judgement = _judged(history, region, following)
            if judgement.impossible:
                break
            noted.append(judgement)
            history = judgement.history
        try:
            log.append([NewEvent(trajectory_id, each.recorded.version, each.recorded.envelope, each.recorded.event) for each in noted])
        except Conflict:
            if not left:
                raise
        else:
            return len(noted)
    return 0


def _judged(history: History, region: Region, event: AccommodationRegistrationNoted) -> Judgement:
    """As recorded by the register: whatever findings of law it adds are what it is recorded for, and named as passed."""
    case, now, fresh_id = Case(history, region), datetime.now(UTC), str(uuid7())
    envelope = Envelope(event_id=uuid7(), actor=_RECORDER, source=_SOURCE)
    judgement = judge(case, envelope, event, now, fresh_id)
    if not judgement.stopping:
        return judgement
    rules = tuple(sorted({finding.rule for finding in judgement.stopping}))
    passing = envelope.model_copy(update={"despite": Despite(rules=rules, reason=Words(_REASON))})
    return judge(case, passing, event, now, fresh_id)
