"""How what was recorded is judged: the impossible is refused, a breach of law or policy is a finding.

One function per rule. A rule of law or policy is added by writing its function in the file of its subject (see
`domain.rules.catalogue`); an impossibility by writing one under `domain.rules.impossible`.
"""

from domain.rules import (  # noqa: F401  # each registers its rules
    admission,
    age,
    cover,
    dossier,
    living,
    measure,
    messages,
    move,
    plan,
    protection,
    request,
    review,
    terms,
    title,
    waiting,
    whereabouts,
)
from domain.rules.catalogue import Finding, Rule, added, findings, rules
from domain.rules.impossible import Impossibility, impossibilities, made_impossible

__all__ = ["Finding", "Impossibility", "Rule", "added", "findings", "impossibilities", "made_impossible", "rules"]
