"""Pages of the reference, made from the classes."""

from typing import Annotated, Literal

import typer


def print_reference(page: Annotated[Literal["events"], typer.Argument(help="Which page.")]) -> None:
    """Print a page of the reference, made from the classes: `make reference` keeps it in docs/reference."""
    from jeugdspoor import reference  # all of HTTP comes with its examples: no other command waits for it

    print(reference.PAGES[page]())
