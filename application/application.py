"""The application: everything that people and programs can ask of the system, whichever way they come in."""

from dataclasses import dataclass

from application.across.feed import Feed
from application.across.lists import Lists
from application.erasing.requesting import Erasing
from application.governing import Governing
from application.health import Health
from application.looking.access_log import WhoLooked
from application.looking.disclosing import Looking
from application.one_case.cases import Cases
from application.one_case.dossier import Dossiers
from application.proving import Proving
from application.recording.writer import Writer
from application.registering import Registering
from application.reporting.delivering import Delivering
from application.reporting.due import DueDeliveries
from application.reporting.reports import Reports


@dataclass(frozen=True)
class Application:
    """Recording, asking about one case and across cases, governing, mending the register, erasing, proving, and how it all is. Refusals are
    raised as `Problem`s.

    What is about persons comes closed: only `looking` opens it, and writes down who is shown it. Everything but `writer.submit` may wait
    for the database.
    """

    writer: Writer
    cases: Cases
    dossiers: Dossiers
    lists: Lists
    feed: Feed
    reports: Reports
    delivering: Delivering
    due_deliveries: DueDeliveries
    who_looked: WhoLooked
    looking: Looking
    governing: Governing
    registering: Registering
    erasing: Erasing
    proving: Proving
    health: Health
