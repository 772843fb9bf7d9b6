"""The dossier: how long it is kept, and how soon a request about it is answered."""

from collections.abc import Iterator

from domain.calendar import add_days, amsterdam_day
from domain.deadlines.catalogue import Due, deadline
from domain.parameters import Dated, policy
from domain.since import JEUGDWET
from domain.terms import Term
from domain.trajectory import Trajectory

RETENTION = Dated({JEUGDWET: Term("Jeugdwet 7.3.8(3)", months=240)})
"""Twenty years from the last change of the dossier, or longer where the care of a good jeugdhulpverlener asks it.

Until 2020 the law had fifteen; no dossier of this law had reached them by then.
"""

DESTRUCTION_DECISION = Dated({JEUGDWET: Term("AVG 12(3)", months=1, termijnenwet=True)})
"""A month from receipt of the request. Regulation 1182/71, art. 3(4), moves its end off a weekend or holiday, as the Act here does.

The two months by which AVG 12(3) lets it be prolonged are not recorded, and not reckoned with.
"""


GLASS_REVIEW = policy("days-to-review-emergency-access", {JEUGDWET: 5})
"""Days in which somebody else looks into access that was taken in an emergency."""


@deadline("retention", "Jeugdwet 7.3.8(3)", dutch="Einde van de bewaartermijn", lead=(365,))
def dossiers_are_kept(trajectory: Trajectory) -> Iterator[Due]:
    """Once a trajectory is closed: the end of the years after the last change. A trajectory that was reopened is kept on."""
    closed = trajectory.closings[-1] if trajectory.closings else None
    if closed is not None and closed.until is None and trajectory.changed_at is not None:
        changed_on = amsterdam_day(trajectory.changed_at)
        yield Due(about="dossier", since=closed.since, due_on=RETENTION.on(changed_on).due_on(changed_on))


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
