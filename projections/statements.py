"""SQL lives in files; here it is read, once."""

import re
from functools import cache
from importlib.resources import files
from typing import LiteralString

from psycopg.sql import SQL

_PART = re.compile(r"^ *\\ir (\w+)\.sql$", re.MULTILINE)


@cache
def statement(name: str) -> SQL:
    """The text of `sql/{name}.sql`; names in braces, such as `{rows}` (the schema of a generation), are filled in with `format`."""
    return SQL(text(name))


def text(name: str) -> LiteralString:
    """As it stands there, with its parts: a line `\\ir part.sql` is psql's way to name a file beside it."""
    said = (files("projections") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    room = name.rpartition("/")[0]
    # Shipped with the program, so as trustworthy as a literal.
    return _PART.sub(lambda part: text(f"{room}/{part[1]}"), said)
