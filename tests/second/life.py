"""One trajectory in plain lists: its events gone through once, in the order in which they happened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.calendar import LAST_DAY, add_months, age_on
from domain.codes import Destination, Gender, SafetyLevel, Setting, StayPurpose, TitleBasis, TitleKind
from domain.envelope import Recorded
from domain.events import (
    Absconded,
    Admitted,
    Annulled,
    ConditionalAdmissionDecided,
    Died,
    Discharged,
    HelpEnded,
    HelpStarted,
    HomeMunicipalityDetermined,
    IdentityChanged,
    Moved,
    Returned,
    SafetyFlagSet,
    SteppedDown,
    SteppedUp,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryOpened,
)
from domain.events.place import PlaceThen
from domain.history import History

ONE_DAY = timedelta(days=1)


@dataclass
class Stay:
    stay_id: str
    version: int
    setting: Setting
    purpose: StayPurpose
    provider: str
    location: str
    since: date
    crisis: bool
    title_id: str | None
    told_to_youth: bool | None
    place_then: PlaceThen | None
    event: Admitted | Moved | SteppedDown | SteppedUp
    took_the_place_of: "Stay | None" = None
    until: date | None = None
    destination: Destination | None = None
    discharged_by: int | None = None
    """The version of the discharge that ended it."""
    fell: bool = False
    """An annulment ended it, and no exit is recorded yet."""
    left_on: date | None = None
    no_ground_from: date | None = None

    def covers(self, night: date) -> bool:
        return self.since <= night and (self.until is None or night < self.until)

    @property
    def is_main(self) -> bool:
        return self.purpose is StayPurpose.MAIN

    @property
    def is_closed(self) -> bool:
        return self.setting is Setting.GESLOTEN


@dataclass
class Help:
    help_id: str
    provider: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass
class Suspension:
    version: int
    since: date
    until: date | None = None


@dataclass
class Conditional:
    """A decision to admit on a conditional title."""

    version: int
    day: date
    annulled_from: date | None = None


@dataclass
class Title:
    title_id: str
    version: int
    kind: TitleKind
    event: TitleGranted
    decided_on: date
    basis: TitleBasis | None
    runs: list[tuple[date, date]]
    """From a day up to, and not including, another."""
    begins: date | None
    """When it starts, or started; None while it waits for execution."""
    term: date | None
    ended: list[date] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)

    def stands(self, night: date) -> bool:
        return any(first <= night < end for first, end in self.runs)

    def is_suspended(self, night: date) -> bool:
        return any(s.since <= night and (s.until is None or night < s.until) for s in self.suspensions)

    def counts_as_machtiging(self, night: date) -> bool:
        """A conditional title, from a decision to admit for six months at most."""
        return any(
            each.day <= night < add_months(each.day, 6) and (each.annulled_from is None or night < each.annulled_from)
            for each in self.conditionals
        )

    def covers(self, night: date) -> bool:
        """Whether a night in closed care can be spent under it."""
        if not self.stands(night) or self.is_suspended(night) or self.kind is TitleKind.MUHP:
            return False
        return self.kind is not TitleKind.VOORWAARDELIJKE_MACHTIGING or self.counts_as_machtiging(night)

    def end(self, day: date) -> None:
        self.runs = [(first, min(end, day)) for first, end in self.runs if first < min(end, day)]
        self.ended.append(day)


class Life:
    """What became of one jeugdige."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.who = history.recorded[0].trajectory_id
        self.events = list(history.effective)
        self.stays: list[Stay] = []
        self.helps: list[Help] = []
        self.titles: list[Title] = []
        self.absences: list[tuple[date, date | None]] = []
        self.flags: list[tuple[int, date, date | None]] = []
        self.hiding_home: list[int] = []
        """The versions of the flags that keep the address or the place secret."""
        self.died_on: date | None = None
        self.opening = next(each.event for each in self.events if isinstance(each.event, TrajectoryOpened))
        self.gender: Gender = self.opening.gender
        self.born_on = self.opening.identity.born_on
        self.homes: list[tuple[date, str]] = [(self.opening.occurred_on, self.opening.home_municipality)]
        postcode = self.opening.identity.postcode
        self.postcodes: list[tuple[date, str]] = [] if postcode is None else [(self.opening.occurred_on, postcode.area)]
        """Four digits, each from a day."""
        for recorded in self.events:
            self._happens(recorded)

    def age_on(self, day: date) -> int:
        return age_on(self.born_on, day)

    def home_on(self, day: date) -> str:
        """The municipality that is responsible: the latest that began by then; of two from one day the one that was told last."""
        home, since = self.homes[0][1], date.min
        for first, municipality in self.homes:
            if since <= first <= day:
                home, since = municipality, first
        return home

    def all(self, kind: type) -> Iterator[Recorded]:
        return (each for each in self.events if isinstance(each.event, kind))

    def in_order(self, stays: list[Stay]) -> list[Stay]:
        """By their first days; of one day, as they began."""
        return sorted(stays, key=lambda stay: stay.since)

    @property
    def main_stays(self) -> list[Stay]:
        return self.in_order([stay for stay in self.stays if stay.is_main])

    @property
    def closed_stays(self) -> list[Stay]:
        return self.in_order([stay for stay in self.stays if stay.is_closed])

    def main_stay(self, night: date) -> Stay | None:
        return next((stay for stay in self.main_stays if stay.covers(night)), None)

    def closed_stay(self, night: date) -> Stay | None:
        """Of two the one that began first."""
        return next((stay for stay in self.closed_stays if stay.covers(night)), None)

    def is_secret(self, stay: Stay) -> bool:
        """Whether his place was secret on a day of this stay, or of another with that provider or in that house."""
        codes: set[str] = set()
        cared: list[Stay | Help] = [*self.stays, *self.helps]
        for lived in cared:
            if self._is_hidden(lived.since, lived.until):
                codes.add(lived.provider)
                if isinstance(lived, Stay):
                    codes.add(lived.location)
        return self._is_hidden(stay.since, stay.until) or stay.provider in codes or stay.location in codes

    def _is_hidden(self, since: date, until: date | None) -> bool:
        """A stay has its first day at least."""
        end = max(until, since + ONE_DAY) if until is not None else date.max
        return any(since < (flag_until or date.max) and flag_since < end for _, flag_since, flag_until in self.flags)

    def _happens(self, recorded: Recorded) -> None:
        event, day = recorded.event, recorded.event.occurred_on
        match event:
            case IdentityChanged():
                self.born_on = event.born_on or self.born_on
                if event.postcode is not None:
                    self.postcodes.append((day, event.postcode.area))
            case HomeMunicipalityDetermined():
                self.homes.append((event.from_, event.municipality))
            case Admitted():
                self._begins(recorded, event, None)
            case Moved() | SteppedDown() | SteppedUp():
                self._transferred(recorded, event)
            case Discharged():
                for stay in self._that_can_be_left(day, event.stay_id):
                    self._leaves(stay, day, event.destination, recorded.version)
            case HelpStarted():
                self.helps.append(Help(event.help_id or str(recorded.version), event.provider, day))
            case HelpEnded():
                for given in self.helps:
                    if given.until is None and event.help_id in (None, given.help_id):
                        given.until = day
            case Died():
                self.died_on = day
                for stay in self.stays:
                    if stay.since <= day and (stay.until is None or day < stay.until):
                        self._leaves(stay, day, None, None)
                for given in self.helps:
                    given.until = min(given.until or day, day)
            case Absconded():
                self.absences.append((day, None))
            case Returned():
                self.absences = [(first, day if end is None or day < end else end) for first, end in self.absences]
            case SafetyFlagSet(level=SafetyLevel.LIFTED):
                self.flags = [flag for flag in self.flags if flag[0] > recorded.version]
                self.hiding_home = [version for version in self.hiding_home if version > recorded.version]
            case SafetyFlagSet(level=SafetyLevel.PLACE_HIDDEN | SafetyLevel.ADDRESS_HIDDEN):
                if event.until is None or day < event.until:
                    self.hiding_home.append(recorded.version)
                    if event.level is SafetyLevel.PLACE_HIDDEN:
                        self.flags.append((recorded.version, day, event.until))
            case TitleGranted():
                self._granted(recorded, event)
            case TitleRefused():
                self._title_ends(event.ends_title_id, day)
                if event.kind is TitleKind.MACHTIGING:
                    self._spoed_ends(day)
            case TitleLapsed():
                self._title_ends(event.title_id, day)
            case TitleSuspended():
                for title in self._named(event.title_id):
                    title.suspensions.append(Suspension(recorded.version, day))
            case SuspensionWithdrawn():
                for title in self._named(event.title_id):
                    for suspension in title.suspensions:
                        suspension.until = suspension.until or day
            case ConditionalAdmissionDecided():
                for title in self._named(event.title_id):
                    title.conditionals.append(Conditional(recorded.version, day))
            case Annulled():
                self._annulled(event)

    def _begins(self, recorded: Recorded, event: Admitted | Moved | SteppedDown | SteppedUp, left: Stay | None) -> Stay:
        stay = Stay(
            event.stay_id or str(recorded.version),
            recorded.version,
            event.setting,
            event.purpose,
            event.provider,
            str(event.location),
            event.occurred_on,
            event.crisis,
            event.title_id,
            event.told_to_youth,
            event.place_then,
            event,
            left,
        )
        self.stays.append(stay)
        self._executes(stay)
        return stay

    def _transferred(self, recorded: Recorded, event: Moved | SteppedDown | SteppedUp) -> None:
        left = next((stay for stay in self._that_can_be_left(event.occurred_on, None) if stay.purpose is event.purpose), None)
        if left is None:
            return
        fallen, later = left.fell, left.left_on
        self._leaves(left, event.occurred_on, Destination.HOME if event.location is None else None, None)
        if event.location is None:
            self.helps.append(Help(event.stay_id or str(recorded.version), event.provider, event.occurred_on))
            return
        stay = self._begins(recorded, event, left)
        if fallen and later is not None and later > stay.since and (stay.is_closed or not left.is_closed):
            stay.until, stay.fell, stay.left_on = later, True, later

    def _that_can_be_left(self, day: date, stay_id: str | None) -> list[Stay]:
        """What runs; or else what an annulment ended while he may have been there still."""
        running = [stay for stay in self.stays if stay.covers(day)]
        last = {stay.purpose: stay for stay in self.stays}.values()
        fallen = [stay for stay in last if stay.fell and stay.until is not None and stay.until <= day and stay.left_on in (None, day)]
        if stay_id is None:
            return running or fallen
        return [stay for stay in (*running, *fallen) if stay.stay_id == stay_id]

    def _leaves(self, stay: Stay, day: date, destination: Destination | None, discharged_by: int | None) -> None:
        stay.until, stay.destination, stay.discharged_by = day, destination, discharged_by
        stay.fell, stay.left_on = False, None

    def _named(self, title_id: str | None) -> list[Title]:
        return [title for title in self.titles if title.title_id == title_id]

    def _granted(self, recorded: Recorded, event: TitleGranted) -> None:
        title_id = event.title_id or str(recorded.version)
        if self._named(title_id):
            return
        runs = [(event.valid_from, event.valid_until)] if event.valid_from is not None and event.valid_until is not None else []
        title = Title(
            title_id, recorded.version, event.kind, event, event.occurred_on, event.civil_basis, runs, event.valid_from, event.valid_until
        )
        if any(stay.title_id == title_id and stay.covers(event.occurred_on) for stay in self.stays):
            self._runs_from(title, event.occurred_on)
        self._title_ends(event.replaces, event.valid_from or event.occurred_on)
        if title.kind is TitleKind.MACHTIGING and title.begins is not None:
            self._spoed_ends(max(title.begins, title.decided_on))
        self.titles.append(title)

    def _runs_from(self, title: Title, day: date) -> None:
        if title.begins is None and title.event.duration_days is not None:
            title.begins, title.term = day, day + title.event.duration_days * ONE_DAY
            title.runs = [(title.begins, title.term)]

    def _executes(self, stay: Stay) -> None:
        """The first admission under a title that starts on execution: the one it names, or the only one that waits."""
        waiting = [
            title
            for title in self.titles
            if title.begins is None and not title.ended and (title.event.latest_start is None or stay.since <= title.event.latest_start)
        ]
        if stay.title_id is not None:
            waiting = [title for title in waiting if title.title_id == stay.title_id]
        if not stay.is_closed:
            waiting = [title for title in waiting if stay.title_id is not None and title.kind not in CHAPTER_6]
        if len(waiting) == 1:
            self._runs_from(waiting[0], stay.since)

    def _title_ends(self, title_id: str | None, day: date) -> None:
        for title in self._named(title_id):
            title.end(day)

    def _spoed_ends(self, day: date) -> None:
        """A spoedmachtiging lasts until the machtiging was decided on, and begins if it was granted (Jeugdwet 6.1.12(2))."""
        for title in self.titles:
            if title.kind is TitleKind.SPOEDMACHTIGING and title.stands(day):
                title.end(day)

    def _annulled(self, event: Annulled) -> None:
        """Cover ends; a stay that rested on it ends too, or when he left, until his exit is recorded."""
        day, target = event.effective_on or event.occurred_on, event.target_version
        fallen = next((t for t in self.titles if target == t.version or any(target == each.version for each in t.conditionals)), None)
        resting = [stay for stay in self.stays if fallen is not None and self._rests_on(stay, fallen, max(day, stay.since))]
        for title in self.titles:
            if title.version == target:
                title.end(day)
            for each in title.conditionals:
                if each.version == target:
                    each.annulled_from = day
            for suspension in title.suspensions:
                if suspension.version == target:
                    suspension.until = min(suspension.until or day, day)
        for title in self._named(event.revives_title_id):
            title.term = event.new_valid_until or title.term
            if day < (title.term or LAST_DAY):
                title.runs.append((day, title.term or LAST_DAY))
        for stay in self.stays:
            begins = max(day, stay.since)
            if stay.version == target:
                stay.no_ground_from = day
                self._falls(stay, event, day)
            elif stay in resting and not (stay.is_closed and any(title.covers(begins) for title in self.titles)):
                self._falls(stay, event, day)

    def _rests_on(self, stay: Stay, title: Title, day: date) -> bool:
        if stay.until is not None and stay.until <= day:
            return False
        return stay.title_id == title.title_id or (stay.is_closed and title.covers(day))

    def _falls(self, stay: Stay, event: Annulled, day: date) -> None:
        left_on = event.left_on if event.left_on is not None and stay.since <= event.left_on else None
        if stay.until is not None and (left_on is None or (stay.until <= left_on and not stay.fell)):
            return
        at_once = day if stay.since <= day else event.occurred_on
        stay.until, stay.fell, stay.left_on = left_on or max(at_once, stay.since), True, left_on


CHAPTER_6 = {TitleKind.MACHTIGING, TitleKind.SPOEDMACHTIGING, TitleKind.VOORWAARDELIJKE_MACHTIGING}


def days_between(first: date, end: date) -> Iterator[date]:
    """Each day from the first up to, and not including, the end."""
    day = first
    while day < end:
        yield day
        day += ONE_DAY
