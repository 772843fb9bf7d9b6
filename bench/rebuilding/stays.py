"""By which events somebody comes to be in a setting: all that the small views of the others have to know."""

from domain.events import EVENTS
from domain.events.stay import StayStarted

STAYS = frozenset(name for name, kind in EVENTS.items() if issubclass(kind, StayStarted))
