"""Who and whose the jeugdige is."""

from domain.envelope import Recorded
from domain.events import HomeMunicipalityDetermined, IdentityChanged, ProcesregisseurAssigned, TrajectoryOpened
from domain.fold.step import on
from domain.trajectory import Home, Person, Since, Trajectory
from domain.values import replace


def opened(opening: Recorded) -> Trajectory:
    """The state that the opening alone gives; what happened before it may be recorded later."""
    event = opening.event
    assert isinstance(event, TrajectoryOpened)
    identity = event.identity
    return Trajectory(
        trajectory_id=opening.trajectory_id,
        opened_on=event.occurred_on,
        gender=event.gender,
        person=Person(**{name: getattr(identity, name) for name in type(identity).model_fields}).known_from(event.occurred_on),
        municipalities=(Since(event.occurred_on, event.home_municipality),),
    )


@on(IdentityChanged)
def _identity_changed(trajectory: Trajectory, recorded: Recorded, event: IdentityChanged) -> Trajectory:
    changes = {name: value for name in event.IDENTITY_FIELDS if (value := getattr(event, name)) is not None}
    if event.bsn is not None:
        changes["no_bsn_reason"] = None
    if event.no_bsn_reason is not None:
        changes["bsn"] = None
    return trajectory.but(person=replace(trajectory.person, **changes).known_from(event.occurred_on))


@on(HomeMunicipalityDetermined)
def _home_municipality_determined(trajectory: Trajectory, recorded: Recorded, event: HomeMunicipalityDetermined) -> Trajectory:
    home = Home(event.occurred_on, event.from_, event.municipality, event.disputed, recorded.version, event.basis, event.merged_then or ())
    return trajectory.but(
        municipalities=(*trajectory.municipalities, Since(event.from_, event.municipality)), homes=(*trajectory.homes, home)
    )


@on(ProcesregisseurAssigned)
def _procesregisseur_assigned(trajectory: Trajectory, recorded: Recorded, event: ProcesregisseurAssigned) -> Trajectory:
    return trajectory.but(assignments=(*trajectory.assignments, Since(event.occurred_on, event.subject)))
