"""Read models: rows made from histories, and the one engine that keeps them.

A read model is a pure function from one trajectory's history to rows (`projections.telling.models`, one file each). The engine follows the
log, re-runs the functions for the trajectories touched, and writes what changed together with its checkpoint; a rebuild runs them for
all, beside the live rows. Questions across trajectories are SQL over rows; one case is read from the log itself.

>>> from projections import Engine, Rows, migrate
>>> migrate(databases)  # doctest: +SKIP
>>> with Engine(databases, open_log) as engine, Rows(databases, reached=engine.reached) as rows:  # doctest: +SKIP
...     [appended] = log.append([event])
...     engine.wake()
...     rows.wait_for(appended.position, timeout=2)
...     rows.placements(actor, on=date(2025, 2, 20)).items
True
[{'trajectory_id': UUID('...'), 'setting': 'gesloten', ...}]
"""

from projections.asking.paging import Page
from projections.asking.reading import Rows
from projections.engine import Engine
from projections.errors import BadCursor, NotYet
from projections.following.checking import Checked, check
from projections.generations.status import DeadLetter, Equality, Status
from projections.migrations import check as check_migrations
from projections.migrations import migrate
from projections.rebuilding.building import Rebuilt, rebuild

__all__ = [
    "BadCursor",
    "Checked",
    "DeadLetter",
    "Engine",
    "Equality",
    "NotYet",
    "Page",
    "Rebuilt",
    "Rows",
    "Status",
    "check",
    "check_migrations",
    "migrate",
    "rebuild",
]
