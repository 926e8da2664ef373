"""How many for one more: arithmetic against the published, and where there is no number."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import needed
from helpers.domain.errors import DomainError

ROWS = {row.fact_id: row for row in needed.needed()}


@pytest.mark.parametrize(("percent", "after"), [(5, 9.5), (40, 57.1)])
def test_a_ratio_of_two_in_two_towns(percent: float, after: float) -> None:
    assert needed.with_odds(percent, 2) == pytest.approx(after, abs=0.05)


@given(st.floats(0.1, 99.9), st.floats(0.1, 10), st.floats(0.1, 10))
def test_ratios_multiply_and_one_changes_nothing(percent: float, one: float, two: float) -> None:
    assert needed.with_odds(percent, 1) == pytest.approx(percent)
    twice = needed.with_odds(needed.with_odds(percent, one), two)
    assert twice == pytest.approx(needed.with_odds(percent, one * two))


def test_epinephrine_from_counts_beside_what_the_trial_prints() -> None:
    points = 100 * (130 / 4012 - 94 / 3995)
    row = ROWS["NX05"]
    assert row.points == pytest.approx(points, abs=0.002) and row.number == 113
    assert round(needed.number_needed(points)) == 113
    spread = 196 * math.sqrt(
        sum(p * (1 - p) / n for p, n in ((130 / 4012, 4012), (94 / 3995, 3995)))
    )
    assert (row.low, row.high) == pytest.approx((points - spread, points + spread), abs=0.01)


def test_volunteers_by_app_from_counts() -> None:
    points = 100 * (188 / 305 - 172 / 360)
    assert ROWS["NX06"].points == pytest.approx(points, abs=0.05)
    assert ROWS["NX06"].number == 7


@pytest.mark.parametrize("fact_id", ["NX07", "NX08", "NX09", "NX10"])
def test_where_there_is_none_the_reason_stands(fact_id: str) -> None:
    row = ROWS[fact_id]
    assert row.number is None and not row.computed and len(row.caution) > 40


def test_a_row_that_computes_what_the_interval_does_not_bear_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no difference"):
        replace(ROWS["NX09"], computed=True, number=1000.0)
    with pytest.raises(ValueError, match="does not follow"):
        replace(ROWS["NX01"], number=62.0)


def test_where_nothing_is_gained_there_is_no_number() -> None:
    with pytest.raises(DomainError, match="no number"):
        needed.number_needed(0)
    with pytest.raises(DomainError, match="between 0 and 100"):
        needed.with_odds(100, 2)
