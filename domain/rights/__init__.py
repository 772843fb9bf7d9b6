"""Rights, with today's date: who sees which trajectory, what is left when that ends, whose words are read, who may record what."""

from domain.rights.left import keeps_something, own_events, own_period
from domain.rights.recording import may_lift, may_open, may_record, may_undo
from domain.rights.seeing import (
    NONE,
    NOTHING,
    Rights,
    carried_out,
    ended_since,
    often_reads_words,
    provided,
    rights,
)
from domain.rights.succession import Succession, alone, can_be_succeeded, succession_of, went_over_on
from domain.rights.words import WITHHELD, own_words, reads_confided

__all__ = [
    "NONE",
    "NOTHING",
    "WITHHELD",
    "Rights",
    "Succession",
    "alone",
    "can_be_succeeded",
    "carried_out",
    "ended_since",
    "keeps_something",
    "may_lift",
    "may_open",
    "may_record",
    "may_undo",
    "often_reads_words",
    "own_events",
    "own_period",
    "own_words",
    "provided",
    "reads_confided",
    "rights",
    "succession_of",
    "went_over_on",
]
