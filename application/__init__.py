"""What can be asked of the system, whichever way it comes in: recording and asking, over the log and the rows.

`recording` holds the write path, `door` the way to one case, `lists` the questions across cases; `application` is the one
object that HTTP and the command line speak to.
"""

from application.application import Application
from application.pages import Page
from application.requests import Answer, Request

__all__ = ["Answer", "Application", "Page", "Request"]
