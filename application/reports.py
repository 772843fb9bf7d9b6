"""Figures across trajectories, for who sees none of them: counted by the database, which leaves out what is too small to tell.

An indicator is one method here, one question of `Rows`, and one function of `projections/sql/policies/functions`, which judges the role
too.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from application.door import PATIENCE
from application.looking import Disclosed
from application.problems import Forbidden, NotYet
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from projections.errors import NotYet as RowsNotYet
from projections.reading import Rows

TOLD_FIGURES = frozenset({Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR})


class By(StrEnum):
    """By what placements are counted; a municipality is that of home (woonplaatsbeginsel, Jeugdwet 1.1)."""

    SETTING = "setting"
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"


class Reports:
    """Each figure raises `Forbidden` for other roles, and `NotYet`. It discloses nobody; that it was asked is recorded."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def stand(self, actor: Actor, *, on: date | None, by: By, min_position: int | None) -> Disclosed[dict[str, Any]]:
        """Stand: how many main stays cover the night of `on` (without it, the coming one), as known now.

        An end on that day does not count, as with CBS. A `count` of fewer than five is None, and so are others that would give it away;
        where nothing can be told there are no cells and no total, as where there is no stay. A `key` of None stands for places that are
        secret. Each day is protected by itself: who asks for two days sees by how much what is shown differs. CBS rounds to five besides
        what it makes public: do that before publishing.
        """
        self._judge(actor, min_position)
        day = on or amsterdam_day(datetime.now(UTC))
        try:
            cells = self._rows.stand(actor, on=day, by=by)
        except RowsNotYet as reason:
            raise NotYet.retry(str(reason)) from None
        total = cells[0]["total"] if cells else None
        told = [{"key": cell["key"], "count": cell["count"]} for cell in cells]
        return Disclosed({"on": day, "by": by, "cells": told, "total": total}, ())

    def _judge(self, actor: Actor, min_position: int | None) -> None:
        """Whether the actor is told figures; waits until the rows have reached that position."""
        if actor.role not in TOLD_FIGURES:
            raise Forbidden("Figures are for reporters, privacy officers and auditors.")
        if min_position and not self._rows.wait_for(min_position, PATIENCE):
            raise NotYet.retry(f"The rows have not reached position {min_position} yet.")
