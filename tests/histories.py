"""Histories that Hypothesis builds through the rules: anything that could have been recorded, orderly or not.

Every event is proposed at some day, judged by the domain as a user's would be, and kept if it is recordable. What is proposed is
guided by the state, so that much of it fits, and left to chance, so that some of it is odd: late, corrected, voided, annulled,
recorded despite a finding.

>>> @given(histories())
... def test_something(history): ...
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import TypeAdapter

from domain.calendar import AMSTERDAM, add_days
from domain.codes import (
    Agreement,
    AnnulledBy,
    BlockedBy,
    Destination,
    Gender,
    HelpKind,
    LapseGround,
    MoveKind,
    MoveReason,
    NoBsnReason,
    Presence,
    ReferralBasis,
    Referrer,
    Role,
    Setting,
    StayPurpose,
    Team,
    TitleBasis,
    TitleKind,
    Urgency,
    VoiceAbout,
    VoiceForm,
)
from domain.envelope import Actor, Despite, Envelope, Recorded, Source
from domain.events import (
    REGISTER_ID,
    Absconded,
    Admitted,
    Annulled,
    ConditionalAdmissionDecided,
    Corrected,
    Died,
    Discharged,
    Event,
    HelpEnded,
    HelpStarted,
    HomeMunicipalityDetermined,
    IdentityChanged,
    LeaveEnded,
    LeaveGranted,
    LocationOpened,
    Moved,
    MunicipalityListed,
    NoteAdded,
    ProcesregisseurAssigned,
    ProviderListed,
    ReadyToLeave,
    ReadyWithdrawn,
    ReferralReceived,
    ReferralWithdrawn,
    RegisterEvent,
    Returned,
    SteppedDown,
    SteppedUp,
    SuspensionWithdrawn,
    TeamReviewHeld,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryClosed,
    TrajectoryOpened,
    TrajectoryReopened,
    VoiceRecorded,
    Voided,
)
from domain.events.opening import Identity
from domain.events.review import Advice, Alternative, Dissent, Participant
from domain.history import History
from domain.judging import Case, Judgement, Misfit, judge, judge_opening
from domain.region import Region, region_of
from domain.rules.impossible.codes import is_bsn
from domain.trajectory import Stay, Trajectory
from domain.words import Postcode, Words

T = TypeVar("T")

# A small region

MUNICIPALITIES = ("0917", "0935", "1883")
PROVIDERS = ("koraal", "xonar", "mondriaan", "via-jeugd")
ORGANISATIONS = (*(f"GM{code}" for code in MUNICIPALITIES), *PROVIDERS, "gi-limburg", "raad")
HOUSES: dict[str, tuple[str, Setting]] = {
    "icarus": ("koraal", Setting.GESLOTEN),
    "keerpunt": ("via-jeugd", Setting.GESLOTEN),
    "kliniek": ("mondriaan", Setting.INTENSIEF_KLINISCH),
    "open-groep": ("xonar", Setting.OPEN_RESIDENTIEEL),
    "leefhuis-1": ("koraal", Setting.LEEFHUIS),
    "gezinshuis-1": ("xonar", Setting.GEZINSHUIS),
    "pleeggezin-1": ("xonar", Setting.PLEEGZORG),
}

_VALID_FROM = date(2010, 1, 1)


def register_events() -> list[RegisterEvent]:
    """The register of this small region, valid from 2010."""
    return [
        *(MunicipalityListed(occurred_on=_VALID_FROM, municipality=code, name=f"Gemeente {code}") for code in MUNICIPALITIES),
        *(ProviderListed(occurred_on=_VALID_FROM, provider=code, name=code) for code in PROVIDERS),
        *(
            LocationOpened(
                occurred_on=_VALID_FROM, location=code, provider=provider, name=code, setting=setting, municipality="0917", capacity=8
            )
            for code, (provider, setting) in HOUSES.items()
        ),
    ]


def envelope(actor: Actor | None = None, despite: Despite | None = None, event_id: UUID | None = None) -> Envelope:
    """An ordinary envelope: recorded by hand by the procesregisseur of Heerlen."""
    return Envelope(event_id=event_id or UUID(int=1), actor=actor or PROCESREGISSEUR, source=Source(kind="manual"), despite=despite)


PROCESREGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

_FIRST_MOMENT = datetime(2024, 1, 15, 9, 30, tzinfo=AMSTERDAM)

REGION: Region = region_of(
    Recorded(REGISTER_ID, number, number, _FIRST_MOMENT, envelope(), event) for number, event in enumerate(register_events(), start=1)
)

BSNS = tuple(str(number) for number in range(999900006, 999999990) if is_bsn(str(number)))
"""The test range: they belong to nobody."""

postcode = TypeAdapter(Postcode).validate_python

# Small parts

words: SearchStrategy[Words] = st.sampled_from([Words("Belt morgen terug."), Words("“Ik wil naar huis.”"), Words("Zie verslag – één 🙂")])
actors: SearchStrategy[Actor] = st.sampled_from(
    [
        PROCESREGISSEUR,
        Actor(subject="pr-maastricht-1", role=Role.PROCESREGISSEUR, organisation="GM0935"),
        Actor(subject="gedragswetenschapper-1", role=Role.PROVIDER, organisation="koraal"),
        Actor(subject="jeugdbeschermer-1", role=Role.GI, organisation="gi-limburg"),
        Actor(subject="secretaris-1", role=Role.TEAM_SECRETARY, organisation="idt"),
    ]
)
sources: SearchStrategy[Source] = st.sampled_from([Source(kind="manual"), Source(kind="ijw", ref="JW305-20240101-17")])


@st.composite
def histories(draw: DrawFn, max_events: int = 16) -> History:
    """The history of one trajectory, with positions that leave room for others' events in between."""
    story = Story(draw)
    for _ in range(draw(st.integers(0, max_events - 1))):
        story.go_on()
    return History(tuple(story.recorded))


@st.composite
def logs(draw: DrawFn, trajectories: int = 4, max_events: int = 24) -> list[Recorded]:
    """Several trajectories recorded in turns, as a log holds them: positions from 1, moments strictly increasing."""
    stories = [Story(draw, number) for number in range(draw(st.integers(1, trajectories)))]
    for _ in range(draw(st.integers(0, max_events - len(stories)))):
        draw(st.sampled_from(stories)).go_on()
    merged = sorted((recorded for story in stories for recorded in story.recorded), key=lambda each: (each.recorded_at, each.trajectory_id))
    return [
        replace(recorded, position=position, recorded_at=recorded.recorded_at + timedelta(microseconds=position))
        for position, recorded in enumerate(merged, start=1)
    ]


def told() -> list[Recorded]:
    """One ordinary history, always the same: a referral, a title, a closed stay under it, a move to lighter care."""
    opened = TrajectoryOpened(occurred_on=date(2024, 1, 10), home_municipality="0917", gender=Gender.FEMALE, identity=_identity(BSNS[0]))
    return tell(
        opened,
        ReferralReceived(occurred_on=date(2024, 1, 12), referrer=Referrer.GI, requested_setting=Setting.GESLOTEN, urgency=Urgency.REGULIER),
        TitleGranted(
            occurred_on=date(2024, 2, 1),
            title_id="m-1",
            kind=TitleKind.MACHTIGING,
            valid_from=date(2024, 2, 1),
            valid_until=date(2024, 8, 1),
        ),
        Admitted(
            occurred_on=date(2024, 2, 3), stay_id="v-1", setting=Setting.GESLOTEN, provider="koraal", location="icarus", title_id="m-1"
        ),
        SteppedDown(occurred_on=date(2024, 5, 1), stay_id="v-2", setting=Setting.LEEFHUIS, provider="koraal", location="leefhuis-1"),
    )


def tell(opening: Event, *events: Event) -> list[Recorded]:
    """A history of just these events, each recorded the day after it happened, or after the one before it."""
    trajectory_id = UUID(int=1 << 96)
    moment = datetime.combine(opening.occurred_on, time(12), AMSTERDAM)
    recorded: list[Recorded] = []
    for number, event in enumerate((opening, *events), start=1):
        moment = max(moment + timedelta(minutes=1), datetime.combine(event.occurred_on, time(12), AMSTERDAM) + timedelta(days=1))
        case = Case(History(tuple(recorded)), REGION)
        around = envelope(event_id=UUID(int=number))
        if number == 1:
            judged = judge_opening(trajectory_id, around, event, REGION, moment)
        else:
            judged = judge(case, around, event, moment, f"nr-{number}")
        assert judged.is_recordable, (judged.impossible, judged.stopping)
        recorded.append(replace(judged.recorded, position=number))
    return recorded


class Story:
    """One trajectory as it is recorded, event by event."""

    def __init__(self, draw: DrawFn, number: int = 0) -> None:
        self._draw = draw
        self.trajectory_id = UUID(int=(1 << 96) + draw(st.integers(0, 2**64 - 1)) * 16 + number)
        self.now = _FIRST_MOMENT + timedelta(days=draw(st.integers(0, 60)))
        opening = self._opening()
        judged = judge_opening(self.trajectory_id, self._envelope(), opening, REGION, self.now)
        assert judged.is_recordable, judged.impossible
        self.recorded = [replace(judged.recorded, position=draw(st.integers(1, 5)))]

    def go_on(self) -> bool:
        """Proposes one more event; records it, if that can be. Gives whether it was."""
        self.now += timedelta(days=self._draw(st.integers(0, 40)), minutes=self._draw(st.integers(1, 300)))
        case = Case(History(tuple(self.recorded)), REGION)
        event = _proposed(Proposal(self._draw, case.history, self.now))
        if event is None:
            return False
        try:
            judged = self._judged(case, event)
        except Misfit:
            return False
        if not judged.is_recordable:
            return False
        self.recorded.append(replace(judged.recorded, position=case.history.position + self._draw(st.integers(1, 3))))
        return True

    def _judged(self, case: Case, event: Event) -> Judgement:
        around, fresh = self._envelope(), f"nr-{case.history.version + 1}"
        judged = judge(case, around, event, self.now, fresh)
        seen_and_passed = self._draw(st.integers(0, 3)) > 0
        if judged.stopping and seen_and_passed:
            rules = tuple(sorted({finding.rule for finding in judged.stopping}))
            despite = Despite(rules=rules, reason=self._draw(words))
            judged = judge(case, around.model_copy(update={"despite": despite}), event, self.now, fresh)
        return judged

    def _opening(self) -> TrajectoryOpened:
        draw = self._draw
        bsn = draw(st.sampled_from([None, *BSNS[:500]]))
        identity = _identity(bsn, born_on=draw(st.dates(date(2006, 1, 1), date(2014, 12, 31))))
        day = self.now.date() - timedelta(days=draw(st.integers(0, 30)))
        municipality = draw(st.sampled_from(MUNICIPALITIES))
        return TrajectoryOpened(occurred_on=day, home_municipality=municipality, gender=draw(st.sampled_from(Gender)), identity=identity)

    def _envelope(self) -> Envelope:
        return Envelope(event_id=UUID(int=len(getattr(self, "recorded", ())) + 1), actor=self._draw(actors), source=self._draw(sources))


def _identity(bsn: str | None, born_on: date = date(2009, 2, 14)) -> Identity:
    return Identity(
        bsn=Words(bsn) if bsn else None,
        no_bsn_reason=None if bsn else NoBsnReason.NOT_REGISTERED,
        surname=Words("Wit"),
        given_names=Words("Tom"),
        born_on=born_on,
        postcode=postcode("6411AA"),
        house_number=Words("1"),
    )


@dataclass(frozen=True)
class Proposal:
    """What an event can be made from: chance, and what is known so far."""

    draw: DrawFn
    history: History
    now: datetime

    @property
    def state(self) -> Trajectory:
        return self.history.trajectory

    def of(self, values: Sequence[T] | type[T]) -> T:
        return self.draw(st.sampled_from(values))  # type: ignore[arg-type]  # an enumeration is a sequence to Hypothesis

    def often(self) -> bool:
        return bool(self.draw(st.integers(0, 3)))

    def seldom(self) -> bool:
        return not self.often()

    def past_day(self) -> date:
        """A day up to today: mostly near, at times long ago."""
        return self.now.date() - timedelta(days=self.draw(st.integers(0, 12) if self.often() else st.integers(0, 200)))

    def day_in_stay(self) -> date:
        """A day on which a stay runs, where one does."""
        since = max((stay.since for stay in self._running()), default=None)
        return self.draw(st.dates(since, self.now.date())) if since and self.often() else self.past_day()

    def settings_now(self) -> list[int]:
        return [stay.setting.weight for stay in self._running() if stay.is_main]

    def _running(self) -> list[Stay]:
        return self.state.open_stays_on(self.now.date())

    def title_id(self) -> str:
        return self.of([title.title_id for title in self.state.titles] or ["unknown"])

    def some_title_id(self) -> str | None:
        named = self.draw(st.booleans())
        return self.title_id() if self.state.titles and named else None

    def version(self) -> int:
        return self.draw(st.integers(1, self.history.version))


Propose = Callable[[Proposal], Event | None]


def _identity_changed(p: Proposal) -> Event:
    change: dict[str, Any] = p.of(
        [{"surname": Words("Zwart")}, {"house_number": Words("12b")}, {"postcode": postcode("6211CD")}, {"bsn": Words(BSNS[7])}]
    )
    return IdentityChanged(occurred_on=p.past_day(), **change)


def _home_municipality(p: Proposal) -> Event:
    day = p.past_day()
    from_ = add_days(day, p.draw(st.integers(-60, 60)))
    return HomeMunicipalityDetermined.model_validate(
        {
            "occurred_on": day,
            "municipality": p.of(MUNICIPALITIES),
            "from": from_,
            "disputed": p.seldom(),
        }
    )


def _assigned(p: Proposal) -> Event:
    return ProcesregisseurAssigned(occurred_on=p.past_day(), subject=p.of(["pr-heerlen-1", "pr-maastricht-1"]), handover=p.draw(words))


def _referral(p: Proposal) -> Event:
    return ReferralReceived(
        occurred_on=p.past_day(),
        referrer=p.of(Referrer),
        requested_setting=p.of(Setting),
        urgency=p.of(Urgency),
        civil_basis=tuple(p.draw(st.sets(st.sampled_from(ReferralBasis), max_size=2))),
        question=p.draw(words),
    )


def _review(p: Proposal) -> Event:
    return TeamReviewHeld(
        occurred_on=p.past_day(),
        team=p.of(Team),
        participants=tuple(
            Participant(role="lid", organisation=each) for each in sorted(p.draw(st.sets(st.sampled_from(ORGANISATIONS), max_size=3)))
        ),
        youth=p.of(Presence),
        advice=Advice(setting=p.of(Setting), alternatives=(Alternative(setting=Setting.LEEFHUIS, why_not=p.draw(words)),)),
        dissents=(Dissent(role="ouder", organisation="-", setting=Setting.AMBULANT, why=p.draw(words)),) if p.seldom() else (),
        motivation=p.draw(words),
    )


def _voice(p: Proposal) -> Event:
    about, form = p.of(VoiceAbout), p.of(VoiceForm)
    return VoiceRecorded(occurred_on=p.past_day(), about=about, form=form, agrees=p.of(Agreement), summary=p.draw(words))


CONDITIONAL = (TitleKind.VOORWAARDELIJKE_MACHTIGING,) * 3
"""More often than its share: only this kind leads to decisions of admission."""


def _title(p: Proposal) -> Event:
    day = p.past_day()
    common: dict[str, Any] = {
        "occurred_on": day,
        "kind": p.of((*TitleKind, *CONDITIONAL)),
        "civil_basis": p.of(TitleBasis),
        "case_number": p.draw(words),
        "prolongs": p.some_title_id() if p.seldom() else None,
        "replaces": p.some_title_id() if p.seldom() else None,
    }
    if p.seldom():
        latest = add_days(day, p.draw(st.integers(0, 28)))
        return TitleGranted(**common, starts="on_execution", duration_days=p.draw(st.integers(1, 200)), latest_start=latest)
    start = add_days(day, p.draw(st.integers(-3, 10)))
    return TitleGranted(**common, valid_from=start, valid_until=add_days(start, p.draw(st.integers(1, 400))))


def _place(p: Proposal, houses: Sequence[str] = tuple(HOUSES)) -> dict[str, Any]:
    location = p.of(houses)
    provider, setting = HOUSES[location]
    return {
        "setting": setting,
        "provider": provider,
        "location": location,
        "title_id": p.some_title_id(),
        "purpose": p.of(StayPurpose) if p.seldom() else StayPurpose.MAIN,
        "crisis": p.seldom(),
    }


def _admitted(p: Proposal) -> Event:
    return Admitted(occurred_on=p.past_day(), **_place(p), why_not_family=p.draw(words))


def _moved(p: Proposal) -> Event:
    return _transfer(p, Moved, tuple(HOUSES))


def _stepped_down(p: Proposal) -> Event:
    heaviest = max(p.settings_now(), default=Setting.GESLOTEN.weight)
    lighter = [code for code, (_, setting) in HOUSES.items() if setting.weight < heaviest]
    return _transfer(p, SteppedDown, lighter or tuple(HOUSES))


def _stepped_up(p: Proposal) -> Event:
    lightest = min(p.settings_now(), default=Setting.AMBULANT.weight)
    heavier = [code for code, (_, setting) in HOUSES.items() if setting.weight > lightest]
    return _transfer(p, SteppedUp, heavier or tuple(HOUSES))


def _transfer(p: Proposal, cls: type[Moved] | type[SteppedDown] | type[SteppedUp], houses: Sequence[str]) -> Event:
    place = _place(p, houses)
    if cls is not SteppedUp and p.seldom():
        place |= {"setting": Setting.AMBULANT, "location": None}
    return cls(occurred_on=p.day_in_stay(), **place, kind=p.of(MoveKind), reason=p.of(MoveReason), told_on=p.past_day())


def _discharged(p: Proposal) -> Event:
    stays = [stay.stay_id for stay in p.state.stays if stay.until is None]
    reason = p.of(["31", "33", None])
    return Discharged(
        occurred_on=p.day_in_stay(), stay_id=p.of(stays) if stays and p.seldom() else None, destination=p.of(Destination), reason=reason
    )


def _help_started(p: Proposal) -> Event:
    return HelpStarted(occurred_on=p.past_day(), provider=p.of(PROVIDERS), kind=p.of(HelpKind), hours_per_week=p.of([None, 2.5]))


def _help_ended(p: Proposal) -> Event:
    running = [given.help_id for given in p.state.helps if given.until is None]
    return HelpEnded(occurred_on=p.past_day(), help_id=p.of(running) if running and p.seldom() else None)


def _leave(p: Proposal) -> Event:
    day = p.day_in_stay()
    return LeaveGranted(occurred_on=day, until=add_days(day, p.draw(st.integers(0, 9))) if p.often() else None, conditions=p.draw(words))


def _conditional_admission(p: Proposal) -> Event:
    conditional = [title for title in p.state.titles if title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING]
    title = p.of(conditional) if conditional and p.often() else None
    day = p.draw(st.dates(title.decided_on, p.now.date())) if title else p.past_day()
    title_id = title.title_id if title else p.title_id()
    return ConditionalAdmissionDecided(occurred_on=day, title_id=title_id, decided_by="directeur", reasons=p.draw(words))


def _ready(p: Proposal) -> Event:
    return ReadyToLeave(occurred_on=p.day_in_stay(), needed_setting=p.of(Setting), blocked_by=p.of(BlockedBy))


def _title_refused(p: Proposal) -> Event:
    return TitleRefused(occurred_on=p.past_day(), kind=p.of(TitleKind), ends_title_id=p.some_title_id())


def _corrected(p: Proposal) -> Event:
    target = p.version()
    return Corrected(
        occurred_on=p.past_day(),
        target_version=target,
        data=dict(p.of(list(_changes(p, p.history.recorded[target - 1].event)))),
        reason=p.draw(words),
    )


def _changes(p: Proposal, event: Event) -> Iterator[dict[str, Any]]:
    """What could be corrected in an event."""
    day = (event.occurred_on + timedelta(days=p.draw(st.integers(-20, 20)))).isoformat()
    yield {"occurred_on": day}
    match event:
        case TrajectoryOpened():
            yield {"home_municipality": p.of(MUNICIPALITIES)}
        case Admitted() | Moved() | SteppedDown() | SteppedUp():
            location = p.of(tuple(HOUSES))
            provider, setting = HOUSES[location]
            yield {"location": location, "provider": provider, "setting": setting.value}
            yield {"title_id": p.some_title_id()}
        case TitleGranted() if event.valid_from is not None:
            yield {"valid_until": add_days(event.valid_from, p.draw(st.integers(1, 300))).isoformat()}
        case NoteAdded():
            yield {"text": str(p.draw(words))}
        case Corrected():
            yield {"data": {"occurred_on": day}}
        case Annulled():
            yield {"effective_on": day, "revives_title_id": p.some_title_id()}
        case TeamReviewHeld():
            yield {"participants": [{"role": "lid", "organisation": p.of(ORGANISATIONS)}], "occurred_on": day}


def _voided(p: Proposal) -> Event:
    return Voided(occurred_on=p.past_day(), target_version=p.version(), reason=p.draw(words))


def _annulled(p: Proposal) -> Event | None:
    decisions = [recorded for recorded in p.history.effective if recorded.event.is_decision]
    if not decisions:
        return None
    target, day = p.of(decisions), p.past_day()
    return Annulled(
        occurred_on=day,
        target_version=target.version,
        by=p.of(AnnulledBy),
        effective_on=day if p.often() else max(target.event.occurred_on, add_days(day, -20)),
        left_on=add_days(day, p.draw(st.integers(0, 5))) if p.seldom() else None,
        revives_title_id=p.some_title_id(),
        case_number=p.draw(words),
    )


def _lapsed(p: Proposal) -> Event:
    return TitleLapsed(occurred_on=p.past_day(), title_id=p.title_id(), ground=p.of(LapseGround))


def _on_a_day(cls: Callable[..., Event]) -> Propose:
    return lambda p: cls(occurred_on=p.day_in_stay())


def _about_a_title(cls: Callable[..., Event]) -> Propose:
    return lambda p: cls(occurred_on=p.past_day(), title_id=p.title_id())


def _once_in_a_while(propose: Propose) -> Propose:
    """For what leaves little to tell after it."""
    return lambda p: propose(p) if p.seldom() and p.seldom() else None


def _note(p: Proposal) -> Event:
    return NoteAdded(occurred_on=p.past_day(), text=p.draw(words))


Condition = Callable[[Trajectory, date], object]


def _always(state: Trajectory, today: date) -> object:
    return True


def _has_stay(state: Trajectory, today: date) -> object:
    return any(stay.is_main for stay in state.open_stays_on(today))


def _has_no_stay(state: Trajectory, today: date) -> object:
    return not _has_stay(state, today)


def _has_title(state: Trajectory, today: date) -> object:
    return state.titles


def _has_conditional_title(state: Trajectory, today: date) -> object:
    return any(title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING for title in state.titles)


def _is_suspended(state: Trajectory, today: date) -> object:
    return any(title.suspensions for title in state.titles)


def _is_away(state: Trajectory, today: date) -> object:
    return any(span.until is None for span in state.absences) or any(leave.ended_on is None for leave in state.leaves)


def _is_ready(state: Trajectory, today: date) -> object:
    return any(ready.until is None for ready in state.readiness)


def _has_help(state: Trajectory, today: date) -> object:
    return any(given.until is None for given in state.helps)


def _has_referral(state: Trajectory, today: date) -> object:
    return any(referral.withdrawn_on is None for referral in state.referrals)


def _is_closed(state: Trajectory, today: date) -> object:
    return state.is_closed_on(today)


PROPOSALS: tuple[tuple[Condition, tuple[Propose, ...]], ...] = (
    (_always, (_identity_changed, _home_municipality, _assigned, _referral, _review, _voice, _title, _title, _title_refused, _note)),
    (_always, (_corrected, _corrected, _voided, _annulled, _annulled, _help_started)),
    (_always, (_once_in_a_while(_on_a_day(Died)), _once_in_a_while(_on_a_day(TrajectoryClosed)))),
    (_has_no_stay, (*(_admitted,) * 5, _on_a_day(TrajectoryClosed))),
    (_has_stay, (_moved, _stepped_down, _stepped_up, _admitted, _discharged, _leave, _on_a_day(Absconded), _ready)),
    (_has_title, (_lapsed, _about_a_title(TitleSuspended))),
    (_has_conditional_title, (_conditional_admission,) * 4),
    (_is_suspended, (_about_a_title(SuspensionWithdrawn),) * 2),
    (_is_away, (_on_a_day(LeaveEnded), _on_a_day(LeaveEnded), _on_a_day(Returned))),
    (_is_ready, (_on_a_day(ReadyWithdrawn),) * 3),
    (_has_help, (_help_ended,)),
    (_has_referral, (_on_a_day(ReferralWithdrawn),)),
    (_is_closed, (_on_a_day(TrajectoryReopened),) * 12),
)
"""What may be proposed next, and when it is likely to fit; more often than once what leads to most."""


def _proposed(p: Proposal) -> Event | None:
    """Mostly what fits the state; now and then anything at all."""
    fits = p.draw(st.integers(0, 7))
    today = p.now.date()
    proposals = [propose for condition, some in PROPOSALS if not fits or condition(p.state, today) for propose in some]
    return p.of(proposals)(p)
