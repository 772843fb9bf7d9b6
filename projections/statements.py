"""SQL lives in files; here it is read, once."""

from functools import cache
from importlib.resources import files
from typing import LiteralString

from psycopg.sql import SQL


@cache
def statement(name: str) -> SQL:
    """The text of `sql/{name}.sql`; names in braces, such as `{rows}` (the schema of a generation), are filled in with `format`."""
    return SQL(text(name))


def text(name: str) -> LiteralString:
    # Shipped with the program, so as trustworthy as a literal.
    return (files("projections") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
