"""Help without a stay, what came of it, and help after eighteen."""

from domain.calendar import add_days
from domain.codes import ContinuationGround, FurtherHelp, HelpKind, Informant
from domain.events import AftercareAgreed, ContinuedHelpDecided, Event, HelpChanged, HelpEnded, HelpStarted, OutcomeMeasured
from tests.histories.proposal import Proposal, Proposals, always, has_help
from tests.histories.region import PROVIDERS


def _started(p: Proposal) -> Event:
    return HelpStarted(
        occurred_on=p.past_day(),
        provider=p.of(PROVIDERS),
        kind=p.of(HelpKind),
        hours_per_week=p.of((None, 2.5)),
        assignment_no="20240002" if p.seldom() else None,
    )


def _ended(p: Proposal) -> Event:
    return HelpEnded(occurred_on=p.past_day(), help_id=_running(p) if p.seldom() else None)


def _changed(p: Proposal) -> Event:
    return HelpChanged(occurred_on=p.past_day(), help_id=_running(p), kind=p.of((None, *HelpKind)), hours_per_week=p.of((4.0, 12.5)))


def _running(p: Proposal) -> str | None:
    running = [given.help_id for given in p.state.helps if given.until is None]
    return p.of(running) if running else None


def _aftercare(p: Proposal) -> Event:
    day = p.past_day()
    return AftercareAgreed(occurred_on=day, provider=p.of((*PROVIDERS, None)), until=add_days(day, p.number(0, 180)))


def _outcome(p: Proposal) -> Event:
    return OutcomeMeasured(
        occurred_on=p.past_day(), informant=p.of(Informant), grade=p.of((None, 1, 7, 10)), further_help=p.of((None, *FurtherHelp))
    )


def _continued(p: Proposal) -> Event:
    day = p.past_day()
    return ContinuedHelpDecided(
        occurred_on=day, ground=p.of(ContinuationGround), until=add_days(day, p.number(0, 700)) if p.often() else None
    )


PROPOSALS: Proposals = ((always, (_started,)), (has_help, (_ended,)))

BESIDE: Proposals = ((always, (_started, _aftercare, _outcome, _continued)), (has_help, (_changed, _ended)))
