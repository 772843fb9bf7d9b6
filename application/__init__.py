"""What can be asked of the system, whichever way it comes in: recording and asking, over the log and the rows.

`recording` holds the write path and `writer` feeds it; `door` is the way to one case, `cases` and `lists` are the questions.
"""

from application.application import Application
from application.pages import Page
from application.requests import Answer, Request

__all__ = ["Answer", "Application", "Page", "Request"]
