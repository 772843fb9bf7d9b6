"""What was delivered, folded from a stream of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from domain.envelope import Actor, Recorded
from domain.events.delivery import DeliveryEvent, RecordsDelivered
from domain.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery: what was recorded of it, by whom and when; `recorded_position`: where in the log that stands.

    `trajectories`: of which there was a record, in that order, whichever event names them; None where they were not kept.
    """

    event: DeliveryEvent
    actor: Actor
    at: datetime
    recorded_position: int
    trajectories: tuple[UUID, ...] | None = None

    @property
    def id(self) -> str:
        assert self.event.delivery_id is not None
        return self.event.delivery_id


Deliveries = Mapping[str, Delivery]
"""By id, in the order in which they were made."""


def deliveries_of(recorded: Iterable[Recorded]) -> Deliveries:
    made: dict[str, Delivery] = {}
    for entry in recorded:
        event = entry.event
        if not isinstance(event, DeliveryEvent):
            continue
        named = event.trajectories if isinstance(event, RecordsDelivered) else None
        if isinstance(event, RecordsDelivered) and event.continues is not None:
            begun = made[event.continues]
            made[begun.id] = replace(begun, trajectories=(*(begun.trajectories or ()), *(named or ())))
        else:
            delivery = Delivery(event, entry.envelope.actor, entry.recorded_at, entry.position, named)
            made[delivery.id] = delivery
    return MappingProxyType(made)
