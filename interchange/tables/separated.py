"""Tables as CSV (RFC 4180): UTF-8 without a mark, commas, lines that end in CR LF, the names of the columns in the first.

- Text always stands in double quotes, and nothing else does: `""` is an empty text, and nothing at all is a value that is not there.
- Dates are `2025-01-31`, moments `2025-01-31T13:05:00Z`, in UTC; booleans `true` and `false`; numbers have a point.
- A text that a spreadsheet could take for a formula gets an apostrophe before it (OWASP, CSV Injection): one in which `=`, `+`, `-`, `@`, a
  tab or an end of line comes first, or first after spaces, quotes and what does not show, the wide and small forms of those signs
  included. Who wants the text as it was takes the apostrophe off again where what follows it is such a text (`as_written`): that gives
  back every text exactly, also one that began with an apostrophe of its own. Numbers stay numbers, negative ones too.

A spreadsheet must be told that the comma separates. One that reads the file with another separator cuts it where it was not written to
be cut, and no sign in a cell can help that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from interchange.tables.column import Column, Value, fitting

_FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff'\"`´‘’‚‛“”„‟‹›«»＇＂]*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫]")
_ROWS = 1_000
"""Of which one piece is made."""


def csv_of(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The table in pieces, made as they are asked for. Raises `Misfit` at a row that does not fit, after the pieces before it."""
    yield _line(column.name for column in columns).encode()
    lines = (_line(row) for row in fitting(columns, rows))
    while piece := "".join(islice(lines, _ROWS)):
        yield piece.encode()


def disarmed(text: str) -> str:
    """The text as it stands in a cell."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """The text that `disarmed` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def _line(values: Iterable[Value]) -> str:
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + disarmed(value).replace('"', '""') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, int | float):
        return repr(value)
    return value.isoformat()
