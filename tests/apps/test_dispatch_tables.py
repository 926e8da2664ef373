"""Tables on dispatch that are worked out say what the lesson says of them."""

from __future__ import annotations

import re

import pytest

from helpers.apps import dispatch_tables as tables
from helpers.domain import dispatch


def test_both_denominators_of_both_mistakes_stand_side_by_side() -> None:
    rows = {row["ALS goes from"]: row for row in tables.hundred_table().rows}
    assert len(rows) == len(dispatch.THRESHOLDS)
    three = rows["3 points"]
    assert (three["ALS sent"], three["Missed"], three["Too much"]) == ("60", "3", "41")
    # 41 of 60 sent and of 100 calls; 3 of the 40 not sent and of 100 calls.
    assert three["Over-triage, of those sent"] == "68 %" and three["Of all calls"] == "41 %"
    assert three["Under-triage, of those not sent"] == "8 %" and three["Of all"] == "3 %"
    assert rows["1 point"]["Missed"] == "0" and rows["11 points"]["ALS sent"] == "0"


def test_of_two_divisions_the_smaller_denominator_gives_the_larger_share() -> None:
    for row in tables.hundred_table().rows:
        of_sent, of_all = (row["Over-triage, of those sent"], row["Of all calls"])
        if of_sent != "–":
            assert int(of_sent.split()[0]) >= int(of_all.split()[0])


def test_what_a_positive_means_in_san_mateo() -> None:
    assert [row["Calls"] for row in tables.positives_table().rows] == [
        "22 of 100",
        "18 of 71",
        "4 of 29",
    ]


#: By hand with Erlang's formula: calls a year, minutes, crews, and busy, waiting, minutes.
LINES = [
    ("6,000", "60", "2", "34 %", "17 %", "8.0"),
    ("6,000", "75", "2", "43 %", "26 %", "16.8"),
    ("12,000", "60", "2", "68 %", "56 %", "53.0"),
    ("12,000", "60", "4", "34 %", "6 %", "1.3"),
]


def test_a_line_for_crews_by_theory() -> None:
    assert [tuple(row.values()) for row in tables.line_table().rows] == LINES


def means(row: dict[str, str]) -> list[float]:
    return [float(re.match(r"[\d.]+", text)[0]) for text in list(row.values())[1:]]  # type: ignore[index]


@pytest.fixture(scope="module")
def choices() -> dict[str, list[float]]:
    return {row["Choice"]: means(row) for row in tables.choices_table().rows}


def test_which_bar_is_best_hangs_on_choices_and_a_second_crew_does_not(
    choices: dict[str, list[float]],
) -> None:
    """What the prose below the table says of its rows: from 1, 3 and 5 points."""
    plain, late, stays, second = choices.values()
    assert max(plain) - min(plain) < 3
    assert late.index(max(late)) == 2 and stays.index(max(stays)) == 0
    assert all(more < one for more, one in zip(second, plain, strict=True))
