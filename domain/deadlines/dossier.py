"""The dossier: how long it is kept, and how soon a request about it is answered."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, amsterdam_day
from domain.codes import Role
from domain.deadlines.catalogue import Due, deadline
from domain.parameters import Dated, policy
from domain.since import JEUGDWET
from domain.terms import Term
from domain.trajectory import Trajectory

RETENTION = Dated({JEUGDWET: Term("Jeugdwet 7.3.8(3)", months=240)})
"""Of a provider or GI, which keeps a dossier of its own: twenty years from the last change of it, or longer where the care of a good
jeugdhulpverlener asks it.

Until 2020 the law had fifteen; no dossier of this law had reached them by then.
"""

RETENTION_OF_A_MUNICIPALITY = Dated({JEUGDWET: Term("Archiefwet; selectielijst", months=240)})
"""Of the municipality, which article 7.3.8 does not bind: it sets its own term by its selectielijst.

Which one is a question for each of them: the lists go by process, and municipalities are told to take the twenty years of the law for
files of youth. Whether it begins when the help ended, when the decision was carried out, or with the last change, is open too: the last
change is never too soon.
"""

WHOLE = "dossier"
"""What is kept here altogether, for everybody who keeps a dossier of it."""

DESTRUCTION_DECISION = Dated({JEUGDWET: Term("AVG 12(3)", months=1, termijnenwet=True)})
"""A month from receipt of the request. Regulation 1182/71, art. 3(4), moves its end off a weekend or holiday, as the Act here does.

The two months by which AVG 12(3) lets it be prolonged are not recorded, and not reckoned with.
"""


GLASS_REVIEW = policy("days-to-review-emergency-access", {JEUGDWET: 5})
"""Days in which somebody else looks into access that was taken in an emergency."""


@deadline("retention", "Jeugdwet 7.3.8(3)", dutch="Einde van de bewaartermijn", lead=(365,))
def dossiers_are_kept(trajectory: Trajectory) -> Iterator[Due]:
    """Once a trajectory is closed: the end of the years after the last change. A trajectory that was reopened is kept on.

    Of each provider that gave a stay or help, and each GI that carried out a measure, by its code: from the last change in its own dossier,
    which is what it recorded itself, and no sooner than the end of its care. Of what is kept here altogether, which is the municipality's
    dossier: from whatever was changed last, and no sooner than the last of those. Facts have one key, and go together.
    """
    closed = trajectory.closings[-1] if trajectory.closings else None
    if closed is None or closed.until is not None or trajectory.changed_at is None:
        return
    own = {keeper: RETENTION.on(day).due_on(day) for keeper, day in _own_dossiers(trajectory, closed.since)}
    changed_on = amsterdam_day(trajectory.changed_at)
    whole = RETENTION_OF_A_MUNICIPALITY.on(changed_on).due_on(changed_on)
    yield Due(about=WHOLE, since=closed.since, due_on=max([whole, *own.values()]))
    yield from (Due(about=keeper, since=closed.since, due_on=day) for keeper, day in own.items())


def _own_dossiers(trajectory: Trajectory, closed_on: date) -> Iterator[tuple[str, date]]:
    """Who keeps one of its own, with the day of the last change in it."""
    cared = [(stay.provider, stay.until or closed_on) for stay in trajectory.stays]
    cared += [(given.provider, given.until or closed_on) for given in trajectory.helps]
    supervised = [(gi, min(days.until or closed_on, closed_on)) for each in trajectory.protections for gi, days in each.carried_out]
    for role, ends in ((Role.PROVIDER, cared), (Role.GI, supervised)):
        for keeper in sorted({name for name, _ in ends}):
            last = max(day for name, day in ends if name == keeper)
            recorded_at = trajectory.changed_by.get((role, keeper))
            yield keeper, max(last, amsterdam_day(recorded_at)) if recorded_at else last


@deadline("destruction-decision", "AVG 12(3)", dutch="Beslissing op vernietigingsverzoek", lead=(14, 7))
def requests_for_destruction_are_answered(trajectory: Trajectory) -> Iterator[Due]:
    """A request to destroy is carried out or refused within a month."""
    for request in trajectory.dossier_requests:
        if request.kind == "destruction":
            yield Due(
                about=request.request_id,
                since=request.asked_on,
                due_on=DESTRUCTION_DECISION.on(request.asked_on).due_on(request.asked_on),
                met_on=request.answered_on,
                met_by=request.answered_by,
            )


@deadline("glass-review", "AVG 32; NEN 7513", dutch="Noodtoegang beoordelen", lead=(5, 1, 0), source="policy")
def access_in_an_emergency_is_looked_into(trajectory: Trajectory) -> Iterator[Due]:
    """From the very day on which it was taken, so that it is seen at once by whom the trajectory is assigned to."""
    for taken in trajectory.breaks:
        yield Due(
            about=taken.break_id,
            since=taken.taken_on,
            due_on=add_days(taken.taken_on, GLASS_REVIEW.on(taken.taken_on)),
            met_on=taken.reviewed_on,
            met_by=taken.reviewed_by,
        )
