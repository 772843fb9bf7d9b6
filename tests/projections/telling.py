"""What a read model tells of one history."""

from domain.history import History
from domain.secrecy import kept_from_lists
from projections.telling.table import Row
from projections.telling.teller import ReadModel


def rows_of(model: ReadModel, history: History) -> list[Row]:
    teller = model.begin(kept_from_lists(history))
    for grown in history.grown():
        teller.learn(grown)
    return list(teller.rows())
