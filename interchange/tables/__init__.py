"""Tables for who calculates with them: as CSV for everybody, and as Parquet for programs (`interchange.tables.parquet`, which loads a large
library and so is asked for by its own name). Both say the same, and the same rows give the same bytes.

>>> from datetime import date
>>> columns = (Column("period", Kind.DATE), Column("note", Kind.TEXT, nullable=True), Column("value", Kind.INTEGER))
>>> b"".join(csv_of(columns, [(date(2025, 1, 1), "=1+1", -3)]))
b'"period","note","value"\\r\\n2025-01-01,"\\'=1+1",-3\\r\\n'
"""

from interchange.tables.column import Column, Kind, Misfit, Value
from interchange.tables.media import CSV, PARQUET
from interchange.tables.separated import as_written, csv_of, disarmed

__all__ = ["CSV", "PARQUET", "Column", "Kind", "Misfit", "Value", "as_written", "csv_of", "disarmed"]
