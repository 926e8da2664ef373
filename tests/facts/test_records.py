"""Rows as instances of a dataclass: what they hold, and what is refused where."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

from helpers.facts import FactError, load, records


@dataclass(frozen=True)
class Slope:
    fact_id: str
    fall_low: float | None
    fall: float | None
    source: tuple[str, ...]
    confidence: Literal["primary", "derived", "second-hand", "unverified"]
    reviewed_on: date | None
    note: str = "none"


def test_a_row_is_an_instance_of_what_was_asked() -> None:
    table, found = load("survival_slopes"), records("survival_slopes", Slope)
    assert [one.fact_id for one in found] == list(table["fact_id"])
    assert [one.source for one in found] == list(table["source"])
    for one, low, note in zip(found, table["fall_low"], table["note"], strict=True):
        assert one.fall_low == (None if low != low else low)
        assert one.note == (note or "none") and one.reviewed_on is None


@dataclass(frozen=True)
class Years:
    year: float
    country: str
    reviewed_by: str


def test_whole_numbers_are_numbers_and_an_empty_text_is_a_text() -> None:
    one = records("workforce", Years)[0]
    assert isinstance(one.year, float) and one.reviewed_by == ""


def cls(name: str, kind: object) -> type:
    return dataclasses.make_dataclass("Made", [(name, kind)])


@pytest.mark.parametrize(
    ("table", "made", "words"),
    [
        ("survival_slopes", cls("fall", float), "column 'fall': the cell is empty.*Made.fall"),
        (
            "survival_slopes",
            cls("rule", float),
            "row 2.*no value of Made.rule",
        ),
        ("survival_slopes", cls("source", str), "row 2, column 'source'.*no value of Made.source"),
        ("workforce", cls("percent", int | None), "no value of Made.percent"),
        ("questions", cls("form", Literal["lesson"]), "'pretest' was read"),
    ],
)
def test_a_value_of_another_type_is_refused_at_its_place(
    table: str, made: type, words: str
) -> None:
    with pytest.raises(FactError, match=words):
        records(table, made)


def test_a_field_that_is_no_column_is_named_with_the_nearest() -> None:
    with pytest.raises(TypeError, match=r"Made.fal_low.*did you mean 'fall_low'"):
        records("survival_slopes", cls("fal_low", float))


def test_what_the_dataclass_itself_refuses_is_told_with_the_row() -> None:
    @dataclass
    class Strict:
        fact_id: str

        def __post_init__(self) -> None:
            raise ValueError(f"{self.fact_id} is not wanted")

    with pytest.raises(FactError, match=r"workforce.csv, row 2: \S+ is not wanted"):
        records("workforce", Strict)
