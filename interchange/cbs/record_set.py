"""A record set: the file of one provider over one half year, and what is to be said of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import Literal
from uuid import UUID

from domain.history import History
from domain.region import Region
from domain.secrecy import Secrecy
from domain.spans import Span
from domain.values import dataclass
from interchange.cbs.care import PRESUMED
from interchange.cbs.layout import as_csv, as_fixed_width, as_rows, as_table
from interchange.cbs.record import Record
from interchange.cbs.records import records_in
from interchange.cbs.remarks import DuplicateKeys, Remark, RemarkKind, remark_on

Form = Literal["csv", "txt", "parquet"]
"""By the suffix of a file: what is delivered; the same in columns of fixed width; and for programs."""

_TOGETHER = 1_000
"""Records of which one piece of a file is made."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one jeugdige has in the file of a provider: records as `records_in` has them, and what is to be said of them.

    `hidden`: that the provider has a record which is in no file, because it would tell a secret place. It tells that place itself, and is
    for the provider alone.
    """

    trajectory_id: UUID
    records: Sequence[Record]
    remarks: Sequence[Remark]
    hidden: Sequence[Remark]


def portions(period: Span, provider: str, histories: Iterable[tuple[History, Secrecy]], region: Region) -> Iterator[Portion]:
    """Goes through the histories once, each with what is secret of it as it is known today: in that order, and of one at a time, the
    records of that provider alone.

    `provider`: who stands in that place on the last day of the half year. What the protocol leaves to be said is `PRESUMED` in every
    region. Raises `ValueError` where the period is no half year.
    """
    duplicates = DuplicateKeys()
    for history, secrecy in histories:
        part = records_in(period, history, region, PRESUMED, secrecy)
        own = [record for record in part.records if record.provider == provider]
        remarks: list[Remark] = []
        for record in own:
            duplicate = duplicates.check(record)
            remarks += [*(each for each in part.remarks if _is_about(each, record)), *([duplicate] if duplicate else ())]
        is_hidden = any(remark.kind is RemarkKind.PLACE_HIDDEN for remark in part.remarks)
        hidden = list(_hidden(period, provider, history, region, own)) if is_hidden else []
        yield Portion(history.trajectory.trajectory_id, own, remarks, hidden)


def written(records: Iterable[Record], form: Form) -> Iterator[bytes]:
    """The file in pieces, made as they are asked for. The same records give the same bytes."""
    if form == "parquet":
        from interchange.tables.parquet import parquet_of  # a large library comes with it: nobody else waits for that

        yield from parquet_of(as_table(), as_rows(records), rows_in_a_group=_TOGETHER)
        return
    lines = as_csv(records) if form == "csv" else as_fixed_width(records)
    while piece := b"".join(islice(lines, _TOGETHER)):
        yield piece


def _is_about(remark: Remark, record: Record) -> bool:
    return (remark.provider, remark.help, remark.started_on) == (record.provider, record.help, record.started_on)


def _hidden(period: Span, provider: str, history: History, region: Region, told: Sequence[Record]) -> Iterator[Remark]:
    """Of what that provider would have in its file, were nothing secret, what it has not."""
    there = {(record.help, record.started_on) for record in told}
    for record in records_in(period, history, region, PRESUMED, Secrecy(history)).records:
        if record.provider == provider and (record.help, record.started_on) not in there:
            yield remark_on(record, RemarkKind.PLACE_HIDDEN)


@cache
def made_by() -> str:
    """SHA-256 of the text of this room: with another, the same histories may make another file."""
    digest = sha256()
    for each in sorted(files("interchange.cbs").iterdir(), key=lambda entry: entry.name):
        if each.name.endswith(".py"):
            content = each.read_bytes()
            digest.update(f"{each.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
