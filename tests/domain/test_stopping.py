"""Rules for stopping: published counts, the same as natural frequencies, and nothing more."""

from __future__ import annotations

import dataclasses
import math
import re

import pytest

from helpers.domain import stopping
from helpers.domain.interval import share_interval
from helpers.domain.stopping import Held, Thousand
from helpers.facts import load

BY_ID = {one.fact_id: one for one in stopping.held()}


def test_of_a_thousand_arrests_the_first_study() -> None:
    """Morrison 2006: 1,240 arrests, 776 stopped, 4 of them alive, 37.4 % taken to hospital."""
    people = stopping.thousand(stopping.first_study())
    assert people == Thousand(623, 3, 344, 30)
    assert (people.stopped, people.onward) == (626, 374)
    assert sum(vars(people).values()) == 1000


def test_a_thousand_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="999 are not a thousand"):
        Thousand(622, 3, 344, 30)


def test_a_study_that_did_not_count_all_four_kinds_has_no_thousand() -> None:
    with pytest.raises(ValueError, match="TO06-bls was not counted in full"):
        stopping.thousand(BY_ID["TO06-bls"])


@pytest.mark.parametrize(
    ("fact", "outcome", "wrong", "of_the_well"),
    [
        ("TO01", "death", 5, 98),
        ("TO03-bls", "death", 0, 0),
        ("TO03-als", "death", 0, 0),
        ("TO04-bls", "death", 2, None),
        ("TO05-bls", "unfavorable brain outcome", 10, 389),
        ("TO05-als", "unfavorable brain outcome", 8, 62),
        ("TO06-bls", "unfavorable brain outcome", 1, 15),
        ("TO06-als-other", "unfavorable brain outcome", 4, 167),
    ],
)
def test_natural_frequencies_are_those_of_the_papers(
    fact: str, outcome: str, wrong: int, of_the_well: int | None
) -> None:
    one = BY_ID[fact]
    assert (one.outcome, one.missed_per_1000, one.stopped_of_1000_well) == (
        outcome,
        wrong,
        of_the_well,
    )


@pytest.mark.parametrize(
    ("fact", "change", "told"),
    [
        ("TO01", {"missed": 8}, "ppv_percent is 99.0"),
        ("TO01", {"missed_per_1000": 50}, "missed_per_1000 is 5"),
        ("TO01", {"stopped_of_1000_well": 902}, "stopped_of_1000_well is 98"),
        ("TO01", {"well_in_all": 400}, "specificity_percent is 99.0"),
        ("TO06-als", {"missed_per_1000": 1}, "missed_per_1000 is 3"),
    ],
)
def test_a_row_that_does_not_add_up_is_refused(
    fact: str, change: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueError, match=fact) as caught:
        dataclasses.replace(BY_ID[fact], **change)  # type: ignore[arg-type]
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "one", [h for h in stopping.held() if h.missed == 0], ids=lambda h: h.fact_id
)
def test_none_seen_does_not_mean_none(one: Held) -> None:
    """Where a note says how many would still fit, it is the upper end of the interval."""
    note = str(load("stopping_counts").set_index("fact_id").at[one.fact_id, "note"])
    found = re.search(r"up to (\d+) of 1,000", note)
    if found:
        high = 1000 * share_interval(0, one.stopped or 0)[1]
        assert int(found[1]) == math.floor(high + 0.5)


def test_what_a_rule_is_wrong_about_is_never_called_the_same_for_two_outcomes() -> None:
    """Death and an unfavorable brain outcome stand in one table and are told apart in each row."""
    assert {one.outcome for one in stopping.held()} == {"death", "unfavorable brain outcome"}
    assert all(one.name.count("rule") == 1 for one in stopping.held())
