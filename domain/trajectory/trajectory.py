"""The state of one trajectory: everything that is known of it, each thing with its own days.

Nothing in it depends on today. Questions about a day are asked with that day: `trajectory.main_stay_on(day)`.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from domain.calendar import add_days, add_months, age_on, earlier
from domain.codes import (
    BlockedBy,
    Gender,
    HelpKind,
    Presence,
    Setting,
    StayPurpose,
    TitleBasis,
    TitleKind,
    Urgency,
    VoiceAbout,
    VoiceForm,
)
from domain.spans import Span, joined, within, without
from domain.words import Postcode, Words


@dataclass(frozen=True, slots=True)
class Person:
    """Who the jeugdige is; words are withheld unless the history was opened with them."""

    bsn: Words | None
    no_bsn_reason: str | None
    surname: Words
    given_names: Words
    born_on: date
    postcode: Postcode | None
    house_number: Words | None


@dataclass(frozen=True, slots=True)
class Since:
    """A value that holds from a day until the next one."""

    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Referral:
    version: int
    received_on: date
    requested_setting: Setting
    urgency: Urgency
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    version: int
    held_on: date
    youth: Presence
    advised: Setting


@dataclass(frozen=True, slots=True)
class Voice:
    recorded_on: date
    about: VoiceAbout
    form: VoiceForm


@dataclass(frozen=True, slots=True)
class Stay:
    """Verblijf: the nights from `since` up to, and not including, `until`."""

    stay_id: str
    version: int
    purpose: StayPurpose
    setting: Setting
    provider: str
    location: str
    since: date
    crisis: bool
    title_id: str | None
    comes_from: Setting | None
    until: date | None = None
    annulled_from: date | None = None
    """From this day the stay had no ground in law, even if the jeugdige was still there."""

    @property
    def is_main(self) -> bool:
        return self.purpose is StayPurpose.MAIN

    @property
    def nights(self) -> Span:
        return Span(self.since, self.until)

    def is_open_on(self, day: date) -> bool:
        """Whether it can still end on that day: also on the day it began."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class ConditionalAdmission:
    """A decision to admit on a conditional title (Jeugdwet 6.1.6): a machtiging for at most six months."""

    version: int
    decided_on: date
    annulled_from: date | None = None

    @property
    def counts(self) -> Span:
        return Span(self.decided_on, earlier(add_months(self.decided_on, 6), self.annulled_from))


@dataclass(frozen=True, slots=True)
class Suspension:
    version: int
    span: Span


@dataclass(frozen=True, slots=True)
class TitleEnd:
    """Why a title stopped running before its term: lapsed, replaced or annulled."""

    day: date
    status: str


COVERING = frozenset(TitleKind) - {TitleKind.MUHP, TitleKind.VOORWAARDELIJKE_MACHTIGING}
"""Kinds under which a night in closed care can be spent without more; never a muhp (BW 1:265b)."""


@dataclass(frozen=True, slots=True)
class Title:
    """Machtiging. `runs` are the days for which it stands, suspension left aside; none before execution if it starts on that."""

    title_id: str
    version: int
    kind: TitleKind
    decided_on: date
    civil_basis: TitleBasis | None
    is_prolongation: bool
    valid_from: date | None
    valid_until: date | None
    granted_until: date | None
    """The end as it was decided, whatever became of it."""
    duration_days: int | None
    latest_start: date | None
    runs: tuple[Span, ...]
    ends: tuple[TitleEnd, ...] = ()
    revived_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    conditional_admissions: tuple[ConditionalAdmission, ...] = ()

    @property
    def waits_for_execution(self) -> bool:
        return self.valid_from is None

    @property
    def annulled_from(self) -> date | None:
        return next((end.day for end in self.ends if end.status == "annulled"), None)

    def suspended_on(self, day: date) -> bool:
        return any(suspension.span.covers(day) for suspension in self.suspensions)

    def runs_on(self, day: date) -> bool:
        return any(span.covers(day) for span in self.runs)

    def status_on(self, day: date) -> str:
        """future, running, suspended, expired, lapsed, replaced or annulled."""
        if self.runs_on(day):
            return "suspended" if self.suspended_on(day) else "running"
        undone = self.revived_on if self.revived_on is not None and self.revived_on <= day else None
        ended = [end.status for end in self.ends if end.day <= day and (undone is None or end.day > undone)]
        if ended:
            return ended[-1]
        if self.valid_from is not None:
            return "future" if day < self.valid_from else "expired"
        return "expired" if self.latest_start is not None and day > self.latest_start else "future"

    def covered_nights(self) -> list[Span]:
        """The nights in closed care for which it is a ground (Jeugdwet 6.1.2 to 6.1.6, 6.1.12)."""
        if self.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING:
            standing = within(self.runs, (admission.counts for admission in self.conditional_admissions))
        elif self.kind in COVERING:
            standing = joined(self.runs)
        else:
            standing = []
        return without(standing, (suspension.span for suspension in self.suspensions))

    def executed(self, day: date) -> "Title":
        """Begun on the day of the first admission under it."""
        if self.duration_days is None:
            return self
        until = add_days(day, self.duration_days)
        return replace(self, valid_from=day, valid_until=until, runs=(Span(day, until),))

    def ended(self, day: date, status: str) -> "Title":
        return replace(self, runs=tuple(joined(span.up_to(day) for span in self.runs)), ends=(*self.ends, TitleEnd(day, status)))

    def revived(self, day: date, until: date | None) -> "Title":
        """Running again from that day, up to its own term or a new one."""
        term = until or self.valid_until
        return replace(self, valid_until=term, revived_on=day, runs=tuple(joined((*self.runs, Span(day, term)))))


@dataclass(frozen=True, slots=True)
class Help:
    help_id: str
    provider: str
    kind: HelpKind
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Verlof, granted until a day; `ended_on` is when it really ended."""

    since: date
    until: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    since: date
    needed_setting: Setting
    blocked_by: BlockedBy
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Traject of one jeugdige, as far as it is known."""

    trajectory_id: UUID
    opened_on: date
    gender: Gender
    person: Person
    municipalities: tuple[Since, ...]
    assignments: tuple[Since, ...] = ()
    referrals: tuple[Referral, ...] = ()
    reviews: tuple[Review, ...] = ()
    voices: tuple[Voice, ...] = ()
    titles: tuple[Title, ...] = ()
    stays: tuple[Stay, ...] = ()
    helps: tuple[Help, ...] = ()
    leaves: tuple[Leave, ...] = ()
    absences: tuple[Span, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    closings: tuple[Span, ...] = ()
    died_on: date | None = None
    participants: frozenset[str] = field(default_factory=frozenset)
    """Organisations that took part in a review."""

    def status_on(self, day: date) -> str:
        return "closed" if self.is_closed_on(day) else "open"

    def is_closed_on(self, day: date) -> bool:
        return any(span.covers(day) for span in self.closings)

    def age_on(self, day: date) -> int:
        return age_on(self.person.born_on, day)

    def home_municipality_on(self, day: date) -> str:
        return _value_on(self.municipalities, day) or self.municipalities[0].value

    def procesregisseur_on(self, day: date) -> str | None:
        return _value_on(self.assignments, day)

    def procesregisseur_of_home_on(self, day: date) -> str | None:
        """The same, unless the jeugdige has come under another municipality since."""
        home, assigned = _latest_on(self.municipalities, day), _latest_on(self.assignments, day)
        return assigned.value if assigned and (home is None or home.day <= assigned.day) else None

    def main_stay_on(self, night: date) -> Stay | None:
        """The main stay that covers that night."""
        return next((stay for stay in self.stays if stay.is_main and stay.nights.covers(night)), None)

    def open_stays_on(self, day: date) -> list[Stay]:
        return [stay for stay in self.stays if stay.is_open_on(day)]

    def stay_open_on(self, day: date, purpose: StayPurpose) -> Stay | None:
        """The stay of that purpose which can still end on that day."""
        return next((stay for stay in self.stays if stay.purpose is purpose and stay.is_open_on(day)), None)

    def title(self, title_id: str | None) -> Title | None:
        return next((title for title in self.titles if title.title_id == title_id), None)

    def moves_until(self, day: date) -> int:
        """Verplaatsingen: main stays that came out of another one, up to and including that day."""
        return sum(1 for stay in self.stays if stay.is_main and stay.comes_from is not None and stay.since <= day)


def _value_on(values: tuple[Since, ...], day: date) -> str | None:
    latest = _latest_on(values, day)
    return latest.value if latest else None


def _latest_on(values: tuple[Since, ...], day: date) -> Since | None:
    """The latest that holds on the day; of two from one day, the one recorded last."""
    current: Since | None = None
    for value in values:
        if value.day <= day and (current is None or value.day >= current.day):
            current = value
    return current
