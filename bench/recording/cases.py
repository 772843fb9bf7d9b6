"""What is recorded on: trajectories whose histories are equally long, and what each says next."""

import json
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from uuid import UUID

from bench.region import ENVELOPE, SEED
from domain.calendar import add_days
from domain.codes import Agreement, Role, VoiceAbout, VoiceForm
from domain.envelope import Actor
from domain.events import VoiceRecorded
from domain.history import History
from domain.words import Words
from eventlog import EventLog, NewEvent

LENGTH = 50
"""Events of each before anything is measured, on every side. While it is measured a few come after, equally many on all sides."""

TEXT = "Een gesprek over school, thuis en hoe het verder gaat. " * 5


@dataclass(slots=True)
class Case:
    """A trajectory, who may record on it, and its newest version."""

    trajectory_id: UUID
    regisseur: Actor
    version: int


def said(today: date) -> dict[str, str]:
    """What is recorded next, on every side the same: the body over HTTP, and the data of the event for the others."""
    return {"about": "plan", "form": "conversation", "agrees": "yes", "summary": TEXT, "occurred_on": today.isoformat()}


def body(today: date) -> bytes:
    return json.dumps(said(today)).encode()


def opened(log: EventLog, lives: Sequence[History], today: date, cases: int) -> deque[Case]:
    """So many copies of lives that go on, in the log now: under fresh ids, each followed by conversations until it has `LENGTH` events."""
    going = [life for life in lives if life.version < LENGTH and _goes_on(life, today)]
    dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets
    told = {UUID(int=dice.getrandbits(128), version=4): life for life in islice(cycle(going), cases)}
    log.append([event for id_, life in told.items() for event in _history(id_, life, today)])
    return deque(Case(id_, _regisseur(life, today), LENGTH) for id_, life in told.items())


def _goes_on(life: History, today: date) -> bool:
    return not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None


def _history(id_: UUID, life: History, today: date) -> list[NewEvent]:
    lived = [NewEvent(id_, each.version, each.envelope, each.event) for each in life.recorded]
    lacking = LENGTH - life.version
    opened_on = life.trajectory.opened_on
    days = [add_days(opened_on, (today - opened_on).days * n // lacking) for n in range(1, lacking + 1)]
    return lived + [NewEvent(id_, version, ENVELOPE, spoken(day)) for version, day in enumerate(days, start=life.version + 1)]


def spoken(day: date) -> VoiceRecorded:
    return VoiceRecorded(occurred_on=day, about=VoiceAbout.PLAN, form=VoiceForm.CONVERSATION, agrees=Agreement.YES, summary=Words(TEXT))


def _regisseur(life: History, today: date) -> Actor:
    """Who may record everything on it."""
    return Actor(subject="pr-1", role=Role.PROCESREGISSEUR, organisation=f"GM{life.trajectory.home_municipality_on(today)}")
