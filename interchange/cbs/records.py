"""From a history to the records of one jeugdige in one half year."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.calendar import add_days
from domain.codes import Gender, Informant, NoBsnReason, ReferralBasis, Referrer, Role
from domain.events import OutcomeMeasured, ReferralReceived
from domain.history import History
from domain.indicators.outcome import DAYS_MEASURED_AFTER, DAYS_MEASURED_BEFORE
from domain.region import Region
from domain.secrecy import Secrecy, kept_from_lists
from domain.spans import Span
from domain.trajectory import Trajectory
from domain.values import dataclass
from interchange.cbs.care import PRESUMED, Care, Choices, EndedBy, care_given
from interchange.cbs.codes import Crisis, Geslacht, Reden, Verwijzer
from interchange.cbs.periods import last_day
from interchange.cbs.record import UNBORN_BSN, UNKNOWN_BSN, Outcome, Record
from interchange.cbs.remarks import Remark, RemarkKind, remark_on


@dataclass(frozen=True, slots=True)
class Part:
    """What one jeugdige is in a record set: records by their first day, form of help and provider; and what is to be said of them."""

    records: tuple[Record, ...]
    remarks: tuple[Remark, ...]


_GENDERS: Mapping[Gender, Geslacht] = {
    Gender.FEMALE: Geslacht.VROUW,
    Gender.MALE: Geslacht.MAN,
    Gender.OTHER: Geslacht.OVERIG,
    Gender.UNKNOWN: Geslacht.OVERIG,
}

_REFERRERS: Mapping[Referrer, Verwijzer] = {
    Referrer.GEMEENTE: Verwijzer.GEMEENTE,
    Referrer.HUISARTS: Verwijzer.HUISARTS,
    Referrer.JEUGDARTS: Verwijzer.JEUGDARTS,
    Referrer.GI: Verwijzer.GI,
    Referrer.MEDISCH_SPECIALIST: Verwijzer.MEDISCH_SPECIALIST,
    Referrer.GEEN: Verwijzer.GEEN,
}

_REASONS: Mapping[str, Reden] = {
    "02": Reden.EXTERN,
    "31": Reden.VOLGENS_PLAN,
    "32": Reden.CLIENT,
    "33": Reden.AANBIEDER,
    "34": Reden.IN_OVEREENSTEMMING,
    "35": Reden.EXTERN,
}
"""Reasons of the iJw (JZ588) that mean one of CBS. Of 39 see `_reason`."""

_TO_ANOTHER_DOMAIN = "39"
_ASKED = frozenset({"36", "37", "38", _TO_ANOTHER_DOMAIN})
"""Reasons that say who began it, or where to, and not how it came: the professional knows."""

_CHILD_PROTECTION = frozenset({ReferralBasis.OTS, ReferralBasis.VOTS, ReferralBasis.VOOGDIJ})


def records_in(period: Span, history: History, region: Region, choices: Choices = PRESUMED, secrecy: Secrecy | None = None) -> Part:
    """The records of everybody who was helped in the half year: whose help began, ended or ran in it, as it is known in this history.

    An end after the half year is not told yet. Who may not read words gets the unknown BSN and the municipality, as does everybody once
    they are erased.

    `secrecy`: what is secret of the trajectory, as a case is known today if that is more than this history knows. A record of a secret
    place would tell the provider, in whose file it stands, where the jeugdige is: it is left out, and a remark says so without the name.
    The postcode of who has a secret place or address is left out of every record.

    Raises `ValueError` where the period is no half year.
    """
    on = last_day(period)
    reader = _Reader(history, region, on, kept_from_lists(history) if secrecy is None else secrecy)
    records: list[Record] = []
    remarks: list[Remark] = []
    for care in care_given(history, on, region, reader.secrecy, choices):
        if care.first > on or (care.ended_on is not None and care.ended_on < period.since):
            continue
        if care.secret:
            remarks.append(Remark(RemarkKind.PLACE_HIDDEN, reader.trajectory.trajectory_id, None, care.help, care.first))
        else:
            record, found = reader.record(care)
            records.append(record)
            remarks.extend(found)
    return Part(tuple(records), tuple(remarks))


Question = tuple[RemarkKind, str | None]
"""A kind of remark, with what is known."""


class _Reader:
    """One history, with what all its records share."""

    def __init__(self, history: History, region: Region, on: date, secrecy: Secrecy) -> None:
        self.trajectory: Trajectory = history.trajectory
        self.secrecy = secrecy
        self._history = history
        self._region = region
        self._on = on

    def record(self, care: Care) -> tuple[Record, list[Remark]]:
        """The record, and what is to be said of it."""
        ended_on = care.ended_on if care.ended_on is not None and care.ended_on <= self._on else None
        questions: list[Question] = []
        record = Record(
            trajectory_id=self.trajectory.trajectory_id,
            provider=care.provider,
            bsn=self._bsn(),
            born_on=self.trajectory.person.born_on,
            gender=_GENDERS[self.trajectory.gender],
            postcode=self._postcode(),
            municipality=self._municipality(ended_on or self._on),
            referrer=self._referrer(care.first, questions),
            help=care.help,
            crisis=Crisis.JA if care.crisis else Crisis.NEE,
            started_on=care.first,
            ended_on=ended_on,
            reason=self._reason(care, ended_on, questions) if ended_on else None,
            outcomes=tuple(self._outcomes(care.provider, ended_on)) if ended_on else (),
        )
        if record.bsn == UNKNOWN_BSN:
            questions.append((RemarkKind.BSN_UNKNOWN, None))
        if record.postcode is None:
            questions.append((RemarkKind.POSTCODE_LEFT_OUT, None))
        if care.kind_is_vague:
            questions.append((RemarkKind.HULPVORM_UNCERTAIN, None))
        stopped_on = care.stopped_for_a_while_on
        if stopped_on is not None and stopped_on <= self._on:
            questions.append((RemarkKind.STOPPED_FOR_A_WHILE, stopped_on.isoformat()))
        return record, [remark_on(record, kind, known) for kind, known in questions]

    def _bsn(self) -> str:
        person = self.trajectory.person
        if person.bsn:
            return str(person.bsn)
        is_unborn = person.no_bsn_reason == NoBsnReason.UNBORN and person.born_on > self._on
        return UNBORN_BSN if is_unborn else UNKNOWN_BSN

    def _postcode(self) -> str | None:
        """Never that of an address, or of a place, of which a flag says that it is secret, on whatever days."""
        postcode = self.trajectory.person.postcode
        return str(postcode) if postcode and not self.secrecy.hides_home else None

    def _municipality(self, day: date) -> str:
        return self._region.municipality_of_today(self.trajectory.home_municipality_on(day), day)

    def _referrer(self, day: date, questions: list[Question]) -> Verwijzer | None:
        """Who referred last by that day, in a referral that stood then."""
        stood = [
            each.version for each in self.trajectory.referrals if each.received_on <= day and (each.ended_on is None or day < each.ended_on)
        ]
        if not stood:
            questions.append((RemarkKind.REFERRER_MISSING, None))
            return None
        referral = self._history.effective_event(stood[-1])
        assert isinstance(referral, ReferralReceived)
        if referral.referrer is not Referrer.RECHTER:
            return _REFERRERS[referral.referrer]
        protected = not _CHILD_PROTECTION.isdisjoint(referral.civil_basis) or any(
            measure.days.covers(day) for measure in self.trajectory.protections
        )
        if protected != (ReferralBasis.JEUGDRECLASSERING in referral.civil_basis):
            return Verwijzer.GI if protected else Verwijzer.RECHTER
        questions.append((RemarkKind.REFERRER_UNCERTAIN, None))
        return None

    def _reason(self, care: Care, ended_on: date, questions: list[Question]) -> Reden | None:
        """Why it ended; None, with a question, where that is not recorded, or could mean several reasons of CBS.

        To another domain at eighteen is as planned: who turns eighteen goes on under another law. Of an end by a move, by another form
        of help or by an annulment, CBS asks a reason too, and no event of ours says it.
        """
        end = care.end
        assert end is not None
        if end.by is EndedBy.DEATH:
            return Reden.EXTERN
        if end.by not in (EndedBy.DISCHARGE, EndedBy.HELP_ENDED):
            questions.append((RemarkKind.REASON_UNCERTAIN, end.by))
            return None
        if (reason := _REASONS.get(end.reason or "")) is not None:
            return reason
        if end.reason == _TO_ANOTHER_DOMAIN and self.trajectory.turns(18) <= add_days(ended_on, 1):
            return Reden.VOLGENS_PLAN
        is_asked = end.reason in _ASKED
        questions.append((RemarkKind.REASON_UNCERTAIN, end.reason) if is_asked else (RemarkKind.REASON_MISSING, None))
        return None

    def _outcomes(self, provider: str, ended_on: date) -> Iterator[Outcome]:
        """The last of each informant around the end. What a provider measured is about its own help."""
        first, last = add_days(ended_on, -DAYS_MEASURED_BEFORE), add_days(ended_on, DAYS_MEASURED_AFTER)
        measured: dict[Informant, Outcome] = {}
        for recorded in self._history.effective:
            event, actor = recorded.event, recorded.envelope.actor
            if isinstance(event, OutcomeMeasured) and first <= event.occurred_on <= last:
                if (
                    actor.role is Role.PROVIDER
                    and (self._region.successor_of(actor.organisation, self._on) or actor.organisation) != provider
                ):
                    continue
                if event.grade is not None or event.further_help is not None:
                    measured[event.informant] = Outcome(event.informant, event.grade, event.further_help)
        return (measured[informant] for informant in Informant if informant in measured)
