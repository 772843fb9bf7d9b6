"""Who and whose the jeugdige is."""

from typing import Any

from domain.calendar import add_days
from domain.codes import HomeBasis
from domain.events import Event, HomeMunicipalityDetermined, IdentityChanged, ProcesregisseurAssigned
from domain.words import Words
from tests.histories.parts import BSNS, postcode
from tests.histories.proposal import Proposal, Proposals, always
from tests.histories.region import MUNICIPALITIES


def _identity_changed(p: Proposal) -> Event:
    change: dict[str, Any] = p.of(
        [{"surname": Words("Zwart")}, {"house_number": Words("12b")}, {"postcode": postcode("6211CD")}, {"bsn": Words(BSNS[7])}]
    )
    return IdentityChanged(occurred_on=p.past_day(), **change)


def _home_municipality(p: Proposal) -> Event:
    day = p.past_day()
    body = {
        "occurred_on": day,
        "municipality": p.of(MUNICIPALITIES),
        "from": add_days(day, p.number(-60, 60)),
        "disputed": p.seldom(),
        "basis": p.of(HomeBasis) if p.often() else None,
    }
    return HomeMunicipalityDetermined.model_validate(body)


def _assigned(p: Proposal) -> Event:
    return ProcesregisseurAssigned(occurred_on=p.past_day(), subject=p.of(["pr-heerlen-1", "pr-maastricht-1"]), handover=p.words())


PROPOSALS: Proposals = ((always, (_identity_changed, _home_municipality, _assigned)),)
