"""The page of the indicators says what the code says, and counts as it counts: formulas, definitions and every number of the example."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from inspect import getdoc

import pytest

from domain.figures import Period, PeriodKind, Statistics, figure, report
from domain.figures.report import Cells, Detail
from domain.indicators import PLACE, Dimension, Variant, indicators, measures, places
from tests.domain.indicators.example import ON, PAGE, PERIOD, all_facts

SECTIONS = {
    match["id"]: match["body"]
    for match in re.finditer(r"^## \d+\. [^\n]+ \(`(?P<id>[a-z-]+)`\)\n(?P<body>.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}

VARIANTS = [(indicator.id, variant) for indicator in indicators().values() for variant in indicator.variants]
NAMES = [f"{name}/{variant.name}" for name, variant in VARIANTS]

FACTS = all_facts()


def rows(indicator: str, columns: int) -> dict[str, list[str]]:
    """The rows of the table with so many columns in the section of an indicator, by their first cell."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in SECTIONS[indicator].splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in cells if len(row) == columns}


def worked_out(text: str) -> Fraction:
    """A sum of numbers, with × and −."""
    assert re.fullmatch(r"[0-9.+−×/() ]+", text), text
    exact = re.sub(r"[0-9.]+", lambda number: f"Fraction('{number.group()}')", text)
    return Fraction(eval(exact.replace("×", "*").replace("−", "-"), {"Fraction": Fraction}))  # noqa: S307  # numbers alone: see above


def test_the_page_has_every_indicator_in_order() -> None:
    assert list(SECTIONS) == list(indicators())
    assert len(SECTIONS) == 16


@pytest.mark.parametrize(("indicator", "variant"), VARIANTS, ids=NAMES)
def test_the_page_tells_each_formula(indicator: str, variant: Variant) -> None:
    of = f"`{variant.measure}`{f' by `{variant.other}`' if variant.other else ''}{f', label `{variant.label}`' if variant.label else ''}"
    if variant.days_later:
        of += f", {variant.days_later} days later"

    assert rows(indicator, 6)[variant.name] == [of, f"`{variant.aggregate}`", variant.unit, variant.formula, variant.labels or ""]


@pytest.mark.parametrize(("indicator", "variant"), VARIANTS, ids=NAMES)
def test_the_sum_in_the_page_is_the_figure(indicator: str, variant: Variant) -> None:
    _, told, value = rows(indicator, 4)[variant.name]

    found = figure(variant, FACTS, PERIOD, ON)

    if told == "—":
        assert (found, value) == (None, "—")
    else:
        assert found == pytest.approx(float(worked_out(told)), abs=1e-9)
        assert float(value) == pytest.approx(found, abs=0.005)


def test_the_page_has_no_variant_that_there_is_not() -> None:
    told = {(indicator, name) for indicator in SECTIONS for columns in (4, 6) for name in rows(indicator, columns)}

    assert told == {(indicator, variant.name) for indicator, variant in VARIANTS}


def test_the_page_defines_every_measure_as_its_function_does() -> None:
    words = " ".join(PAGE.split())

    for name, definition in {**measures(), PLACE: getdoc(places) or ""}.items():
        assert definition
        assert f"- `{name}`: {' '.join(definition.split())}" in words


def test_the_table_of_what_is_told_tells_what_a_report_tells() -> None:
    told = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| `\d{4}` \|", line)]
    assert len(told) == 4
    months = {(month, row[0].strip("`")): int(row[month]) for row in told for month in (1, 2)}
    count, last = indicators()["inflow"].default, date(2025, 2, 28)

    def counted(_: Variant, asked: Sequence[Period], by: Dimension | None) -> Cells:
        """Of each municipality, or of all together."""
        cells: dict[tuple[Period, str | None], Statistics] = {}
        for period in asked:
            for (month, municipality), number in months.items():
                group = municipality if by else None
                if period.days.covers(date(2025, month, 1)):
                    cells[period, group] = Statistics(number=number + cells.get((period, group), Statistics()).number)
        return cells

    for kind, since, column in (
        (PeriodKind.MONTH, date(2025, 1, 1), 4),
        (PeriodKind.MONTH, date(2025, 2, 1), 5),
        (PeriodKind.QUARTER, date(2025, 1, 1), 6),
    ):
        found = report(count, [Period(kind, since)], last, Dimension.MUNICIPALITY, Detail.PROTECTED, counted)
        assert {row.group: "hidden" if row.suppressed else str(row.value) for row in found} == {
            row[0].strip("`"): row[column] for row in told
        }
