"""A manikin's numbers, typed by a person: read generously, refused in words, judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import manikin
from helpers.domain.errors import DomainError
from helpers.domain.manikin import DEPTH, FULL, LEANING, NOT_SHOWN, RATE, Trial
from helpers.facts import load


def table(fact_id: str, column: str) -> float:
    return float(load("cpr_quality").set_index("fact_id")[column][fact_id])


@pytest.mark.parametrize(
    ("typed", "value"), [("5,4", 5.4), ("5.4", 5.4), (" 5.4 cm ", 5.4), ("+5", 5.0)]
)
def test_a_number_is_read_as_people_type_it(typed: str, value: float) -> None:
    assert manikin.number(typed, DEPTH) == value


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "empty"),
        ("deep", "'deep' was read"),
        ("-5", "cannot be right"),
        ("12", "cannot be right"),
        ("52", "type 5.2"),
        ("5.4.1", "was read"),
        ("nan", "was read"),
        ("1e400", "was read"),
        ("5 4", "was read"),
    ],
)
def test_what_cannot_be_is_refused_in_words(typed: str, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        manikin.number(typed, DEPTH)


@given(st.text())
def test_no_text_is_a_fault(typed: str) -> None:
    try:
        value = manikin.number(typed, RATE)
    except DomainError:
        return
    assert RATE.least <= value <= RATE.most


def test_the_limits_are_those_of_the_newest_guideline() -> None:
    slow, fast = (table("Q01-adult-2025", f"per_minute_{end}") for end in ("least", "most"))
    shallow, deep = (table("Q02-adult-2025", f"cm_{end}") for end in ("least", "most"))
    least = table("Q05-adult-2025", "percent_least")
    assert (slow, fast, shallow, deep, least) == (100, 120, 5, 6, 60)
    for rate, word in ((slow, "right"), (fast, "right"), (slow - 1, "slow"), (fast + 1, "fast")):
        assert word in manikin.judge(Trial(rate, 5.5, 80, FULL))[0]
    for depth, word in ((5, "right"), (6, "right"), (4.9, "shallow"), (6.1, "too deep")):
        assert word in manikin.judge(Trial(110, depth, 80, FULL))[1]
    for share, word in ((60, "enough"), (59, "at least 60 %")):
        assert word in manikin.judge(Trial(110, 5.5, share, FULL))[2]


def test_the_least_that_is_asked_for_is_called_the_least() -> None:
    told = manikin.judge(Trial(110, 5.5, 61, FULL))[2]
    assert "at least 60 %" in told and "breaths included" in told


def test_leaning_is_told_and_what_is_not_known_is_not() -> None:
    told = [manikin.judge(Trial(110, 5.5, 80, how))[1] for how in (FULL, LEANING, NOT_SHOWN)]
    assert "came up fully" in told[0] and "let the chest come all the way up" in told[1]
    assert "chest" not in told[2]
    with pytest.raises(DomainError, match="Say how"):
        manikin.read("110", "5", "80", "well")
