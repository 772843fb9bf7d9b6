"""Terms of the law: which day is the last one on time, and which the first too late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import FIRST_DAY, LAST_DAY, extended
from domain.terms import Term

PLAN = Term("Jeugdwet 6.2.9(2)", weeks=6, termijnenwet=True)
FIRST_EVALUATION = Term("Jeugdwet 6.2.9(8)", weeks=4, termijnenwet=True)
NEXT_EVALUATION = Term("Jeugdwet 6.2.9(8)", months=2, termijnenwet=True)
NOTICE = Term("Jeugdwet 6.1.6(6)", days=4, termijnenwet=True)
COMPLAINT = Term("Jeugdwet 6.5.1(3)", weeks=4, termijnenwet=True)
COURT = Term("Jeugdwet 6.1.8(6)", weeks=3, termijnenwet=True)
MACHTIGING = Term("Jeugdwet 6.1.12(2)", months=12)
SPOEDMACHTIGING = Term("Jeugdwet 6.1.12(2)", weeks=4)
NOT_EXECUTED = Term("Jeugdwet 6.1.12(3)", months=3)
CONSENT_WITHDRAWN = Term("Jeugdwet 6.1.2(7)", days=14)
ZORGMACHTIGING = Term("Wvggz 6:5(a)", months=6, days=1)
START_MESSAGE = Term("iJw OP271", working_days=5)

days = st.dates(FIRST_DAY, LAST_DAY)
counts = st.integers(0, 20)
terms = st.builds(Term, st.just("artikel"), counts, counts, st.integers(0, 100), st.integers(0, 10), st.booleans())


@pytest.mark.parametrize(
    ("term", "start", "due_on"),
    [
        (PLAN, "2024-01-02", "2024-02-13"),  # a Tuesday
        (PLAN, "2026-02-20", "2026-04-07"),  # Good Friday to Easter Monday
        (PLAN, "2025-03-15", "2025-04-28"),  # Koningsdag on Saturday 26 April
        (PLAN, "2026-04-02", "2026-05-18"),  # Ascension Day, the Friday equated by decree
        (PLAN, "2024-04-08", "2024-05-21"),  # Whit Monday
        (PLAN, "2025-11-14", "2025-12-29"),  # second Christmas day, a Friday
        (FIRST_EVALUATION, "2025-04-07", "2025-05-06"),  # 5 May
        (FIRST_EVALUATION, "2024-02-05", "2024-03-04"),  # over 29 February
        (NEXT_EVALUATION, "2023-12-31", "2024-02-29"),  # the last day of February
        (NEXT_EVALUATION, "2025-12-31", "2026-03-02"),  # 28 February is a Saturday
        (NEXT_EVALUATION, "2025-10-25", "2025-12-29"),  # first Christmas day, a Thursday
        (NOTICE, "2026-03-02", "2026-03-06"),
        (NOTICE, "2026-03-03", "2026-03-09"),  # Saturday
        (NOTICE, "2026-03-06", "2026-03-10"),  # a weekend within
        (NOTICE, "2026-04-02", "2026-04-08"),  # Easter: two ordinary days (art. 2), a day more than art. 1 gives
        (NOTICE, "2026-12-24", "2026-12-29"),  # Christmas
        (COMPLAINT, "2025-12-04", "2026-01-05"),  # New Year's Day, the Friday equated by decree
        (COURT, "2025-05-08", "2025-06-02"),  # Ascension Day, the Friday equated by decree
        (COURT, "2025-05-06", "2025-05-27"),
    ],
)
def test_a_term_for_an_act_ends_on_an_ordinary_day(term: Term, start: str, due_on: str) -> None:
    assert term.due_on(date.fromisoformat(start)) == date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("term", "start", "after"),
    [
        (MACHTIGING, "2024-05-05", "2025-05-05"),  # 5 May
        (MACHTIGING, "2024-02-29", "2025-02-28"),
        (SPOEDMACHTIGING, "2025-03-01", "2025-03-29"),  # a Saturday
        (SPOEDMACHTIGING, "2026-03-09", "2026-04-06"),  # Easter Monday
        (NOT_EXECUTED, "2025-02-05", "2025-05-05"),  # 5 May
        (CONSENT_WITHDRAWN, "2018-02-26", "2018-03-12"),  # GHSHE:2018:1032
        (CONSENT_WITHDRAWN, "2026-03-23", "2026-04-06"),  # Easter Monday
        (ZORGMACHTIGING, "2025-03-01", "2025-09-02"),
        (ZORGMACHTIGING, "2025-08-31", "2026-03-01"),  # months before days: 28 February, and one
        (START_MESSAGE, "2026-04-01", "2026-04-10"),  # Easter
        (START_MESSAGE, "2026-05-08", "2026-05-18"),  # the Friday after Ascension Day is a working day
        (START_MESSAGE, "2026-05-07", "2026-05-15"),
        (Term("samengesteld", months=1, weeks=1, days=1, working_days=1), "2026-01-31", "2026-03-09"),  # 28 February, 7, 8, 9 March
        (Term("geen"), "2026-04-04", "2026-04-04"),
    ],
)
def test_a_title_a_lapse_and_working_days_are_plain_arithmetic(term: Term, start: str, after: str) -> None:
    assert term.after(date.fromisoformat(start)) == term.due_on(date.fromisoformat(start)) == date.fromisoformat(after)


class TestWhatTheActLeavesAlone:
    """Algemene termijnenwet 4(a): more than 90 days, twelve weeks or three months, and years; 1(2): counted back from a day."""

    @pytest.mark.parametrize(
        ("term", "start", "moved"),
        [
            (Term("drie maanden", months=3, termijnenwet=True), "2025-02-05", True),
            (Term("vier maanden", months=4, termijnenwet=True), "2025-01-05", False),
            (Term("een jaar", months=12, termijnenwet=True), "2024-05-05", False),
            (Term("drie maanden en een dag", months=3, days=1, termijnenwet=True), "2025-02-04", False),
            (Term("drie maanden en een week", months=3, weeks=1, termijnenwet=True), "2025-01-28", False),
            (Term("twee maanden en een dag", months=2, days=1, termijnenwet=True), "2025-03-04", True),
            (Term("een maand, een week en een dag", months=1, weeks=1, days=1, termijnenwet=True), "2025-03-27", True),
            (Term("twaalf weken", weeks=12, termijnenwet=True), "2025-02-10", True),
            (Term("dertien weken", weeks=13, termijnenwet=True), "2025-02-03", False),
            (Term("twaalf weken en een dag", weeks=12, days=1, termijnenwet=True), "2025-02-09", False),
            (Term("negentig dagen", days=90, termijnenwet=True), "2025-02-04", True),
            (Term("eenennegentig dagen", days=91, termijnenwet=True), "2025-02-03", False),
            (Term("twee maanden tevoren", months=-2, termijnenwet=True), "2025-07-05", False),
            (Term("twee weken tevoren", weeks=-2, termijnenwet=True), "2025-05-19", False),
            (Term("veertien dagen tevoren", days=-14, termijnenwet=True), "2025-05-19", False),
            (Term("de dag tevoren", days=-1, termijnenwet=True), "2025-05-06", False),
            (Term("de dag zelf", termijnenwet=True), "2025-05-05", True),
        ],
    )
    def test_long_terms_and_terms_counted_back_end_on_5_may_itself(self, term: Term, start: str, moved: bool) -> None:
        assert term.after(date.fromisoformat(start)) == date(2025, 5, 5)
        assert term.due_on(date.fromisoformat(start)) == date(2025, 5, 6 if moved else 5)

    def test_three_months_of_the_supreme_court(self) -> None:
        """HR 1 September 2017, ECLI:NL:HR:2017:2225: from 29 February 2016 to Sunday 29 May, and so to Monday."""
        assert Term("Rv 358(2)", months=3, termijnenwet=True).due_on(date(2016, 2, 29)) == date(2016, 5, 30)

    def test_one_working_day_over_a_weekend_stays_one(self) -> None:
        assert Term("een werkdag", working_days=1, termijnenwet=True).due_on(date(2026, 3, 6)) == date(2026, 3, 9)


def test_the_first_day_too_late_comes_after_the_last_on_time() -> None:
    assert PLAN.breach_from(date(2026, 2, 20)) == date(2026, 4, 8)
    assert SPOEDMACHTIGING.breach_from(date(2025, 3, 1)) == date(2025, 3, 30)


def test_a_term_stays_as_it_is_and_terms_alike_are_equal() -> None:
    assert Term("Jeugdwet 6.2.9(2)", weeks=6, termijnenwet=True) == PLAN
    assert Term("Jeugdwet 6.2.9(2)", weeks=6).due_on(date(2026, 2, 20)) == date(2026, 4, 3)
    with pytest.raises(AttributeError):
        PLAN.weeks = 7  # type: ignore[misc]  # that is what is tested


@given(terms, days)
def test_a_term_ends_no_earlier_than_arithmetic_says(term: Term, start: date) -> None:
    assert term.due_on(start) >= term.after(start) >= start
    assert term.breach_from(start) == term.due_on(start) + timedelta(1)


@given(terms, days)
def test_only_the_act_moves_an_end_and_then_to_an_ordinary_day(term: Term, start: date) -> None:
    due_on = term.due_on(start)
    if term.may_be_moved:
        assert extended(due_on) == due_on
    else:
        assert due_on == term.after(start)
