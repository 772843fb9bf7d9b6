"""Moves: how often, where to, and how (indicator 6; VK 2025 for what is asked of them)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from domain.calendar import add_months
from domain.codes import Destination, MeasureCode, MoveKind, MoveReason, VoiceAbout
from domain.events.stay import StayStarted
from domain.indicators.case import Case, main_stays
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.indicators.hearing import is_heard
from domain.law.measures import applications
from domain.spans import Span
from domain.trajectory import Stay, Trajectory, derived
from domain.values import dataclass

NIGHTS_BETWEEN = 1
"""At most so many between two stays that make a move."""

MONTHS_OF_MOVES = 12

DAYS_TOLD_TOO_LATE = 1
"""Told so many days before, or later."""

_HOME = frozenset({Destination.HOME, Destination.NETWORK, Destination.INDEPENDENT})


@dataclass(frozen=True, slots=True)
class Move:
    """A main stay that came out of another elsewhere."""

    left: Stay
    to: Stay

    @property
    def is_relocation(self) -> bool:
        """Because the house closed: all who live there go."""
        return self.to.move_reason is MoveReason.CLOSURE

    @property
    def direction(self) -> str:
        if self.to.setting is self.left.setting:
            return "lateral"
        return "step_down" if self.to.setting.lighter_than(self.left.setting) else "step_up"


@derived
def changes_of_place(trajectory: Trajectory) -> Sequence[Move]:
    """Consecutive main stays in different locations, with at most a night between that he did not spend at home.

    Another provider in the same house moves nobody; neither do leave, and stays of another purpose.
    """
    return [Move(left, to) for left, to in pairwise(main_stays(trajectory)) if _is_a_change(left, to)]


def _is_a_change(left: Stay, to: Stay) -> bool:
    between = (to.since - left.until).days if left.until is not None else 0
    went_home = between > 0 and left.destination in _HOME
    return between <= NIGHTS_BETWEEN and not went_home and left.location != to.location


@derived
def moves(trajectory: Trajectory) -> Sequence[Move]:
    return [move for move in changes_of_place(trajectory) if not move.is_relocation]


def _counted(case: Case, move: Move, *, met: bool | None = None, label: str | None = None, left: str | None = None) -> Counted:
    return once(move.to.stay_id, move.to.since, case.group(move.to.since, move.to), met=met, label=label, left=left)


@measure("move")
def who_is_moved(case: Case) -> Iterator[Counted]:
    """Each move: two main stays, the one next to the other by their first days, in different locations, with at most one night between.

    On the first day of the second, and about its stay_id. None if a night was between and the first stay led home (home, network,
    independent), or if the reason is that the house closed. Met if it was unplanned: its kind is crisis, or the second stay is a crisis.
    Label: step_up, lateral or step_down, by the weight of the settings.
    """
    for move in moves(case.trajectory):
        yield _counted(case, move, met=move.to.move is MoveKind.CRISIS or move.to.crisis, label=move.direction)


@measure("move-between")
def between_whom(case: Case) -> Iterator[Counted]:
    """Each move of which neither place is secret, with the provider that he left.

    Label: overplaatsing within a provider, doorplaatsing to another; who took over from a provider is that provider (`Heirs`).
    """
    for move in moves(case.trajectory):
        if not case.is_secret(move.left) and not case.is_secret(move.to):
            yield _counted(case, move, left=move.left.provider)


@measure("relocation")
def who_goes_because_the_house_closes(case: Case) -> Iterator[Counted]:
    """What would be a move, were its reason not that the house closed: counted apart."""
    for move in changes_of_place(case.trajectory):
        if move.is_relocation:
            yield _counted(case, move)


@measure("temporary-move")
def who_is_moved_for_a_while(case: Case) -> Iterator[Counted]:
    """Temporary transfer as a restrictive measure (BEW-d), when it began: counted apart, and no move. About the measure_id."""
    for applied in applications(case.trajectory):
        if applied.measure.code is MeasureCode.BEW_D:
            day = applied.start.day
            yield once(applied.measure.measure_id, day, case.group(day, case.trajectory.main_stay_on(day)))


@measure("move-told-late")
def who_is_told_late(case: Case) -> Iterator[Counted]:
    """Each move; met if he was told a day before or later, not if earlier; None where it is not recorded when."""
    for move in moves(case.trajectory):
        told_on = move.to.told_on
        met = (move.to.since - told_on).days <= DAYS_TOLD_TOO_LATE if told_on is not None else None
        yield _counted(case, move, met=met)


@measure("move-heard")
def who_is_heard(case: Case) -> Iterator[Counted]:
    """Each move; met if his voice about a move is of the thirty days before, the day, or the fourteen days after, not that he declined."""
    for move in moves(case.trajectory):
        yield _counted(case, move, met=is_heard(case.trajectory, VoiceAbout.MOVE, move.to.since))


@measure("move-explained")
def who_is_told_why(case: Case) -> Iterator[Counted]:
    """Each move; met if it is recorded that he was told of it, not if that he was not; None where neither is."""
    told = {recorded.version: event.told_to_youth for recorded, event in case.events(StayStarted)}
    for move in moves(case.trajectory):
        yield _counted(case, move, met=told.get(move.to.version))


@measure("moves-in-a-year")
def moves_within_a_year(case: Case) -> Iterator[Counted]:
    """The nights of main stays. Amount: moves in the twelve months up to and including that day. About the stay_id.

    A move counts on the nights from its day up to, and not including, the same day twelve months on. Label: 0, 1, 2, 3-5, 6-10 or >10.
    """
    days = [move.to.since for move in moves(case.trajectory)]
    over = [add_months(day, MONTHS_OF_MOVES) for day in days]
    return _with_moves(case, sorted({*days, *over}), lambda night: bisect_right(days, night) - bisect_right(over, night))


@measure("moves-ever")
def moves_since_the_first_night(case: Case) -> Iterator[Counted]:
    """The nights of main stays. Amount: moves up to and including that day. Label: the same steps. About the stay_id."""
    days = [move.to.since for move in moves(case.trajectory)]
    return _with_moves(case, days, lambda night: bisect_right(days, night))


def _with_moves(case: Case, changes: list[date], moved: Callable[[date], int]) -> Iterator[Counted]:
    for stay in case.main_stays:
        following = bisect_left(changes, stay.until) if stay.until is not None else None
        starts = [stay.since, *changes[bisect_right(changes, stay.since) : following]]
        for start, end in zip(starts, [*starts[1:], stay.until], strict=True):
            number = moved(start)
            for days, group in case.pieces(Span(start, end), stay):
                yield Counted(stay.stay_id, days, group, amount=float(number), label=_step(number))


def _step(number: int) -> str:
    if number <= 2:
        return str(number)
    if number <= 5:
        return "3-5"
    return "6-10" if number <= 10 else ">10"


indicator(
    6,
    "moves",
    "Verplaatsingen",
    Variant(
        "moves",
        "move",
        Aggregate.COUNT,
        "verplaatsingen",
        "Aantal keren dat een jeugdige in de periode van het ene hoofdverblijf naar een ander op een andere locatie ging, met ten hoogste"
        " één nacht ertussen.",
        labels="richting",
    ),
    Variant(
        "step-up",
        "move",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode het deel naar een zwaardere vorm.",
        label="step_up",
    ),
    Variant(
        "step-down",
        "move",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode het deel naar een lichtere vorm.",
        label="step_down",
    ),
    Variant(
        "within-provider",
        "move-between",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode het deel binnen één aanbieder (overplaatsing); de rest is doorplaatsing.",
        label=MoveKind.OVERPLAATSING,
        labels="overplaatsing of doorplaatsing",
    ),
    Variant(
        "in-a-year",
        "moves-in-a-year",
        Aggregate.MEAN_OF_STOCK,
        "verplaatsingen per jeugdige",
        "Gemiddeld aantal verplaatsingen in de twaalf maanden tot en met de laatste dag van de periode, van wie die nacht in een"
        " hoofdverblijf is.",
        labels="aantal",
    ),
    Variant(
        "in-a-year-median",
        "moves-in-a-year",
        Aggregate.MEDIAN_OF_STOCK,
        "verplaatsingen per jeugdige",
        "Mediaan van datzelfde aantal.",
        labels="aantal",
    ),
    Variant(
        "in-a-year-distribution",
        "moves-in-a-year",
        Aggregate.STOCK,
        "jeugdigen",
        "Aantal jeugdigen in een hoofdverblijf in de nacht van de laatste dag van de periode, uit te splitsen naar dat aantal: 0, 1, 2,"
        " 3-5, 6-10, >10.",
        labels="aantal",
    ),
    Variant(
        "ever",
        "moves-ever",
        Aggregate.MEAN_OF_STOCK,
        "verplaatsingen per jeugdige",
        "Gemiddeld aantal verplaatsingen sinds de eerste nacht uit huis, van wie in de nacht van de laatste dag van de periode in een"
        " hoofdverblijf is.",
        labels="aantal",
    ),
    Variant(
        "ever-median",
        "moves-ever",
        Aggregate.MEDIAN_OF_STOCK,
        "verplaatsingen per jeugdige",
        "Mediaan van datzelfde aantal.",
        labels="aantal",
    ),
    Variant(
        "ever-distribution",
        "moves-ever",
        Aggregate.STOCK,
        "jeugdigen",
        "Aantal jeugdigen in een hoofdverblijf in de nacht van de laatste dag van de periode, uit te splitsen naar het aantal sinds de"
        " eerste nacht uit huis.",
        labels="aantal",
    ),
    Variant(
        "unplanned",
        "move",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode het deel dat een crisis was.",
    ),
    Variant(
        "told-late",
        "move-told-late",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode waarvan bekend is wanneer het de jeugdige is verteld het deel waarin dat ten hoogste één dag"
        " tevoren was.",
    ),
    Variant(
        "heard",
        "move-heard",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode het deel waarover de stem van de jeugdige is vastgelegd.",
    ),
    Variant(
        "explained",
        "move-explained",
        Aggregate.SHARE,
        "%",
        "Van de verplaatsingen in de periode waarvan dat is vastgelegd het deel dat aan de jeugdige is uitgelegd.",
    ),
    Variant(
        "relocations",
        "relocation",
        Aggregate.COUNT,
        "keren",
        "Aantal keren dat een jeugdige in de periode naar een andere locatie ging omdat het huis sloot; niet bij de verplaatsingen geteld.",
    ),
    Variant(
        "temporary",
        "temporary-move",
        Aggregate.COUNT,
        "keren",
        "Aantal tijdelijke overplaatsingen als maatregel (BEW-d) die in de periode begonnen; niet bij de verplaatsingen geteld.",
    ),
)
