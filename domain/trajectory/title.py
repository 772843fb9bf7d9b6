"""Titles: granted, executed, suspended, ended."""

from datetime import date

from domain.calendar import add_days, add_months, earlier
from domain.codes import AdmissionTold, SuspensionTold, TitleBasis, TitleKind
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span, joined, within, without
from domain.values import dataclass, replace

MONTHS_OF_A_CONDITIONAL_ADMISSION = Dated({JEUGDWET: 6})
"""Jeugdwet 6.1.6(5): an admission on a conditional title lasts no longer than the title, and than this."""

A_SPOEDMACHTIGING_ENDS_BEFORE_THE_MACHTIGING_BEGINS = Dated({JEUGDWET: False})
"""Does a spoedmachtiging end on the day of the decision on the machtiging, where that begins on a later day, or on execution?

It runs "tot het tijdstip waarop een beslissing op een verzoek om een machtiging is genomen" (Jeugdwet 6.1.12(2)); no judgment on this is
known. Here it ends when the machtiging begins: a court that lets that wait means it to go on.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of something, when, and by the event of which version that is known."""

    whom: AdmissionTold
    day: date
    version: int


@dataclass(frozen=True, slots=True)
class ConditionalAdmission:
    """A decision to admit on a conditional title (Jeugdwet 6.1.6): a machtiging for a while."""

    version: int
    decided_on: date
    decided_by: str
    state_checked_on: date | None
    term_from: date
    """The decision from which its term runs: its own, or an earlier one under which he was still inside."""
    told: tuple[Told, ...] = ()
    annulled_from: date | None = None

    @property
    def begins_a_term(self) -> bool:
        return self.term_from == self.decided_on

    def first_told(self, whom: AdmissionTold) -> Told | None:
        """When they were first told."""
        return min((told for told in self.told if told.whom is whom), key=lambda told: told.day, default=None)

    @property
    def lasts_until(self) -> date:
        """The day up to which, and not including, it may last, whatever is left of the title."""
        return add_months(self.term_from, MONTHS_OF_A_CONDITIONAL_ADMISSION.on(self.term_from))

    @property
    def counts(self) -> Span:
        """The days on which the title counts as a machtiging, as far as it stands by then."""
        return Span(self.decided_on, earlier(self.lasts_until, self.annulled_from))


@dataclass(frozen=True, slots=True)
class Suspension:
    version: int
    span: Span
    told: tuple[tuple[SuspensionTold, date], ...] = ()
    """Who was told of it, and when."""
    withdrawn_on: date | None = None
    """When the provider withdrew it; one that a court annulled ended without that."""


@dataclass(frozen=True, slots=True)
class TitleEnd:
    """Why a title stopped running before its term: lapsed, replaced or annulled."""

    day: date
    status: str


CHAPTER_6 = frozenset({TitleKind.MACHTIGING, TitleKind.SPOEDMACHTIGING, TitleKind.VOORWAARDELIJKE_MACHTIGING})
"""Titles for closed care of the Jeugdwet, chapter 6."""

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
    prolongs: str | None = None
    replaces: str | None = None
    authorised_admitter: str | None = None
    ends: tuple[TitleEnd, ...] = ()
    revived_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    conditional_admissions: tuple[ConditionalAdmission, ...] = ()
    lapsed_by_the_gi_on: date | None = None
    """When it lapsed because the GI found that living elsewhere is needed no longer (Jeugdwet 6.1.12(4))."""
    lapse_told_on: date | None = None
    """When the college first told the Raad so (6.1.12(6))."""

    @property
    def waits_for_execution(self) -> bool:
        return self.valid_from is None

    @property
    def is_of_chapter_6(self) -> bool:
        return self.kind in CHAPTER_6

    @property
    def over_on(self) -> date | None:
        """The first day on which it stands no more, or cannot begin any more; `None` where nothing is known to end it."""
        if self.runs:
            return self.runs[-1].until
        term = self.valid_until if self.latest_start is None else add_days(self.latest_start, 1)
        return earlier(term, min((end.day for end in self.ends), default=None))

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
        return without(standing, [suspension.span for suspension in self.suspensions]) if self.suspensions else standing

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
