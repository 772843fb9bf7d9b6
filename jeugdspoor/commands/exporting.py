"""Exporting one case at the command line: facts alone, and on record before it is written."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from pydantic_core import to_json

from application.dossier import Dossiers
from application.governing import Granted
from application.looking import Looking
from application.machine import MachineDoor
from application.problems import Problem
from application.register import Register
from eventlog import Unavailable
from eventlog.access import AccessLog
from eventlog.notary import LOG, Proofs, TreeDamaged
from interchange.dossier import typeset
from jeugdspoor.commands.looking import looks_at
from jeugdspoor.commands.opening import fail, opened_store

_FORMS = (".json", ".pdf")


def export_dossier(
    trajectory_id: Annotated[UUID, typer.Argument(metavar="TRAJECTORY_ID", show_default=False)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a file that is not there yet, .pdf or .json.")],
) -> None:
    """Write the whole of one case as one document, to print or for programs.

    Facts alone: no words, no secret place, no contents that are for few. Who looked has it on record: the user of this machine.
    """
    if file.suffix not in _FORMS:
        fail(f"{file}: end it with {' or '.join(_FORMS)}, which says in which form it is written.")
    look = replace(looks_at("export_dossier", trajectory_id, {"form": file.suffix[1:]}), action="E")
    try:
        with opened_store() as opened, Proofs(opened.databases, LOG) as proofs, AccessLog(opened.databases) as accesses:
            opened.sign()
            dossiers = Dossiers(MachineDoor(opened.log, Granted(opened.log)), Register(opened.log), accesses, proofs)
            ask = partial(dossiers.of, trajectory_id=trajectory_id, known_at=None, at_position=None, without=(), min_position=None)
            # Made before anything is asked: a place that is taken costs nobody a look. For the user's eyes alone.
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                try:
                    dossier = to_json(Looking(accesses).show(look, ask))
                    written.write(typeset(dossier) if file.suffix == ".pdf" else dossier)
                except BaseException:
                    file.unlink()
                    raise
    except Problem as refusal:
        fail(refusal.detail)
    except (TreeDamaged, Unavailable) as reason:
        fail(str(reason))
    print(file)
