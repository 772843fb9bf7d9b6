"""What holds for the records of every history that can be recorded."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import Setting, StayPurpose, TitleKind
from domain.history import History
from domain.law.lapse import titles_in_law
from domain.secrecy import kept_from_lists
from domain.spans import Span
from domain.trajectory import Stay, Trajectory
from domain.words import STORED, facts_in
from interchange.cbs import Hulpvorm, Record, RemarkKind, as_csv, as_fixed_width, half_year_of, records_in
from tests.histories import REGION, histories

several = settings(max_examples=60)
some_histories = histories(max_events=24, themes=["help", "place"])
any_histories = histories(max_events=24)
periods = st.dates(date(2023, 7, 1), date(2026, 12, 31)).map(half_year_of)

OF_A_SETTING = {
    Setting.PLEEGZORG: Hulpvorm.PLEEGZORG,
    Setting.GEZINSHUIS: Hulpvorm.GEZINSGERICHT,
    Setting.LEEFHUIS: Hulpvorm.VERBLIJF_ANDERS,
    Setting.OPEN_RESIDENTIEEL: Hulpvorm.VERBLIJF_ANDERS,
    Setting.GESLOTEN: Hulpvorm.GESLOTEN,
}
WVGGZ = (TitleKind.ZORGMACHTIGING, TitleKind.CRISISMAATREGEL, TitleKind.VOORTZETTING_CRISISMAATREGEL)


def days_of(period: Span) -> list[date]:
    assert period.until is not None
    return [add_days(period.since, number) for number in range((period.until - period.since).days)]


def counts(record: Record, day: date) -> bool:
    return record.started_on <= day and (record.ended_on is None or day <= record.ended_on)


def hulpvorm_of(trajectory: Trajectory, stay: Stay, night: date) -> Hulpvorm:
    if stay.setting is not Setting.INTENSIEF_KLINISCH:
        return OF_A_SETTING[stay.setting]
    titles = (title for title in titles_in_law(trajectory) if title.kind in WVGGZ)
    is_compulsory = any(span.covers(night) for title in titles for span in title.covered_nights())
    return Hulpvorm.GESLOTEN if is_compulsory else Hulpvorm.VERBLIJF_ANDERS


@several
@given(any_histories | some_histories, periods)
def test_no_two_records_of_a_provider_and_hulpvorm_overlap_or_touch(history: History, period: Span) -> None:
    records = sorted(records_in(period, history, REGION).records, key=lambda record: (record.provider, record.help, record.started_on))

    for first, second in pairwise(records):
        if (first.provider, first.help) == (second.provider, second.help):
            assert first.ended_on is not None, (first, second)
            assert first.ended_on < second.started_on, (first, second)
            assert not first.help.is_a_stay or add_days(first.ended_on, 1) < second.started_on, (first, second)


@several
@given(any_histories | some_histories, periods)
def test_every_night_of_a_main_stay_is_a_day_of_one_record(history: History, period: Span) -> None:
    trajectory, secrecy = history.trajectory, kept_from_lists(history)
    records = records_in(period, history, REGION).records

    for day in days_of(period):
        night = add_days(day, -1)
        stay = trajectory.main_stay_on(night)
        if stay is not None and not secrecy.hides_stay(stay):
            its = (stay.provider, hulpvorm_of(trajectory, stay, night))
            assert [(record.provider, record.help) for record in records if counts(record, day)].count(its) == 1, (day, stay)


@several
@given(any_histories | some_histories, periods)
def test_every_day_of_a_record_of_a_stay_was_a_night_there(history: History, period: Span) -> None:
    part = records_in(period, history, REGION)
    stays = [stay for stay in history.trajectory.stays if stay.purpose is not StayPurpose.HOSPITAL]
    awaited = {remark.started_on for remark in part.remarks if remark.kind is RemarkKind.STOPPED_FOR_A_WHILE}

    for record in part.records:
        for day in days_of(period) if record.help.is_a_stay and record.started_on not in awaited else ():
            night = add_days(day, -1)
            there = any(stay.provider == record.provider and stay.nights.covers(night) for stay in stays)
            assert there or not counts(record, day), (day, record)


@several
@given(any_histories | some_histories, periods)
def test_a_record_lies_in_its_period_and_tells_no_later_end(history: History, period: Span) -> None:
    assert period.until is not None
    part = records_in(period, history, REGION)

    for record in part.records:
        assert record.started_on < period.until
        if record.ended_on is None:
            assert (record.reason, record.outcomes) == (None, ())
        else:
            assert max(period.since, record.started_on) <= record.ended_on < period.until


@several
@given(any_histories | some_histories, periods)
def test_an_ended_record_has_a_reason_or_a_remark_asks_for_it(history: History, period: Span) -> None:
    part = records_in(period, history, REGION)
    asked = {
        (remark.provider, remark.help, remark.started_on)
        for remark in part.remarks
        if remark.kind in (RemarkKind.REASON_MISSING, RemarkKind.REASON_UNCERTAIN)
    }

    for record in part.records:
        lacks = record.ended_on is not None and record.reason is None
        assert ((record.provider, record.help, record.started_on) in asked) == lacks, record


@several
@given(any_histories | some_histories, periods)
def test_the_same_history_gives_the_same_bytes_in_a_fixed_order(history: History, period: Span) -> None:
    records, again = (records_in(period, History(tuple(history.recorded)), REGION).records for _ in range(2))

    assert b"".join(as_csv(records)) == b"".join(as_csv(again))
    assert b"".join(as_fixed_width(records)) == b"".join(as_fixed_width(again))
    order = [(record.started_on, record.help, record.provider) for record in records]
    assert order == sorted(order)
    assert len({(record.provider, record.key) for record in records}) == len(records)


@several
@given(any_histories, periods)
def test_without_words_it_is_the_same_help_to_somebody_unknown(history: History, period: Span) -> None:
    facts_alone = History(
        [each.saying(type(each.event).model_validate(facts_in(each.event), context=STORED, strict=False)) for each in history.recorded]
    )
    told, untold = records_in(period, history, REGION).records, records_in(period, facts_alone, REGION).records

    assert [(each.provider, each.help, each.started_on, each.ended_on) for each in untold] == [
        (each.provider, each.help, each.started_on, each.ended_on) for each in told
    ]
    assert {(each.bsn, each.postcode) for each in untold} <= {("999999999", None)}
