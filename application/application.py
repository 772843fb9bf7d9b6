"""The application: everything that people and programs can ask of the system, whichever way they come in."""

from dataclasses import dataclass

from application.cases import Cases
from application.governing import Governing
from application.health import Health
from application.lists import Lists
from application.proving import Proving
from application.writer import Writer


@dataclass(frozen=True)
class Application:
    """Recording, asking about one case, asking across cases, proving, and how it all is. Refusals are raised as `Problem`s.

    Everything but `writer.submit` may wait for the database.
    """

    writer: Writer
    cases: Cases
    lists: Lists
    governing: Governing
    proving: Proving
    health: Health
