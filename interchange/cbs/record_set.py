"""A record set: the file of one provider over one half year, and what is to be said of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
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


@dataclass(frozen=True, slots=True)
class RecordSet:
    """The records in the order in which their histories were given, and of one history as `records_in` has them.

    `hidden`: that the provider has a record which is in no file, because it would tell a secret place. It tells that place itself, and is
    for the provider alone.
    """

    records: Sequence[Record]
    remarks: Sequence[Remark]
    hidden: Sequence[Remark]

    @property
    def csv(self) -> bytes:
        """What is delivered."""
        return b"".join(as_csv(self.records))

    @property
    def fixed_width(self) -> bytes:
        """The same in columns."""
        return b"".join(as_fixed_width(self.records))

    @property
    def parquet(self) -> bytes:
        """The same for programs."""
        from interchange.tables.parquet import write_parquet  # a large library comes with it: nobody else waits for that

        written = BytesIO()
        write_parquet(as_table(), as_rows(self.records), written)
        return written.getvalue()

    @property
    def trajectories(self) -> Sequence[UUID]:
        """Of which there is a record."""
        return list(dict.fromkeys(record.trajectory_id for record in self.records))


def record_set(period: Span, provider: str, histories: Iterable[tuple[History, Secrecy]], region: Region) -> RecordSet:
    """Goes through the histories once, each with what is secret of it as it is known today, and keeps the records of that provider alone.

    `provider`: who stands in that place on the last day of the half year. What the protocol leaves to be said is `PRESUMED` in every
    region. Raises `ValueError` where the period is no half year.
    """
    records: list[Record] = []
    remarks: list[Remark] = []
    hidden: list[Remark] = []
    duplicates = DuplicateKeys()
    for history, secrecy in histories:
        part = records_in(period, history, region, PRESUMED, secrecy)
        own = [record for record in part.records if record.provider == provider]
        for record in own:
            duplicate = duplicates.check(record)
            about = [each for each in part.remarks if _is_about(each, record)]
            records.append(record)
            remarks.extend([*about, duplicate] if duplicate else about)
        if any(remark.kind is RemarkKind.PLACE_HIDDEN for remark in part.remarks):
            hidden.extend(_hidden(period, provider, history, region, own))
    return RecordSet(tuple(records), tuple(remarks), tuple(hidden))


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
