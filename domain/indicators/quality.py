"""How well it is recorded on what the figures rest (indicator 16)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import MessageKind
from domain.events import (
    Corrected,
    DecisionTaken,
    Discharged,
    HelpEnded,
    HelpStarted,
    MeasureStarted,
    ReadyToLeave,
    ReferralReceived,
    TeamReviewHeld,
    TitleGranted,
    Voided,
)
from domain.events.stay import StayStarted
from domain.history import voided_versions
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.messages import Delivery, deliveries
from domain.parameters import Dated
from domain.silence import silent_nights

COUNTED = (
    StayStarted,
    Discharged,
    HelpStarted,
    HelpEnded,
    ReferralReceived,
    TeamReviewHeld,
    DecisionTaken,
    TitleGranted,
    MeasureStarted,
    ReadyToLeave,
)
"""The kinds of event whose day is a day of a figure."""

DAYS_OF_SILENCE = 30

DAYS_FROM_THE_EXIT = Dated({date(2015, 1, 1): 0})
"""From the day on which a delivery ended, and whose night is no part of it, to the one that a stop message has to tell (Einddatum).

To be asked of the region: the standard calls it the day on which the help is ended, and leaves what that is to what municipality and
provider agree (iJw OP270). Where they mean the last night, it is the day before: -1.
"""


@measure("recorded")
def how_late_and_how_well_it_is_recorded(case: Case) -> Iterator[Counted]:
    """Each recording of what the figures rest on, on the local day of recording; met if it was corrected or voided since.

    The beginning and end of stays and help, referrals, reviews, decisions, titles granted, measures begun, readiness to leave. Amount: days
    since it happened, as was said when it was recorded. Label: the kind of event. About its version.
    """
    mending = list(case.recordings(Corrected, Voided))
    voided = voided_versions([recorded for recorded, _ in mending])
    mended = {
        event.target_version for recorded, event in mending if isinstance(event, Corrected | Voided) and recorded.version not in voided
    }
    for recorded, event in case.recordings(*COUNTED):
        day = recorded.recorded_on
        late = float((day - event.occurred_on).days)
        yield once(recorded.version, day, case.group(day), amount=late, met=recorded.version in mended, label=event.event_type)


@measure("silence")
def of_whom_nothing_is_heard(case: Case) -> Iterator[Counted]:
    """The nights of main stays from the thirty-first day after the last of which something is recorded, up to the next such day.

    About the stay_id.
    """
    for stay in case.main_stays:
        for days in silent_nights(case.trajectory.heard_on, DAYS_OF_SILENCE, stay.nights):
            for piece, group in case.pieces(days, stay):
                yield Counted(stay.stay_id, piece, group)


@measure("message")
def what_messages_tell_otherwise(case: Case) -> Iterator[Counted]:
    """Each start or stop message of which is recorded which day it told, on the day it was sent; met if that is another day than here.

    Here a start tells the first day of the delivery that it names, and a stop the day on which that ended; what goes on has none. A message
    that names nothing tells that of any delivery. Moves under one assignment number are one delivery. Amount: days between the two, where
    it names one. Label: start or stop. About its version.
    """
    for message in case.trajectory.messages:
        if message.day_told is None:
            continue
        named, group = message.stay_id or message.help_id, case.group(message.sent_on)
        days = [_day_of(message.kind, each) for each in deliveries(case.trajectory) if named is None or named in each.ids]
        only = days[0] if named is not None and days else None
        apart = None if only is None else float(abs((message.day_told - only).days))
        yield once(message.version, message.sent_on, group, amount=apart, met=message.day_told not in days, label=message.kind.value)


def _day_of(kind: MessageKind, delivery: Delivery) -> date | None:
    """The day that a message of that kind has to tell of it."""
    if kind is MessageKind.START:
        return delivery.since
    return None if delivery.until is None else add_days(delivery.until, DAYS_FROM_THE_EXIT.on(delivery.until))


indicator(
    16,
    "data-quality",
    "Datakwaliteit",
    Variant(
        "days-to-recording",
        "recorded",
        Aggregate.MEDIAN,
        "dagen",
        "Mediaan van het aantal dagen tussen de gebeurtenis en de vastlegging, van wat in de periode is vastgelegd.",
        labels="soort gebeurtenis",
    ),
    Variant(
        "corrected",
        "recorded",
        Aggregate.SHARE,
        "%",
        "Van wat in de periode is vastgelegd het deel dat later is gecorrigeerd of ten onrechte vastgelegd bleek.",
        labels="soort gebeurtenis",
    ),
    Variant(
        "silent-stays",
        "silence",
        Aggregate.STOCK,
        "verblijven",
        "Aantal hoofdverblijven in de nacht van de laatste dag van de periode waarvoor het meer dan dertig dagen geleden is dat er iets"
        " gebeurde dat is vastgelegd.",
    ),
    Variant(
        "ijw-differences",
        "message",
        Aggregate.SHARE,
        "%",
        "Van de start- en stopberichten die in de periode zijn verzonden en waarvan is vastgelegd welke dag erin staat, het deel met een"
        " andere dag dan hier is vastgelegd.",
        labels="soort bericht",
    ),
)
