"""How well it is recorded on what the figures rest (indicator 16)."""

from collections.abc import Iterator

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
)
