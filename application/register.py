"""The region's register as it stands, folded anew only when it has grown."""

from domain.envelope import Recorded
from domain.events import REGISTER_ID
from domain.region import Region, region_of
from eventlog import EventLog


class Register:
    """The register is about places, not people: it may be kept between requests."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._version = -1
        self._region = Region()

    def current(self) -> Region:
        version = self._log.versions([REGISTER_ID]).get(REGISTER_ID, 0)
        if version != self._version:
            history = self._log.histories([REGISTER_ID]).get(REGISTER_ID, [])
            self._region = region_of(entry for entry in history if isinstance(entry, Recorded))
            self._version = version
        return self._region
