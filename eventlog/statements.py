"""SQL lives in files; here it is read, once."""

from functools import cache
from importlib.resources import files
from typing import LiteralString


@cache
def statement(name: str) -> LiteralString:
    """The text of `sql/statements/{name}.sql`: shipped with the program, so as trustworthy as a literal."""
    return (files("eventlog") / "sql" / "statements" / f"{name}.sql").read_text(encoding="utf-8")
