"""The tables on dispatch: no fact of the collection lost, and corrections applied."""

from __future__ import annotations

import pytest

from helpers.facts import load, read_schema, view
from helpers.facts.location import data_dir

TABLES = ("dispatch_accuracy", "dispatch_systems", "dispatch_times")


def rows() -> dict[str, dict[str, object]]:
    return {str(row["fact_id"]): row for name in TABLES for row in load(name).to_dict("records")}


def test_every_fact_on_dispatch_is_in_a_table_or_left_out_with_a_reason() -> None:
    held = {key.split("-")[0] for key in rows()} | set(load("facts_left_out")["fact_id"])
    assert [f"D{number}" for number in range(100, 183) if f"D{number}" not in held] == []


@pytest.mark.parametrize(
    ("fact_id", "column", "value"),
    [
        ("D120-4", "specificity", 51),
        ("D120-5", "sensitivity", 99),
        ("D126", "n", 2121),
        ("D126", "npv", 99.0),
        ("D139-1", "value", 90),
        ("D105", "since", 2018),
    ],
)
def test_the_second_reading_is_followed(fact_id: str, column: str, value: float) -> None:
    assert rows()[fact_id][column] == value


def test_what_the_second_reading_names_is_named() -> None:
    found = rows()
    assert "Medical Index" in str(found["D130-1"]["system"])  # in use, 54.0 %
    assert "RETTS-A" in str(found["D130-2"]["system"])
    assert "14 went to the hospital" in str(found["D126"]["finding"])
    assert "64,647" in str(found["D119"]["basis"])
    assert "no federal law" in str(found["D182-1"]["note"])


def test_one_more_crash_is_one_over_the_difference_of_the_rates() -> None:
    found = rows()
    for drive, without, with_sirens in (
        ("D153-1", "D152-1", "D152-2"),
        ("D153-2", "D152-3", "D152-4"),
    ):
        extra = float(str(found[with_sirens]["value"])) - float(str(found[without]["value"]))
        assert found[drive]["value"] == pytest.approx(100_000 / extra, rel=0.01)


@pytest.mark.parametrize("table", TABLES)
def test_every_view_says_where_it_comes_from(table: str) -> None:
    for one in read_schema(data_dir() / "schemas" / f"{table}.toml").views:
        shown = view(table, one.name)
        assert shown.rows and shown.sources, one.name


def test_england_has_four_categories_with_a_clock() -> None:
    shown = view("dispatch_systems", "england")
    assert [row["Nine of ten, minutes"] for row in shown.rows] == ["15", "40", "120", "180"]
