"""Referrals, reviews, decisions, and the voice of the jeugdige."""

from dataclasses import dataclass
from datetime import date

from domain.codes import Presence, Setting, Urgency, VoiceAbout, VoiceForm


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
    """Teambespreking with the advice that stands: its own, or a later one."""

    version: int
    held_on: date
    youth: Presence
    advised: Setting
    weighs_lighter: bool
    """Whether lighter ways were listed."""
    gives_perspective: bool
    advised_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """Besluit on an advice; `motivated` says that reasons are recorded."""

    version: int
    taken_on: date
    setting: Setting
    follows_advice: bool
    motivated: bool


@dataclass(frozen=True, slots=True)
class Voice:
    recorded_on: date
    about: VoiceAbout
    form: VoiceForm
