"""What can be asked of the system, whichever way it comes in: recording and asking, over the log and the rows.

`doors` is how what is recorded is reached. Through them go `recording`, the write path; the questions about `one_case` and `across` cases,
and `reporting`; and `erasing`. `looking` stands before every answer about persons.
"""

from application.application import Application
from application.pages import Page
from application.recording.requests import Answer, Request

__all__ = ["Answer", "Application", "Page", "Request"]
