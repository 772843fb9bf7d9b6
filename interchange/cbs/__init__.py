"""The half-year record set of Beleidsinformatie Jeugd: what each provider owes CBS of the help that it gave in a half year.

Source of all rules: CBS, Informatieprotocol Beleidsinformatie Jeugd, version 7 (July 2021; annex 2 of the Regeling Jeugdwet). Which field
stands where in a file is told by a specification of its own, which was not at hand: `layout` is a proposal, and can be another.

>>> part = records_in(half_year_of(day), history.as_of(position), region)  # doctest: +SKIP
>>> part.records, part.remarks  # doctest: +SKIP

One record set is one file per provider. The caller goes through the histories, in an order of its own that is always the same, and hands
each provider's records to a writer.
"""

from interchange.cbs.care import Choices
from interchange.cbs.codes import Crisis, Geslacht, Hulpvorm, Reden, Verwijzer
from interchange.cbs.layout import COLUMNS, Column, as_csv, as_fixed_width, as_rows, as_table
from interchange.cbs.periods import half_year_of, last_day_to_deliver, previous
from interchange.cbs.record import Key, Outcome, Record
from interchange.cbs.records import Part, records_in
from interchange.cbs.remarks import DuplicateKeys, Remark, RemarkKind

__all__ = [
    "COLUMNS",
    "Choices",
    "Column",
    "Crisis",
    "DuplicateKeys",
    "Geslacht",
    "Hulpvorm",
    "Key",
    "Outcome",
    "Part",
    "Record",
    "Reden",
    "Remark",
    "RemarkKind",
    "Verwijzer",
    "as_csv",
    "as_fixed_width",
    "as_rows",
    "as_table",
    "half_year_of",
    "last_day_to_deliver",
    "previous",
    "records_in",
]
