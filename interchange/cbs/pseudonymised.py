"""The records of all providers over a half year for who calculates with them: as CBS is told them, without who it is."""

from collections.abc import Iterable, Iterator, Sequence

from domain.history import History
from domain.indicators import AgeGroup
from domain.region import Region
from domain.secrecy import kept_from_lists
from domain.spans import Span
from interchange.cbs.care import PRESUMED
from interchange.cbs.layout import COLUMNS as TOLD_TO_CBS
from interchange.cbs.records import records_in
from interchange.pseudonyms import Pseudonyms
from interchange.tables import Column, Kind, Value

_OF_WHOM = ("bsn", "geboortedatum", "postcode_of_gemeentecode")
"""What CBS is told and nobody else: in its place stand a pseudonym, an age group and the municipality."""

_THE_REST = [column for column in TOLD_TO_CBS if column.name not in _OF_WHOM]

COLUMNS: Sequence[Column] = (
    Column("jeugdige", Kind.TEXT),
    Column("leeftijdsgroep", Kind.TEXT),
    Column("gemeentecode", Kind.TEXT),
    Column("aanbieder", Kind.TEXT),
    *(Column(column.name, column.kind, column.nullable) for column in _THE_REST),
)
"""`leeftijdsgroep`: on the first day of the record."""


def pseudonymised(period: Span, histories: Iterable[History], region: Region, key: bytes, *, known_at: int) -> Iterator[Sequence[Value]]:
    """A row for each record, of one history after the other.

    `histories`: as they are known now, since what is secret now is left out whatever moment is asked about; of facts alone. `known_at`: the
    position of the log as known at which they are told. `region`: as known then. `key`: at least 32 random bytes, for the pseudonyms; it
    is not kept. Raises `ValueError` for a shorter one, and where the period is no half year.
    """
    pseudonyms = Pseudonyms(key)
    for history in histories:
        known = history.as_of(known_at)
        if known is None:
            continue
        who = pseudonyms.of("jeugdige", str(known.trajectory.trajectory_id))
        for record in records_in(period, known, region, PRESUMED, kept_from_lists(history)).records:
            age_group = AgeGroup.of(known.trajectory.age_on(record.started_on))
            yield [who, age_group, record.municipality, record.provider, *(column.value(record) for column in _THE_REST)]
