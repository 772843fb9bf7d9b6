"""Pages of the reference, made from the classes."""

from typing import Annotated, Literal

import typer

from jeugdspoor import reference


def print_reference(page: Annotated[Literal["events"], typer.Argument(help="Which page.")]) -> None:
    """Print a page of the reference, made from the classes: `make reference` keeps it in docs/reference."""
    print(reference.PAGES[page]())
