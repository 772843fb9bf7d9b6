"""The example of docs/indicators.md, as the page tells it: four jeugdigen, a period, and the day on which is looked."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from domain.calendar import add_days
from domain.envelope import Despite, Recorded
from domain.history import History
from domain.indicators import Fact, facts, places
from domain.judging import Case, judge, judge_opening
from domain.spans import Span
from domain.words import Words
from tests.domain.stories import IDENTITY, REGION, envelope, event

PAGE = (Path(__file__).parents[3] / "docs" / "indicators.md").read_text(encoding="utf-8")

PERIOD = Span(date(2025, 1, 1), date(2025, 7, 1))
ON = date(2025, 9, 1)

_LINE = re.compile(r"^(?P<who>[A-Z])  (?P<day>\d{4}-\d\d-\d\d)(\+(?P<late>\d+))?  (?P<kind>[a-z-]+)  (?P<body>\{.*\})$")


def lines() -> list[re.Match[str]]:
    """The block of the page that tells what was recorded: who, the day (and how many days later it was recorded), what."""
    block = PAGE.split("```text\n", 1)[1].split("```", 1)[0].splitlines()
    return [match for line in block if (match := _LINE.match(line))]


def histories() -> Iterator[History]:
    """As it would have been recorded, despite whatever was found."""
    for who in sorted({line["who"] for line in lines()}):
        yield told(UUID(int=ord(who)), [line for line in lines() if line["who"] == who])


def told(trajectory_id: UUID, story: Sequence[re.Match[str]]) -> History:
    recorded: list[Recorded] = []
    for number, line in enumerate(story, start=1):
        day = add_days(date.fromisoformat(line["day"]), int(line["late"] or 0))
        now = datetime.combine(day, time(20), UTC) + timedelta(minutes=number)
        body = json.loads(line["body"])
        if line["kind"] == "trajectory-opened":
            body["identity"] = IDENTITY | {name: body.pop(name) for name in ("born_on", "postcode")}
            judgement = judge_opening(trajectory_id, envelope(), event(line["kind"], line["day"], **body), REGION, now)
        else:
            case, proposed = Case(History(tuple(recorded)), REGION), event(line["kind"], line["day"], **body)
            judgement = judge(case, envelope(), proposed, now, f"nr-{number}")
            if judgement.stopping:
                passed = tuple(sorted({finding.rule for finding in judgement.stopping}))
                despite = Despite(rules=passed, reason=Words("Zo is het gegaan."))
                judgement = judge(case, envelope(despite=despite), proposed, now, f"nr-{number}")
        assert judgement.is_recordable, (line.group(), judgement.impossible)
        recorded.append(replace(judgement.recorded, position=number))
    return History(tuple(recorded))


def all_facts() -> list[Fact]:
    return [*(fact for history in histories() for fact in facts(history)), *places(REGION)]
