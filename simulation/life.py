"""The life that a story tells: who it is about, what day it is, where the jeugdige is and on what ground."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.calendar import add_days, add_months
from domain.codes import ReferralBasis, Role, Setting, TitleBasis, TitleKind
from domain.region import Location, Region
from domain.spans import Span
from domain.words import Words
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.figures import DAYS_OF_VOTS_BEHIND
from simulation.people import Jeugdige
from simulation.places import Places

_TITLE_BASES = {
    ReferralBasis.OTS: TitleBasis.OTS,
    ReferralBasis.VOTS: TitleBasis.VOTS,
    ReferralBasis.VOOGDIJ: TitleBasis.VOOGDIJ_GI,
    ReferralBasis.VRIJWILLIG: TitleBasis.CONSENT,
}


def working_day(day: date) -> date:
    """That day, or the Friday before where it falls in a weekend."""
    return add_days(day, min(0, 4 - day.weekday()))


@dataclass(frozen=True)
class Ground:
    """A title of this life and the nights for which it was given; `granted` is the deed that gave it."""

    title_id: str
    since: date
    until: date
    granted: Deed


@dataclass(frozen=True)
class Awaited:
    """A title that was not there yet, or not on paper, when the jeugdige came in; `despite` is what was said to that."""

    kind: TitleKind
    despite: Words


@dataclass(frozen=True)
class Sibling:
    """A brother or sister with a trajectory of their own, opened on that day."""

    trajectory_id: UUID
    opened_on: date


@dataclass
class Life:
    """One trajectory as it goes. `today` is the story's own clock; every chapter takes it up and moves it on."""

    jeugdige: Jeugdige
    region: Region
    places: Places
    dice: Dice
    today: date
    basis: ReferralBasis
    houses_until_it_fits: int = 0
    """Moves to another house still to come."""
    way_behind: float = 0.0
    """Share of the first stay that had passed when the trajectory was taken over."""
    sibling: "Sibling | None" = None
    """A brother or sister in care."""
    open_since: date = field(init=False)
    provisional_until: date = field(init=False)
    """When a voorlopige ondertoezichtstelling gives way to an ondertoezichtstelling, if it began with one (BW 1:257)."""
    urgent: bool = False
    procesregisseur: str | None = None
    house: Location | None = None
    taken: Span | None = None
    """The nights for which the place in the house is taken."""
    help_id: str | None = None
    help_provider: str | None = None
    machtiging: Ground | None = None
    """The last title for closed (or psychiatric) care that was told of; it may begin later than today."""
    muhp: Ground | None = None
    """The last machtiging uithuisplaatsing that was told of."""
    grounds: list[Ground] = field(default_factory=list)
    awaited: Awaited | None = None
    bound_for: Setting | None = None
    """What follows the present stay or help; `None`: the care of the region ends."""

    def __post_init__(self) -> None:
        self.open_since = self.today
        self.provisional_until = add_months(add_days(self.today, -DAYS_OF_VOTS_BEHIND), 3)

    def passes(self, low: int, high: int | None = None) -> date:
        """So many days pass, or some number between the two; the day it is then."""
        self.today = add_days(self.today, low if high is None else self.dice.between(low, high))
        return self.today

    def finds_place(self, setting: Setting, nights: Span) -> tuple[Location, Location | None]:
        """A place near home in that setting, out of the house where he is; the new house and the one he leaves."""
        left = self.leaves_house() if self.house else None
        self.house = self.places.take(setting, nights, self.jeugdige.municipality, self.dice, but=left)
        self.taken = nights
        return self.house, left

    def leaves_house(self) -> Location:
        """The house he leaves today, where the place comes free."""
        assert self.house is not None
        assert self.taken is not None
        left, self.house = self.house, None
        self.places.leave(left, self.taken, self.today)
        return left

    @property
    def under_measure(self) -> bool:
        """Whether a child protection measure is in force, so that a GI leads."""
        return self.basis is not ReferralBasis.VRIJWILLIG

    def basis_on(self, day: date) -> ReferralBasis:
        """The basis as it is by then: a voorlopige ondertoezichtstelling has become an ondertoezichtstelling."""
        provisional_no_more = self.basis is ReferralBasis.VOTS and day >= self.provisional_until
        return ReferralBasis.OTS if provisional_no_more else self.basis

    def title_basis_on(self, day: date) -> TitleBasis:
        return _TITLE_BASES[self.basis_on(day)]

    @property
    def comes_of_age_on(self) -> date:
        return self.jeugdige.eighteen_on

    def nights(self, days: int) -> Span:
        """The next so many nights, or as many as are left before the eighteenth birthday."""
        return Span(self.today, max(min(add_days(self.today, days), self.comes_of_age_on), add_days(self.today, 1)))

    def ground_on(self, night: date) -> Ground | None:
        """The title for closed care that was given last for that night, and by then."""
        given = [ground for ground in self.grounds if ground.granted.day <= night and ground.since <= night < ground.until]
        return given[-1] if given else None

    def new_id(self) -> str:
        return str(self.dice.id())

    def court_recorder(self) -> Role:
        """Who records what a court decided: the GI where there is one, or the procesregisseur."""
        return Role.GI if self.under_measure and self.dice.chance(0.6) else Role.PROCESREGISSEUR

    def house_recorder(self) -> Role:
        """Who records what happens where the jeugdige is."""
        return Role.PROVIDER if self.provider and self.dice.chance(0.5) else Role.PROCESREGISSEUR

    @property
    def provider(self) -> str | None:
        return self.house.provider if self.house else self.help_provider
