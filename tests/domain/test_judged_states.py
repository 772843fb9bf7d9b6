"""What was worked out of a state before its event had a place in the log is taken over only as far as the place changes nothing."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import deadlines
from domain.envelope import Recorded
from domain.history import History
from domain.indicators import counting, measures
from domain.law.cover import legal_cover
from domain.rules import findings
from domain.secrecy import Secrecy, kept_from_lists
from domain.trajectory import Trajectory
from tests.histories import histories


@given(histories(), st.sampled_from([timedelta(0), timedelta(seconds=1), timedelta(days=1)]))
def test_a_history_that_takes_over_what_was_judged_says_the_same_as_one_folded_anew(history: History, sooner: timedelta) -> None:
    # given: every event judged some time before it was recorded, with all that can be read of the state it leads to
    known, secrecy = History(history.recorded[:1]), kept_from_lists(history)
    for recorded in history.recorded[1:]:
        judged = known.with_next(_judged(recorded, known, sooner))
        _read(judged, secrecy)
        # when: it comes to stand in the log
        known = known.with_next(recorded, judged.trajectory)
        # then: everything is as if it had been folded from the log alone
        anew = History(known.recorded)
        assert _fields(known.trajectory) == _fields(anew.trajectory)
        assert _read(known, secrecy) == _read(anew, secrecy)


def _judged(recorded: Recorded, known: History, sooner: timedelta) -> Recorded:
    return replace(recorded, position=known.position + 1, recorded_at=max(recorded.recorded_at - sooner, known.newest.recorded_at))


def _read(history: History, secrecy: Secrecy) -> list[object]:
    """`secrecy` is that of the whole history, as where rows are made: what measures found is remembered under it."""
    state = history.trajectory
    counted = [list(counting(name, secrecy)(history)) for name in measures()]
    return [findings(state), deadlines(state), legal_cover(state), counted]


def _fields(state: Trajectory) -> dict[str, object]:
    return {name: value for name, value in vars(state).items() if name != "memory"}
