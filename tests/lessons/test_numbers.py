"""Which numbers of a text must be stated by an output, and when they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons.numbers import checked, stated


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("It falls by 5.2 points.", ["5.2"]),
        ("After 10 minutes", ["10"]),
        ("a 10-minute delay", ["10"]),
        ("8 hours, 3 days, 2 weeks, 6 months", ["8", "3", "2", "6"]),
        ("1 mg, 4 J, 5 cm, 9 people, 12 calls", ["1", "4", "5", "9", "12"]),
        ("between 5–10 minutes", ["5", "10"]),
        ("5 to 10 min", ["5", "10"]),
        ("1,200–1,800 hours", ["1,200", "1,800"]),
        ("27,170 took part", ["27,170"]),
        ("about 30 % or 30% of them", ["30"]),
        ("**84** %", ["84"]),
        ("7 times as long, 3× more, 10-fold", ["7", "3", "10"]),
        ("30:2 before, then 15 : 2", ["30:2", "15:2"]),
        ("3 of 10 people, 1 in 20", ["3", "10", "1", "20"]),
        ("an odds ratio of 0.98 (0.95–1.01)", ["0.98", "0.95", "1.01"]),
        ("a fall of −5.2 points", ["5.2"]),
        ("It costs $450 or € 20.", ["450", "20"]),
        (r"It costs \$450.", ["450"]),
        ("at 110 Hz/min and 37 °C", ["110", "37"]),
        ("| model | 7.2 |\n|---|---|", ["7.2"]),
    ],
)
def test_a_measure_is_checked(prose: str, expected: list[str]) -> None:
    assert checked(prose) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "seven to ten times",
        "in 2025, and from 2015 to 2019",
        "Lesson 3 of 13 and lessons 3, 4 and 5.5",
        "with Python 3.11 and JupyterLab 4.6",
        "see section 6.4",
        "set `cpr=5.2` and wait",
        "the 4 models and 13 lessons",
        "<https://example.org/10%25/5.2>",
        "[the guideline](https://example.org/5.2minutes)",
        "[LARSEN1993] in the AHA 2025 edition",
        "<span style='width: 50%'>half</span>",
        "SpO2, CO2, H2O",
    ],
)
def test_what_measures_nothing_is_not_checked(prose: str) -> None:
    assert checked(prose) == []


@pytest.mark.parametrize(
    ("number", "output"),
    [
        ("5.2", "it is 5.20 here"),
        ("5.2", "-5.2"),
        ("5.2", "−5.2"),
        ("10", "10.0"),
        ("1,200", "1200 h"),
        ("1200", "1,200"),
        ("30:2", "ratio 30:2"),
        ("30:2", "ratio 30 : 2"),
        ("67", "67%"),
    ],
)
def test_an_output_states_a_number(number: str, output: str) -> None:
    assert stated([output]).has(number)


@pytest.mark.parametrize(
    ("number", "output"),
    [
        ("5.2", "5.21"),
        ("5.2", "15.2"),
        ("30:2", "30 and 2"),
        ("10", "100"),
        ("10", ""),
        ("1", "12"),
    ],
)
def test_an_output_that_says_something_else_does_not(number: str, output: str) -> None:
    assert not stated([output]).has(number)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for number in checked(text):
        stated([text]).has(number)


@given(st.decimals(0, 10_000, places=1), st.sampled_from(["minutes", "%", "hours"]))
def test_a_printed_number_is_found_again(number: object, unit: str) -> None:
    (found,) = checked(f"It is {number:,} {unit} long.")
    assert stated([f"{number}"]).has(found)
