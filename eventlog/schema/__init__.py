"""Schema growth: every event that was ever stored reads as one of today's, and the program proves it before it starts.

To change a kind of event in a way that old records do not meet: raise its `schema_number`, write the `Upcaster` from the old number
in `upcasters`, and append an example of the new number to the corpus (`python -m tests.golden.append`). If the kind can be corrected,
raise `Corrected.schema_number` with it and add a line to `TOLD_IN`.

>>> upcast("location-opened", 1, {"location": "gesloten-1", "setting": "gesloten"})
{'location': 'gesloten-1', 'setting': 'gesloten', 'registered': True}
"""

from eventlog.schema.corpus import Example, SchemaGap, check, examples
from eventlog.schema.growth import NoUpcaster, correction_today, upcast
from eventlog.schema.upcasters import TOLD_IN, UPCASTERS, Upcaster

__all__ = [
    "TOLD_IN",
    "UPCASTERS",
    "Example",
    "NoUpcaster",
    "SchemaGap",
    "Upcaster",
    "check",
    "correction_today",
    "examples",
    "upcast",
]
