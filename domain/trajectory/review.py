"""Referrals, reviews, decisions, and the voice of the jeugdige."""

from datetime import date

from domain.codes import Presence, Setting, Urgency, VoiceAbout, VoiceForm
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Referral:
    version: int
    received_on: date
    requested_setting: Setting
    urgency: Urgency
    ended_on: date | None = None
    """Withdrawn or rejected."""


@dataclass(frozen=True, slots=True)
class Review:
    """Teambespreking. What it advised is among the `advices` of the trajectory."""

    version: int
    held_on: date
    youth: Presence


@dataclass(frozen=True, slots=True)
class Advised:
    """An advice of a review, or one given after it. It stands until the next."""

    version: int
    day: date
    setting: Setting
    weighs_lighter: bool
    """Whether lighter ways were listed."""
    gives_perspective: bool
    expected_days: int | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Besluit on an advice; `motivated` says that reasons are recorded, `intended_start` when it was meant to begin."""

    version: int
    taken_on: date
    setting: Setting
    follows_advice: bool
    motivated: bool
    intended_start: date | None


@dataclass(frozen=True, slots=True)
class Voice:
    recorded_on: date
    about: VoiceAbout
    form: VoiceForm
