"""Who the jeugdige is."""

from datetime import date

from domain.codes import HomeBasis
from domain.spans import Span
from domain.values import dataclass, replace
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
    unidentified: tuple[Span, ...] = ()
    """The days without a BSN and without all that takes its place (Jeugdwet 7.2.4)."""

    @property
    def is_identified(self) -> bool:
        return self.bsn is not None or (self.postcode is not None and self.house_number is not None)

    def known_from(self, day: date) -> "Person":
        """The same, where what is known of him is known from that day: the days without identity end, or begin."""
        running = [span for span in self.unidentified if span.until is None]
        if self.is_identified and running:
            return replace(self, unidentified=tuple(span.up_to(day) for span in self.unidentified))
        if not self.is_identified and not running:
            return replace(self, unidentified=(*self.unidentified, Span(day)))
        return self


@dataclass(frozen=True, slots=True)
class Since:
    """A value that holds from a day until the next one."""

    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Home:
    """A determination of the woonplaats: on which day, from which day, and whether it is disputed. `merged`: the municipalities that were
    part of that one by then."""

    determined_on: date
    from_: date
    municipality: str
    disputed: bool
    version: int
    basis: HomeBasis | None = None
    merged: tuple[str, ...] = ()

    def is_in(self, municipality: str) -> bool:
        """Whether it says no other than that municipality, or the one that it became part of."""
        return municipality == self.municipality or municipality in self.merged
