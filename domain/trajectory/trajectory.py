"""The state of one trajectory: everything that is known of it, each thing with its own days.

Nothing in it depends on today. Questions about a day are asked with that day: `trajectory.main_stay_on(day)`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from domain.calendar import age_on, birthday
from domain.codes import Gender, Role, StayPurpose
from domain.spans import Span
from domain.trajectory.complaint import Complaint, Objection
from domain.trajectory.help import Continuation, Help
from domain.trajectory.measure import Measure, MeasureReport
from domain.trajectory.memory import Memory
from domain.trajectory.person import Home, Person, Since
from domain.trajectory.plan import Plan
from domain.trajectory.practice import Agreement, Message, Party
from domain.trajectory.protection import CourtConsent, EndRequest, Protection
from domain.trajectory.request import AnnulmentRequest, Consent, NonProlongation, Request, Statement
from domain.trajectory.review import Advised, Decision, Referral, Review, Voice
from domain.trajectory.rights import AccessGrant, DossierRequest, GlassBreak, LegalHold, Restriction
from domain.trajectory.safety import SafetyFlag
from domain.trajectory.search import PlaceAsked
from domain.trajectory.stay import Leave, Readiness, Stay
from domain.trajectory.title import Title
from domain.values import dataclass


@dataclass(frozen=True)
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
    asked: tuple[PlaceAsked, ...] = ()
    leaves: tuple[Leave, ...] = ()
    absences: tuple[Span, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    closings: tuple[Span, ...] = ()
    died_on: date | None = None
    homes: tuple[Home, ...] = ()
    """Determinations of the woonplaats since the opening."""
    advices: tuple[Advised, ...] = ()
    """Of reviews, and given after them, in the order in which they were given."""
    decisions: tuple[Decision, ...] = ()
    perspectives: tuple[date, ...] = ()
    """Days on which a perspective was set."""
    statements: tuple[Statement, ...] = ()
    requests: tuple[Request, ...] = ()
    annulment_requests: tuple[AnnulmentRequest, ...] = ()
    consents: tuple[Consent, ...] = ()
    non_prolongations: tuple[NonProlongation, ...] = ()
    protections: tuple[Protection, ...] = ()
    court_consents: tuple[CourtConsent, ...] = ()
    end_requests: tuple[EndRequest, ...] = ()
    plans: tuple[Plan, ...] = ()
    measures: tuple[Measure, ...] = ()
    measure_reports: tuple[MeasureReport, ...] = ()
    decisions_provided: tuple[MeasureReport, ...] = ()
    """Copies of the decisions in emergencies (Jeugdwet 6.7.2(2))."""
    complaints: tuple[Complaint, ...] = ()
    objections: tuple[Objection, ...] = ()
    dossier_requests: tuple[DossierRequest, ...] = ()
    access_grants: tuple[AccessGrant, ...] = ()
    breaks: tuple[GlassBreak, ...] = ()
    safety: tuple[SafetyFlag, ...] = ()
    holds: tuple[LegalHold, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    continuations: tuple[Continuation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    messages: tuple[Message, ...] = ()
    parties: tuple[Party, ...] = ()
    heard_on: tuple[date, ...] = ()
    """The days on which something happened that is recorded, in order."""
    changed_at: datetime | None = None
    """The last moment at which something that stands was recorded; None before anything is known of that."""
    changed_by: Mapping[tuple[Role, str], datetime] = field(default_factory=dict)
    """The same of each organisation that keeps a dossier of its own, in the role in which it recorded."""

    def but(self, **changes: Any) -> "Trajectory":
        """The same with those fields changed. Far faster than `dataclasses.replace` on so many fields."""
        other = _copied(Trajectory, self)
        other.__dict__.update(changes)
        return other

    def becoming(self, other: "Trajectory", besides: Iterable[str] = ()) -> "Trajectory":
        """The other, which keeps what was derived from this one and from no field that they differ in (`domain.trajectory.derived`).

        `besides`: names of what else differs, of the histories that the two were folded from.
        """
        mine, kept = self.__dict__, _copied(Trajectory, other)
        differing = {name for name, value in kept.__dict__.items() if mine[name] is not value and mine[name] != value}
        differing.update(part for part, whole in PARTS.items() if whole in differing and getattr(self, part) != getattr(other, part))
        kept.__dict__["memory"] = Memory(self.memory, frozenset(differing).union(besides))
        return kept

    @cached_property
    def memory(self) -> Memory:
        """What was derived from this state."""
        return Memory()

    def status_on(self, day: date) -> str:
        return "closed" if self.is_closed_on(day) else "open"

    def is_closed_on(self, day: date) -> bool:
        return any(span.covers(day) for span in self.closings)

    def age_on(self, day: date) -> int:
        return age_on(self.person.born_on, day)

    def turns(self, years: int) -> date:
        """The birthday on which the jeugdige reaches that age."""
        return birthday(self.person.born_on, years)

    def has_supervision_on(self, day: date) -> bool:
        """Whether an ondertoezichtstelling, provisional or not, is recorded that stands on that day; it ends at eighteen."""
        return day < self.turns(18) and any(each.kind.is_supervision and each.days.covers(day) for each in self.protections)

    def home_municipality_on(self, day: date) -> str:
        return _value_on(self.municipalities, day) or self.municipalities[0].value

    def procesregisseur_on(self, day: date) -> str | None:
        return _value_on(self.assignments, day)

    def procesregisseur_of_home_on(self, day: date) -> str | None:
        """The same, unless the jeugdige has come under another municipality since."""
        home, assigned = _latest_on(self.municipalities, day), _latest_on(self.assignments, day)
        return assigned.value if assigned and (home is None or home.day <= assigned.day) else None

    @property
    def closed_stays(self) -> tuple[Stay, ...]:
        """Those in closed care."""
        return tuple([stay for stay in self.stays if stay.in_closed_care])

    @property
    def titles_of_chapter_6(self) -> tuple[Title, ...]:
        """Those for closed care of the Jeugdwet."""
        return tuple([title for title in self.titles if title.is_of_chapter_6])

    @property
    def titles_with_an_admission(self) -> tuple[Title, ...]:
        """Those on which admission was decided: conditional ones."""
        return tuple([title for title in self.titles if title.conditional_admissions])

    @property
    def suspended_titles(self) -> tuple[Title, ...]:
        """Those of which the execution was suspended, whether or not it is still."""
        return tuple([title for title in self.titles if title.suspensions])

    def main_stay_on(self, night: date) -> Stay | None:
        """The main stay that covers that night."""
        for stay in self.stays:
            if stay.is_main and stay.covers(night):
                return stay
        return None

    def open_stays_on(self, day: date) -> list[Stay]:
        return [stay for stay in self.stays if stay.is_open_on(day)]

    def stay_open_on(self, day: date, purpose: StayPurpose) -> Stay | None:
        """The stay of that purpose which can still end on that day."""
        return next((stay for stay in self.stays if stay.purpose is purpose and stay.is_open_on(day)), None)

    def stay_to_leave_on(self, day: date, purpose: StayPurpose) -> Stay | None:
        """The stay of that purpose which the jeugdige can leave on that day: one that runs, or else fell and was not left yet."""
        return self.stay_open_on(day, purpose) or next(
            (stay for stay in self.fallen_stays if stay.purpose is purpose and stay.may_be_left_on(day)), None
        )

    def stays_to_leave_on(self, day: date, stay_id: str | None) -> list[Stay]:
        """Those which the jeugdige can leave on that day, of that name if one is given: that run, or else fell and were not left yet."""
        running = self.open_stays_on(day)
        fallen = [stay for stay in self.fallen_stays if stay.may_be_left_on(day)]
        if stay_id is None:
            return running or fallen
        return [stay for stay in (*running, *fallen) if stay.stay_id == stay_id]

    @property
    def fallen_stays(self) -> list[Stay]:
        """Stays that an annulment ended, and of which neither an exit nor a later stay of their purpose is recorded."""
        last = {stay.purpose: stay for stay in self.stays}
        return [stay for stay in last.values() if stay.fell]

    def title(self, title_id: str | None) -> Title | None:
        return next((title for title in self.titles if title.title_id == title_id), None)

    def moves_until(self, day: date) -> int:
        """Verplaatsingen: main stays that came out of another one, up to and including that day."""
        return sum(1 for stay in self.stays if stay.is_a_move and stay.since <= day)


PARTS = {
    "closed_stays": "stays",
    "titles_of_chapter_6": "titles",
    "titles_with_an_admission": "titles",
    "suspended_titles": "titles",
}
"""Parts of a state that are watched like fields, each with the field that it is taken from: what reads no more than a part goes by that
alone, and stands where the rest of the field changed."""


class Unfinished(Trajectory):
    """A state into which a whole history is being folded. Nobody else has it yet, so that it changes itself."""

    @classmethod
    def of(cls, trajectory: Trajectory) -> "Unfinished":
        return _copied(cls, trajectory)

    def but(self, **changes: Any) -> "Unfinished":
        self.__dict__.update(changes)
        return self

    def finished(self) -> Trajectory:
        return _copied(Trajectory, self)


S = TypeVar("S", bound=Trajectory)


def _copied(kind: type[S], trajectory: Trajectory) -> S:
    """Without its memory, which is about that one."""
    copy = object.__new__(kind)
    copy.__dict__.update(trajectory.__dict__)
    copy.__dict__.pop("memory", None)
    return copy


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
