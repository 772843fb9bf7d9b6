"""How a process comes by what its parent has opened."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from eventlog import Unavailable
from jeugdspoor.commands.opening import failing, settings
from jeugdspoor.wiring import Pools, Store, There, joined


@contextmanager
def joined_or_ended(there: There, pools: Pools) -> Iterator[Store]:
    """What keeps it from being joined is said in a line, and ends the process."""
    try:
        with failing(), joined(settings(), there, pools) as store:
            yield store
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        sys.exit(1)
    except typer.Exit as end:
        sys.exit(end.exit_code)
