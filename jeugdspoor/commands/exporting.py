"""Exporting at the command line: facts alone, for the user's eyes, and on record before any of it is written."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO
from uuid import UUID

import typer
from pydantic_core import to_json, to_jsonable_python

from application.across.every_history import EveryHistory
from application.doors.granted import Granted
from application.doors.knowledge import Knowledge
from application.doors.machine import MachineDoor, as_reporter
from application.doors.register import Register
from application.looking.disclosing import Looking
from application.one_case.dossier import Dossiers
from application.problems import NotYet, Problem
from application.reporting.reports import Asked, Reports, named
from domain.calendar import amsterdam_day
from domain.figures import PeriodKind
from domain.indicators import Dimension
from eventlog import KeyDamaged, Tampered, Unavailable, UnknownEvent
from eventlog.access import AccessLog
from eventlog.notary import LOG, Proofs, TreeDamaged
from interchange.cbs import half_year_of
from interchange.cbs.pseudonymised import COLUMNS as RECORDS
from interchange.cbs.pseudonymised import pseudonymised
from interchange.dossier import typeset
from interchange.ocel import ocel
from interchange.tables import Column, Value, csv_of
from interchange.tables.figures import COLUMNS, figures
from jeugdspoor.commands.looking import looks_at
from jeugdspoor.commands.opening import fail, of_system, opened_store, progress
from jeugdspoor.commands.reading import BY, DAY, HALF_YEAR, MOMENT
from jeugdspoor.commands.writing import STANDARD_OUTPUT, appearing, leaving
from projections.asking.reading import Rows

_FORMS = (".json", ".pdf")

KEY_BYTES = 32

ROWS_IN_A_GROUP = 5_000
"""Of a table in Parquet, which are in memory together."""


class Form(StrEnum):
    """In which figures are written."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


KnownAt = Annotated[
    datetime | None, typer.Option(parser=MOMENT, metavar="MOMENT", help="As known then, with its offset: 2025-03-01T12:00:00Z.")
]
File = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Where to: a file that is not there yet, or {STANDARD_OUTPUT} for standard output.",
        show_default=False,
    ),
]


KeyFile = Annotated[
    Path | None,
    typer.Option(
        metavar="KEY",
        dir_okay=False,
        help=f"A file of {KEY_BYTES} random bytes, of mode 0600: the key of the pseudonyms.",
        show_default=False,
    ),
]


def export_dossier(
    trajectory_id: Annotated[UUID, typer.Argument(metavar="TRAJECTORY_ID", show_default=False)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a file that is not there yet, .pdf or .json.")],
    known_at: KnownAt = None,
) -> None:
    """Write the whole of one case as one document, to print or for programs.

    Facts alone: no words, no secret place, no contents that are for few. Who looked has it on record: the user of this machine.
    """
    if file.suffix not in _FORMS:
        fail(f"{file}: end it with {' or '.join(_FORMS)}, which says in which form it is written.")
    look = looks_at("export_dossier", trajectory_id, _told({"form": file.suffix[1:], "known_at": known_at}), "E")
    with (
        _failing(),
        opened_store() as opened,
        Proofs(opened.databases, LOG) as proofs,
        AccessLog(opened.databases) as accesses,
        appearing(file) as written,
    ):
        opened.sign()
        dossiers = Dossiers(MachineDoor(opened.log, Granted(opened.log)), Register(opened.log), accesses, proofs)
        ask = partial(dossiers.of, trajectory_id=trajectory_id, known_at=known_at, at_position=None, without=(), min_position=None)
        dossier = to_json(Looking(accesses).show(look, ask))
        written.write(typeset(dossier) if file.suffix == ".pdf" else dossier)
    print(file)


def export_figures(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="One of the sixteen: see docs/indicators.md.", show_default=False)],
    file: File,
    variant: Annotated[str | None, typer.Option(help="Of the indicator; else the one that is meant by its name alone.")] = None,
    period: Annotated[PeriodKind, typer.Option(help="Of which there is a row each.")] = PeriodKind.QUARTER,
    from_: Annotated[
        date | None, typer.Option("--from", parser=DAY, metavar="DAY", help="A day of the first period; else a year before the last.")
    ] = None,
    until: Annotated[date | None, typer.Option(parser=DAY, metavar="DAY", help="The day after the last.")] = None,
    by: Annotated[
        Dimension | None,
        typer.Option(
            parser=BY, metavar=f"[region|{'|'.join(Dimension)}]", help="By what they are broken down; else they are the region's."
        ),
    ] = None,
    valid_on: Annotated[
        date | None,
        typer.Option(
            parser=DAY, metavar="DAY", help="Of a period that runs on that day, the days up to it count; on a past day it is suppressed."
        ),
    ] = None,
    known_at: KnownAt = None,
    form: Annotated[Form | None, typer.Option("--format", help="Else as FILE ends.", show_default=False)] = None,
) -> None:
    """Write the figures of an indicator as a table: CSV, Parquet, or the JSON that HTTP answers.

    As a reporter is told them: a figure of fewer than five, and what it could be computed from, is missing and marked suppressed. Each row
    names the position of the log as known at which it is told. They are counted from the rows that a server keeps, or `rebuild` makes.
    Who looked has it on record: the user of this machine.
    """
    form = form or _form_of(file)
    if form is Form.PARQUET and file == STANDARD_OUTPUT:
        fail("Parquet is no text: name a file for it.")
    asked = Asked(indicator, variant, period, from_, until, by, valid_on)
    with _failing():
        # What is written down of a question are names of closed lists: others are refused first.
        named(asked)
        look = looks_at("export_figures", None, _told({**asked.said(), "known_at": known_at, "form": form}), "E")
        with (
            opened_store() as opened,
            AccessLog(opened.databases) as accesses,
            Rows(opened.databases) as rows,
            leaving(file) as written,
        ):
            granted = Granted(opened.log)
            reports = Reports(rows, Knowledge(rows, MachineDoor(opened.log, granted)), Register(opened.log), granted.scope)
            head = opened.log.head()
            newest = head.position if head and known_at is None else None
            try:
                report = Looking(accesses).show(
                    look,
                    lambda actor: reports.report(as_reporter(actor), asked, known_at=known_at, at_position=None, min_position=newest),
                )
            except NotYet as reason:
                fail(f"{reason.detail} Where no server runs that keeps the rows, make them with: jeugdspoor rebuild.")
            _write_figures(report, form, written)
    _say_where(file)


def export_ocel(
    file: File,
    known_at: KnownAt = None,
    key_file: KeyFile = None,
) -> None:
    """Write the log of facts as OCEL 2.0 JSON, for process mining: what happened in every trajectory, and what it concerned.

    Pseudonymised, and not anonymous: the days stand in it, and who knows on which day somebody was admitted finds him. No words, no ids,
    no secret place, no contents that are for few; nothing of whose processing is restricted. Who looked has it on record, with everybody
    who is in it: the user of this machine.

    Every export has pseudonyms of its own, made with a key that nobody keeps: two of them cannot be joined, and nobody can say whose they
    are but by what happened. Two exports with the same KEY can be joined; and whoever has it, and an id, finds its pseudonym in both. So
    give one only where something has to be followed over exports, keep it apart from them, and destroy it when that is over.
    """
    with _failing():
        key = _key_in(key_file) if key_file else secrets.token_bytes(KEY_BYTES)
        look = looks_at("export_ocel", None, _told({"known_at": known_at, "key": "given" if key_file else None}), "E")
        with (
            opened_store() as opened,
            AccessLog(opened.databases) as accesses,
            leaving(file) as written,
            progress("Writing") as told,
        ):
            position = MachineDoor(opened.log, Granted(opened.log)).moment(known_at).position
            region = Register(opened.log).as_of(position)
            given = EveryHistory(opened.log, opened.databases, Looking(accesses)).given(look, position, told)
            written.writelines(ocel(given, region, key, known_at=position))
    _say_where(file)


def export_records(
    half_year: Annotated[
        date, typer.Argument(parser=HALF_YEAR, metavar="HALF_YEAR", help="One that is over, such as 2025-H1.", show_default=False)
    ],
    file: File,
    known_at: KnownAt = None,
    key_file: KeyFile = None,
    form: Annotated[Form | None, typer.Option("--format", help="Else as FILE ends.", show_default=False)] = None,
) -> None:
    """Write the records of all providers over a half year as a table, CSV or Parquet: as CBS is told them, without who it is.

    Pseudonymised, and not anonymous, as `export ocel` is: no BSN, day of birth or postcode, but the days and the provider of the help. No
    secret place; nothing of whose processing is restricted. Pseudonyms are made as there, and KEY means the same.

    It is no file for CBS. That has BSNs, which a provider or a privacy officer is given who signs in: POST /deliveries.
    """
    form = form or _form_of(file)
    if form is Form.JSON:
        fail("Records are a table: name a file that ends with .csv or .parquet.")
    if form is Form.PARQUET and file == STANDARD_OUTPUT:
        fail("Parquet is no text: name a file for it.")
    period = half_year_of(half_year)
    with _failing():
        key = _key_in(key_file) if key_file else secrets.token_bytes(KEY_BYTES)
        asked = {"half_year": half_year, "known_at": known_at, "form": form, "key": "given" if key_file else None}
        look = looks_at("export_records", None, _told(asked), "E")
        with (
            opened_store() as opened,
            AccessLog(opened.databases) as accesses,
            leaving(file) as written,
            progress("Writing") as told,
        ):
            moment = MachineDoor(opened.log, Granted(opened.log)).moment(known_at)
            if period.until is None or amsterdam_day(moment.known_at) < period.until:
                fail(f"This half year is over on {period.until}: it can be told as known on that day or later.")
            region = Register(opened.log).as_of(moment.position)
            given = EveryHistory(opened.log, opened.databases, Looking(accesses)).given(look, moment.position, told)
            records = pseudonymised(period, given, region, key, known_at=moment.position)
            written.writelines(_table(RECORDS, records, form))
    _say_where(file)


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except Problem as refusal:
        wrong = [f"{each['parameter']}: {each['message']}" for each in refusal.extra.get("errors", ())]
        fail(" ".join(wrong) or refusal.detail)
    except (KeyDamaged, Tampered, TreeDamaged, Unavailable, UnknownEvent) as reason:
        fail(str(reason))
    except OSError as error:
        fail(of_system(error))


def _told(asked: Mapping[str, Any]) -> dict[str, Any]:
    """As it is kept of a look."""
    told: dict[str, Any] = to_jsonable_python({name: value for name, value in asked.items() if value is not None})
    return told


def _say_where(file: Path) -> None:
    """Nothing among what goes to standard output itself."""
    if file != STANDARD_OUTPUT:
        print(file)


def _form_of(file: Path) -> Form:
    try:
        return Form(file.suffix.removeprefix("."))
    except ValueError:
        fail(f"{file}: end it with {', '.join(f'.{each}' for each in Form)}, or say in which --format.")


def _write_figures(report: Mapping[str, Any], form: Form, to: BinaryIO) -> None:
    if form is Form.JSON:
        to.write(to_json(report))
    else:
        to.writelines(_table(COLUMNS, figures(report), form))


def _table(columns: Sequence[Column], rows: Iterable[Sequence[Value]], form: Form) -> Iterator[bytes]:
    if form is Form.CSV:
        return csv_of(columns, rows)
    from interchange.tables.parquet import parquet_of  # a large library comes with it: nobody else waits for that

    return parquet_of(columns, rows, rows_in_a_group=ROWS_IN_A_GROUP)


def _key_in(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        fail(f"{file} is no regular file: a key lies in one, which stays.")
    with file.open("rb") as opened:
        mode, key = file.stat().st_mode, opened.read(KEY_BYTES + 1)
    if mode & 0o077:
        fail(f"{file} can be read by others: chmod 600.")
    if len(key) != KEY_BYTES:
        fail(f"{file}: a key has {KEY_BYTES} bytes, as head -c {KEY_BYTES} /dev/urandom gives them.")
    return key
