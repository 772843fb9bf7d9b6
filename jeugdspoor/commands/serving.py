"""Serving HTTP: the real thing, or a demonstration with a built-in issuer of tokens.

What serves is imported by the command that needs it: no other waits for all of HTTP.
"""

from typing import Annotated

import typer

from domain.codes import Role
from jeugdspoor.commands.filling import SEED, Seed, Trajectories
from simulation import DEFAULT_TRAJECTORIES

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")]
Workers = Annotated[
    int, typer.Option(min=1, help="Processes that answer, beside one that keeps the rows. Limits on requests hold in each by itself.")
]


def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """Serve HTTP. An empty database is migrated, and given its register, first."""
    from jeugdspoor import serving

    serving.serve(host, port, workers)


def demo(host: Host = "127.0.0.1", port: Port = 8000, trajectories: Trajectories = DEFAULT_TRAJECTORIES, seed: Seed = SEED) -> None:
    """Serve a simulated region: made in an empty log, found again in one that holds something."""
    from jeugdspoor import serving

    serving.demo(host, port, trajectories, seed)


def token(
    role: Annotated[Role, typer.Option(help="The role.")],
    organisation: Annotated[str, typer.Option(help="GM with the CBS code for a municipality (GM0917), else a register id or office.")],
    subject: Annotated[str, typer.Option(help="Who it is for.")] = "demo",
    representative: Annotated[bool, typer.Option("--representative", help="Of a jeugdige: for who acts for him.")] = False,
) -> None:
    """Print a bearer token of the built-in demo issuer. Works while the server runs."""
    from jeugdspoor import serving

    print(serving.token(role, organisation, subject, representative=representative))
