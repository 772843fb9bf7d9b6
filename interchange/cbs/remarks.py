"""What CBS would refuse, or what somebody has to say first: told beside the records, of which none is left out for it.

But for one: a record that would tell a secret place is in no file, and only a remark says that there is one.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.codes import END_REASONS
from domain.values import dataclass
from interchange.cbs.care import EndedBy
from interchange.cbs.codes import Hulpvorm
from interchange.cbs.record import UNBORN_BSN, UNKNOWN_BSN, Key, Record


class RemarkKind(StrEnum):
    BSN_UNKNOWN = "bsn-unknown"
    POSTCODE_LEFT_OUT = "postcode-left-out"
    REFERRER_MISSING = "referrer-missing"
    REFERRER_UNCERTAIN = "referrer-uncertain"
    HULPVORM_UNCERTAIN = "hulpvorm-uncertain"
    REASON_MISSING = "reason-missing"
    REASON_UNCERTAIN = "reason-uncertain"
    STOPPED_FOR_A_WHILE = "stopped-for-a-while"
    DUPLICATE_KEY = "duplicate-key"
    PLACE_HIDDEN = "place-hidden"


_MESSAGES: Mapping[RemarkKind, str] = {
    RemarkKind.BSN_UNKNOWN: "Er is geen BSN bekend: 999999999 staat er.",
    RemarkKind.POSTCODE_LEFT_OUT: "De postcode is niet bekend of niet te noemen: de gemeentecode staat er.",
    RemarkKind.REFERRER_MISSING: "De verwijzer ontbreekt.",
    RemarkKind.REFERRER_UNCERTAIN: "De verwijzer is een rechter: in een strafzaak (08), of loopt het via een GI (04)?",
    RemarkKind.HULPVORM_UNCERTAIN: "Welke vorm van hulp zonder verblijf is dit?",
    RemarkKind.REASON_MISSING: "De reden van beëindiging ontbreekt.",
    RemarkKind.REASON_UNCERTAIN: "Welke reden van beëindiging is het?",
    RemarkKind.STOPPED_FOR_A_WHILE: "De hulp is tijdelijk gestopt en niet hervat: loopt zij nog?",
    RemarkKind.DUPLICATE_KEY: "BSN, datum aanvang en hulpvorm zijn die van een eerder record.",
    RemarkKind.PLACE_HIDDEN: "De plaats is geheim: dit record staat in geen bestand. De aanbieder levert het zelf aan.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """About the record of that jeugdige, provider, form of help and first day; `provider` is None where it is secret.

    `known`: what is known of what is asked: how it ended (`EndedBy`), the reason of the iJw (JZ588), or since which day it stopped.
    """

    kind: RemarkKind
    trajectory_id: UUID
    provider: str | None
    help: Hulpvorm
    started_on: date
    known: str | None = None

    @property
    def message(self) -> str:
        """In Dutch, with what is known."""
        return f"{_MESSAGES[self.kind]}{f' Bekend is: {_in_words(self.known)}.' if self.known else ''}"


def _in_words(known: str) -> str:
    if known in END_REASONS:
        return f"{known} ({END_REASONS[known]})"
    return EndedBy(known).label if known in frozenset(EndedBy) else known


def remark_on(record: Record, kind: RemarkKind, known: str | None = None) -> Remark:
    return Remark(kind, record.trajectory_id, record.provider, record.help, record.started_on, known)


class DuplicateKeys:
    """Finds records of one file that CBS cannot tell apart: several jeugdigen without a BSN, of whom help began on one day.

    A BSN is of one jeugdige, of whom no two records of one form of help begin together. So what it remembers are days and forms of help
    of who has none: no more of them, however many records there are.
    """

    def __init__(self) -> None:
        self._seen: set[Key] = set()

    def check(self, record: Record) -> Remark | None:
        if record.key in self._seen:
            return remark_on(record, RemarkKind.DUPLICATE_KEY)
        if record.bsn in (UNKNOWN_BSN, UNBORN_BSN):
            self._seen.add(record.key)
        return None
