"""The desk: deeds recorded as users would record them, in office hours, mostly in time, each judged before it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from domain.calendar import AMSTERDAM, add_days, amsterdam_day
from domain.codes import Certainty, Role
from domain.envelope import Actor, Despite, Envelope, Recorded, Source
from domain.events import Event, TrajectoryOpened, TrajectoryReopened
from domain.history import History
from domain.judging import Case, Judgement, judge, judge_opening
from domain.region import Region
from domain.rights import may_record, rights
from simulation import sentences
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.figures import OFFICE_LAG
from simulation.people import gi_worker, procesregisseurs, provider_worker, team_secretary

_SOURCE = Source(kind="simulation")


@dataclass(frozen=True, slots=True)
class Step:
    """One event, judged and ready to be appended. `recorded_at` is in UTC, `version` counts from 1 in its trajectory."""

    recorded_at: datetime
    trajectory_id: UUID
    envelope: Envelope
    event: Event
    version: int


class ImpossibleStory(Exception):
    """A story told something that the domain refuses: an error in the story, which names the seed it came from."""


def recordings(deeds: Sequence[Deed], trajectory_id: UUID, region: Region, dice: Dice) -> Iterator[Step]:
    """One trajectory's deeds, in the order in which they are recorded, the opening first.

    Raises `ImpossibleStory` for a deed that is refused.
    """
    return _Desk(trajectory_id, region, dice).record(deeds)


class _Desk:
    """Where one trajectory is recorded."""

    def __init__(self, trajectory_id: UUID, region: Region, dice: Dice) -> None:
        self._trajectory_id = trajectory_id
        self._region = region
        self._dice = dice
        self._history: History | None = None
        self._versions: dict[Deed, int] = {}

    def record(self, deeds: Sequence[Deed]) -> Iterator[Step]:
        for moment, deed in sorted(self._moments(deeds), key=lambda entry: entry[0]):
            judgement = self._judged(deed, moment)
            self._versions[deed] = judgement.recorded.version
            self._history = judgement.history
            yield _step(judgement.recorded)

    def _moments(self, deeds: Sequence[Deed]) -> Iterator[tuple[datetime, Deed]]:
        """When each is recorded: in the order in which it happened, but for those that were late on their own."""
        desk_free = datetime.min.replace(tzinfo=UTC)
        for deed in sorted(deeds, key=_as_it_happened):
            moment, in_its_turn = self._in_office_hours(add_days(deed.day, self._lag(deed))), desk_free + self._some_minutes()
            if (clock := deed.event.occurred_at) is not None:
                moment = max(moment, datetime.combine(deed.day, clock, AMSTERDAM).astimezone(UTC) + self._some_minutes())
            if deed.late_by is None or moment < in_its_turn:
                moment = desk_free = max(moment, in_its_turn)
            yield moment, deed

    def _lag(self, deed: Deed) -> int:
        """Days between the deed and its recording; a trajectory is opened on the day itself."""
        if isinstance(deed.event, TrajectoryOpened):
            return 0
        return self._dice.pick(OFFICE_LAG) if deed.late_by is None else deed.late_by

    def _in_office_hours(self, day: date) -> datetime:
        """Some moment on that day or, for most of what falls in a weekend, on the next Monday."""
        if day.weekday() >= 5 and not self._dice.chance(0.15):
            day = add_days(day, 7 - day.weekday())
        moment = datetime.combine(day, time(8, 15), AMSTERDAM).astimezone(UTC)
        return moment + timedelta(seconds=self._dice.between(0, 9 * 3600), microseconds=self._dice.between(0, 999_999))

    def _some_minutes(self) -> timedelta:
        return timedelta(seconds=self._dice.between(40, 360), microseconds=self._dice.between(0, 999_999))

    def _judged(self, deed: Deed, now: datetime) -> Judgement:
        """Judged as it is; and once more despite what stops it, with the reason for that."""
        event = deed.recorded_as(self._versions.__getitem__)
        envelope = self._envelope(deed, now)
        judgement = self._judge(envelope, event, now)
        if judgement.stopping:
            rules = tuple(sorted({finding.rule for finding in judgement.stopping}))
            despite = Despite(rules=rules, reason=deed.despite or sentences.AS_IT_WAS)
            judgement = self._judge(envelope.model_copy(update={"despite": despite}), event, now)
        if not judgement.is_recordable:
            raise ImpossibleStory(
                f"{self._dice.seed}: {event.event_type} on {event.occurred_on}: {judgement.impossible or judgement.stopping}"
            )
        return judgement

    def _judge(self, envelope: Envelope, event: Event, now: datetime) -> Judgement:
        if self._history is None:
            return judge_opening(self._trajectory_id, envelope, event, self._region, now)
        return judge(Case(self._history, self._region), envelope, event, now, fresh_id=str(self._dice.id()))

    def _envelope(self, deed: Deed, now: datetime) -> Envelope:
        days = (amsterdam_day(now) - deed.day).days
        late = days > 4
        actor = self._actor(deed, amsterdam_day(now))
        told_by_another = actor.role is not deed.by
        return Envelope(
            event_id=self._dice.id(),
            actor=actor,
            source=_SOURCE,
            learned_on=add_days(deed.day, self._dice.between(0, days)) if late else None,
            certainty=self._dice.pick({Certainty.TOLD: 0.6, Certainty.DOCUMENT_SEEN: 0.4}) if late or told_by_another else None,
            on_behalf_of=(deed.organisation or deed.by.value) if told_by_another else None,
        )

    def _actor(self, deed: Deed, today: date) -> Actor:
        """Who is to record it; the procesregisseur does it for who may not see the trajectory (any more, or yet)."""
        actor = self._worker(deed)
        if actor and self._history and may_record(actor, type(deed.event)) and rights(actor, self._history.trajectory, today).sees:
            return actor
        return self._procesregisseur(deed, today)

    def _worker(self, deed: Deed) -> Actor | None:
        match deed.by:
            case Role.PROVIDER if deed.organisation:
                return provider_worker(deed.organisation)
            case Role.GI:
                return gi_worker(self._dice)
            case Role.TEAM_SECRETARY:
                return team_secretary()
        return None

    def _procesregisseur(self, deed: Deed, today: date) -> Actor:
        """The one to whom the trajectory is assigned, if he is of the home municipality."""
        if self._history is None:
            assert isinstance(deed.event, TrajectoryOpened)
            return self._dice.one_of(procesregisseurs(self._region.municipalities[deed.event.home_municipality]))
        trajectory = self._history.trajectory
        own = procesregisseurs(self._region.municipalities[trajectory.home_municipality_on(today)])
        assigned = trajectory.procesregisseur_on(today)
        return next((actor for actor in own if actor.subject == assigned), own[0])


def _as_it_happened(deed: Deed) -> tuple[bool, date, bool, time]:
    """The opening, and then day by day; on a day, a reopening first, and what has a clock time after what has none."""
    opened, reopened = isinstance(deed.event, TrajectoryOpened), isinstance(deed.event, TrajectoryReopened)
    return not opened, deed.day, not reopened, deed.event.occurred_at or time.min


def _step(recorded: Recorded) -> Step:
    return Step(recorded.recorded_at, recorded.trajectory_id, recorded.envelope, recorded.event, recorded.version)
