"""What was delivered, folded from a stream of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from domain.envelope import Actor, Recorded
from domain.events.delivery import DeliveryEvent
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery: what was recorded of it, by whom and when; `recorded_position`: where in the log that stands."""

    event: DeliveryEvent
    actor: Actor
    at: datetime
    recorded_position: int

    @property
    def id(self) -> str:
        assert self.event.delivery_id is not None
        return self.event.delivery_id


Deliveries = Mapping[str, Delivery]
"""By id, in the order in which they were made."""


def deliveries_of(recorded: Iterable[Recorded]) -> Deliveries:
    made = [
        Delivery(entry.event, entry.envelope.actor, entry.recorded_at, entry.position)
        for entry in recorded
        if isinstance(entry.event, DeliveryEvent)
    ]
    return MappingProxyType({each.id: each for each in made})
