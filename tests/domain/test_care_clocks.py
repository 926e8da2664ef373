"""The clocks of heart attack and stroke, written out by hand."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from helpers.domain import care_clocks

BY_ID = {c.fact_id: c for care in care_clocks.CARES for c in care_clocks.clocks(care)}


@pytest.mark.parametrize(
    ("fact", "starts", "minutes"),
    [
        ("AS01", "first medical contact", 10),
        ("AS02-1", "first medical contact", 90),
        ("AS02-2", "first medical contact", 120),
        ("AS02-3", "the decision, when 120 minutes cannot be kept", 30),
        ("AS03", "the first symptoms", 12 * 60),
        ("ST06-1", "the door of the hospital", 25),
        ("ST06-2", "the door of the hospital", 60),
        ("ST01", "last known well", 4.5 * 60),
        ("ST03", "last known well", 9 * 60),
        ("ST04-1", "last known well", 24 * 60),
    ],
)
def test_limits_and_where_their_clocks_start(fact: str, starts: str, minutes: float) -> None:
    assert (BY_ID[fact].clock_starts, BY_ID[fact].limit_minutes) == (starts, minutes)


def test_words_that_name_another_limit_are_refused() -> None:
    with pytest.raises(ValueError, match="AS02-1: words name neither '60 min' nor '1 hour'"):
        dataclasses.replace(BY_ID["AS02-1"], limit_minutes=60.0)


@pytest.mark.parametrize("care", care_clocks.CARES)
def test_clocks_with_one_start_stand_together(care: str) -> None:
    starts = [clock.clock_starts for clock in care_clocks.clocks(care)]
    changes = sum(a != b for a, b in itertools.pairwise(starts))
    assert changes == len(set(starts)) - 1


def test_an_older_guideline_says_so() -> None:
    older = [c for c in BY_ID.values() if "2019" in c.edition]
    assert older and all("Older" in c.note for c in older)


def test_an_unknown_illness_is_named() -> None:
    with pytest.raises(ValueError, match="heart attack"):
        care_clocks.clocks("hart attack")
