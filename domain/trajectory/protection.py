"""Measures of child protection, and what the court and the GI are asked under them."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import earlier
from domain.codes import ConsentMatter, ProtectionKind
from domain.spans import Span
from domain.trajectory.person import Since
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Prolongation:
    version: int
    until: date
    annulled_from: date | None = None

    def prolonged(self, term: date | None) -> date | None:
        """The term after it: annulled, it ends on that day, but not before the term that it prolonged."""
        if self.annulled_from is None:
            return self.until
        return None if term is None else max(term, min(self.annulled_from, self.until))


@dataclass(frozen=True, slots=True)
class Announcement:
    """The Raad was told that prolongation will be asked (BW 1:265j(3))."""

    version: int
    told_on: date


@dataclass(frozen=True, slots=True)
class Protection:
    """Kinderbeschermingsmaatregel: granted until a day, ended on one."""

    measure_id: str
    version: int
    kind: ProtectionKind
    since: date
    granted_until: date | None
    """The term with which it began."""
    gis: tuple[Since, ...]
    """Who carries it out: each from a day, until it was transferred to the next."""
    prolongations: tuple[Prolongation, ...] = ()
    announced: Announcement | None = None
    """That its term, as it is now, will be asked to be prolonged: the first time that the Raad was told."""
    ended_on: date | None = None
    became_ots: bool = False
    """It ended because an ondertoezichtstelling took its place, which is recorded as a measure of its own, or has yet to be."""

    @property
    def until(self) -> date | None:
        """The end of its term, as it was prolonged."""
        term = self.granted_until
        for prolongation in self.prolongations:
            term = prolongation.prolonged(term)
        return term

    @property
    def days(self) -> Span:
        """The days on which it stands, as far as is recorded; the eighteenth birthday is not reckoned with."""
        return Span(self.since, earlier(self.until, self.ended_on))

    @property
    def carried_out(self) -> Iterator[tuple[str, Span]]:
        """Each GI with the days on which the measure stands under it."""
        for number, gi in enumerate(self.gis, start=1):
            following = self.gis[number].day if number < len(self.gis) else None
            yield gi.value, self.days & Span(gi.day, following)


@dataclass(frozen=True, slots=True)
class CourtConsent:
    version: int
    given_on: date
    matter: ConsentMatter
    annulled_from: date | None = None


@dataclass(frozen=True, slots=True)
class EndRequest:
    """A request to end the placement out of home (BW 1:265d)."""

    request_id: str
    version: int
    asked_on: date
    answered_on: date | None = None
    answered_by: int | None = None
    """The version of the answer."""
