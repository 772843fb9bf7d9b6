"""The file of one provider: whose records stand in it, in which order, and what only that provider is told."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from domain.history import History
from domain.secrecy import Secrecy, kept_from_lists
from domain.spans import Span
from interchange.cbs import Record, RemarkKind, half_year_of
from interchange.cbs.record_set import Form, Portion, portions, written
from tests.domain.stories import REGION, Story

FIRST_HALF = half_year_of(date(2025, 1, 1))


def staying(provider: str = "koraal", on: str = "2025-02-03", **opened: object) -> Story:
    story = Story.opened("2025-01-02", **opened)
    return story.and_("admitted", on, stay_id="S", setting="intensief_klinisch", why_not_family="Zo.", provider=provider)


def of(provider: str, *stories: Story) -> list[Portion]:
    def histories() -> Iterator[tuple[History, Secrecy]]:
        for story in stories:
            yield story.history, kept_from_lists(story.history)

    return list(portions(FIRST_HALF, provider, histories(), REGION))


def records(told: list[Portion]) -> list[Record]:
    return [record for portion in told for record in portion.records]


def file(told: list[Portion], form: Form) -> bytes:
    return b"".join(written(records(told), form))


def test_has_the_records_of_that_provider_in_the_order_of_the_histories() -> None:
    early, late, other = staying(on="2025-02-03"), staying(on="2025-03-03"), staying("xonar")

    told = of("koraal", late, other, early)

    assert [record.started_on for record in records(told)] == [date(2025, 3, 4), date(2025, 2, 4)]
    assert [record.provider for record in records(of("xonar", late, other, early))] == ["xonar"]
    assert {remark.provider for portion in told for remark in portion.remarks} == {"koraal"}


def test_is_written_in_each_form() -> None:
    told = of("koraal", staying())
    csv, columns, parquet = file(told, "csv"), file(told, "txt"), file(told, "parquet")
    table = pq.read_table(BytesIO(parquet))

    assert csv.count(b"\r\n") == 2
    assert columns.count(b"\r\n") == 1
    assert csv.splitlines()[1].split(b";")[0] == columns[:9]
    assert csv.decode().splitlines()[0].split(";") == table.column_names
    [row] = table.to_pylist()
    assert (row["bsn"].encode(), row["datum_aanvang"], row["datum_einde"]) == (columns[:9], date(2025, 2, 4), None)
    assert parquet == file(of("koraal", staying()), "parquet")


@pytest.mark.parametrize("form", ["csv", "txt", "parquet"])
def test_takes_no_more_memory_for_more_records(form: Form) -> None:
    [record] = records(of("koraal", staying()))

    def most_at_once(number: int) -> int:
        tracemalloc.start()
        for _ in written((record for _ in range(number)), form):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most_at_once(1)
    assert most_at_once(20_000) < 1.5 * most_at_once(2_000)


def test_is_made_of_one_history_after_the_other() -> None:
    asked: list[int] = []

    def histories() -> Iterator[tuple[History, Secrecy]]:
        for number in range(3):
            asked.append(number)
            yield staying().history, kept_from_lists(staying().history)

    made = portions(FIRST_HALF, "koraal", histories(), REGION)

    next(made)
    assert asked == [0]


def test_only_its_own_provider_is_told_of_a_record_that_is_secret() -> None:
    story = staying().and_("safety-flag-set", "2025-03-03", level="secret_place")

    [own], [others] = of("koraal", story), of("xonar", story)

    assert (*own.records, *others.records) == ()
    assert (*own.remarks, *others.remarks) == ()
    assert [(remark.kind, remark.started_on) for remark in own.hidden] == [(RemarkKind.PLACE_HIDDEN, date(2025, 2, 4))]
    assert list(others.hidden) == []


def test_of_no_half_year_is_refused() -> None:
    with pytest.raises(ValueError, match="half year"):
        list(
            portions(Span(date(2025, 1, 1), date(2025, 4, 1)), "koraal", [(staying().history, kept_from_lists(staying().history))], REGION)
        )
