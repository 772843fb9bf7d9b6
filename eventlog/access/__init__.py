"""Who looked: every read or search about persons, kept in a table of its own that only grows.

It knows how accesses are stored, ordered and laid out for the proof, and nothing of when there is one: that is `application.looking`.

>>> from eventlog.access import AccessLog
>>> with AccessLog(databases) as accesses:  # doctest: +SKIP
...     accesses.record([access])
"""

from eventlog.access.log import AccessLog
from eventlog.access.record import Access, Action, Outcome, StoredAccess

__all__ = ["Access", "AccessLog", "Action", "Outcome", "StoredAccess"]
