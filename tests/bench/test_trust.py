"""What the benchmark asks of the application can be asked of it."""

from datetime import date
from inspect import signature

import pytest

from application.across.lists import Lists
from bench.trust import Ask, questions
from domain.codes import Role
from domain.envelope import Actor

READER = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
QUESTIONS = questions(Lists.__new__(Lists), date(2026, 6, 1))  # nothing is asked: its methods need no rows behind them


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_every_list_takes_what_it_is_asked_with(ask: Ask) -> None:
    signature(ask).bind(READER)
