"""The tables on payment: no fact of the collection lost, and corrections applied."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pytest

from helpers.facts import load

TABLES = (
    *("payment_rules", "payment_units", "payment_amounts", "payment_elsewhere"),
    *("payment_claims", "payment_costs", "payment_pages"),
)


def rows() -> Mapping[str, Mapping[Hashable, Any]]:
    return {str(row["fact_id"]): row for name in TABLES for row in load(name).to_dict("records")}


def test_every_fact_on_payment_is_in_a_table_or_left_out_with_a_reason() -> None:
    held = {key.split("-")[0] for key in rows()} | set(load("facts_left_out")["fact_id"])
    wanted = [f"F{number:02}" for number in (*range(1, 9), *range(10, 19), *range(100, 176))]
    assert [fact for fact in wanted if fact not in held] == ["F170"]  # there is none of that name


def test_what_replaced_three_corrections_is_there() -> None:
    reasons = load("facts_left_out").set_index("fact_id")["reason"]
    for correction in ("11.6", "11.7", "11.8"):
        assert "belongs to the lesson" not in reasons[correction]
        assert "said in 09" in reasons[correction]


@pytest.mark.parametrize(
    ("fact_id", "column", "words"),
    [
        ("F105-1", "said", "requires ALS personnel"),
        ("F105-1", "said", "necessary"),
        ("F117-1", "said", "forbidden by state law to bill"),
        ("F132-super-b", "unit", "percent of the base"),
        ("F132-urban-b", "unit", "base and mileage"),
        ("F103-1", "said", "told at dispatch"),
        ("F147-1", "rule", "or a procedure"),
        ("F151-1", "rule", "1 January 2025"),
    ],
)
def test_the_second_reading_is_followed(fact_id: str, column: str, words: str) -> None:
    assert words in str(rows()[fact_id][column])


def test_the_shares_of_the_levels_are_those_of_their_bills() -> None:
    table = load("payment_claims")
    assert table["percent"].tolist() == pytest.approx(
        100 * table["services"] / table["services"].sum(), abs=0.06
    )
    # Printed with the numbers: one bill in 113.
    assert table["services"].sum() / table.set_index("level")["services"]["ALS2"] == pytest.approx(
        113, abs=0.5
    )


@pytest.mark.parametrize(("before", "after"), [("2024", "2025"), ("2025", "2026")])
def test_dollars_and_inflation_come_from_different_sources_and_agree(
    before: str, after: str
) -> None:
    found = rows()
    grown = found[f"F130-cf-{before}"]["value"] * (1 + found[f"F127-{after}"]["value"] / 100)
    assert round(grown, 2) == found[f"F130-cf-{after}"]["value"]
    factor, rate = found[f"F127-{after}"], found[f"F130-cf-{after}"]
    assert not set(factor["source"]) & {*rate["source"], *rate["via"]}


def test_no_amount_of_money_is_said_to_have_been_read_at_its_origin() -> None:
    found = rows()
    dollars = [row for key, row in found.items() if key.startswith(("F130", "F163", "F171"))]
    assert len(dollars) == 14
    assert {row["confidence"] for row in dollars} == {"second-hand"}
