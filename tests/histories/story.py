"""One trajectory as it is recorded, event by event, each judged by the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from domain.codes import Gender
from domain.envelope import Despite, Envelope
from domain.events import Event, TrajectoryOpened
from domain.history import History
from domain.judging import Case, Judgement, Misfit, judge, judge_opening
from tests.histories import complaint, correction, help, person, plan, practice, protection, referral, rights, stay, title
from tests.histories.parts import BSNS, actors, identity, sources, words
from tests.histories.proposal import NothingThere, Proposal, Proposals, Propose
from tests.histories.region import FIRST_MOMENT, MUNICIPALITIES, REGION

COURSE: Proposals = (
    *person.PROPOSALS,
    *referral.PROPOSALS,
    *title.PROPOSALS,
    *stay.PROPOSALS,
    *help.PROPOSALS,
    *correction.PROPOSALS,
)
"""What is told of every trajectory: the course of it, and what goes wrong in recording."""

THEMES: Mapping[str, Proposals] = MappingProxyType(
    {
        "referral": referral.BESIDE,
        "title": title.BESIDE,
        "place": stay.BESIDE,
        "help": help.BESIDE,
        "protection": protection.BESIDE,
        "plan": plan.PLANS,
        "measure": plan.MEASURES,
        "complaint": complaint.BESIDE,
        "rights": rights.BESIDE,
        "practice": practice.BESIDE,
    }
)
"""What is told beside it. A story has a few of these, so that what belongs together comes together."""

maybe_a_bsn = st.sampled_from([None, *BSNS])
"""Made once: Hypothesis goes through all of them to name it."""


class Story:
    """One trajectory, with a few themes of its own."""

    def __init__(self, draw: DrawFn, number: int = 0, themes: Sequence[str] = ()) -> None:
        self._draw = draw
        self._themes = themes or draw(st.lists(st.sampled_from(list(THEMES)), min_size=1, max_size=3, unique=True))
        self.trajectory_id = UUID(int=(1 << 96) + draw(st.integers(0, 2**64 - 1)) * 16 + number)
        self.now = FIRST_MOMENT + timedelta(days=draw(st.integers(0, 60)))
        opening = self._opening()
        judged = judge_opening(self.trajectory_id, self._envelope(1), opening, REGION, self.now)
        assert judged.is_recordable, judged.impossible
        self.recorded = [replace(judged.recorded, position=draw(st.integers(1, 5)))]

    def go_on(self) -> bool:
        """Proposes one more event; records it, if that can be. Gives whether it was."""
        self.now += timedelta(days=self._draw(st.integers(0, 40)), minutes=self._draw(st.integers(1, 300)))
        case = Case(History(tuple(self.recorded)), REGION)
        event = self._proposed(case.history)
        if event is None:
            return False
        try:
            judged = self._judged(case, event)
        except Misfit:
            return False
        if not judged.is_recordable:
            return False
        self.recorded.append(replace(judged.recorded, position=case.history.position + self._draw(st.integers(1, 3))))
        return True

    def _proposed(self, history: History) -> Event | None:
        """Mostly what fits the state; now and then anything at all. About half of it is about the themes."""
        p = Proposal(self._draw, history, self.now)
        anything = p.evenly(range(10)) == 9
        told = THEMES[p.evenly(self._themes)] if p.evenly((True, False)) else COURSE
        fitting: list[Propose] = [each for condition, some in told if anything or condition(p.state, p.today) for each in some]
        try:
            return p.evenly(fitting)(p)
        except NothingThere:
            return None

    def _judged(self, case: Case, event: Event) -> Judgement:
        around, fresh = self._envelope(case.history.version + 1), f"nr-{case.history.version + 1}"
        judged = judge(case, around, event, self.now, fresh)
        if judged.stopping and self._draw(st.integers(0, 3)) > 0:
            rules = tuple(sorted({finding.rule for finding in judged.stopping}))
            despite = Despite(rules=rules, reason=self._draw(words))
            judged = judge(case, around.model_copy(update={"despite": despite}), event, self.now, fresh)
        return judged

    def _opening(self) -> TrajectoryOpened:
        draw = self._draw
        born_on = draw(st.dates(date(2005, 1, 1), date(2014, 12, 31)))
        return TrajectoryOpened(
            occurred_on=self.now.date() - timedelta(days=draw(st.integers(0, 30))),
            home_municipality=draw(st.sampled_from(MUNICIPALITIES)),
            gender=draw(st.sampled_from(Gender)),
            identity=identity(draw(maybe_a_bsn), born_on=born_on),
        )

    def _envelope(self, version: int) -> Envelope:
        return Envelope(event_id=UUID(int=version), actor=self._draw(actors), source=self._draw(sources))
