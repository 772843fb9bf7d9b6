"""Histories that are always the same."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from domain.calendar import AMSTERDAM
from domain.codes import Gender, Referrer, Setting, TitleKind, Urgency
from domain.envelope import Recorded
from domain.events import Admitted, Event, ReferralReceived, SteppedDown, TitleGranted, TrajectoryOpened
from domain.history import History
from domain.judging import Case, judge, judge_opening
from tests.histories.parts import BSNS, envelope, identity
from tests.histories.region import REGION


def told() -> list[Recorded]:
    """One ordinary history: a referral, a title, a closed stay under it, a move to lighter care."""
    opened = TrajectoryOpened(occurred_on=date(2024, 1, 10), home_municipality="0917", gender=Gender.FEMALE, identity=identity(BSNS[0]))
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
