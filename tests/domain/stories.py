"""A way to tell a case: what was recorded, one line per event, and what recording the next would come to."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.codes import Role, Setting
from domain.envelope import Actor, Despite, Envelope, Recorded, Source
from domain.events import EVENTS, REGISTER_ID, Event, LocationOpened, MunicipalityListed, ProviderListed
from domain.events.register import Coordinates
from domain.history import History
from domain.judging import Case, Judgement, judge, judge_opening
from domain.region import Region, region_of
from domain.words import Words

LONG_AGO = date(2015, 1, 1)
HEERLEN = "0917"
REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
TRAJECTORY = UUID("01900000-0000-7000-8000-000000000001")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def envelope(*, despite: Despite | None = None, learned_on: date | None = None) -> Envelope:
    return Envelope(
        event_id=UUID("01900000-0000-7000-8000-00000000000e"),
        actor=REGISSEUR,
        source=Source(kind="manual"),
        despite=despite,
        learned_on=learned_on,
    )


def a_region(*more: Event) -> Region:
    entries = [
        MunicipalityListed(occurred_on=LONG_AGO, municipality=HEERLEN, name="Heerlen"),
        MunicipalityListed(occurred_on=date(2019, 1, 1), municipality="1954", name="Beekdaelen"),
        ProviderListed(occurred_on=LONG_AGO, provider="koraal", name="Koraal"),
        ProviderListed(occurred_on=LONG_AGO, provider="xonar", name="XONAR"),
        *(
            LocationOpened(
                occurred_on=LONG_AGO,
                location=code,
                provider="koraal",
                name=code,
                setting=setting,
                municipality=HEERLEN,
                capacity=6 if setting is Setting.LEEFHUIS else 8,
                registered=setting is Setting.GESLOTEN,
                coordinates=where,
            )
            for code, setting, where in [
                ("gesloten-1", Setting.GESLOTEN, Coordinates(latitude=50.89, longitude=5.98)),
                ("gesloten-2", Setting.GESLOTEN, Coordinates(latitude=50.94, longitude=5.94)),
                ("kliniek-1", Setting.INTENSIEF_KLINISCH, Coordinates(latitude=50.89, longitude=5.98)),
                ("leefhuis-1", Setting.LEEFHUIS, Coordinates(latitude=50.92, longitude=5.96)),
                ("gezin-1", Setting.PLEEGZORG, None),
            ]
        ),
        *more,
    ]
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, at, envelope(), entry) for n, entry in enumerate(entries, start=1))


REGION = a_region()
PLACES = {
    "gesloten": "gesloten-1",
    "intensief_klinisch": "kliniek-1",
    "leefhuis": "leefhuis-1",
    "pleegzorg": "gezin-1",
}
IDENTITY = {"bsn": "999900006", "surname": "Wit", "given_names": "Tom", "born_on": "2009-02-14", "postcode": "6411AA", "house_number": "1"}


def event(kind: str, on: str, /, **data: Any) -> Event:
    """An event as its JSON body would give it; a stay's place and provider need not be named."""
    body = {"occurred_on": on, **data}
    if kind in ("admitted", "moved", "stepped-down", "stepped-up"):
        body.setdefault("provider", "koraal")
        if body["setting"] != "ambulant":
            body.setdefault("location", PLACES[body["setting"]])
    return EVENTS[kind].model_validate_json(json.dumps(body))


@dataclass
class Story:
    """One trajectory, told in the order of recording."""

    recorded: list[Recorded] = field(default_factory=list)
    now: datetime = NOW
    region: Region = REGION

    @classmethod
    def opened(cls, on: str = "2025-01-10", **data: Any) -> "Story":
        opening = event("trajectory-opened", on, **{"home_municipality": HEERLEN, "gender": "male", "identity": IDENTITY, **data})
        judgement = judge_opening(TRAJECTORY, envelope(), opening, REGION, NOW)
        assert judgement.is_recordable, judgement
        return cls([judgement.recorded])

    def and_(self, kind: str, on: str, /, *, despite: list[str] | None = None, **data: Any) -> "Story":
        """Records one more; it must be recordable."""
        judgement = self.when(kind, on, despite=despite, **data)
        assert judgement.is_recordable, (judgement.impossible, judgement.stopping)
        return Story([*self.recorded, judgement.recorded], self.now, self.region)

    def when(self, kind: str, on: str, /, *, despite: list[str] | None = None, learned_on: str | None = None, **data: Any) -> Judgement:
        """What recording this would come to."""
        reason = Despite(rules=tuple(despite), reason=Words("Zo is het gegaan.")) if despite else None
        known = envelope(despite=reason, learned_on=date.fromisoformat(learned_on) if learned_on else None)
        return judge(self.case, known, event(kind, on, **data), self.now, f"id-{len(self.recorded) + 1}")

    def at(self, now: datetime) -> "Story":
        return Story(self.recorded, now, self.region)

    def knowing(self, region: Region) -> "Story":
        """The same, judged from here on by that register."""
        return Story(self.recorded, self.now, region)

    @property
    def history(self) -> History:
        return History(tuple(self.recorded))

    @property
    def case(self) -> Case:
        return Case(self.history, self.region)

    @property
    def trajectory(self) -> Any:
        return self.history.trajectory

    def findings(self, rule: str | None = None) -> list[tuple[str, str, str | None]]:
        """Every finding as rule, first day and the day on which it is over."""
        return [
            (f.rule, f.since.isoformat(), f.until.isoformat() if f.until else None) for f in self.case.findings if rule in (None, f.rule)
        ]


def refused(judgement: Judgement) -> set[str]:
    """The impossibilities that a proposal adds."""
    return {impossibility.rule for impossibility in judgement.impossible}


def stopped(judgement: Judgement) -> list[tuple[str, str, str | None]]:
    """The findings that stop it."""
    return [(f.rule, f.since.isoformat(), f.until.isoformat() if f.until else None) for f in judgement.stopping]
