"""The two intervals against published tables."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.intervals import mean_interval, share_interval, t_quantile


@pytest.mark.parametrize(
    ("df", "published"),  # any printed table of Student's t, two-sided 5 %
    [
        (1, 12.706),
        (2, 4.303),
        (3, 3.182),
        (4, 2.776),
        (5, 2.571),
        (7, 2.365),
        (9, 2.262),
        (10, 2.228),
        (20, 2.086),
        (29, 2.045),
        (30, 2.042),
        (60, 2.0),
        (120, 1.98),
    ],
)
def test_students_t(df: int, published: float) -> None:
    assert t_quantile(df) == pytest.approx(published, abs=5e-4)


def test_a_textbook_interval_of_a_mean() -> None:
    # Student's own data (1908): hours of sleep gained, ten patients; mean 1.58, 0.70 to 2.46.
    gained = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    assert mean_interval(gained) == pytest.approx((0.70, 2.46), abs=0.005)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # Newcombe 1998, Stat Med 17:857-872, table I, Wilson's score method.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval(count: int, n: int, low: float, high: float) -> None:
    assert share_interval(count, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("values", [[], [1.0], [2.0, 2.0, 2.0]])
def test_without_spread_there_is_no_interval(values: list[float]) -> None:
    assert all(math.isnan(end) for end in mean_interval(values))


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_a_count_that_is_no_part_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        share_interval(count, n)


@given(st.integers(1, 500), st.data())
def test_a_share_lies_in_its_interval(n: int, data) -> None:
    count = data.draw(st.integers(0, n))
    low, high = share_interval(count, n)
    assert 0 <= low <= count / n + 1e-12 and count / n - 1e-12 <= high <= 1


@given(st.lists(st.floats(-100, 100, width=16), min_size=2, max_size=30))
def test_a_mean_lies_in_the_middle_of_its_interval(values: list[float]) -> None:
    low, high = mean_interval(values)
    if not math.isnan(low):
        assert (low + high) / 2 == pytest.approx(sum(values) / len(values), abs=1e-6)
