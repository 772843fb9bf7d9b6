"""What each event concerns: which things, and how."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from domain.codes import StayPurpose
from domain.envelope import Recorded
from domain.events import (
    Absconded,
    Annulled,
    Discharged,
    Event,
    HelpChanged,
    HelpEnded,
    HelpStarted,
    LeaveEnded,
    LeaveGranted,
    LeaveRefused,
    LeaveWithdrawn,
    NonProlongationNotified,
    ProlongationAnnounced,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
    ReadyToLeave,
    ReadyWithdrawn,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    Returned,
    TitleGranted,
    TitleLapsed,
)
from domain.events.stay import StayStarted, Transferred
from domain.history import History
from domain.region import Region
from domain.secrecy import Secrecy
from domain.values import dataclass


class Kind(StrEnum):
    """What an event can concern. Plans and restrictive measures are confided, and so not among them."""

    TRAJECTORY = "trajectory"
    STAY = "stay"
    TITLE = "title"
    HELP = "help"
    REFERRAL = "referral"
    PROTECTION_MEASURE = "protection-measure"
    PROVIDER = "provider"
    LOCATION = "location"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Concern:
    """`name`: what names the thing within the trajectory, or in the register."""

    kind: Kind
    name: str
    qualifier: str


_REGISTERED = {
    "provider": (Kind.PROVIDER, "with"),
    "authors": (Kind.PROVIDER, "by"),
    "organisation": (Kind.PROVIDER, "to"),
    "location": (Kind.LOCATION, "at"),
    "home_municipality": (Kind.MUNICIPALITY, "home"),
    "municipality": (Kind.MUNICIPALITY, "home"),
}
"""Fields that name what is in the register. What the register does not know is not told: anything can stand there."""

_NAMED = {
    "stay_id": (Kind.STAY, "about"),
    "help_id": (Kind.HELP, "about"),
    "title_id": (Kind.TITLE, "about"),
    "prolongs": (Kind.TITLE, "prolongs"),
    "replaces": (Kind.TITLE, "replaces"),
    "ends_title_id": (Kind.TITLE, "ends"),
    "revives_title_id": (Kind.TITLE, "revives"),
    "basis_title_id": (Kind.TITLE, "about"),
}
"""Fields that name a thing of the trajectory."""

_ENDS: Mapping[type[Event], Kind] = {
    Discharged: Kind.STAY,
    HelpEnded: Kind.HELP,
    TitleLapsed: Kind.TITLE,
    ProtectionMeasureEnded: Kind.PROTECTION_MEASURE,
}

_OF_PROTECTION = (
    ProtectionMeasureStarted,
    ProtectionMeasureProlonged,
    ProtectionMeasureEnded,
    ProtectionMeasureTransferred,
    NonProlongationNotified,
    ProlongationAnnounced,
)
"""In which `measure_id` names a measure of child protection, and no restrictive one."""

_DURING_A_STAY = (
    LeaveGranted,
    LeaveRefused,
    LeaveWithdrawn,
    LeaveEnded,
    Absconded,
    Returned,
    ReadyToLeave,
    ReadyWithdrawn,
)


class Concerns:
    """Of the events of one history, asked in the order in which they happened."""

    def __init__(self, history: History, secrecy: Secrecy, region: Region) -> None:
        self._history = history
        self._secrecy = secrecy
        self._region = region
        self._begun: dict[int, Concern] = {}

    def of(self, index: int) -> tuple[Concern, ...]:
        """Of the effective event of that index: each thing once, the trajectory first."""
        recorded = self._history.effective[index]
        found: dict[tuple[Kind, str], Concern] = {}
        for concern in (*self._begins(recorded), *self._names(recorded), *self._is_understood(index), *self._is_registered(recorded)):
            found.setdefault((concern.kind, concern.name), concern)
        return (Concern(Kind.TRAJECTORY, "", "of"), *found.values())

    def _begins(self, recorded: Recorded) -> Iterator[Concern]:
        event, unnamed = recorded.event, str(recorded.version)
        match event:
            case StayStarted(location=None):
                begun = Concern(Kind.HELP, event.stay_id or unnamed, "begins")
            case StayStarted():
                begun = Concern(Kind.STAY, event.stay_id or unnamed, "begins")
            case HelpStarted():
                begun = Concern(Kind.HELP, event.help_id or unnamed, "begins")
            case TitleGranted():
                begun = Concern(Kind.TITLE, event.title_id or unnamed, "begins")
            case ReferralReceived():
                begun = Concern(Kind.REFERRAL, unnamed, "begins")
            case ProtectionMeasureStarted():
                begun = Concern(Kind.PROTECTION_MEASURE, event.measure_id or unnamed, "begins")
            case _:
                return
        self._begun[recorded.version] = begun
        yield begun

    def _names(self, recorded: Recorded) -> Iterator[Concern]:
        event = recorded.event
        for field, kind, qualifier in _naming(type(event)):
            if (name := getattr(event, field)) is not None:
                yield Concern(kind, name, qualifier)
        if isinstance(event, Annulled) and (undone := self._begun.get(event.target_version)):
            yield Concern(undone.kind, undone.name, "undoes")

    def _is_understood(self, index: int) -> Iterator[Concern]:
        """What an event concerns without naming it, as the state before it has it."""
        event = self._history.effective[index].event
        day = event.occurred_on
        match event:
            case Transferred():
                left = self._history.before(index).stay_to_leave_on(day, event.purpose)
                if left is not None:
                    yield Concern(Kind.STAY, left.stay_id, "ends")
            case Discharged(stay_id=None):
                for stay in self._history.before(index).stays_to_leave_on(day, None):
                    yield Concern(Kind.STAY, stay.stay_id, "ends")
            case HelpChanged(help_id=None) | HelpEnded(help_id=None):
                for given in self._history.before(index).helps:
                    if given.until is None:
                        yield Concern(Kind.HELP, given.help_id, "ends" if isinstance(event, HelpEnded) else "about")
            case ReferralWithdrawn() | ReferralRejected():
                referrals = self._history.before(index).referrals
                if referrals and referrals[-1].ended_on is None:
                    yield Concern(Kind.REFERRAL, str(referrals[-1].version), "ends")
            case _ if isinstance(event, _DURING_A_STAY):
                main = self._history.before(index).stay_open_on(day, StayPurpose.MAIN)
                if main is not None:
                    yield Concern(Kind.STAY, main.stay_id, "during")

    def _is_registered(self, recorded: Recorded) -> Iterator[Concern]:
        """The providers, locations and municipalities that the event names, but for those that are secret."""
        fields = _registering(type(recorded.event))
        if not fields:
            return
        facts = recorded.event.model_dump(mode="json", include=set(fields), exclude_none=True)
        for field, told in self._secrecy.facts(self._history.recorded[recorded.version - 1], facts).items():
            kind, qualifier = _REGISTERED[field]
            for code in [told] if isinstance(told, str) else told:
                if code in _codes(self._region, kind):
                    yield Concern(kind, code, qualifier)


@cache
def _naming(event: type[Event]) -> tuple[tuple[str, Kind, str], ...]:
    """The fields of such an event that name a thing of the trajectory, with its kind and how it is concerned."""
    named = _NAMED | {"measure_id": (Kind.PROTECTION_MEASURE, "about")} if issubclass(event, _OF_PROTECTION) else _NAMED
    if issubclass(event, StayStarted):
        named = {"title_id": (Kind.TITLE, "under")}
    return tuple(
        (field, kind, "ends" if kind is _ENDS.get(event) else qualifier)
        for field, (kind, qualifier) in named.items()
        if field in event.model_fields
    )


@cache
def _registering(event: type[Event]) -> frozenset[str]:
    """The fields of such an event that name what is in the register."""
    return frozenset(_REGISTERED) & event.model_fields.keys()


def _codes(region: Region, kind: Kind) -> Iterable[str]:
    return {Kind.PROVIDER: region.providers, Kind.LOCATION: region.locations, Kind.MUNICIPALITY: region.municipalities}[kind]
