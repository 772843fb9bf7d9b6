"""Looking at the command line: who does, and why."""

import os
import platform
import pwd
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.looking.disclosing import Look
from domain.codes import Role
from domain.envelope import Actor
from domain.purposes import PURPOSES
from eventlog.access import Action


def looks_at(operation: str, trajectory_id: UUID | None, parameters: Mapping[str, Any], action: Action = "R") -> Look:
    """Whoever has a shell here looks as an administrator, by the name and on the machine that the operating system knows.

    `trajectory_id`: of the one case that it is about.
    """
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = f"uid {os.getuid()}"
    actor = Actor(subject=user, role=Role.ADMINISTRATOR, organisation=f"machine {platform.node()}")
    return Look(actor, PURPOSES[actor.role], operation, action, datetime.now(UTC), sought=trajectory_id, parameters=parameters)
