"""One trajectory, retold by every read model at once: its history is folded once, and goes on where it stood."""

from collections.abc import Iterable, Mapping, Sequence

from domain.envelope import Recorded
from domain.events import Corrected
from domain.history import History
from domain.secrecy import kept_from_lists
from projections.telling.models import MODELS
from projections.telling.table import Row
from projections.telling.teller import Teller

RowsOf = Mapping[str, Sequence[Row]]
"""The rows of one trajectory, by read model."""

NO_ROWS: RowsOf = {model.name: () for model in MODELS}


class Retold:
    """For one thread at a time."""

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        """`recorded`: from the opening on."""
        self._begin(recorded)

    @property
    def version(self) -> int:
        return self._history.version

    def learn(self, more: Sequence[Recorded]) -> None:
        """What was recorded next."""
        grown = [self._history]
        for recorded in more:
            grown.append(grown[-1].with_next(recorded))
        # What becomes secret is so in all that was told before, too; and of a correction it hangs on what it corrects.
        if self._keeps_secrets or kept_from_lists(grown[-1]).hides_home or any(isinstance(recorded.event, Corrected) for recorded in more):
            self._begin(grown[-1].recorded)
        else:
            self._tell(grown[1:])

    def rows(self) -> RowsOf:
        """As they are now. A row that stood before is the same object."""
        return {name: tuple(teller.rows()) for name, teller in self._tellers.items()}

    def _begin(self, recorded: Sequence[Recorded]) -> None:
        secrecy = kept_from_lists(History(recorded))
        self._keeps_secrets = secrecy.hides_home
        self._tellers: dict[str, Teller] = {model.name: model.begin(secrecy) for model in MODELS}
        self._tell(History(recorded).grown())

    def _tell(self, grown: Iterable[History]) -> None:
        for history in grown:
            for teller in self._tellers.values():
                teller.learn(history)
            self._history = history
