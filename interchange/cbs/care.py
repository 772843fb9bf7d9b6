"""The stretches of one form of help by one provider, as CBS counts them: before it is asked to which half year they belong.

- A stay counts from the day after its first night up to and including the day after its last. One that ends on the day it began has no
  night and is nothing here. Help without a stay counts from the first contact up to and including the day on which it ended.
- Of one provider and one form of help, what overlaps or touches is one stretch: a move between its groups leaves no trace. Another form of
  help is another stretch, also within one stay, where a Wvggz title makes clinical care closed or ceases to.
- Help without a stay by the provider with whom the jeugdige stays is part of the stay; what lies before and after it counts.
- Delivery that stopped for a while (JZ588 20) is no end. What resumes it belongs to the same stretch, however long it took.
- A stay in a hospital for the body is no jeugdhulp. Respite and a temporary place elsewhere are help of who gives them.
- A provider is the one that stands in its place on the last day of the half year: who takes over moves nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from domain.calendar import add_days, later
from domain.codes import Coded, HelpKind, Setting, StayPurpose, TitleKind
from domain.codes.coded import in_dutch
from domain.events import Died, Discharged, HelpChanged, HelpEnded
from domain.events.stay import Transferred
from domain.history import History
from domain.law.lapse import titles_in_law
from domain.region import Region
from domain.secrecy import Secrecy
from domain.spans import Span, joined, within, without
from domain.trajectory import Help, Stay, Trajectory
from domain.values import dataclass, replace
from interchange.cbs.codes import Hulpvorm


@dataclass(frozen=True, slots=True)
class Choices:
    """What the protocol leaves to be said, and the register does not know. Part of what a delivery is made with."""

    leefhuis: Hulpvorm = Hulpvorm.VERBLIJF_ANDERS
    """A leefhuis is a group with staff, though as a family: the protocol names neither."""
    ambulant: Hulpvorm = Hulpvorm.IN_HET_NETWERK
    """Whether ambulant help is given at home or at the provider's is not recorded; here it comes to the jeugdige."""


PRESUMED = Choices()
"""Until the region says otherwise."""


class EndedBy(Coded):
    """What ended a stretch."""

    DISCHARGE = "discharge"
    HELP_ENDED = "help-ended"
    MOVE = "move"
    DEATH = "death"
    OTHER_HELP = "other-help"
    """The same stay or help goes on as another form of help."""
    OWN_STAY = "own-stay"
    """The help goes on within a stay with the same provider."""
    ANNULMENT = "annulment"
    """What it rested on was annulled, and no exit is recorded."""


in_dutch(
    {
        "EndedBy.DISCHARGE": "uitstroom",
        "EndedBy.HELP_ENDED": "einde van de hulp",
        "EndedBy.MOVE": "verplaatsing",
        "EndedBy.DEATH": "overlijden",
        "EndedBy.OTHER_HELP": "overgang naar een andere hulpvorm",
        "EndedBy.OWN_STAY": "verblijf bij dezelfde aanbieder",
        "EndedBy.ANNULMENT": "vernietiging of vervallenverklaring",
    }
)


@dataclass(frozen=True, slots=True)
class End:
    by: EndedBy
    reason: str | None = None
    """As it was recorded; meant to be one of JZ588."""

    @property
    def is_for_a_while(self) -> bool:
        return self.reason == "20"


@dataclass(frozen=True, slots=True)
class Care:
    """A stretch from its `first` to its `last` day, both in it; `last` is None while nothing is known to end it."""

    provider: str
    help: Hulpvorm
    first: date
    last: date | None
    end: End | None
    crisis: bool
    secret: bool
    kind_is_vague: bool = False
    """That it is help without a stay is known, and no more."""

    @property
    def stopped_for_a_while_on(self) -> date | None:
        """Its last day so far, where it is to be resumed."""
        return self.last if self.end is not None and self.end.is_for_a_while else None

    @property
    def ended_on(self) -> date | None:
        return None if self.stopped_for_a_while_on else self.last


_WVGGZ = frozenset({TitleKind.ZORGMACHTIGING, TitleKind.CRISISMAATREGEL, TitleKind.VOORTZETTING_CRISISMAATREGEL})


def care_given(history: History, on: date, region: Region, secrecy: Secrecy, choices: Choices) -> list[Care]:
    """All of it, in order. `on`: the day on which providers are named as who stands in their place."""
    trajectory, ends = history.trajectory, _Ends(history)
    stays: list[Care] = []
    helps: list[Care] = []
    nights: dict[str, list[Span]] = defaultdict(list)
    hidden = {region.successor_of(code, on) or code for code in secrecy.codes}
    for stay in trajectory.stays:
        if stay.purpose is not StayPurpose.HOSPITAL and not stay.nights.is_empty:
            provider = region.successor_of(stay.provider, on) or stay.provider
            nights[provider].append(stay.nights)
            secret = provider in hidden or secrecy.hides_stay(stay)
            stays.extend(_of_stay(trajectory, stay, ends, provider, secret, choices))
    for number, given in enumerate(trajectory.helps):
        provider = region.successor_of(given.provider, on) or given.provider
        secret = provider in hidden or _is_hidden(given, secrecy)
        helps.extend(_of_help(number, given, ends, provider, secret, choices))
    beside = [part for care in _merged(helps) for part in _beside(care, joined(nights[care.provider]))]
    found = [_over(care, trajectory.died_on) for care in (*_merged(stays), *beside)]
    return sorted(found, key=lambda care: (care.first, care.help, care.provider))


def _is_hidden(given: Help, secrecy: Secrecy) -> bool:
    """Whether a day of the help is one on which every place is secret."""
    days = Span(given.since, later(given.until, add_days(given.since, 1)))
    return any(not (days & each).is_empty for each in secrecy.days)


# Stays


def _of_stay(trajectory: Trajectory, stay: Stay, ends: "_Ends", provider: str, secret: bool, choices: Choices) -> Iterator[Care]:
    for nights, help in _forms(trajectory, stay, choices):
        end = None if nights.until is None else ends.of_stay(stay) if nights.until == stay.until else End(EndedBy.OTHER_HELP)
        crisis = stay.crisis and nights.since == stay.since
        yield Care(provider, help, add_days(nights.since, 1), nights.until, end, crisis, secret)


def _forms(trajectory: Trajectory, stay: Stay, choices: Choices) -> list[tuple[Span, Hulpvorm]]:
    """The nights of a stay, each stretch with its form of help."""
    match stay.setting:
        case Setting.PLEEGZORG:
            return [(stay.nights, Hulpvorm.PLEEGZORG)]
        case Setting.GEZINSHUIS:
            return [(stay.nights, Hulpvorm.GEZINSGERICHT)]
        case Setting.LEEFHUIS:
            return [(stay.nights, choices.leefhuis)]
        case Setting.GESLOTEN:
            return [(stay.nights, Hulpvorm.GESLOTEN)]
        case Setting.INTENSIEF_KLINISCH:
            compulsory = [span for title in titles_in_law(trajectory) if title.kind in _WVGGZ for span in title.covered_nights()]
            closed = [(span, Hulpvorm.GESLOTEN) for span in within([stay.nights], compulsory)]
            return sorted([*closed, *((span, Hulpvorm.VERBLIJF_ANDERS) for span in without([stay.nights], compulsory))], key=_since)
        case _:
            return [(stay.nights, Hulpvorm.VERBLIJF_ANDERS)]


def _since(form: tuple[Span, Hulpvorm]) -> date:
    return form[0].since


# Help without a stay


def _of_help(number: int, given: Help, ends: "_Ends", provider: str, secret: bool, choices: Choices) -> Iterator[Care]:
    for days, kind in _kinds(given, ends.changes_of_help(number)):
        end = None if days.until is None else ends.of_help(number) if days.until == given.until else End(EndedBy.OTHER_HELP)
        help = Hulpvorm.DAGHULP if kind is HelpKind.DAGBEHANDELING else choices.ambulant
        yield Care(provider, help, days.since, days.until, end, kind is HelpKind.CRISIS, secret, kind is HelpKind.OTHER)


def _kinds(given: Help, changes: Sequence[tuple[date, HelpKind, HelpKind]]) -> list[tuple[Span, HelpKind]]:
    """The days of help, each stretch with its kind; `changes`: the day, the kind before and the kind after."""
    starts = [(given.since, changes[0][1] if changes else given.kind), *((day, after) for day, _, after in changes)]
    untils = [*(day for day, _ in starts[1:]), given.until]
    pieces = [(Span(since, until), kind) for (since, kind), until in zip(starts, untils, strict=True)]
    return [(days, kind) for days, kind in pieces if not days.is_empty] or pieces[-1:]


def _beside(care: Care, nights: Sequence[Span]) -> Iterator[Care]:
    """What of help without a stay lies beside the nights with the same provider."""
    if care.last == care.first:
        if not any(span.covers(care.first) for span in nights):
            yield care
        return
    for days in without([Span(care.first, care.last)], nights):
        end = care.end if days.until == care.last else End(EndedBy.OWN_STAY)
        yield replace(care, first=days.since, last=days.until, end=end, crisis=care.crisis and days.since == care.first)


# Together


def _merged(cares: Iterable[Care]) -> list[Care]:
    """Of each provider and form of help, what overlaps, touches or resumes as one."""
    merged: dict[tuple[str, Hulpvorm], list[Care]] = defaultdict(list)
    for care in sorted(cares, key=lambda care: care.first):
        before = merged[care.provider, care.help]
        if before and _goes_on(before[-1], care):
            before[-1] = _with(before[-1], care)
        else:
            before.append(care)
    return [care for each in merged.values() for care in each]


def _goes_on(before: Care, care: Care) -> bool:
    return before.last is None or before.stopped_for_a_while_on is not None or care.first <= add_days(before.last, 1)


def _with(before: Care, care: Care) -> Care:
    """From the first start, with how the first began, up to the last end, with how that came."""
    last = care if care.last is None or (before.last is not None and care.last >= before.last) else before
    return replace(
        before,
        last=last.last,
        end=last.end,
        secret=before.secret or care.secret,
        kind_is_vague=before.kind_is_vague or care.kind_is_vague,
    )


def _over(care: Care, died_on: date | None) -> Care:
    """Help that stopped for a while is over when the jeugdige dies."""
    if died_on is None or care.stopped_for_a_while_on is None:
        return care
    return replace(care, last=max(died_on, care.stopped_for_a_while_on), end=End(EndedBy.DEATH))


# How it ended


class _Ends:
    """How stays and help ended, and where help changed its kind, event by event: the state itself keeps only that they did."""

    def __init__(self, history: History) -> None:
        self._stays: dict[int, End] = {}
        self._helps: dict[int, End] = {}
        self._changes: dict[int, list[tuple[date, HelpKind, HelpKind]]] = defaultdict(list)
        for index, recorded in enumerate(history.effective):
            match recorded.event:
                case Discharged() as event:
                    leaving = history.before(index).stays_to_leave_on(event.occurred_on, event.stay_id)
                    self._stays.update({stay.version: End(EndedBy.DISCHARGE, event.reason) for stay in leaving})
                case Transferred() as event:
                    left = history.before(index).stay_to_leave_on(event.occurred_on, event.purpose)
                    if left is not None:
                        self._stays[left.version] = End(EndedBy.MOVE)
                case HelpEnded() as event:
                    self._helps.update({number: End(EndedBy.HELP_ENDED, event.reason) for number, _ in _open_helps(history, index, event)})
                case HelpChanged(kind=HelpKind() as kind) as event:
                    for number, given in _open_helps(history, index, event):
                        self._changes[number].append((event.occurred_on, given.kind, kind))
                case Died() as event:
                    self._died(history.before(index), event.occurred_on)
                case _:
                    pass

    def of_stay(self, stay: Stay) -> End:
        return self._stays.get(stay.version, End(EndedBy.ANNULMENT))

    def of_help(self, number: int) -> End:
        """`number`: its place among the helps of the trajectory."""
        return self._helps[number]

    def changes_of_help(self, number: int) -> Sequence[tuple[date, HelpKind, HelpKind]]:
        """The day, the kind before and the kind after of each change, in order."""
        return self._changes.get(number, ())

    def _died(self, before: Trajectory, day: date) -> None:
        self._stays.update({stay.version: End(EndedBy.DEATH) for stay in before.open_stays_on(day)})
        self._helps.update({number: End(EndedBy.DEATH) for number, given in enumerate(before.helps) if given.until is None})


def _open_helps(history: History, index: int, event: HelpEnded | HelpChanged) -> list[tuple[int, Help]]:
    helps = enumerate(history.before(index).helps)
    return [(number, given) for number, given in helps if given.until is None and event.help_id in (None, given.help_id)]
