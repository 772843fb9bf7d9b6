"""The file of one provider: whose records stand in it, in which order, and what only that provider is told."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from domain.history import History
from domain.secrecy import Secrecy, kept_from_lists
from domain.spans import Span
from interchange.cbs import RemarkKind, half_year_of
from interchange.cbs.record_set import RecordSet, record_set
from tests.domain.stories import REGION, Story

FIRST_HALF = half_year_of(date(2025, 1, 1))


def staying(provider: str = "koraal", on: str = "2025-02-03", **opened: object) -> Story:
    story = Story.opened("2025-01-02", **opened)
    return story.and_("admitted", on, stay_id="S", setting="intensief_klinisch", why_not_family="Zo.", provider=provider)


def of(provider: str, *stories: Story) -> RecordSet:
    def histories() -> Iterator[tuple[History, Secrecy]]:
        for story in stories:
            yield story.history, kept_from_lists(story.history)

    return record_set(FIRST_HALF, provider, histories(), REGION)


def test_has_the_records_of_that_provider_in_the_order_of_the_histories() -> None:
    early, late, other = staying(on="2025-02-03"), staying(on="2025-03-03"), staying("xonar")

    told = of("koraal", late, other, early)

    assert [record.started_on for record in told.records] == [date(2025, 3, 4), date(2025, 2, 4)]
    assert [record.provider for record in of("xonar", late, other, early).records] == ["xonar"]
    assert {remark.provider for remark in told.remarks} == {"koraal"}


def test_is_written_in_each_form() -> None:
    told = of("koraal", staying())
    table = pq.read_table(BytesIO(told.parquet))

    assert told.csv.count(b"\r\n") == 2
    assert told.fixed_width.count(b"\r\n") == 1
    assert told.csv.splitlines()[1].split(b";")[0] == told.fixed_width[:9]
    assert told.csv.decode().splitlines()[0].split(";") == table.column_names
    [row] = table.to_pylist()
    assert (row["bsn"].encode(), row["datum_aanvang"], row["datum_einde"]) == (told.fixed_width[:9], date(2025, 2, 4), None)
    assert told.parquet == of("koraal", staying()).parquet


def test_only_its_own_provider_is_told_of_a_record_that_is_secret() -> None:
    story = staying().and_("safety-flag-set", "2025-03-03", level="secret_place")

    own, others = of("koraal", story), of("xonar", story)

    assert own.records == others.records == ()
    assert own.remarks == others.remarks == ()
    assert [(remark.kind, remark.started_on) for remark in own.hidden] == [(RemarkKind.PLACE_HIDDEN, date(2025, 2, 4))]
    assert others.hidden == ()
    assert own.trajectories == []


def test_of_no_half_year_is_refused() -> None:
    with pytest.raises(ValueError, match="half year"):
        record_set(Span(date(2025, 1, 1), date(2025, 4, 1)), "koraal", [(staying().history, kept_from_lists(staying().history))], REGION)
